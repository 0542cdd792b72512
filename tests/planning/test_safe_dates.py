"""The last safe day for a change before the race: by its distance, with its source, never after the race."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.actions.break_ins import rules
from planner.actions.checks import rules as check_rules
from planner.actions.gear_news import RAMP, YOUNG
from planner.actions.safe_dates import changes
from planner.domain.race import Race
from planner.planning.safe_dates import ORTHOTIC, SAME_SHOE, SHOE, safe_dates

DAY = date(2027, 4, 18)


def race(km: float) -> Race:
    return Race(name="Race", day=DAY, distance_m=km * 1000, session="r")


@pytest.mark.parametrize(("km", "days"), [(5, 42), (21.1, 42), (29.9, 42), (30, 56), (42.2, 56)])
def test_new_orthotics_are_safe_until_six_weeks_before_a_race_and_eight_before_a_marathon(km: float, days: int) -> None:
    found = next(one for one in safe_dates(race(km), changes()) if one.code == ORTHOTIC)
    assert (found.day, found.days) == (DAY - timedelta(days=days), days)


def test_every_change_has_its_days_in_the_file_and_a_source() -> None:
    found = {one.code: one.days for one in safe_dates(race(10), changes())}
    assert found == {
        "new-orthotic": 42, "new-shoe": 42, "same-shoe": 14, "new-exercise": 14, "new-tool": 7, "heavy-rolling": 2,
    }  # fmt: skip
    assert all(one.source and one.text for one in changes().values())


def test_the_days_are_those_of_the_checks() -> None:
    known = check_rules().rule
    assert changes()[ORTHOTIC].days == known["new-orthotic"].at
    assert changes()[SAME_SHOE].days["0"] == known["new-shoe"].days
    shoes = check_rules().shoes.ramp
    assert changes()[SHOE].days["0"] == 7 * shoes.long_run_week + known["new-shoe"].days


@given(st.floats(1, 100), st.lists(st.tuples(st.text(max_size=5), st.integers(1, 200)), max_size=3))
def test_they_are_in_order_before_the_race_and_a_slower_schedule_is_never_later(
    km: float, slower: list[tuple[str, int]]
) -> None:
    found = safe_dates(race(km), changes(), slower)
    assert [one.day for one in found] == sorted(one.day for one in found)
    assert all(one.day < DAY for one in found)
    plain = next(one for one in safe_dates(race(km), changes()) if one.code == ORTHOTIC)
    assert all(one.day <= plain.day for one in found if one.code == ORTHOTIC)


def test_gear_is_asked_what_it_says_for_longer_than_any_break_in_is_followed() -> None:
    assert YOUNG.days >= rules().wear.follow_days
    assert YOUNG.days >= rules().running.moved_days
    shoes = check_rules().shoes
    assert RAMP.days >= 7 * (shoes.ramp.long_run_week - 1) * shoes.slow.factor + 7
