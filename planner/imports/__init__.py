"""Plans from other programs' files: bytes in, values and what was not understood out. Reads no file itself."""

from planner.domain.errors import BadValue, PlannerError
from planner.domain.text import clean, one_line
from planner.imports.asked import Answer, Asked, Missing
from planner.imports.imported import Imported
from planner.imports.tree import MOST_BYTES

__all__ = ["CALENDAR_HACK", "FORMATS", "Answer", "Asked", "Imported", "Missing", "detect", "read_plan"]

CALENDAR_HACK = "calendar-hack"
FORMATS = (CALENDAR_HACK,)
"""The formats that can be read, by the name that `--format` takes."""

_READS = "Planner reads plans of Calendar Hack, in YAML or JSON."


def detect(data: bytes, name: str) -> str:
    """Return the format of a file, from what is in it. Raises `BadValue` that says what it looks like instead."""
    import re

    place = _file(name)
    text = _text(data, place)
    if re.search(r'(?m)^["\']?schedule["\']?[ \t]*:|[{,]\s*"?schedule"?\s*:', text):
        return CALENDAR_HACK
    raise BadValue(place, _looks_like(text), _READS)


def read_plan(data: bytes, name: str, asked: Asked) -> Imported:
    """Return the plan in a file, with its race on the asked day and every other day counted back from it.

    `name` is the file's name, for messages. Without `asked.format` it is found from the content. Without
    `asked.plan_id` the plan's own id is made a slug. Raises `BadValue` that names the place, and nothing else; it is
    `Missing` when an answer of the person would help.
    """
    place = _file(name)
    if asked.format is not None and asked.format not in FORMATS:
        raise BadValue("format", f"{asked.format!r} is not known", f"Use one of: {', '.join(FORMATS)}.")
    if asked.format is None:
        detect(data, name)
    from planner.imports.calendar_hack import read_calendar_hack

    try:
        return read_calendar_hack(_text(data, place), place, asked)
    except PlannerError:
        raise
    except (ValueError, OverflowError, RecursionError, MemoryError) as error:
        # Whatever a stranger's file still manages to break ends here, as a message.
        raise BadValue(place, f"it cannot be read as a plan ({one_line(str(error))[:120]})", _READS) from error


def _file(name: str) -> str:
    """Return a file's name fit for a message: short, on one line, without control characters."""
    shown = one_line(name) or "the file"
    return shown if len(shown) <= 120 else "…" + shown[-119:]


def _text(data: bytes, place: str) -> str:
    if len(data) > MOST_BYTES:
        raise BadValue(place, f"it is larger than {MOST_BYTES // 1_000_000} MB", _READS)
    for start, what in _BINARY.items():
        if data.startswith(start) or data[8:12] == start:
            raise BadValue(place, f"this is {what}", _READS)
    try:
        return clean(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise BadValue(place, f"byte {error.start + 1} is not UTF-8 text", "Save the file as UTF-8.") from None


_BINARY = {
    b"PK\x03\x04": "a zip archive",
    b"\x1f\x8b": "a gzip archive",
    b".FIT": "a FIT file from a watch",
    b"%PDF": "a PDF",
}


def _looks_like(text: str) -> str:
    head = text[:2000].lstrip()
    if not head:
        return "it is empty"
    if head.startswith("BEGIN:VCALENDAR"):
        return "this is a calendar (ICS), not a plan with weeks"
    if head.startswith("<"):
        return "this is XML or HTML, not a plan"
    return "it has no `schedule`, so it is not a plan that planner knows"
