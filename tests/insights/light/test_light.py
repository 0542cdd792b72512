"""The traffic light: the promised cases, each threshold at its edge, and what may and may not change a colour."""

import pytest

from planner.domain.body import Area, Place, Side
from planner.domain.health import Profession, Sign
from planner.domain.light import Colour
from planner.domain.log import Feeling, Happening, When
from planner.insights.light.light import light_course
from planner.insights.light.place_log import place_logs
from tests.insights.body_log import FLAGS, LIGHT, TODAY, back, felt, lit, morning, ran, rolled, warned, wore

GREEN, YELLOW, RED = Colour
CALF = Place(Area.CALF, Side.LEFT)

# The cases of the safety rules


def test_worst_3_and_the_morning_the_same_is_green() -> None:
    told = lit(felt(3, 1), morning(0))
    assert told.colour is GREEN
    assert told.reasons == ()
    assert not told.see


def test_worst_5_and_the_morning_the_same_is_yellow() -> None:
    told = lit(felt(5, 1), morning(0))
    assert told.colour is YELLOW
    assert told.areas[0].rules == ("worst",)
    assert "pain 5 of 10 after the run on Fri 20 Nov" in told.reasons[0]
    assert LIGHT.pain.level in told.reasons[0]


def test_worst_2_but_the_morning_3_above_usual_is_red() -> None:
    told = lit(felt(2, 1), morning(3))
    assert told.colour is RED
    assert told.areas[0].rules == ("morning",)


def test_the_same_spot_on_3_runs_at_2_is_red_with_the_practitioner_named() -> None:
    told = lit(felt(2, 5), felt(2, 3), felt(2, 0))
    assert told.colour is RED
    assert told.areas[0].rules == ("repeat",)
    assert told.see
    assert told.who[0] is Profession.MEDICAL
    assert [hint.flag for hint in told.hints] == ["no-gain"]


@pytest.mark.parametrize("score", [0, 1, 10])
def test_night_pain_and_a_pinpoint_on_the_shin_is_a_red_flag_whatever_the_score(score: int) -> None:
    told = lit(felt(score, 0, Area.SHIN, signs=(Sign.NIGHT, Sign.PINPOINT)))
    assert told.colour is RED
    assert [flag.flag for flag in told.flags] == ["bone-stress"]
    assert told.flags[0].place == Place(Area.SHIN, Side.LEFT)


def test_a_swollen_warm_calf_is_an_urgent_message() -> None:
    told = lit(felt(1, signs=(Sign.SWELLING, Sign.WARM)))
    assert told.flags[0].flag == "clot"
    assert told.flags[0].urgency == "same-day"
    assert "emergency number" in told.flags[0].message


def test_a_yellow_entry_in_race_week_is_yellow_and_no_more() -> None:
    """The plan keeps the race: the light itself knows of none."""
    assert lit(felt(4, 2), ran(2)).colour is YELLOW


def test_red_five_days_before_the_race_is_red_and_no_flag() -> None:
    """The options before a race are the plan's: nothing here calls it off."""
    told = lit(felt(6, 1))
    assert told.colour is RED
    assert told.flags == ()


def test_after_two_better_sessions_and_a_clean_morning_the_colour_drops_one_step_only() -> None:
    told = lit(felt(6, 6), felt(1, 4), felt(1, 2), morning(0, 1))
    assert told.colour is YELLOW
    assert told.areas[0].since == back(1)
    assert "better than it was" in told.reasons[0]
    assert lit(felt(6, 6), felt(1, 4), felt(1, 2), morning(0, 1), felt(1, 1), felt(0, 0)).colour is YELLOW
    again = (felt(6, 6), felt(1, 5), felt(1, 4), morning(0, 3), felt(0, 3), felt(0, 2), morning(0, 1))
    assert lit(*again).colour is GREEN


# Each threshold at its edge


