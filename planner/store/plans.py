"""Plan files: made once, then only added to."""

from datetime import timedelta
from functools import partial
from pathlib import Path

import msgspec

from planner.codec.toml import BadFile, short
from planner.domain.change import Change, moment_of
from planner.domain.errors import NotFound, StoreError
from planner.domain.ids import check_slug, is_slug
from planner.domain.plan import SCHEMA, Plan
from planner.store.caches.recent import keep, known
from planner.store.disk.atomic import ChangedOutside, save
from planner.store.names import SUFFIX
from planner.store.reading import decode_kindly, fetch, slugs_in

FOLDER = "plans"


def plan_path(root: Path, plan_id: str) -> Path:
    """Return where a plan stands. Raises `NotFound` for an id that cannot name one."""
    if not is_slug(plan_id):
        raise _no_such(root, plan_id)
    return root / FOLDER / f"{plan_id}{SUFFIX}"


def plan_ids(root: Path) -> tuple[str, ...]:
    """Return the ids of all plans, in order, readable or not."""
    return slugs_in(root / FOLDER)


def read_plan(root: Path, plan_id: str) -> tuple[Plan, tuple[BadFile, ...]]:
    """Return a plan, and what in its file could not be read. Raises `NotFound` or `BadFile`."""
    path = plan_path(root, plan_id)
    data = fetch(path)
    if data is None:
        raise _no_such(root, plan_id)
    return _read(path, data)


def read_plans(root: Path) -> tuple[tuple[Plan, ...], tuple[BadFile, ...]]:
    """Return all plans that can be read, by id, and what is wrong with the others."""
    plans: list[Plan] = []
    problems: list[BadFile] = []
    try:
        listed = plan_ids(root)
    except BadFile as problem:
        return (), (problem,)
    for plan_id in listed:
        try:
            plan, left_out = read_plan(root, plan_id)
        except BadFile as problem:
            problems.append(problem)
        except NotFound:
            continue  # deleted since the folder was listed
        else:
            plans.append(plan)
            problems += left_out
    return tuple(plans), tuple(problems)


def create_plan(root: Path, plan: Plan) -> None:
    """Save a new plan. Raises `StoreError` if there is one of that id; call it under the lock."""
    from planner.codec.layout import written

    path = root / FOLDER / f"{check_slug(plan.id, 'plan')}{SUFFIX}"
    data = written(plan, schema=SCHEMA)
    if written(_read(path, data)[0], schema=SCHEMA) != data:
        raise StoreError(one_name(plan.id), "the plan does not read back the same", "Please report this.")
    try:
        save(path, data, was=None)
    except ChangedOutside:
        raise StoreError(one_name(plan.id), "there is a plan of that name", "Choose another name.") from None


def add_changes(root: Path, plan_id: str, changes: tuple[Change, ...]) -> Plan:
    """Add changes at the end of a plan file and return the plan. Call it under the lock.

    A change is never older than those before it, even if the clock went back: changes count in the order of time.
    """
    from planner.store.append import add

    path = plan_path(root, plan_id)
    if not changes:
        return read_plan(root, plan_id)[0]
    data = fetch(path)
    if data is None:
        raise _no_such(root, plan_id)
    later = _in_order(_read(path, data)[0].changes, changes)
    return add(path, "change", later, empty=None, read=partial(_read, path), field="changes", schema=SCHEMA)


def check_seen(root: Path, plan_id: str, seen: frozenset[str]) -> None:
    """Raise `ChangedOutside` if a plan has changes that are not among those that were seen. Call it under the lock."""
    if any(change.id not in seen for change in read_plan(root, plan_id)[0].changes):
        raise ChangedOutside(
            f"plan {short(plan_id)}", "it was changed meanwhile", "Nothing was written; look at it again."
        )


def _in_order(earlier: tuple[Change, ...], changes: tuple[Change, ...]) -> tuple[Change, ...]:
    """Return `changes`, those that would be older than what is there given the moment after it."""
    if not earlier:
        return changes
    there = {change.id for change in earlier}
    latest = max(moment_of(change) for change in earlier)
    made: list[Change] = []
    for change in changes:
        if change.id not in there and moment_of(change) < latest:
            at = (latest + timedelta(microseconds=1)).astimezone(change.at.tzinfo)
            change = msgspec.structs.replace(change, at=at)
        made.append(change)
        latest = max(latest, moment_of(change))
    return tuple(made)


def one_name(plan_id: str) -> str:
    """Return how messages name a plan."""
    return f"plan {short(plan_id)}"


def _read(path: Path, data: bytes) -> tuple[Plan, tuple[BadFile, ...]]:
    value = known(path, data, Plan)
    if value is not None:
        return value, ()
    value, problems = decode_kindly(data, Plan, path, schema=SCHEMA, own_id=path.stem)
    if not problems:
        keep(path, data, value)
    return value, problems


def _no_such(root: Path, plan_id: str) -> NotFound:
    known = ", ".join(plan_ids(root))
    fix = f"Plans: {known}." if known else "Make one with `planner plan new`."
    return NotFound(one_name(plan_id), "there is no such plan", fix)
