"""What a person names to bring runs in: one file, a folder, or a zip archive such as Strava's bulk export.

Nothing is unpacked to the disk and no link is followed. What cannot be read is told and does not stop the rest.
Limits: `MOST_FILES` names, `MOST_FOLDERS_DEEP` folders inside each other, `imports.runs.file.MOST_RUN_BYTES` a file,
`MOST_RATIO` to one for what is packed.
"""

import lzma
import os
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from enum import StrEnum
from pathlib import Path, PurePosixPath

from planner.actions.files import read_regular, refusal
from planner.domain.errors import BadValue, NotFound, PlannerError, StoreError
from planner.domain.text import one_line
from planner.imports.runs.file import MOST_RUN_BYTES, RUN_ENDINGS, is_run_head

MOST_FILES = 50_000
"""Files in one folder or archive, all folders in it together."""
MOST_FOLDERS_DEEP = 20
"""Folders inside each other."""
MOST_RATIO = 200
"""How many times larger than packed a member of an archive may be: points of a track reach 30."""
ZIP_HEADS = (b"PK\x03\x04", b"PK\x05\x06")
"""How a zip archive begins; the second is one that holds nothing."""
REST = "The rest was read."
"""What an error about one file of several ends with."""
_MOST_INDEX = 64_000_000
_SMALL = 1_000_000
_HEAD = 2_000
TABLE_HEAD = 80_000
"""Bytes that are enough to tell a table of runs."""
# A password is a RuntimeError to zipfile, and an unknown way of packing a NotImplementedError, which is one too.
_UNPACKING = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, ValueError, RuntimeError)
_UNPACK = "Unpack it and name the folder."
_NO_ARCHIVE = "Fetch the archive again, or unpack it and name the folder."


class Kind(StrEnum):
    """What a file is taken for before it is read."""

    RUN = "run"
    TABLE = "table"
    """CSV: `activities.csv`, `shoes.csv`."""
    OTHER = "other"
    REFUSED = "refused"
    """What is not read at all; reading it raises why."""


class Found:
    """One file on the way. `name`: as the folder or archive writes it, with `/`; `place`: the same for messages.

    `size` is what it says of itself, in bytes as they are read. `read` gives the bytes, once they are wanted.
    """

    __slots__ = ("_read", "kind", "name", "place", "size")

    def __init__(self, name: str, kind: Kind, size: int, read: Callable[[], bytes], place: str = "") -> None:
        self.name = name
        self.kind = kind
        self.size = size
        self.place = place or one_line(name)
        self._read = read

    def read(self) -> bytes:
        """Return the bytes. Raises `PlannerError` that names the file for what cannot be read or is too large."""
        return self._read()

    @property
    def problem(self) -> PlannerError | None:
        """Why it is not read, where that is known already."""
        if self.kind is not Kind.REFUSED:
            return None
        try:
            self._read()
        except PlannerError as error:
            return error
        return None


def walk_runs(path: str) -> Iterator[Found]:
    """Yield what is in a file, a folder with its folders, or a zip archive, in the order of the names.

    Hidden files are left out; archives in a folder are opened, archives in an archive are not. A single file is
    always yielded, whatever its name. Raises `NotFound`, `BadValue` or `StoreError` when `path` itself cannot be read.
    """
    place = f"file {one_line(path)}"
    try:
        mode = os.stat(path).st_mode  # noqa: PTH116 - a Path cannot hold every name that a person can type
    except FileNotFoundError:
        raise NotFound(place, "there is no such file or folder", "Check the name.") from None
    except ValueError:
        raise BadValue(place, "this cannot be the name of a file", "Check the name.") from None
    except OSError as error:
        raise refusal(path, error) from None
    if stat.S_ISDIR(mode):
        yield from _folder(path)
    elif not stat.S_ISREG(mode):
        raise BadValue(place, "this is not a file or a folder", "Name a file or a folder.")
    elif (head := _head(path, TABLE_HEAD)).startswith(ZIP_HEADS):
        yield from _Archive(path, "", one_line(path)).members()
    else:
        name = Path(path).name
        yield Found(
            name,
            _kind_alone(name, head),
            Path(path).stat().st_size,
            lambda: read_regular(path, MOST_RUN_BYTES),
            one_line(path),
        )


