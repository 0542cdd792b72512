"""Where a played session stands: everything that is worth keeping, and no moment of any clock."""

from enum import StrEnum

import msgspec

from planner.domain.log import SpotDone


class Phase(StrEnum):
    """What the runner is in the middle of. Being paused is told apart, since it happens in every phase."""

    READY = "ready"
    COUNT_IN = "count-in"
    RUNNING = "running"
    RESTING = "resting"
    WAITING = "waiting"
    ROLLING = "rolling"
    HOLDING = "holding"
    FINISHED = "finished"


class Ways(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How this runner wants to be led.

    `auto_reps`: go on by itself when a set's expected seconds are over. `gap_s`: a look at the clock that comes
    later than this means that the machine slept or the program stood still.
    """

    auto_reps: bool = False
    gap_s: float = 5.0


class Tally(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What was done in one beat, all visits to it together.

    `done_s` is time really spent, whatever was wound back or on. `extra_s`, `extra_reps`: what the runner added.
    `left_at_s`: where to go on when the sides were swapped in the middle.
    """

    beat: int
    done_s: float = 0.0
    done_reps: int = 0
    extra_s: float = 0.0
    extra_reps: int = 0
    left_at_s: float = 0.0
    complete: bool = False
    skipped: bool = False
    why: str = ""
    spots: tuple[SpotDone, ...] = ()
    scores: tuple[int, ...] = ()
    note: str = ""


class Ledger(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Seconds that are not exercise. With the tallies they add up to the whole time since the start.

    `gap_s` ran on the monotonic clock (the program stood still); `asleep_s` only on the wall clock.
    """

    count_in_s: float = 0.0
    rest_s: float = 0.0
    waiting_s: float = 0.0
    paused_s: float = 0.0
    gap_s: float = 0.0
    asleep_s: float = 0.0


class Spot(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The tight spot that is held right now."""

    station: int = 0
    start_score: int | None = None
    end_score: int | None = None
    weight_off: bool = False

    def done(self, seconds: float, *, says_eased: bool) -> SpotDone:
        """Return the spot as the log keeps it; without a score at the end the runner's word counts."""
        return SpotDone(
            seconds=seconds,
            station=self.station,
            start_score=self.start_score,
            end_score=self.end_score,
            weight_off=self.weight_off,
            eased=is_cleared(self.start_score, self.end_score, says_eased=says_eased),
        )


def is_cleared(start: int | None, end: int | None, *, says_eased: bool) -> bool:
    """Tell whether a spot counts as cleared: 2 or less at the end, or fell by half."""
    if end is None:
        return says_eased
    return end <= 2 or (start is not None and end <= start / 2)


class State(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A session's state. `order` lists the beats as they are played (sides can be swapped), `place` is where in it.

    `at_s`: seconds into the phase. `off`: steps left out from now on. `stopped`: ended before the end.
    """

    order: tuple[int, ...]
    place: int = 0
    phase: Phase = Phase.READY
    at_s: float = 0.0
    tallies: tuple[Tally, ...] = ()
    off: tuple[int, ...] = ()
    spot: Spot | None = None
    ledger: Ledger = Ledger()
    note: str = ""
    stopped: bool = False
