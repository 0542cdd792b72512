"""Naming a file to import: what is in the folder that is typed, how its name goes on, and the answers about it."""

import os
import re
from collections.abc import Iterable, Mapping
from datetime import date
from itertools import takewhile
from pathlib import Path
from typing import NamedTuple

import msgspec

from planner.actions.desk import Desk
from planner.domain.days import Weekday, parse_day, parse_weekday
from planner.domain.errors import BadValue, NotFound
from planner.domain.race import parse_race_distance
from planner.domain.text import capital, clean
from planner.domain.units import Unit
from planner.imports.plans import FORMATS, Answer

MOST_NAMES = 1_000
"""So many names of a folder are listed; of more, the first by the alphabet."""
_MOST_LOOKED_AT = 20_000


class Name(NamedTuple):
    """A name in a folder, as it may be shown, and whether it is a folder."""

    shown: str
    is_folder: bool


class Listing(msgspec.Struct, frozen=True):
    """What a typed beginning can become: the part up to the folder, and the names in it that go on from there."""

    folder: str
    names: tuple[Name, ...] = ()
    problem: str = ""

    def whole(self, n: int) -> str:
        """Return the path of a name as it is typed; a folder ends with a stroke."""
        name = self.names[n]
        return f"{self.folder}{name.shown}{'/' if name.is_folder else ''}"

    def common(self) -> str:
        """Return how far the path goes on alike for all names."""
        if len(self.names) == 1:
            return self.whole(0)
        same = takewhile(
            lambda letters: len(set(letters)) == 1, zip(*(name.shown for name in self.names), strict=False)
        )
        return self.folder + "".join(letters[0] for letters in same)


class Places:
    """Knows which file a typed path means. Names that a terminal would not show as they are keep a shown form."""

    def __init__(self) -> None:
        self._real: dict[str, str] = {}

    def path(self, typed: str) -> Path:
        """Return the file or folder that is typed. Raises `BadValue` for what can be none."""
        text = _unquoted(meant(typed.strip()))
        if not text:
            raise BadValue("file", "it has no name", "Write where it is, such as ~/Downloads/plan.csv.")
        head, tail = os.path.split(text.rstrip("/"))
        real = self._real.get(text.rstrip("/"))
        try:
            if real is not None:
                return Path(real)
            if head in self._real:
                return Path(self._real[head]) / tail
            return Path(text).expanduser().absolute()
        except (RuntimeError, ValueError):
            raise BadValue("file", "there is no such place", "Write the whole path.") from None

    def listing(self, typed: str) -> Listing:
        """Return the names that go on from what is typed, folders first. Hidden ones are listed once a dot is typed."""
        head, stroke, tail = typed.lstrip().rpartition("/")
        folder = f"{head}{stroke}"
        try:
            root = self.path(folder or "./")
            with os.scandir(root) as entries:
                found = [entry for entry, _ in zip(entries, range(_MOST_LOOKED_AT), strict=False)]
        except BadValue as problem:
            return Listing(folder, problem=problem.why)
        except (OSError, ValueError) as error:
            why = getattr(error, "strerror", None) or "it cannot be read"
            return Listing(folder, problem=f"{clean(folder)}: {why.lower()}")
        names: list[Name] = []
        for entry in found:
            shown = _shown(entry.name)
            if shown.lower().startswith(tail.lower()) and (tail.startswith(".") or not shown.startswith(".")):
                names.append(Name(shown, _is_folder(entry)))
                if shown != entry.name or folder.rstrip("/") in self._real:
                    self._real[folder + shown] = entry.path
        names.sort(key=lambda name: (not name.is_folder, name.shown.lower(), name.shown))
        return Listing(folder, tuple(names[:MOST_NAMES]))


_BEGUN_ANEW = re.compile(r"""(?s)^.+?/(?=/|~/|['"][/~]|file:///)""")


def meant(text: str) -> str:
    """Return a path as it is meant where a whole one was typed or dropped behind the folder that stood there.

    `~//tmp/x` and `~/'/tmp/x'` are `/tmp/x`, and `~/~/x` is `~/x`.
    """
    while not text.startswith("file:") and (found := _BEGUN_ANEW.match(text)):
        text = text[found.end() :]
    return text


