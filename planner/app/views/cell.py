"""A day of the month in a few cells: number, run, and the work that hangs on it as signs."""

from rich.cells import cell_len

from planner.app.bits import Bit, Line, cut, fit, plain, wrap
from planner.app.signs import role_of, word_of
from planner.app.views.scene import Scene
from planner.domain.days import MONTHS
from planner.domain.layer import Thing
from planner.domain.log import Ran
from planner.domain.race import show_race_distance
from planner.domain.session import Session, SessionKind
from planner.domain.text import localise
from planner.domain.units import show_distance, show_number
from planner.planning.agenda import AgendaDay, SessionLine, Status

_ROOM_FOR_WORDS = 11
_RED_SCORE = 6
"""A logged score from here on is shown in red. The day's light, with its rules, is on the top line."""


def day_cell(day: AgendaDay, scene: Scene, width: int, height: int, month: int) -> tuple[Line, ...]:
    """Return a day in `height` lines of `width` cells. `month` is the month shown: days of others are dim."""
    room = max(width - 1, 1)
    roles = _Roles(day, scene, month)
    lines: list[Line] = [_number(day, scene, roles, month)]
    lines += [(Bit(run_text(line.session, scene, room), roles.run(line)),) for line in day.sessions[: height - 2]]
    if not day.sessions:
        lines.append(_without_sessions(day, scene, roles))
    lines.append(_signs(day, scene, roles, hidden=len(day.sessions) - max(height - 2, 0)))
    if room >= _ROOM_FOR_WORDS:
        lines += _words(day, scene, roles, room, height - len(lines) - 1)
    blank = roles.blank
    filled = [(*cut(line, room, blank), Bit(" ")) for line in lines[:height]]
    filled += [(Bit(" " * room, blank), Bit(" "))] * (height - len(filled))
    return tuple(filled)


class _Roles:
    """Which role a piece of a cell has: a cursor takes all, other months are dim, past days recede."""

    def __init__(self, day: AgendaDay, scene: Scene, month: int) -> None:
        self.on_cursor = day.day == scene.cursor
        self.other = day.day.month != month
        self.past = day.day < scene.today
        self.today = day.day == scene.today
        self.marked = day.day == scene.marked

    @property
    def blank(self) -> str:
        return "text cursor" if self.on_cursor else "text"

    def of(self, role: str, past: str = "past") -> str:
        if self.on_cursor:
            return f"{role} cursor"
        return "other" if self.other else past if self.past else role

    def sign(self, role: str) -> str:
        return self.of(role, past=role if role in ("done", "skipped", "missed", "yellow", "red") else "past")

    def run(self, line: SessionLine) -> str:
        role = role_of(line.session.kind)
        return self.of("struck" if line.status is Status.SKIPPED else role, past="race" if role == "race" else "past")


def _number(day: AgendaDay, scene: Scene, roles: _Roles, month: int) -> Line:
    first = day.day.day == 1 and day.day.month != month
    text = f"{day.day.day} {MONTHS[day.day.month - 1][:3]}" if first else str(day.day.day)
    bits = [Bit(text, ("today cursor" if roles.on_cursor else "today") if roles.today else roles.of("label"))]
    if day.felt:
        worst = max(felt.score for felt in day.felt)
        bits.append(Bit(f" {scene.signs.pain}", roles.sign("red" if worst >= _RED_SCORE else "yellow")))
    if any(line.planned.is_moved for line in day.sessions):
        bits.append(Bit(f" {scene.signs.moved}", roles.of("dim")))
    elif any(line.planned.is_changed for line in day.sessions):
        bits.append(Bit(f" {scene.signs.edited}", roles.of("dim")))
    if day.notes:
        bits.append(Bit(f" {scene.signs.note}", roles.sign("note")))
    if roles.marked:
        bits.append(Bit(" swap", "primary cursor" if roles.on_cursor else "primary"))
    return tuple(bits)


