"""The way back from days off, a test for each case of the rules."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.actions.off import comeback_rules
from planner.domain.off import Comeback, OffKind, Running
from planner.domain.plan import Plan
from planner.domain.race import Phase, Race
from planner.domain.session import Session, SessionKind
from planner.domain.units import Span
from planner.domain.week import PlanWeek
from planner.planning.comeback import DaysOff, taper_from, way_back

RULES = comeback_rules()
START = date(2027, 1, 4)
RACE = START + timedelta(days=20 * 7 - 1)


def plan_of_20_weeks() -> Plan:
    phases = [Phase.BUILD] * 17 + [Phase.TAPER] * 2 + [Phase.RACE]
    return Plan(
        id="p",
        race=Race(name="Half", day=RACE, distance_m=21_097.5, session="race"),
        weeks=tuple(PlanWeek(start=START + timedelta(weeks=n), phase=phase) for n, phase in enumerate(phases)),
        base=(Session(id="race", day=RACE, kind=SessionKind.RACE, distance=Span.of(21_097.5)),),
    )


def back(
    days: int,
    kind: OffKind = OffKind.TIME_OFF,
    comeback: Comeback = Comeback.BALANCED,
    running: Running = Running.NONE,
    first: date = START,
) -> list[tuple[int, float]]:
    """The steps as how many days each lasts, with its share."""
    last = first + timedelta(days=days - 1)
    off = DaysOff(kind=kind, first=first, last=last, running=running, comeback=comeback)
    found: list[tuple[int, float]] = []
    for step in way_back(off, plan_of_20_weeks(), RULES):
        found.append(((step.last - last).days, step.share))
        last = step.last
    return found


def test_up_to_six_days_off_the_plan_is_taken_up_again() -> None:
    assert back(6) == []
    assert back(7, comeback=Comeback.QUICK) == []


def test_after_6_to_28_days_half_the_gap_is_at_50_and_half_at_75_percent() -> None:
    assert back(10) == [(5, 0.5), (5, 0.75)]
    assert back(28) == [(14, 0.5), (14, 0.75)]


def test_after_four_to_eight_weeks_it_is_thirds_at_33_50_and_75_percent() -> None:
    assert back(30) == [(10, 0.33), (10, 0.5), (10, 0.75)]


def test_a_quick_way_back_is_shorter_and_a_slow_one_longer_and_at_once_is_at_once() -> None:
    assert back(12, comeback=Comeback.QUICK) == [(3, 0.5), (3, 0.75)]
    assert back(12, comeback=Comeback.SLOW) == [(9, 0.5), (9, 0.75)]
    assert back(12, comeback=Comeback.AT_ONCE) == []


@pytest.mark.parametrize("kind", [OffKind.ILLNESS, OffKind.UNWELL])
def test_after_illness_each_sick_day_is_one_easy_day_before_quality(kind: OffKind) -> None:
    assert back(4, kind) == [(4, 1.0)]


def test_half_running_counts_half_and_running_as_planned_not_at_all() -> None:
    assert back(20, running=Running.HALF) == [(5, 0.5), (5, 0.75)]
    assert back(20, running=Running.AS_PLANNED) == []


@given(
    st.sampled_from(OffKind),
    st.sampled_from(Running),
    st.sampled_from(Comeback),
    st.integers(0, 139),
    st.integers(1, 80),
)
def test_the_way_back_never_reaches_race_day_nor_shortens_the_taper(
    kind: OffKind, running: Running, comeback: Comeback, ahead: int, days: int
) -> None:
    plan = plan_of_20_weeks()
    first = START + timedelta(days=ahead)
    off = DaysOff(kind=kind, first=first, last=first + timedelta(days=days - 1), running=running, comeback=comeback)
    before = off.last
    for step in way_back(off, plan, RULES):
        assert step.last > before
        before = step.last
        if off.last < plan.race.day:
            assert step.last < plan.race.day
            assert step.share == 1.0 or step.last < taper_from(plan)
