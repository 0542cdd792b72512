"""A template: a plan without its dates, its days counted from race day, to make plans for other races from."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta

import msgspec

from planner.domain.days import Weekday, show_day
from planner.domain.errors import BadValue
from planner.domain.layer import Layer, Thing
from planner.domain.plan import Plan
from planner.domain.race import Phase, Race
from planner.domain.session import Session, SessionKind, Slot
from planner.domain.units import Span
from planner.domain.week import PlanWeek

SCHEMA = 1
"""Schema number of a template file."""
_MOST_DAYS = 3660
"""Ten years: nothing of a build-up is further from its race."""
_SOME_DAY = date(2000, 1, 1)
_GEAR = (Thing.SHOE, Thing.ORTHOTIC)


class TemplateWeek(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A week that begins `day` days after race day (before it: below 0). The rest is as in `PlanWeek`."""

    day: int
    phase: Phase | None = None
    cut_back: bool = False
    target_m: float = 0.0

    def __post_init__(self) -> None:
        _check_day(self.day)


class TemplateSession(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A session `day` days after race day (before it: below 0). `race` marks the race that the plan leads to.

    The rest is as in `Session`; the runner's own note is not among it.
    """

    day: int
    kind: SessionKind
    race: bool = False
    distance: Span | None = None
    duration_s: int | None = None
    title: str = ""
    text: str = ""
    slot: Slot | None = None
    or_kind: SessionKind | None = None
    clock: str = ""

    def __post_init__(self) -> None:
        _check_day(self.day)
        self.on(_SOME_DAY, "")  # whatever no session can be, no session of a template can be either

    def on(self, day: date, session_id: str) -> Session:
        """Return the session on a day."""
        return Session(
            id=session_id,
            day=day,
            kind=self.kind,
            distance=self.distance,
            duration_s=self.duration_s,
            title=self.title,
            text=self.text,
            slot=self.slot,
            or_kind=self.or_kind,
            clock=self.clock,
        )


class Template(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A template file. `weekday` is that of its race: on another one every session comes to another weekday."""

    schema: int = SCHEMA
    id: str
    name: str
    about: str = ""
    distance_m: float
    weekday: Weekday | None = None
    weeks: tuple[TemplateWeek, ...] = msgspec.field(default=(), name="week")
    sessions: tuple[TemplateSession, ...] = msgspec.field(default=(), name="session")
    layers: tuple[Layer, ...] = msgspec.field(default=(), name="layer")

    def __post_init__(self) -> None:
        Race(name=self.name, day=_SOME_DAY, distance_m=self.distance_m, session="")

    @property
    def weeks_to_race(self) -> int:
        """How many weeks there are up to and with race week."""
        return sum(week.day <= 0 for week in self.weeks)

    def nearest_race(self, today: date) -> date:
        """Return the first race day that leaves time for all of it from `today` on, on the template's weekday."""
        ahead = max([0, *(-week.day for week in self.weeks), *(-session.day for session in self.sessions)])
        earliest = today + timedelta(days=ahead)
        wanted = self.weekday.number if self.weekday else earliest.weekday()
        return earliest + timedelta(days=(wanted - earliest.weekday()) % 7)


def template_of(
    plan: Plan, sessions: Iterable[Session], layers: Iterable[Layer], *, template_id: str, name: str
) -> Template:
    """Return a plan as a template: `sessions` and `layers` as they stand, its changes with them.

    Left out is what belongs to one runner and one time: the notes on sessions, shoes and orthotics, and the inputs of
    the build-up. The race has no title: each plan gives it its own. Raises `BadValue` for a session that is more than
    ten years from the race.
    """

    def days(day: date) -> int:
        count = (day - plan.race.day).days
        if abs(count) > _MOST_DAYS:
            why = f"{show_day(day, year=True)} is more than ten years from the race"
            raise BadValue("template", why, "Move what stands there, then save the template.")
        return count

    return Template(
        id=template_id,
        name=name,
        about=plan.about,
        distance_m=plan.race.distance_m,
        weekday=Weekday.of(plan.race.day),
        weeks=tuple(
            TemplateWeek(day=days(week.start), phase=week.phase, cut_back=week.cut_back, target_m=week.target_m)
            for week in plan.weeks
        ),
        sessions=tuple(
            TemplateSession(
                day=days(session.day),
                kind=session.kind,
                race=(is_race := session.id == plan.race.session),
                distance=session.distance,
                duration_s=session.duration_s,
                title="" if is_race else session.title,
                text=session.text,
                slot=session.slot,
                or_kind=session.or_kind,
                clock=session.clock,
            )
            for session in sessions
        ),
        layers=tuple(layer for layer in layers if layer.thing not in _GEAR),
    )


def plan_from(template: Template, *, plan_id: str, race_name: str, race_day: date, new_id: Callable[[], str]) -> Plan:
    """Return a new plan: every day as far from `race_day` as the template says, each session with an id of its own.

    Raises `BadValue` for a race so early or late that its weeks are beyond the calendar.
    """
    try:
        base = [one.on(race_day + timedelta(days=one.day), new_id()) for one in template.sessions]
        weeks = tuple(
            PlanWeek(
                start=race_day + timedelta(days=week.day),
                phase=week.phase,
                cut_back=week.cut_back,
                target_m=week.target_m,
            )
            for week in template.weeks
        )
        _ = [week.start + timedelta(days=7) for week in weeks]
    except OverflowError:
        why = f"{race_day} is at the end of the calendar"
        raise BadValue("date", why, "Give the day of the race.") from None
    place = next((n for n, one in enumerate(template.sessions) if one.race), None)
    if place is None:
        place = len(base)
        amount = Span.of(template.distance_m)
        base.append(Session(id=new_id(), day=race_day, kind=SessionKind.RACE, distance=amount))
    base[place] = msgspec.structs.replace(base[place], day=race_day, kind=SessionKind.RACE, title=race_name)
    return Plan(
        id=plan_id,
        about=template.about,
        source=f"the template {template.name}",
        race=Race(name=race_name, day=race_day, distance_m=template.distance_m, session=base[place].id),
        weeks=weeks,
        base=tuple(sorted(base, key=lambda session: session.order)),
        layers=template.layers,
    )


def _check_day(day: int) -> None:
    if abs(day) > _MOST_DAYS:
        raise ValueError(f"a day must be within {_MOST_DAYS} days of the race, got {day}")
