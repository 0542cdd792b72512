"""Forms of the player: why a step is left out, and a note."""

from collections.abc import Callable

from planner.app.forms.form import Field, Form, Values
from planner.domain.errors import BadValue
from planner.domain.text import one_line

REASONS = ("it hurts", "no time", "too tired", "no equipment", "done before")
"""Likely reasons; any other can be typed."""


class LeaveOutForm(Form):
    """Why the rest of a step is left out."""

    saves = False
    verb = "leave it out"
    undoable = False

    def __init__(self, name: str, leave_out: Callable[[str], None]) -> None:
        self.title = f"Leave out {one_line(name)}"
        self.fields = (Field(name="why", label="why", value=REASONS[0], choices=REASONS),)
        self._leave_out = leave_out

    def effect(self, values: Values) -> str:
        """Say what it does."""
        return f"The rest of this step is skipped: {one_line(values['why']) or 'no reason given'}."

    def submit(self, values: Values) -> str:
        """Leave it out."""
        why = one_line(values["why"])
        self._leave_out(why)
        return ""


class RemarkForm(Form):
    """A note to what is played."""

    saves = False
    verb = "keep it"
    undoable = False

    def __init__(self, name: str, keep: Callable[[str], None]) -> None:
        self.title = f"Note to {one_line(name)}"
        self.fields = (Field(name="text", label="note", hint="what you noticed"),)
        self._keep = keep

    def effect(self, values: Values) -> str:
        """Say where it goes."""
        return "It stands in the log with this session." if one_line(values["text"]) else ""

    def submit(self, values: Values) -> str:
        """Keep the note. Raises `BadValue` when nothing was written."""
        text = one_line(values["text"])
        if not text:
            raise BadValue("note", "it is empty", "Write something, or press esc.")
        self._keep(text)
        return "Noted."
