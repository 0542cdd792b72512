from datetime import date

import msgspec
import pytest
from hypothesis import given, note, settings
from hypothesis import strategies as st

from planner.domain.layer import Anchor, Thing
from planner.domain.log import Entry, Felt, Happening, Played, standing_entries
from planner.domain.session import SessionKind
from planner.insights.figure import Figure
from planner.insights.figures import FIGURES, Made
from planner.insights.history import History, PlannedRun, PlannedWork
from tests.insights.histories import EXERCISES, RULES, history
from tests.store.records import days, entries, logs

TODAY = date(2027, 5, 1)

plans = st.lists(
    st.builds(
        PlannedRun,
        session=st.sampled_from(["ab12cd", "s1", "s2"]),
        day=days,
        kind=st.sampled_from(SessionKind),
        distance_m=st.none() | st.floats(0, 100_000),
    ),
    max_size=4,
).map(tuple)
works = st.lists(
    st.builds(
        PlannedWork,
        item=st.sampled_from(["ab12cd", "w1"]),
        day=days,
        layer=st.just("after"),
        thing=st.just(Thing.ROLL),
        routine=st.just("post-run"),
        anchor=st.none() | st.sampled_from(Anchor),
    ),
    max_size=4,
).map(tuple)


def _of(log: tuple[Entry, ...]) -> tuple[Happening, ...]:
    return tuple(sorted(standing_entries(log), key=lambda entry: entry.day))


@st.composite
def histories(draw: st.DrawFn) -> History:
    """Any log of the store's own strategies, with the same entries over and over so that there are enough of them."""
    log = _of(draw(logs()))
    more = tuple(draw(st.lists(entries("e9"), max_size=4)))
    times = draw(st.sampled_from([1, 6]))
    kept = [entry for entry in (*log, *more) if isinstance(entry, Happening)]
    repeated = tuple(sorted((entry for entry in kept for _ in range(times)), key=lambda entry: entry.day))
    return History(
        today=TODAY,
        entries=repeated,
        planned=draw(plans),
        work=draw(works),
        exercises=draw(st.sampled_from([EXERCISES, {}, {"quad-roll": next(iter(EXERCISES.values()))}])),
        steps=draw(st.sampled_from([{}, {"post-run": (("quad-roll", 60.0),)}])),
    )


def check(figure: Figure, made: Made) -> None:
    """What every figure keeps to."""
    assert figure.id == made.id
    assert figure.title == made.title
    if figure.too_few:
        assert (figure.series, figure.rows) == ((), ())
        return
    assert figure.series
    assert figure.says
    assert figure.rows
    assert all(len(row) == len(figure.columns) for row in figure.rows)
    assert len({line.name for line in figure.series}) == len(figure.series)
    cells = {cell for row in figure.rows for cell in row}
    for line in figure.series:
        for point in line.points:
            if point.y is not None:
                assert point.y == point.y, "no number"
                assert figure.y_from is None or point.y >= figure.y_from
                assert figure.y_to is None or point.y <= figure.y_to
                word = point.x.isoformat() if isinstance(point.x, date) else str(point.x)
                assert any(word in cell for cell in cells), f"{word} is in the plot of {figure.id} and not in its rows"


@settings(max_examples=150)
@given(past=histories())
def test_every_figure_is_made_of_any_log(past: History) -> None:
    for made in FIGURES.values():
        note(made.id)
        check(made.make(past, RULES), made)


@pytest.mark.parametrize("made", FIGURES.values(), ids=FIGURES)
def test_an_empty_log_says_what_is_missing(made: Made) -> None:
    figure = made.make(history(), RULES)
    assert figure.too_few.endswith(".")
    assert figure.title == made.title
    assert made.question.endswith("?")


def _mirrored(entry: Happening) -> Happening:
    match entry:
        case Felt(side=side):
            return msgspec.structs.replace(entry, side=side.other)
        case Played():
            steps = tuple(msgspec.structs.replace(step, side=step.side.other) for step in entry.steps)
            return msgspec.structs.replace(entry, steps=steps)
        case _:
            return entry


@settings(max_examples=25)
@given(past=histories())
def test_swapping_the_sides_of_a_log_swaps_them_in_what_is_said(past: History) -> None:
    def swapped(text: str) -> str:
        return text.replace("left", "\0").replace("right", "left").replace("\0", "right")

    mirror = msgspec.structs.replace(past, entries=tuple(map(_mirrored, past.entries)))
    for made in (FIGURES["pain"], FIGURES["clear"]):
        one, other = made.make(past, RULES), made.make(mirror, RULES)
        assert {tuple(map(swapped, row)) for row in one.rows} == set(other.rows)


def test_health_is_marked_so_that_it_can_be_hidden() -> None:
    assert {made.id for made in FIGURES.values() if not made.is_health} == {"weekly", "longest-run", "adherence"}
