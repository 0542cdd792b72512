"""What the light asks of the plan: every row of the table of triggers, and that nothing is asked twice."""

from datetime import timedelta
from itertools import pairwise
from typing import Any

import msgspec
import pytest

from planner.domain.body import Area
from planner.domain.change import Batch, Delete, Edit, Off
from planner.domain.gear import Orthotic, Role, Shoe
from planner.domain.layer import Thing
from planner.domain.light import Colour
from planner.domain.log import Feeling
from planner.domain.off import EaseKind
from planner.domain.plan import Plan
from planner.domain.session import Session, SessionKind
from planner.domain.units import Span
from planner.planning.comeback import taper_from
from planner.planning.reflow import CHOICES, Reflow, reflow, why_nothing
from planner.planning.reflow_case import Ease, Goal, Wish
from planner.planning.schedule import schedule
from tests.planning.reflow_cases import (
    MONDAY,
    RACE_DAY,
    RULES,
    accepted,
    case,
    felt,
    flag,
    hangs,
    light,
    runner_plan,
    sessions_of,
    weekly,
    worn,
)

SUNDAY = MONDAY - timedelta(days=1)
CALF, KNEE = felt(5, SUNDAY), felt(5, SUNDAY, Area.KNEE)
WINDOW = [f"w2d{n}" for n in (1, 2, 4, 5, 6)]


def asked(plan: Plan, colour: Colour, area: Area = Area.CALF, *, score: int = 5, **more: Any) -> Reflow:
    made = reflow(case(plan, light(colour, area), felt(score, SUNDAY, area), **more))
    assert made is not None
    return made


def with_distance(plan: Plan, name: str, metres: float) -> Plan:
    def changed(one: Session) -> Session:
        return msgspec.structs.replace(one, distance=Span.of(metres)) if one.id == name else one

    return msgspec.structs.replace(plan, base=tuple(changed(one) for one in plan.base))


def kinds(plan: Plan, *names: str) -> list[SessionKind]:
    return [sessions_of(plan)[name].kind for name in names]


def test_green_asks_nothing() -> None:
    looked = case(runner_plan(), light(Colour.GREEN, Area.CALF), felt(3, SUNDAY))
    assert reflow(looked) is None
    assert why_nothing(looked) == "The light is green: the plan goes on as it is."


@pytest.mark.parametrize("colour", [Colour.YELLOW, Colour.RED])
def test_yellow_and_red_change_only_what_lies_ahead_and_never_the_race(colour: Colour) -> None:
    plan = runner_plan()
    before, after = sessions_of(plan), sessions_of(accepted(plan, asked(plan, colour)))
    assert after["race"] == before["race"]
    assert {name: after[name] for name in before if before[name].day < MONDAY} == {
        name: one for name, one in before.items() if one.day < MONDAY
    }


def test_under_yellow_each_run_of_a_week_is_thirty_percent_shorter_easy_and_says_when_to_walk() -> None:
    plan = runner_plan()
    before, after = sessions_of(plan), sessions_of(accepted(plan, asked(plan, Colour.YELLOW, Area.UPPER_BACK)))
    for name in WINDOW:
        was, now = before[name].distance, after[name].distance
        assert was is not None
        assert now is not None
        assert now.high_m == pytest.approx(was.high_m * 0.7)
        assert not after[name].kind.is_quality
        assert "If it rises above 5 of 10 or changes your stride, walk." in after[name].note
    assert after["w2d6"].kind is SessionKind.LONG
    assert after["w3d1"] == before["w3d1"]


def test_runs_that_have_an_entry_stay() -> None:
    plan = runner_plan()
    made = asked(plan, Colour.YELLOW, answered=frozenset({"w2d1"}))
    assert sessions_of(accepted(plan, made))["w2d1"] == sessions_of(plan)["w2d1"]


def test_a_short_run_is_not_made_shorter_than_the_shortest() -> None:
    plan = with_distance(runner_plan(), "w2d2", 3_500.0)
    now = sessions_of(accepted(plan, asked(plan, Colour.YELLOW)))["w2d2"].distance
    assert now is not None
    assert now.high_m == RULES.shortest_m


