"""From nothing to running: a ladder of run/walk sessions, counted in time, for runners below three runs of 3 km."""

import msgspec

WALK_AROUND_S = 300
"""Walking before and after the repetitions of every session."""
_RUN_S_PER_KM = 450
_WALK_S_PER_KM = 660
SESSIONS = 3
"""Run/walk sessions a week; the days between are for the legs."""


class Rung(msgspec.Struct, frozen=True):
    """One week's session: `times` x (`run_s` of running, `walk_s` of walking)."""

    times: int
    run_s: int
    walk_s: int

    @property
    def duration_s(self) -> int:
        """The whole session, walking before and after included; no walk after the last run."""
        return 2 * WALK_AROUND_S + self.times * (self.run_s + self.walk_s) - self.walk_s

    @property
    def running_m(self) -> float:
        """About how far is run."""
        return self.times * self.run_s / _RUN_S_PER_KM * 1000

    @property
    def on_feet_m(self) -> float:
        """About how far is run and walked."""
        return self.running_m + (self.duration_s - self.times * self.run_s) / _WALK_S_PER_KM * 1000

    @property
    def text(self) -> str:
        """The session in words."""
        return f"5 min walk, {self.times} x ({_clock(self.run_s)} run, {_clock(self.walk_s)} walk), 5 min walk"

    def shorter(self, share: float) -> "Rung":
        """Return the same session with about `share` of the repetitions, at least one and fewer than before."""
        return Rung(max(1, min(round(self.times * share), self.times - 1)), self.run_s, self.walk_s)


LADDER = (
    Rung(10, 45, 75),
    Rung(9, 60, 75),
    Rung(7, 90, 90),
    Rung(6, 120, 90),
    Rung(5, 180, 90),
    Rung(4, 270, 90),
    Rung(3, 420, 90),
    Rung(3, 480, 60),
    Rung(2, 780, 60),
)
"""Our own steps between walking half an hour and running it; each is at most a tenth longer than the one before."""


def first_rung(weekly_m: float, longest_m: float) -> int:
    """Return the rung that asks for no more running than the runner does now; the lowest for who does none."""
    known = min(longest_m, weekly_m / SESSIONS)
    return max((n for n, rung in enumerate(LADDER) if rung.running_m <= known), default=0)


def is_needed(weekly_m: float, longest_m: float) -> bool:
    """Whether a runner is below three runs of 3 km, or a longest run of 3 km."""
    return weekly_m < SESSIONS * 3000 or longest_m < 3000


def _clock(seconds: int) -> str:
    return f"{seconds} s" if seconds <= 90 else f"{seconds / 60:g} min"
