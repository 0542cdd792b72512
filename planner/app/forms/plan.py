"""Forms that change the plan: move, add and edit a session."""

from collections.abc import Callable
from datetime import date

import msgspec

from planner.actions import changes
from planner.actions.desk import Desk
from planner.actions.session_line import change_to, read_edit, structure_of
from planner.app.forms.form import Field, Form, Values, choose
from planner.domain.days import parse_clock, parse_day, show_day
from planner.domain.errors import BadValue, PlannerError
from planner.domain.session import Session, SessionKind, Slot, name_of, settled, show_when
from planner.domain.session_line import read_line
from planner.domain.text import one_line
from planner.domain.units import Span, parse_distance, parse_duration, show_distance
from planner.planning.schedule import Planned

KINDS = tuple(kind.value for kind in SessionKind if kind is not SessionKind.RACE)
"""What a person may add: a plan has one race."""

_NO, _YES = "no", "yes"
_SLOTS = tuple(slot.value for slot in Slot)
_STRUCTURE = "2km easy, 5x(3min 5k, 2min jog)"
_LINE = "all at once: 10 tempo sat: 20min threshold"


def show_date(day: date) -> str:
    """Return a day as the date fields show and read it: `11 Feb 2027`."""
    return show_day(day, year=True).partition(" ")[2]


class MoveForm(Form):
    """Moves a session with what hangs on it, or one hung item alone."""

    verb = "move"

    def __init__(self, desk: Desk, item: str) -> None:
        self._desk, self._item = desk, item
        self._plan, self._found = changes.find(desk, item)
        found = self._found
        self._is_session = isinstance(found, Planned)
        self._day = found.session.day if isinstance(found, Planned) else found.day
        self.title = f"Move {changes.title_of(desk, found)}"
        likely = date.fromordinal(self._day.toordinal() + 1)
        to = Field(name="to", label="to", value=show_date(likely), hint="sat, +2d, 11 feb", step="day")
        when = Field(name="when", label="when", hint="am or pm; empty leaves it", choices=_SLOTS)
        anyway = Field(name="anyway", label="anyway", value=_NO, choices=(_NO, _YES))
        self.fields = (to, when, anyway) if self._is_session else (to, anyway)

    def effect(self, values: Values) -> str:
        """Say from where to where, what comes along and what is on that day already."""
        to = parse_day(values["to"], self._desk.today)
        if self._item == self._plan.race.session:
            raise BadValue("race", "it stays on its day", "Make a new build-up for another date.")
        slot = read_slot(values.get("when", ""))
        if to == self._day and slot:
            return f"{show_day(to)}, {slot}."
        if to == self._day:
            return f"It is on {show_day(to)} already. Up and down, or type a day."
        standing = self._desk.schedule_of(self._plan)
        along = sum(1 for hung in standing.hung if hung.session == self._item) if self._is_session else 0
        there = [name_of(p.session, self._desk.settings.unit) for p in standing.sessions if p.session.day == to]
        parts = [f"{show_day(self._day)} → {show_day(to)}{f' {slot}' if slot else ''}"]
        parts += [f"{along} thing{'s' if along != 1 else ''} move with it"] if along else []
        parts += [f"there already: {', '.join(there)}"] if there else ["a free day"]
        try:
            changes.check_open(self._desk, self._plan, self._found, to)
        except changes.Closed as closed:
            parts.append(closed.why if self._anyway(values) else f"{closed.why}: for that say yes to anyway")
        return "; ".join(parts) + "."

    def submit(self, values: Values) -> str:
        """Move it."""
        to, slot = parse_day(values["to"], self._desk.today), read_slot(values.get("when", ""))
        anyway = self._anyway(values)
        return changes.move(self._desk, self._item, to, slot=slot, anyway=anyway, plan=self._plan.id)

    def _anyway(self, values: Values) -> bool:
        return choose(values.get("anyway", _NO), (_NO, _YES), "anyway") == _YES


class AddForm(Form):
    """Adds a session to the plan. Opens with what `line` says; one that cannot be read stands in the last field."""

    title = "Add a session"
    verb = "add"

    def __init__(self, desk: Desk, day: date, line: str = "") -> None:
        self._desk = desk
        blank = Session(id=desk.new_id(), day=day, kind=SessionKind.EASY)
        self._said, left = _opened(line, lambda: self._read(line, blank), blank)
        fields = _fields(desk, self._said, KINDS, left)
        to = Field(name="day", label="day", value=show_date(self._said.day), hint="sat, +2d, 11 feb", step="day")
        self.fields = (to, *fields)
        self._before = {field.name: field.value for field in fields}

    def effect(self, values: Values) -> str:
        """Say what would be added where."""
        session = self._session(values)
        when = f" {show_when(session)}".rstrip()
        name = name_of(session, self._desk.settings.unit)
        return f"{show_day(session.day)}: {name}{when}.{structure_of(self._desk, session.text)}"

    def submit(self, values: Values) -> str:
        """Add it."""
        return changes.add(self._desk, self._session(values))

    def _session(self, values: Values) -> Session:
        """Return what the line says, where there is one, with what the other fields say in place of it."""
        said = msgspec.structs.replace(self._said, day=parse_day(values["day"], self._desk.today))
        if values.get("run", "").strip():
            said = self._read(values["run"], said)
        return _changed(said, _differing(self._desk, values, self._before, KINDS))

    def _read(self, line: str, session: Session) -> Session:
        return read_line(line, session, today=self._desk.today, unit=self._desk.settings.unit)


