"""Forms of the calendar without Textual: what they say before enter, and what they refuse."""

from datetime import date

import pytest

from planner.actions.desk import Desk
from planner.app.calendar import Calendar
from planner.app.forms.diary import DoneForm, RunForm
from planner.app.forms.form import Field, choose
from planner.app.forms.places import GoForm, SearchForm
from planner.app.forms.plan import AddForm, EditForm, MoveForm
from planner.app.widgets.dialog import stepped
from planner.domain.errors import BadValue, NotFound, PlannerError
from planner.domain.log import Ran, Surface

TUESDAY = date(2027, 2, 9)


def item_on(desk: Desk, day: date) -> str:
    return desk.days(day, day)[0].sessions[0].session.id


def test_a_move_says_from_where_to_where_and_what_comes_along(demo: Desk) -> None:
    form = MoveForm(demo, item_on(demo, TUESDAY))
    assert form.fields[0].value == "10 Feb 2027"
    assert form.effect({"to": "thu"}) == "Tue 9 Feb → Thu 11 Feb; 4 things move with it; a free day."
    assert "there already: 6.5 km easy" in form.effect({"to": "10 feb"})
    assert "race day" in form.effect({"to": demo.plan_of(None).race.day.isoformat()})
    with pytest.raises(BadValue):
        form.effect({"to": "01/02/2027"})


def test_the_race_cannot_be_moved(demo: Desk) -> None:
    race = demo.plan_of(None).race
    with pytest.raises(BadValue, match="it stays on its day"):
        MoveForm(demo, race.session).effect({"to": "tomorrow"})


def test_an_edit_says_what_it_becomes_and_refuses_nothing(demo: Desk) -> None:
    form = EditForm(demo, item_on(demo, TUESDAY))
    values = {field.name: field.value for field in form.fields}
    assert form.effect(values) == "As it is."
    with pytest.raises(BadValue, match="nothing is changed"):
        form.submit(values)
    assert form.effect({**values, "kind": "easy", "distance": "5"}) == "6.5 km tempo → 5 km easy."
    assert form.effect({**values, "distance": ""}) == "6.5 km tempo → tempo."


def test_adding_shows_what_stands_where(demo: Desk) -> None:
    values = {"day": "sun", "kind": "hil", "distance": "8", "minutes": "", "title": "", "text": ""}
    assert AddForm(demo, TUESDAY).effect(values) == "Sun 7 Feb: 8 km hills."


def test_done_shows_the_pace(demo: Desk) -> None:
    form = DoneForm(demo, item_on(demo, date(2027, 2, 4)))
    assert form.effect({"distance": "6", "minutes": "36", "feel": "", "note": ""}) == "Logs 6 km in 36 min (6:00 a km)."
    with pytest.raises(BadValue):
        form.effect({"distance": "6", "minutes": "", "feel": "11", "note": ""})


def test_a_date_and_a_search_say_where_they_lead(demo: Desk) -> None:
    went: list[date] = []
    go = GoForm(demo, TUESDAY, went.append)
    assert go.effect({"day": "9 feb"}) == "Tue 9 Feb 2027, week 10 of 18, build."
    assert go.submit({"day": "9999-12-31"} | {"day": "+1d"}) == ""
    assert went == [date(2027, 2, 7)]
    with pytest.raises(BadValue, match="too far away"):
        go.submit({"day": "9999-12-31"})
    looked: list[str] = []
    search = SearchForm(Calendar(demo, TUESDAY), "", looked.append)
    empty = {field.name: "" for field in search.fields}
    assert search.effect(empty | {"words": "6 tempo"}).endswith("found, the first from here on Tue 9 Feb 2027.")
    with pytest.raises(NotFound):
        search.effect(empty | {"words": "swimming"})
    search.submit(empty | {"words": "8", "kind": "easy", "status": "planned"})
    assert looked == ["8 kind:easy status:planned"]


def test_arrows_count_days_numbers_and_choices() -> None:
    today = date(2027, 2, 6)
    assert stepped(Field(name="d", label="d", step="day"), "28 feb 2027", 1, today) == "1 Mar 2027"
    assert stepped(Field(name="n", label="n", step="number"), "6.5", -1, today) == "5.5"
    assert stepped(Field(name="n", label="n", step="number"), "some", 1, today) == "some"
    field = Field(name="c", label="c", choices=("a", "b", "c"))
    assert [stepped(field, value, -1, today) for value in ("a", "c", "")] == ["b", "a", "a"]


def test_a_choice_may_be_begun_but_not_guessed() -> None:
    assert choose("te", ("easy", "tempo"), "kind") == "tempo"
    for word in ("t", "x", ""):
        with pytest.raises(BadValue):
            choose(word, ("tempo", "tune-up"), "kind")


def test_a_run_is_logged_with_the_pair_that_hangs_there_or_another_and_how_it_felt(demo: Desk) -> None:
    day = date(2027, 2, 4)
    form = DoneForm(demo, item_on(demo, day))
    filled = {field.name: field.value for field in form.fields}
    assert filled["shoe"] == "blue"
    form.submit(filled | {"shoe": "red", "comfort": "7", "surface": "trail", "hot": "left heel"})
    *_, ran = [one for one in demo.entries(day, day) if isinstance(one, Ran)]
    assert (ran.shoe, ran.comfort, ran.surface, ran.hot_spots) == ("red", 7, Surface.TRAIL, "left heel")
    corrected = RunForm(demo, ran)
    shown = {field.name: field.value for field in corrected.fields}
    assert (shown["comfort"], shown["surface"], shown["hot"]) == ("7", "trail", "left heel")
    assert corrected.effect(shown) == "As it is."
    corrected.submit(shown | {"comfort": "", "surface": ""})
    *_, ran = [one for one in demo.entries(day, day) if isinstance(one, Ran)]
    assert (ran.comfort, ran.surface, ran.hot_spots) == (None, None, "left heel")


@pytest.mark.parametrize(("field", "text"), [("comfort", "11"), ("comfort", "x"), ("surface", "moon"), ("shoe", "no")])
def test_what_cannot_be_worn_is_refused_before_it_is_logged(demo: Desk, field: str, text: str) -> None:
    form = DoneForm(demo, item_on(demo, date(2027, 2, 4)))
    with pytest.raises(PlannerError):
        form.effect({one.name: one.value for one in form.fields} | {field: text})
