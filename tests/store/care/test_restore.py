"""The store as a backup holds it: whole or by the file, checked first, backed up first, at any fault old or new."""

import json
import os
import shutil
import stat
from contextlib import suppress
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_LZMA, ZipFile, ZipInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.actions.backups import find_backup, find_file, make_backup, restore_all, restore_one
from planner.actions.copies_aside import find_copies, keep_ours
from planner.actions.desk import Desk
from planner.actions.undo import redo, undo
from planner.codec.toml import NewerFile
from planner.domain.errors import BadValue, PlannerError, StoreError
from planner.store.care import restore
from planner.store.care.archive import MANIFEST, files_of, is_store_name, open_backup, packed, unpacked
from planner.store.care.backup import kept_in
from planner.store.disk.atomic import MOST_BYTES, save
from planner.store.outside.aside import copies
from planner.store.store import Store
from tests.store.deeds import filled
from tests.store.failing_disk import EVERY, QUICK, Way, all_files, by_desk, every_fault, laid, lasting
from tests.store.faults import Faults, Killed
from tests.store.records import move, ran, small_plan

NOW = datetime(2027, 3, 14, 8, 0, tzinfo=UTC)


@pytest.fixture
def desk(store_root: Path, tmp_path: Path) -> Desk:
    return Desk(filled(store_root, tmp_path / "backups"), now=lambda: NOW)


def _changed(desk: Desk) -> None:
    """Change the store in every way: added, replaced, gone."""
    store = desk.store
    store.add_entries(ran("later"), ran("june", date(2027, 6, 1)))
    store.add_changes("spring", move("later"))
    store.delete_plan("spring")
    store.create_plan(small_plan("autumn"))
    store.end_playing()


def test_what_was_backed_up_comes_back_byte_for_byte(desk: Desk, tmp_path: Path) -> None:
    then, _ = files_of(desk.store.root)
    made = make_backup(desk, str(tmp_path / "b.zip"), replace=False)
    assert (made.files, made.unreadable, made.others, made.in_store) == (6, (), (), False)
    _changed(desk)
    changed, _ = files_of(desk.store.root)
    before = restore_all(desk, find_backup(desk, str(tmp_path / "b.zip")))
    assert files_of(desk.store.root)[0] == then
    assert desk.store.check() == ()
    assert desk.store.playing() is not None
    restore_all(desk, find_backup(desk, before))
    assert files_of(desk.store.root)[0] == changed


def test_a_second_version_that_was_settled_is_backed_up_so_that_undo_can_take_it_back(
    desk: Desk, tmp_path: Path
) -> None:
    plan = desk.store.root / "plans/spring.toml"
    aside = plan.with_name("spring.sync-conflict-20270301-101112-ABCDEFG.toml")
    aside.write_bytes(plan.read_bytes().replace(b"Spring", b"Other"))
    keep_ours(desk, find_copies(desk)[0])
    made = make_backup(desk, str(tmp_path / "b.zip"), replace=False)
    assert made.others == ()
    shutil.rmtree(desk.store.root)
    restore_all(desk, find_backup(desk, str(tmp_path / "b.zip")))
    desk.refresh()
    undo(desk)
    assert b"Other" in aside.read_bytes()


def test_a_backup_file_is_for_the_owner_alone_and_replaces_none(desk: Desk, tmp_path: Path) -> None:
    os.umask(0)
    path = tmp_path / "b.zip"
    make_backup(desk, str(path), replace=False)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    data = path.read_bytes()
    with pytest.raises(BadValue, match="there already"):
        make_backup(desk, str(path), replace=False)
    desk.store.add_entries(ran("later"))
    make_backup(desk, str(path), replace=True)
    assert path.read_bytes() != data
    assert [one.name for one in tmp_path.iterdir() if one.name.startswith(".")] == []


