"""The forms of templates: what one is called, and the race that a plan is made for from one."""

from collections.abc import Collection

from planner.actions.desk import Desk
from planner.actions.templates import (
    as_template,
    contents,
    plan_from_template,
    plan_in_words,
    preview_plan,
    save_template,
    template,
)
from planner.app.forms.form import Field, Form, Values
from planner.app.forms.plan import show_date
from planner.domain.days import parse_day
from planner.domain.errors import BadValue
from planner.domain.ids import slug_of
from planner.domain.text import one_line


class SaveTemplateForm(Form):
    """Saves a plan as it stands as a template."""

    verb = "save it"

    def __init__(self, desk: Desk, plan_id: str) -> None:
        plan = desk.plan_of(plan_id)
        self.title = f"A template of {plan.title}"
        self.fields = (Field(name="name", label="called", value=plan.title, hint='"Half in 18 weeks"'),)
        self._desk = desk
        self._plan = plan_id

    def effect(self, values: Values) -> str:
        """Say what it holds and what stays out. Raises `BadValue` without a name."""
        name, template_id = self._called(values)
        made = as_template(self._desk, self._plan, template_id, name)
        return f"{contents(made)}, as the plan stands now. Notes, gear and the log stay out."

    def submit(self, values: Values) -> str:
        """Save it."""
        name, template_id = self._called(values)
        return save_template(self._desk, self._plan, template_id, name)

    def _called(self, values: Values) -> tuple[str, str]:
        name = one_line(values["name"])
        if not name:
            raise BadValue("template", "it has no name", "Write one.")
        return name, _free_id(name, "template", self._desk.store.template_ids())


class FromTemplateForm(Form):
    """Makes a plan for another race from a template."""

    verb = "make it"

    def __init__(self, desk: Desk, template_id: str) -> None:
        source = template(desk, template_id)
        self.title = f"A plan from {source.name}"
        likely = show_date(source.nearest_race(desk.today))
        self.fields = (
            Field(name="race", label="race", hint="Spring Half"),
            Field(name="date", label="date", value=likely, hint="18 apr 2027, +18w", step="day"),
        )
        self._desk = desk
        self._template = template_id

    def effect(self, values: Values) -> str:
        """Say from when to when it goes, and what one may not expect."""
        day = parse_day(values["date"], self._desk.today)
        name = one_line(values["race"]) or "race"
        plan = preview_plan(self._desk, self._template, plan_id=self._plan_id(name), race_name=name, race_day=day)
        return " ".join(plan_in_words(self._desk, self._template, plan))

    def submit(self, values: Values) -> str:
        """Make it and show it."""
        name, day = one_line(values["race"]), parse_day(values["date"], self._desk.today)
        return plan_from_template(self._desk, self._template, plan_id=self._plan_id(name), race_name=name, race_day=day)

    def _plan_id(self, name: str) -> str:
        return _free_id(name, "race", self._desk.store.plan_ids())


def _free_id(name: str, fallback: str, taken: Collection[str]) -> str:
    """Return an id made from a name that nothing has yet."""
    base = slug_of(name, fallback)[:50].strip("-")
    return next(made for n in range(1, len(taken) + 2) if (made := base if n == 1 else f"{base}-{n}") not in taken)
