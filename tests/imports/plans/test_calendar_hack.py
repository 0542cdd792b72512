import json
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.errors import BadValue
from planner.domain.race import Phase
from planner.domain.session import SessionKind, name_of, show_amount
from planner.domain.units import Unit
from planner.imports.plans import Asked, read_plan
from planner.imports.plans.tree import Tree
from tests.imports.plan_files import RACE_DAY, TEN_K, WALK_JOG, plan_of, read, week


def kinds(data: bytes | str) -> list[str]:
    return [session.kind.value for session in read(data).plan.base]


def as_json(yaml_text: str) -> bytes:
    import yaml

    return json.dumps(yaml.safe_load(yaml_text.replace("title: Off", "title: 'Off'"))).encode()


def test_every_cell_becomes_a_session_and_the_race_lands_on_its_day() -> None:
    plan = read(TEN_K).plan
    assert [session.day for session in plan.base] == [RACE_DAY - timedelta(days=20 - n) for n in range(21)]
    race = plan.base[-1]
    assert (plan.race.day, plan.race.session, plan.race.distance_m) == (RACE_DAY, race.id, 10_000.0)
    assert (plan.race.name, race.kind) == ("10K", SessionKind.RACE)
    assert len({session.id for session in plan.base}) == 21


def test_kinds_come_from_tags_and_words() -> None:
    assert kinds(TEN_K) == [
        "rest", "easy", "intervals", "rest", "tempo", "cross", "long",
        "rest", "run", "hills", "rest", "walk", "rest", "tune-up",
        "rest", "race-pace", "strides", "rest", "rest", "easy", "race",
    ]  # fmt: skip


def test_distances_and_titles_show_in_the_users_unit() -> None:
    easy, track = read(TEN_K).plan.base[1:3]
    assert (name_of(easy, Unit.KM), name_of(easy, Unit.MI)) == ("4.8 km easy", "3 mi easy")
    assert (show_amount(easy, Unit.KM), show_amount(easy, Unit.MI)) == ("4.8 km", "3 mi")
    assert (show_amount(track, Unit.KM), show_amount(track, Unit.MI)) == ("4.8-6.4 km", "3-4 mi")


def test_an_or_day_stays_both() -> None:
    either = read(TEN_K).plan.base[3]
    assert (either.kind, either.or_kind) == (SessionKind.REST, SessionKind.EASY)
    assert either.distance is None


def test_durations_come_from_the_words() -> None:
    base = read(TEN_K).plan.base
    assert (base[5].duration_s, base[11].duration_s) == (45 * 60, 90 * 60)
    assert read(WALK_JOG).plan.base[0].duration_s == 20 * 60
    assert base[2].duration_s is None


def test_the_plans_words_are_kept() -> None:
    plan = read(TEN_K).plan
    assert (plan.id, plan.name, plan.source) == (
        "hill-town-10k",
        "Hill Town: first 10K",
        "https://example.org/hill-town",
    )
    assert plan.about == "Three weeks to the hill town's round."
    assert plan.base[9].text == "8 times up the church hill, jog down."
    assert plan.base[0].note == "Get going."
    assert plan.weeks[0].target_m == pytest.approx(14 * 1609.344)


def test_weeks_have_no_phase_but_the_race_week() -> None:
    plan = read(TEN_K).plan
    assert [week.phase for week in plan.weeks] == [None, None, Phase.RACE]
    assert plan.weeks_to_race == 3
    assert not plan.layers
    assert not plan.changes


def test_yaml_and_json_give_the_same_plan() -> None:
    assert read(TEN_K) == read(as_json(TEN_K), "plan.json")
    assert read(WALK_JOG) == read(as_json(WALK_JOG), "plan.txt")


def test_the_goal_run_is_the_race_when_no_cell_says_race() -> None:
    imported = read(WALK_JOG)
    plan = imported.plan
    race = next(session for session in plan.base if session.id == plan.race.session)
    assert (race.day, race.title, race.kind) == (RACE_DAY, "Outing C, run 5K", SessionKind.RACE)
    assert plan.last_day == RACE_DAY + timedelta(days=2)
    assert plan.race.name == "5K"
    assert any("Week 2, Friday" in note and "taken as the race" in note for note in imported.notes)
    assert any("2 days later in the week" in note for note in imported.notes)


def test_walk_and_jog_is_run_walk() -> None:
    assert kinds(WALK_JOG)[:5] == ["run-walk", "rest", "run-walk", "rest", "run-walk"]


