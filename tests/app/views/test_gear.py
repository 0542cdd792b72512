"""Rows of shoes: they fit every width, say state with a word, and show text from the user as it is."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.actions.rules import rules_of
from planner.actions.shoe_views import ShoeView
from planner.app.bits import width_of
from planner.app.signs import NICE, PLAIN
from planner.app.views.gear import bar, detail_lines, heading, row
from planner.domain.gear import Shoe
from planner.domain.units import Unit
from planner.insights.wear import Wear
from planner.planning.shoe_ramp import Speed
from planner.planning.shoe_rules import ShoeRules
from planner.planning.shoe_wear import Status, forecast
from tests.app.keys import NAUGHTY
from tests.app.lines import text_of
from tests.strategies import texts

RULES = rules_of("shoes", ShoeRules)
TODAY = date(2027, 2, 6)


def view(name: str = "Blue", km: float = 400, status: Status = Status.IN_USE) -> ShoeView:
    shoe = Shoe(id="blue", name=name)
    seen = forecast(shoe, km * 1000, (), RULES, TODAY)
    wear = Wear(shoe="blue", start_m=km * 1000)
    return ShoeView(shoe=shoe, letter="A", wear=wear, forecast=seen, status=status, speed=Speed())


@given(texts, st.floats(0, 5000), st.sampled_from(Status), st.sampled_from([80, 100, 120, 160]), st.booleans())
def test_a_row_fits_whatever_the_name(name: str, km: float, status: Status, width: int, plain: bool) -> None:
    line = row(view(name, km, status), TODAY, Unit.KM, PLAIN if plain else NICE, RULES.wear, width)
    assert width_of(line) <= width
    assert status.value in text_of(line)
    assert width_of(heading(width, Unit.KM)) <= width


@pytest.mark.parametrize("width", [80, 120])
def test_columns_stand_under_their_heading(width: int) -> None:
    head = text_of(heading(width, Unit.KM))
    line = text_of(row(view(), TODAY, Unit.KM, NICE, RULES.wear, width))
    assert line.index("in use") == head.index("state")
    assert line.index("400/700") + len("400/700") == head.index("km of due") + len("km of due")


@pytest.mark.parametrize(("part", "full"), [(0.0, 0), (0.6, 6), (1.2, 12), (9.0, 12)])
def test_the_bar_has_a_stroke_at_80_and_at_100_percent(part: float, full: int) -> None:
    text = text_of(bar(part, 12, PLAIN, RULES.wear))
    assert (text[8], text[10]) == ("|", "|")
    assert text == "".join("|" if n in (8, 10) else "=" if n < full else "." for n in range(12))


def test_ascii_rows_are_ascii() -> None:
    assert text_of(row(view(), TODAY, Unit.KM, PLAIN, RULES.wear, 120)).isascii()


def test_text_of_the_user_is_shown_as_it_is() -> None:
    said = text_of(detail_lines(NAUGHTY, [("note", NAUGHTY)], 78)[1])
    assert NAUGHTY in said


def test_long_texts_are_wrapped_beside_their_label() -> None:
    lines = detail_lines("Blue", [("note", "word " * 60)], 60)
    assert len(lines) > 5
    assert all(width_of(line) <= 60 for line in lines)
    assert all(text_of(line).startswith(" " * 14) for line in lines[2:])
