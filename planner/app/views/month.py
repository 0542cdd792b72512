"""The month: weeks as rows, days as cells, what each week adds up to at the right edge."""

from datetime import date, timedelta

import msgspec

from planner.app.bits import Bit, Line, fit
from planner.app.views.cell import day_cell, worst_of
from planner.app.views.figures import bar, figure, iso_week, lost_figure
from planner.app.views.scene import Scene
from planner.domain.days import MONTHS, Weekday, week_start
from planner.planning.agenda import AgendaDay
from planner.planning.totals import totals

WEEK_WIDTH = 16
"""Cells for the week at the right edge, the gap to the days included."""
NARROW = 60
"""Below this width a month is a list of days."""
_MOST_CELL = 20
_MOST_HEIGHT = 4
_ROOMY = 16
_MOST_ROOMY_HEIGHT = 6
_ROOM_FOR_ISO = 20
"""From this room at the right edge on, a plan week says its ISO week too."""
_HEIGHT_FOR_LOST = 4
"""From this height of a week on, what days off took has a line of its own."""


def month_span(day: date, first_weekday: Weekday) -> tuple[date, date]:
    """Return the first and the last day that the month of `day` shows: whole weeks."""
    first = week_start(day.replace(day=1), first_weekday)
    last = week_start(day.replace(day=_length(day.year, day.month)), first_weekday)
    return first, last + timedelta(days=6)


