"""What `planner today` prints. It is asked for most, so it loads nothing that it does not use."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from planner.cli import day_lines, page
from planner.cli.gear_lines import lines_of, notes_of
from planner.domain.days import show_day
from planner.domain.layer import Anchor, Thing
from planner.domain.session import SessionKind
from planner.domain.text import clean, localise, one_line
from planner.planning.agenda import AgendaDay, HungLine, SessionLine, countdown, week_label

if TYPE_CHECKING:
    from planner.actions.desk import Desk
    from planner.domain.length import Length
    from planner.domain.plan import Plan

NO_PLAN = (
    "There is no plan yet.",
    "",
    "Make one with `planner plan new`, or open `planner` and be asked.",
    "`planner demo` shows what a filled-in one looks like.",
)


def today_at(store: str | None, *, json: bool) -> None:
    """Print the day of the store that was named, and what could not be read of it."""
    from planner.cli.ending import tell_problems
    from planner.cli.program import desk_at

    desk = desk_at(store)
    show_today(desk, json=json)
    tell_problems(desk)
    desk.store.keep_start()


def show_today(desk: "Desk", *, json: bool) -> None:
    """Print the day: for people, or as JSON for programs."""
    plan = current_plan(desk)
    day = desk.days(desk.today, desk.today)[0]
    if json:
        from planner.cli.as_json import today_as_dict

        page.show_json(today_as_dict(desk, plan, day))
    else:
        page.show(_lines(desk, plan, *shown_days(desk, (day,))))


def shown_days(desk: "Desk", days: tuple[AgendaDay, ...]) -> tuple[AgendaDay, ...]:
    """Return days as they may be shown: in private mode without pain, notes and reasons."""
    if not desk.settings.private:
        return days
    from planner.planning.private_day import private_day

    return tuple(private_day(day) for day in days)


def current_plan(desk: "Desk") -> "Plan | None":
    """Return the current plan, None if there is none yet. Raises what is wrong when none could be read."""
    plan = desk.plan()
    if plan is None and desk.problems:
        raise desk.problems[0]
    return plan


def _lines(desk: "Desk", plan: "Plan | None", day: AgendaDay) -> Iterator[str]:
    yield from heading(desk, plan, day)
    names = desk.names() if day.hung or day.extra or day.wore else {}
    lengths = _lengths(desk, day)
    if plan is None:
        yield from NO_PLAN
    elif not day.in_plan:
        yield _outside(plan, day)
    yield from (f"  {text}" for text in day_lines.off(day))
    for line in day.sessions:
        yield from _session(line, day, names, desk)
        yield from _hung([one for one in day.routines if one.hung.session == line.session.id], names, lengths, desk)
    yield from (f"  {text}" for text in day_lines.set_aside(day, desk.settings.unit))
    if day.is_rest and not day.sessions and not day.set_aside:
        yield page.loud("  rest day")
    present = {line.session.id for line in day.sessions}
    yield from _hung([one for one in day.routines if one.hung.session not in present], names, lengths, desk)
    yield from (
        line
        for one in day.hung
        if one.hung.thing is Thing.NOTE
        for line in page.wrapped(f"- {clean(one.hung.what)}", 2, 2)
    )
    yield from lines_of(notes_of(desk, day.day, day.day).get(day.day, ()), 2)
    for text in day_lines.happened(day, names, desk.settings.unit):
        yield from page.wrapped(text, 2, 2)
    if plan and not any(line.session.kind.is_run for line in day.sessions):
        yield from _next_run(desk, plan)
    waiting: tuple[SessionLine | HungLine, ...] = (*day.sessions, *day.routines)
    if any(line.entry is None for line in waiting):
        yield ""
        yield page.quiet("`planner play ID` plays a routine, `planner plan done ID` ticks anything off.")


def _lengths(desk: "Desk", day: AgendaDay) -> "Mapping[str, Length]":
    if not day.routines:
        return {}
    from planner.actions.lengths import lengths_of

    return lengths_of(desk, {line.hung.what for line in day.routines})


def heading(desk: "Desk", plan: "Plan | None", day: AgendaDay) -> Iterator[str]:
    """Yield the first line: the race, the countdown, the week; the day at its end."""
    left = f"{one_line(countdown(plan, desk.today))}   {week_label(plan, day.day)}".rstrip() if plan else "planner"
    right = show_day(day.day, year=True)
    left = page.shortened(left, page.width() - page.cells(right) - 2)
    yield page.loud(page.padded(left, page.width() - page.cells(right)) + right)
    yield ""


def _outside(plan: "Plan", day: AgendaDay) -> str:
    if day.day < plan.first_day:
        return f"  The plan begins on {show_day(plan.first_day, year=True)}."
    return f"  The plan ended on {show_day(plan.last_day, year=True)}."


def _session(line: SessionLine, day: AgendaDay, names: Mapping[str, str], desk: "Desk") -> Iterator[str]:
    unit = desk.settings.unit
    session = line.session
    what = day_lines.title(session, unit)
    if session.kind is SessionKind.RACE:
        what = f"RACE: {what}"
    notes = "   ".join(part for part in (day_lines.outcome(line, unit), *day_lines.changed(line, unit)) if part)
    room = page.width() - 4 - len(session.id)
    first = page.loud(page.shortened(what, room))
    yield f"  {page.padded(first, page.width() - 2 - len(session.id))}{page.quiet(session.id)}"
    if notes:
        yield f"      {notes}"
    for text in (session.text, session.note):
        yield from page.wrapped(localise(text, unit), 6) if text.strip() else ()
    if worn := day_lines.gear(day, session.id, names):
        yield from page.wrapped(worn, 6)


def _hung(
    lines: list[HungLine], names: Mapping[str, str], lengths: "Mapping[str, Length]", desk: "Desk"
) -> Iterator[str]:
    for line in lines:
        length = day_lines.minutes(lengths.get(line.hung.what))
        when = {Anchor.REST_DAY: "", Anchor.WEEKLY: "also"}.get(line.hung.anchor, day_lines.WHEN[line.hung.anchor])
        outcome = day_lines.outcome(line, desk.settings.unit)
        behind = "".join(f", {part}" for part in (length, outcome) if part)
        room = page.width() - 14 - len(line.hung.id) - page.cells(behind)
        text = page.shortened(day_lines.name(line, names), max(room, 12)) + behind
        left = page.padded(f"    {page.padded(when, 7)} {text}", page.width() - len(line.hung.id) - 1)
        yield f"{left} {page.quiet(line.hung.id)}"


def _next_run(desk: "Desk", plan: "Plan") -> Iterator[str]:
    sessions = (planned.session for planned in desk.schedule_of(plan).sessions)
    coming = next((one for one in sessions if one.day > desk.today and one.kind.is_run), None)
    if coming:
        yield ""
        yield f"  next run: {show_day(coming.day)}, {day_lines.title(coming, desk.settings.unit)}"
