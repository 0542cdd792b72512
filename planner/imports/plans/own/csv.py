"""Our own CSV, as `planner.exports.csv` describes it, also after a spreadsheet has saved it: a row a session.

Read as well: semicolons or tabs between cells, commas in numbers, columns in another order or left out (`date` and
`kind` have to be there), cells in capitals. Dates are ISO: the order of day and month is never guessed. Where one
column was changed and another says the same thing otherwise, the one for people counts and the contradiction is told.
At most 20 MB and 4,000 sessions.
"""

import re
from collections.abc import Iterator
from datetime import date

import msgspec

from planner.domain.days import Weekday, is_clock
from planner.domain.errors import BadValue
from planner.domain.race import Phase
from planner.domain.session import Session, SessionKind, Slot
from planner.domain.text import one_line
from planner.domain.units import METRES, Span
from planner.imports.asked import Asked
from planner.imports.csv_rows import header_of, read_rows
from planner.imports.decimals import decimal
from planner.imports.decoding import stem_of
from planner.imports.notes import Notes, quoted
from planner.imports.plans.imported import Imported
from planner.imports.plans.own.listed import DayRow, Listed, ListedRace, plan_of

_HUNG = ("roll", "stretch", "strength", "shoe", "orthotic", "reminder", "gear")
_KNOWN = {
    "date", "weekday", "week", "phase", "cut_back", "slot", "clock", "kind", "or_kind", "name", "title",
    "distance_km", "distance_mi", "distance_low_m", "distance_high_m", "duration_min", "duration_s", "text", "note",
    *_HUNG, "status", "done_m", "done_s", "race", "race_m", "id",
}  # fmt: skip
_MOST_WEEKS = 520
"""Weeks are numbered up to this: ten years."""


class _Row(msgspec.Struct, frozen=True):
    """A row by column; `line` is that of the file, from 1."""

    line: int
    cells: dict[str, str]
    notes: Notes

    @property
    def place(self) -> str:
        return f"line {self.line}"

    def text(self, column: str) -> str:
        """Return a text as it stands, blanks around it too; an empty one where there is no such column."""
        return self.cells.get(column, "")

    def word(self, column: str) -> str:
        return one_line(self.text(column)).lower().replace(" ", "-").replace("_", "-")

    def number(self, column: str) -> float | None:
        """Return a number; what is none is told and left out."""
        said = self.text(column).strip()
        found = decimal(said, comma=True)
        if said and found is None:
            self.notes.say(self.place, f"{column} is {quoted(said)}, which is no number; it was left out.")
        return found or None


def sniff(head: str, name: str) -> bool:  # noqa: ARG001 - every format is asked alike
    """Tell whether a file is a table with our columns."""
    columns = {title.lower() for title in header_of(head)}
    return {"date", "kind"} <= columns and bool(
        columns & {"distance_km", "distance_mi", "distance_low_m", "duration_s"}
    )


def read(text: str, name: str, asked: Asked) -> Imported:
    """Return the plan, its race on the asked day if one is asked.

    Raises `BadValue` naming file and line, `Missing` where the file names no race.
    """
    notes = Notes()
    sessions: list[Session] = []
    days: list[DayRow] = []
    race: ListedRace | None = None
    has_hung = has_done = False
    for row in _rows(text, name, notes):
        day = _day(row, name)
        days.append(_day_row(row, day))
        has_hung = has_hung or any(row.cells.get(column) for column in _HUNG)
        has_done = has_done or row.word("status") == "done"
        session = _session(row, day, name)
        if session is None:
            continue
        sessions.append(session)
        if row.text("race").strip():
            race = _race(row, session, len(sessions) - 1, race)
    if race is None:
        race = _last_race(sessions)
    listed = Listed(
        sessions=tuple(sessions), days=tuple(days), race=race, id=stem_of(name), has_hung=has_hung, has_done=has_done
    )
    plan = plan_of(listed, asked, name, notes)
    return Imported(plan=plan, notes=notes.all(), contradictions=notes.contradictions())


def _rows(text: str, name: str, notes: Notes) -> Iterator[_Row]:
    table = read_rows(text, name, strip=False)
    columns = [title.lower() for title in table.header]
    place = f"{name}, line {table.header_line}"
    if twice := next((column for column in columns if column and columns.count(column) > 1), None):
        raise BadValue(place, f"the column {quoted(twice)} is there twice", "Take one of the two out.")
    if missing := sorted({"date", "kind"} - set(columns)):
        raise BadValue(place, f"there is no column {missing[0]}", "Export a plan to see the columns.")
    for column in columns:
        if column not in _KNOWN:
            notes.say(f"line {table.header_line}", f"the column {quoted(column)} is not known and was left out.")
    for row in table.rows:
        if any(cell.strip() for cell in row.cells[len(columns) :]):
            why = f"it has {len(row.cells)} cells, the heading {len(columns)}"
            raise BadValue(table.place(row), why, "Put a text that holds the separator in quotes.")
        yield _Row(row.line, dict(zip(columns, row.cells, strict=False)), notes)


def _day(row: _Row, name: str) -> date:
    said = one_line(row.text("date"))
    try:
        if not re.fullmatch(r"\d{4}-\d\d-\d\d", said, re.ASCII):
            raise ValueError(said)
        day = date.fromisoformat(said)
    except ValueError:
        why = f"the date is {quoted(said)}, not a day such as 2027-04-08"
        raise BadValue(f"{name}, line {row.line}", why, "Give the column the format YYYY-MM-DD.") from None
    weekday = row.word("weekday")
    if weekday and not Weekday.of(day).full.lower().startswith(weekday):
        row.notes.doubt(
            row.place, f"{day} is a {Weekday.of(day).full}, the row says {quoted(weekday)}; the date counts."
        )
    return day