def test_the_long_run_and_the_week_are_held_at_the_last_level() -> None:
    plan = with_distance(runner_plan(), "w2d6", 40_000.0)
    after = sessions_of(accepted(plan, asked(plan, Colour.YELLOW)))
    held = after["w2d6"].distance
    assert held is not None
    assert held.high_m <= 15_000.0 + 1e-6
    distances = [after[name].distance for name in WINDOW]
    assert sum(one.middle_m for one in distances if one) <= 40_000.0 + 1e-6


@pytest.mark.parametrize("area", [Area.CALF, Area.SOLEUS, Area.ACHILLES, Area.PLANTAR_FOOT])
def test_calf_achilles_and_foot_have_no_hills_no_strides_and_quality_on_the_bike(area: Area) -> None:
    plan = accepted(runner_plan(), asked(runner_plan(), Colour.YELLOW, area))
    assert kinds(plan, "w2d1", "w2d4", "w2d5") == [SessionKind.CROSS, SessionKind.EASY, SessionKind.CROSS]
    tempo = sessions_of(plan)["w2d1"]
    assert (tempo.title, tempo.duration_s) == ("bike or pool", RULES.other_s)
    assert "no hills, no strides" in sessions_of(plan)["w2d2"].note


@pytest.mark.parametrize("area", [Area.KNEE, Area.IT_BAND])
def test_the_outer_knee_runs_flat_without_camber_and_its_routine_takes_the_place_of_others(area: Area) -> None:
    plan = runner_plan(layers=(weekly("leg-strength"), weekly("it-band-spot-roll", "WE", Thing.ROLL)))
    made = asked(plan, Colour.YELLOW, area)
    after = accepted(plan, made)
    note = sessions_of(after)["w2d2"].note
    assert "no downhill, no camber" in note
    assert "5 % more steps" in note
    assert hangs(after, MONDAY) == ["calm-outer-knee"]
    assert hangs(after, MONDAY + timedelta(days=2)) == ["calm-outer-knee"]
    assert hangs(after, MONDAY + timedelta(days=7)) == ["leg-strength"]
    assert kinds(after, "w2d1") == [SessionKind.EASY]


@pytest.mark.parametrize("area", [Area.HIP, Area.GLUTE_MAX, Area.GLUTE_MED])
def test_hip_and_glute_take_a_shorter_stride_and_keep_hip_strength(area: Area) -> None:
    plan = runner_plan(layers=(weekly("leg-strength"), weekly("hip-strength", "TU")))
    after = accepted(plan, asked(plan, Colour.YELLOW, area))
    assert "Shorter stride, no speed." in sessions_of(after)["w2d2"].note
    assert hangs(after, MONDAY) == hangs(after, MONDAY + timedelta(days=1)) == ["hip-strength"]


def test_no_routine_that_was_not_played_of_late_is_begun_while_it_is_sore() -> None:
    plan = runner_plan(layers=(weekly("brand-new", "MO", Thing.STRETCH), weekly("desk-break", "WE", Thing.STRETCH)))
    after = accepted(plan, asked(plan, Colour.YELLOW, known=frozenset({"desk-break"})))
    assert hangs(after, MONDAY) == ["calf-to-glute-chain"]
    assert hangs(after, MONDAY + timedelta(days=2)) == ["desk-break"]
    elsewhere = accepted(plan, asked(plan, Colour.YELLOW, Area.UPPER_BACK, known=frozenset({"desk-break"})))
    assert hangs(elsewhere, MONDAY) == []


GEAR = (
    Shoe(id="old", name="Old", start_m=300_000.0),
    Shoe(id="new", name="New", start_m=RULES.gear.new_shoe_m - 1, bought=SUNDAY),
    Shoe(id="worn-in", name="Worn in", start_m=RULES.gear.new_shoe_m, bought=SUNDAY),
    Shoe(id="unknown", name="Unknown", start_m=0.0),
    Shoe(id="plate", name="Plate", role=Role.RACE, plate=True, start_m=200_000.0),
    Orthotic(id="cork", name="Cork", since=MONDAY - timedelta(days=200)),
    Orthotic(id="fresh", name="Fresh", since=MONDAY - timedelta(days=20)),
)


