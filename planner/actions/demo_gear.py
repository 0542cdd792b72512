"""The gear of the demo: three pairs of shoes, one near its mark, and two pairs of orthotics, one being broken in."""

from datetime import date, timedelta

from planner.domain.gear import Build, Orthotic, Pairing, Role, Schedule, Shoe
from planner.domain.session import SessionKind
from planner.store.store import Store

DAILY, LONG, FAST = "blue", "green", "red"
"""The ids of the shoes."""
INSOLES, SHELLS = "cork", "shells"
"""The ids of the orthotics."""
NEW_PAIR_WEEK = 2
"""The week, counted from 0, in which the pair for long runs came; at first it is only worn on Thursdays."""
_LONG_FROM = 5
"""The week of its first long run."""
SHELLS_AGO = 6
"""Days since the first day of the newer orthotics."""


def add_gear(store: Store, today: date, start: date) -> None:
    """Save the gear of a build-up that began on `start`."""
    new = start + timedelta(weeks=NEW_PAIR_WEEK, days=1)
    shells_since = today - timedelta(days=SHELLS_AGO)
    for item in (
        Shoe(
            id=DAILY, name="Blue daily", role=Role.DAILY, model="a daily trainer", bought=start - timedelta(days=340),
            start_m=482_000.0, drop_mm=10.0, stack_mm=34.0,
        ),
        Shoe(
            id=LONG, name="Green cushion", role=Role.LONG, model="a soft trainer", bought=new, first_used=new,
            drop_mm=8.0, stack_mm=38.0, kinds=(SessionKind.LONG,),
        ),
        Shoe(
            id=FAST, name="Red racer", role=Role.RACE, model="a light racer", start_m=40_000.0, drop_mm=6.0,
            stack_mm=30.0,
        ),
        Orthotic(
            id=INSOLES, name="Cork insoles", make="semi-rigid", since=today - timedelta(days=200),
            schedule=Schedule.CLINIC, pairings=(Pairing(shoe=DAILY, since=today - timedelta(days=200)),),
        ),
        Orthotic(
            id=SHELLS, name="Custom shells", build=Build.CUSTOM_SEMI_RIGID, fitted_by="podiatrist", since=shells_since,
            started=shells_since, schedule=Schedule.HOURLY, left="3 mm heel lift",
            pairings=(Pairing(shoe=LONG, since=shells_since),),
        ),
    ):  # fmt: skip
        store.create_gear(item, undoable=False)  # `u` in the demo must not take its gear back


def shoe_of(kind: SessionKind, week: int, weekday: int) -> str:
    """Return the shoe of a run: the new pair on Thursdays and, later on, for long runs; the racer for fast ones."""
    if (kind is SessionKind.LONG and week >= _LONG_FROM) or (weekday == 3 and week >= NEW_PAIR_WEEK):
        return LONG
    return FAST if kind in (SessionKind.TEMPO, SessionKind.HILLS, SessionKind.INTERVALS) else DAILY
