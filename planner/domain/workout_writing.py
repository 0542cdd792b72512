"""A structured run as a line: to keep (`write_workout`) and to look at (`show_workout`), and its parts in words."""

import math

import msgspec

from planner.domain.units import METRES, Unit, show_clock, show_number
from planner.domain.workout import Effort, Length, Pace, Repeat, Step, Target, Time, Until, Workout

_EFFORTS = {
    Effort.MARATHON: "marathon pace",
    Effort.HALF: "half marathon pace",
    Effort.THRESHOLD: "threshold",
    Effort.TEN_K: "10K effort",
    Effort.FIVE_K: "5K effort",
    Effort.THREE_K: "3K effort",
    Effort.MILE: "mile pace",
    Effort.INTERVAL: "interval pace",
    Effort.REPETITION: "repetition pace",
    Effort.RACE: "race pace",
}
"""Efforts named after a race or a pace: one runs `at` them."""


_FINE_M = 5_000.0
"""Below it a converted distance is shown to 0.01: a tenth would be an eighth of a repetition."""


def write_workout(workout: Workout) -> str:
    """Return the line that `parse_workout` reads back as the same, in either unit, `{miles:km}` pairs included."""
    return _line(workout, None)


def show_workout(workout: Workout, unit: Unit) -> str:
    """Return the run as one line for people, its distances and paces in `unit`; track distances stay in metres.

    It is read back as the same where the distances are in that unit, or in metres, already.
    """
    return _line(workout, unit)


def _line(workout: Workout, unit: Unit | None) -> str:
    text = _steps(workout.steps, unit)
    return f"{text} # {workout.note}" if workout.note else text


def _steps(steps: tuple[Step | Repeat, ...], unit: Unit | None) -> str:
    parts = []
    for n, step in enumerate(steps):
        if isinstance(step, Step):
            parts.append(_step(step, unit, is_first=n == 0))
        else:
            parts.append(_repeat(step, steps[n + 1] if n + 1 < len(steps) else None, unit))
    return ", ".join(parts)


def _repeat(repeat: Repeat, follows: Step | Repeat | None, unit: Unit | None) -> str:
    """Return a repeat; without brackets only where what follows is not taken for what is done between."""
    first, between = repeat.steps[0], repeat.between
    is_one = len(repeat.steps) == 1 and isinstance(first, Step) and not first.inside
    if between is None:
        is_bare = is_one and not (isinstance(follows, Step) and _is_recovery(follows))
        text = _steps(repeat.steps, unit)
        return f"{repeat.times} x {text}" if is_bare else f"{repeat.times} x ({text})"
    text, jog = _steps(repeat.steps, unit), _step(between, unit, is_first=False)
    if is_one and _is_recovery(between):
        return f"{repeat.times} x {text}, {jog}"
    return f"{repeat.times} x ({text}), {jog} between"


def _is_recovery(step: Step) -> bool:
    return bool(step.target.effort and step.target.effort.is_recovery and step.part is None)


def _step(step: Step, unit: Unit | None, *, is_first: bool) -> str:
    amount = step.amount
    is_silent = amount is Until.BACK or (
        amount is Until.LAP and bool(step.inside) and is_first and step.target != Target()
    )
    # `easy back` as people say it; a pace or a heart rate in front would be read as that of the step before.
    is_back_last = amount is Until.BACK and bool(step.target.effort)
    words = [
        step.part.value if step.part else "",
        step.place.value if step.place and step.place.is_before_amount else "",
        "" if is_silent else show_step_amount(amount, unit),
        Until.BACK.value if amount is Until.BACK and not is_back_last else "",
        show_target(step.target, unit),
        Until.BACK.value if is_back_last else "",
        step.place.value if step.place and not step.place.is_before_amount else "",
        _quoted(step.note) if step.note else "",
        f"with ({_steps(step.inside, unit)})" if step.inside else "",
    ]
    return " ".join(filter(None, words))


