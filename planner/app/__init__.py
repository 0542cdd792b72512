"""The Textual program: calendar, routine builder and player over one desk."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from planner.actions.desk import Desk
    from planner.app.app import PlannerApp, Start
    from planner.domain.routine import Routine


def run(desk: "Desk", start: "Start | None" = None, *, clean_up: "Callable[[], object] | None" = None) -> int:
    """Run the program on a desk and return its exit status. `start` says where: on the calendar without it.

    `clean_up` is called when the process has to be ended at once, since nothing that stands after it runs then.
    """
    import gc

    # What is loaded for the first paint stays until the end: looking through it for garbage only delays that paint.
    gc.disable()
    without_encryption()
    from planner.app.app import PlannerApp, Start
    from planner.app.ending import Ending

    with Ending() as ending:
        app = PlannerApp(desk, start or Start())
        app.clean_ups += [clean_up] if clean_up else []
        ending.of(app)
        app.call_after_refresh(_collect_again)
        try:
            app.run()
        except Exception as error:  # noqa: BLE001 - in the terminal's driver, or on the way out
            app.end_after(error)
        finally:
            ending.give_back()
    if app.last_words or app.not_kept is not None:
        _say_last(app)
    return app.return_code or 0


def _say_last(app: "PlannerApp") -> None:
    import sys
    from contextlib import suppress

    from planner.actions.crash_log import show_trace
    from planner.domain.text import one_line

    show_trace(app.crash)
    said = [app.last_words]
    if app.not_kept is not None:
        why = getattr(app.not_kept, "why", type(app.not_kept).__name__)
        said.insert(0, f"planner: what you were doing: it could not be kept: {why}.")
    with suppress(OSError, ValueError):  # the terminal has gone
        for sentence in filter(None, said):
            sys.stderr.write(f"{one_line(sentence)}\n")
        sys.stderr.flush()


def without_encryption() -> None:
    """Load asyncio as where Python was built without ssl: its part for network connections, which we never make.

    OpenSSL is 3.6 % of the processor time up to the first paint, and 4 MB. Whoever imports ssl later has it.
    """
    import sys

    if "asyncio" in sys.modules or "ssl" in sys.modules:
        return
    sys.modules["ssl"] = None  # type: ignore[assignment]  # how Python marks what is not to be had
    try:
        import asyncio  # noqa: F401
    finally:
        del sys.modules["ssl"]


def _collect_again() -> None:
    import gc

    gc.freeze()
    gc.enable()


def play(desk: "Desk", item: "str | Routine", seconds: float | None = None, *, short: bool = False) -> int:
    """Run the program straight in the player, with a routine or a hung item; it ends with the player.

    `item`: its id, or a routine that is not kept anywhere.
    `seconds`: the time there is for it. `short`: the short version of what is rolled spot by spot.
    """
    from planner.app.app import Start

    return run(desk, Start(mode="player", item=item, seconds=seconds, short=short))
