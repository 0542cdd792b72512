"""A build-up as bars: a week a row, the distance as its length and the long run as its dark part."""

from typing import NamedTuple

from planner.app.bits import Bit, Line
from planner.app.widgets.lines import Lines
from planner.domain.plan import Plan
from planner.domain.race import Phase
from planner.domain.session import SessionKind
from planner.domain.units import Unit, show_number
from planner.planning.build_up import BuildUp

_PHASE_ROLES = {Phase.RACE: "race-week"}


class WeekRow(NamedTuple):
    """What a row says, distances in metres; the race is not in `week_m`."""

    number: int
    week_m: float
    long_m: float
    word: str
    role: str


def week_rows(plan: Plan) -> tuple[WeekRow, ...]:
    """Return the weeks of a plan's base, in order."""
    rows = []
    for number, week in enumerate(plan.weeks, 1):
        runs = [s for s in plan.base if week.holds(s.day) and s.kind.is_run and s.kind is not SessionKind.RACE]
        sizes = [session.distance.middle_m for session in runs if session.distance]
        longs = [session.distance.middle_m for session in runs if session.distance and session.kind is SessionKind.LONG]
        phase = week.phase
        word = "cut-back" if week.cut_back else phase.value if phase else ""
        role = "cut-back" if week.cut_back else _PHASE_ROLES.get(phase, phase.value) if phase else "text"
        rows.append(WeekRow(number, sum(sizes), max(longs, default=0.0), word, role))
    return tuple(rows)


def bar_lines(rows: tuple[WeekRow, ...], width: int, unit: Unit, *, ascii_only: bool = False) -> tuple[Line, ...]:
    """Return a line a week: number, bar, distance, long run, phase. The word of a phase stands where it changes."""
    if not rows:
        return ()
    room = max(width - 4 - 24, 4)
    most = max((row.week_m for row in rows), default=0.0) or 1.0
    dark, light = ("#", "-") if ascii_only else ("█", "▒")
    lines: list[Line] = []
    before = ""
    for row in rows:
        size = round(row.week_m / most * room)
        long_size = min(round(row.long_m / most * room), size)
        word = row.word if row.word != before else ""
        # After a cut-back the old phase goes on and need not be said again.
        before = before if row.word == "cut-back" else row.word
        lines.append(
            (
                Bit(f"{row.number:>3} ", "dim"),
                Bit(dark * long_size, "bar"),
                Bit(light * (size - long_size), "bar-rest"),
                Bit(" " * (room - size)),
                Bit(f"{_tenth(row.week_m, unit)} {unit}"),
                Bit(f"{_tenth(row.long_m, unit) if row.long_m else '':>6}", "long"),
                Bit(f"  {word}", row.role),
            )
        )
    return tuple(lines)


def _tenth(metres: float, unit: Unit) -> str:
    """Return a number in six cells, the decimal points below each other."""
    whole, _, part = show_number(metres / unit.metres).partition(".")
    return f"{whole:>4}" + (f".{part}" if part else "  ")


class WeekBars(Lines):
    """The live preview. `show` gives it a build-up; without one it is empty."""

    def __init__(self, unit: Unit, *, ascii_only: bool = False) -> None:
        super().__init__(id="bars")
        self._unit = unit
        self._ascii = ascii_only
        self._rows: tuple[WeekRow, ...] = ()

    def show(self, made: BuildUp | None) -> None:
        """Draw another build-up."""
        self._rows = week_rows(made.plan) if made else ()
        self.styles.height = max(len(self._rows), 1)
        self.redraw()

    def lines(self, width: int, height: int) -> tuple[Line, ...]:  # noqa: ARG002 - as high as there are weeks
        """Return the rows."""
        return bar_lines(self._rows, width, self._unit, ascii_only=self._ascii)
