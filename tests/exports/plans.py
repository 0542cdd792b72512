"""One small plan with naughty names, for the golden files of every export."""

from datetime import UTC, date, datetime

from planner.domain.body import Area
from planner.domain.change import Add, Change, Delete, Edit, Move
from planner.domain.layer import Anchor, Layer, Thing
from planner.domain.log import Felt, Happening, Played, Ran, Skipped
from planner.domain.plan import Plan
from planner.domain.race import Phase, Race
from planner.domain.session import Session, SessionKind, Slot
from planner.domain.units import Span, Unit
from planner.domain.week import PlanWeek
from planner.exports.outgoing import Outgoing
from planner.planning.agenda import AgendaDay, agenda

TODAY = date(2027, 4, 15)
NAMES = {
    "calves": "Calves [/] & feet, both; slowly",
    "kraft": "Kräftigung 💪🏽",
    "blue": "Blue | “41”",
    "soles": "Soles\nleft `x`",
}


def day(number: int) -> date:
    """Return a day of April 2027."""
    return date(2027, 4, number)


def at(minute: int) -> datetime:
    """Return the moment of a change."""
    return datetime(2027, 4, 1, 7, minute, tzinfo=UTC)


def a_plan(*more: Change) -> Plan:
    """Return the plan, with further changes after its own."""
    return Plan(
        id="spring",
        name="Spring, half; the \\ plan [/]",
        about="# Not a heading\n- not a list\n<b>not bold</b>",
        source="https://example.org/?a=1|2",
        race=Race(name="Frühlings-Halbe 🏃‍♀️", day=day(18), distance_m=21_097.5, session="race"),
        weeks=(PlanWeek(start=day(5), phase=Phase.TAPER), PlanWeek(start=day(12), phase=Phase.RACE)),
        base=(
            Session(id="rest1", day=day(5), kind=SessionKind.REST, or_kind=SessionKind.EASY),
            Session(
                id="tempo",
                day=day(6),
                kind=SessionKind.TEMPO,
                distance=Span.of(8_000),
                text="2 km easy, 3 x 1 km [90s], then *jog*;\nhome \\o/ ![x](http://example.org/p.png)",
                note="=1+1",
            ),
            Session(id="long", day=day(11), kind=SessionKind.LONG, distance=Span(14_000, 16_000), slot=Slot.AM),
            Session(id="pair", day=day(13), kind=SessionKind.RUN, distance=Span.of(4_828),
                    title="{3:4.8} run | יום ראשון"),
            Session(id="cross", day=day(13), kind=SessionKind.CROSS, duration_s=2_700, slot=Slot.PM),
            Session(id="gone", day=day(14), kind=SessionKind.EASY, distance=Span.of(5_000)),
            Session(id="race", day=day(18), kind=SessionKind.RACE, distance=Span.of(21_097.5)),
        ),
        layers=(
            Layer(id="roll", name="Roll, after", thing=Thing.ROLL, anchor=Anchor.AFTER_RUN, what="calves"),
            Layer(id="shoe", name="Shoes", thing=Thing.SHOE, anchor=Anchor.RUN, what="blue"),
            Layer(id="sole", name="Soles", thing=Thing.ORTHOTIC, anchor=Anchor.RUN, what="soles",
                  kinds=(SessionKind.LONG,)),
            Layer(
                id="gym", name="Strength", thing=Thing.STRENGTH, anchor=Anchor.WEEKLY, what="kraft",
                rule="FREQ=WEEKLY;BYDAY=WE", phases=(Phase.TAPER,),
            ),
            Layer(
                id="word", name="Word", thing=Thing.NOTE, anchor=Anchor.WEEKLY, what="1. Look | at the [gait](x)",
                rule="FREQ=WEEKLY;BYDAY=FR",
            ),
        ),
        changes=(
            Move(id="c1", at=at(1), session="tempo", to=day(8)),
            Edit(id="c2", at=at(2), session="tempo", duration_s=3_000),
            Delete(id="c3", at=at(3), session="gone"),
            Add(id="c4", at=at(4), session=Session(id="extra", day=day(15), kind=SessionKind.STRIDES,
                                               title="[x] @home")),
            *more,
        ),
    )  # fmt: skip


LOG: tuple[Happening, ...] = (
    Ran(id="e1", at=at(10), day=day(8), session="tempo", distance_m=8_200, duration_s=3_060, note="my knee, secretly"),
    Skipped(id="e2", at=at(11), day=day(11), plan="spring", session="long", why="knee, secretly"),
    Played(id="e3", at=at(12), day=day(8), routine="calves", item="tempo.roll", complete=False),
    Ran(id="e4", at=at(13), day=day(12), distance_m=3_000),
    Felt(id="e5", at=at(14), day=day(8), area=Area.KNEE, score=4, note="secretly"),
)


def days_of(plan: Plan) -> tuple[AgendaDay, ...]:
    """Return all days of a plan with the log."""
    return agenda(plan, LOG, plan.first_day, plan.last_day, TODAY)


def going_out(plan: Plan, unit: Unit = Unit.KM) -> Outgoing:
    """Return all of a plan as what every exporter takes."""
    return Outgoing(
        plan=plan,
        days=days_of(plan),
        unit=unit,
        names=NAMES,
        lengths={"calves": 440.0},
        briefs={"calves": "Calf roll, both; Calf stretch", "kraft": "Kniebeuge"},
    )
