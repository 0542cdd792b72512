"""The plan formats that can be read, in the order in which a file is tried: what can be known for sure comes first."""

from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

import msgspec

if TYPE_CHECKING:
    from planner.imports.asked import Asked
    from planner.imports.plans.imported import Imported

HEAD = 200_000
"""How many letters of a file `sniff` looks at."""


class _Module(Protocol):
    """What the module of a format offers."""

    def sniff(self, head: str, name: str) -> bool:
        """Tell whether a file that begins with `head` is of this format. Never raises."""

    def read(self, text: str, name: str, asked: "Asked") -> "Imported":
        """Return the plan. Raises `BadValue` naming file and place; `Missing` when an answer would help."""


class Reader(msgspec.Struct, frozen=True, kw_only=True):
    """One format: its name for `--format`, its name for people, and the module under `imports.plans` that reads it.

    The module has `sniff(head, name) -> bool` and `read(text, name, asked) -> Imported`. `sure`: what it takes for its
    own is nothing else, so that no other reading need be offered.
    """

    name: str
    label: str
    module: str
    sure: bool = False

    def sniff(self, head: str, name: str) -> bool:
        """Tell whether a file that begins with `head` is of this format."""
        return self._loaded().sniff(head, name)

    def read(self, text: str, name: str, asked: "Asked") -> "Imported":
        """Return the plan in a text, with this format's label."""
        found = self._loaded().read(text, name, asked)
        return found if found.format else msgspec.structs.replace(found, format=self.label)

    def _loaded(self) -> _Module:
        return cast("_Module", import_module(f"planner.imports.plans.{self.module}"))


READERS = (
    Reader(name="planner", label="planner's own plan (TOML)", module="own.toml", sure=True),
    Reader(name="planner-json", label="planner's own JSON", module="own.json", sure=True),
    Reader(name="planner-csv", label="planner's own table (CSV)", module="own.csv", sure=True),
    Reader(name="ics", label="a calendar (ICS)", module="ics.calendar"),
    Reader(name="calendar-hack", label="Calendar Hack (YAML or JSON)", module="calendar_hack"),
    Reader(name="quick-plan", label="quick-plan (CSV)", module="quick_plan.plan"),
    Reader(name="time-to-run", label="Time to Run (CSV or JSON)", module="time_to_run"),
    Reader(name="training-peaks", label="TrainingPeaks (CSV)", module="training_peaks"),
    Reader(name="markdown", label="a Markdown table or list", module="markdown.plan"),
)  # fmt: skip
"""A file that two formats could be is read as the one that stands first here; a note says so."""
