"""What the re-flow looks at, what the runner wishes of it, and a draft of changes with a reason for each."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from enum import StrEnum

import msgspec

from planner.domain.body import Area, Place, Side
from planner.domain.change import Batch, Change, Delete, Edit, Part, standing_records
from planner.domain.gear import Gear, Orthotic
from planner.domain.light import AreaLight, Colour, Light
from planner.domain.log import Feeling, Felt
from planner.domain.off import EaseKind
from planner.domain.plan import Plan
from planner.domain.session import CONTENTS, Session
from planner.planning.comeback import ComebackRules
from planner.planning.realign import Runs
from planner.planning.reflow_rules import ReflowRules, ReturnRules
from planner.planning.schedule import Schedule, schedule


class Ease(StrEnum):
    """How runs are eased: all run easily, quality on the bike or in the pool, or with walk breaks."""

    EASY = "easy"
    BIKE = "bike"
    WALK = "walk"


class Goal(StrEnum):
    """What becomes of a race that is near while the light is red or yellow. The race itself always stays."""

    KEEP = "keep"
    EASIER = "easier"
    SHORTER = "shorter"
    DEFER = "defer"


def no_areas(_routine: str) -> frozenset[Area]:
    """Return no area for any routine: where nothing is known of them."""
    return frozenset()


def all_may(_orthotic: Orthotic, _day: date) -> bool:
    """Tell that a run may have any orthotic on: where no break-in is followed."""
    return True


class Wish(msgspec.Struct, frozen=True, kw_only=True):
    """What the runner wants of a proposal; what is left out is what the rules say. `days`: how long runs are eased."""

    ease: Ease | None = None
    routines: bool = True
    gear: bool = True
    days: int | None = None
    goal: Goal = Goal.KEEP


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """All that a re-flow is made from.

    `felt`: what was felt of late. `ran`: days and metres of runs; `ran_ids` the sessions with a run logged, `answered`
    those with any entry. `shoe_m`: logged metres by shoe. `known`: routines played of late. `routine_areas` gives
    the areas that a routine works; `may_run_in` tells whether a break-in has come to running on a day.
    """

    plan: Plan
    standing: Schedule
    light: Light
    today: date
    rules: ReflowRules
    steps: ReturnRules
    comeback: ComebackRules
    new_id: Callable[[], str]
    at: datetime
    wish: Wish = Wish()
    felt: tuple[Felt, ...] = ()
    ran: Runs = ()
    ran_ids: frozenset[str] = frozenset()
    answered: frozenset[str] = frozenset()
    gear: tuple[Gear, ...] = ()
    shoe_m: Mapping[str, float] = {}
    known: frozenset[str] = frozenset()
    routine_areas: Callable[[str], frozenset[Area]] = no_areas
    may_run_in: Callable[[Orthotic, date], bool] = all_may

    @property
    def sore(self) -> tuple[AreaLight, ...]:
        """The places that are not green, the worst first."""
        return tuple(one for one in self.light.areas if one.colour is not Colour.GREEN)

    @property
    def areas(self) -> frozenset[Area]:
        """The areas that are not green."""
        return frozenset(one.place.area for one in self.sore)

    @property
    def triggers(self) -> tuple[Felt, ...]:
        """The entries of the sore places that can raise the colour, by day."""
        least = {Feeling.TIGHTNESS: self.rules.trigger_tightness}
        first = date.fromordinal(self.today.toordinal() - self.rules.trigger_days + 1)
        found = [
            entry
            for entry in self.felt
            if first <= entry.day <= self.today
            and any(touches(one.place, entry) for one in self.sore)
            and (entry.score >= least.get(entry.feeling, self.rules.trigger_pain) or entry.signs)
        ]
        return tuple(sorted(found, key=lambda entry: (entry.day, entry.at)))

    @property
    def sessions(self) -> tuple[Session, ...]:
        """The sessions as they stand."""
        return tuple(planned.session for planned in self.standing.sessions)

    def may_change(self, session: Session) -> bool:
        """Tell whether a session lies ahead, has no entry, and is not the race."""
        return session.day >= self.today and session.id not in self.answered and session.id != self.plan.race.session

    def eases(self) -> tuple[Batch, ...]:
        """Return what was accepted after pain, stands and was not lifted since, by time."""
        return eases_of(self.plan.changes)

    def running(self, *kinds: EaseKind) -> tuple[Batch, ...]:
        """Return those of some kinds that are not over yet."""
        return tuple(
            one for one in self.eases() if one.eased and one.eased.kind in kinds and one.eased.last >= self.today
        )


class Draft(msgspec.Struct):
    """Changes in the making, with the reason of each by the id of the session or hung item."""

    parts: list[Part]
    reasons: dict[str, str]

    def edit(self, case: Case, was: Session, to: Session, reason: str) -> None:
        """Add what makes `to` of `was`, if anything differs."""
        made = edit_to(case, was, to)
        if made:
            self.parts.append(made)
            self.reasons[was.id] = reason

    def take_out(self, case: Case, item: str, reason: str) -> None:
        """Add that a session or a hung item is taken out."""
        self.parts.append(Delete(id=case.new_id(), at=case.at, session=item))
        self.reasons[item] = reason


def touches(place: Place, entry: Felt) -> bool:
    """Tell whether an entry is about a place: the same area, and the same side where both name one."""
    sides = {place.side, entry.side}
    return place.area is entry.area and (len(sides) == 1 or Side.BOTH in sides)


def eases_of(changes: tuple[Change, ...]) -> tuple[Batch, ...]:
    """Return the batches that answer the light, stand and were not lifted since; refused ones are left out."""
    found = [one for one in standing_records(changes) if isinstance(one, Batch) and one.eased]
    lifted = {of for one in found if one.eased and one.eased.kind is EaseKind.LIFTED for of in one.eased.lifts}
    no_answer = (EaseKind.LIFTED, EaseKind.REFUSED)
    return tuple(one for one in found if one.eased and one.eased.kind not in no_answer and one.id not in lifted)


def touched_by(standing: Schedule, batches: tuple[Batch, ...]) -> frozenset[str]:
    """Return the sessions and hung items that batches eased on their days, by id.

    What they only shortened later, by the rule of 30 days, is not among them.
    """
    days = {planned.session.id: planned.session.day for planned in standing.sessions}
    days |= {hung.id: hung.day for hung in standing.hung}
    found: set[str] = set()
    for one in batches:
        if one.eased:
            own = {part.session for part in one.parts if isinstance(part, Edit | Delete)} | set(one.eased.steps)
            found |= {item for item in own if item in days and days[item] <= one.eased.last}
    return frozenset(found)


def edit_to(case: Case, was: Session, to: Session) -> Edit | None:
    """Return the edit that makes the contents of `to` of `was`; None where they are the same."""
    given: dict[str, object] = {}
    clear: list[str] = []
    for name in CONTENTS:
        value = getattr(to, name)
        if value == getattr(was, name):
            continue
        if value is None or value == "":
            clear.append(name)
        else:
            given[name] = value
    if not given and not clear:
        return None
    made = Edit(id=case.new_id(), at=case.at, session=was.id, clear=tuple(clear))
    return msgspec.structs.replace(made, **given)


def with_note(session: Session, *sentences: str) -> Session:
    """Return a session with sentences added to its note, each once."""
    note = session.note
    for sentence in sentences:
        if sentence and sentence not in note:
            note = f"{note} {sentence}".strip()
    return msgspec.structs.replace(session, note=note)


def after(case: Case, parts: list[Part]) -> Schedule:
    """Return the plan as it would stand with some more changes."""
    return schedule(msgspec.structs.replace(case.plan, changes=(*case.plan.changes, *parts)))
