"""What a few words of a plan say: the same answer whatever the file's format."""

import random
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.session import Session, SessionKind, Slot, name_of
from planner.domain.text import clean
from planner.domain.units import Span, Unit
from planner.imports.asked import Asked
from planner.imports.notes import Notes
from planner.imports.plans.cells import Cell
from planner.imports.plans.free_words import WordReader
from planner.imports.plans.race_sizes import race_size


def cells(words: str, text: str = "", *, unit: Unit = Unit.KM) -> tuple[Cell, ...]:
    return WordReader(Asked(pick=random.Random(1).choice, own_unit=unit), Notes()).cells(0, 0, words, text)


def one(words: str, text: str = "", *, unit: Unit = Unit.KM) -> Cell:
    found = cells(words, text, unit=unit)
    assert len(found) == 1
    return found[0]


def km(cell: Cell) -> tuple[float, float] | None:
    return (cell.distance.low_m / 1000, cell.distance.high_m / 1000) if cell.distance else None


@pytest.mark.parametrize(
    ("words", "kind", "low", "high"),
    [
        ("8 km easy", "easy", 8, 8),
        ("Easy 8k", "easy", 8, 8),
        ("Long run 18", "long", 18, 18),
        ("8", "run", 8, 8),
        ("5-6", "run", 5, 6),
        ("run 7,5 km", "run", 7.5, 7.5),
        ("5 mi (8 km) tempo", "tempo", 8.04672, 8.04672),
        ("2 km easy + 3 km tempo + 1 km easy", "tempo", 6, 6),
        ("10 km incl. 3 km tempo", "tempo", 10, 10),
        ("20 km long, last 5 km steady", "long", 20, 20),
        ("15k, middle 5k steady", "run", 15, 15),
        ("8 km w/ 4 x 100 m strides", "intervals", 8, 8),
        ("6 x 800 m, total 9 km", "intervals", 9, 9),
        ("9 km total: 6 x 800", "intervals", 9, 9),
        ("easy 6 + 4 strides", "strides", 6, 6),
        ("8 km at 5k pace", "race-pace", 8, 8),
        ("8–10 km or 12 km easy", "easy", 8, 12),
        ("5000 m time trial", "tune-up", 5, 5),
    ],
)
def test_kind_and_distance(words: str, kind: str, low: float, high: float) -> None:
    cell = one(words)
    assert (cell.kind.value, km(cell)) == (kind, (low, high))


@pytest.mark.parametrize(
    "words",
    ["6 x 800", "10 x 400 with 200 jog", "400 m hills", "6m easy", "Run 30-40 min", "easy in zone 2", "Tempo 40'",
     "2 km warm-up, 6 x 400 m, 2 km cool-down", "10 min warm-up, 5 km tempo, 10 min cool-down", "Run 5:30/km",
     "4-hour run", "10k pace run"],
)  # fmt: skip
def test_figures_that_make_no_distance_give_none(words: str) -> None:
    assert one(words).distance is None


def test_distances_that_do_not_make_one_are_said_and_the_words_are_kept_whole() -> None:
    notes = Notes()
    words = "2 km warm-up, 6 x 400 m, 2 km cool-down"
    cell = WordReader(Asked(pick=random.Random(1).choice), notes).cell(2, 1, words)
    assert cell
    assert cell.title == words
    assert notes.all() == (f"Week 3, Tuesday: how far “{words}” goes is not clear; it has no distance.",)


def test_a_bare_number_is_in_the_readers_unit_and_a_note_says_so() -> None:
    notes = Notes()
    reader = WordReader(Asked(pick=random.Random(1).choice, own_unit=Unit.MI), notes)
    cell = reader.cell(0, 0, "Long run 10")
    reader.say_unit()
    assert cell
    assert cell.distance == Span.of(16_093.44)
    assert notes.all() == ("1 distance has no unit; read in mi, which is yours (--unit km for the other).",)
    asked = Notes()
    stated = WordReader(Asked(pick=random.Random(1).choice, unit=Unit.MI), asked)
    assert stated.cell(0, 0, "Long run 10")
    stated.say_unit()
    assert asked.all() == ()


def test_a_distance_that_is_only_in_the_text_is_read_and_the_text_kept() -> None:
    cell = one("Tempo Tuesday", "Steady in the middle.\nDistance: 9.5 km\nHave fun!")
    assert km(cell) == (9.5, 9.5)
    assert cell.text == "Steady in the middle.\nDistance: 9.5 km\nHave fun!"


