"""The form for how the plan is eased: runs, routines and gear, days, and the race; its effect is shown at once."""

from planner.actions.desk import Desk
from planner.actions.reflow import CHOICES, Ease, Goal, Wish, offer, summary
from planner.app.forms.form import Field, Form, Values, choose
from planner.domain.errors import BadValue

_AS_RULED = "as the rules say"
_YES, _NO = "yes", "no"
_MOST_DAYS = 28


class EaseForm(Form):
    """Asks how the plan is eased; `wish` is the answer. Nothing is changed by it."""

    saves = False
    is_lasting = False
    title = "How the plan is eased"
    verb = "show it"
    undoable = False

    def __init__(self, desk: Desk, wish: Wish, *, near_race: bool) -> None:
        self._desk = desk
        self.wish = wish
        runs = wish.ease.value if wish.ease else _AS_RULED
        race = (Field(name="goal", label="race", value=wish.goal.value, choices=tuple(Goal)),) if near_race else ()
        self.fields = (
            Field(name="ease", label="runs", value=runs, choices=(_AS_RULED, *Ease)),
            Field(name="routines", label="routines", value=_YES if wish.routines else _NO, choices=(_YES, _NO)),
            Field(name="gear", label="gear", value=_YES if wish.gear else _NO, choices=(_YES, _NO)),
            Field(name="days", label="days", value=str(wish.days or ""), hint=_AS_RULED, step="number"),
            *race,
        )

    def effect(self, values: Values) -> str:
        """Say how much would change, and what the choice for the race means."""
        wish = self._read(values)
        found = offer(self._desk, options=wish)
        if found is None:
            return "Nothing would change."
        words = next(one.words for one in CHOICES if one.goal is wish.goal) if "goal" in values else ""
        return f"{summary(found, self._desk.settings.unit)}{f' The race: {words}.' if words else ''}"

    def submit(self, values: Values) -> str:
        """Keep the answer."""
        self.wish = self._read(values)
        return ""

    def _read(self, values: Values) -> Wish:
        ease = choose(values["ease"] or _AS_RULED, (_AS_RULED, *Ease), "runs")
        days = values["days"].strip()
        if days and not (days.isdecimal() and 1 <= int(days) <= _MOST_DAYS):
            raise BadValue("days", f"{days!r} is not 1 to {_MOST_DAYS}", "Write a number of days, or nothing.")
        return Wish(
            ease=None if ease == _AS_RULED else Ease(ease),
            routines=choose(values["routines"] or _YES, (_YES, _NO), "routines") == _YES,
            gear=choose(values["gear"] or _YES, (_YES, _NO), "gear") == _YES,
            days=int(days) if days else None,
            goal=Goal(choose(values.get("goal") or Goal.KEEP, tuple(Goal), "race")),
        )
