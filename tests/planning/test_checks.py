"""The checks of a plan: what they find, what they leave alone, and that made build-ups pass them."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from random import Random

import msgspec
import pytest
from hypothesis import given, reject
from hypothesis import strategies as st

from planner.actions.checks import rules
from planner.domain.change import Move
from planner.domain.days import Weekday
from planner.domain.errors import NotFeasible
from planner.domain.layer import Anchor, Layer, Thing
from planner.domain.log import Ran
from planner.domain.plan import Plan
from planner.domain.race import RACE_M, Inputs, Level, Phase, Race
from planner.domain.session import Session, SessionKind
from planner.domain.units import Span, Unit
from planner.domain.week import PlanWeek
from planner.planning.build_up import build_up, default_inputs
from planner.planning.checks import Finding, Weight, check_plan

MONDAY = date(2027, 1, 4)
AT = datetime(2027, 1, 1, tzinfo=UTC)


def _plan(weeks: Sequence[dict[int, tuple[SessionKind, float]]], phases: Sequence[Phase | None] = ()) -> Plan:
    """Return a plan from weeks of weekday -> kind and km; the race is on the last Sunday."""
    race_day = MONDAY + timedelta(days=7 * len(weeks) - 1)
    base = [
        Session(id=f"w{n}d{day}", day=MONDAY + timedelta(days=7 * n + day), kind=kind, distance=Span.of(km * 1000))
        for n, week in enumerate(weeks)
        for day, (kind, km) in week.items()
    ]
    race = Session(id="race", day=race_day, kind=SessionKind.RACE, distance=Span.of(10_000))
    return Plan(
        id="p",
        race=Race(name="Race", day=race_day, distance_m=10_000, session="race"),
        weeks=tuple(
            PlanWeek(start=MONDAY + timedelta(days=7 * n), phase=phases[n] if phases else None)
            for n in range(len(weeks))
        ),
        base=(*base, race),
    )


def _codes(plan: Plan, **more: object) -> list[str]:
    return [one.code for one in _found(plan, **more) if one.weight is not Weight.NOTE]


def _found(plan: Plan, **more: object) -> tuple[Finding, ...]:
    return check_plan(plan, rules(), unit=Unit.KM, **more)  # type: ignore[arg-type]


EASY, LONG, TEMPO = SessionKind.EASY, SessionKind.LONG, SessionKind.TEMPO
STEADY: dict[int, tuple[SessionKind, float]] = {1: (EASY, 5), 3: (EASY, 5), 6: (LONG, 8)}
SHORT: dict[int, tuple[SessionKind, float]] = {1: (EASY, 4), 3: (EASY, 4)}
CALM = [STEADY, STEADY, STEADY, SHORT]


def test_a_steady_plan_passes() -> None:
    assert _codes(_plan(CALM)) == []


def test_a_run_over_a_tenth_longer_than_the_month_before_is_a_spike() -> None:
    jump = _plan([STEADY, {**STEADY, 6: (LONG, 9)}, STEADY, SHORT])
    (found,) = [one for one in _found(jump) if one.code == "spike"]
    assert found.day == MONDAY + timedelta(days=13)
    assert "12% over" in found.reason or "13% over" in found.reason
    assert "8.8 km would be fine" in found.reason
    assert found.weight is Weight.WARN


def test_twice_the_longest_run_is_a_strong_spike() -> None:
    jump = _plan([STEADY, {**STEADY, 6: (LONG, 17)}, STEADY, SHORT])
    assert [one.weight for one in _found(jump) if one.code == "spike"] == [Weight.STRONG]


def test_half_a_kilometre_more_is_always_allowed() -> None:
    tiny: dict[int, tuple[SessionKind, float]] = {1: (EASY, 3), 3: (EASY, 3), 6: (EASY, 3)}
    assert _codes(_plan([tiny, {**tiny, 6: (EASY, 3.5)}, tiny, SHORT | {1: (EASY, 1), 3: (EASY, 1)}])) == []


def test_the_race_is_no_spike_and_its_jump_is_a_note() -> None:
    notes = [one for one in _found(_plan(CALM)) if one.weight is Weight.NOTE]
    assert [one.code for one in notes] == ["race-jump"]
    assert "25% over" in notes[0].reason


def test_logged_runs_count_among_the_runs_before() -> None:
    jump = _plan([STEADY, {**STEADY, 6: (LONG, 9)}, STEADY, SHORT])
    ran = (Ran(id="r", at=AT, day=MONDAY - timedelta(days=3), distance_m=8_500),)
    assert "spike" not in _codes(jump, ran=ran)


def test_what_was_run_before_the_plan_counts_from_the_first_day() -> None:
    inputs = Inputs(
        level=Level.NOVICE, weekly_m=18_000, longest_m=6_000, days=3, long_run_day=Weekday.SUN, start=MONDAY
    )
    assert "spike" in _codes(msgspec.structs.replace(_plan(CALM), inputs=inputs))


def test_a_run_five_weeks_ago_does_not_count() -> None:
    empty: dict[int, tuple[SessionKind, float]] = {1: (EASY, 3), 3: (EASY, 3)}
    weeks = [STEADY, *[empty] * 5, STEADY, STEADY, SHORT]
    first = next(one for one in _found(_plan(weeks)) if one.code == "spike")
    assert first.session == "w6d1"


def test_a_week_is_compared_with_the_best_of_three_not_with_a_cut_back() -> None:
    cut: dict[int, tuple[SessionKind, float]] = {1: (EASY, 3), 3: (EASY, 3), 6: (LONG, 5)}
    assert "week-growth" not in _codes(_plan([STEADY, cut, STEADY, STEADY, STEADY, SHORT]))


def _week(km: float) -> dict[int, tuple[SessionKind, float]]:
    return dict.fromkeys((1, 2, 4, 6), (EASY, km / 4))


@pytest.mark.parametrize(
    ("weeks", "weights"),
    [
        ((20, 20, 20, 21.9), {}),
        ((20, 20, 20, 23), {3: Weight.NOTE}),
        ((20, 20, 20, 25), {3: Weight.WARN}),
        ((20, 20, 20, 27), {3: Weight.WARN}),
        ((20, 20, 20, 27, 36), {3: Weight.WARN, 4: Weight.STRONG}),
        ((20, 20, 20, 27, 27, 36), {3: Weight.WARN, 5: Weight.WARN}),
    ],
)
def test_a_fuller_week_weighs_by_how_much_and_is_strong_only_twice_running(
    weeks: tuple[float, ...], weights: dict[int, Weight]
) -> None:
    plan = _plan([*(_week(km) for km in weeks), *[_week(10)] * 3])
    found = {one.day: one.weight for one in _found(plan) if one.code == "week-growth"}
    assert found == {MONDAY + timedelta(days=7 * n): weight for n, weight in weights.items()}


def test_a_run_without_a_distance_is_never_taken_for_nothing() -> None:
    plan = _plan(CALM)
    open_run = Session(id="open", day=MONDAY + timedelta(days=8), kind=EASY)
    assert _codes(msgspec.structs.replace(plan, base=(*plan.base, open_run))) == []


def test_two_hard_days_in_a_row_are_found_wherever_they_were_moved() -> None:
    plan = _plan([STEADY, {1: (TEMPO, 5), 3: (EASY, 5), 6: (LONG, 8)}, STEADY, SHORT])
    assert "hard-hard" not in _codes(plan)
    move = Move(id="c", at=AT, session="w1d1", to=MONDAY + timedelta(days=12))
    moved = msgspec.structs.replace(plan, changes=(move,))
    (found,) = [one for one in _found(moved) if one.code == "hard-hard"]
    assert found.day == MONDAY + timedelta(days=13)
    assert "Sat 16 Jan" in found.reason


def test_a_long_run_that_is_most_of_the_week_is_found() -> None:
    lopsided: dict[int, tuple[SessionKind, float]] = {1: (EASY, 3), 3: (EASY, 3), 6: (LONG, 8)}
    assert set(_codes(_plan([lopsided, lopsided, lopsided, lopsided, lopsided, {1: (EASY, 3), 3: (EASY, 3)}]))) == {
        "long-share"
    }


def test_a_taper_week_that_is_not_lower_is_found() -> None:
    phases = [Phase.BUILD, Phase.PEAK, Phase.TAPER, Phase.TAPER]
    assert "taper" in _codes(_plan(CALM, phases))
    falling: list[dict[int, tuple[SessionKind, float]]] = [
        STEADY,
        STEADY,
        {1: (EASY, 4), 3: (EASY, 4), 6: (LONG, 5)},
        SHORT,
    ]
    assert "taper" not in _codes(_plan(falling, phases))


def test_a_full_race_week_is_found() -> None:
    assert "taper" in _codes(_plan([STEADY, STEADY, STEADY, {1: (EASY, 6), 3: (EASY, 6)}]))


@pytest.mark.parametrize(("thing", "what"), [(Thing.ROLL, "nope"), (Thing.SHOE, "nope"), (Thing.ORTHOTIC, "nope")])
def test_what_hangs_on_nothing_is_found_and_a_note_is_not(thing: Thing, what: str) -> None:
    layers = (
        Layer(id="l", name="L", thing=thing, anchor=Anchor.RUN, what=what),
        Layer(id="n", name="N", thing=Thing.NOTE, anchor=Anchor.RUN, what="drink"),
        Layer(id="off", name="O", thing=thing, anchor=Anchor.RUN, what="gone", on=False),
    )
    plan = msgspec.structs.replace(_plan(CALM), layers=layers)
    known = {thing: {"other"}}
    assert _codes(plan, known=known) == ["missing-routine"]
    assert _codes(plan, known={thing: {"nope"}}) == []


def test_a_change_that_no_longer_fits_is_found() -> None:
    lost = Move(id="c", at=AT, session="gone", to=MONDAY)
    assert _codes(msgspec.structs.replace(_plan(CALM), changes=(lost,))) == ["lost-change"]


def test_every_rule_says_why_and_what_to_do() -> None:
    for code, rule in rules().rule.items():
        assert rule.source.endswith("."), code
        assert rule.fix.endswith("."), code
        assert rule.title, code


@given(
    st.sampled_from(sorted(RACE_M.values())),
    st.sampled_from(Level),
    st.integers(3, 6),
    st.integers(10, 26),
    st.sampled_from(Weekday),
    st.integers(-3, 3),
    st.sampled_from([0, 300, 360, 420]),
    st.booleans(),
)
def test_made_build_ups_pass_their_own_checks(
    distance_m: float,
    level: Level,
    days: int,
    weeks: int,
    long_run_day: Weekday,
    later: int,
    pace_s: int,
    safely: bool,
) -> None:
    race_day = MONDAY + timedelta(days=7 * weeks - 1 + later)
    inputs = default_inputs(
        distance_m, level, MONDAY, days=days, long_run_day=long_run_day, easy_pace_s=pace_s, finish_safely=safely
    )
    try:
        made = build_up(
            id="p", race_name="R", race_day=race_day, distance_m=distance_m, inputs=inputs, pick=Random(1).choice
        )
    except NotFeasible:
        reject()
    assert _codes(made.plan) == [], [one.reason for one in _found(made.plan)]
