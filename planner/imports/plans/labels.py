"""How people label the weeks and days of a plan: `Week 3`, `Tue/Thu:`, `Day 12 -`, `Run 2:`, `Mon 4 Jan 2027`."""

import re
from datetime import date

import msgspec

from planner.domain.days import FIRST_YEAR, LAST_YEAR, MONTHS
from planner.imports.plans.plain import plain

_DAY_NAME = (
    r"(?:mon(?:day)?|tue(?:s|sday)?|wed(?:s|nesday)?|thu(?:r|rs|rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)"
    r"s?(?![a-z])"
)
_SHORT = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_GAP = r"[ \t]*(?:[:.,;)=|>]|-+|–|—)?[ \t]*"
_DAYS = re.compile(rf"({_DAY_NAME})((?:\s*(?:/|,|&|\+|and|-|–|to)\s*{_DAY_NAME})*)\.?{_GAP}", re.IGNORECASE)
_WEEK = re.compile(
    rf"(?:weeks?|wks?|w)\.?[ \t]*#?(\d{{1,3}})"
    rf"(?:[ \t]*(?:-|–|to|&|and)[ \t]*(\d{{1,3}})(?![\d.,]*[ \t]*(?:kms?|k|mi|miles?)\b)\b)?"
    rf"(?:[ \t]*(?:of|/)[ \t]*\d{{1,3}})?\b{_GAP}",
    re.IGNORECASE | re.ASCII,
)
_NUMBERED = re.compile(rf"(?:day|d)[ \t]*#?(\d{{1,3}})\b{_GAP}", re.IGNORECASE | re.ASCII)
NUMBERED_HEAD = re.compile(r"days?\W*(?:#|no\.?|number)?", re.IGNORECASE)
"""What heads a column whose bare numbers count the days."""
_RUN = re.compile(
    r"(?:run|session|workout|training|outing)[ \t]*#?([1-9A-G])[ \t]*(?:[:.)=]|-+|–|—|$)[ \t]*",
    re.IGNORECASE | re.ASCII,
)
_MONTH = "|".join(month.lower()[:3] for month in MONTHS)
_WEEKDAY_BEFORE = r"(?:(mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?[ \t]+)?"
_ISO = re.compile(rf"{_WEEKDAY_BEFORE}(\d{{4}})-(\d{{1,2}})-(\d{{1,2}})\b", re.IGNORECASE | re.ASCII)
_DOTTED = re.compile(rf"{_WEEKDAY_BEFORE}(\d{{1,2}})\.(\d{{1,2}})\.(\d{{4}})\b", re.IGNORECASE | re.ASCII)
_DAY_FIRST = re.compile(
    rf"{_WEEKDAY_BEFORE}(\d{{1,2}})(?:st|nd|rd|th|\.)?[ \t]+(?:of[ \t]+)?({_MONTH})[a-z]*\.?(?:,?[ \t]+(\d{{4}}))?\b",
    re.IGNORECASE | re.ASCII,
)
_MONTH_FIRST = re.compile(
    rf"{_WEEKDAY_BEFORE}({_MONTH})[a-z]*\.?[ \t]+(\d{{1,2}})(?:st|nd|rd|th)?(?:,?[ \t]+(\d{{4}}))?\b",
    re.IGNORECASE | re.ASCII,
)
_AFTER = re.compile(_GAP)
_FLUFF = re.compile(r"^(?:\[[ xX]\]|[^\w\s(“\"'<>+=~-])+\s*")


class Years(msgspec.Struct, frozen=True):
    """What tells the year of a date without one: the year itself, or a day that it is near to."""

    year: int | None = None
    near: date | None = None


class Label(msgspec.Struct, frozen=True, kw_only=True):
    """A label of days and the words after it. One of `days` (a date each), `weekdays`, `number`, `run` says which."""

    rest: str
    days: tuple[date, ...] = ()
    weekdays: tuple[int, ...] = ()
    number: int | None = None
    run: int | None = None


def without_fluff(words: str) -> str:
    """Return words without the tick boxes, bullets and pictures that they begin with."""
    return _FLUFF.sub("", words.strip(), count=1)


def week_label(words: str) -> tuple[tuple[int, ...], str] | None:
    """Return the numbers of the weeks that some words begin with, `Weeks 3-4: …`, and what stands after them."""
    words = without_fluff(words)
    found = _WEEK.match(words)
    if not found:
        return None
    first, last = int(found[1]), int(found[2] or found[1])
    numbers = tuple(range(first, last + 1)) if first <= last <= first + 12 else (first,)
    return numbers, words[found.end() :].strip()


