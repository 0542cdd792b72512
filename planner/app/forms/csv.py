"""Where the data of a figure is written to."""

from pathlib import Path

from planner.actions.files import write_file
from planner.actions.insights import csv_of
from planner.app.forms.form import Field, Form, Values, choose
from planner.domain.errors import BadValue
from planner.domain.text import one_line
from planner.insights.figure import Figure


class CsvForm(Form):
    """Writes a figure as CSV; a file that is there is replaced only when that is said."""

    saves = False
    is_lasting = False
    title = "Write the data as CSV"
    verb = "write"
    undoable = False

    def __init__(self, figure: Figure, name: str) -> None:
        self._figure = figure
        self.fields = (
            Field(name="file", label="file", value=name, hint="~/weekly.csv"),
            Field(name="replace", label="replace", value="no", choices=("no", "yes")),
        )

    def effect(self, values: Values) -> str:
        """Say where it goes, and whether something is there."""
        file = _file(values)
        count = len(self._figure.rows)
        rows = f"{count} row{'s' * (count != 1)}"
        if file.exists():
            known = "It is there already" if file.is_file() else "A folder or a device is there"
            will = "and will be replaced" if _replaces(values) and file.is_file() else "and stays: choose another name"
            return f"{one_line(str(file))}: {rows}. {known}, {will}."
        return f"{one_line(str(file))}: {rows}."

    def submit(self, values: Values) -> str:
        """Write it."""
        file = _file(values)
        write_file(str(file), csv_of(self._figure), replace=_replaces(values), otherwise="answer replace with yes")
        return f"Wrote {one_line(str(file))}. Only you can read the file."


def _replaces(values: Values) -> bool:
    return choose(values["replace"], ("no", "yes"), "replace") == "yes"


def _file(values: Values) -> Path:
    name = values["file"].strip()
    if not name:
        raise BadValue("file", "it has no name", "Write where it goes, such as ~/weekly.csv.")
    try:
        return Path(name).expanduser().absolute()
    except (RuntimeError, ValueError):
        raise BadValue("file", "there is no such place", "Write the whole path.") from None
