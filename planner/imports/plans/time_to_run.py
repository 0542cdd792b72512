"""Plans of Time to Run, as CSV and as JSON: a day a line, the last one the race; the plan has no dates of its own.

From github.com/hoovercj/time-to-run (`csvProcessor.ts`, `importer.ts`, `workout.ts`, `template.csv`, its About page):

- CSV: a row of headings (`title`, `raceType`, `raceDistance`, `units`, in any order), the row of their values, a row of
  headings (`description`, `totalDistance`), and then a row for each day. Blank rows, and rows that begin with `//`, are
  no days. JSON: the same names as keys, the days in `workouts`.
- `units` is `miles` or `kilometers`; `totalDistance` and `raceDistance` are in it. 0 stands for no distance.
- Weeks are seven days from the first on. Which weekday they begin with follows from the day of the race.
- Its first version wrote distances to be converted with `#`: `#8D` is `8 miles`, `#8d` is `8mi`, `#D` the unit alone;
  plans of that time have no `raceDistance`.

Its own template has three headings over four values (`title,raceType,units` over `Plan,Marathon,26.2,miles`), so that
Time to Run itself takes 26.2 for the units. Such a row is read as it was meant, and said.
"""

import re
from datetime import timedelta

import msgspec

from planner.domain.days import Weekday
from planner.domain.errors import BadValue
from planner.domain.race import LONGEST_RACE_M, RACE_M, SHORTEST_RACE_M
from planner.domain.session import SessionKind
from planner.domain.text import counted, one_line
from planner.domain.units import MOST_M, Span, Unit, show_distance
from planner.imports.asked import Asked
from planner.imports.csv_rows import Row, read_table
from planner.imports.decimals import decimal
from planner.imports.notes import Notes, quoted
from planner.imports.plans.amounts import paired
from planner.imports.plans.building import Draft, build_plan, with_long_runs
from planner.imports.plans.cells import MOST_WEEKS, Cell, Week
from planner.imports.plans.free_words import WordReader
from planner.imports.plans.goal import Goal, find_goal
from planner.imports.plans.imported import Imported
from planner.imports.plans.race_sizes import race_sizes
from planner.imports.plans.rounding import NEAR
from planner.imports.plans.tree import Tree, read_json, say_unknown, text_of

_DAYS = 7
_OFFICIAL = 0.01
"""How far 26.2 miles may be from a marathon."""
_UNITS = {"miles": Unit.MI, "mile": Unit.MI, "mi": Unit.MI, "kilometers": Unit.KM, "kilometres": Unit.KM, "km": Unit.KM}
_HASH = re.compile(r"#(\d{1,4}(?:\.\d{1,3})?)[Dd]\b", re.ASCII)
_HEADINGS = ("title", "racetype", "racedistance", "units")
_CSV = re.compile(r"(?im)^(?=[^\n]*\btitle\b)(?=[^\n]*\braceType\b)[^\n]*$")
_JSON = re.compile(r'"workouts"\s*:\s*\[')


class _Day(msgspec.Struct, frozen=True):
    """One day as the file has it. `line` is 0 where it cannot be told."""

    line: int
    words: str
    total: str


class _File(msgspec.Struct, frozen=True, kw_only=True):
    """What a file says, CSV or JSON."""

    title: str
    race_type: str
    race_distance: str
    units: str
    days: tuple[_Day, ...]


def sniff(head: str, name: str) -> bool:  # noqa: ARG001 - every format is asked alike
    """Tell whether a text is a plan of Time to Run: its headings, or its keys in JSON."""
    if head.startswith("{"):
        return (
            bool(_JSON.search(head))
            and '"description"' in head
            and bool(re.search(r'"(?:totalDistance|raceType)"', head))
        )
    return bool(_CSV.search(head[:5_000])) and bool(re.search(r"(?im)^[^\n]*\bdescription\b", head))


def read(text: str, name: str, asked: Asked) -> Imported:
    """Return the plan in a Time to Run file; see `planner.imports.plans.read_plan`."""
    notes = Notes()
    file = _from_json(text, name, notes) if text.lstrip().startswith("{") else _from_csv(text, name, notes)
    if not file.days:
        raise BadValue(name, "there are no workouts in it", "Give each day a line: a description and a distance.")
    if len(file.days) > MOST_WEEKS * _DAYS:
        raise BadValue(name, f"it has {len(file.days)} days", f"At most {MOST_WEEKS} weeks are read.")
    weeks, unit = _weeks(file, asked, name, notes)
    race_m = asked.race_m or _race_m(file, unit, notes)

    def goal(weeks: tuple[Week, ...], notes: Notes) -> Goal:
        return find_goal(weeks, file.race_type, file.title, unit, name, notes, asked_m=race_m)

    race = goal(weeks, Notes())
    # Days without weekdays get theirs from the race.
    first = Weekday.of(asked.race_day - timedelta(days=race.index % _DAYS)) if asked.race_day else Weekday.MON
    weeks = with_long_runs(weeks, notes, first, race.cell)
    draft = Draft(
        weeks=weeks, goal=goal(weeks, notes), name=file.title, first_weekday=first, has_weekdays=False
    )  # fmt: skip
    plan = build_plan(draft, asked, name, notes)
    return Imported(plan=plan, notes=notes.all(), contradictions=notes.contradictions())


