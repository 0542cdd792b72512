"""Calendar Hack plans: weeks of seven cells, Monday first, that lead to a race. The plan has no dates of its own."""

from datetime import date, timedelta

import msgspec

from planner.domain.days import show_day
from planner.domain.errors import BadValue
from planner.domain.ids import Pick, check_slug, new_id, slug_of
from planner.domain.plan import Plan
from planner.domain.race import Phase, Race
from planner.domain.session import Session, SessionKind
from planner.domain.text import one_line
from planner.domain.units import Span, Unit
from planner.domain.week import PlanWeek
from planner.imports.cells import Cell, Week, quoted, read_weeks, words
from planner.imports.goal import Goal, find_goal
from planner.imports.imported import Imported, Notes
from planner.imports.tree import Tree, read_json, read_yaml

_KNOWN = {"id", "name", "description", "type", "units", "source", "schedule"}
_LONG_BY = 1.2
"""By how much the longest run of a week must pass the next one to be its long run."""


def read_calendar_hack(text: str, name: str, *, race_day: date | None, plan_id: str | None, pick: Pick) -> Imported:
    """Return the plan in a Calendar Hack file, YAML or JSON; see `planner.imports.read_plan`."""
    found = read_json(text, name) if text.lstrip().startswith("{") else read_yaml(text, name)
    if not isinstance(found, dict):
        raise BadValue(name, "this is no plan: it has no `schedule`", "Check that it is a Calendar Hack file.")
    if race_day is None:
        raise BadValue(
            "race date", f"{name} counts back from its race and has no dates", "Give one: --race-date 2027-04-18."
        )
    notes = Notes()
    for key in sorted(found.keys() - _KNOWN):
        notes.say("", f"{quoted(key)} is not known and was left out: {quoted(found[key])}")
    unit = _unit(found, notes)
    weeks = _with_long_runs(read_weeks(found.get("schedule"), unit, name, notes), notes)
    goal = find_goal(weeks, words(found.get("type")), words(found.get("name")), unit, name, notes)
    chosen = plan_id or slug_of(words(found.get("id")), slug_of(words(found.get("name")), "imported"))
    try:
        plan = _placed(found, check_slug(chosen, "plan id"), weeks, goal, race_day, pick)
    except OverflowError:
        raise BadValue("race date", f"{race_day} leaves no room for the plan's weeks", "Give another day.") from None
    _say_shift(goal, race_day, notes)
    return Imported(plan=plan, notes=notes.all())


def _unit(found: dict[str, Tree], notes: Notes) -> Unit:
    said = words(found.get("units")).lower()
    if said in ("mi", "km"):
        return Unit(said)
    notes.say("", f"The plan's units are {quoted(said)}, not mi or km; its distances were read as km.")
    return Unit.KM


def _with_long_runs(weeks: tuple[Week, ...], notes: Notes) -> tuple[Week, ...]:
    """Return the weeks with the clearly longest weekend run of each as its long run, where none is marked."""
    marked: list[Week] = []
    count = 0
    for week in weeks:
        longest = _longest(week)
        count += longest is not None
        cells = tuple(
            msgspec.structs.replace(cell, kind=SessionKind.LONG) if cell is longest else cell for cell in week.cells
        )
        marked.append(msgspec.structs.replace(week, cells=cells))
    if count:
        notes.say("", f"No long runs are marked in {count} of {len(weeks)} weeks; the longest weekend run is taken.")
    return tuple(marked)


def _longest(week: Week) -> Cell | None:
    runs = [cell for cell in week.cells if cell.kind.is_run]
    if any(cell.kind is SessionKind.LONG for cell in runs):
        return None
    sizes = sorted(((_size(cell, runs), cell.index) for cell in runs), reverse=True)
    if len(sizes) < 2 or not sizes[0][0] >= _LONG_BY * sizes[1][0] > 0:
        return None
    longest = next(cell for cell in runs if cell.index == sizes[0][1])
    is_plain = longest.kind in (SessionKind.RUN, SessionKind.EASY) and not longest.tags
    return longest if longest.index >= 5 and is_plain else None


def _size(cell: Cell, runs: list[Cell]) -> float:
    """Return the kilometres of a run, or its time in a week that gives no distances."""
    if any(run.distance for run in runs):
        return cell.distance.high_m if cell.distance else 0.0
    return cell.duration_s or 0.0


def _placed(
    found: dict[str, Tree], plan_id: str, weeks: tuple[Week, ...], goal: Goal, race_day: date, pick: Pick
) -> Plan:
    """Return the plan with the race on its day and everything else counted back from it."""
    start = race_day - timedelta(days=goal.week * 7 + goal.index)
    taken: set[str] = set()
    base: list[Session] = []
    race_id = ""
    for cell in (cell for week in weeks for cell in week.cells):
        day = start + timedelta(days=cell.week * 7 + min(cell.index, 6))
        session = _session(cell, new_id(pick, taken), day)
        if cell is goal.cell:
            race_id = session.id
            distance = Span.of(goal.distance_m)
            session = msgspec.structs.replace(
                session, day=race_day, kind=SessionKind.RACE, or_kind=None, distance=distance
            )
        taken.add(session.id)
        base.append(session)
    if goal.cell is None:
        race_id = new_id(pick, taken)
        race = Session(id=race_id, day=race_day, kind=SessionKind.RACE, distance=Span.of(goal.distance_m))
        base.append(race)
    return Plan(
        id=plan_id,
        name=one_line(words(found.get("name")))[:200] or goal.name,
        about=words(found.get("description"))[:10_000],
        source=one_line(words(found.get("source")))[:500],
        race=Race(name=goal.name, day=race_day, distance_m=goal.distance_m, session=race_id),
        weeks=tuple(
            PlanWeek(
                start=start + timedelta(days=7 * number),
                phase=Phase.RACE if number == min(goal.week, len(weeks) - 1) else None,
                target_m=week.target_m,
            )
            for number, week in enumerate(weeks)
        ),
        base=tuple(base),
    )


def _session(cell: Cell, session_id: str, day: date) -> Session:
    return Session(
        id=session_id, day=day, kind=cell.kind, or_kind=cell.or_kind, distance=cell.distance,
        duration_s=cell.duration_s, title=cell.title, text=cell.text, note=cell.note,
    )  # fmt: skip


def _say_shift(goal: Goal, race_day: date, notes: Notes) -> None:
    later = (race_day.weekday() - goal.index) % 7
    if later:
        days = f"{later} day{'s' if later > 1 else ''}"
        notes.say(
            "",
            f"The race is on {show_day(race_day, year=True)}: every day of the plan stands {days} later in the week.",
        )
