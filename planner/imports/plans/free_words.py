"""Sessions out of free words, so that every format gives the same answer for `8 km easy` or `Rest or easy 5k`."""

import re
from collections.abc import Mapping
from itertools import islice

import msgspec

from planner.domain.session import SessionKind, Slot
from planner.domain.text import clean, counted, one_line
from planner.domain.units import Span, Unit, show_distance, show_duration
from planner.imports.asked import Asked
from planner.imports.notes import Notes, quoted
from planner.imports.plans.amounts import Amounts, amounts
from planner.imports.plans.cells import LONGEST_TEXT, Cell, fitted, place_of
from planner.imports.plans.kinds import guess
from planner.imports.plans.plain import plain
from planner.imports.plans.race_sizes import race_size

_LONGEST_WORDS = 500
"""Words of a day beyond this are kept as text, and not taken apart."""
_MOST_A_DAY = 6
"""Sessions of one day; what more there is stays with the last."""
_MOST_SHORTS = 100
"""Abbreviations of one legend."""
_NOTHING = frozenset({"", "-", "--", "---", "–", "—", ".", "..", "...", "…", "·", "/", "n/a", "none", "?"})
_SLOT = re.compile(
    r"^\s*(am|pm|morning|noon|afternoon|evening)\b ?[:\-–—]*\s*|\s*[(\[](am|pm)[)\]]\s*$", re.IGNORECASE | re.ASCII
)
_CLOCK = re.compile(
    r"^(?:at )?(?:([01]\d|2[0-3]):([0-5]\d)(?![:\d])(?! ?(?:/|min|per|pace|am|pm|h\b))"
    r"|(\d{1,2})(?:[:.]([0-5]\d))? ?(am|pm)\b)"
    r" ?[:,\-–—]*\s*|[ ,]+(?:at|@) (\d{1,2})(?:[:.]([0-5]\d))? ?(am|pm)\b",
    re.IGNORECASE | re.ASCII,
)
_BESIDE = re.compile(r" (?:\+|&|and) |, (?=(?:then )?(?:strength|gym|core|weights|swim|bike|yoga)\b)", re.IGNORECASE)
_OWN_RACE = re.compile(r"^race: (.+?)(?: \(([^()]{1,20})\))?$", re.IGNORECASE)
_AGAIN = re.compile(
    r"(?:do )?(?:the )?same(?: again| as (?:above|before|last time)| session| workout)?[.!]?|repeat[.!]?|ditto|\""
)
_RACE_NAME = re.compile(r"\b(?:half[ -]?marathon|marathon|half)\b(?![ -]*(?:pace|effort|prep|training|simulation))")
"""Words that are a race's name where nothing else says what the session is: `Riverside Half`."""


