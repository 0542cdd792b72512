"""Taking a finding of the checks as it is, with the reason."""

from planner.actions import checks
from planner.actions.desk import Desk
from planner.app.forms.form import Field, Form, Values
from planner.domain.errors import BadValue
from planner.domain.text import one_line
from planner.planning.checks import Finding, Weight

REASONS = ("it is meant so", "I have done it before", "my coach says so")
"""Likely reasons; any other can be typed."""


class AcceptForm(Form):
    """Why a finding is fine as it is."""

    verb = "accept it"

    def __init__(self, desk: Desk, finding: Finding) -> None:
        self.title = f"Accept: {finding.title}"
        self.fields = (Field(name="why", label="why", value=REASONS[0], hint="why it is fine", choices=REASONS),)
        self._desk = desk
        self._finding = finding

    def effect(self, values: Values) -> str:
        """Say for how long it is quiet. Raises `BadValue` without a reason."""
        if not one_line(values["why"]):
            raise BadValue("reason", "it is empty", "Say why it is fine as it is.")
        if self._finding.weight is Weight.STRONG:
            return "It is not told again; the reason is kept with the plan."
        return "It is not told again unless it comes to weigh more; the reason is kept with the plan."

    def submit(self, values: Values) -> str:
        """Accept it. Raises `PlannerError`."""
        return checks.accept_finding(self._desk, self._finding.key, values["why"])