def day_label(words: str, years: Years) -> Label | None:
    """Return the days that some words begin with, and what stands after them; None where they name no day."""
    words = without_fluff(words)
    if dated := date_label(words, years):
        return Label(days=(dated[0],), rest=dated[1])
    if found := _DAYS.match(words):
        return Label(weekdays=_weekdays(found[1], found[2]), rest=words[found.end() :].strip())
    if found := _NUMBERED.match(words):
        return Label(number=int(found[1]), rest=words[found.end() :].strip())
    if found := _RUN.match(words):
        run = int(found[1]) if found[1].isdigit() else ord(found[1].upper()) - ord("A") + 1
        return Label(run=run, rest=words[found.end() :].strip())
    return None


def _weekdays(first: str, more: str) -> tuple[int, ...]:
    days = [_SHORT.index(first[:3].lower())]
    for gap, name in re.findall(rf"\s*(/|,|&|\+|and|-|–|to)\s*({_DAY_NAME})", more, re.IGNORECASE):
        day = _SHORT.index(name[:3].lower())
        if gap in ("-", "–") or gap.lower() == "to":
            days += [(days[-1] + step) % 7 for step in range(1, (day - days[-1]) % 7 + 1)]
        else:
            days.append(day)
    return tuple(dict.fromkeys(days))


def date_label(words: str, years: Years) -> tuple[date, str] | None:
    """Return the date that some words begin with and what stands after it; `4/1` is none, its order is not guessed."""
    for pattern, order in ((_ISO, "ymd"), (_DOTTED, "dmy"), (_DAY_FIRST, "dmy"), (_MONTH_FIRST, "mdy")):
        if found := pattern.match(words):
            parts = dict(zip(order, found.group(2, 3, 4), strict=True))
            day = _dated(parts["y"], parts["m"], parts["d"], found[1], years)
            rest = words[found.end() :]
            gap = _AFTER.match(rest)
            return (day, rest[gap.end() if gap else 0 :].strip()) if day else None
    return None


def dates_in(words: str, years: Years) -> tuple[date, ...]:
    """Return the dates in some words, in their order: those of `Mon 4 Jan to Sun 10 Jan 2027`.

    One without a year has that of the next one that has one, so that it is not after it.
    """
    found: list[date] = []
    given = re.findall(r"\b((?:19|20|21)\d{2})\b", words)
    near = years if not given else Years(near=date(int(given[-1]), 7, 1))
    at = 0
    starts = re.compile(rf"(?<![\w])(?:(?:mon|tue|wed|thu|fri|sat|sun)|\d{{1,2}}|\d{{4}}-|{_MONTH})", re.IGNORECASE)
    while (start := starts.search(words, at)) and len(found) < 4:
        dated = date_label(words[start.start() :], near)
        if dated is None:
            at = start.end()
            continue
        found.append(dated[0])
        at = len(words) - len(dated[1]) if dated[1] else len(words)
    return tuple(found)


def _dated(year: str | None, month: str, day: str, weekday: str | None, years: Years) -> date | None:
    number = int(month) if month.isdigit() else _MONTH.split("|").index(month[:3].lower()) + 1
    reference = years.near or date(years.year or 2000, 7, 1)
    if year:
        wanted = [int(year)]
    elif years.year and not years.near:
        wanted = [years.year]
    elif years.near:
        wanted = [reference.year + off for off in (0, -1, 1)]
    else:
        return None
    found: list[date] = []
    for one in wanted:
        try:
            found.append(date(one, number, int(day)))
        except ValueError:
            continue
    found = [one for one in found if FIRST_YEAR <= one.year <= LAST_YEAR]
    fitting = [one for one in found if not weekday or _SHORT[one.weekday()] == weekday.lower()]
    # A weekday that fits no year is the author's slip; the date counts.
    return min(fitting or found, key=lambda one: abs(one - reference), default=None)


def is_total(words: str) -> bool:
    """Tell whether a heading or label is that of a week's sum."""
    return bool(
        re.fullmatch(
            r"(?:(?:weekly|week|planned|run|running|total|sum)\W*)*(?:total|totals|sum|mileage|volume|distance|planned|km|mi|miles"
            r"|kilometers|kilometres)\W*(?:\(?(?:km|mi|miles|kilometers|kilometres|per week|week)\)?\W*)*",
            plain(words),
        )
    )
