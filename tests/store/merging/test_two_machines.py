"""Two clones edited apart become one with all of both: with the merge alone, and with the real git."""

import shutil
from collections.abc import Sequence
from itertools import permutations
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from planner.actions.repository import init_git
from planner.actions.undo import redo, undo
from planner.codec.pieces import comments
from planner.domain.log import Happening, standing_entries
from planner.planning.schedule import Schedule, schedule
from planner.store.disk.atomic import make_folder
from planner.store.merging import merge_files
from planner.store.names import FOLDERS
from planner.store.store import Store
from tests.store.deeds import scratch_folder
from tests.store.merging.machines import DEEDS, LOG, PROGRAM, Machine, begun, commit, git, needs_git

works = st.lists(st.sampled_from(sorted(DEEDS)), max_size=5)
Contents = dict[str, bytes]


def contents(root: Path) -> Contents:
    paths = [root / "planner.toml", *(path for folder in FOLDERS for path in (root / folder).glob("*.toml"))]
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in paths}


def put(root: Path, files: Contents) -> Store:
    for name, data in files.items():
        make_folder((root / name).parent)
        (root / name).touch(0o600)
        (root / name).write_bytes(data)
    return Store(root, {"PLANNER_BACKUPS": str(root.with_name("put-backups"))})


def together(base: Contents, ours: Contents, theirs: Contents) -> Contents:
    """What git makes of two folders with our driver."""
    found: Contents = {}
    for name in {*ours, *theirs}:
        if name in ours and name in theirs:
            merged = merge_files(name, base.get(name), ours[name], theirs[name])
            assert merged.is_clean, (name, merged)
            found[name] = merged.data or b""
        else:
            found[name] = ours.get(name) or theirs[name]
    return found


def worked(folder: Path, base: Contents, works_of: Sequence[Sequence[str]]) -> list[Contents]:
    made: list[Contents] = []
    for name, deeds in zip("abc", works_of, strict=False):
        put(folder / name, base)
        machine = Machine(name, folder / name)
        for deed in deeds:
            DEEDS[deed](machine)
        made.append(contents(folder / name))
    return made


def ids(files: Contents) -> set[str]:
    lines = b"\n".join(files.values()).decode().splitlines()
    return {line for line in lines if line.startswith("id = ")}


def standing(store: Store) -> tuple[tuple[Happening, ...], Schedule]:
    found, problems = store.all_entries()
    assert problems == ()
    stands = schedule(store.plan("spring"))
    return standing_entries(found), stands


@settings(max_examples=40)
@given(works, works)
@example(["undo", "comment"], ["undo", "redo"])
@example(["note", "correct"], ["note", "correct", "settings"])
def test_what_two_machines_did_is_all_there_whichever_side_merges(one: list[str], other: list[str]) -> None:
    with TemporaryDirectory(dir=scratch_folder()) as scratch:
        folder = Path(scratch)
        base = contents(begun(folder / "o").root)
        ours, theirs = worked(folder, base, [one, other])
        merged = together(base, ours, theirs)
        assert merged == together(base, theirs, ours)
        assert ids(merged) == ids(ours) | ids(theirs)
        written = {comment for side in (ours, theirs) for data in side.values() for comment in comments(data.decode())}
        assert {comment for data in merged.values() for comment in comments(data.decode())} == written
        store = put(folder / "m", merged)
        assert [problem for problem in store.check() if "correct" not in str(problem)] == []
        entries, _ = standing(store)
        assert sum(getattr(entry, "corrects", "") == "o-0" for entry in entries) <= 1
        assert together(base, merged, ours) == merged
        assert together(ours, merged, ours) == merged


@settings(max_examples=15)
@given(works, works, works)
def test_three_machines_have_the_same_log_and_schedule_in_whatever_order(
    one: list[str], two: list[str], three: list[str]
) -> None:
    with TemporaryDirectory(dir=scratch_folder()) as scratch:
        folder = Path(scratch)
        base = contents(begun(folder / "o").root)
        sides = worked(folder, base, [one, two, three])
        found = []
        for number, (first, second, third) in enumerate(permutations(sides)):
            merged = together(base, together(base, first, second), third)
            entries, stands = standing(put(folder / f"m{number}", merged))
            found.append((entries, stands.sessions, stands.hung))
        assert all(each == found[0] for each in found)


def two_clones(folder: Path) -> tuple[Machine, Machine]:
    origin = begun(folder / "a")
    init_git(origin.desk, PROGRAM)
    commit(origin.root)
    git(folder, "clone", "-q", "a", "b")
    machines = Machine("a", folder / "a"), Machine("b", folder / "b")
    init_git(machines[1].desk, PROGRAM)
    return machines


