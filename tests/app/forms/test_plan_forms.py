"""The forms that change a session: all of its fields, a line in place of them, and what a structure comes to."""

from datetime import date

import pytest

from planner.actions.desk import Desk
from planner.actions.undo import undo
from planner.app.forms.form import Form
from planner.app.forms.plan import AddForm, EditForm, MoveForm
from planner.domain.change import Edit, Move
from planner.domain.errors import BadValue
from planner.domain.session import Session, SessionKind, Slot
from planner.domain.units import Span

TUESDAY = date(2027, 2, 9)
STRUCTURE = "2km easy, 5x(3min 5k, 2min jog), 2km easy"


def opened(form: Form, **typed: str) -> dict[str, str]:
    return {**{field.name: field.value for field in form.fields}, **typed}


def on(desk: Desk, day: date) -> Session:
    return desk.days(day, day)[0].sessions[-1].session


def test_adding_takes_the_other_half_of_the_day_and_morning_or_evening(demo: Desk) -> None:
    form = AddForm(demo, TUESDAY)
    values = opened(form, kind="rest", **{"or": "easy", "when": "pm"})
    assert form.effect(values) == "Tue 9 Feb: rest or easy pm."
    form.submit(values)
    added = on(demo, TUESDAY)
    assert (added.kind, added.or_kind, added.slot) == (SessionKind.REST, SessionKind.EASY, Slot.PM)


def test_a_time_is_typed_shown_and_kept_by_a_move(demo: Desk) -> None:
    form = AddForm(demo, TUESDAY)
    values = opened(form, run="8 easy", clock="6.30 pm")
    assert form.effect(values) == "Tue 9 Feb: 8 km easy 18:30."
    form.submit(values)
    added = on(demo, TUESDAY)
    assert (added.clock, added.slot) == ("18:30", None)
    edit = EditForm(demo, added.id)
    assert edit.effect(opened(edit, when="am")) == "8 km easy → 8 km easy am."
    assert edit.effect(opened(edit, clock="")) == "8 km easy → 8 km easy at any time."
    with pytest.raises(BadValue, match="'25' is not a time of day"):
        edit.effect(opened(edit, clock="25"))
    move = MoveForm(demo, added.id)
    move.submit(opened(move, to="2027-02-11"))
    assert on(demo, date(2027, 2, 11)).clock == "18:30"


def test_a_structure_says_what_it_comes_to_while_it_is_typed(demo: Desk) -> None:
    add = AddForm(demo, TUESDAY)
    assert "Structure: " in add.effect(opened(add, text=STRUCTURE))
    assert "25 min" in add.effect(opened(add, text="5x(3min 5k, 2min jog)"))
    assert "Structure" not in add.effect(opened(add, text="with Ann, coffee after"))
    edit = EditForm(demo, on(demo, TUESDAY).id)
    assert "Structure: " in edit.effect(opened(edit, text=STRUCTURE))
    assert "Structure" not in edit.effect(opened(edit, text="5x(3min 5k"))


def test_a_line_says_it_all_and_the_other_fields_follow_it(demo: Desk) -> None:
    form = AddForm(demo, TUESDAY)
    values = opened(form, run=f'"Club" 10 intervals thu am: {STRUCTURE} # tall')
    assert form.effect(values).startswith("Thu 11 Feb: Club am. Structure: ")
    form.submit(values)
    added = on(demo, date(2027, 2, 11))
    assert (added.kind, added.distance, added.slot) == (SessionKind.INTERVALS, Span.of(10_000), Slot.AM)
    assert (added.title, added.text, added.note) == ("Club", STRUCTURE, "tall")


def test_a_field_that_is_filled_stands_in_place_of_what_the_line_says(demo: Desk) -> None:
    form = AddForm(demo, TUESDAY)
    assert form.effect(opened(form, run="10 tempo", distance="8", kind="hills")) == "Tue 9 Feb: 8 km hills."
    assert form.effect(opened(form, run="10")) == "Tue 9 Feb: 10 km easy."
    assert form.effect(opened(form, run="45min tempo wed")) == "Wed 10 Feb: 45 min tempo."


@pytest.mark.parametrize(
    ("field", "typed", "why"),
    [
        ("run", "bananas", "'bananas' is not a distance"),
        ("run", "8 easy 31 feb", "'31 feb' is not a day"),
        ("run", "8 race", "a plan has one race"),
        ("or", "swim", "none of them"),
        ("when", "noon", "none of them"),
        ("distance", "far", "is not a distance"),
    ],
)
def test_what_cannot_be_read_is_said_and_nothing_is_added(demo: Desk, field: str, typed: str, why: str) -> None:
    form = AddForm(demo, TUESDAY)
    before = demo.plan_of(None).changes
    for act in (form.effect, form.submit):
        with pytest.raises(BadValue) as problem:
            act(opened(form, **{field: typed}))
        assert why in str(problem.value)
    assert demo.plan_of(None).changes == before


def test_editing_gives_and_takes_the_other_half_and_the_time_of_day_in_one_change(demo: Desk) -> None:
    before = on(demo, TUESDAY)
    form = EditForm(demo, before.id)
    values = opened(form, **{"or": "rest", "when": "am"})
    assert form.effect(values).endswith(" or rest am.")
    form.submit(values)
    given = on(demo, TUESDAY)
    assert (given.or_kind, given.slot) == (SessionKind.REST, Slot.AM)
    assert type(demo.plan_of(None).changes[-1]) is Edit
    again = EditForm(demo, before.id)
    assert opened(again)["when"] == "am"
    taken = opened(again, **{"or": "", "when": ""})
    assert again.effect(taken).endswith(" at any time.")
    again.submit(taken)
    assert (on(demo, TUESDAY).or_kind, on(demo, TUESDAY).slot) == (None, None)
    undo(demo)
    undo(demo)
    assert on(demo, TUESDAY) == before


def test_the_race_keeps_its_kind_in_the_form(demo: Desk) -> None:
    form = EditForm(demo, demo.plan_of(None).race.session)
    with pytest.raises(BadValue, match="kind"):
        form.effect(opened(form, kind="easy"))


def test_moving_to_the_morning_or_the_evening_is_one_move(demo: Desk) -> None:
    before = on(demo, TUESDAY)
    form = MoveForm(demo, before.id)
    assert form.effect(opened(form, to="thu", when="am")).startswith("Tue 9 Feb → Thu 11 Feb am; ")
    assert form.effect(opened(form, to="9 feb", when="pm")) == "Tue 9 Feb, pm."
    form.submit(opened(form, to="9 feb", when="pm"))
    assert on(demo, TUESDAY).slot is Slot.PM
    assert type(demo.plan_of(None).changes[-1]) is Move
    undo(demo)
    assert on(demo, TUESDAY) == before


def test_what_hangs_on_a_run_has_no_time_of_day_of_its_own(demo: Desk) -> None:
    hung = demo.schedule_of(demo.plan_of(None)).hung[0]
    assert [field.name for field in MoveForm(demo, hung.id).fields] == ["to", "anyway"]


def test_a_run_comes_to_race_day_only_when_one_says_anyway(demo: Desk) -> None:
    race = demo.plan_of(None).race.day
    form = MoveForm(demo, on(demo, TUESDAY).id)
    values = opened(form, to=race.isoformat())
    assert form.effect(values).endswith("is race day: for that say yes to anyway.")
    with pytest.raises(BadValue, match="is race day"):
        form.submit(values)
    form.submit({**values, "anyway": "yes"})
    assert len(demo.days(race, race)[0].sessions) == 2
