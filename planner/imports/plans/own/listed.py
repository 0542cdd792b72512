"""Sessions as our own CSV and JSON list them, made a plan again: nothing is guessed, so no cells and no `building`."""

from collections.abc import Iterable
from datetime import date, timedelta

import msgspec

from planner.domain.days import check_years
from planner.domain.errors import BadValue
from planner.domain.ids import new_id, slug_of
from planner.domain.plan import Plan
from planner.domain.race import LONGEST_RACE_M, SHORTEST_RACE_M, Phase, Race
from planner.domain.session import Session, SessionKind
from planner.domain.units import Span
from planner.domain.week import PlanWeek
from planner.imports.asked import Answer, Asked, Missing
from planner.imports.notes import Notes
from planner.imports.plans.moving import move

MOST_SESSIONS = 4_000
"""Sessions of one plan: two a day for five years are fewer."""
MOST_DAYS = 3_660
"""Days between a session and the race: ten years."""
_LAYERS = "What hangs on the runs is written by name only: the usual layers are hung, look at them."


class DayRow(msgspec.Struct, frozen=True, kw_only=True):
    """A day of the file: its number of week (0 outside the plan's weeks), and what the week is for."""

    day: date
    week: int = 0
    phase: Phase | None = None
    cut_back: bool = False


class ListedRace(msgspec.Struct, frozen=True, kw_only=True):
    """The race that a file names: `session` is its place among the sessions, absent where it is not one of them."""

    name: str
    day: date
    distance_m: float | None
    session: int | None = None


class Listed(msgspec.Struct, frozen=True, kw_only=True):
    """What a file lists. The sessions' ids are not read: a plan beside the one it was made of needs its own."""

    sessions: tuple[Session, ...]
    days: tuple[DayRow, ...]
    race: ListedRace | None
    id: str = ""
    name: str = ""
    about: str = ""
    source: str = ""
    has_hung: bool = False
    has_done: bool = False


def plan_of(listed: Listed, asked: Asked, name: str, notes: Notes) -> Plan:
    """Return the plan that a file lists, its race on the asked day if one is asked.

    Raises `Missing` where the file names no race or does not say how far it is, `BadValue` for days that cannot be.
    """
    race = listed.race or _asked_race(asked)
    distance_m = race.distance_m or asked.race_m
    if distance_m is None:
        why = f"{name} does not say how far the race is"
        raise Missing(Answer.RACE_DISTANCE, why, "Give it: --race-distance half.")
    _check(listed, race, distance_m, name)
    taken: dict[str, Session] = {}
    race_id = ""
    for number, session in enumerate(listed.sessions):
        made = new_id(asked.pick, taken)
        taken[made] = msgspec.structs.replace(session, id=made)
        if number == race.session:
            race_id = made
            taken[made] = msgspec.structs.replace(taken[made], day=race.day, kind=SessionKind.RACE)
    if not race_id:
        race_id = new_id(asked.pick, taken)
        amount = Span.of(distance_m)
        taken[race_id] = Session(id=race_id, day=race.day, kind=SessionKind.RACE, distance=amount)
        notes.say("", f"The race is not one of the sessions of {name}: it was added.")
    plan = Plan(
        id=asked.plan_id or slug_of(listed.id, slug_of(listed.name, "imported")),
        name=listed.name,
        about=listed.about,
        source=listed.source,
        race=Race(name=race.name, day=race.day, distance_m=distance_m, session=race_id),
        weeks=_weeks(listed.days, notes),
        base=tuple(sorted(taken.values(), key=lambda session: session.order)),
    )
    if listed.has_hung:
        notes.say("", _LAYERS)
    if listed.has_done:
        notes.say("", "What was done is not taken over: it belongs to the log of whoever ran it.")
    return move(plan, asked.race_day, notes)


def _asked_race(asked: Asked) -> ListedRace:
    if asked.race_day is None:
        raise Missing(Answer.RACE_DAY, "the file names no race", "Give its day: --race-date 2027-04-18.")
    return ListedRace(name="Race", day=asked.race_day, distance_m=asked.race_m)


def _check(listed: Listed, race: ListedRace, distance_m: float, name: str) -> None:
    if not listed.sessions:
        raise BadValue(name, "there are no sessions in it", "Export more days of the plan.")
    if len(listed.sessions) > MOST_SESSIONS:
        raise BadValue(name, f"it has {len(listed.sessions)} sessions", f"At most {MOST_SESSIONS} are read.")
    if not SHORTEST_RACE_M <= distance_m <= LONGEST_RACE_M:
        raise BadValue(f"{name}: race", f"it is {distance_m / 1000:g} km", "Give it 1 to 200 km.")
    try:
        check_years(race=race.day)
    except ValueError as error:
        raise BadValue(f"{name}: race", str(error), "Correct the year.") from None
    for day in (*(session.day for session in listed.sessions), *(row.day for row in listed.days)):
        if abs((day - race.day).days) > MOST_DAYS:
            raise BadValue(name, f"{day} is more than ten years from the race on {race.day}", "Correct the year.")


def _weeks(days: Iterable[DayRow], notes: Notes) -> tuple[PlanWeek, ...]:
    """Return the weeks that the days are numbered by: all of seven days, one after the other.

    The first of them may be cut: where a later one is whole, it says on which weekday weeks begin.
    """
    numbered = [row for row in days if row.week]
    if not numbered:
        return ()
    firsts = [row.day - timedelta(days=7 * (row.week - 1)) for row in numbered]
    start = min(firsts)
    if (max(firsts) - start).days > 6:
        notes.say("", "The days do not fit their numbers of weeks: the plan has no weeks.")
        return ()
    known = {row.week: row for row in reversed(numbered)}
    return tuple(
        PlanWeek(
            start=start + timedelta(days=7 * (number - 1)), phase=known[number].phase, cut_back=known[number].cut_back
        )
        if number in known
        else PlanWeek(start=start + timedelta(days=7 * (number - 1)))
        for number in range(min(known), max(known) + 1)
    )