def test_without_a_race_the_last_cell_is_the_day_before_it() -> None:
    imported = read(plan_of(week({"title": "Run", "distance": "6"}), week({"title": "Easy run", "distance": "3"})))
    plan = imported.plan
    assert len(plan.base) == 15
    assert plan.base[13].day == RACE_DAY - timedelta(days=1)
    assert (plan.base[14].day, plan.base[14].kind, plan.base[14].id) == (RACE_DAY, SessionKind.RACE, plan.race.session)
    assert [one.phase for one in plan.weeks] == [None, Phase.RACE]
    assert any("added on the day after week 2, Sunday" in note for note in imported.notes)


def test_recovery_weeks_may_follow_the_race() -> None:
    easy = week({"title": "Easy run", "distance": "5"})
    plan = read(plan_of(easy, easy, easy, easy, week({"title": "Race", "distance": "10"}), easy)).plan
    assert plan.last_day == RACE_DAY + timedelta(days=7)
    assert plan.weeks_to_race == 5
    assert [one.phase for one in plan.weeks][-2:] == [Phase.RACE, None]


@pytest.mark.parametrize(
    ("kind", "cell", "metres"),
    [
        ("Half Marathon", {"title": "Half Marathon ({13.1:21.1})", "distance": "13.1"}, 21_097.5),
        ("Marathon", {"title": "RACE DAY!", "tags": ["Race"]}, 42_195.0),
        ("100M", {"title": "Goal race"}, 160_934.4),
        ("Base", {"title": "Club race", "distance": "12"}, 19_312.128),
        ("15k/10m", {"title": "Race"}, 16_093.44),
        ("5K", {"title": "Run a 5K"}, 5_000.0),
    ],
)  # fmt: skip
def test_the_race_is_as_long_as_it_says(kind: str, cell: Tree, metres: float) -> None:
    plan = read(plan_of(week(cell), type=kind, units="mi")).plan
    assert plan.race.distance_m == pytest.approx(metres)
    assert plan.base[-1].kind is SessionKind.RACE


def test_race_pace_is_no_race() -> None:
    cells: list[Tree] = [{"title": "5 km at 10K pace", "distance": "5"}, {"title": "Jog", "distance": "3"}]
    plan = read(plan_of(week(*cells))).plan
    assert [session.kind.value for session in plan.base[-3:]] == ["race-pace", "easy", "race"]


def test_pairs_in_a_plan_in_kilometres_are_turned_round() -> None:
    cells: list[Tree] = [{"title": "{8:5} run"}, {"title": "{10-12:6-7} run"}, {"title": "{5} run"}, {"title": "Race"}]
    base = read(plan_of(week(*cells))).plan.base[3:6]
    assert [name_of(one, Unit.KM) for one in base] == ["8 km run", "10-12 km run", "5 km run"]
    assert [name_of(one, Unit.MI) for one in base] == ["5 mi run", "6-7 mi run", "3.1 mi run"]
    assert [show_amount(one, Unit.KM) for one in base] == ["8 km", "10-12 km", "5 km"]


def test_the_long_run_is_the_clearly_longest_at_the_weekend() -> None:
    def longest(*distances: float) -> list[str]:
        cells: list[Tree] = [{"title": "Run", "distance": str(one)} for one in distances]
        return kinds(plan_of(week(*cells), week({"title": "Race"})))[7 - len(distances) : 7]

    assert longest(5, 5, 8) == ["run", "run", "long"]
    assert longest(7, 5, 8) == ["run", "run", "run"]
    assert longest(12, 5, 5, 5) == ["run", "run", "run", "run"]


@pytest.mark.parametrize(
    ("title", "kind", "other"),
    [
        ("Rest or 30 min cross", "rest", "cross"),
        ("Run or cross", "run", "cross"),
        ("Rest/Easy Run", "rest", "easy"),
        ("Run/walk 20 min", "run-walk", None),
        ("4 km or 30 min easy", "easy", None),
        ("Strength & core", "strength", None),
        ("3 x 1 mile, 90 s rest", "intervals", None),
        ("Fartlek", "intervals", None),
        ("Recovery jog", "recovery", None),
        ("Long run with hills", "hills", None),
        ("Swim", "cross", None),
        ("Time trial", "tune-up", None),
        ("Yoga", "other", None),
    ],
)
def test_words_name_the_kind(title: str, kind: str, other: str | None) -> None:
    imported = read(plan_of(week({"title": title}), week({"title": "Race"})))
    session = imported.plan.base[6]
    assert (session.kind.value, session.or_kind.value if session.or_kind else None) == (kind, other)
    assert session.title == title
    assert any("Yoga" in note for note in imported.notes) == (kind == "other")


