"""How a table of activities writes figures, times and days, as all of its cells together tell."""

import re
from collections.abc import Iterable
from datetime import datetime

import msgspec

from planner.domain.activity import MOST_S
from planner.domain.text import one_line
from planner.imports.runs.words import month_of

_CLOCK = re.compile(r"(\d{1,2})[:.h](\d{2})(?:[:.](\d{2})(?:[.,]\d+)?)?", re.ASCII)
_ISO = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]\s*(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?)?\s*(Z|[+-]\d{2}:?\d{2})?"
)
_YEAR_FIRST = re.compile(r"(\d{4})\D{1,3}(\d{1,2})\D{1,3}(\d{1,2})\D*$", re.ASCII)
_YEAR_LAST = re.compile(r"(\d{1,2})([./-])\s?(\d{1,2})\2\s?(\d{4})\D*$", re.ASCII)


def western(text: str) -> str:
    """Return a text with the digits of every script as 0 to 9: only some of them read would be another number."""
    return text if text.isascii() else "".join(str(int(one)) if one.isdecimal() else one for one in text)


_BLANKS = re.compile(r"[\s'\u2019]")
_FIGURE = re.compile(r"\d[\d.,]*", re.ASCII)
_TIME = re.compile(r"(?:(\d+):)?(\d{1,3}):(\d{1,2})(?:[.,]\d+)?", re.ASCII)


class Notation(msgspec.Struct, frozen=True, kw_only=True):
    """How a table writes figures and days. `decimal`: its sign, None where that cannot be told.

    `day_first`: whether `1/2/2024` is in February; None where no row of the table tells.
    """

    decimal: str | None = "."
    day_first: bool | None = None

    def number(self, text: str) -> float | None:
        """Return a figure; None for none, and where its sign could part thousands as well."""
        text = _BLANKS.sub("", western(text))
        if not _FIGURE.fullmatch(text):
            return None
        last = max(text.rfind("."), text.rfind(","))
        if last < 0:
            return float(text)
        sign = text[last]
        whole, part = re.sub(r"[.,]", "", text[:last]), text[last + 1 :]
        if text.count(sign) > 1 or (_may_part(text) and self.decimal not in (None, sign)):
            return float(whole + part)
        if _may_part(text) and self.decimal is None:
            return None
        return float(f"{whole}.{part or 0}")

    def seconds(self, text: str) -> int | None:
        """Return a time in seconds from `3600.0`, `1:00:00`, `50:12` or `00:50:12,4`; None for none."""
        if clock := _TIME.fullmatch(western(text.strip())):
            found: float | None = int(clock[1] or 0) * 3600 + int(clock[2]) * 60 + int(clock[3])
        else:
            found = self.number(text)
        return round(found) if found and 1 <= found < MOST_S else None

    def moment(self, text: str) -> datetime:
        """Return a day and time without a zone, or in the one that it names. Raises `ValueError` that says why not."""
        shown = western(one_line(text)[:40])
        if not shown:
            raise ValueError("there is no date")
        try:
            found = self._moment(shown)
        except (OverflowError, ValueError) as error:
            raise ValueError(str(error) if "which is" in str(error) else f"{shown!r} is no date") from None
        if found is None:
            raise ValueError(f"{shown!r} is a date in a form that planner does not know")
        return found

    def _moment(self, text: str) -> datetime | None:
        if iso := _ISO.fullmatch(text):
            year, month, day, hour, minute, second = (int(part or 0) for part in iso.groups()[:6])
            made = datetime(year, month, day, hour, minute, second)  # noqa: DTZ001 - the zone is the caller's to know
            zone = (iso[7] or "").replace("Z", "+00:00")
            return datetime.fromisoformat(f"{made.isoformat()}{zone}") if zone else made
        clock = list(_CLOCK.finditer(text))
        timed = next((one for one in reversed(clock) if ":" in one[0] or "h" in one[0]), None)
        rest = text if timed is None else text[: timed.start()] + " " + text[timed.end() :]
        found = self._day(rest)
        if found is None:
            return None
        hour, minute, second = (int(timed[1]), int(timed[2]), int(timed[3] or 0)) if timed else (0, 0, 0)
        if timed and (half := re.search(r"\b([ap])\.?\s?m\b", text[timed.end() :].lower())):
            if not 1 <= hour <= 12:
                return None
            hour = hour % 12 + 12 * (half[1] == "p")
        return datetime(*found, hour, minute, second)  # noqa: DTZ001 - the zone is the caller's to know

    def _day(self, text: str) -> tuple[int, int, int] | None:
        bare = re.sub(r"\b[ap]\.?\s?m\b\.?", " ", text.lower())
        months = {month for word in re.findall(r"[^\W\d_]+", bare) if (month := month_of(word))}
        figures = [int(figure) for figure in re.findall(r"\d+", bare, re.ASCII)]
        if len(months) > 1:
            return None
        for month in months:
            days = [figure for figure in figures if figure <= 31]
            years = [figure for figure in figures if figure > 1000]
            return (years[0], month, days[0]) if len(figures) == 2 and days and years else None
        if found := _YEAR_FIRST.match(bare.strip()):
            return int(found[1]), int(found[2]), int(found[3])
        if not (found := _YEAR_LAST.match(bare.strip())):
            return None
        one, other, year = int(found[1]), int(found[3]), int(found[4])
        # With dots the day comes first wherever they are written so.
        first = True if found[2] == "." else self.day_first
        if first is None and one != other:
            raise ValueError(f"{one_line(text)!r} could be two days, and no row of the table tells which is meant")
        return (year, other, one) if first or first is None else (year, one, other)


def notation_of(figures: Iterable[str], days: Iterable[str]) -> Notation:
    """Return how a table writes figures and days, as all of its cells together tell it."""
    signs = {"."} if (cells := list(figures)) and not any(re.search(r"\d[.,]\d", cell) for cell in cells) else set()
    for cell in cells:
        text = re.sub(r"[\s'\u2019]", "", cell)
        if re.fullmatch(r"\d[\d.,]*\d", text, re.ASCII) and re.search(r"[.,]", text) and not _may_part(text):
            sign = text[max(text.rfind("."), text.rfind(","))]
            signs.add(sign if text.count(sign) == 1 else ",."[sign == ","])
    firsts: set[bool] = set()
    for cell in days:
        if (found := re.match(r"\s*(\d{1,2})[/-](\d{1,2})[/-]\d{4}", cell, re.ASCII)) and found[1] != found[2]:
            firsts |= {True} if int(found[1]) > 12 else {False} if int(found[2]) > 12 else set()
    return Notation(
        decimal=signs.pop() if len(signs) == 1 else None, day_first=firsts.pop() if len(firsts) == 1 else None
    )


def _may_part(text: str) -> bool:
    """Tell whether the one sign of a figure could part thousands: `1,234`."""
    return bool(re.fullmatch(r"[1-9]\d{0,2}[.,]\d{3}", text, re.ASCII))
