"""Workout summaries of TrainingPeaks: what was planned becomes the plan, what was done stands beside it."""

from datetime import date

import pytest

from planner.domain.activity import Sport
from planner.domain.errors import BadValue
from planner.domain.session import SessionKind
from planner.domain.units import Span
from planner.imports.plans import Answer, Imported, Missing, detect
from planner.imports.plans.training_peaks import read_done
from tests.imports.coach_files import TRAINING_PEAKS, read, says

HEAD = (
    "Title,WorkoutType,WorkoutDescription,PlannedDuration,PlannedDistanceInMeters,WorkoutDay,CoachComments,"
    "DistanceInMeters,TimeTotalInHours,AthleteComments,Rpe,Feeling\n"
)
RACE = "River half,Race,,,21097.5,2027-04-18,,,,,,\n"


def summary(text: str = TRAINING_PEAKS, **said: object) -> Imported:
    return read(text, "workouts.csv", **{"race_day": None} | said)


def test_a_summary_is_told_by_its_header() -> None:
    assert detect(TRAINING_PEAKS.encode(), "workouts.csv") == "training-peaks"
    assert detect(b"\xef\xbb\xbf" + TRAINING_PEAKS.encode(), "workouts.csv") == "training-peaks"


def test_planned_rows_are_sessions_on_their_days_with_decimal_hours_and_metres() -> None:
    base = summary().plan.base
    assert [(session.day.isoformat(), session.kind, session.duration_s) for session in base] == [
        ("2027-03-30", SessionKind.EASY, 2700),
        ("2027-03-30", SessionKind.STRENGTH, 1800),
        ("2027-04-01", SessionKind.REST, None),
        ("2027-04-03", SessionKind.INTERVALS, 3600),
        ("2027-04-03", SessionKind.CROSS, 1440),
        ("2027-04-04", SessionKind.LONG, None),
        ("2027-04-18", SessionKind.RACE, None),
    ]
    assert base[3].distance == Span.of(9_000)


def test_weeks_run_from_the_monday_of_the_first_planned_row_and_have_no_shift() -> None:
    imported = summary()
    assert [week.start.isoformat() for week in imported.plan.weeks] == ["2027-03-29", "2027-04-05", "2027-04-12"]
    assert not says(imported.notes, "every day of the plan")


def test_the_plan_is_named_after_its_race() -> None:
    plan = summary().plan
    assert (plan.name, plan.id) == ("River half", "river-half")


def test_description_and_coach_comments_are_kept_whole() -> None:
    session = summary().plan.base[0]
    assert (session.text, session.note) == ("Slow, with\na friend.", "Drink.")


def test_done_rows_stand_beside_the_plan_with_their_day_alone() -> None:
    first, second, swim = summary().done
    assert first.start.isoformat() == "2027-03-30T12:00:00"
    assert not first.has_clock
    assert (first.distance_m, first.duration_s) == (7010.4, 2650)
    assert (second.sport, second.distance_m, second.place) == (Sport.RUN, 5_000, "workouts.csv, line 5")
    assert swim.sport is Sport.OTHER


def test_a_row_that_was_planned_and_done_is_both() -> None:
    imported = summary()
    assert imported.plan.base[0].title == imported.done[0].title == "Easy"


def test_a_row_that_was_only_done_is_not_in_the_plan() -> None:
    assert "Running" not in [session.title for session in summary().plan.base]


def test_feelings_and_exertion_stay_as_they_stand_since_nobody_says_which_end_is_good() -> None:
    imported = summary()
    assert imported.done[0].note == "Legs fine\nRPE 3, feeling 4, heart rate 138, highest heart rate 152"
    assert imported.done[0].feel is None
    assert says(imported.notes, "Feeling")


def test_columns_without_a_place_are_told_when_they_hold_something() -> None:
    assert not says(summary().notes, "PowerAverage")
    filled = TRAINING_PEAKS.replace('"7010.4",""', '"7010.4","211"')
    assert says(summary(filled).notes, "1 column", "PowerAverage")


def test_columns_stand_anywhere_and_in_any_case() -> None:
    text = "workoutday;TITLE;workoutType;plannedduration;planneddistanceinmeters\n"
    imported = summary(text + "2027-04-01;Easy;Run;0,75;\n2027-04-18;River half;Race;;21097,5\n")
    assert imported.plan.base[0].duration_s == 2700
    assert imported.plan.race.distance_m == 21_097.5


@pytest.mark.parametrize(
    ("kind", "meant"),
    [
        ("Run", SessionKind.RUN), ("Walk", SessionKind.WALK), ("Bike", SessionKind.CROSS), ("MTB", SessionKind.CROSS),
        ("X-Train", SessionKind.CROSS), ("XC-Ski", SessionKind.CROSS), ("Rowing", SessionKind.CROSS),
        ("Strength", SessionKind.STRENGTH), ("Day Off", SessionKind.REST), ("Brick", SessionKind.OTHER),
        ("Custom", SessionKind.OTHER), ("Other", SessionKind.OTHER),
    ],
)  # fmt: skip
def test_every_type_has_its_kind(kind: str, meant: SessionKind) -> None:
    imported = summary(f"{HEAD}Something,{kind},,1,,2027-04-01,,,,,,\n{RACE}")
    assert imported.plan.base[0].kind is meant
    assert not says(imported.notes, "type")


