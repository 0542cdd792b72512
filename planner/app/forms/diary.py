"""Forms for the log: done, skipped, notes, and correcting what stands there."""

from datetime import date

from msgspec.structs import replace

from planner.actions import changes, diary
from planner.actions.desk import Desk
from planner.actions.shoes import default_shoe
from planner.app.forms.form import Field, Form, Values, choose
from planner.app.forms.plan import read_distance, read_minutes
from planner.domain.days import show_day
from planner.domain.errors import BadValue
from planner.domain.gear import Orthotic, Shoe
from planner.domain.layer import Thing
from planner.domain.log import Noted, Ran, Skipped, Surface, Wore
from planner.domain.text import one_line
from planner.domain.units import show_clock, show_distance, show_duration
from planner.planning.schedule import Planned

WHY = ("no time", "tired", "sore", "ill", "pain", "weather", "travel")
"""Likely reasons to leave something out."""


class DoneForm(Form):
    """Logs a session as done; it opens with the planned figures."""

    verb = "log it"
    _hung = ""

    def __init__(self, desk: Desk, item: str) -> None:
        self._desk, self._item = desk, item
        _, found = changes.find(desk, item)
        if not isinstance(found, Planned):
            raise BadValue("done", "a routine has no distance", "Press d on it.")
        self._session = session = found.session
        diary.check_is_here(desk, session.day)
        unit = desk.settings.unit
        self.title = f"Done: {changes.title_of(desk, found)}, {show_day(session.day)}"
        planned = show_distance(session.distance.middle_m, unit, with_unit=False) if session.distance else ""
        minutes = f"{session.duration_s / 60:g}" if session.duration_s else ""
        self._planned = planned
        self.fields = (
            Field(name="distance", label=f"distance, {unit}", value=planned, step="number"),
            Field(name="minutes", label="minutes", value=minutes, hint="48, 1:12:30", step="number"),
            Field(name="feel", label="felt, 1-10", hint="10 is best"),
            Field(name="note", label="note"),
            *(self._shoe_fields() if session.kind.is_run else ()),
        )

    def _shoe_fields(self) -> tuple[Field, ...]:
        """Return the fields about what was worn: filled with the pair that hangs there, else the default one."""
        plan = self._desk.plan_of(None)
        hung = self._desk.schedule_of(plan).hung
        own = (one.what for one in hung if one.thing is Thing.SHOE and one.session == self._session.id)
        usual = default_shoe(self._desk, self._session.kind)
        self._hung = next(own, "") or (usual.id if usual else "")
        return worn_fields(self._desk, self._hung, "", "", "")

    def effect(self, values: Values) -> str:
        """Say what is logged, with the pace when both figures are there."""
        metres, seconds, feel = self._read(values)
        read_comfort(values.get("comfort", ""))
        read_surface(values.get("surface", ""))
        if self._named(values):
            self._desk.shoe(self._named(values))
        unit = self._desk.settings.unit
        parts = [show_distance(metres, unit)] if metres else []
        parts += [f"in {show_duration(seconds)}"] if seconds else []
        if metres and seconds:
            minutes, rest = divmod(round(seconds / (metres / unit.metres)), 60)
            parts.append(f"({minutes}:{rest:02} a {unit})")
        parts += [f"felt {feel} of 10"] if feel is not None else []
        return f"Logs {' '.join(parts)}." if parts else "Logs it as done, without figures."

    def submit(self, values: Values) -> str:
        """Log it."""
        metres, seconds, feel = self._read(values)
        as_planned = values["distance"].strip() == self._planned
        return diary.done(
            self._desk,
            self._item,
            distance_m=None if as_planned else metres,
            duration_s=seconds,
            shoe=self._named(values),
            feel=feel,
            surface=read_surface(values.get("surface", "")),
            comfort=read_comfort(values.get("comfort", "")),
            hot_spots=values.get("hot", ""),
            note=values["note"].strip(),
        )

    def _named(self, values: Values) -> str:
        """Return the pair that the runner names, empty where it is the one that hangs there anyway."""
        shoe = values.get("shoe", "").strip()
        return "" if shoe == self._hung else shoe

    def _read(self, values: Values) -> tuple[float | None, int | None, int | None]:
        span = read_distance(self._desk, values["distance"])
        feel = values["feel"].strip()
        if feel and not (feel.isascii() and feel.isdecimal() and 1 <= int(feel) <= 10):
            raise BadValue("felt", f"{feel!r} is not a number from 1 to 10", "Write 1 to 10, or leave it empty.")
        return span.middle_m if span else None, read_minutes(values["minutes"]), int(feel) if feel else None


