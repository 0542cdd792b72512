"""Templates: a plan saved without its dates, a plan made from one for another race, and a plan copied."""

from datetime import date

import msgspec

from planner.actions.desk import Desk
from planner.domain.days import Weekday, show_day
from planner.domain.errors import BadValue
from planner.domain.ids import check_slug, new_id
from planner.domain.plan import Plan
from planner.domain.template import Template, plan_from, template_of
from planner.domain.text import counted, one_line

_SAVED, _GONE = "template-saved", "template-gone"
"""Kinds of history refs. Their names have the folder before the id, so that they are never taken for a plan's."""


def templates(desk: Desk) -> tuple[Template, ...]:
    """Return every template that can be read, by name."""
    found, problems = desk.store.templates()
    desk.note_problems(problems)
    return tuple(sorted(found, key=lambda one: (one.name.lower(), one.id)))


def template(desk: Desk, template_id: str) -> Template:
    """Return a template. Raises `NotFound` that lists those there are, and `BadFile`."""
    found, problems = desk.store.template(template_id)
    desk.note_problems(problems)
    return found


def as_template(desk: Desk, plan_id: str, template_id: str, name: str = "") -> Template:
    """Return the template that `save_template` would save, without writing anything. Raises as that does."""
    plan = desk.plan_of(plan_id)
    check_slug(template_id, "template id")
    if template_id in desk.store.template_ids():
        why = f"there is a template {template_id!r} already"
        raise BadValue("template id", why, "Choose another id, or delete that template.")
    standing = desk.schedule_of(plan)
    sessions = [planned.session for planned in standing.sessions]
    called = one_line(name) or one_line(plan.title)
    return template_of(plan, sessions, standing.layers, template_id=template_id, name=called)


def save_template(desk: Desk, plan_id: str, template_id: str, name: str = "") -> str:
    """Save a plan as it stands as a template; without a name it is called as the plan.

    Notes on sessions, shoes, orthotics and the log are not part of it. Raises `BadValue` when the id is taken or
    cannot name a file, `NotFound` when there is no such plan.
    """
    made = as_template(desk, plan_id, template_id, name)
    desk.store.save_template(made)
    desk.store.remember((f"{_SAVED}:templates/{made.id}",))
    return f"Saved the template {made.name}: {contents(made)}, without notes and gear."


def delete_template(desk: Desk, template_id: str) -> str:
    """Take a template out of the store; undo brings it back. Plans made from it stay. Raises `NotFound`."""
    trashed = desk.store.delete_template(template_id)
    desk.store.remember((f"{_GONE}:templates/{template_id}:{trashed}",))
    return f"Deleted the template {template_id}; the plans made from it stay."


def turn(desk: Desk, ref: str, *, back: bool) -> str:
    """Undo (`back`) or redo a template's saving or deleting, as `ref` of the history says.

    Return what was undone or redone in words. Raises `NotFound` when it is not where it was.
    """
    kind, name, *_ = ref.split(":")
    template_id = name.removeprefix("templates/")
    if back == (kind == _GONE):
        desk.store.restore_template(template_id)
    else:
        desk.store.delete_template(template_id)
    return f"{'saved' if kind == _SAVED else 'deleted'} the template {template_id}"


def preview_plan(desk: Desk, template_id: str, *, plan_id: str, race_name: str, race_day: date) -> Plan:
    """Return the plan that `plan_from_template` would make, without writing anything. Raises as that does."""
    source = template(desk, template_id)
    _check_plan_id(desk, plan_id)
    name = one_line(race_name)
    if not name:
        raise BadValue("race", "it has no name", 'Give one, such as "Spring Half".')
    taken: set[str] = set()

    def fresh_id() -> str:
        taken.add(made := new_id(desk.pick, taken))
        return made

    return plan_from(source, plan_id=plan_id, race_name=name, race_day=race_day, new_id=fresh_id)


def plan_from_template(desk: Desk, template_id: str, *, plan_id: str, race_name: str, race_day: date) -> str:
    """Make a plan for another race from a template and open the calendar on it; undo takes it back.

    A race that is over and a plan that should have begun already are said, not refused. Raises `BadValue` for a race
    without a name and an id that is taken or cannot name a file, `NotFound` when there is no such template.
    """
    from planner.actions.build_ups import keep

    plan = preview_plan(desk, template_id, plan_id=plan_id, race_name=race_name, race_day=race_day)
    said = [f"Made {plan.race.name}.", *plan_in_words(desk, template_id, plan)]
    keep(desk, plan)
    return " ".join(said)


def plan_in_words(desk: Desk, template_id: str, plan: Plan) -> tuple[str, ...]:
    """Return sentences on a plan made from a template: from when to when, and what one may not expect."""
    source, first, race = template(desk, template_id), plan.first_day, plan.race.day
    span = f"{show_day(first, year=True)} to {show_day(race, year=True)}."
    said = [f"{counted(plan.weeks_to_race, 'week')}, {span}" if plan.weeks else span]
    if race < desk.today:
        said.append(f"That race is over: {counted((desk.today - race).days, 'day')} ago.")
    elif first < desk.today:
        said.append(f"It begins {counted((desk.today - first).days, 'day')} before today.")
    if source.weekday and source.weekday is not Weekday.of(race):
        was, now = source.weekday.full, Weekday.of(race).full
        said.append(f"The race is on a {now}, in the template on a {was}: every session comes to another weekday.")
    return tuple(said)


def duplicate(desk: Desk, plan_id: str, copy_id: str, name: str = "") -> str:
    """Copy a plan as it stands to a new one and open the calendar on it; undo takes the copy back.

    Its sessions have ids of their own, so neither plan's log counts for the other. Raises `BadValue` when the id is
    taken or cannot name a file, `NotFound` when there is no such plan.
    """
    from planner.actions.build_ups import keep

    plan = desk.plan_of(plan_id)
    _check_plan_id(desk, copy_id)
    standing = desk.schedule_of(plan)
    taken: set[str] = set()
    base, race = [], plan.race
    for planned in standing.sessions:
        taken.add(made := new_id(desk.pick, taken))
        if planned.session.id == race.session:
            race = msgspec.structs.replace(race, session=made)
        base.append(msgspec.structs.replace(planned.session, id=made))
    called = one_line(name) or f"{one_line(plan.title)}, copy"
    copy = msgspec.structs.replace(
        plan, id=copy_id, name=called, race=race, base=tuple(base), layers=standing.layers, changes=()
    )
    keep(desk, copy)
    return f"Copied {one_line(plan.title)} to {called}, which the calendar shows now."


def contents(made: Template) -> str:
    """Return in words how much a template holds: `21 weeks, 84 sessions, 6 layers`."""
    parts = ((made.weeks_to_race, "week"), (len(made.sessions), "session"), (len(made.layers), "layer"))
    return ", ".join(counted(number, what) for number, what in parts if number)


def _check_plan_id(desk: Desk, plan_id: str) -> None:
    check_slug(plan_id, "plan id")
    if plan_id in desk.store.plan_ids():
        raise BadValue("plan id", f"there is a plan {plan_id!r} already", "Choose another id, or delete that plan.")
