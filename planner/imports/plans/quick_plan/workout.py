"""The workout notation of quick-plan: a cell of a heading and steps, as one of our structured runs.

What its parser takes (github.com/mgifos/quick-plan, README, `Workout`, `Step`, `Duration`, `Target` and their tests):

    heading   running: name | cycling: name | custom: name | : name (the sport is that of its steps);
              until version 0.2 workout: name, a run
    step      - warmup | run | bike | go | recover | cooldown: AMOUNT [@ TARGET]
    repeat    - repeat: COUNT, and under it, two blanks further in, its steps; repeats may stand in repeats
    AMOUNT    12:30 (minutes and seconds, up to 999:59) | 800m | 1.5 km | 2mi | lap-button
    TARGET    z2 (heart rate zone) | 130-150 bpm | 5:10-4:40 [mpk | mpm] (pace, a km or a mile)
              | 20.0-30 [kph | mph] (speed) | 230-250 W | 80-90 rpm

A pace or speed without its unit is in the system of the person who ran quick-plan, metric unless they said so.
A step cannot name another workout, so definitions cannot go in circles. We take any number of blanks after the dash
and any indent that is deeper than the repeat's. Speeds become paces; power and cadence, which a run of ours has no
target for, stay as the step's note. After the last repetition there is a recovery too, as quick-plan has it.
"""

import re

import msgspec

from planner.domain.errors import BadValue
from planner.domain.text import one_line
from planner.domain.units import Unit
from planner.domain.workout import (
    MOST_DEPTH,
    MOST_TIMES,
    Effort,
    Heart,
    Length,
    Pace,
    Part,
    Repeat,
    Scale,
    Step,
    Target,
    Time,
    Until,
    Workout,
)

SPORTS = ("running", "cycling", "custom", "workout")
MOST_STEPS = 200
"""Steps of one workout: Garmin takes 50."""
_HEADING = re.compile(rf"({'|'.join(SPORTS)})?[ \t]*:[ \t]*(.*)", re.ASCII)
_STEP = re.compile(r"([ \t]*)-[ \t]*(\w+)[ \t]*:(.*)", re.ASCII)
_DISTANCE = re.compile(r"(\d{1,6}(?:\.\d{1,6})?)[ \t]*(km|mi|m)", re.ASCII)
_CLOCK = re.compile(r"(\d{1,3}):(\d{2})", re.ASCII)
_PACE = re.compile(r"(\d{1,2}):(\d{2})[ \t]*-[ \t]*(\d{1,2}):(\d{2})[ \t]*(mpk|mpm)?", re.ASCII)
_SPEED = re.compile(r"(\d{1,3}(?:\.\d)?)[ \t]*-[ \t]*(\d{1,3}(?:\.\d)?)[ \t]*(kph|mph)?", re.ASCII)
_HEART = re.compile(r"(\d{1,3})[ \t]*-[ \t]*(\d{1,3})[ \t]*bpm", re.ASCII)
_ZONE = re.compile(r"z(\d)", re.ASCII)
_OTHER = re.compile(r"\d{1,3}[ \t]*-[ \t]*\d{1,3}[ \t]*(?:W|rpm)", re.ASCII)
_KINDS = {
    "warmup": Step(part=Part.WARM_UP),
    "cooldown": Step(part=Part.COOL_DOWN),
    "run": Step(),
    "bike": Step(),
    "go": Step(),
    "recover": Step(target=Target(effort=Effort.RECOVERY)),
}


class Heading(msgspec.Struct, frozen=True):
    """The first line of a definition: its name, and its sport where the line says one."""

    sport: str
    name: str


class Definition(msgspec.Struct, frozen=True, kw_only=True):
    """A workout that a cell defines. `workout`: absent where it is no run. `has_bare_pace`: a pace has no unit."""

    name: str
    sport: str
    steps: str
    line: int
    workout: Workout | None = None
    has_bare_pace: bool = False

    @property
    def is_run(self) -> bool:
        """Whether it is run; cycling and custom workouts are other sessions."""
        return self.sport == "running"


