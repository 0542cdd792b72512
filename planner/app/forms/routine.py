"""Forms of the routine builder: a name to save under, a dose, a text to read."""

from collections.abc import Callable

import msgspec

from planner.actions import routines
from planner.app.forms.form import Field, Form, Values
from planner.app.workbench import Workbench
from planner.domain.dose import typed_dose
from planner.domain.errors import BadValue
from planner.domain.routine import Do, Group, Rest, Routine
from planner.domain.text import one_line
from planner.planning.routine_draft import Draft, type_dose
from planner.planning.routine_marks import parse_rounds, typed_rounds


class SaveForm(Form):
    """Saves the routine as one of the user's own."""

    title = "Save the routine"
    verb = "save"
    undoable = False

    def __init__(self, bench: Workbench) -> None:
        self._bench = bench
        self.fields = (Field(name="name", label="name", value=bench.draft.routine.name, hint="My after-run"),)

    def effect(self, values: Values) -> str:
        """Say whether a new routine comes or one is changed."""
        made = self._named(values)
        if made.id in self._bench.desk.library().routines:
            return (
                f"Changes your routine {made.name}."
                if self._is_own(made.id)
                else f"Keeps your own copy of {made.name}."
            )
        return f"Makes a new routine of your own: {made.name}."

    def submit(self, values: Values) -> str:
        """Save it."""
        bench = self._bench
        made = self._named(values)
        saved = bench.save(made)
        return f"Saved {saved.name}. It is in the list of routines now."

    def _named(self, values: Values) -> Routine:
        name = one_line(values["name"])
        if not name:
            raise BadValue("name", "it is empty", "Give the routine a name.")
        routine = self._bench.draft.routine
        same = bool(routine.id) and name == routine.name
        return msgspec.structs.replace(
            routine, name=name, id=routine.id if same else routines.free_id(self._bench.desk, name)
        )

    def _is_own(self, routine_id: str) -> bool:
        from planner.store.library import builtin_routine_ids

        return routine_id not in builtin_routine_ids()


class DoseForm(Form):
    """Gives the chosen step a dose that is typed."""

    saves = False
    verb = "take it"
    undoable = False

    def __init__(self, bench: Workbench) -> None:
        self._bench = bench
        row = bench.draft.row(bench.chosen("steps"))
        step = row.step if row else None
        value = ""
        if isinstance(step, Do):
            exercise = bench.desk.exercises().get(step.exercise)
            dose = step.dose or (exercise.dose if exercise else None)
            name, value = exercise.name if exercise else step.exercise, typed_dose(dose) if dose else ""
        elif isinstance(step, Rest):
            name, value = "Rest", f"{step.seconds} s"
        else:
            raise BadValue("dose", "there is no exercise or rest chosen", "Go to a step of the routine first.")
        self.title = f"How much: {one_line(name)}"
        self.fields = (Field(name="dose", label="dose", value=value, hint="30 s x 2, rest 15 s"),)

    def effect(self, values: Values) -> str:
        """Say how it will be."""
        self._try(values["dose"])
        return "30 s x 2, rest 15 s   12 x 3, tempo 2-1-3, rest 45 s   2 min   open, about 2:00   spots, about 5:00"

    def submit(self, values: Values) -> str:
        """Take it."""
        self._bench.draft = self._try(values["dose"])
        return ""

    def _try(self, text: str) -> Draft:
        bench = self._bench
        return type_dose(bench.draft, bench.chosen("steps"), text, bench.desk.exercises())


class RoundsForm(Form):
    """Gives the chosen group its rounds and the rest between them."""

    saves = False
    title = "How many rounds"
    verb = "take it"
    undoable = False

    def __init__(self, bench: Workbench) -> None:
        self._bench = bench
        row = bench.draft.row(bench.chosen("steps"))
        if row is None or not isinstance(row.step, Group):
            raise BadValue("rounds", "there is no group chosen", "Go to the head of a group first.")
        self.fields = (Field(name="rounds", label="rounds", value=typed_rounds(row.step), hint="3 rounds, rest 45 s"),)

    def effect(self, values: Values) -> str:
        """Say how it will be."""
        rounds, rest_s = parse_rounds(values["rounds"])
        times = "once" if rounds == 1 else f"{rounds} times over"
        return f"Played {times}, {f'{rest_s} s of rest' if rest_s else 'no rest'} between."

    def submit(self, values: Values) -> str:
        """Take it."""
        self._bench.type_rounds(values["rounds"])
        return ""


class StepNoteForm(Form):
    """A note for the chosen step."""

    saves = False
    title = "A note for this step"
    verb = "take it"
    undoable = False

    def __init__(self, bench: Workbench) -> None:
        self._bench = bench
        note = bench.chosen_step("note").note
        self.fields = (Field(name="note", label="note", value=note, hint="Knee over the toes. Empty: no note"),)

    def effect(self, values: Values) -> str:
        """Say what it does."""
        return "The player shows it with the step." if one_line(values["note"]) else "No note."

    def submit(self, values: Values) -> str:
        """Take it."""
        self._bench.set_note(values["note"])
        return ""


class TextForm(Form):
    """A text to read between two steps."""

    saves = False
    title = "A text to read"
    verb = "add it"
    undoable = False
    fields = (Field(name="text", label="text", hint="Walk a little before you go on."),)

    def __init__(self, add: Callable[[str], None]) -> None:
        self._add = add

    def effect(self, values: Values) -> str:
        """Say what it does."""
        return "The player shows it until you go on." if one_line(values["text"]) else ""

    def submit(self, values: Values) -> str:
        """Add it. Raises `BadValue` when nothing was written."""
        text = one_line(values["text"])
        if not text:
            raise BadValue("text", "it is empty", "Write something, or press esc.")
        self._add(text)
        return ""
