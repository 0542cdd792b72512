"""When pairs are due: marks at their edge, laws of the forecast, and by when to buy the next pair."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.actions.rules import rules_of
from planner.domain.gear import RETIRE_M, Role, Shoe
from planner.domain.session import SessionKind
from planner.planning.shoe_ramp import ShoeRun
from planner.planning.shoe_rules import ShoeRules
from planner.planning.shoe_wear import Forecast, Status, buy_by, forecast, mark_of, needs_second, status_of

RULES = rules_of("shoes", ShoeRules)
TODAY = date(2027, 1, 4)
RACE = TODAY + timedelta(days=100)
TAPER = RACE - timedelta(days=14)
SHOE = Shoe(id="a", name="A", retire_m=700_000.0)


def run(day: int, km: float | None = 10, shoe: str = "a") -> ShoeRun:
    metres = km * 1000 if km is not None else None
    return ShoeRun(day=TODAY + timedelta(days=day), kind=SessionKind.EASY, distance_m=metres, shoe=shoe)


def foreseen(km: float, *runs: ShoeRun, shoe: Shoe = SHOE) -> Forecast:
    return forecast(shoe, km * 1000, runs, RULES, TODAY, race_day=RACE, taper=TAPER)


def test_each_role_has_its_mark_and_the_user_s_own_wins() -> None:
    for role, metres in RETIRE_M.items():
        assert mark_of(Shoe(id="a", name="A", role=role), RULES) == metres
    assert mark_of(SHOE, RULES) == 700_000
    assert RETIRE_M[Role.RACE] == 300_000


def test_in_hard_use_the_mark_of_the_role_comes_a_tenth_earlier_and_an_own_mark_stays() -> None:
    assert mark_of(Shoe(id="a", name="A", hard_use=True), RULES) == pytest.approx(630_000)
    assert mark_of(Shoe(id="a", name="A", hard_use=True, retire_m=700_000), RULES) == 700_000


@pytest.mark.parametrize(
    ("km", "status"),
    [
        (559.9, Status.IN_USE),
        (560, Status.SOON),
        (699.9, Status.SOON),
        (700, Status.DUE),
        (804.9, Status.DUE),
        (805, Status.OVERDUE),
    ],
)
def test_a_pair_is_told_at_80_due_at_100_and_overdue_at_115_percent(km: float, status: Status) -> None:
    assert status_of(SHOE, km * 1000, RULES) is status


def test_signs_of_wear_come_before_distance_and_retired_before_all() -> None:
    assert status_of(SHOE, 0, RULES, signs=True) is Status.WORN
    assert status_of(SHOE, 900_000, RULES, signs=True) is Status.WORN
    assert status_of(Shoe(id="a", name="A", retired=TODAY), 900_000, RULES, signs=True) is Status.RETIRED
    assert status_of(Shoe(id="a", name="A", spare=True), 0, RULES) is Status.SPARE
    assert status_of(Shoe(id="a", name="A", spare=True), 900_000, RULES) is Status.OVERDUE


def test_the_marks_fall_on_the_runs_that_reach_them() -> None:
    found = foreseen(545, *[run(n) for n in range(1, 40)])
    assert found.warn_on == TODAY + timedelta(days=2)
    assert found.due_on == TODAY + timedelta(days=16)
    assert found.overdue_on == TODAY + timedelta(days=26)
    assert found.race_m == 935_000
    assert found.planned_runs == 39


def test_runs_in_other_pairs_and_without_a_distance_add_nothing() -> None:
    found = foreseen(100, run(1, 10, "b"), run(2, None), run(3, 10))
    assert (found.planned_m, found.planned_runs, found.unknown) == (10_000, 2, 1)


def test_the_race_itself_is_not_on_it_in_its_morning() -> None:
    assert foreseen(100, run(99, 10), run(100, 21)).race_m == 110_000


def test_without_a_race_ahead_there_is_no_race_day() -> None:
    found = forecast(SHOE, 0, [run(1)], RULES, TODAY)
    assert (found.race_m, found.buy_by, found.worn_at_race) == (None, None, None)


def test_a_pair_that_is_past_its_mark_is_due_today() -> None:
    assert foreseen(700).due_on == TODAY


kilometres = st.integers(0, 900)
plans = st.lists(st.tuples(st.integers(0, 99), st.integers(1, 40)), max_size=25)


@given(kilometres, kilometres, plans)
def test_the_more_is_on_a_pair_the_earlier_it_is_due(one: int, other: int, plan: list[tuple[int, int]]) -> None:
    less, more = sorted((one, other))
    runs = [run(day, km) for day, km in plan]
    early, late = foreseen(more, *runs), foreseen(less, *runs)
    for mark in ("warn_on", "due_on", "overdue_on"):
        first, then = getattr(early, mark), getattr(late, mark)
        assert then is None or (first is not None and first <= then)
    assert early.race_m is not None
    assert late.race_m is not None
    assert early.race_m - late.race_m == pytest.approx((more - less) * 1000)


@given(kilometres, plans, st.tuples(st.integers(0, 99), st.integers(1, 40)))
def test_one_more_run_never_makes_it_due_later(km: int, plan: list[tuple[int, int]], more: tuple[int, int]) -> None:
    runs = [run(day, length) for day, length in plan]
    without, with_it = foreseen(km, *runs), foreseen(km, *runs, run(*more))
    assert without.due_on is None or (with_it.due_on is not None and with_it.due_on <= without.due_on)


@given(kilometres, plans)
def test_marks_come_in_their_order_whatever_the_order_of_the_runs(km: int, plan: list[tuple[int, int]]) -> None:
    runs = [run(day, length) for day, length in plan]
    found = foreseen(km, *runs)
    days = [day for day in (found.warn_on, found.due_on, found.overdue_on) if day]
    assert days == sorted(days)
    assert foreseen(km, *reversed(runs)) == found


def test_a_new_pair_is_bought_so_that_its_ramp_ends_before_the_taper_and_before_the_old_one_is_due() -> None:
    assert buy_by(RACE, RACE, TAPER, RULES) == TAPER - timedelta(days=23)
    early = TODAY + timedelta(days=30)
    assert buy_by(early, RACE, TAPER, RULES) == early - timedelta(days=23)
    assert buy_by(RACE + timedelta(days=1), RACE, TAPER, RULES) is None
    assert buy_by(None, RACE, TAPER, RULES) is None


def test_nothing_is_to_buy_for_a_pair_that_the_plan_does_not_use_or_that_is_retired() -> None:
    assert foreseen(700).buy_by is None
    assert foreseen(700, run(1)).buy_by == TODAY - timedelta(days=23)
    assert foreseen(700, run(1), shoe=Shoe(id="a", name="A", retired=TODAY)).buy_by is None


@pytest.mark.parametrize(("km", "weeks", "said"), [(349, 7, ""), (350, 0, "50%"), (0, 8, "8 weeks"), (0, 7, "")])
def test_a_second_pair_is_worth_having_at_half_of_the_mark_or_in_a_plan_of_8_weeks(
    km: float, weeks: int, said: str
) -> None:
    found = needs_second([SHOE], "a", km * 1000, weeks, RULES)
    assert said in found if said else not found


def test_with_two_pairs_in_use_no_other_is_asked_for() -> None:
    other = Shoe(id="b", name="B")
    assert needs_second([SHOE, other], "a", 600_000, 20, RULES) == ""
    assert needs_second([SHOE, Shoe(id="b", name="B", spare=True)], "a", 600_000, 20, RULES)


def test_every_number_says_where_it_comes_from() -> None:
    for name in ShoeRules.__struct_fields__:
        assert len(getattr(RULES, name).source) > 20