class _Line(msgspec.Struct, frozen=True):
    """One line of steps, with where it stands in the file."""

    number: int
    indent: int
    kind: str
    said: str


def heading_of(text: str) -> Heading | None:
    """Return the heading of a cell that defines a workout; None for a cell of plain words.

    Plain words may hold a colon: a heading without steps and without a sport is none.
    """
    first, _, rest = text.strip().partition("\n")
    found = _HEADING.fullmatch(first.strip())
    if not found or not (found[1] or rest.strip()):
        return None
    return Heading(found[1] or "", one_line(found[2]))


def read_definition(text: str, line: int, unit: Unit, file: str) -> Definition:
    """Return the workout that a cell defines, whose first line is `line` of the file; bare paces are in `unit`.

    Raises `BadValue` naming the line of the step that cannot be read.
    """
    heading = heading_of(text)
    if heading is None or not heading.name:
        raise BadValue(f"{file}, line {line}", "the workout has no name", "Write running: and its name.")
    steps = text.strip().partition("\n")[2]
    lines = _lines(steps, line + 1, file)
    sport = {"workout": "running"}.get(heading.sport, heading.sport) or _sport_of(lines)
    reader = _Reader(lines, unit, file)
    found = Definition(name=heading.name, sport=sport, steps=steps.strip("\n"), line=line)
    if not lines:
        raise BadValue(f"{file}, line {line}", "the workout has no steps", "Give it steps: - run: 5km.")
    workout = Workout(steps=reader.steps(lines[0].indent, 0)) if sport == "running" else None
    return msgspec.structs.replace(found, workout=workout, has_bare_pace=reader.has_bare_pace)


def _lines(steps: str, first: int, file: str) -> list[_Line]:
    found: list[_Line] = []
    for number, text in enumerate(steps.split("\n"), first):
        if not text.strip():
            continue
        step = _STEP.fullmatch(text.rstrip())
        if step is None:
            why = f"“{one_line(text)[:60]}” is no step"
            raise BadValue(f"{file}, line {number}", why, "A step is like - run: 5km @ 5:10-4:40.")
        if len(found) == MOST_STEPS:
            raise BadValue(f"{file}, line {number}", f"the workout has over {MOST_STEPS} steps", "Cut it down.")
        found.append(_Line(number, len(step[1].expandtabs(2)), step[2].lower(), step[3].strip()))
    return found


def _sport_of(lines: list[_Line]) -> str:
    kinds = {line.kind for line in lines}
    return "running" if "run" in kinds else "cycling" if "bike" in kinds else "custom"


