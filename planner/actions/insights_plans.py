"""What the insights need of the plans: their runs and hung work as they stand, kept while a plan's file is the same."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

import msgspec

from planner.actions.desk import Desk
from planner.domain.errors import PlannerError
from planner.domain.plan import Plan
from planner.insights.figure import Span
from planner.insights.history import PlannedRun, PlannedWork
from planner.planning.schedule import Schedule

_NAME = "plans"


class PlanView(msgspec.Struct, frozen=True, kw_only=True):
    """A plan as the insights see it. `layers`: the name of each by its id."""

    id: str
    first: date
    last: date
    race_day: date
    race_name: str
    runs: tuple[PlannedRun, ...]
    work: tuple[PlannedWork, ...]
    phases: tuple[Span, ...]
    layers: dict[str, str]


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """What stands of all plans together: on a day that several hold, only what the last of them says."""

    runs: tuple[PlannedRun, ...]
    work: tuple[PlannedWork, ...]
    phases: tuple[Span, ...]
    race_days: tuple[tuple[date, str], ...]
    layers: dict[str, str]


def standing_plans(desk: Desk) -> Standing:
    """Return what stands of the plans. A later plan covers an earlier one; the current plan covers every other."""
    current = desk.settings.plan
    views = sorted(_views(desk), key=lambda view: (view.id == current, view.first, view.race_day, view.id))
    covers = [tuple((other.first, other.last) for other in views[n + 1 :]) for n in range(len(views))]
    runs: list[PlannedRun] = []
    work: list[PlannedWork] = []
    phases: list[Span] = []
    races: list[tuple[date, str]] = []
    layers: dict[str, str] = {}
    for view, later in zip(views, covers, strict=True):
        own = [span for span in later if span[0] <= view.last and view.first <= span[1]]
        runs += [one for one in view.runs if not _is_covered(one.day, own)] if own else view.runs
        work += [one for one in view.work if not _is_covered(one.day, own)] if own else view.work
        phases += [_until_covered(one, own) for one in view.phases if not _is_covered(one.first, own)]
        if not _is_covered(view.race_day, own):
            races.append((view.race_day, view.race_name))
        layers |= view.layers
    return Standing(
        runs=tuple(sorted(runs, key=lambda one: one.day)),
        work=tuple(sorted(work, key=lambda one: one.day)),
        phases=tuple(sorted(phases, key=lambda one: one.first)),
        race_days=tuple(sorted(races)),
        layers=layers,
    )


def _is_covered(day: date, spans: Sequence[tuple[date, date]]) -> bool:
    return any(first <= day <= last for first, last in spans)


def _until_covered(phase: Span, spans: Sequence[tuple[date, date]]) -> Span:
    """Return a phase up to the day before a later plan begins."""
    begins = [first - timedelta(days=1) for first, _ in spans if first > phase.first]
    return msgspec.structs.replace(phase, last=min([phase.last, *begins]))


def _views(desk: Desk) -> Iterator[PlanView]:
    """Yield every plan that can be read; those that cannot are noted as problems."""
    from planner.store.caches.file_cache import FileCache, stamp_of
    from planner.store.plans import plan_path

    root = desk.store.root
    cache: FileCache[PlanView] = FileCache(root, _NAME, PlanView, (PlanView, PlannedRun, PlannedWork, Span))
    for plan_id in desk.store.plan_ids():
        stamp = stamp_of(plan_path(root, plan_id))
        view = cache.get(plan_id, stamp)
        if view is None:
            before = len(desk.problems)
            try:
                plan = desk.plan_of(plan_id)
            except PlannerError as problem:
                desk.note_problems((problem,))
                continue
            view = _view(plan, desk.schedule_of(plan))
            if len(desk.problems) == before:
                cache.keep(plan_id, stamp, view)
        yield view
    cache.save()


def _view(plan: Plan, standing: Schedule) -> PlanView:
    sessions = [planned.session for planned in standing.sessions]
    return PlanView(
        id=plan.id,
        first=plan.first_day,
        last=plan.last_day,
        race_day=plan.race.day,
        race_name=plan.race.name,
        runs=tuple(
            PlannedRun(
                session=one.id, day=one.day, kind=one.kind, distance_m=one.distance.middle_m if one.distance else None
            )
            for one in sessions
        ),
        work=tuple(
            PlannedWork(item=one.id, day=one.day, layer=one.layer, thing=one.thing, routine=one.what, anchor=one.anchor)
            for one in standing.hung
            if one.is_routine
        ),
        phases=tuple(_phases(plan)),
        layers={layer.id: layer.name for layer in standing.layers},
    )


def _phases(plan: Plan) -> Iterator[Span]:
    """Yield the phases of a plan, weeks of one in a row together."""
    open_: Span | None = None
    for week in plan.weeks:
        label = week.phase.value if week.phase else ""
        last = week.start + timedelta(days=6)
        if open_ and open_.label == label and week.start == open_.last + timedelta(days=1):
            open_ = msgspec.structs.replace(open_, last=last)
            continue
        if open_ and open_.label:
            yield open_
        open_ = Span(label=label, first=week.start, last=last)
    if open_ and open_.label:
        yield open_
