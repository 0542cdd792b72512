"""SQLite's method for this store: a deed is broken at step 1, 2, 3 ... until it runs through, in every way there is.

How to use it:

    lay = laid(scratch / "model", fill)          # `fill(store)` puts into a store what the deed needs, once
    tally = every_fault(by_store(lambda store: store.add_entries(ran("new1"))), lay, scratch)
    tally = every_fault(by_command("log", "run", "5"), lay, scratch, ways=QUICK, part=(0, 4))

A deed is `Deed(folder, seed)`: it opens `folder/store` anew (backups go to `folder/backups`) and returns `Told`; ids
come from the seed. `by_store`, `by_desk` and `by_command` make one. First it is done undisturbed, and the store after
each step is kept: the stages. Then, for each way and each step, it is done on a disk that fails there, and looked at:

- what lasts is a stage, whole: as it was, as it was to be, or (only with `between=True`) as it was on the way;
- `planner doctor` finds nothing that it did not find before, and nothing that was there before is lost;
- done means done: without an error everything is there, and a killed deed can be done again or says it is done;
- an error is one sentence that names a file and the cause, nothing of it is left on the disk, and the deed can be
  repeated (with other ids, as a person would) and then gives what it was to give: nothing twice, in the history too;
- no temporary file stays after an error, one at most after a kill, and none after the next write.

A failed read may be told and passed over: then what lasts must be sound and hold all that was there.
"""

import errno
import os
import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, redirect_stderr, redirect_stdout
from datetime import UTC, datetime
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path
from random import Random
from typing import NamedTuple
from unittest.mock import patch

import time_machine

from planner.actions import desk as desks
from planner.actions.desk import Desk
from planner.domain.errors import PlannerError
from planner.store.care.check import check_store
from planner.store.disk.atomic import TEMPORARY
from planner.store.store import Store
from planner.store.undo.history import read_history
from tests.store.faults import FAILING, Faults, Killed, Step

NOW = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)
_NO_PROCESS = 1 << 23
"""No system has processes of such numbers."""
_LOOSE = (".state/", ".gitignore")
"""What may be lost or be there twice without harm: caches, marks, the history's last lines. Not so the trash."""
_LASTING = (".state/trash/", ".state/playing.toml")


class Told(NamedTuple):
    """How a deed ended: whether it says that it failed, and what it said besides its result."""

    failed: bool
    text: str


class Way(NamedTuple):
    """One way to break a disk: `how` as `Faults` takes it, once, or from then `on`."""

    how: int | str
    on: bool = False


Deed = Callable[[Path, int], Told]
Files = dict[str, bytes]
_ERRORS = (errno.ENOSPC, errno.EIO, errno.EROFS, errno.EACCES, errno.EMFILE)
KILLS = (Way("die"), Way("die torn"))
EVERY = (*KILLS, Way("short"), Way("ctrl-c"), *(Way(how, on) for how in _ERRORS for on in (False, True)))
QUICK = (Way("die"), Way("die torn"), Way(errno.ENOSPC), Way(errno.EIO), Way("ctrl-c"), Way(errno.EROFS, on=True))


class Tally:
    """What was tried, and the largest number of temporary files that one kill left."""

    def __init__(self) -> None:
        self.tries: Counter[str] = Counter()
        self.left_over = 0
        self.between = 0


def by_store(do: Callable[[Store], object]) -> Deed:
    """Return the deed of a function of a store."""
    return by_desk(lambda desk: do(desk.store))


def by_desk(do: Callable[[Desk], object]) -> Deed:
    """Return the deed of a function of a desk."""

    def deed(folder: Path, seed: int) -> Told:
        with seeded(seed):
            desk = desk_in(folder)
            try:
                do(desk)
            except PlannerError as error:
                return Told(True, str(error))
            except KeyboardInterrupt:
                return Told(True, "ctrl-c")
            return Told(False, "\n".join(str(problem) for problem in desk.problems))

    return deed