@pytest.mark.parametrize(
    ("entries", "colour"),
    [
        ([felt(LIGHT.pain.yellow - 1)], GREEN),
        ([felt(LIGHT.pain.yellow)], YELLOW),
        ([felt(LIGHT.pain.red - 1)], YELLOW),
        ([felt(LIGHT.pain.red)], RED),
        ([felt(LIGHT.tightness.yellow - 1, feeling=Feeling.TIGHTNESS)], GREEN),
        ([felt(LIGHT.tightness.yellow, feeling=Feeling.TIGHTNESS)], YELLOW),
        ([felt(10, feeling=Feeling.TIGHTNESS)], YELLOW),
        ([felt(LIGHT.tightness.strong, feeling=Feeling.TIGHTNESS), felt(LIGHT.tightness.with_pain)], RED),
        ([felt(LIGHT.tightness.strong - 1, feeling=Feeling.TIGHTNESS), felt(LIGHT.tightness.with_pain)], YELLOW),
        ([felt(LIGHT.tightness.strong, feeling=Feeling.TIGHTNESS), felt(LIGHT.tightness.with_pain - 1)], YELLOW),
        ([morning(LIGHT.morning.yellow)], YELLOW),
        ([morning(LIGHT.morning.red - 1)], YELLOW),
        ([morning(LIGHT.morning.red)], RED),
        ([felt(0, signs=(Sign.LIMP,))], RED),
        ([felt(LIGHT.rest.score, signs=(Sign.REST,), feeling=Feeling.ACHE)], RED),
        ([felt(LIGHT.rest.score - 1, signs=(Sign.REST,))], GREEN),
        ([felt(LIGHT.repeat.score, 2), felt(LIGHT.repeat.score)], YELLOW),
        ([felt(LIGHT.repeat.score, 2), felt(LIGHT.repeat.score - 1)], GREEN),
        ([felt(LIGHT.repeat.score, LIGHT.repeat.days), felt(LIGHT.repeat.score)], YELLOW),
        ([felt(LIGHT.repeat.score, LIGHT.repeat.days + 1), felt(LIGHT.repeat.score)], GREEN),
        ([felt(4, LIGHT.worse.days), morning(0, LIGHT.worse.days - 1), felt(5)], RED),
        ([felt(4, 2), felt(1, 1), felt(4, 0)], YELLOW),
    ],
)
def test_every_threshold_colours_at_its_edge(entries: list[Happening], colour: Colour) -> None:
    assert lit(*entries).colour is colour


@pytest.mark.parametrize("feeling", [feeling for feeling in Feeling if feeling is not Feeling.TIGHTNESS])
def test_everything_but_tightness_has_the_limits_of_pain(feeling: Feeling) -> None:
    assert lit(felt(4, feeling=feeling)).colour is YELLOW


def test_two_yellow_days_of_the_same_height_stay_yellow() -> None:
    assert lit(felt(4, 3), ran(2), felt(4, 0)).colour is YELLOW


def test_yellow_on_three_sessions_within_a_week_is_red() -> None:
    first = LIGHT.often.days - 1
    within = [felt(4, ago, session="p") for ago in (first, 2, 0)]
    assert lit(*within).colour is RED
    assert lit(*within).areas[0].rules == ("often",)
    assert lit(*(felt(4, ago, session="p") for ago in (first + 1, 2, 0))).colour is YELLOW


@pytest.mark.parametrize("when", [None, *When])
def test_mere_tightness_never_adds_up_to_red(when: When | None) -> None:
    week = range(6, -1, -1)
    assert lit(*(felt(9, ago, feeling=Feeling.TIGHTNESS, when=when) for ago in week)).colour is YELLOW


def test_a_morning_tells_of_the_session_the_day_before_and_is_no_session_of_its_own() -> None:
    entries = [felt(4, 3), morning(2, 2), felt(4, 1), morning(1, 0)]
    assert lit(*entries).areas[0].rules == ("morning",)
    assert lit(*entries).colour is YELLOW


# What usual is


def usual_of(*entries: Happening) -> int:
    return place_logs(entries)[0].usual_morning(TODAY, LIGHT.morning)