def test_a_type_that_is_not_known_is_told() -> None:
    imported = summary(f"{HEAD}Something,Curling,,1,,2027-04-01,,,,,,\n{RACE}")
    assert imported.plan.base[0].kind is SessionKind.OTHER
    assert says(imported.notes, "Line 2", "“curling”")


def test_a_rest_day_has_no_amounts() -> None:
    rest = summary(f"{HEAD}Rest,Day Off,,1,500,2027-04-01,,,,,,\n{RACE}").plan.base[0]
    assert (rest.distance, rest.duration_s) == (None, None)


def test_where_columns_have_no_amounts_the_words_of_a_run_say_them() -> None:
    base = summary(f"{HEAD}8 km easy,Run,,,,2027-04-01,,,,,,\nTempo 8 km,Run,,1,,2027-04-02,,,,,,\n{RACE}").plan.base
    assert [session.distance for session in base[:2]] == [Span.of(8_000), None]


@pytest.mark.parametrize("day", ["4/1/2027", "2027-02-30", "0001-01-01", "", "1 April"])
def test_a_day_that_is_no_iso_date_is_told_and_never_guessed(day: str) -> None:
    imported = summary(f"{HEAD}Easy,Run,,1,,{day},,,,,,\n{RACE}")
    assert len(imported.plan.base) == 1
    assert says(imported.notes, "Line 2", "Easy", "left out")


def test_a_day_may_carry_an_empty_time() -> None:
    assert len(summary(f"{HEAD}Easy,Run,,1,,2027-04-01T00:00:00,,,,,,\n{RACE}").plan.base) == 2


@pytest.mark.parametrize("amount", ["-1", "99", "1.5.2", "=1", "1e3", "NaN"])
def test_an_amount_that_no_workout_has_is_told_and_left_out(amount: str) -> None:
    imported = summary(f"{HEAD}Easy,Run,,{amount},,2027-04-01,,,,,,\n{RACE}")
    assert imported.plan.base[0].duration_s is None
    assert says(imported.notes, "Line 2", "PlannedDuration")


def test_zero_is_no_amount_and_no_news() -> None:
    imported = summary(f"{HEAD}Easy,Run,,0,0.0,2027-04-01,,0,0.00,,,\n{RACE}")
    assert (imported.plan.base[0].duration_s, imported.done, imported.notes) == (None, (), ())


def test_without_a_race_its_day_and_distance_are_asked_for() -> None:
    easy = f"{HEAD}Easy,Run,,1,,2027-04-01,,,,,,\n"
    with pytest.raises(Missing) as day:
        summary(easy)
    assert day.value.answer is Answer.RACE_DAY
    with pytest.raises(Missing) as far:
        summary(easy, race_day=date(2027, 4, 24))
    assert far.value.answer is Answer.RACE_DISTANCE
    imported = summary(easy, race_day=date(2027, 4, 24), race_m=10_000.0)
    assert [session.day.isoformat() for session in imported.plan.base] == ["2027-04-01", "2027-04-24"]


def test_of_several_races_the_last_is_taken_and_another_can_be_asked_for() -> None:
    text = f"{HEAD}Town 10K,Race,,,10000,2027-04-04,,,,,,\n{RACE}"
    imported = summary(text)
    assert imported.plan.race.name == "River half"
    assert imported.plan.base[0].kind is SessionKind.TUNE_UP
    assert says(imported.notes, "2 races")
    assert summary(text, race_day=date(2027, 4, 4)).plan.race.name == "Town 10K"
    moved = summary(text, race_day=date(2027, 4, 25))
    assert moved.plan.base[0].day == date(2027, 4, 11)
    assert says(moved.notes, "7 days later")


def test_a_race_day_before_everything_is_refused() -> None:
    with pytest.raises(BadValue, match="before everything"):
        summary(f"{HEAD}Easy,Run,,1,,2027-04-01,,,,,,\n", race_day=date(2027, 1, 1), race_m=10_000.0)


def test_a_summary_of_done_workouts_alone_is_no_plan_and_is_read_as_runs() -> None:
    text = f"{HEAD}Easy,Run,,,,2027-04-01,,5000,0.5,,,\n"
    with pytest.raises(BadValue, match="done workouts only"):
        summary(text)
    done, notes = read_done(text, "workouts.csv")
    assert [(one.distance_m, one.duration_s) for one in done] == [(5_000, 1800)]
    assert notes == ()


def test_rows_with_cells_missing_are_told_and_read() -> None:
    imported = summary(f"{HEAD}Easy,Run,,1,,2027-04-01\n{RACE}")
    assert imported.plan.base[0].duration_s == 3600
    assert says(imported.notes, "Line 2", "cells")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Title,WorkoutType\nEasy,Run\n", "no column WorkoutDay"),
        ("Title,WorkoutDay\nEasy,2027-04-01\n", "no column WorkoutType"),
        (HEAD, "no row of it has a day"),
        (f"{HEAD}Easy,Run,,1,,2020-04-01,,,,,,\n{RACE}", "it goes from"),
    ],
)
def test_what_is_no_plan_is_refused_with_the_reason(text: str, why: str) -> None:
    with pytest.raises(BadValue) as caught:
        summary(text, format="training-peaks")
    assert why in caught.value.why
    assert caught.value.fix
