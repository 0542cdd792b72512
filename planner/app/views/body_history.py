"""What is known of a place: its light with the reasons, its weeks as a small plot, its last entries."""

from collections.abc import Sequence
from datetime import date, timedelta

from planner.app.bits import Bit, Line, fit, plain, spread, wrap
from planner.app.signs import Signs
from planner.domain.body import Place, Side
from planner.domain.days import show_day
from planner.domain.light import AreaLight, Light, RaisedFlag
from planner.domain.log import Felt
from planner.domain.units import Unit, show_number

_BARS = "▁▂▃▄▅▆▇█"
_WEEK = 7
_CELL = 3
_DAY_WIDTH = 11
_MOST = 10
_HIGH = 3
"""Rows of the bars."""


def title_line(place: Place, light: AreaLight | None, signs: Signs, width: int) -> Line:
    """Return the place and the word of its light."""
    left: Line = (Bit(f" {label_of(place)}", "heading"),)
    if light is None:
        return spread(left, (Bit("nothing logged ", "dim"),), width)
    word = light.colour.value
    return spread(left, (Bit(f"{signs.light} {word} ", word),), width)


def label_of(place: Place) -> str:
    """Return the words for a place: `left knee`, `calf, both sides`."""
    return f"{place.area.label}, both sides" if place.side is Side.BOTH else place.label


def reason_lines(light: AreaLight | None, width: int) -> list[Line]:
    """Return why a place has its light."""
    if light is None:
        return []
    rows = [text for reason in light.reasons for text in wrap(reason, max(width - 2, 8))]
    return [(Bit(f" {text}"),) for text in rows]


def weekly(felt: Sequence[Felt], today: date, weeks: int) -> tuple[int | None, ...]:
    """Return the highest score of each of the last weeks of seven days, the latest last; None without an entry."""
    found: list[int | None] = []
    for back in range(weeks - 1, -1, -1):
        last = today - timedelta(days=back * _WEEK)
        scores = [one.score for one in felt if last - timedelta(days=_WEEK) < one.day <= last]
        found.append(max(scores) if scores else None)
    return tuple(found)


def spark_lines(scores: Sequence[int | None], *, ascii_only: bool) -> list[Line]:
    """Return the scores as bars over figures that line up; in ASCII the figures alone."""
    figures = "".join(f"{'.' if score is None else score:>{_CELL}}" for score in scores)
    rows = () if ascii_only else range(_HIGH - 1, -1, -1)
    bars = [(Bit("".join(f"{_bar(score or 0, row):>{_CELL}}" for score in scores), "bar"),) for row in rows]
    return [*bars, (Bit(figures, "label"),)]


def _bar(score: int, row: int) -> str:
    """Return the part of a bar in a row, counted from below."""
    eighths = score * _HIGH * len(_BARS) // _MOST - row * len(_BARS)
    return " " if eighths <= 0 else _BARS[min(eighths, len(_BARS)) - 1]


def entry_lines(felt: Sequence[Felt], place: Place, unit: Unit) -> list[Line]:
    """Return an entry a line, in their order: day, score, kind, when, signs, note."""
    return [
        (
            Bit(fit(f" {show_day(one.day)}", _DAY_WIDTH), "label"),
            Bit(f"{one.score:>2} ", "strong"),
            Bit(_entry_text(one, place, unit)),
        )
        for one in felt
    ]


def _entry_text(felt: Felt, place: Place, unit: Unit) -> str:
    side = f"{felt.side} " if felt.side is not place.side else ""
    parts = [f"{side}{felt.feeling}"]
    parts += [felt.when.value] if felt.when else []
    parts += [f"at {show_number(felt.came_on_m / unit.metres)} {unit}"] if felt.came_on_m is not None else []
    parts += [sign.label for sign in felt.signs]
    parts += [plain(felt.note)] if felt.note else []
    return ", ".join(parts)


def flag_lines(flags: Sequence[RaisedFlag], whom: Sequence[str], key: str, width: int) -> list[Line]:
    """Return the message of the first red flag and whom to see, then the others by name; `key` clears the first."""
    if not flags:
        return []
    first, room = flags[0], max(width - 2, 8)
    made: list[Line] = [
        (Bit(f" !! {_where(first)}", "red"), Bit(f"  since {show_day(first.day)}", "label")),
        *((Bit(f" {text}", "red"),) for text in wrap(first.message, room)),
        *((Bit(f" {text}"),) for sentence in whom for text in wrap(sentence, room)),
        *((Bit(f" !! {_where(flag)}: {flag.urgency.replace('-', ' ')}", "red"),) for flag in flags[1:]),
    ]
    return [*made, (Bit(f" {key}", "key"), Bit(" clears it with a dated note", "label"))]


def _where(flag: RaisedFlag) -> str:
    return flag.place.label if flag.place else "the whole body"


def today_lines(light: Light, signs: Signs, width: int, height: int) -> list[Line]:
    """Return the light of the day with every place that is not green, and what the colours mean."""
    made: list[Line] = [
        (Bit(" light of the day  ", "label"), Bit(f"{signs.light} {light.colour}", light.colour.value)),
    ]
    if not light.is_known:
        made = [(Bit(" light of the day  ", "label"), Bit(f"{signs.light} {light.word}", "warning"))]
    if light.unread:
        said = "Part of the log cannot be read: the day may be worse than this. `planner doctor` says what it is."
        made += [(Bit(f" {text}", "warning"),) for text in wrap(said, max(width - 2, 8))]
    for one in light.areas:
        if one.colour.rank:
            made.append(
                (Bit(f" {signs.light} {fit(label_of(one.place), 20)}", one.colour.value), Bit(f"{one.score:>2}"))
            )
            made += (
                [(Bit(f"   {text}", "label"),) for text in wrap(one.reasons[0], max(width - 4, 8))]
                if one.reasons
                else []
            )
    if len(made) == 1:
        made.append((Bit(" Nothing that you logged asks for care.", "label"),))
    return made[: max(0, height)]
