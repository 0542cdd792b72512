"""The days of events that repeat: daily and weekly rules, within a window and a count, whatever the rule says."""

from collections.abc import Iterator
from datetime import date, timedelta

import msgspec

from planner.imports.plans.cells import quoted
from planner.imports.plans.ics.events import Event
from planner.imports.plans.imported import Notes

MOST_REPEATS = 400
"""Days of one rule; a session on every day of a year has 365."""
WINDOW = timedelta(days=2 * 366)
"""How far after its first day a rule is followed."""
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
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


def _repeats(event: Event, last: date, notes: Notes) -> Iterator[date]:
    """Yield the days of a rule; one that is not daily or weekly is said, and gives its first day."""
    place = f"line {event.line}"
    parts = dict(part.partition("=")[::2] for part in event.rule.split(";") if part)
    step, count = _number(parts.get("INTERVAL", "1")), _number(parts.get("COUNT", str(MOST_REPEATS)))
    chosen = [_DAYS.index(day) for day in parts.get("BYDAY", "").split(",") if day in _DAYS]
    is_read = parts.get("FREQ") in ("DAILY", "WEEKLY") and not parts.keys() - _KNOWN and step and count
    if event.rule and (not is_read or ("BYDAY" in parts and not chosen)):
        notes.say(place, f"{quoted(event.summary)} repeats by {quoted(event.rule)}, which is not read; once was taken.")
    if not is_read or not event.rule or not step or not count:
        yield event.day
        return
    end = _until(parts.get("UNTIL", ""))
    if end is None and "COUNT" not in parts:
        end = last
        notes.say(place, f"{quoted(event.summary)} repeats without end; it was followed to {max(end, event.day)}.")
    is_weekly = parts["FREQ"] == "WEEKLY"
    wanted = set(chosen) or (set(range(7)) if not is_weekly else {event.day.weekday()})
    monday = event.day - timedelta(days=event.day.weekday())
    found = 0
    for ahead in range(WINDOW.days):
        try:
            day = event.day + timedelta(days=ahead)
        except OverflowError:
            return
        if (end and day > end) or found >= min(count, MOST_REPEATS):
            if found >= MOST_REPEATS:
                notes.say(place, f"{quoted(event.summary)} repeats over {MOST_REPEATS} times; the rest was left out.")
            return
        turn = (day - monday).days // 7 if is_weekly else ahead
        if turn % step == 0 and day.weekday() in wanted:
            found += 1
            yield day


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0


def _until(text: str) -> date | None:
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:8]))
    except ValueError:
        return None
