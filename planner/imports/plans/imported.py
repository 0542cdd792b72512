"""What the import of a plan gives: the plan, and in words what was not understood or was decided."""

import msgspec

from planner.domain.activity import Activity
from planner.domain.plan import Plan


class Imported(msgspec.Struct, frozen=True, kw_only=True):
    """A plan that was read. `notes` say what was not understood or was decided, with week and day.

    `format`: what the file is, for people. `contradictions`: where the file says two things. `done`: runs that the
    file holds beside the plan. `keeps_layers`: the plan's own layers stand; without it the default ones are hung.
    """

    plan: Plan
    notes: tuple[str, ...] = ()
    format: str = ""
    contradictions: tuple[str, ...] = ()
    done: tuple[Activity, ...] = ()
    keeps_layers: bool = False
