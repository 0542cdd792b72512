"""Reading the store's files: one bad file, or one bad entry in a file, is reported, and the rest still works."""

from pathlib import Path
from typing import TypeVar, get_args, get_origin

import msgspec

from planner.codec.toml import BadFile, NewerFile, check_schema, cleaned, convert, parse
from planner.domain.errors import StoreError
from planner.domain.ids import is_slug
from planner.store.atomic import Refused, read, refusal

T = TypeVar("T", bound=msgspec.Struct)

SUFFIX = ".toml"
MOST_REPORTED = 20
"""Bad entries of one file that are told one by one."""

_LEFT_OUT = " Until it is corrected, or read by a newer planner, this entry is left out and the rest stands."

_NOTHING = b"\0\t\n\r \xef\xbb\xbf"
_MOST_KEPT = 8
_kept: dict[Path, tuple[bytes, msgspec.Struct]] = {}
"""The files that were read or saved last, whole, and their values: the same bytes are not read twice."""


def kept(path: Path, data: bytes) -> T | None:
    """Return the value of a file that holds the very bytes it was kept with, else None."""
    found = _kept.get(path)
    return found[1] if found and found[0] == data else None  # type: ignore[return-value]


def keep(path: Path, data: bytes, value: msgspec.Struct) -> None:
    """Remember the value of a file's bytes, of which nothing was left out."""
    _kept.pop(path, None)
    _kept[path] = (data, value)
    if len(_kept) > _MOST_KEPT:
        del _kept[next(iter(_kept))]


class Unreadable(BadFile, Refused):
    """A file that the system did not let be read: what it holds is not known, and another time it may be read."""


def fetch(path: Path) -> bytes | None:
    """Return a file's bytes, or None if there is none. Raises `BadFile` when it cannot be read."""
    try:
        return read(path)
    except StoreError as error:
        raise unreadable(path, error) from None


def unreadable(path: Path, error: StoreError) -> BadFile:
    """Return the problem of a file that could not be read because of `error`."""
    problem = (Unreadable if isinstance(error, Refused) else BadFile)(str(path), error.why)
    problem.fix = error.fix
    return problem


def check_not_emptied(path: Path, data: bytes) -> None:
    """Raise `BadFile` for a file of the store with nothing in it but blanks and NULs: that is damage, and no "none"."""
    if not data.strip(_NOTHING):
        why = "the file is full of NULs, as after a damage" if b"\0" in data else "the file is empty, as after a damage"
        problem = BadFile(str(path), why)
        problem.fix = "It was left as it is; bring it back from a backup, or remove it."
        raise problem


def slugs_in(folder: Path) -> tuple[str, ...]:
    """Return the ids of the TOML files in a folder, in order; none if there is no folder.

    Sync conflicts, editors' backups and files that are being written have other names, so they are never loaded.
    """
    try:
        names = [path.name for path in folder.iterdir()]
    except (FileNotFoundError, NotADirectoryError):
        return ()
    except OSError as error:
        raise unreadable(folder, refusal(folder, error)) from None
    stems = (name.removesuffix(SUFFIX) for name in names if name.endswith(SUFFIX))
    return tuple(sorted(stem for stem in stems if is_slug(stem)))


def decode_kindly(
    data: bytes, kind: type[T], path: Path, *, schema: int, own_id: str = ""
) -> tuple[T, tuple[BadFile, ...]]:
    """Return a file's value and what was left out of it: entries that cannot be read.

    `own_id` is the id that the file's name gives; it holds whatever the file says. A newer planner's file is read
    as far as this one understands it all, with `NewerFile` among the problems. Raises `BadFile` if nothing can be read.
    """
    name = str(path)
    tables = cleaned(parse(data, name), data)
    if own_id:
        tables["id"] = own_id
    try:
        check_schema(tables, name, schema, data)
    except NewerFile as newer:
        try:
            return msgspec.convert(tables, kind), (newer,)
        except (msgspec.ValidationError, ValueError, TypeError, OverflowError):
            raise newer from None
    text = data.decode("utf-8-sig")
    try:
        return convert(tables, kind, name, text=text), ()
    except BadFile:
        good, problems = _sifted(tables, kind, name, text)
        if not problems:
            raise
        return convert(good, kind, name, text=text), problems


def _sifted(
    tables: dict[str, object], kind: type[T], name: str, text: str
) -> tuple[dict[str, object], tuple[BadFile, ...]]:
    """Return the tables without the list entries that cannot be read, and what is wrong with each of those."""
    good = dict(tables)
    problems: list[BadFile] = []
    for field in msgspec.structs.fields(kind):
        rows = tables.get(field.encode_name)
        if get_origin(field.type) is not tuple or not isinstance(rows, list):
            continue
        kept, bad = _sort_out(rows, get_args(field.type)[0])
        good[field.encode_name] = kept
        problems += [_fault(rows, number, field, name, text) for number in bad[:MOST_REPORTED]]
        if len(bad) > MOST_REPORTED:
            problems.append(BadFile(name, f"{len(bad) - MOST_REPORTED} more like these", key=field.encode_name))
    return good, tuple(problems)


def _sort_out(rows: list[object], kind: object) -> tuple[list[object], list[int]]:
    kept: list[object] = []
    bad: list[int] = []
    for number, row in enumerate(rows):
        try:
            msgspec.convert(row, kind)
        except (msgspec.ValidationError, ValueError, TypeError, OverflowError, RecursionError):
            bad.append(number)
        else:
            kept.append(row)
    return kept, bad


def _fault(rows: list[object], number: int, field: msgspec.structs.FieldInfo, name: str, text: str) -> BadFile:
    """Return what is wrong with one row, with its true place: the rows before it are left empty."""
    rows_kind: object = tuple.__class_getitem__((get_args(field.type)[0] | None, ...))
    alone = msgspec.defstruct("Alone", [(field.encode_name, rows_kind)])
    try:
        convert({field.encode_name: [*[None] * number, rows[number]]}, alone, name, text=text)
    except BadFile as problem:
        found = problem
    else:
        found = BadFile(name, "it cannot be read", key=f"{field.encode_name}[{number}]")
    found.fix += _LEFT_OUT
    return found