class WordReader:
    """Reads the words of one file; it knows the unit of bare numbers, the legend, and the session before."""

    def __init__(
        self, asked: Asked, notes: Notes, unit: Unit | None = None, legend: Mapping[str, str] | None = None
    ) -> None:
        """Read for a person; `unit` is the one that the file itself names, `legend` its abbreviations."""
        self.notes = notes
        self._legend = dict(list((legend or {}).items())[:_MOST_SHORTS])
        self.unit = asked.unit or unit or asked.own_unit
        self._is_assumed = asked.unit is None and unit is None
        self._bare = 0
        self._before: Cell | None = None

    def say_unit(self) -> None:
        """Note, once, that numbers without a unit were read in the person's own."""
        if self._bare and self._is_assumed:
            other = Unit.MI if self.unit is Unit.KM else Unit.KM
            count = counted(self._bare, "distance has", "distances have")
            self.notes.say("", f"{count} no unit; read in {self.unit}, which is yours (--unit {other} for the other).")

    def number(self, words: str) -> float | None:
        """Return a total in metres from a cell such as `40`, `40 km` or `25 miles`; None if it says none."""
        found = amounts(words, "", self.unit, bare=True)
        if found.distance is None or found.in_doubt:
            wide = re.fullmatch(r"\s*(\d{1,3}(?:[.,]\d{1,2})?)\s*", words, re.ASCII)
            return float(wide[1].replace(",", ".")) * self.unit.metres if wide and float(wide[1][0:3]) else None
        self._bare += found.is_bare
        return found.distance.middle_m

    def cells(self, week: int, index: int, words: str, text: str = "", *, line: int = 0) -> tuple[Cell, ...]:
        """Return the sessions that the words of one day say; none for an empty place or a dash.

        Lines of their own that begin with a morning or an evening, and strength or cross-training beside a run, are
        sessions of their own.
        """
        parts = _parts(words) if len(words) <= _LONGEST_WORDS else [words]
        return tuple(
            cell for n, part in enumerate(parts)
            if (cell := self.cell(week, index, part, text if n == len(parts) - 1 else "", line=line))
        )  # fmt: skip

    def cell(self, week: int, index: int, words: str, text: str = "", *, line: int = 0) -> Cell | None:
        """Return the one session that some words say, whole; None where they say nothing."""
        title, slot, clock = _when(one_line(words))
        if title.lower() in _NOTHING:
            return None
        place = f"line {line}" if line else place_of(week, index)
        if self._before and _AGAIN.fullmatch(plain(title)):
            self.notes.say("", f"{quoted(title)} is taken as the session before it.")
            about = clean(text).strip()[:LONGEST_TEXT] or self._before.text
            return msgspec.structs.replace(
                self._before, week=week, index=index, text=about, line=line, slot=slot, clock=clock
            )
        self._before = self._read(week, index, title, text, place)
        return msgspec.structs.replace(self._before, slot=slot, clock=clock, line=line)

    def _read(self, week: int, index: int, title: str, text: str, place: str) -> Cell:
        if own := _OWN_RACE.fullmatch(title):
            span = amounts(own[2] or "", "", self.unit).distance
            size = race_size(own[2] or "") or (span.high_m if span else None) or race_size(own[1])
            return Cell(
                week=week, index=index, title=own[1], text=clean(text)[:LONGEST_TEXT], kind=SessionKind.RACE,
                distance=Span.of(size) if size else None, tags=("race",),
            )  # fmt: skip
        kinds, sizes = self._meant(title, text)
        if kinds is None:
            kinds = (SessionKind.RUN if sizes.distance else SessionKind.OTHER, None)
            if kinds[0] is SessionKind.OTHER:
                self.notes.say(place, f"it is not clear what sort of session {quoted(title)} is; kept as “other”.")
        if sizes.in_doubt:
            self.notes.say(place, f"how far {quoted(title)} goes is not clear; it has no distance.")
        is_race = kinds == (SessionKind.TUNE_UP, None)
        if _is_amount(title) or _says_no_more(title, kinds, sizes):
            title = ""
        title, text = fitted(title, text, place, self.notes)
        is_rest = kinds == (SessionKind.REST, None)
        return Cell(
            week=week, index=index, title=title, text=text, kind=kinds[0], or_kind=kinds[1],
            distance=None if is_rest else sizes.distance, duration_s=None if is_rest else sizes.duration_s,
            tags=("race",) if is_race else (),
        )  # fmt: skip

    def own_cell(self, week: int, index: int, words: str, text: str = "", *, line: int = 0) -> Cell | None:
        """Return the session that planner's own export says in those words: `Club evening, 8 km (PM)`.

        A title without a figure has its size behind a comma; everything else is as in `cell`.
        """
        cell = self.cell(week, index, words, text, line=line)
        bare, _, _ = _when(one_line(words))
        title, _, amount = bare.rpartition(", ")
        if cell is None or not title or re.search(r"\d", title) or cell.kind is SessionKind.RACE:
            return cell
        size = amounts(amount, "", self.unit)
        if amount not in _as_shown(size):
            return cell
        kinds = _own_kinds(title)
        shown = "" if kinds and _says_no_more(title, kinds, Amounts()) else title
        return msgspec.structs.replace(cell, title=shown, distance=size.distance, duration_s=size.duration_s)

    def _meant(self, title: str, text: str) -> tuple[tuple[SessionKind, SessionKind | None] | None, Amounts]:
        """Return kind and size; a number without a unit is a distance only where somebody runs."""
        title = self._spelt_out(title)
        kinds = _own_kinds(title) or (None if _is_amount(title) else guess(plain(title), text[:_LONGEST_WORDS], ()))
        is_foot = kinds is None or any(kind and (kind.is_run or kind is SessionKind.WALK) for kind in kinds)
        sizes = amounts(title, text, self.unit, bare=is_foot)
        if kinds is None and sizes.is_bare and re.search(r"[^\W\d_]", title):
            sizes = msgspec.structs.replace(sizes, distance=None, is_bare=False)
        if kinds is None and _RACE_NAME.search(plain(title)):
            kinds = (SessionKind.TUNE_UP, None)
        if kinds == (SessionKind.TUNE_UP, None) and not sizes.distance and (size := race_size(title)):
            sizes = Amounts(distance=Span.of(size), duration_s=sizes.duration_s)
        self._bare += sizes.is_bare
        return kinds, sizes

    def _spelt_out(self, title: str) -> str:
        """Return a title with the abbreviations of the file's own legend as what they stand for."""
        title = title[:_LONGEST_WORDS]
        if not self._legend:
            return title
        shorts = "|".join(re.escape(short) for short in sorted(self._legend, key=len, reverse=True))
        # `8E` and `E8` are an E too; capitals count, so that the E of "Easy" is none.
        return re.sub(
            rf"(?<![^\W\d_])({shorts})(?![^\W\d_])",
            lambda found: f" {self._legend[found[1]]} ",
            title,
        ).strip()


