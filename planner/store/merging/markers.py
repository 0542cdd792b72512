"""Merge markers: what git leaves in a file where two versions disagree, and we do where ours do."""

from difflib import SequenceMatcher

import msgspec

_OURS, _BASE, _MIDDLE, _THEIRS = "<<<<<<<", "|||||||", "=======", ">>>>>>>"


class Sides(msgspec.Struct, frozen=True):
    """The versions that a text with markers was made of; `base` where it holds that too. `line`: the first marker's."""

    ours: str
    base: str | None
    theirs: str
    line: int


def sides_of(text: str) -> Sides | None:
    """Return the versions in a text with merge markers, whole ones; None where there are none, or they do not pair."""
    if _OURS not in text:
        return None
    sides: dict[str, list[str]] = {_OURS: [], _BASE: [], _THEIRS: []}
    inside, line, has_base = "", 0, True
    for number, one in enumerate(text.splitlines(keepends=True), 1):
        mark = one[:7] if one[7:8] in ("", " ", "\n", "\r") else ""
        if mark == _OURS and not inside:
            inside, line, saw_base = _OURS, line or number, False
        elif mark == _BASE and inside == _OURS:
            inside, saw_base = _BASE, True
        elif mark == _MIDDLE and inside in (_OURS, _BASE):
            inside = _THEIRS
        elif mark == _THEIRS and inside == _THEIRS:
            inside, has_base = "", has_base and saw_base
        elif mark in sides:
            return None
        else:
            for side in (inside,) if inside else sides:
                sides[side].append(one)
    if inside or not line:
        return None
    ours, base, theirs = ("".join(sides[side]) for side in (_OURS, _BASE, _THEIRS))
    return Sides(ours, base if has_base else None, theirs, line)


def with_markers(ours: str, theirs: str) -> str:
    """Return two texts as one with merge markers around what differs."""
    left, right = ([f"{line}\n" for line in text.splitlines()] for text in (ours, theirs))
    found: list[str] = []
    for what, a, b, c, d in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if what == "equal":
            found += left[a:b]
        else:
            found += [f"{_OURS} ours\n", *left[a:b], f"{_MIDDLE}\n", *right[c:d], f"{_THEIRS} theirs\n"]
    return "".join(found)
