"""Words made plain before they are looked at: small letters, one blank, and short enough for every pattern."""

import re

_LONGEST = 500
"""Letters that are looked at for a session's words, where no more is asked for."""
_LONGEST_TEXT = 2_000
PAIR = re.compile(r"\{[^{}]{0,40}\}")
"""A distance in both units, `{3:4.8}`: miles, then kilometres."""


def plain(text: str, longest: int = _LONGEST) -> str:
    """Return words in small letters with plain dashes, crosses and blanks, short enough for every pattern."""
    words = text[:longest].lower().replace("–", "-").replace("—", "-").replace("‑", "-").replace("×", "x")
    return " ".join(words.replace("{", " ").replace("}", " ").split())


def without_pairs(text: str) -> str:
    """Return a text in small letters, without `{miles:km}` pairs, short enough for every pattern."""
    return " ".join(PAIR.sub(" ", text[:_LONGEST_TEXT]).lower().split())
