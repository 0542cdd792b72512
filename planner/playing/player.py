"""The player: every control of a session that is being played. Pure; the moment comes in as an argument."""

import msgspec

from planner.domain.dose import Hold, Open, Reps, Spots
from planner.domain.routine import Rest
from planner.domain.text import one_line
from planner.playing.course import Course, other_side_place, station_s
from planner.playing.cues import Cue
from planner.playing.rounds import with_rounds
from planner.playing.state import Phase, State, Ways, is_cleared
from planner.playing.timeline import Beat, Timeline, Wait

WIND_S = 10.0
"""Seconds that back, on, longer and shorter move."""


class Player(Course, frozen=True, kw_only=True):
    """A session being played. Each control takes `now` (seconds of a monotonic clock) and returns the next player.

    `player.cues` is what the last move set off, time that had passed before it included. A control that makes no
    sense at the moment changes nothing; all of them work while paused too.
    """

    def tick(self, now: float, wall: float | None = None) -> "Player":
        """Let time pass. `wall`: seconds of the wall clock, so that sleep shows as a gap between the clocks."""
        return self.caught_up(now, wall)

    # Going and standing

    def start(self, now: float) -> "Player":
        """Begin with the first beat's count-in."""
        here = self.caught_up(now)
        if here.phase is not Phase.READY:
            return here
        place = here.next_place(here.state.place - 1)
        if place is not None and isinstance(here.beat_at(place).part, Wait):
            place = here.next_place(place)  # whoever starts is ready
        here = here.with_state(phase=Phase.COUNT_IN).with_(since=now)
        return here.ended() if place is None else here.at_place(place, fresh=False)

    def pause(self, now: float) -> "Player":
        """Stand still; the time until `resume` counts as paused."""
        here = self.caught_up(now)
        return here if here.is_still else here.banked(now).with_(paused=True, away_s=0.0)

    def resume(self, now: float) -> "Player":
        """Go on after a pause or a gap."""
        here = self.caught_up(now)
        return here.banked(now).with_(paused=False, away_s=0.0, seen=now) if here.paused else here

    def toggle(self, now: float) -> "Player":
        """Start, pause or go on: the one key that always makes sense."""
        if self.phase is Phase.READY:
            return self.start(now)
        return self.resume(now) if self.paused else self.pause(now)

    def enter(self, now: float) -> "Player":
        """Say what is next: ready, set done, spot found, spot eased, open step over, note read. Ends a pause."""
        here = self.caught_up(now)
        if here.phase is Phase.READY:
            return here.start(now)
        if here.is_finished:
            return here
        here = here.banked(now).with_(paused=False, away_s=0.0)
        match here.phase:
            case Phase.COUNT_IN:
                return here.begun()
            case Phase.RUNNING if isinstance(here.beat.part, Hold):
                return here  # a hold ends by the clock
            case Phase.ROLLING:
                station = here.station(now)
                return here.with_state(phase=Phase.HOLDING, at_s=0.0).with_spot(station=station)
            case Phase.HOLDING:
                return here.spot_kept(says_eased=True)
            case _:
                return here.completed()

    def stop(self, now: float) -> "Player":
        """End here; what was done is kept."""
        here = self.caught_up(now)
        return here if here.is_finished else here.banked(now).left().with_state(stopped=True).ended()

    # Going elsewhere

    def next(self, now: float) -> "Player":
        """Go to the next beat. A spot that is held is left as not eased; while rolling the side is done."""
        here = self.caught_up(now)
        if here.is_finished:
            return here
        here = here.banked(now)
        if here.phase is Phase.HOLDING:
            return here.spot_kept(says_eased=False)
        if here.phase is Phase.ROLLING:
            return here.completed()
        return here.left().advanced(done=False)

    def previous(self, now: float) -> "Player":
        """Go to the beat before, rests left out; at the first one, to its beginning."""
        here = self.caught_up(now)
        return here if here.is_finished else here.banked(now).left().at_place(_place_before(here))

    def jump(self, now: float, step: int) -> "Player":
        """Go to a step, by its place in the flattened routine (`Beat.step`); one that was switched off is on again."""
        here = self.caught_up(now)
        place = next((at for at in range(len(here.state.order)) if here.beat_at(at).step == step), None)
        if here.is_finished or place is None:
            return here
        off = tuple(one for one in here.state.off if one != step)
        return here.banked(now).left().with_state(off=off).at_place(place)

    def restart_step(self, now: float) -> "Player":
        """Begin this step again, with its first side and set."""
        here = self.caught_up(now)
        place = next((at for at in range(len(here.state.order)) if _is_of(here, at, here.beat.step)), None)
        return here if here.is_finished or place is None else here.banked(now).left().at_place(place)

    def redo_side(self, now: float) -> "Player":
        """Do this side again; in a count-in or a rest, the one before."""
        here = self.caught_up(now)
        if here.is_finished:
            return here
        again = here.phase in (Phase.RUNNING, Phase.ROLLING, Phase.HOLDING)
        return here.banked(now).left().at_place(here.state.place if again else _place_before(here))

    def other_side(self, now: float) -> "Player":
        """Swap: the other side now, and the rest of this one after it. Later sets of the step follow that order."""
        here = self.caught_up(now)
        place, other = here.state.place, other_side_place(here, here.state.place)
        if here.is_finished or other is None:
            return here
        here = _set_aside(here.banked(now))
        if other < place:
            return here.at_place(other, fresh=False)
        order = list(here.state.order)
        for first in range(place, len(order) - 1):
            if here.beat_at(first).step == here.beat.step and other_side_place(here, first) == first + 1:
                order[first], order[first + 1] = order[first + 1], order[first]
        here = here.with_state(order=tuple(order)).at_place(place, fresh=False)
        return (
            here if here.phase is Phase.READY or Cue.SWITCH in here.cues else here.with_(cues=(*here.cues, Cue.SWITCH))
        )

    def skip(self, now: float, why: str = "") -> "Player":
        """Leave out what remains of this step, on both sides, and say why."""
        here = self.caught_up(now)
        if here.is_finished:
            return here
        here, step = here.banked(now).left(), here.beat.step
        for place in range(here.state.place, len(here.state.order)):
            beat, complete = here.beat_at(place), here.tally_at(place).complete
            if beat.step == step and beat.exercise and not complete:
                here = here.with_tally(place, skipped=True, why=one_line(why))
        return _beyond(here, step)

    def disable_step(self, now: float, step: int | None = None) -> "Player":
        """Leave a step out for today, or take it in again; this one without `step`."""
        here = self.caught_up(now)
        step = here.beat.step if step is None else step
        if here.is_finished:
            return here
        if step in here.state.off:
            return here.with_state(off=tuple(one for one in here.state.off if one != step))
        off = tuple(sorted({*here.state.off, step}))
        if step != here.beat.step:
            return here.with_state(off=off)
        return _beyond(here.banked(now).left().with_state(off=off), step)

    def rounds(self, now: float, by: int) -> "Player":
        """Play more or fewer rounds of the group that is played; a round that was begun stays."""
        here = self.caught_up(now)
        return here if here.is_finished else with_rounds(here.banked(now), by)

    # Winding and measuring

    def back(self, now: float) -> "Player":
        """Wind 10 s back, at most to the beginning of this phase."""
        return _wound(self.caught_up(now), now, -WIND_S)

    def on(self, now: float) -> "Player":
        """Wind 10 s on; over the end means that it is over. What was left out does not count as done.

        Where the session waits for the runner there is nothing to wind, and it is the same as `enter`: so the one key
        of a presenter's remote that is neither page up nor page down starts, finds spots and eases them.
        """
        here = self.caught_up(now)
        if here.phase in (Phase.READY, Phase.WAITING, Phase.ROLLING, Phase.HOLDING):
            return self.enter(now)
        return _wound(here, now, WIND_S)

    def longer(self, now: float) -> "Player":
        """Add 10 s, or one repetition, to this side and to what remains of this step."""
        return _stretched(self.caught_up(now), now, WIND_S, 1)

    def shorter(self, now: float) -> "Player":
        """Take off 10 s, or one repetition, from this side and from what remains of this step."""
        return _stretched(self.caught_up(now), now, -WIND_S, -1)

    def move_station(self, now: float, by: int) -> "Player":
        """Correct where on the route the runner is, by so many stations."""
        here = self.caught_up(now).banked(now)
        part = here.beat.part
        if not isinstance(part, Spots) or here.phase not in (Phase.ROLLING, Phase.HOLDING):
            return here
        station = min(part.stations, max(0, here.station(now) + by))
        if here.phase is Phase.HOLDING:
            return here.with_spot(station=station)
        return here.with_state(at_s=station * station_s(part))

    # Telling

    def score(self, now: float, score: int) -> "Player":
        """Log pain or tightness, 0 to 10. On a spot: its start, then what it is now; just after one: its end."""
        if not 0 <= score <= 10:
            raise ValueError(f"a score goes from 0 to 10, got {score}")
        here = self.caught_up(now)
        if here.is_finished:
            return here
        place = _told_place(here)
        spots = here.tally_at(place).spots
        if here.phase is Phase.HOLDING and here.state.spot:
            field = "start_score" if here.state.spot.start_score is None else "end_score"
            return here.with_spot(**{field: score})
        if here.phase is Phase.ROLLING and spots and spots[-1].end_score is None:
            eased = is_cleared(spots[-1].start_score, score, says_eased=spots[-1].eased)
            return here.with_tally(
                spots=(*spots[:-1], msgspec.structs.replace(spots[-1], end_score=score, eased=eased))
            )
        if not here.beat_at(place).exercise:
            return here
        return here.with_tally(place, scores=(*here.tally_at(place).scores, score))

    def weight_off(self, now: float) -> "Player":
        """Remember that weight was taken off the spot that is held."""
        here = self.caught_up(now)
        return here.with_spot(weight_off=True) if here.phase is Phase.HOLDING else here

    def add_note(self, now: float, text: str) -> "Player":
        """Keep a note with the exercise, or with the session before its start and after its end."""
        here, text = self.caught_up(now), one_line(text)
        place = _told_place(here)
        if not text:
            return here
        if here.phase in (Phase.READY, Phase.FINISHED) or not here.beat_at(place).exercise:
            return here.with_state(note=_joined(here.state.note, text))
        return here.with_tally(place, note=_joined(here.tally_at(place).note, text))


