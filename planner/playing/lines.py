"""What a session says in plain sentences, for a screen reader or a printer: one line for each thing that happens."""

from collections.abc import Iterator
from typing import assert_never

from planner.domain.dose import Hold, Open, Reps, Spots
from planner.domain.routine import Note
from planner.domain.text import one_line
from planner.playing.course import station_s
from planner.playing.measure import remaining, side_s
from planner.playing.phrases import (
    about,
    ahead,
    count,
    listed,
    sentences,
    set_of,
    side_and_dose,
    spoken,
    step_line,
    third_of,
)
from planner.playing.player import Player
from planner.playing.state import Phase, Spot
from planner.playing.timeline import Wait
from planner.playing.view import side_word

COUNT_UP_S = 30.0
"""What counts up says its seconds this often."""
LAST_S = 10.0
"""What counts down says once that so many seconds are left, if it is three times as long."""


def opening_lines(player: Player, now: float) -> tuple[str, ...]:
    """Return what is said before the start: the routine, how many steps it has, and about how long it takes."""
    steps = count(player.timeline.numbers, "step")
    return (f"{one_line(player.timeline.routine.name)}. {steps}, {about(remaining(player, now))}.",)


def where_line(player: Player, now: float) -> str:
    """Return where the session stands in the middle of a phase, such as `Calf stretch, LEFT leg, 20 seconds left.`."""
    beat, place, at_s = player.beat, player.state.place, player.position(now)
    side = side_word(beat)
    match player.phase:
        case Phase.READY:
            return "Not started yet. Enter starts."
        case Phase.COUNT_IN:
            return listed(f"Get ready for {one_line(beat.name)}", side, spoken(_left(beat.count_in_s - at_s)))
        case Phase.RESTING:
            return f"Rest, {spoken(_left(player.planned_s(place) - at_s))} left."
        case Phase.WAITING:
            return _waiting_line(player)
        case Phase.ROLLING:
            return listed("Rolling", side, _third(player, now), f"{spoken(side_s(player, now))} so far")
        case Phase.HOLDING:
            number = len(player.tally_at(place).spots) + 1
            return listed(f"Spot {number}", side, _third(player, now), f"{spoken(at_s)} so far")
        case Phase.FINISHED:
            return "The session is over."
        case Phase.RUNNING:
            return listed(one_line(beat.name), side, _running(player, now))
        case _:
            assert_never(player.phase)


def news(before: Player, after: Player, now: float) -> tuple[str, ...]:
    """Return what to say when `before` has become `after`, by time or by a key; nothing while time only passes."""
    if _where(after) != _where(before):
        return (*_left_behind(before, after), *_arrived(before, after, now))
    if after.paused != before.paused:
        if not after.paused:
            return (f"Going on. {where_line(after, now)}",)
        if after.away_s:
            return (f"Away for {spoken(after.away_s)}; that is not counted. Press enter to go on.",)
        return ("Paused. Press enter to go on.",)
    return ()


def passed(before: Player, after: Player, now: float, *, every_s: float = 0.0) -> tuple[str, ...]:
    """Return what time alone has to say: half way, the last seconds, what counts up. `every_s`: also so often."""
    if _where(after) != _where(before) or before.is_still or after.is_still:
        return ()
    first, last = before.position(before.seen), after.position(now)
    return tuple(text for at_s, text in _marks(after, first, last, every_s) if first < at_s <= last)


def told(before: Player, after: Player, now: float) -> tuple[str, ...]:
    """Return what a key has done, when it moved the session nowhere: a score, a note, a longer step."""
    place, lines = after.state.place, []
    if after.timeline is not before.timeline:
        lines.append(f"{count(after.beat.rounds, 'round')} now, {about(remaining(after, now))} left.")
    elif after.planned_reps(place) != before.planned_reps(place):
        lines.append(f"Now {after.planned_reps(place)} reps.")
    elif after.planned_s(place) != before.planned_s(place):
        lines.append(f"Now {spoken(after.planned_s(place))}. {where_line(after, now)}")
    elif abs(after.position(now) - before.position(now)) > 1 or after.station(now) != before.station(now):
        lines.append(where_line(after, now))
    lines += _scored(before, after)
    if _notes(after) != _notes(before):
        lines.append("Noted.")
    if after.state.spot and before.state.spot and after.state.spot.weight_off and not before.state.spot.weight_off:
        lines.append("Weight taken off, noted.")
    return tuple(lines)


def wait_s(player: Player, now: float, *, every_s: float = 0.0) -> float | None:
    """Return the seconds until time alone does or says something, cues included; None while it stands still."""
    if player.is_still:
        return None
    at_s = player.position(now)
    until = [at for at, _ in player.marks()]
    until += [at for at, _ in _marks(player, at_s, at_s + 2 * COUNT_UP_S, every_s)]
    waits = [at - at_s for at in until if at > at_s]
    ends_s = player.left_s()
    if ends_s is not None:
        waits.append(max(0.0, ends_s - (now - player.since)))
    return min(waits, default=None)


