"""A day with everything about it: what is planned and why, what hangs on it, and what happened."""

import msgspec

from planner.app.bits import Bit, Line, fit, plain, wrap
from planner.app.signs import role_of
from planner.app.views.facts import (
    aside_lines,
    eased_text,
    finding_texts,
    gear_lines,
    off_line,
    original_text,
    other_lines,
    why_of,
)
from planner.app.views.figures import minutes_in, show_minutes
from planner.app.views.logged import logged_rows
from planner.app.views.rows import Row
from planner.app.views.scene import Scene, fact_of
from planner.app.views.seen import seen
from planner.app.views.week import unlit
from planner.domain.days import MONTHS, Weekday, show_day
from planner.domain.layer import Anchor, Thing
from planner.domain.session import Session, SessionKind, Slot
from planner.domain.text import localise
from planner.domain.units import show_clock, show_distance, show_duration
from planner.planning.agenda import AgendaDay, HungLine, SessionLine, week_label
from planner.planning.minutes import pace_of, session_seconds

_WHEN = {
    Anchor.BEFORE_RUN: "before the run",
    Anchor.RUN: "on the run",
    Anchor.AFTER_RUN: "after the run",
    Anchor.WEEKLY: "every week",
    Anchor.REST_DAY: "on rest days",
}
_SLOTS = {Slot.AM: "morning", Slot.PM: "evening", None: ""}


def day_rows(scene: Scene, day: AgendaDay, width: int, *, deleted: bool = False, brief: bool = False) -> list[Row]:
    """Return the rows of the day view; with `deleted`, what was taken out of the plan can be chosen too.

    `brief` leaves out why things hang there, and says the structure of a run in one text.
    """
    day = seen(scene, day)
    rows = [Row(_title(scene, day)), *_off_rows(day, width), Row(())]
    for line in day.sessions:
        rows += session_rows(scene, line, day, width, brief=brief)
    rows += [Row((Bit("   "), *line)) for line in aside_lines(scene, day)]
    if not day.sessions and not day.set_aside:
        rows.append(Row(_nothing_planned(scene, day)))
    if day.blocked:
        rows.append(Row((Bit(f"   {scene.signs.blocked} blocked: there is no time on this day", "dim"),)))
    rows += [Row((Bit("   "), *line)) for line in other_lines(scene, day)]
    rows += _gear_rows(scene, day, width)
    rows += _finding_rows(scene, day, width)
    rows += _hung_rows(scene, day, width, brief=brief)
    rows += logged_rows(scene, day, width)
    rows += _deleted_rows(scene, day, can_be_chosen=deleted)
    return (
        [msgspec.structs.replace(row, line=unlit(scene, day, row)) for row in rows] if scene.lit is not None else rows
    )


def _off_rows(day: AgendaDay, width: int) -> list[Row]:
    line = off_line(day)
    return (
        [Row((Bit(f" {part}", line[0].role),)) for part in wrap("".join(bit.text for bit in line), width - 2)]
        if (line)
        else []
    )


def _gear_rows(scene: Scene, day: AgendaDay, width: int) -> list[Row]:
    """Return what orthotics and shoes say on the day."""
    rows = [Row((Bit("     "), *line)) for line in gear_lines(scene, day, width - 6)]
    return [Row(()), Row((Bit("   gear", "label"),)), *rows] if rows else []


def _finding_rows(scene: Scene, day: AgendaDay, width: int) -> list[Row]:
    """Return what the checks found on the day: the reason, then what to do."""
    rows: list[Row] = []
    for role, reason, fix in finding_texts(scene, day):
        rows += [
            Row((Bit(f"   {part}" if n == 0 else f"     {part}", role),))
            for n, part in enumerate(wrap(reason, width - 6))
        ]
        rows += [Row((Bit(f"     {part}", "dim"),)) for part in wrap(fix, width - 6)]
    return [Row(()), Row((Bit("   the checks found", "label"),)), *rows] if rows else []


