"""Search: what is typed is read kindly, and finds what a runner means."""

from datetime import UTC, date, datetime

import pytest

from planner.domain.body import Area, Side
from planner.domain.errors import BadValue
from planner.domain.layer import Anchor, Hung, Thing
from planner.domain.log import Felt, Noted, Played, Ran, Skipped
from planner.domain.session import Session, SessionKind
from planner.domain.units import Span, Unit
from planner.planning.agenda import AgendaDay, HungLine, SessionLine, Status
from planner.planning.schedule import Planned
from planner.planning.search import Filter, Known, read_filter, search

AT = datetime(2027, 2, 9, 9, tzinfo=UTC)
DAY = date(2027, 2, 9)
KNOWN = Known(
    unit=Unit.KM,
    names={"calf-roll": "Calf roll", "hips": "Hip stretch", "blue": "Blue Pegasus", "red": "Red Racer"},
    layers={"roll": "Roll before quality", "stretch": "Stretch after"},
    letters={"blue": "A", "red": "B"},
    areas=lambda: {"calf-roll": frozenset({Area.CALF}), "hips": frozenset({Area.HIP_FLEXOR})},
)


def _session(
    name: str, kind: SessionKind, status: Status = Status.PLANNED, entry: Ran | Skipped | None = None
) -> SessionLine:
    session = Session(id=name, day=DAY, kind=kind, distance=Span.of(8000), text="with strides")
    return SessionLine(planned=Planned(session=session, original=session), status=status, entry=entry)


def _hung(layer: str, host: str, what: str, thing: Thing, status: Status = Status.PLANNED) -> HungLine:
    anchor = Anchor.RUN if thing is Thing.SHOE else Anchor.BEFORE_RUN
    hung = Hung(id=f"{host}.{layer}", day=DAY, layer=layer, thing=thing, anchor=anchor, what=what, session=host)
    return HungLine(hung=hung, status=status)


RAN = Ran(id="r1", at=AT, day=DAY, session="easy01", distance_m=8000.0, note="along the Isar")
FELT = Felt(id="f1", at=AT, day=DAY, area=Area.CALF, score=3, side=Side.LEFT, note="like wood")
NOTED = Noted(id="n1", at=AT, day=DAY, text="New socks")
EXTRA = Played(id="p1", at=AT, day=DAY, routine="hips")
BUSY = AgendaDay(
    day=DAY,
    sessions=(
        _session("easy01", SessionKind.EASY, Status.DONE, RAN),
        _session("tempo1", SessionKind.TEMPO, Status.MISSED),
    ),
    hung=(
        _hung("roll", "tempo1", "calf-roll", Thing.ROLL, Status.MISSED),
        _hung("stretch", "easy01", "hips", Thing.STRETCH),
        _hung("shoe", "tempo1", "red", Thing.SHOE),
        _hung("shoe", "easy01", "blue", Thing.SHOE),
    ),
    felt=(FELT,),
    notes=(NOTED,),
    extra=(EXTRA,),
)


def _found(text: str, known: Known = KNOWN) -> list[str]:
    hits = search([BUSY], read_filter(text, known), known)
    return [hit.item or (hit.entry.id if hit.entry else "") for hit in hits]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("tempo", ["tempo1"]),
        ("TEMPO  8", ["tempo1"]),
        ("roll", ["tempo1.roll"]),
        ("tempo roll", ["tempo1.roll"]),
        ("kind:tempo roll", ["tempo1.roll"]),
        ("kind:te", ["tempo1"]),
        ("kind:tempo,easy", ["easy01", "tempo1"]),
        ("shoe:b", ["tempo1"]),
        ("shoe:pegasus", ["easy01"]),
        ("shoe:b area:calf", ["tempo1.roll"]),
        ("area:calf", ["tempo1.roll", "f1"]),
        ("area:flexor", ["easy01.stretch", "p1"]),
        ('area:"hip flexor"', ["easy01.stretch", "p1"]),
        ("status:missed", ["tempo1", "tempo1.roll"]),
        ("status:done", ["easy01", "p1"]),
        ("layer:stretch", ["easy01.stretch"]),
        ("layer:quality", ["tempo1.roll"]),
        ("isar", ["easy01"]),
        ("socks", ["n1"]),
        ('"like wood"', ["f1"]),
        ('"wood like"', []),
        ("wood like", ["f1"]),
        ("easy tempo", []),
        ("kind:long", []),
    ],
)
def test_a_search_finds_what_a_runner_means(text: str, found: list[str]) -> None:
    assert _found(text) == found


def test_a_hung_thing_is_never_found_through_its_run_alone() -> None:
    assert "tempo1.roll" not in _found("kind:tempo shoe:b")


def test_nothing_asked_for_finds_nothing() -> None:
    assert read_filter("  ", KNOWN) == Filter()
    assert search([BUSY], Filter(), KNOWN) == ()


@pytest.mark.parametrize("text", ["kind:swim", "area:wings", "shoe:zebra", "layer:none", "status:maybe"])
def test_a_value_that_names_nothing_is_told_what_there_is(text: str) -> None:
    with pytest.raises(BadValue) as problem:
        read_filter(text, KNOWN)
    assert problem.value.fix


def test_what_looks_like_a_field_but_is_none_is_a_word() -> None:
    assert read_filter("5:30 coach:says", KNOWN).words == ("5:30", "coach:says")


@pytest.mark.parametrize("text", ["socks", "isar", "wood", "pain", "area:calf left"])
def test_while_private_pain_and_notes_are_not_searched(text: str) -> None:
    import msgspec

    assert _found(text, msgspec.structs.replace(KNOWN, private=True)) == []
