"""Commands of the screen for files of which there are two versions."""

from functools import partial

from planner.app.commands.command import Context, command

_GROUP = "two versions"
_of = partial(command, Context.ATTENTION)

ATTENTION = (
    _of("up", "up,k", "file", "Go to the file above.", _GROUP, 7, "go(-1)"),
    _of("down", "down,j", "file", "Go to the file below.", _GROUP, 7, "go(1)"),
    _of("both", "b,enter", "keep both", "Make one of both versions; the copy goes to the trash.", _GROUP, 1),
    _of("this", "o", "keep this", "Leave the file as it is here; the other version goes to the trash.", _GROUP, 2),
    _of("other", "t", "keep the other", "Take the other version; undo brings this one back.", _GROUP, 3),
    _of("page-up", "pageup", "read", "Read back in what differs.", _GROUP, 6, "read(-1)"),
    _of("page-down", "pagedown,space", "read", "Read on in what differs.", _GROUP, 6, "read(1)"),
    _of("undo", "u", "undo", "Take back what was kept last.", _GROUP, 5),
    _of("reload", "f5", "", "Look again for files of which there are two versions.", _GROUP),
    _of("back", "escape,q", "later", "Leave everything as it is.", _GROUP, 4),
)
