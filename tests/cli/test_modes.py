"""Nobody else on the machine can read what planner writes, from the very moment at which it is made."""

import os
import stat
import threading
from collections.abc import Callable, Iterator
from contextlib import nullcontext, suppress
from pathlib import Path

import pytest

from planner.domain.errors import PlannerError
from planner.store.store import Store
from tests.cli.conftest import SPRING
from tests.store.deeds import do_everything, filled
from tests.store.loaders import one_of_each

pytestmark = pytest.mark.skipif(os.name == "nt", reason="modes of POSIX")
UMASKS = (0, 0o777, 0o027)

COMMANDS: tuple[tuple[str, ...], ...] = (
    SPRING,
    ("log", "run", "5"),
    ("log", "pain", "knee", "4", "--side", "left"),
    ("log", "note", "tired"),
    ("shoe", "add", "Blue"),
    ("plan", "duplicate", "spring", "other"),
    ("plan", "delete", "other"),
    ("plan", "template", "save", "spring", "kept"),
    ("plan", "move", "race", "2027-04-19"),
    ("plan", "undo"),
    ("insights",),
    ("week",),
    ("export", "ics", "-o", "{out}/plan.ics"),
    ("export", "html", "-o", "{out}/plan.html"),
    ("export", "toml", "-o", "{out}/plan.toml"),
    ("export", "csv", "-o", "{out}/plan.csv"),
    ("export", "json", "-o", "{out}/plan.json"),
    ("export", "fit", "-o", "{out}/watch"),
    ("export", "pdf", "-o", "{out}/plan.pdf"),
    ("export", "md", "-o", "{out}/plan.md"),
    ("clinician", "-o", "{out}/page.html"),
    ("insights", "--csv", "-o", "{out}/figures.csv"),
    ("routine", "export", "post-run", "-o", "{out}/routine.toml"),
    ("backup", "{out}/store.zip"),
    ("backup", "{out}/store.tar.gz"),
    ("store", "init-git"),
    ("import", "{out}/plan.toml"),
    ("doctor",),
)
"""What a person may type; a command that is refused makes no file, which is as well."""


class Watch:
    """Writes down the mode with which every file and folder is made, and whatever is opened up afterwards."""

    def __init__(self, patch: pytest.MonkeyPatch, under: Path) -> None:
        self.made = 0
        self.wide: list[str] = []
        self._under = str(under)
        self._real = {name: getattr(os, name) for name in ("open", "mkdir", "chmod", "fchmod")}
        patch.setattr(os, "open", self._open)
        patch.setattr(os, "mkdir", self._mkdir)
        patch.setattr(os, "chmod", self._chmod)
        patch.setattr(os, "fchmod", self._chmod)

    def _tell(self, what: str, path: object, mode: int) -> None:
        if mode & 0o077 and (isinstance(path, int) or str(path).startswith(self._under)):
            self.wide.append(f"{what} {path} {mode:o}")

    def _open(self, path: object, flags: int, mode: int = 0o777, **more: object) -> object:
        if flags & os.O_CREAT:
            self.made += 1
            self._tell("open", path, mode)
        return self._real["open"](path, flags, mode, **more)

    def _mkdir(self, path: object, mode: int = 0o777, **more: object) -> object:
        self.made += 1
        self._tell("mkdir", path, mode)
        return self._real["mkdir"](path, mode, **more)

    def _chmod(self, path: object, mode: int, **more: object) -> object:
        self._tell("chmod", path, mode)
        return self._real["chmod" if not isinstance(path, int) else "fchmod"](path, mode, **more)


def wide_files(folder: Path) -> list[str]:
    """Return what others can open of a folder."""
    found = []
    for path in folder.rglob("*"):
        mode = stat.S_IMODE(path.lstat().st_mode)
        if mode & 0o077 and not path.is_symlink():
            found.append(f"{path} {mode:o}")
    return found


@pytest.fixture(params=UMASKS, ids=oct)
def umask(request: pytest.FixtureRequest) -> Iterator[int]:
    was = os.umask(0o022)
    yield request.param
    os.umask(was)


def test_every_deed_in_a_store_makes_private_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, umask: int) -> None:
    watch = Watch(monkeypatch, tmp_path)
    os.umask(umask)
    store = Store(tmp_path / "store", {"PLANNER_BACKUPS": str(tmp_path / "backups")})
    with suppress(PlannerError) if umask == 0o777 else nullcontext():  # who may not even read it is told so
        filled(store.root, tmp_path / "backups")
    store.all_entries()
    do_everything(store)
    os.umask(0o022)
    assert watch.made > (3 if umask == 0o777 else 20)
    assert watch.wide == []
    assert wide_files(tmp_path) == []


def test_every_command_makes_private_files_exports_backups_and_crash_logs_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, planner: Callable[..., object]
) -> None:
    out = tmp_path / "out"
    out.mkdir(0o700)
    watch = Watch(monkeypatch, tmp_path)
    os.umask(0)
    done = [planner(*(word.replace("{out}", str(out)) for word in words)) for words in COMMANDS]

    def broken(*_: object) -> None:
        raise RuntimeError("a mistake of ours")

    monkeypatch.setattr("planner.cli.today_page.lines_of", broken, raising=False)
    monkeypatch.setattr("planner.actions.desk.Desk.days", broken)
    planner("week")
    os.umask(0o022)
    assert sum(getattr(one, "status", 1) == 0 for one in done) > len(COMMANDS) * 3 // 4, done
    assert watch.wide == []
    assert wide_files(tmp_path) == []
    assert wide_files(Path(os.environ["HOME"])) == []


def test_nothing_is_open_to_others_at_any_moment_while_it_is_written(tmp_path: Path) -> None:
    os.umask(0)
    seen: set[str] = set()
    done = threading.Event()

    def watch() -> None:
        while not done.is_set():
            try:
                seen.update(wide_files(tmp_path))
            except OSError:
                continue

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        store = one_of_each(tmp_path / "store", tmp_path / "backups")
        do_everything(store)
    finally:
        done.set()
        watcher.join()
        os.umask(0o022)
    assert [one for one in seen if "planner.toml" not in one and "backed-up" not in one] == []  # the test's own
