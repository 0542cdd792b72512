"""The form of an own exercise: made new, changed, or as an own copy of a built-in one."""

import re
from collections.abc import Callable
from enum import StrEnum
from typing import TypeVar

import msgspec

from planner.actions.desk import Desk
from planner.actions.exercises import check_exercise, delete_own_exercise, is_own_exercise, own_copy, save_own_exercise
from planner.app.forms.form import Field, Form, Values, choose
from planner.domain.body import Area
from planner.domain.dose import Hold, parse_dose, typed_dose
from planner.domain.equipment import Equipment
from planner.domain.errors import BadValue
from planner.domain.exercise import Exercise, Kind, Sides, Timing
from planner.domain.text import one_line

Choice = TypeVar("Choice", bound=StrEnum)

_NEW = Exercise(
    id="",
    name="",
    kind=Kind.STATIC_STRETCH,
    areas=(Area.CALF,),
    sides=Sides.PER_SIDE,
    position="",
    dose=Hold(30),
    timing=(Timing.POST, Timing.REST),
    steps=(),
    cue="",
    easier="",
    harder="",
    stop="",
    source="",
)


class ExerciseForm(Form):
    """Asks for an exercise of the user's own; `then` gets it as it was saved."""

    verb = "keep it"
    undoable = False

    def __init__(self, desk: Desk, exercise: Exercise | None, then: Callable[[Exercise], None]) -> None:
        self._desk, self._then = desk, then
        self._was = exercise or _NEW
        self._is_own = exercise is not None and is_own_exercise(desk, exercise.id)
        self.title = "A new exercise" if exercise is None else "Change your exercise" if self._is_own else "An own copy"
        shown = self._was if exercise is None or self._is_own else own_copy(desk, exercise.id)
        self.fields = _fields(shown)

    def effect(self, values: Values) -> str:
        """Say what would be kept, or the first field that cannot be read."""
        if not one_line(values["name"]):
            return "Steps are kept apart by / and areas by blanks; the first area is the main one."
        made = self._read(values)
        check_exercise(made)
        what = f"Changes {made.name}" if self._is_own else f"A new one of your own: {made.name}"
        return f"{what}. {typed_dose(made.dose)}{' a side' if made.sides is Sides.PER_SIDE else ''}."

    def submit(self, values: Values) -> str:
        """Save it. Raises `BadValue` that names the field."""
        made = self._read(values)
        saved = save_own_exercise(self._desk, made if self._is_own else msgspec.structs.replace(made, id=""))
        self._then(saved)
        return f"Saved {saved.name}. It stands in the library with a *."

    def _read(self, values: Values) -> Exercise:
        text = {name: one_line(value) for name, value in values.items()}
        for name in ("name", "position"):
            if not text[name]:
                raise BadValue(name, "it is empty", "Write a few words.")
        steps = tuple(step for part in re.split(r"(?:^|\s)/(?:\s|$)", text["steps"]) if (step := part.strip()))
        if not steps:
            raise BadValue("steps", "there are none", "Say how it is done: first step / second step.")
        return msgspec.structs.replace(
            self._was,
            name=text["name"],
            kind=Kind(choose(text["kind"], tuple(Kind), "kind")),
            areas=_several(text["areas"], Area, "areas", least=1),
            sides=Sides(choose(text["sides"], tuple(Sides), "sides")),
            dose=parse_dose(text["dose"]),
            equipment=_equipment(text["kit"]),
            timing=_several(text["fits"], Timing, "fits", least=1),
            position=text["position"],
            steps=steps,
            cue=text["cue"],
            easier=text["easier"],
            harder=text["harder"],
            stop=text["stop"],
            source=text["source"],
        )


def _fields(was: Exercise) -> tuple[Field, ...]:
    kit = " ".join("/".join(choice) for choice in was.equipment)
    return (
        Field(name="name", label="name", value=was.name, hint="Calf stretch on the stairs"),
        Field(name="kind", label="kind", value=was.kind, choices=tuple(Kind)),
        Field(name="areas", label="areas", value=" ".join(was.areas), hint="the main one first: calf ankle"),
        Field(name="sides", label="sides", value=was.sides, choices=tuple(Sides)),
        Field(name="dose", label="dose", value=typed_dose(was.dose), hint="30 s x 2, 12 x 3, open, spots"),
        Field(name="kit", label="needs", value=kit, hint="wall strap/towel, or nothing"),
        Field(name="fits", label="fits", value=" ".join(was.timing), hint=" ".join(Timing)),
        Field(name="position", label="position", value=was.position, hint="standing on a step"),
        Field(name="steps", label="steps", value=" / ".join(was.steps), hint="Heel over the edge. / Let it sink."),
        Field(name="cue", label="cue", value=was.cue, hint="the one thing to think of"),
        Field(name="easier", label="easier", value=was.easier, hint="how it gets easier"),
        Field(name="harder", label="harder", value=was.harder, hint="how it gets harder"),
        Field(name="stop", label="stop", value=was.stop, hint="when to stop or leave it out"),
        Field(name="source", label="source", value=was.source, hint="who says so"),
    )


def _several(text: str, kind: type[Choice], what: str, *, least: int = 0) -> tuple[Choice, ...]:
    words = text.lower().replace(",", " ").split()
    found = tuple(dict.fromkeys(kind(choose(word, tuple(kind), what)) for word in words))
    if len(found) < least:
        raise BadValue(what, "there is none", f"Write one or more of {', '.join(kind)}.")
    return found


def _equipment(text: str) -> tuple[tuple[Equipment, ...], ...]:
    """Return what is needed: things apart by blanks, those that do equally well apart by a slash."""
    items = text.lower().replace(",", " ").split()
    return tuple(
        tuple(Equipment(choose(one, tuple(Equipment), "needs")) for one in item.split("/") if one)
        for item in items
        if item.strip("/")
    )


class DeleteExerciseForm(Form):
    """Asks before an own exercise goes to the trash."""

    title = "Delete your exercise"
    verb = "delete it"
    undoable = False

    def __init__(self, desk: Desk, exercise: Exercise) -> None:
        if not is_own_exercise(desk, exercise.id):
            raise BadValue(one_line(exercise.name), "it is built in", "Only exercises of your own can be deleted.")
        self._desk, self._exercise = desk, exercise

    def effect(self, values: Values) -> str:  # noqa: ARG002 - it has no fields
        """Say what goes where."""
        return f"{one_line(self._exercise.name)} goes to the trash in your planner folder."

    def submit(self, values: Values) -> str:  # noqa: ARG002 - it has no fields
        """Delete it."""
        name = delete_own_exercise(self._desk, self._exercise.id)
        return f"{one_line(self._exercise.name)} is in the trash now, as {name}."
