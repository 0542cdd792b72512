"""Finds what ships with the program: the built-in `data/` and `themes/`."""

import os
from pathlib import Path

from planner.domain.errors import StoreError

# Looking beside this file serves a wheel and a checkout alike, and spares `planner today` importlib.resources.
_PACKAGE = Path(__file__).resolve().parent


def builtin(kind: str) -> Path:
    """Return the folder of a kind: `data` or `themes`.

    In an installed package it lies inside it, in a checkout beside it. Raises `StoreError` when neither is there.
    """
    for place in (_PACKAGE / "_builtin" / kind, _PACKAGE.parent / kind):
        if place.is_dir():
            return place
    raise StoreError(f"built-in {kind}/", "it is missing from this installation", "Install race-planner again.")


def files(kind: str, *under: str) -> list[Path]:
    """Return the TOML files of a built-in folder, by name: `files("data", "routines")`."""
    place = builtin(kind).joinpath(*under)
    return [place / name for name in sorted(os.listdir(place)) if name.endswith(".toml")]  # noqa: PTH208  twice as fast


def read(kind: str, *names: str) -> bytes:
    """Return the bytes of one built-in file: `read("data", "chain.toml")`. Raises `StoreError` when it is missing."""
    file = builtin(kind).joinpath(*names)
    try:
        return file.read_bytes()
    except OSError as error:
        why = error.strerror or "it cannot be read"
        raise StoreError(f"built-in {kind}/{'/'.join(names)}", why, "Install race-planner again.") from None
