"""The days of events that repeat: daily and weekly rules, within a window and a count, whatever the rule says.

The rule is followed here and not by dateutil, which looks for the next day until the year 9999: a rule that never
gives one (`FREQ=DAILY;INTERVAL=7;BYDAY=TU` from a Monday) takes it half a second, and a calendar holds thousands. The
tests hold the two against each other.
"""

from collections.abc import Iterator
from datetime import date, timedelta

import msgspec

from planner.domain.days import Weekday, week_start
from planner.imports.notes import Notes, quoted
from planner.imports.plans.ics.events import Event

MOST_REPEATS = 400
"""Days of one rule; a session on every day of a year has 365."""
WINDOW = timedelta(days=2 * 366)
"""How far after its first day a rule is followed."""
_DAYS = {weekday.value[:2].upper(): weekday for weekday in Weekday}
_KNOWN = frozenset({"FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "WKST"})


def single_days(events: tuple[Event, ...], until: date | None, notes: Notes) -> tuple[Event, ...]:
    """Return events with every repeat as one of its own, moved and cancelled repeats as their events say.

    `until`: the last day for rules without an end; without it the last day of the events that do not repeat.
    """
    moved = {(event.uid, event.instead_of) for event in events if event.uid and event.instead_of}
    last = max([until or date.min, *(event.day for event in events if not event.rule)])
    single: list[Event] = []
    for event in events:
        if not event.rule and not event.more:
            single.append(event)
            continue
        days = dict.fromkeys([*_repeats(event, last, notes), *event.more[:MOST_REPEATS]])
        length = event.last - event.day
        single += [
            msgspec.structs.replace(event, day=day, last=day + length, rule="", more=())
            for day in days
            if day not in event.without and (event.uid, day) not in moved
        ]
    return tuple(single)


class _Rule(msgspec.Struct, frozen=True, kw_only=True):
    """A daily or weekly rule. `weekdays` count from 0, Monday first; `count` is None where the rule has none."""

    is_weekly: bool
    step: int
    weekdays: frozenset[int]
    week_begins: Weekday
    count: int | None
    until: date | None


def _repeats(event: Event, last: date, notes: Notes) -> Iterator[date]:
    """Yield the days of a rule; one that is not daily or weekly is said, and gives its first day."""
    if not event.rule:
        yield event.day
        return
    place = f"line {event.line}"
    rule = _rule_of(event)
    if rule is None:
        notes.say(place, f"{quoted(event.summary)} repeats by {quoted(event.rule)}, which is not read; once was taken.")
        yield event.day
        return
    end = rule.until
    if end is None and rule.count is None:
        end = last
        notes.say(place, f"{quoted(event.summary)} repeats without end; it was followed to {max(end, event.day)}.")
    for number, day in enumerate(_days_of(rule, event.day)):
        if (end and day > end) or (rule.count is not None and number >= rule.count):
            return
        if number >= MOST_REPEATS:
            notes.say(place, f"{quoted(event.summary)} repeats over {MOST_REPEATS} times; the rest was left out.")
            return
        if day >= event.day + WINDOW:
            notes.say(place, f"{quoted(event.summary)} repeats for over two years; the rest was left out.")
            return
        yield day


def _days_of(rule: _Rule, first: date) -> Iterator[date]:
    """Yield the days of a rule, as many as stand in the window and the first one after it, if a turn falls so soon."""
    begin = week_start(first, rule.week_begins)
    for ahead in range(WINDOW.days + 31):
        try:
            day = first + timedelta(days=ahead)
        except OverflowError:
            return
        turn = (day - begin).days // 7 if rule.is_weekly else ahead
        if turn % rule.step == 0 and day.weekday() in rule.weekdays:
            yield day


def _rule_of(event: Event) -> _Rule | None:
    """Return the rule of an event; None for one that is not daily or weekly, or not understood."""
    parts = dict(part.partition("=")[::2] for part in event.rule.split(";") if part)
    step, count = _number(parts.get("INTERVAL", "1")), _number(parts.get("COUNT", str(MOST_REPEATS)))
    chosen = frozenset(_DAYS[day].number for day in parts.get("BYDAY", "").split(",") if day in _DAYS)
    is_read = parts.get("FREQ") in ("DAILY", "WEEKLY") and not parts.keys() - _KNOWN and step and count
    if not is_read or ("BYDAY" in parts and not chosen):
        return None
    is_weekly = parts["FREQ"] == "WEEKLY"
    every = frozenset({event.day.weekday()}) if is_weekly else frozenset(range(7))
    return _Rule(
        is_weekly=is_weekly,
        step=step,
        weekdays=chosen or every,
        week_begins=_DAYS.get(parts.get("WKST", ""), Weekday.MON),
        count=count if "COUNT" in parts else None,
        until=_until(parts.get("UNTIL", "")),
    )


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0


def _until(text: str) -> date | None:
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:8]))
    except ValueError:
        return None
