"""What a file held before and after an action, kept on this machine so that undo and redo give the same bytes back.

Both texts are kept first, then the file is saved, then the history names the action: killed in between, there is a
text too many, which the next action removes, or a file that nothing takes back, and each file is whole.
Turning a file that is turned already does nothing, so that a turn that was cut off can be repeated.
"""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

import msgspec

from planner.codec.toml import NewerFile, parse
from planner.domain.errors import NotFound, StoreError
from planner.domain.text import one_line
from planner.store import settings
from planner.store.disk.atomic import ChangedOutside, read, remove, save
from planner.store.disk.inside import check_folder
from planner.store.kinds import is_own_name
from planner.store.names import STATE
from planner.store.undo import history
from planner.store.undo.trash import throw_away

FOLDER = "versions"
KIND = "file"
"""The kind of refs of the history that name a version: `file:gear/pegasus.toml:0123456789abcdef`."""
_HEAD = b"planner versions 1 "
_NONE = b"-"


class Version(msgspec.Struct, frozen=True, kw_only=True):
    """A file of the store as it was before an action and after it; None where there was none."""

    path: Path
    before: bytes | None
    after: bytes | None


def save_kept(root: Path, path: Path, data: bytes, *, was: bytes | None) -> str:
    """Save a file as `atomic.save` does, so that `turn` can take it back. Return the ref for the history.

    Texts that no action names any more are removed first: as many are kept as the history is long. Call it under the
    lock.
    """
    _tidy(root)
    name = path.relative_to(root).as_posix()
    packed = _packed(was, data)
    identity = _identity(name, packed)
    kept = _folder(root) / identity
    there = read(kept)
    if there != packed:
        save(kept, packed, was=there)
    save(path, data, was=was)
    return f"{KIND}:{name}:{identity}"


def version_of(root: Path, ref: str) -> Version:
    """Return what a ref of the history names. Raises `NotFound` where it is not kept, or not whole, any more."""
    _, name, identity = ref.split(":") if ref.count(":") == 2 else ("", "", "")
    is_known = is_own_name(name) and identity.isalnum()
    packed = (read(_folder(root) / identity) if is_known else None) or b""
    sizes = _sizes(packed)
    if sizes is None or _identity(name, packed) != identity:
        raise NotFound(f"undo of {one_line(name or ref)}", "what it held is not kept any more", "It was left out.")
    texts = packed.partition(b"\n")[2]
    at = sizes[0] or 0
    before, after = (None if size is None else text for size, text in zip(sizes, (texts[:at], texts[at:]), strict=True))
    return Version(path=root / name, before=before, after=after)


def check(root: Path, refs: Sequence[str], *, back: bool) -> None:
    """Raise as `turn` would for any of the refs of an action, one after another, and write nothing."""
    seen: dict[Path, bytes | None] = {}
    for ref in reversed(refs) if back else refs:
        if ref.startswith(f"{KIND}:"):
            version = version_of(root, ref)
            path = version.path
            seen[path] = _turned(version, seen[path] if path in seen else read(path), back=back)


def turn(root: Path, ref: str, *, back: bool) -> Version:
    """Undo (`back`) or redo what an action made of a file, and return the version.

    Raises `ChangedOutside` where the file is not what the action left: then nothing is overwritten. Of the settings
    only those are turned, and compared, that the action changed. A file that the action made goes to the trash. Raises
    `NotFound` too. Call it under the lock.
    """
    version = version_of(root, ref)
    now = read(version.path)
    wanted = _turned(version, now, back=back)
    if now == wanted:
        return version
    if wanted is not None:
        save(version.path, wanted, was=now)
    elif now is not None and version.path.parent == root:
        remove(version.path, was=now)
    else:
        throw_away(root, version.path)
    return version


def _turned(version: Version, now: bytes | None, *, back: bool) -> bytes | None:
    """Return what a file that holds `now` is to hold. Raises `ChangedOutside`."""
    path = version.path
    left, wanted = (version.after, version.before) if back else (version.before, version.after)
    if now in (left, wanted):
        return wanted
    if path.name == settings.FILE and now is not None:
        try:
            return _settings_turned(path, now, left, wanted)
        except NewerFile:
            raise
        except StoreError:
            pass
    why = "it is gone" if now is None else "it was changed outside meanwhile"
    raise ChangedOutside(one_line(str(path)), f"{why}, so this was not done to it", "It was left as it is.")


def _settings_turned(path: Path, now: bytes, left: bytes | None, wanted: bytes | None) -> bytes:
    """Return the settings with what differs between `left` and `wanted` as in `wanted`; raises where that was changed.

    The theme, say, may have been changed since then: it stays. Raises `NewerFile` too.
    """
    from planner.store.care.migrations import check_known
    from planner.store.rewrite import rewritten

    check_known(path, now)
    said, old, new = (parse(data or b"", str(path)) for data in (now, left, wanted))
    keys = [key for key in {**old, **new} if old.get(key) != new.get(key) and key != "schema"]
    if all(said.get(key) == new.get(key) for key in keys):
        return now
    if any(said.get(key) != old.get(key) for key in keys):
        raise ChangedOutside.of(path)
    turned = {key: value for key, value in said.items() if key not in keys}
    return rewritten(now, said, turned | {key: new[key] for key in keys if key in new}, path)


def _packed(before: bytes | None, after: bytes | None) -> bytes:
    sizes = b" ".join(_NONE if data is None else b"%d" % len(data) for data in (before, after))
    return _HEAD + sizes + b"\n" + (before or b"") + (after or b"")


def _sizes(packed: bytes) -> tuple[int | None, int | None] | None:
    """Return how long the two texts are, None where there is none; None for bytes that were not packed here."""
    head, _, texts = packed.partition(b"\n")
    words = head.removeprefix(_HEAD).split(b" ") if head.startswith(_HEAD) else []
    if len(words) != 2 or not all(word == _NONE or (word.isdigit() and len(word) < 10) for word in words):
        return None
    first, second = (None if word == _NONE else int(word) for word in words)
    return (first, second) if (first or 0) + (second or 0) == len(texts) else None


def _identity(name: str, packed: bytes) -> str:
    # Of the content, so that trying again after an error keeps nothing twice, and damage shows.
    return sha256(name.encode() + b"\0" + packed).hexdigest()[:16]


def _folder(root: Path) -> Path:
    return root / STATE / FOLDER


def _tidy(root: Path) -> None:
    """Remove the texts that no action of the history names."""
    known, problem = history.read_history(root)
    if problem:
        return
    named = {ref.rpartition(":")[2] for action in (*known.done, *known.undone) for ref in action.split()}
    with suppress(OSError):  # what stays is in nobody's way
        for path in _files(root):
            if path.name not in named:
                path.unlink()


def _files(root: Path) -> Iterator[Path]:
    folder = _folder(root)
    check_folder(folder)
    return iter(sorted(folder.iterdir()) if folder.is_dir() else ())