def by_command(*words: str) -> Deed:
    """Return the deed of a command; `{folder}` in a word stands for the folder that `store` is in."""

    def deed(folder: Path, seed: int) -> Told:
        from planner.cli.root import run

        out, err = TextIOWrapper(BytesIO(), encoding="utf-8"), StringIO()
        asked = [word.replace("{folder}", str(folder)) for word in words]
        environ = patch.dict(os.environ, {"PLANNER_BACKUPS": str(folder / "backups")})
        with seeded(seed), environ, redirect_stdout(out), redirect_stderr(err):
            status = run(["--store", str(folder / "store"), *asked])
        text = err.getvalue().strip()
        if status in (1, 2):
            assert text, "a failure says nothing"
        return Told(status not in (0, 3), "ctrl-c" if status == 130 else text)

    return deed


def desk_in(folder: Path) -> Desk:
    """Return the desk of the store in a folder."""
    return Desk(Store(folder / "store", {"PLANNER_BACKUPS": str(folder / "backups")}))


@contextmanager
def seeded(seed: int) -> Iterator[None]:
    """Have new ids come from a seed, time stand still, and the process be another one for another seed."""
    numbers = Random(seed)
    process = patch.object(os, "getpid", lambda: _NO_PROCESS + seed)
    with process, patch.object(desks, "_random", lambda: numbers), time_machine.travel(NOW, tick=False):
        yield


def laid(model: Path, fill: Callable[[Desk], object]) -> Path:
    """Fill the store in `model` and return that folder; doctor finds nothing in it that `fill` did not mean."""
    model.mkdir(parents=True)
    with seeded(0):
        fill(desk_in(model))
    return model


def all_files(root: Path) -> Files:
    """Return what every file under a folder holds."""
    found: Files = {}
    for folder, _, names in os.walk(root):
        for name in names:
            path = os.path.join(folder, name)  # noqa: PTH118 - thousands of times
            with open(path, "rb") as file:  # noqa: PTH123
                found[path[len(str(root)) + 1 :]] = file.read()
    return found


def lasting(files: Files) -> Files:
    """Return the files that must be whole at any time."""
    return {
        name: data
        for name, data in files.items()
        if not name.endswith(TEMPORARY) and (name.startswith(_LASTING) or not name.startswith(_LOOSE))
    }


def left_overs(files: Files) -> list[str]:
    """Return the names of temporary files."""
    return [name for name in files if name.endswith(TEMPORARY)]


def alike(files: Files) -> Files:
    """Return files with ids that the program made replaced by their order, so that two runs can be compared."""
    ids: dict[str, str] = {}
    for name in sorted(files):
        for made in re.findall(rb'(?m)^id = "([2-9a-z]{6})"$', files[name]):
            ids.setdefault(made.decode(), f"<{len(ids)}>")
    if not ids:
        return files
    wanted = re.compile(rb"\b(" + "|".join(ids).encode() + rb")\b")
    return {name: wanted.sub(lambda found: ids[found[1].decode()].encode(), data) for name, data in files.items()}


def every_fault(
    deed: Deed,
    model: Path,
    scratch: Path,
    *,
    ways: tuple[Way, ...] = EVERY,
    between: bool = False,
    idempotent: bool = False,
    part: tuple[int, int] = (0, 1),
) -> Tally:
    """Break `deed` on copies of `model` at every step in every way, look at each, and return what was tried.

    `part`: (n, of): only every so many tries, from the n-th; a quick suite shares them out. `between`: killed on the
    way, a part of its files may be new; each such stage is sound. `idempotent`: doing it twice is the same as doing it
    once, so that it may say that it failed when all that lasts is there.
    """
    bench = _Bench(deed, model, scratch)
    bench.idempotent = idempotent
    number = 0
    for way in ways:
        for at in bench.steps_for(way):
            number += 1
            if (number + part[0]) % part[1] == 0:
                bench.attempt(way, at)
    assert between or not bench.tally.between, "killed on the way it is neither old nor new"
    return bench.tally


