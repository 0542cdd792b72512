"""Forms that move the cursor: to a date, or to a session found by its words."""

from collections.abc import Callable
from datetime import date

from planner.actions.desk import Desk
from planner.app.forms.form import Field, Form, Values
from planner.app.forms.plan import show_date
from planner.domain.days import parse_day, show_day
from planner.domain.errors import BadValue, NotFound
from planner.domain.session import Session, name_of
from planner.planning.agenda import week_label


class GoForm(Form):
    """Goes to a date."""

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
    """Finds a session by its words, from a day on."""

    title = "Find a session"
    verb = "go to it"
    undoable = False

    def __init__(self, desk: Desk, day: date, words: str, go: Callable[[date, str, str], None]) -> None:
        self._desk, self._day, self._go = desk, day, go
        self.fields = (Field(name="words", label="words", value=words, hint="tempo, long, 16, pegasus"),)

    def effect(self, values: Values) -> str:
        """Say what is found."""
        if not values["words"].strip():
            return "A kind, a distance or words of its text."
        found, count = self._find(values["words"])
        name = name_of(found, self._desk.settings.unit)
        return f"{show_day(found.day, year=True)}: {name}{f', the first of {count}' if count > 1 else ''}."

    def submit(self, values: Values) -> str:
        """Go there."""
        found, _ = self._find(values["words"])
        self._go(found.day, found.id, values["words"])
        return ""

    def _find(self, words: str) -> tuple[Session, int]:
        plan = self._desk.plan()
        sessions = [planned.session for planned in self._desk.schedule_of(plan).sessions] if plan else []
        unit = self._desk.settings.unit
        wanted = words.lower().split()
        found = []
        for session in sessions:
            text = f"{name_of(session, unit)} {session.kind} {session.text} {session.note}".lower()
            if all(word in text for word in wanted):
                found.append(session)
        if not found:
            raise NotFound("search", f"nothing in the plan has {words.strip()!r}", "Try fewer letters.")
        # After the cursor first, then from the beginning again.
        found.sort(key=lambda session: (session.day <= self._day, session.day))
        return found[0], len(found)


def _near(day: date) -> date:
    if not date(1900, 1, 1) <= day <= date(2199, 12, 31):
        raise BadValue("date", f"{day.isoformat()} is too far away", "Choose a year from 1900 to 2199.")
    return day
