"""Whatever fails at whatever step: each file is whole, as it was or as it was to be, and the error is one sentence."""

import errno
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from planner.domain.errors import StoreError
from planner.store.atomic import TEMPORARY
from planner.store.store import Store
from tests.store.deeds import DEEDS, files_of, filled
from tests.store.faults import FULL, Faults

HERE = Path(__file__).parent.parent.parent


def _states(folder: Path, deed: str) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """Return the files of a filled store before and after a deed that nothing disturbs."""
    filled(folder / "model", folder / "backups")
    shutil.copytree(folder / "model", folder / "done")
    before = files_of(folder / "model")
    DEEDS[deed](Store(folder / "done", {"PLANNER_BACKUPS": str(folder / "backups")}))
    return before, files_of(folder / "done")


def _is_whole(now: dict[str, bytes], before: dict[str, bytes], after: dict[str, bytes]) -> bool:
    whole = all(now.get(name) in (before.get(name), after.get(name)) for name in {*now, *before, *after})
    # A plan on its way to the trash and back is always in exactly one place.
    return whole and all(
        sum(name.endswith(("/" + plan + ".toml", f"plans.{plan}.1")) for name in now) >= 1
        for plan in ("spring", "winter")
    )


class Bench:
    """A store that is broken again and again; a fresh one is laid out when a try has changed it."""

    def __init__(self, folder: Path, deed: str, patch: pytest.MonkeyPatch) -> None:
        self.before, self.after = _states(folder, deed)
        self.folder, self.deed, self.patch = folder, deed, patch
        self.root = folder / "store"

    def attempt(self, faults: Faults) -> BaseException | None:
        """Do the deed on a failing disk, look that every file is whole, and return what it raised."""
        if not self.root.exists():
            shutil.copytree(self.folder / "model", self.root)
        store = Store(self.root, {"PLANNER_BACKUPS": str(self.folder / f"backups{faults.at}")})
        raised: BaseException | None = None
        with self.patch.context() as patched:
            faults.install(patched.setattr)
            try:
                DEEDS[self.deed](store)
            except (StoreError, KeyboardInterrupt) as error:
                raised = error
        now = files_of(self.root)
        assert _is_whole(now, self.before, self.after), faults.at
        assert raised or now == self.after, faults.at  # no error means that it is saved
        if not faults.on:
            assert not list(self.root.rglob(f"*{TEMPORARY}")), faults.at
        if now != self.before:
            shutil.rmtree(self.root)
        return raised


@pytest.mark.parametrize("how", [FULL, "short", "ctrl-c"])
@pytest.mark.parametrize("deed", DEEDS)
def test_a_failure_at_any_step_leaves_every_file_whole(
    scratch: Path, monkeypatch: pytest.MonkeyPatch, deed: str, how: int | str
) -> None:
    bench = Bench(scratch, deed, monkeypatch)
    for at in range(1, 500):
        faults = Faults(at, how)
        raised = bench.attempt(faults)
        if isinstance(raised, StoreError):
            assert "\n" not in str(raised)
            assert "Errno" not in str(raised)
        if not faults.broken:
            assert at > 5
            return
    pytest.fail("the deed never ended")


@pytest.mark.parametrize("deed", DEEDS)
def test_a_disk_that_fails_for_good_leaves_every_file_whole(
    scratch: Path, monkeypatch: pytest.MonkeyPatch, deed: str
) -> None:
    bench = Bench(scratch, deed, monkeypatch)
    for at in range(1, 500, 2):
        faults = Faults(at, errno.EIO, on=True)
        bench.attempt(faults)
        if not faults.broken:
            return
    pytest.fail("the deed never ended")


@pytest.mark.parametrize("way", ["kill", "torn"])
@pytest.mark.parametrize("deed", ["add entries", "change settings"])
def test_a_process_killed_at_any_step_leaves_a_store_that_goes_on(scratch: Path, deed: str, way: str) -> None:
    before, after = _states(scratch, deed)
    for at in (12, 17, 22, 26, 30, 34) if way == "kill" else (18, 20, 22):
        folder = scratch / f"{at}"
        shutil.copytree(scratch / "model", folder / "store")
        command = [sys.executable, "-m", "tests.store.deeds", str(folder), deed, str(at), way]
        subprocess.run(command, cwd=HERE, check=False)
        now = files_of(folder / "store")
        assert _is_whole(now, before, after), at
        if now != after:
            DEEDS[deed](Store(folder / "store", {"PLANNER_BACKUPS": str(folder / "backups")}))
            assert files_of(folder / "store") == after, at


def test_two_processes_that_add_at_once_lose_nothing(scratch: Path) -> None:
    program = """
import sys
from datetime import date
from pathlib import Path
from planner.store.store import Store
from tests.store.records import move, ran
store = Store(Path(sys.argv[1]) / "store", {"PLANNER_BACKUPS": sys.argv[1] + "/backups"})
for number in range(25):
    store.add_entries(ran(f"{sys.argv[2]}{number}"))
    store.add_changes("spring", move(f"{sys.argv[2]}{number}"))
    store.remember((f"log:2027-03:{sys.argv[2]}{number}",))
"""
    store = filled(scratch / "store", scratch / "backups")
    started = [
        subprocess.Popen([sys.executable, "-c", program, str(scratch), name], cwd=HERE) for name in ("one", "two")
    ]
    assert [process.wait() for process in started] == [0, 0]
    from tests.store.records import DAY

    ids = {entry.id for entry in store.entries(DAY, DAY)[0]}
    assert ids == {"old1", *(f"{name}{number}" for name in ("one", "two") for number in range(25))}
    assert len(store.plan("spring").changes) == 51
    assert store.check() == () or all("mode" in str(problem) for problem in store.check())
