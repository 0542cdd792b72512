"""What `planner doctor` looks for: everything in the store that is not as it should be. Changes nothing."""

from collections.abc import Iterator
from pathlib import Path

from planner.codec.toml import BadFile
from planner.store import gear, plans, settings, templates
from planner.store.care.checks.backups import check_backups, say_backup
from planner.store.care.checks.gear import check_orthotics, check_shoes
from planner.store.care.checks.log import check_log
from planner.store.care.checks.machine import check_state
from planner.store.care.checks.plans import check_ids, check_plan, check_template
from planner.store.care.checks.surroundings import check_surroundings
from planner.store.care.checks.told import first_of, problem
from planner.store.reading import Damaged


def check_store(root: Path, backups: Path | None = None) -> tuple[BadFile, ...]:
    """Return everything that is wrong with the files of a store; one that does not exist is fine.

    With `backups`, the folder of its backups, what these hold and the store lost is wrong too.
    """
    try:
        lost = () if backups is None else tuple(check_backups(root, backups))
        if not root.exists():
            return lost
        if not root.is_dir():
            why = "a file stands where the store's folder should be"
            return (problem(root, why, "Name a folder with --store DIR."),)
        found = (*check_surroundings(root), *_contents(root), *lost)
        for one in found:
            if backups is not None and isinstance(one, Damaged):
                say_backup(root, backups, one)
        return tuple({str(one): one for one in found}.values())  # a link is told by its reader too
    except OSError as error:
        where = Path(str(error.filename or root))
        return (problem(where, error.strerror or "it cannot be read", "Check the permissions."),)


def _contents(root: Path) -> Iterator[BadFile]:
    from planner.store.library import load_library

    yield from settings.read_settings(root)[1]
    library, bad_library = load_library(root)
    yield from bad_library
    items, bad_gear = gear.read_gear(root)
    yield from bad_gear
    found, bad_plans = plans.read_plans(root)
    yield from bad_plans
    kept, bad_templates = templates.read_templates(root)
    yield from bad_templates
    yield from check_ids(root)
    for plan in found:
        yield from first_of(check_plan(root, plan, frozenset(library.routines), items))
    for template in kept:
        yield from first_of(check_template(root, template, frozenset(library.routines), items))
    yield from first_of(check_orthotics(root, items))
    yield from first_of(check_shoes(root, items))
    yield from check_log(root, items)
    yield from check_state(root)
