"""The gear of the demo: four pairs of shoes, one near its mark, and two pairs of orthotics, one being broken in."""

from datetime import date, timedelta

from planner.domain.gear import Build, Orthotic, Pairing, Role, Schedule, Shoe
from planner.domain.session import SessionKind
from planner.store.store import Store

DAILY, FAST, LONG, OLD = "blue", "red", "teal", "white"
"""The ids of the shoes."""
INSOLES, SHELLS = "cork", "custom"
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
        Shoe(id=DAILY, name="Blue daily", role=Role.DAILY, model="a daily trainer", start_m=190_000.0),
        Shoe(id=FAST, name="Red racer", role=Role.RACE, model="a light racer", start_m=40_000.0),
        Shoe(id=LONG, name="Teal cushion", role=Role.LONG, model="a soft trainer", bought=new, first_used=new),
        Shoe(
            id=OLD, name="White trainer", role=Role.EASY, model="a daily trainer", start_m=618_000.0,
            bought=start - timedelta(days=340),
        ),
        Orthotic(
            id=INSOLES, name="Cork insoles", make="semi-rigid", since=today - timedelta(days=200),
        ),
        Orthotic(
            id=SHELLS, name="Custom shells", build=Build.CUSTOM_SEMI_RIGID, fitted_by="podiatrist", since=shells_since,
            started=shells_since, schedule=Schedule.HOURLY, left="3 mm heel lift",
            pairings=(Pairing(shoe=LONG, since=shells_since),),
        ),
    ):  # fmt: skip
        store.create_gear(item)


def shoe_of(kind: SessionKind, week: int, weekday: int) -> str:
    """Return the shoe of a run: the new pair on Thursdays and, later on, for long runs; the old one on Wednesdays."""
    if (kind is SessionKind.LONG and week >= _LONG_FROM) or (weekday == 3 and week >= NEW_PAIR_WEEK):
        return LONG
    if weekday == 2:
        return OLD
    return FAST if kind in (SessionKind.TEMPO, SessionKind.HILLS, SessionKind.INTERVALS) else DAILY