def worn_fields(desk: Desk, shoe: str, surface: str, comfort: str, hot: str) -> tuple[Field, ...]:
    """Return the fields about what a run was run in and on."""
    shoes = tuple(item.id for item in desk.gear() if isinstance(item, Shoe) and not item.retired)
    return (
        Field(name="shoe", label="shoe", value=shoe, hint=", ".join(shoes) or "none yet", choices=shoes),
        Field(name="comfort", label="shoes, 0-10", value=comfort, hint="how they felt, 10 is best"),
        Field(name="surface", label="on", value=surface, hint=", ".join(Surface), choices=tuple(Surface)),
        Field(name="hot", label="rubs", value=hot, hint="where, if anywhere"),
    )


def read_comfort(text: str) -> int | None:
    """Return how shoes felt, 0 to 10; None for an empty field. Raises `BadValue`."""
    word = text.strip()
    if not word:
        return None
    if not (word.isascii() and word.isdecimal() and int(word) <= 10):
        raise BadValue("shoes", f"{word!r} is not a number from 0 to 10", "Write 0 to 10, or leave it empty.")
    return int(word)


def read_surface(text: str) -> Surface | None:
    """Return what was run on; None for an empty field. Raises `BadValue`."""
    return Surface(choose(text, tuple(Surface), "on")) if text.strip() else None


def _worn_of(entry: Ran) -> tuple[str, str, str]:
    return entry.surface or "", "" if entry.comfort is None else str(entry.comfort), entry.hot_spots


class RunForm(DoneForm):
    """Corrects a run that is logged."""

    verb = "correct it"

    def __init__(self, desk: Desk, entry: Ran) -> None:
        self._desk, self._entry = desk, entry
        self._hung = entry.shoe
        unit = desk.settings.unit
        self.title = f"Correct the run of {show_day(entry.day)}"
        self._planned = show_distance(entry.distance_m, unit, with_unit=False) if entry.distance_m else ""
        self._clock = show_clock(entry.duration_s) if entry.duration_s else ""
        shoes = tuple(item.id for item in desk.gear() if isinstance(item, Shoe))
        with_it = tuple(item.id for item in desk.gear() if isinstance(item, Orthotic))
        orthotic = Field(
            name="orthotic", label="orthotic", value=entry.orthotic, hint=", ".join(with_it), choices=with_it
        )
        feel = "" if entry.feel is None else str(entry.feel)
        self.fields = (
            Field(name="distance", label=f"distance, {unit}", value=self._planned, step="number"),
            Field(name="minutes", label="minutes", value=self._clock, hint="48, 48:30, 1:12:30"),
            Field(name="shoe", label="shoe", value=entry.shoe, hint=", ".join(shoes) or "none yet", choices=shoes),
            Field(name="feel", label="felt, 1-10", value=feel, hint="10 is best"),
            Field(name="note", label="note", value=entry.note),
            *worn_fields(desk, entry.shoe, *_worn_of(entry))[1:],
            *((orthotic,) if with_it or entry.orthotic else ()),
        )

    def effect(self, values: Values) -> str:
        """Say what it becomes."""
        return "As it is." if self._corrected(values) == self._entry else super().effect(values)

    def submit(self, values: Values) -> str:
        """Log the correction."""
        return diary.correct(self._desk, self._entry, self._corrected(values))

    def _corrected(self, values: Values) -> Ran:
        metres, seconds, feel = self._read(values)
        was, shoe = self._entry, values["shoe"].strip()
        orthotic = values.get("orthotic", was.orthotic).strip()
        if values["distance"].strip() == self._planned:
            metres = was.distance_m
        if values["minutes"].strip() == self._clock:
            seconds = was.duration_s
        return replace(
            was,
            distance_m=diary.checked_distance(metres) if metres is not None else None,
            as_planned=was.as_planned and metres == was.distance_m,
            duration_s=seconds,
            shoe=shoe if shoe in ("", was.shoe) else self._desk.shoe(shoe).id,
            orthotic=orthotic if orthotic in ("", was.orthotic) else self._desk.orthotic(orthotic).id,
            feel=feel,
            surface=read_surface(values["surface"]),
            comfort=read_comfort(values["comfort"]),
            hot_spots=reworded(values["hot"], was.hot_spots),
            note=reworded(values["note"], was.note),
        )


