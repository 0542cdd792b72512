"""A plan as files for calendar programs, and what is remembered of it so that what goes is cancelled there once."""

from datetime import date, datetime

import msgspec

from planner.actions.desk import Desk
from planner.actions.exports import Choice, Written
from planner.actions.lengths import lengths_of
from planner.domain.days import parse_clock, show_day
from planner.domain.errors import BadValue
from planner.domain.ids import slug_of
from planner.domain.routine import Do, flat
from planner.domain.text import counted, one_line
from planner.exports.ics.calendar import Events, IcsOptions
from planner.exports.ics.events import CalEvent, write_calendar
from planner.exports.ics.sent import Scope, Sent, settle
from planner.exports.outgoing import OutFile, Outgoing
from planner.store.caches.derived import keep_derived, read_derived

MOST_ALARM_MIN = 7 * 24 * 60
"""An alarm rings at most a week before a session."""
_MOST_NAMED = 6
"""A routine in brief names this many exercises at most."""
_RUNS = "runs"


def calendar_files(desk: Desk, out: Outgoing, choice: Choice) -> Written:
    """Return a plan as iCalendar files, and how many events they cancel.

    One file, or with `per_layer` one for the runs and one for each layer that has events. Raises `BadValue` for an
    alarm that is none.
    """
    made = Events(_with_routines(desk, out), _options(choice))
    memory = f"exported-{out.plan.id}"
    before = read_derived(desk.store.root, memory, dict[str, Sent])
    layers = frozenset(choice.layers) if choice.layers or choice.runs_only else None
    scope = Scope(first=choice.first or date.min, last=choice.last or date.max, layers=layers)
    standing = desk.schedule_of(out.plan)
    events, told = settle(made, made.all(), before, plan=out.plan, standing=standing, scope=scope)

    def remember() -> None:
        if told != before:
            keep_derived(desk.store.root, memory, told)

    title = one_line(out.plan.title)
    if choice.per_layer:
        files = _per_layer(out, title, events)
    else:
        files = (OutFile(name=f"{out.plan.id}.ics", data=write_calendar(title, events)),)
    return Written(
        files=files, notes=_notes(events), looks=_looks(events), into_folder=choice.per_layer, handed_over=remember
    )


def _looks(events: list[CalEvent]) -> tuple[str, ...]:
    """Return the events as a calendar program lists them, a line each."""
    lines: list[str] = []
    shown: date | None = None
    for event in sorted(events, key=lambda one: one.start.isoformat()):
        day = event.start.date() if isinstance(event.start, datetime) else event.start
        time = f"{event.start:%H:%M} " if isinstance(event.start, datetime) else ""
        said = show_day(day)
        lines.append(f"{said if day != shown else ' ' * len(said)} {time}{one_line(event.summary)}")
        shown = day
    return tuple(lines)


def _notes(events: list[CalEvent]) -> tuple[str, ...]:
    count = sum(event.is_cancelled for event in events)
    if not count:
        return ()
    return (
        f"{counted(count, 'event is', 'events are')} cancelled: the plan has {'it' if count == 1 else 'them'} no more.",
    )


def _per_layer(out: Outgoing, title: str, events: list[CalEvent]) -> tuple[OutFile, ...]:
    """Return a file for the runs, and one for each layer in the order of the plan; one that is gone comes last."""
    by_layer: dict[str, list[CalEvent]] = {"": [], **{layer.id: [] for layer in out.plan.layers}}
    for event in events:
        by_layer.setdefault(event.layer, []).append(event)
    names = {layer.id: one_line(layer.name) for layer in out.plan.layers}
    files: dict[str, OutFile] = {}
    for layer, own in by_layer.items():
        if layer and not own:
            continue
        # A layer's id may come from a file of somebody else: it names a file only after it was made to fit.
        wanted = slug_of(layer, "layer") if layer else _RUNS
        slug, number = wanted, 2
        while slug in files:
            slug, number = f"{wanted}-{number}", number + 1
        called = f"{title}: {names.get(layer) or layer or _RUNS}"
        files[slug] = OutFile(name=f"{out.plan.id}-{slug}.ics", data=write_calendar(called, own))
    return tuple(files.values())


def _options(choice: Choice) -> IcsOptions:
    if choice.alarm is not None and not 0 <= choice.alarm <= MOST_ALARM_MIN:
        raise BadValue("--alarm", f"{choice.alarm} is not 0 to {MOST_ALARM_MIN} minutes", "Write 30, or 720 for 12 h.")
    evening = parse_clock(choice.evening, "--evening") if choice.evening.strip() else ""
    return IcsOptions(alarm_min=choice.alarm, evening=evening, weekly=choice.weekly)


def _with_routines(desk: Desk, out: Outgoing) -> Outgoing:
    """Return what goes out with the lengths and the exercises of the routines in it."""
    used = {line.hung.what for day in out.days for line in day.routines}
    if not used:
        return out
    library = desk.library()
    briefs = {}
    for routine_id in used & library.routines.keys():
        found = [step.exercise for step in flat(library.routines[routine_id].steps) if isinstance(step, Do)]
        names = list(dict.fromkeys(one_line(library.exercises[one].name) for one in found if one in library.exercises))
        more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
        briefs[routine_id] = "; ".join(names[:_MOST_NAMED]) + more  # names hold commas: `Leg swings, front and back`
    lengths = {routine: length.usual_s for routine, length in lengths_of(desk, used).items()}
    return msgspec.structs.replace(out, lengths=lengths, briefs=briefs)
