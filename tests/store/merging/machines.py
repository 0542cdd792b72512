"""Machines that work on stores of one origin without knowing of each other, and the real git between them."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import date, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from planner.actions.desk import Desk
from planner.actions.undo import redo, undo
from planner.domain.body import Area, Side
from planner.domain.change import Accept, Edit, Move, Switch
from planner.domain.errors import NotFound
from planner.domain.gear import Shoe
from planner.domain.log import Felt, Noted, Ran
from planner.store.store import Store
from tests.store.records import AT, DAY, small_plan

needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
LOG = "log/2027-03.toml"


class Machine:
    """A desk whose ids and moments no other machine has."""

    def __init__(self, name: str, root: Path) -> None:
        self.name = name
        self.root = root
        self._moments = count()
        self.numbers = count()
        letters = (letter for number in count() for letter in f"{name}{number:05}")
        backups = {"PLANNER_BACKUPS": str(root.with_name(f"{root.name}-backups"))}
        self.desk = Desk(Store(root, backups), now=self._now, pick=lambda _: next(letters))

    def _now(self) -> datetime:
        ahead_s = {"o": 0, "a": 3_600, "b": 3_697, "c": 3_799}[self.name]
        return AT + timedelta(minutes=next(self._moments) * 7, seconds=ahead_s)

    @property
    def fresh(self) -> str:
        """An id that nothing has yet."""
        return f"{self.name}-{next(self.numbers)}"


def begun(root: Path) -> Machine:
    """A machine with a plan, a log, a shoe and settings."""
    machine = Machine("o", root)
    machine.desk.store.create_plan(small_plan())
    machine.desk.keep_entries(ran(machine))
    machine.desk.keep_changes("spring", Move(id=machine.fresh, at=AT, session="ef34gh", to=date(2027, 4, 12)))
    machine.desk.store.create_gear(Shoe(id="pegasus", name="Pegasus"))
    machine.desk.set(theme="dusk")
    return machine


def ran(machine: Machine, corrects: str = "") -> Ran:
    """A run of today."""
    return Ran(id=machine.fresh, at=machine.desk.now(), day=DAY, distance_m=8_000.0, corrects=corrects)


def _correct(machine: Machine) -> None:
    machine.desk.keep_entries(ran(machine, corrects="o-0"))


def _comment(machine: Machine) -> None:
    path = machine.root / LOG
    lines = path.read_text().splitlines(keepends=True)
    lines.insert(len(lines) // 2, f"# {machine.fresh}\n")
    path.write_text("".join(lines))
    machine.desk.refresh()


def _undo(machine: Machine) -> None:
    try:
        undo(machine.desk)
    except NotFound:
        return


def _redo(machine: Machine) -> None:
    try:
        redo(machine.desk)
    except NotFound:
        return


def _move(machine: Machine) -> None:
    day = date(2027, 4, 12) + timedelta(days=next(machine.numbers) % 6)
    machine.desk.keep_changes("spring", Move(id=machine.fresh, at=machine.desk.now(), session="ab12cd", to=day))


DEEDS: dict[str, Callable[[Machine], object]] = {
    "run": lambda machine: machine.desk.keep_entries(ran(machine)),
    "pain": lambda machine: machine.desk.keep_entries(
        Felt(id=machine.fresh, at=machine.desk.now(), day=DAY, area=Area.KNEE, score=3, side=Side.LEFT)
    ),
    "note": lambda machine: machine.desk.keep_entries(
        Noted(id=machine.fresh, at=machine.desk.now(), day=DAY + timedelta(days=30), text='"""[[entry]]')
    ),
    "correct": _correct,
    "move": _move,
    "edit": lambda machine: machine.desk.keep_changes(
        "spring", Edit(id=machine.fresh, at=machine.desk.now(), session="ab12cd", title=machine.name)
    ),
    "accept": lambda machine: machine.desk.keep_changes(
        "spring", Accept(id=machine.fresh, at=machine.desk.now(), finding="spike:ab12cd")
    ),
    "switch": lambda machine: machine.desk.keep_changes(
        "spring", Switch(id=machine.fresh, at=machine.desk.now(), layer="l0", on=False)
    ),
    "new shoe": lambda machine: machine.desk.store.create_gear(Shoe(id=machine.fresh, name=machine.name)),
    "settings": lambda machine: machine.desk.set(keys={machine.fresh: "m"}),
    "comment": _comment,
    "undo": _undo,
    "redo": _redo,
}


def git(folder: Path, *words: str, fails: bool = False) -> str:
    """Run git as a runner does, without what is set up on this machine; what it prints, errors too."""
    environ = {
        **os.environ, "GIT_CONFIG_NOSYSTEM": "1", "GIT_AUTHOR_NAME": "R", "GIT_AUTHOR_EMAIL": "r@example.org",
        "GIT_COMMITTER_NAME": "R", "GIT_COMMITTER_EMAIL": "r@example.org", "GIT_EDITOR": "true",
        "PYTHONDONTWRITEBYTECODE": "",
    }  # fmt: skip
    command = ["git", "-c", "init.defaultBranch=main", *words]
    done = subprocess.run(command, cwd=folder, env=environ, capture_output=True, text=True, check=False, timeout=120)
    assert bool(done.returncode) is fails, (words, done.stdout, done.stderr)
    return done.stdout + done.stderr


def commit(folder: Path) -> None:
    """Commit all there is."""
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "--allow-empty", "-m", "Work")


PROGRAM = (sys.executable, "-P", "-m", "planner")
