"""Exercises, routines and runners for the tests of playing."""

from collections.abc import Callable
from datetime import UTC, datetime

from hypothesis import strategies as st

from planner.domain.body import Area, Side
from planner.domain.dose import Dose, Hold, Open, Reps, Spots
from planner.domain.exercise import Exercise, Kind, Sides, Timing
from planner.domain.routine import Do, Group, Note, Rest, Routine, SideOrder, Step
from planner.playing.cues import Cue
from planner.playing.player import Player, ready
from planner.playing.record import PlaySession
from planner.playing.state import Phase
from planner.playing.timeline import Timeline, build_timeline

STARTED = datetime(2027, 2, 6, 6, 10, tzinfo=UTC)
SESSION = PlaySession(id="k3m9qa", started=STARTED, plan="spring", item="a.post-run")


def exercise(
    id_: str, dose: Dose, kind: Kind = Kind.STATIC_STRETCH, sides: Sides = Sides.PER_SIDE, area: Area = Area.CALF
) -> Exercise:
    return Exercise(
        id=id_,
        name=id_.capitalize(),
        kind=kind,
        areas=(area,),
        sides=sides,
        position="",
        dose=dose,
        timing=(Timing.ANY,),
        steps=(),
        cue=f"How to {id_}.",
        easier="",
        harder="",
        stop=f"Stop {id_} when it hurts.",
        source="",
    )


EXERCISES = {
    one.id: one
    for one in (
        exercise("calf", Hold(45)),
        exercise("pose", Hold(30), sides=Sides.BOTH),
        exercise("twice", Hold(20, 2, rest_s=15)),
        exercise("bridge", Reps(12, 2), Kind.STRENGTH, Sides.BOTH),
        exercise("swing", Reps(10), Kind.DYNAMIC),
        exercise("tempo", Reps(5, 2, tempo="2-1-3"), Kind.STRENGTH),
        exercise("jog", Open(60), Kind.DYNAMIC, Sides.BOTH),
        exercise("free", Open(), Kind.ROLL),
        exercise("it-roll", Spots(), Kind.ROLL),
        exercise("twist", Hold(2, 3), sides=Sides.BOTH, area=Area.LOW_BACK),
    )
}

doses = st.one_of(
    st.builds(Hold, st.integers(1, 120), st.integers(1, 3), st.sampled_from([0, 0, 5, 20])),
    st.builds(Reps, st.integers(1, 20), st.integers(1, 3), st.sampled_from([0, 10]), st.sampled_from(["", "2-1-3"])),
    st.builds(Open, st.integers(0, 90)),
    st.just(Spots()),
)
dos = st.builds(
    Do,
    exercise=st.sampled_from([*EXERCISES, "unknown"]),
    dose=st.none() | doses,
    sides=st.none() | st.sampled_from(SideOrder),
    off=st.sampled_from([False, False, False, True]),
    wait=st.sampled_from([False, False, True]),
)
simple_steps = st.one_of(dos, dos, dos, st.builds(Rest, st.integers(1, 40)), st.just(Note("Fetch the roller.")))
steps: st.SearchStrategy[Step] = st.one_of(
    simple_steps,
    simple_steps,
    st.builds(
        Group, st.lists(simple_steps, max_size=3).map(tuple), st.integers(1, 3), st.booleans(), st.sampled_from([0, 20])
    ),
)
routines = st.lists(steps, min_size=1, max_size=5).map(
    lambda some: Routine(id="any", name="Any", timing=(Timing.ANY,), steps=tuple(some))
)


def timeline(*ids: str | Step, first: Side = Side.LEFT) -> Timeline:
    made = tuple(Do(exercise=one) if isinstance(one, str) else one for one in ids)
    return build_timeline(Routine(id="test", name="Test", timing=(Timing.ANY,), steps=made), EXERCISES, first=first)


class Runner:
    """A runner with a clock in the hand: lets time pass, presses keys, and hears every cue."""

    def __init__(self, made: Timeline | Player, now: float = 1000.0) -> None:
        self.player = made if isinstance(made, Player) else ready(made)
        self.now = now
        self.asleep = 0.0
        self.heard: list[Cue] = []

    def phase(self) -> Phase:
        return self.player.phase

    def side(self) -> Side:
        return self.player.beat.side

    @property
    def wall(self) -> float:
        return 1_800_000_000.0 + self.now + self.asleep

    def wait(self, seconds: float, step: float = 0.25) -> "Runner":
        """Let `seconds` pass, looking every `step`."""
        end = self.now + seconds
        while self.now < end:
            self.now = min(end, self.now + step)
            self.take(self.player.tick(self.now, self.wall))
        return self

    def sleep(self, seconds: float) -> "Runner":
        """The machine sleeps: only the wall clock goes on."""
        self.asleep += seconds
        return self

    def press(self, key: Callable[..., Player], *more: object) -> "Runner":
        self.take(getattr(self.player, key.__name__)(self.now, *more))
        return self

    def take(self, player: Player) -> None:
        self.player = player
        self.heard += player.cues


def started(*ids: str | Step, first: Side = Side.LEFT) -> Runner:
    runner = Runner(timeline(*ids, first=first))
    return runner.press(Player.start)
