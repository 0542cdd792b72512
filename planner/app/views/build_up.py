"""What the new build-up screen says beside its weeks: the help, what is wrong, whether it fits, the ways out."""

from collections.abc import Mapping, Sequence
from itertools import chain

from planner.app.bits import Bit, Line, wrap
from planner.app.forms.build_up import QUESTIONS, Question, Reading
from planner.domain.days import show_day
from planner.domain.race import RecentRace, show_race_distance
from planner.domain.units import Unit, show_clock, show_distance
from planner.planning.checks import Finding, Weight
from planner.planning.paces import paces, predict

_LABELS = {question.name: question.label for question in QUESTIONS}


def said(reading: Reading, question: Question | None, unit: Unit, width: int, height: int) -> tuple[Line, ...]:
    """Return the lines below the form: about the focused question first, then what the answers make.

    Where the room is short the help goes first; what is cut off ends with an ellipsis.
    """
    here = reading.wrong.get(question.name) if question else None
    others = {name: why for name, why in reading.wrong.items() if not question or name != question.name}
    about = _told(f"! {here}", width, "problem") if here else _told(question.help, width, "dim") if question else []
    rest = list(
        chain.from_iterable(_told(f"! {_LABELS[name]}: {why}", width, "problem") for name, why in others.items())
    )
    rest += verdict(reading, unit, width)
    lines = [*about, (), *rest] if about and rest else [*about, *rest]
    if len(lines) > height and rest and not here:
        lines = rest
    if len(lines) > height > 0:
        lines = [*lines[: height - 1], (Bit("…", "dim"),)]
    return tuple(lines)


def verdict(reading: Reading, unit: Unit, width: int) -> list[Line]:
    """Return in words what was made: the peak, the longest run, race day against it, warnings. Empty without one."""
    made = reading.made
    if made is None:
        return []
    peak, longest = show_distance(made.peak_week_m, unit), show_distance(made.longest_m, unit)
    word, role = ("To finish safely.", "warning") if made.finish_safely else ("It fits.", "good")
    first, *more = wrap(f"{word} Peak {peak} a week, longest run {longest} in week {made.longest_week}.", width)
    lines: list[Line] = [(Bit(word, role), Bit(first[len(word) :])), *((Bit(part),) for part in more)]
    if made.race_jump > 0 and not any(warning.startswith("race day is") for warning in made.warnings):
        lines += _told(f"Race day is {made.race_jump * 100:.0f} % over the longest run.", width, "text")
    for warning in made.warnings:
        lines += _told(f"! {warning}.", width, "warning")
    if reading.request and reading.request.recent:
        lines += _told(_paces(reading.request.recent, reading.request.distance_m, unit), width, "dim")
    return lines + _checked(reading.findings, width)


def _paces(recent: RecentRace, distance_m: float, unit: Unit) -> str:
    """Return the training paces that a recent race gives, and the time that it foretells for the race."""
    found = paces(recent)

    def clock(seconds: int) -> str:
        return show_clock(round(seconds * unit.metres / 1000))

    slow, fast = found.easy
    race = f"{show_race_distance(distance_m, unit)} about {show_clock(predict(recent, distance_m))}"
    return f"Easy {clock(fast)}-{clock(slow)}, tempo {clock(found.threshold)} a {unit}; {race}."


def _checked(findings: Sequence[Finding], width: int) -> list[Line]:
    """Return how many findings the checks have, and the worst of them; empty without any."""
    if not findings:
        return []
    worst = findings[0]
    when = f"{show_day(worst.day)}: " if worst.day else ""
    count = "1 finding" if len(findings) == 1 else f"{len(findings)} findings, the worst"
    role = "problem" if worst.weight is Weight.STRONG else "warning"
    return _told(f"! {count}: {when}{worst.reason}", width, role)


def ways_out(reading: Reading, keys: Mapping[str, str], width: int, height: int) -> tuple[Line, ...]:
    """Return why it does not fit and the ways out with their keys; empty when there is nothing to say.

    `keys` are what a person presses for `later`, `shorter` and `finish-safely`. Where the room is short the ways
    stand in one line.
    """
    refusal = reading.refusal
    if refusal is None:
        return ()
    day = refusal.earliest
    ways = [("shorter", "a shorter race on that day"), ("finish-safely", "a plan to finish safely")]
    if day:
        ways.insert(0, ("later", f"a later race: {show_day(day, year=True)}"))
    lines: list[Line] = [(), (Bit("It does not fit.", "problem"),), *_told(f"{refusal.why}.", width, "text"), ()]
    lines += [(Bit(f"{keys[name]:<4}", "key"), Bit(way, "strong")) for name, way in ways]
    if len(lines) <= height:
        return tuple(lines)
    short: list[Bit] = []
    for name, _ in ways:
        short += [Bit("  " if short else ""), Bit(keys[name], "key"), Bit(f" {name.replace('-', ' ')}", "strong")]
    return (*_told(f"It does not fit: {refusal.why}.", width, "problem")[: height - 1], tuple(short))


def _told(text: str, width: int, role: str) -> list[Line]:
    return [(Bit(part, role),) for part in wrap(text, max(width, 1))]