def test_rest_or_easy_stays_both_with_its_distance() -> None:
    cell = one("Rest or easy 5k")
    assert (cell.kind, cell.or_kind, km(cell)) == (SessionKind.REST, SessionKind.EASY, (5, 5))


@pytest.mark.parametrize("words", ["", " ", "-", "–", "…", "n/a"])
def test_a_dash_is_no_session(words: str) -> None:
    assert cells(words) == ()


@pytest.mark.parametrize(
    ("words", "slot", "clock"),
    [
        ("AM: 8 km easy", Slot.AM, ""),
        ("8 km easy (PM)", Slot.PM, ""),
        ("07:15 8 km easy", None, "07:15"),
        ("8 km easy at 6pm", None, "18:00"),
        ("12:30 am 8 km easy", None, "00:30"),
        ("5:30/km 8 km easy", None, ""),
        ("8 km easy at 5:30", None, ""),
    ],
)
def test_the_time_of_day(words: str, slot: Slot | None, clock: str) -> None:
    cell = one(words)
    assert (cell.slot, cell.clock, km(cell)) == (slot, clock, (8, 8))


def test_two_runs_of_a_day_and_strength_beside_a_run_are_two_sessions() -> None:
    assert [(cell.kind.value, cell.slot) for cell in cells("AM: 5 km easy / PM: 8 km tempo")] == [
        ("easy", Slot.AM), ("tempo", Slot.PM),
    ]  # fmt: skip
    assert [cell.kind.value for cell in cells("8 km + strength")] == ["run", "strength"]
    assert [cell.kind.value for cell in cells("8 km + 4 strides")] == ["strides"]


def test_a_race_is_known_with_its_size_and_a_bare_distance_is_none() -> None:
    assert (one("Race: Spring Half (half)").title, km(one("Race: Spring Half (half)"))) == (
        "Spring Half",
        (21.0975,) * 2,
    )
    assert one("10K race").tags == ("race",)
    assert one("10 km").tags == ()
    assert [race_size(words) for words in ("Berlin Half", "my marathon", "10 km run", "park")] == [
        21_097.5, 42_195.0, 10_000.0, None,
    ]  # fmt: skip


def test_what_is_not_known_is_kept_as_other_and_said() -> None:
    notes = Notes()
    cell = WordReader(Asked(pick=random.Random(1).choice), notes).cell(0, 6, "Yoga [/]\x1b[2J 8")
    assert cell
    assert (cell.kind, cell.title, cell.distance) == (SessionKind.OTHER, "Yoga [/][2J 8", None)
    assert "Sunday" in notes.all()[0]


_sizes = st.integers(1, 600).map(lambda tenths: Span.of(tenths * 100.0))


@given(st.sampled_from([kind for kind in SessionKind if kind is not SessionKind.RACE]), _sizes)
def test_planners_own_words_for_a_session_read_back(kind: SessionKind, span: Span) -> None:
    size = span if kind.is_run else None
    duration = None if kind.is_run or kind in (SessionKind.REST, SessionKind.OTHER) else 4800
    session = Session(id="a", day=date(2027, 1, 4), kind=kind, distance=size, duration_s=duration)
    cell = one(name_of(session, Unit.KM))
    assert (cell.kind, cell.distance, cell.duration_s, cell.title) == (kind, size, duration, "")


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_words_become_sessions_with_clean_words(words: str, text: str) -> None:
    for cell in cells(clean(words), clean(text)):
        assert clean(f"{cell.title}{cell.text}") == f"{cell.title}{cell.text}"
        assert cell.distance is None or 0 < cell.distance.low_m <= cell.distance.high_m < 1_000_000
        Session(id="a", day=date(2027, 1, 4), kind=cell.kind, distance=cell.distance,
                duration_s=cell.duration_s, clock=cell.clock)  # fmt: skip


def test_the_same_again_is_the_session_before_and_said() -> None:
    notes = Notes()
    reader = WordReader(Asked(pick=random.Random(1).choice), notes)
    first = reader.cell(0, 1, "walk 5 min, then jog 20 min")
    second = reader.cell(0, 3, "The same.", line=7)
    assert first
    assert second
    assert (second.title, second.kind, second.index, second.line) == (first.title, SessionKind.RUN_WALK, 3, 7)
    assert notes.all() == ("“The same.” is taken as the session before it.",)
