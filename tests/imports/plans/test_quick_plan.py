"""Plans of quick-plan: weeks of cells, names that stand for workouts, and everything that is neither is told."""

from datetime import date

import pytest

from planner.domain.days import Weekday
from planner.domain.errors import BadValue
from planner.domain.session import Session, SessionKind
from planner.domain.units import Span, Unit
from planner.domain.workout_reading import read_workout
from planner.imports.plans import Answer, Imported, Missing, detect
from tests.imports.coach_files import QUICK_PLAN, RACE_DAY, read, says

FAST = '"running: fast\n- warmup: 10:00\n- repeat: 2\n  - run: 1500m @ 4:30-5:00\n  - recover: 01:30 @ z2"'
HEAD = "Week,Mon,Tue,Wed,Thu,Fri,Sat,Sun\n"
RACE = ",,,,,,Half marathon\n"


def on(imported: Imported, day: str) -> Session:
    (found,) = [session for session in imported.plan.base if session.day == date.fromisoformat(day)]
    return found


def plan_of(*weeks: str) -> Imported:
    return read(HEAD + "\n".join(weeks) + f"\n{len(weeks) + 1}{RACE}", format="quick-plan")


def test_a_quick_plan_file_is_told_by_its_content() -> None:
    assert detect(QUICK_PLAN.encode(), "plan.csv") == "quick-plan"
    assert detect(QUICK_PLAN.replace(",", ";").encode(), "plan.csv") == "quick-plan"
    assert read(QUICK_PLAN).format == "quick-plan (CSV)"


def test_a_defined_workout_is_a_session_with_its_name_and_structure() -> None:
    session = on(read(QUICK_PLAN), "2027-03-30")
    assert session.title == "hill town fast"
    assert session.text == ("warm-up 10 min z2, 3 x (1.5 km @ 4:40-5:10/km, 500 m recovery z2), cool-down 5 min")
    assert read_workout(session.text, Unit.KM) is not None


def test_a_name_stands_for_the_workout_that_is_defined_before_it() -> None:
    imported = read(QUICK_PLAN)
    assert on(imported, "2027-04-03").text == on(imported, "2027-03-30").text


def test_a_workout_defined_on_an_earlier_day_of_the_same_week_counts() -> None:
    imported = plan_of(f"1,{FAST},fast")
    first, second = imported.plan.base[:2]
    assert first.text == second.text != ""


def test_a_name_that_is_defined_only_later_is_told_and_not_taken() -> None:
    imported = read(QUICK_PLAN)
    assert on(imported, "2027-04-08").text == ""
    assert says(imported.notes, "Line 16", "later", "defined only on line 17")


def test_a_name_that_nothing_defines_is_told_and_keeps_its_words() -> None:
    imported = read(QUICK_PLAN)
    assert on(imported, "2027-04-06").title == "hill town quick"
    assert on(imported, "2027-04-06").text == ""
    assert says(imported.notes, "Line 10", "hill town quick", "no workout before this day")


def test_names_are_compared_letter_for_letter() -> None:
    imported = plan_of(f"1,{FAST},Fast")
    assert imported.plan.base[1].text == ""
    assert says(imported.notes, "“Fast”")


def test_blanks_within_a_name_do_not_part_it_from_its_workout() -> None:
    imported = plan_of('1,"running: hill  town \n- run: 5km",hill town,hill  town')
    assert [session.text for session in imported.plan.base[:3]] == ["5 km"] * 3


def test_a_rest_day_and_the_race_are_no_missing_names() -> None:
    assert not says(plan_of("1,rest,Rest day,off").notes, "no workout")


def test_two_workouts_of_one_name_are_a_contradiction_and_the_nearest_above_counts() -> None:
    slow = '"running: fast\n- run: 8km"'
    imported = plan_of(f"1,{FAST},fast,{slow},fast")
    assert [session.text for session in imported.plan.base][1:4:2] == [
        "warm-up 10 min, 2 x (1500 m @ 4:30-5:00/km, 90 s recovery z2)",
        "8 km",
    ]
    assert says(imported.contradictions, "“fast”", "line 2")
    assert not plan_of(f"1,{FAST},{FAST}").contradictions