@pytest.mark.skipif(os.name == "nt", reason="modes of POSIX")
def test_a_store_that_cannot_be_written_is_backed_up_all_the_same(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    then, _ = files_of(desk.store.root)
    monkeypatch.setattr(os, "access", lambda *_, **__: False)
    assert desk.read_only
    make_backup(desk, str(tmp_path / "b.zip"), replace=False)
    monkeypatch.undo()
    assert open_backup(tmp_path / "b.zip").files == then


def test_a_backup_inside_the_store_and_what_is_not_in_it_are_told(desk: Desk) -> None:
    root = desk.store.root
    (root / "plans/Notes.txt").write_text("mine")
    (root / "gear/pegasus.toml").write_text("kind =")
    made = make_backup(desk, str(root / "b.zip"), replace=False)
    assert made.in_store
    assert made.others == ("plans/Notes.txt",)
    assert made.unreadable == ("gear/pegasus.toml",)


def test_a_file_that_was_bad_when_it_was_backed_up_is_told_and_comes_back_as_it_was(desk: Desk, tmp_path: Path) -> None:
    path = desk.store.root / "gear/pegasus.toml"
    path.write_text("kind =")
    make_backup(desk, str(tmp_path / "b.zip"), replace=False)
    path.unlink()
    backup = find_backup(desk, str(tmp_path / "b.zip"))
    assert "gear/pegasus.toml" in str(restore.difference(desk.store.root, backup).problems[0])
    restore_all(desk, backup)
    assert path.read_text() == "kind ="


def test_a_daily_backup_restores_the_files_and_leaves_this_machines_state(desk: Desk) -> None:
    then, _ = files_of(desk.store.root)
    made = desk.store.back_up("2027-03-13")
    assert made is not None
    desk.store.add_entries(ran("later"))
    desk.store.create_plan(small_plan("autumn"))
    restore_all(desk, find_backup(desk, "2027-03-13"))
    now, _ = files_of(desk.store.root)
    assert {name: data for name, data in now.items() if name != ".state/history"} == {
        name: data for name, data in then.items() if name != ".state/history"
    }


def test_a_store_that_is_a_link_stays_one(desk: Desk, tmp_path: Path) -> None:
    make_backup(desk, str(tmp_path / "b.zip"), replace=False)
    real = tmp_path / "real"
    desk.store.root.rename(real)
    desk.store.root.symlink_to(real)
    (real / "log/2027-03.toml").unlink()
    restore_all(desk, find_backup(desk, str(tmp_path / "b.zip")))
    assert desk.store.root.is_symlink()
    assert (real / "log/2027-03.toml").exists()


def test_a_newer_file_in_a_backup_is_refused_and_so_is_a_link_out(desk: Desk, tmp_path: Path) -> None:
    files, _ = files_of(desk.store.root)
    newer = open_backup(_written(tmp_path, packed(files | {"plans/x.toml": b"schema = 99\n"}, "x")))
    with pytest.raises(NewerFile, match="newer planner"):
        restore_all(desk, newer)
    aim = tmp_path / "aim.toml"
    aim.write_text("mine")
    (desk.store.root / "gear/pegasus.toml").unlink()
    (desk.store.root / "gear/pegasus.toml").symlink_to(aim)
    with pytest.raises(StoreError, match="link out of the store"):
        restore_all(desk, open_backup(_written(tmp_path, packed(files, "x"))))
    assert aim.read_text() == "mine"


def _written(folder: Path, data: bytes) -> Path:
    path = folder / "given.zip"
    path.write_bytes(data)
    return path


def _zip(
    files: dict[str, bytes], *, kind: int = 0o100600, said: dict[str, object] | None = None, way: int = ZIP_DEFLATED
) -> bytes:
    """Return a ZIP with a true manifest, unless other rows are `said`, made without our own writer."""
    from hashlib import sha256

    rows = [{"name": name, "size": len(data), "sha256": sha256(data).hexdigest()} for name, data in files.items()]
    manifest = {"planner_backup": 1, "made": "2027", "made_by": "x", "files": rows} | (said or {})
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as file:
        file.writestr(MANIFEST, json.dumps(manifest))
        for name, data in files.items():
            info = ZipInfo(name)
            info.external_attr = kind << 16
            info.compress_type = way
            file.writestr(info, data)
    return target.getvalue()


GOOD = {"log/2027-03.toml": b"schema = 1\n"}


def test_a_zip_by_another_hand_with_a_true_manifest_is_read() -> None:
    assert unpacked(_zip(GOOD), "b").files == GOOD


@pytest.mark.parametrize(
    "name",
    [
        "../out.toml", "/etc/passwd", "plans/../../x.toml", "plans\\x.toml", "C:x.toml", "plans/X.toml", "plans/.toml",
        "log/2027-13.toml", "log/x.toml", ".state/lock", ".state/versions/../../x", ".state/trash/a.b", ".gitignore",
        "planner.toml/", "plans/a/b.toml", "gear/con\0.toml", "plans/\u202egnp.toml",
        ".state/trash/copy.1.log.2027-03.toml",
        ".state/trash/copy.1.etc.spring.sync-conflict-20270301-101112-ABCDEFG.toml",
        ".state/trash/copy.1.log./../2027-03.sync-conflict-20270301-101112-ABCDEFG.toml",
    ],
)  # fmt: skip
def test_a_name_that_no_store_has_is_refused(name: str) -> None:
    assert not is_store_name(name)
    with pytest.raises(BadValue, match="nothing was changed"):
        unpacked(_zip(GOOD | {name: b"schema = 1\n"}), "b")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"no zip",
        _zip(GOOD)[:-30],
        _zip(GOOD, kind=0o120777),
        _zip(GOOD, said={"files": []}),
        _zip(GOOD, said={"planner_backup": 2}),
        _zip({}, said={"files": [{"name": "planner.toml", "size": 1, "sha256": "0"}]}),
        _zip(GOOD, said={"files": [{"name": "log/2027-03.toml", "size": 11, "sha256": "0" * 64}]}),
        _zip(GOOD, said={"files": "x"}),
        _zip({}),
        _zip({"planner.toml": b"\0" * 30_000_000}),
        _zip(GOOD, way=ZIP_BZIP2),
        _zip(GOOD, way=ZIP_LZMA),
        _zip({f"plans/p{number}.toml": b"" for number in range(20_001)}),
    ],
    ids=[
        "empty",
        "text",
        "cut",
        "link",
        "not-listed",
        "newer",
        "missing",
        "changed",
        "manifest",
        "nothing",
        "bomb",
        "bzip2",
        "lzma",
        "many",
    ],
)
def test_a_backup_file_that_is_not_whole_is_refused(data: bytes) -> None:
    with pytest.raises(BadValue, match=r"newer planner made it|nothing was changed"):
        unpacked(data, "b")


