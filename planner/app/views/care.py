"""Visits, questions and gait notes as rows: what is ahead first, what was below."""

from collections.abc import Sequence
from datetime import date

import msgspec

from planner.actions.care import GaitDue, visit_words
from planner.app.bits import Bit, fit, plain, spread, wrap
from planner.app.views.rows import Row
from planner.domain.besides import besides_words
from planner.domain.days import show_day
from planner.domain.log import Gait, Question, Visit

_DAY = 17


class Care(msgspec.Struct, frozen=True, kw_only=True):
    """What the screen shows."""

    today: date
    visits: Sequence[Visit]
    questions: Sequence[Question]
    gait: Sequence[Gait]
    due: GaitDue
    private: bool = False


def care_rows(care: Care, width: int) -> list[Row]:
    """Return the rows of the screen; those that stand for an entry can be chosen."""
    ahead = [one for one in care.visits if one.day >= care.today and not one.outcome]
    past = [one for one in reversed(care.visits) if one not in ahead]
    rows = _section("Visits ahead", _next(care, ahead), width)
    for one in ahead:
        rows += _visit(care, one, width)
    rows += _empty("None. v writes one down; it stands on the calendar.", width) if not ahead else []
    open_ = [one for one in care.questions if not one.answer]
    rows += _section("Questions to ask", f"{len(open_)} open" if open_ else "", width)
    for question in care.questions:
        rows += _question(care, question, width)
    rows += _empty("None. a writes one down for the next visit.", width) if not care.questions else []
    rows += _section("Gait", _due(care.due), width)
    for note in care.gait:
        words = "a gait note" if care.private else besides_words(note)
        rows += _entry(show_day(note.day, year=True), words, note.id, note.day, width)
    if not care.gait:
        rows += _empty(
            "Nothing yet. g: film a minute from the side and from behind, count the steps of a minute.", width
        )
    if past:
        rows += _section("Visits before", "", width)
        for one in past:
            rows += _visit(care, one, width)
    return rows


def _next(care: Care, ahead: Sequence[Visit]) -> str:
    if not ahead:
        return ""
    days = (ahead[0].day - care.today).days
    return {0: "the next is today", 1: "the next is tomorrow"}.get(days, f"the next in {days} days")


def _due(due: GaitDue) -> str:
    if due.is_due:
        return "time for a look" if due.last else ""
    return f"next look {show_day(due.due)}"


def _section(title: str, said: str, width: int) -> list[Row]:
    return [Row(()), Row(spread((Bit(f" {title}", "heading"),), (Bit(f"{said} ", "label"),), width))]


def _empty(text: str, width: int) -> list[Row]:
    return [Row((Bit(f"   {part}", "dim"),)) for part in wrap(text, width - 4)]


def _visit(care: Care, visit: Visit, width: int) -> list[Row]:
    when = f"{show_day(visit.day, year=True)} {visit.clock}"
    words = "a visit" if care.private else visit_words(visit)
    rows = _entry(when, words, visit.id, visit.day, width)
    for text in () if care.private else (visit.outcome, visit.note):
        rows += [Row((Bit(f"     {part}", "note"),)) for part in wrap(plain(text), width - 6)] if text else []
    return rows


def _question(care: Care, question: Question, width: int) -> list[Row]:
    whom = question.profession.value if question.profession else "anyone"
    rows = _entry(f"to {whom}", "a question" if care.private else question.text, question.id, question.day, width)
    if question.answer and not care.private:
        rows += [Row((Bit(f"     {part}", "done"),)) for part in wrap(plain(question.answer), width - 6)]
    return rows


def _entry(label: str, words: str, item: str, day: date, width: int) -> list[Row]:
    """Return an entry: label at the left, words beside it in as many lines as they need; the first can be chosen."""
    side = 26 if width >= 70 else _DAY
    parts = wrap(plain(words), max(width - side - 3, 10))
    first = (Bit("   "), Bit(fit(plain(label), side - 1), "label"), Bit(" "), Bit(parts[0]))
    rest = [Row((Bit(" " * (side + 3)), Bit(part))) for part in parts[1:]]
    return [Row(first, item, day), *rest]