def test_usual_is_the_middle_of_the_mornings_before() -> None:
    usual = [morning(score, ago) for score, ago in ((3, 30), (2, 20), (3, 19), (7, 18))]
    assert usual_of(*usual) == 3
    assert usual_of(*usual, felt(6, 1)) == 3
    assert usual_of(*usual[:3]) == 0  # the first is too old, two are too few
    assert usual_of(*usual, morning(9, 0)) == 3  # today's is what is judged
    assert lit(*usual, morning(3, 0)).areas[0].colour is GREEN
    assert lit(*usual, morning(4, 0)).areas[0].colour is YELLOW
    assert "1 above the usual 3" in " ".join(lit(*usual, morning(4, 0)).reasons)


def test_without_mornings_usual_is_what_it_was_before_the_run() -> None:
    assert lit(felt(3, 1, when=When.BEFORE), morning(3, 0)).colour is GREEN
    assert lit(felt(0, 1, when=When.BEFORE), morning(3, 0)).colour is RED


def test_few_mornings_make_no_usual() -> None:
    few = [morning(2, ago) for ago in range(20, 20 - LIGHT.morning.usual_least + 1, -1)]
    assert lit(*few, morning(2, 0)).areas[0].rules == ("morning",)


# What a run is


def test_a_run_without_an_entry_ends_the_runs_running() -> None:
    assert lit(felt(2, 4), felt(2, 0), ran(4), ran(0)).colour is YELLOW
    assert lit(felt(2, 4), felt(2, 0), ran(4), ran(2), ran(0)).colour is GREEN


def test_two_entries_of_one_run_are_one_run() -> None:
    one: list[Happening] = [ran(0, "r1", session="s1"), felt(2, run="s1", when=When.DURING), felt(2, run="r1"), felt(2)]
    assert lit(*one).colour is GREEN


def test_two_runs_of_a_day_are_two() -> None:
    assert lit(ran(0, "r1"), ran(0, "r2"), felt(2, run="r1"), felt(2, run="r2")).colour is YELLOW


def test_what_was_rated_at_a_routine_is_no_run() -> None:
    assert lit(*(felt(3, ago, session=f"p{ago}") for ago in (4, 2, 0))).colour is GREEN


# Sides


def test_an_entry_of_both_sides_counts_for_the_side_that_was_logged_alone() -> None:
    told = lit(felt(2, 4), felt(2, 2, side=Side.BOTH), felt(2, 0))
    assert told.of(Area.CALF, Side.LEFT) is not None
    assert told.areas[0].place == CALF
    assert told.areas[0].colour is RED
    right = told.of(Area.CALF, Side.RIGHT)
    assert right is not None
    assert right.colour is GREEN


def test_a_place_logged_on_both_sides_alone_is_one_place() -> None:
    assert [one.place for one in lit(felt(4, side=Side.BOTH)).areas] == [Place(Area.CALF)]


def test_another_place_or_side_is_not_the_same_place() -> None:
    assert lit(felt(2, 2), felt(2, 0, side=Side.RIGHT)).colour is GREEN
    assert lit(felt(2, 2), felt(2, 0, Area.SOLEUS)).colour is GREEN


# How a colour goes


def test_one_better_session_or_no_clean_morning_is_not_enough() -> None:
    assert lit(felt(6, 3), felt(1, 1), morning(0, 0)).colour is RED
    assert lit(felt(6, 3), felt(1, 2), felt(1, 1)).colour is RED
    assert lit(felt(6, 4), felt(1, 3), felt(1, 2), morning(1, 1)).colour is RED
    assert lit(felt(6, 4), felt(1, 3), felt(1, 2), morning(0, 0)).colour is RED  # not the next morning


def test_a_worse_session_between_begins_again() -> None:
    assert lit(felt(6, 6), felt(1, 5), felt(6, 4), felt(1, 3), morning(0, 2)).colour is RED


