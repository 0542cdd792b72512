"""The workouts of TrainingPeaks as CSV ("Workout Summary"): what was planned and what was done, in one row or in two.

The header, from exports that their owners published: Title, WorkoutType, WorkoutDescription, PlannedDuration (hours as
a decimal), PlannedDistanceInMeters, WorkoutDay (2027-04-18), CoachComments, DistanceInMeters, PowerAverage, PowerMax,
Energy, AthleteComments, TimeTotalInHours, VelocityAverage …, HeartRateAverage, HeartRateMax …, IF, TSS,
HRZone1Minutes …, PWRZone1Minutes …, Rpe, Feeling. Every cell is quoted, line breaks stand in cells, there are several
rows a day, and what was not planned has no planned amounts. Columns are found by name, wherever they stand.

WorkoutType, from the list of their API: swim, bike, run, walk, mtb, xc-ski, rowing, brick, x-train, race, day off,
strength, custom, other; the letters' size does not count.

Rpe is the Borg scale from 0 to 10 (their help). Which end of Feeling, from 1 to 5, is the good one no public text says:
so it is kept in the note as it stands and never made into how a run felt. There is no time of day in the file: a done
workout has its day alone (`Activity.has_clock`).
"""

import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

import msgspec

from planner.domain.activity import MOST_S, Activity, Sport
from planner.domain.days import FIRST_YEAR, LAST_YEAR, show_day
from planner.domain.errors import BadValue
from planner.domain.session import SessionKind
from planner.domain.text import clean, counted, one_line
from planner.domain.units import MOST_M, MOST_SESSION_S, Span, Unit
from planner.imports.asked import Answer, Asked, Missing
from planner.imports.csv_rows import Row, Rows, read_rows
from planner.imports.decimals import decimal
from planner.imports.notes import Notes, quoted
from planner.imports.plans.amounts import Amounts, amounts
from planner.imports.plans.building import Draft, build_plan, with_long_runs
from planner.imports.plans.cells import LONGEST_TEXT, LONGEST_TITLE, MOST_WEEKS, Cell, Week, fitted
from planner.imports.plans.dated import by_week
from planner.imports.plans.goal import Goal, find_goal
from planner.imports.plans.imported import Imported
from planner.imports.plans.kinds import guess, says_race

_KINDS = {
    "run": SessionKind.RUN,
    "race": SessionKind.TUNE_UP,
    "walk": SessionKind.WALK,
    "strength": SessionKind.STRENGTH,
    "day off": SessionKind.REST,
    "swim": SessionKind.CROSS,
    "bike": SessionKind.CROSS,
    "mtb": SessionKind.CROSS,
    "mountain bike": SessionKind.CROSS,
    "xc-ski": SessionKind.CROSS,
    "xc ski": SessionKind.CROSS,
    "rowing": SessionKind.CROSS,
    "x-train": SessionKind.CROSS,
    "crosstrain": SessionKind.CROSS,
    "brick": SessionKind.OTHER,
    "custom": SessionKind.OTHER,
    "other": SessionKind.OTHER,
    "note": SessionKind.OTHER,
}
_SPORTS = {"run": Sport.RUN, "race": Sport.RUN, "walk": Sport.WALK}
_MARKS = {
    "RPE": "Rpe",
    "feeling": "Feeling",
    "heart rate": "HeartRateAverage",
    "highest heart rate": "HeartRateMax",
}
_USED = (
    "Title", "WorkoutType", "WorkoutDescription", "PlannedDuration", "PlannedDistanceInMeters", "WorkoutDay",
    "CoachComments", "DistanceInMeters", "TimeTotalInHours", "AthleteComments", *_MARKS.values(),
)  # fmt: skip
_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ]00:00(?::00(?:\.0+)?)?Z?)?", re.ASCII)


class _Workout(msgspec.Struct, frozen=True, kw_only=True):
    """One row, read."""

    line: int
    day: date
    type: str
    title: str
    about: str
    coach: str
    athlete: str
    marks: str
    planned_s: int | None
    planned_m: float | None
    done_s: int | None
    done_m: float | None

    @property
    def is_done(self) -> bool:
        """Whether something was recorded."""
        return self.done_s is not None or self.done_m is not None

    @property
    def is_planned(self) -> bool:
        """Whether it stood in the plan: with an amount, with words, or because it was never done."""
        return bool(self.planned_s or self.planned_m or self.about) or not self.is_done


