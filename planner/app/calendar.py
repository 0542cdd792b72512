"""The calendar without its screen: one cursor date over four views, and what a key means where it stands."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from planner.actions.desk import Desk
from planner.app.bits import Bit, Line, wrap
from planner.app.kept_days import KeptDays, gone_items
from planner.app.signs import signs
from planner.app.views.detail import detail_lines, detail_rows
from planner.app.views.logged import find_logged, is_logged, logged_item, logged_items, logged_on
from planner.app.views.month import NARROW, grid, month_lines, month_on, month_span
from planner.app.views.problems import problem_lines
from planner.app.views.rows import Row, offset, place_of, shown
from planner.app.views.scene import Scene, items_of, main_item
from planner.domain.days import week_start
from planner.domain.gear import Shoe
from planner.domain.ids import HUNG
from planner.domain.layer import Layer
from planner.domain.log import Happening, Played
from planner.domain.units import show_distance, show_duration
from planner.planning.agenda import AgendaDay

if TYPE_CHECKING:
    from planner.app.found import Found
    from planner.domain.gear_note import GearNote
    from planner.planning.checks import Finding

VIEWS = ("month", "week", "day", "plan", "compare")
_LETTERS = "ABCDEFGIJKLMNOPQRTUVWXYZ"  # H and S are signs of the ASCII set
_FIRST, _LAST = date(1900, 2, 1), date(2199, 11, 30)


class Calendar:
    """Where the cursor is, which view is shown and which item is chosen; lines for any size."""

    def __init__(self, desk: Desk, day: date | None = None) -> None:
        self.desk = desk
        self.cursor = day or desk.today
        self.view = "month"
        self.chosen = ""
        self.marked: date | None = None
        self.anchor: date | None = None
        """Where a range was begun; it goes from there to the cursor."""
        self.target: date | None = None
        """The day that something is dragged to, while it is dragged."""
        self.telling = ""
        """What would happen, shown below the days while something is dragged."""
        self.found: Found | None = None
        self.findings: dict[str, Mapping[date, tuple[Finding, ...]]] = {}
        """What the checks found, by plan and day."""
        self.gear_notes: dict[tuple[str, bool], Mapping[date, tuple[GearNote, ...]]] = {}
        """What gear says, by plan, whether pain is hidden, and day."""
        self.whole = False
        """Whether the comparison shows the whole plan."""
        self._width = 80
        self._height = 20
        self.forget()

    def forget(self) -> None:
        """Forget what was computed and read; changes of the plan and the log alone are noticed without it."""
        self._kept = KeptDays(self.desk)
        self._minutes_of: dict[str, str] = {}
        self._seconds_of: dict[str, float] = {}
        self._names: Mapping[str, str] | None = None

    @property
    def is_list(self) -> bool:
        """Whether the view is a list of rows rather than a grid."""
        return self.view != "month" or self._width < NARROW

    def days(self) -> tuple[AgendaDay, ...]:
        """Return the days that the present view shows, without the layers that are hidden."""
        return self._kept.days(*self._span())

    def _span(self) -> tuple[date, date]:
        first_weekday = self.desk.settings.first_weekday
        plan = self.desk.plan()
        if (self.view == "plan" or (self.view == "compare" and self.whole)) and plan:
            first = min(week_start(plan.first_day, first_weekday), week_start(self.cursor, first_weekday))
            last = max(week_start(plan.last_day, first_weekday), week_start(self.cursor, first_weekday))
            # Far from the plan the list is the plan alone: the log of all years between is not read.
            if (last - first).days > 400:
                first, last = week_start(plan.first_day, first_weekday), week_start(plan.last_day, first_weekday)
            return first, last + timedelta(days=6)
        if self.view in ("week", "compare"):
            first = week_start(self.cursor, first_weekday)
            return first, first + timedelta(days=6)
        return month_span(self.cursor, first_weekday)

    def day(self) -> AgendaDay:
        """Return the cursor's day."""
        found = next((day for day in self.days() if day.day == self.cursor), None)
        return found or self._kept.days(self.cursor, self.cursor)[0]

    @property
    def selected(self) -> tuple[date, date] | None:
        """The first and the last day of the range, whole weeks in the whole plan; None while there is none."""
        if self.anchor is None:
            return None
        first, last = sorted((self.anchor, self.cursor))
        if self._by_weeks:
            weekday = self.desk.settings.first_weekday
            first, last = week_start(first, weekday), week_start(last, weekday) + timedelta(days=6)
        return first, last

    def range_told(self) -> str:
        """Return what the range holds: `5 days, 4 runs, 32 km`; an empty text without a range."""
        span, plan = self.selected, self.desk.plan()
        if span is None:
            return ""
        sessions = self.desk.schedule_of(plan).sessions if plan else ()
        runs = [one.session for one in sessions if span[0] <= one.session.day <= span[1] and one.session.kind.is_run]
        metres = sum(run.distance.middle_m for run in runs if run.distance)
        days = (span[1] - span[0]).days + 1
        told = [f"{days} day{'s' if days != 1 else ''}", f"{len(runs)} run{'s' if len(runs) != 1 else ''}"]
        return ", ".join(told + ([show_distance(metres, self.desk.settings.unit)] if metres else []))

    @property
    def findings_here(self) -> "Mapping[date, tuple[Finding, ...]]":
        """What the checks found in the current plan, by day; empty before they have looked."""
        plan = self.desk.plan()
        return self.findings.get(plan.id, {}) if plan else {}

    @property
    def _by_weeks(self) -> bool:
        """Whether a row of the view is a week."""
        return self.view == "plan" or (self.view == "compare" and self.whole)

    @property
    def item(self) -> str:
        """The id of what a key means: the chosen item, else what is open on the day; empty when there is nothing."""
        day = self.day()
        if self.chosen in items_of(day):
            return self.chosen
        if self.view != "day":
            return main_item(day)
        # Only the day view shows what is logged row by row.
        logged = (*logged_items(day), *gone_items(day))
        return self.chosen if self.chosen in logged else main_item(day) or next(iter(logged), "")

    @property
    def logged(self) -> tuple[Happening, int | None] | None:
        """The log entry that a key means, with the place of the chosen step; None on what is planned.

        A planned routine that was played stands for its entry.
        """
        item, day = self.item, self.day()
        found = find_logged(day, item)
        line = next((line for line in day.routines if line.hung.id == item), None)
        return (line.entry, None) if line and isinstance(line.entry, Played) else found

    def follow(self, corrected: Happening, step: int | None) -> None:
        """Choose what stands now in the place of an entry that was corrected."""
        if not is_logged(self.chosen):
            return
        heir = next((entry for entry in logged_on(self.day()) if entry.corrects == corrected.id), None)
        if heir is not None:
            self.chosen = logged_item(heir, step)

    @property
    def routine(self) -> str:
        """The id of the hung routine that `play` means: the chosen one, else the first that is not done."""
        item = self.item
        if is_logged(item) or item in gone_items(self.day()):
            return ""
        if HUNG in item:
            return item
        lines = self.day().routines
        waiting = [line for line in lines if line.entry is None]
        return next((line.hung.id for line in waiting or lines), "")

    def go(self, day: date, item: str = "") -> None:
        """Put the cursor on a day, and choose an item of it."""
        self.cursor = min(max(day, _FIRST), _LAST)
        self.chosen = item

    def go_days(self, by: int) -> None:
        """Left and right: a day, in the whole plan a week."""
        self.go(self.cursor + timedelta(days=by * (7 if self._by_weeks else 1)))

    def go_month(self, by: int) -> None:
        """Go to the same day of another month."""
        self.go(month_on(self.cursor, by))

    def go_line(self, by: int) -> None:
        """Up and down: a week in the grid, the next row in a list."""
        if self._by_weeks or not self.is_list:
            self.go(self.cursor + timedelta(days=7 * by))
            return
        rows = self.rows()
        places = [n for n, row in enumerate(rows) if row.day is not None]
        here = self.place(rows)
        ahead = [n for n in places if (n > here if by > 0 else n < here)]
        if ahead:
            row = rows[ahead[0] if by > 0 else ahead[-1]]
            self.go(row.day or self.cursor, row.item)
        elif self.view != "day":
            first, last = self._span()
            self.go(last + timedelta(days=1) if by > 0 else first - timedelta(days=1))
            self.chosen = "" if by > 0 else next(iter(items_of(self.day())[-1:]), "")

    def rows(self) -> list[Row]:
        """Return the rows of a list view."""
        scene = self.scene()
        match self.view:
            case "week":
                from planner.app.views.week import week_rows

                return week_rows(scene, self.days(), self._width, roomy=self._height > 40)
            case "day":
                from planner.app.views.day import day_rows

                return day_rows(scene, self.day(), self._width)
            case "plan":
                from planner.app.views.whole_plan import whole_plan_rows

                return whole_plan_rows(scene, self.days(), self._width)
            case "compare":
                from planner.app.views.compare import compare_rows
                from planner.planning.compare import originals

                days, plan = self.days(), self.desk.plan()
                made = originals(plan, days[0].day, days[-1].day) if plan else {}
                return compare_rows(scene, days, made, self._width, whole=self.whole)
            case _:
                from planner.app.views.agenda import agenda_rows

                return agenda_rows(scene, self.days(), self._width)

    @property
    def _head(self) -> int:
        """How many rows stay on top of a list."""
        return {"week": 2, "plan": 1, "compare": 1}.get(self.view, 0)

    def place(self, rows: list[Row]) -> int:
        """Return the row the cursor is on, -1 when it is on none."""
        if self._by_weeks:
            return place_of(rows, "", week_start(self.cursor, self.desk.settings.first_weekday))
        return place_of(rows, self.item if self.view == "day" else self.chosen, self.cursor)

    def lines(self, width: int, height: int) -> tuple[Line, ...]:
        """Return the lines of the present view."""
        self._width, self._height = width, height
        problems = self._problem_lines()
        height -= len(problems)
        if self.is_list:
            rows = self.rows()
            if self.view == "plan" and self.desk.plan() is None:
                rows = [Row((Bit(" There is no plan yet. N makes one."),))]
            told, letters = self._told_lines(width) if self.telling else (), self.desk.settings.ascii
            listed = shown(rows, self.place(rows), width, height - len(told), head=self._head, ascii_only=letters)
            return (*problems, *listed, *told)
        scene, days = self.scene(), self.days()
        month = month_lines(scene, days, width, height, self._kept.weeks)
        room = height - len(month)
        gap = ((),) if room > 3 else ()
        if self.telling:
            return (*problems, *month, *gap, *self._told_lines(width))[: height + 1]
        return (*problems, *month, *gap, *detail_lines(scene, self.day(), width, room - len(gap)))[: height + 1]

    def _told_lines(self, width: int) -> tuple[Line, ...]:
        return tuple((Bit(f" {part}", "strong"),) for part in wrap(self.telling, width - 2))

    def edit_place(self, width: int, height: int) -> tuple[int, int]:
        """Return the column and the row of the board where the chosen item stands: an input is laid there."""
        problems = len(self._problem_lines())
        height -= problems
        if self.is_list:
            rows = self.rows()
            place = max(self.place(rows), 0)
            start = offset(rows, place, height, head=self._head)
            y = place if place < self._head else place - start + self._head
            return {"day": 4, "plan": 1, "compare": 11}.get(self.view, 9), problems + min(max(y, 0), height - 1)
        days = self.days()
        laid = grid(width, height, len(days) // 7)
        top = laid.top + laid.height * (len(days) // 7)
        room = height - top
        top, room = (top + 1, room - 1) if room > 3 else (top, room)
        if rows := detail_rows(self.scene(), self.day(), width, room):
            place = place_of(rows, self.item, self.cursor) if self.item else 0  # the heading: a new line is below it
            return 4 if place > 0 else 1, problems + min(top + max(place, 1), height - 1)
        items = items_of(self.day())
        n = items.index(self.item) if self.item in items else 0
        return 13, problems + min(top + min(n, max(len(self.day().sessions) - 1, 0)), height - 1)

    def day_at(self, x: int, y: int) -> tuple[date, str] | None:
        """Return the day, and the item, drawn at a cell."""
        y -= len(self._problem_lines())
        if self.is_list:
            rows = self.rows()
            start = offset(rows, self.place(rows), self._height - len(self._problem_lines()), head=self._head)
            n = y if y < self._head else y - self._head + start
            found = rows[n] if 0 <= n < len(rows) else None
            return (found.day, found.item) if found and found.day else None
        days = self.days()
        laid = grid(self._width, self._height - len(self._problem_lines()), len(days) // 7)
        place = laid.place(x, y)
        if place is None or not 0 <= place < len(days):
            return None
        # Where a day has several sessions, each has a line of its own below the number.
        sessions = days[place].sessions
        line = (y - laid.top) % laid.height - 1
        item = (
            sessions[line].session.id if len(sessions) > 1 and 0 <= line < min(len(sessions), laid.height - 2) else ""
        )
        return days[place].day, item

    def scene(self) -> Scene:
        """Return how the calendar is looked at now."""
        settings, plan = self.desk.settings, self.desk.plan()
        return Scene(
            today=self.desk.today,
            cursor=self.cursor,
            unit=settings.unit,
            first_weekday=settings.first_weekday,
            signs=signs(ascii_only=settings.ascii),
            plan=plan,
            letters=self.letters(),
            names=self.names,
            exercises=self.exercise_names,
            minutes=self.minutes,
            seconds=self.seconds,
            layers=self.layers,
            paces=self._kept.paces() if self.view == "day" else {},
            beside=self.desk.beside(),
            hidden=frozenset(settings.hidden_layers),
            private=settings.private,
            chosen=self.item if self.view == "day" else self.chosen,
            marked=self.marked,
            target=self.target,
            selected=self.selected,
            lit=self.found.lit if self.found else None,
            findings=self.findings_here,
            gear_notes=self.gear_notes.get((plan.id if plan else "", settings.private), {}),
        )

    def letters(self) -> dict[str, str]:
        """Return the letter of each shoe: pairs in use come first, then those retired last, while there are letters."""
        pairs = [one for one in self.desk.gear() if isinstance(one, Shoe)]
        pairs.sort(key=lambda one: -one.retired.toordinal() if one.retired else -date.max.toordinal())
        return dict(zip((one.id for one in pairs), _LETTERS, strict=False))

    def look_for(self, text: str) -> None:
        """Look for what was typed in the whole plan; an empty text ends the search. Raises `BadValue`."""
        from planner.actions import search
        from planner.app.found import found_in

        wanted = search.read(self.desk, text, self.letters())
        hits = () if wanted.is_empty else search.find(self.desk, wanted, self.cursor, self.letters())
        self.found = None if wanted.is_empty else found_in(text, hits)

    def go_found(self, by: int) -> bool:
        """Go to the next thing that was found, or the one before; tell whether there is one."""
        place = (
            self.found.next(self.cursor, self.item if self.view == "day" else self.chosen, by) if self.found else None
        )
        if place:
            self.go(place.day, place.item)
        return place is not None

    def names(self) -> Mapping[str, str]:
        """Return the names of routines, shoes and orthotics, read once."""
        if self._names is None:
            self._names = self.desk.names()
        return self._names

    def exercise_names(self) -> Mapping[str, str]:
        """Return the names of all exercises."""
        return {exercise.id: exercise.name for exercise in self.desk.exercises().values()}

    def minutes(self, routine: str) -> str:
        """Return how long a routine usually takes; empty when it is not in the library."""
        if routine not in self._minutes_of:
            from planner.actions.lengths import lengths_of

            found = lengths_of(self.desk, (routine,)).get(routine)
            self._minutes_of[routine] = show_duration(found.usual_s) if found else ""
        return self._minutes_of[routine]

    def seconds(self, routine: str) -> float:
        """Return how many seconds a routine usually takes; 0 when it is not in the library."""
        from planner.actions.lengths import lengths_of

        if routine not in self._seconds_of:
            found = lengths_of(self.desk, (routine,)).get(routine)
            self._seconds_of[routine] = found.usual_s if found else 0.0
        return self._seconds_of[routine]

    def layers(self) -> Sequence[Layer]:
        """Return the layers as they hang now."""
        plan = self.desk.plan()
        return self.desk.schedule_of(plan).layers if plan else ()

    def _problem_lines(self) -> tuple[Line, ...]:
        return problem_lines(self.desk.problems, self.desk.store.root, self._width, self._height)
