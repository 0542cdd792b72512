"""Commands of the body screen: choosing where it is felt, and telling what."""

from functools import partial

from planner.app.commands.body_ways import WAYS
from planner.app.commands.command import Command, Context, command

_WHERE, _TELL, _AFTER = "where", "tell", "what follows"
_KEEP, _SIGNS, _ROWS = "keep or drop", "signs", "rows"
_of = partial(command, Context.BODY)
_felt = partial(command, Context.FELT)
_DIGITS = "0,1,2,3,4,5,6,7,8,9"

BODY = (
    Command(
        id="body.score",
        keys=_DIGITS,
        label="how much",
        help="How much it is, 0 nothing to 10 the worst (1 and then 0); answers the question of the morning.",
        context=Context.BODY,
        group=_TELL,
        rank=2,
        action="score",
        each=True,
        palette=False,
    ),
    _of("same", "=", "as usual", "Answer the question of the morning: it is as usual.", _TELL, 3),
    _of("full", "enter", "", "Answer the question of the morning with every detail.", _TELL),
    _of("type", "/", "type it", "Type it in one line: left knee 4 after limp: outer side.", _TELL, 3, "type_it"),
    _of("warning", "W", "warning signs", "Log warning signs of the whole body, such as chest pain.", _TELL, 9),
    Command(
        id="body.area",
        keys="a,b,c,d,e,f,g,h,i,k,l,m,n,o,p,q,r,s,t",
        label="area",
        help="Choose the area with this letter on the figure; again: its other side, then both.",
        context=Context.BODY,
        group=_WHERE,
        action="area",
        each=True,
        palette=False,
    ),
    _of("left", "left", "", "Go to the area at the left.", _WHERE, action="go(-1, 0)"),
    _of("right", "right", "", "Go to the area at the right.", _WHERE, action="go(1, 0)"),
    _of("up", "up", "", "Go to the area above.", _WHERE, action="go(0, -1)"),
    _of("down", "down", "", "Go to the area below.", _WHERE, action="go(0, 1)"),
    _of("side", "x", "side", "The other side; then both.", _WHERE, 4),
    _of("view", "tab,shift+tab", "front, back", "Go to the other view, front or back.", _WHERE, 6),
    _of("read-on", "pagedown", "", "Read on in what is known of the place.", _AFTER, action="read(8)"),
    _of("read-back", "pageup", "", "Read back.", _AFTER, action="read(-8)"),
    *(_of(way.name, way.key, way.label, way.help, _AFTER, 5, f"way({way.name!r})") for way in WAYS),
    _of("clear", "C", "clear", "Clear the red flag that is shown, with a note of who said so.", _AFTER, 5),
    _of("correct", "ctrl+e", "correct", "Correct the last entry of this area.", _AFTER, 7),
    _of("undo", "u", "undo", "Take back the last thing you did.", _AFTER, 8),
    _of("back", "escape", "back", "Back to where you were.", _AFTER, 1),
)

FELT = (
    _felt("keep", "enter,ctrl+s", "keep it", "Log it.", _KEEP, 1),
    _felt("back", "escape", "drop it", "Drop it, and choose another place.", _KEEP, 2),
    Command(
        id="felt.score",
        keys=_DIGITS,
        label="how much",
        help="Another score, 0 to 10; 10 is 1 and then 0.",
        context=Context.FELT,
        group=_TELL,
        rank=3,
        action="score",
        each=True,
        palette=False,
    ),
    _felt("side", "s,x", "side", "Left, right, both.", _TELL, action="change('side')"),
    _felt("kind", "k", "kind", "Pain, tightness, ache, sharp, burning, numb.", _TELL, action="change('kind')"),
    _felt(
        "when",
        "w",
        "when",
        "Before, during or after the run, the next morning, or none.",
        _TELL,
        action="change('when')",
    ),
    _felt("run", "r", "run", "The run that it belongs to.", _TELL, action="change('run')"),
    _felt("came-on", "c", "came on", "How far into the run it came.", _TELL, action="change('came-on')"),
    _felt("note", "n", "note", "Write a note.", _TELL, action="change('note')"),
    _felt("type", "/", "type it", "Change it as one line.", _TELL, 6, "type_it"),
    _felt("limp", "l", "limp", "It makes you limp.", _SIGNS, action="change('limp')"),
    _felt("night", "t", "night pain", "It hurts at night.", _SIGNS, action="change('night')"),
    _felt("swelling", "g", "swelling", "It is swollen.", _SIGNS, action="change('swelling')"),
    _felt("signs", "m", "more signs", "Choose more signs from a list.", _SIGNS, action="change('signs')"),
    _felt("row-up", "up", "row", "Go to the row above.", _ROWS, 4, "row(-1)"),
    _felt("row-down", "down", "row", "Go to the row below.", _ROWS, 4, "row(1)"),
    _felt("less", "left", "change", "Change the row back.", _ROWS, 5, "turn(-1)"),
    _felt("more", "right,space", "change", "Change the row.", _ROWS, 5, "turn(1)"),
)
