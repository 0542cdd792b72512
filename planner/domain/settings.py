"""The user's settings: units, first weekday, theme, keys and what they own."""

import msgspec

from planner.domain.body import Side
from planner.domain.cues import Cues
from planner.domain.days import Weekday
from planner.domain.equipment import Equipment
from planner.domain.health import Health
from planner.domain.units import Unit

SCHEMA = 1
"""Schema number of planner.toml."""


class Playing(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How the player leads. `auto_reps`: a set ends by itself when its expected seconds are over.

    `wait`: each step waits until the runner is ready. `weaker`: the side that comes first where a step asks for the
    weaker one; without it the log tells.
    """

    auto_reps: bool = False
    wait: bool = False
    weaker: Side | None = None


class Settings(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """planner.toml. `plan` is the plan the calendar opens on; `keys` maps an action's id to keys.

    `beside`: plans whose sessions are shown quietly beside it. `hidden_layers`: layers that are not shown.
    `private`: pain and notes are not shown.

    `equipment` absent means that the runner has not said: nothing is filtered. `health` is private and stays local.
    """

    schema: int = SCHEMA
    unit: Unit = Unit.KM
    first_weekday: Weekday = Weekday.MON
    theme: str = "dusk"
    plan: str = ""
    beside: tuple[str, ...] = ()
    hidden_layers: tuple[str, ...] = ()
    private: bool = False
    ascii: bool = False
    equipment: tuple[Equipment, ...] | None = None
    cues: Cues = Cues()
    player: Playing = Playing()
    health: Health = Health()
    keys: dict[str, str] = {}
