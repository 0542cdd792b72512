"""Commands of the new build-up screen."""

from functools import partial

from planner.app.commands.command import Context, command

_GROUP = "new build-up"
_of = partial(command, Context.BUILD_UP)

BUILD_UP = (
    _of("make", "ctrl+s", "make it", "Make the plan as it is shown and open the calendar on it.", _GROUP, 2),
    _of("next", "enter,tab", "next", "Go to the next answer.", _GROUP, 4, "next(1)"),
    _of("before", "shift+tab", "before", "Go to the answer before.", _GROUP, action="next(-1)"),
    _of("up", "up", "change", "Take the choice before, or count up.", _GROUP, 5, "step(1)"),
    _of("down", "down", "change", "Take the next choice, or count down.", _GROUP, 5, "step(-1)"),
    _of(
        "weeks-up",
        "pageup",
        "weeks",
        "Show earlier weeks of the preview, where not all of them fit.",
        _GROUP,
        action="weeks(-1)",
    ),
    _of(
        "weeks-down",
        "pagedown",
        "weeks",
        "Show later weeks of the preview, where not all of them fit.",
        _GROUP,
        action="weeks(1)",
    ),
    _of("later", "f2", "later race", "Take the earliest race day on which it fits.", _GROUP, 3),
    _of("shorter", "f3", "shorter race", "Take the longest race that fits on this day.", _GROUP, 3),
    _of("finish-safely", "f4", "finish safely", "Build to what can be reached safely by this day.", _GROUP, 3),
    _of(
        "from-here",
        "f5",
        "from the log",
        "Take a week and the longest run from what you logged of late; a plan made again then begins today.",
        _GROUP,
        7,
    ),
    _of("units", "f6", "km or miles", "Type and show distances in the other unit, here and everywhere.", _GROUP, 8),
    _of("back", "escape", "back", "Go back without making a plan.", _GROUP, 6),
)
