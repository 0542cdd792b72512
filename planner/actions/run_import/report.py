"""What became of runs that were imported: counts, pairs and reasons, for the command line and the import dialogue."""

from datetime import date
from shlex import quote

import msgspec

from planner.domain.days import show_day, show_span
from planner.domain.text import counted, one_line
from planner.domain.units import Unit, show_distance

MOST_LISTED = 12
"""Runs that are listed one by one unless all are asked for; of more, only the last."""
WALK, OTHER = "walk", "other activity"
"""What activities are counted as whose file or table has no word of its own for them."""
_MANY = {WALK: "walks", OTHER: "other activities"}
COMMAND = "    "
"""What a line of the report begins with that is a command: it is not to be wrapped."""
MOST_BAD = 20
"""Files and rows that are listed with their reason; of more, their number."""


class MatchedRun(msgspec.Struct, frozen=True, kw_only=True):
    """A run and the planned session that it was. `planned`, `ran`: both in words.

    `start`: the time of day, where it is known; `source`: the program or file that recorded it.
    `moved`: an earlier import had given that session to another run, which was further from it.
    """

    day: date
    plan: str
    session: str
    planned: str
    ran: str
    start: str = ""
    source: str = ""
    moved: bool = False


class OtherRun(msgspec.Struct, frozen=True, kw_only=True):
    """A new run that was no planned session; its fields are those of `MatchedRun`."""

    day: date
    ran: str
    start: str = ""
    source: str = ""


class UnknownGear(msgspec.Struct, frozen=True, kw_only=True):
    """A pair that another program names and that is none of the runner's. `command` adds it.

    `may_be`: the ids of several pairs that the name fits; then the runner has to say which one it is.
    """

    name: str
    runs: int
    distance_m: float
    command: str
    may_be: tuple[str, ...] = ()


class RunReport(msgspec.Struct, frozen=True, kw_only=True):
    """What an import of runs did, or would do where `kept` is False.

    `new`: runs that are logged, `extra` of them without a planned session. `filled`: entries that were there and are
    completed. `already`: runs that were there. `left_out`: activities that are no runs, by sort. `bad`: file or row,
    and why. `matched`: runs that were a planned session. `shoes`: runs by the name of the pair; `no_shoe`: new runs
    without one. `notes`: what a person should know.
    """

    unit: Unit = Unit.KM
    new: int = 0
    extra: int = 0
    filled: int = 0
    already: int = 0
    left_out: tuple[tuple[str, int], ...] = ()
    bad: tuple[str, ...] = ()
    matched: tuple[MatchedRun, ...] = ()
    others: tuple[OtherRun, ...] = ()
    shoes: tuple[tuple[str, int], ...] = ()
    no_shoe: int = 0
    unknown_gear: tuple[UnknownGear, ...] = ()
    notes: tuple[str, ...] = ()
    distance_m: float = 0.0
    first: date | None = None
    last: date | None = None
    kept: bool = False

    @property
    def read(self) -> int:
        """How many activities could be read."""
        return self.new + self.filled + self.already + sum(count for _, count in self.left_out)

    @property
    def changes(self) -> bool:
        """Whether the log changes, or would."""
        return bool(self.new or self.filled or any(one.moved for one in self.matched))

    @property
    def runs(self) -> tuple[MatchedRun | OtherRun, ...]:
        """Those that were a planned session and the new ones that were none, the first one first."""
        found: list[MatchedRun | OtherRun] = [*self.matched, *self.others]
        return tuple(sorted(found, key=lambda run: (run.day, run.start)))

    @property
    def left_out_words(self) -> str:
        """What was left out as no runs, for people: `12 Ride, 2 walks`."""
        told = (counted(n, sort, _MANY[sort]) if sort in _MANY else f"{n} {sort}" for sort, n in self.left_out)
        return ", ".join(told)

    def lines(self, *, every: bool = False) -> tuple[str, ...]:
        """Return it for people, a sentence or an indented item a line; `every` lists all runs, not the last ones."""
        lines = [self._head()]
        if self.filled:
            end = "completed" if self.kept else "to complete"
            entries = counted(self.filled, "entry", "entries")
            lines.append(f"{entries} of your log {end}: what you wrote stays.")
        if self.already:
            lines.append(f"{counted(self.already, 'run')} in the log already.")
        if self.left_out:
            lines.append(f"Left out, as no runs: {self.left_out_words}.")
        lines += self._run_lines(every)
        lines += self._shoe_lines()
        if self.bad:
            lines += [f"{counted(len(self.bad), 'file or row', 'files or rows')} could not be read:"]
            lines += [f"- {one}" for one in self.bad[:MOST_BAD]]
            lines += [f"- and {len(self.bad) - MOST_BAD} more."] if len(self.bad) > MOST_BAD else []
        return (*lines, *self.notes)

    def _head(self) -> str:
        if not self.new:
            return "No new run."
        span = show_span(self.first, self.last) if self.first and self.last else ""
        amount = f", {show_distance(self.distance_m, self.unit)}" if self.distance_m else ""
        return f"{counted(self.new, 'new run')}{amount}, {span}."

    def _run_lines(self, every: bool) -> list[str]:
        besides = f"; {counted(self.extra, 'run')} besides" if self.extra else ""
        lines = [f"{counted(len(self.matched), 'planned session')} done{besides}."] if self.matched else []
        runs = self.runs
        shown = runs if every else runs[-MOST_LISTED:]
        if len(shown) < len(runs):
            lines.append(f"The last {len(shown)} of {len(runs)} (--all lists every one):")
        return lines + [f"- {_run_line(run, with_plan=bool(self.matched))}" for run in shown]

    def _shoe_lines(self) -> list[str]:
        lines = []
        if self.shoes:
            named = ", ".join(f"{one_line(name)} {count}" for name, count in self.shoes)
            lines.append(f"Shoes: {named}{f'; {self.no_shoe} without a pair' if self.no_shoe else ''}.")
        for one in self.unknown_gear:
            amount = f"{counted(one.runs, 'run')}, {show_distance(one.distance_m, self.unit)}"
            name = one_line(one.name)
            if one.may_be:
                pairs = ", ".join(one.may_be)
                lines.append(
                    f"{name} ({amount}) may be several pairs of yours: {pairs}. Say which, with --shoe NAME=ID."
                )
                continue
            lines.append(f"No pair of yours is called {name} ({amount}). Add it, then import again:")
            lines.append(f"{COMMAND}{one.command}")
        return lines


def _run_line(run: MatchedRun | OtherRun, *, with_plan: bool) -> str:
    """Return a run in a line: when, how far, from where, and what it was."""
    when = f"{show_day(run.day)} {run.start}".strip()
    source = f", {run.source}" if run.source else ""
    if isinstance(run, OtherRun):
        return f"{when}: {run.ran}{source}{'; not planned' if with_plan else ''}"
    moved = " (another run had been taken for it)" if run.moved else ""
    return f"{when}: {run.ran}{source}; planned: {run.planned}{moved}"


def add_command(name: str, brand: str = "", model: str = "") -> str:
    """Return the command that adds a pair which another program names, fit for a shell whatever the name is."""
    name, brand, model = one_line(name), one_line(brand), one_line(model)
    parts = ["planner shoe add", *([quote(name)] if name[:1] != "-" else [])]
    parts += [quote(f"--{word}={text}") if text[:1] == "-" else f"--{word} {quote(text)}"
              for word, text in (("brand", brand), ("model", model)) if text]  # fmt: skip
    parts += [f"-- {quote(name)}"] if name[:1] == "-" else []
    return " ".join(parts)
