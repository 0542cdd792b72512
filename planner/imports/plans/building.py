"""From weeks of cells to a plan: ids, days, the race on its day, everything else counted back from it.

Every format of others ends here; one with dates comes by `dated`. Our own files say sessions, weeks and race exactly
and need none of it: see `own.listed`.
"""

from datetime import date, timedelta

import msgspec

from planner.domain.days import Weekday, show_day
from planner.domain.errors import BadValue
from planner.domain.ids import check_slug, new_id, slug_of
from planner.domain.plan import Plan
from planner.domain.race import Phase, Race
from planner.domain.session import Session, SessionKind
from planner.domain.text import counted, one_line
from planner.domain.units import Span
from planner.domain.week import PlanWeek
from planner.imports.asked import Answer, Asked, Missing
from planner.imports.notes import Notes
from planner.imports.plans.cells import Cell, Week
from planner.imports.plans.doubts import check_dates
from planner.imports.plans.goal import Goal
from planner.imports.plans.moving import say_moved

_LONG_BY = 1.2
"""How many times as long as the next one the longest run of a week must be to be its long run (our choice)."""


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """What a file says, before its days are known. `first`: the first day of its first week, if it has dates.

    `race_day`: the day of the race as the file states it apart from its days. `has_weekdays`: whether it matters on
    which weekday a cell stands; where it does not, nothing is said about days that stand later in the week.
    `first_weekday`: the weekday with which its weeks begin.
    """

    weeks: tuple[Week, ...]
    goal: Goal
    name: str = ""
    about: str = ""
    source: str = ""
    id: str = ""
    first: date | None = None
    race_day: date | None = None
    has_weekdays: bool = True
    first_weekday: Weekday = Weekday.MON


def build_plan(draft: Draft, asked: Asked, file: str, notes: Notes) -> Plan:
    """Return the plan of a draft with its race on the asked day, else where the file's own dates put it.

    Raises `Missing` when neither says a day, and `BadValue` when there is no room for the weeks before it.
    """
    before = timedelta(days=draft.goal.week * 7 + draft.goal.index)
    own = draft.first + before if draft.first else None
    race_day = asked.race_day or draft.race_day or own
    if race_day is None:
        raise Missing(
            Answer.RACE_DAY, f"{file} counts back from its race and has no dates", "Give one: --race-date 2027-04-18."
        )
    chosen = asked.plan_id or slug_of(draft.id, slug_of(draft.name, "imported"))
    try:
        plan = _placed(draft, check_slug(chosen, "plan id"), race_day, asked)
    except OverflowError:
        raise BadValue("race date", f"{race_day} leaves no room for the plan's weeks", "Give another day.") from None
    if draft.first and draft.race_day:
        check_dates(draft.first, len(draft.weeks), draft.race_day, notes)
    if own or draft.has_weekdays:
        _say_shift(draft, race_day, own, notes)
    return plan


def with_long_runs(
    weeks: tuple[Week, ...], notes: Notes, first_weekday: Weekday = Weekday.MON, race: Cell | None = None
) -> tuple[Week, ...]:
    """Return the weeks with the clearly longest weekend run of each as its long run, where none is marked.

    `first_weekday`: the weekday with which the weeks begin. `race`: a cell that is the race, and so no long run.
    """
    marked: list[Week] = []
    count = 0
    for week in weeks:
        longest = _longest(week, first_weekday)
        longest = None if longest is race else longest
        count += longest is not None
        cells = tuple(
            msgspec.structs.replace(cell, kind=SessionKind.LONG) if cell is longest else cell for cell in week.cells
        )
        marked.append(msgspec.structs.replace(week, cells=cells))
    if count:
        notes.say("", f"No long runs are marked in {count} of {len(weeks)} weeks; the longest weekend run is taken.")
    return tuple(marked)


def _longest(week: Week, first_weekday: Weekday) -> Cell | None:
    runs = [cell for cell in week.cells if cell.kind.is_run]
    if any(cell.kind is SessionKind.LONG for cell in runs):
        return None
    sizes = sorted(((_size(cell, runs), cell.index) for cell in runs), reverse=True)
    if len(sizes) < 2 or not sizes[0][0] >= _LONG_BY * sizes[1][0] > 0:
        return None
    longest = next(cell for cell in runs if cell.index == sizes[0][1])
    is_plain = longest.kind in (SessionKind.RUN, SessionKind.EASY) and not longest.tags
    is_weekend = (first_weekday.number + min(longest.index, 6)) % 7 >= 5
    return longest if is_weekend and is_plain else None


def _size(cell: Cell, runs: list[Cell]) -> float:
    """Return how far a run is in metres, or how long in seconds in a week that gives no distances."""
    if any(run.distance for run in runs):
        return cell.distance.high_m if cell.distance else 0.0
    return cell.duration_s or 0.0


def _placed(draft: Draft, plan_id: str, race_day: date, asked: Asked) -> Plan:
    """Return the plan with the race on its day and everything else counted back from it."""
    goal = draft.goal
    start = race_day - timedelta(days=goal.week * 7 + goal.index)
    taken: set[str] = set()
    base: list[Session] = []
    race_id = ""
    for cell in (cell for week in draft.weeks for cell in week.cells):
        day = start + timedelta(days=cell.week * 7 + min(cell.index, 6))
        session = _session(cell, new_id(asked.pick, taken), day)
        if cell is goal.cell:
            race_id = session.id
            distance = Span.of(goal.distance_m)
            session = msgspec.structs.replace(
                session, day=race_day, kind=SessionKind.RACE, or_kind=None, distance=distance
            )
        taken.add(session.id)
        base.append(session)
    if goal.cell is None:
        race_id = new_id(asked.pick, taken)
        race = Session(id=race_id, day=race_day, kind=SessionKind.RACE, distance=Span.of(goal.distance_m))
        base.append(race)
    return Plan(
        id=plan_id,
        name=one_line(draft.name)[:200] or goal.name,
        about=draft.about[:10_000],
        source=one_line(draft.source)[:500],
        race=Race(name=goal.name, day=race_day, distance_m=goal.distance_m, session=race_id),
        weeks=tuple(
            PlanWeek(
                start=start + timedelta(days=7 * number),
                phase=Phase.RACE if number == min(goal.week, len(draft.weeks) - 1) else None,
                target_m=week.target_m,
            )
            for number, week in enumerate(draft.weeks)
        ),
        base=tuple(base),
    )


def _session(cell: Cell, session_id: str, day: date) -> Session:
    return Session(
        id=session_id, day=day, kind=cell.kind, or_kind=cell.or_kind, distance=cell.distance,
        duration_s=cell.duration_s, title=cell.title, text=cell.text, note=cell.note,
        slot=cell.slot, clock=cell.clock,
    )  # fmt: skip


def _say_shift(draft: Draft, race_day: date, own: date | None, notes: Notes) -> None:
    """Say by how much the days of a plan stand elsewhere than in the file; without dates, on which weekdays."""
    if own:
        if own != race_day:
            say_moved(own, race_day, notes)
        return
    weekday = draft.first_weekday.number + draft.goal.index
    if later := (race_day.weekday() - weekday) % 7:
        race, days = show_day(race_day, year=True), counted(later, "day")
        notes.say("", f"The race is on {race}: every day of the plan stands {days} later in the week.")
