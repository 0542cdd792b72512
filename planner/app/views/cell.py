"""A day of the month in a few cells: number, run, and the work that hangs on it as signs."""

from rich.cells import cell_len

from planner.app.bits import Bit, Line, cut, fit, plain, width_of, wrap
from planner.app.signs import role_of, word_of, word_of_off
from planner.app.views.figures import minutes_in, show_minutes
from planner.app.views.scene import Scene
from planner.app.views.seen import seen
from planner.domain.days import MONTHS
from planner.domain.layer import Thing
from planner.domain.log import Ran
from planner.domain.race import show_race_distance
from planner.domain.session import Session, SessionKind
from planner.domain.text import localise
from planner.domain.units import show_distance, show_number
from planner.planning.agenda import AgendaDay, HungLine, SessionLine, Status

_ROOM_FOR_WORDS = 11
_RED_SCORE = 6
"""A logged score from here on is shown in red. The day's light, with its rules, is on the top line."""
_MILD_SCORE = 3
"""Up to here a score is quiet: 0 to 3 is safe in the pain monitoring model (Thomee 1997)."""
_LEAST_WITH_RUNS = 3
"""From this height on, a cell has a line for each of its runs, one at least."""


def day_cell(day: AgendaDay, scene: Scene, width: int, height: int, month: int) -> tuple[Line, ...]:
    """Return a day in `height` lines of `width` cells. `month` is the month shown: days of others are dim."""
    day = seen(scene, day)
    room = max(width - 1, 1)
    roles = _Roles(day, scene, month)
    own, others = _own(day, scene, roles, room), _others(day, scene, roles, room)
    most = height - _LEAST_WITH_RUNS + 1
    shown = own[: max(most, 0)]
    beside = others[: max(most - len(shown), 0)]
    if not own and not beside:
        shown = [_without_sessions(day, scene, roles, room)]
    lines: list[Line] = [
        _number(day, scene, roles, month, room, beside_hidden=len(beside) < len(others)),
        *shown,
        *beside,
        _signs(day, scene, roles, hidden=len(own) - len(shown) if own else 0),
    ]
    if room >= _ROOM_FOR_WORDS:
        lines += _words(day, scene, roles, room, height - len(lines) - 1)
    blank = roles.blank
    filled = [(*cut(line, room, blank), Bit(" ", roles.gap)) for line in lines[:height]]
    filled += [(Bit(" " * room, blank), Bit(" ", roles.gap))] * (height - len(filled))
    return tuple(filled)


class _Roles:
    """Which role a piece of a cell has: a cursor takes all, other months are dim, past days recede.

    While something is searched for, what was not found is dim and what was is underlined.
    """

    def __init__(self, day: AgendaDay, scene: Scene, month: int) -> None:
        self.on_cursor = day.day == scene.cursor
        self.other = day.day.month != month
        self.past = day.day < scene.today
        self.today = day.day == scene.today
        self.marked = day.day == scene.marked
        self.target = day.day == scene.target
        self.selected = scene.is_selected(day.day)
        self.lit = scene.lit
        self._dim_day = not scene.is_lit(day)
        self.ground = " cursor" if self.on_cursor else " selected" if self.selected or self.target else ""

    @property
    def blank(self) -> str:
        return f"text{self.ground}"

    @property
    def gap(self) -> str:
        return "text selected" if self.selected and not self.on_cursor else "text"

    def of(self, role: str, past: str = "past") -> str:
        if self.on_cursor:
            return f"{role} cursor"
        if self._dim_day:
            return f"other{self.ground}"
        return f"{'other' if self.other else past if self.past else role}{self.ground}"

    def sign(self, role: str) -> str:
        return self.of(role, past=role if role in ("done", "skipped", "missed", "yellow", "red") else "past")

    def run(self, line: SessionLine) -> str:
        role = role_of(line.session.kind)
        found = "struck" if line.status is Status.SKIPPED else role
        return self.item(line, self.of(found, past="race" if role == "race" else "past"))

    def item(self, line: SessionLine | HungLine, role: str) -> str:
        """Return the role of an item: `role`, dim or lit while something is searched for."""
        if self.lit is None:
            return role
        own = line.session.id if isinstance(line, SessionLine) else line.hung.id
        if own in self.lit or (line.entry and line.entry.id in self.lit):
            return f"{role} lit"
        return role if self.on_cursor else f"other{self.ground}"