class _Reader:
    """Goes through the lines of a workout once."""

    def __init__(self, lines: list[_Line], unit: Unit, file: str) -> None:
        self._lines, self._unit, self._file = lines, unit, file
        self._at = 0
        self.has_bare_pace = False

    def steps(self, indent: int, depth: int) -> tuple[Step | Repeat, ...]:
        """Return the steps that stand at an indent, until one stands less deep."""
        found: list[Step | Repeat] = []
        while self._at < len(self._lines) and (line := self._lines[self._at]).indent >= indent:
            if line.indent > indent:
                above = self._lines[self._at - 1].kind
                raise self._bad(line, f"{above} cannot hold steps, only repeat can", "Write - repeat: 3 above it.")
            self._at += 1
            found.append(self._repeat(line, depth) if line.kind == "repeat" else self._step(line))
        return tuple(found)

    def _repeat(self, line: _Line, depth: int) -> Repeat:
        if not re.fullmatch(r"\d{1,6}", line.said, re.ASCII) or not 1 <= int(line.said) <= MOST_TIMES:
            raise self._bad(line, f"“{line.said[:40]}” is no count from 1 to {MOST_TIMES}", "Write - repeat: 3.")
        if depth >= MOST_DEPTH:
            raise self._bad(line, f"repeats stand over {MOST_DEPTH} deep", "Write the inner ones out.")
        follows = self._lines[self._at] if self._at < len(self._lines) else None
        if follows is None or follows.indent <= line.indent:
            raise self._bad(line, "the repeat has no steps", "Put them under it, two blanks further in.")
        return Repeat(times=int(line.said), steps=self.steps(follows.indent, depth + 1))

    def _step(self, line: _Line) -> Step:
        kind = _KINDS.get(line.kind)
        if kind is None:
            raise self._bad(line, f"“{line.kind[:40]}” is no kind of step", f"Use one of: {', '.join(_KINDS)}, repeat.")
        amount, _, target = (part.strip() for part in line.said.partition("@"))
        try:
            step = msgspec.structs.replace(kind, amount=_amount(amount))
            return self._aimed(step, target, line) if target else step
        except ValueError as error:
            raise self._bad(line, f"“{one_line(line.said)[:60]}”: {error}", "Write it like 5km @ 5:10-4:40.") from None

    def _aimed(self, step: Step, said: str, line: _Line) -> Step:
        """Return a step with its target; one that no runner could keep, or that is no run's, is its note."""
        target = step.target
        try:
            if zone := _ZONE.fullmatch(said):
                heart = Heart(low=int(zone[1]), high=int(zone[1]), scale=Scale.ZONE)
                target = msgspec.structs.replace(target, heart=heart)
            elif bpm := _HEART.fullmatch(said):
                low, high = sorted((int(bpm[1]), int(bpm[2])))
                target = msgspec.structs.replace(target, heart=Heart(low=low, high=high, scale=Scale.BPM))
            elif pace := self._pace(said):
                target = msgspec.structs.replace(target, pace=pace)
            elif _OTHER.fullmatch(said):
                return msgspec.structs.replace(step, note=one_line(said))
            else:
                raise self._bad(line, f"“{one_line(said)[:60]}” is no target", "Write z2, 130-150 bpm or 5:10-4:40.")
        except ValueError:
            # It is well written and means nothing for a run (zone 9, 60 km an hour): kept as it stands.
            return msgspec.structs.replace(step, note=f"@ {one_line(said)}")
        return msgspec.structs.replace(step, target=target)

    def _pace(self, said: str) -> Pace | None:
        if clock := _PACE.fullmatch(said):
            unit = self._unit_of(clock[5], {"mpk": "km", "mpm": "mi"})
            low, high = sorted((_seconds(clock[1], clock[2]), _seconds(clock[3], clock[4])))
        elif speed := _SPEED.fullmatch(said):
            unit = self._unit_of(speed[3], {"kph": "km", "mph": "mi"})
            slow, fast = sorted((float(speed[1]), float(speed[2])))
            if not slow:
                raise ValueError("a speed is above 0")
            low, high = round(3600 / fast), round(3600 / slow)
        else:
            return None
        return Pace(low_s=low, high_s=high, unit=unit)

    def _unit_of(self, said: str | None, units: dict[str, str]) -> str:
        self.has_bare_pace = self.has_bare_pace or said is None
        return self._unit.value if said is None else units[said]

    def _bad(self, line: _Line, why: str, fix: str) -> BadValue:
        return BadValue(f"{self._file}, line {line.number}", why, fix)


def _amount(said: str) -> Length | Time | Until:
    if said == "lap-button":
        return Until.LAP
    if clock := _CLOCK.fullmatch(said):
        seconds = _seconds(clock[1], clock[2])
        return Time(low_s=seconds, high_s=seconds)
    if found := _DISTANCE.fullmatch(said):
        return Length(low=float(found[1]), high=float(found[1]), unit=found[2])
    raise ValueError("it is neither a distance nor minutes:seconds nor lap-button")


def _seconds(minutes: str, seconds: str) -> int:
    return int(minutes) * 60 + int(seconds)
