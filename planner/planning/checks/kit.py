"""What hangs on nothing, changes that no longer fit, and shoes and orthotics that are new too late, or retired."""

from collections.abc import Iterator
from datetime import date, timedelta

from planner.domain.days import show_day
from planner.domain.gear import Gear, Orthotic, Schedule, Shoe
from planner.domain.layer import Hung, Thing
from planner.domain.session import Session
from planner.domain.text import one_line
from planner.planning.checks.finding import Finding, finding
from planner.planning.checks.reading import Reading
from planner.planning.checks.rule import Rule, step


def missing(reading: Reading, code: str, rule: Rule) -> Iterator[Finding]:
    """Yield the layers that hang what does not exist."""
    known = reading.known
    for layer in reading.standing.layers:
        if known is not None and layer.on and layer.thing in known and layer.what not in known[layer.thing]:
            kind = layer.thing if layer.thing in (Thing.SHOE, Thing.ORTHOTIC) else "routine"
            reason = f"layer {layer.id!r} hangs {kind} {layer.what!r}, and there is no such {kind}"
            yield finding(code, rule, reason, about=layer.id)


def lost(reading: Reading, code: str, rule: Rule) -> Iterator[Finding]:
    """Yield the changes that no longer fit the plan."""
    for one in reading.standing.lost:
        kind = str(one.change.__struct_config__.tag).replace("-", " ")
        target = getattr(one.change, "session", None) or getattr(one.change, "layer", "")
        named = target if isinstance(target, str) else getattr(target, "id", "")
        planned = next((session for session in reading.plan.base if session.id == named), None)
        about = f"{reading.name(planned)}, {show_day(planned.day)}," if planned else f"{named!r}" if named else ""
        made = f"made on {show_day(one.change.at.date(), year=True)}"
        reason = f"the {kind} {f'of {about} ' if about else ''}{made} no longer fits: {one.why}"
        yield finding(code, rule, reason, about=one.change.id)


def new_shoe(reading: Reading, code: str, rule: Rule) -> Iterator[Finding]:
    """Yield the shoes on a run up to the race that were bought in the last days before it."""
    for shoe, run in _last(reading, Thing.SHOE):
        if isinstance(shoe, Shoe) and shoe.bought and 0 <= reading.before_race(shoe.bought) < rule.days:
            days = reading.before_race(shoe.bought)
            reason = f"{_name(shoe)} is new {days} days before the race; {rule.days} would be fine"
            yield finding(code, rule, reason, run.day, about=shoe.id, session=run.id)


def plated_shoe(reading: Reading, code: str, rule: Rule) -> Iterator[Finding]:
    """Yield a plated shoe for the race that hardly any run before it is run in."""
    race = next(((item, run) for item, run in reading.worn(Thing.SHOE) if run.id == reading.race.session), None)
    shoe = reading.gear.get(race[0].what) if race else None
    if race is None or not isinstance(shoe, Shoe) or not shoe.plate or shoe.start_m >= rule.least_m:
        return
    planned = {run.id for item, run in reading.worn(Thing.SHOE) if item.what == shoe.id and run.day < race[1].day}
    logged = {run.session or run.id for run in reading.ran if run.shoe == shoe.id}
    runs = len(planned | logged)
    if runs < rule.runs:
        count = f"{runs} run{'s' * (runs != 1)}" if runs else "no run"
        reason = f"{_name(shoe)}, with a plate, is worn in {count} before the race; {rule.runs} would be fine"
        yield finding(code, rule, reason, race[1].day, about=shoe.id, session=race[1].id)


def new_orthotic(reading: Reading, code: str, rule: Rule) -> Iterator[Finding]:
    """Yield the orthotics on a run up to the race that are new too late to be broken in and used in full."""
    least = step(rule.at, reading.race.distance_m) or 0
    for item, run in _last(reading, Thing.ORTHOTIC):
        if isinstance(item, Orthotic) and item.since and 0 <= reading.before_race(item.since) < least:
            days = reading.before_race(item.since)
            reason = f"{_name(item)} is new {days} days before the race; {least} would be fine"
            yield finding(code, rule, reason, run.day, about=item.id, session=run.id)


def break_in(reading: Reading, code: str, rule: Rule) -> Iterator[Finding]:
    """Yield the orthotics that a run has on before their break-in has come to running."""
    for item, _ in _last(reading, Thing.ORTHOTIC):
        if not isinstance(item, Orthotic) or item.since is None or item.schedule is Schedule.OWN:
            continue
        gate = item.since + timedelta(days=rule.schedules[item.schedule] - 1)
        early = next((on for hung, on in reading.worn(Thing.ORTHOTIC) if _is_early(hung, on, item, gate)), None)
        if early:
            day = (early.day - item.since).days + 1
            reason = (
                f"{_name(item)} is on a run on day {day} of its break-in; the first run would be fine from"
                f" {show_day(gate)} on"
            )
            yield finding(code, rule, reason, early.day, about=item.id, session=early.id)


def retired(reading: Reading, code: str, rule: Rule) -> Iterator[Finding]:
    """Yield the shoes and orthotics that still hang on runs after the day on which they were retired."""
    told: set[str] = set()
    for thing in (Thing.SHOE, Thing.ORTHOTIC):
        for hung, run in reversed(reading.worn(thing)):
            item = reading.gear.get(hung.what)
            if item and item.retired and run.day > item.retired and item.id not in told:
                told.add(item.id)
                reason = f"{_name(item)} was retired on {show_day(item.retired, year=True)} and still hangs on runs"
                yield finding(code, rule, reason, run.day, about=item.id, session=run.id)


def _last(reading: Reading, thing: Thing) -> Iterator[tuple[Gear, Session]]:
    """Yield each pair that hangs on a run up to the race, with the last such run: until then it can be mended."""
    told: set[str] = set()
    for hung, run in reversed(reading.worn(thing)):
        item = reading.gear.get(hung.what)
        if item and item.id not in told and run.day <= reading.race.day:
            told.add(item.id)
            yield item, run


def _is_early(hung: Hung, run: Session, item: Orthotic, gate: date) -> bool:
    return hung.what == item.id and item.since is not None and item.since <= run.day < gate


def _name(item: Gear) -> str:
    return one_line(item.name)
