"""A build-up as bars: a week a row, the distance as its length and the long run as its dark part."""

from bisect import bisect_right
from collections.abc import Callable
from typing import NamedTuple

from planner.app.bits import Bit, Line
from planner.app.widgets.lines import Lines
from planner.domain.plan import Plan
from planner.domain.race import Phase, TuneUp, show_race_distance
from planner.domain.session import SessionKind
from planner.domain.units import Unit, show_number

_PHASE_ROLES = {Phase.RACE: "race-week"}
_LONGEST_BAR = 48
"""On a wide screen more is shown elsewhere; the bars do not grow with it."""
_BESIDE = 20
"""Cells beside the bar: the week's number and two distances."""
_PHASE = 8
"""Cells of a phase's name."""


class WeekRow(NamedTuple):
    """What a row says, distances in metres; the race is not in `week_m`, a race on the way is.

    `races`: the races on the way of that week.
    """

    number: int
    week_m: float
    long_m: float
    word: str
    role: str
    races: tuple[TuneUp, ...] = ()


def week_rows(plan: Plan) -> tuple[WeekRow, ...]:
    """Return the weeks of a plan's base, in order."""
    starts = [week.start for week in plan.weeks]
    totals, longs = [0.0] * len(starts), [0.0] * len(starts)
    for session in plan.base:
        n = bisect_right(starts, session.day) - 1
        if n >= 0 and session.distance and session.kind.is_run and session.id != plan.race.session:
            size = session.distance.middle_m
            totals[n] += size
            longs[n] = max(longs[n], size if session.kind is SessionKind.LONG else 0.0)
    rows = []
    for n, week in enumerate(plan.weeks):
        phase = week.phase
        word = "cut-back" if week.cut_back else phase.value if phase else ""
        role = "cut-back" if week.cut_back else _PHASE_ROLES.get(phase, phase.value) if phase else "text"
        races = tuple(race for race in (plan.inputs.tune_ups if plan.inputs else ()) if week.holds(race.day))
        rows.append(WeekRow(n + 1, totals[n], longs[n], word, role, races))
    return tuple(rows)


def bar_lines(
    rows: tuple[WeekRow, ...], width: int, unit: Unit, *, ascii_only: bool = False, faded: bool = False
) -> tuple[Line, ...]:
    """Return a heading, then a line a week: number, bar, distance, long run, phase where it changes, races on the way.

    `faded`: all of it is quiet, as it is not what the answers make now.
    """
    if not rows:
        return ()
    words = _words(rows, unit)
    beside = _BESIDE + max(_PHASE, *(len(word) + len(races) + 2 * bool(word and races) for word, races in words))
    room = max(min(width - beside, _LONGEST_BAR), 4)
    most = max((row.week_m for row in rows), default=0.0) or 1.0
    dark, light = ("#", "-") if ascii_only else ("█", "▒")
    places = 0 if all(_is_whole(size / unit.metres) for row in rows for size in (row.week_m, row.long_m)) else 1
    lines: list[Line] = [
        (Bit(f" wk {'':{room}}  {unit.value:>5}", "dim"), Bit("   long", "dim" if faded else "long"), Bit(""))
    ]
    for row, (word, races) in zip(rows, words, strict=True):
        size = round(row.week_m / most * room)
        long_size = min(round(row.long_m / most * room), size)
        bits = (
            Bit(f"{row.number:>3} ", "dim"),
            Bit(dark * long_size, "long"),
            Bit(light * (size - long_size), "bar-rest"),
            Bit(" " * (room - size)),
            Bit(f"  {_figure(row.week_m, unit, places):>5}"),
            Bit(f"  {_figure(row.long_m, unit, places) if row.long_m else '':>5}", "long"),
            Bit(f"  {word}", row.role),
            Bit(f"{'  ' if word and races else ''}{races}", "race-week"),
        )
        lines.append(_fade(bits) if faded else bits)
    return tuple(lines)


def _words(rows: tuple[WeekRow, ...], unit: Unit) -> list[tuple[str, str]]:
    """Return what stands behind each row: its phase where it changes, and its races on the way, such as `B 10k`."""
    found = []
    before = ""
    for row in rows:
        word = row.word if row.word != before else ""
        # After a cut-back the old phase goes on and need not be said again.
        before = before if row.word == "cut-back" else row.word
        names = (f"{race.priority.upper()} {show_race_distance(race.distance_m, unit)}" for race in row.races)
        found.append((word, " ".join(names)))
    return found


def _fade(bits: Line) -> Line:
    return tuple(Bit(text, "bar-rest" if n in (1, 2) else "dim") for n, (text, _) in enumerate(bits))


def _is_whole(value: float) -> bool:
    return "." not in show_number(value)


def _figure(metres: float, unit: Unit, places: int) -> str:
    """Return a number so that the decimal points of a column stand below each other."""
    number = show_number(metres / unit.metres)
    return f"{number}.0" if places and "." not in number else number


class WeekBars(Lines):
    """The live preview. `show` gives it weeks; `instead` what stands there when there are none."""

    DEFAULT_CSS = "WeekBars { width: 1fr; height: 1fr; }"

    def __init__(
        self, unit: Unit, instead: Callable[[int, int], tuple[Line, ...]], *, ascii_only: bool = False
    ) -> None:
        super().__init__(id="bars")
        self.unit = unit
        self._ascii = ascii_only
        self._instead = instead
        self._rows: tuple[WeekRow, ...] = ()
        self._faded = False
        self._top = 0

    def show(self, rows: tuple[WeekRow, ...]) -> None:
        """Draw these weeks."""
        self._rows, self._faded = rows, False
        self.redraw()

    def fade(self) -> None:
        """Keep the weeks of before, quietly: the answers cannot be read now."""
        self._faded = True
        self.redraw()

    def scroll_weeks(self, by: int) -> None:
        """Show earlier (negative) or later weeks, where not all of them fit."""
        hidden = len(self._rows) - self._room(self.size.height)
        self._top = max(0, min(self._top + by * 5, hidden))
        self.redraw()

    def on_mouse_scroll_down(self) -> None:
        """Show later weeks."""
        self.scroll_weeks(1)

    def on_mouse_scroll_up(self) -> None:
        """Show earlier weeks."""
        self.scroll_weeks(-1)

    def _room(self, height: int) -> int:
        """Return how many weeks fit: below the heading, and above the line that says that there are more."""
        return height - 1 if len(self._rows) < height else height - 2

    def lines(self, width: int, height: int) -> tuple[Line, ...]:
        """Return the heading and the weeks that fit, or what stands there instead."""
        if not self._rows:
            return self._instead(width, height)
        made = bar_lines(self._rows, width, self.unit, ascii_only=self._ascii, faded=self._faded)
        room = self._room(height)
        if room >= len(self._rows) or room < 1:
            return made
        top = min(self._top, len(self._rows) - room)
        below = len(self._rows) - room - top
        more = f"    {below} more week{'s' * (below != 1)}: PgDn" if below else "    PgUp: the first weeks"
        return (made[0], *made[1 + top : 1 + top + room], (Bit(more, "dim"),))
