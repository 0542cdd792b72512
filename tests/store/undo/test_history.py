"""Undo and redo over restarts, and the session being played."""

from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.store.store import Store
from planner.store.undo.history import MOST_ACTIONS
from tests.store.deeds import scratch_store
from tests.store.faults import Faults, Killed
from tests.store.records import ran

HISTORY = ".state/history"
ACTS = st.lists(st.sampled_from(["do", "undo", "redo"]), max_size=14)


def _store(folder: Path) -> Store:
    return Store(folder / "store", {"PLANNER_BACKUPS": str(folder / "backups")})


@given(acts=ACTS)
def test_undo_takes_the_last_action_and_redo_brings_it_back(acts: list[str]) -> None:
    with scratch_store() as store:
        _play(store.root.parent, acts)


def _play(folder: Path, acts: list[str]) -> None:
    done: list[tuple[str, ...]] = []
    undone: list[tuple[str, ...]] = []
    for number, act in enumerate(acts):
        store = _store(folder)  # as after a restart
        if act == "do":
            done.append((f"plan:spring:c{number}", f"log:2027-03:e{number}"))
            undone.clear()
            store.remember(done[-1])
        elif act == "undo" and done:
            undone.append(done.pop())
            store.mark_undone(undone[-1])
        elif act == "redo" and undone:
            done.append(undone.pop())
            store.mark_redone(done[-1])
        assert store.last_done() == (done[-1] if done else None)
        assert store.last_undone() == (undone[-1] if undone else None)


def test_undo_can_be_asked_for_one_plan(store: Store) -> None:
    actions = [("plan:spring:a",), ("plan:autumn:b",), ("log:2027-03:c",), ("file:plans/winter.toml:plans.winter.1",)]
    for action in actions:
        store.remember(action)
    assert store.last_done("spring") == actions[0]
    assert store.last_done("winter") == actions[3]
    assert store.last_done("summer") is None
    store.mark_undone(actions[0])
    assert store.last_done() == actions[3]
    assert store.last_undone("spring") == actions[0]
    assert store.last_undone("autumn") is None
    store.mark_redone()
    assert store.last_done() == actions[0]


def test_only_so_many_actions_are_kept(store: Store) -> None:
    store.remember(("plan:spring:first",))
    path = store.root / HISTORY
    path.write_text(path.read_text() + "".join(f"do plan:spring:{n}\n" for n in range(MOST_ACTIONS)))
    for n in range(5):
        store.remember((f"plan:spring:last{n}",))
    for n in range(MOST_ACTIONS):
        assert store.last_done() is not None, n
        store.mark_undone()
    assert store.last_done() is None
    for n in range(MOST_ACTIONS):
        assert store.last_undone() == (
            f"plan:spring:{n + 5}" if n < MOST_ACTIONS - 5 else f"plan:spring:last{n - 295}",
        )
        store.mark_redone()
    assert store.last_undone() is None


def test_the_file_stays_short_however_often_something_is_undone_and_done_again(store: Store) -> None:
    for n in range(3):
        store.remember((f"plan:spring:{n}",))
    path = store.root / HISTORY
    path.write_text(path.read_text() + "undo plan:spring:2\nredo plan:spring:2\n" * 3 * MOST_ACTIONS)
    store.mark_undone()
    store.mark_undone()
    assert path.read_text().count("\n") < 10
    assert store.last_done() == ("plan:spring:0",)
    assert store.last_undone() == ("plan:spring:1",)
    store.mark_redone()
    store.mark_redone()
    assert store.last_done() == ("plan:spring:2",)
    assert store.last_undone() is None


@pytest.mark.parametrize("cut", range(1, len("do log:2027-03:last\n") + 1))
@pytest.mark.parametrize("zeros", [0, 3])
def test_a_power_cut_takes_at_most_the_last_line(store: Store, cut: int, zeros: int) -> None:
    for name in ("first", "last"):
        store.remember((f"log:2027-03:{name}",))
    path = store.root / HISTORY
    path.write_bytes(path.read_bytes()[:-cut] + b"\0" * zeros)
    assert store.last_done() == ("log:2027-03:first",)
    store.remember(("log:2027-03:next",))
    assert store.last_done() == ("log:2027-03:next",)
    store.mark_undone()
    assert store.last_done() == ("log:2027-03:first",)
    assert store.check() == ()


@pytest.mark.parametrize("damage", [b"\xff", b"done = [", b"schema = 1\ndone = 5\n", b"", b"\0\0"])
def test_a_damaged_history_counts_as_empty_and_a_new_one_begins(store: Store, damage: bytes) -> None:
    store.remember(("plan:spring:a",))
    (store.root / HISTORY).write_bytes(damage)
    assert store.last_done() is None
    assert len(store.check()) == (1 if damage else 0)
    store.mark_undone()
    store.remember(("plan:spring:b",))
    assert store.last_done() == ("plan:spring:b",)
    assert store.check() == ()


@pytest.mark.parametrize("refs", [(), ("",), ("a b",), ("a\n",)])
def test_a_ref_that_would_not_read_back_is_refused(store: Store, refs: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="without blanks"):
        store.remember(refs)


def test_the_session_being_played_is_there_until_it_ends(store: Store) -> None:
    assert store.playing() is None
    for step in range(3):
        store.save_playing(b"step = %d\n" % step)
        assert _store(store.root.parent).playing() == b"step = %d\n" % step
    store.end_playing()
    store.end_playing()
    assert store.playing() is None


def test_the_history_of_the_first_version_counts_until_there_is_another(store: Store) -> None:
    first = store.root / ".state/history.toml"
    first.parent.mkdir(parents=True)
    first.write_text('schema = 1\ndone = ["log:2027-03:a", "log:2027-03:b"]\nundone = ["plan:spring:c"]\n')
    assert (store.last_done(), store.last_undone()) == (("log:2027-03:b",), ("plan:spring:c",))
    store.mark_redone()
    assert store.last_done() == ("plan:spring:c",)
    first.write_text("\0\0")
    assert store.last_done() == ("plan:spring:c",)
    (store.root / ".state/history").unlink()
    assert store.last_done() is None


def test_killed_between_two_months_undo_knows_the_part_that_is_there(scratch: Path) -> None:
    entries = (ran("march"), ran("june", date(2027, 6, 1)), ran("july", date(2027, 7, 1)))
    action = tuple(f"log:{one.day:%Y-%m}:{one.id}" for one in entries)
    seen = set()
    for at in range(1, 400):
        folder = scratch / str(at)
        with pytest.MonkeyPatch.context() as patched:
            (faults := Faults(at, "die", below=folder)).install(patched.setattr)
            with suppress(Killed):
                _store(folder).add_entries(*entries, action=action)
        there = {one.id for one in _store(folder).all_entries()[0]}
        seen.add(len(there))
        if 0 < len(there) < 3:
            assert _store(folder).last_done() == action
        if not faults.broken:
            break
    assert seen == {0, 1, 2, 3}