def _from_csv(text: str, name: str, notes: Notes) -> _File:
    rows = [row for row in read_table(text, name) if not row.is_blank and not row.cell(0).startswith("//")]
    if len(rows) < 3:
        raise BadValue(name, "it has no days", "It begins with headings, their values, and headings of the days.")
    head, values, columns = rows[:3]
    found = _values(head, values, name, notes)
    titles = [one_line(cell).lower() for cell in columns.cells]
    if "description" not in titles:
        place = f"{name}, line {columns.line}"
        raise BadValue(place, "no heading says description", "Write description,totalDistance above the days.")
    about = titles.index("description")
    total = titles.index("totaldistance") if "totaldistance" in titles else None
    if total is None:
        notes.say(f"line {columns.line}", "no heading says totalDistance; distances are taken from the words.")
    for row in rows[3:]:
        _say_more(row, {about, total}, notes)
    days = tuple(_Day(row.line_of(about), row.cell(about), row.cell(total)) for row in rows[3:])
    return _File(
        title=found["title"], race_type=found["racetype"], race_distance=found["racedistance"], units=found["units"],
        days=days,
    )  # fmt: skip


def _values(head: Row, values: Row, name: str, notes: Notes) -> dict[str, str]:
    """Return what stands under each heading; one value too many is that of the heading which its template forgot."""
    titles = [one_line(cell).lower() for cell in head.cells if cell]
    said = [cell for cell in values.cells if cell]
    if "title" not in titles:
        raise BadValue(
            f"{name}, line {head.line}", "no heading says title", "Begin with title,raceType,raceDistance,units."
        )
    if "racedistance" not in titles and len(said) == len(titles) + 1 and "units" in titles:
        at = titles.index("units")
        if decimal(said[at]) is not None:
            notes.doubt(
                f"line {values.line}",
                f"{len(titles)} headings stand over {len(said)} values; {quoted(said[at])} was taken as the race's "
                f"distance and {quoted(said[at + 1])} as the units.",
            )
            titles.insert(at, "racedistance")
            return {**dict.fromkeys(_HEADINGS, ""), **dict(zip(titles, said, strict=True))}
    found = dict.fromkeys(_HEADINGS, "")
    for at, title in enumerate(one_line(cell).lower() for cell in head.cells):
        if title in found:
            found[title] = values.cell(at)
        elif title or values.cell(at):
            notes.say(
                f"line {values.line}", f"{quoted(title)} is not known and was left out: {quoted(values.cell(at))}"
            )
    _say_more(values, set(range(len(head.cells))), notes)
    return found


def _say_more(row: Row, known: set[int | None], notes: Notes) -> None:
    more = [cell for at, cell in enumerate(row.cells) if cell and at not in known]
    if more:
        notes.say(f"line {row.line}", f"no heading stands over it, so it was left out: {quoted(', '.join(more))}")


def _from_json(text: str, name: str, notes: Notes) -> _File:
    found = read_json(text, name)
    workouts = found.get("workouts") if isinstance(found, dict) else None
    if not isinstance(found, dict) or not isinstance(workouts, list):
        raise BadValue(name, "it has no list of `workouts`", "Give it one workout for each day.")
    say_unknown(found, ("id", "title", "raceType", "raceDistance", "units", "workouts"), "", notes)
    lines = [text.count("\n", 0, at.start()) + 1 for at in re.finditer(r'"description"\s*:', text)]
    if len(lines) != len(workouts):
        lines = [0] * len(workouts)
    days = tuple(_day(workout, n, line, notes) for n, (workout, line) in enumerate(zip(workouts, lines, strict=True)))
    return _File(
        title=text_of(found.get("title")), race_type=text_of(found.get("raceType")),
        race_distance=text_of(found.get("raceDistance")), units=text_of(found.get("units")), days=days,
    )  # fmt: skip


def _day(found: Tree, number: int, line: int, notes: Notes) -> _Day:
    place = f"line {line}" if line else f"day {number + 1}"
    if not isinstance(found, dict):
        notes.say(place, f"this is not a workout; its words are kept: {quoted(found)}")
        return _Day(line, one_line(found if isinstance(found, str) else str(found)[:400]), "")
    say_unknown(found, ("id", "description", "totalDistance"), place, notes)
    return _Day(line, text_of(found.get("description")), text_of(found.get("totalDistance")))


