"""Forms of the chain: a name to keep the session under, and where it hangs."""

from planner.actions import suggest
from planner.actions.desk import Desk
from planner.app.forms.form import Field, Form, Values, choose
from planner.domain.errors import BadValue
from planner.domain.layer import Anchor
from planner.domain.text import one_line
from planner.planning.chain_suggestion import Suggestion


class KeepForm(Form):
    """Keeps the suggested session as a routine of the runner's own."""

    title = "Keep the session"
    verb = "keep it"
    undoable = False

    def __init__(self, desk: Desk, found: Suggestion) -> None:
        self._desk, self._found = desk, found
        self.fields = (Field(name="name", label="name", value=suggest.name_for(desk, found), hint="My calf session"),)

    def effect(self, values: Values) -> str:
        """Say what comes of it."""
        return f"Makes a routine of your own: {_named(values)}, {len(self._found.steps)} exercises."

    def submit(self, values: Values) -> str:
        """Keep it."""
        routine = self._desk.routine(suggest.keep(self._desk, self._found, _named(values)))
        return f"Kept {one_line(routine.name)}. It is in the list of routines now."


class HangForm(Form):
    """Keeps the suggested session and hangs it on the plan."""

    title = "Hang the session on the plan"
    verb = "hang it"

    def __init__(self, desk: Desk, found: Suggestion) -> None:
        self._desk, self._found = desk, found
        anchor = Anchor.BEFORE_RUN if found.timing == "pre" else Anchor.AFTER_RUN
        self.fields = (
            Field(name="anchor", label="where", value=anchor, choices=suggest.ANCHORS),
            Field(name="name", label="name", value=suggest.name_for(desk, found), hint="My calf session"),
        )

    def effect(self, values: Values) -> str:
        """Say where it would hang."""
        where = self._anchor(values).value.replace("-", " ")
        return f"{_named(values)}: {where}, on every day that fits. The layer is one undo; the routine stays."

    def submit(self, values: Values) -> str:
        """Hang it."""
        return suggest.hang(self._desk, self._found, self._anchor(values), name=_named(values))

    def _anchor(self, values: Values) -> Anchor:
        return Anchor(choose(values["anchor"], suggest.ANCHORS, "where"))


def _named(values: Values) -> str:
    name = one_line(values["name"])
    if not name:
        raise BadValue("name", "it is empty", "Give the routine a name.")
    return name
