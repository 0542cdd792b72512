"""The course of a session: where it stands at a moment, and how time moves it on."""

from bisect import bisect_left
from typing import Any, Self

import msgspec

from planner.domain.body import Side
from planner.domain.dose import Hold, Open, Reps, Spots
from planner.domain.log import SpotDone
from planner.domain.routine import Note, Rest
from planner.playing.cues import Cue, Mark, count_in_marks, part_marks, spot_marks
from planner.playing.state import Ledger, Phase, Spot, State, Tally, Ways
from planner.playing.timeline import Beat, Timeline, Wait

SHORTEST_S = 5.0
"""A hold or a rest is not shortened below this."""
ROLLING_SHARE = 0.25
"""How much of a side's expected time is rolling and not holding; only the guess of the station rests on it."""
_NOTHING = Beat(part=Note("This routine has no steps."), step=0, number=0)
_IDLE = (Phase.READY, Phase.FINISHED)


class Course(msgspec.Struct, frozen=True, kw_only=True):
    """A session in progress at a moment of a monotonic clock.

    Time is what is banked in `state` plus what has run since `since`; nothing counts ticks. `seen` is the last moment
    that anybody looked, `away_s` the gap that paused it, `cues` what the last move set off, in order.
    """

    timeline: Timeline
    state: State
    ways: Ways = Ways()
    paused: bool = False
    since: float = 0.0
    seen: float = 0.0
    wall_ahead: float | None = None
    away_s: float = 0.0
    cues: tuple[Cue, ...] = ()

    # What is

    @property
    def phase(self) -> Phase:
        """What the runner is in the middle of."""
        return self.state.phase

    @property
    def is_finished(self) -> bool:
        """Whether it is over, at the end or stopped before."""
        return self.state.phase is Phase.FINISHED

    @property
    def is_still(self) -> bool:
        """Whether the clock does not move the session now: paused, not started, or over."""
        return self.paused or self.state.phase in _IDLE

    @property
    def beat(self) -> Beat:
        """The beat that is played, or comes first, or was the last."""
        return self.beat_at(self.state.place)

    def beat_at(self, place: int) -> Beat:
        """Return the beat at a place of the playing order."""
        order = self.state.order
        return self.timeline.beats[order[place]] if place < len(order) else _NOTHING

    def tally_at(self, place: int) -> Tally:
        """Return what was done so far in the beat at a place of the playing order."""
        index = self.state.order[place] if place < len(self.state.order) else -1
        tallies = self.state.tallies
        found = bisect_left(tallies, index, key=_beat_of)
        return tallies[found] if found < len(tallies) and tallies[found].beat == index else Tally(beat=index)

    def position(self, now: float) -> float:
        """Return the seconds into the phase; winding back and on moves it, so it is not the time spent."""
        return self.state.at_s + (0.0 if self.is_still else max(0.0, now - self.since))

    def planned_reps(self, place: int) -> int:
        """Return the repetitions asked for at a place, with what the runner added."""
        beat = self.beat_at(place)
        return max(1, beat.planned_reps + self.tally_at(place).extra_reps) if beat.planned_reps else 0

    def planned_s(self, place: int) -> float:
        """Return the seconds asked for at a place, with what the runner added; 0 when it is open."""
        beat, extra_s = self.beat_at(place), self.tally_at(place).extra_s
        match beat.part:
            case Reps():
                return self.planned_reps(place) * beat.rep_s
            case Hold() | Rest():
                return max(min(SHORTEST_S, beat.planned_s), beat.planned_s + extra_s)
            case Open(target) if target:
                return max(SHORTEST_S, beat.planned_s + extra_s)
            case _:
                return 0.0

    def station(self, now: float) -> int:
        """Return where on the route the runner is: guessed from the time rolled, or as the runner said."""
        part = self.beat.part
        if not isinstance(part, Spots):
            return 0
        if self.state.spot:
            return self.state.spot.station
        return min(part.stations, int(self.position(now) / station_s(part) + 1e-9))

    def switches(self, place: int) -> bool:
        """Tell whether the beat at `place` is the other side of the exercise beat before it."""
        before = place - 1
        while before >= 0 and isinstance(self.beat_at(before).part, Rest | Wait):
            before -= 1
        if before < 0:
            return False
        old, new = self.beat_at(before), self.beat_at(place)
        return bool(new.exercise) and old.step == new.step and old.side is not new.side

    def next_place(self, after: int) -> int | None:
        """Return the next place that is not left out, or None at the end."""
        for place in range(after + 1, len(self.state.order)):
            if self.beat_at(place).step not in self.state.off:
                return place
        return None

    # How time moves it

    def caught_up(self, now: float, wall: float | None = None) -> Self:
        """Return the course at `now`, through as many beats as have passed, with their cues.

        After a gap on either clock it is paused at the last moment that anybody looked.
        """
        late_s = now - self.seen
        asleep_s = 0.0 if wall is None or self.wall_ahead is None else wall - now - self.wall_ahead
        ahead = self.wall_ahead if wall is None else wall - now
        here = self.with_(cues=(), wall_ahead=ahead)
        if late_s < 0:  # a monotonic clock does not go back; should it happen, no time has passed
            here = here.with_(since=here.since + late_s, seen=now)
        if asleep_s > self.ways.gap_s and self.state.phase not in _IDLE:
            here = here.with_ledger(asleep_s=asleep_s)
        else:
            asleep_s = 0.0
        if not here.is_still and (asleep_s or late_s > self.ways.gap_s):
            gap_s = max(0.0, late_s)
            here = here.banked(here.seen).with_ledger(gap_s=gap_s)
            return here.with_(paused=True, since=now, seen=now, away_s=gap_s + asleep_s)
        return here.run_to(now)

    def run_to(self, now: float) -> Self:
        """Return the course after every phase that ends by `now` has ended, at its own moment."""
        here = self
        while (left_s := here.left_s()) is not None:
            moment = now if here.is_still else here.since + max(0.0, left_s)
            if moment > now or (here.is_still and left_s > 0):
                break
            here = here.heard(moment).banked(moment).completed()
        return here.heard(now)

    def left_s(self) -> float | None:
        """Return the seconds from `since` until the phase ends by itself, or None if it does not."""
        state, part = self.state, self.beat.part
        match state.phase:
            case Phase.COUNT_IN:
                return self.beat.count_in_s - state.at_s
            case Phase.RESTING:
                return self.planned_s(state.place) - state.at_s
            case Phase.RUNNING if isinstance(part, Hold) or (isinstance(part, Reps) and self.ways.auto_reps):
                return self.planned_s(state.place) - state.at_s
            case _:
                return None

    def heard(self, moment: float) -> Self:
        """Return the course with the cues that fall between the last look and `moment`."""
        seen_s, now_s = self.position(self.seen), self.position(moment)
        passed = tuple(cue for at_s, cue in self.marks() if seen_s < at_s <= now_s)
        return self.with_(seen=moment, cues=self.cues + passed)

    def marks(self) -> list[Mark]:
        """Return the cues of this phase with their positions."""
        match self.state.phase:
            case Phase.COUNT_IN:
                return count_in_marks(self.beat.count_in_s)
            case Phase.RUNNING:
                return part_marks(self.beat, self.planned_s(self.state.place))
            case Phase.HOLDING if isinstance(self.beat.part, Spots):
                return spot_marks(self.beat.part)
            case _:
                return []

    def banked(self, moment: float) -> Self:
        """Return the course with the time since `since` put where it belongs."""
        spent_s, state = max(0.0, moment - self.since), self.state
        here = self.with_(since=moment)
        if state.phase in _IDLE:
            return here
        if self.paused:
            return here.with_ledger(paused_s=spent_s)
        here = here.with_state(at_s=state.at_s + spent_s)
        match state.phase:
            case Phase.COUNT_IN:
                return here.with_ledger(count_in_s=spent_s)
            case Phase.RESTING:
                return here.with_ledger(rest_s=spent_s)
            case Phase.WAITING:
                return here.with_ledger(waiting_s=spent_s)
            case _:
                return here.with_tally(done_s=here.tally_at(state.place).done_s + spent_s)

    def completed(self) -> Self:
        """Return the course after the phase came to its own end."""
        if self.state.phase is Phase.COUNT_IN:
            return self.begun()
        here = self
        if self.beat.exercise:
            reps = here.tally_at(here.state.place).done_reps + here.planned_reps(here.state.place)
            here = here.with_tally(complete=True, skipped=False, why="", done_reps=reps)
        return here.advanced(done=True)

    def begun(self) -> Self:
        """Return the course with the count-in over and the exercise begun."""
        at_s = self.tally_at(self.state.place).left_at_s
        phase = Phase.ROLLING if isinstance(self.beat.part, Spots) else Phase.RUNNING
        here = self.with_tally(left_at_s=0.0) if at_s else self
        return here.with_state(phase=phase, at_s=at_s).with_(cues=(*self.cues, Cue.START))

    def advanced(self, *, done: bool) -> Self:
        """Return the course at the next beat; `done` tells whether this one came to its end."""
        old, place = self.beat, self.next_place(self.state.place)
        new = None if place is None else self.beat_at(place)
        here = self
        if done and old.exercise:
            if new is None or new.step != old.step:
                here = here.with_(cues=(*here.cues, Cue.STEP_END))
            elif new.exercise and new.side is old.side:
                here = here.with_(cues=(*here.cues, Cue.SET_END))
        return here.ended() if place is None else here.at_place(place, fresh=False)

    def at_place(self, place: int, *, fresh: bool = True) -> Self:
        """Return the course at the beginning of a beat; `fresh` forgets where swapped sides were left."""
        state, beat = self.state, self.beat_at(place)
        if state.phase is Phase.READY:
            return self.with_state(place=place)
        cues: tuple[Cue, ...] = ()
        match beat.part:
            case Rest():
                phase, cues = Phase.RESTING, (Cue.REST_START,)
            case Note() | Wait():
                phase, cues = Phase.WAITING, (Cue.WAITING,)
            case _:
                phase = Phase.COUNT_IN
                cues = (Cue.SWITCH,) if self.switches(place) else ()
        here = self.with_state(place=place, phase=phase, at_s=0.0, spot=None).with_(cues=self.cues + cues)
        return here.with_tally(left_at_s=0.0) if fresh and here.tally_at(place).left_at_s else here

    def ended(self) -> Self:
        """Return the course finished; before the start it stays where it is, so that only `stop` ends it unplayed."""
        if self.state.phase is Phase.READY and not self.state.stopped:
            return self
        here = self.with_state(phase=Phase.FINISHED, at_s=0.0, spot=None)
        return here.with_(paused=False, away_s=0.0, cues=(*self.cues, Cue.SESSION_END))

    def left(self) -> Self:
        """Return the course with this visit to the beat closed: a held spot is kept, begun repetitions are guessed."""
        state, beat = self.state, self.beat
        if state.phase is Phase.HOLDING:
            return self.spot_kept(says_eased=False)
        if state.phase is Phase.RUNNING and isinstance(beat.part, Reps):
            guess = min(self.planned_reps(state.place), int(state.at_s / beat.rep_s + 1e-9))
            return self.with_tally(done_reps=self.tally_at(state.place).done_reps + guess)
        if state.phase is Phase.RUNNING and isinstance(beat.part, Open):
            return self.with_tally(complete=True, skipped=False, why="")
        return self

    def spot_kept(self, *, says_eased: bool) -> Self:
        """Return the course rolling again, with the held spot among those of this side."""
        state, part = self.state, self.beat.part
        if state.spot is None or not isinstance(part, Spots):
            return self
        done: SpotDone = state.spot.done(state.at_s, says_eased=says_eased)
        here = self.with_tally(spots=(*self.tally_at(state.place).spots, done))
        return here.with_state(phase=Phase.ROLLING, at_s=done.station * station_s(part), spot=None)

    # Small changes

    def with_(self, **fields: Any) -> Self:  # noqa: ANN401 - the fields of this struct
        """Return the course with fields replaced."""
        return msgspec.structs.replace(self, **fields)

    def with_state(self, **fields: Any) -> Self:  # noqa: ANN401 - the fields of State
        """Return the course with fields of its state replaced."""
        return self.with_(state=msgspec.structs.replace(self.state, **fields))

    def with_ledger(self, **seconds: float) -> Self:
        """Return the course with seconds added to its ledger."""
        ledger: Ledger = self.state.ledger
        sums = {name: getattr(ledger, name) + more for name, more in seconds.items()}
        return self.with_state(ledger=msgspec.structs.replace(ledger, **sums))

    def with_tally(self, place: int | None = None, **fields: Any) -> Self:  # noqa: ANN401 - the fields of Tally
        """Return the course with fields of a beat's tally replaced; this beat's without a `place`."""
        tally = msgspec.structs.replace(self.tally_at(self.state.place if place is None else place), **fields)
        others = [one for one in self.state.tallies if one.beat != tally.beat]
        return self.with_state(tallies=tuple(sorted([*others, tally], key=_beat_of)))

    def with_spot(self, **fields: Any) -> Self:  # noqa: ANN401 - the fields of Spot
        """Return the course with fields of the held spot replaced."""
        return self.with_state(spot=msgspec.structs.replace(self.state.spot or Spot(), **fields))


def _beat_of(tally: Tally) -> int:
    return tally.beat


def station_s(spots: Spots) -> float:
    """Return the seconds of rolling from one station to the next that the guess goes by."""
    return spots.expected_s * ROLLING_SHARE / spots.stations


def other_side_place(course: Course, place: int) -> int | None:
    """Return the place of the same set on the other side, or None."""
    beat = course.beat_at(place)
    if not beat.exercise or beat.side is Side.BOTH:
        return None
    for near in (place - 1, place + 1):
        other = course.beat_at(near) if 0 <= near < len(course.state.order) else beat
        if (other.exercise, other.step, other.set_number) == (beat.exercise, beat.step, beat.set_number) and (
            other.side is beat.side.other
        ):
            return near
    return None
