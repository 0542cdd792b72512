"""Several windows on one store: whatever was acknowledged is there afterwards, or was taken back by one of them."""

import json
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from msgspec.structs import replace

from planner.actions.desk import Desk
from planner.domain.change import Move
from planner.domain.gear import Shoe
from planner.domain.log import UndoEntry
from planner.planning.schedule import Planned
from planner.store.store import Store
from planner.store.undo.history import read_history
from tests.store.deeds import scratch_store
from tests.store.one_of_four import AT, lay_out
from tests.store.records import small_plan

HERE = Path(__file__).parent.parent.parent
PROCESSES = 4


def _all_at_once(root: Path, each: int) -> list[tuple[str, str, Any]]:
    """Let four processes work, and return what each was told, in its own order."""
    command = [sys.executable, "-m", "tests.store.one_of_four", str(root)]
    started = [subprocess.Popen([*command, str(n), str(each)], cwd=HERE) for n in range(PROCESSES)]
    assert [process.wait(600) for process in started] == [0] * PROCESSES
    return [tuple(one) for n in range(PROCESSES) for one in json.loads(Path(f"{root}.{n}.json").read_text())]


def _lost(store: Store, told: list[tuple[str, str, Any]]) -> list[tuple[str, str, Any]]:
    """Return what was acknowledged, not taken back, and is not there."""
    turned = {ref for kind, _, refs in told if kind in ("undone", "redone") for ref in refs}
    entries, problems = store.entries(date.min, date.max)
    assert not problems
    ids = {entry.id for entry in entries}
    out = {entry.of for entry in entries if isinstance(entry, UndoEntry)}
    changes = {change.id for change in store.plan("spring").changes}
    shared = store.gear_item("shared")
    assert isinstance(shared, Shoe)
    words = set(shared.note.split())
    gear = {item.id for item in store.gear()[0]}
    last = {(kind, name): value for kind, name, value in told}
    settings = store.settings()[0]

    def is_there(kind: str, name: str, value: object) -> bool:
        match kind:
            case "entry":  # what is only added to is there even when it was taken back
                return bool(name in ids and (name not in out or value in turned))
            case "change":
                return name in changes
            case "word":
                return name in words or value in turned
            case "gear":
                return name in gear or value in turned
            case "routine":
                return store.has_routine(name)
            case "plan":
                return bool((name in store.plan_ids()) == (last[kind, name] == "there"))
            case "setting":
                return bool(getattr(settings, name) == last[kind, name])
        return True

    return [one for one in told if not is_there(*one)]


def _work_together(each: int) -> None:
    with scratch_store() as store:
        lay_out(store.root)
        told = _all_at_once(store.root, each)
        acknowledged = [one for one in told if one[0] != "refused"]
        assert len(acknowledged) >= PROCESSES * each
        assert _lost(store, told) == []
        assert store.check() == ()
        assert (store.root / "planner.toml").read_text().startswith("# by hand\nunknown = 1\n")
        history, problem = read_history(store.root)
        assert problem is None
        assert len(history.done) > 100
        assert len(set(history.done) | set(history.undone)) == len(history.done) + len(history.undone)
        assert not list(store.root.rglob(".*.planner-tmp"))


def test_a_thousand_interleaved_operations_of_four_processes_lose_nothing() -> None:
    _work_together(250)


@pytest.mark.slow
def test_six_thousand_interleaved_operations_of_four_processes_lose_nothing() -> None:
    _work_together(1500)


def test_with_a_clock_that_is_set_back_the_latest_is_the_latest_and_no_name_comes_twice(tmp_path: Path) -> None:
    store = lay_out(tmp_path / "store")
    moments = iter(AT - timedelta(days=n) for n in range(100))
    desk = Desk(store, now=lambda: next(moments), pick=Random(1).choice)
    for note in ("first", "second"):
        store.create_plan(replace(small_plan("other"), name=note))
        store.delete_plan("other")
    store.restore_plan("other")
    assert store.plan("other").name == "second"
    for day in (20, 21, 22):
        change = Move(id=desk.new_id(), at=desk.now(), session="ab12cd", to=date(2027, 4, day))
        desk.keep_changes("spring", change)
    found = desk.schedule_of(desk.plan_of("spring")).find("ab12cd")
    assert isinstance(found, Planned)
    assert found.session.day == date(2027, 4, 22)
    assert store.last_done() == (f"plan:spring:{change.id}",)
    assert store.check() == ()
