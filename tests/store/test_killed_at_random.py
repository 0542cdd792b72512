"""Real processes, killed with SIGKILL whenever it happens to be: what they acknowledged is there, and it goes on."""

import os
import signal
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, NoReturn

import pytest

from planner.actions.desk import Desk
from planner.actions.undo import undo
from planner.domain.exercise import Timing
from planner.domain.gear import Shoe
from planner.domain.log import Entry, UndoEntry
from planner.domain.routine import Do, Routine
from planner.store.disk.atomic import TEMPORARY
from planner.store.store import Store
from planner.store.undo.history import read_history
from tests.store.deeds import PLAYING, filled
from tests.store.records import DAY, move, ran

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="fork and SIGKILL of POSIX")


class Worker:
    """Does one thing after another and says of each, before and after, what it is: `try` and `done`."""

    def __init__(self, store: Store, round_number: int, tell: Callable[[str], object]) -> None:
        self.store, self.round, self.tell = store, round_number, tell
        self.random = Random(round_number)
        self.count = 0

    def work(self) -> NoReturn:
        while True:
            self.count += 1
            what, name, do = self.random.choice(list(self._deeds()))
            self.tell(f"try {what} {name}")
            do()
            self.tell(f"done {what} {name}")

    def _deeds(self) -> "Iterator[tuple[str, str, Callable[[], object]]]":
        own, store = f"{self.round}x{self.count}", self.store
        yield "entry", own, lambda: store.add_entries(ran(own), action=(f"log:2027-03:{own}",))
        yield "change", own, lambda: store.add_changes("spring", move(own), action=(f"plan:spring:{own}",))
        yield "gear", f"pair-{own}", lambda: store.create_gear(Shoe(id=f"pair-{own}", name="Pair"))
        yield "theme", own, lambda: store.save_settings({"theme": own}, undoable=True)
        yield "routine", f"mine-{own}", lambda: store.save_routine(_routine(f"mine-{own}"))
        yield "step", f"{self.round * 10_000 + self.count}", lambda: store.save_playing(self._step())
        yield "months", own, lambda: store.add_entries(*_months(own), action=_refs(own))
        yield "kept", "there", self._throw_about
        yield "undo", own, self._undo

    def _step(self) -> bytes:
        return PLAYING + b"at = %d\n" % (self.round * 10_000 + self.count)

    def _throw_about(self) -> None:
        if "winter" in self.store.plan_ids():
            self.store.delete_plan("winter")
        self.store.restore_plan("winter")

    def _undo(self) -> None:
        self.store.add_entries(ran(f"u{self.round}x{self.count}"), action=(f"log:2027-03:u{self.round}x{self.count}",))
        undo(Desk(self.store))


def _routine(name: str) -> Routine:
    return Routine(id=name, name="Mine", timing=(Timing.POST,), steps=(Do(exercise="glute-bridge"),))


def _months(own: str) -> tuple[Entry, ...]:
    return tuple(ran(f"m{own}-{n}", DAY + timedelta(days=31 * n)) for n in range(3))


def _refs(own: str) -> tuple[str, ...]:
    return tuple(f"log:{entry.day:%Y-%m}:{entry.id}" for entry in _months(own))


def _killed(root: Path, backups: Path, number: int, after_s: float) -> list[str]:
    """Let a process work and kill it after some time; return what it said."""
    read, write = os.pipe()
    process = os.fork()
    if not process:
        try:
            os.close(read)
            store = Store(root, {"PLANNER_BACKUPS": str(backups)})
            Worker(store, number, lambda line: os.write(write, line.encode() + b"\n")).work()
        finally:
            os._exit(1)
    os.close(write)
    time.sleep(after_s)
    os.kill(process, signal.SIGKILL)
    status = os.waitpid(process, 0)[1]
    assert os.WIFSIGNALED(status), "it ended by itself"
    with os.fdopen(read, "rb") as said:
        return said.read().decode().splitlines()


class Ledger:
    """What the processes have said so far."""

    def __init__(self) -> None:
        self.done: list[tuple[str, str]] = []
        self.tried: set[tuple[str, str]] = set()

    def take(self, lines: list[str]) -> None:
        for line in lines:
            how, what, name = line.split(" ")
            if how == "try":
                self.tried.add((what, name))
            else:
                self.done.append((what, name))

    def look_at(self, store: Store) -> None:
        entries, problems = store.entries(date.min, date.max)
        assert not problems
        ids = [entry.id for entry in entries]
        assert len(ids) == len(set(ids)), "nothing twice"
        out = {entry.of for entry in entries if isinstance(entry, UndoEntry)}
        changes = {change.id for change in store.plan("spring").changes}
        gear = {item.id for item in store.gear()[0]}
        for what, name in self.done:
            match what:
                case "entry":
                    assert name in ids
                    assert name not in out, "only what undo was asked to take back is taken back"
                case "months":
                    assert {entry.id for entry in _months(name)} <= set(ids)
                case "change":
                    assert name in changes
                case "gear":
                    assert name in gear
                case "routine":
                    assert store.has_routine(name)
                case "kept":
                    assert "winter" in store.plan_ids() or ("kept", "there") in self.tried
                case "undo":
                    assert f"u{name}" in out, name
        self._last_holds(store)

    def _last_holds(self, store: Store) -> None:
        """Look that what is replaced again and again holds the last that was done, or one that was tried after it."""
        for what, held in (
            ("theme", store.settings()[0].theme),
            ("step", (store.playing() or b"").split()[-1].decode()),
        ):
            told = [name for kind, name in self.done if kind == what]
            unsure = {name for kind, name in self.tried if kind == what} - set(told)
            assert not told or held == told[-1] or held in unsure, (what, held, told[-1])


def _rounds(scratch: Path, rounds: int, seed: int) -> int:
    backups = scratch / "backups"
    store = filled(scratch / "store", backups)
    store.restore_plan("winter")
    kept = (store.root / "plans/winter.toml").read_bytes()
    known = {str(problem) for problem in store.check()}
    ledger, random = Ledger(), Random(seed)
    for number in range(1, rounds + 1):
        ledger.take(_killed(store.root, backups, seed * 1000 + number, random.uniform(0.002, 0.05)))
        found = {str(problem) for problem in store.check()} - known
        assert not {one for one in found if TEMPORARY not in one and "others on this machine" not in one}
        assert len(list(store.root.rglob(f"*{TEMPORARY}"))) <= 2
        assert read_history(store.root)[1] is None
        ledger.look_at(Store(store.root))
        in_trash = [path.read_bytes() for path in (store.root / ".state/trash").iterdir() if "winter" in path.name]
        assert kept in in_trash or (store.root / "plans/winter.toml").read_bytes() == kept
        if "winter" not in store.plan_ids():
            store.restore_plan("winter")
    store.add_entries(ran("last"))
    assert not list(store.root.rglob(f"*{TEMPORARY}"))
    return len(ledger.done)


def test_killed_whenever_it_happens_to_be_everything_acknowledged_is_there(scratch: Path) -> None:
    assert _rounds(scratch, 15, 1) > 15


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2, 7))
def test_killed_hundreds_of_times_everything_acknowledged_is_there(scratch: Path, seed: int) -> None:
    assert _rounds(scratch, 120, seed) > 100
