"""Days off as actions: what they would do, that they are made and taken out again, and what is refused."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from planner.actions.demo import fill_demo
from planner.actions.desk import Desk
from planner.actions.off import OffWish, comeback_rules, offs, preview_off, take_off, take_out
from planner.actions.undo import redo, undo
from planner.domain.change import Batch
from planner.domain.equipment import Equipment
from planner.domain.errors import BadValue, NotFound
from planner.domain.off import Comeback, OffKind, Running
from planner.domain.session import SessionKind
from planner.planning.agenda import AgendaDay
from planner.planning.comeback import taper_from
from planner.planning.regain import start_of_week
from planner.store.store import Store

NOW = datetime(2027, 2, 6, 9, 0, tzinfo=UTC)
FIRST, LAST = date(2027, 2, 8), date(2027, 2, 17)
RACE = date(2027, 4, 11)


@pytest.fixture
def demo(store_root: Path) -> Desk:
    """A desk on the demo, a Saturday in the ninth week of a build-up that ends on 11 April."""
    return fill_demo(Store(store_root), NOW)


def again(desk: Desk) -> Desk:
    """The same store seen by a program that was just started."""
    return Desk(Store(desk.store.root), now=lambda: NOW)


def wish(kind: OffKind = OffKind.TIME_OFF, first: date = FIRST, last: date = LAST, **more: object) -> OffWish:
    return OffWish(kind=kind, first=first, last=last, **more)  # type: ignore[arg-type]


def whole(desk: Desk) -> tuple[AgendaDay, ...]:
    plan = desk.plan_of(None)
    return desk.days(plan.first_day, plan.last_day)


def metres(desk: Desk) -> dict[str, float]:
    sessions = (one.session for one in desk.schedule_of(desk.plan_of(None)).sessions)
    return {one.id: one.distance.high_m for one in sessions if one.distance}


def test_a_preview_writes_nothing_and_says_what_taking_them_then_does(demo: Desk) -> None:
    before = whole(demo)
    made = preview_off(demo, wish())
    assert whole(again(demo)) == before
    assert (made.days, made.left_out) == (10, 6)
    assert "10 days" in made.lines[0]
    assert "6 left out" in made.lines[0]
    assert made.lines[1] == "Way back: 50 % of each run until Mon 22 Feb, 75 % of each run until Sat 27 Feb."
    total = sum(metres(demo).values())
    said = take_off(demo, wish())
    assert said.startswith("Time off: Mon 8 Feb to Wed 17 Feb, ")
    assert total - sum(metres(again(demo)).values()) == pytest.approx(made.lost_m)
    assert offs(again(demo))[0].lost_m == pytest.approx(made.lost_m)


@pytest.mark.parametrize("kind", OffKind)
@pytest.mark.parametrize("regain", [False, True])
def test_days_off_that_are_taken_out_leave_the_plan_exactly_as_it_was(demo: Desk, kind: OffKind, regain: bool) -> None:
    before = whole(demo)
    take_off(demo, wish(kind, regain=regain, note="a long way"))
    fresh = again(demo)
    assert whole(fresh) != before
    standing = offs(fresh)
    assert [one.off.kind for one in standing] == [kind]
    said = take_out(fresh, standing[0].off.id)
    assert said.endswith("the plan is there again.")
    assert whole(again(demo)) == before
    assert offs(again(demo)) == ()


def test_taking_days_off_and_taking_them_out_are_one_change_each_for_undo_and_redo(demo: Desk) -> None:
    before = whole(demo)
    take_off(demo, wish(regain=True))
    laid = whole(demo)
    take_out(demo, offs(demo)[0].off.id)
    undo(demo)
    assert whole(again(demo)) == laid
    redo(again(demo))
    assert whole(again(demo)) == before
    undo(again(demo))
    undo(again(demo))
    assert whole(again(demo)) == before
    redo(again(demo))
    assert whole(again(demo)) == laid


def test_what_is_taken_back_is_called_by_the_runners_words(demo: Desk) -> None:
    take_off(demo, wish(OffKind.UNWELL))
    assert undo(demo) == "Took back: laid not feeling 100 % over Mon 8 Feb to Wed 17 Feb."


def test_of_days_off_that_overlap_the_last_made_counts_and_each_is_taken_out_by_itself(demo: Desk) -> None:
    take_off(demo, wish())
    alone = whole(demo)
    made = preview_off(demo, wish(OffKind.TRAVEL, first=LAST, last=LAST + timedelta(days=3)))
    assert "There already: time off, Mon 8 Feb to Wed 17 Feb; the last made counts." in made.lines
    take_off(demo, wish(OffKind.ILLNESS, first=LAST, last=LAST + timedelta(days=3)))
    both = offs(demo)
    assert [one.off.kind for one in both] == [OffKind.TIME_OFF, OffKind.ILLNESS]
    take_out(demo, both[1].off.id)
    assert whole(again(demo)) == alone


def test_the_race_stays_when_it_is_among_the_days_off_and_it_is_said(demo: Desk) -> None:
    before = demo.days(RACE, RACE)
    made = preview_off(demo, wish(OffKind.ILLNESS, first=RACE - timedelta(days=5), last=RACE))
    assert any("Spring Half on Sun 11 Apr" in line and "the race stays" in line for line in made.lines)
    take_off(demo, wish(OffKind.ILLNESS, first=RACE - timedelta(days=5), last=RACE))
    after = again(demo).days(RACE, RACE)
    assert [one.session for one in after[0].sessions] == [one.session for one in before[0].sessions]
    assert [one.hung for one in after[0].hung] == [one.hung for one in before[0].hung]


@pytest.mark.parametrize(
    ("first", "last", "what"),
    [
        (LAST, FIRST, "before they begin"),
        (FIRST, FIRST + timedelta(days=366), "longer than a year"),
        (date(2026, 1, 1), date(2026, 1, 9), "do not touch it"),
        (date(2028, 1, 1), date(2028, 1, 9), "do not touch it"),
    ],
)
def test_days_that_make_no_sense_are_refused_and_nothing_is_written(
    demo: Desk, first: date, last: date, what: str
) -> None:
    before = demo.plan_of(None).changes
    for action in (preview_off, take_off):
        with pytest.raises(BadValue, match=what):
            action(demo, wish(first=first, last=last))
    assert again(demo).plan_of(None).changes == before


def test_taking_out_days_off_that_do_not_stand_says_where_to_look(demo: Desk) -> None:
    with pytest.raises(NotFound, match="planner plan offs"):
        take_out(demo, "nothing")


def test_what_suits_the_kind_is_taken_where_nothing_is_said(demo: Desk) -> None:
    def found(kind: OffKind) -> tuple[Running, Comeback]:
        off = preview_off(demo, wish(kind)).off
        return off.running, off.comeback

    assert found(OffKind.TIME_OFF) == (Running.NONE, Comeback.BALANCED)
    assert found(OffKind.TRAVEL) == (Running.AS_PLANNED, Comeback.AT_ONCE)
    assert found(OffKind.INJURY) == (Running.NONE, Comeback.SLOW)
    assert found(OffKind.UNWELL) == (Running.SHORT_EASY, Comeback.BALANCED)
    asked = preview_off(demo, wish(running=Running.EASY, comeback=Comeback.QUICK)).off
    assert (asked.running, asked.comeback) == (Running.EASY, Comeback.QUICK)


def test_lost_distance_comes_back_only_late_little_by_little_and_never_in_the_taper(demo: Desk) -> None:
    plan, rules = demo.plan_of(None), comeback_rules()
    take_off(demo, wish())
    bare = metres(demo)
    undo(demo)
    made = preview_off(demo, wish(regain=True))
    assert isinstance(made.change, Batch)
    assert made.spread.placed_m > 0
    assert made.spread.placed_m + made.spread.left_m == pytest.approx(made.lost_m)
    said = take_off(demo, wish(regain=True))
    assert said.endswith("km of it spread.")
    spread = metres(demo)
    end = made.off.back[-1].last
    cut_back = {week.start for week in plan.weeks if week.cut_back}
    grown = 0
    weeks: dict[date, float] = {}
    for planned in demo.schedule_of(plan := demo.plan_of(None)).sessions:
        session = planned.session
        if session.id == plan.race.session or session.id not in spread or not session.kind.is_run:
            continue
        week = start_of_week(plan, session.day)
        weeks[week] = weeks.get(week, 0.0) + spread[session.id]
        more = spread[session.id] - bare[session.id]
        if more:
            grown += 1
            assert session.kind is SessionKind.EASY
            assert end + timedelta(days=rules.regain.wait_days) < session.day < taper_from(plan)
            assert week not in cut_back
            assert 0 < more <= bare[session.id] * (rules.regain.most - 1) + 1e-6
    assert grown == len(made.spread.runs)
    for session_id in made.spread.runs:
        planned_run = demo.schedule_of(plan).find(session_id)
        week = start_of_week(plan, planned_run.session.day)  # type: ignore[union-attr]
        before = [weeks.get(week - timedelta(weeks=n), 0.0) for n in range(1, 4)]
        assert weeks[week] <= max(before) * rules.regain.week + 1e-6


def test_nothing_lost_means_nothing_to_spread(demo: Desk) -> None:
    made = preview_off(demo, wish(OffKind.TRAVEL, regain=True))
    assert made.change is made.off
    assert made.lost_m == 0


def played(desk: Desk, first: date = FIRST, last: date = LAST) -> list[str]:
    return [line.hung.what for day in desk.days(first, last) for line in day.hung if line.hung.is_routine]


def test_on_the_road_all_that_is_played_can_be_done_with_what_is_along(demo: Desk) -> None:
    from planner.planning.travel import EVERYWHERE

    library = demo.library()
    need = {
        name
        for name in played(demo)
        if not all(library.exercises[one].can_be_done_with(EVERYWHERE) for one in demo_ids(demo, name))
    }
    assert need
    take_off(demo, wish(OffKind.TRAVEL))
    there = played(demo)
    assert there
    assert all(library.exercises[one].can_be_done_with(EVERYWHERE) for name in there for one in demo_ids(demo, name))
    assert "race-morning" not in there
    undo(demo)
    take_off(demo, wish(OffKind.TRAVEL, kit=tuple(Equipment)))
    assert need <= set(played(demo))


def test_a_preview_of_travel_names_what_takes_the_place_of_what(demo: Desk) -> None:
    line = next(line for line in preview_off(demo, wish(OffKind.TRAVEL)).lines if line.startswith("Without the kit"))
    assert "No kit, hotel room in place of IT-band roll, spot by spot, Post-run reset and Light reset" in line
    assert "Quality warm-up in place of Easy-day warm-up" in line


def test_the_way_back_is_told_in_the_runners_unit() -> None:
    from planner.actions.off import way_back_in_words
    from planner.domain.change import Off
    from planner.domain.off import Easing
    from planner.domain.units import Unit

    back = (Easing(last=LAST, less_m=1609.344),)
    off = Off(id="o", at=NOW, kind=OffKind.TIME_OFF, first=FIRST, last=FIRST, running=Running.NONE, back=back)
    assert way_back_in_words(off) == "Way back: 1.6 km off each run until Wed 17 Feb"
    assert way_back_in_words(off, Unit.MI) == "Way back: 1 mi off each run until Wed 17 Feb"


def test_travel_over_the_race_leaves_the_race_morning_to_the_race(demo: Desk) -> None:
    days = RACE - timedelta(days=6), RACE
    take_off(demo, wish(OffKind.TRAVEL, first=days[0], last=days[1]))
    assert "race-morning" not in played(demo, days[0], RACE - timedelta(days=1))
    assert "race-morning" in played(demo, RACE, RACE)


def demo_ids(desk: Desk, routine: str) -> tuple[str, ...]:
    from planner.domain.routine import exercise_ids

    return tuple(exercise_ids(desk.routine(routine).steps))


def test_the_text_of_a_note_is_kept_as_one_line(demo: Desk) -> None:
    take_off(demo, wish(note="[bold]a\nb"))
    assert offs(again(demo))[0].off.note == "[bold]a b"