@pytest.mark.parametrize(
    ("week_one", "fields", "said"),
    [
        (week({"title": "Run", "pace": "fast"}), {}, "Week 1, Sunday: “pace” is not known"),
        (week({"title": "Run", "distance": "far"}), {}, "Week 1, Sunday: “far” is not a distance"),
        (week({"title": "Run", "distance": ["1", "2", "3"]}), {}, "is not a distance"),
        (week({"title": "Run", "tags": ["Fun"]}), {}, "the tag “Fun” is not known"),
        (week({"title": "{5:8} run", "distance": "12"}), {}, "the distance counts"),
        (week({"title": "Rest", "distance": "12"}), {}, "a rest day has a distance"),
        ({"workouts": [{"title": "Run"}]}, {}, "Week 1: it has 1 of 7 workouts"),
        ({"workouts": [{"title": "Run"}] * 9}, {}, "Week 1: it has 9 workouts, not 7"),
        (week({"distance": "5"}), {}, "it has no title"),
        (week(["x"]), {}, "this is not a workout"),
        (week(), {"coach": "me"}, "“coach” is not known"),
        (week(), {"units": "leagues"}, "read as km"),
    ],
)  # fmt: skip
def test_what_is_not_understood_is_said(week_one: Tree, fields: dict[str, Tree], said: str) -> None:
    imported = read(plan_of(week_one, week({"title": "Race"}), **fields))
    assert any(said in note for note in imported.notes), imported.notes


def test_a_short_week_keeps_its_seven_days() -> None:
    plan = read(plan_of({"workouts": [{"title": "Run"}, {"title": "Rest"}]}, week({"title": "Race"}))).plan
    assert [session.day for session in plan.base[:3]] == [
        RACE_DAY - timedelta(days=13), RACE_DAY - timedelta(days=12), RACE_DAY - timedelta(days=6)
    ]  # fmt: skip


def test_an_eighth_workout_is_not_lost() -> None:
    plan = read(plan_of({"workouts": [{"title": f"Run {n}"} for n in range(9)]}, week({"title": "Race"}))).plan
    sunday = RACE_DAY - timedelta(days=7)
    assert [session.title for session in plan.base if session.day == sunday] == ["Run 6", "Run 7", "Run 8"]


def test_without_a_race_date_the_error_says_to_give_one() -> None:
    with pytest.raises(BadValue, match=r"--race-date 2027-04-18"):
        read(TEN_K, race_day=None)


def test_control_characters_are_taken_out() -> None:
    raw = plan_of(
        week({"title": "Run \u001b]52;c;x\u0007\u202e 5", "description": "a\ud800b\r\nc"}), week({"title": "Race"})
    )
    session = read(raw).plan.base[6]
    assert (session.title, session.text) == ("Run ]52;c;x 5", "ab\nc")


def test_a_plan_id_is_taken_or_refused() -> None:
    def made(plan_id: str) -> str:
        pick = "a".__getitem__
        return read_plan(
            TEN_K.encode(),
            "x",
            Asked(race_day=RACE_DAY, format="calendar-hack", plan_id=plan_id, pick=lambda _: pick(0)),
        ).plan.id

    with pytest.raises(BadValue, match="cannot name a file"):
        made("../x")


def test_ids_from_the_file_never_become_paths() -> None:
    assert read(plan_of(week({"title": "Race"}), id="../../etc/passwd")).plan.id == "etc-passwd"
    assert read(plan_of(week({"title": "Race"}), id="", name="漢字")).plan.id == "imported"


@given(st.dates(date(1950, 1, 1), date(2150, 1, 1)))
def test_the_race_is_on_race_day_whichever_weekday(race_day: date) -> None:
    for text in (TEN_K, WALK_JOG):
        plan = read(text, race_day=race_day).plan
        race = next(session for session in plan.base if session.id == plan.race.session)
        assert plan.race.day == race.day == race_day
        assert all((one.start - plan.weeks[0].start).days % 7 == 0 for one in plan.weeks)
        assert [session.day for session in plan.base] == sorted(session.day for session in plan.base)


@pytest.mark.parametrize("race_day", [date(1, 1, 2), date.max])
def test_a_race_at_the_end_of_time_is_refused(race_day: date) -> None:
    with pytest.raises(BadValue, match="race date"):
        read(WALK_JOG, race_day=race_day)


def test_a_plan_that_says_no_distance_is_refused_with_the_way_out() -> None:
    with pytest.raises(BadValue, match="--race-distance half"):
        read(plan_of(week({"title": "Run"}), type="Base"))
