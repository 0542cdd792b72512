"""Days as a runner sees them: what is planned, what hangs on it, and what happened. Every view and export uses it."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from enum import StrEnum
from typing import TypeVar

import msgspec

from planner.domain.change import Off
from planner.domain.layer import Anchor, Hung, Thing
from planner.domain.log import Besides, Felt, Happening, Noted, Played, Ran, Skipped, Visit, Wore
from planner.domain.plan import Plan
from planner.domain.race import Race
from planner.domain.session import Session, SessionKind
from planner.domain.week import PlanWeek
from planner.planning.overlay import covering, easing_on
from planner.planning.schedule import Planned, Schedule, schedule

_PLACE = {Anchor.BEFORE_RUN: 0, Anchor.RUN: 1, Anchor.AFTER_RUN: 2, Anchor.WEEKLY: 3, Anchor.REST_DAY: 4}

Answer = Ran | Played | Skipped
"""A log entry that says what became of a planned thing."""


class Status(StrEnum):
    """How a planned thing stands."""

    PLANNED = "planned"
    DONE = "done"
    PARTLY = "partly"
    SKIPPED = "skipped"
    MISSED = "missed"
    UNKNOWN = "unknown"
    """The day is over, and what was logged on it cannot be read."""


class SessionLine(msgspec.Struct, frozen=True, kw_only=True):
    """A planned session with its status and the log entry that gives it. `plan`: whose it is, if of another plan."""

    planned: Planned
    status: Status
    entry: Ran | Skipped | None = None
    plan: str = ""

    @property
    def session(self) -> Session:
        """The session as it stands."""
        return self.planned.session


class HungLine(msgspec.Struct, frozen=True, kw_only=True):
    """A hung thing with its status; shoes, orthotics and notes are always just planned."""

    hung: Hung
    status: Status
    entry: Played | Skipped | None = None


_Line = TypeVar("_Line", SessionLine, HungLine)


class AgendaDay(msgspec.Struct, frozen=True, kw_only=True):
    """Everything about one day. `extra` are runs and routines that the plan did not ask for.

    `off`: the days off that hold it; `easing`: those from which the way back leads over it; `set_aside`: the sessions
    that give way to them; `blocked`: the runner said that there is no time on it. `others`: sessions of plans that are
    shown beside this one.
    """

    day: date
    sessions: tuple[SessionLine, ...] = ()
    hung: tuple[HungLine, ...] = ()
    race: Race | None = None
    week_number: int = 0
    week: PlanWeek | None = None
    in_plan: bool = False
    deleted: tuple[Session, ...] = ()
    off: Off | None = None
    easing: Off | None = None
    set_aside: tuple[Session, ...] = ()
    blocked: bool = False
    others: tuple[SessionLine, ...] = ()
    extra: tuple[Ran | Played, ...] = ()
    felt: tuple[Felt, ...] = ()
    wore: tuple[Wore, ...] = ()
    notes: tuple[Noted, ...] = ()
    besides: tuple[Besides, ...] = ()

    @property
    def visits(self) -> tuple[Visit, ...]:
        """The visits to practitioners, by their time."""
        found = (entry for entry in self.besides if isinstance(entry, Visit))
        return tuple(sorted(found, key=lambda one: one.clock))

    @property
    def is_rest(self) -> bool:
        """Whether it is a rest day inside the plan: nothing is planned to be run or trained."""
        return self.in_plan and all(line.session.kind is SessionKind.REST for line in self.sessions)

    @property
    def routines(self) -> tuple[HungLine, ...]:
        """The hung routines, in the order of the day."""
        return tuple(line for line in self.hung if line.hung.is_routine)

    @property
    def aches(self) -> tuple[Felt, ...]:
        """What was felt and is worth a sign on the day: no 0, and no rating that belongs to a session."""
        return tuple(felt for felt in self.felt if felt.score and not felt.session)

    def gear_of(self, session: str, thing: Thing) -> str:
        """Return the id of the shoe or orthotic that hangs on a session, or an empty text."""
        return next(
            (line.hung.what for line in self.hung if line.hung.session == session and line.hung.thing is thing), ""
        )


def agenda(
    plan: Plan | None,
    entries: Iterable[Happening],
    first: date,
    last: date,
    today: date,
    *,
    standing: Schedule | None = None,
    beside: Iterable[tuple[Plan, Schedule]] = (),
    unread: Callable[[date], bool] | None = None,
) -> tuple[AgendaDay, ...]:
    """Return the days from `first` to `last`.

    `entries` are the standing entries of those days (`log.standing_entries`). `standing` saves computing
    the plan's schedule again; `beside` are other plans, as they stand. Without a plan, the days hold only what
    happened. `unread` tells of a day whether its log cannot be read: nothing counts as missed there.
    """
    whole = standing or (schedule(plan) if plan else None)
    happened = list(entries)
    answers = _answers(happened)
    plans = tuple(beside)
    stands = [found for found in (whole, *(one for _, one in plans)) if found]
    known = {planned.session.id for one in stands for planned in one.sessions}
    known |= {item.id for one in stands for item in one.hung}
    span = (first, last)
    by_day = _by_day(whole, span, answers, today)
    others = _others(plans, span, answers, today)
    on_day: dict[date, list[Happening]] = {}
    for entry in happened:
        on_day.setdefault(entry.day, []).append(entry)
    about = _About(plan)
    days = []
    for n in range((last - first).days + 1):
        day = first + timedelta(days=n)
        bare = _bare(about, whole, day, by_day.get(day), tuple(others.get(day, ())))
        days.append(_with_happened(_unsure(bare) if unread and unread(day) else bare, on_day.get(day, []), known))
    return tuple(days)


class _About:
    """What of a plan each day asks for, looked up once: its first and last day, and its weeks by day."""

    def __init__(self, plan: Plan | None) -> None:
        self.plan = plan
        self.first, self.last = (plan.first_day, plan.last_day) if plan else (date.max, date.min)
        self.weeks: dict[date, tuple[int, PlanWeek]] = {}
        for number, week in enumerate(plan.weeks if plan else (), 1):
            for n in range(7):
                self.weeks.setdefault(week.start + timedelta(days=n), (number, week))


class _Standing:
    """What of a plan stands on one day."""

    def __init__(self) -> None:
        self.sessions: list[SessionLine] = []
        self.hung: list[HungLine] = []
        self.deleted: list[Session] = []
        self.set_aside: list[Session] = []


def _by_day(
    whole: Schedule | None, span: tuple[date, date], answers: dict[str, Answer], today: date
) -> dict[date, _Standing]:
    """Return what of a plan stands on the days of `span`."""
    found: dict[date, _Standing] = {}
    if whole is None:
        return found
    first, last = span
    for planned in whole.sessions:
        if first <= planned.session.day <= last:
            found.setdefault(planned.session.day, _Standing()).sessions.append(_session_line(planned, answers, today))
    for item in whole.hung:
        if first <= item.day <= last:
            found.setdefault(item.day, _Standing()).hung.append(_hung_line(item, answers, today))
    for session in whole.deleted:
        if first <= session.day <= last:
            found.setdefault(session.day, _Standing()).deleted.append(session)
    for one in whole.set_aside:
        if first <= one.session.day <= last:
            found.setdefault(one.session.day, _Standing()).set_aside.append(one.session)
    return found


def _others(
    plans: Iterable[tuple[Plan, Schedule]], span: tuple[date, date], answers: dict[str, Answer], today: date
) -> dict[date, list[SessionLine]]:
    """Return the sessions of plans beside on the days of `span`."""
    found: dict[date, list[SessionLine]] = {}
    for plan, stands in plans:
        for planned in stands.sessions:
            if span[0] <= planned.session.day <= span[1]:
                line = msgspec.structs.replace(_session_line(planned, answers, today), plan=plan.id)
                found.setdefault(planned.session.day, []).append(line)
    return found


def _bare(
    about: _About, whole: Schedule | None, day: date, standing: _Standing | None, others: tuple[SessionLine, ...]
) -> AgendaDay:
    """Return a day with what is planned, without what happened besides."""
    stands = standing or _Standing()
    plan, week = about.plan, about.weeks.get(day)
    offs = whole.offs if whole else ()
    return AgendaDay(
        day=day,
        sessions=tuple(stands.sessions),
        hung=tuple(sorted(stands.hung, key=lambda line: _PLACE[line.hung.anchor])),
        race=plan.race if plan and plan.race.day == day else None,
        week_number=week[0] if week else 0,
        week=week[1] if week else None,
        in_plan=about.first <= day <= about.last,
        deleted=tuple(stands.deleted),
        off=covering(offs, day),
        easing=easing_on(offs, day),
        set_aside=tuple(stands.set_aside),
        blocked=bool(plan and plan.inputs and day in plan.inputs.blocked),
        others=others,
    )


def _unsure(day: AgendaDay) -> AgendaDay:
    """Return a day on which nothing is known to be missed."""

    def unsure(line: _Line) -> _Line:
        return msgspec.structs.replace(line, status=Status.UNKNOWN) if line.status is Status.MISSED else line

    found = [tuple(map(unsure, lines)) for lines in (day.sessions, day.others)]
    return msgspec.structs.replace(day, sessions=found[0], others=found[1], hung=tuple(map(unsure, day.hung)))


def _answers(happened: list[Happening]) -> dict[str, Answer]:
    """Return the entries that answer for a planned thing, by its id; the last one counts."""
    found: dict[str, Answer] = {}
    for entry in happened:
        match entry:
            case Played(item=item) if item:
                found[item] = entry
            case Ran(session=session) | Skipped(session=session) if session:
                found[session] = entry
    return found


def _with_happened(day: AgendaDay, mine: list[Happening], known: set[str]) -> AgendaDay:
    if not mine:
        return day
    return msgspec.structs.replace(
        day,
        extra=tuple(
            entry
            for entry in mine
            if (isinstance(entry, Ran) and entry.session not in known)
            or (isinstance(entry, Played) and entry.item not in known)
        ),
        felt=tuple(entry for entry in mine if isinstance(entry, Felt)),
        wore=tuple(entry for entry in mine if isinstance(entry, Wore)),
        notes=tuple(entry for entry in mine if isinstance(entry, Noted)),
        besides=tuple(entry for entry in mine if isinstance(entry, Besides)),
    )


def _session_line(planned: Planned, answers: dict[str, Answer], today: date) -> SessionLine:
    entry = answers.get(planned.session.id)
    match entry:
        case Ran():
            return SessionLine(planned=planned, status=Status.DONE, entry=entry)
        case Skipped():
            return SessionLine(planned=planned, status=Status.SKIPPED, entry=entry)
    is_past = planned.session.day < today and planned.session.kind is not SessionKind.REST
    return SessionLine(planned=planned, status=Status.MISSED if is_past else Status.PLANNED)


def _hung_line(hung: Hung, answers: dict[str, Answer], today: date) -> HungLine:
    entry = answers.get(hung.id)
    match entry:
        case Played(complete=complete):
            return HungLine(hung=hung, status=Status.DONE if complete else Status.PARTLY, entry=entry)
        case Skipped():
            return HungLine(hung=hung, status=Status.SKIPPED, entry=entry)
    is_past = hung.day < today and hung.is_routine
    return HungLine(hung=hung, status=Status.MISSED if is_past else Status.PLANNED)


def week_label(plan: Plan, day: date) -> str:
    """Return `week 9 of 18, build`, `week 4 of 18, cut-back`, or an empty text outside the plan's weeks."""
    found = plan.week_of(day)
    if not found:
        return ""
    number, week = found
    of = f" of {plan.weeks_to_race}" if number <= plan.weeks_to_race else ""
    word = "cut-back" if week.cut_back else week.phase.value if week.phase else ""
    return f"week {number}{of}" + (f", {word}" if word else "")


def countdown(plan: Plan, today: date) -> str:
    """Return how far the race is: `Spring Half in 73 days`, `Spring Half is today`, `Spring Half was 3 days ago`."""
    days = (plan.race.day - today).days
    if days == 0:
        return f"{plan.race.name} is today"
    count = f"{abs(days)} day{'s' if abs(days) != 1 else ''}"
    return f"{plan.race.name} in {count}" if days > 0 else f"{plan.race.name} was {count} ago"


def weeks_to_go(plan: Plan, day: date) -> int | None:
    """Return how many weeks race week is after the week of `day`, 0 in race week itself; None once it is over.

    The plan's own weeks are counted; outside them it is weeks of seven days.
    """
    if day > plan.race.day:
        return None
    here, race = plan.week_of(day), plan.week_of(plan.race.day)
    return race[0] - here[0] if here and race else (plan.race.day - day).days // 7


def show_weeks_to_go(plan: Plan, day: date) -> str:
    """Return `9 weeks to go`, `1 week to go`, `race week`, or an empty text after the race."""
    weeks = weeks_to_go(plan, day)
    if weeks is None:
        return ""
    return f"{weeks} week{'s' if weeks != 1 else ''} to go" if weeks else "race week"
