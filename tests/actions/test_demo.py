"""The demo: full and alive on any day it is opened."""

from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta, timezone
from itertools import pairwise
from pathlib import Path

import pytest

from planner.actions import undo
from planner.actions.body import light_days
from planner.actions.demo import fill_demo
from planner.actions.demo_gear import LONG
from planner.actions.demo_sessions import SPOT_ROLL
from planner.actions.desk import Desk
from planner.actions.gear import worn
from planner.domain.body import Area, Side
from planner.domain.errors import PlannerError
from planner.domain.layer import Thing
from planner.domain.light import Colour
from planner.domain.log import Felt, Gait, Happening, Played, Question, Ran, ShoeCheck, Visit, When, Wore
from planner.domain.session import SessionKind
from planner.planning.agenda import AgendaDay, Status
from planner.store.care.check import check_store
from planner.store.store import Store

NOWS = [
    *(datetime(2027, 2, 1, 9, tzinfo=UTC) + timedelta(days=n) for n in range(7)),
    datetime(2026, 12, 31, 23, 59, tzinfo=UTC),
    datetime(2027, 1, 1, 0, 0, tzinfo=UTC),
    datetime(2028, 2, 29, 12, tzinfo=UTC),
    datetime(2027, 10, 31, 2, 30, tzinfo=timezone(timedelta(hours=1))),
    datetime(2027, 7, 4, 6, tzinfo=timezone(timedelta(hours=13))),
    datetime(2027, 7, 4, 23, tzinfo=timezone(timedelta(hours=-11))),
]


def filled(root: Path, now: datetime) -> Desk:
    return fill_demo(Store(root / "store", {"PLANNER_BACKUPS": str(root / "backups")}), now)


def _worst(entries: Iterable[Happening], area: Area, side: Side) -> int:
    return max(entry.score for entry in entries if isinstance(entry, Felt) and (entry.area, entry.side) == (area, side))


def days_of(desk: Desk) -> tuple[AgendaDay, ...]:
    plan = desk.plan_of(None)
    return desk.days(plan.weeks[0].start, plan.race.day)


def files_of(root: Path) -> dict[str, bytes]:
    return {
        str(file.relative_to(root)): file.read_bytes()
        for folder in ("plans", "log", "gear")
        for file in sorted((root / "store" / folder).glob("*.toml"))
    }


@pytest.mark.parametrize("now", NOWS, ids=str)
def test_the_demo_is_alive_on_any_day(tmp_path: Path, now: datetime) -> None:
    desk = filled(tmp_path, now)
    plan, today = desk.plan_of(None), now.date()
    number, _ = plan.week_of(today) or (0, None)
    assert number == 9
    days = days_of(desk)
    past = [line.status for day in days if day.day < today for line in day.sessions]
    ahead = [line.status for day in days if day.day >= today for line in day.sessions]
    assert past.count(Status.DONE) >= 25
    assert past.count(Status.SKIPPED) >= 2
    assert set(past) == {Status.DONE, Status.SKIPPED}
    assert set(ahead) == {Status.PLANNED}
    hung = {line.status for day in days if day.day < today for line in day.routines}
    assert hung == {Status.DONE, Status.PARTLY, Status.SKIPPED, Status.MISSED}
    moved = [line for day in days for line in day.sessions if line.planned.is_moved]
    assert len(moved) == 1
    assert moved[0].session.day > today
    entries = desk.entries(days[0].day, today)
    assert all(entry.day < today for entry in entries)
    assert _worst(entries, Area.CALF, Side.LEFT) >= 4
    assert 3 <= _worst(entries, Area.KNEE, Side.LEFT) <= 4
    assert any(isinstance(entry, Wore) for entry in entries)
    assert desk.problems == ()


@pytest.mark.parametrize("now", NOWS[:8], ids=str)
def test_the_seconds_of_the_spot_rolls_fall(tmp_path: Path, now: datetime) -> None:
    desk = filled(tmp_path, now)
    rolls = [
        entry for entry in desk.entries(date.min, date.max) if isinstance(entry, Played) and entry.routine == SPOT_ROLL
    ]
    seconds = [sum(step.time_to_clear_s or 0 for step in roll.steps) for roll in rolls]
    assert len(seconds) >= 8
    assert seconds[-1] < 0.6 * seconds[0]
    assert sum(later < earlier for earlier, later in pairwise(seconds)) >= len(seconds) - 2


