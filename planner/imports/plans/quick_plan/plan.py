"""Plans of quick-plan: a spreadsheet of weeks as CSV, each cell a workout that is defined there or named again.

What quick-plan does with a file (github.com/mgifos/quick-plan, README, `WeeklyPlan` and its tests):

- A row is a week when its first cell is a whole number; every other row (heading, totals, a legend under the table) is
  left out. Weeks follow each other as they stand, whatever their numbers.
- The seven cells after the number are seven days in a row. Which weekday the first one is, the heading may say.
- A cell is a definition (`quick_plan_workout`), or the name of a workout that is defined in a cell before it, letter
  for letter, or else words for people: `rest`, `Race day!`.
- Cells after the seventh day mean nothing to quick-plan.
- There are no dates in it: quick-plan is told the first or the last day when it schedules. We are told the race's day.

What we add: a weekly total after the seven days (`Estimated km`) is compared with the runs, every row and column that
was left out is said, and a name that resolves to nothing keeps its words and is said too. Of two definitions of one
name the nearest above counts, which is said as a contradiction when they differ.
"""

import re
from datetime import timedelta

from planner.domain.days import Weekday, parse_weekday
from planner.domain.errors import BadValue
from planner.domain.session import SessionKind
from planner.domain.text import one_line
from planner.domain.units import Unit
from planner.imports.asked import Asked
from planner.imports.csv_rows import Row, read_table
from planner.imports.decoding import stem_of
from planner.imports.notes import Notes, quoted
from planner.imports.plans.building import Draft, build_plan, with_long_runs
from planner.imports.plans.cells import MOST_WEEKS, Cell, Week
from planner.imports.plans.doubts import check_totals
from planner.imports.plans.free_words import WordReader
from planner.imports.plans.goal import Goal, find_goal
from planner.imports.plans.imported import Imported
from planner.imports.plans.quick_plan.cells import cell_of
from planner.imports.plans.quick_plan.workout import Definition, heading_of, read_definition

_DAYS = 7
_DEFINITION = re.compile(
    r'(?:^|[,;\t"\n])[ \t]*(?:running|cycling|custom|workout)?[ \t]*:[ \t]*[^\n]{1,200}\n'
    r"[ \t]*-[ \t]*(?:warmup|run|bike|go|repeat|recover|cooldown)[ \t]*:",
    re.ASCII,
)
_WEEK_ROW = re.compile(r'(?m)^"?\d{1,3}"?[,;\t]', re.ASCII)
_NUMBER = re.compile(r"(\d{1,4}(?:\.\d{1,3})?)[ \t]*(?:km|mi|miles)?", re.ASCII)
_TOTAL = re.compile(r"\b(km|kms|kilomet(?:er|re)s|mi|miles|total|distance|mileage|volume|sum)\b", re.IGNORECASE)


def sniff(head: str, name: str) -> bool:  # noqa: ARG001 - every format is asked alike
    """Tell whether a text is a table of weeks with a workout in quick-plan's notation, or seven weekdays above it."""
    return bool(_WEEK_ROW.search(head) and (_DEFINITION.search(head) or _has_weekdays(head.partition("\n")[0])))


def read(text: str, name: str, asked: Asked) -> Imported:
    """Return the plan in a quick-plan CSV; see `planner.imports.plans.read_plan`."""
    notes = Notes()
    reader = _Reader(name, asked, notes)
    weeks = reader.weeks(read_table(text, name))
    stem = stem_of(name)

    def goal(weeks: tuple[Week, ...], notes: Notes) -> Goal:
        return find_goal(weeks, "", stem, reader.unit, name, notes, asked_m=asked.race_m)

    race = goal(weeks, Notes())
    first = reader.first_weekday
    if first is None and asked.race_day:
        # Days without weekdays get theirs from the race.
        first = Weekday.of(asked.race_day - timedelta(days=race.index % _DAYS))
    weeks = with_long_runs(weeks, notes, first or Weekday.MON, race.cell)
    draft = Draft(
        weeks=weeks,
        goal=goal(weeks, notes),
        name=stem,
        first_weekday=first or Weekday.MON,
        has_weekdays=reader.first_weekday is not None,
    )
    plan = build_plan(draft, asked, name, notes)
    return Imported(plan=plan, notes=notes.all(), contradictions=notes.contradictions())


