"""Plans of Time to Run: a day a line up to the race, in CSV and JSON, with its own template's fault read right."""

from datetime import date

import pytest

from planner.domain.errors import BadValue
from planner.domain.session import Session, SessionKind
from planner.domain.units import Span, Unit
from planner.imports.plans import Answer, Imported, Missing, detect
from tests.imports.coach_files import RACE_DAY, TIME_TO_RUN, TIME_TO_RUN_JSON, read, says

MILE = 1609.344
HEAD = "title,raceType,raceDistance,units\nPlan,10K,,kilometers\ndescription,totalDistance\n"


def on(imported: Imported, day: str) -> Session:
    (found,) = [session for session in imported.plan.base if session.day == date.fromisoformat(day)]
    return found


def day_of(line: str) -> tuple[Session, Imported]:
    imported = read(f"{HEAD}{line}\nRace 10 km,10\n")
    return imported.plan.base[0], imported


def test_a_time_to_run_file_is_told_by_its_content() -> None:
    assert detect(TIME_TO_RUN.encode(), "plan.csv") == "time-to-run"
    assert detect(TIME_TO_RUN_JSON.encode(), "plan.json") == "time-to-run"
    assert detect(TIME_TO_RUN.replace(",", ";").encode(), "plan.csv") == "time-to-run"


def test_the_last_day_is_the_race_and_every_line_a_day_before_it() -> None:
    imported = read(TIME_TO_RUN)
    assert (imported.plan.name, imported.plan.race.day) == ("River half", RACE_DAY)
    assert imported.plan.race.distance_m == 21_097.5
    assert imported.plan.base[0].day == date(2027, 4, 8)
    assert len(imported.plan.weeks) == 2
    assert not says(imported.notes, "later in the week")
    assert not imported.contradictions


@pytest.mark.parametrize(("longest", "kind"), [(3, SessionKind.LONG), (6, SessionKind.RUN)])
def test_the_weekend_is_that_of_the_race(longest: int, kind: SessionKind) -> None:
    days = "".join(f"Run,{12 if day == longest else 5}\n" for day in range(10))
    imported = read(f"{HEAD}{days}Race 10 km,10\n")
    assert imported.plan.base[longest].kind is kind


def test_blank_rows_and_remarks_are_no_days() -> None:
    assert len({session.day for session in read(TIME_TO_RUN).plan.base}) == 11


def test_distances_are_in_the_units_of_the_file() -> None:
    assert on(read(TIME_TO_RUN, unit=Unit.KM), "2027-04-10").distance == Span.of(5 * MILE)
    assert says(read(TIME_TO_RUN, unit=Unit.KM).notes, "“miles”", "that counts")


def test_distances_marked_with_a_hash_are_shown_in_either_unit() -> None:
    session = on(read(TIME_TO_RUN), "2027-04-09")
    assert session.title == "Warmup {2:3.2}, 4x800m, cooldown {2:3.2}"
    assert session.distance == Span.of(6 * MILE)
    assert session.kind is SessionKind.INTERVALS


def test_a_hash_without_a_distance_is_the_unit_or_stays() -> None:
    assert day_of("Easy in #D and #3 rounds,5")[0].title == "Easy in km and #3 rounds"


def test_a_rest_day_has_no_distance() -> None:
    session, _ = day_of("Rest or cross-training,0")
    assert (session.kind, session.or_kind, session.distance) == (SessionKind.REST, SessionKind.CROSS, None)


def test_words_without_a_kind_and_with_a_distance_are_a_run() -> None:
    session, imported = day_of("General aerobic + speed w/ 10x100m strides,8")
    assert session.kind.is_run
    assert session.distance == Span.of(8_000)
    assert not says(imported.notes, "not clear")


def test_a_distance_alone_is_a_run() -> None:
    session, _ = day_of(",8")
    assert (session.kind, session.distance, session.title) == (SessionKind.RUN, Span.of(8_000), "")


def test_a_run_and_strength_in_one_line_are_two_sessions_and_the_run_has_the_distance() -> None:
    imported = read(TIME_TO_RUN)
    both = [session for session in imported.plan.base if session.day == date(2027, 4, 17)]
    assert [(session.kind, session.distance) for session in both] == [
        (SessionKind.EASY, Span.of(3 * MILE)),
        (SessionKind.STRENGTH, None),
    ]


@pytest.mark.parametrize("line", ["Medium-long run #11D,14", "Easy 11 km,14"])
def test_words_and_figure_that_differ_are_a_contradiction_and_the_figure_counts(line: str) -> None:
    session, imported = day_of(line)
    assert session.distance == Span.of(14_000)
    assert says(imported.contradictions, "Line 4", "11", "14 km")
    assert "11" in session.title


def test_several_runs_of_a_day_keep_what_their_words_say() -> None:
    imported = read(f"{HEAD}AM: 5 km easy / PM: 8 km easy,20\nRace 10 km,10\n")
    assert [session.distance for session in imported.plan.base[:2]] == [Span.of(5_000), Span.of(8_000)]
    assert says(imported.notes, "Line 4", "20 km", "2 sessions")


def test_its_own_template_has_a_heading_too_few_and_is_read_as_it_was_meant() -> None:
    text = TIME_TO_RUN.replace("title,raceType,raceDistance,units", "title,raceType,units,")
    imported = read(text)
    assert imported.plan.race.distance_m == 21_097.5
    assert imported.plan.base[2].distance == Span.of(5 * MILE)
    assert says(imported.contradictions, "Line 2", "3 headings", "4 values", "“13.1”", "“miles”")


