"""A whole session in one line: what is typed over a day, and the session written back."""

from datetime import date

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.errors import BadValue
from planner.domain.session import Session, SessionKind, Slot
from planner.domain.session_line import read_line, write_line
from planner.domain.text import one_line
from planner.domain.units import Span, Unit
from tests.strategies import NAUGHTY, sessions

TODAY = date(2027, 2, 6)
TUESDAY = date(2027, 2, 9)
BLANK = Session(id="s1", day=TUESDAY, kind=SessionKind.RUN)

TYPED = {
    "8": "8 km run",
    "8 easy": "8 km easy",
    "8easy": "8 km easy",
    "8k easy": "8 km easy",
    "6-8 easy": "6-8 km easy",
    "8-10km long": "8-10 km long",
    "long 20": "20 km long",
    "20 long run": "20 km long",
    "45min easy": "45 min easy",
    "1h20 long": "1 h 20 min long",
    "1:30:00 long": "1 h 30 min long",
    "cross 40 minutes": "40 min cross",
    "8 easy 45min": "8 km 45 min easy",
    "rest": "rest",
    "rest day": "rest",
    "off": "rest",
    "rest or easy": "rest or easy",
    "8 easy or recovery": "8 km easy or recovery",
    "8 km easy am": "8 km easy am",
    "8 easy evening": "8 km easy pm",
    "8 easy at 7:00": "8 km easy at 07:00",
    "at 18.30 8 easy": "8 km easy at 18:30",
    "8 easy at 7pm": "8 km easy at 19:00",
    "8 easy at 12 am": "8 km easy at 00:00",
    "40:00 easy at 7": "40 min easy at 07:00",
    "8 easy at 7:00 40:00": "8 km 40 min easy at 07:00",
    "10 tempo at 6:05: 2km easy": "10 km tempo at 06:05: 2km easy",
    "half tune-up": "21.1 km tune-up",
    "10k tune-up": "10 km tune-up",
    "10 race pace": "10 km race-pace",
    "8 threshold": "8 km tempo",
    "10 tempo: 2km easy, 3x(8min threshold, 2min jog)": "10 km tempo: 2km easy, 3x(8min threshold, 2min jog)",
    "intervals: 6 x 3 min": "intervals: 6 x 3 min",
    '"Club night" 8 easy': '"Club night" 8 km easy',
    '"a: b # c" easy': '"a: b # c" easy',
    "16 long # by the sea": "16 km long # by the sea",
    '8 easy # a "b"': '8 km easy # "a \\"b\\""',
}

DAYS = {
    "8 easy sat": date(2027, 2, 6),
    "8 easy next sat": date(2027, 2, 13),
    "8 easy 11 feb": date(2027, 2, 11),
    "11 feb 2028 8 easy": date(2028, 2, 11),
    "8 easy @ 2027-03-04": date(2027, 3, 4),
    "8 easy on thu": date(2027, 2, 11),
    "8 easy +2w": date(2027, 2, 20),
    "8 easy tomorrow": date(2027, 2, 7),
    "8 easy": TUESDAY,
}

REFUSED = {
    "": "it is empty",
    "bananas": "'bananas' is not a distance, a time, a kind or a day",
    "8 9 easy": "'9' is a second distance",
    "45min 30min": "'30min' is a second duration",
    "easy tempo": "two with or between",
    "8 easy or": "two with or between",
    "8 race": "a plan has one race",
    "8 easy or race": "a plan has one race",
    '"open 8 easy': "never closed",
    "8 easy at 24:00": "'24:00' is not a time of day",
    "8 easy at 13:00 pm": "is not a time of day",
    "8 easy at 7:00 at 8:00": "'at 8:00' is a second time",
    "8 easy at noon": "'at' is not a distance",
    "0 easy": "not above 0",
    "2000 easy": "below 1000 km",
    "50h easy": "is not a duration",
    "8 easy 31 feb": "'31 feb' is not a day",
    "8 easy 2027-13-01": "'2027-13-01' is not a day",
    "8 easy next someday": "'next someday' is not a day",
    "8 easy @nope": "'nope' is not a day",
}


@pytest.mark.parametrize(("typed", "meant"), TYPED.items())
def test_what_people_type_is_the_session_they_mean(typed: str, meant: str) -> None:
    read = read_line(typed, BLANK, today=TODAY, unit=Unit.KM)
    assert write_line(read, Unit.KM) == meant
    assert (read.id, read.day) == (BLANK.id, BLANK.day)


@pytest.mark.parametrize(("typed", "day"), DAYS.items())
def test_a_day_in_the_line_is_the_new_day(typed: str, day: date) -> None:
    read = read_line(typed, BLANK, today=TODAY, unit=Unit.KM)
    assert (read.day, read.kind, read.distance) == (day, SessionKind.EASY, Span.of(8000))


@pytest.mark.parametrize(("typed", "why"), REFUSED.items())
def test_what_cannot_be_read_is_named(typed: str, why: str) -> None:
    with pytest.raises(BadValue) as problem:
        read_line(typed, BLANK, today=TODAY, unit=Unit.KM)
    assert why in str(problem.value)


def test_a_bare_number_is_in_the_readers_unit() -> None:
    assert read_line("5 easy", BLANK, today=TODAY, unit=Unit.MI).distance == Span.of(5 * 1609.344)


def test_morning_or_evening_goes_away_only_when_the_line_says_so() -> None:
    early = msgspec.structs.replace(BLANK, slot=Slot.AM)
    assert read_line("8 easy", early, today=TODAY, unit=Unit.KM).slot is Slot.AM
    assert read_line("8 easy any time", early, today=TODAY, unit=Unit.KM).slot is None


def test_a_time_stays_until_the_line_says_otherwise() -> None:
    early = msgspec.structs.replace(BLANK, clock="07:00")
    said = {
        "8 easy": (None, "07:00"),
        "8 easy any time": (None, ""),
        "8 easy am": (Slot.AM, "07:00"),
        "8 easy pm": (Slot.PM, ""),
        "8 easy at 18:30": (None, "18:30"),
    }
    for line, wanted in said.items():
        read = read_line(line, early, today=TODAY, unit=Unit.KM)
        assert (read.slot, read.clock) == wanted
    evening = msgspec.structs.replace(BLANK, slot=Slot.PM)
    read = read_line("8 easy at 6:30", evening, today=TODAY, unit=Unit.KM)
    assert (read.slot, read.clock) == (None, "06:30")


def test_the_race_stays_the_race() -> None:
    race = Session(id="race", day=TUESDAY, kind=SessionKind.RACE, distance=Span.of(21_097.5))
    assert read_line(write_line(race, Unit.KM), race, today=TODAY, unit=Unit.KM) == race
    with pytest.raises(BadValue):
        read_line("8 easy", race, today=TODAY, unit=Unit.KM)


@given(sessions(), st.sampled_from(Unit))
def test_a_session_is_read_back_as_it_was_written(session: Session, unit: Unit) -> None:
    line = write_line(session, unit)
    assert one_line(line) == line
    assert read_line(line, session, today=TODAY, unit=unit) == session


@given(st.text(max_size=50) | st.lists(st.sampled_from([*TYPED, *DAYS, *REFUSED, *NAUGHTY]), max_size=3).map(" ".join))
def test_any_line_is_refused_or_read_and_what_is_read_can_be_kept(line: str) -> None:
    try:
        read = read_line(line, BLANK, today=TODAY, unit=Unit.KM)
    except BadValue:
        return
    assert read_line(write_line(read, Unit.KM), read, today=TODAY, unit=Unit.KM) == read
