"""Undo and redo over restarts, and the session being played."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.store.history import MOST_ACTIONS
from planner.store.store import Store
from tests.store.deeds import scratch_store

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
    path = store.root / ".state/history.toml"
    path.write_text(f"schema = 1\ndone = {[f'plan:spring:{n}' for n in range(MOST_ACTIONS)]}\n")
    store.remember(("plan:spring:last",))
    assert path.read_text().count("plan:spring:") == MOST_ACTIONS
    assert '"plan:spring:0"' not in path.read_text()


@pytest.mark.parametrize("damage", [b"\xff", b"done = [", b"schema = 1\ndone = 5\n", b"", b"\0\0"])
def test_a_damaged_history_counts_as_empty_and_a_new_one_begins(store: Store, damage: bytes) -> None:
    store.remember(("plan:spring:a",))
    (store.root / ".state/history.toml").write_bytes(damage)
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
