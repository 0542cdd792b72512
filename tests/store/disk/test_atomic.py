"""Saving a file: whole, private, only what was read is replaced, links stay links."""

import errno
import os
import stat
from pathlib import Path

import pytest

from planner.domain.errors import StoreError
from planner.store.disk import atomic
from planner.store.disk.atomic import ChangedOutside, lock, make_folder, read, remove, save
from planner.store.store import Store
from tests.store.deeds import DEEDS, filled
from tests.store.records import DAY, move, ran, small_plan


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_everything_in_a_new_store_is_private_even_under_a_careless_umask(tmp_path: Path) -> None:
    os.umask(0)
    filled(tmp_path / "a" / "store", tmp_path / "backups")
    made = list(tmp_path.rglob("*"))
    assert len(made) > 15
    for path in made:
        assert _mode(path) == (0o700 if path.is_dir() else 0o600), path


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o644, 0o664])
def test_a_file_keeps_the_mode_that_its_owner_gave_it(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "a.toml"
    path.write_bytes(b"old")
    path.chmod(mode)
    save(path, b"new", was=b"old")
    assert _mode(path) == mode
    assert path.read_bytes() == b"new"


def test_a_write_protected_file_stays_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_bytes(b"old")
    path.chmod(0o400)
    with pytest.raises(StoreError, match="write-protected"):
        save(path, b"new", was=b"old")
    assert path.read_bytes() == b"old"


@pytest.mark.parametrize("was", [None, b"", b"older"])
def test_a_file_that_says_something_else_than_what_was_read_is_not_replaced(tmp_path: Path, was: bytes | None) -> None:
    path = tmp_path / "a.toml"
    path.write_bytes(b"old")
    with pytest.raises(ChangedOutside):
        save(path, b"new", was=was)
    with pytest.raises(ChangedOutside):
        remove(path, was=b"older")
    assert path.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["a.toml"]


@pytest.mark.parametrize("lost", ["last byte", "a bit", "all but the length", "more than was written"])
def test_what_reads_back_otherwise_than_it_was_written_does_not_replace_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lost: str
) -> None:
    path = tmp_path / "a.toml"
    path.write_bytes(b"old")
    write = os.write

    def bad_write(handle: int, data: bytes) -> int:
        kept = bytes(data)
        wrong = {
            "last byte": kept[:-1],
            "a bit": bytes([kept[0] ^ 1]) + kept[1:],
            "all but the length": bytes(len(kept)),
        }
        write(handle, wrong.get(lost, kept + b"#"))
        return len(kept)

    monkeypatch.setattr(os, "write", bad_write)
    with pytest.raises(StoreError, match=r"a\.toml"):
        save(path, b"new", was=b"old")
    with pytest.raises(StoreError, match=r"b\.toml"):
        save(tmp_path / "b.toml", b"new", was=None)
    monkeypatch.undo()
    assert path.read_bytes() == b"old"
    assert [one.name for one in tmp_path.iterdir()] == ["a.toml"]


def test_a_disk_that_takes_a_few_bytes_at_a_time_gets_all_of_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = os.write
    monkeypatch.setattr(os, "write", lambda handle, data: write(handle, bytes(data)[:3]))
    save(tmp_path / "a.toml", b"longer than three", was=None)
    assert (tmp_path / "a.toml").read_bytes() == b"longer than three"


@pytest.mark.parametrize("was", [None, b"old"])
def test_a_name_that_the_disk_does_not_take_gives_way_to_what_stood_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, was: bytes | None
) -> None:
    path = tmp_path / "a.toml"
    if was is not None:
        path.write_bytes(was)
    sync, failed = os.fsync, []

    def bad_sync(handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode) and (path.exists() and path.read_bytes() == b"new"):
            failed.append(handle)
            raise OSError(errno.EIO, "")
        sync(handle)

    monkeypatch.setattr(os, "fsync", bad_sync)
    with pytest.raises(StoreError) as told:
        save(path, b"new", was=was)
    assert failed
    assert "may be saved" not in str(told.value)
    assert read(path) == was


def test_a_file_that_went_away_meanwhile_is_not_made_again(tmp_path: Path) -> None:
    with pytest.raises(ChangedOutside):
        save(tmp_path / "a.toml", b"new", was=b"old")
    assert list(tmp_path.iterdir()) == []


def test_an_edit_made_outside_between_two_of_ours_is_kept(store: Store) -> None:
    store.create_plan(small_plan())
    path = store.root / "plans/spring.toml"
    store.add_changes("spring", move("mv0001"))
    path.write_text(path.read_text().replace("Spring Half", "Spring Ten") + "# by hand\n")
    plan = store.add_changes("spring", move("mv0002"))
    assert plan.race.name == "Spring Ten"
    assert "# by hand" in path.read_text()


