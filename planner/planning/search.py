"""Search: words and fields that a runner types, and which planned, hung and logged things of some days they find."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import TypeVar

import msgspec

from planner.domain.besides import besides_words
from planner.domain.body import Area
from planner.domain.errors import BadValue
from planner.domain.layer import Thing
from planner.domain.log import Felt, Happening, Noted, Played, Ran, Skipped, Wore
from planner.domain.session import SessionKind, name_of
from planner.domain.text import localise
from planner.domain.units import Unit, show_distance
from planner.planning.agenda import AgendaDay, HungLine, SessionLine, Status

FIELDS = ("kind", "layer", "area", "shoe", "status")
"""What can be asked for by name: `kind:tempo`, `status:missed`, `area:calf,foot` for either of two."""
_FIELD = re.compile(rf"({'|'.join(FIELDS)}):(.*)", re.IGNORECASE)
_TOKEN = re.compile(r'(?:[^\s"]|"[^"]*")+|"')

_Choice = TypeVar("_Choice", bound=StrEnum)


class Filter(msgspec.Struct, frozen=True, kw_only=True):
    """What is looked for: every word and, of each field that is given, one of its values. `layers`, `shoes`: ids."""

    words: tuple[str, ...] = ()
    kinds: tuple[SessionKind, ...] = ()
    layers: tuple[str, ...] = ()
    areas: tuple[Area, ...] = ()
    shoes: tuple[str, ...] = ()
    statuses: tuple[Status, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked for: it would find everything."""
        return self == Filter()


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """What a search needs besides the days.

    `names`: of routines, shoes and orthotics by id. `layers`: names by id. `letters`: the letter of each shoe.
    `areas`: the areas that each routine works, by its id; asked only when a filter has areas. `private`: pain and notes
    are not looked at.
    """

    unit: Unit
    names: Mapping[str, str] = {}
    layers: Mapping[str, str] = {}
    letters: Mapping[str, str] = {}
    areas: Callable[[], Mapping[str, frozenset[Area]]] = dict
    private: bool = False


