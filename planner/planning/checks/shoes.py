"""Shoes on the runs of a plan: new pairs that come in too fast, the race pair, pairs that are due, all new at once."""

from collections.abc import Iterator
from datetime import date

from planner.domain.days import show_day
from planner.domain.gear import Orthotic, Shoe
from planner.domain.layer import Thing
from planner.domain.session import SessionKind
from planner.domain.text import one_line
from planner.domain.units import show_distance
from planner.planning.checks.finding import Finding, finding
from planner.planning.checks.reading import Reading
from planner.planning.checks.rule import Rule
from planner.planning.race_shoe import readiness
from planner.planning.shoe_ramp import ShoeRun, Speed, against, ramp_of, speed_of
from planner.planning.shoe_wear import forecast

_OTHER = SessionKind.RUN
"""The kind of a logged run that no planned one tells."""


def shoe_ramp(reading: Reading, code: str, rule: Rule) -> Iterator[Finding]:
    """Yield the new pairs that planned runs bring in too fast, each at the first such run."""
    runs = _runs(reading)
    for shoe in _shoes(reading):
        ramp = ramp_of(shoe, runs, reading.shoes, _today(reading), _speed(reading, shoe, runs))
        if ramp is None:
            continue
        own = [run for run in runs if run.shoe == shoe.id]
        wrong: list[tuple[ShoeRun, str]] = []
        for number, run in enumerate(own):
            before = own[number - 1] if number else None
            first = before is None and run.day == ramp.begins
            said = against(ramp, run, before, runs, first=first, unit=reading.unit)
            if said and not run.done:
                wrong.append((run, said[0]))
        if wrong:
            run, said_first = wrong[0]
            more = f"; {len(wrong) - 1} more run{'s' * (len(wrong) > 2)}" if len(wrong) > 1 else ""
            reason = f"{one_line(shoe.name)} is new: {said_first}{more}"
            yield finding(code, rule, reason, run.day, about=shoe.id, session=run.session)


def race_shoe(reading: Reading, code: str, rule: Rule) -> Iterator[Finding]:
    """Yield the pair for the race where it was not rehearsed."""
    race = reading.race
    on_race = next((item for item, run in reading.worn(Thing.SHOE) if run.id == race.session), None)
    shoe = reading.gear.get(on_race.what) if on_race else None
    runs = _runs(reading)
    if not isinstance(shoe, Shoe) or shoe.retired or _is_told_as_plated(reading, shoe, runs):
        return
    total = shoe.start_m + sum(run.distance_m or 0.0 for run in runs if run.done and run.shoe == shoe.id)
    found = readiness(
        shoe,
        total,
        runs,
        reading.shoes,
        _today(reading),
        race_day=race.day,
        race_m=race.distance_m,
        unit=reading.unit,
    )
    if found.lacks:
        reason = f"{one_line(shoe.name)} is for the race: {'; '.join(found.lacks)}"
        yield finding(code, rule, reason, race.day, about=shoe.id, session=race.session)


def shoe_due(reading: Reading, code: str, rule: Rule) -> Iterator[Finding]:
    """Yield the pairs that reach their mark before race day, each at the run that does it."""
    runs, race = _runs(reading), reading.race
    for shoe in _shoes(reading):
        total = shoe.start_m + sum(run.distance_m or 0.0 for run in runs if run.done and run.shoe == shoe.id)
        found = forecast(shoe, total, runs, reading.shoes, _today(reading), race_day=race.day)
        weight = rule.weigh((found.race_m or 0.0) / found.mark_m)
        if weight and found.due_on and found.race_m:
            unit, day = reading.unit, found.due_on
            when = "is due now" if total >= found.mark_m else f"is due on {show_day(day)}"
            marks = f"{show_distance(found.race_m, unit, with_unit=False)} of {show_distance(found.mark_m, unit)}"
            yield finding(
                code, rule, f"{one_line(shoe.name)} {when}, {marks} before the race", day, about=shoe.id, weight=weight
            )


