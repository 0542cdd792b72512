"""Original, now and done side by side: what the plan said, what it says, and what became of it."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from enum import StrEnum

import msgspec

from planner.domain.days import Weekday, show_day, week_start
from planner.domain.log import Ran
from planner.domain.plan import Plan
from planner.domain.session import Session, SessionKind
from planner.planning.agenda import AgendaDay, SessionLine, Status
from planner.planning.schedule import schedule
from planner.planning.totals import totals

# The limits are those by which TrainingPeaks colours a workout: within 20 % of what was planned it is green, within
# 50 % yellow, further away orange, and red when nothing was done (TrainingPeaks help, "Workout Compliance").
_AS_PLANNED = (0.80, 1.20)
_NEAR = (0.50, 1.50)

Originals = Mapping[date, tuple[Session, ...]]
"""The sessions as they were made, by day."""


class Compliance(StrEnum):
    """How what was done stands to what was planned."""

    AS_PLANNED = "as planned"
    LESS = "less"
    MORE = "more"
    FAR_LESS = "far less"
    FAR_MORE = "far more"
    MISSED = "missed"
    EXTRA = "extra"


class Became(StrEnum):
    """What became of a session of the plan as it was made, or of one that came to it."""

    DONE = "done"
    PARTLY = "partly"
    SKIPPED = "skipped"
    MISSED = "missed"
    MOVED = "moved"
    CHANGED = "changed"
    EASED = "eased"
    ADDED = "added"
    GAVE_WAY = "gave way"
    DELETED = "deleted"
    EXTRA = "extra"


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One session on one day: as it was made, as it stands now, and what became of it.

    `became` is empty while it is planned and to come. `moved_to` and `moved_from`: the other day of a moved one.
    """

    original: Session | None = None
    now: Session | None = None
    ran: Ran | None = None
    became: tuple[Became, ...] = ()
    moved_to: date | None = None
    moved_from: date | None = None


def words_of(entry: Entry) -> str:
    """Return what became of a session in words: `done, moved from Thu 11 Feb`; empty while it is to come."""
    days = {Became.MOVED: entry.moved_to or entry.moved_from}
    link = "to" if entry.moved_to else "from"
    return ", ".join(f"{word} {link} {show_day(day)}" if (day := days.get(word)) else word for word in entry.became)


class Compared(msgspec.Struct, frozen=True, kw_only=True):
    """Some days in metres: as made, as they stand now, and done."""

    original_m: float
    now_m: float
    done_m: float
    is_past: bool

    @property
    def share(self) -> float | None:
        """What was done of what stands now; None where nothing stands."""
        return self.done_m / self.now_m if self.now_m else None

    @property
    def compliance(self) -> Compliance | None:
        """Return the word for it, None while the days are not over or hold nothing."""
        return compliance(self.now_m, self.done_m) if self.is_past else None


def compliance(planned_m: float, done_m: float) -> Compliance | None:
    """Return how what was done stands to what was planned, both in metres; None when there is neither."""
    if not planned_m:
        return Compliance.EXTRA if done_m else None
    if not done_m:
        return Compliance.MISSED
    share = round(done_m / planned_m, 2)
    if share < _NEAR[0]:
        return Compliance.FAR_LESS
    if share < _AS_PLANNED[0]:
        return Compliance.LESS
    if share <= _AS_PLANNED[1]:
        return Compliance.AS_PLANNED
    return Compliance.MORE if share <= _NEAR[1] else Compliance.FAR_MORE


def originals(plan: Plan, first: date, last: date) -> dict[date, tuple[Session, ...]]:
    """Return the sessions of the base from `first` to `last`, by day: what the plan said before anything changed."""
    found: dict[date, list[Session]] = {}
    for session in sorted(plan.base, key=lambda session: session.order):
        if first <= session.day <= last:
            found.setdefault(session.day, []).append(session)
    return {day: tuple(sessions) for day, sessions in found.items()}


