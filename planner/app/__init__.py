"""The Textual program: calendar, routine builder and player over one desk."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from planner.actions.desk import Desk
    from planner.app.app import Start


def run(desk: "Desk", start: "Start | None" = None) -> int:
    """Run the program on a desk and return its exit status. `start` says where: on the calendar without it."""
    import gc

    # What is loaded for the first paint stays until the end: looking through it for garbage only delays that paint.
    gc.disable()
    from planner.app.app import PlannerApp, Start

    app = PlannerApp(desk, start or Start())
    app.call_after_refresh(_collect_again)
    app.run()
    return app.return_code or 0


def _collect_again() -> None:
    import gc

    gc.freeze()
    gc.enable()


def play(desk: "Desk", item: str) -> int:
    """Run the program straight in the player, with a routine or a hung item; it ends with the player."""
    from planner.app.app import Start

    return run(desk, Start(mode="player", item=item))
