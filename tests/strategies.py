"""Shared Hypothesis strategies: values of the domain, odd ones included."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import strategies as st

from planner.domain.change import Add, Change, Delete, Edit, Hang, Move, Redo, Swap, Switch, Undo
from planner.domain.days import Weekday
from planner.domain.ids import hung_id
from planner.domain.layer import Anchor, Layer, Thing
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
def changes(draw: st.DrawFn, number: int, *, undoing: bool = False) -> Change:
    """A change to a plan of `plans`; its target may be gone, hung, or the race. With `undoing`, undo and redo too."""
    identity = f"c{number}"
    session = draw(st.sampled_from(["s0", "s1", "s2", "s3", "race", "gone", "added0", "added1"]))
    host = draw(st.sampled_from([session, draw(plan_days).isoformat()]))
    target = draw(st.sampled_from([session, session, hung_id(host, draw(st.sampled_from(["l0", "l1", "gone"])))]))
    options: list[st.SearchStrategy[Change]] = [
        st.builds(Move, id=st.just(identity), at=st.just(AT), session=st.just(target), to=any_days),
        st.builds(
            Edit,
            id=st.just(identity),
            at=st.just(AT),
            session=st.just(target),
            distance=st.none() | spans,
            title=st.none() | texts,
            clear=st.sampled_from([(), ("distance",), ("title", "note")]),
        ),
        st.builds(Add, id=st.just(identity), at=st.just(AT), session=sessions(identity=f"added{number}")),
        st.builds(Delete, id=st.just(identity), at=st.just(AT), session=st.just(target)),
        st.builds(Swap, id=st.just(identity), at=st.just(AT), one=any_days, other=any_days),
        st.builds(
            Switch, id=st.just(identity), at=st.just(AT), layer=st.sampled_from(["l0", "l1", "gone"]), on=st.booleans()
        ),
        st.builds(Hang, id=st.just(identity), at=st.just(AT), layer=layers(draw(st.sampled_from(["l0", "l9"])))),
    ]
    if undoing and number:
        earlier = st.integers(0, number - 1).map(lambda n: f"c{n}")
        options += [
            st.builds(Undo, id=st.just(identity), at=st.just(AT), of=earlier),
            st.builds(Redo, id=st.just(identity), at=st.just(AT), of=earlier),
        ]
    return draw(st.one_of(options))


@st.composite
def histories(draw: st.DrawFn, *, undoing: bool = False) -> tuple[Change, ...]:
    """Some changes in a row."""
    return tuple(draw(changes(n, undoing=undoing)) for n in range(draw(st.integers(0, 8))))