def new_both(reading: Reading, code: str, rule: Rule) -> Iterator[Finding]:
    """Yield the pairs of shoes that are new within days of orthotics that hang on runs too."""
    worn = {hung.what for hung, _ in reading.worn(Thing.ORTHOTIC)}
    orthotics = [item for item in reading.gear.values() if isinstance(item, Orthotic) and item.id in worn]
    for shoe in _shoes(reading):
        came = shoe.first_used or shoe.bought
        for item in orthotics:
            begun = item.started or item.since
            if came is None or begun is None or abs((came - begun).days) >= rule.days:
                continue
            later = max(came, begun)
            run = next((on for hung, on in reading.worn(Thing.SHOE) if hung.what == shoe.id and on.day >= later), None)
            if run:
                days = abs((came - begun).days)
                apart = f"within {days} day{'s' * (days != 1)} of each other" if days else "on the same day"
                reason = f"{one_line(shoe.name)} and {one_line(item.name)} are new {apart}; {rule.days} would be fine"
                yield finding(code, rule, reason, run.day, about=f"{shoe.id}.{item.id}", session=run.id)


def _today(reading: Reading) -> date:
    return reading.today or reading.plan.first_day


def _shoes(reading: Reading) -> list[Shoe]:
    """Return the pairs in use that hang on a run up to the race, each once, by the first such run."""
    hung = dict.fromkeys(item.what for item, run in reading.worn(Thing.SHOE) if run.day <= reading.race.day)
    found = (reading.gear.get(one) for one in hung)
    return [item for item in found if isinstance(item, Shoe) and not item.retired]


def _runs(reading: Reading) -> tuple[ShoeRun, ...]:
    """Return the runs, logged and still to come, with their pair."""
    hung = {run.id: item.what for item, run in reading.worn(Thing.SHOE)}
    planned = {one.id: one for one in reading.sessions if one.kind.is_run}
    answered = {run.session for run in reading.ran}
    runs = [
        ShoeRun(
            day=run.day,
            kind=planned[run.session].kind if run.session in planned else _OTHER,
            distance_m=run.distance_m,
            shoe=run.shoe,
            done=True,
            session=run.session,
        )
        for run in reading.ran
    ]
    runs += [
        ShoeRun(
            day=one.day,
            kind=one.kind,
            distance_m=one.distance.middle_m if one.distance else None,
            shoe=hung.get(one.id, ""),
            session=one.id,
        )
        for one in planned.values()
        if one.id not in answered and one.day >= _today(reading)
    ]
    return tuple(sorted(runs, key=lambda run: (run.day, not run.done)))


def _speed(reading: Reading, shoe: Shoe, runs: tuple[ShoeRun, ...]) -> Speed:
    """Return what makes a ramp slower: what is known of it, else what gear and runs tell."""
    if shoe.id in reading.speeds:
        return reading.speeds[shoe.id]
    others = [item for item in reading.gear.values() if isinstance(item, Shoe)]
    done = [run for run in runs if run.done and run.shoe and run.shoe != shoe.id]
    sums: dict[str, float] = {}
    for run in done:
        sums[run.shoe] = sums.get(run.shoe, 0.0) + (run.distance_m or 0.0)
    main = max(sums, key=lambda one: (sums[one], one), default="")
    orthotics = [item for item in reading.gear.values() if isinstance(item, Orthotic) and not item.retired]
    return speed_of(
        shoe, others, reading.shoes, _today(reading), main=main, used={run.shoe for run in done}, orthotics=orthotics
    )


def _is_told_as_plated(reading: Reading, shoe: Shoe, runs: tuple[ShoeRun, ...]) -> bool:
    """Tell whether the rule for plated shoes speaks of it: hardly any run in it at all."""
    own = [run for run in runs if run.shoe == shoe.id and run.day < reading.race.day]
    rule = reading.shoes.race
    return shoe.plate and shoe.start_m < rule.least_m and len(own) < rule.quality + rule.long
