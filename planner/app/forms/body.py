"""Forms of the body: correcting what was felt, and clearing a red flag."""

from msgspec.structs import replace

from planner.actions import body, diary
from planner.actions.desk import Desk
from planner.app.forms.diary import reworded
from planner.app.forms.form import Field, Form, Values, choose
from planner.domain.body import Area, Side
from planner.domain.days import show_day
from planner.domain.errors import BadValue
from planner.domain.health import Sign
from planner.domain.light import RaisedFlag
from planner.domain.log import Feeling, Felt, When
from planner.domain.text import one_line
from planner.domain.units import parse_distance, show_distance

AREAS = {area.label: area for area in Area if area is not Area.CORE}
"""What can be chosen, by its words."""
_SIGNS = tuple(sign.label for sign in Sign)
_NO_DISTANCE = ("", "0")


class PainForm(Form):
    """Corrects what was felt."""

    verb = "correct it"

    def __init__(self, desk: Desk, entry: Felt) -> None:
        self._desk, self._entry = desk, entry
        self.title = f"Correct what you felt, {show_day(entry.day)}"
        unit = desk.settings.unit
        self._came_on = "" if entry.came_on_m is None else show_distance(entry.came_on_m, unit, with_unit=False)
        self.fields = (
            Field(
                name="area",
                label="where",
                value=entry.area.label,
                hint="calf, knee, IT band; up/down for all",
                choices=tuple(AREAS),
            ),
            Field(name="side", label="side", value=entry.side, choices=tuple(map(str, Side))),
            Field(name="score", label="score 0-10", value=str(entry.score), hint="0 none, 10 the worst"),
            Field(name="feeling", label="what", value=entry.feeling, choices=tuple(map(str, Feeling))),
            Field(name="when", label="when", value=entry.when or "", choices=tuple(map(str, When))),
            Field(name="came_on", label=f"came on, {unit}", value=self._came_on, hint="how far into the run: 5"),
            Field(
                name="signs",
                label="signs",
                value=", ".join(sign.label for sign in entry.signs),
                hint="limp, night, swelling",
            ),
            Field(name="note", label="note", value=entry.note),
        )

    def effect(self, values: Values) -> str:
        """Say what it becomes."""
        now = self._corrected(values)
        if now == self._entry:
            return "As it is."
        told = f", {now.when}" if now.when else ""
        signs = "".join(f", {sign.label}" for sign in now.signs)
        return f"{now.feeling.value.capitalize()} {now.score} of 10, {now.place.label}{told}{signs}."

    def submit(self, values: Values) -> str:
        """Log the correction."""
        return diary.correct(self._desk, self._entry, self._corrected(values))

    def _corrected(self, values: Values) -> Felt:
        score = values["score"].strip()
        if not (score.isascii() and score.isdecimal() and int(score) <= 10):
            raise BadValue("score", f"{score!r} is not a number from 0 to 10", "Write 0 to 10.")
        return replace(
            self._entry,
            area=AREAS[choose(values["area"], tuple(AREAS), "where")],
            score=int(score),
            side=Side(choose(values["side"], [side.value for side in Side], "side")),
            feeling=Feeling(choose(values["feeling"], [feeling.value for feeling in Feeling], "what")),
            when=When(choose(values["when"], [when.value for when in When], "when"))
            if values["when"].strip()
            else None,
            came_on_m=self._metres(values["came_on"].strip()),
            signs=read_signs(values["signs"]),
            note=reworded(values["note"], self._entry.note),
        )

    def _metres(self, text: str) -> float | None:
        if text == self._came_on:
            return self._entry.came_on_m
        if text in _NO_DISTANCE:
            return 0.0 if text else None
        return parse_distance(text, self._desk.settings.unit, "came on").middle_m


def read_signs(text: str) -> tuple[Sign, ...]:
    """Return the signs of a list with commas. Raises `BadValue` that names the one that is none."""
    words = [one_line(word).replace("-", " ") for word in text.split(",")]
    listed = [choose(word, _SIGNS, "sign") for word in words if word]
    by_label = {sign.label: sign for sign in Sign}
    return tuple(dict.fromkeys(by_label[word] for word in listed))


class ClearForm(Form):
    """Clears a red flag with a note of who looked at it."""

    verb = "clear it"

    def __init__(self, desk: Desk, flag: RaisedFlag) -> None:
        self._desk, self._flag = desk, flag
        where = flag.place.label if flag.place else "the whole body"
        told = "" if desk.settings.private else f": {where}, since {show_day(flag.day)}"
        self.title = f"Clear the red flag{told}"
        self.fields = (Field(name="note", label="who, what", hint="who looked at it, and what they said"),)

    def effect(self, values: Values) -> str:
        """Say what is kept. Raises `BadValue` without a note."""
        if not one_line(values["note"]):
            raise BadValue("note", "a red flag is cleared only with one", "Write who looked at it and what they said.")
        return f"Kept with today's date, {show_day(self._desk.today)}."

    def submit(self, values: Values) -> str:
        """Clear it. Raises `PlannerError`."""
        return body.clear_flag(self._desk, self._flag.entry, self._flag.flag, values["note"])
