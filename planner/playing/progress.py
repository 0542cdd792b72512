"""A session in progress as it is kept on disk, so that a kill loses at most the running seconds."""

from collections.abc import Mapping
from datetime import datetime
from math import isfinite

import msgspec

from planner.domain.body import Side
from planner.domain.dose import Spots
from planner.domain.errors import BadValue
from planner.domain.exercise import Exercise
from planner.domain.log import Felt
from planner.domain.routine import Note, Rest, Routine
from planner.playing.player import Player
from planner.playing.record import PlaySession
from planner.playing.state import Phase, State, Ways
from planner.playing.timeline import Part, Timeline, Wait, rebuild_timeline

SCHEMA = 1
"""Schema number of a kept session."""


class Progress(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Everything that is needed to go on, or to log what was done: no moment of a monotonic clock is in it.

    `routine` is the one that is played, written out, so a change to its file does not matter. `saved`: when.
    `before`: how the areas felt before the start.
    """

    schema: int = SCHEMA
    session: PlaySession
    saved: datetime | None = None
    first: Side = Side.LEFT
    weaker: Side = Side.LEFT
    skip: tuple[int, ...] = ()
    fingerprint: str
    ways: Ways = Ways()
    paces: dict[str, float] = {}
    usual_s: dict[str, float] = {}
    state: State
    routine: Routine
    before: tuple[Felt, ...] = ()


def save(player: Player, session: PlaySession, now: float, *, saved: datetime | None = None) -> Progress:
    """Return what to keep at `now`; `msgspec.to_builtins` makes it ready for TOML."""
    timeline = player.timeline
    return Progress(
        session=session,
        saved=saved,
        first=timeline.first,
        weaker=timeline.weaker,
        skip=timeline.skip,
        fingerprint=timeline.fingerprint,
        ways=player.ways,
        state=player.caught_up(now).banked(now).state,
        paces=timeline.paces,
        usual_s=dict(timeline.usual_s),
        routine=timeline.routine,
    )


def timeline_of(progress: Progress, exercises: Mapping[str, Exercise]) -> Timeline:
    """Return the timeline that was played, from what was kept; the library only gives names and cues."""
    return rebuild_timeline(
        progress.routine,
        exercises,
        first=progress.first,
        weaker=progress.weaker,
        skip=progress.skip,
        paces=progress.paces,
        usual_s=progress.usual_s,
    )


def restore(progress: Progress, timeline: Timeline, now: float) -> Player:
    """Return the player as it was kept: paused in the same beat, or still ready, or finished.

    Raises `BadValue` when `timeline` is another one, or the kept state does not fit it.
    """
    if progress.fingerprint != timeline.fingerprint:
        raise BadValue(_WHAT, "its steps are not those that were played", "Take the timeline from `timeline_of`.")
    state = progress.state
    if not _fits(state, timeline):
        raise BadValue(_WHAT, "the file was changed and does not add up", "Discard it, and log what you did by hand.")
    idle = state.phase in (Phase.READY, Phase.FINISHED)
    return Player(timeline=timeline, state=state, ways=progress.ways, paused=not idle, since=now, seen=now)


_WHAT = "the session that was being played"


def _fits(state: State, timeline: Timeline) -> bool:
    beats = timeline.beats
    if sorted(state.order) != list(range(len(beats))) or not 0 <= state.place < max(1, len(beats)):
        return False
    indices = [tally.beat for tally in state.tallies]
    if indices != sorted(set(indices)) or any(not 0 <= index < len(beats) for index in indices):
        return False
    seconds = [state.at_s, *(tally.done_s for tally in state.tallies), *msgspec.structs.astuple(state.ledger)]
    if not all(isfinite(value) and value >= 0 for value in seconds):
        return False
    return not beats or _phase_fits(state, beats[state.order[state.place]].part)


def _phase_fits(state: State, part: Part) -> bool:
    match state.phase:
        case Phase.RESTING:
            return isinstance(part, Rest)
        case Phase.WAITING:
            return isinstance(part, Note | Wait)
        case Phase.ROLLING:
            return isinstance(part, Spots)
        case Phase.HOLDING:
            return isinstance(part, Spots) and state.spot is not None
        case Phase.COUNT_IN:
            return not isinstance(part, Rest | Note | Wait)
        case Phase.RUNNING:
            return not isinstance(part, Rest | Note | Wait | Spots)
        case _:
            return True
