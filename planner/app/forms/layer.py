"""The form that hangs another layer on the plan: what, where, on which kinds of session."""

from planner.actions.changes import hang
from planner.actions.desk import Desk
from planner.actions.layers import compose, things
from planner.app.forms.form import Field, Form, Values, choose
from planner.domain.days import parse_weekday
from planner.domain.layer import Anchor, Layer
from planner.domain.race import Phase
from planner.domain.session import SessionKind

RUN_KINDS = tuple(kind.value for kind in SessionKind if kind.is_run)


class LayerForm(Form):
    """Hangs a routine, a shoe, an orthotic or a note on the runs, the rest days or some weekdays."""

    title = "Hang another layer"
    verb = "hang it"

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._names = things(desk)
        self.fields = (
            Field(name="what", label="what", hint="routine, shoe, orthotic, note", choices=tuple(self._names)),
            Field(name="text", label="note", hint="its text, for a note"),
            Field(name="anchor", label="where", value=Anchor.BEFORE_RUN, choices=tuple(Anchor)),
            Field(name="kinds", label="kinds", hint="all, or some: tempo race"),
            Field(name="phases", label="phases", hint="all, or some: base build"),
            Field(name="weekdays", label="weekdays", hint="all, or some: tue thu"),
        )

    def effect(self, values: Values) -> str:
        """Say where it would hang."""
        layer = self._layer(values)
        if layer.anchor in (Anchor.REST_DAY, Anchor.WEEKLY):
            where = layer.anchor.value.replace("-", " ")
        else:
            where = f"{layer.anchor.value.replace('-', ' ')}, {', '.join(layer.kinds) or 'every kind'}"
        return f"{layer.name}: {where}."

    def submit(self, values: Values) -> str:
        """Hang it."""
        return hang(self._desk, self._layer(values))

    def _layer(self, values: Values) -> Layer:
        return compose(
            self._desk,
            choose(values["what"], tuple(self._names), "what"),
            anchor=Anchor(choose(values["anchor"], tuple(Anchor), "where")),
            text=values["text"],
            kinds=[SessionKind(choose(word, RUN_KINDS, "kinds")) for word in words_of(values["kinds"])],
            phases=[Phase(choose(word, tuple(Phase), "phases")) for word in words_of(values["phases"])],
            weekdays=[parse_weekday(word, "weekdays") for word in words_of(values["weekdays"])],
        )


def words_of(text: str) -> list[str]:
    """Return the words of a field that holds some of several; none and `all` mean every one."""
    words = text.lower().replace(",", " ").split()
    return [] if words == ["all"] else words
