"""What other programs change is noticed by its content, whatever the stamps and the clock say."""

import os
from pathlib import Path

import pytest

from planner.domain.errors import StoreError
from planner.store.outside import watching
from planner.store.outside.watching import PATIENCE_S, Seen, Watch
from planner.store.store import Store
from tests.store.deeds import filled
from tests.store.records import ran

PLAN = "plans/spring.toml"


class Hand:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return filled(tmp_path / "store", tmp_path / "backups")


@pytest.fixture
def clock() -> Hand:
    return Hand()


@pytest.fixture
def watch(store: Store, clock: Hand) -> Watch:
    return Watch(store.root, clock)


def settled(watch: Watch) -> Seen:
    """Look twice: what has moved is told once it stands still."""
    return watch.look() or watch.look()


def waited(watch: Watch, clock: Hand) -> Seen:
    """Look until patience has run out."""
    settled(watch)
    clock.now += PATIENCE_S
    return watch.look()


def test_nothing_is_read_while_nothing_moves(watch: Watch, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "read", lambda path: pytest.fail(f"{path} was read"))
    assert not settled(watch)


def test_what_an_editor_writes_in_place_or_renames_over_it_is_told_once(store: Store, watch: Watch) -> None:
    path = store.root / PLAN
    path.write_bytes(path.read_bytes() + b"# by hand\n")
    assert settled(watch).changed == (PLAN,)
    assert not settled(watch)
    other = path.with_name("4913.toml")
    other.write_bytes(path.read_bytes() + b"# by vim\n")
    other.replace(path)
    assert settled(watch).changed == (PLAN,)


def test_the_same_size_and_the_same_time_hide_nothing(store: Store, watch: Watch) -> None:
    path = store.root / PLAN
    about = path.stat()
    data = path.read_bytes().replace(b"Spring Half", b"Autumn Half"[:11])
    assert len(data) == about.st_size
    path.write_bytes(data)
    os.utime(path, ns=(about.st_atime_ns, about.st_mtime_ns))
    assert settled(watch).changed == (PLAN,)


def test_a_time_that_goes_backwards_is_noticed_like_any(store: Store, watch: Watch) -> None:
    path = store.root / PLAN
    path.write_bytes(path.read_bytes() + b"# older\n")
    os.utime(path, (1_000_000, 1_000_000))
    assert settled(watch).changed == (PLAN,)


def test_a_touch_alone_is_no_change_once_the_content_is_known(store: Store, watch: Watch) -> None:
    path = store.root / PLAN
    path.write_bytes(path.read_bytes() + b"# by hand\n")
    settled(watch)
    os.utime(path)
    assert not settled(watch)


def test_what_this_process_saves_is_no_change_from_outside(store: Store, watch: Watch) -> None:
    store.add_entries(ran("mine01"))
    assert not settled(watch)
    store.delete_plan("spring")
    assert not settled(watch)
    store.restore_plan("spring")
    assert not settled(watch)


def test_the_first_content_again_is_a_change_again(store: Store, watch: Watch) -> None:
    path = store.root / PLAN
    first = path.read_bytes()
    for data in (first + b"# by hand\n", first):
        path.write_bytes(data)
        assert settled(watch).changed == (PLAN,)


def test_a_half_written_file_is_waited_for(store: Store, watch: Watch) -> None:
    path = store.root / PLAN
    whole = path.read_bytes()
    path.write_bytes(whole[:40] + b"\nx = [")
    assert not settled(watch)
    path.write_bytes(whole + b"# whole again\n")
    assert settled(watch).changed == (PLAN,)


@pytest.mark.parametrize("data", [b"", b"\0\0\0\0", b"x = [", b"<<<<<<< HEAD\n"])
def test_a_file_that_stays_damaged_is_told_as_such(store: Store, watch: Watch, clock: Hand, data: bytes) -> None:
    (store.root / PLAN).write_bytes(data)
    seen = waited(watch, clock)
    assert (seen.damaged, seen.changed) == ((PLAN,), ())
    assert not settled(watch)


def test_a_file_that_an_editor_replaces_is_not_told_as_gone(store: Store, watch: Watch, clock: Hand) -> None:
    path = store.root / PLAN
    data = path.read_bytes()
    path.unlink()
    assert not settled(watch)
    path.write_bytes(data + b"# saved\n")
    assert settled(watch).changed == (PLAN,)
    path.unlink()
    assert waited(watch, clock).gone == (PLAN,)


def test_a_conflict_copy_is_told_apart_from_the_files_of_the_store(store: Store, watch: Watch) -> None:
    copy = "plans/spring.sync-conflict-20270314-073000-ABCDEFG.toml"
    (store.root / copy).write_bytes((store.root / PLAN).read_bytes())
    (store.root / f"{PLAN}.orig").write_bytes(b"")
    seen = settled(watch)
    assert set(seen.others) == {copy, f"{PLAN}.orig"}
    assert seen.changed == seen.gone == ()


def test_a_store_that_was_moved_away_is_not_an_empty_one(store: Store, watch: Watch, clock: Hand) -> None:
    store.check_there = watch.check_there
    store.root.rename(store.root.with_name("away"))
    with pytest.raises(StoreError, match="all of its files are gone"):
        store.add_entries(ran("lost01"))
    with pytest.raises(StoreError, match="all of its files are gone"):
        store.save_playing(b"schema = 1\n")
    assert not store.root.exists()
    assert waited(watch, clock).vanished
    assert not settled(watch)
    store.root.with_name("away").rename(store.root)
    assert watch.look().is_back
    store.add_entries(ran("kept01"))


def test_a_store_that_was_emptied_is_not_written_anew(store: Store, watch: Watch, clock: Hand) -> None:
    store.check_there = watch.check_there
    for path in store.root.rglob("*.toml"):
        path.unlink()
    with pytest.raises(StoreError, match="all of its files are gone"):
        store.save_settings({"theme": "dusk"})
    assert waited(watch, clock).vanished


def test_the_last_plan_may_be_deleted_by_planner_itself(tmp_path: Path, clock: Hand) -> None:
    store = filled(tmp_path / "store", tmp_path / "backups")
    for path in store.root.rglob("*.toml"):
        if path.relative_to(store.root).parts[0] not in (".state", "plans"):
            path.unlink()
    watch = Watch(store.root, clock)
    store.check_there = watch.check_there
    store.delete_plan("spring")
    store.restore_plan("spring")
    assert not waited(watch, clock).vanished
