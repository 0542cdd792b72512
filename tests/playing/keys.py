"""Random runners: any key at any moment, and clocks that jump."""

from hypothesis import strategies as st

from planner.playing.player import Player
from tests.playing.routines import Runner

Move = tuple[str, float]
"""A key or what happens to the clock, and its number: seconds, a score, a step."""

KEYS = {
    key.__name__: key
    for key in (
        *(Player.toggle, Player.pause, Player.resume, Player.enter, Player.enter, Player.next, Player.previous),
        *(Player.restart_step, Player.redo_side, Player.other_side, Player.disable_step),
        *(Player.weight_off, Player.start),
    )
}
WINDING = {key.__name__: key for key in (Player.back, Player.on, Player.longer, Player.shorter)}
NUMBERED = {key.__name__: key for key in (Player.score, Player.jump, Player.move_station)}

waits = st.tuples(st.just("wait"), st.floats(0.01, 70))
moves: st.SearchStrategy[Move] = st.one_of(
    waits,
    waits,
    st.tuples(st.sampled_from([*KEYS, *WINDING, "skip", "add_note"]), st.just(0.0)),
    st.tuples(st.sampled_from([*NUMBERED]), st.integers(0, 9).map(float)),
)
clock_jumps: st.SearchStrategy[Move] = st.one_of(
    st.tuples(st.just("stand still"), st.floats(5.5, 9000)),
    # Whether a nap as long as the longest look is a gap is a matter of rounding, and of no weight.
    st.tuples(st.just("sleep"), st.floats(-9000, 90_000).filter(lambda slept: not 4.9 < slept < 5.2)),
)


def play_move(runner: Runner, move: Move, look: float = 2.5) -> None:
    """Do one move; while waiting, look at the clock every `look` seconds."""
    name, number = move
    match name:
        case "wait":
            runner.wait(number, look)
        case "stand still":
            runner.now += number
            runner.take(runner.player.tick(runner.now, runner.wall))
        case "sleep":
            runner.sleep(number).wait(0.1)
        case "skip":
            runner.press(Player.skip, "why not")
        case "add_note":
            runner.press(Player.add_note, "noted")
        case _ if name in NUMBERED:
            runner.press(NUMBERED[name], int(number))
        case _:
            runner.press({**KEYS, **WINDING}[name])
