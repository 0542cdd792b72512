"""Quality runs by phase, sized by the week: what they are, in words, and how far with warm-up and cool-down.

Warm-up, cool-down and efforts are given in minutes where they can be, so that a text fits runners of either unit.
"""

from collections.abc import Callable

import msgspec

from planner.domain.race import Inputs, Level, Phase
from planner.domain.session import SessionKind
from planner.domain.units import paired
from planner.planning.targets import easy_pace_s

THRESHOLD_SHARE = 0.10
"""Most of a week at threshold (Daniels)."""
INTERVAL_SHARE = 0.08
_INTERVAL_MOST_M = 10_000.0
REPETITION_SHARE = 0.05
HALF_PACE_SHARE = 0.15
"""Most of a week at half marathon pace: between threshold (10 %) and marathon pace (20 %); design."""
_MARATHON_KM = {Level.FIRST_TIMER: 0, Level.NOVICE: 6, Level.INTERMEDIATE: 10, Level.ADVANCED: 14}
_SMALL_WEEK_M = 15_000.0
"""In a smaller week quality would be over before it began: strides do."""

# Part of easy pace (seconds a kilometre) that an effort takes.
_AT_5K, _AT_10K, _AT_THRESHOLD, _AT_HALF, _AT_MARATHON = 0.78, 0.81, 0.84, 0.87, 0.91
_JOG = 1.2
_TEMPO_MIN = (8, 10, 12, 15, 18, 20, 22, 25, 30, 35, 40)
_AROUND_MIN = (10, 15, 20)
"""Minutes of warm-up, and of cool-down: the least that makes the run about as long as an easy one of the week."""
_HILL_M_PER_S = 3.0


class Workout(msgspec.Struct, frozen=True):
    """A run with more in it than easy running. `distance_m` is all of it; 0 leaves it to the week (strides)."""

    kind: SessionKind
    text: str
    distance_m: float = 0.0


class Setting(msgspec.Struct, frozen=True, kw_only=True):
    """Where a workout is wanted: `nth` counts the weeks of the phase from 0, `even_m` is the mean of its other runs."""

    phase: Phase
    nth: int
    cut_back: bool
    week_m: float
    runs: int
    even_m: float
    distance_m: float
    inputs: Inputs

    @property
    def pace_s(self) -> int:
        """Easy pace in seconds a kilometre."""
        return easy_pace_s(self.inputs)


def workouts(setting: Setting) -> tuple[Workout, ...]:
    """Return what the week's two quality places hold: none, one or two, the more important first."""
    count = _count(setting)
    if not count:
        return (_strides(4),) if setting.phase in (Phase.BUILD, Phase.PEAK) and setting.week_m > 12_000 else ()
    if setting.week_m < _SMALL_WEEK_M or (setting.cut_back and setting.inputs.level is Level.NOVICE):
        return (_strides(4),)
    made = [make(setting) or _strides(6) for make in _makers(setting)]
    return tuple(made[:count])


def opener(setting: Setting) -> Workout:
    """Return the short sharpening run of race week."""
    if setting.inputs.level is Level.FIRST_TIMER or setting.week_m < 5_000:
        return _strides(3)
    word = f"{_pace_word(setting.distance_m)} pace" if setting.distance_m < 45_000 else "a steady effort"
    return _around(setting, SessionKind.RACE_PACE, 3, 2, f"3 x 2 min at {word}", 2, _race_part(setting.distance_m))


def marathon_pace_text(long_m: float, setting: Setting) -> str:
    """Return the part of a long run that is run at marathon pace in the peak phase, or an empty text."""
    wished = _MARATHON_KM[setting.inputs.level] + 2 * setting.nth
    most = int(min(16_000, 0.4 * long_m, 0.2 * setting.week_m) / 1000)
    part = min(wished, most) if _MARATHON_KM[setting.inputs.level] else 0
    return f"easy, with the last {paired(part * 1000)} at marathon pace" if part >= 4 else ""


