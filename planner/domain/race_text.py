"""What people type about a build-up, and the same written again: time by weekday, days without running, races."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from itertools import pairwise

from planner.domain.days import MONTHS, Weekday, parse_day, parse_weekday
from planner.domain.errors import BadValue
from planner.domain.race import RACE_M, Priority, RecentRace, TuneUp, parse_race_distance, show_race_distance
from planner.domain.text import one_line
from planner.domain.units import Unit, parse_duration, show_clock, show_distance

_GROUPS = {
    "weekdays": tuple(Weekday)[:5],
    "weekend": tuple(Weekday)[5:],
    "weekends": tuple(Weekday)[5:],
    "daily": tuple(Weekday),
}
_MOST_BLOCKED = 366
"""Days that one range may block: more is a slip of the year."""
_MINUTES = "Write tue 45, wed 0, sat 150 (minutes; 0 for no run)."
_DAYS = "Write days with commas between: 24-26 dec, 2027-02-13, 1 mar - 5 mar."
_TUNE_UP = "Write distance, b or c, day and name: 10k b 7 mar 2027 City Ten; with a semicolon before the next."
_RECENT = "Write distance and time: 10k 48:30, half 1:45:00."


def parse_minutes(text: str, what: str = "minutes") -> dict[Weekday, int]:
    """Return the minutes a weekday has, from `tue 45, wed 0, mon-thu 60, weekend 2h`; a day not named has no limit.

    Raises `BadValue` for what is no weekday or no time, and for a day named twice.
    """
    found: dict[Weekday, int] = {}
    for part in _parts(text, ",;"):
        word, _, amount = part.lower().partition(" ")
        try:
            weekdays = _weekdays(word, what)
            minutes = _minutes(amount.strip(), what)
        except BadValue as problem:
            raise BadValue(what, f"{part!r}: {problem.why}", _MINUTES) from None
        if twice := [day for day in weekdays if day in found]:
            raise BadValue(what, f"{twice[0].full} stands there twice", "Name each weekday once.")
        found.update(dict.fromkeys(weekdays, minutes))
    return {day: found[day] for day in Weekday if day in found}


def show_minutes(minutes: Mapping[Weekday, int]) -> str:
    """Return the same as a person types it: `tue 45, wed 0`."""
    return ", ".join(f"{day} {minutes[day]}" for day in Weekday if day in minutes)


def parse_blocked(text: str, today: date, what: str = "blocked") -> tuple[date, ...]:
    """Return the days that `24-26 dec, 2027-02-13, 1 mar - 5 mar` names, in order; without a year the next such day.

    Raises `BadValue` that names the part which is no day, ends before it begins, or is longer than a year.
    """
    found: set[date] = set()
    for part in _parts(text, ",;"):
        first, last = _range(part, today, what)
        if last < first:
            raise BadValue(what, f"{part!r} ends before it begins", "Write the first day first.")
        if (last - first).days >= _MOST_BLOCKED:
            raise BadValue(what, f"{part!r} is {(last - first).days + 1} days", "Give the year, or shorter ranges.")
        found.update(first + timedelta(days=n) for n in range((last - first).days + 1))
    return tuple(sorted(found))


def show_blocked(days: Iterable[date]) -> str:
    """Return the same as a person types it, each with its year: `24 dec 2026 - 26 dec 2026, 13 feb 2027`."""
    spans: list[list[date]] = []
    for day in sorted(set(days)):
        if spans and day - spans[-1][-1] == timedelta(days=1):
            spans[-1].append(day)
        else:
            spans.append([day])
    return ", ".join(
        typed_day(span[0]) if len(span) == 1 else f"{typed_day(span[0])} - {typed_day(span[-1])}" for span in spans
    )


def parse_tune_ups(text: str, today: date, unit: Unit, what: str = "tune-up") -> tuple[TuneUp, ...]:
    """Return the races that `10k b 2027-03-07 City Ten; 5k c 14 feb` names, by day.

    Without `b` or `c` it is a B race, without a name it is called after its distance; a bare number is in `unit`.
    Raises `BadValue` that names the part which cannot be read, and for two races on one day.
    """
    found = [_tune_up(part, today, unit, what) for part in _parts(text, ";\n")]
    found.sort(key=lambda race: race.day)
    for one, other in pairwise(found):
        if one.day == other.day:
            raise BadValue(what, f"{one.name} and {other.name} are on one day", "Take one of them out.")
    return tuple(found)


def show_tune_ups(races: Iterable[TuneUp], unit: Unit) -> str:
    """Return the same as a person types it: `10k b 7 mar 2027 City Ten; 5k c 14 feb 2027 5k`."""
    return "; ".join(
        f"{_typed_distance(race.distance_m, unit)} {race.priority} {typed_day(race.day)}"
        f" {one_line(race.name).replace(';', ',')}"
        for race in races
    )


def parse_recent(text: str, unit: Unit, what: str = "recent race") -> RecentRace:
    """Return the race that `10k 48:30` or `half 1:45:00` names. Raises `BadValue` for what is no race or no time."""
    words = text.replace(" in ", " ").split()
    for cut in range(1, len(words)):
        try:
            metres = parse_race_distance(" ".join(words[:cut]), unit, what)
            seconds = parse_duration(" ".join(words[cut:]), what)
        except BadValue:
            continue
        try:
            return RecentRace(distance_m=metres, seconds=seconds)
        except ValueError:
            per = show_clock(seconds / metres * unit.metres)
            raise BadValue(what, f"{text.strip()!r} is {per} a {unit}, not a running pace", _RECENT) from None
    raise BadValue(what, f"{text.strip()!r} is not a distance and a time", _RECENT)


def show_recent(race: RecentRace | None, unit: Unit) -> str:
    """Return the same as a person types it: `10k 48:30`; an empty text for none."""
    return f"{_typed_distance(race.distance_m, unit)} {show_clock(race.seconds)}" if race else ""


def typed_day(day: date) -> str:
    """Return a day as a person types it and `parse_day` reads it on any day: `7 mar 2027`."""
    return f"{day.day} {MONTHS[day.month - 1][:3].lower()} {day.year:04}"


def _parts(text: str, marks: str) -> list[str]:
    return [part for part in (" ".join(one.split()) for one in re.split(f"[{marks}]", text)) if part]


def _weekdays(word: str, what: str) -> tuple[Weekday, ...]:
    if word in _GROUPS:
        return _GROUPS[word]
    first, dash, last = word.partition("-")
    one = parse_weekday(first, what)
    if not dash:
        return (one,)
    count = (parse_weekday(last, what).number - one.number) % 7
    return tuple(list(Weekday)[(one.number + n) % 7] for n in range(count + 1))


def _minutes(amount: str, what: str) -> int:
    if not amount:
        raise BadValue(what, "there is no time", _MINUTES)
    if amount in ("0", "none", "no", "rest"):
        return 0
    minutes = round(parse_duration(amount, what) / 60)
    if minutes > 1440:
        raise BadValue(what, f"{amount} is more than a day has", _MINUTES)
    return minutes


def _range(part: str, today: date, what: str) -> tuple[date, date]:
    """Return the first and the last day of a part: one day, `24-26 dec`, or two days with a dash or `to` between."""
    if short := re.fullmatch(r"(\d{1,2})\s*(?:-|\u2013|to)\s*(\d{1,2}) ([a-z]+\.?(?: \d{4})?)", part.lower()):
        last = _day(f"{short[2]} {short[3]}", today, what)
        return _day(f"{short[1]} {short[3].split()[0]} {last.year:04}", today, what), last
    sides = re.split(r"\s+(?:-|\u2013|to)\s+|\s*\.\.\s*", part)
    if len(sides) > 2:
        raise BadValue(what, f"{part!r} is not a day or a range of days", _DAYS)
    first = _day(sides[0], today, what)
    return first, _day(sides[-1], first, what) if len(sides) > 1 else first


def _day(text: str, today: date, what: str) -> date:
    try:
        return parse_day(text, today, what)
    except BadValue as problem:
        raise BadValue(what, problem.why, _DAYS) from None


def _tune_up(part: str, today: date, unit: Unit, what: str) -> TuneUp:
    words = part.split()
    place = 2 if len(words) > 1 and words[1].lower() in ("km", "mi", "k") else 1
    try:
        metres = parse_race_distance(" ".join(words[:place]), unit, what)
    except BadValue:
        raise BadValue(what, f"{words[0]!r} in {part!r} is not a race distance", _TUNE_UP) from None
    priority = Priority.B
    if place < len(words) and words[place].lower() in tuple(Priority):
        priority = Priority(words[place].lower())
        place += 1
    rest = words[place:]
    if not rest:
        raise BadValue(what, f"{part!r} has no day", _TUNE_UP)
    for count in (3, 2, 1):
        try:
            day = parse_day(" ".join(rest[:count]), today, what)
        except BadValue:
            continue
        name = " ".join(rest[count:]) or show_race_distance(metres, unit)
        return TuneUp(name=one_line(name), day=day, distance_m=metres, priority=priority)
    looked_at = " ".join(rest[: 2 if rest[0].isdecimal() or rest[0].lower() == "next" else 1])
    raise BadValue(what, f"{looked_at!r} in {part!r} is not a day", _TUNE_UP)


def _typed_distance(metres: float, unit: Unit) -> str:
    """Return a distance that reads back to the metre: a race's name, the unit where it is round in it, else metres."""
    named = next((name for name, size in RACE_M.items() if abs(size - metres) < 1), "")
    if named:
        return named
    for one in (unit, *(other for other in Unit if other is not unit)):
        shown = show_distance(metres, one).replace(" ", "")
        if abs(float(shown.removesuffix(one.value)) * one.metres - metres) < 1:
            return shown
    return f"{metres:.0f}m"
