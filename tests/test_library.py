"""The built-in library against itself: everything that is named exists, and what is said is fit to show."""

import re
from collections import Counter
from collections.abc import Iterator

import msgspec
import pytest

from planner import resources
from planner.domain.body import Area
from planner.domain.chain import Chain, Level
from planner.domain.dose import Hold, Reps, Spots
from planner.domain.equipment import Equipment
from planner.domain.exercise import Exercise, Kind, Sides, Timing
from planner.domain.ids import is_slug
from planner.domain.routine import Do, Routine, SideOrder, exercise_ids, flat, routine_length
from planner.domain.text import one_line
from planner.store.library import Library, load_chain, load_library
from planner.store.routine_names import routine_names

LIBRARY, PROBLEMS = load_library(None)
CHAIN = load_chain()
EXERCISES = list(LIBRARY.exercises.values())
ROUTINES = list(LIBRARY.routines.values())

MINUTES = {
    "it-band-spot-roll": (10, 20),
    "it-band-seven": (8, 8),
    "pre-run-easy": (7, 7),
    "pre-run-quality": (10, 10),
    "post-run-core": (11, 11),
    "calf-to-glute-chain": (14, 14),
    "hip-strength": (12, 12),
    "leg-strength": (13, 13),
    "rest-day-roll": (17, 17),
    "foot-and-calf": (11, 11),
    "calm-outer-knee": (11, 11),
    "no-kit-travel": (8, 8),
    "desk-break": (4, 4),
    "race-morning": (12, 12),
    "taper-light": (7, 7),
}
SEVEN = (
    "glute-stretch-figure-four",
    "pigeon-pose",
    "standing-crossover-stretch",
    "seated-spinal-rotation",
    "quad-stretch-bench",
    "quad-hip-wall-stretch",
    "deep-lumbar-rotation",
)


def by_id(value: Exercise | Routine) -> str:
    return value.id


def sentences() -> Iterator[tuple[str, str]]:
    """Yield every text of the library that a person reads, with where it stands."""

    def texts(value: object) -> Iterator[str]:
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict):
            for inside in value.values():
                yield from texts(inside)
        elif isinstance(value, list | tuple):
            for inside in value:
                yield from texts(inside)

    values: dict[str, Exercise | Routine | Chain] = {**LIBRARY.exercises, **LIBRARY.routines, "chain": CHAIN}
    for name, value in values.items():
        for text in texts(msgspec.to_builtins(value)):
            yield name, text


def test_the_library_loads_without_a_problem() -> None:
    assert PROBLEMS == ()
    assert isinstance(LIBRARY, Library)


def test_there_are_71_exercises_of_four_kinds() -> None:
    kinds = Counter(exercise.kind for exercise in EXERCISES)
    assert kinds == {Kind.STATIC_STRETCH: 25, Kind.DYNAMIC: 13, Kind.ROLL: 14, Kind.STRENGTH: 19}


def test_no_exercise_stands_in_two_files() -> None:
    ids = [
        found
        for file in resources.files("data", "exercises")
        for found in re.findall(r'^id = "(.*)"$', file.read_text(encoding="utf-8"), re.MULTILINE)
    ]
    assert len(ids) == len(set(ids)) == 71


def test_each_file_of_exercises_holds_its_own_kind() -> None:
    for file in resources.files("data", "exercises"):
        kinds = set(re.findall(r'^kind = "(.*)"$', file.read_text(encoding="utf-8"), re.MULTILINE))
        assert kinds == {file.stem}


@pytest.mark.parametrize("exercise", EXERCISES, ids=by_id)
def test_each_exercise_says_how_when_to_stop_and_where_it_comes_from(exercise: Exercise) -> None:
    assert is_slug(exercise.id)
    assert len(exercise.steps) >= 2
    for text in (exercise.name, exercise.position, exercise.cue, exercise.easier, exercise.harder, exercise.stop):
        assert text.strip()
    assert exercise.source.strip()
    assert len(set(exercise.areas)) == len(exercise.areas)


@pytest.mark.parametrize("exercise", EXERCISES, ids=by_id)
def test_sentences_of_an_exercise_end_like_sentences(exercise: Exercise) -> None:
    for text in (*exercise.steps, exercise.cue, exercise.easier, exercise.harder, exercise.stop, exercise.evidence):
        assert not text or (text.endswith(".") and text[0].isupper()), text


@pytest.mark.parametrize("exercise", EXERCISES, ids=by_id)
def test_long_holds_are_never_for_just_before_a_run(exercise: Exercise) -> None:
    if exercise.kind is Kind.STATIC_STRETCH:
        assert Timing.PRE not in exercise.timing
    if exercise.kind is Kind.DYNAMIC:
        assert {Timing.PRE, Timing.ANY} & set(exercise.timing)


