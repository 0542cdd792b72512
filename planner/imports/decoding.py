"""The text of a file, whatever wrote it: UTF-8 or UTF-16 by its mark, else Windows text; anything else by its name."""

import re

import msgspec

from planner.domain.errors import BadValue
from planner.domain.text import clean, one_line

MOST_BYTES = 20_000_000
"""No file above this is looked at: ten years of a club's plans need less."""
_TEXT_ONLY = "Save it as UTF-8 text."
_RUNS = "`planner import FILE` takes it in as runs, without --format."
_BINARY = (
    (b"PK\x03\x04", "a zip archive, or a spreadsheet or document in one", "Save the plan as CSV, or unpack it."),
    (b"\x1f\x8b", "a gzip archive", "Unpack it first."),
    (b"%PDF", "a PDF", "Write the plan as a Markdown table or list."),
    (b"\xd0\xcf\x11\xe0", "an old spreadsheet or document", "Save the plan as CSV."),
    (b"\x89PNG", "a picture", "Write the plan as a Markdown table or list."),
    (b"\xff\xd8\xff", "a picture", "Write the plan as a Markdown table or list."),
    (b"SQLite format 3", "a database", "Export the plan as CSV."),
)
_WINDOWS = "This file is not UTF-8; it was read as Windows text. Look whether its letters are right."


class Decoded(msgspec.Struct, frozen=True):
    """A file's text, cleaned, and what had to be decided to read it."""

    text: str
    notes: tuple[str, ...] = ()


def file_name(name: str) -> str:
    """Return a file's name fit for a message: short, on one line, without control characters."""
    shown = one_line(name) or "the file"
    return shown if len(shown) <= 120 else "…" + shown[-119:]


def stem_of(name: str) -> str:
    """Return a file's name without folders and ending, as the name of the plan in it."""
    own = re.split(r"[/\\]", name)[-1]
    return own.rpartition(".")[0] or own


def decode(data: bytes, place: str) -> Decoded:
    """Return the text of a file of at most 20 MB.

    Raises `BadValue` naming `place` for what is larger and for what is no text, by what it is.
    """
    if len(data) > MOST_BYTES:
        raise BadValue(place, f"it is larger than {MOST_BYTES // 1_000_000} MB", "Keep one plan in one file.")
    for start, what, fix in _BINARY:
        if data.startswith(start):
            raise BadValue(place, f"this is {what}", fix)
    if data[8:12] == b".FIT":
        raise BadValue(place, "this is a FIT file from a watch", _RUNS)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) and len(data) % 2 == 0:
        try:
            return Decoded(clean(data.decode("utf-16")))
        except UnicodeDecodeError:
            raise BadValue(place, "its mark says UTF-16, and it is not", _TEXT_ONLY) from None
    if b"\0" in data:
        raise BadValue(place, f"byte {data.index(0) + 1} is zero, so this is no text", _TEXT_ONLY)
    try:
        return Decoded(clean(data.decode("utf-8-sig")))
    except UnicodeDecodeError as error:
        return _windows(data, place, error.start)


def _windows(data: bytes, place: str, at: int) -> Decoded:
    """Return the text of what an old spreadsheet wrote; random bytes hold controls that no text has."""
    if any(byte < 32 and byte not in b"\t\n\r\x0c" for byte in data):
        raise BadValue(place, f"byte {at + 1} is not UTF-8 text", _TEXT_ONLY)
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        text = data.decode("latin-1")
    return Decoded(clean(text), (_WINDOWS,))
