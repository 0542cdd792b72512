"""What is asked for is in the file and the rest is not; and which formats are the same whatever day it is."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from random import Random

import msgspec
import pytest

from planner.actions.desk import Desk
from planner.actions.diary import done
from planner.actions.exports import Choice, Format, export
from planner.domain.change import Edit
from planner.domain.plan import Plan
from planner.exports.outgoing import OutFile
from planner.store.store import Store
from tests.actions.export_words import words_of
from tests.exports.plans import a_plan, at, day

BEFORE_IT_BEGINS = datetime(2027, 4, 1, 8, 0, tzinfo=UTC)
OF_THE_PLAN_ALONE = (Format.ICS, Format.TOML, Format.FIT, Format.INTERVALS)
"""What a phone, a watch or another runner gets says nothing of what was done: only the plan changes it."""
every_format = pytest.mark.parametrize("form", Format)
At = Callable[[datetime], Desk]


@pytest.fixture
def desk_at(desk: Desk) -> At:
    """Give a desk at a moment, on a store with the plan of the golden files and two structured runs in it."""
    store = Store(desk.store.root)
    plan = a_plan(
        Edit(id="one", at=at(20), session="tempo", title="Alfa", text="1 km easy, 2 km hard"),
        Edit(id="two", at=at(21), session="pair", title="Bravo", text="2 km easy, 3 km hard"),
    )
    store.create_plan(msgspec.json.decode(msgspec.json.encode(plan), type=Plan))
    return lambda moment: Desk(store, now=lambda: moment, pick=Random(3).choice)


def written(desk: Desk, form: Format, **more: object) -> tuple[OutFile, ...]:
    return export(desk, Choice(format=form, **more)).files  # type: ignore[arg-type]


@every_format
def test_only_the_days_asked_for_are_in_the_file(form: Format, desk_at: At) -> None:
    desk = desk_at(BEFORE_IT_BEGINS)
    for first, last, there, gone in ((5, 11, "Alfa", "Bravo"), (12, 18, "Bravo", "Alfa")):
        words = words_of(*written(desk, form, first=day(first), last=day(last)))
        assert there in words
        assert gone not in words


@pytest.mark.parametrize("form", [form for form in Format if form not in (Format.FIT, Format.INTERVALS)])
@pytest.mark.parametrize("flat", [False, True])
def test_only_the_layers_asked_for_are_in_the_file(form: Format, flat: bool, desk_at: At) -> None:
    desk = desk_at(BEFORE_IT_BEGINS)
    everything = ("calves", "kraft", "gait")
    for layers, there in (((), everything), (("roll",), ("calves",)), (("strength", "word"), ("kraft", "gait"))):
        words = words_of(*written(desk, form, layers=layers, flat=flat))
        assert tuple(word for word in everything if word in words) == there
        assert "Alfa" in words


@every_format
def test_the_time_of_day_and_days_before_the_plan_begins_change_no_byte(form: Format, desk_at: At) -> None:
    usual = written(desk_at(BEFORE_IT_BEGINS), form)
    for later in (timedelta(hours=15), timedelta(days=3)):
        assert written(desk_at(BEFORE_IT_BEGINS + later), form) == usual


@pytest.mark.parametrize("form", OF_THE_PLAN_ALONE)
def test_an_unchanged_plan_is_the_same_bytes_on_any_day_whatever_was_run(form: Format, desk_at: At) -> None:
    usual = written(desk_at(BEFORE_IT_BEGINS), form)
    for later in (timedelta(days=9), timedelta(days=400)):
        assert written(desk_at(BEFORE_IT_BEGINS + later), form) == usual
    on_the_day = desk_at(datetime(2027, 4, 8, 19, 0, tzinfo=UTC))
    done(on_the_day, "tempo")
    assert written(desk_at(on_the_day.now()), form) == usual


@pytest.mark.parametrize("form", [form for form in Format if form not in OF_THE_PLAN_ALONE])
def test_what_people_and_programs_look_at_says_what_was_done(form: Format, desk_at: At) -> None:
    evening = datetime(2027, 4, 8, 19, 0, tzinfo=UTC)
    usual = written(desk_at(evening), form)
    done(desk_at(evening), "tempo")
    assert written(desk_at(evening), form) != usual
