"""Puts the fridge calendar together: weeks from a plan's days, four to a sheet, with head, legend and details."""

from collections.abc import Iterable
from datetime import date, timedelta

import msgspec

from planner.domain.days import MONTHS, Weekday, show_day, show_span, week_start
from planner.domain.layer import Thing
from planner.domain.plan import Plan
from planner.domain.race import Phase, show_race_distance
from planner.domain.text import capital, clean, counted, one_line
from planner.domain.units import show_distance, show_number
from planner.exports.fridge.days import SIGNS, Gear, detail_of, fit, items_of
from planner.exports.fridge.page import (
    WEEKS_A_SHEET,
    Cell,
    Detail,
    Fridge,
    Item,
    Legend,
    Paper,
    Role,
    Row,
    Sheet,
    Size,
    Tick,
)
from planner.exports.fridge.widths import ELLIPSIS, shorten
from planner.exports.outgoing import Outgoing
from planner.exports.phrases import hung_name, race_words
from planner.planning.agenda import AgendaDay, show_weeks_to_go
from planner.planning.totals import totals

_MEANS = {
    SIGNS[Thing.ROLL]: "rolling",
    SIGNS[Thing.STRETCH]: "stretching",
    SIGNS[Thing.STRENGTH]: "strength",
    SIGNS[Thing.NOTE]: "note",
}
_AFTER = "after the race"
_MOST_LEGEND = 12
_LEGEND_EM = 16.0
_TICKS = {Tick.PARTLY: Legend("half", "done in part"), Tick.SKIPPED: Legend("left", "left out")}


def to_fridge(out: Outgoing, paper: Paper | None = None) -> Fridge:
    """Return a plan's days as a calendar to print, on the paper usual for its unit unless another is said."""
    maker = _Maker(out)
    sheets = tuple(maker.sheets())
    rows = tuple(row for sheet in sheets for row in sheet.rows)
    first, last = out.days[0].day, out.days[-1].day
    return Fridge(
        title=one_line(out.plan.title) or "Plan",
        race=race_words(out.plan, out.unit),
        race_day=show_day(out.plan.race.day, year=True),
        about=tuple(one_line(line) for line in clean(out.plan.about).split("\n") if line.strip()),
        source=one_line(out.plan.source),
        span=show_span(first, last),
        facts=tuple(_facts(out, rows)),
        unit=out.unit,
        paper=paper or Paper.usual(out.unit),
        weekdays=tuple(Weekday.of(cell.day).full for cell in rows[0].cells),
        sheets=sheets,
        details=tuple(maker.details),
        legend=_legend(rows, maker.worn),
    )


def _facts(out: Outgoing, rows: tuple[Row, ...]) -> Iterable[tuple[str, str]]:
    """Yield what the head of the page says in figures."""
    sums = totals(out.days)
    yield "Race day", show_day(out.plan.race.day, year=True)
    yield "Distance", show_race_distance(out.plan.race.distance_m, out.unit)
    after = sum(row.of == _AFTER for row in rows)
    count = sum(row.is_of_plan for row in rows) - after or len(rows)
    yield "Weeks", f"{count} + {after} after the race" if after else str(count)
    yield "Runs", str(sums.runs)
    if sums.planned:
        yield "Planned in all", show_distance(sums.planned, out.unit)
        best = max(rows, key=lambda row: row.planned_m)
        yield "Highest week", show_distance(best.planned_m, out.unit)
    if longest := max((row.longest_m for row in rows), default=0.0):
        yield "Longest training run", show_distance(longest, out.unit)
    if sums.unknown:
        yield "Without a distance", counted(sums.unknown, "run")


def _short_days(sheet: tuple[Size, tuple[Row, ...]]) -> int:
    return sum(cell.is_short for row in sheet[1] for cell in row.cells)


class _Place(msgspec.Struct, frozen=True):
    """A day of a week with all that is to stand on it; `planned` is None for a day that was not asked for."""

    day: date
    planned: AgendaDay | None = None
    items: tuple[Item, ...] = ()
    is_new: bool = False


