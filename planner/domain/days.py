"""Days as people type them, and weeks as they count them. Never guesses the order of day and month."""

import re
from datetime import date, timedelta
from enum import StrEnum

from planner.domain.errors import BadValue


class Weekday(StrEnum):
    """A day of the week, Monday first."""

    MON = "mon"
    TUE = "tue"
    WED = "wed"
    THU = "thu"
    FRI = "fri"
    SAT = "sat"
    SUN = "sun"

    @property
    def number(self) -> int:
        """0 for Monday to 6 for Sunday, as `date.weekday` counts."""
        return _NUMBERS[self]

    @property
    def full(self) -> str:
        """The whole English name, the same in every locale."""
        return _FULL[self.number]

    @classmethod
    def of(cls, day: date) -> "Weekday":
        """Return the weekday of a date."""
        return list(cls)[day.weekday()]


_NUMBERS = {weekday: number for number, weekday in enumerate(Weekday)}
FIRST_YEAR, LAST_YEAR = 1900, 2199
"""Nothing that a runner has or does is older or further ahead: another year is a slip of the hand."""

_FULL = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_OFFSET = r"([+-])\s*(\d{1,4})\s*([dw])"
_HOW = "Write 2027-04-18, 18 apr 2027, today, tomorrow, sat, next tue, +3d or +2w."


def parse_weekday(text: str, what: str = "weekday") -> Weekday:
    """Return the weekday that `text` names (`sun`, `Sunday`); raise `BadValue` otherwise."""
    word = text.strip().lower()
    for weekday in Weekday:
        if len(word) >= 2 and weekday.full.lower().startswith(word):
            return weekday
    raise BadValue(what, f"{text!r} is not a weekday", "Write mon, tue, wed, thu, fri, sat or sun.")


def parse_day(text: str, today: date, what: str = "date") -> date:
    """Return the day that `text` says, counted from `today`.

    Knows ISO dates, `18 apr 2027`, `today`, `tomorrow`, `yesterday`, weekdays (the next one, today
    included), `next tue` (the first one after today), `+3d`, `-1w`. Raises `BadValue` otherwise.
    """
    word = " ".join(text.strip().lower().split())
    near = {"today": 0, "tomorrow": 1, "yesterday": -1}
    try:
        if word in near:
            return today + timedelta(days=near[word])
        if offset := re.fullmatch(_OFFSET, word, re.ASCII):
            count = int(offset[2]) * (7 if offset[3] == "w" else 1)
            return today + timedelta(days=count if offset[1] == "+" else -count)
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", word):
            return date.fromisoformat(word)
        if named := re.fullmatch(r"([0-9]{1,2})\.? ([a-z]{3,9}) ?([0-9]{4})?", word):
            return _named_day(int(named[1]), named[2], named[3], today)
        strictly_after = word.startswith("next ")
        if word.removeprefix("next ").isalpha():
            weekday = parse_weekday(word.removeprefix("next "), what)
            ahead = (weekday.number - today.weekday()) % 7
            return today + timedelta(days=ahead or (7 if strictly_after else 0))
    except (BadValue, ValueError, OverflowError):
        pass
    raise BadValue(what, f"{text!r} is not a day", _HOW)


def _named_day(day: int, month_word: str, year: str | None, today: date) -> date:
    month = next(
        number for number, name in enumerate([*MONTHS, ""], 1) if name.lower().startswith(month_word) or not name
    )
    found = date(int(year) if year else today.year, month, day)
    return found if year or found >= today else found.replace(year=found.year + 1)


def check_years(**days: date | None) -> None:
    """Raise `ValueError` that names the first of some days whose year cannot be meant."""
    for name, day in days.items():
        if day and not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise ValueError(f"{name} is {day}, not from {FIRST_YEAR} to {LAST_YEAR}")


def week_start(day: date, first: Weekday = Weekday.MON) -> date:
    """Return the first day of the week of `day` when weeks begin on `first`."""
    return day - timedelta(days=(day.weekday() - first.number) % 7)


def show_day(day: date, *, year: bool = False) -> str:
    """Return a day for people, the same in every locale: `Sun 18 Apr` or `Sun 18 Apr 2027`."""
    text = f"{_FULL[day.weekday()][:3]} {day.day} {MONTHS[day.month - 1][:3]}"
    return f"{text} {day.year}" if year else text


def show_span(first: date, last: date) -> str:
    """Return days for people, with no year twice: `Mon 18 Jan to Sun 16 May 2027`."""
    if first == last:
        return show_day(first, year=True)
    return f"{show_day(first, year=first.year != last.year)} to {show_day(last, year=True)}"


def parse_clock(text: str, what: str = "time") -> str:
    """Return the time of day that a person typed, `07:00`: from `7:00`, `7.30`, `7`, `7am`, `6:30 pm`.

    Raises `BadValue` otherwise.
    """
    found = re.fullmatch(r"([0-9]{1,2})(?:[:.]([0-9]{2}))? ?(am|pm)?", text.strip().lower(), re.ASCII)
    if found:
        hours, half = int(found[1]), found[3]
        if half and 1 <= hours <= 12:
            hours = hours % 12 + (12 if half == "pm" else 0)
            half = None
        clock = f"{hours:02}:{found[2] or '00'}"
        if not half and is_clock(clock):
            return clock
    raise BadValue(what, f"{text.strip()!r} is not a time of day", "Write 7:00, 18:30 or 6:30 pm.")


def is_clock(text: str) -> bool:
    """Tell whether a text is a time of day: `00:00` to `23:59`."""
    hours, colon, minutes = text[:2], text[2:3], text[3:]
    has_figures = len(text) == 5 and (hours + minutes).isascii() and (hours + minutes).isdigit()
    return has_figures and colon == ":" and hours < "24" and minutes < "60"