@given(st.data())
def test_a_damaged_backup_file_is_refused_or_gives_the_very_same(data: st.DataObject) -> None:
    whole = _zip(GOOD | {"planner.toml": b"schema = 1\nunit = 'mi'\n"})
    at = data.draw(st.integers(0, len(whole) - 1))
    match data.draw(st.sampled_from(["cut", "flip", "splice"])):
        case "cut":
            bad = whole[:at]
        case "flip":
            bad = whole[:at] + bytes([whole[at] ^ data.draw(st.integers(1, 255))]) + whole[at + 1 :]
        case _:
            bad = whole[:at] + data.draw(st.binary(max_size=40)) + whole[at:]
    try:
        found = unpacked(bad, "b")
    except BadValue:
        return
    assert found.files == unpacked(whole, "b").files


def test_one_file_comes_back_from_the_newest_backup_that_holds_it_whole(desk: Desk) -> None:
    store, path = desk.store, desk.store.root / "log/2027-03.toml"
    store.back_up("2027-03-12")
    store.add_entries(ran("later"))
    wanted = path.read_bytes()
    store.back_up("2027-03-13")
    path.write_bytes(b"\0" * 500)
    store.back_up("2027-03-14")
    file = find_file(desk, "log/2027-03.toml", None)
    assert (file.source, file.data, file.is_whole_now) == ("2027-03-13.2", wanted, False)
    aside = restore_one(desk, file)
    assert path.read_bytes() == wanted
    assert (store.root / ".state/trash" / aside).read_bytes() == b"\0" * 500
    assert undo(desk) == "Took back: changed log/2027-03.toml."
    assert path.read_bytes() == b"\0" * 500
    redo(desk)
    assert path.read_bytes() == wanted


def test_a_file_that_is_gone_comes_back_and_one_that_no_backup_holds_is_told(desk: Desk) -> None:
    store = desk.store
    store.back_up("2027-03-12")
    for name in ("planner.toml", "routines/mine.toml"):
        data = (store.root / name).read_bytes()
        (store.root / name).unlink()
        assert restore_one(desk, find_file(desk, name, None)) == ""
        assert (store.root / name).read_bytes() == data
        assert undo(desk).endswith(f" {name}.")
        assert not (store.root / name).exists()
    with pytest.raises(PlannerError, match="no daily backup holds it whole"):
        find_file(desk, "log/2026-01.toml", None)
    for name in ("../x.toml", ".state/history", "log/x.toml"):
        with pytest.raises(BadValue, match="no file of the store is called so"):
            find_file(desk, name, None)


