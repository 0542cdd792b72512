"""Forms over several sessions at once: skip them all with one reason, and choose what comes back."""

from collections.abc import Sequence

from planner.actions import diary
from planner.actions.desk import Desk
from planner.actions.rearrange import restore
from planner.app.forms.diary import WHY
from planner.app.forms.form import Field, Form, Values
from planner.domain.days import show_day
from planner.domain.errors import BadValue
from planner.domain.session import Session, name_of


class SkipAllForm(Form):
    """Logs that several sessions were left out, with one reason."""

    verb = "skip"

    def __init__(self, desk: Desk, items: Sequence[str]) -> None:
        self._desk, self._items = desk, tuple(items)
        self._count = f"{len(items)} session{'s' if len(items) != 1 else ''}"
        self.title = f"Skip {self._count}"
        self.fields = (Field(name="why", label="why", hint=", ".join(WHY), choices=WHY),)

    def effect(self, values: Values) -> str:
        """Say what is logged."""
        why = values["why"].strip()
        return f"{self._count} skipped: {why}." if why else f"{self._count} skipped, without a reason."

    def submit(self, values: Values) -> str:
        """Log it, as one thing to undo."""
        return diary.skip_all(self._desk, self._items, values["why"].strip())


class RestoreForm(Form):
    """Brings back one of several sessions that were deleted on a day."""

    title = "Bring back"
    verb = "bring back"

    def __init__(self, desk: Desk, gone: Sequence[Session]) -> None:
        self._desk, self._gone = desk, tuple(gone)
        names = [name_of(session, desk.settings.unit) for session in gone]
        # Two of one name are told apart by their place.
        self._names = tuple(
            f"{name} ({names[: n + 1].count(name)})" if names.count(name) > 1 else name for n, name in enumerate(names)
        )
        self.fields = (Field(name="session", label="session", value=self._names[0], choices=self._names),)

    def effect(self, values: Values) -> str:
        """Say what comes back where."""
        found = self._chosen(values)
        return f"{name_of(found, self._desk.settings.unit)} comes back on {show_day(found.day)}."

    def submit(self, values: Values) -> str:
        """Bring it back."""
        return restore(self._desk, self._chosen(values).id)

    def _chosen(self, values: Values) -> Session:
        typed = values["session"].strip().lower()
        found = [one for one, name in zip(self._gone, self._names, strict=True) if name.lower().startswith(typed)]
        if not typed or not found:
            raise BadValue("session", f"{typed!r} is none of them", f"There are: {', '.join(self._names)}.")
        return found[0]
