"""What a build-up aims at: the peak week and the longest run for a distance and a level, and what is the least."""

from planner.domain.race import Inputs, Level
from planner.planning.weeks import between, is_marathon_or_longer

_PEAK_WEEK_KM = {
    Level.FIRST_TIMER: (14, 19, 33, 56, 65, 75),
    Level.NOVICE: (16, 20, 36, 60, 70, 85),
    Level.INTERMEDIATE: (42, 45, 55, 75, 82, 95),
    Level.ADVANCED: (60, 65, 75, 100, 100, 115),
}
_LONGEST_KM = {
    Level.FIRST_TIMER: (5, 8.5, 16, 29.5, 32, 38),
    Level.NOVICE: (6, 9, 17, 30, 33, 40),
    Level.INTERMEDIATE: (13, 14, 20, 32, 34, 42),
    Level.ADVANCED: (15, 17, 22, 33, 35, 45),
}
# An intermediate peak is meant for five days a week, an advanced one for six; on fewer days there is less of it.
_DAYS_FACTOR = {
    Level.INTERMEDIATE: {3: 0.7, 4: 0.85, 5: 1.0, 6: 1.05},
    Level.ADVANCED: {3: 0.6, 4: 0.75, 5: 0.9, 6: 1.0},
}
_LEAST_LONGEST_KM = (3.4, 6.9, 14.5, 29.0, 32, 40)
"""At most 45 % on race day up to the marathon, as 42.2 km after 29; above it the long run stops growing."""

_SHARE = {1: 1.0, 2: 0.6, 3: 0.55, 4: 0.50, 5: 0.42, 6: 0.35}

CAP_S = 150 * 60
"""The longest a long run may take at the runner's own easy pace."""
_UNKNOWN_CAP_S = 210 * 60
"""The same when the pace is only the level's guess: the upper limit, so that a guess never costs distance."""
EASY_PACE_S = {Level.FIRST_TIMER: 420, Level.NOVICE: 405, Level.INTERMEDIATE: 360, Level.ADVANCED: 315}
"""A usual easy pace in seconds a kilometre, where the runner's own is not known."""

_START_WEEK_KM = {
    Level.FIRST_TIMER: (0, 10, 19, 24, 32, 45),
    Level.NOVICE: (9, 12, 20, 27, 36, 50),
    Level.INTERMEDIATE: (25, 30, 35, 45, 50, 60),
    Level.ADVANCED: (40, 45, 50, 60, 65, 75),
}
_START_LONGEST_KM = {
    Level.FIRST_TIMER: (0, 4, 6.5, 10, 16, 20),
    Level.NOVICE: (3, 5, 8, 12, 17, 22),
    Level.INTERMEDIATE: (8, 10, 13, 18, 20, 25),
    Level.ADVANCED: (11, 13, 16, 20, 22, 28),
}
_READY_WEEK_KM = (0, 10, 19, 24, 32, 45)
"""The week that published novice plans of each distance begin with."""


def share_cap(runs: int) -> float:
    """Return the largest part of a week that its longest run may be, for a number of runs a week."""
    return _SHARE[runs]


def easy_pace_s(inputs: Inputs) -> int:
    """Return the runner's easy pace in seconds a kilometre, or the level's usual one."""
    return inputs.easy_pace_s or EASY_PACE_S[inputs.level]


def time_cap_m(inputs: Inputs) -> float:
    """Return the longest run that the time cap allows, in metres: 150 min at a known pace."""
    if inputs.easy_pace_s:
        return CAP_S / inputs.easy_pace_s * 1000
    return _UNKNOWN_CAP_S / EASY_PACE_S[inputs.level] * 1000


def longest_aim_m(distance_m: float, inputs: Inputs) -> float:
    """Return the longest run to aim at, inside the time cap."""
    return min(between(_LONGEST_KM[inputs.level], distance_m) * 1000, time_cap_m(inputs))


def peak_week_aim_m(distance_m: float, inputs: Inputs) -> float:
    """Return the peak week to aim at: enough for the longest run to fit its share, up to a third above the table."""
    table = between(_PEAK_WEEK_KM[inputs.level], distance_m) * 1000
    aim = table * _DAYS_FACTOR.get(inputs.level, {}).get(inputs.days, 1.0)
    needed = 0.95 * longest_aim_m(distance_m, inputs) / share_cap(inputs.days)
    return max(aim, min(needed, table * 1.35))


def least_longest_m(distance_m: float, inputs: Inputs) -> float:
    """Return the longest run below which the build-up does not carry the race.

    What the time cap or the share of the week forbid is not asked for: no later date would help.
    """
    least = between(_LEAST_LONGEST_KM, distance_m) * 1000
    share = share_cap(inputs.days) * peak_week_aim_m(distance_m, inputs)
    return min(least, 0.97 * time_cap_m(inputs), 0.97 * share, 0.98 * longest_aim_m(distance_m, inputs))


def ready_week_m(distance_m: float) -> float:
    """Return the week in metres that a runner should have behind them before starting."""
    return between(_READY_WEEK_KM, distance_m) * 1000


def usual_start_m(distance_m: float, level: Level, days: int) -> tuple[float, float]:
    """Return the week and the longest run in metres that a runner of a level usually starts from."""
    week = between(_START_WEEK_KM[level], distance_m) * 1000
    longest = between(_START_LONGEST_KM[level], distance_m) * 1000
    return week, min(longest, share_cap(days) * week)


def cut_back_period(distance_m: float, level: Level) -> int:
    """Return how often a cut-back week comes: every fourth week, every third for novices at marathon and longer."""
    return 3 if is_marathon_or_longer(distance_m) and level in (Level.FIRST_TIMER, Level.NOVICE) else 4
