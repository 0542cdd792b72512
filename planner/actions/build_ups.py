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
from planner.domain.race import Inputs, Level, RecentRace, TuneUp
from planner.domain.text import localise, one_line
from planner.planning.build_up import BuildUp, OutOfReach, build_up, default_inputs, default_start
from planner.planning.default_layers import default_layers

if TYPE_CHECKING:
    from planner.domain.layer import Layer


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """What a runner says about the race and about now; what is left out gets the default of level and distance.

    Distances in metres. `layers`: ids of the default layers to switch on; None means all that fit. `minutes`: the time
    that a weekday has, 0 for no run; `blocked`: days without running; `after`: the plan that this one follows, which
    gives the start where none is said.
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
    minutes: dict[Weekday, int] = {}
    blocked: tuple[date, ...] = ()
    tune_ups: tuple[TuneUp, ...] = ()
    recent: RecentRace | None = None
    after: str = ""


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
            start_for=lambda day: start_of(desk, request, day),
        )
    except OutOfReach as refusal:
        why, fix = localise(refusal.why, unit), localise(refusal.fix, unit)
        raise OutOfReach(refusal.what, why, fix, refusal.earliest) from None
    return msgspec.structs.replace(
        made,
        plan=msgspec.structs.replace(made.plan, layers=_layers(desk, request, made)),
        warnings=tuple(localise(warning, unit) for warning in made.warnings),
    )


def start_of(desk: Desk, request: Request, race_day: date | None = None) -> date:
    """Return the first day of the plan: as said, the day after the plan it follows, or what is usual before a race."""
    if request.start:
        return request.start
    usual = default_start(race_day or request.race_day, request.distance_m, desk.today)
    if not request.after:
        return usual
    return max(usual, desk.plan_of(request.after).last_day + timedelta(days=1))


def inputs_of(desk: Desk, request: Request) -> Inputs:
    """Return the generator's inputs: what was said, and the default of level and distance for the rest.

    Raises `BadValue` for dates that make no plan.
    """
    start = start_of(desk, request)
    if start >= request.race_day:
        why = f"{show_day(start, year=True)} is not before the race"
        if request.after and not request.start:
            why = f"{desk.plan_of(request.after).title} goes on to {show_day(start - timedelta(days=1), year=True)}"
            raise BadValue("date", f"{why}, which is not before the race", "Choose a later race, or give a start.")
        raise BadValue("start", why, "Start earlier, or leave it out.")
    _check_days(request, start)
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
            minutes=request.minutes,
            blocked=request.blocked,
            tune_ups=request.tune_ups,
            recent=request.recent,
            after=request.after,
        )
    except ValueError as error:
        raise BadValue("build-up", str(error), "Change that and try again.") from None


def _check_days(request: Request, start: date) -> None:
    """Refuse tune-up races and blocked days that cannot be kept."""
    race_day, blocked = request.race_day, set(request.blocked)
    for race in request.tune_ups:
        day = show_day(race.day, year=True)
        if race.day >= race_day:
            why = f"{race.name} is on {day}, not before the race on {show_day(race_day, year=True)}"
            raise BadValue("tune-up", why, "Correct its day, or make a plan of its own that follows this one.")
        if race.day < start:
            why = f"{race.name} is on {day}, before the plan begins on {show_day(start, year=True)}"
            raise BadValue("tune-up", why, "Correct its day, start earlier, or give it as the recent race.")
        if race.day in blocked:
            raise BadValue("tune-up", f"{race.name} is on {day}, a day without running", "Take one of them out.")
    if race_day in blocked:
        raise BadValue(
            "blocked", f"{show_day(race_day, year=True)} is the day of the race", "Leave the day of the race free."
        )


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
    keep(desk, made.plan, beside=request.after)
    return made


def keep(desk: Desk, plan: Plan, *, beside: str = "") -> None:
    """Write a new plan and make it the current one; `beside` names a plan that is shown quietly with it."""
    desk.store.create_plan(plan)
    desk.store.remember((f"new:{plan.id}",))
    desk.refresh()
    shown = [one for one in desk.settings.beside if one not in (plan.id, beside)]
    desk.set_besides(plan=plan.id, **({"beside": [*shown, beside]} if beside else {}))


def remove(desk: Desk, plan_id: str) -> str:
    """Take a plan out of the store; undo brings it back. Log entries stay."""
    plan = desk.plan_of(plan_id)
    trashed = desk.store.delete_plan(plan_id)
    desk.store.remember((f"gone:{plan_id}:{trashed}",))
    desk.refresh()
    if plan_id in desk.settings.beside:
        desk.set_besides(beside=[one for one in desk.settings.beside if one != plan_id])
    return f"Deleted the plan {plan.title}. `planner plan undo` brings it back."


def show_beside(desk: Desk, plan_id: str, on: bool) -> str:
    """Show another plan's sessions quietly beside those of the current one, or no longer."""
    plan = desk.plan_of(plan_id)
    current = desk.plan()
    if current and current.id == plan_id:
        raise BadValue("plan", f"{plan.title} is the one that the calendar shows", "Choose another to show beside it.")
    others = [one for one in desk.settings.beside if one != plan_id]
    desk.set(beside=[*others, plan_id] if on else others)
    desk.refresh()
    return f"{plan.title} is shown beside." if on else f"{plan.title} is not shown any more."


def choose(desk: Desk, plan_id: str) -> str:
    """Open the calendar on another plan."""
    plan = desk.plan_of(plan_id)
    desk.set(plan=plan_id)
    desk.refresh()
    return f"The calendar shows {plan.title}."
