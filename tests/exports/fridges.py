"""Plans for the printed calendar, small and hostile, as they go out."""

from datetime import date, timedelta

from planner.domain.layer import Anchor, Layer, Thing
from planner.domain.plan import Plan
from planner.domain.race import Phase, Race
from planner.domain.session import Session, SessionKind, Slot
from planner.domain.units import Span, Unit
from planner.domain.week import PlanWeek
from planner.exports.outgoing import Outgoing
from planner.planning.agenda import AgendaDay, agenda
from tests.exports.plans import NAMES, TODAY

START = date(2027, 1, 4)
LONG_WORD = "X" * 300
HOSTILE = '<script>document.title="ran"</script> "><img src=x onerror=alert(1)> \u202eevil'
STRUCTURE = "2km easy, 3x(8min threshold, 2min jog), 2km easy"
PHASES = (*[Phase.BASE] * 3, *[Phase.BUILD] * 3, Phase.TAPER, Phase.RACE)


def going_out(plan: Plan, days: tuple[AgendaDay, ...] | None = None, unit: Unit = Unit.KM) -> Outgoing:
    """Return a plan as exporters get it."""
    found = days or agenda(plan, (), plan.first_day, plan.last_day, TODAY)
    return Outgoing(plan=plan, days=found, unit=unit, names=NAMES)


def a_build_up(weeks: int = 8) -> Plan:
    """Return eight weeks with three runs each, a cut-back in the fourth, shoes, and work around the runs."""
    base: list[Session] = []
    for week in range(weeks):
        start = START + timedelta(weeks=week)
        base += [
            Session(id=f"e{week}", day=start + timedelta(days=1), kind=SessionKind.EASY, distance=Span.of(6_000)),
            Session(id=f"t{week}", day=start + timedelta(days=3), kind=SessionKind.TEMPO,
                    distance=Span.of(8_000), text=STRUCTURE),
        ]  # fmt: skip
        if week < weeks - 1:
            far = Span.of(10_000.0 + 1_000 * week)
            base.append(Session(id=f"l{week}", day=start + timedelta(days=6), kind=SessionKind.LONG, distance=far))
    race_day = START + timedelta(days=7 * weeks - 1)
    base.append(Session(id="race", day=race_day, kind=SessionKind.RACE, distance=Span.of(21_097.5)))
    return Plan(
        id="spring",
        name="Spring Half",
        race=Race(name="Spring Half", day=race_day, distance_m=21_097.5, session="race"),
        weeks=tuple(
            PlanWeek(start=START + timedelta(weeks=n), phase=PHASES[n % 8], cut_back=n == 3) for n in range(weeks)
        ),
        base=tuple(base),
        layers=(
            Layer(id="roll", name="Roll", thing=Thing.ROLL, anchor=Anchor.AFTER_RUN, what="calves"),
            Layer(id="shoe", name="Shoes", thing=Thing.SHOE, anchor=Anchor.RUN, what="blue"),
            Layer(id="gym", name="Gym", thing=Thing.STRENGTH, anchor=Anchor.WEEKLY, what="kraft",
                  rule="FREQ=WEEKLY;BYDAY=WE"),
        ),
    )  # fmt: skip


def a_hostile_plan() -> Plan:
    """Return eight weeks with three sessions a day, texts too long for any cell, and names that are markup."""
    words = f"{HOSTILE} and a long explanation of how to run it, with low shoulders and an eye on the horizon; " * 4
    base: list[Session] = []
    for n in range(7 * 8 - 1):
        day = START + timedelta(days=n)
        base += [
            Session(id=f"a{n}", day=day, kind=SessionKind.EASY, distance=Span.of(8_000), slot=Slot.AM,
                    text=words if n % 3 == 0 else ""),
            Session(id=f"b{n}", day=day, kind=SessionKind.TEMPO, distance=Span.of(12_000), text=STRUCTURE),
            Session(id=f"c{n}", day=day, kind=SessionKind.CROSS, duration_s=2_700, slot=Slot.PM,
                    title=LONG_WORD if n % 2 else HOSTILE),
        ]  # fmt: skip
    race_day = START + timedelta(days=7 * 8 - 1)
    base.append(Session(id="race", day=race_day, kind=SessionKind.RACE, distance=Span.of(42_195)))
    return Plan(
        id="busy",
        name=HOSTILE,
        about=f"{HOSTILE}\n{LONG_WORD}",
        source="javascript:alert(1)",
        race=Race(name=f"{LONG_WORD} {HOSTILE}", day=race_day, distance_m=42_195.0, session="race"),
        weeks=tuple(PlanWeek(start=START + timedelta(weeks=n)) for n in range(8)),
        base=tuple(base),
        layers=(
            Layer(id="roll", name="Roll", thing=Thing.ROLL, anchor=Anchor.AFTER_RUN, what="calves"),
            Layer(id="warm", name="Warm", thing=Thing.STRETCH, anchor=Anchor.BEFORE_RUN, what="kraft"),
            Layer(id="word", name="Word", thing=Thing.NOTE, anchor=Anchor.RUN, what=HOSTILE),
            Layer(id="shoe", name="Shoes", thing=Thing.SHOE, anchor=Anchor.RUN, what="blue"),
            Layer(id="sole", name="Soles", thing=Thing.ORTHOTIC, anchor=Anchor.RUN, what="soles"),
        ),
    )
