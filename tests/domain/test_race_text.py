"""What people type about a build-up reads as they mean it, or says what is wrong and how to write it."""

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.days import Weekday
from planner.domain.errors import BadValue
from planner.domain.race import Priority, RecentRace
from planner.domain.race_text import (
    parse_blocked,
    parse_minutes,
    parse_recent,
    parse_tune_ups,
    show_blocked,
    show_minutes,
    show_recent,
    show_tune_ups,
)
from planner.domain.units import Unit

TODAY = date(2026, 11, 21)


def test_minutes_are_read_by_weekday_and_by_group() -> None:
    assert parse_minutes("tue 45, wed 0, sat 2h30") == {Weekday.TUE: 45, Weekday.WED: 0, Weekday.SAT: 150}
    assert parse_minutes("fri-sun 30") == {Weekday.FRI: 30, Weekday.SAT: 30, Weekday.SUN: 30}
    assert parse_minutes(" ") == {}


def test_days_without_running_are_days_and_ranges_also_over_new_year() -> None:
    days = parse_blocked("24-26 dec, 2027-02-13, 30 dec - 2 jan", TODAY)
    assert days[:3] == (date(2026, 12, 24), date(2026, 12, 25), date(2026, 12, 26))
    assert days[-2:] == (date(2027, 1, 2), date(2027, 2, 13))
    assert len(days) == 8


def test_races_on_the_way_have_a_distance_a_purpose_a_day_and_a_name() -> None:
    first, second = parse_tune_ups("10k b 2027-03-07 City Ten; 5k c 14 feb", TODAY, Unit.KM)
    assert (first.name, first.day, first.distance_m, first.priority) == ("5k", date(2027, 2, 14), 5000, Priority.C)
    assert (second.name, second.day, second.priority) == ("City Ten", date(2027, 3, 7), Priority.B)


def test_a_recent_race_is_a_distance_and_a_time() -> None:
    assert parse_recent("10k 48:30", Unit.KM) == RecentRace(distance_m=10_000, seconds=2910)
    assert show_recent(parse_recent("half in 1h45", Unit.MI), Unit.MI) == "half 1:45:00"


@pytest.mark.parametrize(
    ("read", "words"),
    [
        (lambda: parse_blocked("31 feb", TODAY), "'31 feb' is not a day"),
        (lambda: parse_blocked("2027-13-01", TODAY), "'2027-13-01' is not a day"),
        (lambda: parse_blocked("next someday", TODAY), "'next someday' is not a day"),
        (lambda: parse_blocked("26-24 dec", TODAY), "ends before it begins"),
        (lambda: parse_minutes("tue 45, tuesday 30"), "twice"),
        (lambda: parse_minutes("tue"), "there is no time"),
        (lambda: parse_minutes("someday 45"), "not a weekday"),
        (lambda: parse_tune_ups("10k b 31 feb Ten", TODAY, Unit.KM), "'31 feb' in '10k b 31 feb Ten' is not a day"),
        (lambda: parse_tune_ups("10k", TODAY, Unit.KM), "has no day"),
        (lambda: parse_tune_ups("5k sat; 10k sat", TODAY, Unit.KM), "on one day"),
        (lambda: parse_recent("half 1:45", Unit.KM), "not a running pace"),
        (lambda: parse_recent("fast", Unit.KM), "not a distance and a time"),
    ],
)
def test_what_cannot_be_read_says_what_and_how(read: Callable[[], object], words: str) -> None:
    with pytest.raises(BadValue, match=r"Write |Name |Take ") as told:
        read()
    assert words in str(told.value)


@given(st.dictionaries(st.sampled_from(Weekday), st.integers(0, 1440)))
def test_minutes_read_back(minutes: dict[Weekday, int]) -> None:
    assert parse_minutes(show_minutes(minutes)) == minutes


@given(st.sets(st.dates(date(2026, 11, 21), date(2028, 11, 21)), max_size=12))
def test_days_read_back(days: set[date]) -> None:
    assert parse_blocked(show_blocked(days), TODAY) == tuple(sorted(days))


def test_races_read_back_in_either_unit() -> None:
    races = parse_tune_ups("10k b 2027-03-07 City Ten; 5mi c 14 feb Park; 1234m 1 mar Odd", TODAY, Unit.KM)
    for unit in Unit:
        assert parse_tune_ups(show_tune_ups(races, unit), TODAY, unit) == races