def test_a_workout_that_cannot_be_read_is_told_by_line_and_its_lines_are_kept() -> None:
    imported = plan_of('1,"running: 2h run\n- warmup: 5:00\n- run 120:00",2h run')
    assert says(imported.notes, "Line 4", "“- run 120:00” is no step")
    assert says(imported.notes, "could not be read where it is defined")
    assert imported.plan.base[0].text == "- warmup: 5:00\n- run 120:00"
    assert imported.plan.base[0].duration_s == imported.plan.base[1].duration_s == 7200


def test_how_far_comes_from_the_steps_else_from_the_name() -> None:
    imported = plan_of(
        '1,"running: whole\n- run: 2km\n- repeat: 3\n  - run: 1km\n  - recover: 500m",'
        '"running: 12k, 4x 1k\n- warmup: 2km\n- repeat: 4\n  - run: 1km\n  - recover: 500m\n- cooldown: lap-button",'
        '"running: by time\n- run: 30:00\n- run: 15:00"'
    )
    whole, named, timed = imported.plan.base[:3]
    assert whole.distance == Span.of(6_500)
    assert named.distance == Span.of(12_000)
    assert (timed.distance, timed.duration_s) == (None, 2700)
    assert not imported.contradictions


@pytest.mark.parametrize(
    ("name", "low_km", "high_km"),
    [
        ("14k, 4x 1.6k @TMP", 14, 14),
        ("11-15k, middle 5k @MP", 11, 15),
        ("8 km jog", 8, 8),
        ("easy 5k jog", 5, 5),
        ("2 mi easy", 3.218688, 3.218688),
    ],
)
def test_a_name_says_how_far_an_open_workout_is_in_all(name: str, low_km: float, high_km: float) -> None:
    base = plan_of(f'1,"running: {name}\n- run: 1km\n- cooldown: lap-button"').plan.base
    assert base[0].distance == Span(low_km * 1000, high_km * 1000)


@pytest.mark.parametrize("name", ["10k pace run", "5k-pace", "4-hour run", "hill 6 x 200 m"])
def test_a_name_that_says_no_distance_gives_none(name: str) -> None:
    base = plan_of(f'1,"running: {name}\n- run: 1km\n- cooldown: lap-button"').plan.base
    assert base[0].distance is None


@pytest.mark.parametrize(
    ("workout", "shown"),
    [
        ("running: 14k long\n- run: 10km", ("14 km", "10 km")),
        ("running: 5k\n- run: 6km\n- cooldown: lap-button", ("5 km", "6 km")),
    ],
)
def test_a_name_and_steps_that_differ_are_a_contradiction(workout: str, shown: tuple[str, str]) -> None:
    assert says(plan_of(f'1,"{workout}"').contradictions, "Line 2", *shown)


def test_what_is_no_run_becomes_cross_training_with_its_steps_kept() -> None:
    session = on(read(QUICK_PLAN), "2027-04-01")
    assert (session.kind, session.note) == (SessionKind.CROSS, "- bike: 15 km @ 20.0-30kph")


def test_a_legend_under_the_table_is_no_week() -> None:
    imported = read(QUICK_PLAN)
    assert len(imported.plan.weeks) == 3
    assert says(imported.notes, "Line 20", "TMP, 16k pace", "left out")


def test_columns_after_the_seven_days_are_told() -> None:
    assert says(read(QUICK_PLAN).notes, "“Duration”", "left out")


def test_a_weeks_stated_total_is_compared_with_its_runs() -> None:
    head = HEAD.strip() + ",Total km\n"
    right, wrong = (read(f'{head}1,,8 km easy,,,,12 km easy,,{total}\n2,,,,,,,Half marathon,\n', format="quick-plan")
                    for total in ("20", "35"))  # fmt: skip
    assert not right.contradictions
    assert says(wrong.contradictions, "Week 1", "35 km", "20 km")
    assert wrong.plan.weeks[0].target_m == 35_000


def test_a_total_in_miles_is_in_miles_whatever_the_reader_uses() -> None:
    head = HEAD.strip() + ",Miles\n"
    imported = read(f"{head}1,,8 km easy,,,,,,5\n2,,,,,,,Half marathon,\n", format="quick-plan")
    assert not imported.contradictions
    assert imported.plan.weeks[0].target_m == pytest.approx(8046.72)