@pytest.mark.parametrize(("ago", "colour"), [(LIGHT.stands.quiet_days - 1, YELLOW), (LIGHT.stands.quiet_days, GREEN)])
def test_a_yellow_stands_a_week_without_an_entry(ago: int, colour: Colour) -> None:
    assert lit(felt(4, ago)).colour is colour


def test_a_red_goes_over_yellow_when_nothing_is_logged() -> None:
    quiet = LIGHT.stands.quiet_days
    assert lit(felt(7, quiet - 1)).colour is RED
    assert lit(felt(7, quiet)).colour is YELLOW
    assert lit(felt(7, 2 * quiet - 1)).colour is YELLOW
    assert lit(felt(7, 2 * quiet)).colour is GREEN


def test_better_sessions_without_any_morning_end_a_colour_late() -> None:
    most = LIGHT.stands.most_days
    entries = [felt(4, most), *(felt(1, ago) for ago in range(most - 2, 0, -2))]
    assert lit(*entries[:-1], felt(1, 0), day=back(1)).colour is YELLOW
    assert lit(*entries).colour is GREEN


def test_a_yellow_session_on_the_day_of_a_drop_is_no_better_one() -> None:
    dropped = [felt(6, 6), felt(1, 5), felt(1, 4), morning(0, 3), felt(4, 3)]
    assert lit(*dropped, felt(0, 2), morning(0, 1), day=back(1)).colour is YELLOW
    assert lit(*dropped, felt(0, 2), felt(0, 1), morning(0, 0)).colour is GREEN


# Who should look at it


def test_red_for_a_week_should_be_looked_at() -> None:
    days = LIGHT.see.red_days
    assert lit(felt(6, days - 1), felt(3, 1, session="p")).see
    assert not lit(felt(6, days - 2), felt(3, 1, session="p")).see


def test_two_reds_within_two_weeks_should_be_looked_at() -> None:
    days = LIGHT.see.reds_days
    said = f"red {LIGHT.see.reds} times"
    assert said in " ".join(lit(felt(6, days - 1), felt(6, 0)).reasons)
    assert lit(felt(6, days - 1), felt(6, 0)).see
    assert said not in " ".join(lit(felt(6, days), felt(6, 0)).reasons)


def test_a_red_run_and_its_red_morning_are_one_red() -> None:
    assert not lit(felt(6, 1), morning(6, 0)).see


def test_yellow_for_two_weeks_should_be_looked_at() -> None:
    days = LIGHT.see.yellow_days
    entries = [felt(6, ago, feeling=Feeling.TIGHTNESS) for ago in range(days - 1, -1, -4)]
    assert lit(*entries).see
    assert not lit(*entries[1:]).see


def test_what_comes_back_every_time_should_be_looked_at() -> None:
    times = [felt(4, ago) for ago in (36, 18, 0)]
    assert lit(*times).see
    assert not lit(*times[1:]).see
    assert not lit(felt(4, LIGHT.see.back_days), *times[1:]).see


def test_the_hint_names_whom_to_see_by_area() -> None:
    told = lit(*(felt(2, ago, Area.PLANTAR_FOOT) for ago in (4, 2, 0)))
    assert told.who == (Profession.MEDICAL, Profession.PHYSIOTHERAPIST, Profession.PODIATRIST)


def test_orthotics_that_hurt_more_from_wear_to_wear_are_a_hint_that_stops_nothing() -> None:
    told = lit(wore(1, 4), wore(2, 2), wore(3, 0))
    assert [hint.flag for hint in told.hints] == ["orthotic-fit"]
    assert told.colour is GREEN
    assert Profession.PODIATRIST in told.who
    assert lit(wore(1, 4), wore(2, 2), wore(2, 0)).hints == ()
    assert lit(wore(1, 20), wore(2, 2), wore(3, 0)).hints == ()


def test_a_limp_on_a_run_in_orthotics_is_the_same_hint() -> None:
    limp = felt(3, run="r1", signs=(Sign.LIMP,))
    assert "orthotic-fit" in [hint.flag for hint in lit(ran(0, "r1", orthotic="insole"), limp).hints]
    assert "orthotic-fit" not in [hint.flag for hint in lit(ran(0, "r1"), limp).hints]


