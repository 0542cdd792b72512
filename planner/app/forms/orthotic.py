"""Forms for orthotics: adding and changing them, their pair, hours of a day, the break-in, retiring them."""

from datetime import date, timedelta

from msgspec.structs import replace

from planner.actions import orthotics
from planner.actions.break_in_words import moved_words, near_words
from planner.actions.break_ins import break_in_of, rules
from planner.actions.desk import Desk
from planner.actions.diary import log_wear
from planner.actions.safe_dates import late_orthotic
from planner.app.forms.form import Field, Form, Values, choose
from planner.app.forms.plan import read_distance, show_date
from planner.domain.days import parse_day, show_day
from planner.domain.errors import BadValue, NotFound
from planner.domain.gear import Build, Orthotic, Schedule, Shoe
from planner.domain.text import capital, one_line
from planner.domain.units import show_distance
from planner.planning.break_in_rules import plan_of
from planner.planning.orthotic_ramp import pairing_on

_NO_BREAK_IN = "in use already"
_SCHEDULES = tuple(str(one) for one in Schedule if one is not Schedule.OWN)
_OUT = "none"


class OrthoticForm(Form):
    """Adds orthotics, or changes what is known of some. `made`: the id of what was added."""

    verb = "keep it"

    def __init__(self, desk: Desk, item: Orthotic | None = None) -> None:
        self._desk, self._item = desk, item
        self.made = ""
        self.title = f"Change {one_line(item.name)}" if item else "Add orthotics or insoles"
        wish = orthotics.wish_of(item) if item else orthotics.Wish(name="", since=desk.today)
        unit = desk.settings.unit
        start = show_distance(wish.start_m, unit, with_unit=False) if wish.start_m else ""
        due = show_distance(wish.retire_m, unit, with_unit=False) if wish.retire_m else ""
        self._figures = (start, due)
        builds = tuple(map(str, Build))
        schedule = Field(name="schedule", label="break-in", value=_SCHEDULES[0], choices=(*_SCHEDULES, _NO_BREAK_IN))
        self.fields = (
            Field(name="name", label="name", value=wish.name, hint="Cork shells"),
            Field(name="since", label="since", value=_date(wish.since), hint="today, -2w, 3 feb", step="day"),
            *(() if item else (schedule,)),
            Field(name="build", label="build", value=wish.build or "", choices=builds, hint="up/down for all"),
            Field(name="make", label="make", value=wish.make, hint="what it is, who made it"),
            Field(name="fitted", label="fitted by", value=wish.fitted_by),
            Field(name="left", label="left foot", value=wish.left, hint="3 mm heel lift"),
            Field(name="right", label="right foot", value=wish.right),
            Field(name="review", label="review", value=_date(wish.review), hint="when to look again: 3 feb, +26w"),
            Field(name="start", label=f"run, {unit}", value=start, hint="before this log", step="number"),
            Field(name="due", label=f"due at, {unit}", value=due, hint="empty: 800 km"),
            Field(name="note", label="note", value=wish.note),
        )

    def effect(self, values: Values) -> str:
        """Say what begins when, and what speaks against it."""
        if not values["name"].strip():
            return "Give it a name."
        wish, begins = self._read(values)
        if self._item:
            return "As it is." if wish == orthotics.wish_of(self._item) else "Changes it."
        if not begins or wish.since is None:
            return "Adds it as in use already; b begins a break-in later."
        plan = rules().schedule[wish.schedule]
        first = show_day(wish.since + timedelta(days=plan.run_day - 1))
        told = f"Break-in from {show_day(wish.since)}: {plan.name}, first run {first} at the earliest."
        return " ".join(filter(None, (told, late_orthotic(self._desk, wish.since), near_words(self._desk, wish.since))))

    def submit(self, values: Values) -> str:
        """Keep it."""
        wish, begins = self._read(values)
        if self._item:
            said = orthotics.edit(self._desk, self._item.id, wish)
            self.undoable = self._desk.orthotic(self._item.id) != self._item
            return said
        if not begins:
            wish = self._in_use(wish)
        made = orthotics.add(self._desk, wish)
        self.made = made.id
        return f"Added {made.name}."

    def _in_use(self, wish: orthotics.Wish) -> orthotics.Wish:
        """Return what is in use already: a day that would have a break-in followed goes to the note."""
        if wish.since is None or (self._desk.today - wish.since).days >= rules().wear.follow_days:
            return wish
        note = ", ".join(filter(None, (wish.note, f"since {show_day(wish.since, year=True)}")))
        return replace(wish, since=None, note=note)

    def _read(self, values: Values) -> tuple[orthotics.Wish, bool]:
        was = orthotics.wish_of(self._item) if self._item else orthotics.Wish(name="")
        build = values["build"].strip()
        chosen = choose(values["schedule"], (*_SCHEDULES, _NO_BREAK_IN), "break-in") if "schedule" in values else ""
        begins = chosen != _NO_BREAK_IN
        wish = replace(
            was,
            name=values["name"],
            since=_day(values["since"], self._desk.today, "since"),
            build=Build(choose(build, tuple(map(str, Build)), "build")) if build else None,
            make=one_line(values["make"]),
            fitted_by=one_line(values["fitted"]),
            left=one_line(values["left"]),
            right=one_line(values["right"]),
            note=one_line(values["note"]),
            review=_day(values["review"], self._desk.today, "review"),
            start_m=self._metres(values, "start", was.start_m, self._figures[0]) or 0.0,
            retire_m=self._metres(values, "due", was.retire_m, self._figures[1]),
            schedule=Schedule(chosen) if chosen and begins else was.schedule,
        )
        return wish, begins

    def _metres(self, values: Values, name: str, was: float | None, shown: str) -> float | None:
        text = values[name].strip()
        if text == shown:
            return was
        span = read_distance(self._desk, text)
        return span.middle_m if span else None


