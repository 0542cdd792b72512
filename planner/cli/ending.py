"""How a command ends: its exit status, and whatever went wrong as one line on stderr."""

import io
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO, NoReturn

from planner.domain.errors import PlannerError
from planner.domain.text import one_line

if TYPE_CHECKING:
    from planner.actions.desk import Desk

FAILED = 1
WRONG_USAGE = 2
FOUND_PROBLEMS = 3
_INTERRUPTED = 130
_PIPE_CLOSED = 141
_DEEP = 8
_ONCE_S = 1.0
_DONE = "What you asked for may be saved all the same: look before you repeat it."


class Stopped(BaseException):
    """The command is told to end by a signal of that number. Whatever is half written is removed on the way out."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


def ended(command: Callable[[], int | None], *, writes: bool = True) -> int:
    """Run a command and return its exit status. Nothing that a user can cause leaves it as a traceback.

    A command that `writes` nothing need not tidy up when it is told to end.
    """
    _fill_gaps()
    _never_choke_on_letters()
    try:
        if writes:
            with _told_to_end():
                status = _said(command)
        else:
            status = _said(command)
        sys.stdout.flush()
        if isinstance(sys.stdout, _Nowhere) and sys.stdout.lost and not status:
            complain(f"planner: output: it is closed, so nothing was shown. {_DONE}")
            return FAILED
    except (Stopped, KeyboardInterrupt) as told:
        return _stopped(told)
    except BrokenPipeError:
        return _silent(_PIPE_CLOSED)
    except OSError as error:
        place = one_line(str(error.filename)) if error.filename else "output"
        why = error.strerror or type(error).__name__
        fix = "Check the file and the disk, then try again." if error.filename else _DONE
        complain(f"planner: {place}: {why[:1].lower()}{why[1:]}. {fix}")
        return _silent(FAILED)
    except Exception as error:  # noqa: BLE001 - a mistake of ours: no traceback, which would show what the runner wrote
        if word := _word_in(error):
            return _stopped(word)
        from planner.actions.crash_log import report_crash, show_trace

        show_trace(error)
        complain(report_crash(error, os.environ))
        return _silent(FAILED)
    return status


def _stopped(told: "Stopped | KeyboardInterrupt") -> int:
    why = "it was told to end" if isinstance(told, Stopped) else "you pressed ctrl+c"
    complain(f"planner: stopped: {why}. Nothing more was done.")
    return _silent(128 + told.number if isinstance(told, Stopped) else _INTERRUPTED)


def _word_in(error: BaseException) -> "Stopped | KeyboardInterrupt | None":
    """Return the word to end that an error came from: Python makes one of it where it comes while a class is made."""
    one: BaseException | None = error
    for _ in range(_DEEP):
        one = one and (one.__cause__ or one.__context__)
        if isinstance(one, Stopped | KeyboardInterrupt):
            return one
    return None


@contextmanager
def _told_to_end() -> Iterator[None]:
    """Raise `Stopped` inside this block for SIGTERM and SIGHUP; what the caller has ignored stays ignored."""
    import signal
    from time import monotonic

    heard = float("-inf")

    def told(number: int, _: object) -> None:
        nonlocal heard
        if monotonic() - heard > _ONCE_S:  # a second one at once must not cut off the tidying up
            heard = monotonic()
            raise Stopped(number)

    wanted = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    old = {one: had for one in wanted if (had := signal.getsignal(one)) not in (signal.SIG_IGN, None)}
    try:
        for one in old:
            signal.signal(one, told)
    except ValueError:  # not in the main thread: whoever runs us there hears the signals
        old = {}
    try:
        yield
    finally:
        for one, handler in old.items():
            signal.signal(one, handler)


def _said(command: Callable[[], int | None]) -> int:
    try:
        return command() or 0
    except PlannerError as error:
        complain(f"planner: {error}")
    except EOFError:
        complain("planner: input: it ended before it was complete. Try again.")
    except RecursionError:
        complain("planner: input: it is nested too deep. Give it a flatter file.")
    return FAILED


def complain(text: str) -> None:
    """Print one line on stderr; a stderr that is closed or full must not hide the exit status."""
    if sys.stderr is None:
        return
    try:
        print(one_line(text), file=sys.stderr, flush=True)
    except (OSError, ValueError):
        return


def tell_problems(desk: "Desk") -> None:
    """Say what could not be read on the way: the rest was shown all the same."""
    if desk.problems:
        sys.stdout.flush()
        for problem in dict.fromkeys(map(str, desk.problems)):  # a file that is read twice is told once
            complain(f"planner: {problem}")


class _Nowhere(io.TextIOWrapper):
    """Stands for a stdout that the caller closed, and knows whether anything was to be shown there."""

    lost = False

    def write(self, text: str) -> int:
        self.lost = self.lost or bool(text)
        return len(text)


def _fill_gaps() -> None:
    """Have something stand where the caller closed a stream: the next file opened, one of the store, would else."""
    for number, stream in enumerate((sys.stdin, sys.stdout, sys.stderr)):
        if stream is None:
            file = open(os.devnull, "rb" if number == 0 else "wb")  # noqa: PTH123, SIM115 - open until the end
            if number == 1:
                sys.stdout = _Nowhere(file, encoding="utf-8")
            else:
                _kept_open.append(file)


_kept_open: list[BinaryIO] = []


def _never_choke_on_letters() -> None:
    # A question mark stands for what the terminal's alphabet lacks.
    for stream in (sys.stdout, sys.stderr):
        if reconfigure := getattr(stream, "reconfigure", None):
            reconfigure(errors="replace")


def _silent(status: int) -> int:
    """Return `status`, with stdout led nowhere: Python would try, and fail, to flush it once more at its end."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
    except (OSError, ValueError, AttributeError):
        pass
    return status


def leave(status: int) -> NoReturn:
    """End the process now. Everything is written and synced; taking the interpreter apart would only cost time."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError, AttributeError):
            continue
    os._exit(status)
