"""Plain lines where a process of its own matters: pipes, signals, kills."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from planner.actions import playing
from planner.actions.desk import Desk
from planner.cli.plain_input import Signals, Told, TypedLines
from planner.domain.log import Played
from planner.store.store import Store
from tests.cli.conftest import in_process
from tests.cli.plain_scene import CALF, HOLD, write_routine

# The thread that reads, and signals


def test_lines_come_whole_in_order_and_then_it_is_over() -> None:
    ours, theirs = os.pipe()
    lines = TypedLines(ours, Signals())
    seen = [(lines.read(0.0), lines.is_over)]
    os.write(theirs, b"n\r\n\n \nsk\xffip\nlast")
    os.close(theirs)
    seen += [(lines.read(5), lines.is_over) for _ in range(6)]
    assert [line for line, _ in seen] == [None, "n", "", " ", "sk�ip", "last", None]
    assert [over for _, over in seen] == [False] * 6 + [True]
    os.close(ours)


def test_no_input_at_all_is_over_at_once() -> None:
    assert TypedLines(None, Signals()).is_over


def test_a_signal_is_raised_only_where_nothing_is_half_written() -> None:
    signals = Signals()
    with signals.heard():
        signal.raise_signal(signal.SIGTERM)  # as in the middle of a save
        done = "the save"
        with pytest.raises(Told) as told, signals.open():
            done = "more"
        assert (told.value.number, done) == (signal.SIGTERM, "the save")
    assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL


def test_a_signal_that_the_caller_ignores_stays_ignored() -> None:
    old = signal.signal(signal.SIGTERM, signal.SIG_IGN)
    try:
        with Signals().heard():
            assert signal.getsignal(signal.SIGTERM) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGTERM, old)


# Real processes

_unix = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    """A store with a routine of two holds of a second each."""
    write_routine(tmp_path / "store", "tiny", HOLD % (CALF, 1))
    return tmp_path / "store"


@pytest.fixture
def running(tiny: Path) -> Iterator["subprocess.Popen[str]"]:
    """`play tiny --plain`, begun, in a process of its own that a test ends as it likes."""
    environ = {**os.environ, "PLANNER_STORE": str(tiny), "PYTHONUTF8": "1"}
    code = (
        "import signal, sys\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background jobs come with it ignored\n"
        "sys.argv = ['planner', 'play', 'tiny', '--plain']\n"
        "from planner.__main__ import main\n"
        "main()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        text=True, env=environ,
    ) as process:  # fmt: skip
        assert process.stdin is not None
        process.stdin.write("-\n\n")
        process.stdin.flush()
        yield process
        if process.poll() is None:
            process.kill()


def until(process: "subprocess.Popen[str]", wanted: str) -> None:
    """Wait until a line comes; on the way there count-ins are cut short."""
    assert process.stdout is not None
    assert process.stdin is not None
    for line in process.stdout:
        if line.startswith(wanted):
            return
        if line.startswith("Get ready"):
            process.stdin.write("\n")
            process.stdin.flush()
    pytest.fail(f"it never said {wanted}: {process.stderr.read() if process.stderr else ''}")


def real_desk(root: Path) -> Desk:
    return Desk(Store(root))


def real_entries(root: Path) -> list[Played]:
    desk = real_desk(root)
    return [one for one in desk.entries(date(2020, 1, 1), date(2100, 1, 1)) if isinstance(one, Played)]


def test_a_real_session_through_pipes_is_played_and_logged(tiny: Path) -> None:
    # Both count-ins are cut short by a line each, and the session ends before the third, which is its note.
    letters = {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "LC_ALL": "C"}
    environ = {**os.environ, **letters, "PLANNER_STORE": str(tiny)}
    ended = in_process("play", "tiny", "--plain", store=tiny, input="-\n\n\n", env=environ)
    assert ended.returncode == 0, ended.stderr
    assert ended.stderr == ""
    assert ended.stdout.splitlines()[-1] == "Kept: My tiny."
    assert "\x1b" not in ended.stdout
    (entry,) = real_entries(tiny)
    assert entry.complete
    assert [step.done_s for step in entry.steps] == [1, 1]


@_unix
@pytest.mark.parametrize("said", ["Get ready", "Go.", "Switch", "Well done"])
def test_killed_at_any_moment_the_next_start_offers_to_go_on_and_logs_it_once(
    running: "subprocess.Popen[str]", tiny: Path, said: str
) -> None:
    until(running, said)
    running.kill()
    assert running.wait() == -signal.SIGKILL
    assert real_entries(tiny) == []
    # Going on ends by itself where nothing more can be typed; before that it plays on.
    answer = "go\n\n" if said == "Go." else "keep\n-\nq\n"
    again = in_process("play", "tiny", "--plain", store=tiny, input=answer)
    assert again.returncode == 0, again.stderr
    assert again.stdout.startswith("A session is not finished. My tiny ")
    assert len(real_entries(tiny)) == (0 if said == "Get ready" else 1)
    assert real_desk(tiny).store.playing() is None


@_unix
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_it_in_order_with_one_line(running: "subprocess.Popen[str]", tiny: Path, number: int) -> None:
    until(running, "Go.")
    running.send_signal(number)
    _, err = running.communicate(timeout=20)
    assert running.returncode == 128 + number
    why = "you pressed ctrl+c" if number == signal.SIGINT else "it was told to end"
    assert err == f"planner: stopped: {why}. The next start offers to go on.\n"
    assert playing.unfinished(real_desk(tiny)) is not None
    assert real_entries(tiny) == []


@_unix
def test_a_reader_that_goes_away_loses_nothing(running: "subprocess.Popen[str]", tiny: Path) -> None:
    until(running, "Go.")
    assert running.stdout is not None
    running.stdout.close()
    assert running.wait(20) == 141
    assert playing.unfinished(real_desk(tiny)) is not None


@_unix
def test_a_full_pipe_that_nobody_reads_does_not_keep_it_from_ending(tiny: Path) -> None:
    environ = {**os.environ, "PLANNER_STORE": str(tiny)}
    with subprocess.Popen(
        [sys.executable, "-m", "planner", "play", "tiny", "--plain"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL, env=environ,
    ) as process:  # fmt: skip
        assert process.stdin is not None
        process.stdin.write(b"-\n\n" + b"?\n" * 200)  # some 2 kB of help each, far more than a pipe holds
        process.stdin.flush()
        end = time.monotonic() + 20
        while real_desk(tiny).store.playing() is None and time.monotonic() < end:
            time.sleep(0.05)
        time.sleep(0.5)
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 128 + signal.SIGTERM
    assert playing.unfinished(real_desk(tiny)) is not None


def test_an_option_of_the_plain_lines_goes_with_them(tiny: Path) -> None:
    ended = in_process("play", "tiny", "--every", "5", store=tiny)
    assert ended.returncode == 2
    assert "--every goes with --plain" in ended.stderr


def test_without_a_terminal_the_plain_lines_are_named(tiny: Path) -> None:
    ended = in_process("play", "tiny", store=tiny, stdin=subprocess.DEVNULL)
    assert ended.returncode == 1
    assert "--plain" in ended.stderr
    assert in_process("play", "nope", "--plain", store=tiny, stdin=subprocess.DEVNULL).returncode == 1
