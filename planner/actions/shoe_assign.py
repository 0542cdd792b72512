"""Many runs given to another pair of shoes at once, logged or planned; and which pair for which planned run."""

from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta

import msgspec
from msgspec.structs import replace

from planner.actions.desk import Desk
from planner.actions.proposal import Proposal, propose
from planner.actions.shoe_facts import ShoeFacts, shoe_facts
from planner.domain.change import Batch, Delete, Edit, Hang, Part
from planner.domain.days import show_day
from planner.domain.errors import BadValue
from planner.domain.gear import Shoe
from planner.domain.ids import hung_id
from planner.domain.layer import Anchor, Layer, Thing
from planner.domain.log import Ran
from planner.domain.plan import Plan
from planner.domain.session import Session, SessionKind, name_of
from planner.domain.text import one_line
from planner.domain.units import Unit, show_distance
from planner.planning.race_shoe import Readiness, readiness
from planner.planning.rotation import Dealt, deal
from planner.planning.shoe_ramp import is_new
from planner.planning.shoe_wear import needs_second


class Wish(msgspec.Struct, frozen=True, kw_only=True):
    """Which runs go to the pair `shoe`: from `since` to `until`, of some `kinds` (empty: all), out of the pair `of`.

    `of` None takes runs whatever pair they name, an empty text those that name none.
    """

    shoe: str
    since: date
    until: date | None = None
    kinds: tuple[SessionKind, ...] = ()
    of: str | None = None

    def takes(self, day: date, kind: SessionKind, shoe: str) -> bool:
        """Tell whether a run is among them: not in the pair yet, and everything else fits."""
        return (
            self.since <= day
            and (self.until is None or day <= self.until)
            and (not self.kinds or kind in self.kinds)
            and shoe != self.shoe
            and (self.of is None or shoe == self.of)
        )


def logged_runs(desk: Desk, wish: Wish) -> tuple[Ran, ...]:
    """Return the logged runs that `assign_logged` would correct, by day. Raises `NotFound` for an unknown pair."""
    desk.shoe(wish.shoe)
    if not desk.store.log_months():
        return ()
    kinds: dict[str, SessionKind] = {}
    if wish.kinds:
        kinds = {one.session.id: one.session.kind for plan in desk.plans() for one in desk.schedule_of(plan).sessions}
    last = wish.until or desk.today
    entries = desk.entries(wish.since, last) if wish.since <= last else ()
    return tuple(
        one
        for one in entries
        if isinstance(one, Ran) and wish.takes(one.day, kinds.get(one.session, SessionKind.RUN), one.shoe)
    )


def assign_logged(desk: Desk, wish: Wish) -> str:
    """Give logged runs to another pair: a correction of each, one thing to undo. Raises `BadValue` for none."""
    shoe, runs = desk.shoe(wish.shoe), logged_runs(desk, wish)
    if not runs:
        raise BadValue("runs", "no logged run is among them", "Take an earlier day, other kinds, or another pair.")
    entries = [replace(run, id=desk.new_id(), at=desk.now(), corrects=run.id, shoe=shoe.id) for run in runs]
    desk.keep_entries(*entries)
    return f"{_amount(runs, desk.settings.unit)} {'are' if len(runs) != 1 else 'is'} in {one_line(shoe.name)} now."


def planned_runs(desk: Desk, wish: Wish, *, plan: str | None = None) -> tuple[Session, ...]:
    """Return the runs of the plan from today on that `assign_planned` would give to the pair, by day."""
    desk.shoe(wish.shoe)
    facts = shoe_facts(desk, desk.plan_of(plan).id)
    wanted = {run.session for run in facts.planned if wish.takes(run.day, run.kind, run.shoe)}
    standing = desk.schedule_of(desk.plan_of(plan))
    return tuple(one.session for one in standing.sessions if one.session.id in wanted)


