"""A day of the printed calendar: what is planned in the order of the day, cut to what its cell holds."""

from collections.abc import Iterator, Sequence

import msgspec

from planner.domain.days import show_day
from planner.domain.layer import Anchor, Hung, Thing
from planner.domain.race import Race
from planner.domain.session import Session, SessionKind
from planner.domain.text import capital, clean, one_line
from planner.domain.workout_outline import outline
from planner.domain.workout_reading import read_workout
from planner.exports.fridge.page import Detail, Item, Part, Role, Size, Step, Tick
from planner.exports.fridge.widths import shorten, wrap
from planner.exports.outgoing import Outgoing
from planner.exports.phrases import WORD, how, hung_name, hung_words, race_words, session_words, time_words
from planner.planning.agenda import AgendaDay, SessionLine, Status

SIGNS = {Thing.ROLL: "○", Thing.STRETCH: "≈", Thing.STRENGTH: "↑", Thing.ORTHOTIC: "◊", Thing.NOTE: "¶"}
"""The signs of the calendar on the screen; shoes have letters."""

_TICKS = {Status.DONE: Tick.DONE, Status.PARTLY: Tick.PARTLY, Status.SKIPPED: Tick.SKIPPED}
_WIDTH_MM = 28.0
"""What of a day on Letter, the narrower sheet, is left for words beside the box to tick."""
_BOLD = 1.1
"""Bold letters are so much wider than others."""
_HEIGHT_MM = 36.0
"""What of a quarter of an A4 sheet, the lower one, is left under the day's number."""

_LIMITS = (
    {"session": 9, "how": 9, "hung": 9},
    {"session": 3, "how": 6, "hung": 4},
    {"session": 3, "how": 4, "hung": 3},
    {"session": 3, "how": 3, "hung": 2},
    {"session": 2, "how": 2, "hung": 2},
    {"session": 2, "how": 1, "hung": 1},
    {"session": 1, "how": 1, "hung": 1},
)
"""The most lines of each kind: the first row of limits with which a day fits is taken."""


class _Letters(msgspec.Struct, frozen=True):
    """Sizes in millimetres: the em and the line of a session, and of what is smaller."""

    session_em: float
    session_line: float
    small_em: float
    small_line: float


# As the style sheets set them: 11.5, 10 and 9 points for sessions, 8.8, 7.8 and 7 for the rest.
_LETTERS = {
    Size.LARGE: _Letters(4.06, 4.75, 3.1, 3.75),
    Size.MIDDLE: _Letters(3.53, 4.15, 2.75, 3.35),
    Size.SMALL: _Letters(3.18, 3.75, 2.47, 3.0),
}


class Gear:
    """The letters of shoes and the signs of orthotics, in the order in which they are met, with their names."""

    def __init__(self, out: Outgoing) -> None:
        self._letters = dict(out.letters)
        self._orthotics: dict[str, str] = {}
        worn = {line.hung.what for day in out.days for line in day.hung if line.hung.thing is Thing.ORTHOTIC}
        self._is_one = len(worn) < 2

    def mark(self, hung: Hung) -> str:
        """Return the letter of a shoe, or the sign of an orthotic: numbered where there are several."""
        if hung.thing is Thing.SHOE:
            if hung.what not in self._letters:
                taken = set(self._letters.values())
                self._letters[hung.what] = next(name for name in _letters() if name not in taken)
            return self._letters[hung.what]
        if hung.what not in self._orthotics:
            number = "" if self._is_one else str(len(self._orthotics) + 1)
            self._orthotics[hung.what] = SIGNS[Thing.ORTHOTIC] + number
        return self._orthotics[hung.what]


