"""How much text goes into a day of the printed calendar: widths by letter, wrapped lines, and texts cut to fit.

What is measured is a wide sans-serif (DejaVu Sans), so that every usual font needs less.
"""

import unicodedata
from functools import lru_cache

from planner.domain.text import one_line

_NARROW = set("ijl.,:;'|!()[]{}ft/\\-· ")
_WIDE = set("mwMW@%&—…½★○≈")
ELLIPSIS = "…"
_NARROWEST_EM = 0.3


def width_em(text: str) -> float:
    """Return the width of a line of text in ems."""
    return sum(_letter_em(letter) for letter in text)


def _letter_em(letter: str) -> float:
    if letter in _NARROW:
        return 0.37
    if letter in _WIDE:
        return 0.97
    if letter.isascii():
        return 0.7 if letter.isupper() else 0.62
    if unicodedata.combining(letter) or letter == "\u200d":
        return 0.0
    return 1.05 if unicodedata.east_asian_width(letter) in "WF" else 0.75


@lru_cache(maxsize=4096)
def wrap(text: str, width: float) -> tuple[str, ...]:
    """Return the lines of a text in a column `width` ems wide, broken at blanks, and inside a word that is wider."""
    lines: list[str] = []
    line = ""
    for word in one_line(text).split(" "):
        tried = f"{line} {word}" if line else word
        if width_em(tried) <= width:
            line = tried
            continue
        if line:
            lines.append(line)
        *whole, line = _pieces(word, width)
        lines += whole
    return (*lines, line) if line else tuple(lines)


def _pieces(word: str, width: float) -> list[str]:
    pieces, piece, used = [], "", 0.0
    for letter in word:
        size = _letter_em(letter)
        if piece and used + size > width:
            pieces.append(piece)
            piece, used = "", 0.0
        piece += letter
        used += size
    return [*pieces, piece]


@lru_cache(maxsize=4096)
def shorten(text: str, width: float, most: int) -> str:
    """Return a text that takes at most `most` lines; what was cut is shown by an ellipsis at its end."""
    whole = one_line(text)
    # Letters are hardly narrower than this: what is longer than all lines need not be measured.
    enough = int(width * most / _NARROWEST_EM) + 2
    if len(whole) <= enough and len(wrap(whole, width)) <= most:
        return whole
    low, high = 0, min(len(whole), enough)
    while high - low > 1:
        middle = (low + high) // 2
        if len(wrap(_cut(whole, middle), width)) <= most:
            low = middle
        else:
            high = middle
    return _cut(whole, low)


def _cut(text: str, at: int) -> str:
    """Return what of a text stands before `at`, with an ellipsis."""
    # An accent or a joiner would be drawn on the ellipsis, or miss its partner.
    while at and (text[at - 1] == "\u200d" or text[at : at + 1] == "\u200d" or unicodedata.combining(text[at])):
        at -= 1
    return text[:at].rstrip(" ,;:-") + ELLIPSIS
