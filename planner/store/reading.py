"""Reading the store's files: one bad file, or one bad entry in a file, is reported, and the rest still works."""

import os
from pathlib import Path
from typing import TypeVar, get_args, get_origin

import msgspec

from planner.codec.toml import MOST_BYTES, BadFile, NewerFile, check_schema, cleaned, convert, parse
from planner.domain.errors import StoreError
from planner.domain.ids import is_slug
from planner.store.disk.atomic import Refused, read, refusal
from planner.store.disk.inside import check_folder
from planner.store.names import SUFFIX, name_in_store

T = TypeVar("T", bound=msgspec.Struct)

MOST_REPORTED = 20
"""Bad entries of one file that are told one by one."""
MOST_BAD = 1_000
"""With more bad entries than that, none of a file is read: to look at each takes too long."""

_LEFT_OUT = " Until it is corrected, or read by a newer planner, this entry is left out and the rest stands."
_NOTHING = b"\0 \t\r\n\x0b\x0c\xef\xbb\xbf"
"""All that is left in a file that a power cut, a full disk or a sync emptied."""


class Damaged(BadFile):
    """A file that holds nothing, or NULs: damage, never "there is nothing yet". It is not written to."""

    def __init__(self, path: Path, why: str, line: int | None = None) -> None:
        super().__init__(str(path), why, line=line)
        self.fix = f"`planner restore --only {name_in_store(path)}` brings it back from a backup."


def check_damage(path: Path, data: bytes) -> None:
    """Raise `Damaged` for what no program and no person writes: an empty file, or one with NULs in it."""
    if is_empty(data):
        what = "holds nothing but NULs" if b"\0" in data else "is empty"
        raise Damaged(path, f"the file {what}, as after a damage, so it is left as it is")
    at = data.find(b"\0")
    if at >= 0 and not data.startswith((b"\xff\xfe", b"\xfe\xff")):  # a text in UTF-16 is full of them
        raise Damaged(path, "NULs, as after a damage, so it is left as it is", data.count(b"\n", 0, at) + 1)


def is_empty(data: bytes) -> bool:
    """Tell whether there is nothing in a file: no bytes, or only NULs and blanks."""
    return not data.strip(_NOTHING)


def up_to_date(path: Path, data: bytes, schema: int) -> bytes:
    """Return the bytes of a file that is to be written to, migrated if they are of an earlier schema than `schema`.

    Raises `NewerFile` for a later one, which is never written to, and `BadFile`; call it inside `Store.writing`.
    """
    if data.startswith(b"schema = %d\n" % schema):  # as nearly every file begins
        return data
    tables = parse(data, str(path))
    found = check_schema(tables, str(path), schema, data)
    if found == schema:
        return data
    from planner.store.care.migrations import upgraded

    return upgraded(path, data, tables, found, schema)


class Unreadable(BadFile, Refused):
    """A file that the system did not let be read: what it holds is not known, and another time it may be read."""


def fetch(path: Path) -> bytes | None:
    """Return a file's bytes, or None if there is none. Raises `BadFile` when it cannot be read."""
    try:
        return read(path, MOST_BYTES)
    except StoreError as error:
        raise _as_bad_file(error) from None


def _as_bad_file(error: StoreError) -> BadFile:
    problem = (Unreadable if isinstance(error, Refused) else BadFile)(error.what, error.why)
    problem.fix = error.fix
    return problem


def slugs_in(folder: Path) -> tuple[str, ...]:
    """Return the ids of the TOML files in a folder, in order; none if there is no folder.

    Sync conflicts, editors' backups and files that are being written have other names, so they are never loaded.
    """
    try:
        check_folder(folder)
        names = os.listdir(folder)  # noqa: PTH208 - half the time, for every folder at every start
    except StoreError as error:
        raise _as_bad_file(error) from None
    except (FileNotFoundError, NotADirectoryError):
        return ()
    except OSError as error:
        raise _as_bad_file(refusal(folder, error)) from None
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
    check_damage(path, data)
    tables = cleaned(parse(data, name), data)
    if own_id:
        tables["id"] = own_id
    try:
        found = check_schema(tables, name, schema, data)
    except NewerFile as newer:
        try:
            return msgspec.convert(tables, kind), (newer,)
        except (msgspec.ValidationError, ValueError, TypeError, OverflowError):
            raise newer from None
    text = data.decode("utf-8-sig")
    if found < schema:
        from planner.store.care.migrations import migrated

        tables, text = migrated(tables, path, found, schema), ""  # its lines are not those of the file
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
    """Return the tables without the list entries that cannot be read, and what is wrong with each of those.

    Raises `BadFile` where those are more than `MOST_BAD`.
    """
    good = dict(tables)
    problems: list[BadFile] = []
    for field in msgspec.structs.fields(kind):
        rows = tables.get(field.encode_name)
        if get_origin(field.type) is not tuple or not isinstance(rows, list):
            continue
        kept, bad = _sort_out(rows, get_args(field.type)[0])
        if len(bad) > MOST_BAD:
            first = _fault(rows, bad[0], field, name, text)
            first.fix = f"Over {MOST_BAD:,} of its entries cannot be read, so none of the file is."
            raise first
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
            if len(bad) > MOST_BAD:
                break
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