def _kind_of(name: str, head: Callable[[], bytes]) -> Kind:
    lower = name.lower()
    if lower.endswith(RUN_ENDINGS):
        return Kind.RUN
    if is_run_head(head()):
        return Kind.RUN
    return Kind.TABLE if lower.endswith(".csv") else Kind.OTHER


def _kind_alone(name: str, head: bytes) -> Kind:
    """Return the same for a file that a person named: a table of runs may have any name."""
    from planner.imports.plans.training_peaks import sniff
    from planner.imports.runs.tables import is_run_table

    kind = _kind_of(name, lambda: head[:_HEAD])
    if kind is Kind.OTHER:
        text = as_text(head)
        return Kind.TABLE if is_run_table(text) or sniff(text, name) else Kind.RUN
    return kind


def as_text(head: bytes) -> str:
    """Return the beginning of a file as text, whatever it is."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head[: len(head) // 2 * 2].decode("utf-16", errors="replace")
    return head.decode("utf-8", errors="replace")


def _refused(name: str, why: str, fix: str, place: str = "") -> Found:
    error = BadValue(place or one_line(name), why, fix)

    def read() -> bytes:
        raise error

    return Found(name, Kind.REFUSED, 0, read, place)


def _head(path: str, most: int = _HEAD) -> bytes:
    """Return the beginning of a regular file, without waiting for a pipe. Raises `StoreError`."""
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        try:
            return os.read(handle, most)
        finally:
            os.close(handle)
    except OSError as error:
        raise refusal(path, error) from None


def _folder(path: str) -> Iterator[Found]:
    count = 0
    waiting = [(path, "", 0)]
    while waiting:
        folder, before, depth = waiting.pop()
        try:
            with os.scandir(folder) as entries:
                listed = sorted((one for one in entries if not one.name.startswith(".")), key=lambda one: one.name)
        except OSError as error:
            if not before:
                raise refusal(path, error) from None
            yield _refused(before, _why(error), REST)
            continue
        deeper: list[tuple[str, str, int]] = []
        for entry in listed:
            name = before + entry.name
            count += 1
            if count > MOST_FILES:
                yield _refused(name, f"over {MOST_FILES:,} files are in this folder", "Name a smaller folder.")
                return
            if _is_folder(entry):
                if depth < MOST_FOLDERS_DEEP:
                    deeper.append((entry.path, f"{name}/", depth + 1))
                else:
                    yield _refused(name, f"it is over {MOST_FOLDERS_DEEP} folders deep", "Name that folder itself.")
                continue
            yield from _file(entry, name, path)
        waiting += reversed(deeper)


def _is_folder(entry: "os.DirEntry[str]") -> bool:
    try:
        return entry.is_dir(follow_symlinks=False)
    except OSError:
        return False


def _file(entry: "os.DirEntry[str]", name: str, root: str) -> Iterator[Found]:
    """Yield what one name in a folder stands for."""
    path = entry.path
    try:
        if entry.is_symlink():
            if not _leads_within(path, root):
                yield _refused(name, "it is a link that leads out of the folder", "Name what it leads to itself.")
            return
        if not entry.is_file(follow_symlinks=False):
            yield _refused(name, "this is a pipe or a device, not a file", REST)
            return
        size = entry.stat(follow_symlinks=False).st_size
        head = _head(path)
    except OSError as error:
        yield _refused(name, _why(error), REST)
        return
    except StoreError as error:
        yield _refused(name, error.why, error.fix)
        return
    if head.startswith(ZIP_HEADS) and name.lower().endswith(".zip"):
        try:
            yield from _Archive(path, f"{name}/", one_line(name)).members()
        except PlannerError as error:
            yield _refused(name, error.why, error.fix)
        return
    yield Found(name, _kind_of(name, lambda: head), size, lambda: read_regular(path, MOST_RUN_BYTES))


def _leads_within(path: str, root: str) -> bool:
    """Tell whether a link leads to something in the folder, which is walked anyway."""
    target, top = os.path.realpath(path), os.path.realpath(root)
    return os.path.commonpath((target, top)) == top if target[:1] == top[:1] else False


def _why(error: OSError) -> str:
    return (error.strerror or "it cannot be read").lower()


class _Archive:
    """A zip archive whose members are looked at one by one; nothing is written to the disk."""

    def __init__(self, path: str, before: str, place: str) -> None:
        self.before = before
        self.place = place
        try:
            self.size = _check_index(path, place)
            self.zip = zipfile.ZipFile(path)
        except OSError as error:
            raise refusal(path, error) from None
        except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
            raise BadValue(place, f"this zip archive is damaged ({one_line(str(error))})", _NO_ARCHIVE) from None

    def members(self) -> Iterator[Found]:
        """Yield what is in it, by name. Raises `BadValue` when the whole of it is not to be trusted."""
        listed = [one for one in self.zip.infolist() if not _is_skipped(one.filename)]
        if len(listed) > MOST_FILES:
            raise BadValue(
                self.place, f"it holds over {MOST_FILES:,} files", "Unpack a part of it and name the folder."
            )
        # Members that share their bytes are how a small archive stands for petabytes.
        if sum(one.compress_size for one in listed) > self.size:
            raise BadValue(self.place, "its members overlap each other", _NO_ARCHIVE)
        for member in sorted(listed, key=lambda one: one.filename):
            yield self._member(member)

    def _member(self, member: zipfile.ZipInfo) -> Found:
        name = self.before + member.filename
        if why := _objection(member):
            return _refused(name, why, _UNPACK if "archive in" in why else REST)
        try:
            kind = _kind_of(name, lambda: self._bytes(member, name, _HEAD))
        except PlannerError as error:
            return _refused(name, error.why, error.fix)
        return Found(name, kind, member.file_size, lambda: self._whole(member, name))

    def _whole(self, member: zipfile.ZipInfo, name: str) -> bytes:
        data = self._bytes(member, name, MOST_RUN_BYTES + 1)
        if len(data) > MOST_RUN_BYTES:
            raise BadValue(one_line(name), f"it is larger than {MOST_RUN_BYTES // 1_000_000} MB", REST)
        return data

    def _bytes(self, member: zipfile.ZipInfo, name: str, most: int) -> bytes:
        try:
            with self.zip.open(member) as file:
                return file.read(most)
        except OSError as error:
            raise refusal(name, error) from None
        except _UNPACKING as error:
            said = one_line(str(error))[:120]
            raise BadValue(one_line(name), f"it cannot be unpacked ({said})", REST) from None


def _objection(member: zipfile.ZipInfo) -> str:
    """Return why a member is not read; an empty text for one that is."""
    path = PurePosixPath(member.filename)
    if not path.name:
        return "it has no name"
    if path.suffix.lower() == ".zip":
        return "an archive in an archive is not opened"
    if path.is_absolute() or ".." in path.parts or "\\" in member.filename or ":" in member.filename[:2]:
        return "its name leads out of the archive"
    if member.flag_bits & 1:
        return "it is encrypted"
    if stat.S_ISLNK(member.external_attr >> 16):
        return "it is a link"
    if member.file_size > MOST_RUN_BYTES:
        return f"it is larger than {MOST_RUN_BYTES // 1_000_000} MB"
    if member.file_size > _SMALL and member.file_size > MOST_RATIO * member.compress_size:
        return f"it is packed over {MOST_RATIO} to 1"
    return ""


def _is_skipped(name: str) -> bool:
    """Tell whether a member is a folder or hidden."""
    return name.endswith("/") or any(part.startswith((".", "__MACOSX")) and part != ".." for part in name.split("/"))


def _check_index(path: str, place: str) -> int:
    """Return the size of an archive whose index is not too large to be read. Raises `BadValue`."""
    with Path(path).open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(max(0, size - 66_000))
        tail = file.read()
    end = tail.rfind(b"PK\x05\x06")
    if end < 0 or end + 22 > len(tail):
        raise BadValue(place, "this zip archive is cut off", _NO_ARCHIVE)
    index = int.from_bytes(tail[end + 12 : end + 16], "little")
    large = tail.rfind(b"PK\x06\x06", 0, end)
    if index == 0xFFFFFFFF and large >= 0:
        index = int.from_bytes(tail[large + 40 : large + 48], "little")
    if index > _MOST_INDEX:
        raise BadValue(place, f"it holds over {MOST_FILES:,} files", "Unpack a part of it and name the folder.")
    return size
