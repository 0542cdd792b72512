"""What was done of an exercise the last time, a line a side and set."""

from planner.actions.played_before import LastTime
from planner.app.bits import Bit, Line, cut, plain, wrap
from planner.domain.body import Side
from planner.domain.log import StepDone
from planner.domain.units import show_clock

_MOST_SETS = 4


def last_time_lines(last: LastTime, width: int, *, private: bool = False) -> list[Line]:
    """Return a line for each side and set, with how it felt, and what was noted; in private without both."""
    lines = [cut(_line(step, private=private), width) for step in last.steps[:_MOST_SETS]]
    if private:
        return lines
    notes = dict.fromkeys(plain(step.note) for step in last.steps if step.note)
    lines += [(Bit(text, "note"),) for note in notes for text in wrap(note, width)]
    return lines


def _line(step: StepDone, *, private: bool) -> Line:
    side = "" if step.side is Side.BOTH else f"{step.side.value} "
    set_ = f"set {step.set_number} " if step.set_number > 1 else ""
    felt = f"   felt {', '.join(map(str, step.scores))}" if step.scores and not private else ""
    return (Bit(f"{side}{set_}", "label"), Bit(_amount(step), "strong"), Bit(felt, "label"))


def _amount(step: StepDone) -> str:
    if step.time_to_clear_s is not None:
        spots = f"{len(step.spots)} spot{'' if len(step.spots) == 1 else 's'}"
        return f"eased after {show_clock(step.time_to_clear_s)}, {spots}"
    if step.planned_reps:
        return f"{step.done_reps} of {step.planned_reps} reps"
    return f"{show_clock(step.done_s)} of {show_clock(step.planned_s)}" if step.planned_s else show_clock(step.done_s)
