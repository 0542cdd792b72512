"""Red flags: each row and each way to raise it, and that only a dated note clears one."""

from textwrap import wrap

import pytest
from msgspec.structs import replace

from planner.domain.body import Area
from planner.domain.health import HealthTag, Profession, Sign
from planner.domain.light import Urgency
from planner.domain.log import Feeling, Happening
from planner.insights.flags import FlagCase, FlagRow, raised
from tests.insights.body_log import FLAGS, TODAY, back, cleared, felt, warned

_CASES = [(row, case) for row in FLAGS.rows for case in row.cases]


def _names(*entries: Happening, tags: tuple[HealthTag, ...] = ()) -> list[str]:
    return [flag.flag for flag in raised(entries, TODAY, FLAGS, tags)]


@pytest.mark.parametrize(("row", "case"), _CASES, ids=[row.id for row, _ in _CASES])
def test_every_case_raises_its_row_and_only_where_it_is_meant(row: FlagRow, case: FlagCase) -> None:
    area = case.areas[0] if case.areas else Area.HAMSTRING
    least = case.least
    for one in case.any or (None,):
        signs = (*case.all, *([one] if one else []))
        assert row.id in _names(felt(least, area=area, signs=signs), tags=case.tags), signs
        if case.tags:
            assert row.id not in _names(felt(least, area=area, signs=signs))
        if case.least:
            assert row.id not in _names(felt(least - 1, area=area, signs=signs), tags=case.tags)
    other = [a for a in Area if a is not Area.CORE and not any(a in c.areas or not c.areas for c in row.cases)]
    for elsewhere in other:
        assert row.id not in _names(felt(9, area=elsewhere, signs=(*case.all, *case.any)), tags=case.tags)


@pytest.mark.parametrize(
    ("area", "signs"),
    [
        (Area.CALF, (Sign.PINPOINT,)),
        (Area.KNEE, (Sign.SWELLING,)),
        (Area.HAMSTRING, (Sign.SWELLING,)),
        (Area.HIP, (Sign.DEEP,)),
        (Area.SHIN, (Sign.HOPPING,)),
        (Area.SHIN, (Sign.NIGHT,)),
        (Area.PLANTAR_FOOT, (Sign.TOP_OF_FOOT,)),
        (Area.SHIN, (Sign.EVERY_RUN,)),
        (Area.CALF, (Sign.NUMB,)),
        (Area.LOW_BACK, (Sign.NIGHT,)),
        (Area.CALF, (Sign.LIMP, Sign.STRAIN, Sign.RASH)),
    ],
)
def test_one_of_the_signs_that_only_count_together_raises_nothing(area: Area, signs: tuple[Sign, ...]) -> None:
    assert _names(felt(7, area=area, signs=signs)) == []


def test_a_history_of_bone_stress_makes_one_softer_sign_enough() -> None:
    night = felt(2, area=Area.SHIN, signs=(Sign.NIGHT,))
    assert _names(night) == []
    assert _names(night, tags=(HealthTag.STRESS_FRACTURE,)) == ["bone-stress"]


def test_a_numb_feeling_is_the_sign() -> None:
    assert _names(felt(2, signs=(Sign.SPREADING,), feeling=Feeling.NUMB)) == ["nerve"]
    assert _names(felt(2, signs=(Sign.SPREADING,))) == []


def test_signs_of_the_whole_body_have_no_place() -> None:
    assert raised([warned(Sign.DARK_URINE)], TODAY, FLAGS)[0].place is None
    assert raised([felt(3, signs=(Sign.CHEST_PAIN,))], TODAY, FLAGS)[0].place is None


def test_a_sign_of_a_place_says_nothing_in_the_whole_body() -> None:
    assert _names(warned(Sign.PINPOINT, Sign.SWELLING, Sign.POP)) == []
    assert _names(warned(*FLAGS.body_signs)) != []
    assert all(_names(warned(sign)) for sign in FLAGS.body_signs)


def test_a_flag_stands_for_years_and_a_better_score_does_not_clear_it() -> None:
    old = felt(1, 900, Area.SHIN, signs=(Sign.PINPOINT, Sign.NIGHT))
    assert _names(old, felt(0, 3, Area.SHIN), felt(0, 1, Area.SHIN)) == ["bone-stress"]


def test_a_flag_is_raised_once_for_a_place_from_its_first_day() -> None:
    entries = [felt(3, ago, Area.SHIN, signs=(Sign.PINPOINT,)) for ago in (4, 2, 0)]
    flags = raised(entries, TODAY, FLAGS)
    assert [(flag.flag, flag.day) for flag in flags] == [("bone-stress", back(4))]
    # One that is cleared leaves the later ones.
    assert raised([*entries, cleared(entries[0].id, "bone-stress")], TODAY, FLAGS)[0].day == back(2)


def test_clearing_holds_from_its_day_on_and_only_for_its_row_and_entry() -> None:
    one = felt(3, 5, Area.SHIN, signs=(Sign.PINPOINT,))
    note = cleared(one.id, "bone-stress", 2)
    assert raised([one, note], back(3), FLAGS) != ()
    assert raised([one, note], back(2), FLAGS) == ()
    assert _names(one, replace(note, flag="clot")) == ["bone-stress"]
    assert _names(one, replace(note, of="other")) == ["bone-stress"]
    assert _names(one, note, felt(3, 0, Area.SHIN, signs=(Sign.PINPOINT,))) == ["bone-stress"]


def test_the_most_urgent_comes_first() -> None:
    bone, calf = felt(3, 5, Area.SHIN, signs=(Sign.PINPOINT,)), felt(1, signs=(Sign.WARM,))
    assert _names(bone, calf, warned(Sign.CONFUSION)) == ["heat-stroke", "clot", "bone-stress"]


def test_a_medical_practitioner_is_always_named_first_and_a_message_has_two_lines_at_most() -> None:
    for row in FLAGS.rows:
        assert row.who[0] is Profession.MEDICAL
        assert len(wrap(row.message, 76)) <= 2, row.id
        assert row.source
        assert "you have" not in row.message.lower()


def test_an_emergency_names_whom_to_call() -> None:
    for row in FLAGS.rows:
        if row.urgency is Urgency.EMERGENCY:
            assert "emergency number" in row.message, row.id


def test_every_entry_that_raises_a_flag_holds_a_tell_tale_word() -> None:
    for row, case in _CASES:
        signs, areas = FLAGS.tell_tales(case.tags)
        words: set[str] = {*signs, *areas}
        for one in case.any or (None,):
            held = {*case.all, *([one] if one else []), *(case.areas[:1] if case.areas else [])}
            assert words & held, row.id
    assert Sign.LIMP not in FLAGS.tell_tales()[0]
    assert FLAGS.tell_tales()[1] == ()
    assert Area.LOW_BACK in FLAGS.tell_tales((HealthTag.CANCER,))[1]


def test_a_row_must_name_a_medical_practitioner_first_and_a_case_must_ask_for_something() -> None:
    with pytest.raises(ValueError, match="medical practitioner"):
        replace(FLAGS.rows[0], who=(Profession.PHYSIOTHERAPIST,))
    with pytest.raises(ValueError, match="signs, or tags"):
        FlagCase(areas=(Area.CALF,))
