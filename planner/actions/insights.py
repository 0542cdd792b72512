"""What the insights look at, gathered from the store; and one figure of it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from operator import attrgetter
from typing import TypeVar

from planner.actions.desk import Desk
from planner.actions.insight_rules import insight_rules
from planner.actions.insights_plans import standing_plans
from planner.domain.errors import NotFound
from planner.domain.log import Happening, Played
from planner.insights.figure import Figure
from planner.insights.figures import FIGURES, Made
from planner.insights.history import History, Known

_Value = TypeVar("_Value")


def figures(desk: Desk) -> tuple[Made, ...]:
    """Return the figures that may be shown: in private mode none that tells of pain or health."""
    return tuple(made for made in FIGURES.values() if not (made.is_health and desk.settings.private))


def figure(desk: Desk, figure_id: str) -> Figure:
    """Return a figure by its id. Raises `NotFound`, also for one that is not shown in private mode."""
    made = made_of(desk, figure_id)
    return made.make(history(desk), insight_rules())


def csv_of(one: Figure) -> bytes:
    """Return the whole data of a figure as CSV in UTF-8."""
    from planner.exports.plot.table import to_csv

    return to_csv(one).encode()


def made_of(desk: Desk, figure_id: str) -> Made:
    """Return how a figure is made. Raises `NotFound` that lists those there are."""
    known = figures(desk)
    found = next((made for made in known if made.id == figure_id), None)
    if found is None:
        why = "it is not shown in private mode" if figure_id in FIGURES else "there is no such figure"
        raise NotFound(f"figure {figure_id!r}", why, f"Figures: {', '.join(made.id for made in known)}.")
    return found


def history(desk: Desk) -> History:
    """Return everything that figures are made from, up to today. Plans that cannot be read are left out.

    What only some figures need is read when they first ask for it.
    """
    plans, today = standing_plans(desk), desk.today
    entries = sorted((one for one in desk.whole_log() if one.day <= today), key=attrgetter("at"))
    entries.sort(key=attrgetter("day"))
    return History(
        today=today,
        entries=tuple(entries),
        planned=plans.runs,
        work=plans.work,
        phases=plans.phases,
        race_days=plans.race_days,
        layers=plans.layers,
        exercises=Later(lambda: _exercises(desk)),
        steps=Later(lambda: _steps(desk, entries)),
        routines=Later(desk.routine_names),
        gear=desk.gear(),
        unit=desk.settings.unit,
        first_weekday=desk.settings.first_weekday,
        timings=Later(lambda: {one.id: one.timing for one in desk.library().routines.values()}),
    )


class Later(Mapping[str, _Value]):
    """A mapping that is made when it is first looked into."""

    def __init__(self, make: Callable[[], Mapping[str, _Value]]) -> None:
        self._make = make

    @cached_property
    def _made(self) -> Mapping[str, _Value]:
        return self._make()

    def __getitem__(self, key: str) -> _Value:
        return self._made[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._made)

    def __len__(self) -> int:
        return len(self._made)


def _exercises(desk: Desk) -> dict[str, Known]:
    return {one.id: Known(name=one.name, kind=one.kind, areas=one.areas) for one in desk.exercises().values()}


def _steps(desk: Desk, entries: Iterable[Happening]) -> dict[str, tuple[tuple[str, float], ...]]:
    """Return the exercises of the routines that were played or ticked off, each with its seconds, sides together."""
    from planner.playing.timeline import build_timeline

    exercises, routines = desk.exercises(), desk.library().routines
    found: dict[str, tuple[tuple[str, float], ...]] = {}
    for routine in {one.routine for one in entries if isinstance(one, Played)} & routines.keys():
        seconds: dict[str, float] = {}
        for beat in build_timeline(routines[routine], exercises).beats:
            if beat.exercise:
                # What is open takes what it usually does.
                seconds[beat.exercise] = seconds.get(beat.exercise, 0.0) + (beat.planned_s or beat.length.usual_s)
        found[routine] = tuple(seconds.items())
    return found