class _Maker:
    """Makes the weeks of one plan, and gathers details and names on the way."""

    def __init__(self, out: Outgoing) -> None:
        self.out = out
        self.gear = Gear(out)
        self.details: list[Detail] = []
        self.worn: dict[str, str] = {}

    def sheets(self) -> Iterable[Sheet]:
        """Yield the sheets, each in the largest letters in which the least of it has to be shortened."""
        weeks = list(self._weeks())
        for number, start in enumerate(range(0, len(weeks), WEEKS_A_SHEET), 1):
            chunk = weeks[start : start + WEEKS_A_SHEET]
            tried = [(size, tuple(self._row(week, size) for week in chunk)) for size in Size]
            size, rows = min(reversed(tried), key=_short_days)
            if not _short_days((size, rows)):
                size, rows = next(one for one in tried if not _short_days(one))
            self._keep_details(chunk, rows)
            yield _sheet(number, size, rows, self.worn)

    def _weeks(self) -> Iterable[tuple[_Place, ...]]:
        """Yield the days of each week. They begin as the plan's weeks do, so that a row is a week of the plan."""
        weeks = self.out.plan.weeks
        begins = Weekday.of(weeks[-1].start) if weeks else self.out.first_weekday
        by_week: dict[date, dict[date, AgendaDay]] = {}
        for day in self.out.days:
            by_week.setdefault(week_start(day.day, begins), {})[day.day] = day
        seen_month: date | None = None
        for start, days in by_week.items():
            places = []
            for here in (start + timedelta(days=n) for n in range(7)):
                if here not in days:
                    places.append(_Place(here))
                    continue
                # The first day shown and each first of a month say which month it is.
                is_new = seen_month is None or (here.year, here.month) != (seen_month.year, seen_month.month)
                items = items_of(days[here], self.out, self.gear)
                places.append(_Place(here, days[here], items, is_new))
                self._note_worn(days[here])
                seen_month = here
            yield tuple(places)

    def _note_worn(self, day: AgendaDay) -> None:
        for line in day.hung:
            if line.hung.thing in (Thing.SHOE, Thing.ORTHOTIC):
                self.worn[self.gear.mark(line.hung)] = hung_name(line.hung, self.out.names)

    def _keep_details(self, chunk: list[tuple[_Place, ...]], rows: tuple[Row, ...]) -> None:
        cells = [cell for row in rows for cell in row.cells]
        for place, cell in zip((place for week in chunk for place in week), cells, strict=True):
            if place.planned and (detail := detail_of(place.planned, self.out, is_short=cell.is_short)):
                self.details.append(detail)

    def _row(self, places: tuple[_Place, ...], size: Size) -> Row:
        cells = tuple(_cell(place, size) for place in places)
        days = tuple(place.planned for place in places if place.planned)
        plan, unit = self.out.plan, self.out.unit
        sums = totals(days)
        named = next((day for day in days if day.week_number), days[0])
        week = named.week
        race_m = _race_m(days, plan)
        # The race is no training run: the longest run of its week is another one.
        lengths = [
            line.session.distance.high_m
            for day in days
            for line in day.sessions
            if line.session.kind.is_run and line.session.distance and line.session.id != plan.race.session
        ]
        longest_m = max(lengths, default=0.0)
        unknown = f"+ {counted(sums.unknown, 'run')} of open length" if sums.unknown else ""
        return Row(
            name=f"Week {named.week_number}" if named.week_number else "Week of",
            is_of_plan=named.week_number > 0,
            of=_of(plan, named),
            phase="cut-back" if week and week.cut_back else week.phase.value if week and week.phase else "",
            is_cut_back=bool(week and week.cut_back),
            is_taper=bool(week and week.phase in (Phase.TAPER, Phase.RACE)),
            total=show_distance(sums.planned, unit) if sums.planned else "",
            unknown=unknown,
            longest=f"longest {show_number(longest_m / unit.metres)}" if longest_m else "",
            to_go=show_weeks_to_go(plan, named.day) if named.in_plan else "",
            span=show_span(days[0].day, days[-1].day),
            cells=cells,
            planned_m=max(sums.middle_m, race_m),
            longest_m=longest_m,
            race_m=race_m,
        )


