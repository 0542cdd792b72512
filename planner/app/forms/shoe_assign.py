"""The form that gives many runs to another pair at once."""

from planner.actions.desk import Desk
from planner.actions.shoe_assign import Wish, assign_logged, assign_planned, logged_runs, planned_runs
from planner.app.forms.form import Field, Form, Values, choose
from planner.app.forms.layer import RUN_KINDS, words_of
from planner.app.forms.plan import show_date
from planner.domain.days import parse_day, show_day
from planner.domain.gear import Shoe
from planner.domain.session import SessionKind
from planner.domain.text import one_line
from planner.domain.units import show_distance

_WHICH = ("planned", "logged")
_ANY, _NONE = "any", "none"


class AssignForm(Form):
    """Gives runs from a day on, of some kinds, to a pair: planned ones as one change, or logged ones as corrections."""

    verb = "give them"

    def __init__(self, desk: Desk, shoe_id: str) -> None:
        self._desk = desk
        self._shoe = desk.shoe(shoe_id)
        self.title = f"Runs in {one_line(self._shoe.name)}"
        others = tuple(item.id for item in desk.gear() if isinstance(item, Shoe) and item.id != shoe_id)
        which = _WHICH if desk.plan() and not self._shoe.retired else _WHICH[1:]
        self.fields = (
            Field(name="which", label="runs", value=which[0], choices=which),
            Field(name="since", label="from", value=show_date(desk.today), hint="today, -3w", step="day"),
            Field(name="until", label="to", hint="no end", step="day"),
            Field(name="kinds", label="kinds", hint="all, or some: easy long"),
            Field(name="of", label="now in", value=_ANY, choices=(_ANY, _NONE, *others)),
        )

    def effect(self, values: Values) -> str:
        """Say how many runs and how far, the first and the last."""
        wish, unit = self._wish(values), self._desk.settings.unit
        if self._is_logged(values):
            runs = [(run.day, run.distance_m or 0.0) for run in logged_runs(self._desk, wish)]
        else:
            found = planned_runs(self._desk, wish)
            runs = [(one.day, one.distance.middle_m if one.distance else 0.0) for one in found]
        if not runs:
            return f"No {values['which'].strip() or _WHICH[0]} run is among them."
        metres = sum(each for _, each in runs)
        span = show_day(runs[0][0]) if len(runs) == 1 else f"{show_day(runs[0][0])} to {show_day(runs[-1][0])}"
        return f"{len(runs)} run{'s' * (len(runs) != 1)}, {show_distance(metres, unit)}, {span}."

    def submit(self, values: Values) -> str:
        """Give them."""
        wish = self._wish(values)
        return assign_logged(self._desk, wish) if self._is_logged(values) else assign_planned(self._desk, wish)

    def _is_logged(self, values: Values) -> bool:
        return choose(values["which"] or _WHICH[0], _WHICH, "runs") == "logged"

    def _wish(self, values: Values) -> Wish:
        today, of = self._desk.today, values["of"].strip()
        until = values["until"].strip()
        return Wish(
            shoe=self._shoe.id,
            since=parse_day(values["since"], today, "from"),
            until=parse_day(until, today, "to") if until else None,
            kinds=tuple(SessionKind(choose(word, RUN_KINDS, "kinds")) for word in words_of(values["kinds"])),
            of=None if of in ("", _ANY) else "" if of == _NONE else of,
        )
