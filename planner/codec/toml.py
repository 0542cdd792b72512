"""TOML bytes to checked values and back; every fault is a `BadFile` that names the place."""

import datetime
import re
from typing import TypeVar

import msgspec

from planner.codec.plain import plain_tables
from planner.domain.errors import StoreError
from planner.domain.text import clean, one_line

T = TypeVar("T")

MOST_BYTES = 5_000_000
"""A larger file is not read: none of ours comes near it (ten years of log are 2 MB), and it would take seconds."""
MOST_POINTS = 200_000
"""Points in a file: in numbers, in texts and in dotted keys, of which each costs a table."""
MOST_LEVELS = 100
"""Tables and lists inside each other, and parts of a dotted key. Ours need 6; tomlkit refuses more than 100."""

# Compiled only when a line has a hundred points: hardly ever.
_QUOTED = r'"(?:\\.|[^"\\])*"|\'[^\']*\''
_LONG_KEY = rf"(?<![\w-])[\w-]++(?:[ \t]*+\.[ \t]*+[\w-]++){{{MOST_LEVELS},}}"
_NESTED = {dict, list}
_TIMES = (datetime.date, datetime.datetime, datetime.time)


class BadFile(StoreError):
    """A file that is not what it should be. It stays as it is; everything else keeps working.

    `line` counts from 1 and is None where it is not known for sure. `key` is a path such as
    `steps[3].dose.seconds`, `value` what stands there, `expected` what should.
    """

    def __init__(
        self, path: str, why: str, *, line: int | None = None, key: str = "", value: str = "", expected: str = ""
    ) -> None:
        self.path = one_line(path)
        self.line = line
        self.key = one_line(key)
        self.value = one_line(value)
        self.expected = one_line(expected)
        place = f"{self.path}, line {line}" if line else self.path
        found = ": ".join(part for part in (self.key, self.value or one_line(why)) if part)
        fix = f"Expected {self.expected}" if self.expected else "Correct it in a text editor"
        super().__init__(place, found, fix.rstrip(".") + ".")


class NewerFile(BadFile):
    """A file that a newer planner wrote: read-only for this one."""

    def __init__(self, path: str, found: int, known: int, line: int | None = None) -> None:
        super().__init__(path, "", line=line, key="schema", value=short(found), expected=f"at most {known}")
        self.why = f"schema {self.value} was written by a newer planner, so this file is left read-only"
        self.fix = f"Update race-planner to change it (this one knows schema {known})."


def parse(data: bytes, path: str) -> dict[str, object]:
    """Return the tables of a TOML file; `path` is how messages name it. Raises only `BadFile`.

    A byte-order mark (Notepad writes one) is skipped. Refused before parsing: more than 5 MB, NUL bytes, keys of
    more than 100 parts and very many of fewer, which cost a TOML reader seconds and gigabytes.
    """
    text = _decoded(data, path)
    plain = plain_tables(text)
    if plain is not None:
        return plain
    import tomli  # not needed where a file is as we have written it

    _check_keys(text, path)
    try:
        tables: dict[str, object] = tomli.loads(text)
        if text.count("[") + text.count("{") + text.count(".") > MOST_LEVELS and _is_deep(tables):
            raise RecursionError
    except (ValueError, OverflowError, RecursionError, MemoryError) as error:
        raise _not_toml(error, text, path) from None
    return tables


def text_of(data: bytes, path: str) -> str:
    """Return the text of a file, if it is safe to parse. Raises `BadFile`."""
    text = _decoded(data, path)
    _check_keys(text, path)
    return text


def _decoded(data: bytes, path: str) -> str:
    if len(data) > MOST_BYTES:
        raise BadFile(path, f"{len(data) / 1e6:.1f} MB", expected=f"at most {MOST_BYTES // 1_000_000} MB")
    nul = data.find(b"\0")
    if nul >= 0 or data.startswith((b"\xff\xfe", b"\xfe\xff")):
        from planner.codec.diagnosis import of_bytes

        if problem := of_bytes(data, path):
            raise problem
        raise BadFile(path, "a NUL byte", line=data.count(b"\n", 0, nul) + 1, expected="text in UTF-8")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise BadFile(path, "not UTF-8", line=line, expected="text in UTF-8") from None
    points = text.count(".")
    if points > MOST_POINTS:
        raise BadFile(path, f"{points:,} points in its numbers, texts and keys", expected=f"at most {MOST_POINTS:,}")
    return text


def _check_keys(text: str, path: str) -> None:
    lines = text.split("\n") if text.count(".") >= MOST_LEVELS else []
    if lines and max(map(len, lines)) >= MOST_LEVELS:
        for number, line_text in enumerate(lines, 1):
            if line_text.count(".") >= MOST_LEVELS and re.search(_LONG_KEY, re.sub(_QUOTED, "q", line_text)):
                raise _too_deep(path, number)