def test_a_roll_that_takes_longer_each_time_while_a_run_hurts_is_looked_at_earlier() -> None:
    knee = felt(4, 1, Area.KNEE)
    longer = [rolled(200, 8), rolled(260, 5), rolled(300, 2)]
    assert lit(knee, *longer).areas[0].see
    assert "takes longer" in lit(knee, *longer).reasons[-1]
    assert not lit(knee, *longer[1:]).see
    assert not lit(knee, *longer, rolled(250, 0)).see
    assert not lit(knee, *longer[:2], rolled(260, 2)).see
    assert not lit(knee, rolled(200, LIGHT.roll.days + 2), *longer[1:]).see
    assert not lit(felt(3, 1, Area.KNEE), *longer).see
    assert not lit(felt(4, 1, Area.CALF), *longer).see
    assert not lit(felt(4, 1, Area.KNEE, side=Side.RIGHT), *longer).see
    assert lit(felt(4, 1, Area.KNEE, side=Side.BOTH), *longer).see


# The whole


def test_nothing_logged_is_green() -> None:
    assert lit().colour is GREEN
    assert lit().areas == ()


def test_the_worst_place_comes_first_and_colours_the_day() -> None:
    told = lit(felt(4, 0, Area.KNEE), felt(6, 0, Area.HIP), felt(1, 0))
    assert [one.place.area for one in told.areas] == [Area.HIP, Area.KNEE, Area.CALF]
    assert told.colour is RED
    assert all(reason.startswith("Left hip") for reason in told.reasons)


def test_what_comes_after_the_day_does_not_count() -> None:
    assert lit(felt(8, 0), day=back(1)).colour is GREEN


def test_the_days_since_and_the_score_that_counts() -> None:
    calf = lit(felt(5, 6), felt(3, 2), felt(0, 0)).of(Area.CALF, Side.LEFT)
    assert calf is not None
    assert (calf.score, calf.days_since) == (5, 2)
    old = lit(felt(5, LIGHT.window.score_days), felt(0, 0)).of(Area.CALF, Side.LEFT)
    assert old is not None
    assert (old.score, old.days_since) == (0, LIGHT.window.score_days)
    none = lit(felt(0, 0)).of(Area.CALF, Side.LEFT)
    assert none is not None
    assert none.days_since is None


def test_a_flag_colours_its_own_place_only() -> None:
    told = lit(felt(1, area=Area.SHIN, signs=(Sign.PINPOINT,)), felt(1), felt(1, area=Area.SHIN, side=Side.RIGHT))
    assert [(one.place.label, one.colour) for one in told.areas] == [
        ("left shin", RED),
        ("left calf", GREEN),
        ("right shin", GREEN),
    ]


def test_an_old_flag_has_a_place_in_the_light_without_recent_entries() -> None:
    old = felt(1, LIGHT.window.days + 1, Area.SHIN, signs=(Sign.PINPOINT,))
    assert [(one.place.label, one.colour, one.since) for one in lit(old, felt(1)).areas] == [
        ("left shin", RED, old.day),
        ("left calf", GREEN, TODAY),
    ]


def test_a_sign_of_the_whole_body_makes_the_day_red_and_says_why() -> None:
    told = lit(warned(Sign.CHEST_PAIN))
    assert told.colour is RED
    assert told.flags[0].place is None
    assert "heart or lungs" in told.reasons[0]


def test_the_course_has_the_colour_of_each_day_as_it_was() -> None:
    entries: list[Happening] = [felt(6, 6), felt(1, 4), felt(1, 2), morning(0, 1), warned(Sign.FAINTING)]
    seen = light_course(entries, back(8), TODAY, LIGHT, FLAGS)
    assert seen == {day: lit(*entries, day=day).colour for day in (back(n) for n in range(6, -1, -1))}
    assert seen[back(6)] is RED
    assert seen[back(1)] is YELLOW
    assert seen[TODAY] is RED
