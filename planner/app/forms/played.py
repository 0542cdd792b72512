"""Correcting a played session: the whole of it, or one step and side; and the form for any entry of the log."""

import re

from msgspec.structs import replace

from planner.actions import diary
from planner.actions.desk import Desk
from planner.app.forms.body import PainForm
from planner.app.forms.diary import NoteForm, RunForm, WearForm, WhyForm, reworded
from planner.app.forms.form import Field, Form, Values, choose
from planner.app.forms.playing import REASONS
from planner.domain.body import Side
from planner.domain.days import show_day
from planner.domain.errors import BadValue
from planner.domain.log import (
    Felt,
    Gait,
    Happening,
    Noted,
    Played,
    Question,
    Ran,
    Skipped,
    StepDone,
    Visit,
    Wore,
)
from planner.domain.text import one_line
from planner.domain.units import show_clock

_NO_REASON = "no reason given"
_MOST_S = 24 * 3600
_MOST_REPS = 1000
_CLOCK = r"(?:(\d{1,2}):(?=\d{1,2}:))?(?:(\d{1,3}):)?(\d{1,5})"
_YES, _NO = "yes", "no"


def correction(desk: Desk, entry: Happening, step: int | None = None) -> Form:
    """Return the form that corrects an entry, filled with what stands; `step` is a place in a session's steps."""
    match entry:
        case Ran():
            return RunForm(desk, entry)
        case Played():
            return SessionForm(desk, entry) if step is None else StepForm(desk, entry, step)
        case Felt():
            return PainForm(desk, entry)
        case Noted():
            return NoteForm(desk, entry.day, entry)
        case Skipped():
            return WhyForm(desk, entry)
        case Wore():
            return WearForm(desk, entry)
        case Gait() | Visit() | Question():
            from planner.app.forms import care

            match entry:
                case Gait():
                    return care.GaitForm(desk, entry.day, entry)
                case Visit():
                    return care.VisitForm(desk, entry.day, entry)
            return care.QuestionForm(desk, entry)
        case _:
            raise BadValue("this entry", "there is no form to correct it", "x takes it back; then log it again.")


class SessionForm(Form):
    """Corrects a played session as a whole."""

    verb = "correct it"

    def __init__(self, desk: Desk, entry: Played) -> None:
        self._desk, self._entry = desk, entry
        name = desk.routine_names().get(entry.routine, entry.routine)
        self.title = f"Correct {one_line(name)}, {show_day(entry.day)}"
        self._took = show_clock(entry.seconds) if entry.seconds else ""
        self.fields = (
            Field(name="took", label="took, min:s", value=self._took, hint="12:30"),
            Field(name="complete", label="to the end", value=_YES if entry.complete else _NO, choices=(_YES, _NO)),
            Field(name="note", label="note", value=entry.note),
        )

    def effect(self, values: Values) -> str:
        """Say what it becomes."""
        now = self._corrected(values)
        took = f" in {show_clock(now.seconds)}" if now.seconds else ""
        steps = " Each step has its own line below the session." if now.steps else ""
        return (
            "As it is." + steps if now == self._entry else f"{'Done' if now.complete else 'Partly done'}{took}.{steps}"
        )

    def submit(self, values: Values) -> str:
        """Log the correction."""
        return diary.correct(self._desk, self._entry, self._corrected(values))

    def _corrected(self, values: Values) -> Played:
        took = values["took"].strip()
        text = took if ":" in took or not took else f"{took}:00"
        return replace(
            self._entry,
            seconds=self._entry.seconds if took == self._took else _seconds(text, "took"),
            complete=choose(values["complete"], (_YES, _NO), "to the end") == _YES,
            note=reworded(values["note"], self._entry.note),
        )


class StepForm(Form):
    """Corrects one step and side of a played session."""

    verb = "correct it"

    def __init__(self, desk: Desk, entry: Played, place: int) -> None:
        self._desk, self._entry, self._place = desk, entry, place
        self._step = step = entry.steps[place]
        exercise = desk.exercises().get(step.exercise)
        side = "" if step.side is Side.BOTH else f", {step.side}"
        self.title = f"Correct {one_line(exercise.name if exercise else step.exercise)}{side}"
        self._counts = bool(step.planned_reps or step.done_reps)
        self._done = str(step.done_reps) if self._counts else show_clock(step.done_s)
        self._clear = "" if step.time_to_clear_s is None else show_clock(step.time_to_clear_s)
        self._why = step.why or (_NO_REASON if step.skipped else "")
        done = (
            Field(name="done", label="repetitions", value=self._done, step="number")
            if self._counts
            else Field(name="done", label="done, min:s", value=self._done, hint="0:45")
        )
        clear = Field(name="clear", label="eased after", value=self._clear, hint="min:s")
        self.fields = (
            done,
            *([clear] if step.time_to_clear_s is not None or step.spots else []),
            Field(name="why", label="left out", value=self._why, hint="empty: it was done", choices=REASONS),
            Field(name="note", label="note", value=step.note),
        )

    def effect(self, values: Values) -> str:
        """Say what it becomes."""
        now = self._corrected(values)
        if now == self._step:
            return "As it is."
        if now.skipped:
            return f"Left out: {now.why or _NO_REASON}."
        planned = f" of {show_clock(now.planned_s)}" if now.planned_s else ""
        if self._counts:
            return f"{now.done_reps}{f' of {now.planned_reps}' if now.planned_reps else ''} repetitions."
        eased = f", eased after {show_clock(now.time_to_clear_s)}" if now.time_to_clear_s is not None else ""
        return f"{show_clock(now.done_s)}{planned} done{eased}."

    def submit(self, values: Values) -> str:
        """Log the correction."""
        steps = self._entry.steps
        now = (*steps[: self._place], self._corrected(values), *steps[self._place + 1 :])
        return diary.correct(self._desk, self._entry, replace(self._entry, steps=now))

    def _corrected(self, values: Values) -> StepDone:
        was, why = self._step, reworded(values["why"], self._why)
        done = values["done"].strip()
        now = replace(was, note=reworded(values["note"], was.note))
        if done != self._done:
            now = replace(now, done_reps=_count(done)) if self._counts else replace(now, done_s=_seconds(done, "done"))
        clear = values.get("clear", self._clear).strip()
        if clear != self._clear:
            now = replace(now, time_to_clear_s=_seconds(clear, "eased after") if clear else None)
        if why != self._why or now != was:
            nothing = not (now.done_reps if self._counts else now.done_s)
            now = replace(now, why="" if why == _NO_REASON else why, skipped=bool(why) or nothing)
        return now


def _seconds(text: str, what: str) -> float:
    """Return the seconds of `0:45`, `1:02:30` or a bare number of seconds; nothing is 0. Raises `BadValue`."""
    found = re.fullmatch(_CLOCK, text.removesuffix("s").strip() or "0", re.ASCII)
    if found:
        seconds = int(found[1] or 0) * 3600 + int(found[2] or 0) * 60 + int(found[3])
        if seconds <= _MOST_S:
            return float(seconds)
    raise BadValue(what, f"{text!r} is not a time of at most a day", "Write min:s such as 1:30, or seconds.")


def _count(text: str) -> int:
    if text.isascii() and text.isdecimal() and len(text) < 5 and int(text) <= _MOST_REPS:
        return int(text)
    raise BadValue("repetitions", f"{text!r} is not a number from 0 to {_MOST_REPS}", "Write how many you did.")
