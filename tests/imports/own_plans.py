"""Plans of our own for the laws of reading back, and what has to come back of them."""

from datetime import date, timedelta

from hypothesis import strategies as st

from planner.actions.exports import Format
from planner.domain.plan import Plan
from planner.domain.race import Race
from planner.domain.session import Session, SessionKind, Slot
from planner.domain.units import Span, Unit
from planner.domain.week import PlanWeek
from planner.exports.markdown import to_markdown
from planner.exports.outgoing import Outgoing
from planner.planning.agenda import agenda
from tests.exports.calendars import to_ics

_titles = st.sampled_from(["", "Club evening", "Läufe; mit, „Freunden“ 🏃", "Hill day"])
_kinds = st.sampled_from([kind for kind in SessionKind if kind is not SessionKind.RACE])
_spans = st.one_of(st.none(), st.tuples(st.integers(1, 400), st.integers(0, 50)).map(
    lambda pair: Span(pair[0] * 100.0, (pair[0] + pair[1]) * 100.0)
))  # fmt: skip


@st.composite
def own_plans(draw: st.DrawFn) -> Plan:
    """Return a plan of two weeks with sessions of every kind and a race on its last day."""
    monday = date(2027, 3, 29)
    base = []
    for n in range(draw(st.integers(1, 6))):
        kind = draw(_kinds)
        size = draw(_spans) if kind.is_run else None
        base.append(
            Session(id=f"s{n}", day=monday + timedelta(days=draw(st.integers(0, 12))), kind=kind, distance=size,
                    title=draw(_titles), slot=draw(st.sampled_from([None, Slot.AM, Slot.PM])))
        )  # fmt: skip
    race_day = monday + timedelta(days=13)
    base.append(Session(id="race", day=race_day, kind=SessionKind.RACE, distance=Span.of(10_000.0)))
    race = Race(name="Town Ten", day=race_day, distance_m=10_000.0, session="race")
    weeks = (PlanWeek(start=monday), PlanWeek(start=monday + timedelta(days=7)))
    return Plan(id="town", name="Town", race=race, weeks=weeks, base=tuple(base))


def facts(plan: Plan) -> list[list[str]]:
    """Return what has to come back of the sessions beside the race."""
    sessions = [one for one in plan.base if one.kind is not SessionKind.RACE]
    return sorted([str(fact) for fact in (s.day, s.kind, s.distance, s.title, s.slot)] for s in sessions)


def written(plan: Plan, form: Format, unit: Unit = Unit.KM) -> bytes:
    """Return a plan as our calendar or our Markdown."""
    days = agenda(plan, (), plan.weeks[0].start, plan.race.day, plan.race.day)
    out = Outgoing(plan=plan, days=days, unit=unit, names={})
    return to_ics(out) if form is Format.ICS else to_markdown(out).encode()
