"""Two windows of the program on real terminals, the command line and git on one store at the same time."""

import os
import shutil
import signal
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest

from planner.actions import playing
from planner.actions.desk import Desk
from planner.domain.log import Noted, Ran
from planner.store.store import Store
from tests.app.test_player_process import ROUTINE, Process

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and pseudo-terminals of POSIX")
CHANGED = b"Changed outside"


@pytest.fixture
def root(demo_root: Path, store_root: Path) -> Path:
    shutil.copytree(demo_root, store_root)
    Store(store_root).save_routine(ROUTINE)
    return store_root


def command_line(root: Path, *words: str) -> str:
    """Run a command of planner's, and return what it says."""
    environ = {**os.environ, "PLANNER_STORE": str(root)}
    command = [sys.executable, "-m", "planner", *words]
    done = subprocess.run(command, env=environ, check=False, capture_output=True, text=True, timeout=60)
    return done.stdout + done.stderr


def test_two_windows_and_the_command_line_see_each_others_work(root: Path, processes: list[Process]) -> None:
    one, other = Process(root), Process(root)
    processes += [one, other]
    one.shows(b"Mon")
    other.shows(b"Mon")
    command_line(root, "log", "run", "7", "--note", "by command")
    one.shows(CHANGED)
    other.shows(CHANGED)
    one.press(b"n")
    one.shows(b"Note on")
    one.press(b"by the first window\r")
    one.shows(b"takes it back")
    other.shows(CHANGED)
    other.press(b"n")
    other.shows(b"Note on")
    other.press(b"by the second window\r")
    other.shows(b"takes it back")
    one.shows(CHANGED)
    for process in (one, other):
        process.send(signal.SIGTERM)
        process.ends()
    today = date.today()  # noqa: DTZ011 - the day where the runner is
    entries, problems = Store(root).entries(today - timedelta(days=1), today)
    assert not problems
    texts = [
        entry.note if isinstance(entry, Ran) else entry.text for entry in entries if isinstance(entry, Ran | Noted)
    ]
    assert texts == ["by command", "by the first window", "by the second window"]
    assert Store(root).check() == ()


def test_one_window_plays_a_session_and_the_others_are_told_until_it_is_killed(
    root: Path, processes: list[Process]
) -> None:
    player = Process(root, "play", ROUTINE.id)
    processes.append(player)
    player.hold()
    player.shows(b"0:01 done")
    said = command_line(root, "play", ROUTINE.id, "--plain")
    assert "one is being played in another window" in said
    assert str(player.process.pid) in said
    second = Process(root)
    processes.append(second)
    second.shows(b"being played in")
    player.send(signal.SIGKILL)
    player.ends()
    third = Process(root)
    processes.append(third)
    third.shows(b"A session is not finished")
    assert playing.unfinished(Desk(Store(root))) is not None


def test_a_pull_and_an_editor_are_noticed_while_the_program_runs(root: Path, processes: list[Process]) -> None:
    git = shutil.which("git")
    if not git:
        pytest.skip("git is not installed")
    clone = root.with_name("clone")

    def run(where: Path, *words: str) -> None:
        names = ["-c", "user.name=Ann", "-c", "user.email=ann@example.org", "-c", "commit.gpgsign=false"]
        subprocess.run([git, *names, *words], cwd=where, check=True, capture_output=True, timeout=60)

    run(root, "init", "-q", "-b", "main")
    (root / ".gitignore").write_text(".state/\n")
    run(root, "add", "-A")
    run(root, "commit", "-qm", "all")
    run(root.parent, "clone", "-q", str(root), str(clone))
    window = Process(root)
    processes.append(window)
    window.shows(b"Mon")
    command_line(clone, "log", "run", "9", "--note", "on the other machine")
    run(clone, "add", "-A")
    run(clone, "commit", "-qm", "more")
    run(root, "pull", "-q", "--no-rebase", str(clone), "main")
    window.shows(CHANGED)
    plan = root / "plans/spring.toml"
    other = plan.with_name("spring.toml.new")
    other.write_text(plan.read_text().replace("Spring Half", "Sprung Half"))
    other.replace(plan)  # as `sed -i` and vim do
    window.shows(b"Sprung Half")