def test_a_newer_file_of_the_store_is_not_replaced(desk: Desk) -> None:
    desk.store.back_up("2027-03-12")
    path = desk.store.root / "log/2027-03.toml"
    path.write_bytes(b"schema = 99\n")
    with pytest.raises(NewerFile):
        restore_one(desk, find_file(desk, "log/2027-03.toml", None))
    assert path.read_bytes() == b"schema = 99\n"


def test_a_newer_file_of_the_store_stops_a_whole_restore_before_anything_is_changed(desk: Desk, tmp_path: Path) -> None:
    make_backup(desk, str(tmp_path / "b.zip"), replace=False)
    _changed(desk)
    path = desk.store.root / "plans/autumn.toml"
    path.write_bytes(path.read_bytes().replace(b"schema = 1\n", b"schema = 99\n"))
    before = all_files(desk.store.root)
    with pytest.raises(NewerFile, match="newer planner"):
        restore_all(desk, find_backup(desk, str(tmp_path / "b.zip")))
    assert lasting(all_files(desk.store.root)) == lasting(before)


def _backed_up(desk: Desk) -> None:
    folder = desk.store.root.parent
    filled(desk.store.root, folder / "backups")
    make_backup(desk, str(folder / "b.zip"), replace=False)
    _changed(desk)


def _restore(desk: Desk) -> None:
    restore_all(desk, find_backup(desk, str(desk.store.root.parent / "b.zip")))


def _restore_month(desk: Desk) -> None:
    restore_one(desk, find_file(desk, "log/2027-03.toml", str(desk.store.root.parent / "b.zip")))


DEEDS = {"the store": _restore, "a month": _restore_month}


@pytest.mark.parametrize("deed", DEEDS)
@pytest.mark.parametrize("way", QUICK, ids=str)
def test_a_restore_that_fails_is_finished_by_the_next(scratch: Path, deed: str, way: Way) -> None:
    model = laid(scratch / "model", _backed_up)
    part = (sum(map(ord, str(way))) % 11, 11)  # another part of the steps for each way: the slow test does them all
    every_fault(by_desk(DEEDS[deed]), model, scratch, ways=(way,), between=True, part=part)


@pytest.mark.slow
@pytest.mark.parametrize("deed", DEEDS)
@pytest.mark.parametrize("way", EVERY, ids=str)
def test_a_restore_that_fails_anywhere_is_finished_by_the_next(scratch: Path, deed: str, way: Way) -> None:
    every_fault(by_desk(DEEDS[deed]), laid(scratch / "model", _backed_up), scratch, ways=(way,), between=True)


def test_whoever_writes_next_finishes_a_restore_that_was_cut_off(desk: Desk, tmp_path: Path) -> None:
    make_backup(desk, str(tmp_path / "b.zip"), replace=False)
    wanted = lasting(all_files(desk.store.root))
    _changed(desk)
    _cut_off(desk, tmp_path / "b.zip", after=1)
    Store(desk.store.root, {"PLANNER_BACKUPS": str(tmp_path / "backups")}).remember(("log:2027-03:x",))
    assert lasting(all_files(desk.store.root)) == wanted
    assert not restore.is_unfinished(desk.store.root)


def _cut_off(desk: Desk, path: Path, after: int) -> None:
    """Restore a backup, and stop before the file after the first few is saved."""
    kept = save
    left = after + 2  # the store as it was, and what is intended

    def until(path: Path, data: bytes, **rest: bytes | None) -> None:
        nonlocal left
        left -= 1
        if left < 0:
            raise KeyboardInterrupt
        kept(path, data, was=rest["was"])

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(restore, "save", until)
        with suppress(KeyboardInterrupt):
            restore_all(desk, open_backup(path))
    assert restore.is_unfinished(desk.store.root)


