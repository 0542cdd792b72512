"""What is wrong with a value, said so that a person finds it: for error messages only, so nothing here need be fast."""

import re

import msgspec

from planner.codec.lines import Part, child_of, choices_at, line_of
from planner.codec.toml import BadFile, short

_PATH = re.compile(r"\.([^.\[]+)|\[(\d+)\]|\[(\.\.\.)\]")
_AT = re.compile(r" - at `(?:key in )?\$([^`]*)`$")
_MISSING = re.compile(r"missing required field `([^`]*)`")
_WANTED = re.compile(r"Expected (.*?)(?:, got .*)?$")
_NAMES = {
    "int": "a whole number",
    "float": "a number",
    "str": "text",
    "bool": "true or false",
    "array": "a list",
    "object": "a table",
    "date": "a date such as 2027-03-14",
    " | null": "",
}
_BOUND = re.compile(r"(>=|<=|<|>) (-?[\d.]+(?:e\+?\d+)?)$")
_BOUNDS = {">=": "at least", "<=": "at most", "<": "below", ">": "above"}
_WORDS = re.compile(r"\b(?:int|float|str|bool|array|object|date)\b| \| null")


def fault_of(error: msgspec.ValidationError, raw: object, kind: object, path: str, text: str) -> BadFile:
    """Return msgspec's `error` about `raw`, which should be a `kind`, as one that names key, value and line."""
    message = str(error)
    at = _AT.search(message)
    said = message[: at.start()] if at else message
    parts, exact = _parts(at[1] if at else "")
    line = line_of(text, parts) if text else None
    if missing := _MISSING.search(said):
        return BadFile(path, "missing", line=line, key=show_path((*parts, missing[1])), expected="this key to be set")
    if not said.startswith(("Expected ", "Invalid ", "Number ", "Object ", "Array ")):
        # A constructor's own message: it says the value and its limits, and is about the table, not about one key.
        return BadFile(path, said, line=line, key=show_path(parts))
    value = short(_found(raw, parts)) if exact and parts else ""
    expected = _expected(said, choices_at(kind, raw, parts) if said.startswith("Invalid ") else [])
    return BadFile(path, said, line=line, key=show_path(parts), value=value, expected=expected)


def show_path(parts: tuple[Part, ...]) -> str:
    """Return a key path as messages show it: `steps[3].dose.seconds`."""
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in parts).removeprefix(".")


def _expected(said: str, choices: list[str]) -> str:
    if choices:
        return " or ".join(filter(None, [", ".join(choices[:-1]), choices[-1]]))
    if wanted := _WANTED.match(said):
        named = _WORDS.sub(lambda word: _NAMES[word[0]], wanted[1].replace("`", ""))
        return _BOUND.sub(lambda bound: f"{_BOUNDS[bound[1]]} {float(bound[2]):,.0f}".replace(",", " "), named)
    return "a value within its limits"


def _parts(path: str) -> tuple[tuple[Part, ...], bool]:
    """Return the key path of one of msgspec's, up to the first place it does not name, and whether that was all."""
    parts: list[Part] = []
    for step in _PATH.finditer(path):
        if step[3]:
            return tuple(parts), False
        parts.append(step[1] if step[1] is not None else int(step[2]))
    return tuple(parts), True


def _found(raw: object, parts: tuple[Part, ...]) -> object:
    for part in parts:
        raw = child_of(raw, part)
    return raw
