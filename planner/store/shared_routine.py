"""A routine that somebody sent, read strictly: whatever is not understood is told, and nothing is left out."""

from collections.abc import Collection, Iterator
from itertools import islice
from pathlib import Path

import msgspec
from msgspec import inspect

from planner.codec.fault import show_path
from planner.codec.lines import Part, line_of
from planner.codec.strange_keys import strange_keys
from planner.codec.toml import BadFile, parse, short
from planner.domain.exercise import Exercise
from planner.domain.ids import is_slug, slug_of
from planner.domain.routine import MOST_STEPS, Routine, exercise_ids
from planner.domain.text import clean, one_line
from planner.store.reading import MOST_REPORTED, decode_kindly

SCHEMA = 1
"""Schema number of the shared text."""
Parts = tuple[Part, ...]


class BadRoutineText(BadFile):
    """A routine's text with mistakes: `faults` holds each, in the order of the text; the error itself is the first."""

    def __init__(self, faults: tuple[BadFile, ...]) -> None:
        first = faults[0]
        super().__init__(
            first.path, first.why, line=first.line, key=first.key, value=first.value, expected=first.expected
        )
        self.faults = faults
        more = len(faults) - 1
        self.why = first.why + (f"; {more} more mistake{'' if more == 1 else 's'}" if more else "")
        self.fix = first.fix


class _Shared(Routine, frozen=True, kw_only=True, omit_defaults=True):
    """A routine with the exercises that come with it."""

    exercise: tuple[Exercise, ...] = ()


def read_shared(text: str, name: str, known: Collection[str]) -> tuple[Routine, tuple[Exercise, ...]]:
    """Return the routine that `text` holds and the exercises that come with it.

    `name`: how messages call the text. `known`: ids of the exercises there are. Raises `BadFile`: as `BadRoutineText`
    with every fault that can be told, for an unknown key, dose, exercise or step, control characters, too many steps.
    """
    tables = parse(text.encode(), name)
    place = _Place(text, name)
    _refuse([*_too_many(tables, place)])
    found = [*_control_characters(tables, place), *_strange_keys(tables, place)]
    found += _unknown_exercises(tables, known, place)
    tables.setdefault("id", slug_of(str(tables.get("name", "")), "routine"))
    try:
        shared, left_out = decode_kindly(
            text.encode(), _Shared, Path(name), schema=SCHEMA, own_id=slug_of(str(tables["id"]), "routine")
        )
    except BadFile as problem:
        _refuse([*found, problem])
        raise
    found += left_out
    found += _wrong_names(shared, place)
    _refuse(found)
    plain = {field: getattr(shared, field) for field in Routine.__struct_fields__}
    return Routine(**plain), shared.exercise


class _Place(msgspec.Struct, frozen=True):
    """A text and what it is called: what a fault needs to say where it is."""

    text: str
    name: str

    def fault(self, why: str, parts: Parts, *, value: str = "", expected: str = "") -> BadFile:
        line = line_of(self.text, parts)
        return BadFile(self.name, why, line=line, key=show_path(parts), value=value, expected=expected)


def _refuse(faults: list[BadFile]) -> None:
    """Raise what was found, each once, in the order of the text."""
    if faults:
        each = {str(fault): fault for fault in faults}.values()
        raise BadRoutineText(tuple(sorted(each, key=lambda fault: fault.line or 0)[: 2 * MOST_REPORTED]))


def _too_many(tables: dict[str, object], place: _Place) -> Iterator[BadFile]:
    """Yield what is too large to be looked at closely."""
    for key, what in (("steps", "steps"), ("exercise", "exercises")):
        rows = tables.get(key)
        if not isinstance(rows, list):
            continue
        inside = [row.get("steps") for row in rows if isinstance(row, dict)]
        count = max([len(rows), *(len(one) for one in inside if isinstance(one, list))])
        if count > MOST_STEPS:
            yield place.fault(f"{count} {what}", (key,), expected=f"at most {MOST_STEPS} {what}")


def _control_characters(tables: dict[str, object], place: _Place) -> Iterator[BadFile]:
    wrong = (parts for parts, text in _strings(tables, ()) if clean(text) != text)
    for parts in islice(wrong, MOST_REPORTED):
        yield place.fault("control characters in the text", parts, expected="text that a person can read")


def _strings(raw: object, parts: Parts) -> Iterator[tuple[Parts, str]]:
    if isinstance(raw, str):
        yield parts, raw
    elif isinstance(raw, dict):
        for key, value in raw.items():
            yield from _strings(value, (*parts, key))
    elif isinstance(raw, list):
        for number, value in enumerate(raw):
            yield from _strings(value, (*parts, number))


def _strange_keys(tables: dict[str, object], place: _Place) -> Iterator[BadFile]:
    rest = {key: value for key, value in tables.items() if key != "schema"}
    for parts, keys in islice(strange_keys(rest, inspect.type_info(_Shared)), MOST_REPORTED):
        yield place.fault("planner knows no such key", parts, expected=f"one of {', '.join(keys)}")


def _wrong_names(shared: _Shared, place: _Place) -> Iterator[BadFile]:
    if not one_line(shared.name):
        yield place.fault("it is empty", ("name",), expected="a name")
    elif "\n" in shared.name:
        yield place.fault("more than one line", ("name",), expected="a name on one line")
    if not exercise_ids(shared.steps):
        yield place.fault("there is nothing to do in it", ("steps",), expected="a step of the kind exercise")
    ids = [one.id for one in shared.exercise]
    for number, one in enumerate(ids):
        if not is_slug(one):
            yield place.fault(
                "", ("exercise", number, "id"), value=short(one), expected="a-z, 0-9 and -, at most 60 characters"
            )
        elif one in ids[:number]:
            yield place.fault("it stands there more than once", ("exercise", number, "id"), expected="each id once")


def _unknown_exercises(tables: dict[str, object], known: Collection[str], place: _Place) -> Iterator[BadFile]:
    come_along = {one.get("id") for one in _rows(tables.get("exercise")) if isinstance(one, dict)}
    told: set[str] = set()
    for parts, one in _named(tables):
        if one not in known and one not in come_along and one not in told and len(told) < MOST_REPORTED:
            told.add(one)
            expected = "an exercise of `planner exercise list`, or one that comes along as [[exercise]]"
            yield place.fault("", parts, value=short(one), expected=expected)


def _named(tables: dict[str, object]) -> Iterator[tuple[Parts, str]]:
    """Yield each place that names an exercise, also in steps that cannot be read."""
    for number, row in enumerate(_rows(tables.get("steps"))):
        inside: list[tuple[Parts, object]] = [(("steps", number), row)]
        if isinstance(row, dict):
            inside += [(("steps", number, "steps", n), one) for n, one in enumerate(_rows(row.get("steps")))]
        for parts, one in inside:
            if isinstance(one, dict) and isinstance(one.get("exercise"), str):
                yield (*parts, "exercise"), one["exercise"]


def _rows(value: object) -> list[object]:
    return value if isinstance(value, list) else []
