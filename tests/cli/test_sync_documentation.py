"""docs/sync.md, tried literally: its commands, run by a shell on machines of their own, with the real git."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from planner.store.outside.repository import ATTRIBUTES, DRIVER
from tests.store.merging.machines import needs_git

TEXT = (Path(__file__).parents[2] / "docs" / "sync.md").read_text(encoding="utf-8")
URL = "git@example.org:me/runs.git"
STORE = ".local/share/planner"


def block(name: str) -> str:
    found = re.search(rf"<!-- {name} -->\n *```sh\n(.*?)```", TEXT, re.DOTALL)
    assert found, name
    return found[1]


class Computer:
    """A home of its own, with git and planner."""

    def __init__(self, folder: Path, name: str) -> None:
        self.home = folder / name
        self.remote = folder / "remote.git"
        self.store = self.home / STORE
        programs = self.home / "bin"
        programs.mkdir(parents=True)
        (programs / "planner").write_text(f'#!/bin/sh\nexec {sys.executable} -P -m planner "$@"\n')
        (programs / "planner").chmod(0o700)
        (self.home / ".gitconfig").write_text(f"[user]\n name = {name}\n email = {name}@example.org\n")
        path = f"{programs}{os.pathsep}{os.environ['PATH']}"
        self.environ = {**os.environ, "HOME": str(self.home), "PATH": path, "GIT_CONFIG_NOSYSTEM": "1"}

    def run(self, script: str) -> str:
        script = script.replace(URL, str(self.remote))
        done = subprocess.run(
            ["bash", "-e", "-c", script], cwd=self.home, env=self.environ, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, (script, done.stdout, done.stderr)
        return done.stdout

    def runs(self) -> set[str]:
        return set(re.findall(r"distance_m = (\d+)", "".join(path.read_text() for path in self.store.glob("log/*"))))


@pytest.fixture
def computers(tmp_path: Path) -> tuple[Computer, Computer]:
    subprocess.run(["git", "init", "-q", "--bare", "-b", "main", str(tmp_path / "remote.git")], check=True)
    first, second = Computer(tmp_path, "first"), Computer(tmp_path, "second")
    first.run("planner log run 8")
    first.run(block("first machine"))
    return first, second


@needs_git
def test_git_step_by_step(computers: tuple[Computer, Computer]) -> None:
    first, second = computers
    second.run(block("second machine"))
    first.run("planner log run 5")
    second.run("planner log run 6")
    first.run(block("every day"))
    second.run(block("every day"))
    first.run("planner log run 3")
    first.run(block("every day"))
    assert first.runs() == {"8000", "5000", "6000", "3000"}
    assert second.runs() == {"8000", "5000", "6000"}
    assert "everything in it is fine" in first.run("planner doctor")


@needs_git
def test_two_stores_that_began_apart(computers: tuple[Computer, Computer]) -> None:
    first, second = computers
    second.run("planner log run 6")
    second.run(block("two stores"))
    first.run(block("every day").replace("git commit", "git commit --allow-empty"))
    assert first.runs() == second.runs() == {"8000", "6000"}


def test_what_it_shows_is_what_is_written() -> None:
    from planner.store.outside import repository

    assert all(line in TEXT for line in ("/.state", "/.git", "(?d).*.planner-tmp"))
    assert repository.IGNORED[0] == ".state/"
    assert ATTRIBUTES[0].startswith("*.toml merge=planner")
    assert DRIVER not in TEXT  # nobody has to set it by hand