class _Reader:
    """Goes through the rows of a file once, with the workouts that were defined so far."""

    def __init__(self, file: str, asked: Asked, notes: Notes) -> None:
        self._file, self._asked, self._notes = file, asked, notes
        self._words = WordReader(asked, notes)
        self.first_weekday: Weekday | None = None
        self._pace_unit = asked.unit or Unit.KM
        self._is_pace_said = asked.unit is not None
        self._has_bare_pace = False
        self._known: dict[str, Definition | None] = {}
        self._later: dict[str, int] = {}
        self._total: int | None = None
        self._total_unit: Unit | None = None

    @property
    def unit(self) -> Unit:
        """The unit of bare numbers: what the person says, else that of the weeks' totals, else their own."""
        return self._words.unit

    def weeks(self, table: tuple[Row, ...]) -> tuple[Week, ...]:
        """Return the weeks of a table. Raises `BadValue` where there are none, or too many."""
        rows = [row for row in table if _is_week(row)]
        if not rows:
            raise BadValue(self._file, "no row begins with a week's number", "Put 1, 2, 3 … before the seven days.")
        if len(rows) > MOST_WEEKS:
            place = f"{self._file}, line {rows[MOST_WEEKS].line}"
            raise BadValue(place, f"it has {len(rows)} weeks", f"At most {MOST_WEEKS} are read.")
        head = table[0] if not _is_week(table[0]) else None
        self._read_head(head)
        for row in table:
            if row is not head and not _is_week(row) and not row.is_blank:
                said = ", ".join(cell for cell in row.cells if cell)
                self._notes.say(f"line {row.line}", f"no week's number, so no week; it was left out: {quoted(said)}")
        self._say_numbers(rows)
        self._find_definitions(rows)
        weeks = tuple(self._week(row, number) for number, row in enumerate(rows))
        if not any(week.cells for week in weeks):
            raise BadValue(self._file, "there are no workouts in its weeks", "Write them into the days' cells.")
        self._say_units()
        check_totals(weeks, self.unit, self._notes)
        return weeks

    def _read_head(self, head: Row | None) -> None:
        """Find the first weekday and the column of the weeks' totals, and say which columns are left out."""
        titles = head.cells if head else ()
        days = [_weekday(title) for title in titles[1 : _DAYS + 1]]
        first = days[0] if days else None
        if first and all(day is None or day.number == (first.number + n) % 7 for n, day in enumerate(days)):
            self.first_weekday = first
        elif any(days):
            named = ", ".join(title for title in titles[1 : _DAYS + 1] if title)
            self._notes.doubt(
                "heading", f"its days are {quoted(named)}; quick-plan takes seven days in a row, and so does planner."
            )
        more = [(at, title) for at, title in enumerate(titles) if at > _DAYS and title]
        self._total = next((at for at, title in more if _TOTAL.search(title)), None)
        left_out = [title for at, title in more if at != self._total]
        if left_out:
            self._notes.say("", f"Columns after the seven days were left out: {quoted(', '.join(left_out))}")
        if self._total is not None and (unit := re.search(r"\b(k|mi)", titles[self._total].lower())):
            self._total_unit = Unit.MI if unit[1] == "mi" else Unit.KM
            self._words = WordReader(self._asked, self._notes, self._total_unit)

    def _say_numbers(self, rows: list[Row]) -> None:
        numbers = [int(row.cells[0][:9]) for row in rows]
        for row, before, number in zip(rows[1:], numbers, numbers[1:], strict=False):
            if number != before + 1:
                why = f"week {number} comes after week {before}; weeks were taken as they stand."
                self._notes.doubt(f"line {row.line}", why)

    def _find_definitions(self, rows: list[Row]) -> None:
        for row in rows:
            for column in range(1, _DAYS + 1):
                if (heading := heading_of(row.cell(column))) and heading.name:
                    self._later.setdefault(heading.name, row.line_of(column))

    def _week(self, row: Row, number: int) -> Week:
        cells: list[Cell] = []
        for index in range(_DAYS):
            if text := row.cell(index + 1):
                cells += self._cells(text, number, index, row.line_of(index + 1))
        return Week(cells=tuple(cells), target_m=self._target_m(row))

    def _target_m(self, row: Row) -> float:
        """Return the week's stated total in metres; 0 where the row has none."""
        said = row.cell(self._total)
        if not said:
            return 0.0
        number = _NUMBER.fullmatch(said.replace(",", ".") if said.count(",") == 1 else said)
        if number is None:
            self._notes.say(f"line {row.line}", f"{quoted(said)} is no total of a week; it was left out.")
            return 0.0
        return float(number[1]) * (self._total_unit or self.unit).metres

    def _cells(self, text: str, week: int, index: int, line: int) -> tuple[Cell, ...]:
        if heading := heading_of(text):
            found = self._defined(text, heading.name, line)
        elif (named := one_line(text)) in self._known:
            found = self._known[named]
            if found is None:
                self._notes.say(f"line {line}", f"{quoted(text)} could not be read where it is defined.")
        else:
            return self._plain(text, week, index, line)
        if found:
            return (cell_of(found, week, index, line, self.unit, self._notes),)
        if heading and heading.name:
            return self._words.cells(week, index, heading.name, text.partition("\n")[2].strip("\n"), line=line)
        return self._words.cells(week, index, text, line=line)

    def _defined(self, text: str, name: str, line: int) -> Definition | None:
        """Return the workout that a cell defines, known by its name from now on; None where it cannot be read."""
        found: Definition | None = None
        try:
            found = read_definition(text, line, self._pace_unit, self._file)
            self._has_bare_pace = self._has_bare_pace or found.has_bare_pace
        except BadValue as wrong:
            place = wrong.what.rpartition(", ")[2]
            self._notes.say(place, f"{wrong.why.rstrip('.')}; the workout {quoted(name)} was kept as words.")
        if name in self._known and _content(found) != _content(self._known[name]):
            first = self._later.get(name, line)
            why = f"{quoted(name)} was defined on line {first} already, and otherwise; from here on this one counts."
            self._notes.doubt(f"line {line}", why)
        if name:
            self._known[name] = found
        return found

    def _plain(self, text: str, week: int, index: int, line: int) -> tuple[Cell, ...]:
        """Return the sessions of words that are no definition, and say that they name no workout either."""
        cells = self._words.cells(week, index, text, line=line)
        if (named := one_line(text)) in self._later:
            why = f"{quoted(named)} is defined only on line {self._later[named]}, after this day; its words are kept."
            self._notes.say(f"line {line}", why)
        elif self._later and any(cell.kind is not SessionKind.REST and "race" not in cell.tags for cell in cells):
            self._notes.say(f"line {line}", f"no workout before this day is named {quoted(text)}; its words are kept.")
        return cells

    def _say_units(self) -> None:
        self._words.say_unit()
        if self._has_bare_pace and not self._is_pace_said:
            why = "Paces without a unit were read a kilometre, as quick-plan does; --unit mi reads them a mile."
            self._notes.say("", why)


def _is_week(row: Row) -> bool:
    first = row.cell(0)
    return first.isascii() and first.isdigit()


def _has_weekdays(line: str) -> bool:
    titles = re.split(r"[,;\t]", line[:500].replace('"', ""))[1 : _DAYS + 1]
    return len(titles) == _DAYS and all(map(_weekday, titles))


def _weekday(title: str) -> Weekday | None:
    try:
        return parse_weekday(title)
    except BadValue:
        return None


def _content(definition: Definition | None) -> object:
    return definition and (definition.sport, definition.workout or definition.steps)
