"""Each pair of shoes with everything that is said of it: what the gear screen and `planner shoe` show."""

from collections.abc import Iterator
from datetime import date, timedelta

import msgspec

from planner.actions.shoe_assign import race_readiness
from planner.actions.shoe_facts import ShoeFacts
from planner.domain.days import show_day
from planner.domain.gear import Shoe, WearSign
from planner.domain.log import ShoeCheck
from planner.domain.text import one_line
from planner.domain.units import Unit, show_distance, show_duration
from planner.insights.wear import Wear
from planner.planning.comeback import taper_from
from planner.planning.race_shoe import Readiness
from planner.planning.shoe_ramp import Ramp, Speed
from planner.planning.shoe_wear import Forecast, Status, forecast, status_of


class ShoeView(msgspec.Struct, frozen=True, kw_only=True):
    """A pair with its wear, forecast and state. `readiness`: of the pair for the race only."""

    shoe: Shoe
    letter: str
    wear: Wear
    forecast: Forecast
    status: Status
    speed: Speed
    ramp: Ramp | None = None
    readiness: Readiness | None = None
    check: ShoeCheck | None = None


def shoe_views(facts: ShoeFacts) -> tuple[ShoeView, ...]:
    """Return every pair, those in use first, then spare and retired ones, each by its letter."""
    plan = facts.plan
    ahead = plan if plan and plan.race.day >= facts.today else None
    taper = taper_from(ahead) if ahead else None
    race = race_readiness(facts)
    made = []
    for number, shoe in enumerate(facts.shoes):
        wear, ramp = facts.wear[shoe.id], facts.ramps.get(shoe.id)
        check = next(iter(reversed(facts.checks(shoe.id))), None)
        seen = forecast(
            shoe,
            wear.total_m,
            facts.planned,
            facts.rules,
            facts.today,
            race_day=ahead.race.day if ahead else None,
            taper=taper,
        )
        made.append(
            ShoeView(
                shoe=shoe,
                letter=chr(ord("A") + number) if number < 26 else "",
                wear=wear,
                forecast=seen,
                status=status_of(shoe, wear.total_m, facts.rules, ramp=ramp, signs=bool(check and check.signs)),
                speed=ramp.speed if ramp else facts.speed(shoe),
                ramp=ramp,
                readiness=race if race and race.shoe == shoe.id else None,
                check=check,
            )
        )
    return tuple(sorted(made, key=lambda one: (one.shoe.retired is not None, one.shoe.spare)))


def unknown_pairs(facts: ShoeFacts) -> tuple[Wear, ...]:
    """Return the pairs that runs name and that have no file: nothing of them is lost."""
    known = {shoe.id for shoe in facts.shoes}
    return tuple(wear for shoe, wear in facts.wear.items() if shoe not in known)


def forecast_words(view: ShoeView, today: date) -> str:
    """Return when a pair is due, in few words: `due 3 Mar`, `due now`, `after the race`."""
    seen = view.forecast
    if view.shoe.retired:
        return show_day(view.shoe.retired, year=True)
    if seen.worn >= 1:
        return "due now"
    if seen.due_on:
        return f"due {_short(seen.due_on, today)}"
    if seen.warn_on and seen.warn_on > today:
        return f"80% {_short(seen.warn_on, today)}"
    return "not planned" if not seen.planned_runs and seen.race_m is not None else "not in sight"


def details(view: ShoeView, facts: ShoeFacts) -> Iterator[tuple[str, str]]:
    """Yield what is said of a pair as label and text, in the order of what matters."""
    yield from _state(view, facts)
    yield from _ahead(view, facts)
    yield from _felt(view, facts)
    yield from _record(view.shoe, facts)