def test_what_came_while_a_restore_was_cut_off_is_not_lost_when_it_is_finished(desk: Desk, tmp_path: Path) -> None:
    root = desk.store.root
    make_backup(desk, str(tmp_path / "b.zip"), replace=False)
    wanted = (root / "plans/spring.toml").read_bytes()
    _changed(desk)
    (root / "plans/spring.toml").write_bytes(wanted + b"# changed before\n")
    _cut_off(desk, tmp_path / "b.zip", after=1)
    pulled = {"plans/spring.toml": wanted + b"# pulled\n", "plans/pulled.toml": wanted + b"# new\n"}
    for name, data in pulled.items():
        (root / name).write_bytes(data)
    desk.store.save_playing(b"# begun since\n")
    for _ in range(2):
        Store(root, {"PLANNER_BACKUPS": str(tmp_path / "backups")}).remember(("log:2027-03:x",))
        assert not restore.is_unfinished(root)
        assert (root / "plans/spring.toml").read_bytes() == wanted
        assert (root / "plans/pulled.toml").read_bytes() == pulled["plans/pulled.toml"]
        assert desk.store.playing() == b"# begun since\n"
        (copy,) = copies(root)
        assert (copy.of, copy.path.read_bytes()) == (root / "plans/spring.toml", pulled["plans/spring.toml"])


def test_a_backup_that_is_larger_than_any_file_of_a_store_is_restored(desk: Desk, tmp_path: Path) -> None:
    files, _ = files_of(desk.store.root)
    large = {f".state/trash/plans.old.{number}": os.urandom(11_000_000) for number in (1, 2)}
    path = _written(tmp_path, packed(files | large, "2027-03-01"))
    assert path.stat().st_size > MOST_BYTES
    restore_all(desk, open_backup(path))
    assert not restore.is_unfinished(desk.store.root)
    assert files_of(desk.store.root)[0] == files | large


def test_a_file_that_cannot_be_read_is_told_and_the_others_are_backed_up(desk: Desk, tmp_path: Path) -> None:
    then, _ = files_of(desk.store.root)
    (desk.store.root / "gear/large.toml").write_bytes(b"#" * (MOST_BYTES + 1))
    made = make_backup(desk, str(tmp_path / "b.zip"), replace=False)
    assert [Path(error.what).name for error in made.left_out] == ["large.toml"]
    assert open_backup(tmp_path / "b.zip").files == then
    with pytest.raises(StoreError, match=r"large\.toml"):  # which it could not keep
        restore_all(desk, open_backup(tmp_path / "b.zip"))
    assert not restore.is_unfinished(desk.store.root)


def test_a_restore_that_nobody_began_here_takes_nothing_away(desk: Desk, tmp_path: Path) -> None:
    root = desk.store.root
    before = lasting(all_files(root))
    (root / ".state/restoring").write_bytes(_zip({"planner.toml": b"schema = 1\n", "plans/spring.toml": b"# empty\n"}))
    Store(root, {"PLANNER_BACKUPS": str(tmp_path / "backups")}).remember(("log:2027-03:x",))
    held = {path.read_bytes() for path in root.rglob("*") if path.is_file()}
    assert {name: data for name, data in before.items() if name.endswith(".toml") and data not in held} == {}


def test_killed_anywhere_the_next_change_leaves_the_old_store_or_the_restored_one(scratch: Path) -> None:
    model = laid(scratch / "model", _backed_up)
    before = lasting(all_files(model / "store"))
    wanted = lasting(open_backup(model / "b.zip").files)
    folder, ends = scratch / "broken", set()

    def attempt(at: int) -> Faults:
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(model, folder)
        faults = Faults(at, "die", below=folder / "store")
        with pytest.MonkeyPatch.context() as patched, suppress(Killed):
            faults.install(patched.setattr)
            by_desk(_restore)(folder, 1)
        return faults

    for at in attempt(0).changing:
        attempt(at)
        by_desk(lambda desk: desk.store.remember(("log:2027-03:x",)))(folder, 2)
        now = lasting(all_files(folder / "store"))
        assert now in (before, wanted), at
        ends.add(now == wanted)
    assert ends == {False, True}


def test_at_most_five_stores_from_before_a_restore_are_kept(desk: Desk, tmp_path: Path) -> None:
    make_backup(desk, str(tmp_path / "b.zip"), replace=False)
    for number in range(7):
        desk.store.add_entries(ran(f"later{number}"))
        restore_all(desk, find_backup(desk, str(tmp_path / "b.zip")))
    assert kept_in(desk.store.backups) == tuple(f"before-restore.{number}.zip" for number in range(3, 8))
