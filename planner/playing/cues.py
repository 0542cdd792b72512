"""What the runner hears and sees at a moment: cues, and when each falls inside a beat."""

from enum import StrEnum
from typing import assert_never

from planner.domain.cues import CueKind
from planner.domain.dose import Hold, Open, Reps, Spots
from planner.domain.routine import Note, Rest
from planner.playing.timeline import Beat, Wait

SHORTEST_HALVED_S = 10.0
"""Holds shorter than this get no half-way cue: it would only fall between the others."""


class Cue(StrEnum):
    """A thing to flash, sound or say."""

    COUNT_3 = "count-3"
    COUNT_2 = "count-2"
    COUNT_1 = "count-1"
    START = "start"
    HALF_WAY = "half-way"
    LAST_3 = "last-3"
    LAST_2 = "last-2"
    LAST_1 = "last-1"
    TARGET = "target"
    SWITCH = "switch"
    SET_END = "set-end"
    STEP_END = "step-end"
    REST_START = "rest-start"
    SPOT_CHIME = "spot-chime"
    SPOT_MOVE_ON = "spot-move-on"
    WAITING = "waiting"
    SESSION_END = "session-end"

    @property
    def kind(self) -> CueKind:
        """What the runner's settings call it."""
        return _KINDS[self]


_KINDS = {
    Cue.COUNT_3: CueKind.COUNT_IN,
    Cue.COUNT_2: CueKind.COUNT_IN,
    Cue.COUNT_1: CueKind.COUNT_IN,
    Cue.START: CueKind.START,
    Cue.HALF_WAY: CueKind.HALF_WAY,
    Cue.LAST_3: CueKind.COUNT_DOWN,
    Cue.LAST_2: CueKind.COUNT_DOWN,
    Cue.LAST_1: CueKind.COUNT_DOWN,
    Cue.TARGET: CueKind.TARGET,
    Cue.SWITCH: CueKind.SWITCH,
    Cue.SET_END: CueKind.SET_END,
    Cue.STEP_END: CueKind.STEP_END,
    Cue.REST_START: CueKind.REST,
    Cue.SPOT_CHIME: CueKind.SPOT,
    Cue.SPOT_MOVE_ON: CueKind.SPOT,
    Cue.WAITING: CueKind.WAIT,
    Cue.SESSION_END: CueKind.SESSION_END,
}

Mark = tuple[float, Cue]
"""Seconds into a phase, and the cue that falls there."""


def count_in_marks(seconds: float) -> list[Mark]:
    """Return the 3-2-1 of a count-in of `seconds`."""
    return [(seconds - 3, Cue.COUNT_3), (seconds - 2, Cue.COUNT_2), (seconds - 1, Cue.COUNT_1)]


def part_marks(beat: Beat, planned_s: float) -> list[Mark]:
    """Return the cues inside a beat's own time, in order; `planned_s` has what the runner added or took off."""
    match beat.part:
        case Hold():
            half = [(planned_s / 2, Cue.HALF_WAY)] if planned_s >= SHORTEST_HALVED_S else []
            return [*half, (planned_s - 3, Cue.LAST_3), (planned_s - 2, Cue.LAST_2), (planned_s - 1, Cue.LAST_1)]
        case Reps() | Open():
            return [(planned_s, Cue.TARGET)] if planned_s else []
        case Spots() | Rest() | Note() | Wait():
            return []
        case _:
            assert_never(beat.part)


def spot_marks(spots: Spots) -> list[Mark]:
    """Return the cues while a spot is held: is it easing, then a suggestion to move on."""
    return [(float(spots.chime_s), Cue.SPOT_CHIME), (float(spots.move_on_s), Cue.SPOT_MOVE_ON)]
