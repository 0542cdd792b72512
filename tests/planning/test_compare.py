"""Original, now and done; adherence; and how long days take."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.change import Delete, Move, Off
from planner.domain.layer import Anchor, Layer, Thing
from planner.domain.log import Happening, Played, Ran, Skipped
from planner.domain.off import OffKind
from planner.domain.plan import Plan
from planner.domain.race import Race
from planner.domain.session import Session, SessionKind
from planner.domain.units import Span
from planner.domain.week import PlanWeek
from planner.planning.adherence import adherence
from planner.planning.agenda import AgendaDay, agenda, show_weeks_to_go, weeks_to_go
from planner.planning.compare import (
    Became,
    Compliance,
    Entry,
    compared,
    compliance,
    entries_of,
    homes_of,
    originals,
    words_of,
)
from planner.planning.minutes import minutes_of, pace_of, session_seconds
from planner.planning.schedule import schedule

MON = date(2027, 2, 1)
SUN = MON + timedelta(days=6)
AT = datetime(2027, 2, 1, 9, tzinfo=UTC)


def run_on(n: int, metres: float = 8000.0, **more: object) -> Session:
    values = {"id": f"r{n}", "day": MON + timedelta(days=n), "kind": SessionKind.EASY, "distance": Span.of(metres)}
    return Session(**{**values, **more})  # type: ignore[arg-type]


PLAN = Plan(
    id="p",
    race=Race(name="Race", day=MON + timedelta(days=20), distance_m=10_000.0, session="race"),
    weeks=tuple(PlanWeek(start=MON + timedelta(days=7 * n)) for n in range(3)),
    base=(run_on(0), run_on(1), run_on(3), run_on(5, 12_000.0)),
    layers=(Layer(id="roll", name="Roll", thing=Thing.ROLL, anchor=Anchor.AFTER_RUN, what="a-roll"),),
)


def days_of(plan: Plan, *entries: Happening, today: date = SUN + timedelta(days=1)) -> tuple[AgendaDay, ...]:
    return agenda(plan, entries, MON, SUN, today)


def became(plan: Plan, *entries: Happening, today: date = SUN + timedelta(days=1)) -> dict[str, tuple[Entry, ...]]:
    days, made = days_of(plan, *entries, today=today), originals(plan, MON, SUN)
    homes = homes_of(plan, days, made)
    return {f"{day.day:%a}": entries_of(day, made, homes) for day in days}


def with_changes(*changes: Move | Delete | Off) -> Plan:
    from msgspec.structs import replace

    return replace(PLAN, changes=changes)


def test_a_session_says_what_became_of_it() -> None:
    ran = Ran(id="a", at=AT, day=MON, plan="p", session="r0", distance_m=7900.0)
    short = Ran(id="b", at=AT, day=MON + timedelta(days=1), plan="p", session="r1", distance_m=3000.0)
    skipped = Skipped(id="c", at=AT, day=MON + timedelta(days=3), plan="p", session="r3", why="late")
    own = Ran(id="d", at=AT, day=MON + timedelta(days=2), distance_m=5000.0)
    found = became(PLAN, ran, short, skipped, own)
    assert [[entry.became for entry in found[day]] for day in ("Mon", "Tue", "Wed", "Thu", "Sat")] == [
        [(Became.DONE,)],
        [(Became.PARTLY,)],
        [(Became.EXTRA,)],
        [(Became.SKIPPED,)],
        [(Became.MISSED,)],
    ]


def test_a_moved_session_stands_on_both_days_and_says_where_the_other_one_is() -> None:
    found = became(with_changes(Move(id="m", at=AT, session="r1", to=MON + timedelta(days=2))), today=MON)
    assert [words_of(entry) for entry in found["Tue"]] == ["moved to Wed 3 Feb"]
    assert [words_of(entry) for entry in found["Wed"]] == ["moved from Tue 2 Feb"]


def test_a_session_moved_out_of_the_week_is_found_where_it_stands() -> None:
    found = became(with_changes(Move(id="m", at=AT, session="r1", to=MON + timedelta(days=9))), today=MON)
    assert [words_of(entry) for entry in found["Tue"]] == ["moved to Wed 10 Feb"]


def test_what_was_deleted_and_what_gives_way_is_not_called_missed() -> None:
    off = Off(id="o", at=AT, kind=OffKind.ILLNESS, first=MON + timedelta(days=3), last=MON + timedelta(days=3))
    found = became(with_changes(Delete(id="d", at=AT, session="r0"), off))
    assert [entry.became for entry in found["Mon"]] == [(Became.DELETED,)]
    assert [entry.became for entry in found["Thu"]] == [(Became.GAVE_WAY,)]


def test_distances_of_a_week_are_those_made_standing_and_done() -> None:
    off = Off(id="o", at=AT, kind=OffKind.TIME_OFF, first=MON, last=MON)
    plan = with_changes(off)
    ran = Ran(id="b", at=AT, day=MON + timedelta(days=1), plan="p", session="r1", distance_m=8000.0)
    one = compared(days_of(plan, ran), originals(plan, MON, SUN), SUN + timedelta(days=1))
    assert (one.original_m, one.now_m, one.done_m) == (36_000.0, 28_000.0, 8000.0)
    assert one.compliance is Compliance.FAR_LESS
    assert compared(days_of(plan, ran), {}, SUN).compliance is None


@pytest.mark.parametrize(
    ("planned", "done", "word"),
    [
        (10, 8, "as planned"), (10, 12, "as planned"), (10, 7.9, "less"), (10, 5, "less"), (10, 4.9, "far less"),
        (10, 0, "missed"), (10, 12.1, "more"), (10, 15, "more"), (10, 15.1, "far more"), (0, 5, "extra"), (0, 0, None),
    ],
)  # fmt: skip
def test_compliance_is_a_word(planned: float, done: float, word: str | None) -> None:
    assert compliance(planned * 1000, done * 1000) == word


@given(st.floats(0, 50_000), st.floats(0, 50_000))
def test_compliance_has_a_word_for_all_that_is_planned_or_done(planned: float, done: float) -> None:
    assert (compliance(planned, done) is None) == (not planned and not done)


def test_adherence_counts_what_is_over_and_leaves_out_what_is_to_come() -> None:
    roll = next(hung.id for hung in schedule(PLAN).hung if hung.session == "r0")
    played = Played(id="x", at=AT, day=MON, routine="a-roll", plan="p", item=roll, complete=False)
    ran = Ran(id="a", at=AT, day=MON, plan="p", session="r0", distance_m=8000.0)
    kept = adherence(days_of(PLAN, played, ran, today=MON + timedelta(days=2)))
    assert (kept.runs.planned, kept.runs.done, kept.runs.missed) == (2, 1, 1)
    assert kept.runs.share == 0.5
    assert (kept.layers["roll"].planned, kept.layers["roll"].partly) == (2, 1)
    assert adherence(days_of(PLAN, today=MON)).layers == {}
    assert adherence(days_of(PLAN, today=MON)).runs.share is None


def test_minutes_are_the_time_of_a_run_or_its_distance_at_the_easy_pace() -> None:
    assert session_seconds(run_on(0), 400) == 3200
    assert session_seconds(run_on(0, duration_s=1800), 400) == 1800
    assert session_seconds(run_on(0, distance=None), 400) is None
    found = minutes_of(days_of(PLAN), 400, lambda _: 60.0)
    assert (found.run_s, found.hung_s, found.unknown) == (14_400.0, 240.0, 0)
    assert minutes_of(days_of(PLAN)[:1], pace_of(PLAN), lambda _: 0.0).run_s == 8 * 405


def test_weeks_to_go_count_the_weeks_of_the_plan() -> None:
    assert [weeks_to_go(PLAN, MON + timedelta(days=n)) for n in (-1, 0, 6, 7, 14, 20, 21)] == [3, 2, 2, 1, 0, 0, None]
    assert [show_weeks_to_go(PLAN, MON + timedelta(days=n)) for n in (0, 7, 14, 30)] == [
        "2 weeks to go",
        "1 week to go",
        "race week",
        "",
    ]
