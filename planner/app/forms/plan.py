"""Forms that change the plan: move, add and edit a session."""

from datetime import date

from planner.actions import changes
from planner.actions.desk import Desk
from planner.app.forms.form import Field, Form, Values, choose
from planner.domain.days import parse_day, show_day
from planner.domain.errors import BadValue
from planner.domain.session import Session, SessionKind, name_of
from planner.domain.text import one_line
from planner.domain.units import Span, parse_distance, parse_duration, show_distance
from planner.planning.schedule import Planned

KINDS = tuple(kind.value for kind in SessionKind if kind is not SessionKind.RACE)
"""What a person may add: a plan has one race."""


def show_date(day: date) -> str:
    """Return a day as the date fields show and read it: `11 Feb 2027`."""
    return show_day(day, year=True).partition(" ")[2]


class MoveForm(Form):
    """Moves a session with what hangs on it, or one hung item alone."""

    verb = "move"

    def __init__(self, desk: Desk, item: str) -> None:
        self._desk, self._item = desk, item
        self._plan, found = changes.find(desk, item)
        self._is_session = isinstance(found, Planned)
        self._day = found.session.day if isinstance(found, Planned) else found.day
        self.title = f"Move {changes.title_of(desk, found)}"
        likely = date.fromordinal(self._day.toordinal() + 1)
        self.fields = (Field(name="to", label="to", value=show_date(likely), hint="sat, +2d, 11 feb", step="day"),)

    def effect(self, values: Values) -> str:
        """Say from where to where, what comes along and what is on that day already."""
        to = parse_day(values["to"], self._desk.today)
        if self._item == self._plan.race.session:
            raise BadValue("race", "it stays on its day", "Make a new build-up for another date.")
        if to == self._day:
            return f"It is on {show_day(to)} already. Up and down, or type a day."
        standing = self._desk.schedule_of(self._plan)
        along = sum(1 for hung in standing.hung if hung.session == self._item) if self._is_session else 0
        there = [name_of(p.session, self._desk.settings.unit) for p in standing.sessions if p.session.day == to]
        parts = [f"{show_day(self._day)} → {show_day(to)}"]
        parts += [f"{along} thing{'s' if along != 1 else ''} move with it"] if along else []
        parts += [f"there already: {', '.join(there)}"] if there else ["a free day"]
        if to == self._plan.race.day:
            parts.append("that is race day")
        return "; ".join(parts) + "."

    def submit(self, values: Values) -> str:
        """Move it."""
        return changes.move(self._desk, self._item, parse_day(values["to"], self._desk.today))


class AddForm(Form):
    """Adds a session to the plan."""

    title = "Add a session"
    verb = "add"

    def __init__(self, desk: Desk, day: date) -> None:
        self._desk = desk
        self.fields = (
            Field(name="day", label="day", value=show_date(day), hint="sat, +2d, 11 feb", step="day"),
            Field(name="kind", label="kind", value="easy", choices=KINDS),
            Field(name="distance", label="distance", hint=f"8, 6-8, 5mi; in {desk.settings.unit}", step="number"),
            Field(name="minutes", label="minutes", hint="45, 1h 20", step="number"),
            Field(name="title", label="title", hint="your own name for it"),
            Field(name="text", label="structure", hint="6 x 3 min at 5K effort, 2 min jog"),
        )

    def effect(self, values: Values) -> str:
        """Say what would be added where."""
        session = self._session(values)
        return f"{show_day(session.day)}: {name_of(session, self._desk.settings.unit)}."

    def submit(self, values: Values) -> str:
        """Add it."""
        return changes.add(self._desk, self._session(values))

    def _session(self, values: Values) -> Session:
        return Session(
            id=self._desk.new_id(),
            day=parse_day(values["day"], self._desk.today),
            kind=SessionKind(choose(values["kind"], KINDS, "kind")),
            distance=read_distance(self._desk, values["distance"]),
            duration_s=read_minutes(values["minutes"]),
            title=one_line(values["title"]),
            text=one_line(values["text"]),
        )


class EditForm(Form):
    """Gives a session other contents. What is emptied is cleared."""

    verb = "change"

    def __init__(self, desk: Desk, item: str) -> None:
        self._desk, self._item = desk, item
        plan, found = changes.find(desk, item)
        if not isinstance(found, Planned):
            raise BadValue("edit", "only sessions can be changed here", "Change the routine itself in the builder (b).")
        self._session = session = found.session
        unit = desk.settings.unit
        self.title = f"Change {name_of(session, unit)}, {show_day(session.day)}"
        kinds = (SessionKind.RACE.value,) if item == plan.race.session else KINDS
        self._kinds = kinds
        distance = show_distance(session.distance, unit, with_unit=False) if session.distance else ""
        minutes = f"{session.duration_s / 60:g}" if session.duration_s else ""
        self.fields = (
            Field(name="kind", label="kind", value=session.kind.value, choices=kinds),
            Field(name="distance", label="distance", value=distance, hint=f"8, 6-8, 5mi; in {unit}", step="number"),
            Field(name="minutes", label="minutes", value=minutes, hint="45, 1h 20", step="number"),
            Field(name="title", label="title", value=session.title, hint="your own name for it"),
            Field(name="text", label="structure", value=session.text, hint="6 x 3 min at 5K effort, 2 min jog"),
            Field(name="note", label="note", value=session.note),
        )
        self._before = {field.name: field.value for field in self.fields}

    def effect(self, values: Values) -> str:
        """Say what it becomes."""
        changed, clear = self._changed(values)
        if not changed and not clear:
            return "As it is."
        kind = changed.get("kind", self._session.kind)
        unit = self._desk.settings.unit
        distance = None if "distance" in clear else changed.get("distance", self._session.distance)
        amount = f"{show_distance(distance, unit)} " if isinstance(distance, Span) else ""
        return f"{name_of(self._session, unit)} → {amount}{kind}."

    def submit(self, values: Values) -> str:
        """Change it."""
        changed, clear = self._changed(values)
        if not changed and not clear:
            raise BadValue("edit", "nothing is changed", "Change something, or press esc.")
        kind, distance = changed.get("kind"), changed.get("distance")
        duration = changed.get("duration_s")
        return changes.edit(
            self._desk,
            self._item,
            kind=kind if isinstance(kind, SessionKind) else None,
            distance=distance if isinstance(distance, Span) else None,
            duration_s=duration if isinstance(duration, int) else None,
            title=_text(changed.get("title")),
            text=_text(changed.get("text")),
            note=_text(changed.get("note")),
            clear=clear,
        )

    def _changed(self, values: Values) -> tuple[dict[str, object], tuple[str, ...]]:
        """Return the fields that differ from before, read, and the names of those that were emptied."""
        changed: dict[str, object] = {}
        clear: list[str] = []
        for name, text in values.items():
            if one_line(text) == one_line(self._before[name]):
                continue
            field = "duration_s" if name == "minutes" else name
            if not text.strip() and name != "kind":
                clear.append(field)
            elif name == "kind":
                changed[field] = SessionKind(choose(text, self._kinds, "kind"))
            elif name == "distance":
                changed[field] = read_distance(self._desk, text)
            elif name == "minutes":
                changed[field] = read_minutes(text)
            else:
                changed[field] = one_line(text)
        return changed, tuple(clear)


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def read_distance(desk: Desk, text: str) -> Span | None:
    """Return the distance of a field, None when it is empty."""
    return parse_distance(text, desk.settings.unit) if text.strip() else None


def read_minutes(text: str) -> int | None:
    """Return the seconds of a minutes field, None when it is empty."""
    return parse_duration(text, "minutes") if text.strip() else None
