"""Shared Hypothesis strategies: values of the domain, odd ones included.

What does not depend on an id is made once, here: Hypothesis looks through every strategy before it draws from it the
first time, which costs far more than the draw. Ids and moments are put in afterwards.
"""

from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import TypeVar

import msgspec
from hypothesis import strategies as st

from planner.domain.change import (
    Accept,
    Add,
    Batch,
    Change,
    Delete,
    Edit,
    Hang,
    Move,
    Off,
    Part,
    Redo,
    Restore,
    Shift,
    Swap,
    SwapWeekdays,
    Switch,
    Undo,
)
from planner.domain.days import Weekday
from planner.domain.ids import hung_id
from planner.domain.layer import Anchor, Layer, Thing
from planner.domain.off import Comeback, Easing, OffKind, Running
from planner.domain.plan import Plan
from planner.domain.race import Phase, Race
from planner.domain.session import Session, SessionKind, Slot
from planner.domain.text import clean
from planner.domain.units import Span
from planner.domain.week import PlanWeek

C = TypeVar("C", bound=Change)
RACE_DAY = date(2027, 4, 18)
FIRST_DAY = RACE_DAY - timedelta(days=27)
AT = datetime(2027, 3, 1, 7, 30, tzinfo=UTC)

NAUGHTY = (
    "[/]",
    "[bold]x",
    "5 [km",
    "漢字",
    "👩‍👩‍👧‍👦",
    "\u202eevil",
    "a\x1b]52;c;x\x07b",
    "=1+1",
    "",
    " ",
    "|x|",
    "#",
    "'''",
    '"""',
    "\\",
)

texts = st.one_of(st.sampled_from(NAUGHTY), st.text(max_size=20)).map(clean)
plan_days = st.integers(0, 27).map(lambda n: FIRST_DAY + timedelta(days=n))
any_days = st.integers(-20, 50).map(lambda n: FIRST_DAY + timedelta(days=n))
spans = st.tuples(st.floats(100, 60_000), st.floats(0, 20_000)).map(lambda two: Span(two[0], two[0] + two[1]))
clocks = st.sampled_from(("", "", "00:00", "07:00", "18:30", "23:59"))
kinds = st.sampled_from([kind for kind in SessionKind if kind is not SessionKind.RACE])


_any_session = st.builds(
    Session,
    id=st.just("x"),
    day=plan_days,
    kind=kinds,
    distance=st.none() | spans,
    duration_s=st.none() | st.integers(60, 20_000),
    title=texts,
    text=texts,
    note=texts,
    slot=st.none() | st.sampled_from(Slot),
    or_kind=st.none() | kinds,
    clock=clocks,
)
_some_kinds = st.lists(kinds, max_size=3, unique=True).map(tuple)
_some_phases = st.lists(st.sampled_from(Phase), max_size=3, unique=True).map(tuple)
_some_weekdays = st.lists(st.sampled_from(Weekday), max_size=3, unique=True).map(tuple)
_maybe_phase = st.none() | st.sampled_from(Phase)


@st.composite
def sessions(draw: st.DrawFn, identity: str = "x") -> Session:
    """Any session that is not the race."""
    return msgspec.structs.replace(draw(_any_session), id=identity)


@st.composite
def layers(draw: st.DrawFn, identity: str) -> Layer:
    """Any layer, its rule a simple weekly one."""
    anchor = draw(st.sampled_from(Anchor))
    return Layer(
        id=identity,
        name=draw(texts),
        thing=draw(st.sampled_from(Thing)),
        anchor=anchor,
        what=draw(st.sampled_from(["pre-run-easy", "post-run-core", "a", "b"])),
        on=draw(st.booleans()),
        kinds=draw(_some_kinds),
        phases=draw(_some_phases),
        weekdays=draw(_some_weekdays),
        rule="FREQ=WEEKLY;BYDAY=TU,TH" if anchor is Anchor.WEEKLY else "",
        cut_back=draw(st.booleans()),
    )


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """A plan of four weeks with any sessions and layers, and no changes yet."""
    base = [draw(sessions(identity=f"s{n}")) for n in range(draw(st.integers(0, 12)))]
    race = Session(id="race", day=RACE_DAY, kind=SessionKind.RACE, distance=Span.of(21_097.5))
    weeks = tuple(
        PlanWeek(
            start=FIRST_DAY + timedelta(days=7 * n),
            phase=draw(_maybe_phase),
            cut_back=draw(st.booleans()),
        )
        for n in range(4)
    )
    return Plan(
        id="spring",
        race=Race(name=draw(texts) or "Spring Half", day=RACE_DAY, distance_m=21_097.5, session="race"),
        weeks=weeks,
        base=(*base, race),
        layers=tuple(draw(layers(f"l{n}")) for n in range(draw(st.integers(0, 4)))),
    )


_replacements = st.sampled_from([{}, {"pre-run-easy": "a"}, {"a": ""}])


@st.composite
def offs(draw: st.DrawFn, identity: str, at: datetime = AT) -> Off:
    """Any days off, with or without a way back."""
    first = draw(any_days)
    last = first + timedelta(days=draw(st.integers(0, 10)))
    back: list[Easing] = []
    for _ in range(draw(st.integers(0, 3))):
        after = back[-1].last if back else last
        step = draw(st.integers(1, 5))
        back.append(
            Easing(last=after + timedelta(days=step), share=draw(st.floats(0.2, 1.0)), hard=draw(st.booleans()))
        )
    return Off(
        id=identity,
        at=at,
        kind=draw(st.sampled_from(OffKind)),
        first=first,
        last=last,
        running=draw(st.sampled_from(Running)),
        comeback=draw(st.sampled_from(Comeback)),
        back=tuple(back),
        routines=draw(_replacements),
        work=draw(st.booleans()),
        note=draw(texts),
    )