def assign_planned(desk: Desk, wish: Wish, *, plan: str | None = None) -> str:
    """Give planned runs to another pair: one change, which undo takes back. Raises `BadValue` for none."""
    owner, shoe = desk.plan_of(plan), desk.shoe(wish.shoe)
    if shoe.retired:
        raise BadValue(f"shoe {shoe.id!r}", "it is retired", "Take it into use again first, or choose another pair.")
    sessions = planned_runs(desk, wish, plan=plan)
    if not sessions:
        raise BadValue("runs", "no planned run is among them", "Take another day, other kinds, or another pair.")
    parts, left = hang_parts(desk, owner, {session.id: shoe.id for session in sessions})
    if not parts:
        raise BadValue("runs", "no pair hangs on them", "Hang it first: `planner plan hang`.")
    count = len(sessions) - left
    name = f"Gave {count} run{'s' * (count != 1)} to {one_line(shoe.name)}"
    change = Batch(id=desk.new_id(), at=desk.now(), name=name, parts=parts)
    desk.keep_changes(owner.id, change)
    more = f" {left} with no pair on them {'stay' if left != 1 else 'stays'} as {'they are' if left != 1 else 'it is'}."
    return f"{name}.{more if left else ''}"


def hang_parts(desk: Desk, plan: Plan, wanted: Mapping[str, str]) -> tuple[tuple[Part, ...], int]:
    """Return the parts of a change that puts runs, by id, in pairs, and how many runs it cannot reach.

    What hangs on a run is edited. Where no run of a kind has a pair, one layer hangs it on the kind, and it is taken
    off the runs to come that were not meant.
    """
    standing = desk.schedule_of(plan)
    hung = {item.session: item for item in standing.hung if item.thing is Thing.SHOE and item.session}
    sessions = {one.session.id: one.session for one in standing.sessions}
    at = desk.now()
    parts: list[Part] = [
        Edit(id=desk.new_id(), at=at, session=hung[session].id, what=shoe)
        for session, shoe in wanted.items()
        if session in hung and hung[session].what != shoe
    ]
    bare = {session: shoe for session, shoe in wanted.items() if session not in hung}
    with_pair = {sessions[session].kind for session in hung if session in sessions}
    free = {session: shoe for session, shoe in bare.items() if sessions[session].kind not in with_pair}
    if free:
        main = Counter(free.values()).most_common(1)[0][0]
        taken = {layer.id for layer in standing.layers}
        layer_id = next(made for n in range(1, len(taken) + 2) if (made := f"pairs-{n}") not in taken)
        kinds = tuple(dict.fromkeys(sessions[session].kind for session in free))
        layer = Layer(id=layer_id, name="Pairs", thing=Thing.SHOE, anchor=Anchor.RUN, what=main, kinds=kinds)
        parts.append(Hang(id=desk.new_id(), at=at, layer=layer))
        for session in sessions.values():
            item = hung_id(session.id, layer_id)
            if session.id in free and free[session.id] != main:
                parts.append(Edit(id=desk.new_id(), at=at, session=item, what=free[session.id]))
            elif session.id not in free and session.kind in kinds and session.day >= desk.today:
                parts.append(Delete(id=desk.new_id(), at=at, session=item))
    return tuple(parts), len(bare) - len(free)


def suggest_pairs(facts: ShoeFacts) -> tuple[Dealt, ...]:
    """Return which planned runs of the coming weeks would better be in another pair, rehearsals of the race in too."""
    race = race_readiness(facts)
    rehearse = dict.fromkeys(race.rehearse, race.shoe) if race else {}
    gone = {shoe: wear.total_m for shoe, wear in facts.wear.items()}
    speeds = {shoe.id: facts.speed(shoe) for shoe in facts.shoes}
    return deal(facts.runs, facts.shoes, gone, facts.rules, facts.today, speeds=speeds, rehearse=rehearse)


def propose_rotation(desk: Desk, *, plan: str | None = None) -> Proposal | None:
    """Return a proposal of which pair for which run, with the reasons; None when there is nothing to change."""
    owner = desk.plan_of(plan)
    facts = shoe_facts(desk, owner.id)
    dealt = suggest_pairs(facts)
    parts, left = hang_parts(desk, owner, {one.run.session: one.shoe for one in dealt})
    if not parts:
        return None
    why = _reasons(dealt, desk.gear_names())
    count = len(dealt) - left
    title = f"Pairs for {count} run{'s' * (count != 1)}"
    batch = Batch(id=desk.new_id(), at=desk.now(), name=f"Changed the pairs of {count} runs", parts=parts, why=why)
    done = f"Changed the pair of {count} run{'s' * (count != 1)}."
    more = (*_waiting(facts, dealt), facts.rules.rotation.source)
    return propose(desk, owner, batch, title=title, done=done, why=(*why, *more))