def sniff(head: str, name: str) -> bool:  # noqa: ARG001 - every format is asked alike
    """Tell whether a text is a workout summary of TrainingPeaks, by its header."""
    first = head.partition("\n")[0].lower()
    return "workoutday" in first and "workouttype" in first


def read(text: str, name: str, asked: Asked) -> Imported:
    """Return the planned workouts as a plan and the done ones beside it; see `planner.imports.plans.read_plan`."""
    notes = Notes()
    workouts = _workouts(text, name, notes)
    planned = [workout for workout in workouts if workout.is_planned]
    if not planned:
        raise BadValue(
            name, "nothing in it was planned, it holds done workouts only", "Take it in as runs, not as a plan."
        )
    first, weeks = by_week([(workout.day, _cell(workout, notes)) for workout in planned], {}, name)
    weeks = with_long_runs(weeks, notes)
    goal = _goal(weeks, first, asked, name, notes)
    done = _done(workouts, name, notes)
    plan = build_plan(Draft(weeks=weeks, goal=goal, name=goal.name, first=first), asked, name, notes)
    return Imported(plan=plan, notes=notes.all(), contradictions=notes.contradictions(), done=done)


def read_done(text: str, name: str) -> tuple[tuple[Activity, ...], tuple[str, ...]]:
    """Return the done workouts of a summary, and notes; `BadValue` as `planner.imports.plans.read_plan` raises it."""
    notes = Notes()
    workouts = _workouts(text, name, notes)
    return _done(workouts, name, notes), notes.all()


def is_done_only(text: str, name: str) -> bool:
    """Tell whether a summary holds done workouts and nothing planned; False for what cannot be read."""
    try:
        return not any(workout.is_planned for workout in _workouts(text, name, Notes()))
    except BadValue:
        return False


def _workouts(text: str, name: str, notes: Notes) -> list[_Workout]:
    rows = read_rows(text, name)
    for needed in ("WorkoutDay", "WorkoutType"):
        if rows.column(needed) is None:
            raise BadValue(f"{name}, line {rows.header_line}", f"there is no column {needed}", "Export it again.")
    rows.say_ragged(notes)
    _say_left_out(rows, notes)
    columns = {title: rows.column(title) for title in _USED}
    found = [workout for row in rows.rows if (workout := _workout(row, columns, notes))]
    if not found:
        raise BadValue(name, "no row of it has a day", "A WorkoutDay is written 2027-04-18.")
    return found


def _say_left_out(rows: Rows, notes: Notes) -> None:
    used = {name.casefold() for name in _USED}
    more = [title for at, title in enumerate(rows.header) if title.casefold() not in used and _is_filled(rows, at)]
    if more:
        notes.say("", f"{counted(len(more), 'column')} that planner has no place for: {quoted(', '.join(more))}")


def _is_filled(rows: Rows, column: int) -> bool:
    return any(row.cell(column) for row in rows.rows)


def _workout(row: Row, columns: Mapping[str, int | None], notes: Notes) -> _Workout | None:
    place = f"line {row.line}"

    def cell(name: str) -> str:
        return row.cell(columns[name])

    said = cell("WorkoutDay")
    day = _day(said)
    if day is None:
        notes.say(place, f"{quoted(said)} is no day such as 2027-04-18; the row was left out: {quoted(cell('Title'))}")
        return None

    def amount(name: str, factor: float, most: float) -> float | None:
        said = cell(name)
        if not said.strip("0.,"):
            return None
        size = (decimal(said, comma=True) or 0.0) * factor
        if 0 < size < most:
            return size
        notes.say(place, f"{name} {quoted(said)} is no amount that a workout has; it was left out.")
        return None

    marks = [f"{label} {number}" for label, column in _MARKS.items() if (number := one_line(cell(column)))]
    planned_s = amount("PlannedDuration", 3600, MOST_SESSION_S)
    done_s = amount("TimeTotalInHours", 3600, MOST_S)
    return _Workout(
        line=row.line, day=day, type=one_line(cell("WorkoutType")).lower(), title=one_line(cell("Title")),
        about=clean(cell("WorkoutDescription")).strip(), coach=clean(cell("CoachComments")).strip(),
        athlete=clean(cell("AthleteComments")).strip(), marks=", ".join(marks),
        planned_s=round(planned_s) or None if planned_s else None, done_s=round(done_s) or None if done_s else None,
        planned_m=amount("PlannedDistanceInMeters", 1, MOST_M), done_m=amount("DistanceInMeters", 1, MOST_M),
    )  # fmt: skip


