"""Where the page for a practitioner is written."""

from pathlib import Path

from planner.actions.care import care_rules
from planner.actions.clinician import clinician_page, write_page
from planner.actions.desk import Desk
from planner.app.forms.form import Field, Form, Values, choose
from planner.domain.errors import BadValue
from planner.domain.text import one_line

_YES, _NO = "yes", "no"


class PageForm(Form):
    """Asks for a file and how far back; nothing that is there is replaced."""

    saves = False
    is_lasting = False
    title = "Page for a practitioner"
    verb = "write it"
    undoable = False

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        name = f"~/runner-{desk.today.isoformat()}.html"
        self.fields = (
            Field(name="file", label="file", value=name, hint=".html to print, .md as text"),
            Field(name="weeks", label="weeks", value=str(care_rules().page_weeks), step="number"),
            Field(name="conditions", label="conditions", value=_NO, choices=(_NO, _YES)),
        )

    def effect(self, values: Values) -> str:
        """Say what is in it and where it goes."""
        file = self._file(values)
        self._weeks(values)
        if file.exists():
            raise BadValue("file", f"{file.name!r} is there already", "Choose another name.")
        return f"Complaints, load, gear and what was done go into {one_line(str(file))}. It holds health data."

    def submit(self, values: Values) -> str:
        """Write it."""
        wanted = choose(values["conditions"], (_NO, _YES), "conditions") == _YES
        made = clinician_page(self._desk, weeks=self._weeks(values), conditions=wanted)
        file = self._file(values)
        write_page(made, str(file))
        return f"Wrote {one_line(str(file))}. Only you can read the file."

    @staticmethod
    def _weeks(values: Values) -> int:
        text = values["weeks"].strip()
        if not (text.isascii() and text.isdecimal() and 1 <= int(text) <= 26):
            raise BadValue("weeks", f"{text!r} is not from 1 to 26", "Two months fit on two pages.")
        return int(text)

    @staticmethod
    def _file(values: Values) -> Path:
        try:
            file = Path(values["file"].strip()).expanduser()
        except RuntimeError:
            raise BadValue("file", "there is no such user", "Write the whole path.") from None
        if file.suffix.lower() not in (".md", ".html", ".htm"):
            raise BadValue("file", f"{file.name!r} has no known ending", "End it with .html or .md.")
        return file
