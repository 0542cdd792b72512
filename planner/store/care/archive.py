"""A backup in one file: a ZIP of the store's files with a manifest of their sizes and SHA-256, made and read here.

In it is what is the runner's: settings, plans, templates, routines, exercises, gear, log, themes, and of `.state` the
undo history with its texts, what was deleted, and the session in play. Locks and caches are not. Only names that the
store itself could have are read out of one, so nothing can be put anywhere else.
"""

from collections.abc import Iterator, Mapping
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from planner import __version__
from planner.domain.errors import BadValue, StoreError
from planner.domain.ids import is_slug
from planner.domain.text import one_line
from planner.store import session, settings
from planner.store.care.backup import kind_of
from planner.store.disk.atomic import MOST_BYTES, read, refusal
from planner.store.disk.inside import leads_out
from planner.store.kinds import is_own_name
from planner.store.names import FOLDERS, STATE, SUFFIX, THEMES
from planner.store.outside.aside import is_in_trash
from planner.store.undo import history, trash, versions

if TYPE_CHECKING:
    from zipfile import ZipFile, ZipInfo

MOST_FILES = 20_000
"""A backup file with more is refused: ten years are 150."""
MOST_TOTAL_BYTES = 500_000_000
"""A backup file that holds more is refused before it is unpacked."""
MOST_PACKED_BYTES = 200_000_000
"""A larger backup file is not read."""
MANIFEST = "manifest.json"
_VERSION = 1
_STORED, _DEFLATED = 0, 8
"""The ways of packing that are read. Of any other, `zipfile` unpacks all that a few bytes hold, gigabytes, at once."""
_WHEN = (1980, 1, 1, 0, 0, 0)
"""Every file's time in the ZIP: the manifest says when it was made, and the same store gives the same bytes."""
_FIX = "Name a file that `planner backup` made."


class _Row(msgspec.Struct, frozen=True):
    name: str
    size: int
    sha256: str


class _Manifest(msgspec.Struct, frozen=True, omit_defaults=True):
    planner_backup: int
    made: str
    made_by: str
    files: tuple[_Row, ...]
    instead_of: tuple[_Row, ...] = ()


class Backup(msgspec.Struct, frozen=True, kw_only=True):
    """What a backup holds. `made`: its moment or day as text; `has_state`: undo history and session in play too.

    `instead_of`: while it is being restored, the SHA-256 of each file that it is to replace.
    """

    name: str
    made: str
    has_state: bool
    files: dict[str, bytes]
    instead_of: Mapping[str, str] = {}


def is_store_name(name: str) -> bool:
    """Tell whether a file of the store can be called so: `log/2027-03.toml`, `.state/history`."""
    folder, _, rest = name.rpartition("/")
    if folder == STATE:
        return rest in (history.FILE, session.FILE)
    if folder == f"{STATE}/{versions.FOLDER}":
        return rest.isascii() and rest.isalnum() and len(rest) <= 64
    if folder == f"{STATE}/{trash.FOLDER}":
        parts = rest.split(".")
        return (len(parts) == 3 and all(map(is_slug, parts))) or is_in_trash(rest)
    if folder == THEMES:
        return rest.endswith(SUFFIX) and is_slug(rest.removesuffix(SUFFIX))
    return is_own_name(name)


def files_of(root: Path, unread: list[StoreError] | None = None) -> tuple[dict[str, bytes], tuple[str, ...]]:
    """Return the store's files by name as they are, damaged ones too, and what of its folders is none of them.

    Raises `StoreError`, or adds it to `unread` for a file that cannot be read; call it under the lock.
    """
    found: dict[str, bytes] = {}
    others: list[str] = []
    for path in _paths(root):
        name = path.relative_to(root).as_posix()
        if not is_store_name(name) or leads_out(path) or not path.is_file():
            others.append(name)
        else:
            try:
                data = read(path)
            except StoreError as error:
                if unread is None:
                    raise
                unread.append(error)
                continue
            if data is not None:
                found[name] = data
    return found, tuple(others)


def _paths(root: Path) -> Iterator[Path]:
    yield root / settings.FILE
    states = (f"{STATE}/{folder}" for folder in (versions.FOLDER, trash.FOLDER))
    try:
        for folder in (*FOLDERS, THEMES, *states):
            if (root / folder).is_dir():
                yield from (path for path in sorted((root / folder).iterdir()) if not path.name.startswith("."))
        yield from (path for name in (history.FILE, session.FILE) if (path := root / STATE / name).exists())
    except OSError as error:
        raise refusal(root, error) from None


def packed(files: Mapping[str, bytes], made: str, instead_of: Mapping[str, bytes] | None = None) -> bytes:
    """Return files by name as the bytes of a backup file; `made` is the moment to be told.

    `instead_of` are those that it is to replace, of which only the sums are told.
    """
    from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

    instead = _rows(instead_of or {})
    manifest = msgspec.json.encode(_Manifest(_VERSION, made, f"planner {__version__}", _rows(files), instead))
    target = BytesIO()
    with ZipFile(target, "w") as file:
        for name, data in {MANIFEST: manifest, **files}.items():
            info = ZipInfo(name, _WHEN)
            info.external_attr = 0o100600 << 16
            info.create_system = 3
            info.compress_type = ZIP_DEFLATED
            file.writestr(info, data)
    return target.getvalue()