@pytest.mark.parametrize("now", NOWS[:8], ids=str)
def test_the_knee_follows_the_calf_and_eases(tmp_path: Path, now: datetime) -> None:
    desk = filled(tmp_path, now)
    felt = [entry for entry in desk.entries(date.min, desk.today) if isinstance(entry, Felt)]
    knee = [entry for entry in felt if entry.area is Area.KNEE and entry.score >= 3]
    assert min(entry.day for entry in felt if entry.area is Area.CALF and entry.score >= 4) < knee[0].day
    last = [entry.score for entry in felt if entry.area is Area.KNEE and (desk.today - entry.day).days <= 8]
    assert all(score <= 2 for score in last)
    # Each is about a run that was done, on its day.
    runs = {entry.session: entry.day for entry in desk.entries(date.min, desk.today) if isinstance(entry, Ran)}
    assert all(runs[entry.run] == entry.day for entry in felt if entry.when is When.DURING)


@pytest.mark.parametrize("now", NOWS[:8], ids=str)
def test_every_insight_has_something_to_show(tmp_path: Path, now: datetime) -> None:
    desk = filled(tmp_path, now)
    entries = desk.entries(date.min, desk.today)
    runs = [entry for entry in entries if isinstance(entry, Ran)]
    assert all(run.surface and run.comfort is not None for run in runs)
    assert len({run.surface for run in runs}) >= 4
    assert {run.shoe for run in runs} == {"blue", "green", "red"}
    gone = worn(desk)["blue"].distance_m + desk.shoe("blue").start_m
    assert 0.85 < gone / desk.shoe("blue").due_m < 1
    played = {entry.id: entry for entry in entries if isinstance(entry, Played)}
    rated = [entry for entry in entries if isinstance(entry, Felt) and entry.session]
    assert len(rated) >= 30
    assert sum(entry.when is When.BEFORE for entry in rated) == len(rated) / 2
    assert all(played[entry.session].steps for entry in rated)
    led = [step for entry in played.values() for step in entry.steps if entry.routine != SPOT_ROLL]
    assert len(led) > 100
    assert {entry.orthotic for entry in entries if isinstance(entry, Wore)} == {"cork", "shells"}
    assert {Gait, ShoeCheck, Visit, Question} <= {type(entry) for entry in entries}


@pytest.mark.parametrize("now", NOWS[:8], ids=str)
def test_the_light_was_yellow_for_some_days_and_is_green_again(tmp_path: Path, now: datetime) -> None:
    desk = filled(tmp_path, now)
    plan = desk.plan_of(None)
    days = light_days(desk, plan.weeks[0].start, desk.today - timedelta(days=1))
    colours = [days[day] for day in sorted(days)]
    assert set(colours) == {Colour.GREEN, Colour.YELLOW}
    assert 6 <= colours.count(Colour.YELLOW) <= 14
    assert colours[-5:] == [Colour.GREEN] * 5


def test_the_same_day_gives_the_same_demo(tmp_path: Path) -> None:
    morning, evening = (datetime(2027, 2, 6, hour, tzinfo=UTC) for hour in (6, 22))
    filled(tmp_path / "one", morning)
    filled(tmp_path / "other", morning)
    assert files_of(tmp_path / "one") == files_of(tmp_path / "other")
    late = filled(tmp_path / "late", evening)
    assert days_of(late) == days_of(filled(tmp_path / "early", morning))


def test_the_first_undo_takes_the_moved_run_back_and_the_plan_stays(tmp_path: Path) -> None:
    desk = filled(tmp_path, NOWS[0])
    said = undo.undo(desk)
    assert "moved" in said.lower()
    assert not [line for day in days_of(desk) for line in day.sessions if line.planned.is_moved]
    for _ in range(5):
        with suppress(PlannerError):  # nothing left to take back
            undo.undo(desk)
    assert desk.plan() is not None


def test_every_file_of_the_demo_is_sound(tmp_path: Path) -> None:
    filled(tmp_path, NOWS[0])
    assert check_store(tmp_path / "store") == ()


def test_the_calendar_shows_the_pair_that_long_runs_to_come_are_in(store_root: Path) -> None:
    desk = filled(store_root.parent, NOWS[5])
    ahead = [
        (line.session.kind, day.gear_of(line.session.id, Thing.SHOE))
        for day in days_of(desk)
        for line in day.sessions
        if day.day >= desk.today
    ]
    assert {shoe for kind, shoe in ahead if kind is SessionKind.LONG} == {LONG}
    assert LONG not in {shoe for kind, shoe in ahead if kind is not SessionKind.LONG}
    assert check_store(desk.store.root) == ()


def test_u_in_the_demo_never_takes_its_gear_back(store_root: Path) -> None:
    desk = filled(store_root.parent, NOWS[5])
    gear = desk.gear()
    with suppress(PlannerError):
        while True:
            undo.undo(desk)
    assert desk.gear() == gear
    assert desk.plan_of(None).layers[-1].what == LONG
