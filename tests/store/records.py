"""Strategies and plain values for what the store keeps besides plans."""

from datetime import UTC, date, datetime, timedelta, timezone
from functools import cache
from typing import Any

from hypothesis import strategies as st

from planner.domain.body import Area, Side
from planner.domain.change import Move
from planner.domain.cues import CueKind, Cues, Profile, RoutineCues
from planner.domain.days import Weekday
from planner.domain.equipment import Equipment
from planner.domain.exercise import Timing
from planner.domain.gear import LIMITS, Build, Gear, Orthotic, Pairing, Role, Schedule, Sheet, Shoe, WearSide, WearSign
from planner.domain.health import Profession, Sign
from planner.domain.log import (
    Cleared,
    Entry,
    Feeling,
    Felt,
    Gait,
    GaitSeen,
    GaitSign,
    Noted,
    Played,
    Question,
    Ran,
    RedoEntry,
    ShoeCheck,
    Skipped,
    SpotDone,
    StepDone,
    Surface,
    UndoEntry,
    Visit,
    Warned,
    When,
    Wore,
)
from planner.domain.plan import Plan
from planner.domain.race import Phase, Race
from planner.domain.routine import Do, Group, Note, Rest, Routine
from planner.domain.session import Session, SessionKind
from planner.domain.settings import Playing, Settings
from planner.domain.template import Template, template_of
from planner.domain.units import Span, Unit
from planner.domain.week import PlanWeek
from tests.strategies import texts

AT = datetime(2027, 3, 14, 7, 30, tzinfo=UTC)
DAY = date(2027, 3, 14)

days = st.integers(0, 120).map(lambda n: date(2027, 1, 1) + timedelta(days=n))
moments = st.datetimes(
    datetime(1990, 1, 1),  # noqa: DTZ001 - the zone comes from `timezones`
    datetime(2090, 1, 1),  # noqa: DTZ001
    timezones=st.integers(-12, 14).map(lambda hours: timezone(timedelta(hours=hours))),
)
scores = st.integers(0, 10)
amounts = st.floats(0, 100_000, allow_nan=False)


def _spots() -> st.SearchStrategy[SpotDone]:
    return st.builds(
        SpotDone, seconds=amounts, station=st.integers(0, 9), start_score=st.none() | scores, eased=st.booleans()
    )


def _steps() -> st.SearchStrategy[StepDone]:
    return st.builds(
        StepDone,
        exercise=st.sampled_from(["quad-roll", "calf-raise"]),
        side=st.sampled_from(Side),
        planned_s=amounts,
        done_s=amounts,
        why=texts,
        spots=st.lists(_spots(), max_size=3).map(tuple),
        time_to_clear_s=st.none() | amounts,
        scores=st.lists(scores, max_size=3).map(tuple),
    )


@cache  # made once for each id: to make and look through a strategy costs more than many draws from it
def entries(identity: str, earlier: tuple[str, ...] = ()) -> st.SearchStrategy[Entry]:
    """Any entry of that id; with `earlier`, undo, redo and corrections of those too."""
    own = {"id": st.just(identity), "at": moments, "day": days}
    corrects = st.sampled_from(["", *earlier])
    signs = st.lists(st.sampled_from(Sign), max_size=3).map(tuple)
    options: list[st.SearchStrategy[Entry]] = [
        st.builds(
            Ran,
            **own,
            distance_m=st.none() | amounts,
            feel=st.none() | scores,
            surface=st.none() | st.sampled_from(Surface),
            comfort=st.none() | scores,
            hot_spots=texts,
            shoe=texts,
            note=texts,
            corrects=corrects,
        ),
        st.builds(
            Played, **own, routine=st.just("post-run"), steps=st.lists(_steps(), max_size=3).map(tuple), note=texts
        ),
        st.builds(Skipped, **own, plan=st.just("spring"), session=st.just("ab12cd"), why=texts, corrects=corrects),
        st.builds(
            Felt,
            **own,
            area=st.sampled_from([area for area in Area if area is not Area.CORE]),
            score=scores,
            feeling=st.sampled_from(Feeling),
            when=st.none() | st.sampled_from(When),
            run=texts,
            came_on_m=st.none() | st.floats(0, 40_000),
            signs=signs,
            note=texts,
            corrects=corrects,
        ),
        *_seldom(own),
    ]
    if earlier:
        of = st.sampled_from(earlier)
        options += [st.builds(UndoEntry, **own, of=of), st.builds(RedoEntry, **own, of=of)]
    return st.one_of(options)


def _seldom(own: dict[str, st.SearchStrategy[Any]]) -> list[st.SearchStrategy[Entry]]:
    """Any of the entries besides what was run, done and felt."""
    signs = st.lists(st.sampled_from(Sign), max_size=3).map(tuple)
    return [
        st.builds(
            Wore, **own, orthotic=st.just("sole"), hours=st.floats(0.25, 24), sore=st.none() | scores, note=texts
        ),
        st.builds(Noted, **own, text=texts),
        st.builds(Warned, **own, signs=signs, note=texts),
        st.builds(Cleared, **own, of=st.just("e0"), flag=texts, note=texts),
        st.builds(
            ShoeCheck,
            **own,
            shoe=st.just("pegasus"),
            wear=st.none() | st.sampled_from(WearSide),
            signs=st.lists(st.sampled_from(WearSign), max_size=3).map(tuple),
            note=texts,
        ),
        st.builds(
            Gait,
            **own,
            seen=st.lists(
                st.builds(GaitSeen, sign=st.sampled_from(GaitSign), side=st.sampled_from(Side)), max_size=3
            ).map(tuple),
            cadence_spm=st.none() | st.integers(120, 220),
            to_wall_cm=st.none() | st.tuples(st.floats(0, 20), st.floats(0, 20)),
            note=texts,
        ),
        st.builds(Visit, **own, profession=st.sampled_from(Profession), name=texts, why=texts, outcome=texts),
        st.builds(Question, **own, text=texts, profession=st.none() | st.sampled_from(Profession), answer=texts),
    ]


