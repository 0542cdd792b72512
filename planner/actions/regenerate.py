"""A build-up made again from other inputs: what is over or logged stays, the user's changes go on applying."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta

import msgspec

from planner.actions.build_ups import Request, preview
from planner.actions.desk import Desk
from planner.actions.proposal import Proposal, propose
from planner.domain.change import Add, Batch, Change, Rebase
from planner.domain.days import show_day
from planner.domain.errors import BadValue
from planner.domain.ids import HUNG, Pick, new_id
from planner.domain.layer import Layer
from planner.domain.log import Happening, Played, Ran, Skipped
from planner.domain.plan import Plan
from planner.domain.race import Phase, RecentRace
from planner.domain.session import Session, SessionKind
from planner.domain.text import capital
from planner.domain.week import PlanWeek
from planner.planning.build_up import BuildUp
from planner.planning.default_layers import LAYER_NAMES

_WEEKS_BACK = 4
_DAYS_BACK = 30
"""What counts as now: the mean of the last four weeks, the longest run of the last 30 days (Frandsen et al. 2025)."""


class Recently(msgspec.Struct, frozen=True, kw_only=True):
    """What was run of late, in metres: the mean week of the last four, and the longest run of the last 30 days."""

    weekly_m: float
    longest_m: float


def request_of(desk: Desk, plan: Plan) -> Request:
    """Return what the plan was made from. Raises `BadValue` for a plan that was imported or made from a template."""
    inputs = plan.inputs
    if inputs is None:
        raise BadValue(
            f"plan {plan.id!r}",
            "it was not made from a race and what you run, so there is nothing to make again",
            "Change its sessions instead, or make a build-up with `planner plan new`.",
        )
    there = {item.id for item in desk.gear()}
    worn = {layer.id: layer.what for layer in plan.layers if layer.id in ("shoe", "orthotic") and layer.what in there}
    return Request(
        race_name=plan.race.name,
        race_day=plan.race.day,
        distance_m=plan.race.distance_m,
        level=inputs.level,
        weekly_m=inputs.weekly_m,
        longest_m=inputs.longest_m,
        days=inputs.days,
        long_run_day=inputs.long_run_day,
        start=inputs.start,
        finish_safely=inputs.finish_safely,
        easy_pace_s=0 if inputs.easy_pace_s == _pace_of(inputs.recent) else inputs.easy_pace_s,
        shoe=worn.get("shoe", ""),
        orthotic=worn.get("orthotic", ""),
        layers=tuple(layer.id for layer in plan.layers if layer.id in LAYER_NAMES),
        minutes=inputs.minutes,
        blocked=inputs.blocked,
        tune_ups=inputs.tune_ups,
        recent=inputs.recent,
        after=inputs.after,
    )


def _pace_of(recent: RecentRace | None) -> int:
    """Return the easy pace that a recent race gave where none was said, so that another race gives another."""
    from planner.planning.paces import paces

    return round(paces(recent).easy_middle) if recent else 0


def recently(desk: Desk) -> Recently | None:
    """Return what the log says was run in the last four weeks and 30 days; None when nothing was logged."""
    today = desk.today
    ran = [
        (entry.day, entry.distance_m)
        for entry in desk.entries(today - timedelta(days=_DAYS_BACK), today)
        if isinstance(entry, Ran) and entry.distance_m
    ]
    last_weeks = [metres for day, metres in ran if day > today - timedelta(weeks=_WEEKS_BACK)]
    if not last_weeks:
        return None
    weekly = sum(last_weeks) / _WEEKS_BACK
    return Recently(weekly_m=weekly, longest_m=min(max(metres for _, metres in ran), weekly))


def from_here(desk: Desk, request: Request) -> Request:
    """Return the request that begins today with what was really run of late; the same where nothing was logged."""
    found = recently(desk)
    if found is None:
        return request
    return msgspec.structs.replace(
        request,
        start=desk.today,
        weekly_m=float(round(found.weekly_m, -2)),
        longest_m=float(round(found.longest_m, -2)),
        tune_ups=tuple(race for race in request.tune_ups if race.day >= desk.today),
    )


def made_again(desk: Desk, plan: Plan, request: Request) -> BuildUp:
    """Return the plan on a base made from `request`, as it was before today and as it is made from today on.

    A later start leaves more as it is. Nothing is written. Raises as `build_ups.preview` does.
    """
    made = preview(desk, request, plan.id)
    cut = max(desk.today, made.plan.inputs.start if made.plan.inputs else desk.today)
    race = made.plan.race
    kept = _kept(desk, plan, cut)
    base = tuple(_joined(plan, kept, made.plan, cut, _taken(desk, plan), desk.pick))
    again = msgspec.structs.replace(
        plan,
        race=msgspec.structs.replace(race, session=plan.race.session),
        inputs=made.plan.inputs,
        weeks=_weeks(plan, made.plan, cut),
        base=tuple(sorted(base, key=lambda session: session.order)),
        layers=_layers(plan, made.plan),
    )
    return _figures(msgspec.structs.replace(made, plan=again))


def propose_again(desk: Desk, request: Request, *, plan: Plan | None = None) -> Proposal:
    """Return the proposal to make a plan, the current one without `plan`, again from `request`. Nothing is written."""
    owner = plan or desk.plan_of(None)
    made = made_again(desk, owner, request)
    new = made.plan
    change = Rebase(
        id=desk.new_id(),
        at=desk.now(),
        race=new.race,
        inputs=new.inputs,
        weeks=new.weeks,
        base=new.base,
        layers=new.layers,
    )
    return propose(
        desk,
        owner,
        change,
        title=f"Make {owner.title} again",
        done=f"Made {owner.title} again, {len(new.weeks)} weeks.",
        why=tuple(_reasons(desk, owner, made)),
    )


def changes_anything(plan: Plan, proposal: Proposal) -> bool:
    """Tell whether accepting the proposal would change the plan's base, layers or inputs at all."""
    change = proposal.change
    return not isinstance(change, Rebase) or any(
        getattr(change, name) != getattr(plan, name) for name in ("race", "inputs", "weeks", "base", "layers")
    )


