"""The user's settings: units, first weekday, theme, keys and what they own."""

import msgspec

from planner.domain.days import Weekday
from planner.domain.exercise import Equipment
from planner.domain.units import Unit

SCHEMA = 1
"""Schema number of planner.toml."""


class Cues(msgspec.Struct, frozen=True, omit_defaults=True):
    """Which cues the player gives besides the screen."""

    sound: bool = True


class Settings(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """planner.toml. `plan` is the plan the calendar opens on; `keys` maps an action's id to keys.

    `equipment` absent means that the runner has not said: nothing is filtered.
    """

    schema: int = SCHEMA
    unit: Unit = Unit.KM
    first_weekday: Weekday = Weekday.MON
    theme: str = "dusk"
    plan: str = ""
    ascii: bool = False
    equipment: tuple[Equipment, ...] | None = None
    cues: Cues = Cues()
    keys: dict[str, str] = {}
