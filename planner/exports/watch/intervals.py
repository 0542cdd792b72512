"""Runs of a plan in the text of the workout builder of intervals.icu, to paste into a workout's description.

The rules of that text, as its users wrote them down (forum.intervals.icu, threads 1163 and 123701): a line that begins
with `- ` is a step, any other a heading; the words before a step's amount are its cue; `m` is minutes, metres are
`mtr`; `3x` ends a heading and repeats the steps under it, with a blank line before and after; repeats do not nest; a
pace is `5:00/km Pace`, a heart rate `Z2 HR` or `75% HR`; `press lap` lets the lap button end a step.

What it cannot say is written so: an open step gets `press lap` and a stand-in amount (`OPEN_S`), for the builder needs
one; beats a minute and exertion have no word in it and are told; all that the plan says of a run stands above its
steps, as a heading; figures in cues are spelled out, since `5K effort` would be read as five kilometres.
"""

import re

from planner.domain.days import show_day
from planner.domain.text import one_line
from planner.domain.units import METRES, show_clock
from planner.domain.workout import Heart, Pace, Scale, Target
from planner.domain.workout_totals import Paces
from planner.domain.workout_writing import show_target
from planner.exports.outgoing import Outgoing
from planner.exports.watch.run import Role, WatchRepeat, WatchRun, WatchStep, gathered, watch_runs

DEPTH = 1
"""Repeats inside each other: none."""
OPEN_S = {Role.WARM_UP: 600, Role.COOL_DOWN: 600, Role.ACTIVE: 600, Role.RECOVERY: 120, Role.REST: 120}
"""Seconds that stand in for an open step, by what it is for."""
OPEN_IN_REPEAT_S = 60
"""Seconds that stand in for an open step of a repeat: a stride, a way back."""

_HEADINGS = {Role.WARM_UP: "Warm-up", Role.COOL_DOWN: "Cool-down"}
_SPELLED = {"10K": "Ten K", "5K": "Five K", "3K": "Three K"}


def to_intervals(
    out: Outgoing, *, everything: bool = False, session: str = "", paces: Paces | None = None
) -> tuple[str, tuple[str, ...]]:
    """Return the runs with steps (all runs, or one) as text, each under its day, and what could not be said.

    Raises `BadValue` when there is none.
    """
    parts: list[str] = []
    told: list[tuple[WatchRun, str]] = []
    runs = watch_runs(out, depth=DEPTH, everything=everything, session=session, paces=paces)
    for run in runs:
        writer = _Writer()
        text = writer.text(run.steps)
        told += [(run, what) for what in (*run.told, *writer.told)]
        # One run alone is text to paste as it is; several need to be told apart.
        lines = [] if session else [_heading(run)]
        parts.append("\n\n".join((*lines, *([_comment(run.about)] if run.about else []), text)))
    return "\n\n".join(parts) + "\n", gathered(told)


def _heading(run: WatchRun) -> str:
    return _comment(f"{run.session.day.isoformat()} {show_day(run.session.day)}: {run.name}")


def _comment(text: str) -> str:
    """Return a text as a line that is neither a step nor a repeat: `6x400` becomes `6 ×400`."""
    line = one_line(text).lstrip("-* ")
    return re.sub(r"(\d)\s*[xX](?![^\W\d_])", r"\1 ×", line)


class _Writer:
    """Writes steps in blocks with blank lines between them."""

    def __init__(self) -> None:
        self.told: list[str] = []

    def text(self, steps: tuple[WatchStep | WatchRepeat, ...]) -> str:
        """Return steps and repeats as blocks: a repeat is one, and so are the steps between two."""
        blocks: list[list[str]] = []
        heading = ""
        for step in steps:
            if isinstance(step, WatchRepeat):
                inner = [self._step(one, OPEN_IN_REPEAT_S) for one in step.steps if isinstance(one, WatchStep)]
                blocks.append([f"{step.times}x", *inner])
                heading = "repeat"
                continue
            named = _HEADINGS.get(step.role, "Run")
            if named != heading:
                blocks.append([named])
                heading = named
            blocks[-1].append(self._step(step, OPEN_S[step.role]))
        return "\n\n".join("\n".join(block) for block in blocks)

    def _step(self, step: WatchStep, stand_in: int) -> str:
        words = [cue_of(step.name), self._amount(step, stand_in), self._target(step.target)]
        return "- " + " ".join(filter(None, words))

    def _amount(self, step: WatchStep, stand_in: int) -> str:
        if step.metres is not None:
            return far(step.metres)
        if step.seconds is not None:
            return long(step.seconds)
        self._tell(f"an open step has press lap and {long(stand_in)} as a stand-in for its end")
        return f"press lap {long(stand_in)}"

    def _target(self, target: Target) -> str:
        if target.rpe:
            self._tell("exertion (rpe) has no word there and is no target")
        heart = _heart(target.heart) if target.heart else ""
        if target.heart and target.pace:
            self._tell("a step has one target there: its pace is kept, its heart rate is no target")
        elif target.heart and not heart:
            self._tell(f"{show_target(Target(heart=target.heart), None)} has no word there and is no target")
        return _pace(target.pace) if target.pace else heart

    def _tell(self, what: str) -> None:
        if what not in self.told:
            self.told.append(what)


def cue_of(name: str) -> str:
    """Return a step's name as a cue: without a figure that would be read as its amount or as a repeat."""
    for figure, word in _SPELLED.items():
        name = name.replace(figure, word)
    words = re.sub(r"[^\w\s'-]|\d+", " ", name)
    return " ".join(words.split())[:60].strip().capitalize()


def far(metres: float) -> str:
    """Return a distance: `400mtr`, `2km`, `1.5km`; to the metre."""
    whole = round(metres)
    if whole < 1_000 or whole % 10:
        return f"{whole}mtr"
    return f"{whole / 1000:.2f}".rstrip("0").rstrip(".") + "km"


def long(seconds: float) -> str:
    """Return a duration: `90s`, `10m`, `1h20m`; `m` is minutes."""
    whole = round(seconds)
    if whole < 100 and whole % 60:
        return f"{whole}s"
    minutes, rest = divmod(whole, 60)
    hours, minutes = divmod(minutes, 60)
    return "".join(f"{n}{unit}" for n, unit in ((hours, "h"), (minutes, "m"), (rest, "s")) if n)


def _pace(pace: Pace) -> str:
    """Return a pace: `5:00/km Pace`, `5:10-5:00/km Pace`, the slower first."""
    unit = pace.unit if pace.unit in METRES else "km"
    slow, fast = show_clock(pace.high_s), show_clock(pace.low_s)
    return f"{slow}/{unit} Pace" if slow == fast else f"{slow}-{fast}/{unit} Pace"


def _heart(heart: Heart) -> str:
    """Return a heart rate: `Z2 HR`, `Z2-Z3 HR`, `70-75% HR`; beats a minute have no word."""
    if heart.scale is Scale.BPM:
        return ""
    if heart.scale is Scale.ZONE:
        return f"Z{heart.low} HR" if heart.low == heart.high else f"Z{heart.low}-Z{heart.high} HR"
    return f"{heart.low}% HR" if heart.low == heart.high else f"{heart.low}-{heart.high}% HR"
