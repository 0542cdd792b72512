"""The letters of a text in their order: what joins, varies or marks a letter stays only where it does that."""

import re
import unicodedata

MOST_MARKS = 6
"""Marks on one letter: no language in use needs more (Hebrew with all its points and accents takes five)."""

JOINER = "\u200d"
NON_JOINER = "\u200c"
TEXT_STYLE = "\ufe0e"
EMOJI_STYLE = "\ufe0f"
_SELECTORS = (TEXT_STYLE, EMOJI_STYLE)
_UNSEEN = (*_SELECTORS, JOINER, NON_JOINER)
_NO_COLUMN = ("Mn", "Me", "Mc", "Zl", "Zp", "Cc")
# Joiners and skin tones. Other formats that `clean` leaves are seen, such as the sign before an Arabic number.
_NO_WIDTH = "\u200c\u200d\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff"
_FLAG_END = "\U000e007f"
_PICTURE_ENDS = (EMOJI_STYLE, _FLAG_END)
_FLAGS = tuple("".join(chr(0xE0000 + ord(one)) for one in land) + _FLAG_END for land in ("gbeng", "gbsct", "gbwls"))
_BLACK_FLAG = "\U0001f3f4"
# Emoji that are narrow until a selector makes them wide: emoji-variation-sequences of Unicode 17.
_NARROW = (
    "["
    "\u0023\u002a\u0030-\u0039\u00a9\u00ae\u203c\u2049\u2122\u2139\u2194-\u2199\u21a9\u21aa\u2328\u23cf"
    "\u23ed-\u23ef\u23f1\u23f2\u23f8-\u23fa\u24c2\u25aa\u25ab\u25b6\u25c0\u25fb\u25fc\u2600-\u2604\u260e\u2611"
    "\u2618\u261d\u2620\u2622\u2623\u2626\u262a\u262e\u262f\u2638-\u263a\u2640\u2642\u265f\u2660\u2663\u2665\u2666"
    "\u2668\u267b\u267e\u2692\u2694-\u2697\u2699\u269b\u269c\u26a0\u26a7\u26b0\u26b1\u26c8\u26cf\u26d1\u26d3\u26e9"
    "\u26f0\u26f1\u26f4\u26f7-\u26f9\u2702\u2708\u2709\u270c\u270d\u270f\u2712\u2714\u2716\u271d\u2721\u2733\u2734"
    "\u2744\u2747\u2763\u2764\u27a1\u2934\u2935\u2b05-\u2b07\U0001f170\U0001f171\U0001f17e\U0001f17f\U0001f321"
    "\U0001f324-\U0001f32c\U0001f336\U0001f37d\U0001f396\U0001f397\U0001f399-\U0001f39b\U0001f39e\U0001f39f"
    "\U0001f3cb-\U0001f3ce\U0001f3d4-\U0001f3df\U0001f3f3\U0001f3f5\U0001f3f7\U0001f43f\U0001f441\U0001f4fd"
    "\U0001f549\U0001f54a\U0001f56f\U0001f570\U0001f573-\U0001f579\U0001f587\U0001f58a-\U0001f58d\U0001f590"
    "\U0001f5a5\U0001f5a8\U0001f5b1\U0001f5b2\U0001f5bc\U0001f5c2-\U0001f5c4\U0001f5d1-\U0001f5d3"
    "\U0001f5dc-\U0001f5de\U0001f5e1\U0001f5e3\U0001f5e8\U0001f5ef\U0001f5f3\U0001f5fa\U0001f6cb"
    "\U0001f6cd-\U0001f6cf\U0001f6e0-\U0001f6e5\U0001f6e9\U0001f6f0\U0001f6f3"
    "]"
)
_JOINED_SCRIPTS = (
    ("\u0600", "\u109f"),  # Arabic, Syriac, N'Ko, the scripts of India, Thai, Lao, Tibetan, Myanmar
    ("\u1780", "\u1aff"),  # Khmer, Mongolian, Tai
    ("\u1b00", "\u1cff"),  # Balinese, Sundanese, Vedic
    ("\ua800", "\uabff"),
    ("\ufb50", "\ufdff"),
    ("\U00010a00", "\U00011fff"),
    ("\U0001e900", "\U0001e95f"),
)


def settled(text: str) -> str:
    """Return `text` (already without controls) without joiners, selectors, tags and marks that stand where none can.

    A mark that has no letter before it on its line goes too: it would be drawn on what stands before the text.
    """
    kept: list[str] = []
    marks = 0
    for place, letter in enumerate(text):
        last = kept[-1] if kept else "\n"
        is_mark = letter not in _SELECTORS and unicodedata.category(letter) in ("Mn", "Me")
        marks = marks + is_mark if is_mark or letter in _UNSEEN else 0
        if "\U000e0020" <= letter <= "\U000e007f":
            stays = _is_in_flag(text, place)
        elif letter == JOINER:
            stays = _is_picture(text[place + 1 : place + 2]) and (_is_picture(last) or last in _PICTURE_ENDS)
        elif letter == NON_JOINER:
            stays = unicodedata.category(last)[0] in "LM" and any(one <= last <= end for one, end in _JOINED_SCRIPTS)
        elif letter in _SELECTORS:
            stays = _is_varied(last)
        else:
            stays = not is_mark or (marks <= MOST_MARKS and last not in "\n\t")
        if stays:
            kept.append(letter)
    return "".join(kept)


def columns(text: str) -> list[int]:
    """Return how many columns of a terminal each letter of `text` takes; one that joins or marks another takes none.

    These are the widths that the program's screens reckon with: an emoji of several joined ones takes two, a narrow one
    two with `EMOJI_STYLE`, which counts on the selector itself.
    """
    sizes: list[int] = []
    is_joined = False
    for place, letter in enumerate(text):
        if letter.isascii():
            size = 1 if letter.isprintable() else 0
        elif letter == EMOJI_STYLE:
            size = int(place > 0 and sizes[-1] == 1 and is_widened(text[place - 1]))
        elif (
            unicodedata.category(letter) in _NO_COLUMN
            or "\u1160" <= letter <= "\u11ff"
            or letter in _NO_WIDTH
            or letter >= "\U000e0000"
        ):
            size = 0
        else:
            size = 2 if unicodedata.east_asian_width(letter) in "WF" else 1
        sizes.append(0 if is_joined else size)
        is_joined = letter == JOINER
    return sizes


def is_widened(letter: str) -> bool:
    """Tell whether a letter takes two cells instead of one when `EMOJI_STYLE` follows it."""
    return re.match(_NARROW, letter) is not None


def _is_varied(letter: str) -> bool:
    """Tell whether this is an emoji or a sign that a selector can vary."""
    wide = unicodedata.east_asian_width(letter) == "W" and unicodedata.category(letter) in ("So", "Sk")
    return wide or is_widened(letter)


def _is_picture(letter: str) -> bool:
    """Tell whether a joiner can join this: an emoji, but no digit of a keycap."""
    return letter > "\xff" and _is_varied(letter)


def _is_in_flag(text: str, place: int) -> bool:
    start = text.rfind(_BLACK_FLAG, max(0, place - 6), place)
    return start >= 0 and any(text.startswith(flag, start + 1) and place <= start + len(flag) for flag in _FLAGS)