def test_every_area_has_exercises() -> None:
    assert {area for exercise in EXERCISES for area in exercise.areas} == set(Area)


def test_every_piece_of_equipment_is_used_somewhere() -> None:
    used = {item for one in EXERCISES for choice in one.equipment for item in choice}
    assert used | {item for one in EXERCISES for item in one.optional} == set(Equipment)


def test_the_it_band_roll_goes_spot_by_spot_from_hip_to_knee() -> None:
    roll = LIBRARY.exercises["it-band-foam-roll"]
    assert isinstance(roll.dose, Spots)
    assert roll.dose == Spots(start="just below the bony point of the hip", end="just above the knee")
    assert roll.sides is Sides.PER_SIDE
    assert roll.areas[0] is Area.IT_BAND
    assert "Pepper 2021" in roll.evidence
    assert "front foot" in roll.cue


@pytest.mark.parametrize(
    ("exercise", "dose"),
    [
        ("wall-calf-stretch-straight", Hold(45, 2)),
        ("plantar-toe-stretch", Hold(10, 10)),
        ("thoracic-open-book", Hold(5, 8)),
        ("easy-jog-or-brisk-walk", Hold(360)),
        ("lateral-shuffle", Reps(8, 2)),
        ("strides", Hold(20, 4, 40)),
        ("tfl-ball-release", Hold(45, 2)),
        ("shin-foam-roll", Hold(45)),
        ("side-lying-hip-abduction", Reps(12, 3)),
        ("calf-raise-bent", Reps(15, 2)),
        ("short-foot", Hold(5, 10)),
        ("adductor-squeeze", Hold(10, 6)),
    ],
)
def test_doses_are_those_of_the_sources(exercise: str, dose: Hold | Reps) -> None:
    assert LIBRARY.exercises[exercise].dose == dose


def test_all_nine_stretches_of_the_article_family_are_there() -> None:
    family = [one for one in EXERCISES if one.source.startswith("Runner's World IT-band stretches")]
    assert {one.id for one in family} == {*SEVEN, "butterfly-abductor-stretch", "side-lying-quad-stretch"}


def test_the_it_band_seven_are_seven_and_not_called_the_articles_list() -> None:
    routine = LIBRARY.routines["it-band-seven"]
    assert tuple(exercise_ids(routine.steps)) == SEVEN
    assert "not claimed" in routine.about


def test_the_spot_roll_starts_with_the_sore_side() -> None:
    (step,) = LIBRARY.routines["it-band-spot-roll"].steps
    assert isinstance(step, Do)
    assert step.sides is SideOrder.SORE_FIRST
    assert isinstance(step.dose, Spots)


def test_there_are_fifteen_routines_and_their_ids_are_their_files() -> None:
    assert {file.stem for file in resources.files("data", "routines")} == set(MINUTES)
    assert {routine.id for routine in ROUTINES} == set(MINUTES)


def test_names_are_those_of_the_routines() -> None:
    assert routine_names(None) == {routine.id: routine.name for routine in ROUTINES}


@pytest.mark.parametrize("routine", ROUTINES, ids=by_id)
def test_routines_name_only_exercises_that_exist(routine: Routine) -> None:
    assert [one for one in exercise_ids(routine.steps) if one not in LIBRARY.exercises] == []
    assert routine.about
    assert routine.source
    assert routine.timing


@pytest.mark.parametrize("routine", ROUTINES, ids=by_id)
def test_routines_take_as_long_as_they_should(routine: Routine) -> None:
    low, high = MINUTES[routine.id]
    usual = routine_length(routine, LIBRARY.exercises).usual_s / 60
    assert low - 1 <= usual <= high + 1
    assert routine_length(routine, LIBRARY.exercises).is_open == (routine.id == "it-band-spot-roll")


@pytest.mark.parametrize("routine", ROUTINES, ids=by_id)
def test_routines_fit_the_time_they_are_for(routine: Routine) -> None:
    exercises = [LIBRARY.exercises[one] for one in exercise_ids(routine.steps)]
    if Timing.PRE in routine.timing:
        assert all(exercise.fits_before_run() for exercise in exercises)
        assert not any(exercise.kind is Kind.STATIC_STRETCH for exercise in exercises)
    if routine.timing == (Timing.REST,):
        assert all({Timing.REST, Timing.ANY} & set(exercise.timing) for exercise in exercises)