def _deleted_rows(scene: Scene, day: AgendaDay, *, can_be_chosen: bool) -> list[Row]:
    return [
        Row(
            (Bit("   deleted  ", "dim"), Bit(scene.session(one), "struck"), Bit("   can be restored", "dim")),
            one.id,
            day.day if can_be_chosen else None,
        )
        for one in day.deleted
    ]


def _title(scene: Scene, day: AgendaDay) -> Line:
    named = f" {Weekday.of(day.day).full} {day.day.day} {MONTHS[day.day.month - 1]} {day.day.year}"
    days = (day.day - scene.today).days
    near = {0: "today", 1: "tomorrow", -1: "yesterday"}.get(
        days, f"in {days} days" if days > 0 else f"{-days} days ago"
    )
    label = week_label(scene.plan, day.day) if scene.plan else ""
    minutes = show_minutes(minutes_in(scene, (day,)))
    return (
        Bit(named, "primary"),
        Bit(f"   {near}", "label"),
        Bit(f"   {label}" if label else "", "label"),
        Bit(f"   {minutes}" if minutes else "", "dim"),
    )


def _nothing_planned(scene: Scene, day: AgendaDay) -> Line:
    if day.race:
        return (Bit(f"   {plain(day.race.name)} is on this day.", "race"),)
    if scene.plan and day.day < scene.plan.first_day:
        begins = f"   The plan begins on {show_day(scene.plan.first_day)}. "
        return (Bit(begins), Bit("4 shows it whole, g goes to a date.", "dim"))
    word = "Rest day: no run is planned." if day.in_plan else "Nothing is planned here."
    return (Bit(f"   {word} ", "text"), Bit("a adds a session.", "dim"))


def session_rows(scene: Scene, line: SessionLine, day: AgendaDay, width: int, *, brief: bool = False) -> list[Row]:
    """Return a session: its name and what became of it, then structure, notes, gear and what was changed."""
    session = line.session
    fact, role = fact_of(line, scene)
    name = scene.session(session)
    kind = f"  {session.kind}" if session.title else ""
    when = session.clock or _SLOTS[session.slot]
    sign = scene.signs.status(line.status) or (scene.signs.race if session.kind is SessionKind.RACE else " ")
    head = (
        Bit(" "),
        Bit(f" {sign} ", role or role_of(session.kind)),
        Bit(name, f"bold {role_of(session.kind)}"),
        Bit(f"{kind}{f'  {when}' if when else ''}", "dim"),
        Bit(f"   {fact}" if fact else "", role),
    )
    rows = [Row(head, session.id, day.day)]
    amounts = _amounts(scene, line)
    rows += [Row((Bit(f"     {part}"),)) for part in wrap(amounts, width - 6)] if amounts else []
    rows += _structure(scene, session, width, brief=brief)
    if session.note:
        rows += [Row((Bit(f"     {part}", "note"),)) for part in wrap(localise(session.note, scene.unit), width - 6)]
    for text in _changes(scene, line):
        rows.append(Row((Bit(f"     {text}", "dim"),)))
    gear = _gear(scene, day, session.id)
    if gear:
        rows.append(Row((Bit("     "), *gear)))
    return rows


def _structure(scene: Scene, session: Session, width: int, *, brief: bool) -> list[Row]:
    """Return the steps of a structured run a line each, unless `brief`; other texts as they are."""
    text = localise(plain(session.text), scene.unit)
    if not text:
        return []
    if not brief:
        from planner.app.views.workout import workout_lines

        steps = workout_lines(text, scene.unit, width - 6, scene.paces or None)
        if steps:
            return [Row((Bit("     "), *line)) for line in steps]
    return [Row((Bit(f"     {part}"),)) for part in wrap(text, width - 6)]