def ready(timeline: Timeline, *, ways: Ways | None = None) -> Player:
    """Return a player that waits for `start`."""
    return Player(timeline=timeline, state=State(order=tuple(range(len(timeline.beats)))), ways=ways or Ways())


def told_beat(player: Player) -> Beat:
    """Return the beat that a score, a note or a question is about: in a rest the one before, in a wait the next."""
    return player.beat_at(_told_place(player))


def _is_of(player: Player, place: int, step: int) -> bool:
    """Tell whether a beat is of a step, and not the wait before it."""
    beat = player.beat_at(place)
    return beat.step == step and not isinstance(beat.part, Wait)


def _told_place(player: Player) -> int:
    """Return the place that a key is about: in a rest the exercise before it, in a wait the one to come."""
    place = player.state.place
    if isinstance(player.beat_at(place).part, Wait):
        return place + 1
    while place > 0 and isinstance(player.beat_at(place).part, Rest):
        place -= 1
    return place


def _place_before(player: Player) -> int:
    for place in range(player.state.place - 1, -1, -1):
        beat = player.beat_at(place)
        if beat.step not in player.state.off and not isinstance(beat.part, Rest | Wait):
            return place
    return player.state.place


def _beyond(player: Player, step: int) -> Player:
    """Return the player at the first beat after `step`."""
    place = player.next_place(player.state.place)
    while place is not None and player.beat_at(place).step == step:
        place = player.next_place(place)
    return player.ended() if place is None else player.at_place(place, fresh=False)


