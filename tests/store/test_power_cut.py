"""The power goes at any moment of a deed: every state that POSIX allows then is sound, and what was told is there."""

import shutil
from pathlib import Path

import pytest

from planner.domain.errors import StoreError
from planner.store.care.check import check_store
from planner.store.disk.atomic import TEMPORARY
from planner.store.outside import aside
from planner.store.store import Store
from planner.store.undo.history import read_history
from tests.cli.writing import fill
from tests.store.deeds import DEEDS, filled
from tests.store.failing_disk import Deed, all_files, by_command, by_store, laid, lasting, left_overs, seeded
from tests.store.faults import Faults, Killed, Step
from tests.store.power import Disk, Files

_SEED = 1


class Cut:
    """A store on which a deed is done while every call is recorded, and the states that a cut may leave."""

    def __init__(self, model: Path, scratch: Path) -> None:
        self.model, self.root, self.aside = model, scratch / "store", scratch / "after"
        shutil.copytree(model, scratch)
        self.before = all_files(self.root)
        found = [str(path.relative_to(self.root)) for path in self.root.rglob("*") if path.is_dir()]
        self.disk = Disk(str(self.root), self.before, set(found))
        self.known = _problems(self.root, self.root)
        self.seen: set[frozenset[tuple[str, bytes]]] = set()
        self.count = 0

    def do(self, deed: Deed, *, at: int = 0, how: str = "die") -> tuple[list[Files], list[list[Files]]]:
        """Do a deed, to step `at` if that is given; return its stages, and the states after each of its calls."""
        stages, states = [lasting(all_files(self.root))], [list(self.disk.states())]

        def watch(step: Step) -> None:
            self.disk.do(step)
            if step.changes or step.name == "fsync":
                states.append(list(self.disk.states()))
                now = lasting(all_files(self.root))
                if now != stages[-1]:
                    stages.append(now)

        faults = Faults(at, how, below=self.root, after=watch)
        with pytest.MonkeyPatch.context() as patched:
            faults.install(patched.setattr)
            try:
                told = deed(self.root.parent, _SEED)
                assert not told.failed, told.text
            except Killed:
                assert at
        return stages, states

    def look_at(self, state: Files, allowed: list[Files]) -> None:
        """Look that a state is one of those allowed, that doctor finds nothing in it, and that the program goes on."""
        assert lasting(state) in allowed, {name: data[-300:] for name, data in lasting(state).items()}
        key = frozenset(state.items())
        if key in self.seen:
            return
        self.seen.add(key)
        self.count += 1
        shutil.rmtree(self.aside, ignore_errors=True)
        for name, data in state.items():
            path = self.aside / name
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            path.touch(0o600)
            path.write_bytes(data)
        if not self.aside.exists():
            return
        new = {one for one in _problems(self.aside, self.root) - self.known if TEMPORARY not in one}
        new = {one for one in new if "a restore was cut off" not in one}  # the next change finishes it
        assert not new, new
        read_history(self.aside)
        with seeded(9):
            Store(self.aside, {"PLANNER_BACKUPS": str(self.aside.with_name("backups"))}).remember(("log:2027-03:x",))
            assert Store(self.aside).last_done() == ("log:2027-03:x",)


def _problems(root: Path, named: Path) -> set[str]:
    found = (str(problem).replace(str(root), str(named)) for problem in check_store(root))
    return {one for one in found if "others on this machine" not in one}


@pytest.fixture
def model(scratch: Path) -> Path:
    return laid(scratch / "model", lambda desk: filled(desk.store.root, desk.store.root.parent / "backups"))


@pytest.mark.parametrize("name", DEEDS)
def test_a_power_cut_at_any_moment_leaves_old_or_new_and_what_was_told_to_be_saved_is_there(
    model: Path, scratch: Path, name: str
) -> None:
    cut = Cut(model, scratch / "cut")
    stages, states = cut.do(by_store(DEEDS[name]))
    for found in states:
        for state in found:
            cut.look_at(state, stages)
    for state in states[-1]:
        cut.look_at(state, stages[-1:])
    assert cut.count > 1