class SkipForm(Form):
    """Logs that something was left out, and why."""

    verb = "skip"

    def __init__(self, desk: Desk, item: str) -> None:
        self._desk, self._item = desk, item
        _, found = changes.find(desk, item)
        self._name = changes.title_of(desk, found)
        self.title = f"Skip {self._name}"
        self.fields = (Field(name="why", label="why", hint=", ".join(WHY), choices=WHY),)

    def effect(self, values: Values) -> str:
        """Say what is logged."""
        why = values["why"].strip()
        return f"Skipped: {why}." if why else "Skipped, without a reason. One word helps you later."

    def submit(self, values: Values) -> str:
        """Log it."""
        return diary.skip(self._desk, self._item, values["why"].strip())


class NoteForm(Form):
    """Writes a note on a day."""

    verb = "keep it"

    def __init__(self, desk: Desk, day: date, entry: Noted | None = None) -> None:
        self._desk, self._day, self._entry = desk, day, entry
        self.title = f"Note on {show_day(day)}"
        text = entry.text if entry else ""
        self.fields = (Field(name="text", label="note", value=text, hint="windy, new socks, slept badly"),)

    def effect(self, values: Values) -> str:
        """Say where it goes."""
        return f"A note on {show_day(self._day)}." if values["text"].strip() else "Write a few words."

    def submit(self, values: Values) -> str:
        """Keep it."""
        if self._entry and values["text"].strip():
            return diary.correct(
                self._desk, self._entry, replace(self._entry, text=reworded(values["text"], self._entry.text))
            )
        return diary.log_note(self._desk, values["text"], self._day)


class WearForm(Form):
    """Corrects how long an orthotic was worn."""

    verb = "correct it"

    def __init__(self, desk: Desk, entry: Wore) -> None:
        self._desk, self._entry = desk, entry
        self.title = f"Correct the hours worn, {show_day(entry.day)}"
        self.fields = (
            Field(name="hours", label="hours", value=f"{entry.hours:g}", step="number"),
            Field(name="sore", label="sore, 0-10", value="" if entry.sore is None else str(entry.sore), step="number"),
            Field(name="note", label="note", value=entry.note),
        )

    def effect(self, values: Values) -> str:
        """Say what it becomes."""
        now = self._corrected(values)
        return f"Worn {now.hours:g} h{f', sore {now.sore} of 10' if now.sore is not None else ''}."

    def submit(self, values: Values) -> str:
        """Log the correction."""
        return diary.correct(self._desk, self._entry, self._corrected(values))

    def _corrected(self, values: Values) -> Wore:
        text, sore = values["hours"].strip().replace(",", "."), values["sore"].strip()
        if sore and not (sore.isascii() and sore.isdecimal() and int(sore) <= 10):
            raise BadValue("sore", f"{sore!r} is not a number from 0 to 10", "Write 0 to 10, or leave it empty.")
        felt = int(sore) if sore else None
        try:
            return replace(self._entry, hours=float(text), sore=felt, note=reworded(values["note"], self._entry.note))
        except ValueError:
            raise BadValue("hours", f"{text!r} is not above 0 and at most 24", "Write hours such as 1.5.") from None


class WhyForm(Form):
    """Corrects the reason why something was skipped."""

    verb = "correct it"

    def __init__(self, desk: Desk, entry: Skipped) -> None:
        self._desk, self._entry = desk, entry
        self.title = f"Why it was skipped, {show_day(entry.day)}"
        self.fields = (Field(name="why", label="why", value=entry.why, hint=", ".join(WHY), choices=WHY),)

    def effect(self, values: Values) -> str:
        """Say what it becomes."""
        why = one_line(values["why"]).strip()
        return f"Skipped: {why}." if why else "Skipped, without a reason."

    def submit(self, values: Values) -> str:
        """Log the correction."""
        return diary.correct(
            self._desk, self._entry, replace(self._entry, why=reworded(values["why"], self._entry.why))
        )


def reworded(text: str, was: str) -> str:
    """Return the text of a field in one line; `was` itself when only what the field cannot show differs."""
    now = one_line(text).strip()
    return was if now == one_line(was).strip() else now