def test_week_numbers_that_jump_are_a_contradiction_and_weeks_follow_as_they_stand() -> None:
    imported = read(QUICK_PLAN)
    assert says(imported.contradictions, "Line 17", "week 4 comes after week 2")
    assert imported.plan.race.day == RACE_DAY


def test_a_week_that_begins_on_sunday_keeps_its_weekdays() -> None:
    table = f"Week,Sun,Mon,Tue,Wed,Thu,Fri,Sat\n1,{FAST},8 km easy,,,,,16 km easy\n2,Half marathon,,,,,,\n"
    imported = read(table)
    assert [Weekday.of(session.day) for session in imported.plan.base] == ["sun", "mon", "sat", "sun"]
    assert imported.plan.base[0].day == date(2027, 4, 11)
    assert imported.plan.base[2].kind is SessionKind.LONG
    assert not says(imported.notes, "later in the week")


def test_days_without_weekdays_follow_from_the_race() -> None:
    imported = read(f"Week,Day 1,Day 2,Day 3,Day 4,Day 5,Day 6,Day 7\n1,{FAST},,,,8 km easy,,\n2,,,,Half marathon,,,\n")
    assert [session.day.isoformat() for session in imported.plan.base] == ["2027-04-08", "2027-04-12", "2027-04-18"]
    assert not says(imported.notes, "later in the week")


def test_a_table_without_a_heading_is_read_from_its_first_week() -> None:
    assert len(read(f"1,{FAST},,fast,,,,\n2,,,,,,,Half marathon\n").plan.base) == 3


def test_headings_that_are_no_seven_days_in_a_row_are_a_contradiction() -> None:
    imported = read(f"Week,Mon,Wed,Fri\n1,{FAST},fast,fast\n2,,,Half marathon\n")
    assert says(imported.contradictions, "Mon, Wed, Fri")


def test_paces_without_a_unit_are_metric_and_that_is_said_unless_the_reader_says() -> None:
    assert says(read(QUICK_PLAN).notes, "read a kilometre", "--unit mi")
    miles = read(QUICK_PLAN, unit=Unit.MI)
    assert "@ 4:40-5:10/mi" in on(miles, "2027-03-30").text
    assert not says(miles.notes, "read a kilometre")
    assert not says(read(QUICK_PLAN.replace("4:40", "4:40 mpk").replace("4:30", "4:30 mpk")).notes, "read a kilometre")


def test_without_dates_the_race_day_is_asked_for() -> None:
    with pytest.raises(Missing) as caught:
        read(QUICK_PLAN, race_day=None)
    assert caught.value.answer is Answer.RACE_DAY


def test_a_race_without_a_distance_is_asked_for_it() -> None:
    text = QUICK_PLAN.replace("Race day! Half marathon", "Race day!")
    with pytest.raises(Missing) as caught:
        read(text)
    assert caught.value.answer is Answer.RACE_DISTANCE
    assert read(text, race_m=80_000.0).plan.race.distance_m == 80_000


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (HEAD + "a,b\n", "no row begins with a week's number"),
        (HEAD + "1,,,\n2,,\n", "no workouts"),
        (HEAD + "".join(f"{n},easy\n" for n in range(1, 300)), "299 weeks"),
    ],
)
def test_a_table_without_a_plan_is_refused(text: str, why: str) -> None:
    with pytest.raises(BadValue) as caught:
        read(text, format="quick-plan")
    assert why in caught.value.why


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_table_of_weeks_under_weekdays_needs_no_definition(separator: str) -> None:
    text = (
        "Week,Mon,Tue,Wed,Thu,Fri,Sat,Sun\n"
        "1,rest,8 km easy,,tempo 6 km,,,10 km\n"
        "2,rest,8 km easy,,rest,,,Half marathon race\n"
    ).replace(",", separator)
    found = read(text)
    assert found.format.startswith("quick-plan")
    assert [str(session.kind) for session in found.plan.base if session.kind.is_run][:3] == ["easy", "tempo", "long"]
    assert not says(found.notes, "no workout before")
