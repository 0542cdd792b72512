"""A routine on a watch: each side and set a step of its own, nothing of what hurts."""

from planner.domain.body import Area
from planner.domain.dose import Hold, Open, Reps, Spots
from planner.domain.exercise import Exercise, Kind, Sides, Timing
from planner.domain.routine import Do, Group, Note, Rest, Routine, SideOrder
from planner.exports.watch.routine import is_strength, watch_routine
from planner.exports.watch.run import WatchStep

TIMING = (Timing.POST,)


def exercise(name: str, kind: Kind, sides: Sides) -> Exercise:
    """Return an exercise of 30 s."""
    return Exercise(
        id=name, name=name.capitalize(), kind=kind, areas=(Area.KNEE,), sides=sides, position="standing",
        dose=Hold(30), timing=TIMING, steps=("Do it.",), cue="Slow.", easier="", harder="", stop="", source="",
    )  # fmt: skip


EXERCISES = {
    "calf": exercise("calf", Kind.STATIC_STRETCH, Sides.PER_SIDE),
    "squat": exercise("squat", Kind.STRENGTH, Sides.BOTH),
}


def steps(*parts: Do | Rest | Note | Group) -> list[tuple[str, object]]:
    """Return names of steps and what ends them."""
    made = watch_routine(Routine(id="r", name="R", timing=TIMING, steps=parts), EXERCISES)
    return [(one.name, one.seconds or (f"{one.reps} reps" if one.reps else "lap")) for one in made]


def test_each_side_gets_its_full_time_with_a_change_over_before_it() -> None:
    assert steps(Do(exercise="calf")) == [
        ("get ready", 6), ("Left: Calf", 30), ("get ready", 6), ("Right: Calf", 30),
    ]  # fmt: skip


def test_sets_rounds_and_rests_are_written_out() -> None:
    squats = Do(exercise="squat", dose=Reps(10, 2, 45))
    assert steps(Group(steps=(squats,), rounds=2, rest_s=60)) == [
        ("Squat", "10 reps"), ("rest", 45), ("Squat", "10 reps"), ("rest", 60),
        ("Squat", "10 reps"), ("rest", 45), ("Squat", "10 reps"),
    ]  # fmt: skip


def test_what_ends_when_the_runner_says_so_ends_with_the_lap_button() -> None:
    found = steps(
        Do(exercise="squat", dose=Open(90)), Note("Breathe"), Do(exercise="squat", dose=Spots()), Do(exercise="gone"),
        Do(exercise="squat", off=True),
    )  # fmt: skip
    assert found == [("Squat", "lap"), ("note", "lap"), ("Squat", "lap"), ("gone", "lap")]


def test_which_side_is_sore_stays_here() -> None:
    names = [name for name, _ in steps(Do(exercise="calf", sides=SideOrder.SORE_FIRST)) if name != "get ready"]
    assert names == ["Left: Calf", "Right: Calf"]


def test_words_say_the_dose_the_note_and_the_cue() -> None:
    routine = Routine(id="r", name="R", timing=TIMING, steps=(Do(exercise="squat", note="[/] deep"),))
    assert watch_routine(routine, EXERCISES)[-1].words == "30 s; [/] deep; Slow."


def test_a_routine_of_nothing_is_one_step() -> None:
    assert watch_routine(Routine(id="r", name="R", timing=TIMING), {}) == (WatchStep(name="R", words=""),)


def test_strength_is_told_from_stretching() -> None:
    def of(*names: str) -> bool:
        made = Routine(id="r", name="R", timing=TIMING, steps=tuple(Do(exercise=one) for one in names))
        return is_strength(made, EXERCISES)

    assert of("squat")
    assert of("squat", "calf")
    assert not of("calf", "calf", "squat")
    assert not of()