def entries_of(day: AgendaDay, made: Originals, homes: Mapping[str, date]) -> tuple[Entry, ...]:
    """Return a day's sessions, those that were made for it first; rest days of the base are left out.

    `homes`: on which day the sessions stand now, by id (`homes_of`).
    """
    here = {line.session.id: line for line in day.sessions}
    aside = {session.id: session for session in day.set_aside}
    gone = {session.id for session in day.deleted}
    listed: list[Entry] = []
    taken: set[str] = set()
    for session in made.get(day.day, ()):
        taken.add(session.id)
        if session.kind is SessionKind.REST and session.id not in here:
            continue
        if line := here.get(session.id):
            listed.append(_standing(line))
        elif session.id in aside:
            listed.append(Entry(original=session, became=(Became.GAVE_WAY,)))
        elif (home := homes.get(session.id)) and home != day.day and session.id not in gone:
            listed.append(Entry(original=session, became=(Became.MOVED,), moved_to=home))
        else:
            listed.append(Entry(original=session, became=(Became.DELETED,)))
    listed += [_standing(line) for line in day.sessions if line.session.id not in taken]
    listed += [Entry(now=one, became=(Became.GAVE_WAY,)) for one in day.set_aside if one.id not in taken]
    listed += [Entry(ran=entry, became=(Became.EXTRA,)) for entry in day.extra if isinstance(entry, Ran)]
    return tuple(listed)


def homes_of(plan: Plan | None, days: Iterable[AgendaDay], made: Originals) -> dict[str, date]:
    """Return the day on which each session stands now, those that were moved out of `days` too."""
    found: dict[str, date] = {}
    here: set[date] = set()
    for day in days:
        here.add(day.day)
        found.update({line.session.id: day.day for line in day.sessions})
        found.update({session.id: day.day for session in (*day.set_aside, *day.deleted)})
    away = {session.id for day, sessions in made.items() if day in here for session in sessions} - found.keys()
    if away and plan:
        whole = schedule(plan)
        standing = [planned.session for planned in whole.sessions] + [one.session for one in whole.set_aside]
        found.update({session.id: session.day for session in standing if session.id in away})
    return found


def _standing(line: SessionLine) -> Entry:
    original, session = line.planned.original, line.session
    words: list[Became] = []
    match line.status:
        case Status.DONE:
            words.append(Became.DONE)
            if isinstance(line.entry, Ran) and line.entry.distance_m and session.distance:
                far = compliance(session.distance.middle_m, line.entry.distance_m)
                words = [Became.PARTLY] if far in (Compliance.FAR_LESS, Compliance.LESS) else words
        case Status.PARTLY | Status.SKIPPED | Status.MISSED:
            words.append(Became(line.status.value))
        case Status.PLANNED | Status.UNKNOWN:
            pass
    moved_from = None
    if original is None:
        words.append(Became.ADDED)
    elif line.planned.is_moved:
        words.append(Became.MOVED)
        moved_from = original.day
    elif line.planned.is_changed and not line.planned.full:
        words.append(Became.CHANGED)
    if line.planned.full:
        words.append(Became.EASED)
    is_here = original is not None and moved_from is None
    return Entry(
        original=original if is_here else None,
        now=session,
        ran=line.entry if isinstance(line.entry, Ran) else None,
        became=tuple(words),
        moved_from=moved_from,
    )


def compared(days: Iterable[AgendaDay], made: Originals, today: date) -> Compared:
    """Return the distances of some days; ranges count with their middle, and what days off took is not planned now."""
    listed = tuple(days)
    summed = totals(listed)
    original = sum(
        session.distance.middle_m
        for day in listed
        for session in made.get(day.day, ())
        if session.kind.is_run and session.distance
    )
    return Compared(
        original_m=original,
        now_m=summed.middle_m,
        done_m=summed.done_m,
        is_past=bool(listed) and listed[-1].day < today,
    )


def weeks_compared(
    days: tuple[AgendaDay, ...], made: Originals, today: date, first_weekday: Weekday = Weekday.MON
) -> Iterator[tuple[tuple[AgendaDay, ...], Compared]]:
    """Yield each calendar week of the days with its distances."""
    weeks: dict[date, list[AgendaDay]] = {}
    for day in days:
        weeks.setdefault(week_start(day.day, first_weekday), []).append(day)
    for week in weeks.values():
        yield tuple(week), compared(week, made, today)
