"""Locks: by condition, sign, colour and red flag; what is left out, what goes lighter, and what is free."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from planner.domain.body import Area
from planner.domain.equipment import Equipment
from planner.domain.exercise import Kind
from planner.domain.health import Health, HealthTag, Sign
from planner.domain.light import Light
from planner.domain.locks import Locks
from planner.domain.log import Feeling, Happening
from planner.insights.locks import LockRow, locks
from planner.store.library import load_library
from tests.insights.body_log import LOCKS, TODAY, felt, lit, warned

EXERCISES = load_library(Path("nowhere"))[0].exercises
ROLLS = {one.id for one in EXERCISES.values() if one.kind is Kind.ROLL}
STRETCHES = {one.id for one in EXERCISES.values() if one.kind is Kind.STATIC_STRETCH}


def _of(*entries: Happening, health: Health = Health(asked=TODAY), light: Light | None = None) -> Locks:  # noqa: B008 - frozen
    return locks(health, light or lit(*entries), entries, EXERCISES, LOCKS)


def _with(*tags: HealthTag, agreed: tuple[HealthTag, ...] = ()) -> Locks:
    return _of(health=Health(tags=tags, agreed=agreed))


def test_without_conditions_signs_and_pain_everything_is_free() -> None:
    assert _of() == Locks()


def test_a_blood_thinner_caps_rolling_at_3_and_takes_the_ball_away() -> None:
    told = _with(HealthTag.BLOOD_THINNER)
    assert told.pressure == 3
    ball = {one.id for one in EXERCISES.values() if (Equipment.BALL,) in one.equipment}
    assert set(told.locked) == ball == {"tfl-ball-release", "piriformis-ball-release", "plantar-ball-roll"}
    assert set(told.lighter) == ROLLS - ball
    assert "ball" in told.locked["plantar-ball-roll"].why


def test_what_a_practitioner_agreed_to_warns_but_no_longer_locks() -> None:
    told = _with(HealthTag.BLOOD_THINNER, agreed=(HealthTag.BLOOD_THINNER,))
    assert told.locked == {}
    assert told.pressure is None
    assert set(told.lighter) == ROLLS
    assert "agreed" in told.lighter["plantar-ball-roll"].why


def test_agreeing_to_one_condition_does_not_open_what_another_locks() -> None:
    told = _with(HealthTag.BLOOD_THINNER, HealthTag.BLEEDING, agreed=(HealthTag.BLOOD_THINNER,))
    assert "plantar-ball-roll" in told.locked


@pytest.mark.parametrize("tag", HealthTag)
def test_every_condition_changes_something_and_says_why(tag: HealthTag) -> None:
    told = _with(tag)
    assert told.locked or told.lighter
    assert all(lock.why and lock.code for lock in (*told.locked.values(), *told.lighter.values()))
    assert LOCKS.about(tag)
    assert 0 < len(LOCKS.asks[tag]) <= 44


@pytest.mark.parametrize(
    ("tag", "gone"),
    [
        (HealthTag.SURGERY, ROLLS | STRETCHES),
        (HealthTag.CANCER, ROLLS),
        (HealthTag.OSTEOPOROSIS, {"upper-back-foam-roll"}),
        (HealthTag.HIP_REPLACEMENT, {"pigeon-pose", "seated-spinal-rotation", "deep-lumbar-rotation"}),
        (HealthTag.POSTPARTUM, {"seated-spinal-rotation", "deep-lumbar-rotation", "walking-lunge-rotate"}),
        (HealthTag.HYPERMOBILE, set()),
        (HealthTag.VARICOSE_VEINS, set()),
    ],
)
def test_what_a_condition_leaves_out(tag: HealthTag, gone: set[str]) -> None:
    assert set(_with(tag).locked) == gone


def test_a_swollen_warm_calf_leaves_no_exercise_for_the_calf() -> None:
    told = _of(felt(1, signs=(Sign.SWELLING, Sign.WARM)))
    calf = {one.id for one in EXERCISES.values() if {Area.CALF, Area.SOLEUS, Area.ACHILLES} & set(one.areas)}
    assert calf <= set(told.locked)
    assert {"wall-calf-stretch-bent", "supine-hamstring-strap", "quad-foam-roll"} <= set(told.locked)
    assert "upper-back-foam-roll" not in told.locked
    assert {lock.code for lock in told.locked.values()} == {"clot"}
    assert told.flags


def test_a_flag_of_a_place_takes_its_muscle_along() -> None:
    told = _of(felt(1, area=Area.ACHILLES, signs=(Sign.POP,)))
    muscle = {Area.CALF, Area.SOLEUS, Area.ACHILLES}
    assert set(told.locked) == {one.id for one in EXERCISES.values() if muscle & set(one.areas)}
    shin = _of(felt(1, area=Area.SHIN, signs=(Sign.PINPOINT,)))
    assert set(shin.locked) == {one.id for one in EXERCISES.values() if Area.SHIN in one.areas}


def test_a_red_flag_of_the_whole_body_leaves_out_everything() -> None:
    assert set(_of(warned(Sign.CHEST_PAIN)).locked) == set(EXERCISES)


def test_a_red_place_is_left_alone_and_others_are_free() -> None:
    told = _of(felt(6, area=Area.KNEE))
    assert set(told.locked) == {one.id for one in EXERCISES.values() if Area.KNEE in one.areas}
    assert told.lighter == {}


def test_a_yellow_place_is_rolled_at_half() -> None:
    told = _of(felt(4, area=Area.CALF))
    assert told.locked == {}
    assert set(told.lighter) == {"calf-foam-roll", "calf-roller-stick"}
    assert told.pressure == 5
    assert told.lighter["calf-foam-roll"].why.startswith("calf: ")


@pytest.mark.parametrize("row", [row for row in LOCKS.rows if row.signs], ids=lambda row: row.code)
def test_a_sign_counts_for_its_days_and_no_longer(row: LockRow) -> None:
    """Told apart from red flags by a light without any."""
    area = row.near[0] if row.near else Area.QUAD if row.kinds == (Kind.ROLL,) else Area.HAMSTRING
    for sign in row.signs:
        last, gone = (felt(0, row.days - 1, area, signs=(sign,)), felt(0, row.days, area, signs=(sign,)))
        told = _of(last, light=Light(day=TODAY))
        assert row.code in {lock.code for lock in told.locked.values()}
        for name, lock in told.locked.items():
            if lock.code == row.code:
                assert not row.kinds or EXERCISES[name].kind in row.kinds
                assert not row.here or area in EXERCISES[name].areas
        assert _of(gone, light=Light(day=TODAY)).locked == {}


def test_a_sign_counts_only_where_it_is_meant() -> None:
    assert _of(felt(0, area=Area.QUAD, signs=(Sign.INSERTION,)), light=Light(day=TODAY)).locked == {}
    assert _of(felt(1, feeling=Feeling.NUMB), light=Light(day=TODAY)).locked["calf-foam-roll"].code == "numb"


def test_the_caution_stands_until_the_list_is_answered() -> None:
    assert _of(health=Health()).caution == LOCKS.caution
    assert _of(health=Health(asked=TODAY)).caution == ""
    assert _of(health=Health(tags=(HealthTag.DISC,))).caution == ""


def test_every_exercise_that_a_row_names_exists_and_every_row_has_a_source() -> None:
    for row in LOCKS.rows:
        assert set(row.ids) <= set(EXERCISES), row.code
        assert row.source
        assert not row.positions or any(one.position.startswith(row.positions) for one in EXERCISES.values())


def test_a_row_is_called_for_by_one_thing_and_signs_have_days() -> None:
    with pytest.raises(ValueError, match="by tags, by signs or by a colour"):
        replace(LOCKS.rows[0], tags=())
    with pytest.raises(ValueError, match="some days"):
        replace(LOCKS.rows[0], tags=(), signs=(Sign.WOUND,))
