"""Undo and redo of what changed a file: a shoe, an orthotic, the health settings, a merge of two versions."""

from planner.actions.desk import Desk
from planner.codec.toml import BadFile, parse
from planner.domain.days import show_day
from planner.domain.errors import BadValue
from planner.domain.gear import Gear, Orthotic, Shoe
from planner.domain.text import one_line
from planner.store import settings
from planner.store.gear import FOLDER, item_of
from planner.store.names import name_in_store
from planner.store.undo.versions import KIND, Version

_HEALTHY = ("schema", "health")
"""What answering for one's health changes in the settings."""


def check_turn(desk: Desk, refs: tuple[str, ...], *, back: bool) -> None:
    """Raise where the files of an action cannot be turned, before any of it is: all of it is, or nothing.

    `ChangedOutside` names a file that is not as the action left it; `BadValue` a new pair that something was logged in.
    """
    desk.store.check_turn(refs, back=back)
    for ref in refs if back else ():
        if not ref.startswith(f"{KIND}:"):
            continue
        version = desk.store.file_version(ref)
        item = _gear_of(version, version.after)
        if version.before is None and item is not None and version.path.exists():
            _check_unused(desk, item, refs)


def _check_unused(desk: Desk, item: Gear, refs: tuple[str, ...]) -> None:
    from planner.actions.shoes import named_by

    # What hung it on runs is of the same action, and goes first.
    found = named_by(desk, item.id, plans=not any(ref.startswith("plan:") for ref in refs))
    if found:
        kind = "shoe" if isinstance(item, Shoe) else "orthotic"
        raise BadValue(
            f"{kind} {item.id!r}",
            f"{', '.join(found)} name{'s' * (len(found) == 1 and found[0].startswith('1 '))} it, so it stays",
            f"Retire it: `planner {kind} retire {item.id}`.",
        )


def turn(desk: Desk, ref: str, *, back: bool) -> str:
    """Undo (`back`) or redo what an action made of a file, and return in words what that was.

    Raises `ChangedOutside` where the file holds something else by now: nothing is overwritten. Raises `NotFound` too.
    """
    try:
        version = desk.store.turn_file(ref, back=back)
    finally:
        desk.refresh()
    return _words(desk, version)


def _words(desk: Desk, version: Version) -> str:
    if version.path.name == settings.FILE:
        return _settings_words(desk, version)
    if version.path.parent.name != FOLDER:
        return f"changed {name_in_store(version.path)}"
    before, after = (_gear_of(version, data) for data in (version.before, version.after))
    if after is None:
        return f"changed {version.path.stem}"
    name = one_line(after.name)
    match before, after:
        case None, _:
            return f"added {name}"
        case (Shoe(retired=None), Shoe(retired=day)) | (Orthotic(retired=None), Orthotic(retired=day)) if day:
            return f"retired {name} on {show_day(day, year=True)}"
        case Shoe(), Shoe() if (before.retired or before.spare) and not (after.retired or after.spare):
            return f"took {name} into use"
        case Orthotic(), Orthotic() if before.pairings != after.pairings:
            return f"changed which pair {name} stands in"
        case Orthotic(), Orthotic() if _break_in(before) != _break_in(after):
            return f"changed the break-in of {name}"
        case _:
            return f"changed {name}"


def _break_in(item: Orthotic) -> tuple[object, ...]:
    return item.started, item.schedule, item.sheet


def _settings_words(desk: Desk, version: Version) -> str:
    rest = [
        {key: value for key, value in _tables(version, data).items() if key not in _HEALTHY}
        for data in (version.before, version.after)
    ]
    if rest[0] != rest[1]:
        return f"changed {settings.FILE}"
    if desk.settings.private:
        return "changed health settings"
    was, now = (_health(version, data) for data in (version.before, version.after))
    changed = {key for key in {**was, **now} if was.get(key) != now.get(key)}
    return "changed who your practitioner is" if changed == {"practitioner"} else "answered the list of conditions"


def _health(version: Version, data: bytes | None) -> dict[str, object]:
    found = _tables(version, data).get("health")
    return found if isinstance(found, dict) else {}


def _tables(version: Version, data: bytes | None) -> dict[str, object]:
    try:
        return parse(data or b"", str(version.path))
    except BadFile:
        return {}


def _gear_of(version: Version, data: bytes | None) -> Gear | None:
    if data is None or version.path.name == settings.FILE:
        return None
    try:
        return item_of(version.path, data)
    except BadFile:
        return None
