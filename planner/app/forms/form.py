"""What a dialog needs of a form: fields with likely answers, the effect of what is typed, and doing it."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import msgspec

from planner.domain.errors import BadValue

if TYPE_CHECKING:
    from typing import Self

    from planner.actions.desk import Desk


class Field(msgspec.Struct, frozen=True, kw_only=True):
    """One line to fill in. `value` is the likely answer; `hint` stands in the empty field.

    With `choices` the arrow keys go through them; `step` is `day` or `number`: the arrow keys count.
    """

    name: str
    label: str
    value: str = ""
    hint: str = ""
    choices: tuple[str, ...] = ()
    step: str = ""


Values = Mapping[str, str]
"""What stands in the fields, by name."""


class Form:
    """A question with fields. Subclasses say what the answer would do and do it."""

    title: str = ""
    verb: str = "ok"
    undoable: bool = True
    saves: bool = True
    """Whether the answer goes to the store; a form that is about what is shown, or a file elsewhere, says False."""
    fields: tuple[Field, ...] = ()
    _made_of: tuple[tuple[object, ...], dict[str, object]]

    def __new__(cls, *args: object, **kwargs: object) -> "Self":
        """Remember what it is made of, for `anew`."""
        made = super().__new__(cls)
        made._made_of = args, kwargs
        return made

    def anew(self, desk: "Desk") -> "Self":
        """Return this form as it would open now that the store was read again. Raises `PlannerError`."""
        from planner.app.forms.again import now_of

        args, kwargs = self._made_of
        return type(self)(
            *(now_of(desk, arg) for arg in args), **{name: now_of(desk, arg) for name, arg in kwargs.items()}
        )

    def become(self, other: "Self") -> None:
        """Go by what another form of the same kind goes by: whoever opened this one still holds it."""
        self.__dict__.update(other.__dict__)

    is_lasting: bool = True
    """Whether what was typed here is worth keeping when the program ends."""
    is_typed: bool = False
    """Whether what it opens with was typed already, and would be lost with it."""

    def effect(self, values: Values) -> str:
        """Return in words what `submit` would do. Raises `PlannerError` for what cannot be done."""
        raise NotImplementedError

    def submit(self, values: Values) -> str:
        """Do it and return a sentence for a toast. Raises `PlannerError`."""
        raise NotImplementedError


def choose(text: str, choices: Sequence[str], what: str) -> str:
    """Return the choice that `text` names, whole or by its beginning; `it-band` is `IT band`.

    Raises `BadValue` that lists them.
    """
    word = _plain_word(text)
    for choice in choices:
        if _plain_word(choice) == word:
            return choice
    found = [choice for choice in choices if word and _plain_word(choice).startswith(word)]
    if len(found) == 1:
        return found[0]
    which = (
        f"{', '.join(found)} all begin so" if found else f"{text!r} is none of them" if word else "nothing is chosen"
    )
    raise BadValue(what, which, f"Write one of {', '.join(choices)}.")


def _plain_word(text: str) -> str:
    return text.strip().lower().replace("-", " ")
