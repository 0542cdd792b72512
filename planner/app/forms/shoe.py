"""Forms for shoes: a new pair, changing one, what it is like, a look at it, retiring it."""

from datetime import date
from typing import Unpack

from planner.actions.desk import Desk
from planner.actions.gear import ShoeFields, add_shoe, retire_shoe, with_fields
from planner.actions.safe_dates import late_pair
from planner.actions.shoe_facts import shoe_facts
from planner.actions.shoes import check_shoe, edit_shoe, hang_kinds, take_kinds
from planner.app.forms.form import Field, Form, Values, choose
from planner.app.forms.layer import RUN_KINDS, words_of
from planner.app.forms.plan import read_distance, show_date
from planner.domain.days import parse_day, show_day
from planner.domain.errors import BadValue
from planner.domain.gear import RETIRE_M, Role, Shoe, WearSide, WearSign
from planner.domain.session import SessionKind
from planner.domain.text import one_line
from planner.domain.units import show_distance
from planner.planning.shoe_ramp import is_new

_YES_NO = ("no", "yes")
_HERE = ("in use", "spare")


class _ShoeForm(Form):
    """What forms about a pair share: reading fields, and saying what a pair becomes."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def _kinds(self, text: str) -> tuple[SessionKind, ...]:
        words = [] if text.strip().lower() in ("none", "-") else words_of(text)
        return tuple(dict.fromkeys(SessionKind(choose(word, RUN_KINDS, "default for")) for word in words))

    def _metres(self, text: str, what: str) -> float | None:
        if text.strip() in ("", "0"):
            return None
        span = read_distance(self._desk, text)
        if span and span.low_m != span.high_m:
            raise BadValue(what, "a range is not one distance", "Write one number.")
        return span.low_m if span else None

    def _say(self, shoe: Shoe) -> str:
        """Return in words how a pair is taken up: its mark, and whether it is new."""
        facts, unit = shoe_facts(self._desk), self._desk.settings.unit
        mark = f"Due at {show_distance(shoe.due_m, unit)}."
        if shoe.spare or shoe.retired or not is_new(shoe, facts.rules, facts.today):
            return mark
        speed = facts.speed(shoe)
        if speed.slow:
            return f"{mark} New: comes in slowly, for {'; '.join(speed.slow)}."
        return f"{mark} New: comes in over {facts.rules.ramp.long_run_week - 1} weeks."

    def _with_defaults(self, shoe_id: str, said: str, *, kinds: bool) -> str:
        """Hang a pair on the runs of its kinds, and return everything that was said."""
        parts = [said, take_kinds(self._desk, shoe_id), hang_kinds(self._desk, shoe_id)] if kinds else [said]
        return " ".join(part for part in parts if part)


class AddShoeForm(_ShoeForm):
    """Adds a pair. `made` is its id afterwards."""

    title = "A new pair"
    verb = "add it"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.made = ""
        unit = desk.settings.unit
        others = tuple(item.id for item in desk.gear() if isinstance(item, Shoe))
        self.fields = (
            Field(name="name", label="name", hint="Pegasus 41"),
            Field(name="role", label="for", value=Role.DAILY, choices=tuple(Role)),
            Field(name="bought", label="bought", value=show_date(desk.today), hint="empty: not known", step="day"),
            Field(name="start", label=f"on it, {unit}", value="0", hint="what is on it already", step="number"),
            Field(name="due", label=f"due, {unit}", hint="by what it is for", step="number"),
            Field(name="drop", label="drop, mm", hint="heel to toe", step="number"),
            Field(name="stack", label="stack, mm", hint="at the heel", step="number"),
            Field(name="plate", label="plate", value="no", choices=_YES_NO),
            Field(name="kinds", label="default for", hint="long, tempo; empty for none"),
            Field(name="same", label="in place of", hint=", ".join(others) or "none yet", choices=others),
            Field(name="state", label="it is", value="in use", choices=_HERE),
        )

    def effect(self, values: Values) -> str:
        """Say at how much it is due, and how it comes in."""
        fields = self._read(values)
        name = one_line(values["name"])
        if not name:
            unit = self._desk.settings.unit
            return f"Give it a name. It is due at {show_distance(RETIRE_M[fields['role']], unit)} unless you say more."
        shoe = with_fields(self._desk, Shoe(id="new", name=name), fields)
        return " ".join(filter(None, (self._say(shoe), late_pair(self._desk, shoe))))

    def submit(self, values: Values) -> str:
        """Add it, and hang it on the runs that it is the default for."""
        with self._desk.as_one():
            shoe = add_shoe(self._desk, values["name"], **self._read(values))
            self.made = shoe.id
            return self._with_defaults(shoe.id, f"Added {one_line(shoe.name)}.", kinds=bool(shoe.kinds))

    def _read(self, values: Values) -> ShoeFields:
        bought = values["bought"].strip()
        return ShoeFields(
            role=Role(choose(values["role"], tuple(Role), "for")),
            bought=parse_day(bought, self._desk.today, "bought") if bought else None,
            start_m=self._metres(values["start"], "on it") or 0.0,
            retire_m=self._metres(values["due"], "due"),
            drop_mm=number_of(values["drop"], "drop"),
            stack_mm=number_of(values["stack"], "stack"),
            plate=choose(values["plate"] or "no", _YES_NO, "plate") == "yes",
            kinds=self._kinds(values["kinds"]),
            same_as=values["same"].strip(),
            spare=choose(values["state"] or "in use", _HERE, "it is") == "spare",
        )


class _EditForm(_ShoeForm):
    """Changes fields of a pair; only what differs is written."""

    verb = "change it"

    def __init__(self, desk: Desk, shoe_id: str) -> None:
        super().__init__(desk)
        self._shoe = desk.shoe(shoe_id)
        self.title = f"Change {one_line(self._shoe.name)}"

    def effect(self, values: Values) -> str:
        """Say what it becomes."""
        name = one_line(values["name"]) if "name" in values else None
        now = with_fields(self._desk, self._shoe, self._read(values), name)
        return "As it is." if now == self._shoe else self._say(now)

    def submit(self, values: Values) -> str:
        """Change it."""
        return self._edit(values.get("name"), **self._read(values))

    def _edit(self, name: str | None, **fields: Unpack[ShoeFields]) -> str:
        changed = "kinds" in fields and fields["kinds"] != self._shoe.kinds
        with self._desk.as_one():
            said = edit_shoe(self._desk, self._shoe.id, name=name, **fields)
            said = self._with_defaults(self._shoe.id, said, kinds=changed)
        self.undoable = self._desk.shoe(self._shoe.id) != self._shoe
        return said

    def _read(self, values: Values) -> ShoeFields:
        raise NotImplementedError


class EditShoeForm(_EditForm):
    """Changes what a pair is for, its dates and marks, how it fits."""

    def __init__(self, desk: Desk, shoe_id: str) -> None:
        super().__init__(desk, shoe_id)
        shoe, unit = self._shoe, desk.settings.unit
        others = tuple(item.id for item in desk.gear() if isinstance(item, Shoe) and item.id != shoe_id)
        self._start = show_distance(shoe.start_m, unit, with_unit=False)
        self._due = show_distance(shoe.retire_m, unit, with_unit=False) if shoe.retire_m else ""
        usual = show_distance(RETIRE_M[shoe.role], unit, with_unit=False)
        self.fields = (
            Field(name="name", label="name", value=shoe.name),
            Field(name="role", label="for", value=shoe.role, choices=tuple(Role)),
            Field(name="kinds", label="default for", value=" ".join(shoe.kinds), hint="long, tempo; empty for none"),
            Field(name="state", label="it is", value="spare" if shoe.spare else "in use", choices=_HERE),
            Field(name="start", label=f"before, {unit}", value=self._start, step="number"),
            Field(name="due", label=f"due, {unit}", value=self._due, hint=f"{usual}, by what it is for", step="number"),
            Field(name="hard", label="hard use", value=_yes(shoe.hard_use), choices=_YES_NO),
            Field(name="bought", label="bought", value=_date(shoe.bought), step="day"),
            Field(name="used", label="first used", value=_date(shoe.first_used), hint="the log may know", step="day"),
            Field(name="same", label="in place of", value=shoe.same_as, hint=", ".join(others), choices=others),
            Field(name="fit", label="fit", value=shoe.fit),
            Field(name="lacing", label="lacing", value=shoe.lacing),
            Field(name="insole", label="own insole", value=_tri(shoe.insole), choices=("", "in", "out")),
            Field(name="note", label="note", value=shoe.note),
        )

    def _read(self, values: Values) -> ShoeFields:
        desk, was = self._desk, self._shoe
        start = (
            was.start_m if values["start"].strip() == self._start else self._metres(values["start"], "before") or 0.0
        )
        due = was.retire_m if values["due"].strip() == self._due else self._metres(values["due"], "due")
        insole = values["insole"].strip().lower()
        days = {
            name: parse_day(values[name], desk.today, name) if values[name].strip() else None
            for name in ("bought", "used")
        }
        return ShoeFields(
            role=Role(choose(values["role"], tuple(Role), "for")),
            kinds=self._kinds(values["kinds"]),
            spare=choose(values["state"] or "in use", _HERE, "it is") == "spare",
            start_m=start,
            retire_m=due,
            hard_use=choose(values["hard"] or "no", _YES_NO, "hard use") == "yes",
            bought=days["bought"],
            first_used=days["used"],
            same_as=values["same"].strip(),
            fit=values["fit"],
            lacing=values["lacing"],
            insole=choose(insole, ("in", "out"), "own insole") == "in" if insole else None,
            note=values["note"],
        )


class ShoeBuildForm(_EditForm):
    """Changes what a pair is like: make, size, drop, stack, mass, plate, foam."""

    def __init__(self, desk: Desk, shoe_id: str) -> None:
        super().__init__(desk, shoe_id)
        shoe = self._shoe
        self.fields = (
            *(Field(name=name, label=name, value=getattr(shoe, name)) for name in _TEXTS),
            *(
                Field(name=name, label=label, value=_figure(getattr(shoe, name)), step="number")
                for name, label in _FIGURES.items()
            ),
            Field(name="plate", label="plate", value=_yes(shoe.plate), choices=_YES_NO),
        )

    def _read(self, values: Values) -> ShoeFields:
        return ShoeFields(
            brand=values["brand"],
            model=values["model"],
            version=values["version"],
            size=values["size"],
            width=values["width"],
            colour=values["colour"],
            foam=values["foam"],
            drop_mm=number_of(values["drop_mm"], "drop"),
            stack_mm=number_of(values["stack_mm"], "heel"),
            fore_stack_mm=number_of(values["fore_stack_mm"], "forefoot"),
            mass_g=number_of(values["mass_g"], "mass"),
            plate=choose(values["plate"] or "no", _YES_NO, "plate") == "yes",
        )


_TEXTS = ("brand", "model", "version", "size", "width", "colour", "foam")
_FIGURES = {"drop_mm": "drop, mm", "stack_mm": "heel, mm", "fore_stack_mm": "fore, mm", "mass_g": "mass, g"}


_SIGNS = {
    WearSign.CREASED_MIDSOLE: "creased",
    WearSign.WORN_TO_FOAM: "through",
    WearSign.LEANS: "leans",
    WearSign.SOFT_HEEL: "soft heel",
    WearSign.ONE_SIDED_ACHE: "side ache",
    WearSign.DEAD_FOAM: "dead foam",
    WearSign.TORN_UPPER: "torn upper",
}
"""Labels that fit beside a field."""


class CheckShoeForm(Form):
    """Logs a look at a pair."""

    verb = "log it"

    def __init__(self, desk: Desk, shoe_id: str) -> None:
        self._desk = desk
        self._shoe = shoe = desk.shoe(shoe_id)
        self.title = f"A look at {one_line(shoe.name)}"
        checks = shoe_facts(desk).checks(shoe_id)
        was = checks[-1].wear if checks else None
        self.fields = (
            Field(name="day", label="day", value=show_date(desk.today), step="day"),
            Field(name="wear", label="worn most", value=was or "", hint="even, outer-heel", choices=tuple(WearSide)),
            *(Field(name=sign, label=_SIGNS[sign], value="no", choices=_YES_NO) for sign in WearSign),
            Field(name="note", label="note"),
        )

    def effect(self, values: Values) -> str:
        """Say what the signs mean for the pair."""
        self._wear(values)
        count = len(self._signs(values))
        if count:
            return f"{count} sign{'s' * (count != 1)} of wear: it is shown as worn out, whatever its distance."
        return "No sign of wear: its distance and comfort say when it is due."

    def submit(self, values: Values) -> str:
        """Log it."""
        return check_shoe(
            self._desk,
            self._shoe.id,
            parse_day(values["day"], self._desk.today, "day"),
            wear=self._wear(values),
            signs=self._signs(values),
            note=values["note"],
        )

    def _wear(self, values: Values) -> WearSide | None:
        text = values["wear"].strip()
        return WearSide(choose(text, tuple(WearSide), "worn most")) if text else None

    def _signs(self, values: Values) -> tuple[WearSign, ...]:
        return tuple(sign for sign in WearSign if choose(values[sign] or "no", _YES_NO, sign.value) == "yes")


class RetireForm(Form):
    """Retires a pair."""

    verb = "retire it"

    def __init__(self, desk: Desk, shoe_id: str) -> None:
        self._desk = desk
        self._shoe = desk.shoe(shoe_id)
        self.title = f"Retire {one_line(self._shoe.name)}"
        self._ahead = sum(run.shoe == shoe_id for run in shoe_facts(desk).planned)
        self.fields = (Field(name="day", label="day", value=show_date(desk.today), step="day"),)

    def effect(self, values: Values) -> str:
        """Say what stays and what still hangs in it."""
        day = self._day(values)
        hung = f" It still hangs on {self._ahead} planned runs: m on another pair takes them." if self._ahead else ""
        return f"Retired on {show_day(day, year=True)}; its runs stay, r takes it into use again.{hung}"

    def submit(self, values: Values) -> str:
        """Retire it."""
        return retire_shoe(self._desk, self._shoe.id, self._day(values))

    def _day(self, values: Values) -> date:
        return parse_day(values["day"], self._desk.today, "day")


def number_of(text: str, what: str) -> float | None:
    """Return a figure that was typed, None for an empty field. Raises `BadValue`."""
    word = text.strip().replace(",", ".")
    if not word:
        return None
    try:
        return float(word) if word.isascii() else _not_a_number(text, what)
    except ValueError:
        return _not_a_number(text, what)


def _not_a_number(text: str, what: str) -> float:
    raise BadValue(what, f"{text.strip()!r} is not a number", "Write one such as 8, or leave it empty.")


def _date(day: date | None) -> str:
    return show_date(day) if day else ""


def _yes(answer: bool) -> str:
    return "yes" if answer else "no"


def _tri(answer: bool | None) -> str:
    return {None: "", True: "in", False: "out"}[answer]


def _figure(value: float | None) -> str:
    return "" if value is None else f"{value:g}"
