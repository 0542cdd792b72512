"""How runs pass on when a rest day comes or goes: which days take part, and in which order."""

from datetime import date, timedelta

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.change import Off
from planner.domain.days import Weekday
from planner.domain.off import OffKind, Running
from planner.domain.race import Inputs, Level
from planner.planning.open_days import chain, passed_on, why_closed
from planner.planning.schedule import schedule
from tests.planning.test_amend import RACE_DAY, START, run, three_weeks
from tests.strategies import AT


def day(n: int) -> date:
    return START + timedelta(days=n)


def test_runs_pass_on_up_to_the_next_rest_day() -> None:
    plan = three_weeks(run("a", day(0)), run("b", day(1)), run("c", day(3)))
    assert chain(plan, schedule(plan), day(0)) == ((day(0), day(1), day(2)), True)


def test_a_blocked_day_and_days_off_are_passed_over() -> None:
    off = Off(id="o", at=AT, kind=OffKind.TRAVEL, first=day(2), last=day(3), running=Running.NONE)
    plan = three_weeks(run("a", day(0)), run("b", day(2)), changes=(off,))
    inputs = Inputs(
        level=Level.NOVICE, weekly_m=20_000, longest_m=8000, days=4, long_run_day=Weekday.SUN, start=START,
        blocked=(day(1),),
    )  # fmt: skip
    blocked = msgspec.structs.replace(plan, inputs=inputs)
    assert chain(blocked, schedule(blocked), day(0)) == ((day(0), day(4)), True)
    assert why_closed(blocked, schedule(blocked), day(1)) == "Tue 23 Mar is blocked in this plan"
    assert why_closed(blocked, schedule(blocked), day(2)) == "Wed 24 Mar lies in travel without running"
    assert why_closed(blocked, schedule(blocked), day(4)) == ""


def test_without_a_rest_day_before_the_race_it_ends_on_the_day_before() -> None:
    last = [RACE_DAY - timedelta(days=n) for n in (3, 2, 1)]
    plan = three_weeks(*(run(f"r{n}", one) for n, one in enumerate(last)))
    assert chain(plan, schedule(plan), last[0]) == (tuple(last), False)


@given(st.lists(st.integers(0, 30), min_size=2, max_size=8, unique=True).map(sorted), st.booleans())
def test_each_day_passes_what_stands_on_it_to_its_neighbour(numbers: list[int], back: bool) -> None:
    days = [day(n) for n in numbers]
    stands = {f"r{n}": one for n, one in enumerate(days)}
    for first, last, by in passed_on(days, back=back):
        stands = {key: one + timedelta(days=by) if first <= one <= last else one for key, one in stands.items()}
    if back:
        assert [stands[f"r{n}"] for n in range(len(days))] == [days[0], *days[:-1]]
    else:
        assert [stands[f"r{n}"] for n in range(len(days))] == [*days[1:], days[-1]]
