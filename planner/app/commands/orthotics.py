"""Commands of the screen of orthotics."""

from functools import partial

from planner.app.commands.command import Context, command

_GO, _DO = "go", "orthotics"
_of = partial(command, Context.ORTHOTICS)

ORTHOTICS = (
    _of("up", "up,k", "choose", "Choose the one above.", _GO, action="go(-1)"),
    _of("down", "down,j", "choose", "Choose the one below.", _GO, action="go(1)"),
    _of("read-up", "pageup", "read", "Read what stands above.", _GO, 8, "read(-1)"),
    _of("read-down", "pagedown,space", "read", "Read on.", _GO, 8, "read(1)"),
    _of("wear", "w", "wear", "Log hours of a day, and how sore that was.", _DO, 2),
    _of("break-in", "b", "break-in", "Begin the break-in, choose its schedule, or type your own sheet.", _DO, 3),
    _of("pair", "p", "pair", "Put it into a pair of shoes, or take it out.", _DO, 4),
    _of("add", "a", "add", "Add orthotics or insoles.", _DO, 5),
    _of("edit", "e", "edit", "Change what is known of it: build, who fitted it, notes per foot, review.", _DO, 6),
    _of("retire", "r", "retire", "Retire it; its hours and runs stay in the log.", _DO, 9),
    _of("undo", "u", "undo", "Take back the last thing you did, here or elsewhere.", _DO),
    _of("redo", "ctrl+r", "redo", "Bring back what you took back.", _DO),
    _of("shoes", "tab", "shoes", "Go to the shoes.", _GO, 7),
    _of("back", "escape,q", "back", "Back to where you came from.", _GO, 6),
)
