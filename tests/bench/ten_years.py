"""Stores to measure on: a build-up in its ninth week, and the same after ten years of log, an entry each day."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from planner.actions.demo import fill_demo
from planner.domain.body import Area
from planner.domain.log import Feeling, Felt, Happening, Played, Ran
from planner.store.store import Store

DAYS = 3_650


def one_build_up(root: Path) -> Path:
    """Fill a store with a build-up in its ninth week, a run logged today, and return its folder."""
    _filled(root)
    return root


def ten_years(root: Path) -> Path:
    """Fill a store with the same after ten years of runs, rolls and scores, and return its folder."""
    store, first = _filled(root)
    store.add_entries(*_entries(first - timedelta(days=DAYS), first))
    return root


def _filled(root: Path) -> tuple[Store, date]:
    store = Store(root, {"PLANNER_BACKUPS": str(root.parent / "backups")})
    desk = fill_demo(store, datetime.now(UTC))
    store.add_entries(Ran(id="run2day", at=_at(desk.today), day=desk.today, distance_m=1_000.0))
    return store, desk.plan_of(None).weeks[0].start


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
