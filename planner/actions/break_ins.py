"""Where the break-in of orthotics stands by the log and the plan: its hours, its runs, what comes near it."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import cache

import msgspec

from planner.actions.desk import Desk
from planner.codec.toml import decode
from planner.domain.gear import Orthotic, Shoe
from planner.domain.layer import Thing
from planner.domain.log import Felt, Happening, Ran, Skipped, Wore
from planner.domain.plan import Plan
from planner.planning.break_in import BreakIn, State, break_in, latest_start
from planner.planning.break_in_rules import SCHEMA, BreakInRules, plan_of
from planner.planning.orthotic_ramp import Counted, RampRun, RunAhead, counted, moved_since, ramp

FILE = "break-in.toml"


class Apart(msgspec.Struct, frozen=True, kw_only=True):
    """How many days a new shoe and a new orthotic are apart at least."""

    days: int
    source: str


class OtherPair(msgspec.Struct, frozen=True, kw_only=True):
    """By how many millimetres drop or stack of another pair differ at least to be another shoe for the foot."""

    mm: float
    source: str


class Look(msgspec.Struct, frozen=True, kw_only=True):
    """After how many days, or metres, orthotics are looked at again."""

    days: int
    metres: float
    source: str


class OrthoticRules(msgspec.Struct, frozen=True, kw_only=True):
    """The table `[orthotics]` of the rules."""

    apart: Apart
    other_pair: OtherPair = msgspec.field(name="other-pair")
    look: Look


class Following(msgspec.Struct, frozen=True, kw_only=True):
    """The break-in of an orthotic as it stands, and the planned runs of it. `next_run`: the number of the next run.

    `near`: shoes that are new about the same time. `latest`: the last day to begin it before the race; None without one
    ahead.
    """

    today: date
    orthotic: Orthotic
    broken_in: BreakIn
    runs: tuple[RampRun, ...] = ()
    next_run: int = 1
    near: tuple[Shoe, ...] = ()
    latest: date | None = None


@cache
def rules() -> BreakInRules:
    """Return `data/break-in.toml` of the built-in library."""
    from planner import resources

    return decode(resources.read("data", FILE), BreakInRules, f"data/{FILE}", schema=SCHEMA)


def orthotic_rules() -> OrthoticRules:
    """Return the table `[orthotics]` of the rules."""
    from planner.actions.rules import rules_of

    return rules_of("orthotics", OrthoticRules)


def break_in_of(desk: Desk, orthotic_id: str, plan: Plan | None = None) -> Following:
    """Return where the break-in of an orthotic stands today, on the runs of `plan` or the current one.

    Raises `NotFound`.
    """
    return _following(desk, desk.orthotic(orthotic_id), plan)


def break_ins(desk: Desk) -> tuple[Following, ...]:
    """Return the break-in of every orthotic that is not retired."""
    return tuple(_following(desk, item) for item in desk.gear() if isinstance(item, Orthotic) and not item.retired)


def may_run(desk: Desk, item: Orthotic, day: date) -> bool:
    """Tell whether a run on a day may have an orthotic on, as far as its break-in is followed."""
    found = _broken_in(desk, item, _entries(desk, item))
    if found.state in (State.NONE, State.NO_SHEET, State.SILENT, State.IN_USE):
        return found.state is not State.NO_SHEET
    at = found.on(day)
    return bool(at and at.may_run)


def is_followed(desk: Desk, item: Orthotic) -> bool:
    """Tell, without reading the log, whether the break-in of an orthotic may be going on."""
    start = item.started or item.since
    return bool(start and not item.retired and (desk.today - start).days < rules().wear.follow_days)


def runs_ahead(desk: Desk, plan: Plan | None) -> tuple[RunAhead, ...]:
    """Return the runs of a plan from today on that nothing is logged for, each with what it is run in."""
    if plan is None:
        return ()
    standing, today = desk.schedule_of(plan), desk.today
    logged = {entry.session for entry in desk.entries(today, today) if isinstance(entry, Ran | Skipped)}
    hung = {(item.session, item.thing): item.what for item in standing.hung if item.session}
    return tuple(
        RunAhead(
            day=run.day,
            session=run.id,
            kind=run.kind,
            shoe=hung.get((run.id, Thing.SHOE), ""),
            orthotic=hung.get((run.id, Thing.ORTHOTIC), ""),
        )
        for run in (planned.session for planned in standing.sessions)
        if run.kind.is_run and run.day >= today and run.id not in logged
    )


def shoes_near(desk: Desk, start: date | None) -> tuple[Shoe, ...]:
    """Return the shoes that are new too near the start of a break-in: one change at a time."""
    if start is None:
        return ()
    apart = orthotic_rules().apart.days
    shoes = (item for item in desk.gear() if isinstance(item, Shoe) and not item.retired)
    return tuple(shoe for shoe in shoes if (new := shoe.first_used or shoe.bought) and abs((new - start).days) < apart)


def latest_of(desk: Desk, item: Orthotic) -> date | None:
    """Return the last day to begin the break-in of an orthotic before the current plan's race; None without one."""
    plan, wear = desk.plan(), plan_of(item, rules())
    if plan is None or wear is None or plan.race.day < desk.today:
        return None
    from planner.actions.safe_dates import orthotic_days

    return latest_start(plan.race.day, wear, rules(), orthotic_days(plan.race.distance_m))


def _following(desk: Desk, item: Orthotic, plan: Plan | None = None) -> Following:
    log = _entries(desk, item)
    found = _broken_in(desk, item, log)
    shoes, most = _shoes(desk), orthotic_rules().other_pair.mm
    moved = moved_since(item, desk.today, rules().running.moved_days) if found.state is State.IN_USE else None
    begun = Counted()
    runs: tuple[RampRun, ...] = ()
    if found.state.is_going_on or moved:
        if moved:
            log = desk.entries(moved[0].since, desk.today)
            begun = Counted(ahead={moved[1].shoe: rules().long_from}, last=moved[1].shoe)
        felt = [entry for entry in log if isinstance(entry, Felt)]
        ran = [entry for entry in log if isinstance(entry, Ran)]
        begun = counted(item, ran, felt, rules(), shoes, most, begun)
        ahead = [run for run in runs_ahead(desk, plan or desk.plan()) if not moved or run.shoe in ("", moved[0].shoe)]
        if moved:
            ahead = [msgspec.structs.replace(run, shoe=moved[0].shoe) for run in ahead]
        runs = ramp(item, found, begun, ahead, rules(), shoes, most)
    return Following(
        today=desk.today,
        orthotic=item,
        broken_in=found,
        runs=runs,
        next_run=begun.ahead.get(begun.last, 1),
        near=shoes_near(desk, found.start) if found.state.is_going_on else (),
        latest=latest_of(desk, item),
    )


def _broken_in(desk: Desk, item: Orthotic, log: Sequence[Happening]) -> BreakIn:
    return break_in(
        item,
        [entry for entry in log if isinstance(entry, Wore)],
        [entry for entry in log if isinstance(entry, Felt)],
        [entry for entry in log if isinstance(entry, Ran)],
        desk.today,
        rules(),
    )


def _entries(desk: Desk, item: Orthotic) -> Sequence[Happening]:
    """Return what was logged since the start of a break-in; nothing is read for one that is not followed."""
    start = item.started or item.since
    if start is None or start > desk.today or not is_followed(desk, item):
        return ()
    return desk.entries(start - timedelta(days=1), desk.today)


def _shoes(desk: Desk) -> Mapping[str, Shoe]:
    return {item.id: item for item in desk.gear() if isinstance(item, Shoe)}
