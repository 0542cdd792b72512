"""What a played session leaves in the log: per step and side what was planned and what was done."""

from datetime import date, datetime

import msgspec

from planner.domain.dose import Spots
from planner.domain.log import Played, SpotDone, StepDone
from planner.playing.measure import elapsed_s
from planner.playing.player import Player
from planner.playing.state import Ledger


class PlaySession(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Which session is played. `id` becomes the log entry's id, so that it can be logged only once.

    `plan` and `item`: the plan and the hung item that it does, empty when it was just started.
    """

    id: str
    started: datetime
    plan: str = ""
    item: str = ""


class Totals(msgspec.Struct, frozen=True, kw_only=True):
    """Where the seconds since the start went. `asleep_s` was slept on the wall clock alone."""

    exercise_s: float
    count_in_s: float
    rest_s: float
    waiting_s: float
    paused_s: float
    gap_s: float
    asleep_s: float

    @property
    def played_s(self) -> float:
        """Seconds of the session itself: no pauses, no gaps."""
        return self.exercise_s + self.count_in_s + self.rest_s + self.waiting_s

    @property
    def wall_s(self) -> float:
        """Seconds from the start to the end, by a clock on the wall."""
        return self.played_s + self.paused_s + self.gap_s + self.asleep_s


def record(player: Player, now: float) -> tuple[StepDone, ...]:
    """Return what was done, in the order of playing, as if it were stopped at `now`.

    One for each exercise, side and set. What was not reached, passed over or switched off stands there as skipped.
    `done_s` is time really spent: wound back or done again it is more than planned, wound on it is less. For spots it
    is the whole pass of the side.
    """
    end = _stopped(player, now)
    return tuple(_step(end, place) for place in range(len(end.state.order)) if end.beat_at(place).exercise)


def totals(player: Player, now: float) -> Totals:
    """Return where the time went up to `now`; together it is all the time since the start."""
    end = _stopped(player, now)
    ledger: Ledger = end.state.ledger
    return Totals(
        exercise_s=sum(tally.done_s for tally in end.state.tallies),
        count_in_s=ledger.count_in_s,
        rest_s=ledger.rest_s,
        waiting_s=ledger.waiting_s,
        paused_s=ledger.paused_s,
        gap_s=ledger.gap_s,
        asleep_s=ledger.asleep_s,
    )


def played(player: Player, session: PlaySession, now: float, *, at: datetime, day: date) -> Played:
    """Return the log entry, with `session`'s id; `at` is the moment of logging, `day` the day that it is about."""
    end = _stopped(player, now)
    return Played(
        id=session.id,
        at=at,
        day=day,
        routine=end.timeline.routine.id,
        plan=session.plan,
        item=session.item,
        started=session.started,
        seconds=_rounded(elapsed_s(end, now)),
        complete=not end.state.stopped,
        steps=tuple(_readable(step) for step in record(end, now)),
        note=end.state.note,
    )


def _stopped(player: Player, now: float) -> Player:
    return player if player.is_finished else player.stop(now)


def _step(end: Player, place: int) -> StepDone:
    beat, tally = end.beat_at(place), end.tally_at(place)
    is_off = beat.step in end.state.off
    skipped = tally.skipped or (not tally.complete and not tally.done_s)
    why = tally.why
    if skipped and not why:
        why = "off today" if is_off else "not reached" if place > end.state.place else ""
    rolled = isinstance(beat.part, Spots) and (tally.complete or tally.done_s > 0)
    return StepDone(
        exercise=beat.exercise,
        side=beat.side,
        planned_s=end.planned_s(place),
        done_s=tally.done_s,
        planned_reps=end.planned_reps(place),
        done_reps=tally.done_reps,
        set_number=beat.set_number,
        skipped=skipped,
        why=why,
        spots=tally.spots,
        time_to_clear_s=float(sum(spot.seconds for spot in tally.spots)) if rolled else None,
        note=tally.note,
        scores=tally.scores,
    )


def _readable(step: StepDone) -> StepDone:
    spots: tuple[SpotDone, ...] = tuple(
        msgspec.structs.replace(spot, seconds=_rounded(spot.seconds)) for spot in step.spots
    )
    clear_s = None if step.time_to_clear_s is None else _rounded(step.time_to_clear_s)
    return msgspec.structs.replace(step, done_s=_rounded(step.done_s), spots=spots, time_to_clear_s=clear_s)


def _rounded(seconds: float) -> float:
    return round(seconds, 2)
