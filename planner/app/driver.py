"""The terminal as Textual drives it, but given back as it was in every case: all modes, also when it has gone."""

import os
from contextlib import suppress
from typing import IO, TYPE_CHECKING, cast

from textual.drivers.linux_driver import LinuxDriver

if TYPE_CHECKING:
    from planner.app.app import PlannerApp

_PLAIN = "\x1b[0m"
_MOUSE_PIXELS_OFF = "\x1b[?1016l"
_USUAL_POINTER = "\x1b]22;default\x07"
EVERYTHING_OFF = (
    "\x1b[?2026l"  # shown at once
    "\x1b[?2004l\x1b[?7h\x1b[?2048l"  # bracketed paste, lines that end at the edge, sizes among the keys
    "\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1015l\x1b[?1016l\x1b[?1006l\x1b[?1004l"  # mouse, focus
    "\x1b[0m\x1b[<u\x1b[?1049l\x1b[?25h"  # colours, the keys of Kitty, the other screen, the cursor
)
"""What switches off whatever Textual or we may have switched on."""


class _Output:
    """A terminal to write to. Once it has gone, what is written is dropped: that must not hold up the end."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file
        self._is_gone = False

    def write(self, text: str) -> None:
        if not self._is_gone:
            try:
                self._file.write(text)
            except (OSError, ValueError):
                self._is_gone = True

    def flush(self) -> None:
        if not self._is_gone:
            try:
                self._file.flush()
            except (OSError, ValueError):
                self._is_gone = True

    def fileno(self) -> int:
        return self._file.fileno()


class OrderlyDriver(LinuxDriver):
    """Textual's driver, with an end that leaves nothing behind."""

    def __init__(
        self, app: "PlannerApp", *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._out = _Output(cast("IO[str]", self._file))
        self._file = self._out  # type: ignore[assignment]  # what it is used for: write, flush, fileno
        self.is_on = False
        """Whether the terminal is ours now, and has to be given back."""

    def start_application_mode(self) -> None:
        """Take the terminal."""
        self.is_on = True
        super().start_application_mode()  # type: ignore[no-untyped-call]  # Textual's

    def stop_application_mode(self) -> None:
        """Give the terminal back; Textual forgets some of what it has switched on."""
        if self._mouse_pixels:
            self.write(_MOUSE_PIXELS_OFF)
        if self._planner.pointer_shape != "default":
            self.write(_USUAL_POINTER)
        self.write(_PLAIN)
        super().stop_application_mode()
        self.is_on = False

    def give_back_at_once(self) -> None:
        """Give the terminal back without Textual's threads, from any thread: when nothing else goes any more."""
        import termios

        if not self.is_on:
            return
        self.is_on = False
        with suppress(OSError, ValueError):
            os.write(self._out.fileno(), EVERYTHING_OFF.encode())
        if self.attrs_before is not None:
            with suppress(termios.error, OSError):
                termios.tcsetattr(self.fileno, termios.TCSANOW, self.attrs_before)

    def _sigcont_application(self, *about: object) -> None:
        """Take the terminal up again after a stop that could not be answered: Textual would read its keys twice.

        It would also take the terminal as it has set it for what it is to put back in the end.
        """
        if self._auto_restart and self._key_thread is not None and self._key_thread.is_alive():
            self.suspend_application_mode()
        super()._sigcont_application(*about)

    def _run_input_thread(self) -> None:
        try:
            self.run_input_thread()
        except OSError:  # the terminal has gone: whoever waits for that ends the program
            return
        except BaseException as error:  # noqa: BLE001 - told where it is dealt with
            self._app.call_later(self._planner.end_after, error)

    @property
    def _planner(self) -> "PlannerApp":
        return cast("PlannerApp", self._app)
