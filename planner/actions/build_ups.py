"""Build-ups: from a race and what the runner runs now to a plan in the store."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import TYPE_CHECKING

import msgspec

from planner.actions.desk import Desk
from planner.domain.days import Weekday, show_day
from planner.domain.errors import BadValue
from planner.domain.ids import check_slug
from planner.domain.plan import Plan
from planner.domain.race import Inputs, Level
from planner.domain.text import localise, one_line
from planner.planning.build_up import BuildUp, OutOfReach, build_up, default_inputs, default_start
from planner.planning.default_layers import default_layers

if TYPE_CHECKING:
    from planner.domain.layer import Layer


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """What a runner says about the race and about now; what is left out gets the default of level and distance.

    Distances in metres. `layers`: ids of the default layers to switch on; None means all that fit.
    """

    race_name: str
    race_day: date
    distance_m: float
    level: Level = Level.NOVICE
    weekly_m: float | None = None
    longest_m: float | None = None
    days: int | None = None
    long_run_day: Weekday = Weekday.SUN
    start: date | None = None
    finish_safely: bool = False
    easy_pace_s: int = 0
    shoe: str = ""
    orthotic: str = ""
    layers: Collection[str] | None = None


def preview(desk: Desk, request: Request, plan_id: str = "preview") -> BuildUp:
    """Return the build-up that `request` makes, layers hung, without writing anything.

    Raises `BadValue` for a race that is not ahead, `NotFeasible` with the reason and the ways out.
    """
    name = one_line(request.race_name)
    if not name:
        raise BadValue("race", "it has no name", 'Give one, such as "Spring Half".')
    if request.race_day <= desk.today:
        raise BadValue(
            "date", f"{show_day(request.race_day, year=True)} is not ahead", "Give the day of a race to come."
        )
    if request.race_day > desk.today + timedelta(days=1096):
        raise BadValue("date", f"{request.race_day} is more than three years ahead", "Give a nearer race.")
    unit = desk.settings.unit
    try:
        made = build_up(
            id=plan_id,
            race_name=name,
            race_day=request.race_day,
            distance_m=float(request.distance_m),
            inputs=inputs_of(desk, request),
            pick=desk.pick,
            start_for=lambda day: request.start or default_start(day, request.distance_m, desk.today),
        )
    except OutOfReach as refusal:
        why, fix = localise(refusal.why, unit), localise(refusal.fix, unit)
        raise OutOfReach(refusal.what, why, fix, refusal.earliest) from None
    return msgspec.structs.replace(
        made,
        plan=msgspec.structs.replace(made.plan, layers=_layers(desk, request, made)),
        warnings=tuple(localise(warning, unit) for warning in made.warnings),
    )


def inputs_of(desk: Desk, request: Request) -> Inputs:
    """Return the generator's inputs: what was said, and the default of level and distance for the rest."""
    start = request.start or default_start(request.race_day, request.distance_m, desk.today)
    if request.start and request.start >= request.race_day:
        raise BadValue("start", f"{show_day(request.start)} is not before the race", "Start earlier, or leave it out.")
    try:
        return default_inputs(
            float(request.distance_m),
            request.level,
            start,
            weekly_m=None if request.weekly_m is None else float(request.weekly_m),
            longest_m=None if request.longest_m is None else float(request.longest_m),
            days=request.days,
            long_run_day=request.long_run_day,
            easy_pace_s=request.easy_pace_s,
            finish_safely=request.finish_safely,
        )
    except ValueError as error:
        raise BadValue("build-up", str(error), "Change that and try again.") from None


def _layers(desk: Desk, request: Request, made: BuildUp) -> "tuple[Layer, ...]":
    shoe = desk.shoe(request.shoe).id if request.shoe else ""
    orthotic = desk.orthotic(request.orthotic).id if request.orthotic else ""
    inputs = made.plan.inputs
    return default_layers(
        request.distance_m,
        long_run_day=request.long_run_day,
        days=inputs.days if inputs else 4,
        shoe=shoe,
        orthotic=orthotic,
        chosen=request.layers,
    )


def make(desk: Desk, plan_id: str, request: Request) -> BuildUp:
    """Make the build-up, write it as a new plan and open the calendar on it.

    Raises as `preview` does, and `BadValue` when the id is taken or cannot name a file.
    """
    check_slug(plan_id, "plan id")
    if plan_id in desk.store.plan_ids():
        raise BadValue("plan id", f"there is a plan {plan_id!r} already", "Choose another id, or delete that plan.")
    made = preview(desk, request, plan_id)
    keep(desk, made.plan)
    return made


def keep(desk: Desk, plan: Plan) -> None:
    """Write a new plan and make it the current one."""
    desk.store.create_plan(plan)
    desk.store.remember((f"new:{plan.id}",))
    desk.set(plan=plan.id)
    desk.refresh()


def remove(desk: Desk, plan_id: str) -> str:
    """Take a plan out of the store; undo brings it back. Log entries stay."""
    plan = desk.plan_of(plan_id)
    trashed = desk.store.delete_plan(plan_id)
    desk.store.remember((f"gone:{plan_id}:{trashed}",))
    desk.refresh()
    return f"Deleted the plan {plan.title}. `planner plan undo` brings it back."


def choose(desk: Desk, plan_id: str) -> str:
    """Open the calendar on another plan."""
    plan = desk.plan_of(plan_id)
    desk.set(plan=plan_id)
    desk.refresh()
    return f"The calendar shows {plan.title}."