COMMANDS = {
    "import of runs over months": ("import", "{folder}/runs.csv"),
    "import of a plan": ("import", "{folder}/plan.csv"),
    "a pair and its runs": ("shoe", "add", "Comet", "--for", "long"),
    "the store restored": ("restore", "{folder}/kept.zip", "--yes"),
    "a file restored": ("restore", "{folder}/kept.zip", "--only", "plans/spring.toml", "--yes"),
}


@pytest.mark.parametrize("name", COMMANDS)
def test_a_power_cut_in_a_command_that_saves_several_files_leaves_a_sound_beginning_of_them(
    scratch: Path, name: str
) -> None:
    cut = Cut(laid(scratch / "model", fill), scratch / "cut")
    stages, states = cut.do(by_command(*COMMANDS[name]))
    for found in states:
        for state in found:
            cut.look_at(state, stages)
    for state in states[-1]:
        cut.look_at(state, stages[-1:])
    assert len(stages) > 1


def test_a_copy_that_is_put_into_the_trash_is_in_one_of_its_places_at_any_moment(model: Path, scratch: Path) -> None:
    name, theirs = "log/2027-03.sync-conflict-20270314-080000-ABCDEFG.toml", b"schema = 1\n# of the other machine\n"
    (model / "store" / name).touch(0o600)
    (model / "store" / name).write_bytes(theirs)

    def put_away(store: Store) -> None:
        with store.writing():
            aside.throw_away(store.root, store.root / name)

    cut = Cut(model, scratch / "cut")
    _, states = cut.do(by_store(put_away))
    assert all(theirs in state.values() for found in states for state in found), "it is in neither place"
    assert all(name not in state for state in states[-1])


def test_a_store_that_was_just_made_is_there_after_a_power_cut_with_all_its_folders(scratch: Path) -> None:
    (scratch / "model/store").mkdir(parents=True)
    cut = Cut(scratch / "model", scratch / "cut")
    stages, states = cut.do(by_store(DEEDS["add entries"]))
    for found in states:
        for state in found:
            cut.look_at(state, stages)
    for state in states[-1]:
        cut.look_at(state, stages[-1:])


@pytest.mark.parametrize("name", ["add to a new month", "create a plan", "delete a plan"])
def test_a_power_cut_after_a_kill_and_a_second_try_loses_nothing_that_the_second_told(scratch: Path, name: str) -> None:
    (scratch / "model/store").mkdir(parents=True)
    if name == "delete a plan":
        laid(scratch / "with", lambda desk: DEEDS["create a plan"](desk.store))
        shutil.rmtree(scratch / "model")
        shutil.copytree(scratch / "with", scratch / "model")
    deed = by_store(DEEDS[name] if name != "delete a plan" else lambda store: store.delete_plan("autumn"))
    whole = Cut(scratch / "model", scratch / "whole")
    whole.do(deed)
    steps = _moments(scratch / "model", scratch / "counted", deed)
    for at in steps:
        cut = Cut(scratch / "model", scratch / f"cut{at}")
        cut.do(deed, at=at)
        if lasting(all_files(cut.root)) == lasting(all_files(whole.root)):
            continue
        _, states = cut.do(deed)
        now = lasting(all_files(cut.root))
        for state in states[-1]:
            assert lasting(state) == now, at


def _moments(model: Path, folder: Path, deed: Deed) -> list[int]:
    """Return the steps before which a kill leaves something else on the disk, or something that is not synced."""
    shutil.copytree(model, folder)
    faults = Faults(0, 0, below=folder / "store")
    with pytest.MonkeyPatch.context() as patched:
        faults.install(patched.setattr)
        deed(folder, _SEED)
    return [at for at, step in enumerate(faults.steps, 1) if step.changes or step.name == "fsync"]