class PairForm(Form):
    """Puts an orthotic into a pair of shoes, or takes it out."""

    verb = "do it"

    def __init__(self, desk: Desk, item: Orthotic) -> None:
        self._desk, self._item = desk, item
        self._shoes = tuple(one.id for one in desk.gear() if isinstance(one, Shoe) and not one.retired)
        if not self._shoes:
            raise NotFound("shoes", "there are none yet", "`planner shoe add` adds a pair; so does the list of shoes.")
        self.title = f"Which pair does {one_line(item.name)} stand in?"
        standing = pairing_on(item, desk.today)
        others = [shoe for shoe in self._shoes if not standing or shoe != standing.shoe]
        self._choices = (*others, *([_OUT] if standing else []))
        self.fields = (
            Field(name="shoe", label="pair", value=self._choices[0], choices=self._choices),
            Field(name="day", label="from", value="today", hint="today, +2d, 3 feb", step="day"),
        )

    def effect(self, values: Values) -> str:
        """Say where it goes, and what running is like there at first."""
        shoe, day = self._read(values)
        standing = pairing_on(self._item, day)
        leaves = one_line(self._desk.gear_names().get(standing.shoe, standing.shoe)) if standing else ""
        if shoe == _OUT:
            return f"Takes it out of {leaves} after {show_day(day)}." if leaves else "It stands in no pair."
        name = one_line(self._desk.shoe(shoe).name)
        told = f"From {show_day(day)} on in {name}{f', out of {leaves}' if leaves else ''}."
        steps = ", ".join(rules().fitting.steps)
        return " ".join(filter(None, (told, moved_words(self._desk, self._item.id, shoe), f"Look: {steps}.")))

    def submit(self, values: Values) -> str:
        """Do it."""
        shoe, day = self._read(values)
        if shoe == _OUT:
            return orthotics.unpair(self._desk, self._item.id, day)
        return orthotics.pair(self._desk, self._item.id, shoe, day, move=True)

    def _read(self, values: Values) -> tuple[str, date]:
        shoe = choose(values["shoe"], (*self._shoes, _OUT), "pair")
        return shoe, parse_day(values["day"], self._desk.today, "from")


