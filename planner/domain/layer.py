"""Layers: rules that hang stretching, rolling, strength, shoes, orthotics and notes on the runs of a plan."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

import msgspec

from planner.domain.days import Weekday
from planner.domain.race import Phase
from planner.domain.session import SessionKind


class Anchor(StrEnum):
    """What a layer hangs its work on."""

    BEFORE_RUN = "before-run"
    AFTER_RUN = "after-run"
    RUN = "run"
    REST_DAY = "rest-day"
    WEEKLY = "weekly"


class Thing(StrEnum):
    """What sort of work a layer hangs; also the group a user switches or exports."""

    ROLL = "roll"
    STRETCH = "stretch"
    STRENGTH = "strength"
    SHOE = "shoe"
    ORTHOTIC = "orthotic"
    NOTE = "note"


class Layer(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One rule. Empty `kinds`, `phases` and `weekdays` mean every one.

    `what`: the id of a routine (roll, stretch, strength), of a shoe or an orthotic, or the text of a note.
    `rule`: for `weekly`, an RFC 5545 recurrence, weekly or daily: `FREQ=WEEKLY;BYDAY=TU,TH`.
    `cut_back`: False leaves cut-back weeks out.
    """

    id: str
    name: str
    thing: Thing
    anchor: Anchor
    what: str
    on: bool = True
    kinds: tuple[SessionKind, ...] = ()
    phases: tuple[Phase, ...] = ()
    weekdays: tuple[Weekday, ...] = ()
    rule: str = ""
    cut_back: bool = True

    def __post_init__(self) -> None:
        if not self.what:
            raise ValueError("a layer hangs a routine, a shoe, an orthotic or a note: `what` is empty")
        if (self.anchor is Anchor.WEEKLY) != bool(self.rule):
            raise ValueError("a weekly layer has a rule such as FREQ=WEEKLY;BYDAY=TU,TH, and no other layer has one")


class Hung(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One thing that a layer hung on a day. `id` joins session (or day) and layer, so it moves with its run."""

    id: str
    day: date
    layer: str
    thing: Thing
    anchor: Anchor
    what: str
    session: str = ""
    original_day: date | None = None

    @property
    def is_routine(self) -> bool:
        """Whether it can be played."""
        return self.thing in (Thing.ROLL, Thing.STRETCH, Thing.STRENGTH)


def called(thing: Thing, what: str, names: Mapping[str, str]) -> str:
    """Return what a hung or worn thing is called; gear whose file is gone is `unknown shoe ID`, so that it is seen."""
    if thing is Thing.NOTE:
        return what
    unknown = f"unknown {thing} {what}" if thing in (Thing.SHOE, Thing.ORTHOTIC) else what
    return names.get(what, unknown)
