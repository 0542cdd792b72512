"""A day with everything about it: what is planned and why, what hangs on it, and what happened."""

from planner.app.bits import Bit, Line, fit, plain, wrap
from planner.app.signs import role_of
from planner.app.views.logged import logged_rows
from planner.app.views.rows import Row
from planner.app.views.scene import Scene, fact_of
from planner.domain.days import MONTHS, Weekday, show_day
from planner.domain.layer import Anchor, Thing
from planner.domain.session import SessionKind, Slot, name_of
from planner.domain.text import localise
from planner.domain.units import show_distance, show_duration
from planner.planning.agenda import AgendaDay, HungLine, SessionLine, week_label

_WHEN = {
    Anchor.BEFORE_RUN: "before the run",
    Anchor.RUN: "on the run",
    Anchor.AFTER_RUN: "after the run",
    Anchor.WEEKLY: "every week",
    Anchor.REST_DAY: "on rest days",
}
_SLOTS = {Slot.AM: "morning", Slot.PM: "evening", None: ""}


def day_rows(scene: Scene, day: AgendaDay, width: int) -> list[Row]:
    """Return the rows of the day view."""
    rows = [Row(_title(scene, day)), Row(())]
    for line in day.sessions:
        rows += session_rows(scene, line, day, width)
    if not day.sessions:
        rows.append(Row(_nothing_planned(scene, day)))
    rows += _hung_rows(scene, day, width)
    rows += logged_rows(scene, day, width)
    for session in day.deleted:
        rows.append(Row((Bit("   deleted  ", "dim"), Bit(scene.session(session), "struck"))))
    return rows


def _title(scene: Scene, day: AgendaDay) -> Line:
    named = f" {Weekday.of(day.day).full} {day.day.day} {MONTHS[day.day.month - 1]} {day.day.year}"
    days = (day.day - scene.today).days
    near = {0: "today", 1: "tomorrow", -1: "yesterday"}.get(
        days, f"in {days} days" if days > 0 else f"{-days} days ago"
    )
    label = week_label(scene.plan, day.day) if scene.plan else ""
    return (Bit(named, "primary"), Bit(f"   {near}", "label"), Bit(f"   {label}" if label else "", "label"))


def _nothing_planned(scene: Scene, day: AgendaDay) -> Line:
    if day.race:
        return (Bit(f"   {plain(day.race.name)} is on this day.", "race"),)
    if scene.plan and day.day < scene.plan.first_day:
        begins = f"   The plan begins on {show_day(scene.plan.first_day)}. "
        return (Bit(begins), Bit("4 shows it whole, g goes to a date.", "dim"))
    word = "Rest day: no run is planned." if day.in_plan else "Nothing is planned here."
    return (Bit(f"   {word} ", "text"), Bit("a adds a session.", "dim"))


def session_rows(scene: Scene, line: SessionLine, day: AgendaDay, width: int) -> list[Row]:
    """Return a session: its name and what became of it, then structure, notes, gear and what was changed."""
    session = line.session
    fact, role = fact_of(line, scene)
    name = scene.session(session)
    kind = f"  {session.kind}" if session.title else ""
    slot = f"  {_SLOTS[session.slot]}" if session.slot else ""
    sign = scene.signs.status(line.status) or (scene.signs.race if session.kind is SessionKind.RACE else " ")
    head = (
        Bit(" "),
        Bit(f" {sign} ", role or role_of(session.kind)),
        Bit(name, f"bold {role_of(session.kind)}"),
        Bit(f"{kind}{slot}", "dim"),
        Bit(f"   {fact}" if fact else "", role),
    )
    rows = [Row(head, session.id, day.day)]
    amounts = _amounts(scene, line)
    for text in filter(None, (amounts, localise(plain(session.text), scene.unit))):
        rows += [Row((Bit(f"     {part}"),)) for part in wrap(text, width - 6)]
    if session.note:
        rows += [Row((Bit(f"     {part}", "note"),)) for part in wrap(localise(session.note, scene.unit), width - 6)]
    for text in _changes(scene, line):
        rows.append(Row((Bit(f"     {text}", "dim"),)))
    gear = _gear(scene, day, session.id)
    if gear:
        rows.append(Row((Bit("     "), *gear)))
    return rows


def _amounts(scene: Scene, line: SessionLine) -> str:
    session = line.session
    distance = show_distance(session.distance, scene.unit) if session.distance else ""
    minutes = show_duration(session.duration_s) if session.duration_s else ""
    if session.title:
        return ", ".join(filter(None, (distance, minutes)))
    return f"about {minutes}" if distance and minutes else ""


def _changes(scene: Scene, line: SessionLine) -> list[str]:
    planned, original = line.planned, line.planned.original
    if original is None:
        return ["added by you"]
    found = []
    if planned.is_moved:
        found.append(f"moved here from {show_day(original.day)}")
    if name_of(original, scene.unit) != name_of(planned.session, scene.unit):
        found.append(f"the plan said {scene.session(original)}")
    elif (original.text, original.note, original.title) != (
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


def _hung_rows(scene: Scene, day: AgendaDay, width: int) -> list[Row]:
    rows: list[Row] = []
    heading = ""
    for line in day.hung:
        if line.hung.thing in (Thing.SHOE, Thing.ORTHOTIC) and line.hung.session:
            continue
        when = _WHEN[line.hung.anchor]
        if when != heading:
            rows += [Row(()), Row((Bit(f"   {when}", "label"),))]
            heading = when
        rows.append(hung_row(scene, line, day, width))
    return rows


def hung_row(scene: Scene, line: HungLine, day: AgendaDay, width: int) -> Row:
    """Return a hung thing in a row: sign, name, minutes, why it is there, and what became of it."""
    hung = line.hung
    fact, role = fact_of(line, scene)
    if hung.thing is Thing.NOTE:
        return Row((Bit(f"     {scene.signs.note} ", "note"), Bit(plain(hung.what))))
    name = min(34, max(width - 46, 16))
    moved = f"  moved from {show_day(hung.original_day)}" if hung.original_day else ""
    bits = (
        Bit(" "),
        Bit(f"  {scene.signs.status(line.status) or ' '} ", role or "text"),
        Bit(f"{scene.signs.of(hung.thing)} ", hung.thing.value),
        Bit(fit(scene.name(hung), name)),
        Bit(fit(scene.minutes(hung.what), 9, right=True), "label"),
        Bit(f"   {fact}", role) if fact else Bit(f"   from {scene.layer(hung)}{moved}", "dim"),
    )
    return Row(bits, hung.id if hung.is_routine else "", day.day if hung.is_routine else None)