def _number(day: AgendaDay, scene: Scene, roles: _Roles, month: int, room: int, *, beside_hidden: bool) -> Line:
    """Return the number of the day, in brackets when it is selected, with a word and signs as far as they fit."""
    has_word = day.off or roles.target or roles.marked
    first = day.day.day == 1 and day.day.month != month and (not has_word or room >= _ROOM_FOR_WORDS)
    text = f"{day.day.day} {MONTHS[day.day.month - 1][:3]}" if first else str(day.day.day)
    text = f"[{text}]" if roles.selected else text
    bits = [Bit(text, f"today{roles.ground}" if roles.today else roles.of("label"))]
    if roles.target or roles.marked:
        bits.append(Bit(" here" if roles.target else " swap", roles.of("primary", past="primary")))
    if day.off:
        bits.append(Bit(f" {word_of_off(day.off.kind)}", roles.of("off", past="off")))
    signs = list(_number_signs(day, scene, roles, beside_hidden=beside_hidden))
    gap = " " if width_of(bits) + 2 * len(signs) <= room else ""
    return (*bits, *(Bit(f"{gap}{sign}", role) for sign, role in signs))


def _number_signs(day: AgendaDay, scene: Scene, roles: _Roles, *, beside_hidden: bool) -> list[tuple[str, str]]:
    """Return the signs behind the number and their roles, the most important first."""
    signs = scene.signs
    found: list[tuple[str, str]] = []
    if weight := worst_of(scene, day):
        found.append((signs.finding, roles.sign(weight)))
    if aches := day.aches:
        worst = max(felt.score for felt in aches)
        role = "red" if worst >= _RED_SCORE else "yellow" if worst > _MILD_SCORE else "dim"
        found.append((signs.pain, roles.sign(role)))
    if any(line.planned.full for line in day.sessions):
        found.append((signs.eased, roles.of("off")))
    if any(line.planned.is_moved for line in day.sessions):
        found.append((signs.moved, roles.of("dim")))
    elif any(line.planned.is_changed and not line.planned.full for line in day.sessions):
        found.append((signs.edited, roles.of("dim")))
    if day.blocked:
        found.append((signs.blocked, roles.of("dim")))
    if beside_hidden:
        found.append((signs.beside, roles.of("dim")))
    if day.visits:
        found.append((signs.visit, roles.sign("note")))
    if day.notes:
        found.append((signs.note, roles.sign("note")))
    return found


def worst_of(scene: Scene, day: AgendaDay) -> str:
    """Return the role of the findings of a day: `red` with a strong one, `yellow`; empty for notes and for none."""
    weights = [finding.weight.value for finding in scene.findings.get(day.day, ())]
    return "red" if "strong" in weights else "yellow" if "warn" in weights else ""


def _own(day: AgendaDay, scene: Scene, roles: _Roles, room: int) -> list[Line]:
    """Return the sessions of the day, then those that give way to days off, struck."""
    lines: list[Line] = [(Bit(run_text(line.session, scene, room), roles.run(line)),) for line in day.sessions]
    aside = [session for session in day.set_aside if session.kind is not SessionKind.REST]
    struck = roles.of("struck", past="struck")
    return [*lines, *((Bit(run_text(session, scene, room), struck),) for session in aside)]


def _others(day: AgendaDay, scene: Scene, roles: _Roles, room: int) -> list[Line]:
    lines: list[Line] = []
    for line in day.others:
        if line.session.kind is not SessionKind.REST:
            text = other_text(scene, line, room - 1)
            lines.append((Bit(f"{scene.signs.beside}{text}", roles.item(line, roles.of("dim"))),))
    return lines


