"""Gait notes, visits to practitioners, and the questions to ask there: written down, found again, and due when."""

from calendar import monthrange
from datetime import date, timedelta
from functools import cache

import msgspec

from planner.actions.desk import Desk
from planner.actions.diary import check_is_here, correct
from planner.domain.days import show_day
from planner.domain.errors import BadValue, NotFound
from planner.domain.health import Profession
from planner.domain.log import Gait, GaitSeen, Question, Surface, UndoEntry, Visit
from planner.domain.text import clean, one_line

_YEAR = timedelta(days=366)
_AHEAD = timedelta(days=730)


class CareRules(msgspec.Struct, frozen=True, kw_only=True):
    """`[care]` of rules.toml."""

    gait_days: int
    gait_source: str
    questions_days: int
    page_weeks: int
    page_least_runs: int


class GaitDue(msgspec.Struct, frozen=True, kw_only=True):
    """When gait was looked at last, and whether it is time again."""

    last: date | None
    due: date
    is_due: bool


@cache
def care_rules() -> CareRules:
    """Return the numbers of the built-in library."""
    from planner.actions.rules import rules_of

    return rules_of("care", CareRules)


def log_gait(
    desk: Desk,
    day: date,
    *,
    seen: tuple[GaitSeen, ...] = (),
    cadence_spm: int | None = None,
    to_wall_cm: tuple[float, float] | None = None,
    balance_s: tuple[float, float] | None = None,
    squat: str = "",
    surface: Surface | None = None,
    note: str = "",
) -> str:
    """Log what was seen of the gait on a day. Raises `BadValue` for figures that cannot be, and for nothing at all."""
    check_is_here(desk, day)
    try:
        entry = Gait(
            id=desk.new_id(),
            at=desk.now(),
            day=day,
            seen=seen,
            cadence_spm=cadence_spm,
            to_wall_cm=to_wall_cm,
            balance_s=balance_s,
            squat=one_line(squat),
            surface=surface,
            note=clean(note),
        )
    except ValueError as error:
        raise BadValue("gait", str(error), "Correct it and try again.") from None
    if not (seen or cadence_spm or to_wall_cm or balance_s or entry.squat or entry.note):
        raise BadValue("gait", "nothing is said", "Give what you saw, a cadence, or a note.")
    desk.keep_entries(entry)
    return f"Gait noted on {show_day(day)}."


def gait_notes(desk: Desk) -> tuple[Gait, ...]:
    """Return the gait notes of the last year, the latest first. Only months that hold one are read."""
    found: list[Gait] = []
    first = (desk.today - _YEAR).replace(day=1)
    for month in desk.store.months_where(lambda data: b"gait" in data):
        begins = date.fromisoformat(f"{month}-01")
        if first <= begins <= desk.today:
            ends = begins.replace(day=monthrange(begins.year, begins.month)[1])
            found += [one for one in desk.entries(begins, ends) if isinstance(one, Gait)]
    return tuple(sorted(found, key=lambda one: (one.day, one.at), reverse=True))


def gait_due(desk: Desk) -> GaitDue:
    """Return when gait should be looked at again: four weeks after the last note, today where there is none."""
    notes = gait_notes(desk)
    last = notes[0].day if notes else None
    due = last + timedelta(days=care_rules().gait_days) if last else desk.today
    return GaitDue(last=last, due=due, is_due=due <= desk.today)


def add_visit(
    desk: Desk,
    day: date,
    *,
    profession: Profession | None = None,
    name: str = "",
    clock: str = "",
    why: str = "",
    note: str = "",
) -> str:
    """Write down an appointment, ahead or past; without a name it is with the practitioner of the settings.

    Raises `BadValue` for a time that is none and a day more than two years away.
    """
    if abs(day - desk.today) > _AHEAD:
        raise BadValue("visit", f"{day.isoformat()} is more than two years away", "Check the date.")
    own = desk.settings.health.practitioner
    whom = one_line(name) or (own.name if own and profession in (None, own.profession) else "")
    what = profession or (own.profession if own else Profession.MEDICAL)
    try:
        entry = Visit(
            id=desk.new_id(),
            at=desk.now(),
            day=day,
            profession=what,
            name=whom,
            clock=clock.strip(),
            why=one_line(why),
            note=clean(note),
        )
    except ValueError as error:
        raise BadValue("time", str(error), "Write it as 14:30.") from None
    desk.keep_entries(entry)
    what_for = "" if desk.settings.private else f": {visit_words(entry)}"
    return f"Visit on {show_day(day)}{f', {entry.clock}' if entry.clock else ''}{what_for}."


