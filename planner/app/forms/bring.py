"""The form that brings a plan file of another program along."""

from pathlib import Path

from planner.actions.desk import Desk
from planner.app.forms.form import Field, Form, Values
from planner.domain.days import parse_day, show_day
from planner.domain.errors import BadValue


class ImportForm(Form):
    """Imports a plan. `notes` are in words what was not understood or had to be decided, once it is done."""

    title = "Bring a plan along"
    verb = "import"

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.notes: tuple[str, ...] = ()
        self.fields = (
            Field(name="file", label="file", hint="~/plan.yaml"),
            Field(name="race", label="race day", hint="18 apr 2027", step="day"),
        )

    def effect(self, values: Values) -> str:
        """Say whether the file is there and what day that is."""
        if not values["file"].strip():
            return "Where is the file? Plans of Calendar Hack, YAML or JSON."
        file = self._file(values)
        if not file.is_file():
            raise BadValue("file", f"there is no {file.name!r} there", "Type on, or check the folder.")
        race = values["race"].strip()
        day = f", race on {show_day(parse_day(race, self._desk.today), year=True)}" if race else ""
        return f"{file.name}, {file.stat().st_size / 1000:.1f} kB{day}."

    def submit(self, values: Values) -> str:
        """Import it."""
        from planner.actions.files import read_regular
        from planner.actions.imports import import_plan
        from planner.imports.decoding import MOST_BYTES

        race = values["race"].strip()
        day = parse_day(race, self._desk.today) if race else None
        file = self._file(values)
        report = import_plan(self._desk, read_regular(str(file), MOST_BYTES), file.name, race_day=day)
        self.notes = report.notes
        return f"Imported {report.plan.title}."

    @staticmethod
    def _file(values: Values) -> Path:
        try:
            return Path(values["file"].strip()).expanduser()
        except RuntimeError:
            raise BadValue("file", "there is no such user", "Write the whole path.") from None
