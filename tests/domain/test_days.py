"""Days as people type them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.days import Weekday, parse_clock, parse_day, parse_weekday, show_day, show_span, week_start
from planner.domain.errors import BadValue

SATURDAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2027-04-18", date(2027, 4, 18)),
        ("today", SATURDAY),
        ("Tomorrow", date(2026, 11, 22)),
        ("yesterday", date(2026, 11, 20)),
        ("sat", SATURDAY),
        ("next sat", date(2026, 11, 28)),
        ("next tue", date(2026, 11, 24)),
        ("sunday", date(2026, 11, 22)),
        ("+3d", date(2026, 11, 24)),
        ("+2w", date(2026, 12, 5)),
        ("-1d", date(2026, 11, 20)),
        ("18 apr", date(2027, 4, 18)),
        ("18 april 2028", date(2028, 4, 18)),
        ("22. Nov", date(2026, 11, 22)),
    ],
)
def test_a_day_reads_as_it_is_typed(text: str, day: date) -> None:
    assert parse_day(text, SATURDAY) == day


@pytest.mark.parametrize(
    "text",
    ["31 feb", "2027-13-01", "2027-02-30", "next someday", "", "09/03/2026", "3.4.2027", "+", "s", "18 xyz", "+99999w",
     "20270418", "٢٠٢٧-٠٤-١٨"],
)  # fmt: skip
def test_what_is_no_day_or_could_mean_two_is_refused_with_examples(text: str) -> None:
    with pytest.raises(BadValue, match="Write 2027-04-18"):
        parse_day(text, SATURDAY)


@given(st.dates(date(1990, 1, 1), date(2200, 1, 1)))
def test_every_iso_day_reads_back(day: date) -> None:
    assert parse_day(day.isoformat(), SATURDAY) == day


@given(st.dates(date(1990, 1, 1), date(2200, 1, 1)), st.sampled_from(Weekday))
def test_a_week_starts_on_the_users_weekday_at_most_six_days_before(day: date, first: Weekday) -> None:
    start = week_start(day, first)
    assert Weekday.of(start) is first
    assert 0 <= (day - start).days <= 6


def test_weekdays_read_from_two_letters_on() -> None:
    assert parse_weekday("su") is Weekday.SUN
    assert parse_weekday("Thursday") is Weekday.THU
    with pytest.raises(BadValue):
        parse_weekday("t")


def test_a_day_for_people() -> None:
    assert show_day(date(2027, 4, 18)) == "Sun 18 Apr"
    assert show_day(date(2027, 4, 18), year=True) == "Sun 18 Apr 2027"


def test_a_span_says_each_year_once() -> None:
    assert show_span(date(2027, 1, 18), date(2027, 5, 16)) == "Mon 18 Jan to Sun 16 May 2027"
    assert show_span(date(2026, 12, 28), date(2027, 1, 3)) == "Mon 28 Dec 2026 to Sun 3 Jan 2027"
    assert show_span(date(2027, 4, 18), date(2027, 4, 18)) == "Sun 18 Apr 2027"


@pytest.mark.parametrize(
    ("text", "clock"),
    {"7": "07:00", "7:05": "07:05", " 18.30 ": "18:30", "7am": "07:00", "12 AM": "00:00", "12:15 pm": "12:15"}.items(),
)
def test_a_time_of_day_reads_as_it_is_typed(text: str, clock: str) -> None:
    assert parse_clock(text) == clock


@pytest.mark.parametrize("text", ["", "24:00", "7:60", "13 pm", "0 am", "7:5", "noon", "\u0667:00", "40:00"])
def test_what_is_no_time_of_day_is_refused(text: str) -> None:
    with pytest.raises(BadValue, match="is not a time of day"):
        parse_clock(text)
