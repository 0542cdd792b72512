"""Short ways to write a history down: days count back from TODAY."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from itertools import count

from planner.actions.insight_rules import insight_rules
from planner.domain.body import Area, Side
from planner.domain.exercise import Kind, Timing
from planner.domain.layer import Anchor, Thing
from planner.domain.log import Feeling, Felt, Happening, Played, Ran, SpotDone, StepDone, Surface, When
from planner.domain.session import SessionKind
from planner.insights.history import History, Known, PlannedRun, PlannedWork

TODAY = date(2027, 3, 14)
"""A Sunday: the week began on 8 March."""
RULES = insight_rules()
ROLL, HOLD, BRIDGE, LEG = "it-band-foam-roll", "wall-calf-stretch", "glute-bridge", "leg-swing"
SPOTS = "it-band-spot-roll"
EXERCISES = {
    ROLL: Known(name="IT-band roll", kind=Kind.ROLL, areas=(Area.IT_BAND, Area.TFL, Area.QUAD)),
    HOLD: Known(name="Calf stretch", kind=Kind.STATIC_STRETCH, areas=(Area.CALF, Area.ACHILLES)),
    BRIDGE: Known(name="Glute bridge", kind=Kind.STRENGTH, areas=(Area.GLUTE_MAX,)),
    LEG: Known(name="Leg swing", kind=Kind.DYNAMIC, areas=(Area.HIP,)),
}
_ids = count()


def ago(days: int) -> date:
    """The day so many days before TODAY."""
    return TODAY - timedelta(days=days)


def at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), tzinfo=UTC)


def history(
    entries: Iterable[Happening] = (),
    *,
    planned: Iterable[PlannedRun] = (),
    work: Iterable[PlannedWork] = (),
    steps: Mapping[str, tuple[tuple[str, float], ...]] | None = None,
    timings: Mapping[str, tuple[Timing, ...]] | None = None,
    today: date = TODAY,
) -> History:
    """A history with the entries put in the order of their days, as a history has them."""
    return History(
        today=today,
        entries=tuple(sorted(entries, key=lambda entry: entry.day)),
        planned=tuple(planned),
        work=tuple(work),
        exercises=EXERCISES,
        routines={SPOTS: "Spot roll", "post-run": "Post-run reset"},
        layers={"after": "Roll after runs"},
        steps=steps or {},
        timings=timings or {},
    )


def ran(
    days: int,
    km: float | None = 8.0,
    *,
    session: str = "",
    shoe: str = "",
    orthotic: str = "",
    surface: Surface | None = None,
    hour: int = 12,
) -> Ran:
    return Ran(
        id=f"r{next(_ids)}",
        at=at(ago(days), hour),
        day=ago(days),
        distance_m=None if km is None else km * 1000,
        session=session,
        shoe=shoe,
        orthotic=orthotic,
        surface=surface,
    )


def planned(
    days: int, km: float | None = 8.0, *, kind: SessionKind = SessionKind.EASY, session: str = ""
) -> PlannedRun:
    return PlannedRun(
        session=session or f"s{next(_ids)}", day=ago(days), kind=kind, distance_m=None if km is None else km * 1000
    )


def hung(days: int, item: str, *, anchor: Anchor | None = None, layer: str = "after") -> PlannedWork:
    return PlannedWork(item=item, day=ago(days), layer=layer, thing=Thing.ROLL, routine=SPOTS, anchor=anchor)


def rolled(
    days: int,
    left: float | None,
    right: float | None = None,
    *,
    routine: str = SPOTS,
    item: str = "",
    seconds: float = 600.0,
    complete: bool = True,
    eased: bool = True,
    hour: int = 18,
) -> Played:
    """A spot roll: the seconds that each side took to clear; None where it was not rolled."""
    steps = tuple(
        StepDone(
            exercise=ROLL,
            side=side,
            done_s=clear + 45,
            spots=(SpotDone(seconds=clear, start_score=5, end_score=2 if eased else 5),),
            time_to_clear_s=clear,
        )
        for side, clear in ((Side.LEFT, left), (Side.RIGHT, right))
        if clear is not None
    )
    day = ago(days)
    return Played(
        id=f"p{next(_ids)}",
        at=at(day, hour),
        day=day,
        routine=routine,
        item=item,
        started=at(day, hour),
        seconds=seconds,
        complete=complete,
        steps=steps,
    )


def did(days: int, *steps: StepDone, routine: str = "post-run", item: str = "", complete: bool = True) -> Played:
    day = ago(days)
    return Played(
        id=f"p{next(_ids)}", at=at(day, 19), day=day, routine=routine, item=item, complete=complete, steps=steps
    )


def held(exercise: str, seconds: float, side: Side = Side.BOTH, scores: tuple[int, ...] = ()) -> StepDone:
    return StepDone(exercise=exercise, side=side, planned_s=30.0, done_s=seconds, scores=scores)


def felt(
    days: int,
    score: int,
    area: Area = Area.KNEE,
    *,
    side: Side = Side.LEFT,
    feeling: Feeling = Feeling.PAIN,
    when: When | None = When.AFTER,
    session: str = "",
    run: str = "",
) -> Felt:
    return Felt(
        id=f"f{next(_ids)}",
        at=at(ago(days), 20),
        day=ago(days),
        area=area,
        score=score,
        side=side,
        feeling=feeling,
        when=when,
        session=session,
        run=run,
    )
