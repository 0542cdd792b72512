"""What the user did, action by action, so that undo and redo work after a restart too.

An action is one or more refs, such as `plan:spring:ab12cd`, `log:2027-03:ef34gh` or
`file:gear/blue.toml:0123456789abcdef`: words without blanks, which the callers give a meaning.

The file is a line for each thing done, undone or redone, and is only added to, without waiting for the disk: the
action itself is in the plan or the log. A power cut can take the last lines, or leave half of one; that is passed over.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from planner.codec.toml import BadFile, parse
from planner.store.disk.atomic import add_line, read, save
from planner.store.names import STATE
from planner.store.reading import fetch

FILE = "history"
_FIRST_FILE = "history.toml"
"""What the history was called in the program's first hours: the actions in lists. It counts while there is no other."""
MOST_ACTIONS = 300
_MOST_LINES = 4 * MOST_ACTIONS
"""With so many lines, the file is written anew with what still counts."""
_HEAD = b"planner history 1\n"
_DO, _ALSO, _UNDO, _REDO, _NOT = "do", "also", "undo", "redo", "not"
Refs = tuple[str, ...]


class History(msgspec.Struct, frozen=True, kw_only=True):
    """Actions done and actions undone, the latest last; each is its refs with a blank between them."""

    done: tuple[str, ...] = ()
    undone: tuple[str, ...] = ()


def read_history(root: Path) -> tuple[History, BadFile | None]:
    """Return the history, and what is wrong with its file; a damaged or unreadable one counts as empty."""
    path = root / STATE / FILE
    try:
        data = fetch(path)
    except BadFile as problem:
        return History(), problem
    if data and not data.startswith(_HEAD):
        damaged = BadFile(str(path), "this is no history of planner's")
        damaged.fix = "Remove it; only undo of earlier actions is lost."
        return History(), damaged
    return _replayed(_lines(_or_first(root, data))), None


def remember(root: Path, refs: Refs) -> None:
    """Put an action on top; what was undone before cannot be redone any more. Call it under the lock."""
    _add(root, _to_change(root), _DO, _action(refs))


def remember_also(root: Path, refs: Refs, *, first: str) -> str:
    """Add refs to the last action, if that begins with the ref `first`; else they are an action of their own.

    Return the ref that their action begins with. Call it under the lock.
    """
    was, action = _to_change(root), _action(refs)
    done = _replayed(_lines(_or_first(root, was))).done
    is_last = bool(done) and done[-1].split()[0] == first
    _add(root, was, _ALSO if is_last else _DO, action)
    return first if is_last else refs[0]


def _action(refs: Refs) -> str:
    if not refs or any(not ref or ref.split() != [ref] for ref in refs):
        raise ValueError(f"an action is refs without blanks, got {refs!r}")
    return " ".join(refs)


def forget(root: Path, *, first: str) -> None:
    """Take the last action off again, if it begins with the ref `first`: nothing came of it. Call it under the lock."""
    was = _to_change(root)
    done = _replayed(_lines(was)).done
    if done and done[-1].split()[0] == first:
        _add(root, was, _NOT, done[-1])


def last_done(root: Path, plan: str | None = None) -> Refs | None:
    """Return the refs of the last action that can be undone (that is about `plan`), or None."""
    return _last(read_history(root)[0].done, plan)


def last_undone(root: Path, plan: str | None = None) -> Refs | None:
    """Return the refs of the last action that can be redone (that is about `plan`), or None."""
    return _last(read_history(root)[0].undone, plan)


def mark_undone(root: Path, refs: Refs | None = None) -> None:
    """Move an action, the last one if it is not named, from done to undone. Call it under the lock."""
    was = _to_change(root)
    action = _without(_replayed(_lines(_or_first(root, was))).done, refs)[1]
    if action:
        _add(root, was, _UNDO, action)


def mark_redone(root: Path, refs: Refs | None = None) -> None:
    """Move an action, the last one if it is not named, from undone to done. Call it under the lock."""
    was = _to_change(root)
    action = _without(_replayed(_lines(_or_first(root, was))).undone, refs)[1]
    if action:
        _add(root, was, _REDO, action)


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


def _lines(data: bytes | None) -> Iterator[str]:
    """Yield the whole lines after the first; none of a file that is no history."""
    if data and data.startswith(_HEAD):
        yield from data[: data.rfind(b"\n")].decode("utf-8", "replace").split("\n")[1:]


def _or_first(root: Path, data: bytes | None) -> bytes | None:
    """Return the history as it is, or, without one, what the file of the first version says in the same form."""
    if data is not None:
        return data
    path = root / STATE / _FIRST_FILE
    try:
        first = parse(fetch(path) or b"", str(path))
    except BadFile:
        return None
    done, undone = ([one for one in _rows(first.get(key)) if isinstance(one, str)] for key in ("done", "undone"))
    lines = [f"{_DO} {one}" for one in (*done, *undone)] + [f"{_UNDO} {one}" for one in undone]
    return _HEAD + "".join(f"{one}\n" for one in lines).encode()


def _rows(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _replayed(lines: Iterable[str]) -> History:
    done: tuple[str, ...] = ()
    undone: tuple[str, ...] = ()
    fresh: list[str] = []  # done, and not in `done` yet: most lines only add here
    more: list[str] = []  # what goes on with the last of those
    for line in lines:
        verb, _, action = line.partition(" ")
        if not action or not action.isprintable() or "\ufffd" in action:
            continue
        if verb == _ALSO:
            more.append(action)
            continue
        if more:
            done, fresh, more = _with_more((*done, *fresh), more), [], []
        if verb == _DO:
            fresh.append(action)
            undone = ()
            continue
        done, fresh = (*done, *fresh)[-MOST_ACTIONS:], []
        if verb == _NOT and action in done:
            done = _without(done, (action,))[0]
        elif verb == _UNDO and action in done:
            done, undone = _without(done, (action,))[0], (*undone, action)
        elif verb == _REDO and action in undone:
            done, undone = (*done, action), _without(undone, (action,))[0]
    return History(done=_with_more((*done, *fresh), more), undone=undone)


def _with_more(done: Refs, more: list[str]) -> Refs:
    """Return the latest actions; the last goes on with `more`."""
    latest = done[-MOST_ACTIONS:]
    return (*latest[:-1], " ".join((*latest[-1:], *more))) if more else latest


def _to_change(root: Path) -> bytes | None:
    """Return the bytes of the history; one that cannot be read just now is no reason to begin a new one."""
    return read(root / STATE / FILE)


def _add(root: Path, was: bytes | None, verb: str, action: str) -> None:
    path = root / STATE / FILE
    line = f"{verb} {action}\n"
    if was and was.startswith(_HEAD) and was.endswith(b"\n") and was.count(b"\n") <= _MOST_LINES:
        add_line(path, line.encode())
        return
    # There is none yet, it is damaged or ends in half a line, or it has grown long.
    history = _replayed((*_lines(_or_first(root, was)), line[:-1]))
    lines = [(_DO, one) for one in (*history.done, *history.undone)] + [(_UNDO, one) for one in history.undone]
    data = _HEAD + "".join(f"{verb} {one}\n" for verb, one in lines).encode()
    save(path, data, was=was, sync_name=False)
