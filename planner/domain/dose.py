"""How much of an exercise: seconds, repetitions, or until it eases."""

import re
from typing import assert_never

import msgspec

from planner.domain.errors import BadValue
from planner.domain.units import show_clock

CHANGE_OVER_S = 6
"""Seconds to get into position before each side and each set (domain rule: 6 s count-in)."""
SET_REST_S = 20
"""Seconds of rest between two sets of a strength exercise (20-45 s in common practice)."""
MOST_SECONDS = 3600
MOST_TIMES = 100


class Hold(msgspec.Struct, frozen=True, tag_field="kind", tag="hold", omit_defaults=True):
    """Stay, or keep going, for `seconds`; `times` over, with `rest_s` between (0: only the change-over)."""

    seconds: int
    times: int = 1
    rest_s: int = 0

    def __post_init__(self) -> None:
        _within("seconds", self.seconds, 1, MOST_SECONDS)
        _within("times", self.times, 1, MOST_TIMES)
        _within("rest_s", self.rest_s, 0, MOST_SECONDS)


class Reps(msgspec.Struct, frozen=True, tag_field="kind", tag="reps", omit_defaults=True):
    """Do `reps` repetitions a side, `sets` times, with `rest_s` between sets; `tempo` such as `2-1-3` in seconds."""

    reps: int
    sets: int = 1
    rest_s: int = 0
    tempo: str = ""

    def __post_init__(self) -> None:
        _within("reps", self.reps, 1, 200)
        _within("sets", self.sets, 1, MOST_TIMES)
        _within("rest_s", self.rest_s, 0, MOST_SECONDS)
        if self.tempo and not re.fullmatch(r"[0-9]{1,2}(-[0-9]{1,2}){1,3}", self.tempo):
            raise ValueError(f"tempo must look like 2-1-3 (seconds), got {self.tempo!r}")


class Open(msgspec.Struct, frozen=True, tag_field="kind", tag="open", omit_defaults=True):
    """Go on until the runner says so; counts up, also past `target_s` (0: no target)."""

    target_s: int = 0

    def __post_init__(self) -> None:
        _within("target_s", self.target_s, 0, MOST_SECONDS)


class Spots(msgspec.Struct, frozen=True, tag_field="kind", tag="spots", omit_defaults=True):
    """Roll a route and hold each tight spot until it eases; how many spots there are is not known before.

    `start` and `end` name the ends of the route. `stations` divides it (design: 10). At `chime_s` the
    player asks whether it eases, at `move_on_s` it suggests moving on (60 and 90 s: Behm 2020 gives
    30-120 s in all). `expected_s` is the usual time for one side (S2: 10 min or more for both at first).
    """

    start: str = "hip"
    end: str = "knee"
    stations: int = 10
    chime_s: int = 60
    move_on_s: int = 90
    expected_s: int = 300

    def __post_init__(self) -> None:
        _within("stations", self.stations, 2, 40)
        _within("chime_s", self.chime_s, 5, MOST_SECONDS)
        _within("move_on_s", self.move_on_s, self.chime_s, MOST_SECONDS)
        _within("expected_s", self.expected_s, 10, MOST_SECONDS)


Dose = Hold | Reps | Open | Spots


def _within(name: str, value: int, least: int, most: int) -> None:
    if not least <= value <= most:
        raise ValueError(f"{name} must be {least} to {most}, got {value}")


def show_dose(dose: Dose) -> str:
    """Return a dose as the field writes it: `30 s x 2`, `12 reps x 3`, `until it eases`."""
    match dose:
        case Hold(seconds, times):
            length = f"{seconds} s" if seconds < 120 else f"{show_clock(seconds)} min"
            return length if times == 1 else f"{length} x {times}"
        case Reps(reps, sets, _, tempo):
            text = f"{reps} reps" if sets == 1 else f"{reps} reps x {sets}"
            return f"{text}, tempo {tempo}" if tempo else text
        case Open(target):
            return f"open, about {show_clock(target)}" if target else "open"
        case Spots():
            return "each spot until it eases"
        case _:
            assert_never(dose)


_TIME = (
    r"(?:(\d{1,4}):([0-5]\d)(?:\s*min)?|(\d{1,6})\s*min(?:utes?)?(?:\s*(\d{1,2})\s*s)?|(\d{1,6})\s*s(?:ec(?:onds?)?)?)"
)
_TIMES_OVER = r"(?:\s*[x\u00d7]\s*(\d{1,6}))?"
_HOLD = rf"{_TIME}{_TIMES_OVER}"
_REPS = rf"(\d{{1,6}})(?:\s*reps?)?{_TIMES_OVER}"
_HOW = "Write 30 s x 2, 12 x 3, open or spots; behind it may stand rest 15 s, tempo 2-1-3 or about 2:00."
_OPTIONS = {
    "hold": {"rest": "rest_s"},
    "reps": {"rest": "rest_s", "tempo": "tempo"},
    "open": {"about": "target_s"},
    "spots": {"about": "expected_s", "stations": "stations", "ask at": "chime_s", "move on at": "move_on_s"},
}
"""What may stand behind the amount of each kind, and the field that it sets."""


