"""Runs from files of watches: FIT, GPX and TCX, plain or packed with gzip, found by their content.

Limits: `MOST_RUN_BYTES` unpacked, `xml.MOST_DEPTH` elements inside each other, `MOST_POINTS` points. Start times
carry the zone that the file says (UTC where it says none); whoever keeps a run decides on which local day it was.
"""

from planner.domain.activity import Activity
from planner.domain.errors import BadValue, PlannerError
from planner.domain.text import one_line
from planner.imports.decoding import file_name

MOST_RUN_BYTES = 64_000_000
"""The largest run file that is read, unpacked: a day of seconds as TCX."""

RUN_ENDINGS = (".fit", ".gpx", ".tcx", ".fit.gz", ".gpx.gz", ".tcx.gz")
"""How the names of run files end, in small letters. What is in a file decides, not its name."""

READS = "Planner reads runs from FIT, GPX and TCX files, also packed as .gz."
_HEAD = 2_000
_GZIP = b"\x1f\x8b"
_BINARY = {
    b"PK\x03\x04": "a zip archive",
    b"%PDF": "a PDF",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"BZh": "a bzip2 archive",
    b"\xfd7zXZ": "an xz archive",
    b"SQLite format 3": "a database",
}


def read_run_file(data: bytes, name: str) -> tuple[Activity, ...]:
    """Return the activities in a run file, in the order in which they stand; a multisport file holds several.

    `name` is the file's name, for messages; it does not decide what the file is taken for. What is damaged and can
    still be read has a `warning`. Raises `BadValue` that names the file, and nothing else.
    """
    place = file_name(name)
    try:
        return _read(data, place)
    except PlannerError:
        raise
    except (ValueError, TypeError, LookupError, ArithmeticError, RecursionError, MemoryError) as error:
        # Whatever a stranger's file still manages to break ends here, as a message.
        raise BadValue(place, f"it cannot be read as a run ({one_line(str(error))[:120]})", READS) from error


def is_run_head(head: bytes) -> bool:
    """Tell whether a file that begins with `head` (2,000 bytes are enough) is a run file, plain or packed."""
    if head.startswith(_GZIP):
        import zlib

        try:
            head = zlib.decompressobj(31).decompress(head, _HEAD)
        except zlib.error:
            return False
    return _is_fit(head) or _root_of(head[:_HEAD]) in ("gpx", "trainingcenterdatabase")


def _read(data: bytes, place: str) -> tuple[Activity, ...]:
    _check_size(data, place)
    if data.startswith(_GZIP):
        data = _unpack(data, place)
        if data.startswith(_GZIP):
            raise BadValue(place, "it is packed twice", "Unpack it once.")
    if _is_fit(data):
        from planner.imports.runs.fit import read_fit

        return read_fit(data, place)
    root = _root_of(data[:_HEAD])
    if root == "gpx":
        from planner.imports.runs.gpx import read_gpx

        return read_gpx(data, place)
    if root == "trainingcenterdatabase":
        from planner.imports.runs.tcx import read_tcx

        return read_tcx(data, place)
    raise BadValue(place, _looks_like(data, root), READS)


def _check_size(data: bytes, place: str) -> None:
    if len(data) > MOST_RUN_BYTES:
        raise BadValue(place, f"it is larger than {MOST_RUN_BYTES // 1_000_000} MB", READS)


def _unpack(data: bytes, place: str) -> bytes:
    """Return what is packed in a gzip file, of one part or several. Raises `BadValue` past the limit on size."""
    import zlib

    parts: list[bytes] = []
    left = MOST_RUN_BYTES + 1
    try:
        while data.startswith(_GZIP) and left > 0:
            opened = zlib.decompressobj(31)
            parts.append(opened.decompress(data, left))
            left -= len(parts[-1])
            if not opened.eof and left > 0:
                raise BadValue(place, "the packed file is cut off", "Fetch it again.")
            data = opened.unused_data
    except zlib.error:
        raise BadValue(place, "the packed file is damaged", "Fetch it again.") from None
    unpacked = b"".join(parts)
    _check_size(unpacked, f"{place}, unpacked")
    return unpacked


def _is_fit(data: bytes) -> bool:
    return data[8:12] == b".FIT"


def _root_of(head: bytes) -> str:
    """Return the name of the outermost XML element in small letters, without its prefix; empty where it is no XML."""
    import re

    text = _text_of(head).lstrip("\ufeff \t\r\n")
    if not text.startswith("<"):
        return ""
    found = re.search(r"<(?![?!])(?:[\w.-]{1,60}:)?([\w.-]{1,60})", re.sub(r"(?s)<!--.*?-->", "", text))
    return found[1].lower() if found else ""


def _text_of(head: bytes) -> str:
    """Return the beginning of a text, whatever Unicode it is in."""
    if head.startswith((b"\xff\xfe", b"<\0")):
        return head[: len(head) // 2 * 2].decode("utf-16-le", "replace")
    if head.startswith((b"\xfe\xff", b"\0<")):
        return head[: len(head) // 2 * 2].decode("utf-16-be", "replace")
    return head.decode("utf-8", "replace")


def _looks_like(data: bytes, root: str) -> str:
    for start, what in _BINARY.items():
        if data.startswith(start):
            return f"this is {what}, not a run"
    text = _text_of(data[:_HEAD]).lstrip("\ufeff \t\r\n")
    if not text:
        return "it is empty"
    if root == "html" or text[:14].lower() == "<!doctype html":
        return "this is a web page, not a run"
    if text.startswith("<"):
        return f"this is XML of another sort{f' (<{root}>)' if root else ''}, not GPX or TCX"
    if text.startswith("BEGIN:VCALENDAR"):
        return "this is a calendar (ICS), not a run"
    if text[0] in "{[":
        return "this is JSON, not a run"
    if "\0" in text or "\ufffd" in text:
        return "this is no file of a watch that planner knows"
    return "this is text, not a run"