@pytest.mark.parametrize("kind", ["file", "folder"])
def test_a_save_that_leaves_out_a_sync_is_caught(
    model: Path, scratch: Path, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    cut = Cut(model, scratch / "cut")
    do = cut.disk.do
    monkeypatch.setattr(cut.disk, "do", lambda step: None if _is_sync(step, kind) else do(step))
    stages, states = cut.do(by_store(DEEDS["add entries"]))
    assert any(lasting(state) != stages[-1] for state in states[-1])


def test_a_move_to_the_trash_by_one_rename_is_caught(
    model: Path, scratch: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("planner.store.undo.trash._link", lambda source, target: source.rename(target))
    cut = Cut(model, scratch / "cut")
    stages, states = cut.do(by_store(DEEDS["delete a plan"]))
    assert any(lasting(state) not in stages for found in states for state in found), "it is in neither folder"


def _is_sync(step: Step, kind: str) -> bool:
    return step.name == "fsync" and Path(step.place).is_dir() == (kind == "folder")


def test_nothing_is_left_over_for_good_by_a_power_cut(model: Path, scratch: Path) -> None:
    cut = Cut(model, scratch / "cut")
    _, states = cut.do(by_store(DEEDS["add entries"]))
    assert max(len(left_overs(state)) for found in states for state in found) <= 2


def test_the_error_of_a_file_that_a_cut_emptied_names_it(scratch: Path) -> None:
    store = Store(scratch / "store", {"PLANNER_BACKUPS": str(scratch / "backups")})
    DEEDS["add entries"](store)
    path = store.root / "log/2027-03.toml"
    for nothing in (b"", b"\0" * len(path.read_bytes()), b"\n\n"):
        path.write_bytes(nothing)
        with pytest.raises(StoreError, match=r"2027-03\.toml: the file (is empty|holds nothing but NULs)"):
            DEEDS["add entries"](store)
        assert path.read_bytes() == nothing


def test_a_backup_that_a_power_cut_interrupts_is_whole_or_not_there(model: Path, scratch: Path) -> None:
    with seeded(_SEED):
        Store(model / "store", {"PLANNER_BACKUPS": str(model / "backups")}).back_up("2027-03-13")
    cut = Cut(model, scratch / "cut")
    folders = [str(path.relative_to(cut.root.parent)) for path in cut.root.parent.rglob("*") if path.is_dir()]
    disk = Disk(str(cut.root.parent), all_files(cut.root.parent), set(folders))
    wanted = {name: data for name, data in cut.before.items() if name.endswith(".toml") and ".state" not in name}
    (cut.root / "log/2027-03.toml").write_bytes(wanted["log/2027-03.toml"] + b"# more\n")
    wanted["log/2027-03.toml"] += b"# more\n"
    found: list[Files] = []

    def watch(step: Step) -> None:
        disk.do(step)
        if step.changes or step.name == "fsync":
            found.extend(disk.states())

    faults = Faults(0, "die", below=cut.root.parent, after=watch)
    with pytest.MonkeyPatch.context() as patched:
        faults.install(patched.setattr)
        by_store(lambda store: store.back_up("2027-03-14"))(cut.root.parent, _SEED)
    made = [_copied(state, "2027-03-14.") for state in found]
    assert {tuple(sorted(one)) for one in made} == {(), tuple(sorted(wanted))}
    bad = [one for one in made if one not in ({}, wanted)]
    assert not bad, {name: (data, wanted[name]) for name, data in bad[0].items() if data != wanted[name]}
    assert all(_copied(state, "2027-03-14.") == wanted for state in disk.states()), "it is told that it is made"


def _copied(state: Files, name: str) -> Files:
    """Return what a state holds of a backup that is called so."""
    parts = ((path.split("/"), data) for path, data in state.items() if path.startswith("backups/"))
    return {"/".join(part[3:]): data for part, data in parts if part[2].startswith(name)}
