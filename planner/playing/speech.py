"""What is said at a cue, for a runner who does not look at the screen."""

from collections.abc import Callable, Iterator, Sequence

from planner.domain.cues import CueKind
from planner.domain.dose import Hold, Open, Reps, Spots, show_dose
from planner.domain.routine import Note
from planner.domain.text import one_line
from planner.playing.cues import Cue
from planner.playing.phrases import spoken as in_words
from planner.playing.player import Player
from planner.playing.view import side_word

Wanted = Callable[[CueKind], bool]

_AT_ONCE = {
    Cue.COUNT_3: "3",
    Cue.COUNT_2: "2",
    Cue.COUNT_1: "1",
    Cue.START: "Go",
    Cue.HALF_WAY: "Half way",
    Cue.TARGET: "That is enough",
    Cue.LAST_3: "3",
    Cue.LAST_2: "2",
    Cue.LAST_1: "1",
    Cue.SPOT_CHIME: "Does it ease?",
    Cue.SPOT_MOVE_ON: "Long enough. Move on.",
}
"""What is true only at its moment: too late a second after."""


def spoken(player: Player, cues: Sequence[Cue], on: Wanted) -> str:
    """Return what to say for `cues`, empty for nothing. `player` is the state after them, `on` tells which kinds speak.

    What has changed is said before what was only a moment: after a hold that ended, the change of sides and no "1".
    """
    if Cue.SESSION_END in cues:
        if not on(CueKind.SESSION_END):
            return ""
        return "Stopped. What was done is kept." if player.state.stopped else "Done. Well done."
    changes = [one_line(said) for said in _changes(player, cues, on)]
    if changes:
        return _as_sentences(changes)
    if Cue.STEP_END in cues and on(CueKind.STEP_END):
        return "Step done"
    return next((_AT_ONCE[cue] for cue in reversed(cues) if cue in _AT_ONCE and on(cue.kind)), "")


def _changes(player: Player, cues: Sequence[Cue], on: Wanted) -> Iterator[str]:
    """Give what is different from now on, in the order in which one wants to know it."""
    beat, place = player.beat, player.state.place
    wanted = {cue for cue in cues if on(cue.kind)}
    waits = Cue.WAITING in wanted
    if Cue.SWITCH in wanted:
        yield f"Switch. {side_word(beat).capitalize()}." if side_word(beat) else "Switch."
    if Cue.SET_END in wanted:
        yield f"Set {beat.set_number} of {beat.sets}"
    if Cue.REST_START in wanted:
        yield f"Rest, {in_words(player.planned_s(place))}"
    if waits and isinstance(beat.part, Note):
        yield beat.part.text
    if on(CueKind.NEXT_NAME) and (name := _next_step(player, cues)):
        yield f"Next: {name}"
    if waits:
        yield "Press enter." if isinstance(beat.part, Note) else "Ready? Press enter."


def _next_step(player: Player, cues: Sequence[Cue]) -> str:
    """Return the step that begins now or after this rest, note or wait; empty when it is the one that goes on."""
    place: int | None = player.state.place
    while place is not None and not player.beat_at(place).exercise:
        place = player.next_place(place)
    if place is None:
        return ""
    begins = Cue.STEP_END in cues or Cue.WAITING in cues
    comes = Cue.REST_START in cues and player.beat_at(place).step != player.beat.step
    return said_beat(player, place) if begins or comes else ""


def said_beat(player: Player, place: int) -> str:
    """Return the exercise at a place as one says it: `Glute foam roll, left leg, 45 seconds`."""
    beat = player.beat_at(place)
    match beat.part:
        case Hold():
            amount = in_words(player.planned_s(place))
        case Reps(tempo=tempo):
            reps = player.planned_reps(place)
            amount = f"{reps} repetition{'' if reps == 1 else 's'}"
            amount += f", tempo {tempo.replace('-', ' ')}" if tempo else ""
        case Open():
            amount = f"about {in_words(player.planned_s(place))}" if player.planned_s(place) else ""
        case Spots():
            amount = show_dose(beat.part)
        case _:
            amount = ""
    sets = f"{beat.sets} sets" if beat.sets > 1 and beat.set_number == 1 else ""
    sets = f"set {beat.set_number}" if beat.set_number > 1 else sets
    return ", ".join(word for word in (beat.name, side_word(beat).lower(), amount, sets) if word)


def _as_sentences(said: list[str]) -> str:
    """Return several sayings as sentences; a lone one stays as it is."""
    *first, last = said
    return " ".join([*(one if one.endswith((".", "?", "!", ":")) else f"{one}." for one in first), last])
