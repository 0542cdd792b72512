"""Our own JSON, version 1: the sessions, the weeks and the race come back; what hangs on them is there by name only.

At most 20 MB and 4,000 sessions.
"""

import re
from datetime import date
from itertools import islice

import msgspec

from planner.codec.strange_keys import strange_keys
from planner.domain.errors import BadValue
from planner.domain.race import Phase
from planner.domain.session import Session, SessionKind, Slot
from planner.domain.text import clean, one_line
from planner.domain.units import Span
from planner.imports.asked import Asked
from planner.imports.notes import Notes
from planner.imports.plans.imported import Imported
from planner.imports.plans.own.listed import DayRow, Listed, ListedRace, plan_of

VERSION = 1


class _Head(msgspec.Struct, frozen=True):
    format: str
    version: int


class _Low(msgspec.Struct, frozen=True):
    low: float
    high: float


class _Session(msgspec.Struct, frozen=True):
    kind: SessionKind
    or_kind: SessionKind | None = None
    title: str = ""
    distance_m: _Low | None = None
    duration_s: int | None = None
    text: str = ""
    note: str = ""
    slot: Slot | None = None
    clock: str | None = None
    id: str = ""
    done: object = None
    # What follows from the rest, or is nothing of the plan:
    name: object = None
    distance: object = None
    status: object = None
    original_date: object = None
    added: object = None
    shoe: object = None
    orthotic: object = None


class _Day(msgspec.Struct, frozen=True):
    date: date
    week: int | None = None
    phase: Phase | None = None
    cut_back: bool = False
    sessions: tuple[_Session, ...] = ()
    hung: tuple[object, ...] = ()
    extra: tuple[object, ...] = ()
    weekday: object = None
    rest: object = None
    race: object = None
    totals: object = None


class _Race(msgspec.Struct, frozen=True):
    name: str
    date: date
    distance_m: float
    session: str = ""
    distance: object = None


class _Plan(msgspec.Struct, frozen=True):
    id: str = ""
    name: str = ""
    about: str = ""
    source: str = ""


class _File(msgspec.Struct, frozen=True):
    race: _Race
    days: tuple[_Day, ...]
    plan: _Plan = _Plan()
    format: object = None
    version: object = None
    unit: object = None
    first: object = None
    last: object = None
    totals: object = None
    weeks: object = None
    deleted: object = None


def sniff(head: str, name: str) -> bool:  # noqa: ARG001 - every format is asked alike
    """Tell whether a file is JSON that planner wrote."""
    return head.lstrip().startswith("{") and bool(re.search(r'"format"\s*:\s*"planner"', head))


def read(text: str, name: str, asked: Asked) -> Imported:
    """Return the plan, its race on the asked day if one is asked. Raises `BadValue` naming file and place."""
    notes = Notes()
    found = _decoded(text, name, notes)
    sessions: list[Session] = []
    race_at: int | None = None
    for number, day in enumerate(found.days):
        for at, one in enumerate(day.sessions):
            if one.id == found.race.session and one.id and race_at is None:
                race_at = len(sessions)
            sessions.append(_session(one, day.date, f"{name}, days[{number}].sessions[{at}]"))
    listed = Listed(
        sessions=tuple(sessions),
        days=tuple(
            DayRow(day=one.date, week=max(one.week or 0, 0), phase=one.phase, cut_back=one.cut_back)
            for one in found.days
        ),
        race=ListedRace(
            name=one_line(found.race.name) or "Race",
            day=found.race.date,
            distance_m=found.race.distance_m,
            session=_race_at(sessions, found.race, race_at),
        ),
        id=found.plan.id,
        name=one_line(found.plan.name),
        about=clean(found.plan.about),
        source=one_line(found.plan.source),
        has_hung=any(day.hung for day in found.days),
        has_done=any(day.extra or any(one.done for one in day.sessions) for day in found.days),
    )
    return Imported(plan=plan_of(listed, asked, name, notes), notes=notes.all())


def _race_at(sessions: list[Session], race: _Race, named: int | None) -> int | None:
    """Return the place of the race: what the file names, else a race on its day."""
    if named is not None:
        return named
    on_the_day = (n for n, one in enumerate(sessions) if one.day == race.date and one.kind is SessionKind.RACE)
    return next(on_the_day, None)


def _decoded(text: str, name: str, notes: Notes) -> _File:
    try:
        head = msgspec.json.decode(text, type=_Head)
        if head.format != "planner" or head.version < 1:
            raise BadValue(name, "it is not a plan that planner wrote", "Export one with `planner export json`.")
        if head.version > VERSION:
            why = f"version {head.version} was written by a newer planner"
            raise BadValue(name, why, f"Update race-planner to read it (this one knows version {VERSION}).")
        raw = msgspec.json.decode(text)
        found = msgspec.convert(raw, _File)
    except msgspec.ValidationError as error:
        said, _, at = str(error).partition(" - at `$")
        place = at.rstrip("`").removeprefix(".")
        raise BadValue(f"{name}, {place}" if place else name, said.lower(), "Correct the file.") from None
    except (msgspec.DecodeError, RecursionError) as error:
        raise BadValue(name, f"this is not JSON: {error}", "Correct the file.") from None
    for parts, _ in islice(strange_keys(raw, msgspec.inspect.type_info(_File)), 200):
        where = ".".join(str(part) for part in parts)
        notes.say("", f"The key {one_line(where)} is not known and was left out.")
    return found


def _session(one: _Session, day: date, place: str) -> Session:
    try:
        return Session(
            id="",
            day=day,
            kind=one.kind,
            or_kind=one.or_kind,
            distance=Span(one.distance_m.low, one.distance_m.high) if one.distance_m else None,
            duration_s=one.duration_s,
            title=one_line(one.title),
            text=clean(one.text),
            note=clean(one.note),
            slot=one.slot,
            clock=one.clock or "",
        )
    except ValueError as error:
        raise BadValue(place, str(error), "Correct the file.") from None
