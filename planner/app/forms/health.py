"""Forms about health: the practitioner, and the short list of conditions."""

from typing import TYPE_CHECKING

from planner.actions.body import set_practitioner
from planner.actions.desk import Desk
from planner.app.forms.form import Field, Form, Values, choose
from planner.domain.health import Practitioner, Profession

if TYPE_CHECKING:
    from planner.app.screens.health import HealthScreen

_PROFESSIONS = tuple(profession.value for profession in Profession)


def health_form(desk: Desk) -> "HealthScreen":
    """Return the short list of conditions to push: gives back what was kept, or None when it was skipped."""
    from planner.app.screens.health import HealthScreen

    return HealthScreen(desk)


def was_asked(desk: Desk) -> bool:
    """Tell whether the list of conditions was answered; until then a caution stands where exercises are chosen."""
    return desk.settings.health.asked is not None


class PractitionerForm(Form):
    """Names the practitioner that is shown where one is needed."""

    title = "Your practitioner"
    verb = "keep it"

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        own = desk.settings.health.practitioner or Practitioner()
        hidden = desk.settings.private
        self.fields = (
            Field(name="name", label="name", value="" if hidden else own.name, hint="Dr Example"),
            Field(name="profession", label="profession", value=own.profession.value, choices=_PROFESSIONS),
            Field(name="phone", label="number", value="" if hidden else own.phone, hint="the number to call"),
        )

    def effect(self, values: Values) -> str:
        """Say where the name will stand."""
        self._profession(values)
        if not (values["name"].strip() or values["phone"].strip()):
            return "Nobody is named then."
        return "Shown where a practitioner is needed. It stays on this machine."

    def submit(self, values: Values) -> str:
        """Keep it in the settings."""
        was = self._desk.settings.health
        said = set_practitioner(self._desk, values["name"], self._profession(values), values["phone"])
        self.undoable = self._desk.settings.health != was
        return said

    def _profession(self, values: Values) -> Profession:
        return Profession(choose(values["profession"], _PROFESSIONS, "profession"))