def _unquoted(text: str) -> str:
    """Return a path as it is meant: a file that is dropped on a terminal comes in quotes, or as an address."""
    if len(text) > 1 and text[0] == text[-1] and text[0] in "'\"":
        text = text[1:-1]
    if text.startswith("file://"):
        from urllib.parse import unquote

        text = unquote(text.removeprefix("file://"))
    # A Path refuses some names that a person can type, and here each is only looked for.
    if "\\ " in text and not os.path.exists(os.path.expanduser(text)):  # noqa: PTH110, PTH111
        text = text.replace("\\ ", " ")
    return text


def _shown(name: str) -> str:
    return clean(name).replace("\n", " ").replace("\t", " ")


def _is_folder(entry: "os.DirEntry[str]") -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def usual_start() -> str:
    """Return where one looks first: Downloads where there is one, else the home folder."""
    return "~/Downloads/" if (Path.home() / "Downloads").is_dir() else "~/"


QUESTIONS: Mapping[str, str] = {
    Answer.RACE_DAY: "race day",
    Answer.RACE_DISTANCE: "race distance",
    Answer.WEEKDAYS: "weekdays",
    Answer.UNIT: "unit",
    "format": "format",
}
"""The fields of the preview by the option that says the same on the command line."""
_OPTION = re.compile(rf"--({'|'.join(QUESTIONS)})\b(?: ({'|'.join((*Unit, *FORMATS))})\b)?")


def in_words_of_the_screen(text: str) -> str:
    """Return a note of an import with the fields of the preview in it where it names options of the command line."""

    def field(found: re.Match[str]) -> str:
        words = " ".join(filter(None, (QUESTIONS[found[1]], found[2], "above")))
        begins = not found.start() or text[: found.start()].endswith(". ")
        return capital(words) if begins else words

    return _OPTION.sub(field, text)


def options_in(texts: Iterable[str]) -> frozenset[str]:
    """Return which options of the command line some notes name."""
    return frozenset(found[1] for text in texts for found in _OPTION.finditer(text))


class Said(msgspec.Struct, frozen=True):
    """What the person says about a plan file beside it: the answers to what it leaves open."""

    race_day: date | None = None
    race_m: float | None = None
    weekdays: tuple[Weekday, ...] = ()
    unit: Unit | None = None
    format: str | None = None


def said(desk: Desk, values: Mapping[str, str]) -> Said:
    """Return the answers that are typed, by the values of `Answer`. Raises `BadValue` for what is none."""
    race, distance, weekdays, unit, form = (values.get(name, "").strip() for name in QUESTIONS)
    if unit and unit not in tuple(Unit):
        raise BadValue("unit", f"{unit!r} is no unit", f"Write one of {', '.join(Unit)}.")
    if form and form not in FORMATS:
        raise BadValue("format", f"{form!r} is not known", f"Write one of {', '.join(FORMATS)}.")
    return Said(
        race_day=parse_day(race, desk.today, "race day") if race else None,
        race_m=parse_race_distance(distance, desk.settings.unit) if distance else None,
        weekdays=tuple(parse_weekday(word, "weekdays") for word in weekdays.replace(",", " ").split()),
        unit=Unit(unit) if unit else None,
        format=form or None,
    )


def check_there(path: Path, shown: str) -> None:
    """Raise `NotFound` or `BadValue` for a path where nothing is that can be read."""
    try:
        is_there = path.is_file() or path.is_dir()
        exists = is_there or path.exists()
    except (OSError, ValueError):
        raise BadValue(f"file {clean(shown)}", "this cannot be the name of a file", "Check the name.") from None
    if not exists:
        raise NotFound(f"file {clean(shown)}", "there is no such file or folder", "Type on, or choose one below.")
    if not is_there:
        raise BadValue(f"file {clean(shown)}", "this is a pipe or a device", "Name a file or a folder.")
