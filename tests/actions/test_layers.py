"""A layer from what a person says."""

from datetime import date

import pytest

from planner.actions import build_ups, gear, orthotics
from planner.actions.changes import hang
from planner.actions.desk import Desk
from planner.actions.layers import NOTE, compose, things
from planner.actions.undo import undo
from planner.app.forms.layer import LayerForm
from planner.domain.days import Weekday
from planner.domain.errors import BadValue, NotFound
from planner.domain.layer import Anchor, Thing
from planner.domain.race import RACE_M, Phase
from planner.domain.session import SessionKind
from tests.actions.conftest import again


@pytest.fixture(autouse=True)
def _plan(desk: Desk) -> None:
    request = build_ups.Request(
        race_name="Spring Half", race_day=date(2027, 4, 18), distance_m=RACE_M["half"], weekly_m=25_000, longest_m=9_000
    )
    build_ups.make(desk, "spring", request)
    gear.add_shoe(desk, "Red [/] racer", shoe_id="red")
    orthotics.add_orthotic(desk, "Cork", orthotic_id="cork")


def test_gear_hangs_on_the_run_wherever_one_says(desk: Desk) -> None:
    layer = compose(desk, "red", anchor=Anchor.BEFORE_RUN, kinds=[SessionKind.TEMPO])
    assert (layer.thing, layer.anchor, layer.name) == (Thing.SHOE, Anchor.RUN, "Red [/] racer")
    assert compose(desk, "cork", anchor=Anchor.REST_DAY).thing is Thing.ORTHOTIC


def test_a_routine_hangs_as_what_it_mostly_is(desk: Desk) -> None:
    kinds = {what: compose(desk, what, anchor=Anchor.REST_DAY).thing for what in things(desk) if what != NOTE}
    assert kinds["it-band-spot-roll"] is Thing.ROLL
    assert kinds["hip-strength"] is Thing.STRENGTH
    assert kinds["it-band-seven"] is Thing.STRETCH


def test_a_weekly_note_hangs_on_its_weekdays_in_its_phases(desk: Desk) -> None:
    layer = compose(
        desk, NOTE, anchor=Anchor.WEEKLY, text="pack\x1b the bag", weekdays=[Weekday.SUN, Weekday.TUE],
        phases=[Phase.TAPER],
    )  # fmt: skip
    assert layer.rule == "FREQ=WEEKLY;BYDAY=TU,SU"
    assert "2 days" in hang(desk, layer)
    found = [item for item in again(desk).schedule_of(again(desk).plan_of("spring")).hung if item.layer == layer.id]
    assert [item.day.weekday() for item in found] == [1, 6]
    assert found[0].what == "pack the bag"


def test_the_same_thing_twice_gets_an_id_of_its_own(desk: Desk) -> None:
    first = compose(desk, "red", anchor=Anchor.RUN)
    hang(desk, first)
    assert compose(desk, "red", anchor=Anchor.RUN).id != first.id


def test_what_cannot_hang_is_refused_and_nothing_changes(desk: Desk) -> None:
    before = again(desk).plan_of("spring")
    with pytest.raises(NotFound, match="cork, red, note"):
        compose(desk, "nope", anchor=Anchor.RUN)
    with pytest.raises(BadValue, match="note"):
        compose(desk, NOTE, anchor=Anchor.RUN, text=" ")
    with pytest.raises(BadValue, match="weekdays"):
        compose(desk, "hip-strength", anchor=Anchor.WEEKLY)
    with pytest.raises(BadValue, match="not a run"):
        compose(desk, "red", anchor=Anchor.RUN, kinds=[SessionKind.CROSS])
    assert again(desk).plan_of("spring") == before


def test_the_form_says_where_it_would_hang_hangs_it_and_undo_takes_it_off(desk: Desk) -> None:
    form = LayerForm(desk)
    values = {"what": "red", "text": "", "anchor": "run", "kinds": "tempo, race", "phases": "all", "weekdays": ""}
    assert form.effect(values) == "Red [/] racer: run, tempo, race."
    assert "Red [/] racer" in form.submit(values)
    undo(desk)
    assert all(item.what != "red" for item in desk.schedule_of(desk.plan_of("spring")).hung)
    with pytest.raises(BadValue, match="kinds"):
        form.effect({**values, "kinds": "swim"})
