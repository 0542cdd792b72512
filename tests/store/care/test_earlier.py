"""Stores that earlier versions of the program wrote: read whole, shown as they were then, and gone on with."""

import json
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest

from planner.actions.desk import Desk
from planner.actions.undo import undo
from planner.planning.schedule import schedule
from planner.store.store import Store
from tests.store.deeds import files_of
from tests.store.records import DAY, move, ran

EARLIER = Path(__file__).parents[1] / "earlier"
NAMES = sorted(path.name for path in EARLIER.iterdir() if path.is_dir())


@pytest.fixture(params=NAMES)
def then(request: pytest.FixtureRequest) -> Path:
    return EARLIER / str(request.param)


@pytest.fixture
def earlier(then: Path, tmp_path: Path) -> Store:
    root = tmp_path / "store"
    shutil.copytree(then, root)
    (root / "state").rename(root / ".state")
    (root / "as-then.json").unlink()
    for path in (root, *root.rglob("*")):
        path.chmod(0o700 if path.is_dir() else 0o600)
    return Store(root, {"PLANNER_BACKUPS": str(tmp_path / "backups")})


def _then(folder: Path) -> dict[str, Any]:
    told: dict[str, Any] = json.loads((folder / "as-then.json").read_text(encoding="utf-8"))
    return told


def _plain(value: object) -> object:
    told: object = json.loads(msgspec.json.encode(value))
    return told


def test_there_is_a_store_of_each_capability() -> None:
    assert len(NAMES) == 6


def test_every_file_is_read_without_a_problem(earlier: Store) -> None:
    before = files_of(earlier.root)
    assert earlier.settings()[1] == ()
    assert earlier.settings()[0].keys == {"calendar.move": "M"}
    assert earlier.plans()[1] == earlier.gear()[1] == earlier.templates()[1] == earlier.all_entries()[1] == ()
    desk = Desk(earlier)
    assert "mine" in desk.library().routines
    assert desk.problems == ()
    assert earlier.check() == ()
    assert {name: data for name, data in files_of(earlier.root).items() if name != ".state/log.cache"} == {
        name: data for name, data in before.items() if name != ".state/log.cache"
    }


def test_the_schedule_is_the_one_that_was_shown_then(earlier: Store, then: Path) -> None:
    for plan_id, told in _then(then)["plans"].items():
        standing = schedule(earlier.plan(plan_id))
        assert [_plain(planned.session) for planned in standing.sessions] == told["sessions"]
        assert [[hung.id, hung.day.isoformat(), hung.what] for hung in standing.hung] == told["hung"]


def test_the_log_and_the_gear_are_those_that_were_shown_then(earlier: Store, then: Path) -> None:
    told = _then(then)
    assert [_plain(entry) for entry in Desk(earlier).entries(date(2026, 1, 1), date(2027, 12, 31))] == told["log"]
    assert [_plain(item) for item in earlier.gear()[0]] == told["gear"]
    assert list(earlier.last_done() or ()) == told["undo"]


def test_each_file_can_be_added_to_and_changed(earlier: Store) -> None:
    root = earlier.root
    before = files_of(root)
    plan = earlier.plan("spring")
    entries = earlier.all_entries()[0]
    month, plan_file = f"log/{DAY:%Y-%m}.toml", "plans/spring.toml"
    earlier.add_entries(ran("new1"), ran("new2", date(2027, 1, 31)))
    earlier.add_changes("spring", move("new3"))
    earlier.replace_gear(msgspec.structs.replace(earlier.gear_item("blue"), note="soft"))
    earlier.save_settings({"unit": "mi"})
    own = Desk(earlier).library().routines["mine"]
    earlier.save_routine(msgspec.structs.replace(own, name="Mine too"))
    now = files_of(root)
    assert {entry.id for entry in earlier.all_entries()[0]} == {*(entry.id for entry in entries), "new1", "new2"}
    assert [one.id for one in earlier.plan("spring").changes] == [*(one.id for one in plan.changes), "new3"]
    for name in (month, "log/2027-01.toml", plan_file):
        assert now[name].startswith(before.get(name, b""))
    assert b"# written by hand" in now["planner.toml"]
    assert earlier.check() == ()


def test_the_last_action_of_then_can_be_taken_back(earlier: Store) -> None:
    before = earlier.last_done()
    assert undo(Desk(earlier)).startswith("Took back: ")
    assert earlier.last_done() != before
