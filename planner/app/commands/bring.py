"""Commands of the import: naming the file, and looking at what it would bring."""

from functools import partial

from planner.app.commands.command import Context, command

_GROUP = "import"
_of = partial(command, Context.BRING)

BRING = (
    _of("keep", "enter,ctrl+s", "keep it", "Keep what is shown. Nothing is kept before.", _GROUP, 1),
    _of("next", "tab", "next", "Go to the next question, where the file leaves some open.", _GROUP, 5, "next(1)"),
    _of("before", "shift+tab", "before", "Go to the question before.", _GROUP, action="next(-1)"),
    _of("up", "up", "read", "Read up; where a file is named, the name above.", _GROUP, 3, "line(-1)"),
    _of("down", "down", "read", "Read on; where a file is named, the name below.", _GROUP, 3, "line(1)"),
    _of("page-up", "pageup", "", "A page up.", _GROUP, action="page(-1)"),
    _of("page-down", "pagedown", "", "A page on.", _GROUP, action="page(1)"),
    _of("back", "escape", "back", "Stop reading, or go back; nothing is kept.", _GROUP, 2),
)
