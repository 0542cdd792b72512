"""Forms that rearrange weeks and ranges of the plan; each says what moves and what falls out before it is done."""

from collections.abc import Sequence
from datetime import date, timedelta

from planner.actions import changes, rearrange
from planner.actions.arrangement import Arrangement, carry_out
from planner.actions.desk import Desk
from planner.app.forms.form import Field, Form, Values, choose
from planner.app.forms.plan import show_date
from planner.domain.days import Weekday, parse_day, parse_weekday, show_day
from planner.domain.errors import BadValue
from planner.domain.layer import Hung
from planner.domain.session import SessionKind
from planner.domain.text import counted

_ROOM = ("next rest day", "race")
_INSERT, _REMOVE = "insert", "remove"
_THIS_WEEK, _WHOLE = "this week", "the whole plan"
_LATER, _EARLIER = "later", "earlier"
_NO, _YES = "no", "yes"


class _Rearranging(Form):
    """A form for one change to the plan. Subclasses say which."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def effect(self, values: Values) -> str:
        """Say what moves, what falls out and what stands in the way."""
        return self._arrangement(values).would

    def submit(self, values: Values) -> str:
        """Do it."""
        return carry_out(self._desk, self._arrangement(values))

    def _arrangement(self, values: Values) -> Arrangement:
        raise NotImplementedError


class ShiftForm(_Rearranging):
    """Shifts what stands from a day on, up to the race or another day."""

    title = "Shift the rest of the plan"
    verb = "shift"

    def __init__(self, desk: Desk, day: date) -> None:
        super().__init__(desk)
        self.fields = (
            Field(name="days", label="days", value="1", hint="1, 3, 7", step="number"),
            Field(name="way", label="which way", value=_LATER, choices=(_LATER, _EARLIER)),
            Field(name="since", label="from", value=show_date(day), hint="sat, +2d, 11 feb", step="day"),
            Field(name="until", label="up to", hint="the race; or a day", step="day"),
        )

    def _arrangement(self, values: Values) -> Arrangement:
        today = self._desk.today
        by = whole(values["days"], "days")
        if choose(values["way"], (_LATER, _EARLIER), "which way") == _EARLIER:
            by = -by
        until = parse_day(values["until"], today, "up to") if values["until"].strip() else None
        return rearrange.shifting(self._desk, parse_day(values["since"], today, "from"), by, until=until)


class RestDayForm(_Rearranging):
    """Makes a day a rest day, or fills a rest day; what stands after it moves."""

    verb = "do it"

    def __init__(self, desk: Desk, day: date) -> None:
        super().__init__(desk)
        self._day = day
        self.title = f"Rest on {show_day(day)}"
        busy = any(line.session.kind is not SessionKind.REST for line in desk.days(day, day)[0].sessions)
        self.fields = (
            Field(name="how", label="rest day", value=_INSERT if busy else _REMOVE, choices=(_INSERT, _REMOVE)),
            Field(name="up_to", label="moves up to", value=_ROOM[0], choices=_ROOM),
        )

    def _arrangement(self, values: Values) -> Arrangement:
        how = choose(values["how"], (_INSERT, _REMOVE), "rest day")
        to_race = choose(values["up_to"], _ROOM, "moves up to") == _ROOM[1]
        do = rearrange.inserting_rest if how == _INSERT else rearrange.removing_rest
        return do(self._desk, self._day, to_race=to_race)


class SwapWeekdaysForm(_Rearranging):
    """Exchanges two weekdays in every week, or from this one on."""

    title = "Swap two weekdays"
    verb = "swap"

    def __init__(self, desk: Desk, day: date) -> None:
        super().__init__(desk)
        plan = desk.plan_of(None)
        found = plan.week_of(day)
        first = desk.settings.first_weekday
        self._start = found[1].start if found else day - timedelta(days=(day.weekday() - first.number) % 7)
        days = tuple(weekday.full for weekday in Weekday)
        one = Weekday.of(day)
        other = Weekday.of(day + timedelta(days=1))
        self._days = days
        self.fields = (
            Field(name="one", label="swap", value=one.full, choices=days),
            Field(name="other", label="with", value=other.full, choices=days),
            Field(name="since", label="from", value=_THIS_WEEK, choices=(_THIS_WEEK, _WHOLE)),
        )

    def _arrangement(self, values: Values) -> Arrangement:
        whole_plan = choose(values["since"], (_THIS_WEEK, _WHOLE), "from") == _WHOLE
        one, other = parse_weekday(values["one"], "swap"), parse_weekday(values["other"], "with")
        return rearrange.swapping_weekdays(self._desk, one, other, since=None if whole_plan else self._start)


class RepeatWeekForm(_Rearranging):
    """Gives the weeks after this one its sessions in place of their own."""

    verb = "repeat"

    def __init__(self, desk: Desk, day: date) -> None:
        super().__init__(desk)
        self._day = day
        found = desk.plan_of(None).week_of(day)
        self.title = f"Repeat week {found[0]}" if found else f"Repeat the week of {show_day(day)}"
        self.fields = (Field(name="times", label="times", value="1", hint="1, 2, 3", step="number"),)

    def _arrangement(self, values: Values) -> Arrangement:
        return rearrange.repeating_week(self._desk, self._day, whole(values["times"], "times"))


class MoveAllForm(_Rearranging):
    """Moves several items: the first one to a day, the others as far from it as they are."""

    verb = "move"

    def __init__(self, desk: Desk, items: Sequence[str]) -> None:
        super().__init__(desk)
        self._items = tuple(items)
        race = desk.plan_of(None).race.session
        found = [changes.find(desk, item)[1] for item in self._items if item != race]
        if not found:
            raise BadValue("move", "nothing is chosen that can be moved", "Choose sessions; the race stays.")
        self._first = min(thing.day if isinstance(thing, Hung) else thing.session.day for thing in found)
        self.title = f"Move {counted(len(self._items), 'item')}"
        likely = show_date(self._first + timedelta(days=7))
        self.fields = (
            Field(name="to", label="the first to", value=likely, hint="sat, +3d, 11 feb", step="day"),
            Field(name="anyway", label="closed days too", value=_NO, choices=(_NO, _YES)),
        )

    def _arrangement(self, values: Values) -> Arrangement:
        text = values["to"].strip()
        # `+3d` is counted from where the first one stands.
        start = self._first if text[:1] in ("+", "-") else self._desk.today
        by = (parse_day(text, start, "the first to") - self._first).days
        anyway = choose(values["anyway"], (_NO, _YES), "closed days too") == _YES
        return rearrange.moving_all(self._desk, self._items, by, anyway=anyway)


def whole(text: str, what: str) -> int:
    """Return the whole number of a field. Raises `BadValue`."""
    word = text.strip()
    if not (word.isascii() and word.removeprefix("-").isdigit() and len(word) < 6):
        raise BadValue(what, f"{word!r} is not a whole number", "Write 1, 2, 3.")
    return int(word)