def _rows(files: Mapping[str, bytes]) -> tuple[_Row, ...]:
    return tuple(_Row(name, len(data), sum_of(data)) for name, data in files.items())


def sum_of(data: bytes) -> str:
    """Return the SHA-256 of a file, as a manifest tells it."""
    return sha256(data).hexdigest()


def unpacked(data: bytes, place: str) -> Backup:
    """Return what the bytes of a backup file hold; `place` is how messages name it. Raises `BadValue`.

    Every size, name and SHA-256 is compared with the manifest before anything is returned: a backup is whole or
    refused.
    """
    import struct
    from zipfile import BadZipFile, LargeZipFile, ZipFile
    from zlib import error as zlib_error

    try:
        with ZipFile(BytesIO(data)) as file:
            return _checked(file, place)
    except (BadZipFile, LargeZipFile, zlib_error, struct.error, EOFError, OSError, RuntimeError, ValueError) as error:
        raise _refused(place, f"it is damaged, or no backup ({one_line(str(error))[:60]})") from None


def _checked(file: "ZipFile", place: str) -> Backup:
    """Return the files of a ZIP that are all as its manifest says."""
    infos = file.infolist()
    if len(infos) > MOST_FILES:
        raise _refused(place, f"it holds more than {MOST_FILES} files")
    if sum(info.file_size for info in infos) > MOST_TOTAL_BYTES:
        raise _refused(place, f"it holds more than {MOST_TOTAL_BYTES // 1_000_000} MB")
    by_name = {info.filename: info for info in infos}
    if len(by_name) != len(infos):
        raise _refused(place, "it holds two files of one name")
    if MANIFEST not in by_name:
        raise _refused(place, "it has no manifest, so it is no backup of planner's")
    try:
        manifest = msgspec.json.decode(_content(file, by_name.pop(MANIFEST), place), type=_Manifest)
    except (msgspec.DecodeError, RecursionError):
        raise _refused(place, "its manifest is damaged") from None
    if manifest.planner_backup != _VERSION:
        raise BadValue(place, "a newer planner made it", "Update race-planner to restore it.")
    rows = {row.name: row for row in manifest.files}
    if not rows:
        raise _refused(place, "it holds no file of a store")
    if odd := next((name for name in by_name if name not in rows or not is_store_name(name)), None):
        raise _refused(place, f"it holds {one_line(odd)[:60]!r}, which no store has")
    if missing := next((name for name in rows if name not in by_name), None):
        raise _refused(place, f"{one_line(missing)[:60]} is missing in it")
    files = {}
    for name, info in by_name.items():
        content = _content(file, info, place)
        if len(content) != rows[name].size or sum_of(content) != rows[name].sha256:
            raise _refused(place, f"{name} in it is damaged")
        files[name] = content
    instead = {row.name: row.sha256 for row in manifest.instead_of}
    return Backup(name=place, made=one_line(manifest.made), has_state=True, files=files, instead_of=instead)


def _content(file: "ZipFile", info: "ZipInfo", place: str) -> bytes:
    """Return a file's bytes; one that says less than it holds is not unpacked further."""
    kind = info.external_attr >> 16 & 0o170000
    if info.is_dir() or kind not in (0, 0o100000) or info.flag_bits & 1:
        raise _refused(place, f"{one_line(info.filename)[:60]!r} in it is no plain file")
    if info.compress_type not in (_STORED, _DEFLATED):
        raise _refused(place, f"{one_line(info.filename)[:60]} in it is packed in a way that planner does not read")
    if info.file_size > MOST_BYTES:
        raise _refused(place, f"{one_line(info.filename)[:60]} in it is larger than {MOST_BYTES // 1_000_000} MB")
    with file.open(info) as opened:
        return opened.read(info.file_size + 1)


def folder_backup(folder: Path) -> Backup:
    """Return what a daily backup holds. Raises `StoreError`, and `BadValue` if there is none."""
    if not folder.is_dir():
        raise BadValue(f"backup {one_line(folder.name)}", "there is none", "`planner restore --list` shows them.")
    place = f"backup {one_line(folder.name)}"
    found, _ = files_of(folder)
    if not found:
        raise _refused(place, "it holds no file of a store")
    made = folder.name[:10] if kind_of(folder.name) == "daily" else ""
    return Backup(name=place, made=made, has_state=False, files=found)


def open_backup(path: Path) -> Backup:
    """Return what a backup file, or a folder beside the daily ones, holds. Raises `BadValue` and `StoreError`."""
    place = f"backup {one_line(path.name)}"
    try:
        if path.is_dir():
            return folder_backup(path)
        is_large = path.stat().st_size > MOST_PACKED_BYTES
        if not path.is_file() or is_large:
            raise _refused(place, "it is larger than 200 MB" if is_large else "this is not a file")
        data = path.read_bytes()
    except FileNotFoundError:
        raise BadValue(place, "there is no such file", "`planner restore --list` shows the daily ones.") from None
    except OSError as error:
        raise refusal(path, error) from None
    return unpacked(data, place)


def _refused(place: str, why: str) -> BadValue:
    return BadValue(place, f"{why}; nothing was changed", _FIX)
