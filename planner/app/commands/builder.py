"""Commands of the routine builder."""

from functools import partial

from planner.app.commands.command import Context, command

_GO, _FIND, _STEPS, _FILE = "go", "find an exercise", "change the routine", "keep"
_of = partial(command, Context.BUILDER)
_OWN = "exercises of your own"

BUILDER = (
    _of("add", "enter", "add", "In the library: add the exercise. In the routine: type its dose.", _GO, 2),
    _of("insert", "I", "insert", "Put the library's exercise before the chosen step.", _GO, 17),
    _of("switch", "tab,shift+tab", "side", "Change between the library and the routine.", _GO, 4),
    _of("library", "left,h", "", "Go to the library.", _GO, 0, "pane('library')"),
    _of("routine", "right,l", "", "Go to the routine.", _GO, 0, "pane('steps')"),
    _of("up", "up,k", "", "Go up.", _GO, 0, "go(-1)"),
    _of("down", "down,j", "", "Go down.", _GO, 0, "go(1)"),
    _of("page-up", "pageup", "", "Go up ten lines.", _GO, 0, "go(-10)"),
    _of("page-down", "pagedown", "", "Go down ten lines.", _GO, 0, "go(10)"),
    _of("read-back", "[,ctrl+up", "read", "Scroll the description back.", _GO, 16, "read(-3)"),
    _of("read-on", "],ctrl+down", "read", "Scroll the description on.", _GO, 16, "read(3)"),
    _of("search", "/", "search", "Find exercises by name, area or words of how they are done.", _FIND, 5),
    _of("kind", "f", "filter", "Show one kind only: roll, stretch, move, strength.", _FIND, 13, "filter('kind')"),
    _of("area", "a", "filter", "Show one area only.", _FIND, 13, "filter('area')"),
    _of(
        "moment", "w", "filter", "Show what fits before a run, after one, or a rest day.", _FIND, 13, "filter('moment')"
    ),
    _of("own-kit", "e", "filter", "Show only what your equipment is enough for.", _FIND, 13, "filter('own_kit')"),
    _of(
        "needs", "v", "filter", "Show what needs one thing: the roller, a band and so on.", _FIND, 13, "filter('needs')"
    ),
    _of("kit", "E", "kit", "Say what equipment you have.", _FIND),
    _of("clear", "escape", "back", "Clear search and filters; then back to the calendar.", _FIND),
    _of("move-up", "K,shift+up", "move", "Move the step up.", _STEPS, 6, "move(-1)"),
    _of("move-down", "J,shift+down", "move", "Move the step down.", _STEPS, 6, "move(1)"),
    _of("shorter", "<", "dose", "5 s or a repetition less; a round less on a group.", _STEPS, 7, "dose(-1)"),
    _of("longer", ">", "dose", "5 s or a repetition more; a round more on a group.", _STEPS, 7, "dose(1)"),
    _of(
        "dose",
        "d",
        "type dose",
        "Type a dose: 30 s x 2, rest 15 s; on a group 3 rounds, rest 45 s.",
        _STEPS,
        14,
        "type_dose",
    ),
    _of("sides", "s", "sides", "Each side, sore side first, weaker first, left, right.", _STEPS, 8),
    _of("remove", "x,delete", "remove", "Take the step out.", _STEPS, 9),
    _of("copy", "y", "copy", "Put a copy after the step.", _STEPS),
    _of("off", "o", "off", "Leave the step out without taking it away.", _STEPS),
    _of("group", "g", "group", "Play the step in rounds with the one before.", _STEPS, 15),
    _of("ungroup", "G", "ungroup", "Take a group apart.", _STEPS),
    _of("rest", "r", "rest", "Add a rest of 30 s.", _STEPS),
    _of("note", "n", "note", "Add a text to read.", _STEPS),
    _of("step-note", "m", "step note", "Write a note for the step; the player shows it.", _STEPS),
    _of("wait", "W", "wait", "The player waits for you before this step.", _STEPS),
    _of("first", "1", "keep", "Keep this step longest when time is short.", _STEPS, 0, "priority(1)"),
    _of("second", "2", "keep", "Keep this step as others when time is short.", _STEPS, 0, "priority(2)"),
    _of("third", "3", "keep", "Let this step go first when time is short.", _STEPS, 0, "priority(3)"),
    _of("sound", "S", "sound", "How this routine sounds: as your settings say, quiet, normal, loud.", _STEPS),
    _of("when", "t", "when", "What the routine is for: before a run, after, a rest day, any time.", _STEPS, 16),
    _of("shorten", "i", "minutes", "I have N minutes: leave out what goes first, keep both sides.", _STEPS, 15),
    _of("accept", "A", "accept", "Accept the warnings shown; again: accept none any more.", _STEPS, 8),
    _of("undo", "z", "undo", "Take back the last change here.", _STEPS, 10),
    _of("redo", "Z", "redo", "Bring back what you took back.", _STEPS),
    _of("save", "ctrl+s", "save", "Save it as a routine of your own.", _FILE, 3),
    _of("open", "ctrl+o", "open", "Open a routine to change it.", _FILE, 11),
    _of("new", "ctrl+n", "new", "Begin an empty routine.", _FILE, 12),
    _of("text", "T", "text", "The routine as one text: copy it, or paste one from somebody else.", _FILE, 17),
    _of("edit-file", "ctrl+e", "editor", "Save it and open its file in your editor ($VISUAL, $EDITOR).", _FILE),
    _of("play", "p", "play", "Play it as it stands.", _FILE, 9),
    _of("new-exercise", "N", "own", "Make an exercise of your own.", _OWN, 18),
    _of("change-exercise", "M", "own", "Change your own exercise, or make your own copy of a built-in one.", _OWN, 18),
    _of("delete-exercise", "X", "", "Move your own exercise to the trash.", _OWN),
    _of("calendar", "c,q", "calendar", "Back to the calendar.", _FILE, 12),
)
