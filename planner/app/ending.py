"""The end from outside: SIGTERM, SIGHUP, SIGINT or a terminal that has gone end the program in order, within a second.

A thread hears of it, whatever the program is busy with, and asks it to end. When that takes too long it keeps what is
being edited, gives the terminal back and ends the process by itself.
"""

import os
import signal
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from time import monotonic
from types import TracebackType
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from planner.app.app import PlannerApp

LIMIT_S = 0.68
"""From the word to the hard stop."""
CRASH_LIMIT_S = 3.0
"""The same after an unexpected error."""
_KEEP_AFTER_S = 0.45
_STOP_S = 0.28
"""What the hard stop takes at the longest: together with the limit less than the second that is promised."""
_LOOK_S = 0.02
_WORDS = ("SIGTERM", "SIGHUP", "SIGINT")
_CRASH, _OVER = 255, 0


class Ending:
    """Watches over a run of the program; inside its block nothing that ends it from outside leaves a mess."""

    def __init__(self) -> None:
        self._app: PlannerApp | None = None
        self._over = threading.Event()
        self._old: dict[int, object] = {}
        self._word = 0

    def of(self, app: "PlannerApp") -> None:
        """Name the program that is watched over."""
        self._app = app
        app.hurry = lambda: self._tell(_CRASH)

    def __enter__(self) -> Self:
        """Listen."""
        self._old_hook, threading.excepthook = threading.excepthook, self._thread_failed
        if sys.platform != "win32":
            self._listen()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        """Leave things as they were, unless the process is about to end anyway: a second signal is none then."""
        self._over.set()
        threading.excepthook = self._old_hook
        if sys.platform == "win32":
            return
        signal.set_wakeup_fd(self._old_wakeup)
        self._tell(_OVER)
        if not self._word:
            for number, handler in self._old.items():
                signal.signal(number, handler)  # type: ignore[arg-type]  # what `signal.signal` gave back

    if sys.platform != "win32":

        def _listen(self) -> None:
            self._ears, self._mouth = os.pipe()
            os.set_blocking(self._mouth, False)
            # Python tells the pipe of a signal at once, however busy it is. First: none may be heard by nobody.
            self._old_wakeup = signal.set_wakeup_fd(self._mouth, warn_on_full_buffer=False)
            for number in (getattr(signal, name) for name in _WORDS):
                # What the caller has ignored, as `nohup` does, stays so; None was not set from Python.
                if signal.getsignal(number) not in (signal.SIG_IGN, None):
                    self._old[number] = signal.signal(number, _heard)
            threading.Thread(target=self._watch, name="planner-ending", daemon=True).start()

        def _watch(self) -> None:
            import select

            poll = select.poll()
            poll.register(self._ears, select.POLLIN)
            terminal = -1
            if sys.__stdin__ is not None:
                terminal = sys.__stdin__.fileno()
                poll.register(terminal, 0)  # nothing but what is always reported: hung up, failed, closed
            while not self._word:
                for place, event in poll.poll():
                    if place == self._ears:
                        for word in os.read(self._ears, 64):
                            if word == _OVER:
                                return
                            if word == _CRASH or word in self._old:
                                self._word = self._word or word
                    elif event & select.POLLHUP:
                        self._word = self._word or signal.SIGHUP
                    else:
                        poll.unregister(terminal)
            self._end(self._word)

        def _end(self, word: int) -> None:
            """Ask the program to end; when it has not in time, end it."""
            started = monotonic()
            limit_s, keep_after_s = (CRASH_LIMIT_S, CRASH_LIMIT_S) if word == _CRASH else (LIMIT_S, _KEEP_AFTER_S)
            asked = word == _CRASH
            keeper: threading.Thread | None = None
            while monotonic() - started < limit_s:
                asked = asked or self._ask(word)
                if self._over.wait(_LOOK_S):
                    return
                if keeper is None and monotonic() - started > keep_after_s and self._app is not None:
                    keeper = threading.Thread(target=self._app.keep_all, daemon=True)
                    keeper.start()
            self._stop(1 if word == _CRASH else 128 + word)

        def _ask(self, word: int) -> bool:
            loop = getattr(self._app, "_loop", None)
            if loop is None:
                return False
            with suppress(RuntimeError):  # the program ended in the same moment
                loop.call_soon_threadsafe(self._app.end, word)  # type: ignore[union-attr]  # it has a loop
            return True

        def _stop(self, status: int) -> None:
            """End the process now."""
            sys.setswitchinterval(1e-5)  # whoever is busy lets us do this
            end = monotonic() + _STOP_S
            steps = (self._say_last, *(self._app.clean_ups if self._app else ()))
            threads = [threading.Thread(target=_quietly, args=(step,), daemon=True) for step in steps]
            for thread in threads:
                thread.start()
            for thread in threads:  # a disk or a terminal that hangs must not hold us up
                thread.join(max(0.0, end - monotonic()))
            os._exit(status)

        def _say_last(self) -> None:
            self.give_back()
            if self._app and self._app.last_words:
                os.write(2, f"{self._app.last_words}\n".encode(errors="replace"))

    def _thread_failed(self, about: "threading.ExceptHookArgs") -> None:
        """End the program when one of its threads fails: Python would only draw a traceback over the screen."""
        loop = getattr(self._app, "_loop", None)
        if loop is not None and about.exc_value is not None:
            with suppress(RuntimeError):
                loop.call_soon_threadsafe(self._app.end_after, about.exc_value)  # type: ignore[union-attr]

    def give_back(self) -> None:
        """Give the terminal back if the program has left that undone."""
        give_back = getattr(getattr(self._app, "_driver", None), "give_back_at_once", None)
        if give_back:
            give_back()

    def _tell(self, word: int) -> None:
        if sys.platform != "win32":
            with suppress(OSError):
                os.write(self._mouth, bytes([word]))


def _quietly(step: Callable[[], object]) -> None:
    with suppress(Exception):
        step()


def _heard(number: int, frame: object) -> None:
    """Do nothing: the pipe was told."""
