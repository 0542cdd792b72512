"""Shared Hypothesis strategies: values of the domain, odd ones included."""

from datetime import UTC, date, datetime, timedelta

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


@st.composite
def sessions(draw: st.DrawFn, identity: str = "x") -> Session:
    """Any session that is not the race."""
    return Session(
        id=identity,
        day=draw(plan_days),
        kind=draw(kinds),
        distance=draw(st.none() | spans),
        duration_s=draw(st.none() | st.integers(60, 20_000)),
        title=draw(texts),
        text=draw(texts),
        note=draw(texts),
        slot=draw(st.none() | st.sampled_from(Slot)),
        or_kind=draw(st.none() | kinds),
        clock=draw(clocks),
    )


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
        kinds=tuple(draw(st.lists(kinds, max_size=3, unique=True))),
        phases=tuple(draw(st.lists(st.sampled_from(Phase), max_size=3, unique=True))),
        weekdays=tuple(draw(st.lists(st.sampled_from(Weekday), max_size=3, unique=True))),
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
            phase=draw(st.none() | st.sampled_from(Phase)),
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
        routines=draw(st.sampled_from([{}, {"pre-run-easy": "a"}, {"a": ""}])),
        work=draw(st.booleans()),
        note=draw(texts),
    )


weekday_pairs = st.permutations(list(Weekday)).map(lambda days: (days[0], days[1]))
shifts = st.integers(-30, 30).filter(bool)


@st.composite
def parts(draw: st.DrawFn, identity: str, at: datetime = AT) -> Part:
    """A change that a batch may hold, to a plan of `plans`; its target may be gone, hung, or the race."""
    session = draw(st.sampled_from(["s0", "s1", "s2", "s3", "race", "gone", "added0", "added1"]))
    host = draw(st.sampled_from([session, draw(plan_days).isoformat()]))
    target = draw(st.sampled_from([session, session, hung_id(host, draw(st.sampled_from(["l0", "l1", "gone"])))]))
    own, when, about = st.just(identity), st.just(at), st.just(target)
    one, other = draw(weekday_pairs)
    since = draw(any_days)
    until = draw(st.none() | st.integers(0, 30).map(lambda n: since + timedelta(days=n)))
    options: list[st.SearchStrategy[Part]] = [
        st.builds(Move, id=own, at=when, session=about, to=any_days),
        st.builds(
            Edit,
            id=own,
            at=when,
            session=about,
            distance=st.none() | spans,
            title=st.none() | texts,
            clear=st.sampled_from([(), ("distance",), ("title", "note")]),
        ),
        st.builds(Add, id=own, at=when, session=sessions(identity=identity.replace("c", "added"))),
        st.builds(Delete, id=own, at=when, session=about),
        st.builds(Restore, id=own, at=when, session=about),
        st.builds(Swap, id=own, at=when, one=any_days, other=any_days),
        st.just(SwapWeekdays(id=identity, at=at, one=one, other=other, since=draw(st.none() | any_days))),
        st.builds(Shift, id=own, at=when, since=st.just(since), by=shifts, until=st.just(until)),
        offs(identity, at),
        st.builds(Switch, id=own, at=when, layer=st.sampled_from(["l0", "l1", "gone"]), on=st.booleans()),
        st.builds(Hang, id=own, at=when, layer=layers(draw(st.sampled_from(["l0", "l9"])))),
    ]
    return draw(st.one_of(options))


@st.composite
def changes(draw: st.DrawFn, number: int, *, undoing: bool = False, side: str = "c", at: datetime = AT) -> Change:
    """A change of any sort. With `undoing`, undo and redo of one of `number` earlier ones too."""
    identity = f"{side}{number}"
    options: list[st.SearchStrategy[Change]] = [
        parts(identity, at),
        parts(identity, at),
        st.builds(
            Batch,
            id=st.just(identity),
            at=st.just(at),
            name=texts,
            parts=st.tuples(*(parts(f"{identity}p{n}", at) for n in range(draw(st.integers(1, 3))))),
        ),
        st.builds(Accept, id=st.just(identity), at=st.just(at), finding=st.just("spike:s0"), why=texts),
    ]
    if undoing and number:
        earlier = st.integers(0, number - 1).map(lambda n: f"{side}{n}")
        options += [
            st.builds(Undo, id=st.just(identity), at=st.just(at), of=earlier),
            st.builds(Redo, id=st.just(identity), at=st.just(at), of=earlier),
        ]
    return draw(st.one_of(options))


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
