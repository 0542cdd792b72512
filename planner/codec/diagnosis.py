"""What happened to a text that is no TOML, said so that a person knows what to do: for error messages only."""

import re

from planner.codec.lines import deep_line
from planner.codec.toml import MOST_LEVELS, BadFile, Fault

_MARKER = re.compile(r"^(?:<{7}|={7}|>{7}|\|{7})(?: .*)?\r?$", re.MULTILINE)
_LONG_NUMBER = re.compile(r"[0-9_]{4301,}")
_LOOKED_AT = 1_000
_AS_UTF_8 = "text in UTF-8: open it in a text editor, and save it with that encoding"


def of_bytes(data: bytes, path: str) -> BadFile | None:
    """Return what is wrong with bytes that are text in another encoding, or None where that cannot be told."""
    if data.startswith((b"\xff\xfe\0\0", b"\0\0\xfe\xff")):
        return BadFile(path, "this is text in UTF-32", expected=_AS_UTF_8)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or _alternates(data):
        return BadFile(path, "this is text in UTF-16, as Notepad calls Unicode", expected=_AS_UTF_8)
    return None


def of_syntax(fault: Fault, text: str, path: str) -> BadFile:
    """Return what is wrong with a text in which a TOML reader met a fault."""
    if (marker := _MARKER.search(text)) and any(mark in text for mark in ("<<<<<<<", ">>>>>>>")):
        problem = BadFile(path, "git left both versions here", line=_line_at(text, marker.start()))
        problem.fix = "`planner store copies` merges the two, or keep one of them in a text editor."
        return problem
    alone = re.search(r"\r(?!\n)", text)
    if (alone and "newline" in fault.why) or (alone and "'\\r'" in fault.why):
        why = "its lines end in a carriage return alone, as on old Macs"
        return BadFile(path, why, line=_line_at(text, alone.start()), expected="lines that end in a newline")
    why = fault.why
    if fault.at_end and not why.startswith("Cannot"):
        why = f"{why}; the file may be cut off here"
    return BadFile(path, f"not TOML ({why})", line=fault.line)


def of_depth(text: str, path: str) -> BadFile:
    """Return where a text is nested too deep."""
    return BadFile(path, "nested too deep", line=deep_line(text, MOST_LEVELS), expected=f"at most {MOST_LEVELS} levels")


def of_digits(text: str, path: str) -> BadFile:
    """Return where a number is longer than any that is read."""
    found = _LONG_NUMBER.search(text)
    line = _line_at(text, found.start()) if found else None
    return BadFile(path, "a number with too many digits", line=line, expected="a number below 10^4300")


def _alternates(data: bytes) -> bool:
    """Tell whether every other byte is a NUL at the beginning, as where Latin letters are written in UTF-16."""
    head = data[:_LOOKED_AT]
    halves = (head[::2], head[1::2])
    nuls = [half.count(0) for half in halves]
    return len(head) > 3 and max(nuls) * 10 > len(halves[0]) * 7 and min(nuls) == 0


def _line_at(text: str, at: int) -> int:
    return text.count("\n", 0, at) + 1
