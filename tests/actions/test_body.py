"""The light of a desk, the morning question, red flags, locks and health settings."""

from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from planner.actions.body import (
    agree_tags,
    answer_morning,
    clear_flag,
    just_raised,
    light_days,
    light_of,
    locks_of,
    log_warning,
    morning_question,
    place_history,
    practitioner_words,
    set_practitioner,
    set_tags,
)
from planner.actions.desk import Desk
from planner.actions.diary import log_pain
from planner.actions.undo import redo, undo
from planner.domain.body import Area, Place, Side
from planner.domain.errors import BadValue, NotFound
from planner.domain.health import Health, HealthTag, Profession, Sign
from planner.domain.light import Colour
from planner.domain.log import Cleared, Feeling, Felt, When
from planner.insights.light.trend import Trend
from planner.store.store import Store
from tests.actions.conftest import NOW, again

TODAY = NOW.date()
YESTERDAY = TODAY - timedelta(days=1)
_SHIN = (Sign.PINPOINT, Sign.NIGHT)


def _at(desk: Desk, moment: datetime) -> Desk:
    return Desk(Store(desk.store.root), now=lambda: moment, pick=Random(moment.day).choice)


def _read_months(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    from planner.store import log

    read: list[str] = []
    month = log.read_month

    def told(root: Path, name: str) -> object:
        read.append(name)
        return month(root, name)

    monkeypatch.setattr(log, "read_month", told)
    return read


# The light


def test_the_light_changes_with_what_is_logged_and_taken_back(desk: Desk) -> None:
    assert light_of(desk).colour is Colour.GREEN
    log_pain(desk, Area.CALF, 5, TODAY)
    assert light_of(desk).colour is Colour.YELLOW
    log_pain(desk, Area.KNEE, 6, TODAY)
    assert light_of(desk).colour is Colour.RED
    undo(desk)
    assert light_of(desk).colour is Colour.YELLOW
    assert light_of(again(desk)) == light_of(desk)


def test_the_light_of_a_day_is_that_of_its_evening(desk: Desk) -> None:
    log_pain(desk, Area.CALF, 5, TODAY)
    assert light_of(desk, YESTERDAY).colour is Colour.GREEN


def test_the_days_have_the_colours_of_their_lights_and_none_to_come(desk: Desk) -> None:
    log_pain(desk, Area.CALF, 6, TODAY - timedelta(days=9))
    days = light_days(desk, TODAY - timedelta(days=20), TODAY + timedelta(days=20))
    assert days == {day: light_of(desk, day).colour for day in days}
    assert min(days) == TODAY - timedelta(days=9)
    assert max(days) == TODAY
    assert set(days.values()) == {Colour.RED, Colour.YELLOW}
    assert light_days(desk, TODAY + timedelta(days=1), TODAY + timedelta(days=9)) == {}


def test_only_the_months_of_the_window_and_those_with_signs_are_read(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    log_pain(desk, Area.CALF, 5, date(2025, 3, 1))
    log_pain(desk, Area.SHIN, 2, date(2025, 1, 5), signs=_SHIN)
    log_pain(desk, Area.CALF, 1, TODAY)
    read = _read_months(monkeypatch)
    assert [flag.flag for flag in light_of(desk).flags] == ["bone-stress"]
    assert "2025-01" in read
    assert "2025-03" not in read
    assert "2026-11" in read


def test_the_light_is_worked_out_once(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    log_pain(desk, Area.CALF, 5, TODAY)
    light_of(desk)
    read = _read_months(monkeypatch)
    light_of(desk)
    locks_of(desk)
    assert [month for month in read if month < "2026-10"] == []


# Red flags


def test_what_raises_a_flag_says_so_at_once(desk: Desk) -> None:
    log_pain(desk, Area.CALF, 5, TODAY)
    assert just_raised(desk, TODAY) == ()
    log_pain(desk, Area.SHIN, 1, TODAY, signs=_SHIN)
    assert [flag.flag for flag in just_raised(desk, TODAY)] == ["bone-stress"]
    log_pain(desk, Area.CALF, 1, TODAY)
    assert just_raised(desk, TODAY) == ()
    assert just_raised(desk, YESTERDAY) == ()


def test_a_flag_is_cleared_by_a_dated_note_which_can_be_taken_back(desk: Desk) -> None:
    log_pain(desk, Area.SHIN, 1, YESTERDAY, signs=_SHIN)
    log_pain(desk, Area.SHIN, 1, TODAY, signs=_SHIN)
    flag = light_of(desk).flags[0]
    assert (
        clear_flag(desk, flag.entry, flag.flag, " Dr X: a bruise ") == "Cleared bone-stress for shin, dated Sat 21 Nov."
    )
    notes = [entry for entry in desk.entries(TODAY, TODAY) if isinstance(entry, Cleared)]
    assert [note.note for note in notes] == ["Dr X: a bruise"] * 2
    assert light_of(desk).flags == ()
    undo(desk)
    assert light_of(desk).flags == (flag,)
    redo(desk)
    assert light_of(desk).flags == ()


def test_a_flag_is_not_cleared_without_a_note_nor_when_none_stands(desk: Desk) -> None:
    log_pain(desk, Area.SHIN, 1, TODAY, signs=_SHIN)
    flag = light_of(desk).flags[0]
    with pytest.raises(BadValue, match="only with one"):
        clear_flag(desk, flag.entry, flag.flag, " \n ")
    with pytest.raises(NotFound, match="does not stand"):
        clear_flag(desk, flag.entry, "clot", "seen")
    assert light_of(desk).flags


def test_clearing_one_place_leaves_the_other(desk: Desk) -> None:
    log_pain(desk, Area.SHIN, 1, TODAY, side=Side.LEFT, signs=_SHIN)
    log_pain(desk, Area.SHIN, 1, TODAY, side=Side.RIGHT, signs=_SHIN)
    left = next(flag for flag in light_of(desk).flags if flag.place == Place(Area.SHIN, Side.LEFT))
    clear_flag(desk, left.entry, left.flag, "seen")
    assert [flag.place for flag in light_of(desk).flags] == [Place(Area.SHIN, Side.RIGHT)]


def test_warning_signs_of_the_body_are_logged_and_those_of_a_place_refused(desk: Desk) -> None:
    assert (
        log_warning(desk, [Sign.CHEST_PAIN, Sign.DIZZY], "on the stairs") == "Logged chest pain, dizzy on Sat 21 Nov."
    )
    assert [flag.flag for flag in just_raised(desk, TODAY)] == ["heart-lung", "energy"]
    with pytest.raises(BadValue, match="without a place"):
        log_warning(desk, [Sign.PINPOINT])
    with pytest.raises(BadValue, match="no sign"):
        log_warning(desk, [])
    with pytest.raises(BadValue, match="not here yet"):
        log_warning(desk, [Sign.HEAT], day=TODAY + timedelta(days=1))
    undo(desk)
    assert light_of(desk).flags == ()


def test_a_condition_makes_a_sign_weightier_until_a_practitioner_agreed(desk: Desk) -> None:
    log_pain(desk, Area.SHIN, 2, TODAY, signs=(Sign.NIGHT,))
    assert light_of(desk).flags == ()
    set_tags(desk, [HealthTag.STRESS_FRACTURE])
    assert light_of(desk).flags
    agree_tags(desk, [HealthTag.STRESS_FRACTURE])
    assert light_of(desk).flags == ()


def test_whom_to_see_names_the_medical_practitioner_first_and_the_runners_own(desk: Desk) -> None:
    assert practitioner_words(light_of(desk), desk.settings.health) == ()
    log_pain(desk, Area.PLANTAR_FOOT, 1, TODAY, signs=(Sign.PINPOINT,))
    assert practitioner_words(light_of(desk), Health()) == (
        "See a medical practitioner first; a physiotherapist helps with load and strength.",
    )
    set_practitioner(desk, "Dr [X]\x1b", Profession.PODIATRIST, "0123 45")
    assert practitioner_words(light_of(desk), desk.settings.health)[1] == "Yours: Dr [X], podiatrist, 0123 45."


# The morning after


def test_the_morning_after_a_yellow_entry_is_asked_once(desk: Desk) -> None:
    log_pain(desk, Area.CALF, 4, YESTERDAY, side=Side.LEFT, when=When.AFTER, run="r1")
    question = morning_question(desk)
    assert question is not None
    assert (question.place, question.usual, question.score) == (Place(Area.CALF, Side.LEFT), 0, 4)
    assert question.text == "This morning: left calf? 0 to 10, usual is 0."
    assert answer_morning(desk, question, 2) == "Logged pain 2 of 10, left calf, on Sat 21 Nov."
    logged = desk.entries(TODAY, TODAY)[-1]
    assert isinstance(logged, Felt)
    assert (logged.when, logged.run, logged.side) == (When.MORNING, "r1", Side.LEFT)
    assert morning_question(desk) is None


def test_the_answer_same_logs_the_usual(desk: Desk) -> None:
    for ago in (9, 8, 7):
        log_pain(desk, Area.CALF, 2, TODAY - timedelta(days=ago), when=When.MORNING)
    log_pain(desk, Area.CALF, 5, YESTERDAY)
    question = morning_question(desk)
    assert question is not None
    answer_morning(desk, question)
    logged = desk.entries(TODAY, TODAY)[-1]
    assert isinstance(logged, Felt)
    assert logged.score == question.usual == 2
    assert "morning" not in light_of(desk).areas[0].rules


def test_a_better_session_on_a_place_that_is_still_yellow_is_asked_too(desk: Desk) -> None:
    log_pain(desk, Area.CALF, 5, YESTERDAY - timedelta(days=1))
    log_pain(desk, Area.CALF, 1, YESTERDAY)
    assert morning_question(desk) is not None


def test_no_morning_question_after_green_or_a_day_without_entries(desk: Desk) -> None:
    log_pain(desk, Area.CALF, 3, YESTERDAY)
    assert morning_question(desk) is None
    log_pain(desk, Area.KNEE, 5, YESTERDAY - timedelta(days=1))
    assert morning_question(desk) is None


def test_the_worst_place_is_asked_first(desk: Desk) -> None:
    log_pain(desk, Area.CALF, 4, YESTERDAY)
    log_pain(desk, Area.KNEE, 7, YESTERDAY)
    asked = []
    while (question := morning_question(desk)) is not None:
        asked.append(question.place.area)
        answer_morning(desk, question)
    assert asked == [Area.KNEE, Area.CALF]


def test_tightness_is_asked_as_tightness(desk: Desk) -> None:
    log_pain(desk, Area.CALF, 7, YESTERDAY, feeling=Feeling.TIGHTNESS)
    question = morning_question(desk)
    assert question is not None
    assert question.feeling is Feeling.TIGHTNESS


# A place


def test_the_history_of_a_place_has_its_entries_and_a_trend(desk: Desk) -> None:
    for ago, score in ((12, 2), (9, 2), (5, 4), (2, 5)):
        log_pain(desk, Area.CALF, score, TODAY - timedelta(days=ago), side=Side.LEFT)
    log_pain(desk, Area.CALF, 1, TODAY, side=Side.RIGHT)
    told = place_history(desk, Place(Area.CALF, Side.LEFT), 30)
    assert [one.score for one in told.entries] == [5, 4, 2, 2]
    assert told.trend is Trend.RISING
    assert told.days_since == 2
    assert len(place_history(desk, Place(Area.CALF, Side.LEFT), 6).entries) == 2
    assert place_history(desk, Place(Area.CALF), 30).entries[0].side is Side.RIGHT
    assert place_history(desk, Place(Area.HIP), 30).trend is Trend.TOO_FEW


@pytest.mark.parametrize(
    ("scores", "trend"),
    [((4, 4, 3, 3), Trend.FALLING), ((4, 4, 4, 3), Trend.STEADY), ((4, 4, 5, 5), Trend.RISING)],
)
def test_a_trend_is_a_point_of_difference(scores: tuple[int, ...], trend: Trend, desk: Desk) -> None:
    for ago, score in zip((13, 7, 6, 0), scores, strict=True):
        log_pain(desk, Area.CALF, score, TODAY - timedelta(days=ago))
    assert place_history(desk, Place(Area.CALF), 30).trend is trend


def test_three_entries_are_too_few_for_a_trend(desk: Desk) -> None:
    for ago in (13, 6, 0):
        log_pain(desk, Area.CALF, 5, TODAY - timedelta(days=ago), when=When.AFTER)
    assert place_history(desk, Place(Area.CALF), 30).trend is Trend.TOO_FEW


# Locks and conditions


def test_conditions_are_kept_with_the_day_and_lock(desk: Desk) -> None:
    assert locks_of(desk).caution
    assert set_tags(desk, [HealthTag.BLOOD_THINNER, HealthTag.DISC]) == "Kept: blood thinner, disc."
    assert desk.settings.health.asked == TODAY
    assert locks_of(desk).caution == ""
    assert "plantar-ball-roll" in locks_of(desk).locked
    agree_tags(desk, [HealthTag.BLOOD_THINNER])
    assert "plantar-ball-roll" not in locks_of(desk).locked
    assert again(desk).settings.health == desk.settings.health
    set_tags(desk, [])
    assert desk.settings.health == Health(asked=TODAY)
    assert locks_of(desk).locked == {}


def test_only_what_one_has_can_be_agreed_to(desk: Desk) -> None:
    set_tags(desk, [HealthTag.DISC])
    with pytest.raises(BadValue, match="cancer is not among"):
        agree_tags(desk, [HealthTag.DISC, HealthTag.CANCER])
    assert desk.settings.health.agreed == ()


def test_a_practitioner_can_be_named_and_forgotten(desk: Desk) -> None:
    set_tags(desk, [HealthTag.DISC])
    assert set_practitioner(desk, "Dr X", phone="0123") == "Your medical practitioner: Dr X, 0123."
    assert set_practitioner(desk, "") == "No practitioner is named now."
    assert desk.settings.health.practitioner is None
    assert desk.settings.health.tags == (HealthTag.DISC,)


def test_on_a_shared_screen_nothing_is_said_of_health(desk: Desk) -> None:
    desk.set(private=True)
    log_pain(desk, Area.SHIN, 1, TODAY, signs=_SHIN)
    flag = light_of(desk).flags[0]
    said = [
        clear_flag(desk, flag.entry, flag.flag, "Dr X"),
        log_warning(desk, [Sign.HEAT]),
        set_tags(desk, [HealthTag.DISC]),
        agree_tags(desk, [HealthTag.DISC]),
    ]
    assert not any(word in line for line in said for word in ("shin", "bone", "heat", "disc", "Dr X"))


def test_an_old_flag_of_a_condition_and_a_cleared_one_are_found_in_the_log(desk: Desk) -> None:
    log_pain(desk, Area.LOW_BACK, 3, date(2024, 5, 1))
    log_pain(desk, Area.SHIN, 1, date(2024, 3, 1), signs=_SHIN)
    assert [flag.flag for flag in light_of(desk).flags] == ["bone-stress"]
    set_tags(desk, [HealthTag.CANCER])
    assert {flag.flag for flag in light_of(desk).flags} == {"spine", "bone-stress"}
    later = _at(desk, NOW + timedelta(days=400))
    flag = next(flag for flag in light_of(later).flags if flag.flag == "bone-stress")
    clear_flag(later, flag.entry, flag.flag, "long healed")
    assert [flag.flag for flag in light_of(_at(desk, NOW + timedelta(days=900))).flags] == ["spine"]


@pytest.mark.parametrize("data", [b"", b"\0" * 40, b"[[[", b"<<<<<<< ours\n=======\n>>>>>>> theirs\n"])
def test_a_log_that_cannot_be_read_makes_no_day_green(desk: Desk, data: bytes) -> None:
    log_pain(desk, Area.CALF, 1, TODAY)
    assert (light_of(desk).word, light_of(desk).unread) == ("green", False)
    month = desk.store.root / f"log/{TODAY:%Y-%m}.toml"
    whole = month.read_bytes()
    month.write_bytes(data)
    told = light_of(again(desk))
    assert (told.word, told.is_known) == ("unknown", False)
    month.write_bytes(whole)
    assert light_of(again(desk)).word == "green"


def test_what_can_be_read_of_a_log_still_makes_a_day_red(desk: Desk) -> None:
    log_pain(desk, Area.KNEE, 6, TODAY)
    month = desk.store.root / f"log/{TODAY:%Y-%m}.toml"
    month.write_bytes(month.read_bytes() + b'\n[[entry]]\nkind = "pain"\nid = "later"\n')
    told = light_of(again(desk))
    assert (told.word, told.unread, told.is_known) == ("red", True, True)
