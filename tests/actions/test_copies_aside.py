"""Copies that a sync or an editor put aside, and markers in a file: both kept, or one, and taken back by one undo."""

import os
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from planner.actions.copies_aside import Way, find_copies, find_copy, keep_both, keep_ours, keep_theirs, look_at
from planner.actions.desk import Desk
from planner.actions.undo import redo, undo
from planner.domain.errors import NotFound, PlannerError, StoreError
from planner.domain.log import Noted
from planner.domain.text import one_line
from planner.store.merging.markers import with_markers
from planner.store.store import Store
from tests.store.deeds import files_of
from tests.store.records import AT, DAY, ran, small_plan

SYNCTHING = "log/2027-03.sync-conflict-20270314-101112-ABCDEFG.toml"
NAMES = [
    SYNCTHING,
    "log/2027-03 (Ann's conflicted copy 2027-03-14).toml",
    "log/2027-03 (conflicted copy 2027-03-14 101112).toml",
    "log/2027-03.toml~",
    "log/2027-03.toml.orig",
    "plans/spring.toml.bak",
    "log/2027-03 (\x1b]0;x\x07 \u202e:% conflicted copy 2027-03-14).toml",
    os.fsdecode(b"log/2027-03 (Ren\xe9's conflicted copy 2027-03-14).toml"),
    "planner.sync-conflict-20270314-101112-ABCDEFG.toml",
]


@pytest.fixture
def desk(store_root: Path, tmp_path: Path) -> Desk:
    def now() -> datetime:
        return AT + timedelta(days=1)

    desk = Desk(Store(store_root, {"PLANNER_BACKUPS": str(tmp_path / "backups")}), now=now)
    desk.store.create_plan(small_plan())
    desk.keep_entries(ran("e1"))
    desk.set(theme="dusk")
    return desk


@pytest.fixture
def log(store_root: Path) -> Path:
    return store_root / "log/2027-03.toml"


def other_version(desk: Desk, name: str = SYNCTHING) -> Path:
    """What another machine made of the log, put aside by a sync."""
    path = desk.store.root / name
    log = desk.store.root / "log/2027-03.toml"
    path.write_bytes(log.read_bytes() + b"\n[[entry]]\n" + b'kind = "note"\nid = "e9"\nat = 2027-03-14T09:00:00Z\n')
    path.write_bytes(path.read_bytes() + b'day = 2027-03-14\ntext = "theirs"\n')
    return path


def ids(desk: Desk) -> list[str]:
    desk.refresh()
    return [entry.id for entry in desk.store.all_entries()[0]]


@pytest.mark.parametrize("name", NAMES)
def test_copies_are_found_by_the_names_that_programs_give_them(desk: Desk, name: str) -> None:
    assert find_copies(desk) == ()
    path = desk.store.root / name
    path.write_text("schema = 1\n")
    (copy,) = find_copies(desk)
    assert (copy.path, copy.way) == (path, Way.ASIDE)
    assert copy.of.is_file()
    assert find_copy(desk, name) == copy
    assert find_copy(desk, str(path)) == copy
    assert find_copy(desk, copy.of.relative_to(desk.store.root).as_posix()) == copy
    assert one_line(name.rpartition("/")[2]) in " ".join(map(str, desk.store.check()))
    assert "`planner store copies`" in " ".join(map(str, desk.store.check()))


@pytest.mark.parametrize(
    "name", ["log/2027-03 2.toml", "log/march.toml~", "log/2027-03.toml.swp", "plans/..toml~", "x.toml~", "log/.toml~"]
)
def test_what_is_no_known_copy_of_a_file_of_ours_is_left_alone(desk: Desk, name: str) -> None:
    (desk.store.root / name).write_text("schema = 1\n")
    assert find_copies(desk) == ()
    with pytest.raises(NotFound):
        find_copy(desk, name)


def test_a_link_is_no_copy(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "secret.toml").write_text("schema = 1\n")
    (desk.store.root / SYNCTHING).symlink_to(tmp_path / "secret.toml")
    assert find_copies(desk) == ()


def test_both_versions_are_kept_the_copy_goes_to_the_trash_and_undo_brings_all_back(desk: Desk, log: Path) -> None:
    path = other_version(desk)
    desk.keep_entries(Noted(id="e2", at=AT + timedelta(hours=5), day=DAY, text="mine"))
    before = files_of(desk.store.root)
    (copy,) = find_copies(desk)
    assert look_at(desk, copy).brought == 1
    said = keep_both(desk, copy)
    assert "1 thing came in from the copy" in said
    assert "`planner plan undo`" in said
    assert ids(desk) == ["e1", "e9", "e2"]
    assert find_copies(desk) == ()
    trashed = next((desk.store.root / ".state/trash").iterdir())
    assert trashed.read_bytes() == before[SYNCTHING]
    assert trashed.relative_to(desk.store.root).as_posix() in said
    assert undo(desk) == f"Took back: put {path.name} away; changed log/2027-03.toml."
    assert (log.read_bytes(), path.read_bytes()) == (before["log/2027-03.toml"], before[SYNCTHING])
    redo(desk)
    assert ids(desk) == ["e1", "e9", "e2"]
    assert find_copies(desk) == ()