weekday_pairs = st.permutations(list(Weekday)).map(lambda days: (days[0], days[1]))
shifts = st.integers(-30, 30).filter(bool)


_ids = st.sampled_from(["s0", "s1", "s2", "s3", "race", "gone", "added0", "added1"])
_hosts = _ids | plan_days.map(date.isoformat)
_hung = st.tuples(_hosts, st.sampled_from(["l0", "l1", "gone"])).map(lambda two: hung_id(*two))
_targets = st.one_of(_ids, _ids, _hung)
_unnamed, _moments = st.just("c"), st.just(AT)


def _shift(since: date, by: int, days: int | None) -> Shift:
    return Shift(id="c", at=AT, since=since, by=by, until=None if days is None else since + timedelta(days=days))


_parts: st.SearchStrategy[Part] = st.one_of(
    st.builds(Move, id=_unnamed, at=_moments, session=_targets, to=any_days),
    st.builds(
        Edit,
        id=_unnamed,
        at=_moments,
        session=_targets,
        distance=st.none() | spans,
        title=st.none() | texts,
        clear=st.sampled_from([(), ("distance",), ("title", "note")]),
    ),
    st.builds(Add, id=_unnamed, at=_moments, session=_any_session),
    st.builds(Delete, id=_unnamed, at=_moments, session=_targets),
    st.builds(Restore, id=_unnamed, at=_moments, session=_targets),
    st.builds(Swap, id=_unnamed, at=_moments, one=any_days, other=any_days),
    st.tuples(weekday_pairs, st.none() | any_days).map(
        lambda two: SwapWeekdays(id="c", at=AT, one=two[0][0], other=two[0][1], since=two[1])
    ),
    st.builds(_shift, any_days, shifts, st.none() | st.integers(0, 30)),
    offs("c"),
    st.builds(Switch, id=_unnamed, at=_moments, layer=st.sampled_from(["l0", "l1", "gone"]), on=st.booleans()),
    st.builds(Hang, id=_unnamed, at=_moments, layer=layers("l0") | layers("l9")),
)


@st.composite
def _part(draw: st.DrawFn) -> Part:
    """A change that a batch may hold, to a plan of `plans`; its target may be gone, hung, or the race.

    As one strategy: among others, `one_of` would take each of its sorts for one of its own.
    """
    return draw(_parts)


_batches = st.builds(
    Batch, id=_unnamed, at=_moments, name=texts, parts=st.lists(_part(), min_size=1, max_size=3).map(tuple)
)
_accepts = st.builds(Accept, id=_unnamed, at=_moments, finding=st.just("spike:s0"), why=texts)


@cache
def _any_change(number: int, side: str) -> st.SearchStrategy[Change]:
    """A change without its id; with a `number`, undo and redo of one of so many earlier ones too."""
    options: list[st.SearchStrategy[Change]] = [_part(), _part(), _batches, _accepts]
    if number:
        earlier = st.integers(0, number - 1).map(lambda n: f"{side}{n}")
        options += [
            st.builds(Undo, id=_unnamed, at=_moments, of=earlier),
            st.builds(Redo, id=_unnamed, at=_moments, of=earlier),
        ]
    return st.one_of(options)


def _named(change: C, identity: str, at: datetime) -> C:
    """The same change, and what it holds or adds, with ids of its own."""
    match change:
        case Batch(parts=parts):
            own = tuple(_named(part, f"{identity}p{n}", at) for n, part in enumerate(parts))
            return msgspec.structs.replace(change, id=identity, at=at, parts=own)
        case Add(session=session):
            session = msgspec.structs.replace(session, id=identity.replace("c", "added"))
            return msgspec.structs.replace(change, id=identity, at=at, session=session)
        case _:
            return msgspec.structs.replace(change, id=identity, at=at)


@st.composite
def changes(draw: st.DrawFn, number: int, *, undoing: bool = False, side: str = "c", at: datetime = AT) -> Change:
    """A change of any sort. With `undoing`, undo and redo of one of `number` earlier ones too."""
    return _named(draw(_any_change(number if undoing else 0, side)), f"{side}{number}", at)


@st.composite
def histories(draw: st.DrawFn, *, undoing: bool = False) -> tuple[Change, ...]:
    """Some changes in a row."""
    return tuple(draw(changes(n, undoing=undoing)) for n in range(draw(st.integers(0, 8))))


@st.composite
def merged_histories(draw: st.DrawFn) -> tuple[tuple[Change, ...], tuple[Change, ...]]:
    """Changes that two machines made without knowing each other, no two at the same moment."""
    moments = draw(st.lists(st.integers(0, 10_000), unique=True, max_size=10).map(sorted))
    sides: dict[str, list[Change]] = {"c": [], "d": []}
    for moment in moments:
        side = draw(st.sampled_from(["c", "d"]))
        at = AT + timedelta(minutes=moment)
        sides[side].append(draw(changes(len(sides[side]), undoing=True, side=side, at=at)))
    return tuple(sides["c"]), tuple(sides["d"])
