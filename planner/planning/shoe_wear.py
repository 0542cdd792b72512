"""When pairs of shoes are due with the plan as it stands, how worn they are on race day, and by when to buy."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from enum import StrEnum

import msgspec

from planner.domain.gear import Shoe
from planner.planning.shoe_ramp import Ramp, ShoeRun, length_days
from planner.planning.shoe_rules import ShoeRules


class Status(StrEnum):
    """Where a pair stands. Signs of wear come before distance."""

    RETIRED = "retired"
    WORN = "worn out"
    OVERDUE = "overdue"
    DUE = "due"
    SPARE = "spare"
    BREAKING_IN = "breaking in"
    SOON = "due soon"
    IN_USE = "in use"


class Forecast(msgspec.Struct, frozen=True, kw_only=True):
    """What the plan does to a pair. Days on which a mark is reached are None where the plan does not reach it.

    A mark that is reached already has today's day. `planned_m`: what the plan puts on it from today until the race,
    the race not counted; `race_m`: what is then on it, None without a race ahead. `unknown`: planned runs in it whose
    distance nobody knows. `buy_by`: the last day to have a pair in its place, so that this one's ramp ends in time.
    """

    shoe: str
    now_m: float
    mark_m: float
    warn_on: date | None = None
    due_on: date | None = None
    overdue_on: date | None = None
    planned_m: float = 0.0
    planned_runs: int = 0
    unknown: int = 0
    race_m: float | None = None
    buy_by: date | None = None

    @property
    def worn(self) -> float:
        """The part of the mark that is behind it now."""
        return self.now_m / self.mark_m

    @property
    def worn_at_race(self) -> float | None:
        """The part of the mark that is behind it on the morning of the race."""
        return None if self.race_m is None else self.race_m / self.mark_m


def mark_of(shoe: Shoe, rules: ShoeRules) -> float:
    """Return the metres at which a pair is due: its own mark, else that of its role, less in hard use."""
    return shoe.due_m if shoe.retire_m or not shoe.hard_use else shoe.due_m * (1 - rules.hard_use.less)


def status_of(shoe: Shoe, total_m: float, rules: ShoeRules, *, ramp: Ramp | None = None, signs: bool = False) -> Status:
    """Return where a pair stands; `signs`: its last check found signs of wear."""
    part = total_m / mark_of(shoe, rules)
    if shoe.retired:
        return Status.RETIRED
    if signs:
        return Status.WORN
    if part >= 1:
        return Status.OVERDUE if part >= rules.wear.overdue else Status.DUE
    if shoe.spare:
        return Status.SPARE
    if ramp:
        return Status.BREAKING_IN
    return Status.SOON if part >= rules.wear.warn else Status.IN_USE


def forecast(
    shoe: Shoe,
    total_m: float,
    planned: Iterable[ShoeRun],
    rules: ShoeRules,
    today: date,
    *,
    race_day: date | None = None,
    taper: date | None = None,
) -> Forecast:
    """Return what the runs to come do to a pair, with what is on it now. `taper`: the first day of the taper."""
    mark = mark_of(shoe, rules)
    own = sorted((run for run in planned if run.shoe == shoe.id and not run.done), key=lambda run: run.day)
    before = [run for run in own if race_day is None or run.day < race_day]
    warn, due, overdue = (
        _reached(total_m, own, part * mark, today) for part in (rules.wear.warn, 1.0, rules.wear.overdue)
    )
    planned_m = sum(run.distance_m or 0.0 for run in before)
    ahead = race_day is not None and race_day >= today
    return Forecast(
        shoe=shoe.id,
        now_m=total_m,
        mark_m=mark,
        warn_on=warn,
        due_on=due,
        overdue_on=overdue,
        planned_m=planned_m,
        planned_runs=len(before),
        unknown=sum(run.distance_m is None for run in own),
        race_m=total_m + planned_m if ahead else None,
        buy_by=buy_by(due, race_day, taper, rules) if ahead and own and not shoe.retired else None,
    )


def buy_by(due_on: date | None, race_day: date | None, taper: date | None, rules: ShoeRules) -> date | None:
    """Return the last day to have a pair in the place of one that is due before the race; None where none is needed.

    Its ramp, the days of walking counted in, ends before the taper begins, and before the old pair is due.
    """
    if due_on is None or race_day is None or due_on > race_day:
        return None
    return min(due_on, taper or race_day) - timedelta(days=length_days(rules))


def needs_second(shoes: Sequence[Shoe], main: str, total_m: float, plan_weeks: int, rules: ShoeRules) -> str:
    """Return in words why a second pair is worth having; empty where two are in use, or where it is too early."""
    in_use = [shoe for shoe in shoes if not shoe.retired and not shoe.spare]
    shoe = next((one for one in in_use if one.id == main), None)
    if len(in_use) != 1 or shoe is None:
        return ""
    part = total_m / mark_of(shoe, rules)
    if part >= rules.rotation.second_at:
        return f"{part:.0%} of its mark is behind your only pair"
    return f"the plan is {plan_weeks} weeks long" if plan_weeks >= rules.rotation.plan_weeks else ""


def _reached(total_m: float, runs: Iterable[ShoeRun], mark_m: float, today: date) -> date | None:
    if total_m >= mark_m:
        return today
    for run in runs:
        total_m += run.distance_m or 0.0
        if total_m >= mark_m:
            return run.day
    return None
