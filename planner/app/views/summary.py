"""The end of a session: what was planned and done, the time to clear against the last times, and how it feels."""

from collections.abc import Iterable
from typing import Self

import msgspec

from planner.actions.desk import Desk
from planner.actions.played import next_due
from planner.actions.played_summary import Clear, clears_of
from planner.app.bits import Bit, Line, cut, fit, plain, width_of, wrap
from planner.app.views.ratings import Ratings, rating_lines
from planner.domain.body import Side
from planner.domain.log import Felt, Played, StepDone
from planner.domain.units import show_clock

_LOW = 14
"""A lower window has no blank lines, and one line for the ratings."""


class Summary(msgspec.Struct, frozen=True, kw_only=True):
    """What the end of a session shows. `due`: when it is next due; `page`: which of the steps, where not all fit.

    `news`: what the times to clear come to, in sentences: an offer, or what should be looked at.
    """

    entry: Played
    names: dict[str, str]
    clears: tuple[Clear, ...]
    ratings: Ratings
    due: str = ""
    note: str = ""
    page: int = 0
    news: tuple[str, ...] = ()

    @classmethod
    def of(cls, desk: Desk, entry: Played, before: Iterable[Felt] = ()) -> Self:
        """Return the summary of what was played; `before`: what was felt before the start."""
        from planner.actions.clear import clear_news

        exercises = desk.exercises()
        done = [step for step in entry.steps if not step.skipped]
        worked = [(exercises[step.exercise].areas[0], step.side) for step in done if step.exercise in exercises]
        return cls(
            entry=entry,
            names={step.exercise: exercises[step.exercise].name for step in entry.steps if step.exercise in exercises},
            clears=clears_of(desk, entry),
            ratings=Ratings.of(worked, before),
            due=next_due(desk, entry),
            news=clear_news(desk, entry),
        )

    def rated(self, ratings: Ratings) -> Self:
        """Show other ratings."""
        return msgspec.structs.replace(self, ratings=ratings)

    def noted(self, note: str) -> Self:
        """Show a note."""
        return msgspec.structs.replace(self, note=note)

    def turned(self) -> Self:
        """Show the next steps, where not all of them fit; after the last the first again."""
        return msgspec.structs.replace(self, page=self.page + 1)


def summary_lines(
    summary: Summary, width: int, height: int, *, can_go_on: bool, ascii_only: bool = False, private: bool = False
) -> tuple[Line, ...]:
    """Return the summary in `height` lines; the steps are cut first, then the times to clear.

    In private scores, the note and reasons are not shown.
    """
    summary = _veiled(summary) if private else summary
    entry = summary.entry
    margin = 4 if width >= 60 else 1
    room = width - 2 * margin
    low = height < _LOW
    word = "Well done." if entry.complete else "Stopped. What was done is kept."
    title: Line = (Bit(word, "primary"), Bit(f"   {show_clock(entry.seconds)} in all", "label"))
    head: list[Line] = [title] if low else [(), title, ()]
    most = 1 if low else 5 if height < 30 else 9
    asked = rating_lines(summary.ratings, "How does it feel now?", room, most, ascii_only=ascii_only, private=private)
    foot: list[Line] = [line for line in ((), *asked) if line or (asked and not low)]
    note = summary.note or entry.note
    foot += [cut((Bit(f"note: {plain(note)}", "label"),), room)] if note else []
    foot += [(Bit(text, "strong"),) for text in wrap(summary.due, room)[: 1 if low else 2]] if summary.due else []
    keys = "enter keep and close   m note" + ("   p go on after all" if can_go_on else "")
    keys = keys if len(keys) <= room else "enter keep   m note" + ("   p go on" if can_go_on else "")
    foot += [*([] if low else [()]), (Bit(fit(keys, room).rstrip(), "key"),)]
    news: list[Line] = [(Bit(text, "note"),) for sentence in summary.news for text in wrap(sentence, room)]
    clears = [*news, *(line for clear in summary.clears for line in _clear_lines(clear, room))]
    spare = height - len(head) - len(foot)
    clears = clears[: max(0, spare)]
    steps = _paged(_step_lines(summary, room), spare - len(clears) - (1 if clears and not low else 0), summary.page)
    gap: list[Line] = [()] if clears and steps and not low else []
    body = [*head, *steps, *gap, *clears, *foot]
    if asked and (note or summary.due) and len(body) < height and not low:
        body.insert(len(body) - len(foot) + 1 + len(asked), ())
    fitting = (line if width_of(line) <= room else cut(line, room) for line in body)
    return tuple((Bit(" " * margin), *line) if line else () for line in fitting)[:height]


