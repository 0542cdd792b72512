"""Forms that rearrange the plan: what they say before enter is what happens then."""

from datetime import date

import pytest

from planner.actions.desk import Desk
from planner.actions.undo import undo
from planner.app.forms.form import Form
from planner.app.forms.rearrange import MoveAllForm, RepeatWeekForm, RestDayForm, ShiftForm, SwapWeekdaysForm
from planner.domain.errors import BadValue

TUESDAY = date(2027, 2, 9)


def likely(form: Form, **more: str) -> dict[str, str]:
    """What stands in the form when it opens, and what is typed then."""
    return {field.name: field.value for field in form.fields} | more


def week(desk: Desk) -> list[str]:
    days = desk.days(date(2027, 2, 8), date(2027, 2, 14))
    return [line.session.id for one in days for line in one.sessions]


def days_of(desk: Desk, item: str) -> date:
    found = desk.schedule_of(desk.plan_of(None)).find(item)
    assert found is not None
    return found.session.day  # type: ignore[union-attr]


def test_a_shift_says_what_moves_and_what_falls_out_before_it_is_done(demo: Desk) -> None:
    form = ShiftForm(demo, TUESDAY)
    told = form.effect(likely(form, days="3"))
    assert told.startswith("Shifts everything from Tue 9 Feb to the race 3 days later. 34 sessions move.")
    assert "Out of the plan: 4.5 km easy of Thu 8 Apr." in told
    item = week(demo)[0]
    assert days_of(demo, item) == TUESDAY
    assert form.submit(likely(form, days="3")) == told.replace("Shifts", "Shifted")
    assert days_of(demo, item) == date(2027, 2, 12)


def test_a_shift_can_go_back_and_end_on_a_day(demo: Desk) -> None:
    form = ShiftForm(demo, TUESDAY)
    told = form.effect(likely(form, way="ear", until="10 feb 2027"))
    assert told.startswith("Shifts everything from Tue 9 Feb to Wed 10 Feb 1 day earlier. 2 sessions move.")
    for wrong in ({"days": "0"}, {"days": "x"}, {"way": "up"}, {"until": "31 feb"}, {"since": "11 apr 2027"}):
        with pytest.raises(BadValue):
            form.effect(likely(form, **wrong))


def test_a_rest_day_opens_on_what_can_be_done_on_the_day(demo: Desk) -> None:
    busy, free = RestDayForm(demo, TUESDAY), RestDayForm(demo, date(2027, 2, 8))
    assert [likely(form)["how"] for form in (busy, free)] == ["insert", "remove"]
    assert busy.effect(likely(busy)) == "Makes Tue 9 Feb a rest day. 2 sessions move."
    assert "35 sessions move" in busy.effect(likely(busy, up_to="race"))
    assert free.effect(likely(free)) == "Takes out the rest day of Mon 8 Feb. 2 sessions move."
    with pytest.raises(BadValue, match="rest day already"):
        free.effect(likely(free, how="insert"))
    item = week(demo)[0]
    busy.submit(likely(busy))
    assert days_of(demo, item) == date(2027, 2, 10)
    undo(demo)
    assert days_of(demo, item) == TUESDAY


def test_weekdays_are_swapped_from_this_week_on_or_in_the_whole_plan(demo: Desk) -> None:
    form = SwapWeekdaysForm(demo, TUESDAY)
    told = form.effect(likely(form, other="thu"))
    assert told.startswith("Swaps Tuesday and Thursday in the weeks from Mon 8 Feb on.")
    assert "in the whole plan" in form.effect(likely(form, other="thu", since="the whole plan"))
    with pytest.raises(BadValue, match="with itself"):
        form.effect(likely(form, other="tuesday"))
    item = week(demo)[0]
    form.submit(likely(form, other="thu"))
    assert days_of(demo, item) == date(2027, 2, 11)


def test_a_week_is_repeated(demo: Desk) -> None:
    form = RepeatWeekForm(demo, TUESDAY)
    assert form.title == "Repeat week 10"
    told = form.effect(likely(form, times="2"))
    assert told == "Repeats week 10 in the 2 weeks after it. 8 sessions of their own are out of the plan."
    before = len(demo.plan_of(None).changes)
    assert form.submit(likely(form, times="2")) == told.replace("Repeats", "Repeated")
    assert len(demo.plan_of(None).changes) == before + 1
    with pytest.raises(BadValue, match="whole number"):
        form.effect(likely(form, times="some"))


def test_several_move_to_a_date_or_by_days_and_keep_their_distance(demo: Desk) -> None:
    items = week(demo)
    form = MoveAllForm(demo, items)
    assert likely(form)["to"] == "16 Feb 2027"
    told = form.effect(likely(form, to="+1d"))
    assert told.startswith("Moves 4 sessions 1 day later, the first to Wed 10 Feb.")
    assert form.effect(likely(form, to="10 feb 2027")) == told
    form.submit(likely(form, to="+1d"))
    assert [days_of(demo, item).day for item in items] == [10, 11, 13, 15]
    with pytest.raises(BadValue, match="there already"):
        MoveAllForm(demo, items).effect({"to": "+0d", "anyway": "no"})


def test_several_come_to_race_day_only_when_that_is_said(demo: Desk) -> None:
    race = demo.plan_of(None).race
    form = MoveAllForm(demo, week(demo)[:1])
    with pytest.raises(BadValue, match="is race day"):
        form.effect(likely(form, to=race.day.isoformat()))
    assert "to Sun 11 Apr" in form.effect(likely(form, to=race.day.isoformat(), anyway="yes"))
    with pytest.raises(BadValue, match="the race stays"):
        MoveAllForm(demo, [race.session])
