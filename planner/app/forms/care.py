"""Forms for gait notes, visits and questions: new ones, and correcting what stands."""

from datetime import date

from msgspec.structs import replace

from planner.actions import care, diary
from planner.actions.desk import Desk
from planner.app.forms.diary import reworded
from planner.app.forms.form import Field, Form, Values
from planner.app.forms.plan import show_date
from planner.domain.besides import besides_words
from planner.domain.care_text import parse_all_seen, parse_profession, parse_two, show_seen
from planner.domain.days import parse_day, show_day
from planner.domain.errors import BadValue
from planner.domain.health import Profession
from planner.domain.log import Gait, GaitSign, Question, Visit
from planner.domain.text import capital, one_line

_PROFESSIONS = tuple(one.value for one in Profession)
_SEEN = tuple(sign.value for sign in GaitSign)


class GaitForm(Form):
    """What was seen on a short video, and the four small tests; with `entry` it corrects one."""

    verb = "keep it"

    def __init__(self, desk: Desk, day: date, entry: Gait | None = None) -> None:
        self._desk, self._day, self._entry = desk, day, entry
        self.title = f"Gait on {show_day(day)}"
        seen = ", ".join(show_seen(one) for one in entry.seen) if entry else ""
        self.fields = (
            Field(
                name="seen", label="seen", value=seen, hint="hip-drop:left, overstride; up/down for all", choices=_SEEN
            ),
            Field(
                name="cadence",
                label="cadence",
                value=_number(entry.cadence_spm if entry else None),
                hint="172 steps a minute, both feet",
            ),
            Field(
                name="wall",
                label="toe to wall",
                value=_two(entry.to_wall_cm if entry else None),
                hint="cm, left/right: 9/10.5",
            ),
            Field(
                name="balance",
                label="balance",
                value=_two(entry.balance_s if entry else None),
                hint="seconds, left/right: 40/55",
            ),
            Field(name="squat", label="5 squats", value=entry.squat if entry else "", hint="on one leg: knee, pelvis"),
            Field(
                name="note", label="note", value=entry.note if entry else "", hint="laces, camber, wear of the shoes"
            ),
        )

    def effect(self, values: Values) -> str:
        """Say what is kept."""
        made = self._read(values)
        words = besides_words(made)
        return f"{capital(words)}." if words != "gait looked at" else "What you see, not what it means."

    def submit(self, values: Values) -> str:
        """Keep it."""
        made = self._read(values)
        if self._entry:
            return diary.correct(
                self._desk, self._entry, replace(made, note=reworded(values["note"], self._entry.note))
            )
        return care.log_gait(
            self._desk,
            self._day,
            seen=made.seen,
            cadence_spm=made.cadence_spm,
            to_wall_cm=made.to_wall_cm,
            balance_s=made.balance_s,
            squat=made.squat,
            note=made.note,
        )

    def _read(self, values: Values) -> Gait:
        cadence = values["cadence"].strip()
        if cadence and not (cadence.isascii() and cadence.isdecimal()):
            raise BadValue("cadence", f"{cadence!r} is not a number", "Count the steps of a minute, both feet: 172.")
        was = self._entry or Gait(id="", at=self._desk.now(), day=self._day)
        try:
            return replace(
                was,
                seen=parse_all_seen(values["seen"], "seen"),
                cadence_spm=int(cadence) if cadence else None,
                to_wall_cm=parse_two(values["wall"], "toe to wall") if values["wall"].strip() else None,
                balance_s=parse_two(values["balance"], "balance") if values["balance"].strip() else None,
                squat=one_line(values["squat"]),
                note=one_line(values["note"]),
            )
        except BadValue:
            raise
        except ValueError as error:
            raise BadValue("gait", str(error), "Correct it.") from None


