"""Commands of the preview of recorded runs."""

from functools import partial

from planner.app.commands.command import Context, command

_GROUP = "import runs"
_of = partial(command, Context.BRING_RUNS)

BRING_RUNS = (
    _of(
        "keep",
        "enter,ctrl+s",
        "keep them",
        "Log what is shown, as one thing to take back. Nothing is kept before.",
        _GROUP,
        1,
    ),
    _of("gear", "tab", "next pair", "Go to the next name of a pair that is none of yours.", _GROUP, 4, "gear(1)"),
    _of("gear-before", "shift+tab", "", "Go to the name before.", _GROUP, action="gear(-1)"),
    _of("pair-back", "left,h", "which pair", "Say which pair of yours that is: the one before.", _GROUP, 3, "pair(-1)"),
    _of("pair", "right,l,space", "which pair", "Say which pair of yours that is: the next one.", _GROUP, 3, "pair(1)"),
    _of("up", "up,k", "read", "Read up.", _GROUP, 5, "line(-1)"),
    _of("down", "down,j", "read", "Read on.", _GROUP, 5, "line(1)"),
    _of("page-up", "pageup", "", "A page up.", _GROUP, action="page(-1)"),
    _of("page-down", "pagedown", "", "A page on.", _GROUP, action="page(1)"),
    _of("back", "escape", "back", "Stop reading, or go back; nothing is kept.", _GROUP, 2),
)