@pytest.mark.parametrize("routine", ROUTINES, ids=by_id)
def test_routines_roll_before_they_stretch(routine: Routine) -> None:
    kinds = [LIBRARY.exercises[step.exercise].kind for step in flat(routine.steps) if isinstance(step, Do)]
    if routine.id not in ("foot-and-calf", "no-kit-travel"):
        assert Kind.ROLL not in kinds[kinds.count(Kind.ROLL) :]


def test_a_calf_roll_is_always_followed_by_a_calf_stretch_after_runs() -> None:
    for name in ("post-run-core", "calf-to-glute-chain", "foot-and-calf", "taper-light"):
        ids = exercise_ids(LIBRARY.routines[name].steps)
        roll = next(n for n, one in enumerate(ids) if one in ("calf-foam-roll", "calf-roller-stick"))
        assert any(one.startswith("wall-calf-stretch") for one in ids[roll:])


def test_no_kit_needs_nothing_but_a_room() -> None:
    room = frozenset({Equipment.MAT, Equipment.WALL, Equipment.CHAIR})
    for one in exercise_ids(LIBRARY.routines["no-kit-travel"].steps):
        assert LIBRARY.exercises[one].can_be_done_with(room)


def test_the_chain_has_28_edges_and_a_plan_for_each_area_that_hurts() -> None:
    assert len(CHAIN.edges) == 28
    assert len({(edge.upstream, edge.downstream) for edge in CHAIN.edges}) == 28
    assert [plan.area for plan in CHAIN.areas if Counter(one.area for one in CHAIN.areas)[plan.area] > 1] == []
    assert {plan.area for plan in CHAIN.areas} == set(Area) - {Area.CORE}


def test_the_chain_names_only_exercises_that_exist() -> None:
    for plan in CHAIN.areas:
        assert [one for one in plan.exercises if one not in LIBRARY.exercises] == []
        assert len(set(plan.exercises)) == len(plan.exercises)
        assert plan.upstream
        assert plan.area not in plan.upstream


def test_every_edge_says_why_and_how_well_it_is_known() -> None:
    for edge in CHAIN.edges:
        assert edge.upstream is not edge.downstream
        assert edge.reason.endswith(".")
        assert edge.source
        assert len(set(edge.level)) == len(edge.level)


def test_what_only_the_article_says_is_marked_and_weighs_little() -> None:
    for edge in CHAIN.edges:
        if edge.level == (Level.ARTICLE_CLAIM,):
            assert edge.weight <= 0.5
    (back,) = [edge for edge in CHAIN.into(Area.UPPER_BACK) if edge.upstream is Area.IT_BAND]
    assert back.level == (Level.ARTICLE_CLAIM,)
    assert back.weight == 0.4


def test_the_calf_reaches_the_it_band_through_the_glutes() -> None:
    assert Area.ANKLE in {edge.downstream for edge in CHAIN.out_of(Area.CALF)}
    assert {Area.GLUTE_MED, Area.GLUTE_MAX} <= {edge.downstream for edge in CHAIN.out_of(Area.ANKLE)}
    assert {Area.GLUTE_MED, Area.GLUTE_MAX, Area.TFL} <= {edge.upstream for edge in CHAIN.into(Area.IT_BAND)}


def test_the_selection_orders_every_area_and_kind_once() -> None:
    selection = CHAIN.selection
    assert sorted(selection.areas) == sorted(Area)
    assert selection.kinds == (Kind.ROLL, Kind.STATIC_STRETCH, Kind.DYNAMIC, Kind.STRENGTH)
    assert (selection.days, selection.halve_after_days, selection.most_per_area_and_kind) == (7, 3, 2)
    shares = (selection.own, selection.upstream_one, selection.upstream_two, selection.downstream_one)
    assert shares == (1.0, 0.5, 0.25, 0.25)
    assert selection.balance_for == (Area.IT_BAND, Area.KNEE)
    assert selection.balance_from_minutes == 10


def test_no_text_holds_a_control_character_or_stray_blanks() -> None:
    assert [(name, text) for name, text in sentences() if text != one_line(text)] == []


def test_sources_can_be_understood_without_our_notes() -> None:
    private = re.compile(r"\b(?:S1|S2|RW-A|RW-B|PREV|GK|ST-\w+)\b|^P\b")
    assert [(name, text) for name, text in sentences() if private.search(text)] == []


def test_nothing_is_promised_that_the_evidence_does_not_give() -> None:
    banned = re.compile(r"break(?:s)? up|adhesion|prevents? injur|cures?\b|guarantee", re.IGNORECASE)
    assert [(name, text) for name, text in sentences() if banned.search(text)] == []