@pytest.mark.parametrize(
    ("shoe", "stays"), [("new", False), ("plate", False), ("worn-in", True), ("old", True), ("unknown", True)]
)
def test_new_and_plated_shoes_make_room_for_the_daily_pair(shoe: str, stays: bool) -> None:
    plan = runner_plan(layers=(worn(Thing.SHOE, shoe),))
    after = accepted(plan, asked(plan, Colour.YELLOW, Area.KNEE, gear=GEAR))
    assert hangs(after, sessions_of(after)["w2d2"].day) == [shoe if stays else "old"]
    assert hangs(after, RACE_DAY) == [shoe]


def test_orthotics_that_are_new_come_out_until_they_are_not() -> None:
    plan = runner_plan(layers=(worn(Thing.ORTHOTIC, "fresh"),))
    wednesday = MONDAY + timedelta(days=2)
    made = asked(plan, Colour.YELLOW, Area.KNEE, gear=GEAR, may_run_in=lambda _, day: day >= wednesday)
    after = accepted(plan, made)
    assert hangs(after, MONDAY + timedelta(days=1)) == []
    assert hangs(after, MONDAY + timedelta(days=2)) == ["fresh"]


@pytest.mark.parametrize(("area", "stays"), [(Area.PLANTAR_FOOT, False), (Area.ANKLE, False), (Area.KNEE, True)])
def test_orthotics_come_out_where_the_foot_is_sore(area: Area, stays: bool) -> None:
    plan = runner_plan(layers=(worn(Thing.ORTHOTIC, "cork"),))
    after = accepted(plan, asked(plan, Colour.YELLOW, area, gear=GEAR))
    assert hangs(after, sessions_of(after)["w2d2"].day) == (["cork"] if stays else [])


def test_routines_and_gear_stay_where_that_is_wished() -> None:
    plan = runner_plan(layers=(weekly("leg-strength"), worn(Thing.SHOE, "new")))
    made = asked(plan, Colour.YELLOW, Area.KNEE, gear=GEAR, wish=Wish(routines=False, gear=False))
    after = accepted(plan, made)
    assert hangs(after, MONDAY) == ["leg-strength"]
    assert hangs(after, sessions_of(after)["w2d2"].day) == ["new"]


@pytest.mark.parametrize(
    ("ease", "tempo", "easy"),
    [
        (Ease.EASY, SessionKind.EASY, SessionKind.EASY),
        (Ease.BIKE, SessionKind.CROSS, SessionKind.EASY),
        (Ease.WALK, SessionKind.RUN_WALK, SessionKind.RUN_WALK),
    ],
)
def test_the_runner_chooses_how_runs_are_eased(ease: Ease, tempo: SessionKind, easy: SessionKind) -> None:
    plan = runner_plan()
    assert kinds(accepted(plan, asked(plan, Colour.YELLOW, wish=Wish(ease=ease))), "w2d1", "w2d2") == [tempo, easy]


def test_the_runner_chooses_for_how_many_days() -> None:
    plan = runner_plan()
    made = asked(plan, Colour.YELLOW, wish=Wish(days=3))
    after = sessions_of(accepted(plan, made))
    assert made.eased.last == MONDAY + timedelta(days=2)
    assert after["w2d4"] == sessions_of(plan)["w2d4"]


def test_yellow_in_the_taper_keeps_two_short_easy_runs_a_week_and_the_race() -> None:
    plan = runner_plan()
    start = taper_from(plan)
    made = reflow(case(plan, light(Colour.YELLOW, Area.CALF, day=start), felt(5, start - timedelta(days=1))))
    assert made is not None
    after = sessions_of(accepted(plan, made))
    week = [one for one in after.values() if start <= one.day < start + timedelta(days=7) and one.kind.is_run]
    assert len(week) == RULES.taper_runs
    assert all(one.distance and one.distance.high_m <= RULES.taper_short_m for one in week)
    assert not any(one.kind.is_quality for one in week)
    assert after["race"] == sessions_of(plan)["race"]
    assert any("taper" in one.text for one in made.why)


def test_yellow_on_race_morning_shows_the_risk_and_leaves_the_choice() -> None:
    plan = runner_plan()
    shown = case(plan, light(Colour.YELLOW, Area.CALF, day=RACE_DAY), felt(4, RACE_DAY))
    made = reflow(shown)
    assert made is not None
    assert made.choices == CHOICES
    assert any("You can choose to start." in one.text for one in made.why)
    race = sessions_of(accepted(plan, made))["race"]
    assert race.kind is SessionKind.RACE
    walking = reflow(msgspec.structs.replace(shown, wish=Wish(goal=Goal.EASIER)))
    assert walking is not None
    assert "walk breaks" in sessions_of(accepted(plan, walking))["race"].note


