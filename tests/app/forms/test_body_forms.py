"""Forms of the body: what was felt is corrected in every part, and a red flag is cleared only with a note."""

from datetime import UTC, date, datetime

import pytest

from planner.actions import diary
from planner.actions.body import light_of
from planner.actions.desk import Desk
from planner.app.forms.body import ClearForm, PainForm, read_signs
from planner.domain.body import Area, Side
from planner.domain.errors import BadValue
from planner.domain.health import Sign
from planner.domain.log import Cleared, Feeling, Felt, When

TODAY = date(2027, 2, 6)
ENTRY = Felt(
    id="felt01",
    at=datetime(2027, 2, 6, 8, 0, tzinfo=UTC),
    day=TODAY,
    area=Area.KNEE,
    side=Side.LEFT,
    score=4,
    came_on_m=5012.0,
    signs=(Sign.LIMP,),
)


def logged(demo: Desk) -> Felt:
    demo.store.add_entries(ENTRY)
    demo.refresh()
    return ENTRY


def test_a_form_that_is_not_changed_changes_nothing(demo: Desk) -> None:
    form = PainForm(demo, logged(demo))
    values = {field.name: field.value for field in form.fields}
    assert values["came_on"] == "5"
    assert form.effect(values) == "As it is."
    assert form.submit(values) == ""


def test_every_part_of_what_was_felt_is_corrected(demo: Desk) -> None:
    form = PainForm(demo, logged(demo))
    values = {
        "area": "calf", "side": "ri", "score": "6", "feeling": "sharp", "when": "during", "came_on": "3mi",
        "signs": "night, Red skin, night", "note": "stairs",
    }  # fmt: skip
    assert form.effect(values) == "Sharp 6 of 10, right calf, during, night, red skin."
    form.submit(values)
    (now,) = (entry for entry in demo.entries(TODAY, TODAY) if isinstance(entry, Felt))
    assert (now.area, now.side, now.score, now.feeling, now.when) == (
        Area.CALF, Side.RIGHT, 6, Feeling.SHARP, When.DURING,
    )  # fmt: skip
    assert now.came_on_m == pytest.approx(4828, abs=1)
    assert (now.signs, now.note) == ((Sign.NIGHT, Sign.RED_SKIN), "stairs")


def test_where_it_came_on_is_taken_out_again_and_may_be_the_start(demo: Desk) -> None:
    form = PainForm(demo, logged(demo))
    values = {field.name: field.value for field in form.fields}
    assert form._corrected({**values, "came_on": ""}).came_on_m is None
    assert form._corrected({**values, "came_on": "0"}).came_on_m == 0


@pytest.mark.parametrize("score", ["11", "-1", "x", "²", "3.5", ""])
def test_a_score_outside_0_to_10_is_refused(demo: Desk, score: str) -> None:
    form = PainForm(demo, logged(demo))
    values = {field.name: field.value for field in form.fields}
    with pytest.raises(BadValue):
        form.submit({**values, "score": score})


def test_a_sign_that_is_none_is_named() -> None:
    assert read_signs(" limp,, gives-way ,") == (Sign.LIMP, Sign.GIVES_WAY)
    with pytest.raises(BadValue, match="blue"):
        read_signs("limp, blue")


def test_a_red_flag_is_cleared_only_with_a_note(demo: Desk) -> None:
    diary.log_pain(demo, Area.SHIN, 3, TODAY, side=Side.LEFT, signs=(Sign.PINPOINT, Sign.NIGHT))
    (flag,) = light_of(demo).flags
    form = ClearForm(demo, flag)
    assert form.title == "Clear the red flag: left shin, since Sat 6 Feb"
    for nothing in ("", "  "):
        with pytest.raises(BadValue, match="a red flag is cleared only with one"):
            form.effect({"note": nothing})
        with pytest.raises(BadValue, match="a red flag is cleared only with one"):
            form.submit({"note": nothing})
    form.submit({"note": "doctor: bone scan clear"})
    assert not light_of(demo).flags
    (cleared,) = (entry for entry in demo.entries(TODAY, TODAY) if isinstance(entry, Cleared))
    assert cleared.note == "doctor: bone scan clear"
    demo.set(private=True)
    assert "shin" not in ClearForm(demo, flag).title


@pytest.mark.parametrize("typed", ["it-band", "IT band", "it b"])
def test_where_it_was_felt_is_typed_by_its_words_or_its_id(demo: Desk, typed: str) -> None:
    form = PainForm(demo, logged(demo))
    values = {field.name: field.value for field in form.fields}
    assert form.effect(values | {"area": typed}) == "Pain 4 of 10, left IT band, limp."
