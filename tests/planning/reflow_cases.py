"""A plan, a light and a log by hand: what the re-flow is tried on."""

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta
from itertools import count

import msgspec

from planner.actions.off import comeback_rules
from planner.actions.rules import rules_of
from planner.domain.body import Area, Place, Side
from planner.domain.change import Batch, Change
from planner.domain.health import Sign
from planner.domain.layer import Anchor, Layer, Thing
from planner.domain.light import AreaLight, Colour, Light, RaisedFlag, Urgency
from planner.domain.log import Feeling, Felt, When
from planner.domain.plan import Plan
from planner.domain.race import Phase, Race
from planner.domain.session import Session, SessionKind
from planner.domain.units import Span
from planner.domain.week import PlanWeek
from planner.planning.reflow import Reflow
from planner.planning.reflow_case import Case, Wish
from planner.planning.reflow_rules import ReflowRules, ReturnRules
from planner.planning.schedule import schedule

MONDAY = date(2027, 3, 1)
"""The first day of the third week of six."""
FIRST = MONDAY - timedelta(weeks=2)
RACE_DAY = FIRST + timedelta(days=6 * 7 - 1)
AT = datetime(2027, 6, 1, 7, tzinfo=UTC)
"""After every change that a history of the strategies holds: a proposal is made last."""
RULES = rules_of("reflow", ReflowRules)
STEPS = rules_of("return", ReturnRules)
_WEEK = (
    (1, SessionKind.TEMPO, 8.0),
    (2, SessionKind.EASY, 6.0),
    (4, SessionKind.STRIDES, 5.0),
    (5, SessionKind.HILLS, 6.0),
    (6, SessionKind.LONG, 14.0),
)


def runner_plan(*changes: Change, layers: Iterable[Layer] = ()) -> Plan:
    """Six weeks of five runs, the long one a kilometre longer each week; the last two are the taper."""
    sessions = []
    for week in range(6):
        for after, kind, km in _WEEK:
            day = FIRST + timedelta(days=7 * week + after)
            longer = week if kind is SessionKind.LONG else 0
            sessions.append(Session(id=f"w{week}d{after}", day=day, kind=kind, distance=Span.of((km + longer) * 1000)))
    race = Session(id="race", day=RACE_DAY, kind=SessionKind.RACE, distance=Span.of(21_097.5))
    phases = (Phase.BUILD, Phase.BUILD, Phase.BUILD, Phase.PEAK, Phase.TAPER, Phase.RACE)
    return Plan(
        id="spring",
        race=Race(name="Spring Half", day=RACE_DAY, distance_m=21_097.5, session="race"),
        weeks=tuple(PlanWeek(start=FIRST + timedelta(weeks=n), phase=phase) for n, phase in enumerate(phases)),
        base=(*(one for one in sessions if one.day < RACE_DAY), race),
        layers=tuple(layers),
        changes=changes,
    )


def felt(
    score: int,
    day: date,
    area: Area = Area.CALF,
    *,
    when: When = When.DURING,
    feeling: Feeling = Feeling.PAIN,
    signs: tuple[Sign, ...] = (),
    name: str = "",
) -> Felt:
    """What was felt on the left."""
    return Felt(
        id=name or f"f{day:%m%d}{when}{score}",
        at=datetime.combine(day, AT.timetz()),
        day=day,
        area=area,
        side=Side.LEFT,
        score=score,
        when=when,
        feeling=feeling,
        signs=signs,
    )


def light(colour: Colour, *areas: Area, day: date = MONDAY) -> Light:
    """A light of a colour at the left of some areas."""
    places = tuple(
        AreaLight(place=Place(area, Side.LEFT), colour=colour, reasons=(f"Left {area}: why.",), since=day)
        for area in areas
    )
    return Light(day=day, colour=colour, areas=places)


def flag(entry: str, area: Area = Area.SHIN, day: date = MONDAY) -> Light:
    """A light with a red flag."""
    raised = RaisedFlag(
        flag="bone",
        entry=entry,
        day=day,
        place=Place(area, Side.LEFT),
        worry="a bone stress injury",
        urgency=Urgency.THIS_WEEK,
        message="Stop running now and see a doctor this week.",
    )
    return msgspec.structs.replace(light(Colour.RED, area, day=day), flags=(raised,))


def ids() -> Callable[[], str]:
    """Ids that count up."""
    numbers = count(1)
    return lambda: f"n{next(numbers)}"


_NEXT = ids()
_AS_RULED = Wish()


def case(
    plan: Plan, shown: Light, *entries: Felt, today: date | None = None, wish: Wish = _AS_RULED, **more: object
) -> Case:
    """What a re-flow is made from, on the day of the light."""
    made = Case(
        plan=plan,
        standing=schedule(plan),
        light=shown,
        today=today or shown.day,
        rules=RULES,
        steps=STEPS,
        comeback=comeback_rules(),
        new_id=_NEXT,
        at=AT,
        wish=wish,
        felt=entries,
    )
    return msgspec.structs.replace(made, **more)


def accepted(plan: Plan, made: Reflow) -> Plan:
    """The plan with a proposal accepted."""
    batch = Batch(
        id=_NEXT(), at=AT, name="Eased", parts=made.parts, because=made.because, eased=made.eased,
        why=tuple(one.whole for one in made.why),
    )  # fmt: skip
    return msgspec.structs.replace(plan, changes=(*plan.changes, batch))


def sessions_of(plan: Plan) -> dict[str, Session]:
    """The sessions that stand, by id."""
    return {planned.session.id: planned.session for planned in schedule(plan).sessions}


def hangs(plan: Plan, day: date) -> list[str]:
    """What hangs on a day."""
    return sorted(hung.what for hung in schedule(plan).hung if hung.day == day)


def weekly(routine: str, days: str = "MO", thing: Thing = Thing.STRENGTH) -> Layer:
    """A routine that hangs once a week or more often."""
    return Layer(
        id=f"l-{routine}",
        name=routine,
        thing=thing,
        anchor=Anchor.WEEKLY,
        what=routine,
        rule=f"FREQ=WEEKLY;BYDAY={days}",
    )


def worn(thing: Thing, what: str) -> Layer:
    """A shoe or an orthotic on every run."""
    return Layer(id=f"l-{what}", name=what, thing=thing, anchor=Anchor.RUN, what=what)