def test_red_pauses_three_days_and_then_comes_back_step_by_step() -> None:
    plan = runner_plan()
    made = asked(plan, Colour.RED, score=7)
    after = sessions_of(accepted(plan, made))
    pause = [one for one in after.values() if MONDAY <= one.day < MONDAY + timedelta(days=RULES.pause_days)]
    assert pause
    assert not any(one.kind.is_run for one in pause)
    assert all("Only at 2 of 10 or less" in one.note for one in pause)
    steps = sorted(made.eased.steps.items(), key=lambda pair: after[pair[0]].day)
    assert [number for _, number in steps] == [1, 2, 3, 4, 5, 6]
    days = [after[name].day for name, _ in steps]
    assert days[0] == MONDAY + timedelta(days=RULES.pause_days)
    assert all((late - early).days >= 2 for early, late in pairwise(days))


def test_under_red_what_works_the_sore_area_and_strength_rest() -> None:
    plan = runner_plan(
        layers=(weekly("hip-strength"), weekly("calf-roll", "TU", Thing.ROLL), weekly("back", "WE", Thing.STRETCH))
    )
    areas = {"calf-roll": frozenset({Area.CALF}), "back": frozenset({Area.UPPER_BACK})}
    made = asked(plan, Colour.RED, score=7, routine_areas=lambda name: areas.get(name, frozenset()))
    after = accepted(plan, made)
    assert hangs(after, MONDAY) == []
    assert hangs(after, MONDAY + timedelta(days=1)) == []
    assert hangs(after, MONDAY + timedelta(days=2)) == ["back"]


@pytest.mark.parametrize("goal", list(Goal))
def test_red_five_days_before_the_race_shows_options_and_never_cancels(goal: Goal) -> None:
    plan = runner_plan()
    day = RACE_DAY - timedelta(days=5)
    made = reflow(case(plan, light(Colour.RED, Area.CALF, day=day), felt(7, day), wish=Wish(goal=goal)))
    assert made is not None
    assert {one.goal for one in made.choices} == set(Goal)
    after = sessions_of(accepted(plan, made))
    race = after["race"]
    assert (race.kind, race.day) == (SessionKind.RACE, RACE_DAY)
    assert bool(race.note) == (goal is not Goal.KEEP)
    assert not any(isinstance(part, Delete) and part.session == "race" for part in made.parts)


@pytest.mark.parametrize(("days", "near"), [(RULES.near_race_days, True), (RULES.near_race_days + 1, False)])
def test_a_race_is_near_up_to_the_days_of_the_rules(days: int, near: bool) -> None:
    day = RACE_DAY - timedelta(days=days)
    made = reflow(case(runner_plan(), light(Colour.RED, Area.CALF, day=day), felt(7, day)))
    assert made is not None
    assert bool(made.choices) == near


def test_a_red_flag_shows_the_message_and_offers_a_pause_of_runs_and_of_what_works_the_area() -> None:
    plan = runner_plan(layers=(weekly("shin-care", "MO", Thing.STRETCH), weekly("back", "MO", Thing.STRETCH)))
    areas = {"shin-care": frozenset({Area.SHIN}), "back": frozenset({Area.UPPER_BACK})}
    shown = case(plan, flag("f1"), felt(3, SUNDAY, Area.SHIN, name="f1"), routine_areas=lambda name: areas[name])
    made = reflow(shown)
    assert made is not None
    assert made.head == ("Stop running now and see a doctor this week.",)
    assert [type(part) for part in made.parts] == [Off]
    after = accepted(plan, made)
    assert not any(one.kind.is_run and MONDAY <= one.day <= made.eased.last for one in sessions_of(after).values())
    assert hangs(after, MONDAY) == ["back"]
    assert reflow(msgspec.structs.replace(shown, plan=after, standing=schedule(after))) is None