def _state(view: ShoeView, facts: ShoeFacts) -> Iterator[tuple[str, str]]:
    wear, unit = view.wear, facts.unit
    runs = f"{wear.runs} run{'s' * (wear.runs != 1)}"
    without = f", {wear.runs_without} without a distance" if wear.runs_without else ""
    start = f", {show_distance(wear.start_m, unit)} from before" if wear.start_m else ""
    hours = f", {show_duration(wear.seconds)}" if wear.seconds else ""
    yield "on it", f"{_of_mark(view, unit)}, {runs}{hours}{without}{start}"
    since = wear.days_since(facts.today)
    if since is not None:
        ago = f"{since} day{'s' * (since != 1)} ago" if since else "today"
        yield "worn", f"{ago}, {_share(view, facts)}"
    if view.check:
        hidden = (WearSign.ONE_SIDED_ACHE,) if facts.private else ()
        signs = ", ".join(sign.value.replace("-", " ") for sign in view.check.signs if sign not in hidden)
        side = f"worn {view.check.wear.value.replace('-', ' ')}" if view.check.wear else ""
        note = "" if facts.private else one_line(view.check.note)
        said = "; ".join(part for part in (side, signs, note) if part)
        yield "checked", f"{show_day(view.check.day)}: {said or 'a note'}"
    if view.status is Status.WORN:
        yield "", "Signs of wear come before any distance: a new pair is worth having."


def _share(view: ShoeView, facts: ShoeFacts) -> str:
    weeks = facts.rules.rotation.weeks
    if view.wear.share is None:
        return f"no distance in the last {weeks} weeks"
    most = facts.rules.rotation.most_share
    guide = f", above the {most:.0%} guide" if view.wear.share > most else ""
    return f"{view.wear.share:.0%} of the last {weeks} weeks{guide}"


def _ahead(view: ShoeView, facts: ShoeFacts) -> Iterator[tuple[str, str]]:
    seen, unit, today = view.forecast, facts.unit, facts.today
    if view.ramp:
        yield from _ramp(view.ramp, today)
    elif view.speed.slow and not view.wear.total_m and not view.shoe.retired:
        yield "when new", f"bring it in slowly: {'; '.join(view.speed.slow)}"
    if seen.planned_runs:
        unknown = f", {seen.unknown} without a distance" if seen.unknown else ""
        yield "planned", f"{show_distance(seen.planned_m, unit)} in {seen.planned_runs} runs until the race{unknown}"
    if seen.race_m is not None and seen.planned_runs and not view.shoe.retired:
        yield "race day", f"{show_distance(seen.race_m, unit)} on it, {seen.worn_at_race or 0:.0%} of its mark"
    marks = ((f"{facts.rules.wear.warn:.0%}", seen.warn_on), ("due", seen.due_on), ("overdue", seen.overdue_on))
    said = ", ".join(f"{word} {'now' if day <= today else show_day(day)}" for word, day in marks if day)
    if said and not view.shoe.retired:
        yield "forecast", said
    if seen.buy_by:
        late = "as soon as you can" if seen.buy_by <= today else f"by {show_day(seen.buy_by, year=True)}"
        yield "buy", f"a pair in its place {late}, so that it is broken in before the taper"
    if view.readiness:
        lacks = "; ".join(view.readiness.lacks)
        yield "race pair", f"to do: {lacks}" if lacks else "rehearsed and fresh"
        for mind in view.readiness.minds:
            yield "", mind


def _ramp(ramp: Ramp, today: date) -> Iterator[tuple[str, str]]:
    if today < ramp.begins:
        yield "breaking in", f"first run {show_day(ramp.begins)}; walk in it from {show_day(ramp.walks_from)}"
    else:
        yield "breaking in", f"step {ramp.week_of(today)} of {ramp.rule.long_run_week}{_share_now(ramp, today)}"
    yield "", f"hard runs from {show_day(ramp.any_from)}, the long run from {show_day(ramp.long_from)}"
    if ramp.speed.slow:
        yield "", f"slower: {'; '.join(ramp.speed.slow)}"
    elif ramp.speed.quick:
        yield "", f"faster: {ramp.speed.quick}"


def _share_now(ramp: Ramp, today: date) -> str:
    part = ramp.share_on(today)
    return f", at most {part:.0%} of the week in it" if part is not None else ""


