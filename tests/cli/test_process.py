"""What only shows in a process of its own: pipes, full disks, closed streams, other alphabets, no colour."""

import os
import signal
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from planner.actions.demo import fill_demo
from planner.store.store import Store
from tests.cli.conftest import in_process

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="shells and streams of a Unix")


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A filled-in store of today."""
    root = tmp_path_factory.mktemp("demo")
    backups = {"PLANNER_BACKUPS": str(root / "backups")}
    fill_demo(Store(root / "store", backups), datetime.now().astimezone())
    return root / "store"


def _shell(line: str, store: Path) -> "subprocess.CompletedProcess[str]":
    script = f"planner() {{ '{sys.executable}' -m planner \"$@\"; }}; {line}"
    environ = {**os.environ, "PLANNER_STORE": str(store)}
    return subprocess.run(["bash", "-c", script], capture_output=True, text=True, env=environ, check=False, timeout=60)


def test_a_reader_that_stops_early_is_no_error(demo: Path) -> None:
    ended = _shell("planner export json | head -c 10; planner week | head -1; planner today | true", demo)
    assert ended.stdout.startswith("{")
    assert ended.stderr == ""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
@pytest.mark.parametrize("words", ["today", "week", "plan show --json", "export json", "--help"])
def test_a_full_disk_behind_stdout_is_one_line(demo: Path, words: str) -> None:
    ended = _shell(f"planner {words} > /dev/full; echo $? >&2", demo)
    complaint, status = ended.stderr.splitlines()
    assert complaint.startswith("planner: output: no space left on device.")
    assert status == "1"


def test_closed_streams_are_no_traceback(demo: Path) -> None:
    ended = _shell("planner week >&-; planner today >&- 2>&-; planner nope 2>&-; echo $?", demo)
    assert ended.stdout.strip() == "2"
    assert "Traceback" not in ended.stderr


def test_what_could_not_be_shown_is_no_success(demo: Path) -> None:
    ended = _shell("planner week >&-; echo $?; planner today >&-; echo $?", demo)
    assert ended.stdout.split() == ["1", "1"]
    assert ended.stderr.count("planner: output: it is closed, so nothing was shown.") == 2


def test_no_file_of_the_store_takes_the_place_of_a_closed_stream(demo: Path) -> None:
    code = (
        "import os, sys\n"
        "from planner.cli.ending import ended\n"
        "def look():\n"
        "    handle = os.open(sys.argv[1], os.O_RDONLY)\n"
        "    return handle\n"
        "os._exit(ended(look))"
    )
    ended = _shell(f"'{sys.executable}' -c '{code}' {demo}/planner.toml <&- 2>&-; echo $?", demo)
    assert int(ended.stdout) > 2


def test_a_terminal_without_utf_8_gets_question_marks(demo: Path) -> None:
    environ = {**os.environ, "PLANNER_STORE": str(demo), "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "LC_ALL": "C"}
    noted = in_process("log", "note", "Läufchen 👟", store=demo, env=environ)
    assert noted.returncode == 0, noted.stderr
    shown = in_process("today", store=demo, env=environ)
    assert "note: L?ufchen ?" in shown.stdout


def test_arguments_that_are_not_utf_8_are_text_all_the_same(demo: Path) -> None:
    ended = _shell("planner log note $'caf\\xe9 \\x9b31m'; planner today | tail -20", demo)
    assert "Traceback" not in ended.stderr
    assert "caf" in ended.stdout


def test_a_note_from_stdin_stays_out_of_the_arguments(demo: Path) -> None:
    ended = in_process("log", "pain", "knee", "3", "--note", "-", store=demo, input="after the hills\n")
    assert ended.returncode == 0, ended.stderr
    assert "after the hills" in in_process("today", store=demo).stdout


def test_interrupted_means_130_and_one_line(demo: Path) -> None:
    code = (
        "import signal, sys\n"
        "from planner.cli.root import run\n"
        "class Waiting:\n"
        "    def read(self, size): signal.raise_signal(signal.SIGINT)\n"
        "class Stdin:\n"
        "    buffer = Waiting()\n"
        "sys.stdin = Stdin()\n"
        "sys.exit(run(['log', 'note', '-']))"
    )
    ended = in_process(store=demo, code=code)
    assert ended.returncode == 130
    assert ended.stderr == "planner: stopped: you pressed ctrl+c. Nothing more was done.\n"


def test_today_is_the_same_with_and_without_the_command_parser(demo: Path) -> None:
    for option in ((), ("--json",)):
        quick = in_process("today", *option, store=demo)
        parsed = in_process("--store", str(demo), "today", *option, store=Path("/nowhere"))
        assert quick.returncode == parsed.returncode == 0
        assert quick.stdout == parsed.stdout


def test_colour_is_for_terminals_and_never_with_no_color(demo: Path) -> None:
    def on_a_terminal(**more: str) -> str:
        code = (
            "import os, pty, sys\n"
            "def read(fd):\n    return os.read(fd, 1024)\n"
            "sys.exit(os.waitstatus_to_exitcode(pty.spawn([sys.executable, '-m', 'planner', 'week'], read)))"
        )
        environ = {**os.environ, "PLANNER_STORE": str(demo), "TERM": "xterm-256color", **more}
        done = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, env=environ, check=False, timeout=60,
            stdin=subprocess.DEVNULL,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout

    assert "\x1b[1m" in on_a_terminal()
    assert "\x1b" not in on_a_terminal(NO_COLOR="1")
    assert "\x1b" not in on_a_terminal(TERM="dumb")
    assert "\x1b" not in in_process("week", store=demo).stdout


def test_a_store_named_empty_is_refused(demo: Path) -> None:
    for words in (("--store", "", "today"), ("today", "--store", ""), ("--store", "", "week")):
        ended = in_process(*words, store=demo)
        assert ended.returncode == 1
        assert ended.stderr.startswith("planner: --store: it is empty.")


def test_the_store_may_stand_before_or_after_the_command(demo: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "nothing"
    for words in (("--store", str(demo), "plan", "list"), ("plan", "--store", str(demo), "list")):
        assert "spring" in in_process(*words, store=elsewhere).stdout
    assert "spring" in in_process("plan", "list", "--store", str(demo), store=elsewhere).stdout


_SLOW_DISK = (
    "import os, sys, time\n"
    "import planner.store.disk.atomic\n"
    "from planner.cli.root import run\n"
    "def slow(handle):\n"
    "    print('saving', flush=True)\n"
    "    time.sleep(30)\n"
    "os.fsync = slow\n"
    "os._exit(run(['log', 'note', 'after the hills']))"
)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_told_to_end_in_the_middle_of_a_save_it_leaves_nothing_half_written(tmp_path: Path, number: int) -> None:
    root = tmp_path / "store"
    environ = {**os.environ, "PLANNER_STORE": str(root)}
    with subprocess.Popen(
        [sys.executable, "-c", _SLOW_DISK], env=environ, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "saving\n"
        process.send_signal(number)
        process.send_signal(number)
        said = process.communicate(timeout=20)[1]
    assert process.returncode == 128 + number
    assert said.startswith("planner: stopped: ")
    assert said.count("\n") == 1
    assert [*root.rglob("*.planner-tmp")] == []
