"""The first screen of an empty store: make a build-up, look at the demo, or bring a plan along."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from planner.actions.desk import Desk
from planner.app.bits import Bit, Line, wrap
from planner.app.commands import Context
from planner.app.screens.base import PlannerScreen
from planner.app.views.rows import as_cursor
from planner.app.widgets.board import Board
from planner.app.widgets.top_line import TopLine, top_line
from planner.domain.notice import NOTICE

_WAYS = (
    ("n", "Make my build-up", "from a race, its date and what you run now"),
    ("d", "Look at the demo", "a half marathon, half way there"),
    ("i", "Bring something along", "a plan in a file, or runs from a watch"),
    ("c", "Say what to mind", "conditions that rule out some exercises"),
    ("q", "Leave", ""),
)


class FirstRunScreen(PlannerScreen[None]):
    """The ways in, and the notice."""

    CONTEXT = Context.APP
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "choose(-1)", show=False),
        Binding("down,j,tab", "choose(1)", show=False),
        Binding("enter,space", "take", show=False),
        *(Binding(key, f"way({key!r})", show=False) for key, _, _ in _WAYS),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._chosen = 0

    def compose(self) -> ComposeResult:
        """Lay out the line on top and the ways."""
        yield TopLine(lambda width: top_line(None, self.desk.today, width))
        yield Board(lambda width, _: first_lines(width, self._chosen, self.desk))

    async def on_screen_resume(self) -> None:
        """Go on to the calendar as soon as there is a plan."""
        if self.desk.plan() is not None:
            await self.program.show_calendar()

    def action_choose(self, by: int) -> None:
        """Go to another way."""
        self._chosen = (self._chosen + by) % len(_WAYS)
        self.query_one(Board).redraw()

    async def action_take(self) -> None:
        """Take the chosen way."""
        await self.action_way(_WAYS[self._chosen][0])

    async def action_way(self, key: str) -> None:
        """Take a way."""
        match key:
            case "n":
                from planner.app.screens.build_up import BuildUpScreen

                await self.app.push_screen(BuildUpScreen())
            case "d":
                await self.program.show_demo()
            case "i":
                self.bring_along()
            case "c":
                await self.program.action_show_health()
            case _:
                self.app.exit()


def first_lines(width: int, chosen: int, desk: Desk) -> tuple[Line, ...]:
    """Return the lines of the first screen."""
    room = min(width - 6, 72)
    lines: list[Line] = [(), (Bit("   There is no plan here yet.", "strong"),), ()]
    for n, (key, name, about) in enumerate(_WAYS):
        line = (Bit(" "), Bit(f"   {key}  ", "key"), Bit(f"{name:<22}", "strong"), Bit(about, "dim"))
        lines += [as_cursor(line, width) if n == chosen else line]
    lines += [(), *((Bit(f"   {part}", "label"),) for part in wrap(NOTICE, room)), ()]
    lines += [(Bit(f"   Your files: {part}" if n == 0 else f"   {part}", "dim"),)
              for n, part in enumerate(wrap(str(desk.store.root), room - 12))]  # fmt: skip
    lines += [(Bit(f"   ! {problem}", "problem"),) for problem in desk.problems]
    return tuple(lines)