def test_a_linked_file_stays_a_link_and_what_it_leads_to_is_replaced(store: Store) -> None:
    store.create_plan(small_plan())
    path = store.root / "plans/spring.toml"
    kept = store.root / "shared" / "spring.toml"
    kept.parent.mkdir()
    path.rename(kept)
    path.symlink_to(kept)
    store.add_changes("spring", move("mv0001"))
    assert path.is_symlink()
    assert not kept.is_symlink()
    assert "mv0001" in kept.read_text()
    assert [path.name for path in kept.parent.iterdir()] == ["spring.toml"]


def test_a_store_folder_that_is_a_link_works(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    filled(tmp_path / "link", tmp_path / "backups")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real/plans/spring.toml").is_file()


@pytest.mark.parametrize("deed", DEEDS)
def test_a_store_that_is_a_file_is_said_in_one_line_and_stays(tmp_path: Path, deed: str) -> None:
    root = tmp_path / "store"
    root.write_text("mine")
    store = Store(root, {"PLANNER_BACKUPS": str(tmp_path / "b")})
    if deed in ("remember", "undo"):  # what they are about is saved already: their failing is no failure of it
        DEEDS[deed](store)
        assert "a file stands where a folder should be" in str(store.history_problem)
    elif deed != "back up":
        with pytest.raises(StoreError) as told:
            DEEDS[deed](store)
        assert "a file stands where a folder should be" in str(told.value)
        assert "\n" not in str(told.value)
    assert store.plans()[0] == ()
    assert len(store.entries(DAY, DAY)[1]) == 1
    assert store.settings()[1]
    assert store.check()
    assert root.read_text() == "mine"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_store_can_be_read_and_a_write_is_refused_in_one_line(tmp_path: Path) -> None:
    store = filled(tmp_path / "store", tmp_path / "backups")
    for folder in (store.root, *(path for path in store.root.rglob("*") if path.is_dir())):
        folder.chmod(0o500)
    assert store.plan("spring").base
    for deed in DEEDS.values():
        with pytest.raises(StoreError, match="you may not"):
            deed(store)


def test_reading_a_store_that_does_not_exist_finds_nothing_and_makes_nothing(store: Store) -> None:
    assert store.plans() == ((), ())
    assert store.entries(DAY, DAY) == ((), ())
    assert store.gear() == ((), ())
    assert store.settings()[1] == ()
    assert store.log_months() == ()
    assert store.playing() is None
    assert store.last_done() is None
    assert store.check() == ()
    assert not store.root.exists()


def test_the_first_write_keeps_machine_files_out_of_git_and_a_persons_own_list_stays(store: Store) -> None:
    store.add_entries(ran("a"))
    ignore = store.root / ".gitignore"
    assert ".state/" in ignore.read_text().splitlines()
    ignore.write_text("mine\n")
    store.add_entries(ran("b"))
    assert ignore.read_text() == "mine\n"


def test_a_store_that_another_window_holds_is_refused_after_a_while(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(atomic, "LOCK_WAIT_S", 0.02)
    with lock(store.root), pytest.raises(StoreError, match="another planner"):
        store.add_entries(ran("a"))
    store.add_entries(ran("a"))
    assert (store.root / ".state/lock").exists()


def test_a_pipe_a_folder_or_a_huge_file_is_not_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(StoreError, match="not a file"):
        read(tmp_path / "pipe")
    with pytest.raises(StoreError, match="not a file"):
        read(tmp_path)
    with (tmp_path / "huge").open("wb") as file:
        file.truncate(atomic.MOST_BYTES + 1)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(os, "read", lambda *_: pytest.fail("it is not read first"))
        with pytest.raises(StoreError, match="larger than"):
            read(tmp_path / "huge")
    assert read(tmp_path / "none") is None


def test_a_folder_is_made_with_those_above_it(tmp_path: Path) -> None:
    make_folder(tmp_path / "a" / "b" / "c")
    make_folder(tmp_path / "a" / "b" / "c")
    assert (tmp_path / "a/b/c").is_dir()


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="a system without /proc")
def test_a_place_where_no_folder_can_be_made_is_refused_in_one_line() -> None:
    with pytest.raises(StoreError, match="/proc/planner-test"):
        Store(Path("/proc/planner-test/store")).add_entries(ran("a"))


def test_importing_the_store_loads_nothing_heavy() -> None:
    import subprocess
    import sys

    heavy = (
        "tomlkit tomli_w tempfile secrets hashlib platformdirs subprocess random shutil dataclasses yaml textual rich"
    )
    program = (
        "import sys; before = set(sys.modules); import planner.store.store;"
        f"print(*[name for name in {heavy.split()} if name in sys.modules and name not in before])"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert run.stdout.split() == []