def convert(raw: object, kind: type[T], path: str, *, text: str = "") -> T:
    """Return `raw` (what `parse` gave) checked as `kind`. Raises only `BadFile`.

    With `text`, the file's own text, the error names the line where that can be told for sure.
    """
    try:
        return msgspec.convert(raw, kind)
    except msgspec.ValidationError as error:
        from planner.codec.fault import fault_of

        raise fault_of(error, raw, kind, path, text) from None
    except RecursionError:
        raise _too_deep(path, None) from None
    except (ValueError, TypeError, OverflowError) as error:
        raise BadFile(path, str(error), expected="values that planner can read") from None


def decode(data: bytes, kind: type[T], path: str, *, schema: int) -> T:
    """Return the value of a whole file: parsed, its `schema` checked, cleaned of control characters, converted.

    Unknown keys are ignored. Raises `NewerFile` when a newer planner wrote it, `BadFile` for the rest.
    """
    tables = parse(data, path)
    check_schema(tables, path, schema, data)
    return convert(cleaned(tables, data), kind, path, text=data.decode("utf-8-sig"))


def check_schema(tables: dict[str, object], path: str, known: int, data: bytes = b"") -> int:
    """Return the file's schema number, 1 to `known`. Raises `NewerFile` or `BadFile`."""
    found = tables.get("schema")
    if "schema" not in tables:
        raise BadFile(path, "missing", key="schema", expected=f"`schema = {known}` on top of the file")
    if isinstance(found, int) and not isinstance(found, bool) and found >= 1:
        if found <= known:
            return found
        raise NewerFile(path, found, known, _schema_line(data))
    expected = f"a whole number from 1 to {known}"
    raise BadFile(path, "", line=_schema_line(data), key="schema", value=short(found), expected=expected)


def cleaned(tables: dict[str, object], data: bytes) -> dict[str, object]:
    """Return the tables of `data` with control characters taken out of every string."""
    # TOML allows no raw control character in ASCII and every other way to write one needs a backslash.
    if b"\\" not in data and (data.isascii() or _is_plain(data.decode("utf-8-sig"))):
        return tables
    return {clean(key): _cleaned(value) for key, value in tables.items()}


def _is_plain(text: str) -> bool:
    """Tell whether no letter of a text could be taken out of it: then its values need not be looked at one by one."""
    return text.replace("\n", "").isprintable()


def encode(value: object, *, schema: int | None = None) -> str:
    """Return a value as TOML that ends in one newline; with `schema`, that key comes first.

    Dates stay dates, absent values are left out, keys keep their order. Control characters and lone
    surrogates are dropped, so that the text can always be written as UTF-8.
    """
    import tomli_w

    head: dict[str, object] = {} if schema is None else {"schema": schema}
    return tomli_w.dumps(head | tables_of(value)).rstrip("\n") + "\n"


def tables_of(value: object) -> dict[str, object]:
    """Return a value as the tables that reading it back gives: nothing absent in it, control characters dropped."""
    plain = _plain(msgspec.to_builtins(value, builtin_types=_TIMES, str_keys=True))
    if not isinstance(plain, dict):
        raise TypeError(f"a file holds a table, not {type(value).__name__}")
    return plain


def short(value: object) -> str:
    """Return a value as messages quote it: at most 60 characters."""
    if isinstance(value, dict | list):
        return "a table" if isinstance(value, dict) else "a list"
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    try:
        text = str(value).lower() if isinstance(value, bool) else repr(value)
    except ValueError:  # more digits than Python prints
        return "a number with too many digits"
    return text if len(text) <= 60 else f"{text[:57]}..."


class Fault(msgspec.Struct, frozen=True):
    """What a TOML reader met: in its words, on which line, and whether that is the end of the text."""

    why: str
    line: int
    at_end: bool


def _not_toml(error: Exception, text: str, path: str) -> BadFile:
    from tomli import TOMLDecodeError

    from planner.codec import diagnosis

    match error:
        case TOMLDecodeError():
            fault = Fault(str(error.msg), error.lineno, "end of document" in str(error))
            return diagnosis.of_syntax(fault, text, path)
        case RecursionError() | MemoryError():
            return diagnosis.of_depth(text, path)
        case _:
            return diagnosis.of_digits(text, path)


def _too_deep(path: str, line: int | None) -> BadFile:
    return BadFile(path, "nested too deep", line=line, expected=f"at most {MOST_LEVELS} levels")


def _is_deep(tables: dict[str, object]) -> bool:
    level: list[object] = [tables]
    for _ in range(MOST_LEVELS + 1):
        # The reader makes nothing but plain dicts and lists: looking at the type alone is half the time.
        level = [
            child
            for one in level
            for child in (one.values() if type(one) is dict else one)  # type: ignore[attr-defined]
            if type(child) in _NESTED
        ]
        if not level:
            return False
    return True


def _cleaned(value: object) -> object:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        return {clean(key): _cleaned(inside) for key, inside in value.items()}
    return [_cleaned(inside) for inside in value] if isinstance(value, list) else value


def _plain(value: object) -> object:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        return {clean(key): _plain(inside) for key, inside in value.items() if inside is not None}
    if isinstance(value, list | tuple):
        return [_plain(inside) for inside in value if inside is not None]
    return value


def _schema_line(data: bytes) -> int | None:
    from planner.codec.lines import line_of

    return line_of(data.decode("utf-8-sig", "replace"), ("schema",))
