"""Suggested sessions: what they hold, in what order, for which side, how long, and what leaves things out."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from planner.domain.body import Area, Side
from planner.domain.chain import Avoid
from planner.domain.dose import Hold, Reps, Spots
from planner.domain.equipment import Equipment
from planner.domain.exercise import Kind, Sides, Timing
from planner.domain.health import Sign
from planner.domain.locks import Lock, Locks
from planner.domain.log import Feeling, Felt
from planner.domain.routine import Do, Routine, flat, routine_length, sides_of
from planner.planning.chain_filters import Why
from planner.planning.chain_session import suggest
from planner.planning.chain_suggestion import SuggestedStep, Suggestion
from planner.planning.routine_checks import routine_warnings
from tests.planning.chain_data import CHAIN, EXERCISES, FLAG, TODAY, entries, felt

CHOICE = CHAIN.selection
MOMENTS = st.sampled_from([None, Timing.PRE, Timing.POST])
MINUTES = st.none() | st.sampled_from(CHOICE.minutes) | st.floats(0.5, 60)


def made(*some: Felt, minutes: float | None = 10, timing: Timing | None = None, **how: object) -> Suggestion:
    """The session for some entries."""
    how = {"locks": Locks(), **how}
    return suggest(some, EXERCISES, CHAIN, TODAY, minutes=minutes, timing=timing, **how)  # type: ignore[arg-type]  # as given


def ids(found: Suggestion) -> list[str]:
    return [one.exercise for one in found.steps]


def left_out(found: Suggestion) -> dict[str, Why]:
    return {one.exercise: one.code for one in found.dropped}


def played(found: Suggestion) -> list[tuple[str, Side, object]]:
    """What is played, side by side, in order."""
    steps = found.routine.steps if found.routine else ()
    return [
        (step.exercise, side, step.dose or EXERCISES[step.exercise].dose)
        for step in flat(steps)
        if isinstance(step, Do)
        for side in sides_of(step, EXERCISES[step.exercise])
    ]


# Laws


@given(entries(), MINUTES, MOMENTS)
def test_a_red_flag_empties_the_session_whatever_was_logged(
    some: list[Felt], minutes: float | None, timing: Timing | None
) -> None:
    found = made(*some, minutes=minutes, timing=timing, locks=Locks(flags=(FLAG,)))
    assert (found.steps, found.routine) == ((), None)
    assert found.message[0] == FLAG.message
    assert "medical practitioner" in " ".join(found.message)


@given(entries(), st.sampled_from(CHOICE.minutes) | st.floats(0.5, 60), MOMENTS)
def test_a_session_is_never_longer_than_the_minutes_but_for_one_exercise_at_its_shortest(
    some: list[Felt], minutes: float, timing: Timing | None
) -> None:
    found = made(*some, minutes=minutes, timing=timing)
    assert len(found.steps) == 1 or found.length.usual_s <= 60 * minutes
    if found.routine:
        assert found.length == routine_length(found.routine, EXERCISES)
        assert found.length.usual_s == pytest.approx(sum(one.seconds for one in found.steps))


@given(entries(), MINUTES, MOMENTS)
def test_every_step_has_a_reason_with_its_level(some: list[Felt], minutes: float | None, timing: Timing | None) -> None:
    for step in made(*some, minutes=minutes, timing=timing).steps:
        assert step.reasons
        assert all(reason.text and reason.level for reason in step.reasons)
        assert not any(" cause" in reason.text for reason in step.reasons)


@given(entries(), MINUTES, MOMENTS)
def test_mirrored_entries_give_a_mirrored_session(
    some: list[Felt], minutes: float | None, timing: Timing | None
) -> None:
    here = made(*some, minutes=minutes, timing=timing)
    there = made(*(replace(one, side=one.side.other) for one in some), minutes=minutes, timing=timing)
    assert ids(here) == ids(there)
    for one, other in zip(here.steps, there.steps, strict=True):
        if len(one.steps) == 2:
            assert [step.sides and Side(step.sides).other for step in one.steps] == [step.sides for step in other.steps]
        assert [step.dose for step in one.steps] == [step.dose for step in other.steps]


@given(entries(), MINUTES, MOMENTS, st.sets(st.sampled_from(sorted(EXERCISES)), max_size=40))
def test_no_locked_exercise_ever_appears(
    some: list[Felt], minutes: float | None, timing: Timing | None, locked: set[str]
) -> None:
    lock = Lock("blood-thinner", "light only")
    standing = _routine(*sorted(locked)[:2], "glute-bridge")
    found = made(
        *some, minutes=minutes, timing=timing, locks=Locks(locked=dict.fromkeys(locked, lock)), standing=standing
    )
    assert not locked & set(ids(found))
    assert not locked & {name for name, _, _ in played(found)}
    assert all(one.why == lock.why for one in found.dropped if one.exercise in locked)


@given(entries(), MINUTES, MOMENTS)
def test_both_sides_are_played_and_the_sore_one_first_with_no_less(
    some: list[Felt], minutes: float | None, timing: Timing | None
) -> None:
    found = made(*some, minutes=minutes, timing=timing)
    for one in found.steps:
        if EXERCISES[one.exercise].sides is not Sides.PER_SIDE:
            continue
        sides = [(side, _work(step)) for step in one.steps for side in sides_of(step, EXERCISES[step.exercise])]
        assert {side for side, _ in sides} == {Side.LEFT, Side.RIGHT}
        assert sides[0][1] >= sides[-1][1] > 0


@given(entries(), MINUTES, MOMENTS)
def test_the_order_is_roll_hold_move_strengthen_and_from_far_to_near(
    some: list[Felt], minutes: float | None, timing: Timing | None
) -> None:
    places = [
        (CHOICE.kinds.index(one.kind), CHOICE.areas.index(one.area))
        for one in made(*some, minutes=minutes, timing=timing).steps
    ]
    assert places == sorted(places)


@given(entries(), MINUTES, MOMENTS)
@settings(max_examples=200)
def test_a_session_keeps_to_the_rules_of_rolling_and_stretching(
    some: list[Felt], minutes: float | None, timing: Timing | None
) -> None:
    found = made(*some, minutes=minutes, timing=timing)
    if found.routine and not found.is_standing:
        assert routine_warnings(found.routine, EXERCISES) == ()


@given(entries(), MINUTES, MOMENTS)
def test_at_most_two_for_an_area_and_kind(some: list[Felt], minutes: float | None, timing: Timing | None) -> None:
    steps = made(*some, minutes=minutes, timing=timing).steps
    slots = [(one.area, one.kind) for one in steps if not any(reason.score == 0 for reason in one.reasons)]
    assert all(slots.count(slot) <= CHOICE.most_per_area_and_kind for slot in slots)


def _work(step: Do) -> float:
    dose = step.dose or EXERCISES[step.exercise].dose
    match dose:
        case Hold(seconds, times):
            return seconds * times
        case Spots(expected_s=seconds):
            return seconds
        case _:
            return dose.reps * dose.sets if isinstance(dose, Reps) else 1.0


# Rules, one by one


def test_the_logged_side_gets_the_whole_dose_first_and_the_other_half() -> None:
    found = made(felt(Area.CALF, 6, Side.RIGHT), minutes=20)
    roll = [(side, dose) for name, side, dose in played(found) if name == "calf-foam-roll"]
    assert roll == [(Side.RIGHT, Hold(60)), (Side.LEFT, Hold(30))]
    stretch = [(side, dose) for name, side, dose in played(found) if name == "wall-calf-stretch-straight"]
    assert stretch == [(Side.RIGHT, Hold(45, 2)), (Side.LEFT, Hold(45))]


def test_with_both_sides_logged_both_get_the_whole_dose_and_the_sorer_one_comes_first() -> None:
    found = made(felt(Area.CALF, 3, Side.LEFT), felt(Area.CALF, 6, Side.RIGHT), minutes=20)
    roll = [(side, dose) for name, side, dose in played(found) if name == "calf-foam-roll"]
    assert roll == [(Side.RIGHT, Hold(60)), (Side.LEFT, Hold(60))]


@pytest.mark.parametrize("area", CHOICE.balance_for)
def test_a_session_of_ten_minutes_for_band_or_knee_has_glute_strength_and_calf_work(area: Area) -> None:
    def has(found: Suggestion, kinds: set[Kind], areas: tuple[Area, ...]) -> bool:
        return any(one.kind in kinds and one.area in areas for one in found.steps)

    for minutes in (CHOICE.balance_from_minutes, 20, None):
        found = made(felt(area, 3), minutes=minutes)
        assert has(found, {Kind.STRENGTH}, CHOICE.balance_strength)
        assert has(found, set(Kind), CHOICE.balance_any)
    short = made(felt(area, 3), minutes=CHOICE.balance_from_minutes - 1)
    assert not any("A session for the" in reason.text for one in short.steps for reason in one.reasons)


def test_a_short_session_has_at_most_five_exercises() -> None:
    found = made(felt(Area.PLANTAR_FOOT, 3), minutes=CHOICE.balance_from_minutes - 0.01)
    assert len(found.steps) <= CHOICE.short_items[1]


def test_before_a_run_holds_are_short_and_something_moves_after_them() -> None:
    found = made(felt(Area.CALF, 6), minutes=15, timing=Timing.PRE)
    kinds = [one.kind for one in found.steps]
    assert Kind.STATIC_STRETCH in kinds
    assert Kind.DYNAMIC in kinds[kinds.index(Kind.STATIC_STRETCH) :]
    held: dict[Area, float] = {}
    for one in found.steps:
        if one.kind is Kind.STATIC_STRETCH:
            held[one.area] = held.get(one.area, 0) + _work(one.steps[0])
        assert EXERCISES[one.exercise].fits_before_run()
    assert max(held.values()) <= CHOICE.pre_hold_s
    assert left_out(found)["calf-raise-straight"] is Why.TIMING


def test_after_a_run_nothing_is_taken_that_only_belongs_before_it() -> None:
    assert left_out(made(felt(Area.HIP, 6)))["hip-openers-standing"] is Why.TIMING


def test_what_the_runner_does_not_own_is_left_out_and_said() -> None:
    found = made(felt(Area.CALF, 6), owned=frozenset({Equipment.WALL}))
    assert left_out(found)["calf-foam-roll"] is Why.EQUIPMENT
    assert next(one.why for one in found.dropped if one.exercise == "calf-foam-roll") == "it needs a foam roller"
    assert all(EXERCISES[name].can_be_done_with(frozenset({Equipment.WALL})) for name in ids(found))


@pytest.mark.parametrize("rule", [rule for rule in CHAIN.avoid if rule.least], ids=lambda rule: rule.why)
def test_what_stops_at_a_score_is_left_out_from_that_score_on(rule: Avoid) -> None:
    area = rule.areas[0]
    at, below = (
        {one.exercise for one in made(felt(area, score, feeling=Feeling.PAIN), minutes=None).dropped
         if one.code is Why.SYMPTOM}
        for score in (rule.least, rule.least - 1)
    )  # fmt: skip
    tight = made(felt(area, 10), minutes=None).dropped
    listed = set(rule.exercises) & set(CHAIN.plan_for(area).exercises)  # type: ignore[union-attr]  # it has one
    assert listed <= at
    assert not set(rule.exercises) & below
    assert not [one for one in tight if one.code is Why.SYMPTOM]


@pytest.mark.parametrize("rule", CHAIN.avoid, ids=lambda rule: rule.why)
def test_every_row_of_stops_names_exercises_and_fits_what_it_is_for(rule: Avoid) -> None:
    assert set(rule.exercises) <= set(EXERCISES)
    area = rule.areas[0]
    assert all(rule.fits(felt(area, 1, feeling=feeling)) for feeling in rule.feelings)
    assert all(rule.fits(felt(area, 0, signs=(sign,))) for sign in rule.signs)
    assert not rule.fits(felt(area, 10))
    outside = next(one for one in (Area.UPPER_BACK, Area.SHIN) if one not in rule.areas)
    assert not rule.fits(felt(outside, 10, feeling=Feeling.SHARP, signs=tuple(Sign)))


def test_a_symptom_of_last_week_no_longer_leaves_anything_out() -> None:
    old = felt(Area.KNEE, 8, feeling=Feeling.PAIN, ago=CHOICE.days)
    assert Why.SYMPTOM not in left_out(made(old, felt(Area.KNEE, 3))).values()


def test_a_red_area_is_left_alone_and_nothing_is_strengthened() -> None:
    found = made(felt(Area.KNEE, 7, feeling=Feeling.PAIN), minutes=20, red={Area.HIP})
    assert found.steps
    assert not any(one.area is Area.HIP or one.kind is Kind.STRENGTH for one in found.steps)
    assert Why.RED in left_out(found).values()


def test_strength_stays_out_the_day_before_a_long_run_but_for_what_fits_any_day() -> None:
    found = made(felt(Area.IT_BAND, 5), minutes=None, no_strength="a long run is planned tomorrow")
    strength = [one.exercise for one in found.steps if one.kind is Kind.STRENGTH]
    assert strength == ["glute-bridge"]
    assert next(one.why for one in found.dropped if one.code is Why.STRENGTH) == "a long run is planned tomorrow"


def test_what_goes_lighter_says_so_beside_its_step() -> None:
    lighter = {"calf-foam-roll": Lock("bleeding", "light pressure only")}
    found = made(felt(Area.CALF, 6), locks=Locks(lighter=lighter, pressure=3, caution="The list was not answered."))
    step = next(one for one in found.steps if one.exercise == "calf-foam-roll")
    assert step.caution == "light pressure only"
    assert found.notes == ("The list was not answered.", "Pressure on the roller at most 3 out of 10.")


def test_usual_times_decide_whether_the_spots_fit() -> None:
    def dose(usual_s: float) -> object:
        found = made(felt(Area.IT_BAND, 6), minutes=30, usual_s={"it-band-foam-roll": usual_s})
        return next(dose for name, _, dose in played(found) if name == "it-band-foam-roll")

    assert isinstance(dose(90.0), Spots)
    assert isinstance(dose(1500.0), Hold)


def test_a_roll_of_the_calf_stays_out_where_no_stretch_of_it_is_left() -> None:
    stretches = [
        name
        for name, one in EXERCISES.items()
        if one.kind in (Kind.STATIC_STRETCH, Kind.DYNAMIC)
        and {Area.CALF, Area.SOLEUS, Area.ANKLE, Area.ACHILLES} & set(one.areas)
    ]
    locked = dict.fromkeys(stretches, Lock("x", "locked"))
    found = made(felt(Area.CALF, 6), locks=Locks(locked=locked), timing=Timing.POST)
    assert "calf-foam-roll" not in ids(found)
    assert left_out(found)["calf-foam-roll"] is Why.ALONE


# Nothing logged


def test_without_entries_it_says_so_and_gives_what_is_there_anyway() -> None:
    standing = _routine("calf-foam-roll", "wall-calf-stretch-straight", "glute-bridge")
    found = made(minutes=None, standing=standing)
    assert found.is_standing
    assert found.routine == standing
    assert "Nothing is logged" in found.said
    assert {reason.text for one in found.steps for reason in one.reasons} == {"It is part of My reset."}


def test_what_is_there_anyway_is_cut_to_the_minutes() -> None:
    standing = _routine("calf-foam-roll", "wall-calf-stretch-straight", "glute-bridge", "hip-hike")
    found = made(minutes=5, standing=standing)
    assert 0 < found.length.usual_s <= 300


def test_an_entry_that_has_cooled_down_counts_as_none() -> None:
    assert made(felt(Area.CALF, 6, ago=CHOICE.days), standing=_routine("glute-bridge")).is_standing


def test_without_entries_and_without_a_routine_there_is_only_the_sentence() -> None:
    found = made()
    assert (found.routine, found.steps, found.is_standing) == (None, (), True)
    assert found.said


def _routine(*names: str) -> Routine:
    return Routine(id="reset", name="My reset", timing=(Timing.POST,), steps=tuple(Do(exercise=one) for one in names))


def test_a_step_says_how_long_both_sides_take() -> None:
    found = made(felt(Area.CALF, 6, Side.LEFT), minutes=5)
    step: SuggestedStep = found.steps[0]
    assert (step.exercise, step.seconds) == ("calf-foam-roll", 60 + 6 + 30 + 6)