class _Bench:
    def __init__(self, deed: Deed, model: Path, scratch: Path) -> None:
        self.deed, self.model, self.folder = deed, model, scratch / "broken"
        self.tally = Tally()
        self.idempotent = False
        self.store = self.folder / "store"
        self._lay()
        self.before = all_files(self.store)
        self.known = self._problems()
        self._sound: set[frozenset[tuple[str, bytes]]] = set()
        self._repeated: set[tuple[frozenset[tuple[str, bytes]], bool, bool]] = set()
        self.stages: list[Files] = [lasting(self.before)]
        told = self._do(counted := Faults(0, 0, below=self.folder, after=self._note_stage))
        assert not told.failed, told.text
        self.steps = counted.steps
        self.after = all_files(self.store)
        self.elsewhere = self._elsewhere()
        self.done = self._history()
        assert lasting(self.after) == self.stages[-1]
        for stage in self.stages:
            self._look_over(stage)

    def steps_for(self, way: Way) -> list[int]:
        """Return the steps at which it makes a difference: a kill before a look leaves what the last change left."""
        numbered = list(enumerate(self.steps, 1))
        if way.how == "die":
            return [at for at, step in numbered if step.changes] + [len(numbered)]
        if way.how in ("die torn", "short"):
            return [at for at, step in numbered if step.name == "write"]
        return [at for at, step in numbered if not isinstance(way.how, int) or step.name in FAILING[way.how]]

    def attempt(self, way: Way, at: int) -> None:
        """Do the deed on a disk that breaks at a step, and look at everything."""
        step = self.steps[at - 1]
        about = f"{way} at {at} of {len(self.steps)}: {step.name} {step.place} {step.more!r:.60}"
        self.tally.tries[str(way.how)] += 1
        self._lay()
        told: Told | None = None
        try:
            told = self._do(Faults(at, way.how, on=way.on, below=self.folder))
            if told.text == "ctrl-c":
                told = Told(True, "")
        except Killed:
            pass
        except BaseException as error:
            error.add_note(about)
            raise
        try:
            self._judge(way, step, told)
        except AssertionError as error:
            error.add_note(f"{about}\nsaid: {told}")
            raise

    def _judge(self, way: Way, step: Step, told: Told | None) -> None:
        now = all_files(self.store)
        stands = lasting(now)
        is_stage = stands in self.stages
        if told is not None and not told.failed and told.text and stands != self.stages[-1]:
            _is_sentence(told.text, None)  # something that failed was told, and the rest done
            self._look_over(stands)
            self._holds_all(stands)
            return
        assert is_stage, _differences(stands, self.stages)
        if stands not in (self.stages[0], self.stages[-1]):
            self.tally.between += 1
        is_new = stands == self.stages[-1]
        if told is None:
            self.tally.left_over = max(self.tally.left_over, len(left_overs(now)))
            assert len(left_overs(now)) <= 1
            self._again(may_differ=stands != self.stages[0], killed=True)
            return
        if not way.on:
            assert not left_overs(now), left_overs(now)
        if not told.failed:
            assert is_new, "it says that it is done"
            return
        if way.how != "ctrl-c":
            _is_sentence(told.text, self.folder if step.changes and not way.on else None)
            is_told = stands != self.stages[0] and "may be saved" in told.text
            is_harmless = self.idempotent or self.stages[0] == self.stages[-1]
            assert is_told or not is_new or is_harmless, "it is done and says that it failed"
            if not is_told:
                self._again(may_differ=False, killed=False, healed=way.on)

    def _again(self, *, may_differ: bool, killed: bool, healed: bool = False) -> None:
        """Do the deed again on a sound disk, as a person would; from the same state it is done once."""
        now = all_files(self.store)
        state = (frozenset((name, data) for name, data in now.items() if name != ".state/lock"), may_differ, healed)
        if state in self._repeated and not left_overs(now):
            return
        self._repeated.add(state)
        began = lasting(now)
        told = self._do(None, seed=2)
        files = all_files(self.store)
        assert told.failed or not left_overs(files), "the next write clears what was left"
        stands = lasting(files)
        if killed and may_differ:  # done already, or a part: again it may be done once more, or be refused
            self._look_over(stands)
            self._holds_all(stands)
            return
        assert not told.failed, f"it cannot be repeated: {told.text}"
        assert alike(stands) == alike(lasting(self.after)), _differences(alike(stands), [alike(lasting(self.after))])
        if not killed:
            # A disk that fails for good may keep an action of which nothing came, or a part; undo passes it over.
            known, done = (history[-2:] if healed else history for history in (self._history(), self.done))
            assert known == done or (healed and began != self.stages[0]), "the history is another one"
            assert self._elsewhere() == self.elsewhere

    def _lay(self) -> None:
        if self.folder.exists():
            shutil.rmtree(self.folder)
        shutil.copytree(self.model, self.folder)

    def _do(self, faults: Faults | None, seed: int = 1) -> Told:
        with ExitStack() as stack:
            if faults:
                faults.install(lambda where, name, call: stack.enter_context(patch.object(where, name, call)))
            return self.deed(self.folder, seed)

    def _note_stage(self, step: Step) -> None:
        if step.changes:
            files = lasting(all_files(self.store))
            if files != self.stages[-1]:
                self.stages.append(files)

    def _problems(self) -> set[str]:
        return {str(problem) for problem in check_store(self.store)}

    def _look_over(self, stands: Files) -> None:
        """Look that doctor finds nothing new in files, with nothing beside them."""
        key = frozenset(stands.items())
        if key in self._sound:
            return
        aside = self.folder.with_name("looked-over")
        shutil.rmtree(aside, ignore_errors=True)
        for name, data in stands.items():
            path = aside / "store" / name
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            path.write_bytes(data)
            path.chmod(0o600)
        found = {str(problem) for problem in check_store(aside / "store")}
        new = {one.replace(str(aside), str(self.folder)) for one in found} - self.known
        new = {one for one in new if "others on this machine" not in one}
        assert not new, new
        self._sound.add(key)

    def _holds_all(self, stands: Files) -> None:
        """Look that everything that was there is there: in its file, or after it, or in the trash."""
        kept = set(stands.values())
        for name, data in self.stages[0].items():
            was_changed = any(stage.get(name) != data for stage in self.stages)
            assert was_changed or stands.get(name) == data or data in kept, name

    def _history(self) -> list[list[str]]:
        """Return the actions of the history without the ids in them."""
        known = read_history(self.store)[0]
        return [[re.sub(r":[^:]*$", "", ref) for ref in action.split()] for action in (*known.done, "|", *known.undone)]

    def _elsewhere(self) -> list[str]:
        """Return the names of the files that the deed made outside of the store; backups are made as often as tried."""
        found = (str(path.relative_to(self.folder)) for path in self.folder.rglob("*") if path.is_file())
        return sorted(name for name in found if not name.startswith(("store/", "backups/")))


def _is_sentence(text: str, folder: Path | None) -> None:
    """Look that an error is what a person understands: why, and which file where one was written; not errno's words."""
    assert text, "nothing was said"
    assert not re.search(r"Errno|Traceback|Error\b|None", text), text
    assert all(line.rstrip().endswith(".") for line in text.splitlines()), text
    assert folder is None or str(folder) in text or re.search(r"[\w-]+\.toml|file |folder ", text), text


def _differences(now: Files, stages: list[Files]) -> str:
    """Return how files differ from the nearest stage."""

    def between(stage: Files) -> list[str]:
        return [name for name in sorted({*now, *stage}) if now.get(name) != stage.get(name)]

    nearest = min(stages, key=lambda stage: len(between(stage)))
    said = [
        f"{name}:\n  is     {now.get(name)!r:.900}\n  not    {nearest.get(name)!r:.900}" for name in between(nearest)
    ]
    return f"no stage of {len(stages)}\n" + "\n".join(said)