class VisitForm(Form):
    """An appointment; with `entry` it is changed: another day, another time, what came of it."""

    verb = "keep it"

    def __init__(self, desk: Desk, day: date, entry: Visit | None = None) -> None:
        self._desk, self._entry = desk, entry
        self.title = "Visit to a practitioner" if entry is None else f"Visit on {show_day(entry.day)}"
        own = desk.settings.health.practitioner
        first = entry.profession if entry else own.profession if own else Profession.MEDICAL
        name = entry.name if entry else own.name if own else ""
        fields = [
            Field(name="day", label="date", value=show_date(entry.day if entry else day), step="day"),
            Field(name="clock", label="time", value=entry.clock if entry else "", hint="14:30"),
            Field(name="profession", label="with", value=first.value, choices=_PROFESSIONS),
            Field(name="name", label="name", value=name),
            Field(name="why", label="about", value=entry.why if entry else "", hint="outer knee after long runs"),
        ]
        if entry and entry.day <= desk.today:
            fields.append(Field(name="outcome", label="outcome", value=entry.outcome, hint="what came of it"))
        self.fields = (*fields, Field(name="note", label="note", value=entry.note if entry else ""))

    def effect(self, values: Values) -> str:
        """Say when and with whom."""
        day = parse_day(values["day"], self._desk.today)
        whom = parse_profession(values["profession"], "with")
        clock = f", {values['clock'].strip()}" if values["clock"].strip() else ""
        return f"{show_day(day, year=True)}{clock}: {whom} {one_line(values['name'])}".rstrip() + "."

    def submit(self, values: Values) -> str:
        """Keep it; on another day the visit moves there."""
        day = parse_day(values["day"], self._desk.today)
        whom = parse_profession(values["profession"], "with")
        if self._entry is None:
            return care.add_visit(
                self._desk,
                day,
                profession=whom,
                name=values["name"],
                clock=values["clock"],
                why=values["why"],
                note=one_line(values["note"]),
            )
        try:
            changed = replace(
                self._entry,
                clock=values["clock"].strip(),
                profession=whom,
                name=one_line(values["name"]),
                why=one_line(values["why"]),
                outcome=reworded(values.get("outcome", self._entry.outcome), self._entry.outcome),
                note=reworded(values["note"], self._entry.note),
            )
        except ValueError as error:
            raise BadValue("time", str(error), "Write it as 14:30.") from None
        if day != self._entry.day:
            return care.move_visit(self._desk, self._entry.id, day, changed=changed)
        return diary.correct(self._desk, self._entry, changed)


class QuestionForm(Form):
    """A question for the next visit; with `entry` its answer is written down too."""

    verb = "keep it"

    def __init__(self, desk: Desk, entry: Question | None = None) -> None:
        self._desk, self._entry = desk, entry
        self.title = "What do you want to ask?" if entry is None else "Question"
        whom = entry.profession.value if entry and entry.profession else ""
        fields = [
            Field(name="text", label="question", value=entry.text if entry else "", hint="may I run on it?"),
            Field(name="profession", label="to", value=whom, hint="anyone", choices=_PROFESSIONS),
        ]
        if entry:
            fields.append(Field(name="answer", label="answer", value=entry.answer, hint="what was said"))
        self.fields = tuple(fields)

    def effect(self, values: Values) -> str:
        """Say what becomes of it."""
        if values["profession"].strip():
            parse_profession(values["profession"], "to")
        if not one_line(values["text"]):
            return "It stands on the page for the practitioner until it has an answer."
        return "Answered." if one_line(values.get("answer", "")) else "Open until it has an answer."

    def submit(self, values: Values) -> str:
        """Keep it."""
        whom = parse_profession(values["profession"], "to") if values["profession"].strip() else None
        if self._entry is None:
            return care.ask(self._desk, values["text"], profession=whom)
        if not one_line(values["text"]):
            raise BadValue("question", "it is empty", "x on its row takes it back.")
        changed = replace(
            self._entry, text=one_line(values["text"]), profession=whom, answer=one_line(values["answer"])
        )
        return diary.correct(self._desk, self._entry, changed)


def _number(value: int | None) -> str:
    return str(value) if value else ""


def _two(value: tuple[float, float] | None) -> str:
    return f"{value[0]:g}/{value[1]:g}" if value else ""