def month_on(day: date, months: int) -> date:
    """Return the same day `months` on, or the last one of that month when it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, _length(year, month + 1)))


def _length(year: int, month: int) -> int:
    following = date(year + month // 12, month % 12 + 1, 1)
    return (following - timedelta(days=1)).day


class Grid(msgspec.Struct, frozen=True):
    """How a month is laid out: the width of a day, the height of a week, and where the first day is."""

    cell: int
    height: int
    left: int = 1
    top: int = 1

    def place(self, x: int, y: int) -> int | None:
        """Return which day of the grid is at a cell of the screen, counted from its first."""
        column, row = (x - self.left) // self.cell, (y - self.top) // self.height
        return row * 7 + column if 0 <= column < 7 and row >= 0 else None


def grid(width: int, height: int, weeks: int) -> Grid:
    """Return the layout for `width` x `height` cells, with at least two lines left for the day below."""
    cell = min((width - 1 - WEEK_WIDTH) // 7, _MOST_CELL)
    most = _MOST_ROOMY_HEIGHT if cell >= _ROOMY else _MOST_HEIGHT
    return Grid(cell=max(cell, 5), height=min(max((height - 3) // weeks, 2), most))


Weeks = dict[tuple[object, ...], list[Line]]
"""Weeks as they were drawn: a key changes one or two of them. Forgotten by who keeps them when days or names change."""


def month_lines(
    scene: Scene, days: tuple[AgendaDay, ...], width: int, height: int, kept: Weeks | None = None
) -> tuple[Line, ...]:
    """Return the heading and the weeks. `days` are those of `month_span`; weeks in `kept` are not made again."""
    laid = grid(width, height, len(days) // 7)
    room = width - laid.left - 7 * laid.cell
    return (
        _heading(scene, days, laid, room),
        *(line for start in range(0, len(days), 7) for line in _kept(scene, days[start : start + 7], laid, room, kept)),
    )


def _heading(scene: Scene, days: tuple[AgendaDay, ...], laid: Grid, room: int) -> Line:
    names = [Weekday.of(day.day).full[:3] for day in days[:7]]
    at = scene.cursor.weekday()
    bits = [Bit(" ")]
    for n, name in enumerate(names):
        role = "heading" if days[n].day.weekday() == at else "dim"
        bits += [Bit(name, role), Bit(" " * (laid.cell - len(name)))]
    return (*bits, Bit(fit(f"{MONTHS[scene.cursor.month - 1]} {scene.cursor.year}", room - 1), "primary"))


def _kept(scene: Scene, days: tuple[AgendaDay, ...], laid: Grid, room: int, kept: Weeks | None) -> list[Line]:
    if kept is None:
        return _week(scene, days, laid, room)
    first, last = days[0].day, days[-1].day
    points = (scene.cursor, scene.marked, scene.target)
    here = tuple(day if day and first <= day <= last else None for day in points)
    month = (scene.cursor.year, scene.cursor.month)
    key = (first, here, _range_in(scene, first, last), *month, scene.today, laid, room, _shown_of(scene, days))
    if key not in kept:
        kept[key] = _week(scene, days, laid, room)
    return kept[key]


def _range_in(scene: Scene, first: date, last: date) -> tuple[date, date] | None:
    """Return the part of the selected range that is in a week, None when it does not touch it."""
    if scene.selected is None:
        return None
    low, high = max(min(scene.selected), first), min(max(scene.selected), last)
    return (low, high) if low <= high else None


def _shown_of(scene: Scene, days: tuple[AgendaDay, ...]) -> tuple[object, ...]:
    """Return what else changes the looks of a week: findings, filter, hidden layers, private mode."""
    marks = tuple(worst_of(scene, day) for day in days) if scene.findings else ()
    return (marks, scene.lit, scene.hidden, scene.private)


def _week(scene: Scene, days: tuple[AgendaDay, ...], laid: Grid, room: int) -> list[Line]:
    cells = [day_cell(day, scene, laid.cell, laid.height, scene.cursor.month) for day in days]
    side = week_side(scene, days, room, laid.height)
    return [
        (Bit(" "), *(bit for cell in cells for bit in cell[row]), *(side[row] if row < len(side) else ()))
        for row in range(laid.height)
    ]


def week_side(scene: Scene, days: tuple[AgendaDay, ...], room: int = WEEK_WIDTH, height: int = 3) -> tuple[Line, ...]:
    """Return a week at the right edge: number and phase, planned, done with a bar, and what days off have taken."""
    summed = totals(days)
    unit = scene.unit
    planned = figure(summed.middle_m / unit.metres) if summed.middle_m else " " * 6
    about = "~" if summed.high_m - summed.low_m > unit.metres / 10 else " "
    lost = lost_figure(scene, summed)
    has_line = height >= _HEIGHT_FOR_LOST
    behind = Bit(f" {lost}" if lost and not has_line else "", "off")
    rows: list[Line] = [
        week_name(days, room),
        (Bit(about, "dim"), Bit(planned, "strong"), Bit(f" {unit}", "dim"), behind) if summed.middle_m else (),
    ]
    if not summed.middle_m and behind.text:
        rows[1] = (Bit(f" {'0':>4}   {unit}", "dim"), behind)
    if summed.done_m or (days[0].day <= scene.today and summed.middle_m):
        rows.append((Bit(" "), Bit(figure(summed.done_m / unit.metres), "done"), Bit(" "), *bar(scene, summed)))
    if lost and has_line:
        rows.append((Bit(f" {lost:>6}", "off"), Bit(" days off", "dim")))
    return tuple(rows)


def week_name(days: tuple[AgendaDay, ...], room: int = WEEK_WIDTH) -> Line:
    """Return `wk 9  build`, with the ISO week where there is room; outside the plan the ISO week alone."""
    iso = iso_week(days[0].day)
    day = next((day for day in days if day.week), None)
    if day is None or day.week is None:
        return (Bit(f" {iso}", "dim"),)
    role = phase_role(day)
    word = "cut-back" if day.week.cut_back else day.week.phase.value if day.week.phase else ""
    name = (Bit(f" wk {day.week_number:<3}", "label"), Bit(word, role))
    return (*name, Bit(" " * (9 - len(word))), Bit(iso, "dim")) if room >= _ROOM_FOR_ISO else name


def phase_role(day: AgendaDay) -> str:
    """Return the role that colours the phase of a day's week."""
    if day.week is None or day.week.phase is None:
        return "dim"
    if day.week.cut_back:
        return "cut-back"
    return "race-week" if day.week.phase.value == "race" else day.week.phase.value
