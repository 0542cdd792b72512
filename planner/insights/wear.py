"""How far each pair of shoes has gone, how it felt, and how running is dealt out among the pairs."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

import msgspec

from planner.domain.gear import Shoe
from planner.domain.log import Ran


class Comfort(msgspec.Struct, frozen=True, kw_only=True):
    """Comfort of a pair, 0 to 10: the means of the `runs` first and the `runs` last runs that say it."""

    first: float
    last: float
    runs: int

    @property
    def fell(self) -> float:
        """How far it fell from the first to the last ones; below 0 where it rose."""
        return self.first - self.last


class Wear(msgspec.Struct, frozen=True, kw_only=True):
    """What the log says of one pair. `start_m` was on it before the log.

    `days`: the metres on it at the end of each day on which it was run in, the start included. `runs_without`: runs
    whose distance nobody logged; they count as a run, never as 0 km. `seconds`: of the runs that say it. `share`: of
    the distance of the last weeks.
    """

    shoe: str
    start_m: float = 0.0
    logged_m: float = 0.0
    runs: int = 0
    runs_without: int = 0
    seconds: int = 0
    first: date | None = None
    last: date | None = None
    days: tuple[tuple[date, float], ...] = ()
    comfort: tuple[tuple[date, int], ...] = ()
    hot_spots: tuple[tuple[date, str], ...] = ()
    surfaces: Mapping[str, int] = {}
    share: float | None = None

    @property
    def total_m(self) -> float:
        """Everything that is on it, in metres."""
        return self.start_m + self.logged_m

    def days_since(self, today: date) -> int | None:
        """Return the days since it was last run in; None where the log knows no run in it."""
        return (today - self.last).days if self.last else None

    def comfort_trend(self, runs: int) -> Comfort | None:
        """Return how comfort went from the `runs` first to the `runs` last runs; None before there are twice as many.

        Fewer would compare runs with themselves.
        """
        scores = [score for _, score in self.comfort]
        if len(scores) < 2 * runs:
            return None
        from statistics import mean  # `planner today` asks for no comfort

        return Comfort(first=mean(scores[:runs]), last=mean(scores[-runs:]), runs=runs)


def wear_of(shoes: Iterable[Shoe], ran: Iterable[Ran], today: date, weeks: int) -> dict[str, Wear]:
    """Return what the log says of every pair, by id; `share` is that of the last `weeks`.

    A pair that runs name although it has no file any more is there too, so that its distance is not lost.
    """
    runs = sorted((run for run in ran if run.day <= today), key=lambda run: (run.day, run.at, run.id))
    by_shoe: dict[str, list[Ran]] = {shoe.id: [] for shoe in shoes}
    starts = {shoe.id: shoe.start_m for shoe in shoes}
    for run in runs:
        if run.shoe:
            by_shoe.setdefault(run.shoe, []).append(run)
    since = today - timedelta(weeks=weeks)
    lately = [run for run in runs if run.shoe and run.day > since]
    whole = sum(run.distance_m or 0.0 for run in lately)
    return {shoe: _wear(shoe, starts.get(shoe, 0.0), own, _share(shoe, lately, whole)) for shoe, own in by_shoe.items()}


def _share(shoe: str, lately: Sequence[Ran], whole: float) -> float | None:
    return sum(run.distance_m or 0.0 for run in lately if run.shoe == shoe) / whole if whole else None


def _wear(shoe: str, start_m: float, runs: Sequence[Ran], share: float | None) -> Wear:
    gone, days = start_m, dict[date, float]()
    surfaces: dict[str, int] = {}
    for run in runs:
        gone += run.distance_m or 0.0
        days[run.day] = gone
        if run.surface:
            surfaces[run.surface] = surfaces.get(run.surface, 0) + 1
    return Wear(
        shoe=shoe,
        start_m=start_m,
        logged_m=gone - start_m,
        runs=len(runs),
        seconds=sum(run.duration_s or 0 for run in runs),
        runs_without=sum(run.distance_m is None for run in runs),
        first=runs[0].day if runs else None,
        last=runs[-1].day if runs else None,
        days=tuple(days.items()),
        comfort=tuple((run.day, run.comfort) for run in runs if run.comfort is not None),
        hot_spots=tuple((run.day, run.hot_spots) for run in runs if run.hot_spots),
        surfaces=surfaces,
        share=share,
    )
