"""Daily copies outside the store."""

import errno
import os
import stat
from datetime import date, timedelta
from pathlib import Path

import pytest

from planner.actions.backups import find_backup, make_backup, restore_all
from planner.actions.desk import Desk
from planner.domain.errors import StoreError
from planner.store.care import archive
from planner.store.care.backup import back_up, back_up_daily, backups_of, kept_in, left_overs
from planner.store.store import Store
from tests.store.records import move, ran, small_plan, small_template


def _backups(store: Store, tmp_path: Path) -> Path:
    return backups_of(store.root, {"PLANNER_BACKUPS": str(tmp_path / "backups")})


def test_the_first_write_of_a_day_copies_the_store_as_it_was_before_it(store: Store, tmp_path: Path) -> None:
    store.create_plan(small_plan())
    store.save_template(small_template())
    before = (store.root / "plans/spring.toml").read_bytes()
    (store.root / ".state/backed-up").write_text("2027-03-13")
    store = Store(store.root, {"PLANNER_BACKUPS": str(tmp_path / "backups")})
    store.add_entries(ran("a"))
    store.add_entries(ran("b"))
    folder = _backups(store, tmp_path)
    (name,) = kept_in(folder)
    assert sorted(str(path.relative_to(folder / name)) for path in (folder / name).rglob("*.toml")) == [
        "plans/spring.toml",
        "templates/half.toml",
    ]
    assert (folder / name / "plans/spring.toml").read_bytes() == before
    assert store.backup_problem is None


def test_seven_days_are_kept_and_they_are_private(store: Store, tmp_path: Path) -> None:
    os.umask(0)
    store.create_plan(small_plan())
    environ = {"PLANNER_BACKUPS": str(tmp_path / "backups")}
    for day in range(10):
        back_up_daily(store.root, environ, date(2027, 3, 1) + timedelta(days=day))
    folder = _backups(store, tmp_path)
    assert kept_in(folder) == tuple(f"2027-03-{day:02}.{day}" for day in range(4, 11))
    for path in (tmp_path / "backups").rglob("*"):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600)


def test_a_backup_that_cannot_be_made_is_told_and_the_write_still_happens(store: Store, tmp_path: Path) -> None:
    (tmp_path / "backups").write_text("a file")
    store.create_plan(small_plan())
    store = Store(store.root, {"PLANNER_BACKUPS": str(tmp_path / "backups")})
    store.add_entries(ran("a"))
    assert "a file stands where a folder should be, so today's backup of the store was not made" in str(
        store.backup_problem
    )
    assert store.log_months() == ("2027-03",)


def test_that_no_backup_can_be_made_is_told_once_a_day_and_tried_each_time(store: Store, tmp_path: Path) -> None:
    (tmp_path / "backups").write_text("a file")
    store.create_plan(small_plan())
    environ = {"PLANNER_BACKUPS": str(tmp_path / "backups")}
    told = []
    for number in range(3):
        again = Store(store.root, environ)
        again.add_entries(ran(f"a{number}"))
        told.append(again.backup_problem is not None)
    assert told == [True, False, False]
    (tmp_path / "backups").unlink()
    Store(store.root, environ).add_entries(ran("b"))
    assert len(kept_in(_backups(store, tmp_path))) == 1


def test_a_file_that_cannot_be_read_keeps_no_other_one_out_of_the_backups(store: Store, tmp_path: Path) -> None:
    store.create_plan(small_plan())
    (store.root / ".state/backed-up").unlink()
    (store.root / "plans/large.toml").write_bytes(b"#" * 20_000_001)
    environ = {"PLANNER_BACKUPS": str(tmp_path / "backups")}
    told = []
    for number in range(3):
        again = Store(store.root, environ)
        again.add_entries(ran(f"a{number}"))
        told.append(str(again.backup_problem or ""))
    assert "large.toml" in told[0]
    assert "not in today's backup" in told[0]
    assert told[1:] == ["", ""]
    folder = _backups(store, tmp_path)
    (name,) = kept_in(folder)
    assert [path.name for path in (folder / name).rglob("*.toml")] == ["spring.toml"]


def test_what_a_backup_that_failed_had_written_is_removed_again(store: Store, tmp_path: Path) -> None:
    store.create_plan(small_plan())
    store.save_settings({"unit": "mi"})
    folder = tmp_path / "b"
    kept = os.fsync
    left = 2

    def full(handle: int) -> None:
        nonlocal left
        left -= 1
        if left < 0:
            raise OSError(errno.ENOSPC, "full")
        kept(handle)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(os, "fsync", full)
        with pytest.raises(StoreError, match="full"):
            back_up(store.root, folder, "2027-03-01")
    assert list(folder.rglob("*.toml")) == []


