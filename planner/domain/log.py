"""What happened: runs, played sessions, skips, what was felt, seen, worn and noted, visits. Only ever added to."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated

import msgspec

from planner.domain.body import Area, Place, Side
from planner.domain.corrections import heir, heirs_of
from planner.domain.days import is_clock
from planner.domain.gear import WearSide, WearSign
from planner.domain.health import Profession, Sign
from planner.domain.units import MOST_M

SCHEMA = 1
"""Schema number of a log file."""
Score = Annotated[int, msgspec.Meta(ge=0, le=10)]
Count = Annotated[int, msgspec.Meta(ge=0, lt=1_000_000)]
Seconds = Annotated[float, msgspec.Meta(ge=0, lt=10_000_000)]
"""A time that was measured; sixteen weeks and more are none, nor is what is no number. Checked where files are read."""


class When(StrEnum):
    """When a pain or tightness was felt, seen from the run."""

    BEFORE = "before"
    DURING = "during"
    AFTER = "after"
    MORNING = "morning"


class Feeling(StrEnum):
    """What was felt, from 0 to 10. Tightness has its own colour limits, everything else those of pain."""

    PAIN = "pain"
    TIGHTNESS = "tightness"
    ACHE = "ache"
    SHARP = "sharp"
    BURNING = "burning"
    NUMB = "numb"


class Surface(StrEnum):
    """What was run on."""

    ROAD = "road"
    PATH = "path"
    TRAIL = "trail"
    TRACK = "track"
    TREADMILL = "treadmill"
    CAMBER = "camber"
    HILLS = "hills"


class Ran(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="kind", tag="run"):
    """A run, or another session that was done. `as_planned`: the distance was taken from the plan, not given.

    `feel`: how the run felt, 1 to 10, 10 the best. `comfort`: how the shoes felt, 0 to 10. `hot_spots`: where they rub.
    `start`: when it began, in local time; a watch knows it. `source`: where an imported run came from, `strava 123`.
    """

    id: str
    at: datetime
    day: date
    start: datetime | None = None
    plan: str = ""
    session: str = ""
    distance_m: Annotated[float, msgspec.Meta(ge=0, lt=MOST_M)] | None = None
    duration_s: Annotated[int, msgspec.Meta(ge=0, lt=10_000_000)] | None = None
    as_planned: bool = False
    shoe: str = ""
    orthotic: str = ""
    feel: Score | None = None
    surface: Surface | None = None
    comfort: Score | None = None
    hot_spots: str = ""
    note: str = ""
    source: str = ""
    corrects: str = ""


class SpotDone(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One tight spot that was held. `station`: where on the route, from 0. Scores go from 0 to 10."""

    seconds: Seconds
    station: Count = 0
    start_score: Score | None = None
    end_score: Score | None = None
    weight_off: bool = False
    eased: bool = True


