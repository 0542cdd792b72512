"""One session of a plan: a run, a race, cross-training or a rest, on a day."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

import msgspec

from planner.domain.days import is_clock
from planner.domain.units import MOST_M, MOST_SESSION_S, Span, Unit, show_distance, show_duration


class SessionKind(StrEnum):
    """What sort of session it is, in the field's words."""

    EASY = "easy"
    RECOVERY = "recovery"
    LONG = "long"
    STRIDES = "strides"
    HILLS = "hills"
    TEMPO = "tempo"
    INTERVALS = "intervals"
    RACE_PACE = "race-pace"
    RUN_WALK = "run-walk"
    RUN = "run"
    TUNE_UP = "tune-up"
    RACE = "race"
    CROSS = "cross"
    WALK = "walk"
    STRENGTH = "strength"
    REST = "rest"
    OTHER = "other"

    @property
    def is_run(self) -> bool:
        """Whether kilometres are run in it."""
        return self not in _NO_RUN

    @property
    def is_quality(self) -> bool:
        """Whether it is a hard run other than the long run; strides and an easy run with them are not."""
        return self in _QUALITY

    @property
    def is_hard(self) -> bool:
        """Whether no other hard day may stand next to it; the long run counts (Daniels)."""
        return self in _QUALITY or self is SessionKind.LONG


_NO_RUN = {SessionKind.CROSS, SessionKind.WALK, SessionKind.STRENGTH, SessionKind.REST, SessionKind.OTHER}
_QUALITY = {
    SessionKind.HILLS,
    SessionKind.TEMPO,
    SessionKind.INTERVALS,
    SessionKind.RACE_PACE,
    SessionKind.TUNE_UP,
    SessionKind.RACE,
}


class Slot(StrEnum):
    """When on the day, for days with two sessions."""

    AM = "am"
    PM = "pm"


def half_of(clock: str) -> Slot:
    """Return the half of the day that a time such as `07:00` lies in."""
    return Slot.AM if clock < "12:00" else Slot.PM


def settled(found: Mapping[str, object], session: "Session") -> dict[str, object]:
    """Return the slot or the time of a session that has to go since `found`, its new contents, contradict it."""
    clock = found.get("clock")
    if isinstance(clock, str):
        contradicts = clock and "slot" not in found and session.slot not in (None, half_of(clock))
        return {"slot": None} if contradicts else {}
    if "slot" in found and session.clock and found["slot"] is not half_of(session.clock):
        return {"clock": ""}
    return {}


CONTENTS = ("kind", "or_kind", "distance", "duration_s", "title", "text", "note", "slot", "clock")
"""The fields of a session that an edit may change: all but its id and its day."""


class Session(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One session. `id` never changes; distance and duration are absent when the plan does not say.

    `title` and `text` may hold `{miles:km}` pairs as their author gave them (`text.localise` shows them).
    `text` is the structure of a quality session: `6 x 3 min at 5K effort, 2 min jog`.
    `or_kind` is the other half of a day such as "rest or easy run". `clock`: when it starts, `07:00`, wherever the
    runner is then; empty where no time is set.
    """

    id: str
    day: date
    kind: SessionKind
    distance: Span | None = None
    duration_s: int | None = None
    title: str = ""
    text: str = ""
    note: str = ""
    slot: Slot | None = None
    or_kind: SessionKind | None = None
    clock: str = ""

    def __post_init__(self) -> None:
        if self.clock and not is_clock(self.clock):
            raise ValueError(f"a time is 00:00 to 23:59, got {self.clock!r}")
        if self.duration_s is not None and not 0 < self.duration_s < MOST_SESSION_S:
            raise ValueError(f"a duration must be above 0 and below 48 h, got {self.duration_s} s")
        if self.distance and self.distance.high_m >= MOST_M:
            raise ValueError(f"a distance must be below 1000 km, got {self.distance.high_m / 1000:g} km")

    @property
    def order(self) -> tuple[date, int, str, str]:
        """Sorts sessions by day, then morning before unslotted before evening, then by their time."""
        slot = self.slot or (half_of(self.clock) if self.clock else None)
        return (self.day, {Slot.AM: 0, None: 1, Slot.PM: 2}[slot], self.clock, self.id)


def show_when(session: Session) -> str:
    """Return when on the day it is: `07:00`, else `am` or `pm`, else an empty text."""
    return session.clock or (session.slot.value if session.slot else "")


def show_amount(session: Session, unit: Unit) -> str:
    """Return the distance, else the duration, else an empty text: what is unknown is never shown as 0."""
    if session.distance:
        return show_distance(session.distance, unit)
    return show_duration(session.duration_s) if session.duration_s else ""


def name_of(session: Session, unit: Unit) -> str:
    """Return a session in a few words: its own title if it has one, else kind and amount: `8 km tempo`."""
    from planner.domain.text import localise

    if session.title:
        return localise(session.title, unit)
    amount = show_amount(session, unit)
    kind = f"{session.kind} or {session.or_kind}" if session.or_kind else session.kind.value
    return f"{amount} {kind}" if amount else kind
