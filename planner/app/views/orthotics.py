"""The screen of orthotics as lines: a row for each, and below it everything about the chosen one."""

from collections.abc import Iterator, Sequence
from datetime import date

import msgspec

from planner.actions.break_in_words import (
    advice_words,
    ahead_words,
    build_words,
    day_words,
    hours_words,
    latest_words,
    state_words,
    why_words,
)
from planner.actions.break_ins import Following
from planner.actions.gear import Worn
from planner.app.bits import Bit, Line, cut, fit, plain, wrap
from planner.app.signs import Signs
from planner.domain.days import show_day
from planner.domain.units import Unit, show_distance
from planner.planning.break_in import State, WearDay
from planner.planning.break_in_rules import BreakInRules

_BAR = 10
_WIDE = 112
"""From this width on, what is known of it stands beside its days."""
_SHARE = 0.64
"""The part of the width that its days have then."""
_BEFORE = 6
"""So many days before today are shown one by one."""
EVIDENCE = (
    "Some find relief in them. In trials, mostly with recruits, there were fewer bone stress injuries, and no clear"
    " effect on soft tissue (study: Bonanno 2017)."
)
EMPTY = (
    "No orthotics here yet. a adds orthotics or insoles.",
    "They move between shoes: each has its pair, its hours and distance, and a break-in that lies over the calendar.",
)


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """An orthotic with what the log says of it. `shoe`: the pair it stands in; `due`: why to have it looked at.

    `near`: a warning of a shoe that is new about the same time; `pairings` in words.
    """

    following: Following
    worn: Worn
    shoe: str = ""
    due: str = ""
    near: str = ""
    pairings: tuple[str, ...] = ()

    @property
    def is_retired(self) -> bool:
        """Whether it is not worn any more."""
        return self.following.orthotic.retired is not None


class Look(msgspec.Struct, frozen=True, kw_only=True):
    """How the screen is looked at."""

    today: date
    unit: Unit
    signs: Signs
    rules: BreakInRules
    private: bool = False


def item_rows(look: Look, items: Sequence[Item], chosen: int, width: int) -> list[Line]:
    """Return two lines for each orthotic; the chosen one is a filled block."""
    if not items:
        return [(Bit(f" {part}"),) for text in EMPTY for part in wrap(text, max(width - 2, 8))]
    made: list[Line] = []
    for n, item in enumerate(items):
        role = " cursor" if n == chosen else ""
        for line in (_first(item), _second(look, item)):
            inner = cut((Bit(bit.text, bit.role + role) for bit in line), max(width - 2, 1), f"text{role}")
            made.append((Bit(" "), *inner, Bit(" ")))
    return made


def _first(item: Item) -> Line:
    own = item.following.orthotic
    shoe = f"in {plain(item.shoe)}" if item.shoe else "in no pair" if not own.retired else ""
    review = f"review {show_day(own.review)}" if own.review and not own.retired else ""
    return (
        Bit(f" {fit(plain(own.name), 20)} ", "strong" if not own.retired else "past"),
        Bit(fit(build_words(own), 20), "label"),
        Bit(f" {shoe}", "dim"),
        Bit(f"   {item.due or review}", "yellow" if item.due else "dim"),
    )


def _second(look: Look, item: Item) -> Line:
    own, found = item.following.orthotic, item.following.broken_in
    if own.retired:
        return (Bit(f"   retired {show_day(own.retired, year=True)}", "dim"), Bit(f"   {_gone(look, item)}", "label"))
    loud = found.state is State.STOPPED
    latest = item.following.latest
    waits = found.state in (State.NONE, State.NO_SHEET, State.SILENT) and latest and latest >= look.today
    gate = found.gate if found.state in (State.AHEAD, State.WALKING) else None
    dates = f"   first run {show_day(gate)}" if gate else ""
    dates = f"   latest start {show_day(latest)}" if latest and waits else dates
    return (
        Bit("   "),
        *_bar(look, item),
        Bit(state_words(item.following), "red" if loud else "yellow" if found.advice else "text"),
        Bit(f"   {_gone(look, item)}", "label"),
        Bit(dates, "dim"),
    )


def _bar(look: Look, item: Item) -> Line:
    found = item.following.broken_in
    at = found.on(look.today) if found.state in (State.WALKING, State.RUNNING) else None
    if at is None or found.plan is None:
        return ()
    done = min(round((at.number - 1) / found.plan.run_day * _BAR), _BAR)
    return (Bit(look.signs.bar * done, "bar"), Bit(look.signs.bar_rest * (_BAR - done), "bar-rest"), Bit(" "))


def _gone(look: Look, item: Item) -> str:
    own = item.following.orthotic
    of = f" of {show_distance(own.retire_m, look.unit)}" if own.retire_m else ""
    unit = look.unit
    return f"{item.worn.hours:g} h, {show_distance(own.start_m + item.worn.distance_m, unit)}{of} run"


def detail_lines(look: Look, item: Item, width: int) -> list[Line]:
    """Return everything about an orthotic: its days beside, or above, what is known of it and the rules."""
    if width < _WIDE:
        return [*_days_part(look, item, width), (), *_about_part(look, item, width)]
    room = round(width * _SHARE)
    left = _days_part(look, item, room)
    right = _about_part(look, item, width - room - 2)
    return [
        (*cut(left[n] if n < len(left) else (), room), Bit("  "), *(right[n] if n < len(right) else ()))
        for n in range(max(len(left), len(right)))
    ]


