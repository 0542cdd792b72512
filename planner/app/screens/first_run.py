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
from planner.domain.days import show_day, show_span
from planner.domain.errors import PlannerError
from planner.domain.log import Ran
from planner.domain.notice import NOTICE
from planner.domain.text import counted
from planner.domain.units import show_distance, show_duration
from planner.store.plans import FOLDER as PLANS

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
        yield TopLine(lambda width: top_line(None, self.desk.today, width, read_only=self.desk.read_only is not None))
        yield Board(lambda width, height: first_lines(width, height, self._chosen, self.desk))

    async def on_screen_resume(self) -> None:
        """Go on to the calendar as soon as there is a plan."""
        if self.desk.plan() is not None:
            await self.program.show_calendar()
        else:
            self.query_one(Board).redraw()

    def look_again(self) -> None:
        """Read again what may have come from outside: a sync may bring the plan."""
        self.desk.look_again()
        if self.app.screen is self:
            self.call_later(self.on_screen_resume)

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


def first_lines(width: int, height: int, chosen: int, desk: Desk) -> tuple[Line, ...]:
    """Return the lines of the first screen, with as many of the last runs of the log as there is room for."""
    room = min(width - 6, 72)
    named = [str(problem).removeprefix(f"{desk.store.root}/") for problem in desk.problems]
    broken = [said for said in named if said.startswith(f"{PLANS}/")]
    head = (Bit("   There is no plan here yet.", "strong"),)
    if broken or _holds_what_cannot_be_read(desk):
        head = (Bit(f"   {'Your plan' if broken else 'What is here'} cannot be read.", "problem"),)
    lines: list[Line] = [(), head, ()]
    for said in broken:
        lines += _told(said, room)
    if broken:
        name = broken[0].partition(":")[0].partition(",")[0]
        said = (
            f"`planner restore --only {name}` brings back its last daily copy; `planner restore --list` shows them all."
        )
        lines += [*((Bit(f"   {part}", "label"),) for part in wrap(said, room)), ()]
    for n, (key, name, about) in enumerate(_WAYS):
        line = (Bit(" "), Bit(f"   {key}  ", "key"), Bit(f"{name:<23}", "strong"), Bit(about, "dim"))
        lines += [as_cursor(line, width) if n == chosen else line]
    lines += [(), *((Bit(f"   {part}", "label"),) for part in wrap(NOTICE, room)), ()]
    lines += [(Bit(f"   Your files: {part}" if n == 0 else f"   {part}", "dim"),)
              for n, part in enumerate(wrap(str(desk.store.root), room - 12))]  # fmt: skip
    lines += [line for said in named if said not in broken for line in _told(said, room)]
    return (*lines, *_log_lines(desk, room, height - len(lines)))


def _holds_what_cannot_be_read(desk: Desk) -> bool:
    """Tell whether there are plans, or something that stands for the store, and none of it could be read."""
    try:
        return bool(desk.store.plan_ids()) or (desk.store.root.exists() and not desk.store.root.is_dir())
    except (PlannerError, OSError):
        return True


def _told(problem: str, width: int) -> list[Line]:
    return [
        (Bit("   ! " if n == 0 else "     ", "problem"), Bit(part, "warning"))
        for n, part in enumerate(wrap(problem, max(width - 2, 1)))
    ]


def _log_lines(desk: Desk, width: int, height: int) -> list[Line]:
    """Return what runs the log has: they came before there is a plan to show them in."""
    runs = sorted((one for one in desk.whole_log() if isinstance(one, Ran)), key=lambda run: run.day)
    if not runs:
        return []
    unit = desk.settings.unit
    metres = sum(run.distance_m or 0.0 for run in runs)
    amount = f", {show_distance(metres, unit)}" if metres else ""
    span = show_span(runs[0].day, runs[-1].day)
    said = f"Your log: {counted(len(runs), 'run')}{amount}, {span}. The calendar shows them once there is a plan."
    lines: list[Line] = [(), *((Bit(f"   {part}", "good"),) for part in wrap(said, width))]
    for run in reversed(runs[-max(height - len(lines), 1) :]):
        how = show_distance(run.distance_m, unit) if run.distance_m else "a run"
        lasted = f" in {show_duration(run.duration_s)}" if run.duration_s else ""
        start = f" at {run.start:%H:%M}" if run.start else ""
        lines.append((Bit(f"     {show_day(run.day):<12}", "dim"), Bit(f"{how}{lasted}{start}")))
    return lines