def _reasons(desk: Desk, plan: Plan, made: BuildUp) -> Iterator[str]:
    if plan.first_day < desk.today:
        yield f"What is before {show_day(desk.today)} and what was logged stays as it is."
    yield from (f"{capital(warning)}." for warning in made.warnings)


def _kept(desk: Desk, plan: Plan, cut: date) -> dict[str, Session]:
    """Return the sessions of the base that are not made again: over, moved to a day that is over, or logged."""
    stands = {planned.session.id: planned.session.day for planned in desk.schedule_of(plan).sessions}
    logged = set(_logged(desk.entries(plan.first_day, max(desk.today, plan.last_day))))
    return {
        session.id: session
        for session in plan.base
        if session.id != plan.race.session
        and (session.day < cut or stands.get(session.id, cut) < desk.today or session.id in logged)
    }


def _logged(entries: Iterable[Happening]) -> Iterator[str]:
    """Yield the ids of the sessions that entries are about, hung work's sessions too."""
    for entry in entries:
        match entry:
            case Ran(session=item) | Skipped(session=item) | Played(item=item) if item:
                yield item.partition(HUNG)[0]
            case _:
                pass


def _taken(desk: Desk, plan: Plan) -> set[str]:
    """Return every session id that the plan's file or the log knows: a new session gets none of them."""
    taken = {session.id for session in plan.base}
    for change in _all_changes(plan.changes):
        if isinstance(change, Add):
            taken.add(change.session.id)
        elif isinstance(change, Rebase):
            taken.update(session.id for session in change.base)
    first_file = desk.store.plan_with_problems(plan.id)[0] if plan.id in desk.store.plan_ids() else plan
    return taken | {session.id for session in first_file.base}


def _all_changes(changes: Iterable[Change]) -> Iterator[Change]:
    for change in changes:
        yield from change.parts if isinstance(change, Batch) else (change,)


