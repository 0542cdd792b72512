"""Back to running after red: a pause, then one step in 48 hours, each after a clean next morning."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from enum import StrEnum

import msgspec

from planner.domain.change import Add
from planner.domain.health import Sign
from planner.domain.log import Feeling, Felt, When
from planner.domain.off import EaseKind
from planner.domain.session import Session, SessionKind
from planner.domain.units import Span
from planner.planning.open_days import why_closed
from planner.planning.reflow_case import Case, Draft, Ease, eases_of, with_note
from planner.planning.reflow_rules import ReturnStep
from planner.planning.reflow_runs import other_training

_FARTHEST = 60
"""Days after which no day for a step is looked for any more."""
GATES = ("hills", "the long run", "quality")
"""What comes back after the last step, one at a time."""


class Verdict(StrEnum):
    """How a step went: on to the next, the same again, a step back, red again, or the next morning is still to come."""

    ON = "on"
    AGAIN = "again"
    BACK = "back"
    RED = "red"
    WAIT = "wait"


class Way(msgspec.Struct, frozen=True, kw_only=True):
    """Where a runner is on the way back: the step that comes `next`, and not before which day.

    `because`: the entries that say so. `is_as_laid`: the plan has it so already. `is_over`: all steps are done.
    """

    next: int
    first: date
    because: tuple[Felt, ...] = ()
    verdict: Verdict = Verdict.ON
    is_as_laid: bool = True
    is_over: bool = False


class Laid(msgspec.Struct, frozen=True, kw_only=True):
    """The way back as laid: steps by session id, and the last day that it touches."""

    steps: Mapping[str, int]
    last: date


def step_days(case: Case, first: date, count: int) -> tuple[date, ...]:
    """Return days for `count` steps from `first` on, far enough apart; closed days and those from the race on are none.

    Fewer where the race comes before.
    """
    found: list[date] = []
    day, race = first, case.plan.race.day
    while len(found) < count and day < first + timedelta(days=_FARTHEST):
        if first <= race <= day:
            break
        if why_closed(case.plan, case.standing, day):
            day += timedelta(days=1)
            continue
        found.append(day)
        day += timedelta(days=case.steps.days_apart)
    return tuple(found)


def return_steps(case: Case, draft: Draft, first: date, step: int = 1) -> Laid:
    """Lay the steps from number `step` on over the plan, from the day `first`; runs before them become bike or pool.

    What a day holds becomes the step; a day that holds nothing gets it. After the last step hills, the long run and
    quality come back one after the other.
    """
    steps = case.steps.step[step - 1 :]
    days = step_days(case, first, len(steps))
    by_day = dict(zip(days, enumerate(steps, step), strict=False))
    last = days[-1] if days else first - timedelta(days=1)
    laid: dict[str, int] = {}
    free = [one for one in case.sessions if case.may_change(one) and one.day <= last and _gives_way(case, one)]
    for one in free:
        if one.day not in by_day:
            _off_the_run(case, draft, one)
    for day, (number, rule) in by_day.items():
        there = [one for one in free if one.day == day]
        carrier = next((one for one in there if one.kind.is_run), there[0] if there else None)
        for one in there:
            if one is not carrier:
                draft.take_out(case, one.id, "one step a day")
        laid[_lay(case, draft, day, carrier, number, rule)] = number
    if len(days) < len(steps):
        return Laid(steps=laid, last=max(last, case.today))
    return Laid(steps=laid, last=_gates(case, draft, last))


def _gives_way(case: Case, session: Session) -> bool:
    """Tell whether the way back takes the place of a session: runs, and what an earlier way back has put there."""
    return session.kind.is_run or session.id in known_steps(case)


def _off_the_run(case: Case, draft: Draft, session: Session) -> None:
    if not session.kind.is_run:
        draft.take_out(case, session.id, "the steps are laid anew")
    elif case.wish.ease is Ease.WALK:
        walk = case.steps.step[0]
        brisk = with_note(
            msgspec.structs.replace(
                session,
                kind=SessionKind.WALK,
                or_kind=None,
                distance=None,
                duration_s=walk.duration_s,
                title="",
                text="",
            ),
            f"Only at {case.rules.most_score} of 10 or less; else rest.",
        )
        draft.edit(case, session, brisk, "no run: a walk")
    else:
        draft.edit(case, session, other_training(case, session), "no run: bike or pool")


def _lay(case: Case, draft: Draft, day: date, carrier: Session | None, number: int, rule: ReturnStep) -> str:
    """Put a step on a day; return the id of its session."""
    count = len(case.steps.step)
    made = carrier or Session(id=case.new_id(), day=day, kind=rule.kind)
    full = number == count and carrier is not None and carrier.kind.is_run and carrier.distance is not None
    made = msgspec.structs.replace(
        made,
        kind=rule.kind,
        or_kind=None,
        distance=_easy_length(case, carrier) if full else None,
        duration_s=None if full else rule.duration_s,
        title=f"step {number} of {count}: {rule.name}",
        text=rule.text,
        note="",
    )
    made = with_note(made, rule.note, _morning_rule(case), case.rules.stop)
    reason = f"{case.steps.hours_apart} h later" if number > 1 else "after the pause"
    if carrier:
        draft.edit(case, carrier, made, reason)
    else:
        draft.parts.append(Add(id=case.new_id(), at=case.at, session=made))
        draft.reasons[made.id] = reason
    return made.id


def _easy_length(case: Case, carrier: Session | None) -> Span | None:
    """Return the distance of a full easy run: that of the run in its place, of a hard one the next easy run's."""
    if carrier is None or not carrier.kind.is_hard:
        return carrier.distance if carrier else None
    easy = [one for one in case.sessions if one.kind is SessionKind.EASY and one.distance and one.day >= case.today]
    shorter = [one.distance for one in (carrier, *easy[:1]) if one.distance]
    return min(shorter, key=lambda span: span.high_m, default=None)


