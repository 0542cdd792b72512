"""The runner's desk: one store, today's date, and what was read from the store so far."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from planner.domain.change import Change
from planner.domain.errors import NotFound, PlannerError, StoreError
from planner.domain.gear import Gear, Orthotic, Shoe
from planner.domain.ids import SUGGESTED, Pick, new_id
from planner.domain.log import Entry, Happening, standing_entries
from planner.domain.plan import Plan, as_made_last
from planner.domain.settings import Settings
from planner.planning.agenda import AgendaDay, agenda
from planner.planning.schedule import Schedule, schedule
from planner.store.disk.atomic import ChangedOutside
from planner.store.store import Store

if TYPE_CHECKING:
    from random import SystemRandom

    from planner.domain.exercise import Exercise
    from planner.domain.health import Health
    from planner.domain.routine import Routine
    from planner.store.library import Library

_Value = TypeVar("_Value")


def _local_now() -> datetime:
    return datetime.now().astimezone()


def _random_pick(choices: str) -> str:
    return _random().choice(choices)


@cache
def _random() -> "SystemRandom":
    from random import SystemRandom

    return SystemRandom()


class Desk:
    """A store seen on a day. Reads what is asked for, once, until `refresh`.

    `now` gives the present moment with its zone; `pick` chooses characters of new ids.
    """

    def __init__(self, store: Store, *, now: Callable[[], datetime] = _local_now, pick: Pick = _random_pick) -> None:
        self.store = store
        self.now = now
        self.pick = pick
        self._forget()

    def refresh(self) -> None:
        """Forget what was read, so that the next look reads the store again.

        Where all files of the store have gone meanwhile, what was read stays, and that is among `problems`.
        """
        try:
            self.store.check_there()
        except StoreError as problem:
            self.note_problems((problem,))
        else:
            self._forget()

    def _forget(self) -> None:
        self._settings: Settings | None = None
        self._stays: Plan | None = None
        self._plans: dict[str, Plan] = {}
        self._schedules: dict[str, Schedule] = {}
        self._entries: dict[tuple[date, date], tuple[Happening, ...]] = {}
        self._gear: tuple[Gear, ...] | None = None
        self._library: Library | None = None
        self._routine_names: dict[str, str] | None = None
        self._current: str | None = None
        self._problems: dict[str, PlannerError] = {}
        self._unread: set[str] = set()
        self._worked_out: dict[tuple[object, ...], object] = {}

    def look_again(self) -> None:
        """Read the store anew, as `refresh` has it, after another program changed it.

        The plan that is shown, and the settings, stay as they were while their file is damaged: it is among `problems`.
        """
        shown, settings = self._plans.get(self._current or ""), self._settings
        self.refresh()
        if settings is not None and self.settings == Settings() and self._problems:
            self._settings = settings
        if shown is None or shown.id not in self.store.plan_ids():
            return
        try:
            self.plan_of(shown.id)
        except PlannerError as problem:
            self.note_problems((problem,))
            self._stays, self._plans[shown.id], self._current = shown, shown, shown.id

    def once(self, key: tuple[object, ...], work_out: Callable[[], _Value]) -> _Value:
        """Return what `work_out` makes of the log and the settings; the same again until one of them changes."""
        if key not in self._worked_out:
            self._worked_out[key] = work_out()
        value: _Value = self._worked_out[key]  # type: ignore[assignment]  # what this key's function made
        return value

    @property
    def today(self) -> date:
        """The present day where the runner is."""
        return self.now().date()

    @property
    def problems(self) -> tuple[PlannerError, ...]:
        """What could not be read, or backed up or remembered, so far: each names its file and says what to do."""
        aside = (self.store.backup_problem, self.store.history_problem)
        return (*self._problems.values(), *(problem for problem in aside if problem))

    @property
    def read_only(self) -> "StoreError | None":
        """Why nothing can be saved now, None where it can; looked up each time, since a disk may be made writable."""
        from planner.store.place import why_read_only

        return why_read_only(self.store.root)

    def note_problems(self, problems: "tuple[PlannerError, ...]") -> None:
        """Remember problems that a reader met, once each."""
        self._problems.update({str(problem): problem for problem in problems})

    @property
    def settings(self) -> Settings:
        """The user's settings; defaults where planner.toml is missing or cannot be read."""
        if self._settings is None:
            self._settings, problems = self.store.settings()
            self.note_problems(problems)
        return self._settings

    def set(self, **changes: object) -> None:
        """Change settings in planner.toml."""
        self._set(changes)

    def set_besides(self, **changes: object) -> None:
        """Change settings after what was asked for is saved: where that fails, it is among the problems, and no error.

        Which plan the calendar shows, say: an error would have a person make the plan a second time.
        """
        try:
            self._set(changes)
        except PlannerError as problem:
            fix = "The rest of what you did is saved; only this setting is not."
            self.note_problems((PlannerError(problem.what, problem.why, fix),))

    def set_health(self, health: "Health") -> None:
        """Change what is kept of the runner's health in planner.toml; undo takes it back."""
        self._set({"health": health}, undoable=True)

    def _set(self, changes: dict[str, object], *, undoable: bool = False) -> None:
        self.store.save_settings(changes, undoable=undoable)
        self._settings = None
        self._current = None
        self._worked_out.clear()

    def back_up_first(self, name: str) -> None:
        """Back the store up before something large; where that fails, it is among the problems, and no error."""
        try:
            self.store.back_up(name)
        except StoreError as problem:
            fix = "It went on without one: undo takes back what was done."
            self.note_problems((StoreError(problem.what, f"no backup could be made, since {problem.why}", fix),))

    def new_id(self) -> str:
        """Return a short random id."""
        return new_id(self.pick)

    def plans(self) -> tuple[Plan, ...]:
        """Return every plan that can be read, the nearest race first."""
        plans, problems = self.store.plans()
        self.note_problems(problems)
        self._plans.update({plan.id: as_made_last(plan) for plan in plans})
        listed = [self._plans[plan.id] for plan in plans]
        if self._stays is not None:
            listed.append(self._stays)
        return tuple(sorted(listed, key=lambda plan: (plan.race.day < self.today, plan.race.day, plan.id)))

    def plan(self) -> Plan | None:
        """Return the current plan: the one the settings name, else the one with the next race, else None."""
        if self._current is None:
            named = self.settings.plan
            try:
                if named and named in self.store.plan_ids():
                    self._current = self.plan_of(named).id
            except PlannerError as problem:
                self.note_problems((problem,))
            if self._current is None:
                listed = self.plans()
                self._current = listed[0].id if listed else ""
        return self.plan_of(self._current) if self._current else None

    def plan_of(self, plan_id: str | None) -> Plan:
        """Return the plan of that id, the current one without an id. Raises `NotFound`, `BadFile`."""
        if plan_id is None:
            current = self.plan()
            if current is None:
                raise NotFound("plan", "there is none yet", "Make one with `planner plan new`, or in `planner`.")
            return current
        if plan_id not in self._plans:
            plan, problems = self.store.plan_with_problems(plan_id)
            self.note_problems(problems)
            self._plans[plan_id] = as_made_last(plan)
        return self._plans[plan_id]

    @contextmanager
    def as_one(self) -> Iterator[None]:
        """Make what is done inside one action, all of it or nothing: see `Store.as_one`."""
        try:
            with self.store.as_one():
                yield
        except BaseException:
            self.refresh()
            raise

    def plan_changed(self, plan: Plan) -> None:
        """Take over a plan that was just saved."""
        self._plans[plan.id] = as_made_last(plan)
        self._schedules.pop(plan.id, None)

    def keep_changes(self, plan_id: str, *changes: Change, seen: frozenset[str] | None = None) -> Plan:
        """Add changes to a plan, together one thing to undo, and return the plan as it is then. Raises `StoreError`.

        With `seen`, the ids of the changes that these go by, nothing is added if the plan has others by now.
        """
        action = tuple(f"plan:{plan_id}:{one.id}" for one in changes)
        try:
            plan = self.store.add_changes(plan_id, *changes, action=action, seen=seen)
        except ChangedOutside:
            self.refresh()
            raise
        self.plan_changed(plan)
        return plan

    def beside(self) -> tuple[Plan, ...]:
        """Return the plans that are shown beside the current one; those that cannot be read are noted and left out."""
        current = self.plan()
        found: list[Plan] = []
        for plan_id in self.settings.beside:
            if current is None or plan_id != current.id:
                try:
                    found.append(self.plan_of(plan_id))
                except PlannerError as problem:
                    self.note_problems((problem,))
        return tuple(found)

    def schedule_of(self, plan: Plan) -> Schedule:
        """Return the plan as it stands, computed once."""
        if plan.id not in self._schedules:
            self._schedules[plan.id] = schedule(plan)
        return self._schedules[plan.id]

    def entries(self, first: date, last: date) -> tuple[Happening, ...]:
        """Return what stands of the log from `first` to `last`; only those months are read."""
        if (first, last) not in self._entries:
            found, problems = self.store.entries(first, last)
            self.note_problems(problems)
            self._unread.update(Path(problem.path).stem for problem in problems)
            self._entries[first, last] = standing_entries(found)
        return self._entries[first, last]

    def whole_log(self) -> tuple[Happening, ...]:
        """Return what stands of the whole log, what lies ahead too; months that did not change are read from a cache.

        Use it where years are looked at: what shows a month or a day reads that month with `entries`.
        """
        if (date.min, date.max) not in self._entries:
            found, problems = self.store.all_entries()
            self.note_problems(problems)
            self._entries[date.min, date.max] = standing_entries(found)
        return self._entries[date.min, date.max]

    def keep_entries(self, *entries: Entry, seen: frozenset[str] | None = None) -> None:
        """Add entries to the log, together one thing to undo; the log is read anew then.

        Raises `StoreError`, also where the log is not the one of the ids `seen`.
        """
        try:
            self.store.add_entries(
                *entries, action=tuple(f"log:{one.day:%Y-%m}:{one.id}" for one in entries), seen=seen
            )
        finally:
            self.log_changed()

    def log_changed(self) -> None:
        """Forget the log that was read, after an entry was added."""
        self._entries.clear()
        self._unread.clear()
        self._worked_out.clear()

    def days(self, first: date, last: date, plan_id: str | None = None) -> tuple[AgendaDay, ...]:
        """Return the days from `first` to `last` with what is planned and what happened."""
        plan = self.plan_of(plan_id) if plan_id else self.plan()
        standing = self.schedule_of(plan) if plan else None
        others = [(other, self.schedule_of(other)) for other in self.beside() if other is not plan]
        entries = self.entries(first, last)
        unread = self.is_unread if self._unread else None
        return agenda(plan, entries, first, last, self.today, standing=standing, beside=others, unread=unread)

    def is_unread(self, day: date) -> bool:
        """Tell whether the log of that day's month, of those asked for with `entries`, could not be read whole."""
        return f"{day:%Y-%m}" in self._unread or "log" in self._unread

    def gear(self) -> tuple[Gear, ...]:
        """Return shoes and orthotics, retired ones too."""
        if self._gear is None:
            self._gear, problems = self.store.gear()
            self.note_problems(problems)
        return self._gear

    def gear_changed(self) -> None:
        """Forget the gear that was read."""
        self._gear = None

    def gear_names(self) -> dict[str, str]:
        """Return the name of every shoe and orthotic by id."""
        return {item.id: item.name for item in self.gear()}

    def shoe(self, shoe_id: str) -> Shoe:
        """Return a shoe. Raises `NotFound` that lists the shoes there are."""
        found = next((item for item in self.gear() if isinstance(item, Shoe) and item.id == shoe_id), None)
        if found is None:
            known = ", ".join(item.id for item in self.gear() if isinstance(item, Shoe)) or "none yet"
            raise NotFound(
                f"shoe {shoe_id!r}", "there is no such shoe", f"Shoes: {known}. `planner shoe add` adds one."
            )
        return found

    def orthotic(self, orthotic_id: str) -> Orthotic:
        """Return an orthotic. Raises `NotFound` that lists the orthotics there are."""
        found = next((item for item in self.gear() if isinstance(item, Orthotic) and item.id == orthotic_id), None)
        if found is None:
            known = ", ".join(item.id for item in self.gear() if isinstance(item, Orthotic)) or "none yet"
            raise NotFound(
                f"orthotic {orthotic_id!r}",
                "there is no such orthotic",
                f"Orthotics: {known}. `planner orthotic add` adds one.",
            )
        return found

    def library(self) -> "Library":
        """Return the built-in library with the user's own exercises and routines."""
        if self._library is None:
            from planner.store.library import load_library

            self._library, problems = load_library(self.store.root)
            self.note_problems(problems)
        return self._library

    def library_changed(self) -> None:
        """Forget the library that was read."""
        self._library = None
        self._routine_names = None

    def routine(self, routine_id: str) -> "Routine":
        """Return a routine. Raises `NotFound` that says how to list them."""
        found = self.library().routines.get(routine_id)
        if found is None:
            raise NotFound(f"routine {routine_id!r}", "there is no such routine", "`planner routine list` shows them.")
        return found

    def exercises(self) -> "dict[str, Exercise]":
        """Return all exercises by id."""
        return self.library().exercises

    def routine_names(self) -> dict[str, str]:
        """Return the name of every routine by id, without reading their steps."""
        if self._library is not None:
            return {routine.id: routine.name for routine in self._library.routines.values()}
        if self._routine_names is None:
            from planner.store.routine_names import routine_names

            self._routine_names = routine_names(self.store.root)
        return self._routine_names

    def names(self) -> dict[str, str]:
        """Return the names of all routines, shoes and orthotics by id: what hung things are called."""
        return {SUGGESTED: "Suggested session"} | self.routine_names() | self.gear_names()
