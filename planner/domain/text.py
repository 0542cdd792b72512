"""Text from users and files, made safe to keep and to show."""

import re

# C0 and C1 controls except tab and newline; line and paragraph separators; bidirectional overrides
# and isolates (they reorder other cells of a terminal line). Zero-width joiners stay: emoji need them.
# Patterns stay text here: `re` compiles one when it is first used, and most runs never use most of them.
_UNSAFE = "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
_FIGURE = r"([0-9]{1,6}(?:\.[0-9]{1,6})?(?:-[0-9]{1,6}(?:\.[0-9]{1,6})?)?)"
_PAIR = rf"\{{ ?{_FIGURE} ?: ?{_FIGURE} ?\}}( ?(?:km|k|mi|miles?)\b)?"
_POINT_ZERO = r"\.0+(?![0-9])"


def clean(text: str) -> str:
    r"""Return `text` without control characters, bidirectional overrides and lone surrogates.

    Line ends become `\n`; tabs and everything a person can read stay.
    """
    if text.isascii() and text.isprintable():
        return text
    return re.sub(_UNSAFE, "", text.replace("\r\n", "\n").replace("\r", "\n"))


def one_line(text: str) -> str:
    """Return `text` cleaned, with every run of white space as one blank."""
    return " ".join(clean(text).split())


def capital(text: str) -> str:
    """Return `text` as it begins a sentence: its first letter large, every other as it is."""
    return text[:1].upper() + text[1:]


def counted(count: int, one: str, many: str = "") -> str:
    """Return a number with its noun: `1 run`, `3 runs`; `many` where it is not `one` with an s."""
    return f"{count} {one if count == 1 else many or one + 's'}"


def localise(text: str, unit: str) -> str:
    """Return `text` with each `{miles:km}` pair replaced by its author's figure for `unit` (`km` or `mi`).

    `{3:4.8} run` becomes `4.8 km run`; a pair may hold ranges, `{8-9:13-14}`. A unit that the author wrote
    after the pair gives way to the right one.
    """
    if "{" not in text:
        return text
    return re.sub(_PAIR, lambda pair: f"{re.sub(_POINT_ZERO, '', pair[2] if unit == 'km' else pair[1])} {unit}", text)
