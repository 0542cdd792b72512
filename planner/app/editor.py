"""The user's text editor: which one it is, and the terminal handed over to it until it ends."""

import os
import shlex
import shutil
import signal
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from planner.domain.errors import BadValue, NotFound
from planner.domain.text import one_line

if TYPE_CHECKING:
    from planner.app.orderly import OrderlyApp

_FALLBACKS = ("nano", "vi", "notepad")
_FIX = "Set EDITOR to a text editor, as in EDITOR=nano."


def editor_command(
    environ: Mapping[str, str], which: Callable[[str], str | None] = shutil.which, *, windows: bool = os.name == "nt"
) -> list[str]:
    """Return the editor's program and arguments: `$VISUAL`, else `$EDITOR`, else nano, vi or notepad if there is one.

    Raises `BadValue` for a variable that cannot be read or names no program, `NotFound` when there is no editor.
    """
    for name in ("VISUAL", "EDITOR"):
        text = environ.get(name, "").strip()
        if not text:
            continue
        try:
            words = shlex.split(text, posix=not windows)
        except ValueError as error:
            raise BadValue(f"${name}", f"{one_line(text)!r} cannot be read ({error})", _FIX) from None
        command = [word.strip('"') for word in words] if windows else words
        if not command or which(command[0]) is None:
            raise BadValue(f"${name}", f"there is no program {one_line(command[0] if command else text)!r}", _FIX)
        return command
    for fallback in _FALLBACKS:
        if which(fallback):
            return [fallback]
    raise NotFound("editor", "$VISUAL and $EDITOR are empty and none was found", _FIX)


def open_in_editor(app: "OrderlyApp", path: Path) -> None:
    """Hand the terminal over to the editor with a file and wait until it ends.

    Raises `PlannerError` when there is no editor, it cannot be started, or the terminal cannot be handed over.
    """
    from textual.app import SuspendNotSupported

    command = editor_command(os.environ)
    try:
        with app.suspend():
            _run(app, [*command, str(path)])
    except SuspendNotSupported:
        raise BadValue("editor", "this terminal cannot be handed over to one", f"Edit {path} yourself.") from None
    except OSError as error:
        why = error.strerror or "it cannot be started"
        raise BadValue("editor", f"{one_line(command[0])}: {why}", _FIX) from None


def _run(app: "OrderlyApp", words: list[str]) -> None:
    """Run a program until it ends; it is hung up on when we are ended meanwhile, so that it keeps what it holds."""
    with subprocess.Popen(words) as process:  # noqa: S603 - the program that the user named

        def hang_up() -> None:
            process.send_signal(getattr(signal, "SIGHUP", signal.SIGTERM))

        app.clean_ups.append(hang_up)
        try:
            process.wait()
        finally:
            app.clean_ups.remove(hang_up)
