"""What the answers of the new build-up form mean, and what is said about them."""

from datetime import UTC, date, datetime
from pathlib import Path
from random import Random

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.actions.desk import Desk
from planner.actions.gear import add_shoe
from planner.actions.orthotics import add_orthotic
from planner.app.bits import Line, width_of
from planner.app.forms.build_up import (
    QUESTIONS,
    Question,
    Reading,
    keep,
    likely_answers,
    longest_that_fits,
    questions,
    read,
    stepped,
)
from planner.app.views.build_up import said, ways_out
from planner.domain.race import RACE_M, Level
from planner.domain.units import Unit
from planner.store.store import Store

TODAY = date(2026, 11, 21)
KEYS = {"later": "f2", "shorter": "f3", "finish-safely": "f4"}
SOON = {"date": "20 dec 2026"}


@pytest.fixture
def desk(store_root: Path) -> Desk:
    """A desk on an empty store, on Saturday 21 November 2026."""
    return Desk(Store(store_root), now=lambda: datetime(2026, 11, 21, 8, tzinfo=UTC), pick=Random(7).choice)


def question(name: str) -> Question:
    return next(question for question in QUESTIONS if question.name == name)


def reading(desk: Desk, **answers: str) -> Reading:
    return read(desk, {**likely_answers(desk), **answers})


def text_of(lines: tuple[Line, ...]) -> str:
    return " ".join("".join(bit.text for bit in line) for line in lines)


def test_the_form_opens_with_answers_that_fit(desk: Desk) -> None:
    found = reading(desk)
    assert found.made
    assert found.made.plan.race.day == date(2027, 3, 28)
    assert text_of(said(found, question("race"), Unit.KM, 60, 20)).count("It fits.") == 1


def test_reading_writes_nothing(desk: Desk) -> None:
    reading(desk)
    assert not desk.store.root.exists()


def test_the_same_answers_make_the_same_plan(desk: Desk) -> None:
    assert reading(desk).made == reading(desk).made


def test_every_answer_reaches_the_request(desk: Desk) -> None:
    add_shoe(desk, "Blue", shoe_id="blue")
    add_orthotic(desk, "Cork", orthotic_id="cork")
    found = reading(
        desk,
        race="Spring 10",
        date="+20w",
        distance="10k",
        level="inter",
        weekly="30",
        longest="10",
        days="5",
        long_run="saturday",
        pace="6:10",
        start="2026-11-30",
        layers="all -hip-strength",
        shoe="blue",
        orthotic="cork",
    )
    asked = found.request
    assert asked
    assert (asked.race_name, asked.race_day, asked.distance_m) == ("Spring 10", date(2027, 4, 10), RACE_M["10k"])
    assert (asked.level, asked.weekly_m, asked.longest_m) == (Level.INTERMEDIATE, 30_000, 10_000)
    assert (asked.days, asked.long_run_day, asked.easy_pace_s) == (5, "sat", 370)
    assert (asked.start, asked.shoe, asked.orthotic) == (date(2026, 11, 30), "blue", "cork")
    assert asked.layers is not None
    assert "hip-strength" not in asked.layers
    assert "roll-before" in asked.layers
    assert found.made
    assert {layer.what for layer in found.made.plan.layers} >= {"blue", "cork"}


def test_empty_figures_take_what_is_usual_for_the_level(desk: Desk) -> None:
    asked = reading(desk, weekly="", longest="").request
    assert asked
    assert asked.weekly_m is asked.longest_m is None


def test_distances_are_read_in_the_runners_unit(desk: Desk) -> None:
    desk.set(unit="mi")
    assert likely_answers(desk)["weekly"] == "12"
    asked = reading(desk, weekly="20", longest="8km", pace="10:00").request
    assert asked
    assert asked.weekly_m == pytest.approx(32_186.9, abs=0.1)
    assert asked.longest_m == 8_000
    assert asked.easy_pace_s == 373


def test_no_layers_is_an_answer(desk: Desk) -> None:
    made = reading(desk, layers="none").made
    assert made
    assert made.plan.layers == ()


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("race", "  ", "no name"),
        ("date", "32 apr", "not a day"),
        ("date", "1 jan 2020", "not ahead"),
        ("date", "2031-01-01", "three years"),
        ("distance", "far", "not a race distance"),
        ("level", "pro", "none of them"),
        ("weekly", "x", "not a distance"),
        ("longest", "-4", "not a distance"),
        ("longest", "80", "not longer than the week"),
        ("days", "9", "none of them"),
        ("long_run", "someday", "weekday"),
        ("pace", "6:xx", "not a pace"),
        ("pace", "1:00", "not an easy pace"),
        ("start", "2030-01-01", "not before the race"),
        ("layers", "hips", "no layer"),
    ],
)
def test_what_cannot_be_read_is_said_beside_its_question(desk: Desk, name: str, text: str, words: str) -> None:
    found = reading(desk, **{name: text})
    assert found.made is None
    assert list(found.wrong) == [name]
    assert words in found.wrong[name]
    beside = text_of(said(found, question(name), Unit.KM, 80, 20))
    assert beside.startswith("! ")
    assert words in beside
    elsewhere = next(other for other in QUESTIONS if other.name != name)
    assert question(name).label in text_of(said(found, elsewhere, Unit.KM, 80, 20))