def _felt(view: ShoeView, facts: ShoeFacts) -> Iterator[tuple[str, str]]:
    wear, rule = view.wear, facts.rules.comfort
    trend = wear.comfort_trend(rule.runs)
    if trend:
        fell = "; it fell: trust it before the distance" if trend.fell >= rule.drop else ""
        yield (
            "comfort",
            f"{trend.first:.1f} in the first {rule.runs} runs, {trend.last:.1f} in the last {rule.runs}{fell}",
        )
    elif wear.comfort:
        yield "comfort", f"{wear.comfort[-1][1]} of 10 on {show_day(wear.comfort[-1][0])}, {len(wear.comfort)} so far"
    if wear.hot_spots and not facts.private:
        day, where = wear.hot_spots[-1]
        yield "hot spot", f"{one_line(where)}, {show_day(day)}"
    if wear.surfaces:
        yield "surfaces", ", ".join(f"{name} {count}" for name, count in wear.surfaces.items())


def _record(shoe: Shoe, facts: ShoeFacts) -> Iterator[tuple[str, str]]:
    model = " ".join(part for part in map(one_line, (shoe.brand, shoe.model, shoe.version)) if part)
    look = ", ".join(part for part in map(one_line, (shoe.colour, shoe.width)) if part)
    size = f"size {one_line(shoe.size)}" if shoe.size else ""
    yield from _if("model", ", ".join(part for part in (model, size, look) if part))
    kinds = ", ".join(kind.value.replace("-", " ") for kind in shoe.kinds)
    yield "for", f"{shoe.role}{f'; default for {kinds}' if kinds else ''}"
    yield from _if("build", ", ".join(_build(shoe)))
    dates = (("bought", shoe.bought), ("first used", shoe.first_used), ("retired", shoe.retired))
    yield from _if("dates", ", ".join(f"{word} {show_day(day, year=True)}" for word, day in dates if day))
    yield from _if("in place of", _name_of(shoe.same_as, facts) if shoe.same_as else "")
    insole = {None: "", True: "own insole in", False: "own insole out"}[shoe.insole]
    fit = [one_line(shoe.fit), f"lacing {one_line(shoe.lacing)}" if shoe.lacing else "", insole]
    yield from _if("fit", ", ".join(part for part in fit if part))
    yield from _if("orthotic", ", ".join(_orthotics(shoe.id, facts)))
    if shoe.note and not facts.private:
        yield "note", one_line(shoe.note)


def _build(shoe: Shoe) -> Iterator[str]:
    if shoe.drop_mm is not None:
        yield f"drop {shoe.drop_mm:g} mm"
    stacks = [f"{value:g}" for value in (shoe.stack_mm, shoe.fore_stack_mm) if value is not None]
    if stacks:
        yield f"stack {'/'.join(stacks)} mm"
    if shoe.mass_g is not None:
        yield f"{shoe.mass_g:g} g"
    if shoe.plate:
        yield "a plate"
    if shoe.foam:
        yield f"foam {one_line(shoe.foam)}"
    if shoe.hard_use:
        yield "hard use: due earlier"


def _orthotics(shoe: str, facts: ShoeFacts) -> Iterator[str]:
    for item in facts.orthotics:
        if any(
            one.shoe == shoe and one.since <= facts.today and (one.until is None or one.until >= facts.today)
            for one in item.pairings
        ):
            yield one_line(item.name)


def _if(label: str, text: str) -> Iterator[tuple[str, str]]:
    if text:
        yield label, text


def _name_of(shoe: str, facts: ShoeFacts) -> str:
    found = facts.shoe(shoe)
    return one_line(found.name) if found else shoe


def _of_mark(view: ShoeView, unit: Unit) -> str:
    gone = show_distance(view.wear.total_m, unit, with_unit=False)
    return f"{gone} of {show_distance(view.forecast.mark_m, unit)}"


def _short(day: date, today: date) -> str:
    far = day - today > timedelta(days=300)
    return show_day(day, year=far).partition(" ")[2]