def visits(desk: Desk) -> tuple[Visit, ...]:
    """Return the visits of the last year and the two to come, by day and time."""
    found = (one for one in desk.entries(desk.today - _YEAR, desk.today + _AHEAD) if isinstance(one, Visit))
    return tuple(sorted(found, key=lambda one: (one.day, one.clock, one.at)))


def close_visit(desk: Desk, visit: str, outcome: str) -> str:
    """Write down what came of a visit. Raises `NotFound`, `BadValue` for nothing and for a visit to come."""
    found = _visit(desk, visit)
    check_is_here(desk, found.day)
    if not one_line(outcome):
        raise BadValue("outcome", "it is empty", "Say in a few words what came of it.")
    correct(desk, found, msgspec.structs.replace(found, outcome=clean(outcome).strip()))
    return f"Written down for {show_day(found.day)}."


def move_visit(desk: Desk, visit: str, to: date, *, clock: str | None = None, changed: Visit | None = None) -> str:
    """Put a visit on another day, as one thing to undo; with `changed` it says something else there.

    Raises `NotFound`, `BadValue`.
    """
    found = _visit(desk, visit)
    if abs(to - desk.today) > _AHEAD:
        raise BadValue("visit", f"{to.isoformat()} is more than two years away", "Check the date.")
    try:
        moved = msgspec.structs.replace(changed or found, id=desk.new_id(), at=desk.now(), day=to, corrects="")
        moved = moved if clock is None else msgspec.structs.replace(moved, clock=clock)
    except ValueError as error:
        raise BadValue("time", str(error), "Write it as 14:30.") from None
    gone = UndoEntry(id=desk.new_id(), at=desk.now(), day=found.day, of=found.id)
    desk.keep_entries(moved, gone)
    return f"Moved the visit from {show_day(found.day)} to {show_day(to)}."


def ask(desk: Desk, text: str, *, profession: Profession | None = None) -> str:
    """Write down a question for the next visit."""
    question = one_line(text)
    if not question:
        raise BadValue("question", "it is empty", "Write what you want to ask.")
    entry = Question(id=desk.new_id(), at=desk.now(), day=desk.today, text=question, profession=profession)
    desk.keep_entries(entry)
    return "Written down for the next visit."


def questions(desk: Desk, *, answered: bool = False) -> tuple[Question, ...]:
    """Return the questions that are open, the oldest first; with `answered` those that have an answer too."""
    since = desk.today - timedelta(days=care_rules().questions_days)
    found = (one for one in desk.entries(since, desk.today) if isinstance(one, Question))
    return tuple(sorted((one for one in found if answered or not one.answer), key=lambda one: (one.day, one.at)))


def answer(desk: Desk, question: str, text: str) -> str:
    """Write down the answer to a question. Raises `NotFound`, `BadValue` for an empty one."""
    found = next((one for one in questions(desk, answered=True) if one.id == question), None)
    if found is None:
        raise NotFound(f"question {question!r}", "there is none of that id", "`planner question list` shows them.")
    if not one_line(text):
        raise BadValue("answer", "it is empty", "Write what was said.")
    correct(desk, found, msgspec.structs.replace(found, answer=one_line(text)))
    return "The answer is written down."


def visit_words(visit: Visit) -> str:
    """Return whom a visit is with, and why: `physiotherapist Ana Ruiz: outer knee`."""
    whom = f"{visit.profession.value} {visit.name}".strip()
    return f"{whom}: {visit.why}" if visit.why else whom


def _visit(desk: Desk, visit: str) -> Visit:
    found = next((one for one in visits(desk) if one.id == visit), None)
    if found is None:
        raise NotFound(f"visit {visit!r}", "there is none of that id", "`planner visit list` shows them.")
    return found
