"""Commands of the calendar."""

from functools import partial

from planner.app.commands.command import Context, command

_GO, _VIEW, _PLAN, _LOG, _MORE = "go", "views", "change the plan", "log", "elsewhere"
_of = partial(command, Context.CALENDAR)

CALENDAR = (
    _of("left", "left,h", "day", "Go to the day before.", _GO, action="go(-1)"),
    _of("right", "right,l", "day", "Go to the next day.", _GO, action="go(1)"),
    _of("up", "up,k", "week", "Go up: a week back, or the item above.", _GO, action="go_line(-1)"),
    _of("down", "down,j", "week", "Go down: a week on, or the item below.", _GO, action="go_line(1)"),
    _of("month-back", "H,pageup", "month", "Go to the month before.", _GO, action="go_month(-1)"),
    _of("month-on", "L,pagedown", "month", "Go to the next month.", _GO, action="go_month(1)"),
    _of("today", "t", "today", "Go to today.", _GO, 14),
    _of("go-to", "g", "go to", "Go to a date that you type.", _GO, 15),
    _of("race-day", "r", "race day", "Go to race day.", _GO, 16),
    _of("search", "/", "search", "Find a session by its words, from the cursor on.", _GO, 18),
    _of("open", "enter", "open", "Open the day, or the chosen item of the day.", _GO, 4),
    _of("back", "escape", "back", "Back to the month, or out of a swap.", _GO),
    _of("month", "1", "view", "Show a month.", _VIEW, 5, "view('month')"),
    _of("week", "2", "view", "Show a week with every text.", _VIEW, 5, "view('week')"),
    _of("day", "3", "view", "Show a day with everything about it.", _VIEW, 5, "view('day')"),
    _of("whole-plan", "4", "view", "Show the whole plan, a week a row.", _VIEW, 5, "view('plan')"),
    _of("layers", "f", "layers", "Switch layers of the plan on and off.", _VIEW, 13),
    _of("add", "a", "add", "Add a session on this day.", _PLAN, 6),
    _of(
        "edit",
        "e",
        "edit",
        "Change kind, distance, minutes or text; in the day view also correct what is logged.",
        _PLAN,
        10,
    ),
    _of("move", "m", "move", "Move a session, with what hangs on it, to another day.", _PLAN, 3),
    _of("swap", "w", "swap", "Swap two days: w on one, w on the other.", _PLAN, 17),
    _of("copy", "y", "copy", "Copy the session, to paste it on other days.", _PLAN),
    _of("paste", "P", "paste", "Add the copied session on this day.", _PLAN, 24),
    _of("delete", "x", "delete", "Take it out of the plan; in the day view also take back what is logged.", _PLAN, 12),
    _of("undo", "u", "undo", "Take back the last thing you did, here or in the log.", _PLAN, 9),
    _of("redo", "ctrl+r", "redo", "Bring back what you took back.", _PLAN),
    _of("done", "d", "done", "Log it as done; the form opens with the planned figures.", _LOG, 2),
    _of("skip", "s", "skip", "Log that you left it out, and why.", _LOG, 11),
    _of("pain", "!", "pain", "Log pain or tightness.", _LOG, 8),
    _of("note", "n", "note", "Write a note on this day.", _LOG, 19),
    _of("play", "p", "play", "Be led through the chosen routine.", _MORE, 7),
    _of("builder", "b", "builder", "Build and change routines.", _MORE, 20),
    _of("new-plan", "N", "new plan", "Make a new build-up.", _MORE, 22),
    _of("import", "i", "import", "Bring a plan along from a file.", _MORE, 23, "bring_a_plan"),
    _of("choose-plan", "C", "plans", "Show another plan in the calendar.", _MORE, 23),
    _of("reload", "f5", "reload", "Read all files again.", _MORE),
    _of("quit", "q", "quit", "Leave the program. Everything is saved already.", _MORE, 21, "app.quit"),
)
