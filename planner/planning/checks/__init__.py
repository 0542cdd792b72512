"""What a plan goes against: how it grows, hard days and rest, the days around the race, and what hangs on its runs."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date

from planner.domain.gear import Gear
from planner.domain.layer import Thing
from planner.domain.log import Ran
from planner.domain.plan import Plan
from planner.domain.units import Unit
from planner.planning.checks import around_race, effort, growth, kit, orthotics, shoes
from planner.planning.checks.finding import Finding
from planner.planning.checks.reading import Reading
from planner.planning.checks.rule import Rule, Rules, Weight, looks_of, tables_of
from planner.planning.checks.week import Week, weeks_of
from planner.planning.orthotic_ramp import RampRun
from planner.planning.schedule import Schedule, schedule
from planner.planning.shoe_ramp import Speed

__all__ = [
    "CHECKS",
    "Finding",
    "Rule",
    "Rules",
    "Week",
    "Weight",
    "check_plan",
    "looks_of",
    "tables_of",
    "weeks_of",
]

CHECKS: dict[str, Callable[[Reading, str, Rule], Iterator[Finding]]] = {
    "spike": growth.spikes,
    "week-growth": growth.weeks_grow,
    "long-share": growth.shares,
    "long-time": growth.long_times,
    "long-long": growth.long_after_long,
    "no-cut-back": growth.no_cut_back,
    "hard-hard": effort.hard_days,
    "no-rest": effort.no_rest,
    "much-quality": effort.much_quality,
    "blocked-day": effort.blocked_days,
    "full-day": effort.full_days,
    "few-weeks": around_race.few_weeks,
    "start": around_race.start,
    "longest-run": around_race.longest_run,
    "tune-up": around_race.tune_up,
    "taper": around_race.taper,
    "near-race": around_race.near_race,
    "after-race": around_race.after_race,
    "race-jump": around_race.race_jump,
    "new-shoe": kit.new_shoe,
    "plated-shoe": kit.plated_shoe,
    "new-orthotic": kit.new_orthotic,
    "break-in": kit.break_in,
    "break-in-quality": orthotics.early_quality,
    "break-in-long": orthotics.long_grows,
    "full-use": orthotics.full_use,
    "retired": kit.retired,
    "shoe-ramp": shoes.shoe_ramp,
    "race-shoe": shoes.race_shoe,
    "shoe-due": shoes.shoe_due,
    "new-both": shoes.new_both,
    "missing-routine": kit.missing,
    "lost-change": kit.lost,
}
"""The check of every rule, by its code."""


def check_plan(
    plan: Plan,
    rules: Rules,
    *,
    unit: Unit,
    ran: Iterable[Ran] = (),
    known: Mapping[Thing, Collection[str]] | None = None,
    gear: Iterable[Gear] = (),
    seconds: Mapping[str, float] | None = None,
    standing: Schedule | None = None,
    since: date | None = None,
    today: date | None = None,
    ramps: Mapping[str, tuple[RampRun, ...]] | None = None,
    speeds: Mapping[str, Speed] | None = None,
) -> tuple[Finding, ...]:
    """Return what the plan as it stands goes against, by day; what belongs to no day stands last.

    `ran` are logged runs: they count among the runs before a day. `known` are the ids of routines, shoes and
    orthotics that exist; without it, what hangs there is not checked. `gear` is what of shoes and orthotics may hang
    there, and `seconds` how long routines take, by id. With `since` only what is found from that day on, and what
    belongs to no day, is returned. `today`: planned runs before it that nobody logged wear no shoes.
    `ramps`: the runs in orthotics whose break-in is going on, by id. `speeds`: what makes the ramps of new pairs slower
    or faster, by id; a pair that is not among them is judged by gear and runs alone.
    """
    whole = standing or schedule(plan)
    sessions = tuple(planned.session for planned in whole.sessions)
    reading = Reading(
        plan=plan,
        unit=unit,
        standing=whole,
        sessions=sessions,
        runs=tuple(one for one in sessions if one.kind.is_run and one.id != plan.race.session),
        weeks=tuple(weeks_of(plan, sessions)),
        ran=tuple(ran),
        known=known,
        gear={item.id: item for item in gear},
        seconds=seconds or {},
        shoes=rules.shoes,
        today=today,
        ramps=ramps or {},
        speeds=speeds or {},
    )
    found = (one for code, check in CHECKS.items() for one in check(reading, code, rules.rule[code]))
    listed = (one for one in found if since is None or one.day is None or one.day >= since)
    return tuple(sorted(listed, key=lambda one: (one.day is None, one.day or date.max, one.key)))
