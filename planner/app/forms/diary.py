"""Forms for the log: done, skipped, pain and notes."""

from datetime import date

from planner.actions import changes, diary
from planner.actions.desk import Desk
from planner.app.forms.form import Field, Form, Values, choose
from planner.app.forms.plan import read_distance, read_minutes
from planner.domain.body import Area, Side
from planner.domain.days import show_day
from planner.domain.errors import BadValue
from planner.domain.log import Feeling, When
from planner.domain.units import show_distance, show_duration
from planner.planning.schedule import Planned

AREAS = tuple(area.value for area in Area if area is not Area.CORE)
_WHY = ("no time", "tired", "sore", "ill", "pain", "weather", "travel")


class DoneForm(Form):
    """Logs a session as done; it opens with the planned figures."""

    verb = "log it"

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
        )

    def effect(self, values: Values) -> str:
        """Say what is logged, with the pace when both figures are there."""
        metres, seconds, feel = self._read(values)
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
            feel=feel,
            note=values["note"].strip(),
        )

    def _read(self, values: Values) -> tuple[float | None, int | None, int | None]:
        span = read_distance(self._desk, values["distance"])
        feel = values["feel"].strip()
        if feel and not (feel.isascii() and feel.isdecimal() and 1 <= int(feel) <= 10):
            raise BadValue("felt", f"{feel!r} is not a number from 1 to 10", "Write 1 to 10, or leave it empty.")
        return span.middle_m if span else None, read_minutes(values["minutes"]), int(feel) if feel else None


class SkipForm(Form):
    """Logs that something was left out, and why."""

    verb = "skip"

    def __init__(self, desk: Desk, item: str) -> None:
        self._desk, self._item = desk, item
        _, found = changes.find(desk, item)
        self._name = changes.title_of(desk, found)
        self.title = f"Skip {self._name}"
        self.fields = (Field(name="why", label="why", hint=", ".join(_WHY), choices=_WHY),)

    def effect(self, values: Values) -> str:
        """Say what is logged."""
        why = values["why"].strip()
        return f"Skipped: {why}." if why else "Skipped, without a reason. One word helps you later."

    def submit(self, values: Values) -> str:
        """Log it."""
        return diary.skip(self._desk, self._item, values["why"].strip())


class PainForm(Form):
    """Logs pain or tightness."""

    title = "What do you feel?"
    verb = "log it"

    def __init__(self, desk: Desk, day: date) -> None:
        self._desk = desk
        self._day = min(day, desk.today)
        self.title = f"What do you feel? {show_day(self._day)}"
        self.fields = (
            Field(name="area", label="where", hint="calf, knee, it-band; up/down for all", choices=AREAS),
            Field(name="side", label="side", value="left", choices=tuple(side.value for side in Side)),
            Field(name="score", label="score 0-10", hint="0 none, 10 the worst"),
            Field(name="feeling", label="what", value="tightness", choices=("tightness", "pain")),
            Field(name="when", label="when", value="after", choices=tuple(when.value for when in When)),
            Field(name="note", label="note"),
        )

    def effect(self, values: Values) -> str:
        """Say what is logged."""
        if not values["area"].strip() or not values["score"].strip():
            return "Where, and how much from 0 to 10. This is a log, not a diagnosis."
        area, score, side, feeling, when = self._read(values)
        return f"{feeling.value.capitalize()} {score} of 10, {side} {area}, {when}."

    def submit(self, values: Values) -> str:
        """Log it."""
        area, score, side, feeling, when = self._read(values)
        return diary.log_pain(
            self._desk, area, score, self._day, side=side, when=when, feeling=feeling, note=values["note"].strip()
        )

    def _read(self, values: Values) -> tuple[Area, int, Side, Feeling, When]:
        score = values["score"].strip()
        if not (score.isascii() and score.isdecimal() and int(score) <= 10):
            raise BadValue("score", f"{score!r} is not a number from 0 to 10", "Write 0 to 10.")
        return (
            Area(choose(values["area"], AREAS, "where")),
            int(score),
            Side(choose(values["side"], [side.value for side in Side], "side")),
            Feeling(choose(values["feeling"], [feeling.value for feeling in Feeling], "what")),
            When(choose(values["when"], [when.value for when in When], "when")),
        )


class NoteForm(Form):
    """Writes a note on a day."""

    verb = "keep it"

    def __init__(self, desk: Desk, day: date) -> None:
        self._desk, self._day = desk, day
        self.title = f"Note on {show_day(day)}"
        self.fields = (Field(name="text", label="note", hint="windy, new socks, slept badly"),)

    def effect(self, values: Values) -> str:
        """Say where it goes."""
        return f"A note on {show_day(self._day)}." if values["text"].strip() else "Write a few words."

    def submit(self, values: Values) -> str:
        """Keep it."""
        return diary.log_note(self._desk, values["text"], self._day)