def _set_aside(player: Player) -> Player:
    """Return the player with this side left where it is, to be gone on with later."""
    was_complete = player.tally_at(player.state.place).complete
    here = player.left()
    if here.phase not in (Phase.RUNNING, Phase.ROLLING) or isinstance(here.beat.part, Reps):
        return here
    return here.with_tally(left_at_s=here.state.at_s, complete=was_complete)


def _wound(player: Player, now: float, seconds: float) -> Player:
    if player.phase not in (Phase.COUNT_IN, Phase.RUNNING, Phase.RESTING):
        return player
    here = player.banked(now)
    return here.with_state(at_s=max(0.0, here.state.at_s + seconds)).run_to(now)


def _stretched(player: Player, now: float, seconds: float, reps: int) -> Player:
    if player.is_finished:
        return player
    here, place = player.banked(now), player.state.place
    beat = player.beat_at(place + 1) if isinstance(player.beat.part, Wait) else player.beat
    for at in range(place, len(here.state.order)):
        other = here.beat_at(at)
        if (other.step, other.exercise) != (beat.step, beat.exercise) or (at > place and not beat.exercise):
            continue
        if isinstance(other.part, Reps) and here.planned_reps(at) + reps >= 1:
            here = here.with_tally(at, extra_reps=here.tally_at(at).extra_reps + reps)
        elif isinstance(other.part, Hold | Rest | Open) and here.planned_s(at):
            here = here.with_tally(at, extra_s=_extra(here, at, seconds))
    return here.run_to(now)


def _extra(player: Player, place: int, seconds: float) -> float:
    """Return the seconds added at a place after `seconds` more, counted from what is really planned now."""
    asked = player.beat_at(place).planned_s
    wanted = player.with_tally(place, extra_s=player.planned_s(place) + seconds - asked)
    return wanted.planned_s(place) - asked


def _joined(old: str, new: str) -> str:
    return f"{old}; {new}" if old else new
