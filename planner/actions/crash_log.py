"""A log of what went wrong in the program itself: outside of the store, for the user alone, and without their data.

It says in which versions and where in the program an error came up. It never holds values: no text of the message,
since messages quote what was read or typed, no local variables, no paths, no names of user or machine. Who wants the
message in it says so with `PLANNER_CRASH_DETAILS=1`.
"""

import os
import platform
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from planner import __version__
from planner.domain.errors import PlannerError
from planner.domain.text import one_line

DETAILS = "PLANNER_CRASH_DETAILS"
"""The environment variable that lets messages of errors into the log."""
DEBUG = "PLANNER_DEBUG"
"""The environment variable that shows Python's traceback."""
KEPT = 10
"""Logs that are kept; older ones are removed."""
_FOLDER = "crashes"
_NAME = "crash-"
_MOST_FRAMES = 60
_MOST_CAUSES = 8
_MOST_COMMANDS = 20
_LONGEST = 120


def report_crash(
    error: BaseException,
    environ: Mapping[str, str],
    *,
    commands: Iterable[str] = (),
    size: tuple[int, int] = (0, 0),
    kept: str = "",
) -> str:
    """Write the log and return what to tell the user: what happened, what is safe, where the log is. Raises nothing.

    `commands`: the last commands by their names, the newest last; `size`: columns and rows of the terminal; `kept`: a
    sentence on what was not confirmed yet.
    """
    try:
        log = _logged(error, environ, commands, size)
    except BaseException as second:  # noqa: BLE001 - no memory, no disk: what went wrong first is still told
        log = f"No log could be written ({type(second).__name__})."
    return " ".join(
        part
        for part in (
            f"planner: a mistake in the program stopped it ({type(error).__name__} in {_place(error)}).",
            "What you confirmed is saved.",
            kept,
            log,
        )
        if part
    )


def _logged(error: BaseException, environ: Mapping[str, str], commands: Iterable[str], size: tuple[int, int]) -> str:
    details = environ.get(DETAILS, "") == "1"
    text = "\n".join(crash_lines(error, details=details, commands=commands, size=size, environ=environ)) + "\n"
    try:
        path = _write(text)
    except (OSError, RuntimeError) as refused:
        why = getattr(refused, "strerror", None) or type(refused).__name__
        return f"No log could be written: {why[:1].lower()}{why[1:]}."
    holds = "with the error's message, as you asked," if details else "with nothing of what you wrote,"
    return f"A log of where it was, {holds} is in {one_line(str(path))}. Start planner again to go on."


def say_crash(sentence: str, error: BaseException | None) -> None:
    """Say on stderr what happened; with `PLANNER_DEBUG=1`, for developers, with Python's traceback before it."""
    if sys.stderr is None:
        return
    with suppress(OSError, ValueError):
        if error is not None and os.environ.get(DEBUG) == "1":
            from traceback import print_exception

            print_exception(error)
        print(one_line(sentence), file=sys.stderr)  # noqa: T201 - the program has ended, nothing else is left to say it
        sys.stderr.flush()


def crash_lines(
    error: BaseException,
    *,
    details: bool,
    commands: Iterable[str],
    size: tuple[int, int],
    environ: Mapping[str, str],
) -> Iterator[str]:
    """Yield the lines of the log. With `details` the messages of the errors are in it."""
    yield f"planner {__version__}, stopped by a mistake of its own"
    yield "This file holds no entries, notes, names or paths of yours."
    yield (
        "It does hold the messages of the errors, which may quote them: you asked for those."
        if details
        else f"Nor does it hold the messages of the errors, which may quote them: with {DETAILS}=1 the next one does."
    )
    yield ""
    yield f"when: {datetime.now(UTC):%Y-%m-%d %H:%M} UTC"
    yield f"python: {platform.python_version()}, {platform.python_implementation()}"
    yield f"textual: {_textual()}"
    yield f"system: {platform.system()} {platform.release()} {platform.machine()}"
    yield f"terminal: {_short(environ.get('TERM', 'none'))}, {size[0]}x{size[1]}"
    yield f"last commands: {', '.join(_short(one) for one in [*commands][-_MOST_COMMANDS:]) or 'none'}"
    yield ""
    yield from _errors(error, details=details)


def _errors(error: BaseException, *, details: bool) -> Iterator[str]:
    """Yield an error and what it came from, the first cause last."""
    seen: set[int] = set()
    one: BaseException | None = error
    while one is not None and id(one) not in seen and len(seen) < _MOST_CAUSES:
        if seen:
            yield "came from:"
        seen.add(id(one))
        kind = type(one)
        yield f"{kind.__module__}.{kind.__qualname__}: {_message(one) if details else '(message left out)'}"
        yield from _frames(one.__traceback__)
        if isinstance(one, BaseExceptionGroup):
            for part in one.exceptions[:_MOST_CAUSES]:
                yield f"  part: {type(part).__module__}.{type(part).__qualname__}"
                yield from _frames(part.__traceback__)
        one = one.__cause__ or (None if one.__suppress_context__ else one.__context__)


def _message(error: BaseException) -> str:
    try:
        return _short(str(error))
    except Exception:  # noqa: BLE001 - a message that cannot be made is none
        return "(no message)"


def _frames(trace: TracebackType | None) -> Iterator[str]:
    """Yield a line for each frame: module, line and function, and no path; the middle of a long one is left out."""
    lines: list[str] = []
    left_out = 0
    while trace is not None:
        lines.append(f"  {_module(trace)}:{trace.tb_lineno} {trace.tb_frame.f_code.co_name}")
        if len(lines) > _MOST_FRAMES:
            del lines[_MOST_FRAMES // 2]
            left_out += 1
        trace = trace.tb_next
    for number, line in enumerate(lines):
        if left_out and number == _MOST_FRAMES // 2:
            yield f"  ... {left_out} more"
        yield line


def _module(trace: TracebackType) -> str:
    return _short(str(trace.tb_frame.f_globals.get("__name__", "?")))


def _place(error: BaseException) -> str:
    """Return where it came up: the last frame of our own code, else the last one."""
    place, trace = "an unknown place", error.__traceback__
    is_ours = False
    while trace is not None:
        module = _module(trace)
        ours = module.partition(".")[0] == "planner"
        if ours or not is_ours:
            place, is_ours = f"{module}, line {trace.tb_lineno}", ours
        trace = trace.tb_next
    return place


def _textual() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("textual") + ("" if "textual" in sys.modules else ", not loaded")
    except PackageNotFoundError:
        return "none"


def _short(text: str) -> str:
    return one_line(text)[:_LONGEST]


def crash_folder() -> Path:
    """Return the folder of the logs, in the platform's folder for state. Raises `RuntimeError` without a home."""
    from platformdirs import user_state_path

    return user_state_path("planner", appauthor=False) / _FOLDER


def _write(text: str) -> Path:
    folder = crash_folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / f"{_NAME}{datetime.now(UTC):%Y%m%d-%H%M%S}-{os.urandom(3).hex()}.txt"
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0), 0o600)
    try:
        os.write(handle, text.encode(errors="replace"))
    finally:
        os.close(handle)
    for old in sorted(folder.glob(f"{_NAME}*.txt"))[:-KEPT]:
        with suppress(OSError):
            old.unlink()
    return path


def first_error(error: BaseException) -> BaseException:
    """Return what went wrong inside a worker or a group of tasks, else the error itself."""
    for _ in range(_MOST_CAUSES):
        inner = getattr(error, "error", None)
        if isinstance(error, PlannerError) or not isinstance(inner, BaseException):
            return error
        error = inner
    return error