def parse_dose(text: str, what: str = "dose") -> Dose:
    """Return the dose that a person typed.

    `30 s x 2`, `2 min`, `1:30`, `12 x 3`, `12 reps`, `open`, `spots`; behind a comma `rest 15 s`, `tempo 2-1-3`,
    `about 2:00`. Raises `BadValue`, with the limit where one is passed.
    """
    amount, *words = (part.strip() for part in text.lower().split(","))
    kind, fields = _amount(amount)
    if not kind:
        raise BadValue(what, f"{text!r} is not a dose", _HOW)
    for word in words:
        field, value = _option(kind, word)
        if not field or field in fields:
            raise BadValue(what, f"{word!r} cannot stand behind {amount!r}", _HOW)
        fields[field] = value
    try:
        made: Dose = msgspec.convert({"kind": kind} | fields, Dose)
    except msgspec.ValidationError as error:
        raise BadValue(what, str(error), _HOW) from None
    return made


def parse_seconds(text: str) -> int | None:
    """Return the seconds of a typed time such as `30 s`, `2 min` or `1:30`; None when it is none."""
    found = re.fullmatch(_TIME, text.strip().lower(), re.ASCII)
    return _seconds(found) if found else None


def typed_dose(dose: Dose) -> str:
    """Return a dose as a person types it: `parse_dose` reads it back, all but the names of a route's ends."""
    match dose:
        case Hold(seconds, times, rest_s):
            return _joined(f"{_typed_s(seconds)}{_over(times)}", rest_s and f"rest {_typed_s(rest_s)}")
        case Reps(reps, sets, rest_s, tempo):
            amount = f"{reps} reps" if sets == 1 else f"{reps}{_over(sets)}"
            return _joined(amount, tempo and f"tempo {tempo}", rest_s and f"rest {_typed_s(rest_s)}")
        case Open(target_s):
            return _joined("open", target_s and f"about {_clock(target_s)}")
        case Spots(_, _, stations, chime_s, move_on_s, expected_s):
            usual = Spots()
            return _joined(
                f"spots, about {_clock(expected_s)}",
                stations != usual.stations and f"stations {stations}",
                chime_s != usual.chime_s and f"ask at {_typed_s(chime_s)}",
                move_on_s != usual.move_on_s and f"move on at {_typed_s(move_on_s)}",
            )
        case _:
            assert_never(dose)


def _amount(text: str) -> tuple[str, dict[str, int | str]]:
    """Return the kind and the amount that stand in front; no kind when it is none."""
    if text in ("open", "spots"):
        return text, {}
    if hold := re.fullmatch(_HOLD, text, re.ASCII):
        return "hold", {"seconds": _seconds(hold), "times": int(hold[6] or 1)}
    if reps := re.fullmatch(_REPS, text, re.ASCII):
        return "reps", {"reps": int(reps[1]), "sets": int(reps[2] or 1)}
    return "", {}


def _option(kind: str, text: str) -> tuple[str, int | str]:
    """Return the field that one part behind the amount sets, and its value; no field when it is not understood."""
    for word, field in _OPTIONS[kind].items():
        if not text.startswith(f"{word} "):
            continue
        value = text.removeprefix(word).strip()
        if field == "tempo":
            return field, value
        if field == "stations":
            return (field, int(value)) if re.fullmatch(r"[0-9]{1,6}", value) else ("", 0)
        seconds = parse_seconds(value)
        return ("", 0) if seconds is None else (field, seconds)
    return "", 0


def _seconds(found: "re.Match[str]") -> int:
    minutes, seconds = found[1] or found[3], found[2] or found[4] or found[5]
    return 60 * int(minutes or 0) + int(seconds or 0)


def _typed_s(seconds: int) -> str:
    return f"{seconds} s" if seconds < 120 else _clock(seconds)


def _clock(seconds: int) -> str:
    return f"{seconds // 60}:{seconds % 60:02}"


def _over(times: int) -> str:
    return "" if times == 1 else f" x {times}"


def _joined(*parts: str | int | bool) -> str:
    return ", ".join(str(part) for part in parts if part)
