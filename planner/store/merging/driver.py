"""The merge driver that git calls for the store's files: `planner store merge %O %A %B %P`."""

from pathlib import Path

import msgspec

from planner.codec.toml import BadFile, text_of
from planner.domain.errors import StoreError
from planner.domain.text import one_line
from planner.store.merging.files import Merged, merge_files
from planner.store.merging.markers import with_markers

MOST_NAMED = 5
"""Clashes that a message names."""


class Driven(msgspec.Struct, frozen=True, kw_only=True):
    """How a merge for git ended: whether nothing is left to decide, and in a sentence what is."""

    is_clean: bool
    said: str = ""


def drive(base: Path, ours: Path, theirs: Path, name: str) -> Driven:
    """Merge the files that git prepared into that at `ours`; `name` is where it stands in the repository.

    What clashes stands there between markers, both sides whole. Raises `StoreError` when git's files cannot be read or
    written.
    """
    try:
        was, mine, other = base.read_bytes(), ours.read_bytes(), theirs.read_bytes()
        merged = merge_files(name, was, mine, other)
        data = merged.data if merged.is_clean else marked(name, was, mine, other)
        if data is None:
            return Driven(is_clean=False, said=merged.why)  # no text at all: git keeps ours and calls it a conflict
        ours.write_bytes(data)
    except OSError as error:
        why = error.strerror or "it cannot be read"
        raise StoreError(one_line(str(error.filename or ours)), why, "Nothing was merged.") from None
    return Driven(is_clean=merged.is_clean, said=described(merged))


def marked(name: str, base: bytes | None, ours: bytes, theirs: bytes) -> bytes | None:
    """Return both versions as one text with markers where they clash; all that does not is merged. None: no text."""
    sides = [merge_files(name, base, one, other).data for one, other in ((ours, theirs), (theirs, ours))]
    mine, other = (sides[0] or ours, sides[1] or theirs) if all(sides) else (ours, theirs)
    try:
        texts = [text_of(side, name).replace("\r\n", "\n") for side in (mine, other)]
    except BadFile:
        return None
    return with_markers(texts[0], texts[1]).encode()


def described(merged: Merged) -> str:
    """Return in words what is left to decide; empty where nothing is."""
    if merged.data is None:
        return merged.why
    if not merged.clashes:
        return ""
    named = [one_line(clash.where)[:80] for clash in merged.clashes[:MOST_NAMED]]
    more = len(merged.clashes) - len(named)
    return f"both sides changed {', '.join(named)}{f' and {more} more' if more else ''}, each in its own way"
