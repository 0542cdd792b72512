"""Commands of the gear screen."""

from functools import partial

from planner.app.commands.command import Context, command

_GO, _PAIR, _RUNS = "go", "the pair", "runs"
_of = partial(command, Context.GEAR)

GEAR = (
    _of("up", "up", "", "Go to the pair above.", _GO, action="go(-1)"),
    _of("down", "down", "", "Go to the pair below.", _GO, action="go(1)"),
    _of("read-back", "[,pageup", "read", "Scroll what is said of the pair back.", _GO, 10, "read(-3)"),
    _of("read-on", "],pagedown", "read", "Scroll what is said of the pair on.", _GO, 10, "read(3)"),
    _of("retired", "o", "all", "Show retired pairs too, or hide them.", _GO, 11),
    _of("orthotics", "tab", "orthotics", "Go to the orthotics.", _GO, 4),
    _of("add", "a", "add", "Add a pair.", _PAIR, 2),
    _of("edit", "e,enter", "edit", "Change what is said of the pair, for which runs it is, how it fits.", _PAIR, 3),
    _of("build", "b", "build", "Change drop, stack, mass, plate, foam, size and colour.", _PAIR, 9),
    _of("check", "k", "check", "Log a look at the pair: where it is worn, signs of wear.", _PAIR, 4),
    _of("retire", "r", "retire", "Retire the pair, or take it into use again; its runs stay.", _PAIR, 6),
    _of("delete", "x,delete", "delete", "Delete the pair, if nothing names it.", _PAIR, 12),
    _of("assign", "m", "re-assign", "Give many runs to the pair at once, logged or planned.", _RUNS, 5),
    _of("suggest", "s", "suggest", "Which pair for which run of the coming weeks, as a diff.", _RUNS, 7),
    _of("undo", "u", "undo", "Take back the last thing you did, here or elsewhere.", _RUNS, 13),
    _of("redo", "ctrl+r", "redo", "Bring back what you took back.", _RUNS),
    _of("back", "escape,q,G", "back", "Back to the calendar.", _GO, 1),
)
