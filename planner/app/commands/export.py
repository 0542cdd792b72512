"""Commands of the export screen."""

from functools import partial

from planner.app.commands.command import Context, command

_GROUP = "export"
_of = partial(command, Context.EXPORT)

EXPORT = (
    _of(
        "write",
        "enter,ctrl+s",
        "write it",
        "Write the file; what is there already is replaced by a second enter.",
        _GROUP,
        1,
    ),
    _of("next", "tab", "next", "Go to the next question.", _GROUP, 3, "app.focus_next"),
    _of("before", "shift+tab", "before", "Go to the question before.", _GROUP, action="app.focus_previous"),
    _of("up", "up", "change", "The format above, a day on, or the choice before.", _GROUP, 4, "step(1)"),
    _of("down", "down", "change", "The format below, a day back, or the next choice.", _GROUP, 4, "step(-1)"),
    _of(
        "turn",
        "space,x",
        "on or off",
        "At what goes with it: turn it on or off; with all off the runs go alone.",
        _GROUP,
    ),
    _of(
        "open",
        "o",
        "one by one",
        "At what goes with it: show the layers of a kind one by one, or as one again.",
        _GROUP,
    ),
    _of("read-on", "pagedown", "read", "Read on in the file as it would be written.", _GROUP, 6, "read(1)"),
    _of("read-back", "pageup", "read", "Read back.", _GROUP, 6, "read(-1)"),
    _of("back", "escape", "back", "Stop what is being made, or go back without writing.", _GROUP, 2),
)
