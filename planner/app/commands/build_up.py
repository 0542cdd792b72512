"""Commands of the new build-up screen."""

from planner.app.commands.command import Command, Context


def _of(name: str, keys: str, label: str, help_text: str, rank: int = 0, action: str = "") -> Command:
    return Command(
        id=f"build-up.{name}",
        keys=keys,
        label=label,
        help=help_text,
        context=Context.BUILD_UP,
        group="new build-up",
        rank=rank,
        action=action,
    )


BUILD_UP = (
    _of("make", "ctrl+s", "make it", "Make the plan as it is shown and open the calendar on it.", 2),
    _of("next", "enter,tab", "next", "Go to the next answer.", 4, "next(1)"),
    _of("before", "shift+tab", "before", "Go to the answer before.", action="next(-1)"),
    _of("up", "up", "change", "Take the choice before, or count up.", 5, "step(1)"),
    _of("down", "down", "change", "Take the next choice, or count down.", 5, "step(-1)"),
    _of(
        "weeks-up",
        "pageup",
        "weeks",
        "Show earlier weeks of the preview, where not all of them fit.",
        action="weeks(-1)",
    ),
    _of(
        "weeks-down",
        "pagedown",
        "weeks",
        "Show later weeks of the preview, where not all of them fit.",
        action="weeks(1)",
    ),
    _of("later", "f2", "later race", "Take the earliest race day on which it fits.", 3),
    _of("shorter", "f3", "shorter race", "Take the longest race that fits on this day.", 3),
    _of("finish-safely", "f4", "finish safely", "Build to what can be reached safely by this day.", 3),
    _of("back", "escape", "back", "Go back without making a plan.", 6),
)
