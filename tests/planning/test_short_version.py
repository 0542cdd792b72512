from planner.domain.dose import Hold, Spots
from planner.domain.routine import Do, Group, Rest, Routine, SideOrder
from planner.planning.short_version import short_version
from tests.test_library import LIBRARY

EXERCISES = LIBRARY.exercises
SPOTS = Do(exercise="it-band-foam-roll", sides=SideOrder.SORE_FIRST, note="slowly")
CALF = Do(exercise="calf-foam-roll")


def routine(*steps: Do | Rest | Group) -> Routine:
    return Routine(id="mine", name="Mine", timing=(), steps=steps)


def test_what_is_rolled_spot_by_spot_takes_a_fixed_time_a_side() -> None:
    short = short_version(routine(CALF, Rest(10), SPOTS), EXERCISES, 60)
    roll = Do(exercise="it-band-foam-roll", dose=Hold(60), sides=SideOrder.SORE_FIRST, note="slowly")
    assert short == routine(CALF, Rest(10), roll)


def test_a_dose_of_the_routine_itself_counts_before_that_of_the_exercise() -> None:
    timed = Do(exercise="it-band-foam-roll", dose=Hold(150))
    spots = Do(exercise="calf-foam-roll", dose=Spots())
    short = short_version(routine(timed, spots), EXERCISES, 60)
    assert short == routine(timed, Do(exercise="calf-foam-roll", dose=Hold(60)))


def test_groups_keep_their_rounds() -> None:
    short = short_version(routine(Group(steps=(CALF, SPOTS), rounds=2)), EXERCISES, 60)
    (group,) = short.steps
    assert isinstance(group, Group)
    assert (group.rounds, [step.dose for step in group.steps if isinstance(step, Do)]) == (2, [None, Hold(60)])


def test_a_routine_without_a_spot_roll_stays_as_it_is() -> None:
    whole = routine(CALF, Do(exercise="gone"))
    assert short_version(whole, EXERCISES, 60) is whole
