"""The end of a session in plain sentences: planned and done per step and side, and the time to clear."""

from collections.abc import Iterator

from planner.actions.desk import Desk
from planner.actions.played import next_due
from planner.actions.played_summary import Clear, clears_of
from planner.domain.body import Side
from planner.domain.log import Played, StepDone
from planner.playing.phrases import spoken

_MINUTE_S = 60


def summary_lines(desk: Desk, entry: Played) -> tuple[str, ...]:
    """Return what was planned and done; an exercise that was left out altogether has one line."""
    from planner.actions.clear import clear_news

    exercises = desk.exercises()
    names = {step.exercise: exercises[step.exercise].name for step in entry.steps if step.exercise in exercises}
    lines = [f"{spoken(entry.seconds)} in all."]
    lines += _steps(entry, names)
    lines += [_clear(clear, names) for clear in clears_of(desk, entry)]
    lines += clear_news(desk, entry)
    if entry.note:
        lines.append(f"Note: {entry.note}")
    if due := next_due(desk, entry):
        lines.append(due)
    return tuple(lines)


def _steps(entry: Played, names: dict[str, str]) -> Iterator[str]:
    done = {step.exercise for step in entry.steps if not step.skipped}
    left_out: set[str] = set()
    for step in entry.steps:
        if step.exercise in done:
            yield f"{_named(step, names)}: {_did(step)}."
        elif step.exercise not in left_out:
            left_out.add(step.exercise)
            yield f"{names.get(step.exercise, step.exercise)}: {_did(step)}."


def _named(step: StepDone, names: dict[str, str]) -> str:
    side = "" if step.side is Side.BOTH else step.side.value
    set_ = f"set {step.set_number}" if step.set_number > 1 else ""
    return ", ".join(word for word in (names.get(step.exercise, step.exercise), side, set_) if word)


def _did(step: StepDone) -> str:
    if step.skipped:
        return f"skipped, {step.why}" if step.why else "skipped"
    if step.planned_reps:
        return f"{step.done_reps} of {step.planned_reps} reps"
    if step.planned_s:
        if max(round(step.done_s), step.planned_s) < _MINUTE_S:
            return f"{round(step.done_s)} of {spoken(step.planned_s)}"
        return f"{spoken(step.done_s)} of {spoken(step.planned_s)}"
    return spoken(step.done_s)


def _clear(clear: Clear, names: dict[str, str]) -> str:
    side = "" if clear.side is Side.BOTH else f" {clear.side.value}"
    spots = f"{clear.spots} spot{'' if clear.spots == 1 else 's'}"
    change = f", {clear.change}" if clear.change else ""
    last = f" The last times: {', '.join(map(spoken, clear.before))}." if clear.before else ""
    name = names.get(clear.exercise, clear.exercise)
    return f"{name}{side} eased after {spoken(clear.seconds)}, {spots}{change}.{last}"