def _day_row(row: _Row, day: date) -> DayRow:
    week = row.number("week")
    is_week = week is not None and week == int(week) and 0 < week <= _MOST_WEEKS
    if week is not None and not is_week:
        row.notes.say(row.place, f"week is {week:g}, which is no number of a week; it was left out.")
    phase = row.word("phase")
    if phase and phase not in list(Phase):
        row.notes.say(row.place, f"the phase {quoted(phase)} is not known and was left out.")
    return DayRow(
        day=day,
        week=int(week) if week and is_week else 0,
        phase=Phase(phase) if phase in list(Phase) else None,
        cut_back=row.word("cut_back") in ("yes", "true", "1"),
    )


def _session(row: _Row, day: date, name: str) -> Session | None:
    """Return the session of a row, or nothing for a day without one."""
    distance, seconds = _distance(row), _seconds(row)
    title, text, note = one_line(row.text("title")), row.text("text"), row.text("note")
    kind, title = _kind(row, title, has_distance=distance is not None)
    if not row.text("kind").strip() and not (distance or seconds or title or text.strip() or note.strip()):
        return None
    clock = _clock(row)
    try:
        return Session(
            id="", day=day, kind=kind, or_kind=_other(row), distance=distance, duration_s=seconds,
            title=title, text=text, note=note, slot=_slot(row), clock=clock,
        )  # fmt: skip
    except ValueError as error:
        raise BadValue(f"{name}, line {row.line}", str(error), "Correct the file.") from None


def _kind(row: _Row, title: str, *, has_distance: bool) -> tuple[SessionKind, str]:
    """Return the kind of a row, and its title: a word that is no kind is kept there."""
    said = row.word("kind")
    if said in list(SessionKind):
        return SessionKind(said), title
    kind = SessionKind.RUN if has_distance else SessionKind.OTHER
    if said:
        row.notes.say(row.place, f"planner knows no kind {quoted(row.text('kind'))}; it is kept as “{kind}”.")
        return kind, title or one_line(row.text("kind"))
    return kind, title


def _other(row: _Row) -> SessionKind | None:
    said = row.word("or_kind")
    if said and said not in list(SessionKind):
        row.notes.say(row.place, f"planner knows no kind {quoted(said)}; the other half of the day was left out.")
    return SessionKind(said) if said in list(SessionKind) else None


def _slot(row: _Row) -> Slot | None:
    said = row.word("slot")
    if said and said not in list(Slot):
        row.notes.say(row.place, f"the slot is {quoted(said)}, not am or pm; it was left out.")
    return Slot(said) if said in list(Slot) else None


def _clock(row: _Row) -> str:
    said = one_line(row.text("clock"))
    clock = re.sub(r":00$", "", said) if said.count(":") == 2 else said
    clock = f"0{clock}" if re.fullmatch(r"\d:\d\d", clock, re.ASCII) else clock
    if clock and not is_clock(clock):
        row.notes.say(row.place, f"the time is {quoted(said)}, not 00:00 to 23:59; it was left out.")
        return ""
    return clock


def _distance(row: _Row) -> Span | None:
    """Return the distance: the metres, unless the figure in the runner's unit was changed."""
    low, high = row.number("distance_low_m"), row.number("distance_high_m")
    ends = sorted(end for end in (low, high) if end)
    span = Span(ends[0], ends[-1]) if ends else None
    for unit in ("km", "mi"):
        said = row.number(f"distance_{unit}")
        if said is None:
            continue
        # The figure is written to two places.
        if span is None or abs(said - span.middle_m / METRES[unit]) > 0.006:
            if span is not None:
                row.notes.doubt(row.place, f"it is {said:g} {unit} and {_metres(span)}; the {said:g} {unit} count.")
            return Span.of(said * METRES[unit])
    return span


def _metres(span: Span) -> str:
    return f"{span.low_m:g} m" if span.low_m == span.high_m else f"{span.low_m:g} to {span.high_m:g} m"


def _seconds(row: _Row) -> int | None:
    """Return the duration: the seconds, unless the minutes were changed."""
    seconds, minutes = row.number("duration_s"), row.number("duration_min")
    # The minutes are written to one place.
    if minutes is not None and (seconds is None or abs(minutes * 60 - seconds) > 3.1):
        if seconds is not None:
            row.notes.doubt(row.place, f"it takes {minutes:g} min and {seconds:g} s; the minutes count.")
        return round(minutes * 60) or None
    return round(seconds) if seconds else None


def _race(row: _Row, session: Session, at: int, earlier: ListedRace | None) -> ListedRace:
    if earlier is not None:
        row.notes.doubt(row.place, f"a second race is named; the one on {earlier.day} is the plan's.")
        return earlier
    own = session.distance.high_m if session.distance else None
    name = one_line(row.text("race"))
    return ListedRace(name=name, day=session.day, distance_m=row.number("race_m") or own, session=at)


def _last_race(sessions: list[Session]) -> ListedRace | None:
    """Return the last session that is a race, where no row names the race."""
    found = [(session.day, at) for at, session in enumerate(sessions) if session.kind is SessionKind.RACE]
    if not found:
        return None
    day, at = max(found)
    span = sessions[at].distance
    name = sessions[at].title or "Race"
    return ListedRace(name=name, day=day, distance_m=span.high_m if span else None, session=at)