def entry_ids(machine: Machine) -> list[str]:
    machine.desk.refresh()
    return [entry.id for entry in machine.desk.store.all_entries()[0]]


@needs_git
def test_two_clones_that_pull_from_each_other_have_the_same_of_both(tmp_path: Path) -> None:
    one, other = two_clones(tmp_path)
    for machine, deeds in (
        (one, ["run", "comment", "move", "new shoe", "undo"]),
        (other, ["note", "edit", "run", "settings"]),
    ):
        for deed in deeds:
            DEEDS[deed](machine)
        commit(machine.root)
    git(other.root, "pull", "-q", "--no-rebase", "--no-edit", str(one.root), "HEAD")
    git(one.root, "pull", "-q", str(other.root), "HEAD")
    assert contents(one.root) == contents(other.root)
    assert standing(one.desk.store) == standing(other.desk.store)
    assert len(entry_ids(one)) == 4
    assert "# a-" in (other.root / LOG).read_text()
    # What is undone is what this machine did last, though the other's work stands below it.
    assert undo(other.desk).startswith("Took back: logged 8 km")
    assert redo(other.desk).startswith("Brought back: logged 8 km")


@needs_git
@pytest.mark.parametrize("way", ["rebase", "stash", "cherry-pick"])
def test_the_merge_works_wherever_git_merges(tmp_path: Path, way: str) -> None:
    one, other = two_clones(tmp_path)
    DEEDS["run"](one)
    commit(one.root)
    DEEDS["pain"](other)
    if way == "stash":
        git(other.root, "stash", "-q")
        git(other.root, "pull", "-q", str(one.root), "HEAD")
        git(other.root, "stash", "pop")
    else:
        commit(other.root)
        git(other.root, "fetch", "-q", str(one.root), "HEAD")
        git(other.root, *(["rebase", "-q"] if way == "rebase" else [way]), "FETCH_HEAD")
    assert set(entry_ids(other)) == {"o-0", *entry_ids(one), "b-0"}
    assert git(other.root, "diff", "--check") == ""


@needs_git
def test_two_machines_that_begin_the_same_month_have_both(tmp_path: Path) -> None:
    one, other = two_clones(tmp_path)
    for machine in (one, other):
        DEEDS["note"](machine)
        commit(machine.root)
    git(other.root, "pull", "-q", "--no-rebase", "--no-edit", str(one.root), "HEAD")
    assert len(entry_ids(other)) == 3


@needs_git
@pytest.mark.parametrize("program", [("/nowhere/planner",), ("false",)])
def test_where_the_program_is_gone_or_breaks_git_leaves_a_conflict_never_one_side(
    tmp_path: Path, program: tuple[str, ...]
) -> None:
    one, other = two_clones(tmp_path)
    init_git(other.desk, program)
    for machine in (one, other):
        DEEDS["run"](machine)
        commit(machine.root)
    git(other.root, "pull", "-q", "--no-rebase", "--no-edit", str(one.root), "HEAD", fails=True)
    text = (other.root / LOG).read_text()
    assert "<<<<<<< ours" in text
    assert "a-0" in text
    assert "b-0" in text


@needs_git
def test_gits_own_union_can_weave_two_entries_into_one_broken_table(tmp_path: Path) -> None:
    """So that is not what the store relies on."""
    entry = '\n[[entry]]\nkind = "note"\nid = "{}"\nat = 2027-03-0{}T10:00:00+00:00\nday = 2027-03-01\ntext = "{}"\n'
    base = "schema = 1\n" + entry.format("x", 1, "x")
    versions = {"base": base, "ours": base + entry.format("a", 2, "a"), "theirs": base + entry.format("b", 3, "b")}
    for name, text in versions.items():
        (tmp_path / name).write_text(text)
    woven = git(tmp_path, "merge-file", "-p", "--union", "ours", "base", "theirs")
    assert woven.count("[[entry]]") == 2
    assert (woven.count('id = "a"'), woven.count('id = "b"')) == (1, 1)
    merged = merge_files(LOG, *(text.encode() for text in versions.values()))
    assert merged.data
    assert merged.data.count(b"[[entry]]") == 3


def test_machines_share_nothing_but_what_was_put(tmp_path: Path) -> None:
    """The test's own ground: what a machine does must not reach another one's files."""
    begun(tmp_path / "o")
    shutil.copytree(tmp_path / "o", tmp_path / "a", ignore=shutil.ignore_patterns(".state"))
    before = contents(tmp_path / "o")
    DEEDS["run"](Machine("a", tmp_path / "a"))
    assert contents(tmp_path / "o") == before
