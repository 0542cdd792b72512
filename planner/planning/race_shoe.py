"""Whether the pair for the race is rehearsed and fresh on race day, and which runs to hang it on."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

import msgspec

from planner.domain.gear import Shoe
from planner.domain.session import SessionKind
from planner.domain.units import Unit, show_distance
from planner.planning.shoe_ramp import Ramp, ShoeRun, is_new
from planner.planning.shoe_rules import ShoeRules, by_race
from planner.planning.shoe_wear import mark_of


class Readiness(msgspec.Struct, frozen=True, kw_only=True):
    """What a pair has behind it on race day, done and planned. `lacks` and `minds`: what is missing, and what to know.

    `rehearse`: ids of planned runs that would make it up, by day.
    """

    shoe: str
    quality: int
    long: int
    race_m: float
    lacks: tuple[str, ...] = ()
    minds: tuple[str, ...] = ()
    rehearse: tuple[str, ...] = ()

    @property
    def is_ready(self) -> bool:
        """Whether nothing is missing."""
        return not self.lacks


def readiness(
    shoe: Shoe,
    total_m: float,
    runs: Sequence[ShoeRun],
    rules: ShoeRules,
    today: date,
    *,
    race_day: date,
    race_m: float,
    ramp: Ramp | None = None,
    unit: Unit = Unit.KM,
) -> Readiness:
    """Return whether a pair is rehearsed for a race of `race_m` metres on `race_day`, and what would be missing."""
    rule = rules.race
    own = [run for run in runs if run.shoe == shoe.id and run.day < race_day]
    low, _ = by_race(rule.segment_m, race_m)
    quality = sum(run.kind.is_quality for run in own)
    long = sum(_is_long(run, low) for run in own)
    at_race = total_m + sum(run.distance_m or 0.0 for run in own if not run.done)
    lacks: list[str] = []
    if shoe.start_m < rule.least_m:  # else it was run in before the log
        before = [run for run in runs if run.day < race_day]
        # No more than there is to run in it: a plan without hard runs asks for none.
        hard = min(rule.quality, sum(run.kind.is_quality for run in before))
        if quality < hard:
            lacks.append(f"{_of(quality, hard, 'hard run')} in it")
        if long < min(rule.long, sum(_is_long(run, low) for run in before)):
            lacks.append(f"no run of {show_distance(low, unit)} or more in it")
    if at_race < rule.least_m:
        lacks.append(
            f"{show_distance(at_race, unit)} on it at the start, {show_distance(rule.least_m, unit)} is enough"
        )
    first = min((run.day for run in own), default=race_day)
    days = (race_day - first).days
    if is_new(shoe, rules, today) and not (shoe.first_used and shoe.first_used < first) and days < rule.fresh_days:
        lacks.append(f"first worn {_days(days)} before the race, {_days(rule.fresh_days)} would be fine")
    return Readiness(
        shoe=shoe.id,
        quality=quality,
        long=long,
        race_m=at_race,
        lacks=tuple(lacks),
        minds=tuple(_minds(shoe, at_race, rules, unit)),
        rehearse=_rehearse(shoe, runs, rules, today, race_day, low, ramp) if lacks else (),
    )


def _minds(shoe: Shoe, at_race: float, rules: ShoeRules, unit: Unit) -> Iterable[str]:
    left = 1 - at_race / mark_of(shoe, rules)
    if left < rules.life.least:
        yield f"{max(left, 0):.0%} of its life is left on race day; {rules.life.least:.0%} or more is better"
    elif at_race > rules.race.most_m and shoe.plate:
        most = show_distance(rules.race.most_m, unit)
        yield f"{show_distance(at_race, unit)} on it at the start; up to {most} is fresh"


def _rehearse(
    shoe: Shoe,
    runs: Sequence[ShoeRun],
    rules: ShoeRules,
    today: date,
    race_day: date,
    low_m: float,
    ramp: Ramp | None,
) -> tuple[str, ...]:
    """Return the runs to hang it on: those nearest to the race that its ramp allows, and an easy one to begin with."""
    rule, own = rules.race, [run for run in runs if run.shoe == shoe.id and run.day < race_day]
    free = [run for run in runs if not run.done and run.shoe != shoe.id and today <= run.day < race_day]
    chosen: list[ShoeRun] = []
    hard_from = long_from = today
    if is_new(shoe, rules, today) and not shoe.first_used:
        begins = ramp.begins if ramp and own else None
        if begins is None:
            after = today + timedelta(days=rules.ramp.walk_days)
            begin = next((run for run in free if run.day >= after and not run.kind.is_hard), None)
            if begin is None:
                return ()
            chosen.append(begin)
            begins = begin.day
        factor = ramp.factor if ramp else 1
        hard_from = begins + timedelta(weeks=(rules.ramp.any_run_week - 1) * factor)
        long_from = begins + timedelta(weeks=(rules.ramp.long_run_week - 1) * factor)
    quality = [run for run in free if run.kind.is_quality and run.day >= hard_from]
    missing = rule.quality - sum(run.kind.is_quality for run in own)
    chosen += quality[max(len(quality) - missing, 0) :] if missing > 0 else []
    if rule.long > sum(_is_long(run, low_m) for run in own):
        fitting = [run for run in free if _is_long(run, low_m) and run.day >= long_from]
        best = fitting or [run for run in free if run.kind is SessionKind.LONG and run.day >= long_from]
        chosen += best[-1:]
    return tuple(run.session for run in sorted(chosen, key=lambda run: run.day))


def _is_long(run: ShoeRun, low_m: float) -> bool:
    return run.distance_m is not None and run.distance_m >= low_m


def _of(count: int, wanted: int, what: str) -> str:
    return f"{count or 'no'} {what}{'s' if count > 1 else ''} of {wanted}"


def _days(days: int) -> str:
    return f"{days} day{'s' if days != 1 else ''}"