def _cell(place: _Place, size: Size) -> Cell:
    if place.planned is None:
        return Cell(day=place.day, label=str(place.day.day), inside=False)
    cut, is_short = fit(place.items, size)
    label = f"{place.day.day} {MONTHS[place.day.month - 1]}" if place.is_new else str(place.day.day)
    return Cell(day=place.day, label=label, items=cut, is_race=place.planned.race is not None, is_short=is_short)


def _of(plan: Plan, day: AgendaDay) -> str:
    if not day.week_number:
        return show_day(day.day)
    return f"of {plan.weeks_to_race}" if day.week_number <= plan.weeks_to_race else _AFTER


def _race_m(days: tuple[AgendaDay, ...], plan: Plan) -> float:
    """Return how far the race in these days is, 0.0 without it."""
    if not any(day.race for day in days):
        return 0.0
    lines = [line for day in days for line in day.sessions if line.session.id == plan.race.session]
    return lines[0].session.distance.middle_m if lines and lines[0].session.distance else plan.race.distance_m


def _sheet(number: int, size: Size, rows: tuple[Row, ...], worn: dict[str, str]) -> Sheet:
    days = [cell.day for row in rows for cell in row.cells if cell.inside]
    legend = _legend(rows, worn)
    cut = [Legend(one.sign, shorten(one.text, _LEGEND_EM, 1)) for one in legend[:_MOST_LEGEND]]
    if len(legend) > _MOST_LEGEND:
        cut.append(Legend(ELLIPSIS, f"{len(legend) - _MOST_LEGEND} more signs under the details"))
    return Sheet(number=number, span=show_span(days[0], days[-1]), size=size, rows=rows, legend=tuple(cut))


def _legend(rows: tuple[Row, ...], worn: dict[str, str]) -> tuple[Legend, ...]:
    """Return the signs that are used in some weeks, with what they mean."""
    cells = [cell for row in rows for cell in row.cells]
    items = [item for cell in cells for item in cell.items]
    found = [Legend("box", "to tick off")] if any(item.tick is not Tick.NONE for item in items) else []
    found += [entry for tick, entry in _TICKS.items() if any(item.tick is tick for item in items)]
    found += [Legend("race", "race day")] if any(cell.is_race for cell in cells) else []
    found += _weights(items)
    used = {item.sign for item in items} | {mark for item in items for mark in item.marks}
    found += [Legend(sign, text) for sign, text in _MEANS.items() if sign in used]
    found += [Legend(mark, capital(name)) for mark, name in sorted(worn.items()) if mark in used]
    if any(cell.is_short for cell in cells):
        found.append(Legend(ELLIPSIS, "in full in the details"))
    return tuple(found)


def _weights(items: list[Item]) -> list[Legend]:
    roles = {item.role for item in items}
    found = [Legend("hard", "hard session")] if Role.HARD in roles else []
    return found + ([Legend("long", "long run")] if Role.LONG in roles else [])


def looks_of(fridge: Fridge) -> tuple[str, ...]:
    """Return how the printed calendar looks, a line for each sheet and week of it."""
    lines = [f"{fridge.paper.called} in landscape, {counted(len(fridge.sheets), 'sheet')}:"]
    for sheet in fridge.sheets:
        lines += ["", f"{sheet.number}   {sheet.span}"]
        for row in sheet.rows:
            said = (f"{row.name} {row.of}", row.phase, row.total, row.longest)
            lines.append("    " + ", ".join(part.strip() for part in said if part.strip()))
    if fridge.details:
        lines += ["", f"Then in full: {counted(len(fridge.details), 'day')} with steps, or with more than fits."]
    return tuple(lines)