def _amounts(scene: Scene, line: SessionLine) -> str:
    session = line.session
    distance = show_distance(session.distance, scene.unit) if session.distance else ""
    minutes = show_duration(session.duration_s) if session.duration_s else ""
    if session.title:
        return ", ".join(filter(None, (distance, minutes)))
    if distance and minutes:
        return f"about {minutes}"
    pace_s = pace_of(scene.plan)
    reckoned = session_seconds(session, pace_s) if distance and session.kind is not SessionKind.RACE else None
    per = show_clock(pace_s * scene.unit.metres / 1000)
    return f"about {show_duration(reckoned)} at {per} a {scene.unit}" if reckoned else ""


def _changes(scene: Scene, line: SessionLine) -> list[str]:
    planned, original = line.planned, line.planned.original
    if original is None:
        return ["added by you"]
    found = []
    if planned.is_moved:
        found.append(f"moved here from {show_day(original.day)}")
    if eased := eased_text(scene, line):
        found.append(eased)
    if said := original_text(scene, line):
        found.append(said)
    elif not planned.full and (original.text, original.note, original.title) != (
        planned.session.text,
        planned.session.note,
        planned.session.title,
    ):
        found.append("its text was changed by you")
    return found


def _gear(scene: Scene, day: AgendaDay, session: str) -> Line:
    bits: list[Bit] = []
    for line in day.hung:
        if line.hung.session == session and line.hung.thing in (Thing.SHOE, Thing.ORTHOTIC):
            is_shoe = line.hung.thing is Thing.SHOE
            sign = scene.letters.get(line.hung.what, "?") if is_shoe else scene.signs.orthotic
            bits += [Bit("in " if not bits else "   ", "dim"), Bit(f"{sign} ", line.hung.thing.value)]
            bits.append(Bit(scene.name(line.hung)))
    return tuple(bits)


def _hung_rows(scene: Scene, day: AgendaDay, width: int, *, brief: bool) -> list[Row]:
    rows: list[Row] = []
    heading = ""
    for line in day.hung:
        if line.hung.thing in (Thing.SHOE, Thing.ORTHOTIC) and line.hung.session:
            continue
        when = _WHEN[line.hung.anchor]
        if when != heading:
            rows += [Row(()), Row((Bit(f"   {when}", "label"),))]
            heading = when
        rows += [hung_row(scene, line, day, width), *([] if brief else _why_rows(scene, line, width))]
    return rows


def _why_rows(scene: Scene, line: HungLine, width: int) -> list[Row]:
    """Return why a thing hangs here: its layer and the rule of it, and from where it was moved."""
    layer = scene.layer_of(line.hung)
    said = f"{scene.layer(line.hung)}: {why_of(layer)}" if layer else scene.layer(line.hung)
    if line.hung.thing is Thing.NOTE and layer:
        said = why_of(layer)
    moved = f"; moved from {show_day(line.hung.original_day)}" if line.hung.original_day else ""
    other = (
        f"; in place of {plain(scene.names().get(layer.what, layer.what))}"
        if (layer and layer.what != line.hung.what)
        else ""
    )
    return [Row((Bit(f"       {part}", "dim"),)) for part in wrap(f"{said}{moved}{other}", width - 8)]


def hung_row(scene: Scene, line: HungLine, day: AgendaDay, width: int) -> Row:
    """Return a hung thing in a row: sign, name, minutes, and what became of it."""
    hung = line.hung
    fact, role = fact_of(line, scene)
    if hung.thing is Thing.NOTE:
        return Row((Bit(f"     {scene.signs.note} ", "note"), Bit(plain(hung.what))))
    name = min(34, max(width - 46, 16))
    bits = (
        Bit(" "),
        Bit(f"  {scene.signs.status(line.status) or ' '} ", role or "text"),
        Bit(f"{scene.signs.of(hung.thing)} ", hung.thing.value),
        Bit(fit(scene.name(hung), name)),
        Bit(fit(scene.minutes(hung.what), 9, right=True), "label"),
        Bit(f"   {fact}" if fact else "", role),
    )
    return Row(bits, hung.id if hung.is_routine else "", day.day if hung.is_routine else None)
