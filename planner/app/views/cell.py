"""A day of the month in a few cells: number, run, and the work that hangs on it as signs."""

import math

from planner.app.bits import Bit, Line, cut, fit, plain, width_of, wrap
from planner.app.signs import role_of, word_of
from planner.app.views.scene import Scene
from planner.domain.days import MONTHS
from planner.domain.layer import Thing
from planner.domain.log import Ran
from planner.domain.race import show_race_distance
from planner.domain.session import Session, SessionKind
from planner.domain.text import localise
from planner.domain.units import Span, Unit, show_distance, show_number
from planner.planning.agenda import AgendaDay, SessionLine, Status

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
    if len(lines) < height:
        lines += _words(day, scene, roles, room)[: height - len(lines)]
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
    for line in day.hung:
        thing = line.hung.thing
        sign = scene.letters.get(line.hung.what, "?") if thing is Thing.SHOE else signs.of(thing)
        bits.append(Bit(sign, roles.sign("done" if line.status is Status.DONE else thing.value)))
        if thing is Thing.SHOE:
            bits.append(Bit(" ", roles.blank))
    if hidden > 0:
        bits.append(Bit(f" +{hidden}", roles.of("dim")))
    return tuple(bits)


def _words(day: AgendaDay, scene: Scene, roles: _Roles, room: int) -> list[Line]:
    """Return what a tall cell shows besides: titles, structure, notes."""
    texts = [
        text for line in day.sessions for text in (line.session.title, line.session.text, line.session.note) if text
    ]
    texts += [note.text for note in day.notes]
    return [(Bit(part, roles.of("dim")),) for text in texts for part in wrap(localise(plain(text), scene.unit), room)]


def run_text(session: Session, scene: Scene, room: int) -> str:
    """Return a session in `room` cells: distance and word, rounded only where the exact figure does not fit."""
    unit, word = scene.unit, word_of(session.kind)
    if session.kind is SessionKind.RACE:
        distance = session.distance.middle_m if session.distance else None
        return f"{scene.signs.race} {show_race_distance(distance, unit) if distance else 'race'}"
    if session.or_kind:
        word = f"{word}/{word_of(session.or_kind)}"
    forms = [f"{amount} {word}".strip() for amount in _amounts(session, unit)]
    fitting = next((form for form in forms if width_of((Bit(form),)) <= room), forms[-1])
    return fitting if width_of((Bit(fitting),)) <= room else fit(fitting, room)


def _amounts(session: Session, unit: Unit) -> list[str]:
    """Return the amount of a session, the exact one first, then shorter ones."""
    if session.distance:
        exact = show_distance(session.distance, unit, with_unit=False)
        return [exact, _short(session.distance, unit)]
    if session.duration_s:
        return [f"{round(session.duration_s / 60)}'"]
    return [""]


def _short(span: Span, unit: Unit) -> str:
    middle = span.middle_m / unit.metres
    if span.low_m != span.high_m:
        return f"~{show_number(middle, 0)}"
    whole = math.floor(middle)
    return f"{whole}½" if show_number(middle - whole) == "0.5" else show_number(middle, 0)
