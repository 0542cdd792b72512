"""The form for the runner's own kit: what the library filters by."""

from planner.actions.desk import Desk
from planner.app.forms.form import Field, Form, Values, choose
from planner.domain.equipment import Equipment

_ALL = tuple(item.value for item in Equipment)


class KitForm(Form):
    """Says what the runner has: mat, roller, band and so on."""

    title = "Your kit"
    verb = "keep it"
    undoable = False

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        owned = desk.settings.equipment
        likely = "mat wall chair foam-roller" if owned is None else " ".join(owned)
        self.fields = (Field(name="kit", label="you have", value=likely, hint=" ".join(_ALL)),)

    def effect(self, values: Values) -> str:
        """Say how much of the library that is enough for, and what else there is to have."""
        owned = self._read(values)
        exercises = self._desk.exercises().values()
        count = sum(exercise.can_be_done_with(frozenset(owned)) for exercise in exercises)
        rest = " ".join(item for item in _ALL if item not in owned)
        return f"Enough for {count} of {len(exercises)} exercises." + (f" Also: {rest}." if rest else "")

    def submit(self, values: Values) -> str:
        """Keep it in the settings."""
        owned = self._read(values)
        self._desk.set(equipment=[item.value for item in owned])
        return f"Your kit: {', '.join(owned) or 'nothing'}."

    def _read(self, values: Values) -> tuple[Equipment, ...]:
        words = values["kit"].lower().replace(",", " ").split()
        return tuple(dict.fromkeys(Equipment(choose(word, _ALL, "kit")) for word in words))
