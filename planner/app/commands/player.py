"""Commands of the player."""

from functools import partial

from planner.app.commands.command import Command, Context, command
from planner.playing.player import Player
from planner.playing.state import Phase

_GO, _TIME, _TELL, _MORE = "go and stand", "time", "tell", "more"
_of = partial(command, Context.PLAYER)

PLAYER = (
    _of("enter", "enter", "go on", "Ready, set done, spot found, spot eased: what comes next.", _GO, 2),
    _of("pause", "space,f5", "pause", "Pause, or go on.", _GO, 3),
    _of("next", "n,right,pagedown", "next", "Go on to what is next.", _GO, 4),
    _of("previous", "p,left,pageup", "back", "Go back to what was before.", _GO, 6),
    _of("skip", "s", "skip", "Leave out the rest of this step, and say why.", _GO, 8),
    _of("other-side", "x", "other side", "Do the other side first.", _GO, 10),
    _of("jump", "o", "steps", "Show all steps; go to one, or leave one out today.", _GO, 11),
    _of("minutes", "t", "minutes", "Before the start: say how many minutes you have.", _GO, 6),
    _of("short", "V", "short", "Before the start: a fixed time a side instead of spot by spot, or back.", _GO),
    _of("restart", "r", "again", "Begin this step again.", _GO),
    _of("off", "O", "off today", "Leave this step out for today.", _GO),
    _of("redo", "R", "side again", "Do this side again.", _GO),
    _of("back-10", "comma", "10 s", "Wind 10 s back.", _TIME, 15, "wind(-1)"),
    _of("on-10", ".", "10 s", "Wind 10 s on; where it waits for you, say that you are ready.", _TIME, 15, "wind(1)"),
    _of(
        "shorter",
        "-",
        "shorter, longer",
        "Make this step 10 s shorter, or a repetition less.",
        _TIME,
        14,
        "stretch(-1)",
    ),
    _of(
        "longer", "+,=", "shorter, longer", "Make this step 10 s longer, or a repetition more.", _TIME, 14, "stretch(1)"
    ),
    _of("rounds-less", "<", "rounds", "A round less of the group that is played.", _TIME, 12, "rounds(-1)"),
    _of("rounds-more", ">", "rounds", "A round more of the group that is played.", _TIME, 12, "rounds(1)"),
    Command(
        id="player.score",
        keys="0,1,2,3,4,5,6,7,8,9",
        label="feels",
        help="How tight or sore it is now, 0 nothing to 9 hardly bearable.",
        context=Context.PLAYER,
        group=_TELL,
        rank=7,
        action="score",
        each=True,
        palette=False,
    ),
    _of("weight-off", "u", "weight off", "I took weight off the roller.", _TELL, 5),
    _of("station-back", "up", "move on the route", "I am nearer to the start of the route.", _TELL, 0, "station(-1)"),
    _of("station-on", "down", "move on the route", "I am nearer to the end of the route.", _TELL, 0, "station(1)"),
    _of("note", "m", "note", "Write a note to this exercise.", _TELL, 13),
    _of("how", "i", "how", "Show how it is done, or hide it.", _MORE, 9),
    _of("mute", "b", "mute", "No sound in this step.", _MORE, 16),
    _of("mute-all", "B", "mute all", "No sound at all, or sound again.", _MORE),
    _of("lock", "L", "lock", "Lock the keys, or unlock them.", _MORE, 17),
    _of("stop", "q", "stop", "Stop here. What was done is kept.", _MORE, 5),
    _of("back", "escape", "back", "Hide what is shown over the clock; at the end, close.", _MORE),
)

_ONLY_IN_BETWEEN = {
    f"player.{name}"
    for name in ("previous", "skip", "weight-off", "back-10", "on-10", "off", "rounds-less", "rounds-more")
}
_NOT_BEFORE_THE_START = _ONLY_IN_BETWEEN | {"player.score"}
_NOT_AT_THE_END = _ONLY_IN_BETWEEN | {
    f"player.{name}"
    for name in ("pause", "next", "other-side", "jump", "how", "stop", "mute", "lock", "shorter", "longer", "minutes")
}


def out_of_place(player: Player, *, can_rate: bool) -> set[str]:
    """Return the ids of the commands that do nothing now; `can_rate`: areas can be rated before the start."""
    if player.is_finished:
        return _NOT_AT_THE_END
    if player.phase is Phase.READY:
        return _NOT_BEFORE_THE_START ^ ({"player.score", "player.other-side"} if can_rate else set())
    out = {"player.minutes"}
    if player.phase is not Phase.HOLDING:
        out.add("player.weight-off")
    if player.beat.rounds < 2:
        out |= {"player.rounds-less", "player.rounds-more"}
    if not player.beat.exercise:
        out |= {"player.score", "player.how", "player.other-side"}
    return out
