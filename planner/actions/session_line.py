"""A session typed in one line: what it would do, and doing it as one change."""

from datetime import date

from planner.actions import changes
from planner.actions.desk import Desk
from planner.domain.change import Batch, Edit, Move
from planner.domain.days import show_day
from planner.domain.errors import BadValue
from planner.domain.session import CONTENTS, Session, SessionKind, name_of
from planner.domain.session_line import read_line
from planner.domain.workout_reading import read_workout
from planner.domain.workout_totals import show_totals, totals
from planner.planning.schedule import Planned


def edit_line(desk: Desk, item: str, text: str, *, plan: str | None = None) -> str:
    """Give a session the contents, and the day, that a line says, as one change. Raises `BadValue`."""
    before, after, plan_id = read_edit(desk, item, text, plan)
    return change_to(desk, before, after, plan=plan_id)


def change_to(desk: Desk, before: Session, after: Session, *, plan: str | None = None) -> str:
    """Make a session what `after` is, its day included, as one change.

    Raises `BadValue` when nothing differs.
    """
    if before == after:
        raise BadValue("edit", "nothing is changed", "Change something, or press esc.")
    edit = _edit(desk, before, after)
    if edit is None:
        return changes.move(desk, before.id, after.day, plan=plan)
    unit = desk.settings.unit
    made: Edit | Batch = edit
    old, new = name_of(before, unit), name_of(after, unit)
    name = f"Changed {old} to {new}" if old != new else f"Changed {old}"
    owner = desk.plan_of(plan)
    if before.day != after.day:
        move = Move(id=desk.new_id(), at=desk.now(), session=before.id, to=after.day)
        name += f" on {show_day(after.day)}"
        made = Batch(id=desk.new_id(), at=desk.now(), name=name, parts=(move, edit))
    desk.keep_changes(owner.id, made)
    return f"{name}."


def add_line(desk: Desk, day: date, text: str, *, plan: str | None = None) -> str:
    """Add the session that a line says, on `day` unless the line names another. Raises `BadValue`."""
    return changes.add(desk, _new(desk, day, text), plan=plan)


def effect_of_edit(desk: Desk, item: str, text: str) -> str:
    """Say what `edit_line` would make of it."""
    before, after, _ = read_edit(desk, item, text)
    if before == after:
        return "As it is."
    unit = desk.settings.unit
    moved = f"; {show_day(before.day)} → {show_day(after.day)}" if before.day != after.day else ""
    return f"{name_of(before, unit)} → {name_of(after, unit)}{moved}.{structure_of(desk, after.text)}"


def effect_of_add(desk: Desk, day: date, text: str) -> str:
    """Say what `add_line` would add where."""
    session = _new(desk, day, text)
    return f"{show_day(session.day)}: {name_of(session, desk.settings.unit)}.{structure_of(desk, session.text)}"


def structure_of(desk: Desk, text: str) -> str:
    """Say what a structured run comes to, after a blank; an empty text for words that are none."""
    unit = desk.settings.unit
    workout = read_workout(text, unit)
    shown = show_totals(totals(workout, unit, paces_of(desk)), unit) if workout else ""
    return f" Structure: {shown}." if shown else ""


def paces_of(desk: Desk, plan_id: str | None = None) -> dict[str, float]:
    """Return the paces that a plan knows, in seconds a kilometre by effort; none where it knows none."""
    plan = desk.plan_of(plan_id) if plan_id else desk.plan()
    inputs = plan.inputs if plan else None
    if inputs is None:
        return {}
    if inputs.recent is None:
        return {"easy": float(inputs.easy_pace_s)} if inputs.easy_pace_s else {}
    from planner.planning.paces import paces

    known = paces(inputs.recent)
    found = {
        "easy": inputs.easy_pace_s or known.easy_middle,
        "marathon": known.marathon,
        "half": known.half,
        "10k": known.ten_k,
        "5k": known.five_k,
        "threshold": known.threshold,
        "interval": known.interval,
        "repetition": known.repetition,
    }
    return {effort: float(pace) for effort, pace in found.items()}


def _new(desk: Desk, day: date, text: str) -> Session:
    blank = Session(id=desk.new_id(), day=day, kind=SessionKind.RUN)
    return read_line(text, blank, today=desk.today, unit=desk.settings.unit)


def read_edit(desk: Desk, item: str, text: str, plan_id: str | None = None) -> tuple[Session, Session, str]:
    """Return a session as it is and as a line makes it, and the id of its plan. Raises `BadValue`."""
    plan, found = changes.find(desk, item, plan_id)
    if not isinstance(found, Planned):
        raise BadValue("edit", "only sessions can be typed as a line", "Change the routine itself in the builder (b).")
    after = read_line(text, found.session, today=desk.today, unit=desk.settings.unit)
    if item == plan.race.session and after.day != found.session.day:
        raise BadValue("date", f"the race stays on {show_day(plan.race.day)}", "Make a new build-up for another date.")
    if after.day != found.session.day:
        changes.check_open(desk, plan, found, after.day)
    return found.session, after, plan.id


def _edit(desk: Desk, before: Session, after: Session) -> Edit | None:
    differing = [name for name in CONTENTS if getattr(before, name) != getattr(after, name)]
    if not differing:
        return None
    given = {name: getattr(after, name) for name in differing if getattr(after, name)}
    clear = tuple(name for name in differing if not getattr(after, name))
    return Edit(id=desk.new_id(), at=desk.now(), session=before.id, clear=clear, **given)
