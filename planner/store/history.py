"""What the user did, action by action, so that undo and redo work after a restart too.

An action is one or more refs, such as `plan:spring:ab12cd`, `log:2027-03:ef34gh` or
`file:plans/spring.toml:trash-name`: words without blanks, which the callers give a meaning.
"""

from pathlib import Path

import msgspec

from planner.store.atomic import STATE, read, save
from planner.store.codec import BadFile, decode, encode
from planner.store.reading import fetch

FILE = "history.toml"
SCHEMA = 1
MOST_ACTIONS = 300
Refs = tuple[str, ...]


class History(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Actions done and actions undone, the latest last; each is its refs with a blank between them."""

    schema: int = SCHEMA
    done: tuple[str, ...] = ()
    undone: tuple[str, ...] = ()


def read_history(root: Path) -> tuple[History, BadFile | None]:
    """Return the history, and what is wrong with its file; a damaged or unreadable one counts as empty."""
    path = root / STATE / FILE
    try:
        return _decoded(fetch(path), path)
    except BadFile as problem:
        return History(), problem


def _decoded(data: bytes | None, path: Path) -> tuple[History, BadFile | None]:
    try:
        return (decode(data, History, str(path), schema=SCHEMA) if data else History()), None
    except BadFile as problem:
        return History(), problem


def remember(root: Path, refs: Refs) -> None:
    """Put an action on top; what was undone before cannot be redone any more. Call it under the lock."""
    if not refs or any(not ref or ref.split() != [ref] for ref in refs):
        raise ValueError(f"an action is refs without blanks, got {refs!r}")
    history, was = _to_change(root)
    _save(root, History(done=(*history.done, " ".join(refs))[-MOST_ACTIONS:]), was)


def last_done(root: Path, plan: str | None = None) -> Refs | None:
    """Return the refs of the last action that can be undone (that is about `plan`), or None."""
    return _last(read_history(root)[0].done, plan)


def last_undone(root: Path, plan: str | None = None) -> Refs | None:
    """Return the refs of the last action that can be redone (that is about `plan`), or None."""
    return _last(read_history(root)[0].undone, plan)


def mark_undone(root: Path, refs: Refs | None = None) -> None:
    """Move an action, the last one if it is not named, from done to undone. Call it under the lock."""
    history, was = _to_change(root)
    done, action = _without(history.done, refs)
    if action:
        _save(root, History(done=done, undone=(*history.undone, action)), was)


def mark_redone(root: Path, refs: Refs | None = None) -> None:
    """Move an action, the last one if it is not named, from undone to done. Call it under the lock."""
    history, was = _to_change(root)
    undone, action = _without(history.undone, refs)
    if action:
        _save(root, History(done=(*history.done, action), undone=undone), was)


def _last(actions: tuple[str, ...], plan: str | None) -> Refs | None:
    found = (tuple(action.split()) for action in reversed(actions))
    return next((refs for refs in found if plan is None or any(_is_about(ref, plan) for ref in refs)), None)


def _is_about(ref: str, plan: str) -> bool:
    kind, _, rest = ref.partition(":")
    return kind != "log" and (rest.split(":")[0] == plan or rest.startswith(f"plans/{plan}.toml:"))


def _without(actions: tuple[str, ...], refs: Refs | None) -> tuple[tuple[str, ...], str]:
    """Return the actions without the last one that is `refs`, and that one; empty if there is none."""
    wanted = actions[-1] if refs is None and actions else " ".join(refs or ())
    for number in range(len(actions) - 1, -1, -1):
        if actions[number] == wanted:
            return (*actions[:number], *actions[number + 1 :]), wanted
    return actions, ""


def _to_change(root: Path) -> tuple[History, bytes | None]:
    """Return the history and its bytes; one that cannot be read just now is no reason to begin a new one."""
    path = root / STATE / FILE
    data = read(path)
    return _decoded(data, path)[0], data


def _save(root: Path, history: History, was: bytes | None) -> None:
    # The name need not be synced: after a power cut an older history is whole too, and nothing of the user's is in it.
    save(root / STATE / FILE, encode(history, schema=SCHEMA).encode(), was=was, sync_name=False)