def _veiled(summary: Summary) -> Summary:
    """Return a summary that says that there is a note, not which, and no reason why a step was left out."""
    entry = summary.entry
    steps = tuple(msgspec.structs.replace(step, why="") for step in entry.steps)
    note = "kept" if summary.note or entry.note else ""
    return msgspec.structs.replace(summary, entry=msgspec.structs.replace(entry, steps=steps), note=note)


def _paged(steps: list[Line], room: int, page: int) -> list[Line]:
    """Return the steps of a page, with a line that says how to see the others."""
    if len(steps) <= room:
        return steps
    if room < 1:
        return []
    here = max(1, room - 1)
    pages = -(-len(steps) // here)
    start = page % pages * here
    part = steps[start : start + here]
    others = len(steps) - len(part)
    told: list[Line] = [(Bit(f"{others} more step{'' if others == 1 else 's'}: n shows them", "dim"),)]
    return [*part, *told] if room > 1 else told


def _step_lines(summary: Summary, room: int) -> list[Line]:
    """Return a line a step, side and set; an exercise that was left out altogether has one."""
    done = {step.exercise for step in summary.entry.steps if not step.skipped}
    lines: list[Line] = []
    left_out: set[str] = set()
    for step in summary.entry.steps:
        if step.exercise in done:
            lines.append(_step_line(summary, step, room))
        elif step.exercise not in left_out:
            left_out.add(step.exercise)
            lines.append(_step_line(summary, msgspec.structs.replace(step, side=Side.BOTH, set_number=1), room))
    return lines


def _step_line(summary: Summary, step: StepDone, room: int) -> Line:
    name = plain(summary.names.get(step.exercise, step.exercise))
    side = "" if step.side is Side.BOTH else step.side.value
    set_ = f" set {step.set_number}" if step.set_number > 1 else ""
    name_width = max(10, room - 34)
    head = (Bit(fit(f"{name}{set_}", name_width)), Bit(f" {side:<6}", "label"))
    if step.skipped:
        return cut((*head, Bit(" skipped", "skipped"), Bit(f" {plain(step.why)}", "dim")), room)
    if step.planned_reps:
        return cut(
            (*head, Bit(f" {step.done_reps} of {step.planned_reps} reps", _role(step.done_reps, step.planned_reps))),
            room,
        )
    if step.planned_s:
        text = f" {show_clock(step.done_s)} of {show_clock(step.planned_s)}"
        return cut((*head, Bit(text, _role(step.done_s, step.planned_s))), room)
    spots = f", {len(step.spots)} spot{'' if len(step.spots) == 1 else 's'}" if step.time_to_clear_s is not None else ""
    return cut((*head, Bit(f" {show_clock(step.done_s)}{spots}", "good")), room)


def _role(done: float, planned: float) -> str:
    return "good" if done >= planned - 0.5 else "warning"


def _clear_lines(clear: Clear, room: int) -> list[Line]:
    side = "" if clear.side is Side.BOTH else f"{clear.side.value} "
    spots = f"{clear.spots} spot{'' if clear.spots == 1 else 's'}"
    bits = [Bit(f"{side}eased after {show_clock(clear.seconds)}", "strong"), Bit(f", {spots}", "label")]
    if clear.change:
        bits.append(Bit(f", {clear.change}", "label"))
    before = "  ".join(show_clock(seconds) for seconds in clear.before)
    told = (Bit(f"   the last times  {before}" if before else "", "dim"),)
    if width_of((*bits, *told)) <= room:
        return [(*bits, *told)]
    return [cut(bits, room), *([cut(told, room)] if before else [])]
