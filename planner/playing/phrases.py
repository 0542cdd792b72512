"""Phrases that a session is told in: times, doses, sides and what comes next, in words that can be spoken."""

from typing import assert_never

from planner.domain.dose import Hold, Open, Reps, Spots
from planner.domain.length import Length
from planner.domain.routine import Note, Rest
from planner.domain.text import one_line
from planner.playing.player import Player
from planner.playing.timeline import Beat, Wait
from planner.playing.view import side_word

_TOP_DOWN = ("shoulder", "back", "hip", "glute", "thigh", "knee", "calf", "shin", "ankle", "heel", "foot", "toe")


def spoken(seconds: float) -> str:
    """Return seconds in words: `45 seconds`, `1 minute 30 seconds`, `1 hour 5 minutes`."""
    whole = max(0, round(seconds))
    if whole >= 3600:
        hours, rest = divmod(round(whole / 60), 60)
        return f"{count(hours, 'hour')} {count(rest, 'minute')}" if rest else count(hours, "hour")
    minutes, rest = divmod(whole, 60)
    if not minutes:
        return count(rest, "second")
    return f"{count(minutes, 'minute')} {count(rest, 'second')}" if rest else count(minutes, "minute")


def step_line(player: Player, place: int) -> str:
    """Return a step as it is announced: number, name, side and dose, set and round, each a sentence."""
    beat = player.beat_at(place)
    round_ = f"Round {beat.round} of {beat.rounds}" if beat.rounds > 1 else ""
    step = f"Step {beat.number} of {player.timeline.numbers}"
    return sentences(step, one_line(beat.name), *side_and_dose(player, place), set_of(beat), round_)


def side_and_dose(player: Player, place: int) -> tuple[str, ...]:
    """Return the side (if only one works) and how much."""
    beat = player.beat_at(place)
    side = side_word(beat)
    match beat.part:
        case Reps(tempo=tempo):
            reps = count(player.planned_reps(place), "rep")
            amount = f"{reps}, tempo {tempo}" if tempo else reps
        case Hold() | Rest():
            amount = spoken(player.planned_s(place))
        case Open():
            planned_s = player.planned_s(place)
            amount = f"Until you say so, about {spoken(planned_s)}" if planned_s else "Until you say so"
        case Spots():
            amount = "Each tight spot until it eases"
        case Note() | Wait():
            amount = ""
        case _:
            assert_never(beat.part)
    return side, amount


def set_of(beat: Beat) -> str:
    """Return `Set 2 of 3`, or nothing when there is one."""
    return f"Set {beat.set_number} of {beat.sets}" if beat.sets > 1 else ""


def ahead(player: Player) -> str:
    """Return what comes after this beat, as a sentence."""
    place = player.next_place(player.state.place)
    while place is not None and isinstance(player.beat_at(place).part, Wait):
        place = player.next_place(place)
    if place is None:
        return "Then it is over."
    beat = player.beat_at(place)
    if isinstance(beat.part, Rest):
        return "Then rest."
    if isinstance(beat.part, Note):
        return "Then a note."
    if beat.step != player.beat.step:
        return sentences(f"Next: {one_line(beat.name)}")
    return "Then " + listed(side_word(beat), f"set {beat.set_number}" if beat.sets > 1 else "")


def third_of(part: Spots, station: int) -> str:
    """Return where on a route a station is; upper and lower where the ends tell which is which."""
    ends = [_height(text) for text in (part.start, part.end)]
    words = ("first third", "middle third", "last third")
    if -1 not in ends and ends[0] != ends[1]:
        words = ("upper third", "middle third", "lower third")
        words = words if ends[0] < ends[1] else words[::-1]
    return words[min(2, 3 * station // part.stations)]


def about(length: Length) -> str:
    """Return how long something takes, a range when it is open."""
    usual = _minutes(length.usual_s)
    return (
        f"{_minutes(length.least_s)} to {_minutes(length.most_s)}, usually {usual}"
        if length.is_open
        else f"about {usual}"
    )


def count(number: int, what: str) -> str:
    """Return `1 step`, `2 steps`."""
    return f"{number} {what}{'' if number == 1 else 's'}"


def listed(*words: str) -> str:
    """Return the parts that are not empty as one sentence, with commas."""
    return ", ".join(word for word in words if word) + "."


def sentences(*words: str) -> str:
    """Return each part as a sentence of its own."""
    return " ".join(word if word[-1] in ".!?" else f"{word}." for word in words if word)


def _height(text: str) -> int:
    return next((n for n, word in enumerate(_TOP_DOWN) if word in text.lower()), -1)


def _minutes(seconds: float) -> str:
    return spoken(seconds) if seconds < 60 else spoken(60 * round(seconds / 60))
