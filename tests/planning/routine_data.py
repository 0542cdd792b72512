"""A small library for tests of routines."""

from planner.domain.body import Area
from planner.domain.dose import Dose, Hold, Open, Reps, Spots
from planner.domain.equipment import Equipment
from planner.domain.exercise import Exercise, Kind, Sides, Timing


def exercise(
    name: str,
    kind: Kind = Kind.STATIC_STRETCH,
    *,
    area: Area = Area.CALF,
    dose: Dose | None = None,
    sides: Sides = Sides.PER_SIDE,
    timing: tuple[Timing, ...] = (Timing.ANY,),
    equipment: tuple[tuple[Equipment, ...], ...] = (),
) -> Exercise:
    """An exercise with the texts that no test looks at."""
    return Exercise(
        id=name,
        name=name.replace("-", " ").capitalize(),
        kind=kind,
        areas=(area,),
        sides=sides,
        position="standing",
        dose=dose or Hold(30),
        timing=timing,
        steps=("Stand by a wall.", "Lean."),
        cue="Heel down.",
        easier="Lean less.",
        harder="Lean more.",
        stop="Pain in the heel cord.",
        source="S1",
        equipment=equipment,
    )


EXERCISES = {
    one.id: one
    for one in (
        exercise("wall-calf", dose=Hold(45, 2)),
        exercise("quad-stretch", area=Area.QUAD),
        exercise("leg-swing", Kind.DYNAMIC, area=Area.HIP, dose=Reps(10), timing=(Timing.PRE,)),
        exercise("clamshell", Kind.STRENGTH, area=Area.GLUTE_MED, dose=Reps(12, 2), timing=(Timing.POST_EASY,)),
        exercise("bridge", Kind.STRENGTH, area=Area.GLUTE_MAX, dose=Reps(12, 2), sides=Sides.BOTH),
        exercise("jog", Kind.DYNAMIC, area=Area.CALF, dose=Open(120), sides=Sides.BOTH),
        exercise("it-band-roll", Kind.ROLL, area=Area.IT_BAND, dose=Spots(), equipment=((Equipment.FOAM_ROLLER,),)),
    )
}
