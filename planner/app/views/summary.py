"""The end of a session: what was planned and done, the time to clear against the last times, and how it feels."""

from typing import Self

import msgspec

from planner.actions.desk import Desk
from planner.actions.played_before import clear_times
from planner.app.bits import Bit, Line, cut, fit, plain, width_of
from planner.domain.body import Area, Side
from planner.domain.log import Feeling, Played, StepDone
from planner.domain.units import show_clock

_MOST_AREAS = 8
_ENOUGH = 3
"""Fewer times than this are no trend to compare with."""


class Rating(msgspec.Struct, frozen=True, kw_only=True):
    """How one worked area feels afterwards; without a score it is not logged."""

    area: Area
    side: Side
    score: int | None = None
    feeling: Feeling = Feeling.TIGHTNESS


class Clear(msgspec.Struct, frozen=True, kw_only=True):
    """How long a side took to clear, and the last times, the oldest first."""

    exercise: str
    side: Side
    seconds: float
    spots: int
    before: tuple[float, ...]

    @property
    def change(self) -> str:
        """The change against the middle of the last times, in words; empty while there are fewer than three."""
        from statistics import median

        if len(self.before) < _ENOUGH:
            return ""
        usual = median(self.before)
        percent = round((self.seconds - usual) / usual * 100) if usual else 0
        return "as usual" if abs(percent) < 5 else f"{abs(percent)} % {'longer' if percent > 0 else 'less'} than usual"


class Summary(msgspec.Struct, frozen=True, kw_only=True):
    """What the end of a session shows. `chosen`: the area that a digit scores."""

    entry: Played
    names: dict[str, str]
    clears: tuple[Clear, ...]
    ratings: tuple[Rating, ...]
    chosen: int = 0
    note: str = ""

    @classmethod
    def of(cls, desk: Desk, entry: Played) -> Self:
        """Return the summary of what was played."""
        exercises = desk.exercises()
        done = [step for step in entry.steps if not step.skipped]
        clears = tuple(
            Clear(
                exercise=step.exercise,
                side=step.side,
                seconds=step.time_to_clear_s,
                spots=len(step.spots),
                before=clear_times(desk, step.exercise, step.side, without=entry.id),
            )
            for step in done
            if step.time_to_clear_s is not None
        )
        worked = dict.fromkeys(
            (exercises[step.exercise].areas[0], step.side)
            for step in done
            if step.exercise in exercises and exercises[step.exercise].areas[0] is not Area.CORE
        )
        return cls(
            entry=entry,
            names={step.exercise: exercises[step.exercise].name for step in entry.steps if step.exercise in exercises},
            clears=clears,
            ratings=tuple(Rating(area=area, side=side) for area, side in list(worked)[:_MOST_AREAS]),
        )

    def go(self, by: int) -> Self:
        """Choose the area above or below."""
        return msgspec.structs.replace(self, chosen=(self.chosen + by) % max(1, len(self.ratings)))

    def score(self, score: int) -> Self:
        """Score the chosen area and go on to the next."""
        if not self.ratings:
            return self
        rated = msgspec.structs.replace(self.ratings[self.chosen], score=score)
        return self._with(rated, min(self.chosen + 1, len(self.ratings) - 1))

    def switch(self) -> Self:
        """Say that the chosen area is sore and not tight, or the other way round."""
        if not self.ratings:
            return self
        now = self.ratings[self.chosen]
        other = Feeling.PAIN if now.feeling is Feeling.TIGHTNESS else Feeling.TIGHTNESS
        return self._with(msgspec.structs.replace(now, feeling=other), self.chosen)

    def noted(self, note: str) -> Self:
        """Show a note."""
        return msgspec.structs.replace(self, note=note)

    def _with(self, rating: Rating, chosen: int) -> Self:
        ratings = (*self.ratings[: self.chosen], rating, *self.ratings[self.chosen + 1 :])
        return msgspec.structs.replace(self, ratings=ratings, chosen=chosen)


def summary_lines(summary: Summary, width: int, height: int, *, can_go_on: bool) -> tuple[Line, ...]:
    """Return the summary in `height` lines; the steps are cut first."""
    entry = summary.entry
    margin = 4 if width >= 60 else 1
    room = width - 2 * margin
    word = "Well done." if entry.complete else "Stopped. What was done is kept."
    head: list[Line] = [(), (Bit(word, "primary"), Bit(f"   {show_clock(entry.seconds)} in all", "label")), ()]
    clears = [line for clear in summary.clears for line in _clear_lines(clear, room)]
    ratings = _rating_lines(summary, room)
    keys = "enter keep and close   m note" + ("   p go on after all" if can_go_on else "")
    foot: list[Line] = [(), (Bit(cut((Bit(keys),), room)[0].text.rstrip(), "key"),)]
    if entry.note or summary.note:
        foot.insert(0, (Bit(f"note: {plain(summary.note or entry.note)}", "label"),))
    steps = _step_lines(summary, room)
    spare = height - len(head) - len(clears) - len(ratings) - len(foot) - (1 if clears else 0)
    if len(steps) > spare:
        hidden = len(steps) - max(0, spare - 1)
        steps = [*steps[: max(0, spare - 1)], (Bit(f"and {hidden} more steps, all in the log", "dim"),)]
    body = [*head, *steps, *([()] if clears else []), *clears, *ratings, *foot]
    return tuple((Bit(" " * margin), *line) if line else () for line in body)[:height]


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


def _rating_lines(summary: Summary, room: int) -> list[Line]:
    if not summary.ratings:
        return []
    lines: list[Line] = [
        (),
        cut((Bit("How does it feel now?", "heading"), Bit("  0-9, up and down, x pain", "dim")), room),
    ]
    for n, rating in enumerate(summary.ratings):
        block = " cursor" if n == summary.chosen else ""
        side = "" if rating.side is Side.BOTH else f"{rating.side.value} "
        score = "-" if rating.score is None else str(rating.score)
        text = fit(f" {side}{rating.area.value}", 20)
        lines.append((Bit(text, f"text{block}"), Bit(f" {rating.feeling.value} {score} ", f"strong{block}")))
    return lines
