"""Running in orthotics after the break-in: which planned run is the first, the second, and what each may be."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

import msgspec

from planner.domain.gear import Orthotic, Pairing, Shoe
from planner.domain.log import Feeling, Felt, Ran
from planner.domain.session import SessionKind
from planner.planning.break_in import BreakIn, State
from planner.planning.break_in_rules import BreakInRules

_DAY = timedelta(days=1)


class RunAhead(msgspec.Struct, frozen=True, kw_only=True):
    """A planned run that may have them on. `shoe`: the pair that is worn, empty where the plan does not say.

    `orthotic`: what the plan hangs on it.
    """

    day: date
    session: str
    kind: SessionKind
    shoe: str = ""
    orthotic: str = ""


class RampRun(msgspec.Struct, frozen=True, kw_only=True):
    """A planned run in the ramp: the run `number` in them, counted from 1. Without `fits` it is run without them.

    `hung`: the plan hangs them on it. `early`: the break-in has not come to running by then.
    """

    day: date
    session: str
    number: int
    fits: bool
    text: str
    short: str = ""
    hung: bool = False
    early: bool = False


def pairing_on(orthotic: Orthotic, day: date) -> Pairing | None:
    """Return in which pair an orthotic stands on a day; None where in none."""
    return next(
        (one for one in orthotic.pairings if one.since <= day and (one.until is None or day <= one.until)), None
    )


def moved_since(orthotic: Orthotic, today: date, most_days: int) -> tuple[Pairing, Pairing] | None:
    """Return the last pairing and the one before, where they came to another pair in the last days; else None."""
    pairings = [one for one in sorted(orthotic.pairings, key=lambda one: one.since) if one.since <= today]
    if len(pairings) < 2 or pairings[-1].shoe == pairings[-2].shoe or pairings[-1].until:
        return None
    return (pairings[-1], pairings[-2]) if (today - pairings[-1].since).days <= most_days else None


def is_other(one: Shoe | None, other: Shoe | None, most_mm: float) -> bool:
    """Tell whether drop or stack of two pairs differ by `most_mm` or more, as far as both are known."""
    if one is None or other is None:
        return False
    sizes = ((one.drop_mm, other.drop_mm), (one.stack_mm, other.stack_mm))
    return any(a is not None and b is not None and abs(a - b) >= most_mm for a, b in sizes)


class Counted(msgspec.Struct, frozen=True, kw_only=True):
    """The number of the next run in each pair, and the pair that was run in last."""

    ahead: Mapping[str, int] = {}
    last: str = ""

    def number_in(self, shoe: str, shoes: Mapping[str, Shoe], rules: BreakInRules, most_mm: float) -> int:
        """Return the number of the next run in a pair: in another than before, the second or the first of the ramp."""
        if not self.ahead:
            return 1
        if shoe in self.ahead or not shoe:
            return self.ahead.get(shoe) or self.ahead[self.last]
        changed = is_other(shoes.get(self.last), shoes.get(shoe), most_mm)
        entry = rules.running.changed_run if changed else rules.running.moved_run
        return min(entry, max(self.ahead.values()))

    def after(self, shoe: str, number: int) -> "Counted":
        """Return the numbers after a run of that number."""
        return Counted(ahead={**self.ahead, shoe: number}, last=shoe)


def counted(
    orthotic: Orthotic,
    ran: Iterable[Ran],
    felt: Sequence[Felt],
    rules: BreakInRules,
    shoes: Mapping[str, Shoe],
    most_mm: float,
    begun: Counted | None = None,
) -> Counted:
    """Return the number of the next run by what was logged since the start; a run that hurt is repeated.

    `begun`: the numbers that the logged runs begin with.
    """
    start = orthotic.started or orthotic.since or date.min
    found = begun or Counted()
    runs = sorted((one for one in ran if one.orthotic == orthotic.id and one.day >= start), key=lambda one: one.at)
    for run in sorted(runs, key=lambda one: one.day):
        shoe = run.shoe or found.last
        number = found.number_in(shoe, shoes, rules, most_mm)
        found = found.after(shoe, number if _hurt(run, felt, rules) else number + 1)
    return found


def _hurt(run: Ran, felt: Iterable[Felt], rules: BreakInRules) -> bool:
    return any(
        one.day in (run.day, run.day + _DAY)
        and one.area in rules.setback.areas
        and one.feeling is not Feeling.TIGHTNESS
        and one.score > rules.setback.most_score
        for one in felt
    )


def ramp(
    orthotic: Orthotic,
    broken_in: BreakIn,
    begun: Counted,
    ahead: Sequence[RunAhead],
    rules: BreakInRules,
    shoes: Mapping[str, Shoe],
    most_mm: float,
) -> tuple[RampRun, ...]:
    """Return the planned runs, by day, as they are laid out for running in orthotics.

    Runs that are too hard or too long for their number are run without them; they are told only where the plan hangs
    them on. It ends with the first long run in them. The race may have them on after
    the weeks of full use, with a long run in them before it.
    """
    found: list[RampRun] = []
    long_done = False
    for run in sorted(ahead, key=lambda one: (one.day, one.session)):
        if not _is_worn(orthotic, run):
            continue
        number = begun.number_in(run.shoe, shoes, rules, most_mm)
        hung = run.orthotic == orthotic.id
        if run.kind is SessionKind.RACE:
            found.append(_race(run, broken_in, number, rules, long_done=long_done, hung=hung))
        elif unfit := _unfit(run, broken_in, number, rules, hung=hung):
            found.append(unfit)
        else:
            is_long = run.kind is SessionKind.LONG
            if number <= rules.long_from or (is_long and not long_done):
                found.append(_fit(run, number, rules, hung=hung))
            long_done = long_done or is_long
            begun = begun.after(run.shoe or begun.last, number + 1)
    return tuple(one for one in found if one.fits or one.hung)


def _fit(run: RunAhead, number: int, rules: BreakInRules, *, hung: bool) -> RampRun:
    row = rules.row_of(number)
    text = f"run {number} in them: {row.text}"
    return RampRun(day=run.day, session=run.session, number=number, fits=True, text=text, short=row.short, hung=hung)


def _unfit(run: RunAhead, broken_in: BreakIn, number: int, rules: BreakInRules, *, hung: bool) -> RampRun | None:
    """Return a run that is run without them, too early or too hard or long for its number; None for one that fits."""
    at = broken_in.on(run.day)
    if at is None or broken_in.state is State.STOPPED or not at.may_run:
        early = _without(run, number, "run this one without them: the break-in has not come to running", hung=hung)
        return msgspec.structs.replace(early, early=True)
    row = rules.row_of(number)
    is_long = run.kind is SessionKind.LONG
    if not ((is_long and not row.long) or (run.kind.is_quality and not row.quality)):
        return None
    least = rules.long_from if is_long else rules.quality_from
    what = "long runs" if is_long else "quality and hills"
    return _without(run, number, f"run this one without them: {what} come from run {least} on", hung=hung)


def _is_worn(orthotic: Orthotic, run: RunAhead) -> bool:
    """Tell whether a run may have them on: the plan hangs them there, or nothing says that another pair is worn."""
    if run.orthotic:
        return run.orthotic == orthotic.id
    if not orthotic.pairings:
        return True
    paired = pairing_on(orthotic, run.day)
    return paired is not None and run.shoe in ("", paired.shoe)


def _without(run: RunAhead, number: int, text: str, *, hung: bool) -> RampRun:
    return RampRun(day=run.day, session=run.session, number=number, fits=False, text=text, hung=hung)


def _race(
    run: RunAhead, broken_in: BreakIn, number: int, rules: BreakInRules, *, long_done: bool, hung: bool
) -> RampRun:
    weeks = rules.running.full_use_days // 7
    is_old = broken_in.state is State.IN_USE
    is_late = not is_old and (broken_in.full_use is None or run.day < broken_in.full_use)
    if is_late or not (long_done or number > rules.long_from):
        what = f"{weeks} weeks of full use come first" if is_late else "a long run in them comes first"
        return _without(run, number, f"race without them: {what}", hung=hung)
    text = f"the race in them is fine: {weeks} weeks of full use lie behind"
    return RampRun(day=run.day, session=run.session, number=number, fits=True, text=text, short="race", hung=hung)