class StepDone(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One step and side of a played session: what was planned and what was done, in seconds or repetitions."""

    exercise: str
    side: Side
    planned_s: Seconds = 0.0
    done_s: Seconds = 0.0
    planned_reps: Count = 0
    done_reps: Count = 0
    set_number: int = 1
    skipped: bool = False
    why: str = ""
    spots: tuple[SpotDone, ...] = ()
    time_to_clear_s: Seconds | None = None
    note: str = ""
    scores: tuple[Score, ...] = ()


class Played(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="kind", tag="session"):
    """A routine that was played, or ticked off (then `steps` is empty). `item` is the hung item's id."""

    id: str
    at: datetime
    day: date
    routine: str
    plan: str = ""
    item: str = ""
    started: datetime | None = None
    seconds: Seconds = 0.0
    complete: bool = True
    steps: tuple[StepDone, ...] = ()
    note: str = ""
    corrects: str = ""


class Skipped(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="kind", tag="skip"):
    """A session or a hung item that was left out, and why."""

    id: str
    at: datetime
    day: date
    plan: str
    session: str
    why: str = ""
    corrects: str = ""


class Felt(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="kind", tag="pain"):
    """Pain or tightness in an area, 0 to 10. `session`: the id of the `Played` that it was felt before or after.

    `run`: the id of the `Ran`, or of the planned session, that it belongs to. `came_on_m`: how far into the run it
    came. `signs` go along with it: limp, night pain, swelling and what else may be a red flag.
    """

    id: str
    at: datetime
    day: date
    area: Area
    score: int
    side: Side = Side.BOTH
    feeling: Feeling = Feeling.PAIN
    when: When | None = None
    run: str = ""
    came_on_m: float | None = None
    signs: tuple[Sign, ...] = ()
    session: str = ""
    note: str = ""
    corrects: str = ""

    def __post_init__(self) -> None:
        if not 0 <= self.score <= 10:
            raise ValueError(f"a score goes from 0 to 10, got {self.score}")
        if self.area is Area.CORE:
            raise ValueError("core is for training only: log the area that hurts")
        if self.came_on_m is not None and not 0 <= self.came_on_m < 1_000_000:
            raise ValueError(f"it came on 0 to 1000 km into the run, got {self.came_on_m / 1000:g} km")

    @property
    def place(self) -> Place:
        """Where it was felt."""
        return Place(self.area, self.side)


class Wore(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="kind", tag="wear"):
    """Hours that an orthotic was worn on a day. `sore`: discomfort while wearing it, 0 to 10."""

    id: str
    at: datetime
    day: date
    orthotic: str
    hours: float
    sore: int | None = None
    note: str = ""
    corrects: str = ""

    def __post_init__(self) -> None:
        if not 0 < self.hours <= 24:
            raise ValueError(f"hours must be above 0 and at most 24, got {self.hours:g}")
        if self.sore is not None and not 0 <= self.sore <= 10:
            raise ValueError(f"a score goes from 0 to 10, got {self.sore}")


class Noted(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="kind", tag="note"):
    """A note on a day."""

    id: str
    at: datetime
    day: date
    text: str
    corrects: str = ""


class Warned(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="kind", tag="warning-sign"):
    """Warning signs of the whole body, such as chest pain or dark urine: nothing that belongs to one area."""

    id: str
    at: datetime
    day: date
    signs: tuple[Sign, ...]
    note: str = ""
    corrects: str = ""


class Cleared(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="kind", tag="cleared"):
    """The runner clears the red flag `flag` that the entry `of` raised, with a note of who said so."""

    id: str
    at: datetime
    day: date
    of: str
    flag: str
    note: str
    corrects: str = ""


class ShoeCheck(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="kind", tag="shoe-check"):
    """A look at a pair of shoes: where the outsole is worn, and what says that it should be replaced."""

    id: str
    at: datetime
    day: date
    shoe: str
    wear: WearSide | None = None
    signs: tuple[WearSign, ...] = ()
    note: str = ""
    corrects: str = ""


class GaitSign(StrEnum):
    """What may be seen on a short video of one's running."""

    CROSSES_MIDLINE = "crosses-midline"
    HIP_DROP = "hip-drop"
    KNEE_IN = "knee-in"
    OVERSTRIDE = "overstride"
    LOUD_LANDING = "loud-landing"
    TOE_OUT = "toe-out"
    ARM_SWING = "arm-swing"
    TRUNK_LEAN = "trunk-lean"

    @property
    def label(self) -> str:
        """The words on screen: `hip drop`."""
        return self.value.replace("-", " ")


class GaitSeen(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One thing that was seen, and on which side."""

    sign: GaitSign
    side: Side = Side.BOTH


class Gait(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="kind", tag="gait"):
    """Gait notes of a day. `cadence_spm`: steps a minute.

    `to_wall_cm` (toe to wall) and `balance_s` (seconds on one leg) are left and right. `squat`: what five single-leg
    squats looked like.
    """

    id: str
    at: datetime
    day: date
    seen: tuple[GaitSeen, ...] = ()
    cadence_spm: int | None = None
    to_wall_cm: tuple[float, float] | None = None
    balance_s: tuple[float, float] | None = None
    squat: str = ""
    surface: Surface | None = None
    note: str = ""
    corrects: str = ""

    def __post_init__(self) -> None:
        if self.cadence_spm is not None and not 100 <= self.cadence_spm <= 260:
            raise ValueError(f"a cadence is 100 to 260 steps a minute, both feet counted, got {self.cadence_spm}")
        for found, most, what in ((self.to_wall_cm, 30, "cm to the wall"), (self.balance_s, 600, "s on one leg")):
            if found is not None and not all(0 <= one <= most for one in found):
                raise ValueError(f"{what}: 0 to {most} for left and right, got {found[0]:g} and {found[1]:g}")


class Visit(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="kind", tag="visit"):
    """An appointment with a practitioner, ahead or past. `clock`: `14:30`. `outcome`: what came of it."""

    id: str
    at: datetime
    day: date
    profession: Profession = Profession.MEDICAL
    name: str = ""
    clock: str = ""
    why: str = ""
    outcome: str = ""
    note: str = ""
    corrects: str = ""

    def __post_init__(self) -> None:
        if self.clock and not is_clock(self.clock):
            raise ValueError(f"a time is 00:00 to 23:59, got {self.clock!r}")


class Question(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="kind", tag="question"):
    """A question to ask at the next visit; open as long as it has no answer."""

    id: str
    at: datetime
    day: date
    text: str
    profession: Profession | None = None
    answer: str = ""
    corrects: str = ""


class UndoEntry(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="kind", tag="undo"):
    """Take back the entry `of`; nothing is removed from the file."""

    id: str
    at: datetime
    day: date
    of: str


class RedoEntry(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="kind", tag="redo"):
    """Bring back the entry `of`."""

    id: str
    at: datetime
    day: date
    of: str


Besides = Warned | Cleared | ShoeCheck | Gait | Visit | Question
"""What is logged besides training: signs, checks of gear and gait, visits and questions."""

Happening = Ran | Played | Skipped | Felt | Wore | Noted | Besides
Entry = Happening | UndoEntry | RedoEntry


_TAKES_BACK = frozenset({UndoEntry, RedoEntry})


class LogMonth(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A month's log file; an entry stands in the month of the `day` that it is about."""

    schema: int = SCHEMA
    entries: tuple[Entry, ...] = msgspec.field(default=(), name="entry")


def standing_entries(entries: Iterable[Entry]) -> tuple[Happening, ...]:
    """Return what stands of a log: entries undone, or corrected by a later entry that stands, are left out.

    What was felt with a session or a run names the entry of it that stands, whatever it named when it was logged.
    """
    # Ten years of them, so no more is made of each than must be: kinds are compared, not asked for.
    listed = tuple(entries)
    kept: list[Happening] = [entry for entry in listed if type(entry) not in _TAKES_BACK]  # type: ignore[misc]
    if len(kept) < len(listed):  # the last undo or redo of an entry wins, wherever the entry stands
        gone = {entry.of: type(entry) is UndoEntry for entry in listed if isinstance(entry, UndoEntry | RedoEntry)}
        kept = [entry for entry in kept if not gone.get(entry.id)]
    heirs = heirs_of([(entry.id, entry.corrects) for entry in kept if entry.corrects])
    if not heirs:
        return tuple(kept)
    return tuple(
        _of_heir(entry, heirs) if type(entry) is Felt and (entry.run in heirs or entry.session in heirs) else entry
        for entry in kept
        if entry.id not in heirs
    )


def _of_heir(entry: Felt, heirs: Mapping[str, str]) -> Felt:
    return msgspec.structs.replace(entry, session=heir(entry.session, heirs), run=heir(entry.run, heirs))
