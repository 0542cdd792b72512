"""Files that a person asks for, backups before all: at any fault whole or not there, told in a sentence, no remains."""

import errno
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from planner.store.care.archive import open_backup
from tests.cli.writing import fill
from tests.store.deeds import scratch_folder
from tests.store.failing_disk import EVERY, Told, Way, by_command, laid
from tests.store.faults import FAILING, Faults, Killed, Step

COMMANDS = {
    "a backup": ("backup", "{folder}/out/it"),
    "a backup over another": ("backup", "{folder}/out/it", "--force"),
    "a calendar": ("export", "ics", "--plan", "spring", "-o", "{folder}/out/it"),
    "a table over another": ("export", "csv", "--plan", "spring", "-o", "{folder}/out/it", "--force"),
    "a routine": ("routine", "export", "mine", "-o", "{folder}/out/it"),
}
OLD = b"what stood there"
WAYS = tuple(way for way in EVERY if not way.on or way.how in (errno.ENOSPC, errno.EROFS))


@pytest.fixture(scope="module")
def filled() -> Iterator[Path]:
    with TemporaryDirectory(prefix="planner-tests-", dir=scratch_folder()) as folder:
        yield laid(Path(folder) / "model", fill)


class Tried:
    """A command that writes a file to an empty folder, or over a file there, on a disk that may break."""

    def __init__(self, model: Path, words: tuple[str, ...]) -> None:
        self.deed, self.folder, self.out = by_command(*words), model, model / "out"
        self.old = OLD if "--force" in words else None
        (whole := Faults(0, 0, below=self.out)).install(lambda *_: None)
        self.told = self.do(whole)
        self.steps = whole.steps
        self.new = (self.out / "it").read_bytes()

    def do(self, faults: Faults) -> Told | None:
        """Do it; None when it was killed."""
        self.out.mkdir(exist_ok=True)
        for path in self.out.iterdir():
            path.unlink()
        if self.old is not None:
            (self.out / "it").write_bytes(self.old)
        with pytest.MonkeyPatch.context() as patched:
            faults.install(patched.setattr)
            try:
                return self.deed(self.folder, 1)
            except Killed:
                return None


def _can_fail(step: Step, how: int | str) -> bool:
    if isinstance(how, int):
        return step.name in FAILING[how]
    return step.name == "write" if how in ("die torn", "short") else True


@pytest.mark.parametrize("name", COMMANDS)
def test_a_file_that_is_asked_for_is_whole_or_not_there_on_a_disk_that_breaks(filled: Path, name: str) -> None:
    tried = Tried(filled, COMMANDS[name])
    assert tried.told == Told(False, "")
    assert {"write", "fsync", "open to make"} <= {step.name for step in tried.steps}
    for way in WAYS:
        for at, step in enumerate(tried.steps, 1):
            if _can_fail(step, way.how):
                _look_at(tried, way, at, f"{way} at {at}: {step.name} {Path(step.place).name}")


def _look_at(tried: Tried, way: Way, at: int, about: str) -> None:
    told = tried.do(Faults(at, way.how, on=way.on, below=tried.out))
    found = {path.name: path.read_bytes() for path in tried.out.iterdir()}
    now = found.pop("it", None)
    assert now in (tried.old, tried.new), about
    if told is None:
        assert len(found) <= 1, about
        assert all(one.startswith(".it.") for one in found), "it could be taken for the file"
        return
    can_tidy = tried.steps[at - 1].name != "unlink" and not way.on
    assert len(found) <= (not can_tidy), (about, found.keys())
    if told.failed:
        assert told.text == "ctrl-c" or (told.text.endswith(".") and "\n" not in told.text), told
        assert "Errno" not in told.text
        assert now == tried.old or "may be" in told.text or told.text == "ctrl-c", (about, told)
    else:
        assert now == tried.new, (about, told)


def test_a_backup_that_is_whole_holds_what_the_store_holds(filled: Path) -> None:
    tried = Tried(filled, COMMANDS["a backup"])
    store = filled / "store"
    files = open_backup(tried.out / "it").files
    assert files
    assert all((store / name).read_bytes() == data for name, data in files.items() if not name.startswith(".state"))
