"""The store: one folder of TOML files, read when asked and saved whole."""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from planner.codec.toml import BadFile
from planner.domain.change import Change
from planner.domain.errors import NotFound, StoreError
from planner.domain.log import Entry
from planner.domain.plan import Plan
from planner.domain.settings import Settings
from planner.store import log as log_files
from planner.store import plans
from planner.store import settings as settings_file
from planner.store.caches.recent import keep_start
from planner.store.disk.atomic import lock
from planner.store.disk.refusals import told
from planner.store.names import STATE
from planner.store.undo.remembering import Remembering

if TYPE_CHECKING:
    from planner.domain.exercise import Exercise
    from planner.domain.gear import Gear
    from planner.domain.routine import Routine
    from planner.domain.template import Template


class Store(Remembering):
    """The runner's files under one folder; a folder that does not exist is an empty store.

    Reading never writes and takes no lock. Every write is whole or not at all, keeps what other windows wrote, and
    ends in `StoreError` with nothing changed when it cannot be done. `environ` says where backups go.
    What `planner today` does not need is imported when it is used.
    """

    def __init__(self, root: Path, environ: Mapping[str, str] = os.environ) -> None:
        super().__init__(root)
        self.backup_problem: StoreError | None = None
        """Why the daily backup could not be made, if it was tried and could not."""
        self.check_there: Callable[[], None] = _no_check
        """Raises where the files that were there are gone: asked before every write."""
        self._environ = environ
        self._tended: date | None = None

    # Settings

    def settings(self) -> tuple[Settings, tuple[BadFile, ...]]:
        """Return the settings, with the default for each that is missing or wrong, and what is wrong."""
        return settings_file.read_settings(self.root)

    def save_settings(self, change: Mapping[str, object], *, undoable: bool = False) -> None:
        """Change the settings that `change` names; None takes one out. Raises `BadValue`, `BadFile`, `StoreError`."""
        with self._saving(undoable=undoable) as kept:
            settings_file.save_settings(self.root, change, save=kept)

    # Plans

    def plan_ids(self) -> tuple[str, ...]:
        """Return the ids of all plans, readable or not."""
        return plans.plan_ids(self.root)

    def plan(self, plan_id: str) -> Plan:
        """Return a plan. Raises `NotFound` or `BadFile`."""
        return plans.read_plan(self.root, plan_id)[0]

    def plan_with_problems(self, plan_id: str) -> tuple[Plan, tuple[BadFile, ...]]:
        """Return a plan, and those of its entries that could not be read. Raises `NotFound` or `BadFile`."""
        return plans.read_plan(self.root, plan_id)

    def plans(self) -> tuple[tuple[Plan, ...], tuple[BadFile, ...]]:
        """Return all plans that can be read, by id, and what is wrong with the others."""
        return plans.read_plans(self.root)

    def create_plan(self, plan: Plan) -> None:
        """Save a new plan; never replaces one. Raises `StoreError` if the id is taken."""
        with self.writing():
            plans.create_plan(self.root, plan)

    def add_changes(
        self, plan_id: str, *changes: Change, action: tuple[str, ...] = (), seen: frozenset[str] | None = None
    ) -> Plan:
        """Add changes to a plan and return it as it is then, other windows' changes included.

        `action` is put on top of the history, as `remember` does. With `seen`, the ids of the changes that these go by,
        raises `ChangedOutside` if the plan has others by now.
        """
        with self.writing():
            if seen is not None:
                plans.check_seen(self.root, plan_id, seen | {change.id for change in changes})
            plan = plans.add_changes(self.root, plan_id, changes)
            if action:
                self._remember(action)
            return plan

    def delete_plan(self, plan_id: str) -> str:
        """Move a plan to the trash and return the name it has there. Raises `NotFound`."""
        from planner.store.undo import trash

        with self.writing():
            if plan_id not in self.plan_ids():
                plans.read_plan(self.root, plan_id)
            return trash.throw_away(self.root, plans.plan_path(self.root, plan_id))

    def restore_plan(self, plan_id: str) -> None:
        """Bring back the plan of that id that was deleted last. Raises `NotFound`, and `StoreError` if one is there."""
        from planner.store.undo import trash

        name = trash.last_thrown(self.root, plans.FOLDER, plan_id)
        if name is None:
            raise NotFound(f"plan {plan_id!r}", "no plan of that name was deleted", "A backup may still hold it.")
        self.restore(name)

    def restore(self, trash_name: str) -> None:
        """Bring back a deleted file by the name that deleting it gave. Raises `NotFound` and `StoreError`."""
        from planner.store.undo import trash

        with self.writing():
            trash.bring_back(self.root, trash_name)

    # Templates

    def template_ids(self) -> tuple[str, ...]:
        """Return the ids of all templates, readable or not."""
        from planner.store import templates

        return templates.template_ids(self.root)

    def templates(self) -> "tuple[tuple[Template, ...], tuple[BadFile, ...]]":
        """Return all templates that can be read, by id, and what is wrong with the others."""
        from planner.store import templates

        return templates.read_templates(self.root)

    def template(self, template_id: str) -> "tuple[Template, tuple[BadFile, ...]]":
        """Return a template, and those of its entries that could not be read. Raises `NotFound` or `BadFile`."""
        from planner.store import templates

        return templates.read_template(self.root, template_id)

    def save_template(self, template: "Template") -> None:
        """Save a new template; never replaces one. Raises `StoreError` if the id is taken."""
        from planner.store import templates

        with self.writing():
            templates.save_template(self.root, template)

    def delete_template(self, template_id: str) -> str:
        """Move a template to the trash and return the name it has there. Raises `NotFound`."""
        from planner.store import templates

        with self.writing():
            return templates.delete_template(self.root, template_id)

    def restore_template(self, template_id: str) -> None:
        """Bring back the template of that id that was deleted last. Raises `NotFound`, `StoreError` if one is there."""
        from planner.store import templates
        from planner.store.undo import trash

        name = trash.last_thrown(self.root, templates.FOLDER, template_id)
        if name is None:
            why = "no template of that name was deleted"
            raise NotFound(templates.one_name(template_id), why, "A backup may still hold it.")
        self.restore(name)

    # The log

    def entries(self, first: date, last: date) -> tuple[tuple[Entry, ...], tuple[BadFile, ...]]:
        """Return the log from `first` to `last` in file order, and what could not be read; reads those months only."""
        return log_files.read_entries(self.root, first, last)

    def all_entries(self) -> tuple[tuple[Entry, ...], tuple[BadFile, ...]]:
        """Return the whole log in the order of its months, and what could not be read; fast the second time."""
        from planner.store.caches.log_cache import read_all

        return read_all(self.root)

    def add_entries(self, *entries: Entry, action: tuple[str, ...] = (), seen: frozenset[str] | None = None) -> None:
        """Add entries to the log, each to the month of its day; every month is saved once.

        `action` is put on top of the history, as `remember` does. With `seen`, the ids of the log that the entries go
        by, nothing is added where the log is another one by now: raises `StoreError`.
        """
        with self.writing():
            if seen is not None and {entry.id for entry in self.all_entries()[0]} != seen:
                raise StoreError("log", "it was changed meanwhile, so nothing was added", "Try again.")
            with self._remembered(action, entries, seen):
                log_files.add_entries(self.root, entries)

    def log_months(self) -> tuple[str, ...]:
        """Return the months that have a log, such as `2027-03`, in order."""
        return log_files.log_months(self.root)

    def months_where(self, holds: Callable[[bytes], bool]) -> tuple[str, ...]:
        """Return the months of the log whose file `holds` something, in order; nothing is parsed."""
        return log_files.months_where(self.root, holds)

    # Gear and routines

    def gear(self) -> "tuple[tuple[Gear, ...], tuple[BadFile, ...]]":
        """Return shoes and orthotics, by id, and what is wrong with the files that could not be read."""
        from planner.store import gear as gear_files

        return gear_files.read_gear(self.root)

    def gear_item(self, gear_id: str) -> "Gear":
        """Return a shoe or an orthotic. Raises `NotFound` or `BadFile`."""
        from planner.store import gear as gear_files

        return gear_files.read_item(self.root, gear_id)[0]

    def create_gear(self, item: "Gear", *, undoable: bool = True) -> None:
        """Save a new shoe or orthotic; never replaces one. Raises `StoreError` if the id is taken."""
        from planner.store import gear as gear_files

        with self._saving(undoable=undoable) as kept:
            gear_files.create_item(self.root, item, save=kept)

    def replace_gear(self, item: "Gear", *, was: "Gear | None" = None) -> None:
        """Save a changed shoe or orthotic; raises `ChangedOutside` if the file no longer says `was`. Undo knows it."""
        from planner.store import gear as gear_files

        with self._saving(undoable=True) as kept:
            gear_files.replace_item(self.root, item, was=was, save=kept)

    def delete_gear(self, gear_id: str) -> str:
        """Move a shoe or an orthotic to the trash and return the name it has there. Raises `NotFound`."""
        from planner.store import gear as gear_files
        from planner.store.undo import trash

        with self.writing():
            gear_files.read_item(self.root, gear_id)
            return trash.throw_away(self.root, self.root / gear_files.FOLDER / f"{gear_id}.toml")

    def restore_gear(self, gear_id: str) -> None:
        """Bring back the gear of that id that was deleted last. Raises `NotFound`, and `StoreError` if one is there."""
        from planner.store import gear as gear_files
        from planner.store.undo import trash

        name = trash.last_thrown(self.root, gear_files.FOLDER, gear_id)
        if name is None:
            raise NotFound(f"gear {gear_id!r}", "no gear of that name was deleted", "A backup may still hold it.")
        self.restore(name)

    def has_routine(self, routine_id: str) -> bool:
        """Tell whether the user has a routine file of that id, readable or not."""
        from planner.store.own_files import ROUTINES

        return ROUTINES.has(self.root, routine_id)

    def save_routine(self, routine: "Routine", *, was: "Routine | None" = None) -> None:
        """Save a routine of the user, new or changed; raises `ChangedOutside` if the file no longer says `was`."""
        from planner.store.own_files import ROUTINES

        with self.writing():
            ROUTINES.save(self.root, routine, was=was)

    def delete_routine(self, routine_id: str) -> str:
        """Move a routine of the user to the trash and return the name it has there. Raises `NotFound`."""
        from planner.store.own_files import ROUTINES

        with self.writing():
            return ROUTINES.delete(self.root, routine_id)

    def has_exercise(self, exercise_id: str) -> bool:
        """Tell whether the user has an exercise file of that id, readable or not."""
        from planner.store.own_files import EXERCISES

        return EXERCISES.has(self.root, exercise_id)

    def save_exercise(self, exercise: "Exercise", *, was: "Exercise | None" = None) -> None:
        """Save an exercise of the user, new or changed; raises `ChangedOutside` if the file no longer says `was`."""
        from planner.store.own_files import EXERCISES

        with self.writing():
            EXERCISES.save(self.root, exercise, was=was)

    def delete_exercise(self, exercise_id: str) -> str:
        """Move an exercise of the user to the trash and return the name it has there. Raises `NotFound`."""
        from planner.store.own_files import EXERCISES

        with self.writing():
            return EXERCISES.delete(self.root, exercise_id)

    # What belongs to this machine

    def playing(self) -> bytes | None:
        """Return what was last saved of the session being played, or None."""
        from planner.store import session

        return session.read_playing(self.root)

    def save_playing(self, data: bytes) -> None:
        """Save the session being played; it is on the disk when this returns."""
        from planner.store import session

        self.check_there()
        with told(self.root):
            session.save_playing(self.root, data)

    def end_playing(self) -> None:
        """Remove the session being played, once its log entry is saved."""
        from planner.store import session

        with told(self.root):
            session.end_playing(self.root)

    def keep_start(self) -> None:
        """Keep what was read so far for the next start, which need not parse it then; a failure is passed over."""
        keep_start(self.root)

    # Care

    @property
    def backups(self) -> Path:
        """The folder of this store's backups, which is outside of it; it need not exist yet."""
        from planner.store.care.backup import backups_of

        with told(self.root):
            return backups_of(self.root, self._environ)

    def back_up(self, name: str) -> Path | None:
        """Copy the store beside its daily backups, before something large; None if it holds no file."""
        from planner.store.care.backup import back_up

        with self.writing():
            return back_up(self.root, self.backups, name)

    def check(self) -> tuple[BadFile, ...]:
        """Return everything that is wrong with the files of the store."""
        from planner.store.care.check import check_store

        return check_store(self.root, self.backups)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the lock for what is read and saved inside, and turn what the system refuses into `StoreError`."""
        self.check_there()
        with told(self.root), lock(self.root):
            if (self.root / STATE / "restoring").exists():
                from planner.store.care.restore import finish

                finish(self.root)
            today = date.today()  # noqa: DTZ011 - the day where the runner is
            if self._tended != today:
                self._tend(today)
            from planner.store.care.before_migrating import backing_up

            token = backing_up.set(self._back_up_for)
            try:
                yield
            finally:
                backing_up.reset(token)

    def _back_up_for(self, name: str, path: Path) -> None:
        """Back the store up under `name`, unless such a backup holds the file at `path` as it is."""
        from planner.store.care.backup import back_up_for

        back_up_for(self.root, self.backups, name, path)

    def _tend(self, today: date) -> None:
        """Do what is due before the first write of a day."""
        from planner.store.care.backup import back_up_daily
        from planner.store.outside.repository import ignore_own

        ignore_own(self.root)
        try:
            with told(self.root):
                back_up_daily(self.root, self._environ, today)
        except StoreError as problem:
            self.backup_problem = problem
        self._tended = today


def _no_check() -> None:
    """Ask nothing: whoever shows a store for long gives another check."""
