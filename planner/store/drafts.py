"""What was typed and not confirmed when the program ended: kept on this machine until it is taken up or dropped.

A file each in `.state/drafts`, for the user alone. They are offered where they were typed, and never applied by
themselves.
"""

import os
import sys
from datetime import datetime, timedelta
from pathlib import Path

import msgspec

from planner.domain.errors import StoreError
from planner.store.disk.atomic import read, replace_loosely, save
from planner.store.disk.holder import is_gone
from planner.store.names import STATE

FOLDER = "drafts"
KEPT_DAYS = 30
"""Older ones are removed."""
MOST = 20
"""More are not kept: the oldest go."""
_SUFFIX = ".json"


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """What was typed. `kind`: where, as the program calls it; `title`: as the user knows it; `values` by field."""

    kind: str
    title: str
    at: datetime
    values: dict[str, str]
    process: int = 0
    """The id of the process in which it is being typed on; 0 when that has ended."""
    name: str = ""


def keep_draft(root: Path, draft: Draft, *, name: str = "", loosely: bool = False) -> str:
    """Save a draft and return its name; it is on the disk then. Raises `StoreError`. Each has its file: no lock.

    `name`: that of the one it replaces. `loosely` does not wait for the disk: while one types.
    """
    name = name or f"{draft.at:%Y%m%d-%H%M%S}-{os.urandom(4).hex()}"
    path = _folder(root) / f"{name}{_SUFFIX}"
    data = msgspec.json.encode(draft)
    if loosely:
        replace_loosely(path, data)
        return name
    save(path, data, was=read(path))
    everything = drafts(root)
    for old in everything:
        if old.at < draft.at - timedelta(days=KEPT_DAYS):
            drop_draft(root, old.name)
    others = [old.name for old in everything if old.name != name]  # by a clock that was set back this one may be last
    for old_name in others[MOST - 1 :]:
        drop_draft(root, old_name)
    return name


def drafts(root: Path, kind: str = "") -> tuple[Draft, ...]:
    """Return the drafts, of one kind or all, the newest first; those that cannot be read are passed over.

    So are those that are typed on in another window.
    """
    found = []
    try:
        names = sorted(os.listdir(_folder(root)), reverse=True)  # noqa: PTH208 - as the rest of the store does
    except OSError:
        return ()
    for file in names:
        draft = _read(root, file) if file.endswith(_SUFFIX) and not file.startswith(".") else None
        if draft is not None and kind in ("", draft.kind) and not _is_typed_on(draft.process):
            found.append(draft)
    return tuple(found)


def _is_typed_on(process: int) -> bool:
    """Tell whether another process may be at work on it; on Windows nobody is, since that cannot be asked."""
    return process > 0 and process != os.getpid() and sys.platform != "win32" and not is_gone(process)


def _read(root: Path, file: str) -> Draft | None:
    try:
        draft = msgspec.json.decode(read(_folder(root) / file) or b"", type=Draft)
    except (StoreError, msgspec.DecodeError, ValueError, RecursionError):
        return None
    return msgspec.structs.replace(draft, name=file.removesuffix(_SUFFIX)) if draft.at.tzinfo else None


def drop_draft(root: Path, name: str) -> None:
    """Remove a draft; one that is gone already, or cannot be removed, is no harm."""
    try:
        os.unlink(_folder(root) / f"{name}{_SUFFIX}")  # noqa: PTH108 - so that the fault tests see it
    except OSError:
        return


def _folder(root: Path) -> Path:
    return root / STATE / FOLDER