def test_a_race_that_comes_too_soon_says_why_and_the_three_ways_out(desk: Desk) -> None:
    found = reading(desk, **SOON)
    assert found.refusal
    told = text_of(ways_out(found, KEYS, 60, 20))
    assert "at least 8 are needed" in told
    assert all(words in told for words in ("f2  a later race: Thu 4 Feb 2027", "f3  a shorter", "f4  a plan to finish"))


def test_the_ways_out_fit_four_short_lines(desk: Desk) -> None:
    lines = ways_out(reading(desk, **SOON), KEYS, 38, 4)
    assert len(lines) <= 4
    assert all(width_of(line) <= 38 for line in lines)
    assert text_of(lines[-1:]) == "f2 later  f3 shorter  f4 finish safely"


def test_each_way_out_fits(desk: Desk) -> None:
    answers = {**likely_answers(desk), **SOON}
    refusal = read(desk, answers).refusal
    assert refusal
    assert refusal.earliest
    assert read(desk, {**answers, "date": refusal.earliest.isoformat()}).made
    shorter = longest_that_fits(desk, answers)
    assert shorter == "5k"
    assert read(desk, {**answers, "distance": shorter}).made
    safe = read(desk, answers, finish_safely=True)
    assert safe.made
    assert "finish safely" in text_of(said(safe, None, Unit.KM, 60, 20)).lower()


def test_keeping_makes_the_plan_that_was_shown(desk: Desk) -> None:
    found = reading(desk)
    assert found.made
    assert found.request
    kept = keep(desk, found.request).plan
    assert without_ids(kept) == without_ids(found.made.plan)
    assert desk.plan() == kept


def test_two_races_of_one_name_are_two_plans(desk: Desk) -> None:
    asked = reading(desk, race="Spring Half").request
    assert asked
    assert [keep(desk, asked).plan.id for _ in range(3)] == ["spring-half", "spring-half-2", "spring-half-3"]


@pytest.mark.parametrize("name", ["[/b][@click=app.exit]x", "漢字 é \x1b[31m", "x" * 300, "- " * 40, "../../etc", "🏃"])
def test_any_race_name_makes_a_plan(desk: Desk, name: str) -> None:
    found = reading(desk, race=name)
    assert found.request
    plan = keep(desk, found.request).plan
    assert "\x1b" not in plan.race.name
    assert desk.store.plan_ids() == (plan.id,)


@pytest.mark.parametrize(
    ("name", "value", "by", "after"),
    [
        ("distance", "half", 1, "10k"),
        ("distance", "half", -1, "marathon"),
        ("distance", "15", -1, "10k"),
        ("days", "6", -1, "3"),
        ("date", "28 Mar 2027", 1, "4 Apr 2027"),
        ("start", "", 1, "28 Nov 2026"),
        ("weekly", "20", -1, "19"),
        ("weekly", "0", -1, "0"),
        ("weekly", "12.5 mi", 1, "13.5 mi"),
        ("weekly", "many", 1, "many"),
        ("date", "soon", 1, "soon"),
        ("race", "Spring", 1, "Spring"),
    ],
)
def test_arrows_change_an_answer(name: str, value: str, by: int, after: str) -> None:
    assert stepped(question(name), value, by, TODAY) == after


def test_gear_is_asked_only_of_who_has_some(desk: Desk) -> None:
    assert not {"shoe", "orthotic"} & {question.name for question in questions(desk)}
    add_shoe(desk, "Blue", shoe_id="blue")
    asked = {question.name: question for question in questions(desk)}
    assert asked["shoe"].choices == ("", "blue")
    assert "orthotic" not in asked


@given(
    answers=st.fixed_dictionaries(
        {},
        optional={
            question.name: st.one_of(
                st.text(max_size=12), st.sampled_from(("0", "1e9", "nan", "+1d", "half", "all -x"))
            )
            for question in QUESTIONS
        },
    ),
    width=st.integers(1, 60),
    height=st.integers(1, 12),
)
def test_any_answers_are_made_or_refused_in_words(
    tmp_path_factory: pytest.TempPathFactory, answers: dict[str, str], width: int, height: int
) -> None:
    desk = Desk(Store(tmp_path_factory.getbasetemp() / "none"), now=lambda: datetime(2026, 11, 21, 8, tzinfo=UTC))
    found = reading(desk, **answers)
    assert bool(found.made) + bool(found.refusal) + bool(found.wrong) == 1
    for lines in (said(found, QUESTIONS[0], Unit.KM, width, height), ways_out(found, KEYS, width, height)):
        assert len(lines) <= max(height, 1) or found.refusal


def without_ids(plan: object) -> object:
    """A plan with its random ids numbered in the order in which they come."""
    text = msgspec.json.encode(plan).decode()
    raw = msgspec.json.decode(text)
    order = {session["id"]: f"#{n}" for n, session in enumerate(raw["base"])}
    for old, new in order.items():
        text = text.replace(f'"{old}"', f'"{new}"')
    return {**msgspec.json.decode(text), "id": ""}
