"""One small plan in every format that is read, for what has to hold for all of them."""

from datetime import date

from planner.domain.plan import Plan
from planner.domain.race import Race
from planner.domain.session import Session, SessionKind
from planner.domain.units import Span, Unit
from planner.domain.week import PlanWeek
from planner.exports.csv import to_csv
from planner.exports.json import to_json
from planner.exports.outgoing import Outgoing
from planner.exports.toml import to_toml
from planner.planning.agenda import agenda
from tests.imports.coach_files import QUICK_PLAN, TIME_TO_RUN, TIME_TO_RUN_JSON, TRAINING_PEAKS
from tests.imports.plan_files import TEN_K

CLUB = """BEGIN:VCALENDAR
VERSION:2.0
X-WR-CALNAME:Riverside Half
BEGIN:VEVENT
UID:1
DTSTART;VALUE=DATE:20270329
SUMMARY:8 km easy
DESCRIPTION:Slow\\, and\\nsteady.
END:VEVENT
BEGIN:VEVENT
UID:2
DTSTART;TZID=Europe/Berlin:20270331T183000
RRULE:FREQ=WEEKLY;COUNT=2
SUMMARY:Tempo 6 km
END:VEVENT
BEGIN:VEVENT
UID:w
DTSTART;VALUE=DATE:20270329
DTEND;VALUE=DATE:20270405
SUMMARY:Week 1: 14 km
END:VEVENT
BEGIN:VEVENT
UID:3
DTSTART:20270418T070000Z
SUMMARY:Riverside Half Marathon
END:VEVENT
END:VCALENDAR
"""

CLUB_TABLE = """# Riverside Half

E = easy

| Week | Tue | Thu | Sun | Total |
|---|---|---|---|---|
| 1 | E 8 | Tempo 6 km | Long 14 | 28 |
| 2 | **E 5** | Rest | Half Marathon | |

## Week 3
- Mon: rest
- Wed/Fri: 5 km<br>easy
"""


def _own() -> Plan:
    race_day = date(2027, 4, 18)
    return Plan(
        id="own", name="Own", race=Race(name="Town Ten", day=race_day, distance_m=10_000.0, session="race"),
        weeks=(PlanWeek(start=date(2027, 4, 12)),),
        base=(
            Session(id="easy", day=date(2027, 4, 13), kind=SessionKind.EASY, distance=Span.of(5_000.0), title="Läufe"),
            Session(id="race", day=race_day, kind=SessionKind.RACE, distance=Span.of(10_000.0)),
        ),
    )  # fmt: skip


def _samples() -> dict[str, bytes]:
    plan = _own()
    days = agenda(plan, (), plan.weeks[0].start, plan.race.day, plan.weeks[0].start)
    out = Outgoing(plan=plan, days=days, unit=Unit.KM, names={})
    return {
        "planner": to_toml(plan),
        "planner-json": to_json(out).encode(),
        "planner-csv": to_csv(out).encode(),
        "ics": CLUB.encode(),
        "calendar-hack": TEN_K.encode(),
        "quick-plan": QUICK_PLAN.encode(),
        "time-to-run": TIME_TO_RUN.encode(),
        "time-to-run json": TIME_TO_RUN_JSON.encode(),
        "training-peaks": TRAINING_PEAKS.encode(),
        "markdown": CLUB_TABLE.encode(),
    }


SAMPLES = _samples()
"""A file of each format, by the format's name; more than one where a format has two forms."""
