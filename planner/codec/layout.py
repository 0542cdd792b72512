"""How our files are laid out: one table an entry, so that a change is an added block in every diff.

The writer of TOML alone would put a list of short tables on one line each, and flip the whole list once one of them
gets longer; nothing could be added at the end of such a list.
"""

from collections.abc import Iterator

import msgspec

from planner.codec.toml import encode, tables_of

Tables = dict[str, object]


def written(value: msgspec.Struct, *, schema: int) -> bytes:
    """Return a value as the bytes of a whole file: its own keys, then its tables, then its lists of tables."""
    return laid_out({"schema": schema} | tables_of(value))


def laid_out(tables: Tables) -> bytes:
    """Return tables as the bytes of a whole file."""
    return ("\n".join(_lines("", tables)).strip("\n") + "\n").encode()


def block(table: str, record: Tables) -> str:
    """Return one record, given as its tables, as a `[[table]]` of its own, to stand at the end of a file."""
    return "\n".join(["", f"[[{table}]]", *_lines(f"{table}.", record), ""])


def _lines(prefix: str, table: Tables) -> Iterator[str]:
    own = {key: value for key, value in table.items() if not isinstance(value, dict) and not _is_list(value)}
    if own:
        yield encode(own).rstrip("\n")
    below = {key: value for key, value in table.items() if key not in own}
    for key, value in below.items():
        if isinstance(value, dict) and prefix and _is_short(value):
            yield f"{_quoted(key)} = {{ {', '.join(encode(value).splitlines())} }}"
            own[key] = value
    for key, value in below.items():
        if key in own:
            continue
        rows = value if isinstance(value, list) else [value]
        left, right = ("[[", "]]") if isinstance(value, list) else ("[", "]")
        for row in rows:
            yield from ("", f"{left}{prefix}{_quoted(key)}{right}")
            yield from _lines(f"{prefix}{_quoted(key)}.", row if isinstance(row, dict) else {})


def _quoted(key: str) -> str:
    return encode({key: 0}).removesuffix(" = 0\n")


def _is_list(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(row, dict) for row in value)


def _is_short(table: Tables) -> bool:
    return 0 < len(table) <= 2 and all(isinstance(value, int | float) for value in table.values())