def test_a_value_too_many_that_is_no_distance_is_left_out_and_told() -> None:
    imported = read("title,raceType,units\nPlan,10K,kilometers,more\ndescription,totalDistance\nRace 10 km,10\n")
    assert says(imported.notes, "Line 2", "“more”", "left out")
    assert imported.plan.race.distance_m == 10_000


def test_headings_stand_in_any_order_and_size() -> None:
    text = "Units,RaceDistance,Title,RaceType\nkilometers,10,Plan,\ntotalDistance,Description\n5,Easy\n10,Race\n"
    imported = read(text)
    assert (imported.plan.name, imported.plan.base[0].distance) == ("Plan", Span.of(5_000))


def test_a_file_without_units_is_read_in_the_readers_and_says_so() -> None:
    text = TIME_TO_RUN_JSON.replace('"units": "kilometers",', "")
    imported = read(text, own_unit=Unit.MI, race_m=10_000.0)
    assert imported.plan.base[2].distance == Span.of(5 * MILE)
    assert says(imported.notes, "names no units", "read in mi", "--unit km")
    assert not says(read(text, unit=Unit.KM).notes, "units")


def test_units_that_nobody_knows_are_told() -> None:
    assert says(read(TIME_TO_RUN.replace(",miles", ",leagues")).notes, "“leagues”")


def test_race_type_and_distance_that_differ_are_a_contradiction() -> None:
    assert says(read(TIME_TO_RUN.replace("13.1,miles", "26.2,miles")).contradictions, "Half Marathon", "26.2 mi")


@pytest.mark.parametrize("said", ["far", "900"])
def test_a_race_distance_that_is_none_is_told_and_the_type_counts(said: str) -> None:
    imported = read(TIME_TO_RUN.replace(",13.1,miles", f",{said},miles"))
    assert imported.plan.race.distance_m == 21_097.5
    assert says(imported.notes, "left out")


@pytest.mark.parametrize("figure", ["-3", "5,5", "NaN", "99999"])
def test_a_figure_that_is_no_distance_is_told_with_its_line(figure: str) -> None:
    session, imported = day_of(f'Easy run,"{figure}"')
    assert session.distance is None
    assert says(imported.notes, "Line 4", "is not a distance")


def test_cells_beyond_the_headings_are_told() -> None:
    assert says(day_of("Easy run,5,6")[1].notes, "Line 4", "“6”", "left out")


def test_json_gives_the_same_and_names_lines() -> None:
    imported = read(TIME_TO_RUN_JSON.replace('"Easy 5 km"', '"Easy 4 km"'))
    assert [session.kind for session in imported.plan.base] == [
        SessionKind.REST, SessionKind.INTERVALS, SessionKind.EASY, SessionKind.RACE,
    ]  # fmt: skip
    assert imported.plan.base[1].distance == Span.of(7_000)
    assert says(imported.contradictions, "Line 9", "Easy 4 km")


def test_json_says_what_it_does_not_know() -> None:
    text = TIME_TO_RUN_JSON.replace('{"id": "a", ', '{"shoes": "red", ').replace(
        '"raceType"', '"coach": "x", "raceType"'
    )
    imported = read(text)
    assert says(imported.notes, "coach")
    assert says(imported.notes, "Line 7", "shoes")


def test_json_of_words_instead_of_workouts_keeps_the_words() -> None:
    days = '["Easy run",{"description":"Race"}]'
    imported = read(f'{{"title":"x","raceType":"10K","units":"kilometers","workouts":{days}}}', format="time-to-run")
    assert imported.plan.base[0].kind is SessionKind.EASY
    assert says(imported.notes, "Day 1", "not a workout")


def test_without_a_race_day_it_is_asked_for() -> None:
    with pytest.raises(Missing) as caught:
        read(TIME_TO_RUN, race_day=None)
    assert caught.value.answer is Answer.RACE_DAY


def test_a_plan_for_no_race_asks_how_far_it_is() -> None:
    text = TIME_TO_RUN.replace("Half Marathon,13.1", "Base,").replace("Goal half 13.1mi,13.1", "Rest,0")
    with pytest.raises(Missing) as caught:
        read(text)
    assert caught.value.answer is Answer.RACE_DISTANCE
    assert read(text, race_m=5_000.0).plan.race.day == RACE_DAY


@pytest.mark.parametrize(
    ("text", "place", "why"),
    [
        ("title,raceType\nPlan,10K\n", "plan.csv", "no days"),
        ("name,raceType\nPlan,10K\ndescription,totalDistance\nEasy,5\n", "plan.csv, line 1", "no heading says title"),
        ("title,raceType\nPlan,10K\n\nwords,totalDistance\nEasy,5\n", "plan.csv, line 4", "description"),
        (HEAD, "plan.csv", "no workouts"),
        (f"{HEAD}-,0\n", "plan.csv", "no line describes"),
        (HEAD + "Easy,5\n" * 1_500, "plan.csv", "1500 days"),
        ('{"title":"x"}', "plan.csv", "no list of `workouts`"),
        ('{"workouts":[]}', "plan.csv", "no workouts"),
    ],
)
def test_what_is_no_plan_is_refused_with_its_place(text: str, place: str, why: str) -> None:
    with pytest.raises(BadValue) as caught:
        read(text, format="time-to-run")
    assert caught.value.what == place
    assert why in caught.value.why
    assert caught.value.fix
