"""How what is wrong is told."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from planner.codec.toml import BadFile
from planner.domain.text import one_line
from planner.store.reading import MOST_REPORTED


def problem(path: Path, why: str, fix: str, key: str = "", line: int | None = None) -> BadFile:
    """Return a problem of the file at `path`; `fix` says what to do about it."""
    found = BadFile(str(path), why, key=key, line=line)
    found.why = one_line(f"{key}: {why}" if key else why)
    found.fix = one_line(fix)
    return found


def first_of(problems: Iterator[BadFile]) -> Iterator[BadFile]:
    """Yield the first problems of a kind, and whether there are more: nobody reads a thousand."""
    told = list(islice(problems, MOST_REPORTED + 1))
    yield from told[:MOST_REPORTED]
    if len(told) > MOST_REPORTED:
        yield problem(Path(told[-1].path), "there are more like these", "Correct those first, and look again.")
