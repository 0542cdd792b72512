"""The course of one place: its colour from day to day, which rises at once and drops a step at a time."""

from collections.abc import Iterator
from datetime import date, timedelta

import msgspec
from msgspec.structs import replace

from planner.insights.light.place_day import GREEN, RED, YELLOW, DayLook, Hit, Record, look, often, worse
from planner.insights.light.place_log import PlaceLog
from planner.insights.light.rules import LightRules, SeeRule

_DAY = timedelta(days=1)


class Stand(msgspec.Struct, frozen=True, kw_only=True):
    """How a place stands at the end of a day.

    `since`: the day on which it got the colour. `hits`: the rules that gave it. `better`: better sessions running.
    `given`: the last day that gave the colour; `last_entry`, `last_session`: the last day with one. `easing`: it has
    dropped to the colour. `sees`: why a practitioner should look at it, from when on it holds until it is green.
    """

    day: date
    since: date
    rank: int = GREEN
    hits: tuple[Hit, ...] = ()
    better: int = 0
    given: date
    last_entry: date
    last_session: date | None = None
    easing: bool = False
    not_green_since: date | None = None
    sees: tuple[str, ...] = ()


class _Past(msgspec.Struct):
    """What the rules over several days look back at."""

    record: Record | None = None
    yellow: set[date] = msgspec.field(default_factory=set)
    red: set[date] = msgspec.field(default_factory=set)
    began: list[date] = msgspec.field(default_factory=list)


def course(log: PlaceLog, last: date, rules: LightRules) -> Iterator[Stand]:
    """Return how a place stands on each day from its first entry to `last`."""
    days = [day for day in log.by_day if day <= last]
    if not days:
        return
    day = min(days)
    past, stand = _Past(), Stand(day=day, since=day, given=day, last_entry=day)
    while day <= last:
        stand = _next(log, stand, past, day, rules)
        yield stand
        day += _DAY


def _next(log: PlaceLog, stand: Stand, past: _Past, day: date, rules: LightRules) -> Stand:
    before = stand.rank
    if before == GREEN and day not in log.by_day:
        return replace(stand, day=day)
    seen = look(log, day, rules)
    stand = replace(stand, day=day)
    stand = _waited(stand, rules) if seen is None else _met(stand, _with_past(past, seen, rules), seen, rules)
    if stand.rank == GREEN:
        return replace(stand, not_green_since=None, sees=())
    if before == GREEN:
        past.began.append(day)
        stand = replace(stand, not_green_since=day)
    return replace(stand, sees=tuple(dict.fromkeys((*stand.sees, *_sees(stand, past, rules.see)))))


def _with_past(past: _Past, seen: DayLook, rules: LightRules) -> tuple[Hit, ...]:
    """Return the rules that a day meets, those over several days included, the weightiest first; remember the day."""
    # A morning tells of the session on the day before it.
    for rank, day in zip(seen.adds_up, (seen.day, seen.day - _DAY), strict=True):
        if rank >= YELLOW:
            past.yellow.add(day)
        if rank >= RED:
            past.red.add(day)
    more = (worse(past.record, seen, rules), often(past.yellow, seen.day, rules))
    past.record = past.record.after(seen) if past.record else Record(seen.day, seen.rank, seen.worst)
    return tuple(sorted((*seen.hits, *(hit for hit in more if hit)), key=lambda hit: -hit.rank))


def _met(stand: Stand, hits: tuple[Hit, ...], seen: DayLook, rules: LightRules) -> Stand:
    """Return the stand after a day with entries: the morning first, then the session."""
    day, rank = seen.day, max((hit.rank for hit in hits), default=GREEN)
    stand = replace(stand, last_entry=day)
    if rank and rank >= stand.rank:
        given = tuple(hit for hit in hits if hit.rank == rank)
        since = stand.since if rank == stand.rank else day
        stand = replace(stand, rank=rank, since=since, hits=given, better=0, given=day, easing=False)
        return replace(stand, last_session=day if seen.session is not None else stand.last_session)
    if not stand.rank:
        return replace(stand, last_session=day if seen.session is not None else stand.last_session)
    enough = stand.better >= rules.better.sessions
    if seen.is_clean and enough and stand.last_session == day - _DAY:
        stand = _dropped(stand)
    if seen.session is not None:
        better = seen.session < stand.rank
        stand = replace(stand, better=stand.better + 1 if better else 0, last_session=day)
    return _waited(stand, rules)


def _waited(stand: Stand, rules: LightRules) -> Stand:
    """Return the stand after time has passed: without entries a colour drops a step, too."""
    quiet = (stand.day - stand.last_entry).days >= rules.stands.quiet_days
    old = (stand.day - stand.given).days >= rules.stands.most_days
    return replace(_dropped(stand), last_entry=stand.day) if stand.rank and (quiet or old) else stand


def _dropped(stand: Stand) -> Stand:
    rank = stand.rank - 1
    return replace(
        stand,
        rank=rank,
        since=stand.day,
        better=0,
        given=stand.day,
        easing=rank > GREEN,
        hits=stand.hits if rank else (),
    )


def _sees(stand: Stand, past: _Past, rule: SeeRule) -> Iterator[str]:
    """Tell why a practitioner should look at a place that is not green."""
    day = stand.day
    if stand.rank == RED and (day - stand.since).days + 1 >= rule.red_days:
        yield f"red for {rule.red_days} days"
    first = day - timedelta(days=rule.reds_days - 1)
    if sum(first <= one <= day for one in past.red) >= rule.reds:
        yield f"red {rule.reds} times within {rule.reds_days} days"
    if stand.not_green_since and (day - stand.not_green_since).days + 1 >= rule.yellow_days:
        yield f"not green for {rule.yellow_days} days"
    if any(hit.code == "repeat" and hit.rank == RED for hit in stand.hits) and not stand.easing:
        yield "the same place on run after run"
    first = day - timedelta(days=rule.back_days - 1)
    if sum(one >= first for one in past.began) >= rule.back_times:
        yield f"back {rule.back_times} times within {rule.back_days} days"
