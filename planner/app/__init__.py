"""The Textual program: calendar, routine builder and player over one desk."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from planner.actions.desk import Desk
    from planner.app.app import Start


def run(desk: "Desk", start: "Start | None" = None) -> int:
    """Run the program on a desk and return its exit status. `start` says where: on the calendar without it."""
    from planner.app.app import PlannerApp, Start

    app = PlannerApp(desk, start or Start())
    app.run()
    return app.return_code or 0


def play(desk: "Desk", item: str) -> int:
    """Run the program straight in the player, with a routine or a hung item; it ends with the player."""
    from planner.app.app import Start

    return run(desk, Start(mode="player", item=item))