class WearLogForm(Form):
    """Logs the hours of a day; it opens with what the break-in asks for."""

    verb = "log it"

    def __init__(self, desk: Desk, item: Orthotic) -> None:
        self._desk, self._item = desk, item
        self.title = f"Worn: {one_line(item.name)}"
        found = break_in_of(desk, item.id).broken_in
        at = found.on(desk.today) if found.state.is_going_on else None
        asked = at.hours if at and at.hours else rules().wear.all_day_h if at and at.hours is None else None
        self.fields = (
            Field(name="hours", label="hours", value=f"{asked:g}" if asked else "", step="number"),
            Field(name="day", label="day", value="today", hint="today, yesterday, mon", step="day"),
            Field(name="sore", label="sore, 0-10", hint="0 none, 10 the worst; empty: not said", step="number"),
            Field(name="note", label="note"),
        )

    def effect(self, values: Values) -> str:
        """Say what is logged, and what soreness means for the next days."""
        hours, day, sore = self._read(values)
        if hours is None:
            return "How long, without running?"
        told = f"Logs {hours:g} h on {show_day(day)}."
        if not sore:
            return told
        rule = rules().setback.rule["cut" if sore > rules().setback.most_score else "hold"]
        return f"{told} {rule.text}"

    def submit(self, values: Values) -> str:
        """Log it."""
        hours, day, sore = self._read(values)
        if hours is None:
            raise BadValue("hours", "there are none", "Write hours such as 1.5.")
        return log_wear(self._desk, self._item.id, hours, day, sore=sore, note=values["note"].strip())

    def _read(self, values: Values) -> tuple[float | None, date, int | None]:
        text, sore = values["hours"].strip().replace(",", "."), values["sore"].strip()
        try:
            hours = float(text) if text else None
        except ValueError:
            raise BadValue("hours", f"{text!r} is not a number", "Write hours such as 1.5.") from None
        if sore and not (sore.isascii() and sore.isdecimal() and int(sore) <= 10):
            raise BadValue("sore", f"{sore!r} is not a number from 0 to 10", "Write 0 to 10, or leave it empty.")
        return hours, parse_day(values["day"], self._desk.today, "day"), int(sore) if sore else None


class BreakInForm(Form):
    """Begins the break-in, or chooses how it goes."""

    verb = "begin it"

    def __init__(self, desk: Desk, item: Orthotic) -> None:
        self._desk, self._item = desk, item
        self.title = f"The break-in of {one_line(item.name)}"
        own = item.sheet
        start = item.started or item.since
        going = break_in_of(desk, item.id).broken_in.state.is_going_on
        chosen = Schedule.OWN if own else item.schedule
        self.fields = (
            Field(name="schedule", label="schedule", value=chosen, choices=tuple(map(str, Schedule))),
            Field(name="start", label="begins", value=_date(start if going else desk.today), step="day"),
            Field(
                name="hours",
                label="own hours",
                value=orthotics.show_sheet(own) if own else "",
                hint="for own: 1 2 off 3 5, then all day",
            ),
            Field(
                name="run",
                label="own run day",
                value=str(own.first_run) if own else "",
                hint="for own: the day of the first run, from 1",
                step="number",
            ),
        )

    def effect(self, values: Values) -> str:
        """Say when running begins, and what speaks against it."""
        item, start = self._asked(values)
        plan = plan_of(item, rules())
        if plan is None:
            return "Type the hours of your practitioner's sheet, and the day of the first run."
        first = show_day(start + timedelta(days=plan.run_day - 1))
        was = self._item.started or self._item.since
        anew = "What was logged before that day no longer counts." if was and start > was else ""
        told = f"{capital(plan.name)} from {show_day(start)}: first run {first} at the earliest."
        words = (told, late_orthotic(self._desk, start), near_words(self._desk, start), anew)
        return " ".join(filter(None, words))

    def submit(self, values: Values) -> str:
        """Begin it."""
        item, start = self._asked(values)
        said = orthotics.start_break_in(self._desk, self._item.id, start, schedule=item.schedule, sheet=item.sheet)
        self.undoable = self._desk.orthotic(self._item.id) != self._item
        return said

    def _asked(self, values: Values) -> tuple[Orthotic, date]:
        schedule = Schedule(choose(values["schedule"], tuple(map(str, Schedule)), "schedule"))
        start = parse_day(values["start"], self._desk.today, "begins")
        run = values["run"].strip()
        sheet = None
        if schedule is Schedule.OWN and values["hours"].strip():
            if not (run.isascii() and run.isdecimal() and int(run) >= 1):
                raise BadValue("first run", f"{run!r} is not a day", "Write the day of the sheet, counted from 1.")
            sheet = orthotics.read_sheet(values["hours"], int(run))
        return replace(self._item, schedule=schedule, sheet=sheet), start


class RetireForm(Form):
    """Retires an orthotic."""

    verb = "retire it"

    def __init__(self, desk: Desk, item: Orthotic) -> None:
        self._desk, self._item = desk, item
        self.title = f"Retire {one_line(item.name)}?"

    def effect(self, values: Values) -> str:  # noqa: ARG002 - a question without fields
        """Say what stays."""
        return "It leaves its pair. Its hours and runs stay in the log."

    def submit(self, values: Values) -> str:  # noqa: ARG002
        """Retire it."""
        return orthotics.retire(self._desk, self._item.id, self._desk.today)


def _date(day: date | None) -> str:
    return show_date(day) if day else ""


def _day(text: str, today: date, what: str) -> date | None:
    return parse_day(text, today, what) if text.strip() else None
