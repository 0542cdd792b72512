"""Gear files: a shoe or an orthotic each."""

from pathlib import Path

from planner.codec.layout import written
from planner.codec.toml import BadFile, encode, parse, short, tables_of
from planner.domain.errors import NotFound, StoreError
from planner.domain.gear import SCHEMA, Gear, Orthotic, Pairing, Sheet, Shoe
from planner.domain.ids import check_slug, is_slug
from planner.store.caches.file_cache import FileCache, stamp_of
from planner.store.disk.atomic import ChangedOutside, Save
from planner.store.names import SUFFIX
from planner.store.reading import check_damage, decode_kindly, fetch, slugs_in, up_to_date

FOLDER = "gear"
_KINDS: dict[object, type[Shoe] | type[Orthotic]] = {"shoe": Shoe, "orthotic": Orthotic}


def gear_ids(root: Path) -> tuple[str, ...]:
    """Return the ids of all gear, in order, readable or not."""
    return slugs_in(root / FOLDER)


def read_item(root: Path, gear_id: str) -> tuple[Gear, tuple[BadFile, ...]]:
    """Return a shoe or an orthotic, and what in its file could not be read. Raises `NotFound` or `BadFile`."""
    path = root / FOLDER / f"{gear_id}{SUFFIX}"
    data = fetch(path) if is_slug(gear_id) else None
    if data is None:
        raise _no_such(gear_id)
    return read_bytes(path, data)


def read_gear(root: Path) -> tuple[tuple[Gear, ...], tuple[BadFile, ...]]:
    """Return all gear that can be read, by id, and what is wrong with the rest.

    Pairs pile up over the years, retired ones too: those whose file did not change are taken from a cache in `.state`.
    """
    items: list[Gear] = []
    problems: list[BadFile] = []
    try:
        listed = gear_ids(root)
    except BadFile as problem:
        return (), (problem,)
    if not listed:
        return (), ()
    cache: FileCache[Gear] = FileCache(root, FOLDER, Gear, (Shoe, Orthotic, Pairing, Sheet))
    folder = str(root / FOLDER)
    for gear_id in listed:
        stamp = stamp_of(f"{folder}/{gear_id}{SUFFIX}")
        known = cache.get(gear_id, stamp)
        if known is not None:
            items.append(known)
            continue
        try:
            item, left_out = read_item(root, gear_id)
        except BadFile as problem:
            problems.append(problem)
        except NotFound:
            continue  # deleted since the folder was listed
        else:
            items.append(item)
            problems += left_out
            if not left_out:
                cache.keep(gear_id, stamp, item)
    cache.save()
    return tuple(items), tuple(problems)


def create_item(root: Path, item: Gear, *, save: Save) -> str:
    """Save a new shoe or orthotic by `save`, and return what that does.

    Raises `StoreError` if there is one of that id; call it under the lock.
    """
    path = root / FOLDER / f"{check_slug(item.id, 'id')}{SUFFIX}"
    data = written(item, schema=SCHEMA)
    _check(path, data, item)
    try:
        return save(path, data, was=None)
    except ChangedOutside:
        raise StoreError(f"gear {short(item.id)}", "there is gear of that name", "Choose another name.") from None


def replace_item(root: Path, item: Gear, *, was: Gear | None = None, save: Save) -> str:
    """Save a changed shoe or orthotic by `save`, and return what that does; comments and unknown keys stay.

    With `was`, what the change was made to, raises `ChangedOutside` if the file says something else by now. A file
    that cannot be read completely is left alone: `BadFile`. Call it under the lock.
    """
    path = root / FOLDER / f"{item.id}{SUFFIX}"
    old = fetch(path) if is_slug(item.id) else None
    if old is None:
        raise _no_such(item.id)
    before, problems = read_bytes(path, old)
    if problems:
        raise problems[0]
    if was is not None and before != was:
        raise ChangedOutside.of(path)
    from planner.store.rewrite import rewritten

    tables = [{"schema": SCHEMA} | tables_of(one) for one in (before, item)]
    data = rewritten(up_to_date(path, old, SCHEMA), tables[0], tables[1], path)
    _check(path, data, item)
    return save(path, data, was=old)


def item_of(path: Path, data: bytes) -> Gear:
    """Return the shoe or orthotic that the bytes of a file at `path` say. Raises `BadFile`."""
    return read_bytes(path, data)[0]


def read_bytes(path: Path, data: bytes) -> tuple[Gear, tuple[BadFile, ...]]:
    """Return the shoe or orthotic that the bytes of a file at `path` say, and what was left out. Raises `BadFile`."""
    check_damage(path, data)
    said = parse(data, str(path)).get("kind")
    kind = _KINDS.get(said) if isinstance(said, str) else None
    if kind is None:
        found = repr(said)[:60] if said is not None else "missing"
        raise BadFile(str(path), "", key="kind", value=found, expected="shoe or orthotic")
    return decode_kindly(data, kind, path, schema=SCHEMA, own_id=path.stem)


def _check(path: Path, data: bytes, item: Gear) -> None:
    if encode(read_bytes(path, data)[0]) != encode(item):
        raise StoreError(f"gear {short(item.id)}", "it does not read back the same", "Please report this.")


def _no_such(gear_id: str) -> NotFound:
    return NotFound(f"gear {short(gear_id)}", "there is no such shoe or orthotic", "`planner shoe list` shows them.")
