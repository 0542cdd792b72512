"""What `planner doctor --fix` mends, and what it leaves alone."""

import os
import stat

from planner.actions.desk import Desk
from planner.actions.doctor import fixes, mend
from planner.store.care.archive import files_of, packed
from planner.store.care.fixes import find_fixes
from planner.store.store import Store
from tests.store.deeds import files_of as all_of
from tests.store.records import ran


def _mend_all(store: Store) -> list[str]:
    desk = Desk(store)
    found = fixes(desk)
    for fix in found:
        mend(desk, fix)
    return [f"{fix.name}: {fix.does}" for fix in found]


def test_a_sound_store_has_nothing_to_mend(full: Store) -> None:
    assert find_fixes(full.root) == ()
    assert find_fixes(full.root / "none") == ()


def test_modes_are_closed_to_others_and_not_changed_otherwise(full: Store) -> None:
    (full.root / "plans/spring.toml").chmod(0o644)
    (full.root / "log").chmod(0o755)
    (full.root / "gear/pegasus.toml").chmod(0o440)
    assert sorted(_mend_all(full)) == [
        "gear/pegasus.toml: close it to others on this machine (mode 440 becomes 400)",
        "log: close it to others on this machine (mode 755 becomes 700)",
        "plans/spring.toml: close it to others on this machine (mode 644 becomes 600)",
    ]
    assert stat.S_IMODE((full.root / "gear/pegasus.toml").stat().st_mode) == 0o400
    assert full.check() == ()


def test_left_overs_go_once_they_are_old(full: Store) -> None:
    for name, age in (("old", 7200), ("new", 5)):
        path = full.root / f"log/.{name}.toml.0123456789abcdef.planner-tmp"
        path.write_text("half")
        path.chmod(0o600)
        os.utime(path, (path.stat().st_mtime - age, path.stat().st_mtime - age))
    assert [fix.name for fix in find_fixes(full.root)] == ["log/.old.toml.0123456789abcdef.planner-tmp"]


def test_a_damaged_history_goes_to_the_trash_and_undo_begins_anew(full: Store) -> None:
    (full.root / ".state/history").write_bytes(b"\0\0\0")
    assert _mend_all(full) == [".state/history: put it into the trash: undo begins anew"]
    assert full.check() == ()
    assert [path.read_bytes() for path in (full.root / ".state/trash").glob(".state.history.*")] == [b"\0\0\0"]
    full.remember(("log:2027-03:a",))
    assert full.last_done() == ("log:2027-03:a",)


def test_a_damaged_cache_goes_and_a_whole_one_stays(full: Store) -> None:
    full.all_entries()
    for path in (full.root / ".state").glob("*.cache"):
        assert find_fixes(full.root) == (), path
    (full.root / ".state/log.cache").write_bytes(b"planner cache\n00000000\n{}")
    (full.root / ".state/log.cache").chmod(0o600)
    assert _mend_all(full) == [".state/log.cache: remove this damaged cache: it is made anew"]
    assert not (full.root / ".state/log.cache").exists()


def test_lines_that_gitignore_lacks_are_added_and_its_own_stay(full: Store) -> None:
    path = full.root / ".gitignore"
    path.write_text("# mine\n.DS_Store")
    assert _mend_all(full) == [".gitignore: add at its end: .state/, .*.planner-tmp"]
    assert path.read_text() == "# mine\n.DS_Store\n.state/\n.*.planner-tmp\n"
    path.write_text("/.state\n.*.planner-tmp\n")
    assert find_fixes(full.root) == ()


def test_a_restore_that_was_cut_off_is_told_and_finished(full: Store) -> None:
    files, _ = files_of(full.root)
    full.add_entries(ran("later"))
    (full.root / ".state/restoring").write_bytes(packed(files, "2027"))
    (full.root / ".state/restoring").chmod(0o600)
    assert "a restore was cut off" in str(full.check()[0])
    assert _mend_all(full) == [".state/restoring: finish the restore that was cut off"]
    assert files_of(full.root)[0] == files


def test_what_only_its_owner_can_judge_is_left_alone(full: Store) -> None:
    root = full.root
    month = root / "log/2027-03.toml"
    entry = month.read_text().partition("\n\n")[2]
    month.write_text(month.read_text() + "\n" + entry)  # the very same entry twice
    (root / "log/2027-05.toml").write_bytes(month.read_bytes())  # of another month
    (root / "gear/pegasus.toml").write_bytes(b"\0" * 9)
    (root / "plans/spring.sync-conflict-20270301-101112-ABCDEFG.toml").write_text("x")
    (root / "plans/notes.txt").write_text("x")
    for path in root.rglob("*"):
        path.chmod(0o700 if path.is_dir() else 0o600)
    before = all_of(root)
    assert len(full.check()) >= 5
    assert _mend_all(full) == []
    assert all_of(root) == before
