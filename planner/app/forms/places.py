"""Forms that move the cursor: to a date, or to what is found."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from planner.actions.desk import Desk
from planner.app.forms.form import Field, Form, Values
from planner.app.forms.plan import show_date
from planner.domain.body import Area
from planner.domain.days import parse_day, show_day
from planner.domain.errors import BadValue, NotFound
from planner.domain.session import SessionKind
from planner.domain.text import one_line
from planner.planning.agenda import Status, week_label

if TYPE_CHECKING:
    from planner.app.calendar import Calendar


class GoForm(Form):
    """Goes to a date."""

    saves = False
    is_lasting = False
    title = "Go to"
    verb = "go"
    undoable = False

    def __init__(self, desk: Desk, day: date, go: Callable[[date], None]) -> None:
        self._desk, self._go = desk, go
        self.fields = (Field(name="day", label="date", value=show_date(day), hint="sat, +2w, 18 apr", step="day"),)

    def effect(self, values: Values) -> str:
        """Say which day that is."""
        day = _near(parse_day(values["day"], self._desk.today))
        plan = self._desk.plan()
        label = week_label(plan, day) if plan else ""
        return f"{show_day(day, year=True)}{f', {label}' if label else ''}."

    def submit(self, values: Values) -> str:
        """Go there; there is nothing to say."""
        self._go(_near(parse_day(values["day"], self._desk.today)))
        return ""


class SearchForm(Form):
    """Finds what is planned, hung and logged, by words and fields; what fits stays lit in the calendar."""

    saves = False
    is_lasting = False
    title = "Find"
    verb = "find it"
    undoable = False

    def __init__(self, calendar: "Calendar", text: str, look: Callable[[str], None]) -> None:
        self._calendar, self._look = calendar, look
        desk = calendar.desk
        plan = desk.plan()
        layers = tuple(one_line(layer.name) for layer in desk.schedule_of(plan).layers) if plan else ()
        shoes = tuple(calendar.letters().values())
        kinds, statuses = (tuple(one.value for one in choices) for choices in (SessionKind, Status))
        areas = tuple(area.label for area in Area)
        self.fields = (
            Field(name="words", label="words", value=text, hint="tempo roll area:calf status:missed"),
            Field(name="kind", label="kind", hint="tempo, long", choices=kinds),
            Field(name="layer", label="layer", hint=layers[0] if layers else "none yet", choices=layers),
            Field(name="area", label="area", hint="calf, hip", choices=areas),
            Field(name="shoe", label="shoe", hint=", ".join(shoes) or "none yet", choices=shoes),
            Field(name="status", label="status", hint="missed, done", choices=statuses),
        )

    def effect(self, values: Values) -> str:
        """Say what is found."""
        from planner.actions import search

        text = self._text(values)
        if not text:
            return "Words of a session, a routine or a note; or a field below."
        calendar = self._calendar
        hits = search.find(
            calendar.desk, search.read(calendar.desk, text, calendar.letters()), calendar.cursor, calendar.letters()
        )
        if not hits:
            raise NotFound("search", f"nothing in the plan has {text!r}", "Try fewer letters or fields.")
        first = next((hit for hit in hits if hit.day >= calendar.cursor), hits[0])
        return f"{len(hits)} found, the first from here on {show_day(first.day, year=True)}."

    def submit(self, values: Values) -> str:
        """Light it and go to the first; an empty form ends the search."""
        text = self._text(values)
        if text:
            self.effect(values)
        self._look(text)
        return ""

    def _text(self, values: Values) -> str:
        parts = [values["words"].strip()]
        for field in self.fields[1:]:
            value = values[field.name].replace('"', "").strip()
            if value:
                parts.append(f'{field.name}:"{value}"' if " " in value else f"{field.name}:{value}")
        return " ".join(filter(None, parts))


def _near(day: date) -> date:
    if not date(1900, 1, 1) <= day <= date(2199, 12, 31):
        raise BadValue("date", f"{day.isoformat()} is too far away", "Choose a year from 1900 to 2199.")
    return day