def _joined(
    plan: Plan, kept: dict[str, Session], new: Plan, cut: date, taken: set[str], pick: Pick
) -> Iterator[Session]:
    """Yield the sessions that stay and the new ones, these under the ids of the old ones in whose place they stand."""
    race_id = plan.race.session
    yield from kept.values()
    fresh = [session for session in new.base if session.day >= cut and session.id != new.race.session]
    old = [session for session in plan.base if session.day >= cut and session.id != race_id]
    ids = _ids(old, fresh, new.weeks)
    for session in fresh:
        own = ids.get(session.id)
        if own in kept:
            continue  # what was logged stands in its place
        if own is None:
            own = session.id if session.id not in taken else new_id(pick, taken)
            taken.add(own)
        yield msgspec.structs.replace(session, id=own)
    race = next(session for session in new.base if session.id == new.race.session)
    yield msgspec.structs.replace(race, id=race_id)


_SAME: tuple[Callable[[Session, Session], bool], ...] = (
    lambda old, new: old.kind is new.kind,
    lambda old, new: (
        (old.kind is SessionKind.LONG) == (new.kind is SessionKind.LONG) and old.kind.is_quality == new.kind.is_quality
    ),
    lambda old, new: old.kind.is_run == new.kind.is_run,
)
"""When a session stands in the place of another in the same week, the likeliest first."""


def _ids(old: list[Session], new: list[Session], weeks: tuple[PlanWeek, ...]) -> dict[str, str]:
    """Return the old id that each new session takes over: of the same day first, then of the same week and place."""
    found: dict[str, str] = {}
    by_day = {(session.day, session.kind.is_run): session.id for session in old}
    for session in new:
        own = by_day.pop((session.day, session.kind.is_run), None)
        if own:
            found[session.id] = own
    used = set(found.values())
    for week in weeks:
        theirs = [session for session in old if week.holds(session.day) and session.id not in used]
        mine = [session for session in new if week.holds(session.day) and session.id not in found]
        for alike in _SAME:
            for session in [one for one in mine if one.id not in found]:
                match = next((one for one in theirs if one.id not in used and alike(one, session)), None)
                if match:
                    found[session.id] = match.id
                    used.add(match.id)
    return found


def _weeks(plan: Plan, new: Plan, cut: date) -> tuple[PlanWeek, ...]:
    """Return the weeks as they were up to `cut`, and as they are made from there on.

    A week that has begun stays what it was, unless it was the week of a race that is another day now.
    """
    ahead = [week for week in new.weeks if week.start + timedelta(days=7) > cut]
    if not ahead:
        return plan.weeks
    first = ahead[0]
    old = next((week for week in plan.weeks if week.start == first.start), None)
    if old and first.start < cut and (old.phase is not Phase.RACE or old.holds(new.race.day)):
        ahead[0] = old
    return (*(week for week in plan.weeks if week.start < first.start), *ahead)


def _layers(plan: Plan, new: Plan) -> tuple[Layer, ...]:
    """Return the chosen layers of the default set in their order, then those that are the runner's own."""
    return (*new.layers, *(layer for layer in plan.layers if layer.id not in LAYER_NAMES))


def _figures(made: BuildUp) -> BuildUp:
    """Return the build-up with the figures of the plan that it has now become."""
    plan = made.plan
    runs = [
        session for session in plan.base if session.kind.is_run and session.distance and session.day < plan.race.day
    ]
    if not runs:
        return made
    totals = [sum(run.distance.middle_m for run in runs if run.distance and week.holds(run.day)) for week in plan.weeks]
    longest = max(runs, key=lambda run: run.distance.high_m if run.distance else 0.0)
    longest_m = longest.distance.high_m if longest.distance else 0.0
    week = plan.week_of(longest.day)
    return msgspec.structs.replace(
        made,
        peak_week_m=max(totals, default=0.0),
        longest_m=longest_m,
        longest_week=week[0] if week else 1,
        race_jump=plan.race.distance_m / longest_m - 1,
    )
