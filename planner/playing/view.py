"""What a screen draws of a session at a moment, as plain values."""

from math import ceil, floor
from typing import assert_never

import msgspec

from planner.domain.body import Side
from planner.domain.dose import Hold, Open, Reps, Spots, show_dose
from planner.domain.exercise import Kind
from planner.domain.length import Length
from planner.domain.routine import Note, Rest
from planner.domain.units import show_clock, show_duration
from planner.playing.course import other_side_place
from planner.playing.measure import elapsed_s, remaining, side_s
from planner.playing.player import Player
from planner.playing.route import Route, route_of
from planner.playing.state import Phase, Tally
from planner.playing.timeline import Beat, Wait

_HAIR = 1e-6  # seconds: sums of clock readings are not exact, and 45.0000001 s left is not 46


class StepLine(msgspec.Struct, frozen=True, kw_only=True):
    """A line of the list to jump to. `stand`: `done`, `now`, `ahead`, `skipped` or `off`."""

    step: int
    number: int
    name: str
    dose: str
    stand: str


class View(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that is on the screen.

    `number` of `numbers`: the step, for people. `big`: the number to show huge, `big_unit` what it counts ("", "reps"),
    `counts_down`: whether it falls. `label`: the huge word. `detail`: set, round, reps and tempo in one line.
    `do`: what to do now. `then`: the rest of this step; `next`: the step after. `stop`: when to stop, only in an
    exercise's first beat. `question`: asked when a score is wanted. `gap`: why it stands still after a gap.
    `progress`: of this phase. `rep`: the repetition that the pace has come to, from 1; 0 when there are none.
    `tempo`: its parts with the present one in brackets, `2 [1] 3`. `side_s`: time on this side so far.
    """

    routine: str
    number: int
    numbers: int
    phase: Phase
    paused: bool
    elapsed_s: float
    remaining: Length
    finish_in_s: float
    label: str
    big: int
    big_unit: str
    counts_down: bool
    side: Side
    side_word: str
    name: str
    exercise: str
    detail: str
    do: str
    then: str
    next: str
    progress: float
    stop: str = ""
    note: str = ""
    question: str = ""
    gap: str = ""
    rep: int = 0
    tempo: str = ""
    side_s: float = 0.0
    other_side: str = ""
    last_seconds: bool = False
    route: Route | None = None


def view(player: Player, now: float, *, private: bool = False) -> View:
    """Return what to draw at `now`, in private without scores. Drawing moves nothing: call `player.tick` first."""
    beat = player.beat
    left = remaining(player, now)
    big, unit, down = _big(player, now)
    return View(
        routine=player.timeline.routine.name,
        number=beat.number,
        numbers=player.timeline.numbers,
        phase=player.phase,
        paused=player.paused,
        elapsed_s=elapsed_s(player, now),
        remaining=left,
        finish_in_s=left.usual_s,
        label=_label(player),
        big=big,
        big_unit=unit,
        counts_down=down,
        side=beat.side,
        side_word=side_word(beat),
        name=_name(beat),
        exercise=beat.exercise,
        detail=_detail(player),
        do=_do(player),
        then=_then(player),
        next=_next(player),
        progress=_progress(player, now),
        stop=beat.stop if beat.is_first and beat.round == 1 and not player.is_finished else "",
        note=beat.note,
        question=_question(player, private=private),
        gap=_gap(player),
        rep=_rep(player, now),
        tempo=_tempo(player, now),
        side_s=side_s(player, now),
        other_side=_other_side(player),
        last_seconds=down and player.phase is Phase.RUNNING and 0 < big <= 3,
        route=route_of(player, now),
    )


def step_lines(player: Player) -> tuple[StepLine, ...]:
    """Return the steps of the routine for the list to jump to, rests left out."""
    beats: dict[int, Beat] = {}
    tallies: dict[int, list[Tally]] = {}
    for place in range(len(player.state.order)):
        beat = player.beat_at(place)
        if not isinstance(beat.part, Rest | Wait):
            beats.setdefault(beat.step, beat)
            tallies.setdefault(beat.step, []).append(player.tally_at(place))
    return tuple(
        StepLine(
            step=step,
            number=beat.number,
            name=beat.part.text if isinstance(beat.part, Note) else _name(beat),
            dose=_dose(beat),
            stand=_stand(player, step, tallies[step]),
        )
        for step, beat in beats.items()
    )


def _dose(beat: Beat) -> str:
    if isinstance(beat.part, Rest | Note | Wait):
        return ""
    return show_dose(beat.part) + (f" x {beat.sets}" if beat.sets > 1 else "")


def _stand(player: Player, step: int, tallies: list[Tally]) -> str:
    if step in player.state.off:
        return "off"
    if step == player.beat.step and not player.is_finished:
        return "now"
    if any(tally.skipped for tally in tallies):
        return "skipped"
    return "done" if any(tally.done_s or tally.complete for tally in tallies) else "ahead"


def side_word(beat: Beat) -> str:
    """Return `LEFT leg`, `RIGHT side`, or nothing when both sides work together."""
    return "" if beat.side is Side.BOTH else f"{beat.side.upper()} {beat.limb}"


def _name(beat: Beat) -> str:
    match beat.part:
        case Rest():
            return "Rest"
        case Note():
            return "Note"
        case _:
            return beat.name


def _label(player: Player) -> str:
    beat = player.beat
    match player.phase:
        case Phase.READY:
            return "READY"
        case Phase.COUNT_IN:
            return "SWITCH" if player.switches(player.state.place) else "GET READY"
        case Phase.RESTING:
            return "REST"
        case Phase.WAITING:
            return "READY?" if isinstance(beat.part, Wait) else "READ"
        case Phase.ROLLING:
            return "ROLL"
        case Phase.HOLDING:
            return "HOLD"
        case Phase.FINISHED:
            return "STOPPED" if player.state.stopped else "DONE"
        case Phase.RUNNING:
            if beat.kind is Kind.ROLL:
                return "ROLL"
            return "HOLD" if isinstance(beat.part, Hold) and beat.kind is not Kind.DYNAMIC else "GO"
        case _:
            assert_never(player.phase)


def _big(player: Player, now: float) -> tuple[int, str, bool]:
    """Return the number to show huge, what it counts, and whether it falls."""
    place, at_s = player.state.place, player.position(now)
    match player.phase:
        case Phase.READY:
            return ceil(remaining(player, now).usual_s / 60 - _HAIR), "min", False
        case Phase.COUNT_IN:
            return _up_to(player.beat.count_in_s - at_s), "", True
        case Phase.RESTING:
            return _up_to(player.planned_s(place) - at_s), "", True
        case Phase.WAITING:
            return 0, "", False
        case Phase.ROLLING:
            return floor(side_s(player, now) + _HAIR), "", False
        case Phase.FINISHED:
            return floor(elapsed_s(player, now) + _HAIR), "", False
        case Phase.HOLDING | Phase.RUNNING:
            if isinstance(player.beat.part, Reps):
                return player.planned_reps(place), "reps", False
            if isinstance(player.beat.part, Hold):
                return _up_to(player.planned_s(place) - at_s), "", True
            return floor(at_s + _HAIR), "", False
        case _:
            assert_never(player.phase)


def _up_to(left_s: float) -> int:
    return max(0, ceil(left_s - _HAIR))


def _detail(player: Player) -> str:
    beat, place = player.beat, player.state.place
    words = []
    if isinstance(beat.part, Reps):
        words.append(f"{player.planned_reps(place)} reps, about {show_duration(player.planned_s(place))}")
        if beat.part.tempo:
            words.append(f"tempo {beat.part.tempo}")
    if isinstance(beat.part, Open) and player.planned_s(place):
        words.append(f"about {show_duration(player.planned_s(place))}")
    if beat.sets > 1:
        words.append(f"set {beat.set_number} of {beat.sets}")
    if beat.rounds > 1:
        words.append(f"round {beat.round} of {beat.rounds}")
    return ", ".join(words)


def _do(player: Player) -> str:
    beat = player.beat
    match player.phase:
        case Phase.READY:
            return "Press enter when you are ready."
        case Phase.WAITING:
            return beat.part.text if isinstance(beat.part, Note) else "It goes on when you press enter."
        case Phase.ROLLING:
            return "Roll slowly. Press enter on a tight spot, n when this side is done."
        case Phase.HOLDING:
            return "Hold this spot until it eases, then press enter."
        case Phase.RESTING:
            return "Breathe. Enter goes on."
        case Phase.FINISHED:
            return "What was done is kept." if player.state.stopped else "Well done."
        case Phase.COUNT_IN | Phase.RUNNING:
            return beat.cue
        case _:
            assert_never(player.phase)


def _ahead(player: Player, place: int) -> str:
    """Return a beat as a line announces it: `RIGHT leg, 45 s`."""
    beat = player.beat_at(place)
    match beat.part:
        case Reps(tempo=tempo):
            amount = f"{player.planned_reps(place)} reps" + (f", tempo {tempo}" if tempo else "")
        case Hold() | Rest():
            amount = f"{player.planned_s(place):.0f} s"
        case Open() | Spots():
            amount = show_dose(beat.part)
        case Note() | Wait():
            amount = ""
        case _:
            assert_never(beat.part)
    side = "rest" if isinstance(beat.part, Rest) else side_word(beat)
    set_ = f"set {beat.set_number}" if beat.set_number > 1 else ""
    return ", ".join(word for word in (side, amount, set_) if word)


def _then(player: Player) -> str:
    place = None if player.is_finished else player.next_place(player.state.place)
    if place is None or player.beat_at(place).step != player.beat.step:
        return ""
    return f"then {_ahead(player, place)}"


def _next(player: Player) -> str:
    if player.is_finished:
        return ""
    place: int | None = player.state.place
    while place is not None and player.beat_at(place).step == player.beat.step:
        place = player.next_place(place)
    if place is None:
        return "last step"
    beat = player.beat_at(place)
    return f"next rest, {player.planned_s(place):.0f} s" if isinstance(beat.part, Rest) else f"next {_name(beat)}"


def _progress(player: Player, now: float) -> float:
    place, at_s = player.state.place, player.position(now)
    match player.phase:
        case Phase.READY | Phase.WAITING:
            return 0.0
        case Phase.FINISHED:
            return 1.0
        case Phase.COUNT_IN:
            whole = player.beat.count_in_s
        case Phase.HOLDING if isinstance(player.beat.part, Spots):
            whole = float(player.beat.part.move_on_s)
        case Phase.ROLLING if isinstance(player.beat.part, Spots):
            return player.station(now) / player.beat.part.stations
        case _:
            whole = player.planned_s(place) or player.beat.length.usual_s
    return min(1.0, max(0.0, at_s / whole)) if whole else 0.0


def _rep(player: Player, now: float) -> int:
    if player.phase is not Phase.RUNNING or not isinstance(player.beat.part, Reps):
        return 0
    return min(player.planned_reps(player.state.place), 1 + int(player.position(now) / player.beat.rep_s + _HAIR))


def _tempo(player: Player, now: float) -> str:
    part = player.beat.part
    if player.phase is not Phase.RUNNING or not isinstance(part, Reps) or not part.tempo or not player.beat.rep_s:
        return ""
    left = (player.position(now) + _HAIR) % player.beat.rep_s
    words: list[str] = []
    for seconds in map(int, part.tempo.split("-")):
        words.append(f"[{seconds}]" if 0 <= left < seconds else str(seconds))
        left -= seconds
    return " ".join(words)


def _question(player: Player, *, private: bool) -> str:
    spots = player.tally_at(player.state.place).spots
    if player.phase is Phase.HOLDING and player.state.spot:
        start, end = player.state.spot.start_score, player.state.spot.end_score
        if start is None:
            return f"spot {len(spots) + 1}: how strong is it? press 0-9"
        was = "" if private else f" started at {start}" + ("" if end is None else f", was {end}")
        return f"spot {len(spots) + 1}{was}, what is it now? press 0-9"
    if player.phase is Phase.ROLLING and spots and spots[-1].end_score is None:
        return f"spot {len(spots)}: what was it at the end? press 0-9"
    return ""


def _gap(player: Player) -> str:
    if not player.away_s or not player.paused:
        return ""
    return f"Away for {show_duration(player.away_s)}; that is not counted. Space goes on."


def _other_side(player: Player) -> str:
    other = other_side_place(player, player.state.place)
    if other is None:
        return ""
    tally, beat = player.tally_at(other), player.beat_at(other)
    if not tally.done_s:
        return ""
    spots = f", {len(tally.spots)} spot{'' if len(tally.spots) == 1 else 's'}" if isinstance(beat.part, Spots) else ""
    return f"{beat.side.upper()} took {show_clock(tally.done_s)}{spots}"
