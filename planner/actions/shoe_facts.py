"""What the store knows of shoes, gathered once: pairs, runs done and planned, wear, the ramps of new pairs."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import cached_property

import msgspec

from planner.actions.desk import Desk
from planner.actions.rules import rules_of
from planner.domain.gear import Orthotic, Shoe
from planner.domain.gear_note import GearNote
from planner.domain.layer import Thing
from planner.domain.log import Felt, Happening, Ran, ShoeCheck, Skipped
from planner.domain.plan import Plan
from planner.domain.session import SessionKind
from planner.domain.units import Unit
from planner.insights.wear import Wear, wear_of
from planner.planning.schedule import Schedule
from planner.planning.shoe_ramp import Ramp, ShoeRun, Speed, is_new, ramp_notes, ramp_of, speed_of
from planner.planning.shoe_rules import ShoeRules


class ShoeFacts(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """Everything about shoes. `runs`: those done, and those of the plan from today on that nothing is logged for."""

    today: date
    unit: Unit
    private: bool
    rules: ShoeRules
    shoes: tuple[Shoe, ...]
    orthotics: tuple[Orthotic, ...]
    entries: tuple[Happening, ...]
    runs: tuple[ShoeRun, ...]
    plan: Plan | None = None
    standing: Schedule | None = None

    @cached_property
    def ran(self) -> tuple[Ran, ...]:
        """The logged runs."""
        return tuple(one for one in self.entries if isinstance(one, Ran))

    @cached_property
    def planned(self) -> tuple[ShoeRun, ...]:
        """The runs to come, by day."""
        return tuple(run for run in self.runs if not run.done)

    @cached_property
    def wear(self) -> Mapping[str, Wear]:
        """How far each pair has gone, by id; pairs without a file too, where runs name them."""
        return wear_of(self.shoes, self.ran, self.today, self.rules.rotation.weeks)

    @cached_property
    def ramps(self) -> Mapping[str, Ramp]:
        """The ramps of new pairs that are under way or planned, by id."""
        found = (
            (shoe.id, ramp_of(shoe, self.runs, self.rules, self.today, self.speed(shoe)))
            for shoe in self.shoes
            if _comes_in(shoe, self.rules, self.today)  # what makes a ramp slower costs, and most pairs are old
        )
        return {shoe: ramp for shoe, ramp in found if ramp}

    def checks(self, shoe: str) -> tuple[ShoeCheck, ...]:
        """Return the looks at a pair, by day."""
        return tuple(one for one in self.entries if isinstance(one, ShoeCheck) and one.shoe == shoe)

    def shoe(self, shoe: str) -> Shoe | None:
        """Return a pair, or None where it has no file."""
        return next((one for one in self.shoes if one.id == shoe), None)

    def speed(self, shoe: Shoe) -> Speed:
        """Return what makes the ramp of a new pair slower or faster."""
        return speed_of(
            shoe,
            self.shoes,
            self.rules,
            self.today,
            main=self._main_but(shoe.id),
            used={run.shoe for run in self.ran if run.shoe},
            orthotics=[one for one in self.orthotics if not one.retired],
            felt=[one for one in self.entries if isinstance(one, Felt)],
            private=self.private,
        )

    def notes(self) -> tuple[GearNote, ...]:
        """Return the ramps of new pairs as notes on days, warnings where a planned run goes against one."""
        return self._notes

    @cached_property
    def _notes(self) -> tuple[GearNote, ...]:
        found = (
            note
            for shoe in self.shoes
            if shoe.id in self.ramps
            for note in ramp_notes(
                shoe, self.runs, self.rules, self.today, speed=self.ramps[shoe.id].speed, unit=self.unit
            )
        )
        return tuple(sorted(found, key=lambda note: note.day))

    def _main_but(self, shoe: str) -> str:
        """Return the pair that was run in most of late, other than `shoe`: what a new one is compared with."""
        known = {one.id for one in self.shoes} - {shoe}
        others = [one for one in self.wear.values() if one.shoe in known]
        best = max(others, key=lambda one: (one.share or 0.0, one.total_m, one.shoe), default=None)
        return best.shoe if best and best.total_m else ""


def shoe_facts(desk: Desk, plan_id: str | None = None, *, since: date | None = None) -> ShoeFacts:
    """Return what is known of shoes, with the current plan or that of `plan_id`.

    Reads the log from the month of `since` on, all of it without: then only is the wear of pairs complete.
    """
    plan = desk.plan_of(plan_id) if plan_id else desk.plan()
    standing = desk.schedule_of(plan) if plan else None
    entries = desk.whole_log() if since is None else desk.entries(since, max(desk.today, since))
    gear = desk.gear()
    return ShoeFacts(
        today=desk.today,
        unit=desk.settings.unit,
        private=desk.settings.private,
        rules=rules_of("shoes", ShoeRules),
        shoes=tuple(item for item in gear if isinstance(item, Shoe)),
        orthotics=tuple(item for item in gear if isinstance(item, Orthotic)),
        entries=entries,
        runs=runs_of(desk, plan, standing, entries),
        plan=plan,
        standing=standing,
    )


def shoe_notes(desk: Desk) -> tuple[GearNote, ...]:
    """Return the notes of all new pairs' ramps, by day, from today on.

    Only the months since the oldest new pair came are read, and those whose share and aches count.
    """
    facts = _new_pairs(desk)
    return facts.notes() if facts else ()


def ramp_speeds(desk: Desk) -> dict[str, Speed]:
    """Return what makes the ramp of each new pair slower or faster, by id, as the notes have it.

    It is the same for every plan, also for one that is not kept yet. Nothing is read while there is no new pair.
    """
    facts = _new_pairs(desk)
    if facts is None:
        return {}
    return {shoe.id: facts.speed(shoe) for shoe in facts.shoes if _comes_in(shoe, facts.rules, facts.today)}


def _new_pairs(desk: Desk) -> ShoeFacts | None:
    """Return what the ramps of new pairs need of the log; None where there is no such pair."""
    rules = rules_of("shoes", ShoeRules)
    came = [
        min(day for day in (item.first_used, item.bought) if day)
        for item in desk.gear()
        if isinstance(item, Shoe) and _comes_in(item, rules, desk.today)
    ]
    if not came:
        return None
    back = desk.today - timedelta(weeks=rules.rotation.weeks, days=rules.slow.score_days)
    return shoe_facts(desk, since=min(*came, back))


def _comes_in(shoe: Shoe, rules: ShoeRules, today: date) -> bool:
    return not shoe.retired and is_new(shoe, rules, today)


def runs_of(
    desk: Desk, plan: Plan | None, standing: Schedule | None, entries: Iterable[Happening]
) -> tuple[ShoeRun, ...]:
    """Return the runs done, and those of the plan from today on that nothing is logged for, by day.

    A logged run has the kind of the planned one that it answers for, where that is in the plan.
    """
    planned = {one.session.id: one.session for one in standing.sessions} if standing else {}
    hung = {item.session: item.what for item in standing.hung if item.thing is Thing.SHOE} if standing else {}
    answered: set[str] = set()
    runs: list[ShoeRun] = []
    for entry in entries:
        if not isinstance(entry, Ran | Skipped):
            continue
        of = entry.session if plan and entry.plan == plan.id else ""
        answered.add(of)
        if isinstance(entry, Ran):
            kind = planned[of].kind if of in planned else SessionKind.RUN
            runs.append(
                ShoeRun(day=entry.day, kind=kind, distance_m=entry.distance_m, shoe=entry.shoe, done=True, session=of)
            )
    for session in planned.values():
        if session.kind.is_run and session.day >= desk.today and session.id not in answered:
            metres = session.distance.middle_m if session.distance else None
            shoe = hung.get(session.id, "")
            runs.append(ShoeRun(day=session.day, kind=session.kind, distance_m=metres, shoe=shoe, session=session.id))
    return tuple(sorted(runs, key=lambda run: (run.day, not run.done)))