@pytest.mark.skipif(os.name == "nt", reason="links need a right on Windows")
def test_a_link_among_the_backups_goes_alone_and_not_what_it_leads_to(store: Store, tmp_path: Path) -> None:
    store.create_plan(small_plan())
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "log.toml").write_text("mine")
    folder = tmp_path / "b"
    for day in range(1, 3):
        back_up(store.root, folder, f"2027-03-0{day}")
    (folder / "2027-03-01.1/log").symlink_to(mine)
    (folder / "2026-03-01.0").symlink_to(mine)
    for day in range(3, 10):
        back_up(store.root, folder, f"2027-03-0{day}")
    assert not (folder / "2027-03-01.1").exists()
    assert not (folder / "2026-03-01.0").is_symlink()
    assert (mine / "log.toml").read_text() == "mine"


@pytest.mark.skipif(os.name == "nt", reason="links need a right on Windows")
def test_nothing_is_tidied_beyond_the_folders_of_the_store(store: Store, tmp_path: Path) -> None:
    store.create_plan(small_plan())
    theirs = tmp_path / "theirs"
    theirs.mkdir()
    path = theirs / ".x.planner-tmp"
    path.touch()
    os.utime(path, (1, 1))
    (store.root / "other").symlink_to(theirs)
    assert left_overs(store.root) == ()


def test_the_first_copy_is_made_as_soon_as_there_is_something_to_copy(store: Store, tmp_path: Path) -> None:
    store.create_plan(small_plan())
    assert kept_in(_backups(store, tmp_path)) == ()
    Store(store.root, {"PLANNER_BACKUPS": str(tmp_path / "backups")}).add_entries(ran("a"))
    assert len(kept_in(_backups(store, tmp_path))) == 1


def test_a_clock_that_is_set_back_makes_a_copy_that_is_the_newest(store: Store, tmp_path: Path) -> None:
    store.create_plan(small_plan())
    environ = {"PLANNER_BACKUPS": str(tmp_path / "backups")}
    for day in (*range(11, 18), 2, 3):
        back_up_daily(store.root, environ, date(2027, 3, day))
    kept = kept_in(_backups(store, tmp_path))
    assert kept[-2:] == ("2027-03-02.8", "2027-03-03.9")
    assert len(kept) == 7


def test_a_store_that_lost_most_of_it_does_not_push_the_last_good_copy_out(store: Store, tmp_path: Path) -> None:
    store.create_plan(small_plan())
    store.add_entries(*(ran(f"a{number}") for number in range(200)))
    environ = {"PLANNER_BACKUPS": str(tmp_path / "backups")}
    back_up_daily(store.root, environ, date(2027, 3, 1))
    month = store.root / "log/2027-03.toml"
    whole = month.read_bytes()
    month.write_bytes(b"\0" * len(whole))
    for day in range(2, 20):
        back_up_daily(store.root, environ, date(2027, 3, day))
    folder = _backups(store, tmp_path)
    assert kept_in(folder)[0] == "2027-03-01.1"
    assert len(kept_in(folder)) == 8
    assert (folder / "2027-03-01.1/log/2027-03.toml").read_bytes() == whole
    assert not (folder / kept_in(folder)[-1] / "log").exists()
    month.write_bytes(whole)
    back_up_daily(store.root, environ, date(2027, 4, 1))
    assert len(kept_in(folder)) == 7


def test_copies_from_before_a_migration_and_daily_ones_do_not_push_each_other_out(store: Store, tmp_path: Path) -> None:
    store.create_plan(small_plan())
    folder = tmp_path / "b"
    for day in range(1, 10):
        back_up(store.root, folder, f"2027-03-0{day}")
        back_up(store.root, folder, "before-schema-2")
    names = kept_in(folder)
    assert [name for name in names if name.startswith("2027")] == [
        f"2027-03-0{day}.{2 * day - 1}" for day in range(3, 10)
    ]
    assert [name for name in names if name.startswith("before")] == [
        f"before-schema-2.{2 * day}" for day in range(5, 10)
    ]


