"""The whole log, fast the second time: the months that did not change are taken from a cache in `.state`."""

from pathlib import Path
from typing import get_args

from planner.codec.toml import BadFile
from planner.domain.log import Entry, GaitSeen, SpotDone, StepDone
from planner.store.caches.file_cache import FileCache, stamp_of
from planner.store.log import FOLDER, log_months, read_month
from planner.store.names import SUFFIX

NAME = "log"


def read_all(root: Path) -> tuple[tuple[Entry, ...], tuple[BadFile, ...]]:
    """Return the entries of every month in order, and what could not be read.

    A month with a problem is not kept, so that the problem is told each time.
    """
    try:
        months = log_months(root)
    except BadFile as problem:
        return (), (problem,)
    if not months:
        return (), ()
    cache: FileCache[tuple[Entry, ...]] = FileCache(
        root, NAME, tuple[Entry, ...], (*get_args(Entry), StepDone, SpotDone, GaitSeen)
    )
    entries: list[Entry] = []
    problems: list[BadFile] = []
    folder = str(root / FOLDER)
    for month in months:
        stamp = stamp_of(f"{folder}/{month}{SUFFIX}")
        found = cache.get(month, stamp)
        if found is None:
            found, bad = read_month(root, month)
            problems += bad
            if not bad:
                cache.keep(month, stamp, found)
        entries += found
    cache.save()
    return tuple(entries), tuple(problems)
