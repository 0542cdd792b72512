"""The re-flow at the desk: what the light asks of the plan as a proposal to accept, change or refuse."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING

import msgspec

from planner.actions.desk import Desk
from planner.actions.off import comeback_rules
from planner.actions.proposal import Proposal, propose
from planner.actions.rules import rules_of
from planner.domain.body import Area
from planner.domain.change import Batch, Part, Undo, standing_records
from planner.domain.days import show_day
from planner.domain.gear import Orthotic
from planner.domain.layer import Thing
from planner.domain.light import Colour, Light
from planner.domain.log import Felt, Played, Ran, Skipped
from planner.domain.off import Eased, EaseKind
from planner.domain.plan import Plan
from planner.domain.units import Unit, show_distance
from planner.planning.reflow import CHOICES, NOT_A_DIAGNOSIS, Reflow, reflow
from planner.planning.reflow import why_nothing as nothing_said
from planner.planning.reflow_case import Case, Ease, Goal, Wish
from planner.planning.reflow_rules import ReflowRules, ReturnRules
from planner.planning.reflow_words import CHECKED

if TYPE_CHECKING:
    from planner.domain.change import Change

__all__ = ["CHOICES", "Ease", "Goal", "Wish", "due", "offer", "proposal", "refuse", "summary", "why_nothing"]

_LOOK_BACK = timedelta(days=100)


class Offer(msgspec.Struct, frozen=True, kw_only=True):
    """A proposal with the re-flow that it was made from, so that it can be refused."""

    proposal: Proposal
    reflow: Reflow


def proposal(desk: Desk, *, options: Wish | None = None, plan: str | None = None) -> Proposal | None:
    """Return what the light asks of the plan as a proposal; None where it asks nothing, or nothing new."""
    found = offer(desk, options=options, plan=plan)
    return found.proposal if found else None


def offer(desk: Desk, *, options: Wish | None = None, plan: str | None = None) -> Offer | None:
    """Return the proposal, and what it was made from. Raises `NotFound` without a plan."""
    owner = desk.plan_of(plan)
    made = reflow(_case(desk, owner, options or Wish()))
    if made is None:
        return None
    quiet = desk.settings.private
    title = "Ease the plan" if quiet else made.title
    reasons = made.quiet if quiet else made.why
    change: Undo | Batch = (
        Undo(id=desk.new_id(), at=desk.now(), of=made.undo) if made.undo else _batch(desk, made, made.parts, made.eased)
    )
    shown = propose(
        desk, owner, change, title=title, done=f"{_NAMES[made.eased.kind]}.", why=tuple(one.short for one in reasons)
    )
    head = _head(desk, made)
    if quiet and head:
        stands = bool(_light_of(desk).flags)
        head = (f"{'A red flag stands: p' if stands else 'P'}lease see a practitioner.",)
    # What holds for every proposal stands below it, so that what changes is in sight.
    cautions = {CHECKED.short}
    said = (*(text for text in shown.why if text not in cautions), *_choice(made))
    foot = (*(text for text in shown.why if text in cautions), NOT_A_DIAGNOSIS)
    sources = tuple(dict.fromkeys(one.source for one in reasons if one.source))
    shown = msgspec.structs.replace(
        shown, head=head, why=said, reasons={} if quiet else dict(made.reasons), sources=sources, foot=foot
    )
    return Offer(proposal=shown, reflow=made)


def why_nothing(desk: Desk, *, plan: str | None = None) -> str:
    """Return in a sentence why nothing is proposed. Raises `NotFound` without a plan."""
    owner = desk.plan_of(plan)
    case = _case(desk, owner, Wish())
    if desk.settings.private and case.light.colour is not Colour.GREEN:
        return "The plan is eased already."
    return nothing_said(case)


def summary(offered: Offer, unit: Unit) -> str:
    """Return in a sentence how much a proposal changes: runs, routines and gear, and the distance that is less."""
    shown = offered.proposal
    things = [one for week in shown.weeks for one in week.hung]
    gear = sum(one.item.thing in (Thing.SHOE, Thing.ORTHOTIC) for one in things)
    counts = ((len(shown.differences), "session"), (len(things) - gear, "routine"), (gear, "pair of gear"))
    parts = [f"{count} {word}{'s' if count > 1 and word != 'pair of gear' else ''}" for count, word in counts if count]
    less = sum(week.before_m - week.after_m for week in shown.weeks)
    last = show_day(offered.reflow.eased.last)
    return f"Until {last}: {', '.join(parts) or 'nothing'}{f', {show_distance(less, unit)} less' if less >= 1 else ''}."


def refuse(desk: Desk, offered: Offer) -> str:
    """Remember that a proposal was refused: it is not offered again until something new is logged.

    The record is a batch without parts among the changes of the plan: it changes nothing, goes where the plan goes, and
    `u` takes it back.
    """
    made = offered.reflow
    said = "Refused: the plan stays as it is."
    if _is_refused(desk.plan_of(offered.proposal.plan).changes, made):
        return said
    eased = msgspec.structs.replace(made.eased, kind=EaseKind.REFUSED, steps={})
    batch = _batch(desk, made, (), eased)
    owner = offered.proposal.plan
    desk.keep_changes(owner, batch)
    return said


def due(desk: Desk, *, plan: str | None = None) -> bool:
    """Tell whether there is a proposal that was not refused yet. False without a plan; for after the first paint."""
    if plan is None and desk.plan() is None:
        return False
    owner = desk.plan_of(plan)
    case = _case(desk, owner, Wish())
    if case.light.colour is Colour.GREEN and not case.light.flags and not case.eases():
        return False
    made = reflow(case)
    return made is not None and not _is_refused(owner.changes, made)


_NAMES = {
    EaseKind.YELLOW: "Eased the plan, yellow light",
    EaseKind.RED: "Paused the runs, then back step by step, red light",
    EaseKind.FLAG: "Paused the plan, red flag",
    EaseKind.LIFTED: "Lifted what was left of the easing, green light",
    EaseKind.REFUSED: "Refused to ease the plan",
}


def _batch(desk: Desk, made: Reflow, parts: tuple[Part, ...], eased: Eased) -> Batch:
    return Batch(
        id=desk.new_id(),
        at=desk.now(),
        name=_NAMES[eased.kind],
        parts=parts,
        why=tuple(one.whole for one in made.why),
        because=made.because,
        eased=eased,
    )


def _is_refused(changes: "tuple[Change, ...]", made: Reflow) -> bool:
    """Tell whether a proposal that goes back to the same entries was refused."""
    for one in standing_records(changes):
        if not isinstance(one, Batch) or one.eased is None or one.eased.kind is not EaseKind.REFUSED:
            continue
        if made.because and set(made.because) <= set(one.because):
            return True
        # What goes back to no entry: easings that could be lifted, or a step that was missed, on that day.
        if not made.because and not one.because and one.eased.lifts == made.eased.lifts:
            return bool(made.eased.lifts) or one.eased.first == made.eased.first
    return False


def _case(desk: Desk, plan: Plan, wish: Wish) -> Case:
    first, today = min(plan.first_day, desk.today) - _LOOK_BACK, desk.today
    entries = desk.entries(first, today)
    runs = tuple(entry for entry in entries if isinstance(entry, Ran))
    rules = rules_of("reflow", ReflowRules)
    known = today - timedelta(days=rules.known_days)
    items = {entry.item for entry in entries if isinstance(entry, Played) and entry.item}
    met = {entry.session for entry in entries if isinstance(entry, Ran | Skipped) and entry.session}
    shoes: dict[str, float] = {}
    for entry in runs:
        shoes[entry.shoe] = shoes.get(entry.shoe, 0.0) + (entry.distance_m or 0.0)
    return Case(
        plan=plan,
        standing=desk.schedule_of(plan),
        light=_light_of(desk),
        today=today,
        rules=rules,
        steps=rules_of("return", ReturnRules),
        comeback=comeback_rules(),
        new_id=desk.new_id,
        at=desk.now(),
        wish=wish,
        felt=tuple(entry for entry in entries if isinstance(entry, Felt)),
        ran=tuple((entry.day, entry.distance_m or 0.0) for entry in runs),
        ran_ids=frozenset(entry.session for entry in runs if entry.session),
        answered=frozenset(met | items),
        gear=desk.gear(),
        shoe_m=shoes,
        known=frozenset(entry.routine for entry in entries if isinstance(entry, Played) and entry.day >= known),
        routine_areas=_areas(desk),
        may_run_in=_may_run_in(desk),
    )


def _choice(made: Reflow) -> tuple[str, ...]:
    words = "; ".join(one.words for one in made.choices)
    return (f"For the race you can choose: {words}.",) if words else ()


def _head(desk: Desk, made: Reflow) -> tuple[str, ...]:
    """Return what is read first, and whom to see: also where no flag stands, but somebody should look at it."""
    from planner.actions.body import practitioner_words

    light = _light_of(desk)
    return (*made.head, *practitioner_words(light, desk.settings.health)) if light.flags or light.see else ()


def _light_of(desk: Desk) -> Light:
    from planner.actions.body import light_of

    return light_of(desk)


def _may_run_in(desk: Desk) -> Callable[[Orthotic, date], bool]:
    """Return what tells whether a run may have an orthotic on; the log is read only while one is broken in."""

    def may(item: Orthotic, day: date) -> bool:
        from planner.actions.break_ins import is_followed, may_run

        return not is_followed(desk, item) or may_run(desk, item, day)

    return may


def _areas(desk: Desk) -> Callable[[str], frozenset[Area]]:
    """Return what tells the areas that a routine works; the library is read when it is asked first."""
    from planner.domain.routine import exercise_ids

    def areas(routine: str) -> frozenset[Area]:
        library = desk.library()
        found = library.routines.get(routine)
        if found is None:
            return frozenset()
        exercises = (library.exercises.get(one) for one in exercise_ids(found.steps))
        return frozenset(area for one in exercises if one for area in one.areas)

    return areas
