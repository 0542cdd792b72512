"""Distances as a plan stores them: half kilometres where the limits allow, else 100 m, each rounded once.

The solver's numbers keep full precision and are never fed from rounded ones, so rounding does not add up over
the weeks. What is stored keeps the limits by itself: it is checked here against what was stored before.
Distances are whole hectometres, so that no comparison hangs on a binary fraction.
"""

from collections.abc import Mapping
from datetime import date, timedelta

from planner.planning.targets import share_cap
from planner.planning.volume import BIG_LONG_M, SHORTEST_M

HM = 100
"""Metres in a hectometre."""
_HALF_KM = 5
_WINDOW = timedelta(days=30)
_SHORTEST = int(SHORTEST_M) // HM
_BELOW_BIG = int(BIG_LONG_M) // HM - _HALF_KM
_RACE_WEEK_SHARE = 0.55


def tenth_more(hm: float) -> int:
    """Return the whole hectometres that are at most 10 % above `hm`."""
    return int(hm * 11 / 10 + 1e-6)


def to_half_km(metres: float, *, steep: bool = False) -> int:
    """Return hectometres, to the nearest half kilometre.

    In a `steep` rise, at the limit of growth, only to the hectometre: half a kilometre lost would be missing in
    every later week.
    """
    return int(metres / HM + 0.5) if steep else int(metres / (HM * _HALF_KM) + 0.5) * _HALF_KM


class Ledger:
    """What has been stored so far, and the limits that follow from it."""

    def __init__(self, first_day: date, weekly_m: float, longest_m: float, cap_m: float) -> None:
        self._runs: list[tuple[date, float]] = [(first_day - timedelta(days=1), longest_m / HM)]
        self._weeks: list[float] = [weekly_m / HM] * 3
        self._cap = int(cap_m / HM + 1e-6)
        self._last_long = 0

    def note_week(self, runs: Mapping[date, float], total: float, long: int = 0) -> None:
        """Add a week as stored: its runs in hectometres by day, its total and its long run."""
        self._runs += runs.items()
        self._weeks.append(total)
        self._last_long = long

    @property
    def last_total(self) -> float:
        """Return the total of the last week."""
        return self._weeks[-1]

    @property
    def week_limit(self) -> int:
        """Return the most that a training week may hold: a tenth above the best of three."""
        return tenth_more(max(self._weeks[-3:]))

    def taper_limit(self, *, race_week: bool, peak: float, before: float) -> int:
        """Return the most that a taper week may hold: less than the week before, in race week 0.55 of the peak."""
        below = int(before - 1e-6) - (_HALF_KM if before > 20 * _HALF_KM else 1)
        return max(0, min(below, int(_RACE_WEEK_SHARE * peak + 1e-6)) if race_week else below)

    def run_limit(self, day: date) -> int:
        """Return the longest that a run on `day` may be: a tenth or half a kilometre above the longest of 30 days."""
        best = max((hm for ran, hm in self._runs if day - _WINDOW <= ran < day), default=0.0)
        return min(self._cap, max(tenth_more(best), int(best + _HALF_KM + 1e-6)))

    def long_run(self, day: date, wished_m: float, total: int, runs: int, *, steep: bool = False) -> int:
        """Return the long run as stored: the wish, inside the limits of run, share, time and alternation."""
        most = min(self.run_limit(day), int(share_cap(runs) * total + 1e-6))
        if self._last_long * HM >= BIG_LONG_M:
            most = min(most, _BELOW_BIG)
        return min(to_half_km(wished_m, steep=steep), most)

    def share_out(
        self,
        days: Mapping[date, float],
        fixed: Mapping[date, int],
        wished: int,
        limit: int,
        longest: int,
    ) -> dict[date, int]:
        """Return hectometres for the runs of `days` (day -> weight) beside the `fixed` ones, in half kilometres.

        The week's sum is near `wished` and at most `limit`; none is above `longest` or the day's run limit, and
        none is under 3 km unless the week itself is tiny.
        """
        if not days:
            return {}
        room = wished - sum(fixed.values())
        most = {day: min(self.run_limit(day), longest) for day in days}
        whole = sum(days.values())
        shared = {
            day: max(min(_SHORTEST, most[day]), min(to_half_km(room * weight / whole * HM), most[day]))
            for day, weight in days.items()
        }
        while (over := sum(shared.values()) + sum(fixed.values()) - limit) > 0:
            day = max(shared, key=lambda one: (shared[one], one.toordinal()))
            if shared[day] <= 1:
                break
            second = sorted(shared.values())[-2] if len(shared) > 1 else 0
            shared[day] -= max(1, min(over, shared[day] - second, _HALF_KM))
        # At the limit of growth every hectometre counts for the weeks to come.
        enough = 1 if wished == limit else _HALF_KM
        while (short := room - sum(shared.values())) >= enough:
            growing = [day for day in shared if shared[day] + 1 <= most[day]]
            if not growing:
                break
            day = min(growing, key=lambda one: (shared[one] / days[one], one))
            shared[day] += min(short, _HALF_KM, most[day] - shared[day])
        return shared