@st.composite
def logs(draw: st.DrawFn) -> tuple[Entry, ...]:
    """Some entries in the order in which they were made."""
    count = draw(st.integers(0, 8))
    return tuple(draw(entries(f"e{n}", tuple(f"e{m}" for m in range(n)))) for n in range(count))


_shoe_days = st.lists(days, min_size=2, max_size=2).map(sorted)


def _within(name: str) -> st.SearchStrategy[float]:
    return st.floats(*LIMITS[name])


shoes = _shoe_days.flatmap(
    lambda own: st.builds(
        Shoe,
        id=st.just("pegasus"),
        name=texts,
        role=st.sampled_from(Role),
        model=texts,
        bought=st.none() | st.just(own[0]),
        retired=st.none() | st.just(own[1]),
        start_m=_within("start_m"),
        retire_m=st.none() | _within("retire_m"),
        drop_mm=st.none() | _within("drop_mm"),
        plate=st.booleans(),
        fore_stack_mm=st.none() | _within("fore_stack_mm"),
        mass_g=st.none() | _within("mass_g"),
        insole=st.none() | st.booleans(),
        hard_use=st.booleans(),
        kinds=st.lists(st.sampled_from(SessionKind), max_size=3).map(tuple),
        spare=st.booleans(),
        lacing=texts,
        note=texts,
    )
)
pairings = st.builds(Pairing, shoe=st.sampled_from(["pegasus", "vapor"]), since=days, until=st.none() | days)
orthotics = st.builds(
    Orthotic,
    id=st.just("pegasus"),
    name=texts,
    make=texts,
    since=st.none() | days,
    build=st.none() | st.sampled_from(Build),
    started=st.none() | days,
    review=st.none() | days,
    schedule=st.sampled_from(Schedule),
    sheet=st.none()
    | st.builds(
        Sheet, hours=st.lists(st.floats(0, 24), min_size=1, max_size=4).map(tuple), first_run=st.integers(1, 60)
    ),
    left=texts,
    note=texts,
    pairings=st.lists(pairings, max_size=3).map(tuple),
)
gear: st.SearchStrategy[Gear] = shoes | orthotics

_plain_steps = st.one_of(
    st.builds(
        Do,
        exercise=st.sampled_from(["quad-roll", "plank"]),
        note=texts,
        off=st.booleans(),
        wait=st.booleans(),
        priority=st.integers(1, 3),
    ),
    st.builds(Rest, seconds=st.integers(1, 3600)),
    st.builds(Note, text=texts),
)
_cue_kinds = st.lists(st.sampled_from(CueKind), max_size=2).map(tuple)
routines = st.builds(
    Routine,
    id=st.just("mine"),
    name=texts,
    timing=st.lists(st.sampled_from(Timing), max_size=2).map(tuple),
    about=texts,
    accepted=st.lists(texts, max_size=2).map(tuple),
    cues=st.none()
    | st.builds(
        RoutineCues,
        sound=st.none() | st.booleans(),
        profile=st.none() | st.sampled_from(Profile),
        off=st.none() | _cue_kinds,
    ),
    steps=st.lists(
        _plain_steps
        | st.builds(
            Group,
            steps=st.lists(_plain_steps, max_size=3).map(tuple),
            rounds=st.integers(1, 3),
            rest_s=st.sampled_from([0, 45]),
        ),
        max_size=4,
    ).map(tuple),
)
all_settings = st.builds(
    Settings,
    unit=st.sampled_from(Unit),
    first_weekday=st.sampled_from(Weekday),
    theme=texts,
    plan=texts,
    ascii=st.booleans(),
    equipment=st.none() | st.lists(st.sampled_from(Equipment), max_size=3).map(tuple),
    cues=st.builds(Cues, sound=st.booleans(), flash=st.booleans(), speech=st.booleans(), off=_cue_kinds),
    player=st.builds(Playing, wait=st.booleans(), weaker=st.none() | st.sampled_from(Side)),
    keys=st.dictionaries(texts.filter(bool), texts, max_size=3),
)


def small_plan(identity: str = "spring") -> Plan:
    """A plan of a week, with a layer and a change short enough to fit one line each."""
    return Plan(
        id=identity,
        name="Spring build-up",
        race=Race(name="Spring Half", day=date(2027, 4, 18), distance_m=21_097.5, session="race99"),
        weeks=(PlanWeek(start=date(2027, 4, 12), phase=Phase.RACE, target_m=30_000.0),),
        base=(
            Session(id="ab12cd", day=date(2027, 4, 13), kind=SessionKind.EASY, distance=Span.of(8_000.0)),
            Session(id="ef34gh", day=date(2027, 4, 14), kind=SessionKind.REST),
            Session(id="race99", day=date(2027, 4, 18), kind=SessionKind.RACE, distance=Span.of(21_097.5)),
        ),
    )


def small_template(identity: str = "half") -> Template:
    """A template of that plan."""
    plan = small_plan()
    return template_of(plan, plan.base, plan.layers, template_id=identity, name="Half")


def move(identity: str, session: str = "ab12cd") -> Move:
    """A move of a session to the 15th."""
    return Move(id=identity, at=AT, session=session, to=date(2027, 4, 15))


def ran(identity: str, day: date = DAY, note: str = "") -> Ran:
    """A run of 8 km."""
    return Ran(id=identity, at=AT, day=day, distance_m=8_000.0, note=note)
