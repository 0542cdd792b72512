"""Commands of the chain."""

from functools import partial

from planner.app.commands.command import Context, command

_GO, _DO, _MORE = "go", "the session", "more"
_of = partial(command, Context.CHAIN)

CHAIN = (
    _of(
        "up", "up", "choose", "Go up: the area above in the picture, the step above in the session.", _GO, 9, "go(0,-1)"
    ),
    _of("down", "down", "choose", "Go down.", _GO, 9, "go(0,1)"),
    _of("left", "left", "", "Go to the area at the left.", _GO, 0, "go(-1,0)"),
    _of("right", "right", "", "Go to the area at the right.", _GO, 0, "go(1,0)"),
    _of("pane", "tab", "session", "Choose in the session, or in the picture again.", _GO, 3),
    _of("why", "enter", "why", "Say why the chosen area or step is there, with levels and sources.", _GO, 5),
    _of("left-out", "x", "left out", "List what was left out, and why.", _GO, 11),
    _of("fewer", "-", "minutes", "A shorter session.", _DO, 2, "minutes(-1)"),
    _of(
        "more",
        "+,=",
        "minutes",
        "A longer session; at the end as long as it takes, half an hour at most.",
        _DO,
        2,
        "minutes(1)",
    ),
    _of("before", "b", "before", "Suggest for before a run, or for after one.", _DO, 7),
    _of("play", "p", "play", "Be led through the session as it stands.", _DO, 1),
    _of("keep", "k", "keep", "Keep it as a routine of your own.", _DO, 6),
    _of("hang", "h", "hang", "Keep it and hang it on the runs or rest days of the plan.", _DO, 6),
    _of("undo", "u", "undo", "Take back the last thing you did.", _MORE, 10),
    _of("redo", "ctrl+r", "redo", "Bring back what you took back.", _MORE),
    _of("back", "escape,q", "back", "Back to the calendar.", _MORE, 3),
)
