"""The form for days off: why, from when to when, what is run, and the way back."""

from datetime import date

from planner.actions.desk import Desk
from planner.actions.off import OffWish, preview_off, take_off
from planner.app.forms.form import Field, Form, Values, choose
from planner.app.forms.plan import show_date
from planner.domain.days import parse_day
from planner.domain.equipment import Equipment
from planner.domain.off import Comeback, OffKind, Running
from planner.domain.text import one_line

_USUAL = "as usual"
"""The choice that takes what suits the kind."""


class OffForm(Form):
    """Lays days off over the plan; the effect says what is lost, and the way back with its dates."""

    title = "Days off"
    verb = "take them"

    def __init__(self, desk: Desk, first: date, last: date) -> None:
        self._desk = desk
        first, last = min(first, last), max(first, last)
        self.fields = (
            Field(name="kind", label="why", value=OffKind.TIME_OFF.value, choices=tuple(OffKind)),
            Field(name="first", label="from", value=show_date(first), hint="sat, +2d, 11 feb", step="day"),
            Field(name="last", label="to", value=show_date(last), hint="sun, +1w, 14 feb", step="day"),
            Field(name="running", label="running", value=_USUAL, choices=(_USUAL, *Running)),
            Field(name="comeback", label="way back", value=_USUAL, choices=(_USUAL, *Comeback)),
            Field(name="regain", label="make up", value="no", choices=("no", "yes"), hint="spread what is lost"),
            Field(name="kit", label="kit along", hint="foam-roller, ball; for travel"),
            Field(name="note", label="note"),
        )

    def effect(self, values: Values) -> str:
        """Say what is lost, the way back with its dates, and what is there already."""
        return " ".join(preview_off(self._desk, self._wish(values)).lines)

    def submit(self, values: Values) -> str:
        """Lay them over the plan."""
        return take_off(self._desk, self._wish(values))

    def _wish(self, values: Values) -> OffWish:
        first = parse_day(values["first"], self._desk.today, "from")
        # "+1w" and "sun" are meant from the first day on.
        last = parse_day(values["last"], first, "to") if values["last"].strip() else first
        running = choose(values["running"] or _USUAL, (_USUAL, *Running), "running")
        comeback = choose(values["comeback"] or _USUAL, (_USUAL, *Comeback), "way back")
        words = values["kit"].lower().replace(",", " ").split()
        kit = tuple(Equipment(choose(word, tuple(Equipment), "kit")) for word in words)
        return OffWish(
            kind=OffKind(choose(values["kind"], tuple(OffKind), "why")),
            first=first,
            last=last,
            running=None if running == _USUAL else Running(running),
            comeback=None if comeback == _USUAL else Comeback(comeback),
            kit=kit or None,
            regain=choose(values["regain"] or "no", ("no", "yes"), "make up") == "yes",
            note=one_line(values["note"]),
        )
