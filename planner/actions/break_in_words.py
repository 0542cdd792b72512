"""The break-in of orthotics in words: where it stands, what held it up, what to mind."""

from collections.abc import Iterator
from datetime import date, timedelta

from planner.actions.break_ins import Following, break_in_of, orthotic_rules, rules, shoes_near
from planner.actions.desk import Desk
from planner.domain.days import show_day
from planner.domain.gear import Build, Orthotic
from planner.domain.text import one_line
from planner.planning.break_in import State, WearDay, Why
from planner.planning.orthotic_ramp import is_other

_BUILDS = {
    Build.OVER_THE_COUNTER: "over the counter",
    Build.CUSTOM_SEMI_RIGID: "custom, semi-rigid",
    Build.CUSTOM_SOFT: "custom, soft",
    Build.ADD_ON: "add-on",
}


def state_words(following: Following) -> str:
    """Return where a break-in stands: `day 4 of 10, 3 h today`."""
    found = following.broken_in
    match found.state:
        case State.NO_SHEET:
            return "the sheet has no hours yet"
        case State.AHEAD if found.start:
            return f"begins on {show_day(found.start)}"
        case State.SILENT:
            return "nothing is logged, so it is not followed"
        case State.STOPPED:
            return "stopped"
        case State.IN_USE:
            return "in use"
        case State.RUNNING:
            return f"all day, run {following.next_run} in them is next"
        case State.WALKING if at := found.on(following.today):
            return f"{day_words(following, at)}, {hours_words(at)} today"
        case _:
            return "not begun"


def build_words(item: Orthotic) -> str:
    """Return how orthotics are made: `custom, semi-rigid`; empty where that is not known."""
    return _BUILDS.get(item.build, item.build.value) if item.build else ""


def day_words(following: Following, day: WearDay) -> str:
    """Return which day of the schedule a day is: `day 4 of 10`, `day 12, all day`."""
    plan = following.broken_in.plan
    return f"day {day.number} of {plan.run_day}" if plan and day.number <= plan.run_day else f"day {day.number}"


def hours_words(day: WearDay) -> str:
    """Return what a day of a break-in asks for: `3 h`, `all day`, `a day off`."""
    if day.hours is None:
        return "all day"
    return f"{day.hours:g} h" if day.hours else "none" if day.cut_h else "a day off"


def why_words(day: WearDay, *, private: bool = False, brief: bool = False) -> str:
    """Return why a day is held up, in words; `private` leaves out what was felt. Empty where it is not.

    `brief` leaves out the day that it is because of where that is the day before.
    """
    is_plain = brief and day.cause == day.day - timedelta(days=1)
    of = f" on {show_day(day.cause)}" if day.cause and not is_plain else ""
    match day.why:
        case Why.CUT | Why.ADDING if not private:
            if day.why is Why.CUT:
                return f"{day.cut_h:g} h less: discomfort{of}"
            return "an hour more, if it has settled"
        case Why.HOLD if not private:
            return f"the same: sore{of}"
        case Why.CUT | Why.ADDING | Why.HOLD:
            return "held for now"
        case Why.AGAIN:
            return "the day comes again"
        case Why.BACK:
            return "two days back after a week without"
        case _:
            return ""


def advice_words(following: Following, *, private: bool = False) -> Iterator[str]:
    """Yield the rules that what was logged calls for, in words, the gravest first; in `private` what was felt is not.

    That they stay out until a practitioner has seen it is always said.
    """
    for name in following.broken_in.advice:
        if not private or name in ("stop", "again", "back"):
            yield rules().setback.rule[name].text


def ahead_words(following: Following) -> str:
    """Return when running in them begins and from when on a race may have them on; empty once that is over."""
    found = following.broken_in
    if found.gate is None or found.full_use is None or not found.state.is_going_on:
        return ""
    weeks = rules().running.full_use_days // 7
    first = f"First run from {show_day(found.gate)} on, " if found.gate > following.today else ""
    return f"{first}{weeks} weeks of full use are reached on {show_day(found.full_use)}."


def latest_words(following: Following) -> str:
    """Return the last day to begin the break-in before the race, or that it is late; empty once they are in use."""
    if following.latest is None or following.broken_in.state in (State.IN_USE, State.RUNNING):
        return ""
    start = following.broken_in.start
    last = show_day(following.latest, year=True)
    if following.broken_in.state in (State.WALKING, State.AHEAD) and start and start <= following.latest:
        return f"It begins in time for the race; the last day is {last}."
    if following.latest < following.today:
        return f"The last day to begin before the race was {last}: race without them, or after the race."
    return f"The last day to begin before the race is {last}."


def near_words(desk: Desk, start: date | None) -> str:
    """Return a warning where a new pair of shoes is too near the start of a break-in; else an empty text."""
    found = shoes_near(desk, start)
    if not found:
        return ""
    new = found[0].first_used or found[0].bought
    when = f", new on {show_day(new)}," if new else ""
    return (
        f"{one_line(found[0].name)}{when} comes within {orthotic_rules().apart.days} days of it: one change at a time."
    )


def look_due(item: Orthotic, today: date, gone_m: float, last_look: date | None = None) -> str:
    """Return why an orthotic should be looked at: its review day, a year, or the distance; empty while it is fine."""
    look = orthotic_rules().look
    if item.review:
        return f"review on {show_day(item.review, year=True)}" if item.review <= today else ""
    begun = last_look or item.since
    if begun and (today - begun).days >= look.days:
        return "a year in use: have them looked at"
    return "far in use: have them looked at" if gone_m >= (item.retire_m or look.metres) else ""


def moved_words(desk: Desk, orthotic_id: str, shoe_id: str) -> str:
    """Return what running is like at first when orthotics move to another pair; empty while no run had them on."""
    item, shoe = desk.orthotic(orthotic_id), desk.shoe(shoe_id)
    is_run_in = break_in_of(desk, orthotic_id).broken_in.state in (State.RUNNING, State.IN_USE)
    if not is_run_in or not item.pairings or item.pairings[-1].shoe == shoe_id:
        return ""
    before = next((one for one in desk.gear() if one.id == item.pairings[-1].shoe), None)
    mm = orthotic_rules().other_pair.mm
    is_changed = before is not None and not isinstance(before, Orthotic) and is_other(before, shoe, mm)
    number = rules().running.changed_run if is_changed else rules().running.moved_run
    why = f"drop or stack is {mm:g} mm or more another" if is_changed else "another pair"
    return f"The first run in them there is run {number} of the ramp ({why}): {rules().row_of(number).text}."
