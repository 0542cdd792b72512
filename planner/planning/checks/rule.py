"""The rules of `data/rules.toml`: what a check looks at, with its numbers, what to do and where it comes from."""

from collections.abc import Iterator, Mapping
from enum import StrEnum

import msgspec

from planner.domain.units import Unit, show_distance
from planner.planning.shoe_rules import ShoeRules


class Weight(StrEnum):
    """How much a finding weighs: a note is only there to be known."""

    NOTE = "note"
    WARN = "warn"
    STRONG = "strong"


class Rule(msgspec.Struct, frozen=True, kw_only=True):
    """One rule. A value above `note` is a note, above `most` a warning, above `strong` a strong one.

    `looks` says what is looked at; names of fields in braces stand for their numbers. What ends in `_m` is metres.
    `long` is a share of the longest run. Tables go by the runs of a week (`shares`), by level (`levels`), by how
    orthotics are broken in (`schedules`), or by the kilometres from which a race is that long (`at`, `until`).
    """

    title: str
    looks: str
    fix: str
    source: str
    note: float | None = None
    most: float = 0.0
    strong: float | None = None
    long: float = 0.0
    days: int = 0
    weeks: int = 0
    runs: int = 0
    slack_m: float = 0.0
    least_m: float = 0.0
    most_m: float = 0.0
    shares: dict[str, float] = {}
    levels: dict[str, int] = {}
    schedules: dict[str, int] = {}
    at: dict[str, int] = {}
    until: dict[str, int] = {}

    def weigh(self, value: float) -> Weight | None:
        """Return how much a value weighs, or None where it is fine."""
        if self.strong is not None and value > self.strong:
            return Weight.STRONG
        if value > self.most:
            return Weight.WARN
        return Weight.NOTE if self.note is not None and value > self.note else None


class Rules(msgspec.Struct, frozen=True, kw_only=True):
    """All rules by code, and the numbers about shoes that several of them share."""

    schema: int
    rule: dict[str, Rule]
    shoes: ShoeRules


def step(table: Mapping[str, int], race_m: float) -> int | None:
    """Return what a table by the kilometres of the race says of a race of `race_m`; None below its first row."""
    rows = sorted((float(km) * 1000, value) for km, value in table.items())
    return next((value for metres, value in reversed(rows) if race_m >= metres), None)


def looks_of(rule: Rule, unit: Unit) -> str:
    """Return what a rule looks at in a sentence, its numbers filled in and distances in the runner's unit."""
    numbers = {
        name: show_distance(value, unit) if name.endswith("_m") else f"{value:g}"
        for name in rule.__struct_fields__
        if isinstance(value := getattr(rule, name), int | float)
    }
    return rule.looks.format_map(numbers)


def tables_of(rule: Rule, unit: Unit) -> Iterator[str]:
    """Yield the tables of a rule, a sentence each."""
    if rule.shares:
        yield "By runs a week: " + ", ".join(f"{runs}: {share:.0%}" for runs, share in rule.shares.items()) + "."
    if rule.levels:
        yield "By level: " + ", ".join(f"{level}: {most}" for level, most in rule.levels.items()) + "."
    if rule.schedules:
        yield "By break-in: " + ", ".join(f"{name}: day {day}" for name, day in rule.schedules.items()) + "."
    for km, first in rule.at.items():
        until = f" to {rule.until[km]}" if km in rule.until else ""
        races = f"Races from {show_distance(float(km) * 1000, unit)} on" if float(km) else "Any race"
        yield f"{races}: {first}{until} days before it."
