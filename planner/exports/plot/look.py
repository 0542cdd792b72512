"""How each series of a plot looks: its sign, its bar, its line and its role; two never differ by colour alone."""

from collections.abc import Sequence

from planner.insights.figure import Mark, Series

_MARKS = "●○◆◇▲△■□", "*o#@^+x%"
_FULL = "█"
_PARTS = "▁▂▃▄▅▆▇"
_SIDE_PARTS = "▏▎▍▌▋▊▉"
_NARROW = 60


def is_narrow(width: int) -> bool:
    """Tell whether there is little room."""
    return width < _NARROW


class Look:
    """Signs of the series, in their order. `in_rows`: the plot has its values along the bottom."""

    def __init__(self, series: Sequence[Series], *, ascii_only: bool = False, in_rows: bool = False) -> None:
        self.ascii_only = ascii_only
        self._in_rows = in_rows
        self._series = tuple(series)
        bars = lines = 0
        has_lines = not in_rows and any(one.mark in (Mark.LINE, Mark.DOTS) for one in series)
        self._bars = ("░▒▓█" if has_lines else "█▒▓░") if not ascii_only else (":=#." if has_lines else "#=:.")
        """What lines are drawn over is faint."""
        self._numbers: list[int] = []
        for one in series:
            if one.mark is Mark.BARS:
                self._numbers.append(bars)
                bars += 1
            else:
                self._numbers.append(lines)
                lines += one.mark is not Mark.STEPS

    def role(self, place: int) -> str:
        """Return the role of a series."""
        return self._series[place].role

    def number(self, place: int) -> int:
        """Return the number of a series among those that are drawn alike."""
        return self._numbers[place]

    def mark(self, place: int) -> str:
        """Return the sign of a point of a series."""
        if self._series[place].mark is Mark.STEPS:
            return "|" if self.ascii_only else "┃"
        marks = _MARKS[self.ascii_only]
        return marks[self._numbers[place] % len(marks)]

    def bar(self, place: int) -> str:
        """Return the sign of a full cell of a bar."""
        return self._bars[self._numbers[place] % len(self._bars)]

    def part(self, place: int, eighths: int, *, sideways: bool = False) -> str:
        """Return the sign of a bar's last cell, of which `eighths` (1 to 7) are filled; empty for too little."""
        if self.ascii_only or self.bar(place) != _FULL:
            return self.bar(place) if eighths >= 4 else ""
        return (_SIDE_PARTS if sideways else _PARTS)[eighths - 1]

    @property
    def step(self) -> str:
        """The sign of a step."""
        return "-" if self.ascii_only else "━"

    @property
    def across(self) -> str:
        """The sign of a line across the plot."""
        return "-" if self.ascii_only else "╌"

    @property
    def down(self) -> str:
        """The sign of a line down the plot."""
        return ":" if self.ascii_only else "┊"

    @property
    def axis(self) -> tuple[str, str, str, str]:
        """The signs of the axes: up, along, corner, and along with a tick."""
        return ("|", "-", "+", "+") if self.ascii_only else ("│", "─", "└", "┴")

    @property
    def grid(self) -> str:
        """The sign of the faint lines at round numbers."""
        return "." if self.ascii_only else "·"

    def sign(self, place: int) -> str:
        """Return the sign of a series in the legend."""
        match self._series[place].mark:
            case Mark.BARS:
                return self.bar(place)
            case Mark.STEPS:
                return self.mark(place) if self._in_rows else self.step * 2
            case Mark.DOTS:
                return self.mark(place)
            case Mark.LINE:
                line = "." if self.ascii_only else "─╌┈╌"[self._numbers[place] % 4]
                return f"{line}{self.mark(place)}{line}"
