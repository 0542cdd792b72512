"""What routines are called, without reading what they are: a calendar shows no more of them."""

from pathlib import Path

from planner import resources
from planner.codec.toml import BadFile, cleaned, parse
from planner.domain.text import one_line
from planner.store.names import SUFFIX
from planner.store.reading import fetch, slugs_in

_FOLDER = "routines"


def routine_names(root: Path | None) -> dict[str, str]:
    """Return the name of every routine by id; a file of the user's that cannot be read is left out."""
    names = {file.stem: _builtin_name(file.read_bytes()) for file in resources.files("data", _FOLDER)}
    if root is None:
        return names
    try:
        slugs = slugs_in(root / _FOLDER)
    except BadFile:
        return names
    for slug in slugs:
        try:
            data = fetch(root / _FOLDER / f"{slug}{SUFFIX}")
            names[slug] = _name(data or b"", slug)
        except BadFile:
            continue
    return names


def _builtin_name(data: bytes) -> str:
    # `planner today` shows names only: our own files have theirs on a line of its own, so they need no parsing.
    return data.partition(b'\nname = "')[2].partition(b'"')[0].decode()


def _name(data: bytes, slug: str) -> str:
    """Return the name that a routine's file gives. Raises `BadFile` when it is not TOML."""
    name = cleaned(parse(data, slug), data).get("name")
    return one_line(name) if isinstance(name, str) and name.strip() else slug