def _count(setting: Setting) -> int:
    level = setting.inputs.level
    if level is Level.FIRST_TIMER or setting.runs < 3:
        return 0
    if level is Level.NOVICE or setting.runs < 4 or setting.cut_back or setting.phase is Phase.TAPER:
        return 1
    return 1 if level is Level.INTERMEDIATE and setting.phase is Phase.BASE else 2


_Make = Callable[[Setting], Workout | None]


def _makers(setting: Setting) -> tuple[_Make, ...]:
    """Return how the two workouts of a week are made, by distance, phase and week of the phase."""
    metres, turn = setting.distance_m, setting.nth % 2
    if setting.phase is Phase.BASE:
        return (_hills, _tempo) if turn else (lambda _: _strides(4 + min(4, setting.nth)), _hills)
    if setting.phase is Phase.TAPER:
        # An ultra's taper is easy (table of sessions by phase); a shorter race keeps its pace.
        return ((lambda _: None) if metres >= 45_000 else _race_pace,)
    if metres >= 45_000:
        return (_steady_hills, _tempo)
    if metres >= 30_000:
        return (_tempo, _intervals) if turn == 0 else (_cruise, _hills)
    if setting.phase is Phase.PEAK:
        return (_race_pace, _cruise if metres >= 16_000 else _tempo)
    if metres >= 16_000:
        return (_tempo, _intervals) if turn == 0 else (_cruise, _hills)
    return (_intervals, _tempo) if turn == 0 else (_tempo, _intervals)


def _strides(times: int) -> Workout:
    return Workout(SessionKind.STRIDES, f"easy, with {times} x 20 s strides near the end, 1 min walk between")