def _without_sessions(day: AgendaDay, scene: Scene, roles: _Roles) -> Line:
    ran = [entry for entry in day.extra if isinstance(entry, Ran)]
    if day.race:
        return (Bit(f"{scene.signs.race} {show_race_distance(day.race.distance_m, scene.unit)}", roles.of("race")),)
    if ran:
        metres = sum(entry.distance_m or 0.0 for entry in ran)
        amount = show_distance(metres, scene.unit, with_unit=False) if metres else ""
        return (Bit(f"{scene.signs.extra}{amount} run", roles.of("easy", past="done")),)
    return (Bit("rest", roles.of("rest")),) if day.in_plan else (Bit(" ", roles.blank),)


def _signs(day: AgendaDay, scene: Scene, roles: _Roles, hidden: int) -> Line:
    signs = scene.signs
    statuses = dict.fromkeys(line.status for line in day.sessions)
    bits = [Bit(f"{sign} ", roles.sign(status.value)) for status in statuses if (sign := signs.status(status))]
    gear = [line for line in day.hung if line.hung.thing in (Thing.SHOE, Thing.ORTHOTIC)]
    for line in sorted(gear, key=lambda line: line.hung.thing is Thing.ORTHOTIC):
        thing = line.hung.thing
        sign = scene.letters.get(line.hung.what, "?") if thing is Thing.SHOE else signs.orthotic
        bits.append(Bit(sign, roles.sign(thing.value)))
    bits += [Bit(" ", roles.blank)] if gear else []
    for line in day.hung:
        if line not in gear:
            role = "done" if line.status is Status.DONE else line.hung.thing.value
            bits.append(Bit(signs.of(line.hung.thing), roles.sign(role)))
    if hidden > 0:
        bits.append(Bit(f" +{hidden}", roles.of("dim")))
    return tuple(bits)


def _words(day: AgendaDay, scene: Scene, roles: _Roles, room: int, height: int) -> list[Line]:
    """Return what a tall cell shows besides, whole texts only: titles, structure, notes."""
    sessions = [line.session for line in day.sessions]
    texts = [text for one in sessions for text in (one.title, one.text, one.note) if text]
    lines: list[Line] = []
    for text in (*texts, *(note.text for note in day.notes)):
        parts = wrap(localise(plain(text), scene.unit), room)
        if len(lines) + len(parts) <= height:
            lines += [(Bit(part, roles.of("dim")),) for part in parts]
    return lines


def run_text(session: Session, scene: Scene, room: int) -> str:
    """Return a session in `room` cells: distance and word, shortened or rounded only where they do not fit."""
    unit = scene.unit
    if session.kind is SessionKind.RACE:
        distance = session.distance.middle_m if session.distance else None
        return fit(f"{scene.signs.race} {show_race_distance(distance, unit) if distance else 'race'}", room).rstrip()
    words = [_words_of(session, tight=False), _words_of(session, tight=True)]
    forms = [f"{amount} {word}".strip() for amount in _amounts(session, scene) for word in words]
    fitting = next((form for form in forms if cell_len(form) <= room), forms[-1])
    return fit(fitting, room).rstrip()


def _words_of(session: Session, *, tight: bool) -> str:
    word = word_of(session.kind, tight=tight)
    return f"{word}/{word_of(session.or_kind, tight=tight)}" if session.or_kind else word


def _amounts(session: Session, scene: Scene) -> list[str]:
    """Return the amount of a session, the exact one first, then the nearest whole one."""
    if session.distance:
        exact = show_distance(session.distance, scene.unit, with_unit=False)
        about = "~" if session.distance.low_m != session.distance.high_m else ""
        whole = f"{about}{show_number(session.distance.middle_m / scene.unit.metres, 0)}"
        return [exact.replace(".5", scene.signs.half), whole]
    return [f"{round(session.duration_s / 60)}'"] if session.duration_s else [""]