def test_a_backup_that_was_cut_off_is_made_anew(store: Store, tmp_path: Path) -> None:
    store.create_plan(small_plan())
    folder = _backups(store, tmp_path)
    half = folder / ".before-import.1.part" / "plans"
    half.mkdir(parents=True)
    (half / "spring.toml").write_text("half")
    made = store.back_up("before-import")
    assert made == folder / "before-import.1"
    assert made is not None
    assert (made / "plans/spring.toml").read_bytes() == (store.root / "plans/spring.toml").read_bytes()
    assert kept_in(folder) == ("before-import.1",)


def test_two_stores_have_backups_of_their_own(tmp_path: Path) -> None:
    environ = {"PLANNER_BACKUPS": str(tmp_path / "backups")}
    assert backups_of(tmp_path / "one", environ) != backups_of(tmp_path / "two", environ)


def test_an_empty_store_needs_no_backup(store: Store, tmp_path: Path) -> None:
    assert back_up(store.root, tmp_path / "b", "x") is None
    assert not (tmp_path / "b").exists()


def test_what_killed_saves_left_behind_is_removed_once_it_is_old(store: Store, tmp_path: Path) -> None:
    store.create_plan(small_plan())
    for folder in ("", "plans", ".state"):
        for name, age in (("old", 7200), ("new", 5)):
            path = store.root / folder / f".{name}.toml.0123.planner-tmp"
            path.write_text("half")
            os.utime(path, (path.stat().st_mtime - age, path.stat().st_mtime - age))
    back_up_daily(store.root, {"PLANNER_BACKUPS": str(tmp_path / "backups")}, date(2027, 3, 1))
    assert {path.name for path in store.root.rglob("*.planner-tmp")} == {".new.toml.0123.planner-tmp"}
    assert store.plan("spring") == small_plan()


def test_what_a_person_put_beside_the_backups_is_never_removed(store: Store, tmp_path: Path) -> None:
    store.create_plan(small_plan())
    folder = tmp_path / "b"
    folder.mkdir()
    names = [f"mine.{number}" for number in range(9)] + [f"photo.{number}.zip" for number in range(9)]
    for name in names:
        (folder / name).write_text("mine")
    for day in range(1, 10):
        back_up(store.root, folder, f"2027-03-0{day}")
    assert set(names) <= set(kept_in(folder))


def test_what_did_not_change_is_written_once_and_each_copy_is_whole(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.create_plan(small_plan())
    store.add_entries(ran("a"))
    folder = tmp_path / "b"
    back_up(store.root, folder, "2027-03-01")
    store.add_entries(ran("b"))
    back_up(store.root, folder, "2027-03-02")
    plans = [(folder / name / "plans/spring.toml") for name in kept_in(folder)]
    assert plans[0].samefile(plans[1])
    months = [(folder / name / "log/2027-03.toml").read_bytes() for name in kept_in(folder)]
    assert months[1].startswith(months[0])
    assert months[0] != months[1]

    def refuse(_: Path, __: Path) -> None:
        raise OSError(errno.EPERM, "no second names here")

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    back_up(store.root, folder, "2027-03-03")
    last = folder / kept_in(folder)[-1] / "plans/spring.toml"
    assert last.read_bytes() == plans[0].read_bytes()
    assert not last.samefile(plans[0])


def test_what_reads_back_otherwise_becomes_no_backup(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    store.create_plan(small_plan())
    write = os.write

    def bad_write(handle: int, data: bytes) -> int:
        return write(handle, bytes(data).replace(b"Spring", b"Sprang"))

    monkeypatch.setattr(os, "write", bad_write)
    with pytest.raises(StoreError, match="plans/spring"):
        store.back_up("2027-03-14")
    assert kept_in(store.backups) == ()


def test_a_backup_file_that_packs_something_else_is_told_and_before_a_restore_stops_it(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.create_plan(small_plan())
    desk = Desk(store)
    make_backup(desk, str(tmp_path / "good.zip"), replace=False)
    store.add_changes("spring", move("mv0001"))
    before = (store.root / "plans/spring.toml").read_bytes()

    def badly(files: dict[str, bytes], made: str) -> bytes:
        return archive.packed({name: data + b"# x\n" for name, data in files.items()}, made)

    monkeypatch.setattr("planner.actions.backups.packed", badly)
    monkeypatch.setattr("planner.store.care.restore.packed", badly)
    with pytest.raises(StoreError, match="reads back differently"):
        make_backup(desk, str(tmp_path / "bad.zip"), replace=False)
    with pytest.raises(StoreError, match="reads back differently"):
        restore_all(desk, find_backup(desk, str(tmp_path / "good.zip")))
    assert (store.root / "plans/spring.toml").read_bytes() == before
    assert not (store.root / ".state/restoring").exists()
