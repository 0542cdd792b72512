"""The traffic light: the colour of every place and of the day, why, and what should be looked at."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta

from msgspec.structs import replace

from planner.domain.body import Place, Side
from planner.domain.health import HealthTag, Profession
from planner.domain.light import AreaLight, Colour, Light, RaisedFlag
from planner.domain.log import Happening
from planner.insights.flags import FlagRules, fit_hint, flag_spans, hint, raised
from planner.insights.light.place_course import Stand, course
from planner.insights.light.place_day import GREEN, RED
from planner.insights.light.place_log import PlaceLog, place_logs
from planner.insights.light.roll_times import takes_longer
from planner.insights.light.rules import LightRules

_COLOURS = tuple(Colour)


def light(
    entries: Sequence[Happening],
    today: date,
    rules: LightRules,
    flags: FlagRules,
    tags: Collection[HealthTag] = (),
) -> Light:
    """Return the light of a day from what stands of the log, in any order. Entries after `today` do not count.

    The last `rules.window.days` make the colours; red flags count however old they are. `tags`: standing conditions.
    """
    recent = _window(entries, today, rules)
    standing = raised(entries, today, flags, tags)
    areas = [_area_light(log, today, rules, standing) for log in place_logs(recent)]
    areas = _rolled_longer(areas, recent, rules)
    areas += _flagged_before(areas, standing)
    areas.sort(key=lambda one: (-one.colour.rank, -one.score, one.days_since or 0))
    hints = [*_no_gain(areas, recent, flags), fit_hint(recent, today, flags)]
    told = tuple(one for one in hints if one is not None)
    seen = [one for one in areas if one.see]
    body = max((flag.place is None for flag in standing), default=False)
    rank = max([one.colour.rank for one in areas] + [RED if body else GREEN])
    return Light(
        day=today,
        colour=_COLOURS[rank],
        areas=tuple(areas),
        flags=standing,
        see=bool(seen or told),
        who=_who((*standing, *told), [one.place for one in seen], flags),
        hints=told,
    )


def light_course(
    entries: Sequence[Happening],
    first: date,
    last: date,
    rules: LightRules,
    flags: FlagRules,
    tags: Collection[HealthTag] = (),
) -> dict[date, Colour]:
    """Return the colour of each day from `first` to `last` that anything is known of, as it was at its end.

    `entries`: from `rules.window.days` before `first` on, and those of red flags.
    """
    ranks: dict[date, int] = {}
    for log in place_logs([entry for entry in entries if entry.day <= last]):
        for stand in course(log, last, rules):
            if first <= stand.day:
                ranks[stand.day] = max(stand.rank, ranks.get(stand.day, GREEN))
    for span in flag_spans(entries, flags, tags):
        day = max(first, span.flag.day)
        while day <= last and span.stands_on(day):
            ranks[day] = RED
            day += timedelta(days=1)
    return {day: _COLOURS[rank] for day, rank in sorted(ranks.items())}


def _window(entries: Iterable[Happening], today: date, rules: LightRules) -> list[Happening]:
    first = today - timedelta(days=rules.window.days)
    return [entry for entry in entries if first <= entry.day <= today]


def _area_light(log: PlaceLog, today: date, rules: LightRules, standing: Sequence[RaisedFlag]) -> AreaLight:
    stand = next(reversed(list(course(log, today, rules))))
    mine = [flag for flag in standing if flag.place and _is_at(flag.place, log.place)]
    counts_from = today - timedelta(days=rules.window.score_days - 1)
    sore = [day for day, felt in log.by_day.items() if any(one.score for one in felt)]
    rank = RED if mine else stand.rank
    return AreaLight(
        place=log.place,
        colour=_COLOURS[rank],
        reasons=(*(_flag_reason(flag) for flag in mine), *_reasons(log.place, stand, rules)),
        since=min([flag.day for flag in mine] + ([stand.since] if stand.rank == rank else [today])),
        score=max((one.score for one in log.felt if one.day >= counts_from), default=0),
        days_since=(today - max(sore)).days if sore else None,
        rules=(*(flag.flag for flag in mine), *dict.fromkeys(hit.code for hit in stand.hits)),
        see=bool(stand.sees),
    )


def _reasons(place: Place, stand: Stand, rules: LightRules) -> Iterable[str]:
    name = place.start
    if stand.rank == GREEN:
        return
    if stand.easing:
        yield f"{name}: better than it was, and yellow until it has stayed so ({rules.better.level})."
    for hit in stand.hits:
        yield f"{name}: {'earlier, ' if stand.easing else ''}{hit.why}."
    if stand.better and not stand.easing:
        needed = rules.better.sessions
        yield f"{name}: {stand.better} better since; {needed} running and a clean morning ease it a step."
    for why in stand.sees:
        yield f"{name}: {why}; please have it looked at."


def _flag_reason(flag: RaisedFlag) -> str:
    name = flag.place.start if flag.place else "Body"
    return f"{name}: what you logged can go with {flag.worry}. It stands until you clear it."


def _is_at(flagged: Place, place: Place) -> bool:
    """Tell whether a flag is about a place; one of both sides is about either."""
    return flagged.area is place.area and (flagged.side is Side.BOTH or place.side in (flagged.side, Side.BOTH))


def _flagged_before(areas: Sequence[AreaLight], standing: Sequence[RaisedFlag]) -> list[AreaLight]:
    """Return the places whose flag is older than the window."""
    found: dict[Place, AreaLight] = {}
    for flag in standing:
        if flag.place and not any(_is_at(flag.place, one.place) for one in areas):
            found.setdefault(
                flag.place,
                AreaLight(
                    place=flag.place, colour=Colour.RED, reasons=(_flag_reason(flag),), since=flag.day,
                    rules=(flag.flag,),
                ),
            )  # fmt: skip
    return list(found.values())


def _rolled_longer(areas: Sequence[AreaLight], recent: Sequence[Happening], rules: LightRules) -> list[AreaLight]:
    """Return the areas, those to be looked at that are not green while their roll takes longer from time to time."""
    made: list[AreaLight] = []
    for one in areas:
        if one.colour is not Colour.GREEN and takes_longer(recent, one.place, rules.roll):
            name = one.place.start
            why = f"{name}: rolling takes longer from time to time ({rules.roll.level}); please have it looked at."
            one = replace(one, see=True, reasons=(*one.reasons, why), rules=(*one.rules, "roll"))
        made.append(one)
    return made


def _no_gain(areas: Sequence[AreaLight], recent: Sequence[Happening], flags: FlagRules) -> Iterable[RaisedFlag]:
    row = flags.row(flags.no_gain)
    for one in areas if row else ():
        if one.see and row:
            log = next(log for log in place_logs(recent) if log.place == one.place)
            yield hint(row, one.place, log.felt[-1].id, log.felt[-1].day)


def _who(told: Sequence[RaisedFlag], places: Sequence[Place], flags: FlagRules) -> tuple[Profession, ...]:
    """Return whom to see, a medical practitioner first; nobody when nothing calls for it."""
    if not told and not places:
        return ()
    by_area = [who for place in places for who in flags.who_by_area.get(place.area, ())]
    return tuple(dict.fromkeys((Profession.MEDICAL, *(who for one in told for who in one.who), *by_area)))