def _morning_rule(case: Case) -> str:
    back = f"Over {case.steps.clean_score} of 10 on the way: a step back."
    return f"Next morning as usual: go on. Up: the same again. {back}"


def _gates(case: Case, draft: Draft, last: date) -> date:
    """Make easy what comes back too early after the last step; return the last day on which anything waits."""
    apart = timedelta(days=case.steps.days_apart)
    hills, long, quality = (last + apart * n for n in range(1, len(GATES) + 1))
    waits = last
    for one in case.sessions:
        if not case.may_change(one) or not last < one.day < quality or one.day >= case.plan.race.day > case.today:
            continue
        is_early = (
            (one.kind is SessionKind.HILLS and one.day < hills)
            or (one.kind is SessionKind.LONG and one.day < long)
            or (one.kind.is_quality and one.kind is not SessionKind.HILLS)
            or (one.kind is SessionKind.STRIDES)
        )
        if is_early:
            most_s = case.steps.step[-1].duration_s
            easy = msgspec.structs.replace(
                one,
                kind=SessionKind.EASY,
                or_kind=None,
                title="",
                text="",
                distance=_easy_length(case, one),
                duration_s=min(one.duration_s, most_s) if one.duration_s else None,
            )
            draft.edit(case, one, with_note(easy, case.rules.stop), "first hills, then the long run, then quality")
        waits = max(waits, one.day)
    return waits


def known_steps(case: Case) -> dict[str, int]:
    """Return every step that was ever laid and stands, by session id; the latest laid wins."""
    found: dict[str, int] = {}
    for batch in eases_of(case.plan.changes):
        found |= batch.eased.steps if batch.eased else {}
    return found


def way_back(case: Case) -> Way | None:
    """Return where the runner is on the way back to running; None where none is under way."""
    running = [one for one in case.running(EaseKind.RED) if one.eased and one.eased.steps]
    if not running or not running[-1].eased:
        return None
    steps = known_steps(case)
    listed = [one for one in case.sessions if one.id in steps]
    done = [one for one in listed if one.id in case.ran_ids and one.day <= case.today]
    ahead = [one for one in listed if one.id not in case.answered and one.day >= case.today]
    late = [one for one in listed if one.id not in case.answered and one.day < case.today]
    pause = running[-1].eased.first + timedelta(days=case.rules.pause_days)
    if not done:
        is_late = bool(late) and not any(steps[one.id] == 1 for one in ahead)
        return Way(next=1, first=max(case.today, pause), is_as_laid=not is_late)
    latest = done[-1]
    number, count = steps[latest.id], len(case.steps.step)
    verdict, because = verdict_of(case, latest)
    then = {Verdict.ON: number + 1, Verdict.BACK: max(1, number - 1), Verdict.RED: 1}.get(verdict, number)
    if verdict is Verdict.WAIT:
        return Way(next=number + 1, first=case.today, verdict=verdict)
    if then > count:
        return Way(next=count, first=case.today, verdict=verdict, because=because, is_over=True)
    first = max(case.today, latest.day + timedelta(days=case.steps.days_apart))
    as_laid = bool(ahead) and steps[ahead[0].id] == then
    return Way(next=then, first=first, because=because, verdict=verdict, is_as_laid=as_laid)


def verdict_of(case: Case, session: Session) -> tuple[Verdict, tuple[Felt, ...]]:
    """Return how a step went by what was felt on it and the next morning, and the entries that say so."""
    rules = case.steps
    morning = session.day + timedelta(days=1)
    pains = [one for one in case.felt if one.feeling is not Feeling.TIGHTNESS]
    on_it = [one for one in pains if one.day == session.day and one.when not in (When.MORNING, When.BEFORE)]
    bad = tuple(one for one in on_it if one.score >= rules.red_score or Sign.LIMP in one.signs)
    if bad:
        return Verdict.RED, bad
    sore = tuple(one for one in on_it if one.score > rules.clean_score)
    if sore:
        return Verdict.BACK, sore
    up = tuple(
        one
        for one in pains
        if one.day == morning and one.when is When.MORNING and one.score - _usual(one, pains) >= rules.morning_rise
    )
    if up:
        return Verdict.AGAIN, up
    return (Verdict.WAIT if case.today < morning else Verdict.ON), tuple(on_it)


def _usual(entry: Felt, pains: Sequence[Felt]) -> int:
    """Return what the place was like before: the last score of a morning, or before a run; 0 without any."""
    earlier = [
        one
        for one in pains
        if one.area is entry.area
        and one.side is entry.side
        and one.when in (When.MORNING, When.BEFORE)
        and one.day < entry.day
    ]
    return max(earlier, key=lambda one: (one.day, one.at)).score if earlier else 0
