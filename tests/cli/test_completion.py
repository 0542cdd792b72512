"""What the shell completes: commands, ids of the store, days, choices; never an error."""

import os
import shutil
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from planner.actions.demo import fill_demo
from planner.actions.desk import Desk
from planner.actions.diary import log_pain
from planner.actions.templates import save_template
from planner.domain.body import Area
from planner.domain.health import Sign
from planner.store.store import Store
from tests.cli.conftest import Planner, in_process

COPY = "log/2026-11.sync-conflict-20261121-101112-ABCDEFG.toml"


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A filled-in store of today."""
    root = tmp_path_factory.mktemp("demo")
    backups = {"PLANNER_BACKUPS": str(root / "backups")}
    store = Store(root / "store", backups)
    fill_demo(store, datetime.now().astimezone())
    save_template(Desk(store), "spring", "half-kept")
    (root / "store" / COPY).write_text("schema = 1\n")
    return root / "store"


def _completed(store: Path, *words: str) -> list[str]:
    environ = {
        **os.environ,
        "PLANNER_STORE": str(store),
        "_PLANNER_COMPLETE": "bash_complete",
        "COMP_WORDS": " ".join(("planner", *words)),
        "COMP_CWORD": str(len(words)),
    }
    ended = in_process(store=store, env=environ)
    assert ended.stderr == ""
    return [line.partition(",")[2] for line in ended.stdout.splitlines() if line]


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (("",), "today"),
        (("plan", ""), "move"),
        (("plan", "show", ""), "spring"),
        (("plan", "template", ""), "save"),
        (("plan", "template", "delete", ""), "half-kept"),
        (("plan", "--s"), "--store"),
        (("store", ""), "init-git"),
        (("store", "copies", "log/"), COPY),
        (("store", "copies", "x", "--merge", "--prefer", ""), "theirs"),
        (("play", "it-"), "it-band-seven"),
        (("log", "pain", "it"), "it-band"),
        (("log", "pain", "calf", "3", "--side", ""), "left"),
        (("plan", "new", "x", "--level", "n"), "novice"),
        (("plan", "new", "x", "--distance", "h"), "half"),
        (("plan", "new", "x", "--date", "to"), "tomorrow"),
        (("plan", "new", "x", "--shoe", ""), "blue"),
        (("log", "run", "8", "--orthotic", ""), "cork"),
        (("plan", "layers", "hip"), "hip-strength"),
        (("routine", "show", ""), "it-band-seven"),
        (("exercise", "list", "--area", "glute-m"), "glute-med"),
        (("export", ""), "ics"),
        (("completion", "z"), "zsh"),
    ],
)
def test_the_shell_is_offered(demo: Path, words: tuple[str, ...], offered: str) -> None:
    assert offered in _completed(demo, *words)


def test_sessions_of_the_coming_days_are_offered_and_what_hangs_on_one_after_the_dot(demo: Path) -> None:
    offered = _completed(demo, "plan", "move", "")
    assert 4 <= len(offered) <= 20
    hung = _completed(demo, "plan", "skip", f"{offered[-1]}.")
    assert hung
    assert all(one.startswith(f"{offered[-1]}.") for one in hung)


def test_a_backup_is_offered_by_its_name_or_as_a_file(demo: Path) -> None:
    environ = {"_PLANNER_COMPLETE": "bash_complete", "COMP_WORDS": "planner restore ", "COMP_CWORD": "2"}
    ended = in_process(store=demo, env={**os.environ, "PLANNER_STORE": str(demo), **environ})
    assert "file," in ended.stdout.splitlines()


def test_red_flags_that_stand_are_offered_to_be_cleared(tmp_path: Path) -> None:
    desk = Desk(Store(tmp_path / "store", {"PLANNER_BACKUPS": str(tmp_path / "backups")}))
    log_pain(desk, Area.SHIN, 1, desk.today, signs=(Sign.PINPOINT,))
    assert _completed(tmp_path / "store", "body", "clear", "") == ["bone-stress"]
    assert "chest-pain" in _completed(tmp_path / "store", "body", "warn", "")


def test_an_odd_store_completes_nothing_and_says_nothing(tmp_path: Path) -> None:
    odd = tmp_path / "store"
    odd.write_text("a file")
    assert _completed(odd, "plan", "show", "") == []
    (tmp_path / "empty").mkdir()
    assert _completed(tmp_path / "empty", "plan", "move", "") == []


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_every_shell_has_its_script(planner: Planner, shell: str) -> None:
    ended = planner("completion", shell)
    assert ended.status == 0
    assert "_PLANNER_COMPLETE" in ended.out
    if found := shutil.which(shell):
        checked = subprocess.run([found, "-n"], input=ended.out, capture_output=True, text=True, check=False)
        assert checked.returncode == 0, checked.stderr


def test_without_a_shell_it_says_how(planner: Planner) -> None:
    said = planner("completion").out
    assert all(place in said for place in (".bashrc", ".zshrc", "config/fish"))


@pytest.mark.skipif(sys.platform == "win32", reason="no bash there")
def test_completing_loads_no_textual(demo: Path) -> None:
    code = (
        "import os, sys\n"
        "os.environ.update({'_PLANNER_COMPLETE': 'bash_complete', 'COMP_WORDS': 'planner play ', 'COMP_CWORD': '2'})\n"
        "from planner.cli.root import run\n"
        "assert run([]) == 0\n"
        "print({'textual', 'rich'} & set(sys.modules), file=sys.stderr)"
    )
    assert in_process(store=demo, code=code).stderr == "set()\n"