def waits_for_enter(player: Player) -> bool:
    """Tell whether nothing goes on until the runner says so."""
    return player.phase is not Phase.FINISHED and (player.is_still or player.left_s() is None)


# What was left, and what begins


def _where(player: Player) -> tuple[object, ...]:
    return player.phase, player.state.place, player.beat.side


def _left_behind(before: Player, after: Player) -> Iterator[str]:
    """Yield what became of what was played before."""
    if before.phase is Phase.HOLDING:
        yield from _spot_left(before, after)
    old = {tally.beat for tally in before.state.tallies if tally.skipped}
    skipped = next((tally for tally in after.state.tallies if tally.skipped and tally.beat not in old), None)
    if skipped:
        why = f": {one_line(skipped.why)}" if skipped.why else ""
        yield sentences(f"Skipped {one_line(after.timeline.beats[skipped.beat].name)}{why}")
    if len(after.state.off) > len(before.state.off):
        yield f"{one_line(before.beat.name) or 'This step'} is off today."


def _spot_left(before: Player, after: Player) -> Iterator[str]:
    spots = next((one.spots for one in after.state.tallies if one.beat == before.state.order[before.state.place]), ())
    if len(spots) <= len(before.tally_at(before.state.place).spots):
        return
    spot = spots[-1]
    word = "eased" if spot.eased else "left, not eased,"
    yield f"Spot {len(spots)} {word} after {spoken(spot.seconds)}."
    if spot.end_score is None and after.phase is Phase.ROLLING:
        yield "What was it at the end? Type 0 to 10."


def _arrived(before: Player, after: Player, now: float) -> Iterator[str]:
    """Yield what begins."""
    place, beat = after.state.place, after.beat
    match after.phase:
        case Phase.READY:
            return
        case Phase.COUNT_IN:
            yield from _count_in(before, after)
        case Phase.RUNNING:
            yield _go(after)
        case Phase.RESTING:
            yield f"Rest, {spoken(after.planned_s(place))}. {ahead(after)}".rstrip()
        case Phase.WAITING:
            if isinstance(beat.part, Wait):
                yield from _announced(after, after.next_place(place) or place)
            yield _waiting_line(after)
        case Phase.ROLLING if before.phase is Phase.HOLDING:
            yield "Roll on. Enter on the next tight spot, n when this side is done."
        case Phase.ROLLING:
            yield from _rolling(after)
        case Phase.HOLDING:
            number = len(after.tally_at(place).spots) + 1
            yield sentences(f"Spot {number}, {_third(after, now)}", "How strong is it? Type 0 to 10")
            yield "Hold it. Enter when it has eased, n to leave it."
        case Phase.FINISHED:
            yield "Stopped." if after.state.stopped else "Well done. That was the last step."
        case _:
            assert_never(after.phase)


def _count_in(before: Player, after: Player) -> Iterator[str]:
    place, beat = after.state.place, after.beat
    if before.beat.step != beat.step or before.phase is Phase.READY:
        yield from _announced(after, place)
    elif _where(after)[1:] == _where(before)[1:]:
        yield sentences("Again", *side_and_dose(after, place), set_of(beat))
    elif after.switches(place) or (before.beat.exercise and before.beat.side is not beat.side):
        yield sentences(f"Switch to {side_word(beat)}", *side_and_dose(after, place)[1:], set_of(beat))
    elif before.phase is not Phase.WAITING:
        yield sentences(*side_and_dose(after, place), set_of(beat))
    yield f"Get ready, {spoken(beat.count_in_s)}."


def _announced(player: Player, place: int) -> Iterator[str]:
    beat = player.beat_at(place)
    yield step_line(player, place)
    if beat.is_first and beat.round == 1:
        if beat.stop:
            yield sentences(f"Careful. {one_line(beat.stop)}")
        if beat.cue:
            yield sentences(one_line(beat.cue))
    if beat.note:
        yield sentences(f"Note: {one_line(beat.note)}")


def _go(player: Player) -> str:
    match player.beat.part:
        case Reps():
            reps = count(player.planned_reps(player.state.place), "rep")
            return f"Go, {reps}." if player.ways.auto_reps else f"Go, {reps}. Enter when they are done."
        case Open():
            return "Go. Enter when it is over."
        case _:
            return "Go."


def _rolling(player: Player) -> Iterator[str]:
    part = player.beat.part
    if isinstance(part, Spots):
        yield f"Roll slowly from {one_line(part.start)} to {one_line(part.end)}."
        yield f"Enter on a tight spot, n when this side is done. Usually {spoken(player.beat.length.usual_s)} a side."


