"""One day of one place: which rules of the traffic light its entries meet."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from planner.domain.days import show_day
from planner.domain.health import Sign
from planner.domain.light import Colour
from planner.domain.log import Felt, When
from planner.insights.light.place_log import PlaceLog, is_pain
from planner.insights.light.rules import LightRules

GREEN, YELLOW, RED = (colour.rank for colour in Colour)


class Hit(NamedTuple):
    """A rule that is met: its code, the rank of its colour, and why, in words that follow the place's name."""

    code: str
    rank: int
    why: str


class DayLook(NamedTuple):
    """What the entries of a day say. `session`, `morning`: the ranks by the session's entries and the morning's.

    None: no such entry. `adds_up`: the same two ranks without mere tightness, which never adds up to red. `is_clean`:
    the morning is not above usual.
    """

    day: date
    hits: tuple[Hit, ...]
    session: int | None
    morning: int | None
    is_clean: bool
    adds_up: tuple[int, int]
    worst: int

    @property
    def rank(self) -> int:
        """The rank of the day's colour."""
        return max((hit.rank for hit in self.hits), default=GREEN)


def look(log: PlaceLog, day: date, rules: LightRules) -> DayLook | None:
    """Return what the entries of a day say of a place by themselves, or None without any."""
    felt = log.by_day.get(day)
    if not felt:
        return None
    morning = tuple(one for one in felt if one.when is When.MORNING)
    session = tuple(one for one in felt if one.when is not When.MORNING)
    by_morning = [*_scores(morning, rules), *_signs(morning, rules), *_rise(log, day, rules)]
    by_session = [*_scores(session, rules), *_signs(session, rules), *_repeats(log, day, rules)]
    both = _tight_with_pain(felt, rules)
    hits = tuple(sorted((*by_session, *by_morning, *both), key=lambda hit: -hit.rank))
    risen = any(hit.code == "morning" for hit in by_morning)
    return DayLook(
        day=day,
        hits=hits,
        session=max((hit.rank for hit in (*by_session, *both)), default=GREEN) if session else None,
        morning=max((hit.rank for hit in by_morning), default=GREEN) if morning else None,
        is_clean=bool(morning) and not risen,
        adds_up=(_without_tightness((*by_session, *both)), _without_tightness(by_morning)),
        worst=max((one.score for one in felt if is_pain(one)), default=0),
    )


def _without_tightness(hits: Iterable[Hit]) -> int:
    """Return the rank of hits but for tightness that is only yellow."""
    return max((hit.rank for hit in hits if hit.code != "tight" or hit.rank == RED), default=GREEN)


def _scores(felt: tuple[Felt, ...], rules: LightRules) -> list[Hit]:
    """Judge the worst pain and the worst tightness."""
    hits: list[Hit] = []
    pain = max((one.score for one in felt if is_pain(one)), default=0)
    worst = next((one for one in felt if is_pain(one) and one.score == pain), None)
    if worst is not None and pain >= rules.pain.yellow:
        limit = f"{rules.pain.red} and more is red" if pain >= rules.pain.red else _between(rules)
        why = f"{_what(worst)} on {show_day(worst.day)}; {limit} ({rules.pain.level})"
        hits.append(Hit("worst", RED if pain >= rules.pain.red else YELLOW, why))
    tight = max((one.score for one in felt if not is_pain(one)), default=0)
    if tight >= rules.tightness.yellow:
        why = f"tightness {tight} of 10 on {show_day(felt[0].day)}; {rules.tightness.yellow} and more is yellow"
        hits.append(Hit("tight", YELLOW, f"{why} ({rules.tightness.level})"))
    return hits


def _between(rules: LightRules) -> str:
    return f"{rules.pain.yellow} to {rules.pain.red - 1} is yellow"


