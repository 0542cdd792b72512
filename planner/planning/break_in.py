"""The break-in of orthotics: which day of the schedule it is, by what was logged, and when running may begin."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from enum import StrEnum

import msgspec

from planner.domain.gear import Orthotic
from planner.domain.health import Sign
from planner.domain.log import Feeling, Felt, Ran, Wore
from planner.planning.break_in_rules import BreakInRules, WearPlan, plan_of

_DAY = timedelta(days=1)
_MOST_DAYS = 400
"""A projection ends after so many days, whatever a sheet says."""


class State(StrEnum):
    """How a break-in stands."""

    NONE = "none"
    NO_SHEET = "no-sheet"
    AHEAD = "ahead"
    SILENT = "silent"
    WALKING = "walking"
    RUNNING = "running"
    STOPPED = "stopped"
    IN_USE = "in-use"

    @property
    def is_going_on(self) -> bool:
        """Whether there are hours or runs to lay over the calendar."""
        return self in (State.AHEAD, State.WALKING, State.RUNNING, State.STOPPED)


class Why(StrEnum):
    """Why a day asks for what it asks: as the schedule says, or a rule of `data/break-in.toml`."""

    ON = "on"
    HOLD = "hold"
    CUT = "cut"
    ADDING = "adding"
    AGAIN = "again"
    BACK = "back"
    STOP = "stop"

    @property
    def is_setback(self) -> bool:
        """Whether something was logged, or not, that holds the schedule up."""
        return self is not Why.ON


class WearDay(msgspec.Struct, frozen=True, kw_only=True):
    """A day of a break-in: the day `number` of the schedule, and the hours it asks for (None is all day).

    `worn`: hours that were logged; `score`: the worst that was felt, 0 to 10. `why` the day asks for that, because of
    what was logged on `cause`. `cut_h`: hours less than the schedule says.
    """

    day: date
    number: int
    hours: float | None
    worn: float = 0.0
    score: int | None = None
    why: Why = Why.ON
    cause: date | None = None
    cut_h: float = 0.0
    may_run: bool = False

    @property
    def is_off(self) -> bool:
        """Whether they stay out of the shoes."""
        return self.hours == 0


class BreakIn(msgspec.Struct, frozen=True, kw_only=True):
    """Where a break-in stands. `days`: from its start to the first run and today, at least.

    `gate`: the day from which on runs may have them on, as it looks today; `full_use`: from when on a race may.
    `advice`: rules of `data/break-in.toml` that what was logged calls for, the gravest first.
    """

    orthotic: str
    state: State
    plan: WearPlan | None = None
    start: date | None = None
    days: tuple[WearDay, ...] = ()
    gate: date | None = None
    full_use: date | None = None
    advice: tuple[str, ...] = ()

    def on(self, day: date) -> WearDay | None:
        """Return a day of it; after the last, all day."""
        if self.state is State.IN_USE and not self.days:
            return WearDay(day=day, number=0, hours=None, may_run=True)
        found = next((one for one in self.days if one.day == day), None)
        if found or not self.days or day < self.days[-1].day or self.state is State.STOPPED:
            return found
        number = self.days[-1].number + (day - self.days[-1].day).days
        return WearDay(day=day, number=number, hours=None, may_run=True)


class _Place(msgspec.Struct, frozen=True, kw_only=True):
    """Where the schedule is before a day begins. `gap`: days in a row on which nothing was worn."""

    number: int = 1
    cut_h: float = 0.0
    gap: int = 0
    why: Why = Why.ON
    cause: date | None = None


class _Seen(msgspec.Struct, frozen=True, kw_only=True):
    """What was logged of a day."""

    worn: float = 0.0
    is_worn: bool = False
    sore: int | None = None
    felt: int = 0
    stop: bool = False

    @property
    def score(self) -> int | None:
        """The worst that was felt, None where nothing was said."""
        return max(self.sore or 0, self.felt) if self.sore is not None or self.felt else None


def break_in(
    orthotic: Orthotic,
    wore: Iterable[Wore],
    felt: Iterable[Felt],
    ran: Iterable[Ran],
    today: date,
    rules: BreakInRules,
) -> BreakIn:
    """Return where the break-in of an orthotic stands on `today`, by what was logged since its start.

    Days of the schedule are not days of the calendar: a day repeats, or gives way to fewer hours, by what was felt and
    worn. What is ahead is laid out as if every day went well.
    """
    felt = tuple(felt)
    start, plan = orthotic.started or orthotic.since, plan_of(orthotic, rules)
    if start is None or orthotic.retired:
        return BreakIn(orthotic=orthotic.id, state=State.NONE if not orthotic.retired else State.IN_USE, plan=plan)
    if plan is None:
        return BreakIn(orthotic=orthotic.id, state=State.NO_SHEET, start=start)
    seen = _seen(orthotic.id, wore, felt, ran, start, rules)
    age = (today - start).days
    if age >= rules.wear.follow_days:
        return BreakIn(orthotic=orthotic.id, state=State.IN_USE, plan=plan, start=start)
    if age >= rules.wear.silent_days and not any(one.is_worn for one in seen.values()):
        return BreakIn(orthotic=orthotic.id, state=State.SILENT, plan=plan, start=start)
    days = _days(plan, seen, start, today, rules)
    stopped = any(one.why is Why.STOP for one in days)
    gate = None if stopped else next((one.day for one in days if one.may_run), None)
    full_use = gate + timedelta(days=rules.running.full_use_days) if gate else None
    return BreakIn(
        orthotic=orthotic.id,
        state=State.STOPPED if stopped else _state(start, gate, full_use, today),
        plan=plan,
        start=start,
        days=days,
        gate=gate,
        full_use=full_use,
        advice=_advice(days, felt, start, today, rules, stopped=stopped),
    )


def _state(start: date, gate: date | None, full_use: date | None, today: date) -> State:
    if start > today:
        return State.AHEAD
    if full_use and full_use <= today:
        return State.IN_USE
    return State.RUNNING if gate and gate <= today else State.WALKING


def needed_days(plan: WearPlan, rules: BreakInRules) -> int:
    """Return how many days before a race a break-in begins at the latest: until running, and then in full use."""
    return plan.run_day - 1 + rules.running.full_use_days


def latest_start(race_day: date, plan: WearPlan, rules: BreakInRules, least_days: int) -> date:
    """Return the last day on which a break-in may begin so that it ends before a race with weeks of full use.

    `least_days`: days before the race from which on nothing of the sort is new, whatever the schedule.
    """
    return race_day - timedelta(days=max(least_days, needed_days(plan, rules)))


def _days(
    plan: WearPlan, seen: Mapping[date, _Seen], start: date, today: date, rules: BreakInRules
) -> tuple[WearDay, ...]:
    """Return the days from the start to the first on which runs may have them on, and to today at least."""
    made: list[WearDay] = []
    place, day, gate = _Place(), start, False
    while len(made) < _MOST_DAYS and (day <= today or not gate):
        logged = seen.get(day, _Seen()) if day <= today else _Seen()
        one = _day(plan, place, day, logged, rules)
        gate = gate or one.may_run
        made.append(one)
        if logged.stop:
            made[-1] = msgspec.structs.replace(one, why=Why.STOP, cause=day)
            break
        counts = day < today or logged.is_worn or (logged.score or 0) > rules.setback.most_score
        place = _after(plan, place, one, logged, rules) if counts else _ahead(place, rules)
        day += _DAY
    return tuple(made)


def _day(plan: WearPlan, place: _Place, day: date, logged: _Seen, rules: BreakInRules) -> WearDay:
    row = plan.hours_on(place.number)
    hours = max((rules.wear.all_day_h if row is None else row) - place.cut_h, 0.0) if place.cut_h else row
    return WearDay(
        day=day,
        number=place.number,
        hours=hours,
        worn=logged.worn,
        score=logged.score,
        why=place.why,
        cause=place.cause,
        cut_h=place.cut_h,
        may_run=place.number >= plan.run_day and not place.cut_h,
    )


def _after(plan: WearPlan, place: _Place, day: WearDay, logged: _Seen, rules: BreakInRules) -> _Place:
    """Return where the schedule is the day after, by what was logged."""
    row = plan.hours_on(place.number)
    most = rules.setback.most_score
    if (logged.score or 0) > most:
        if place.number == 1 or row == 0:
            return _Place(number=place.number, cut_h=place.cut_h, why=Why.HOLD, cause=day.day)
        whole = rules.wear.all_day_h if row is None else row
        return _Place(
            number=place.number, cut_h=min(place.cut_h + rules.setback.cut_h, whole), why=Why.CUT, cause=day.day
        )
    if logged.sore:
        return _Place(number=place.number, cut_h=place.cut_h, why=Why.HOLD, cause=day.day)
    asked = rules.wear.all_day_h if day.hours is None else day.hours
    is_free = row is None and not logged.worn
    if day.is_off or is_free or logged.worn >= rules.wear.enough * asked:
        return _ahead(place, rules)
    gap = 0 if logged.is_worn else place.gap + 1
    if gap >= rules.wear.gap_days:
        back = max(place.number - rules.wear.gap_back, 1)
        return _Place(number=back, why=Why.BACK, cause=day.day)
    return _Place(number=place.number, cut_h=place.cut_h, gap=gap, why=Why.AGAIN, cause=day.day)


def _ahead(place: _Place, rules: BreakInRules) -> _Place:
    """Return where the schedule is after a day that went well: an hour back, else the next day."""
    if place.cut_h:
        cut = max(place.cut_h - rules.setback.cut_h, 0.0)
        return _Place(number=place.number, cut_h=cut, why=Why.ADDING, cause=place.cause)
    return _Place(number=place.number + 1)


def _seen(
    orthotic: str, wore: Iterable[Wore], felt: Iterable[Felt], ran: Iterable[Ran], start: date, rules: BreakInRules
) -> dict[date, _Seen]:
    hours: dict[date, list[Wore]] = {}
    for one in wore:
        if one.orthotic == orthotic and one.day >= start:
            hours.setdefault(one.day, []).append(one)
    runs = {one.day for one in ran if one.orthotic == orthotic and one.day >= start}
    hurts: dict[date, list[Felt]] = {}
    for each in felt:
        if each.day >= start and each.area in rules.setback.areas and each.feeling is not Feeling.TIGHTNESS:
            hurts.setdefault(each.day, []).append(each)
    worn_on = hours.keys() | runs
    found: dict[date, _Seen] = {}
    for day in worn_on | hurts.keys():
        worn, hurt = hours.get(day, []), hurts.get(day, [])
        is_near = day in worn_on or day - _DAY in worn_on
        found[day] = _Seen(
            worn=sum(one.hours for one in worn),
            is_worn=day in worn_on,
            sore=max((one.sore for one in worn if one.sore is not None), default=None),
            felt=max((one.score for one in hurt), default=0),
            stop=is_near
            and any(one.score and (one.feeling is Feeling.SHARP or Sign.LIMP in one.signs) for one in hurt),
        )
    return found


def _advice(
    days: Sequence[WearDay], felt: Iterable[Felt], start: date, today: date, rules: BreakInRules, *, stopped: bool
) -> tuple[str, ...]:
    """Return the names of the rules that what was logged calls for, the gravest first."""
    found = ["stop"] if stopped else []
    if _rises(felt, start, today, rules):
        found.append("practitioner")
    window = today - timedelta(days=rules.setback.adjust_window)
    sore = sum(1 for one in days if window < one.day <= today and one.score)
    if (today - start).days >= rules.setback.adjust_days and sore >= rules.setback.adjust_sore:
        found.append("adjust")
    # What was felt today speaks first: it sets tomorrow back.
    near = [one for one in days if (one.day == today + _DAY and one.cause == today) or one.day == today]
    for one in reversed(near):
        if one.why.is_setback and one.why is not Why.STOP:
            found.append(Why.CUT.value if one.why is Why.ADDING else one.why.value)
            break
    return tuple(found)


def _rises(felt: Iterable[Felt], start: date, today: date, rules: BreakInRules) -> bool:
    """Tell whether pain in one joint rose from day to day for more days than are fine, up to today or yesterday."""
    by_place: dict[tuple[str, str], dict[date, int]] = {}
    for one in felt:
        if start <= one.day <= today and one.area in rules.setback.joints and one.feeling is not Feeling.TIGHTNESS:
            scores = by_place.setdefault((one.area, one.side), {})
            scores[one.day] = max(scores.get(one.day, 0), one.score)
    return any(_streak(scores, today) > rules.setback.rising_days for scores in by_place.values())


def _streak(scores: Mapping[date, int], today: date) -> int:
    """Return how many days in a row, ending today or yesterday, the score was higher than the day before."""
    last = next((day for day in (today, today - _DAY) if scores.get(day)), None)
    count = 0
    while last and scores.get(last, 0) > scores.get(last - _DAY, 0):
        count += 1
        last -= _DAY
    return count