def _weeks(file: _File, asked: Asked, name: str, notes: Notes) -> tuple[tuple[Week, ...], Unit]:
    """Return the days as weeks of seven, and the unit of their distances."""
    stated = _UNITS.get(file.units.lower())
    if stated and asked.unit and asked.unit is not stated:
        notes.say("", f"The file says {quoted(file.units)}; that counts, not --unit {asked.unit}.")
    unit = stated or asked.unit or asked.own_unit
    if stated is None and asked.unit is None:
        said = f"units are {quoted(file.units)}" if file.units else "file names no units"
        other = Unit.MI if unit is Unit.KM else Unit.KM
        notes.say(
            "", f"The {said}; distances were read in {unit}, which is yours. --unit {other} reads them in {other}."
        )
    reader = _Days(msgspec.structs.replace(asked, unit=unit), unit, notes)
    cells = [reader.cells(day, *divmod(number, _DAYS)) for number, day in enumerate(file.days)]
    weeks = [Week(cells=sum(cells[at : at + _DAYS], ())) for at in range(0, len(cells), _DAYS)]
    if not any(week.cells for week in weeks):
        raise BadValue(name, "no line describes a workout", "Give each day a description.")
    return tuple(weeks), unit


class _Days:
    """Reads days in the unit of their file."""

    def __init__(self, asked: Asked, unit: Unit, notes: Notes) -> None:
        self._words = WordReader(asked, notes, unit)
        # Where the file gives the distance, what its words leave open is no news.
        self._sized = WordReader(asked, Notes(), unit)
        self._unit, self._notes = unit, notes

    def cells(self, day: _Day, week: int, index: int) -> tuple[Cell, ...]:
        """Return the sessions of one day, with its total distance where there is one run to have it."""
        said = paired(_HASH.sub(r"{\1}", day.words), self._unit)
        said = re.sub(r"#[Dd]\b", self._unit.value, said)
        place = f"line {day.line}" if day.line else f"day {week * _DAYS + index + 1}"
        total = self._total(day.total, place)
        if total is None:
            return self._words.cells(week, index, said, line=day.line)
        cells = self._sized.cells(week, index, said, line=day.line)
        if not cells:
            return (
                Cell(week=week, index=index, title="", text="", kind=SessionKind.RUN, distance=total, line=day.line),
            )
        runs = [cell for cell in cells if cell.kind.is_run] or [
            cell for cell in cells if cell.kind is not SessionKind.REST
        ]
        if len(runs) == 1:
            return tuple(self._sized_cell(cell, total, day.words, place) if cell is runs[0] else cell for cell in cells)
        self._compare(runs, total, place)
        return cells

    def _sized_cell(self, cell: Cell, total: Span, said: str, place: str) -> Cell:
        """Return the run of a day with the day's distance; its words stay whole where they say another."""
        marked = _HASH.findall(said)
        own = cell.distance
        if own is None and len(marked) == 1 and float(marked[0]):
            own = Span.of(float(marked[0]) * self._unit.metres)
        if own and not own.low_m * (1 - NEAR) <= total.low_m <= own.high_m * (1 + NEAR):
            shown = show_distance(total, self._unit)
            self._notes.doubt(place, f"{quoted(said)}, and its distance is {shown}; the distance counts.")
            cell = msgspec.structs.replace(cell, title=cell.title or one_line(said))
        kind = SessionKind.RUN if cell.kind is SessionKind.OTHER else cell.kind
        return msgspec.structs.replace(cell, distance=total, kind=kind)

    def _compare(self, runs: list[Cell], total: Span, place: str) -> None:
        sizes = [cell.distance.middle_m for cell in runs if cell.distance]
        if len(sizes) < len(runs) or abs(sum(sizes) - total.low_m) > NEAR * total.low_m:
            shown = show_distance(total, self._unit)
            self._notes.say(place, f"its {shown} are for {counted(len(runs), 'session')}; each has what its words say.")

    def _total(self, said: str, place: str) -> Span | None:
        if not said or not said.strip("0."):
            return None
        size = (decimal(said) or 0.0) * self._unit.metres
        if not 0 < size < MOST_M:
            self._notes.say(place, f"{quoted(said)} is not a distance and was left out.")
            return None
        return Span.of(size)


def _race_m(file: _File, unit: Unit, notes: Notes) -> float | None:
    """Return how far the race is by the file's figure, the official distance where that is a rounding of it."""
    said = file.race_distance
    if not said or not said.strip("0."):
        return None
    number = decimal(said)
    if number is None:
        notes.say("", f"The race's distance is {quoted(said)}, which is no number; it was left out.")
        return None
    size = number * unit.metres
    size = next((one for one in RACE_M.values() if abs(one - size) <= _OFFICIAL * one), size)
    named = race_sizes(file.race_type)
    if named and all(abs(one - size) > NEAR * one for one in named):
        shown = show_distance(size, unit)
        notes.doubt("", f"The race is {quoted(file.race_type)} and its distance {shown}; the distance counts.")
    if not SHORTEST_RACE_M <= size <= LONGEST_RACE_M:
        notes.say("", f"A race of {show_distance(size, unit)} is none; the distance was left out.")
        return None
    return size