def show_step(step: Step, unit: Unit) -> str:
    """Return one step as a line for people, without what is run inside it: `3 min at 5K effort "tall"`."""
    bare = msgspec.structs.replace(step, inside=())
    return _step(bare, unit, is_first=False)


def _quoted(note: str) -> str:
    return '"' + note.replace("\\", "\\\\").replace('"', '\\"') + '"'


def show_step_amount(amount: Length | Time | Until, unit: Unit | None) -> str:
    """Return how long a step is: `2 km`, `10-15 min`, `open`; without a unit as it was written."""
    match amount:
        case Until():
            return amount.value
        case Time():
            return _time(amount)
        case Length():
            return _length(amount, unit)


def _time(time: Time) -> str:
    if time.low_s == time.high_s:
        return _seconds(time.low_s)
    if time.low_s % 60 == time.high_s % 60 == 0:
        return f"{time.low_s // 60}-{time.high_s // 60} min"
    return f"{time.low_s}-{time.high_s} s"


def _seconds(seconds: int) -> str:
    if seconds <= 90 and seconds != 60:
        return f"{seconds} s"
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    parts = [f"{hours} h" if hours else "", f"{minutes} min" if minutes else "", f"{rest} s" if rest else ""]
    return " ".join(filter(None, parts))


def _length(length: Length, unit: Unit | None) -> str:
    if unit is None:
        own = _figures(length.low, length.high)
        return f"{{{own}:{_figures(*length.km)}}}" if length.km else f"{own} {length.unit}"
    if length.km and unit is Unit.KM:
        return f"{_figures(*length.km)} km"
    if length.unit in (unit, "m"):
        return f"{_figures(length.low, length.high)} {length.unit}"
    span = length.metres(unit)
    # What was written in the other unit is not a round figure here: a repetition of 1 km is 0.62 mi.
    places = 2 if span.high_m < _FINE_M else 1
    low, high = (show_number(metres / unit.metres, places) for metres in (span.low_m, span.high_m))
    if low == "0":
        low, high = (f"{math.floor(metres + 0.5)}" for metres in (span.low_m, span.high_m))
        return f"{low} m" if low == high else f"{low}-{high} m"
    return f"{low} {unit}" if low == high else f"{low}-{high} {unit}"


def _figures(low: float, high: float) -> str:
    return _figure(low) if low == high else f"{_figure(low)}-{_figure(high)}"


def _figure(number: float) -> str:
    """Return a number in full, without an exponent."""
    return f"{number:.6f}".rstrip("0").rstrip(".")


def show_effort(effort: Effort) -> str:
    """Return an effort in words: `easy`, `5K effort`, `half marathon pace`."""
    return _EFFORTS.get(effort, effort.value)


def show_target(target: Target, unit: Unit | None) -> str:
    """Return what to keep to, in words: `uphill steady`, `at 5K effort @ 3:40/km`, `easy 140-150 bpm`."""
    words = ["uphill"] if target.uphill else []
    if target.effort:
        words.append(f"at {show_effort(target.effort)}" if target.effort in _EFFORTS else target.effort.value)
    if target.pace:
        words.append(f"@ {_pace(target.pace, unit)}")
    if target.heart:
        heart = target.heart
        low_high = f"{heart.low}" if heart.low == heart.high else f"{heart.low}-{heart.high}"
        words.append({"bpm": f"{low_high} bpm", "zone": f"z{low_high}"}.get(heart.scale, f"{low_high}% hrmax"))
    if target.rpe:
        rpe = target.rpe
        words.append(f"rpe {rpe.low}" if rpe.low == rpe.high else f"rpe {rpe.low}-{rpe.high}")
    return " ".join(words)


def _pace(pace: Pace, unit: Unit | None) -> str:
    low, high, own = float(pace.low_s), float(pace.high_s), pace.unit
    if unit is not None and own != unit:
        ratio = unit.metres / METRES[own]
        low, high, own = math.floor(low * ratio + 0.5), math.floor(high * ratio + 0.5), unit.value
    return f"{show_clock(low)}/{own}" if low == high else f"{show_clock(low)}-{show_clock(high)}/{own}"
