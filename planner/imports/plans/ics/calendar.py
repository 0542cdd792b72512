"""Plans from calendars (ICS): an event is a session, one over a week that week's total; our own export reads back."""

import re
from datetime import date

import msgspec

from planner.domain.session import SessionKind
from planner.domain.text import counted
from planner.imports.asked import Asked
from planner.imports.notes import Notes, quoted
from planner.imports.plans.cells import Cell
from planner.imports.plans.dated import Dated, plan_of_dates
from planner.imports.plans.free_words import WordReader
from planner.imports.plans.ics.events import Event, read_events
from planner.imports.plans.ics.repeats import single_days
from planner.imports.plans.imported import Imported

_OWN = re.compile(r"([^@]+)@([a-z0-9-]+)\.planner")
_HUNG = frozenset({"roll", "stretch", "strength", "shoe", "orthotic", "note"})
_SORTS = frozenset({"run", "race", "session"})
_OWN_LINE = re.compile(
    r"(?:Week \d+(?: of \d+)?(?:, [a-z-]+)?: .*\.|Moved from \w{3} \d{1,2} \w{3}\.|Added to the plan\."
    r"|(?:Roll|Stretch|Strength)(?: before the run| after the run)?: .*|(?:Shoe|Orthotic|Note): .*)"
)
_LONGEST_BANNER, _SHORTEST_BANNER = 8, 5
_LONGEST_S, _SHORTEST_S = 6 * 3600, 300


def sniff(head: str, name: str) -> bool:  # noqa: ARG001 - every format is asked alike
    """Tell whether a file is a calendar with events."""
    return bool(re.search(r"(?mi)^BEGIN:(?:VCALENDAR|VEVENT)\s*$", head[:20_000])) and "VEVENT" in head.upper()


def read(text: str, name: str, asked: Asked) -> Imported:
    """Return the plan in a calendar; see `planner.imports.plans.read_plan`."""
    notes = Notes()
    calendar = read_events(text, name, asked.local, notes)
    reader = WordReader(asked, notes)
    events = single_days(calendar.events, asked.race_day, notes)
    own = next((match[2] for event in events if (match := _OWN.fullmatch(event.uid))), "")
    cells: list[tuple[date, Cell]] = []
    totals: dict[date, float] = {}
    for event in sorted(_standing(events, notes), key=lambda one: (one.day, one.clock)):
        if (event.last - event.day).days:
            _banner(event, totals, reader, notes)
        else:
            cells += [(event.day, cell) for cell in _cells(event, reader)]
    found = Dated(
        cells=tuple(cells), totals=totals, name=calendar.name, about=calendar.about, id=own,
        source="" if own else "calendar", has_kinds=bool(own),
    )  # fmt: skip
    return plan_of_dates(found, asked, reader, name, notes)


def _standing(events: tuple[Event, ...], notes: Notes) -> list[Event]:
    """Return the events that are sessions or totals; what was cancelled and what hangs on runs is counted."""
    cancelled = [event for event in events if event.is_cancelled]
    if cancelled:
        names = ", ".join(quoted(event.summary) for event in cancelled[:3])
        notes.say("", f"{counted(len(cancelled), 'cancelled event was', 'cancelled events were')} left out: {names}.")
    standing = [event for event in events if not event.is_cancelled]
    hung = [event for event in standing if _is_hung(event)]
    if hung:
        notes.say(
            "",
            f"{counted(len(hung), 'event', 'events')} of routines, shoes and notes that hang on runs were left out; "
            "planner hangs its own.",
        )
    return [event for event in standing if not _is_hung(event)]


def _is_own(event: Event) -> bool:
    return _OWN.fullmatch(event.uid) is not None


def _is_hung(event: Event) -> bool:
    found = _OWN.fullmatch(event.uid)
    return (
        bool(found)
        and event.categories[:1] != ("week",)
        and ("." in (found[1] if found else "") or (len(event.categories) == 1 and event.categories[0] in _HUNG))
    )


def _banner(event: Event, totals: dict[date, float], reader: WordReader, notes: Notes) -> None:
    """Take the stated total of an event over a week; any other event of several days is said."""
    days = (event.last - event.day).days + 1
    metres = None
    if _SHORTEST_BANNER <= days <= _LONGEST_BANNER:
        words = re.sub(r"(?i)\bweeks? \d+(?: (?:of|/) \d+)?|\b\d+ (?:runs?|days?|sessions?)\b", " ", event.summary)
        metres = reader.number(words) or reader.number(event.about.partition("\n")[0])
    if metres:
        totals[event.day] = metres
        notes.say("", "Events over a whole week are taken as its stated total, not as sessions.")
    else:
        notes.say(f"line {event.line}", f"{quoted(event.summary)} goes over {days} days; it was left out.")


def _cells(event: Event, reader: WordReader) -> tuple[Cell, ...]:
    if _is_own(event) and len(event.categories) == 2 and event.categories[0] in _SORTS:
        cell = _own_cell(event, reader)
        return (cell,) if cell else ()
    title = event.summary or event.about.partition("\n")[0]
    found = reader.cells(0, 0, title, event.about, line=event.line)
    is_alone = len(found) == 1
    return tuple(_timed(_beside(cell, event), event, is_alone=is_alone) for cell in found)


def _beside(cell: Cell, event: Event) -> Cell:
    """Return a session with the place and the comments of its event in its note."""
    note = "\n".join(part for part in (cell.note, event.beside) if part)
    return msgspec.structs.replace(cell, note=note)


def _timed(cell: Cell, event: Event, *, is_alone: bool) -> Cell:
    """Return a session with its event's time; how long the event is counts where nothing else says a size."""
    seconds = event.minutes * 60
    is_size = is_alone and not cell.distance and not cell.duration_s and _SHORTEST_S <= seconds <= _LONGEST_S
    if cell.kind is SessionKind.REST:
        return cell
    return msgspec.structs.replace(
        cell, clock=cell.clock or (event.clock if is_alone else ""), duration_s=seconds if is_size else cell.duration_s
    )


def _own_cell(event: Event, reader: WordReader) -> Cell | None:
    """Return a session of planner's own export: its kind is named, its title has its amount behind a comma."""
    summary, slot = re.fullmatch(r"(.*?)( \([AP]M\))?", event.summary).groups()  # type: ignore[union-attr]  # fits all
    lines = event.about.split("\n")
    while lines and _OWN_LINE.fullmatch(lines[-1]):
        lines.pop()
    about = "\n".join(line for line in lines if not _OWN_LINE.fullmatch(line))
    cell = reader.own_cell(0, 0, f"{summary}{slot or ''}", about, line=event.line)
    kind = next((kind for kind in SessionKind if kind.value == event.categories[1]), None)
    if cell is None or kind is None or event.categories[0] == "race":
        return cell and _timed(cell, event, is_alone=True)
    or_kind = cell.or_kind if cell.kind is kind else None
    return msgspec.structs.replace(cell, kind=kind, or_kind=or_kind, tags=(), clock=event.clock)
