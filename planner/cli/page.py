"""What commands print: plain text in columns, a little colour on a terminal, or JSON."""

import os
import sys
from collections.abc import Collection, Iterable, Sequence

import msgspec

from planner.domain.text import clean, escaped

_WIDEST = 100
_NARROWEST = 40
_PIPED = 80
_CODE = "\x1b["
_COLOURS = {"red": "31", "green": "32", "yellow": "33", "blue": "34"}
_LOOKS = frozenset(("0", "1", "2", *_COLOURS.values()))


def colourful() -> bool:
    """Tell whether colour may be used: on a terminal that knows it, unless NO_COLOR is set."""
    if sys.platform == "win32" and not os.environ.get("WT_SESSION"):
        return False  # the old console shows the codes themselves
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def loud(text: str) -> str:
    """Return `text` so that it stands out: the heading of a page."""
    return _styled(text, "1")


def quiet(text: str) -> str:
    """Return `text` so that it recedes: ids, hints."""
    return _styled(text, "2")


def tinted(text: str, colour: str) -> str:
    """Return `text` in a colour, which never says anything that the words do not."""
    return _styled(text, _COLOURS[colour])


def bare(text: str) -> str:
    """Return `text` without what `loud`, `quiet` and `tinted` put around it."""
    return "".join(part.partition("m")[2] if n else part for n, part in enumerate(text.split(_CODE)))


def _styled(text: str, code: str) -> str:
    return f"{_CODE}{code}m{text}{_CODE}0m" if text else ""


def harmless(line: str) -> str:
    """Return a line as it may reach the terminal: cleaned, but for the looks that this module gives."""
    if line.isascii() and line.isprintable():
        return line
    first, *rest = line.split(_CODE)
    made = [clean(first)]
    for part in rest:
        code, end, text = part.partition("m")
        made.append(f"{_CODE}{code}m{clean(text)}" if end and code in _LOOKS else clean(part))
    return "".join(made)


def show(lines: Iterable[str]) -> None:
    """Print lines. Whoever made them: nothing that a terminal would obey leaves here."""
    colour = colourful()
    # Bare first: the blanks before a code that ends a colour are at the end of the line too.
    text = "\n".join(harmless(line if colour else bare(line)).rstrip() for line in lines)
    sys.stdout.write(f"{text}\n")


def show_json(value: object) -> None:
    """Print a value as JSON."""
    raw = msgspec.json.encode(value, enc_hook=str)
    sys.stdout.write(f"{escaped(msgspec.json.format(raw, indent=2).decode())}\n")


def width() -> int:
    """Return how many columns there are for text: the terminal's, at most 100; 80 in a pipe."""
    try:
        columns = os.get_terminal_size(sys.stdout.fileno()).columns
    except (OSError, ValueError, AttributeError):
        columns = _PIPED
    return max(_NARROWEST, min(columns or _PIPED, _WIDEST))


def wrapped(text: str, indent: int = 0, hanging: int = 0) -> list[str]:
    """Return a text of a user or a file as lines that fit, cleaned and indented."""
    from textwrap import wrap

    lines: list[str] = []
    for paragraph in clean(text).expandtabs(4).split("\n"):
        if not paragraph.isascii():
            lines += _wrapped_cells(paragraph, " " * indent, " " * (indent + hanging))
            continue
        lines += wrap(
            paragraph,
            width(),
            initial_indent=" " * indent,
            subsequent_indent=" " * (indent + hanging),
            break_long_words=True,
            break_on_hyphens=False,
        )
    return lines


def _wrapped_cells(text: str, first: str, rest: str) -> list[str]:
    """Return a text broken at blanks by the columns that it takes, not by its letters; a wider word is parted."""
    lines: list[str] = []
    line = first + text[: len(text) - len(text.lstrip())]
    is_empty = True
    for word in text.split():
        while word:
            room = width() - cells(line) - (0 if is_empty else 1)
            if cells(word) <= room:
                line, word, is_empty = f"{line}{'' if is_empty else ' '}{word}", "", False
            elif is_empty:
                part = fitting(word, max(room, 2)) or word[:1]
                lines.append(line + part)
                line, word = rest, word[len(part) :]
            else:
                lines.append(line)
                line, is_empty = rest, True
    return lines if is_empty else [*lines, line]


def cells(text: str) -> int:
    """Return how many columns a text takes in a terminal, colours not counted: marks none, wide letters two."""
    plain = bare(text)
    if plain.isascii():
        return len(plain)
    from planner.domain.letters import columns

    return sum(columns(plain))


def fitting(text: str, columns: int) -> str:
    """Return the beginning of a text that takes at most that many columns; no letter loses its marks or joins."""
    from planner.domain.letters import columns as columns_of

    used, end = 0, 0
    sizes = columns_of(text)
    for place, size in enumerate(sizes):
        used += size
        if used > columns:
            break
        if place + 1 == len(text) or sizes[place + 1]:
            end = place + 1
    return text[:end]


def padded(text: str, columns: int, *, right: bool = False) -> str:
    """Return a text filled with blanks to a number of columns."""
    fill = " " * max(0, columns - cells(text))
    return fill + text if right else text + fill


def size(count: int) -> str:
    """Return a number of bytes as people read it: `3 KB`."""
    if count < 1_000_000:
        return f"{max(1, round(count / 1000))} KB"
    return f"{count / 1_000_000:.1f} MB"


def shortened(text: str, columns: int) -> str:
    """Return a text on one line, cut with `…` so that it takes at most that many columns."""
    text = clean(text).replace("\n", " ").expandtabs(1).strip()
    if cells(text) <= columns:
        return text
    return fitting(text, columns - 1) + "…"


def table(rows: Sequence[Sequence[str]], *, right: Collection[int] = (), indent: int = 0, gap: int = 2) -> list[str]:
    """Return rows as lines in columns; those named in `right` are aligned right."""
    if not rows:
        return []
    sizes = [max(cells(row[n]) for row in rows) for n in range(len(rows[0]))]
    return [
        " " * indent + (" " * gap).join(padded(cell, sizes[n], right=n in right) for n, cell in enumerate(row)).rstrip()
        for row in rows
    ]
