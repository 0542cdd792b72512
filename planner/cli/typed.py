"""What people type that is more than a word: notes, single distances, files."""

import os
import sys

from planner.domain.errors import BadValue
from planner.domain.units import Span

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
