"""The layers of a new plan: what is rolled, stretched and trained around its runs, and what is worn on them."""

from collections.abc import Collection

from planner.domain.days import Weekday
from planner.domain.errors import BadValue
from planner.domain.layer import Anchor, Layer, Thing
from planner.domain.race import Phase
from planner.domain.session import SessionKind
from planner.planning.week_layout import days_after_long
from planner.planning.weeks import is_marathon_or_longer

LAYER_NAMES = (
    "roll-before",
    "warm-up-quality",
    "race-morning",
    "roll-after",
    "after-easy",
    "taper-after",
    "it-band-roll",
    "it-band-seven",
    "hip-strength",
    "hip-strength-peak",
    "shoe",
    "orthotic",
)
"""The ids of the layers that can be chosen, in the order in which they hang; `Thing` names choose a whole group."""

_EASY_KINDS = (
    SessionKind.EASY,
    SessionKind.RECOVERY,
    SessionKind.LONG,
    SessionKind.STRIDES,
    SessionKind.RUN,
    SessionKind.RUN_WALK,
)
_QUALITY_KINDS = (
    SessionKind.HILLS,
    SessionKind.TEMPO,
    SessionKind.INTERVALS,
    SessionKind.RACE_PACE,
    SessionKind.TUNE_UP,
)
_LIGHT_KINDS = tuple(kind for kind in _EASY_KINDS if kind is not SessionKind.LONG)
_TRAINING = (Phase.BASE, Phase.BUILD, Phase.PEAK)
_BYDAY = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_STRENGTH_DAYS = (2, 4)
"""Days after the long run: on the quality day, and three days before the next long run."""


def default_layers(
    distance_m: float,
    *,
    long_run_day: Weekday = Weekday.SUN,
    days: int = 4,
    shoe: str = "",
    orthotic: str = "",
    chosen: Collection[str] | None = None,
) -> tuple[Layer, ...]:
    """Return the layers for a race distance and a running week of `days` around `long_run_day`.

    `chosen` keeps only some, by id or by group (`roll`, `stretch`, `strength`, `shoe`, `orthotic`); a shoe or an
    orthotic hangs only when its id is given. A plan without phases counts as build.
    Raises `BadValue` for a name that is none.
    """
    groups = {thing.value for thing in Thing if thing is not Thing.NOTE}
    for name in chosen or ():
        if name not in LAYER_NAMES and name not in groups:
            raise BadValue("layers", f"{name!r} is not a layer", f"Use {', '.join((*sorted(groups), *LAYER_NAMES))}.")
    layers = (
        *_before_runs(),
        *_after_runs(),
        *_on_rest_days(long_run_day, days),
        *_strength(long_run_day, distance_m),
        *_gear(shoe, orthotic),
    )
    return tuple(layer for layer in layers if chosen is None or layer.id in chosen or layer.thing.value in chosen)


def _before_runs() -> tuple[Layer, ...]:
    before = Anchor.BEFORE_RUN
    return (
        Layer(
            id="roll-before",
            name="Roll before easy runs",
            thing=Thing.ROLL,
            anchor=before,
            what="pre-run-easy",
            kinds=_EASY_KINDS,
        ),
        Layer(
            id="warm-up-quality",
            name="Warm-up before quality",
            thing=Thing.STRETCH,
            anchor=before,
            what="pre-run-quality",
            kinds=_QUALITY_KINDS,
        ),
        Layer(
            id="race-morning",
            name="Race morning",
            thing=Thing.STRETCH,
            anchor=before,
            what="race-morning",
            kinds=(SessionKind.RACE,),
        ),
    )


def _after_runs() -> tuple[Layer, ...]:
    after = Anchor.AFTER_RUN
    return (
        Layer(
            id="roll-after",
            name="Roll and stretch after quality and long runs",
            thing=Thing.ROLL,
            anchor=after,
            what="post-run-core",
            kinds=(*_QUALITY_KINDS, SessionKind.LONG),
            phases=_TRAINING,
        ),
        Layer(
            id="after-easy",
            name="Short roll after easy runs",
            thing=Thing.ROLL,
            anchor=after,
            what="taper-light",
            kinds=_LIGHT_KINDS,
            phases=(*_TRAINING, Phase.RECOVERY),
        ),
        Layer(
            id="taper-after",
            name="Light roll after runs in the taper",
            thing=Thing.ROLL,
            anchor=after,
            what="taper-light",
            kinds=(*_EASY_KINDS, *_QUALITY_KINDS),
            phases=(Phase.TAPER, Phase.RACE),
        ),
    )


def _on_rest_days(long_run_day: Weekday, days: int) -> tuple[Layer, ...]:
    """Return the two IT-band routines on two free days: the day after the long run where it is free, and another."""
    running = days_after_long(min(max(days, 3), 6))
    free = [after for after in range(1, 7) if after not in running]
    roll = free[0]
    seven = max((after for after in free[1:] if after <= 5), default=0)
    # Not in race week: no deep rolling in the last 48 hours.
    phases = (*_TRAINING, Phase.TAPER, Phase.RECOVERY)
    it_band_roll = Layer(
        id="it-band-roll",
        name="IT-band roll, spot by spot",
        thing=Thing.ROLL,
        anchor=Anchor.REST_DAY,
        what="it-band-spot-roll",
        weekdays=(_weekday(long_run_day, roll),),
        phases=phases,
    )
    # With six days of running only one is free: the second routine goes to the recovery day.
    it_band_seven = Layer(
        id="it-band-seven",
        name="IT-band seven",
        thing=Thing.STRETCH,
        anchor=Anchor.REST_DAY if seven else Anchor.WEEKLY,
        what="it-band-seven",
        weekdays=(_weekday(long_run_day, seven),) if seven else (),
        rule="" if seven else _rule(long_run_day, 1),
        phases=phases,
    )
    return it_band_roll, it_band_seven


def _strength(long_run_day: Weekday, distance_m: float) -> tuple[Layer, ...]:
    """Return hip strength: twice a week in base and build, once in peak, and once in the long taper of a marathon."""
    late = (Phase.PEAK, Phase.TAPER) if is_marathon_or_longer(distance_m) else (Phase.PEAK,)
    return (
        Layer(
            id="hip-strength",
            name="Hip strength",
            thing=Thing.STRENGTH,
            anchor=Anchor.WEEKLY,
            what="hip-strength",
            rule=_rule(long_run_day, *_STRENGTH_DAYS),
            phases=(Phase.BASE, Phase.BUILD),
        ),
        Layer(
            id="hip-strength-peak",
            name="Hip strength, once a week",
            thing=Thing.STRENGTH,
            anchor=Anchor.WEEKLY,
            what="hip-strength",
            rule=_rule(long_run_day, _STRENGTH_DAYS[0]),
            phases=late,
        ),
    )


def _gear(shoe: str, orthotic: str) -> tuple[Layer, ...]:
    worn = []
    if shoe:
        worn.append(Layer(id="shoe", name="Shoe", thing=Thing.SHOE, anchor=Anchor.RUN, what=shoe))
    if orthotic:
        worn.append(Layer(id="orthotic", name="Orthotic", thing=Thing.ORTHOTIC, anchor=Anchor.RUN, what=orthotic))
    return tuple(worn)


def _weekday(long_run_day: Weekday, after: int) -> Weekday:
    return list(Weekday)[(long_run_day.number + after) % 7]


def _rule(long_run_day: Weekday, *after: int) -> str:
    days = sorted((long_run_day.number + one) % 7 for one in after)
    return f"FREQ=WEEKLY;BYDAY={','.join(_BYDAY[day] for day in days)}"