def _waiting_line(player: Player) -> str:
    part = player.beat.part
    if isinstance(part, Note):
        return sentences(one_line(part.text), "Press enter to go on")
    return "Press enter when you are ready."


# Time that passes


def _marks(player: Player, first: float, last: float, every_s: float) -> list[tuple[float, str]]:
    """Return what is said inside this phase, with its position; what counts up goes as far as `last`."""
    beat, planned_s = player.beat, player.planned_s(player.state.place)
    match player.phase:
        case Phase.RUNNING if isinstance(beat.part, Hold):
            return _down(planned_s, every_s, half=planned_s >= LAST_S, then=ahead(player))
        case Phase.RESTING:
            return _down(planned_s, every_s, half=False, then="")
        case Phase.RUNNING if isinstance(beat.part, Open):
            up = _up(first, last, every_s or COUNT_UP_S)
            enough = {planned_s: f"{spoken(planned_s)}. That is enough; enter when it is over."} if planned_s else {}
            return sorted((up | enough).items())
        case Phase.RUNNING if planned_s and not player.ways.auto_reps:
            reps = count(player.planned_reps(player.state.place), "rep")
            return [(planned_s, f"At this pace that was {reps}. Enter when they are done.")]
        case Phase.HOLDING if isinstance(beat.part, Spots):
            chime_s, move_on_s = float(beat.part.chime_s), float(beat.part.move_on_s)
            asked = {
                chime_s: f"{spoken(chime_s)}. Does it ease?",
                move_on_s: f"{spoken(move_on_s)}. That is long enough; n goes on.",
            }
            return sorted((_up(first, last, every_s or COUNT_UP_S) | asked).items())
        case Phase.ROLLING if isinstance(beat.part, Spots):
            return _thirds(beat.part)
        case _:
            return []


def _down(planned_s: float, every_s: float, *, half: bool, then: str) -> list[tuple[float, str]]:
    said: dict[float, str] = {}
    if every_s:
        lefts = (n * every_s for n in range(1, int(planned_s / every_s) + 1) if n * every_s < planned_s)
        said = {planned_s - left: f"{spoken(left)} left." for left in lefts}
    if planned_s >= 3 * LAST_S:
        said[planned_s - LAST_S] = f"{spoken(LAST_S)} left. {then}".rstrip()
    if half:
        said[planned_s / 2] = "Half way."
    return sorted(said.items())


def _up(first: float, last: float, every_s: float) -> dict[float, str]:
    steps = range(max(1, int(first / every_s)), int(last / every_s) + 1)
    return {n * every_s: f"{spoken(n * every_s)}." for n in steps}


def _thirds(part: Spots) -> list[tuple[float, str]]:
    seen = [third_of(part, station) for station in range(part.stations + 1)]
    return [
        (station * station_s(part), f"{seen[station].capitalize()}.")
        for station in range(1, part.stations + 1)
        if seen[station] != seen[station - 1]
    ]


# Words


def _running(player: Player, now: float) -> str:
    place, at_s = player.state.place, player.position(now)
    match player.beat.part:
        case Hold():
            return f"{spoken(_left(player.planned_s(place) - at_s))} left"
        case Reps():
            return f"{count(player.planned_reps(place), 'rep')}, enter when they are done"
        case _:
            return f"{spoken(at_s)} so far, enter when it is over"


def _third(player: Player, now: float) -> str:
    part = player.beat.part
    return third_of(part, player.station(now)) if isinstance(part, Spots) else ""


def _scored(before: Player, after: Player) -> Iterator[str]:
    old, new = before.state.spot, after.state.spot
    if old and new and old != new:
        yield from _spot_scored(len(after.tally_at(after.state.place).spots) + 1, old, new)
        return
    spots, were = after.tally_at(after.state.place).spots, before.tally_at(before.state.place).spots
    if spots and len(spots) == len(were) and spots[-1] != were[-1]:
        yield f"Spot {len(spots)} ended at {spots[-1].end_score}, {'eased' if spots[-1].eased else 'not eased'}."
    scores = {tally.beat: tally.scores for tally in before.state.tallies}
    for tally in after.state.tallies:
        if tally.scores != scores.get(tally.beat, ()):
            yield f"{tally.scores[-1]} of 10, noted."


def _spot_scored(number: int, old: Spot, new: Spot) -> Iterator[str]:
    if new.start_score != old.start_score:
        yield f"Spot {number} starts at {new.start_score}."
    elif new.end_score != old.end_score:
        yield f"Spot {number} is at {new.end_score} now."


def _notes(player: Player) -> tuple[object, ...]:
    return player.state.note, tuple(tally.note for tally in player.state.tallies if tally.note)


def _left(seconds: float) -> float:
    return max(0.0, seconds)
