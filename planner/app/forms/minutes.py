"""I have this many minutes: what is left of a routine then."""

from collections.abc import Callable, Mapping

from planner.app.forms.form import Field, Form, Values
from planner.domain.errors import BadValue
from planner.domain.exercise import Exercise
from planner.domain.routine import Do, Group, Routine, routine_length
from planner.domain.text import one_line
from planner.domain.units import show_clock
from planner.planning.routine_trim import trim

MOST_MINUTES = 600


class MinutesForm(Form):
    """Cuts a routine to the minutes that there are; `take` gets what is left."""

    saves = False
    is_lasting = False
    title = "I have this many minutes"
    verb = "cut it"
    undoable = False

    def __init__(
        self,
        routine: Routine,
        exercises: Mapping[str, Exercise],
        usual_s: Mapping[str, float],
        take: Callable[[Routine], None],
    ) -> None:
        self._routine = routine
        self._exercises = exercises
        self._usual_s = usual_s
        self._take = take
        likely = max(1, int(self._seconds(routine) // 60) - 1)
        self.fields = (Field(name="minutes", label="minutes", value=str(likely), hint="7", step="number"),)

    def effect(self, values: Values) -> str:
        """Say what would be left."""
        left = self._left(self._minutes(values))
        if left == self._routine:
            return f"It takes {show_clock(self._seconds(left))}: everything fits."
        return f"{_steps(left)} steps of {_steps(self._routine)}, both sides, {show_clock(self._seconds(left))}."

    def submit(self, values: Values) -> str:
        """Take it."""
        self._take(self._left(self._minutes(values)))
        return ""

    def _left(self, minutes: float) -> Routine:
        return trim(self._routine, self._exercises, minutes * 60, self._usual_s)

    def _seconds(self, routine: Routine) -> float:
        return routine_length(routine, self._exercises, self._usual_s).usual_s

    def _minutes(self, values: Values) -> float:
        text = values["minutes"].strip().replace(",", ".")
        try:
            minutes = float(text)
        except ValueError:
            minutes = 0.0
        if not 0 < minutes <= MOST_MINUTES:
            raise BadValue("minutes", f"{one_line(text)!r} is not a number from 1 to {MOST_MINUTES}", "Write 7.")
        return minutes


def _steps(routine: Routine) -> int:
    inside = [one for step in routine.steps for one in (step.steps if isinstance(step, Group) else (step,))]
    return sum(isinstance(one, Do) and not one.off for one in inside)
