"""What ends the program in order: asked to from outside, or after an unexpected error of its own."""

import os
import re
import sys
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from textual.app import App
from textual.screen import Screen

if TYPE_CHECKING:
    from textual.actions import ActionParseResult
    from textual.dom import DOMNode
    from textual.driver import Driver

_COMMANDS = 20
_NAME = re.compile(r"[A-Za-z_.]+")
_FAILED = 1


class OrderlyApp(App[None]):
    """A program that keeps what is being edited however it ends, and shows no traceback."""

    def __init__(self) -> None:
        super().__init__()
        self.hurry: Callable[[], object] = lambda: None
        """Has the end come soon, whatever hangs."""
        self.clean_ups: list[Callable[[], object]] = []
        """What is to be done even if the process has to be ended at once."""
        self.last_words = ""
        """What to say on the terminal when the program has ended; empty unless it was by a mistake."""
        self.crash: BaseException | None = None
        self.pointer_shape = "default"
        self.not_kept: Exception | None = None
        """Why something that was being edited could not be kept."""
        self._is_told_to_end = False
        self._kept: set[Screen[Any]] = set()
        self.is_kept = False
        """Whether what was being edited was kept, because the program ends."""
        self._used: deque[str] = deque(maxlen=_COMMANDS)

    def end(self, number: int) -> None:
        """End in order, as a signal of that number asks to."""
        self._is_told_to_end = True
        self.keep_all()
        self.exit(return_code=128 + number)

    def keep_all(self) -> bool:
        """Keep what would be lost on every screen, once; return whether anything was. One failure stops no other."""
        self.is_kept = True
        kept = False
        for screen in self.open_screens():
            if screen in self._kept:
                continue
            self._kept.add(screen)  # first: while one hangs, another thread goes on with the next
            try:
                kept = bool(getattr(screen, "keep", bool)()) or kept
            except Exception as error:  # noqa: BLE001 - told when the terminal is given back
                self.not_kept = error
        return kept

    def open_screens(self) -> Iterable[Screen[Any]]:
        """Return the screens of all modes, so that each can keep what would be lost."""
        return [screen for stack in self._screen_stacks.values() for screen in stack]

    def end_after(self, error: BaseException) -> None:
        """End because of an unexpected error: keep what is edited, write a log, and say so afterwards."""
        if self.last_words or self._is_told_to_end:  # cut short, a screen may miss what it was about to have
            return
        self.last_words = "planner: a mistake in the program stopped it."  # whatever comes of what follows
        self.hurry()
        kept = "What you were typing is kept and offered when you open it again." if self.keep_all() else ""
        from planner.actions.crash_log import first_error, report_crash

        self.crash = first_error(error)
        size = (self.size.width, self.size.height)
        self.last_words = report_crash(self.crash, os.environ, commands=self._used, size=size, kept=kept)
        self._return_code = _FAILED
        self._close_messages_no_wait()

    def _handle_exception(self, error: Exception) -> None:
        self.end_after(error)
        if self._is_told_to_end:
            self._close_messages_no_wait()
        else:
            super()._handle_exception(error)

    def _fatal_error(self) -> None:
        """Draw no traceback: Textual's would show values of the runner's."""

    def panic(self, *renderables: object) -> None:
        """Draw nothing: what went wrong is said when the terminal is given back."""

    async def run_action(
        self,
        action: "str | ActionParseResult",
        default_namespace: "DOMNode | None" = None,
        namespaces: "Mapping[str, DOMNode] | None" = None,
    ) -> bool:
        """Run an action, and remember its name for a log."""
        name = _NAME.match(action) if isinstance(action, str) else None
        self._used.append(name.group() if name else "?")
        return await super().run_action(action, default_namespace, namespaces)

    def on_load(self) -> None:
        """Hear of what goes wrong where nobody waits for it."""
        import asyncio

        asyncio.get_running_loop().set_exception_handler(self._unheard)

    def _unheard(self, _: object, context: "Mapping[str, Any]") -> None:
        error = context.get("exception")
        if isinstance(error, Exception) and self._running:
            self.end_after(error)

    async def _shutdown(self) -> None:
        self.keep_all()  # also where the end was nobody's wish
        await super()._shutdown()

    def get_driver_class(self) -> "type[Driver]":
        """Return the driver that gives the terminal back in every case."""
        if sys.platform == "win32" or "TEXTUAL_DRIVER" in os.environ:
            return super().get_driver_class()
        from planner.app.driver import OrderlyDriver

        return OrderlyDriver

    def _set_pointer_shape(self, shape: str) -> None:
        self.pointer_shape = shape
        super()._set_pointer_shape(shape)
