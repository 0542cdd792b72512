r"""Text from users and files, made safe to keep and to show. One rule, used where text enters and where it leaves.

What is dropped, because a terminal obeys it, it reorders its neighbours, or nobody can see it:

- C0 and C1 controls and DEL. Only tab and newline stay; every other line end (CR, CRLF, VT, FF, NEL, the line and the
  paragraph separator) becomes `\n`, so that two words never run together.
- Whatever turns or isolates the direction of text: marks, embeddings, overrides, isolates, with their deprecated kin.
  Hebrew and Arabic are drawn from right to left by themselves.
- What is invisible: zero-width blanks and word joiners, the byte-order mark, soft hyphens, tag characters, annotation
  anchors, shorthand and music controls, fillers, noncharacters; and lone surrogates, which no file can hold.

What stays only where it does its work (see `letters.settled`): the zero-width joiner inside an emoji, the non-joiner
behind letters that are joined in writing (Persian, the scripts of India ...), a variation selector behind what it
varies, the tags in the flags of England, Scotland and Wales, and `MOST_MARKS` marks on a letter. (A joiner between
letters only chooses among their shapes, and terminals disagree about its width, so columns would shift.)
Every letter of every script stays. What remains of an escape sequence is shown as the letters it was made of.
"""

import re

# Patterns stay text here: `re` compiles one when it is first used, and most runs never use most of them.
_LINE_ENDS = "\r\n|[\r\x0b\x0c\x85\u2028\u2029]"
_UNSAFE = (
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ufdd0-\ufdef\ufe00-\ufe0d\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\ud800-\udfff"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e001f\U000e0080-\U000e00ff\U000e01f0-\U000e0fff]"
)
# What may need a look at its neighbours: scripts with marks of their own, marks, joiners, selectors, tags.
_SUSPECT = (
    "[\u0300-\u036f\u0483-\u0489\u0590-\u1cff\u1dc0-\u1dff\u200c\u200d\u20d0-\u20ff\u2cef-\u2cf1\u2d7f-\u2dff"
    "\u302a-\u302f\u3099\u309a\ua66f-\uabff\ufb1e\ufe0e\ufe0f\ufe20-\ufe2f\U000101fd-\U00016fff\U0001bc9d-\U0001e9ff"
    "\U000e0020-\U000e01ef]"
)
_FIGURE = r"([0-9]{1,6}(?:\.[0-9]{1,6})?(?:-[0-9]{1,6}(?:\.[0-9]{1,6})?)?)"
_PAIR = rf"\{{ ?{_FIGURE} ?: ?{_FIGURE} ?\}}( ?(?:km|k|mi|miles?)\b)?"
_POINT_ZERO = r"\.0+(?![0-9])"


def clean(text: str) -> str:
    r"""Return `text` without what no reader sees and a terminal would obey; the rule is this module's.

    Line ends become `\n`; tabs and everything a person can read stay. Cleaning twice is cleaning once.
    """
    if text.isprintable() and (text.isascii() or _is_simple(text)):
        return text
    text = re.sub(_UNSAFE, "", re.sub(_LINE_ENDS, "\n", text))
    if text.isascii() or not re.search(_SUSPECT, text):
        return text
    from planner.domain.letters import settled

    return settled(text)


def _is_simple(text: str) -> bool:
    """Tell whether a printable text is of Latin letters and of signs alone: then no pattern need be made for it.

    The patterns cost a start more than all the text that it shows.
    """
    return max(text) < "\u0300" or all(
        letter < "\u0300" or "\u2010" <= letter <= "\u2027" or "\u2100" <= letter <= "\u2bff" for letter in text
    )


def one_line(text: str) -> str:
    """Return `text` cleaned, with every run of white space as one blank."""
    return " ".join(clean(text).split())


def readable(text: str, longest: int = 120, most: int = 1_000) -> str:
    """Return `text` as one line of at most `most` letters, with no word of more than `longest`; `…` ends what is cut.

    For titles and sentences that quote what somebody typed or a file says.
    """
    said = " ".join(word if len(word) <= longest else f"{word[: longest - 1]}…" for word in one_line(text).split(" "))
    return said if len(said) <= most else f"{said[: most - 1].rstrip()}…"


def escaped(json: str) -> str:
    r"""Return JSON text that says the same and that a terminal cannot obey: `\uXXXX` for what `clean` drops."""
    if json.isascii() and "\x7f" not in json:
        return json
    return re.sub(_UNSAFE, lambda found: _as_json(found[0]), json)


def _as_json(letter: str) -> str:
    code = ord(letter)
    if code > 0xFFFF:
        code -= 0x10000
        return f"\\u{0xD800 + (code >> 10):04x}\\u{0xDC00 + (code & 0x3FF):04x}"
    return f"\\u{code:04x}"


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