def _day(said: str) -> date | None:
    found = _DAY.fullmatch(said)
    try:
        day = date.fromisoformat(found[1]) if found else None
    except ValueError:
        return None
    return day if day and FIRST_YEAR <= day.year <= LAST_YEAR else None


def _cell(workout: _Workout, notes: Notes) -> Cell:
    """Return a planned workout, on no day yet, with the amounts of its columns, else with those that its words say."""
    line = workout.line
    kind = _KINDS.get(workout.type)
    if kind is None:
        notes.say(f"line {line}", f"the type {quoted(workout.type)} is not known; kept as “other”.")
    kind = kind or SessionKind.OTHER
    title, text = fitted(workout.title, workout.about, f"line {line}", notes)
    said = Amounts()
    if kind is SessionKind.RUN:
        guessed = guess(title, text, ())
        kind = guessed[0] if guessed and guessed[0].is_run else kind
        if not workout.planned_m and not workout.planned_s:
            said = amounts(title, text, Unit.KM)
    distance = Span.of(workout.planned_m) if workout.planned_m else said.distance
    is_rest = kind is SessionKind.REST
    is_race = workout.type == "race" or (kind.is_run and says_race(title))
    return Cell(
        week=0, index=0, title=title, text=text, kind=kind, line=line,
        distance=None if is_rest else distance,
        duration_s=None if is_rest else workout.planned_s or said.duration_s,
        note=workout.coach[:LONGEST_TEXT], tags=("race",) if is_race else (),
    )  # fmt: skip


def _goal(weeks: tuple[Week, ...], first: date, asked: Asked, name: str, notes: Notes) -> Goal:
    """Return the race: on the asked day, else the last one of the file. Raises `Missing` where neither says it."""
    races = [cell for week in weeks for cell in week.cells if "race" in cell.tags]
    days = [first + timedelta(days=cell.week * 7 + cell.index) for cell in races]
    day = asked.race_day if asked.race_day and (not races or asked.race_day in days) else max(days, default=None)
    if day is None:
        raise Missing(Answer.RACE_DAY, f"no workout of {name} is a race", "Give its day: --race-date 2027-04-18.")
    if len(set(days)) > 1 and asked.race_day not in days:
        why = f"It has {len(set(days))} races; the plan leads to the last one, on {show_day(day, year=True)}."
        notes.say("", f"{why} --race-date takes another.")
    at = divmod((day - first).days, 7)
    if at[0] < 0:
        raise BadValue("race date", f"{day.isoformat()} is before everything in {name}", "Give a later day.")
    if at[0] > len(weeks) + MOST_WEEKS:
        raise BadValue("race date", f"{day.isoformat()} is years after everything in {name}", "Give an earlier day.")
    return find_goal(weeks, "", "", Unit.KM, name, notes, asked_m=asked.race_m, at=at)


def _done(workouts: list[_Workout], name: str, notes: Notes) -> tuple[Activity, ...]:
    found = tuple(_activity(workout, name) for workout in workouts if workout.is_done)
    if any("feeling" in workout.marks for workout in workouts if workout.is_done):
        notes.say(
            "", "Feeling stands in the notes of done workouts as a number: which end is the good one is not said."
        )
    return found


def _activity(workout: _Workout, name: str) -> Activity:
    coach = "" if workout.is_planned else workout.coach
    return Activity(
        start=datetime.combine(workout.day, time(12)),
        has_clock=False,
        sport=_SPORTS.get(workout.type, Sport.OTHER),
        distance_m=workout.done_m,
        duration_s=workout.done_s,
        title=workout.title[:LONGEST_TITLE],
        note="\n".join(filter(None, (coach, workout.athlete, workout.marks)))[:LONGEST_TEXT],
        source="trainingpeaks",
        place=f"{name}, line {workout.line}",
    )
