"""The form that hangs another layer on the plan: what, where, on which kinds of session."""

from planner.actions.changes import hang
from planner.actions.desk import Desk
from planner.app.forms.form import Field, Form, Values, choose
from planner.domain.days import Weekday, parse_weekday
from planner.domain.errors import BadValue
from planner.domain.gear import Orthotic, Shoe
from planner.domain.ids import slug_of
from planner.domain.layer import Anchor, Layer, Thing
from planner.domain.race import Phase
from planner.domain.session import SessionKind
from planner.domain.text import one_line

_BY_DAY = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_NOTE = "note"


class LayerForm(Form):
    """Hangs a routine, a shoe, an orthotic or a note on the runs, the rest days or some weekdays."""

    title = "Hang another layer"
    verb = "hang it"

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._names = desk.names() | {_NOTE: "a note of your own"}
        kinds = ", ".join(kind.value for kind in SessionKind if kind.is_run)
        self.fields = (
            Field(name="what", label="what", hint="a routine, shoe, orthotic or note", choices=tuple(self._names)),
            Field(name="text", label="note", hint="the text, for a note"),
            Field(name="anchor", label="where", value=Anchor.BEFORE_RUN, choices=tuple(Anchor)),
            Field(name="kinds", label="kinds", hint=f"all, or some of {kinds}"),
            Field(name="phases", label="phases", hint=f"all, or some of {', '.join(Phase)}"),
            Field(name="weekdays", label="weekdays", hint="all, or some: tue thu"),
        )

    def effect(self, values: Values) -> str:
        """Say where it would hang."""
        layer = self.layer(values)
        kinds = ", ".join(layer.kinds) or "every run"
        where = layer.anchor.value.replace("-", " ")
        on = f" of {kinds}" if layer.anchor in (Anchor.BEFORE_RUN, Anchor.AFTER_RUN, Anchor.RUN) else ""
        return f"{layer.name}: {where}{on}."

    def submit(self, values: Values) -> str:
        """Hang it."""
        return hang(self._desk, self.layer(values))

    def layer(self, values: Values) -> Layer:
        """Return the layer that the fields say. Raises `BadValue` naming the field."""
        what = choose(values["what"], tuple(self._names), "what")
        thing = self._thing(what)
        text = one_line(values["text"])
        if thing is Thing.NOTE and not text:
            raise BadValue("note", "it is empty", "Write what it says.")
        gear = thing in (Thing.SHOE, Thing.ORTHOTIC)
        anchor = Anchor.RUN if gear else Anchor(choose(values["anchor"], tuple(Anchor), "where"))
        weekdays = tuple(parse_weekday(word, "weekdays") for word in _words(values["weekdays"]))
        if anchor is Anchor.WEEKLY and not weekdays:
            raise BadValue("weekdays", "a weekly layer has weekdays", "Write some: tue thu.")
        kinds = tuple(SessionKind(choose(word, tuple(SessionKind), "kinds")) for word in _words(values["kinds"]))
        phases = tuple(Phase(choose(word, tuple(Phase), "phases")) for word in _words(values["phases"]))
        name = text if thing is Thing.NOTE else self._names[what]
        taken = {layer.id for layer in self._desk.schedule_of(self._desk.plan_of(None)).layers}
        base = slug_of(name, "layer")[:50]
        return Layer(
            id=next(made for n in range(1, len(taken) + 2) if (made := base if n == 1 else f"{base}-{n}") not in taken),
            name=name,
            thing=thing,
            anchor=anchor,
            what=text if thing is Thing.NOTE else what,
            kinds=kinds,
            phases=phases,
            weekdays=() if anchor is Anchor.WEEKLY else weekdays,
            rule=_rule(weekdays) if anchor is Anchor.WEEKLY else "",
        )

    def _thing(self, what: str) -> Thing:
        item = next((item for item in self._desk.gear() if item.id == what), None)
        if what == _NOTE:
            return Thing.NOTE
        if isinstance(item, Shoe):
            return Thing.SHOE
        if isinstance(item, Orthotic):
            return Thing.ORTHOTIC
        from planner.actions.routines import thing_of

        return thing_of(self._desk, what)


def _words(text: str) -> list[str]:
    words = text.lower().replace(",", " ").split()
    return [] if words in ([], ["all"]) else words


def _rule(weekdays: tuple[Weekday, ...]) -> str:
    return f"FREQ=WEEKLY;BYDAY={','.join(_BY_DAY[weekday.number] for weekday in sorted(weekdays, key=_number))}"


def _number(weekday: Weekday) -> int:
    return weekday.number