def _waiting(facts: ShoeFacts, dealt: tuple[Dealt, ...]) -> tuple[str, ...]:
    """Return which new pairs get no run although they could begin, and what to do."""
    given = {one.run.session: one.shoe for one in dealt}
    until = facts.today + timedelta(weeks=facts.rules.rotation.ahead_weeks)
    worn = {given.get(run.session, run.shoe) for run in facts.runs if run.day < until}
    most = show_distance(facts.rules.ramp.first_m[1], facts.unit)
    return tuple(
        f"{one_line(shoe.name)} waits: a new pair begins with an easy run of at most {most}. Shorten one to begin."
        for shoe in facts.shoes
        if is_new(shoe, facts.rules, facts.today) and not shoe.retired and not shoe.spare and shoe.id not in worn
    )


def suggested_lines(desk: Desk, *, plan: str | None = None) -> tuple[str, ...]:
    """Return what `propose_rotation` would do, a line a run."""
    owner = desk.plan_of(plan)
    sessions = {one.session.id: one.session for one in desk.schedule_of(owner).sessions}
    names, unit = desk.gear_names(), desk.settings.unit
    dealt = suggest_pairs(shoe_facts(desk, owner.id))
    return tuple(
        f"{show_day(one.run.day)}, {one_line(name_of(sessions[one.run.session], unit))}: {_pairs(one, names)}"
        for one in dealt
    )


def why_no_rotation(facts: ShoeFacts) -> str:
    """Return in words why no other pairs are suggested."""
    in_use = [shoe for shoe in facts.shoes if not shoe.retired and not shoe.spare]
    if facts.plan is None:
        return "There is no plan to deal pairs on."
    if not in_use:
        return "No pair is in use. a adds one."
    if len(in_use) == 1:
        why = second_pair(facts)
        return f"There is one pair in use. A second one would be good: {why}." if why else "There is one pair in use."
    return "The pairs fit the coming weeks as they are."


def second_pair(facts: ShoeFacts) -> str:
    """Return in words why a second pair is worth having; empty where it is not, or not yet."""
    in_use = [shoe for shoe in facts.shoes if not shoe.retired and not shoe.spare]
    if len(in_use) != 1:
        return ""
    weeks = facts.plan.weeks_to_race if facts.plan and facts.plan.race.day >= facts.today else 0
    return needs_second(facts.shoes, in_use[0].id, facts.wear[in_use[0].id].total_m, weeks, facts.rules)


def race_readiness(facts: ShoeFacts) -> Readiness | None:
    """Return whether the pair that hangs on the race, else one for races, is rehearsed; None without a race ahead."""
    plan = facts.plan
    if plan is None or plan.race.day < facts.today:
        return None
    shoe = _race_pair(facts, plan)
    if shoe is None:
        return None
    return readiness(
        shoe,
        facts.wear[shoe.id].total_m,
        facts.runs,
        facts.rules,
        facts.today,
        race_day=plan.race.day,
        race_m=plan.race.distance_m,
        ramp=facts.ramps.get(shoe.id),
        unit=facts.unit,
    )


def _race_pair(facts: ShoeFacts, plan: Plan) -> Shoe | None:
    on_race = next((run.shoe for run in facts.planned if run.session == plan.race.session), "")
    racers = [shoe for shoe in facts.shoes if shoe.role == "race" and not shoe.retired and not shoe.spare]
    return (racers[0] if racers else None) or facts.shoe(on_race)


def _reasons(dealt: tuple[Dealt, ...], names: Mapping[str, str]) -> tuple[str, ...]:
    """Return why runs change their pair, a sentence for all that change for one reason."""
    groups: dict[str, list[Dealt]] = {}
    for one in dealt:
        groups.setdefault(f"{_pairs(one, names)}, {one.why}", []).append(one)
    said = []
    for words, runs in groups.items():
        first, last = runs[0].run.day, runs[-1].run.day
        when = show_day(first) if len(runs) == 1 else f"{len(runs)} runs, {show_day(first)} to {show_day(last)}"
        said.append(f"{words}: {when}.")
    return tuple(said)


def _pairs(one: Dealt, names: Mapping[str, str]) -> str:
    now = one_line(names.get(one.shoe, one.shoe))
    return f"{now} instead of {one_line(names.get(one.was, one.was))}" if one.was else now


def _amount(runs: tuple[Ran, ...], unit: Unit) -> str:
    metres = sum(run.distance_m or 0.0 for run in runs)
    count = f"{len(runs)} logged run{'s' * (len(runs) != 1)}"
    return f"{count}, {show_distance(metres, unit)}," if metres else count
