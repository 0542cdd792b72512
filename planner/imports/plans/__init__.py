"""Plans from other programs' files: bytes in, values and what was not understood out. Reads no file itself."""

import re

import msgspec

from planner.domain.errors import BadValue, PlannerError
from planner.domain.text import one_line
from planner.imports.asked import Answer, Asked, Missing
from planner.imports.decoding import decode, file_name
from planner.imports.plans.imported import Imported
from planner.imports.plans.readers import HEAD, READERS, Reader

__all__ = ["FORMATS", "Answer", "Asked", "Imported", "Missing", "detect", "read_plan"]

_EXPORT_RUNS = "Export it from Strava, Garmin Connect or intervals.icu again, or bring in the runs as files."

FORMATS = tuple(reader.name for reader in READERS)
"""The formats that can be read, by the name that `--format` takes."""


def detect(data: bytes, name: str) -> str:
    """Return the format of a file, from what is in it. Raises `BadValue` that says what it looks like instead."""
    place = file_name(name)
    return _fitting(decode(data, place).text, place)[0].name


def read_plan(data: bytes, name: str, asked: Asked) -> Imported:
    """Return the plan in a file, with its race on the asked day and every other day counted back from it.

    `name` is the file's name, for messages. Without `asked.format` it is found from the content: the first of the
    formats that fits, in the order of `READERS`. Without `asked.plan_id` the plan's own id is made a slug. Raises
    `BadValue` that names the place, and nothing else; it is `Missing` when an answer of the person would help.
    """
    place = file_name(name)
    if asked.format is not None and asked.format not in FORMATS:
        raise BadValue("format", f"{asked.format!r} is not known", f"Use one of: {', '.join(FORMATS)}.")
    decoded = decode(data, place)
    notes = decoded.notes
    if asked.format is not None:
        reader = next(reader for reader in READERS if reader.name == asked.format)
    else:
        reader, *others = _fitting(decoded.text, place)
        if others:
            notes += (f"It was read as {reader.label}; --format {others[0].name} reads it as {others[0].label}.",)
    try:
        found = reader.read(decoded.text, place, asked)
    except PlannerError:
        raise
    except (ValueError, TypeError, LookupError, ArithmeticError, RecursionError, MemoryError) as error:
        # Whatever a stranger's file still manages to break ends here, as a message.
        why = f"it cannot be read as {reader.label} ({one_line(str(error))[:120]})"
        raise BadValue(place, why, _reads()) from error
    return msgspec.structs.replace(found, notes=(*notes, *found.notes)) if notes else found


def _fitting(text: str, place: str) -> list[Reader]:
    """Return the readers that a text fits, best first. Raises `BadValue` saying what it looks like."""
    head = text[:HEAD].lstrip()
    found: list[Reader] = []
    for reader in READERS:
        if reader.sniff(head, place):
            found.append(reader)
            if reader.sure and len(found) == 1:
                break
    if found:
        return found
    raise BadValue(place, *_looks_like(head))


def _reads() -> str:
    return f"Planner reads plans of: {', '.join(reader.label for reader in READERS)}."


def _looks_like(head: str) -> tuple[str, str]:
    """Return what a text of no known format is, and what to do."""
    from planner.imports.runs.tables import is_run_table

    runs = "`planner import FILE` takes it in as runs, without --format."
    line = head.partition("\n")[0]
    if not head:
        return "it is empty", _reads()
    if re.search(r"<(?:\w+:)?(?:gpx|TrainingCenterDatabase)\b", head[:2000]):
        return "it holds recorded runs, no plan", runs
    if re.search(r"Activity (?:ID|Date|Type)\b.*Distance|^\W?(?:id|start_date_local)\W.*distance", line):
        if is_run_table(head):
            return "it is a table of recorded runs, no plan", runs
        return "it is a table of recorded runs, and its columns are not all known", _EXPORT_RUNS
    if head.startswith("BEGIN:V"):
        return "this is a calendar without events", _reads()
    if head.startswith("<"):
        return "this is XML or HTML, not a plan", _reads()
    if head.startswith(("{", "[")):
        return "this is JSON, and none of the plans that planner knows", _reads()
    if re.search(r"(?m)^#{1,6} |^\s*\|.*\|", head):
        return "this is Markdown without weeks or days that planner can tell", _reads()
    if line.count(",") + line.count(";") + line.count("\t") >= 2:
        return f"this is a table, and its columns are not known: “{one_line(line)[:80]}”", _reads()
    return "it has no weeks and no days, so it is not a plan that planner knows", _reads()
