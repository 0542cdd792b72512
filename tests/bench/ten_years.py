"""Stores to measure on: a build-up in its ninth week, and the same after ten years of plans and of log."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from random import Random

import msgspec

from planner.actions.demo import fill_demo
from planner.domain.body import Area
from planner.domain.log import Feeling, Felt, Happening, Played, Ran
from planner.domain.plan import Plan
from planner.domain.race import RACE_M, Level
from planner.planning.build_up import build_up, default_inputs
from planner.planning.default_layers import default_layers
from planner.store.store import Store

DAYS = 3_650
PLANS = 12


def one_build_up(root: Path) -> Path:
    """Fill a store with a build-up in its ninth week, a run logged today, and return its folder."""
    _filled(root)
    return root


def ten_years(root: Path) -> Path:
    """Fill a store with the same after ten years of plans, runs, rolls and scores, and return its folder."""
    store, first = _filled(root)
    for n in range(PLANS):
        store.create_plan(_plan(n, first - timedelta(days=14 + n * DAYS // PLANS)))
    store.add_entries(*_entries(first - timedelta(days=DAYS), first))
    return root


def _filled(root: Path) -> tuple[Store, date]:
    store = Store(root, {"PLANNER_BACKUPS": str(root.parent / "backups")})
    desk = fill_demo(store, datetime.now(UTC))
    store.add_entries(Ran(id="run2day", at=_at(desk.today), day=desk.today, distance_m=1_000.0))
    return store, desk.plan_of(None).weeks[0].start


def _plan(n: int, race_day: date) -> Plan:
    """Return a half marathon build-up of eighteen weeks, layers hung, that ended on `race_day`."""
    inputs = default_inputs(RACE_M["half"], Level.NOVICE, race_day - timedelta(weeks=18))
    made = build_up(
        id=f"past-{n}",
        race_name=f"Past Half {n}",
        race_day=race_day,
        distance_m=RACE_M["half"],
        inputs=inputs,
        pick=Random(n).choice,
    )
    layers = default_layers(RACE_M["half"], long_run_day=inputs.long_run_day, days=inputs.days)
    return msgspec.structs.replace(made.plan, layers=layers)


def _entries(first: date, last: date) -> Iterator[Happening]:
    for n in range((last - first).days):
        day = first + timedelta(days=n)
        name = f"e{n:05}"
        match n % 7:
            case 0 | 4:
                yield Played(id=name, at=_at(day), day=day, routine="post-run-reset", seconds=620.0)
            case 6:
                yield Felt(id=name, at=_at(day), day=day, area=Area.CALF, score=n % 5, feeling=Feeling.TIGHTNESS)
            case _:
                size = n % 20
                yield Ran(
                    id=name,
                    at=_at(day),
                    day=day,
                    distance_m=5_000.0 + 500 * size,
                    duration_s=1_800 + 180 * size,
                    shoe="blue",
                    orthotic="cork",
                    feel=5 + n % 4,
                    note="along the river" if n % 9 == 0 else "",
                )


def _at(day: date) -> datetime:
    return datetime.combine(day, time(18, 5), tzinfo=UTC)