def other_text(scene: Scene, line: SessionLine, room: int) -> str:
    """Return a session of a plan beside in `room` cells; its race with the plan's name."""
    if line.session.kind is SessionKind.RACE:
        return fit(f"{scene.signs.race} {scene.other(line)}", room).rstrip()
    return run_text(line.session, scene, room)


def _without_sessions(day: AgendaDay, scene: Scene, roles: _Roles, room: int) -> Line:
    ran = [entry for entry in day.extra if isinstance(entry, Ran)]
    if day.race:
        return (Bit(f"{scene.signs.race} {show_race_distance(day.race.distance_m, scene.unit)}", roles.of("race")),)
    if ran:
        metres = sum(entry.distance_m or 0.0 for entry in ran)
        amount = show_distance(metres, scene.unit, with_unit=False) if metres else ""
        text = f"{scene.signs.extra}{amount} run"
        fitting = text if len(text) <= room or not amount else f"{scene.signs.extra}{amount}"
        return (Bit(fitting, roles.of("easy", past="done")),)
    if day.blocked:
        return (Bit("blocked", roles.of("dim")),)
    return (Bit("rest", roles.of("rest")),) if day.in_plan else (Bit(" ", roles.blank),)


def _signs(day: AgendaDay, scene: Scene, roles: _Roles, hidden: int) -> Line:
    signs = scene.signs
    statuses = dict.fromkeys(line.status for line in day.sessions)
    bits = [Bit(f"{sign} ", roles.sign(status.value)) for status in statuses if (sign := signs.status(status))]
    gear = [line for line in day.hung if line.hung.thing in (Thing.SHOE, Thing.ORTHOTIC)]
    for line in sorted(gear, key=lambda line: line.hung.thing is Thing.ORTHOTIC):
        thing = line.hung.thing
        sign = scene.letters.get(line.hung.what, "?") if thing is Thing.SHOE else signs.orthotic
        bits.append(Bit(sign, roles.item(line, roles.sign(thing.value))))
    bits += [Bit(" ", roles.blank)] if gear else []
    for line in day.hung:
        if line not in gear:
            role = "done" if line.status is Status.DONE else line.hung.thing.value
            bits.append(Bit(signs.of(line.hung.thing), roles.item(line, roles.sign(role))))
    if hidden > 0:
        bits.append(Bit(f" +{hidden}", roles.of("dim")))
    return tuple(bits)


def _words(day: AgendaDay, scene: Scene, roles: _Roles, room: int, height: int) -> list[Line]:
    """Return what a tall cell shows besides, whole texts only: minutes, titles, structure, notes."""
    sessions = [line.session for line in day.sessions]
    texts = [show_minutes(minutes_in(scene, (day,)))] if sessions and height > 0 else []
    texts += [text for one in sessions for text in (one.title, one.text, one.note) if text]
    lines: list[Line] = []
    for text in filter(None, (*texts, *(note.text for note in day.notes))):
        parts = wrap(localise(plain(text), scene.unit), room)
        if len(lines) + len(parts) <= height:
            lines += [(Bit(part, roles.of("dim")),) for part in parts]
    return lines


def run_text(session: Session, scene: Scene, room: int) -> str:
    """Return a session in `room` cells: distance and word, shortened or rounded only where they do not fit.

    A morning or evening session begins with `am` or `pm`, with `a` or `p` where that is too long.
    """
    unit = scene.unit
    if session.kind is SessionKind.RACE:
        distance = session.distance.middle_m if session.distance else None
        return fit(f"{scene.signs.race} {show_race_distance(distance, unit) if distance else 'race'}", room).rstrip()
    words = [_words_of(session, tight=False), _words_of(session, tight=True)]
    slots = (f"{session.slot} ", f"{session.slot.value[0]} ") if session.slot else ("",)
    amounts = _amounts(session, scene)
    forms = [f"{slot}{amount} {word}".strip() for amount in amounts for slot in slots for word in words]
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