def _own_kinds(title: str) -> tuple[SessionKind, SessionKind | None] | None:
    """Return what planner's own words for a session say: `8 km tempo`, `Tune-up`, `rest or easy, 5 km`."""
    words = re.sub(
        r",? ?\b\d[\d.,]{0,6}(?:-[\d.]{1,7})? ?(?:km|mi|min|h|s)\b,?(?: \d{1,2} min)?", " ", plain(title)
    ).strip(" ,")
    first, _, other = words.partition(" or ")
    known = [kind.value for kind in SessionKind]
    if first not in known or (other and other not in known):
        return None
    return SessionKind(first), SessionKind(other) if other else None


def _is_amount(title: str) -> bool:
    """Tell whether a title is nothing but a distance: `8`, `8 km`, `5-6 mi`; that is a run, whatever its size."""
    return bool(re.fullmatch(r"[\d.,]+(?: ?- ?[\d.,]+)? ?(?:kms?|k|miles?|mi)?", plain(title), re.ASCII))


def _says_no_more(title: str, kinds: tuple[SessionKind, SessionKind | None], sizes: Amounts) -> bool:
    """Tell whether a title is what planner itself calls such a session, so that it can be said in any unit."""
    name = f"{kinds[0]} or {kinds[1]}" if kinds[1] else kinds[0].value
    return plain(title) in ([f"{amount} {name}" for amount in _as_shown(sizes)] or [name])


def _as_shown(sizes: Amounts) -> list[str]:
    """Return how planner writes the size of a session, in each unit."""
    if sizes.distance:
        return [show_distance(sizes.distance, unit) for unit in Unit]
    return [show_duration(sizes.duration_s)] if sizes.duration_s else []


def _parts(words: str) -> list[str]:
    lines = [" ".join(line.split()) for line in words.split("\n") if line.strip()]
    slotted: list[str] = []
    for line in lines:
        # `AM: 5 km / PM: 8 km` are two, on two lines or on one.
        for part in re.split(r"\s*[/;,|]\s*(?=(?:AM|PM|am|pm)\b\s*[:\-–—])", line):
            if slotted and (len(slotted) >= _MOST_A_DAY or not _SLOT.match(part)):
                slotted[-1] += f"\n{part}"
            else:
                slotted.append(part)
    return [half for part in slotted for half in _beside(part)]


def _beside(part: str) -> list[str]:
    """Return a run and the strength or cross-training beside it as two."""
    for gap in islice(_BESIDE.finditer(part), 8):
        left, right = part[: gap.start()], part[gap.end() :]
        kinds = [found[0] if (found := guess(plain(half), "", ())) else None for half in (left, right)]
        runs = [kind is not None and kind.is_run for kind in kinds]
        others = [kind in (SessionKind.STRENGTH, SessionKind.CROSS) for kind in kinds]
        if ((runs[0] or _is_amount(left)) and others[1]) or (others[0] and (runs[1] or _is_amount(right))):
            return [left, right]
    return [part]


def _when(title: str) -> tuple[str, Slot | None, str]:
    """Return a title without the time of day before or after it, and that time."""
    slot: Slot | None = None
    if len(title) > _LONGEST_WORDS:
        return title, None, ""
    if found := _SLOT.search(title):
        word = (found[1] or found[2]).lower()
        slot = Slot.AM if word in ("am", "morning") else Slot.PM
        left = f"{title[: found.start()]} {title[found.end() :]}".strip()
        title = left or title
    clock = ""
    if found := _CLOCK.search(title):
        left = f"{title[: found.start()]} {title[found.end() :]}".strip()
        if left and (clock := _clock(found)):
            title = left
    return title, slot, clock


def _clock(found: re.Match[str]) -> str:
    if found[1]:
        return f"{found[1]}:{found[2]}"
    hours, minutes, half = (found[3], found[4], found[5]) if found[5] else (found[6], found[7], found[8])
    if not 1 <= int(hours) <= 12:
        return ""
    return f"{int(hours) % 12 + (12 if half.lower() == 'pm' else 0):02}:{minutes or '00'}"