class EditForm(Form):
    """Gives a session other contents. What is emptied is cleared.

    Opens with what `line` says in place of what is there; one that cannot be read stands in the last field.
    """

    verb = "change"

    def __init__(self, desk: Desk, item: str, line: str = "") -> None:
        self._desk, self._item = desk, item
        self._plan, found = changes.find(desk, item)
        if not isinstance(found, Planned):
            raise BadValue("edit", "only sessions can be changed here", "Change the routine itself in the builder (b).")
        self._session = session = found.session
        self.title = f"Change {name_of(session, desk.settings.unit)}, {show_day(session.day)}"
        self._kinds = (SessionKind.RACE.value,) if item == self._plan.race.session else KINDS
        self._said, left = _opened(line, lambda: self._read(line), session)
        self.fields = _fields(desk, self._said, self._kinds, left)
        self._before = {field.name: field.value for field in self.fields}

    def effect(self, values: Values) -> str:
        """Say what it becomes, and what its structure comes to when that is another."""
        after = self._after(values)
        if after == self._session:
            return "As it is."
        unit = self._desk.settings.unit
        shown = after if after.title != self._session.title else msgspec.structs.replace(after, title="")
        was = (self._session.slot, self._session.clock)
        when = f" {show_when(after) or 'at any time'}" if (after.slot, after.clock) != was else ""
        moved = f"; {show_day(self._session.day)} → {show_day(after.day)}" if after.day != self._session.day else ""
        structure = structure_of(self._desk, after.text) if after.text != self._session.text else ""
        return f"{name_of(self._session, unit)} → {name_of(shown, unit)}{when}{moved}.{structure}"

    def submit(self, values: Values) -> str:
        """Change it."""
        return change_to(self._desk, self._session, self._after(values), plan=self._plan.id)

    def _after(self, values: Values) -> Session:
        """Return what the line says, else the session, with what differs from what the fields opened with."""
        said = self._read(values["run"]) if values.get("run", "").strip() else self._said
        return _changed(said, _differing(self._desk, values, self._before, self._kinds))

    def _read(self, line: str) -> Session:
        return read_edit(self._desk, self._item, line, self._plan.id)[1]


def _opened(line: str, read: Callable[[], Session], otherwise: Session) -> tuple[Session, str]:
    """Return the session that a line says, or another with the line when it cannot be read."""
    if not line.strip():
        return otherwise, ""
    try:
        return read(), ""
    except PlannerError:
        return otherwise, line


def _changed(session: Session, contents: dict[str, object]) -> Session:
    return msgspec.structs.replace(session, **contents, **settled(contents, session))


def _fields(desk: Desk, session: Session, kinds: tuple[str, ...], line: str) -> tuple[Field, ...]:
    """Return the fields of a session's contents, filled, and a last one for a whole line."""
    unit = desk.settings.unit
    distance = show_distance(session.distance, unit, with_unit=False) if session.distance else ""
    minutes = f"{session.duration_s / 60:g}" if session.duration_s else ""
    return (
        Field(name="kind", label="kind", value=session.kind.value, choices=kinds),
        Field(name="distance", label="distance", value=distance, hint=f"8, 6-8, 5mi; in {unit}", step="number"),
        Field(name="minutes", label="minutes", value=minutes, hint="45, 1h 20", step="number"),
        Field(name="title", label="title", value=session.title, hint="your own name for it"),
        Field(name="text", label="structure", value=session.text, hint=_STRUCTURE),
        Field(name="note", label="note", value=session.note),
        Field(name="or", label="or", value=session.or_kind or "", hint="another kind, such as rest", choices=KINDS),
        Field(name="when", label="when", value=session.slot or "", hint="am or pm", choices=_SLOTS),
        Field(name="clock", label="time", value=session.clock, hint="7:00, 18:30; empty for any time"),
        Field(name="run", label="one line", value=line, hint=_LINE),
    )


def _differing(desk: Desk, values: Values, before: Values, kinds: tuple[str, ...]) -> dict[str, object]:
    """Return the parts of a session whose fields are not as they opened; a field that was emptied clears its part."""
    changed: dict[str, object] = {}
    for name, text in values.items():
        if name in ("day", "run") or one_line(text) == one_line(before[name]):
            continue
        match name:
            case "kind":
                changed["kind"] = SessionKind(choose(text, kinds, "kind"))
            case "distance":
                changed["distance"] = read_distance(desk, text)
            case "minutes":
                changed["duration_s"] = read_minutes(text)
            case "or":
                changed["or_kind"] = read_other(text)
            case "when":
                changed["slot"] = read_slot(text)
            case "clock":
                changed["clock"] = parse_clock(text) if text.strip() else ""
            case _:
                changed[name] = one_line(text)
    return changed


def read_distance(desk: Desk, text: str) -> Span | None:
    """Return the distance of a field, None when it is empty."""
    return parse_distance(text, desk.settings.unit) if text.strip() else None


def read_minutes(text: str) -> int | None:
    """Return the seconds of a minutes field, None when it is empty."""
    return parse_duration(text, "minutes") if text.strip() else None


def read_other(text: str) -> SessionKind | None:
    """Return the kind of an `or` field, None when it is empty."""
    return SessionKind(choose(text, KINDS, "or")) if text.strip() else None


def read_slot(text: str) -> Slot | None:
    """Return the time of day of a `when` field, None when it is empty."""
    return Slot(choose(text, _SLOTS, "when")) if text.strip() else None