@pytest.mark.parametrize("name", NAMES)
def test_a_copy_of_any_name_comes_back_from_the_trash(desk: Desk, name: str) -> None:
    path = desk.store.root / name
    path.write_text("schema = 1\n")
    said = keep_ours(desk, find_copies(desk)[0])
    assert said.isprintable()
    assert not path.exists()
    undo(desk)
    assert path.read_text() == "schema = 1\n"
    redo(desk)
    assert not path.exists()


def test_merging_the_same_again_changes_nothing(desk: Desk, log: Path) -> None:
    other_version(desk)
    keep_both(desk, find_copies(desk)[0])
    merged = log.read_bytes()
    other_version(desk, NAMES[1]).write_bytes(merged)
    assert "nothing that was not here" in keep_both(desk, find_copies(desk)[0])
    assert log.read_bytes() == merged


def test_what_was_logged_after_a_merge_is_never_taken_back_with_it(desk: Desk, log: Path) -> None:
    other_version(desk)
    keep_both(desk, find_copies(desk)[0])
    log.write_bytes(log.read_bytes() + b"# by hand\n")
    with pytest.raises(PlannerError, match="changed outside"):
        undo(desk)
    assert log.read_bytes().endswith(b"# by hand\n")


@pytest.mark.parametrize("keep", [keep_ours, keep_theirs])
def test_one_version_is_kept_and_the_other_can_be_had_back(desk: Desk, log: Path, keep: object) -> None:
    path = other_version(desk)
    ours, theirs = log.read_bytes(), path.read_bytes()
    said = keep_ours(desk, find_copies(desk)[0]) if keep is keep_ours else keep_theirs(desk, find_copies(desk)[0])
    assert "trash" in said
    assert log.read_bytes() == (ours if keep is keep_ours else theirs)
    assert not path.exists()
    undo(desk)
    assert (log.read_bytes(), path.read_bytes()) == (ours, theirs)


def test_a_version_that_cannot_be_read_replaces_nothing(desk: Desk, log: Path) -> None:
    path = other_version(desk)
    before = log.read_bytes()
    for broken in (b"", b"\0\0\0", b"schema = 1\n[[entry"):
        path.write_bytes(broken)
        for deed in (keep_both, keep_theirs):
            with pytest.raises(StoreError):
                deed(desk, find_copies(desk)[0])
        assert (log.read_bytes(), path.read_bytes()) == (before, broken)
    keep_ours(desk, find_copies(desk)[0])
    assert (log.read_bytes(), path.exists()) == (before, False)


def test_what_both_changed_is_asked_and_never_guessed(desk: Desk) -> None:
    settings = desk.store.root / "planner.toml"
    copy = desk.store.root / NAMES[-1]
    copy.write_text(settings.read_text().replace("dusk", "daylight") + 'unit = "mi"\n')
    before = files_of(desk.store.root)
    with pytest.raises(StoreError, match=r"theme.*--prefer"):
        keep_both(desk, find_copies(desk)[0])
    assert files_of(desk.store.root) == before
    said = keep_both(desk, find_copies(desk)[0], prefer="theirs")
    assert "2 things" in said
    assert (desk.settings.theme, desk.settings.unit) == ("daylight", "mi")


def test_a_copy_without_its_file_becomes_it(desk: Desk, log: Path) -> None:
    path = other_version(desk)
    log.unlink()
    keep_both(desk, find_copies(desk)[0])
    assert ids(desk) == ["e1", "e9"]
    undo(desk)
    assert (log.exists(), path.exists()) == (False, True)


def test_markers_are_found_with_their_line_and_both_sides_kept(desk: Desk, log: Path) -> None:
    theirs = other_version(desk).read_text()
    (desk.store.root / SYNCTHING).unlink()
    desk.keep_entries(Noted(id="e2", at=AT + timedelta(hours=5), day=DAY, text="mine"))
    marked = with_markers(log.read_text(), theirs)
    log.write_text(marked)
    (copy,) = find_copies(desk)
    assert (copy.path, copy.of, copy.way, copy.line) == (
        log,
        log,
        Way.MARKERS,
        marked[: marked.index("<<<")].count("\n") + 1,
    )
    assert desk.store.plans()[0]
    keep_both(desk, copy)
    assert ids(desk) == ["e1", "e9", "e2"]
    undo(desk)
    assert log.read_text() == marked
    keep_theirs(desk, find_copies(desk)[0])
    assert log.read_text() == theirs


def test_words_that_look_like_markers_in_a_text_are_no_markers(desk: Desk, log: Path) -> None:
    log.write_text(log.read_text().replace("8000.0\n", '8000.0\nnote = """\n<<<<<<< a\n=======\n>>>>>>> b\n"""\n'))
    assert ids(desk) == ["e1"]
    assert find_copies(desk) == ()
