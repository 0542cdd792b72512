"""What people type that is more than a word: notes, single distances, files."""

import os
import sys
from pathlib import Path

from planner.domain.errors import BadValue
from planner.domain.text import one_line
from planner.domain.units import Span
from planner.store.atomic import refusal

MOST_NOTE = 10_000
"""Letters of a note: more is a file by mistake."""


def readable(text: str) -> str:
    """Return an argument as the person typed it, also where the locale told Python nothing of UTF-8."""
    try:
        return text if text.isascii() else os.fsencode(text).decode(errors="replace")
    except UnicodeEncodeError:
        return text


def note_of(text: str) -> str:
    """Return a note; `-` reads it from stdin, so that it stays out of the shell's history."""
    note = sys.stdin.buffer.read(4 * MOST_NOTE).decode(errors="replace").strip() if text == "-" else readable(text)
    if len(note) > MOST_NOTE:
        raise BadValue("note", f"it is longer than {MOST_NOTE} letters", "Write a shorter one.")
    return note


def one_distance(span: Span | None, what: str) -> float | None:
    """Return a distance in metres. Raises `BadValue` for a range: what was run is one number."""
    if span is None:
        return None
    if span.low_m != span.high_m:
        raise BadValue(what, "a range is not a distance that was run", "Write one number, such as 8 or 5mi.")
    return span.low_m


def read_file(path: str, most: int) -> bytes:
    """Return the bytes of a regular file, `-` is stdin; a pipe or a device in its place is refused, not waited for."""
    from planner.actions.files import read_regular, within

    return within(sys.stdin.buffer.read(most + 1), most, "stdin") if path == "-" else read_regular(path, most)


def write_file(path: str, data: bytes, *, replace: bool) -> None:
    """Write a file that only its owner can read, whole or not at all.

    Raises `BadValue` when something is there already, unless it is a file and `replace` is given.
    """
    target = Path(path)
    place = f"file {one_line(path)}"
    if target.is_symlink() or (target.exists() and not target.is_file()):
        raise BadValue(place, "a link, a folder or a device is there", "Choose another name.")
    if target.exists() and not replace:
        raise BadValue(place, "it is there already", "Choose another name, or replace it with --force.")
    part = target.with_name(f".{target.name[:60]}.{os.urandom(6).hex()}.part")
    try:
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    except OSError as error:
        raise refusal(path, error) from None
    try:
        with open(handle, "wb") as file:  # noqa: PTH123 - opened above with its mode
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if replace:
            part.replace(target)
        else:
            _link_or_rename(part, target, place)
    except OSError as error:
        raise refusal(path, error) from None
    finally:
        part.unlink(missing_ok=True)


def _link_or_rename(part: Path, target: Path, place: str) -> None:
    """Give a file its name unless another program took it meanwhile."""
    try:
        target.hardlink_to(part)
    except FileExistsError:
        raise BadValue(place, "it is there already", "Choose another name, or replace it with --force.") from None
    except OSError:  # a disk without hard links
        part.replace(target)