def _days_part(look: Look, item: Item, width: int) -> list[Line]:
    following = item.following
    found = following.broken_in
    begun = f", from {show_day(found.start, year=True)}" if found.start else ""
    name = f": {found.plan.name}" if found.plan else ""
    lines: list[Line] = [(Bit(" Break-in", "heading"), Bit(f"{name}{begun}", "label"))]
    if found.state is State.IN_USE:
        lines += _text("They are in use. b begins one anew, after a new fitting for example.", width, "text")
    for rule in advice_words(following, private=look.private):
        lines += _text(rule, width, "red" if found.state is State.STOPPED else "yellow", sign="! ")
    lines += _text(item.near, width, "yellow", sign="! ")
    lines += _text(ahead_words(following), width, "label")
    lines += _text(latest_words(following), width, "dim")
    if found.state in (State.NONE, State.SILENT, State.NO_SHEET):
        lines += _text("b begins it: three schedules, or your practitioner's own sheet.", width, "text")
    if found.state.is_going_on:
        lines += [(), *(_day(look, following, line) for line in _grouped(found.days, look.today))]
    if following.runs:
        lines += [(), (Bit(" Running in them", "heading"),)]
    for run in following.runs:
        role = "text" if run.fits else "yellow"
        for n, part in enumerate(wrap(run.text, max(width - 17, 8))):
            lines.append((Bit(f"   {show_day(run.day) if n == 0 else '':<12}", "label"), Bit(part, role)))
    return lines


def _grouped(days: Sequence[WearDay], today: date) -> Iterator[tuple[WearDay, ...]]:
    """Yield the days, those long over and those of all-day wear ahead in one."""
    old = [one for one in days if (today - one.day).days > _BEFORE]
    if old:
        yield tuple(old)
    ahead: list[WearDay] = []
    for one in days[len(old) :]:
        if one.hours is None and one.day > today and not one.may_run and not one.why.is_setback:
            ahead.append(one)
            continue
        if ahead:
            yield tuple(ahead)
            ahead = []
        yield (one,)
    if ahead:
        yield tuple(ahead)


def _day(look: Look, following: Following, days: tuple[WearDay, ...]) -> Line:
    first, last = days[0], days[-1]
    if len(days) > 1:
        span = f"{show_day(first.day)} to {show_day(last.day)}"
        worst = max((one.score or 0 for one in days), default=0)
        felt = f", at most {worst} of 10" if worst and not look.private else ""
        said = "all day" if first.day > look.today else f"worn {sum(one.worn for one in days):g} h{felt}"
        return (Bit(f"   {fit(span, 26)}", "dim"), Bit(said, "dim"))
    one = first
    now = one.day == look.today
    felt = f", {one.score} of 10" if one.score is not None and not look.private else ""
    worn = f"worn {one.worn:g} h{felt}" if one.worn else felt.removeprefix(", ")
    why = why_words(one, private=look.private, brief=True) or (
        "runs may have them on" if _is_gate(following, one) else ""
    )
    return (
        Bit(f" {'>' if now else ' '} ", "key"),
        Bit(fit(show_day(one.day), 12), "today" if now else "past" if one.day < look.today else "label"),
        Bit(fit(day_words(following, one), 14), "dim"),
        Bit(fit(hours_words(one), 10), "strong" if now else "orthotic"),
        Bit(worn, "done"),
        Bit(f"{'   ' if worn else ''}{why}", "yellow" if one.why.is_setback else "good"),
    )


def _is_gate(following: Following, one: WearDay) -> bool:
    return one.day == following.broken_in.gate


def _about_part(look: Look, item: Item, width: int) -> list[Line]:
    own, rules = item.following.orthotic, look.rules
    lines: list[Line] = [(Bit(" About", "heading"),)]
    made = ", ".join(
        filter(None, (build_words(own), plain(own.make), f"fitted by {plain(own.fitted_by)}" if own.fitted_by else ""))
    )
    lines += _text(made, width, "text")
    for foot, text in (("left", own.left), ("right", own.right), ("note", own.note)):
        hidden = look.private and text and foot == "note"
        lines += _text(f"{foot}: {'hidden' if hidden else plain(text)}" if text else "", width, "text")
    for pairing in item.pairings:
        lines += _text(pairing, width, "label")
    review = f"review on {show_day(own.review, year=True)}" if own.review else ""
    lines += _text(item.due or review, width, "yellow" if item.due else "label")
    lines += [(), (Bit(" In each pair", "heading"),)]
    lines += [(Bit(f"   {look.signs.dash} "), Bit(step)) for step in rules.fitting.steps]
    lines += _text(rules.fitting.care, width, "dim")
    lines += [(), (Bit(" If it hurts", "heading"),)]
    for rule in rules.setback.rule.values():
        lines += _text(rule.text, width, "text")
        lines += _text(rule.source, width, "dim")
    lines += [(), *_text(EVIDENCE, width, "dim")]
    return lines


def _text(text: str, width: int, role: str, sign: str = "") -> list[Line]:
    if not text:
        return []
    room = max(width - 4 - len(sign), 8)
    return [
        (Bit(f"   {sign if n == 0 else ' ' * len(sign)}", role), Bit(part, role))
        for n, part in enumerate(wrap(text, room))
    ]
