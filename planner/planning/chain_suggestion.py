"""A suggested session: its steps with their reasons, what was left out and why, and what to mind."""

from datetime import date

import msgspec

from planner.domain.body import Area
from planner.domain.exercise import Kind, Timing
from planner.domain.length import Length
from planner.domain.light import RaisedFlag
from planner.domain.routine import Do, Routine
from planner.planning.chain_filters import Dropped
from planner.planning.chain_scores import Warm
from planner.planning.chain_words import Reason


class SuggestedStep(msgspec.Struct, frozen=True, kw_only=True):
    """One exercise of the session, both sides: its steps in the routine, how long they take, and why it is there."""

    exercise: str
    name: str
    kind: Kind
    area: Area
    steps: tuple[Do, ...]
    seconds: float
    score: float
    reasons: tuple[Reason, ...]
    caution: str = ""


class Suggestion(msgspec.Struct, frozen=True, kw_only=True):
    """What is suggested for a day. `routine` can be played; it is None where nothing may be or can be suggested.

    `warm`: the areas with a score and those that are watched. `dropped`: exercises that were looked at and left out,
    with the reason. `flags`: red flags that stand; then nothing is suggested, and `message` says what to do.
    `is_standing`: nothing was logged, so `routine` is what hangs today anyway. `notes`: cautions for all of it.
    `said`: why it is not a session for what was logged.
    """

    day: date
    minutes: float | None
    timing: Timing | None
    warm: tuple[Warm, ...] = ()
    steps: tuple[SuggestedStep, ...] = ()
    routine: Routine | None = None
    length: Length = Length(0, 0, 0)
    dropped: tuple[Dropped, ...] = ()
    flags: tuple[RaisedFlag, ...] = ()
    message: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    said: str = ""
    is_standing: bool = False
