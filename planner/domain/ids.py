"""Names of things in files: slugs that a person chose, and short ids that the program made."""

import re
from collections.abc import Callable, Collection

from planner.domain.errors import BadValue

_ALPHABET = "23456789abcdefghjkmnpqrstvwxyz"  # no vowels but a and e, no 0/o, 1/l/i: ids are read aloud
_SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")
_RESERVED = {"con", "prn", "aux", "nul", *(f"com{n}" for n in range(10)), *(f"lpt{n}" for n in range(10))}

Pick = Callable[[str], str]
"""Chooses one character of a string: `random.choice`, `secrets.choice`, or a seeded generator's."""


def new_id(pick: Pick, taken: Collection[str] = (), length: int = 6) -> str:
    """Return a new short id that is not in `taken`; 30**6 = 7.3e8 of them."""
    while (made := "".join(pick(_ALPHABET) for _ in range(length))) in taken:
        pass
    return made


def is_slug(text: str) -> bool:
    """Tell whether `text` can name a file on every system: a-z, 0-9 and `-`, at most 60 characters."""
    return bool(_SLUG.fullmatch(text)) and text not in _RESERVED


def check_slug(text: str, what: str) -> str:
    """Return `text` if it is a slug; raise `BadValue` that names `what` otherwise."""
    if not is_slug(text):
        raise BadValue(what, f"{text!r} cannot name a file", "Use a-z, 0-9 and -, at most 60 characters.")
    return text


def slug_of(text: str, fallback: str) -> str:
    """Return the slug nearest to a name that a person typed, or `fallback` if nothing is left."""
    slug = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:60].strip("-")
    return slug if is_slug(slug) else fallback


SUGGESTED = "suggested"
"""The id under which a suggested session is played and logged; no routine of the runner's gets it."""
HUNG = "."
"""Joins a session's id (or a day) and a layer's id to the id of a hung item."""


def hung_id(host: str, layer: str) -> str:
    """Return the id of what `layer` hangs on `host` (a session's id or an ISO day): it moves with its run."""
    return f"{host}{HUNG}{layer}"
