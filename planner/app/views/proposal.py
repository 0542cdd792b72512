"""A proposal as lines: the reasons, then week by week what goes and what comes; weeks that stay are folded."""

from collections.abc import Iterator
from datetime import date

from planner.actions.proposal import Proposal
from planner.app.bits import Bit, Line, fit, plain, spread, width_of, wrap
from planner.app.signs import Signs
from planner.domain.days import show_day
from planner.domain.session import Session, name_of
from planner.domain.units import Unit, show_distance
from planner.planning.differences import Difference, HungDifference, WeekChange

_DAY = 12
_LEAST_REASON = 8
"""Cells below which a reason is left out."""


def proposal_lines(proposal: Proposal, unit: Unit, signs: Signs, width: int) -> list[Line]:
    """Return all lines of a proposal. Signs and words tell what goes and comes, colour only goes along."""
    lines: list[Line] = []
    for text in proposal.head:
        lines += [(Bit(f" {part}", "warning"),) for part in wrap(text, width - 2)]
    for reason in proposal.why:
        lines += [(Bit(f" {text}"),) for text in wrap(reason, width - 2)]
    same: list[WeekChange] = []
    for week in proposal.weeks:
        if not (week.differences or week.hung):
            same.append(week)
            continue
        lines += _folded(same)
        same = []
        lines.append(())
        lines.append(_head(week, unit, signs, width))
        lines += _by_day(week, proposal, unit, signs, width)
    lines += _folded(same)
    if proposal.lost:
        lines += [(), (Bit(" No longer fits", "warning"),)]
        for lost in proposal.lost:
            lines += [(Bit(f"   {text}"),) for text in wrap(lost, width - 4)]
    if proposal.sources:
        lines += [(), (Bit(" What it rests on", "label"),)]
        for source in proposal.sources:
            lines += [(Bit(f"   {text}", "dim"),) for text in wrap(source, width - 4)]
    if proposal.foot:
        lines += [(), *((Bit(f" {part}", "label"),) for text in proposal.foot for part in wrap(text, width - 2))]
    return lines


def _head(week: WeekChange, unit: Unit, signs: Signs, width: int) -> Line:
    name = f" Week {week.number}, {show_day(week.start)}" if week.number else f" From {show_day(week.start)}"
    before = show_distance(week.before_m, unit, with_unit=False)
    after = show_distance(week.after_m, unit)
    totals = (
        f"{before} {signs.arrow} {after} " if round(week.before_m) != round(week.after_m) else f"{after} as before "
    )
    return spread((Bit(name, "label"),), (Bit(totals, "label"),), width)


def _folded(weeks: list[WeekChange]) -> list[Line]:
    numbers = [week.number for week in weeks if week.number]
    if not numbers:
        return []
    which = f"Week {numbers[0]}" if len(numbers) == 1 else f"Weeks {numbers[0]} to {numbers[-1]}"
    return [(), (Bit(f" {which}: as before", "dim"),)]


def _by_day(week: WeekChange, proposal: Proposal, unit: Unit, signs: Signs, width: int) -> Iterator[Line]:
    """Yield what differs day by day: the sessions of a day, then what hangs on it."""
    for day in sorted({one.day for one in week.differences} | {thing.item.day for thing in week.hung}):
        for one in week.differences:
            if one.day == day:
                yield from _difference(one, proposal, unit, signs, width)
        for thing in week.hung:
            if thing.item.day == day:
                yield from _hung(thing, proposal, signs, width)


def _difference(one: Difference, proposal: Proposal, unit: Unit, signs: Signs, width: int) -> Iterator[Line]:
    if one.is_move and one.before and one.after:
        days = f"{show_day(one.before.day)} {signs.arrow} {show_day(one.after.day)}"
        yield (Bit("   "), Bit(_name(one.after, unit)), Bit(f"   {days}"))
        return
    reason = next((proposal.reasons.get(session.id, "") for session in (one.before, one.after) if session), "")
    if one.before and one.after and _name(one.before, unit) == _name(one.after, unit):
        # Only what stands in it differs: the name once, and why.
        yield _row("~", one.after, unit, "label", width, reason)
        return
    if one.before:
        yield _row("-", one.before, unit, "dim", width, "" if one.after else reason)
    if one.after:
        yield _row("+", one.after, unit, "good", width, reason)


def _hung(one: HungDifference, proposal: Proposal, signs: Signs, width: int) -> Iterator[Line]:
    was, now = (plain(proposal.names.get(hung.what, hung.what)) if hung else "" for hung in (one.before, one.after))
    day, reason = one.item.day, proposal.reasons.get(one.id, "")
    both = f"{was} {signs.arrow} {now}"
    if was and now and width_of((Bit(both),)) <= width - _DAY - 6:
        yield _line("~", day, both, "label", width, reason)
        return
    if was:
        yield _line("-", day, was, "dim", width, "" if now else reason)
    if now:
        yield _line("+", day, now, "good", width, reason)


def _row(sign: str, session: Session, unit: Unit, role: str, width: int, reason: str) -> Line:
    return _line(sign, session.day, _name(session, unit), role, width, reason)


def _line(sign: str, day: date, text: str, role: str, width: int, reason: str) -> Line:
    """Return a row with the reason beside it, as much of it as fits; what changes comes first."""
    room = width - _DAY - 6
    text = fit(text, room).rstrip()
    left = room - width_of((Bit(text),)) - 3
    why = f"   {fit(plain(reason), left).rstrip()}" if reason and left >= _LEAST_REASON else ""
    return (Bit(f"   {sign} ", role), Bit(fit(show_day(day), _DAY), "label"), Bit(text), Bit(why, "dim"))


def _name(session: Session, unit: Unit) -> str:
    return plain(name_of(session, unit))