def _what(felt: Felt) -> str:
    when = {When.BEFORE: " before the run", When.DURING: " on the run", When.AFTER: " after the run"}
    where = " in the morning" if felt.when is When.MORNING else when.get(felt.when, "") if felt.when else ""
    return f"{felt.feeling} {felt.score} of 10{where if not felt.session else ''}"


def _signs(felt: tuple[Felt, ...], rules: LightRules) -> list[Hit]:
    hits: list[Hit] = []
    limping = next((one for one in felt if Sign.LIMP in one.signs), None)
    if limping is not None:
        hits.append(Hit("limp", RED, f"a limp on {show_day(limping.day)} ({rules.limp.level})"))
    resting = [one for one in felt if Sign.REST in one.signs and is_pain(one) and one.score >= rules.rest.score]
    if resting:
        worst = max(one.score for one in resting)
        why = f"{worst} of 10 at rest on {show_day(resting[0].day)}; {rules.rest.score} and more is red"
        hits.append(Hit("rest", RED, f"{why} ({rules.rest.level})"))
    return hits


def _rise(log: PlaceLog, day: date, rules: LightRules) -> list[Hit]:
    if day not in log.mornings:
        return []
    usual = log.usual_morning(day, rules.morning)
    rise = log.mornings[day] - usual
    if rise < rules.morning.yellow:
        return []
    why = f"the morning of {show_day(day)} was {rise} above the usual {usual} ({rules.morning.level})"
    return [Hit("morning", RED if rise >= rules.morning.red else YELLOW, why)]


def _repeats(log: PlaceLog, day: date, rules: LightRules) -> list[Hit]:
    rule = rules.repeat
    count = log.runs_running(day, rule.score, rule.days)
    if count < rule.yellow:
        return []
    why = f"{rule.score} of 10 or more on {count} runs running, to {show_day(day)} ({rule.level})"
    return [Hit("repeat", RED if count >= rule.red else YELLOW, why)]


def _tight_with_pain(felt: tuple[Felt, ...], rules: LightRules) -> list[Hit]:
    """Tightness is red only beside pain."""
    rule = rules.tightness
    tight = max((one.score for one in felt if not is_pain(one)), default=0)
    pain = max((one.score for one in felt if is_pain(one)), default=0)
    if tight < rule.strong or pain < rule.with_pain:
        return []
    why = (
        f"tightness {tight} of 10 with pain {pain} on {show_day(felt[0].day)}; {rule.strong} and more with pain is red"
    )
    return [Hit("tight", RED, f"{why} ({rule.level})")]


class Record(NamedTuple):
    """A session with its morning after: its day, the rank of its colour and the worst pain."""

    day: date
    rank: int
    worst: int

    def after(self, seen: DayLook) -> "Record":
        """Return the record once a day was looked at: its morning belongs to the session on the day before."""
        mine = Record(seen.day, seen.rank, seen.worst)
        if seen.session is not None or self.day != seen.day - timedelta(days=1):
            return mine
        return Record(self.day, max(self.rank, mine.rank), max(self.worst, mine.worst))


def worse(before: Record | None, now: DayLook, rules: LightRules) -> Hit | None:
    """Return the rule of two yellow days of which the later one is higher, if it is met."""
    if before is None or before.rank != YELLOW or now.rank != YELLOW or now.worst <= before.worst:
        return None
    if (now.day - before.day).days > rules.worse.days:
        return None
    why = f"yellow on {show_day(before.day)} and higher on {show_day(now.day)} ({rules.worse.level})"
    return Hit("worse", RED, why)


def often(yellow: set[date], day: date, rules: LightRules) -> Hit | None:
    """Return the rule of several yellow sessions within a week, if it is met. `yellow`: their days."""
    first = day - timedelta(days=rules.often.days - 1)
    count = sum(first <= one <= day for one in yellow)
    if count < rules.often.sessions:
        return None
    why = f"yellow on {count} sessions within {rules.often.days} days, to {show_day(day)} ({rules.often.level})"
    return Hit("often", RED, why)