class Hit(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that was found: the id of a planned or hung `item`, else the `entry` of the log."""

    day: date
    item: str = ""
    entry: Happening | None = None


def read_filter(text: str, known: Known) -> Filter:
    """Return what is asked for by `tempo roll area:calf shoe:a status:missed`; words in quotes belong together.

    Values may be cut short (`status:miss`), and a shoe may be given by its letter. Raises `BadValue` that lists what
    there is for a value that names nothing.
    """
    words: list[str] = []
    asked: dict[str, list[str]] = {}
    for token in _TOKEN.findall(text):
        field = _FIELD.fullmatch(token)
        if field:
            values = [value.strip().lower() for value in field[2].replace('"', "").split(",")]
            asked.setdefault(field[1].lower(), []).extend(filter(None, values))
        elif word := token.replace('"', "").strip().lower():
            words.append(word)
    shoes = {shoe: f"{known.letters.get(shoe, '')}\n{known.names.get(shoe, shoe)}" for shoe in known.letters}
    return Filter(
        words=tuple(words),
        kinds=tuple(one for value in asked.get("kind", ()) for one in _choices("kind", value, SessionKind)),
        layers=tuple(one for value in asked.get("layer", ()) for one in _named("layer", value, known.layers)),
        areas=tuple(one for value in asked.get("area", ()) for one in _choices("area", value, Area)),
        shoes=tuple(one for value in asked.get("shoe", ()) for one in _named("shoe", value, shoes)),
        statuses=tuple(one for value in asked.get("status", ()) for one in _choices("status", value, Status)),
    )


def _choices(what: str, value: str, choices: type[_Choice]) -> Sequence[_Choice]:
    """Return the choice of that name, else all that begin so, else all that hold it: `glute` is two areas."""
    value = value.replace(" ", "-")
    found = [one for one in choices if one.value == value] or [one for one in choices if one.value.startswith(value)]
    found = found or [one for one in choices if value in one.value]
    if not found:
        raise BadValue(what, f"{value!r} is none of them", f"Write one of {', '.join(choices)}.")
    return found


def _named(what: str, value: str, names: Mapping[str, str]) -> Sequence[str]:
    """Return the ids that a text names: by the id, by a line of its names, or by letters of them."""
    lines = {one: [one.lower(), *name.lower().split("\n")] for one, name in names.items()}
    found = [one for one, texts in lines.items() if value in texts]
    found = found or [one for one, texts in lines.items() if any(value in text for text in texts if len(text) > 1)]
    if not found:
        listed = ", ".join(name.replace("\n", " ").strip() for name in names.values()) or "none yet"
        raise BadValue(what, f"{value!r} is none of them", f"There are: {listed}.")
    return found


def search(days: Iterable[AgendaDay], wanted: Filter, known: Known) -> tuple[Hit, ...]:
    """Return what is found, day by day: sessions, what hangs on them, then what only the log knows.

    A hung thing is also found through the run it hangs on (`tempo roll`: the rolls of tempo runs), but never through
    the run alone: `tempo` finds the tempo runs.
    """
    if wanted.is_empty:
        return ()
    areas = known.areas() if wanted.areas else {}
    return tuple(hit for day in days for hit in _on(day, wanted, known, areas))


class _Facts(msgspec.Struct, frozen=True, kw_only=True):
    """What can be found of one thing."""

    text: str = ""
    kind: SessionKind | None = None
    layer: str = ""
    areas: frozenset[Area] = frozenset()
    shoe: str = ""
    status: Status | None = None


_NO_HOST = _Facts()


def _on(day: AgendaDay, wanted: Filter, known: Known, areas: Mapping[str, frozenset[Area]]) -> Iterable[Hit]:
    runs = {line.session.id: _session(day, line, known) for line in day.sessions}
    for line in day.sessions:
        if _fits(runs[line.session.id], _NO_HOST, wanted):
            yield Hit(day=day.day, item=line.session.id)
    for hung in day.hung:
        if hung.hung.thing in (Thing.SHOE, Thing.ORTHOTIC):
            continue
        if _fits(_hung(hung, known, areas), runs.get(hung.hung.session, _NO_HOST), wanted):
            yield Hit(day=day.day, item=hung.hung.id)
    logged: tuple[Happening, ...] = day.extra
    if not known.private:
        logged = (*logged, *day.felt, *day.wore, *day.notes, *day.besides)
    for entry in logged:
        if _fits(_entry(entry, known, areas), _NO_HOST, wanted):
            yield Hit(day=day.day, entry=entry)


def _fits(own: _Facts, host: _Facts, wanted: Filter) -> bool:
    """Tell whether a thing has all that is asked for, at least something of it by itself."""
    asked = [(word in own.text, word in host.text) for word in wanted.words]
    if wanted.kinds:
        asked.append((own.kind in wanted.kinds, host.kind in wanted.kinds))
    if wanted.layers:
        asked.append((own.layer in wanted.layers, False))
    if wanted.areas:
        asked.append((not own.areas.isdisjoint(wanted.areas), False))
    if wanted.shoes:
        asked.append((own.shoe in wanted.shoes, host.shoe in wanted.shoes))
    if wanted.statuses:
        asked.append((own.status in wanted.statuses, False))
    return all(mine or by_host for mine, by_host in asked) and any(mine for mine, _ in asked)


def _session(day: AgendaDay, line: SessionLine, known: Known) -> _Facts:
    session = line.session
    other = session.or_kind or ""
    name = name_of(session, known.unit)
    note = "" if known.private else f"{session.note} {_said(line.entry)}"
    return _Facts(
        text=localise(f"{name} {session.kind} {other} {session.text} {note}", known.unit).lower(),
        kind=session.kind,
        shoe=getattr(line.entry, "shoe", "") or day.gear_of(session.id, Thing.SHOE),
        status=line.status,
    )


def _hung(line: HungLine, known: Known, areas: Mapping[str, frozenset[Area]]) -> _Facts:
    hung = line.hung
    name, layer = known.names.get(hung.what, hung.what), known.layers.get(hung.layer, "")
    note = "" if known.private else _said(line.entry)
    return _Facts(
        text=f"{name} {layer} {hung.thing} {note}".lower(),
        layer=hung.layer,
        areas=areas.get(hung.what, frozenset()),
        status=line.status,
    )


def _entry(entry: Happening, known: Known, areas: Mapping[str, frozenset[Area]]) -> _Facts:
    note = "" if known.private else getattr(entry, "note", "")
    match entry:
        case Ran():
            amount = show_distance(entry.distance_m, known.unit) if entry.distance_m else ""
            text = f"run {amount} {known.names.get(entry.shoe, '')} {note}"
            return _Facts(text=text.lower(), shoe=entry.shoe, status=Status.DONE)
        case Played():
            worked = areas.get(entry.routine, frozenset())
            status = Status.DONE if entry.complete else Status.PARTLY
            text = f"{known.names.get(entry.routine, entry.routine)} {note}"
            return _Facts(text=text.lower(), areas=worked, status=status)
        case Felt():
            text = f"{entry.feeling} {entry.area} {entry.area.label} {entry.side} {note}"
            return _Facts(text=text.lower(), areas=frozenset((entry.area,)))
        case Wore():
            return _Facts(text=f"{known.names.get(entry.orthotic, entry.orthotic)} {note}".lower())
        case Noted():
            return _Facts(text=entry.text.lower())
        case Skipped():
            return _Facts(text=entry.why.lower(), status=Status.SKIPPED)
        case _:
            return _Facts(text="" if known.private else besides_words(entry).lower())


def _said(entry: Ran | Played | Skipped | None) -> str:
    """Return the words that a person left in the entry of a planned thing."""
    match entry:
        case Ran(note=note) | Played(note=note):
            return note
        case Skipped(why=why):
            return why
        case None:
            return ""