@pytest.mark.parametrize("colour", [Colour.YELLOW, Colour.RED])
def test_what_was_accepted_is_not_asked_again_also_days_later(colour: Colour) -> None:
    plan = runner_plan()
    entry = felt(7, SUNDAY)
    made = reflow(case(plan, light(colour, Area.CALF), entry))
    assert made is not None
    after = accepted(plan, made)
    assert reflow(case(after, light(colour, Area.CALF), entry)) is None
    for days in (1, 2):
        later = MONDAY + timedelta(days=days)
        assert reflow(case(after, light(colour, Area.CALF, day=later), entry)) is None


def test_after_a_new_entry_only_the_days_that_come_on_top_are_asked() -> None:
    plan = runner_plan()
    after = accepted(plan, asked(plan, Colour.YELLOW))
    later = MONDAY + timedelta(days=3)
    more = reflow(case(after, light(Colour.YELLOW, Area.CALF, day=later), CALF, felt(4, later)))
    assert more is not None
    touched = {part.session for part in more.parts if isinstance(part, Edit)}
    assert touched
    assert not touched & set(WINDOW)
    assert more.eased.last == later + timedelta(days=RULES.days - 1)


def test_a_score_below_the_least_is_no_reason_for_more() -> None:
    plan = runner_plan()
    after = accepted(plan, asked(plan, Colour.YELLOW))
    later = MONDAY + timedelta(days=1)
    for entry in (
        felt(RULES.trigger_pain - 1, later),
        felt(RULES.trigger_tightness - 1, later, feeling=Feeling.TIGHTNESS),
    ):
        assert reflow(case(after, light(Colour.YELLOW, Area.CALF, day=later), CALF, entry)) is None


def test_red_after_yellow_goes_further() -> None:
    plan = runner_plan()
    after = accepted(plan, asked(plan, Colour.YELLOW))
    tuesday = MONDAY + timedelta(days=1)
    made = reflow(case(after, light(Colour.RED, Area.CALF, day=tuesday), CALF, felt(7, tuesday)))
    assert made is not None
    assert made.eased.kind is EaseKind.RED
    assert not sessions_of(accepted(after, made))["w2d2"].kind.is_run


def test_green_again_before_anything_is_past_takes_the_easing_out_whole() -> None:
    plan = runner_plan()
    after = accepted(plan, asked(plan, Colour.YELLOW))
    made = reflow(case(after, light(Colour.GREEN), CALF))
    assert made is not None
    batch = after.changes[-1]
    assert isinstance(batch, Batch)
    assert (made.undo, made.parts) == (batch.id, ())


def test_green_again_half_way_lifts_the_rest_and_leaves_what_is_past() -> None:
    layers = (weekly("leg-strength", "MO,SU"),)
    plan = runner_plan(layers=layers)
    eased = accepted(plan, asked(plan, Colour.YELLOW, Area.KNEE))
    friday = MONDAY + timedelta(days=4)
    made = reflow(case(eased, light(Colour.GREEN, day=friday), KNEE, answered=frozenset({"w2d1", "w2d2"})))
    assert made is not None
    assert made.parts
    after, before = accepted(eased, made), sessions_of(plan)
    now = sessions_of(after)
    assert now["w2d1"] == sessions_of(eased)["w2d1"]
    assert {name: now[name] for name in before if before[name].day >= friday} == {
        name: one for name, one in before.items() if one.day >= friday
    }
    assert hangs(after, MONDAY) == ["calm-outer-knee"]
    assert hangs(after, MONDAY + timedelta(days=6)) == ["leg-strength"]
    assert reflow(case(after, light(Colour.GREEN, day=friday), KNEE)) is None


def test_in_private_mode_the_reasons_name_no_area() -> None:
    made = asked(runner_plan(), Colour.YELLOW)
    said = " ".join(one.text for one in made.quiet).lower()
    assert "calf" not in said
    assert "calf" in " ".join(one.text for one in made.why).lower()


def test_every_change_has_a_reason_and_the_entries_it_goes_back_to() -> None:
    plan = runner_plan(layers=(weekly("leg-strength"), worn(Thing.SHOE, "new")))
    made = asked(plan, Colour.YELLOW, gear=GEAR)
    assert all(made.reasons[part.session] for part in made.parts if isinstance(part, Edit | Delete))
    assert made.because == (CALF.id,)
