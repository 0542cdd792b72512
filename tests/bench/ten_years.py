"""Stores to measure on: a build-up in its ninth week, and the same after years of plans, of gear and of log.

The same day and number of years give the same store. Three entries a day: runs, played sessions with their steps and
spots, pain and tightness, hours in insoles, notes, skips, corrections.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from random import Random

import msgspec

from planner.actions.demo import fill_demo
from planner.codec.layout import block
from planner.codec.toml import tables_of
from planner.domain.body import Area, Side
from planner.domain.gear import Role, Shoe
from planner.domain.log import (
    SCHEMA,
    Feeling,
    Felt,
    Happening,
    Noted,
    Played,
    Ran,
    Skipped,
    SpotDone,
    StepDone,
    Surface,
    When,
    Wore,
)
from planner.domain.plan import Plan
from planner.domain.race import RACE_M, Level
from planner.planning.build_up import build_up, default_inputs
from planner.planning.default_layers import default_layers
from planner.store.disk.atomic import save
from planner.store.log import month_of, month_path
from planner.store.store import Store

YEARS = 10
DAYS_A_YEAR = 365
DAYS = YEARS * DAYS_A_YEAR
ENTRIES_A_DAY = 3
PLANS = 12
"""In ten years."""
PAIRS_A_YEAR = 2
_ROUND = 28
"""Days after which the log repeats itself, with other days and ids."""
_ANY_DAY = date(1111, 11, 11)
_ANY_NUMBER = "#####"
_NOTES = ("along the river", "wind from the front on the way back", "legs heavy; kept it easy, café at the end")
_AREAS = (Area.CALF, Area.IT_BAND, Area.KNEE, Area.GLUTE_MED)


def one_build_up(root: Path) -> Path:
    """Fill a store with a build-up in its ninth week, a run logged today, and return its folder."""
    _filled(root)
    return root


def ten_years(root: Path, years: int = YEARS) -> Path:
    """Fill a store with the same after years of plans, gear, runs, rolls and scores, and return its folder."""
    store, first = _filled(root)
    days = years * DAYS_A_YEAR
    for n in range(max(1, PLANS * years // YEARS)):
        store.create_plan(_plan(n, first - timedelta(days=14 + n * DAYS // PLANS)))
    for n in range(PAIRS_A_YEAR * years):
        store.create_gear(_pair(n, first - timedelta(days=n * DAYS_A_YEAR // PAIRS_A_YEAR)), undoable=False)
    _write_log(root, first - timedelta(days=days), days)
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


def _pair(n: int, retired: date) -> Shoe:
    """Return a pair of shoes that was worn out by `retired`."""
    return Shoe(
        id=f"pair-{n}", name=f"Pair {n}", role=Role.DAILY, model="a daily trainer",
        bought=retired - timedelta(days=400), retired=retired, drop_mm=10.0, stack_mm=34.0,
    )  # fmt: skip


def _write_log(root: Path, first: date, days: int) -> None:
    """Write three entries a day, each month at once; the last month's go before those that it has already."""
    months: dict[str, list[str]] = {}
    for n in range(days):
        day = first + timedelta(days=n)
        text = _blocks(n % _ROUND).replace(_ANY_DAY.isoformat(), day.isoformat()).replace(_ANY_NUMBER, f"{n:05}")
        months.setdefault(month_of(day), []).append(text)
    head = f"schema = {SCHEMA}\n"
    for month, texts in months.items():
        path = month_path(root, month)
        was = path.read_bytes() if path.exists() else None
        rest = was.decode().removeprefix(head) if was else ""
        save(path, "".join((head, *texts, rest)).encode(), was=was, sync_name=False)


@cache
def _blocks(n: int) -> str:
    """Return the entries of a day of the round as TOML, with a placeholder for the day and its number."""
    return "".join(block("entry", tables_of(entry)) for entry in _entries(n, _ANY_DAY, _ANY_NUMBER))


def _entries(n: int, day: date, number: str) -> Iterator[Happening]:
    at, run, played = _at(day), f"r{number}", f"s{number}"
    area, side = _AREAS[n % len(_AREAS)], Side.LEFT if n % 3 else Side.RIGHT
    if n % 7 in (1, 2, 4, 6):
        yield _run(n, day, run)
        if n % 7 == 6:
            yield _spot_roll(n, day, played)
        else:
            yield Played(id=played, at=at, day=day, routine="post-run-reset", started=at, seconds=620.0)
        if n % 7 == 2:
            corrected = msgspec.structs.replace(_run(n, day, f"c{number}"), note="one lap more", corrects=run)
            yield corrected
        else:
            yield Felt(
                id=f"f{number}", at=at, day=day, area=area, side=side, score=n % 5, feeling=Feeling.TIGHTNESS,
                when=When.AFTER, run=run,
            )  # fmt: skip
        return
    yield Wore(id=f"w{number}", at=at, day=day, orthotic="cork", hours=5.0 + n % 4)
    yield Felt(id=f"f{number}", at=at, day=day, area=area, side=side, score=n % 3, when=When.MORNING)
    if n % 7 == 0:
        yield Noted(id=f"n{number}", at=at, day=day, text=_NOTES[n % len(_NOTES)])
    elif n % 7 == 3:
        yield Skipped(id=f"k{number}", at=at, day=day, plan="gone", session="none", why="work ran late")
    else:
        yield _strength(n, day, played)


def _run(n: int, day: date, name: str) -> Ran:
    return Ran(
        id=name,
        at=_at(day),
        day=day,
        distance_m=5_000.0 + 500 * (n % 20),
        duration_s=1_800 + 180 * (n % 20),
        shoe="blue" if n % 2 else "pair-0",
        orthotic="cork",
        feel=5 + n % 4,
        surface=(Surface.ROAD, Surface.PATH, Surface.TRAIL)[n % 3],
        note=_NOTES[n % len(_NOTES)] if n % 4 == 1 else "",
    )


def _spot_roll(n: int, day: date, name: str) -> Played:
    steps = tuple(
        StepDone(
            exercise="it-band-foam-roll", side=side, planned_s=300.0, done_s=45.0 + 40 * 3, time_to_clear_s=40.0 * 3,
            spots=tuple(
                SpotDone(seconds=35.0 + 5 * spot, station=1 + 2 * spot, start_score=4 + n % 3, end_score=2)
                for spot in range(3)
            ),
        )
        for side in (Side.LEFT, Side.RIGHT)
    )  # fmt: skip
    return Played(
        id=name, at=_at(day), day=day, routine="it-band-spot-roll", started=_at(day), seconds=330.0, steps=steps
    )


def _strength(n: int, day: date, name: str) -> Played:
    steps = tuple(
        StepDone(exercise=exercise, side=side, planned_reps=12, done_reps=12 - n % 2, planned_s=36.0, done_s=38.0)
        for exercise in ("side-lying-hip-abduction", "clamshell")
        for side in (Side.LEFT, Side.RIGHT)
    )
    return Played(id=name, at=_at(day), day=day, routine="hip-strength", started=_at(day), seconds=420.0, steps=steps)


def _at(day: date) -> datetime:
    return datetime.combine(day, time(18, 5), tzinfo=UTC)
