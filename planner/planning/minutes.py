"""How long days take: the runs by their time or by distance and pace, and the work that hangs on them."""

from collections.abc import Callable, Iterable

import msgspec

from planner.domain.plan import Plan
from planner.domain.race import Level
from planner.domain.session import Session
from planner.planning.agenda import AgendaDay
from planner.planning.targets import EASY_PACE_S, easy_pace_s


class Minutes(msgspec.Struct, frozen=True, kw_only=True):
    """Seconds of some days: `run_s` of the sessions, `hung_s` of the hung routines.

    `unknown`: sessions that say neither time nor distance; they are not in `run_s`.
    """

    run_s: float = 0.0
    hung_s: float = 0.0
    unknown: int = 0

    def __add__(self, other: "Minutes") -> "Minutes":
        return Minutes(
            run_s=self.run_s + other.run_s, hung_s=self.hung_s + other.hung_s, unknown=self.unknown + other.unknown
        )


def pace_of(plan: Plan | None) -> int:
    """Return the easy pace in seconds a kilometre by which a plan's runs are timed.

    It is the runner's own, or the usual one of the level; a plan that was brought along counts as a novice's.
    """
    return easy_pace_s(plan.inputs) if plan and plan.inputs else EASY_PACE_S[Level.NOVICE]


def session_seconds(session: Session, pace_s: float) -> float | None:
    """Return how long a session takes: as it says, else its distance at `pace_s`; None where it says neither."""
    if session.duration_s:
        return float(session.duration_s)
    if session.distance and session.kind.is_run:
        return session.distance.middle_m / 1000 * pace_s
    return None


def minutes_of(days: Iterable[AgendaDay], pace_s: float, seconds: Callable[[str], float]) -> Minutes:
    """Return how long the planned sessions and hung routines of some days take.

    `seconds` says how long a routine usually takes, 0 for one that is not known.
    """
    run_s = hung_s = 0.0
    unknown = 0
    for day in days:
        for line in day.sessions:
            found = session_seconds(line.session, pace_s)
            run_s += found or 0.0
            unknown += found is None and line.session.kind.is_run
        hung_s += sum(seconds(line.hung.what) for line in day.routines)
    return Minutes(run_s=run_s, hung_s=hung_s, unknown=unknown)