def _hills(setting: Setting) -> Workout | None:
    seconds = 30 if setting.nth < 2 else 45
    times = min(6 + setting.nth // 2, 10, int(REPETITION_SHARE * setting.week_m / (seconds * _HILL_M_PER_S)))
    if times < 4:
        return None
    up_and_down_m = 2 * times * seconds * _HILL_M_PER_S
    return _warmed(setting, SessionKind.HILLS, f"{times} x {seconds} s uphill, easy jog down", up_and_down_m)


def _steady_hills(setting: Setting) -> Workout | None:
    times = _times(setting, 3, _AT_THRESHOLD, THRESHOLD_SHARE, 3, 8)
    if not times:
        return None
    return _around(setting, SessionKind.HILLS, times, 3, f"{times} x 3 min uphill, steady", 3, _AT_THRESHOLD)


def _intervals(setting: Setting) -> Workout | None:
    for minutes, jog in ((3, 2), (2, 2), (1, 1)):
        if times := _times(setting, minutes, _AT_5K, INTERVAL_SHARE, 3, 4 + (3 - minutes) + setting.nth // 2):
            head = f"{times} x {minutes} min at 5K effort"
            return _around(setting, SessionKind.INTERVALS, times, minutes, head, jog, _AT_5K)
    return None


def _tempo(setting: Setting) -> Workout | None:
    minutes = _times(setting, 1, _AT_THRESHOLD, THRESHOLD_SHARE, 8, _most_tempo_min(setting))
    if not minutes:
        return None
    minutes = max(round_one for round_one in _TEMPO_MIN if round_one <= minutes)
    return _around(setting, SessionKind.TEMPO, 1, minutes, f"{minutes} min at threshold", 0, _AT_THRESHOLD)


def _most_tempo_min(setting: Setting) -> int:
    first, most = (25, 40) if setting.distance_m >= 30_000 else (20, 30) if setting.distance_m >= 16_000 else (15, 20)
    return min(first + 2 * setting.nth, most)


def _cruise(setting: Setting) -> Workout | None:
    for minutes in (10, 8, 6, 5, 4):
        if times := _times(setting, minutes, _AT_THRESHOLD, THRESHOLD_SHARE, 3, 4):
            head = f"{times} x {minutes} min at threshold"
            return _around(setting, SessionKind.TEMPO, times, minutes, head, 2, _AT_THRESHOLD)
    return None


def _race_pace(setting: Setting) -> Workout | None:
    """Return repetitions at race pace by distance: kilometres for 5K and 10K, longer stretches above."""
    metres = setting.distance_m
    if metres >= 30_000:
        return _race_stretches(setting, 1, (3, 4, 5), 0.12)
    if metres >= 16_000:
        return _race_stretches(setting, 2, (1, 1.5, 2, 2.5, 3, 4, 5), HALF_PACE_SHARE)
    if metres >= 8_000:
        return _race_stretches(setting, 3, (0.4, 0.6, 0.8, 1, 1.2, 1.5, 2), THRESHOLD_SHARE)
    most_m = min(INTERVAL_SHARE * setting.week_m, _INTERVAL_MOST_M)
    return _race_stretches(setting, max(3, min(5, int(most_m / 1000))), (0.2, 0.4, 0.6, 0.8, 1), INTERVAL_SHARE)


def _race_stretches(setting: Setting, times: int, lengths: tuple[float, ...], share: float) -> Workout | None:
    if setting.phase is Phase.TAPER:
        times = -(-times // 2)
    most_km = share * setting.week_m / 1000
    fitting = [length for length in lengths if times * length <= most_km]
    if not fitting:
        return None
    # The first week of race pace is a step easier than the week would allow.
    length = fitting[-2] if setting.phase is Phase.PEAK and setting.nth == 0 and len(fitting) > 1 else fitting[-1]
    if setting.phase is Phase.TAPER and 16_000 <= setting.distance_m < 30_000:
        length = min(length, 3)
    part = _race_part(setting.distance_m)
    stretch = paired(length * 1000) if length >= 1 else f"{length * 1000:g} m"
    head = f"{times} x {stretch}" if times > 1 else stretch
    minutes = length * part * setting.pace_s / 60
    text = f"{head} at {_pace_word(setting.distance_m)} pace"
    return _around(setting, SessionKind.RACE_PACE, times, minutes, text, 2 if length < 3 else 3, part)


def _race_part(distance_m: float) -> float:
    return (
        _AT_5K if distance_m < 8_000 else _AT_10K if distance_m < 16_000 else _AT_HALF if distance_m < 30_000
        else _AT_MARATHON
    )  # fmt: skip


def _pace_word(distance_m: float) -> str:
    names = {5_000: "5K", 10_000: "10K", 21_097: "half marathon", 42_195: "marathon"}
    return names.get(int(distance_m), "race")


def _times(setting: Setting, minutes: int, part: float, share: float, least: int, most: int) -> int:
    """Return how many repetitions fit the share of the week, at most `most`; 0 when under `least`."""
    each_m = minutes * 60 / (part * setting.pace_s) * 1000
    times = min(most, int(min(share * setting.week_m, _INTERVAL_MOST_M) / each_m))
    return times if times >= least else 0


def _around(
    setting: Setting, kind: SessionKind, times: int, minutes: float, head: str, jog_min: int, part: float
) -> Workout:
    """Return `times` x `minutes` at an effort, with jogs between, warm-up and cool-down."""
    work_m = times * minutes * 60 / (part * setting.pace_s) * 1000
    jogs_m = (times - 1) * jog_min * 60 / (_JOG * setting.pace_s) * 1000
    return _warmed(setting, kind, head + (f", {jog_min} min jog" if times > 1 and jog_min else ""), work_m + jogs_m)


def _warmed(setting: Setting, kind: SessionKind, head: str, inside_m: float) -> Workout:
    """Return the workout with as much easy running around it as its week's easy runs are long."""

    def whole_m(minutes: int) -> float:
        return inside_m + 2 * minutes * 60 / setting.pace_s * 1000

    around = next((minutes for minutes in _AROUND_MIN if whole_m(minutes) >= 0.85 * setting.even_m), _AROUND_MIN[-1])
    return Workout(kind, f"{around} min easy, {head}, {around} min easy", whole_m(around))