def _letters() -> Iterator[str]:
    number = 0
    while True:
        yield chr(ord("A") + number % 26) + (str(number // 26 + 1) if number >= 26 else "")
        number += 1


def items_of(day: AgendaDay, out: Outgoing, gear: Gear) -> tuple[Item, ...]:
    """Return everything about a day in full, in its order: what comes before a run, the run, what comes after it."""
    present = {line.session.id for line in day.sessions}
    found: list[Item] = []
    for line in day.sessions:
        mine = [one.hung for one in day.hung if one.hung.session == line.session.id]
        worn = sorted((one for one in mine if one.thing in _WORN), key=lambda one: _WORN.index(one.thing))
        hung = [one for one in day.hung if one.hung.session == line.session.id and one.hung.is_routine]
        found += [_hung(one.hung, one.status, out) for one in hung if one.hung.anchor is Anchor.BEFORE_RUN]
        found.append(_session(line, out, tuple(gear.mark(one) for one in worn)))
        found += [Item(role=Role.HOW, text=text) for text in how(line.session, out.unit)]
        found += [_hung(one.hung, one.status, out) for one in hung if one.hung.anchor is not Anchor.BEFORE_RUN]
        found += [_hung(one, Status.PLANNED, out) for one in mine if one.thing is Thing.NOTE]
    if day.race and day.race.session not in present:
        found.append(Item(role=Role.RACE, text=race_words(out.plan, out.unit), tick=Tick.OPEN))
    for one in day.hung:
        if one.hung.session not in present:
            found.append(_own(one.hung, one.status, out, gear))
    # No sign: that of an orthotic names one of them, and this may be about another.
    found += [Item(role=Role.HUNG, text=one_line(text)) for text in out.gear.get(day.day, ())]
    if day.off and not present:
        found.insert(0, Item(role=Role.REST, text="Off"))
    elif day.is_rest and not present and not day.race:
        found.insert(0, Item(role=Role.REST, text="Rest"))
    return tuple(msgspec.structs.replace(item, text=one_line(item.text)) for item in found)


_WORN = (Thing.SHOE, Thing.ORTHOTIC)


def _session(line: SessionLine, out: Outgoing, marks: tuple[str, ...]) -> Item:
    session = line.session
    is_rest = session.kind is SessionKind.REST and session.or_kind is None
    return Item(
        role=_role(session, out.plan.race),
        text=_words(session, out),
        tick=Tick.NONE if is_rest else _TICKS.get(line.status, Tick.OPEN),
        marks=marks,
    )


def _words(session: Session, out: Outgoing) -> str:
    """Return a session with its time before it: a title stays as its author wrote it."""
    words = session_words(session, out.plan, out.unit)
    if when := time_words(session):
        return f"{when} {words}"
    return words if session.title else capital(words)


def _role(session: Session, race: Race) -> Role:
    if session.id == race.session or session.kind is SessionKind.RACE:
        return Role.RACE
    if session.kind is SessionKind.REST and session.or_kind is None:
        return Role.REST
    if session.kind is SessionKind.LONG:
        return Role.LONG
    if session.kind.is_quality:
        return Role.HARD
    return Role.EASY if session.kind.is_run or session.or_kind else Role.OTHER


def _hung(hung: Hung, status: Status, out: Outgoing) -> Item:
    tick = _TICKS.get(status, Tick.OPEN) if hung.is_routine else Tick.NONE
    return Item(role=Role.HUNG, sign=SIGNS[hung.thing], text=hung_name(hung, out.names), tick=tick)


def _own(hung: Hung, status: Status, out: Outgoing, gear: Gear) -> Item:
    """Return what hangs on a day itself; a worn thing stands there by its mark and its name."""
    if hung.thing in _WORN:
        return Item(role=Role.HUNG, sign=gear.mark(hung), text=hung_name(hung, out.names))
    return _hung(hung, status, out)


def fit(items: Sequence[Item], size: Size) -> tuple[tuple[Item, ...], bool]:
    """Return what of a day goes into its cell, and whether anything had to be shortened or left to the details."""
    letters = _LETTERS[size]
    for limits in _LIMITS:
        cut = tuple(msgspec.structs.replace(item, text=_cut(item, limits, letters)) for item in items)
        if sum(_height(item, letters) for item in cut) <= _HEIGHT_MM:
            return cut, any(one.text != whole.text for one, whole in zip(cut, items, strict=True))
    kept: list[Item] = []
    room = _HEIGHT_MM - _height(_more(len(items)), letters)
    # What is to be run stays longest on the sheet.
    for item in sorted(cut, key=lambda one: not one.role.is_session):
        if (room := room - _height(item, letters)) < 0:
            break
        kept.append(item)
    stay = tuple(item for item in cut if any(item is one for one in kept))
    return (*stay, _more(len(cut) - len(stay))), True


def _more(count: int) -> Item:
    return Item(role=Role.MORE, text=f"+ {count} in the details")


def _cut(item: Item, limits: dict[str, int], letters: _Letters) -> str:
    kind = "session" if item.role.is_session else "how" if item.role is Role.HOW else "hung"
    return shorten(item.text, _room(item, letters), limits[kind])


def _room(item: Item, letters: _Letters) -> float:
    """Return the ems that a line of an item holds."""
    if item.role.is_session:
        return _WIDTH_MM / letters.session_em / _BOLD * (0.94 if item.role is Role.RACE else 1.0)
    return _WIDTH_MM / letters.small_em - (0 if item.role in (Role.HOW, Role.REST) else 1.2)


def _height(item: Item, letters: _Letters) -> float:
    """Return the millimetres that an item takes; the marks of a session stand behind its words."""
    words = item.text + " \u00a0WW" * len(item.marks)
    lines = len(wrap(words, _room(item, letters)))
    if item.role.is_session:
        return lines * letters.session_line + (1.2 if item.role is Role.RACE else 0.3)
    return lines * letters.small_line


def detail_of(day: AgendaDay, out: Outgoing, *, is_short: bool) -> Detail | None:
    """Return a day in full, or None where the calendar says all of it and no session has steps."""
    parts: list[Part] = []
    for line in day.sessions:
        steps = _steps(line.session, out)
        if is_short or any(step.lead for step in steps) or len(steps) > 1:
            mine = [one.hung for one in day.hung if is_short and one.hung.session == line.session.id]
            steps += tuple(Step("", hung_words(one, out.names)) for one in mine)
            parts.append(Part(name=_words(line.session, out), steps=steps))
    if is_short:
        present = {line.session.id for line in day.sessions}
        if day.race and day.race.session not in present:
            parts.append(Part(name=race_words(out.plan, out.unit)))
        own = [line.hung for line in day.hung if line.hung.session not in present]
        hung = [Step("", hung_words(one, out.names)) for one in own]
        hung += [Step("", f"{WORD[Thing.ORTHOTIC]}: {one_line(text)}") for text in out.gear.get(day.day, ())]
        parts += [Part(name="With it", steps=tuple(hung))] if hung else []
    if not parts:
        return None
    return Detail(day=day.day, label=show_day(day.day, year=True), parts=tuple(parts))


def _steps(session: Session, out: Outgoing) -> tuple[Step, ...]:
    """Return how a session is run: its steps where its text is a structure, else its text line by line."""
    found: list[Step] = []
    for text in how(session, out.unit):
        workout = read_workout(text, out.unit)
        if workout and workout.is_structured:
            found += [Step(row.lead, row.text) for row in outline(workout, out.unit)]
            found += [Step("", one_line(workout.note))] if workout.note else []
        else:
            found += [Step("", one_line(line)) for line in clean(text).split("\n") if line.strip()]
    return tuple(found)
