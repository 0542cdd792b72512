"""Whatever fails at whatever step: each file is whole, as it was or as it was to be, and the error is one sentence."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from planner.store.disk.atomic import refusal, sync_folder
from planner.store.store import Store
from tests.store.deeds import DEEDS, files_of, filled
from tests.store.failing_disk import EVERY, QUICK, Tally, Way, by_store, every_fault, laid
from tests.store.faults import FULL

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


_MOVES = ("delete", "restore")
"""On its way to the trash and back a file is in both places for a moment."""


def _faults(scratch: Path, deed: str, ways: tuple[Way, ...], share: int = 1) -> Tally:
    model = laid(scratch / "model", lambda desk: filled(desk.store.root, desk.store.root.parent / "backups"))
    part = (list(DEEDS).index(deed) % share, share)
    return every_fault(by_store(DEEDS[deed]), model, scratch, ways=ways, between=deed.startswith(_MOVES), part=part)


@pytest.mark.parametrize("deed", DEEDS)
def test_a_disk_that_breaks_at_any_step_leaves_old_or_new_and_the_deed_can_be_done_again(
    scratch: Path, deed: str
) -> None:
    tally = _faults(scratch, deed, QUICK, share=3)
    assert sum(tally.tries.values()) > 10
    assert tally.left_over <= 1


@pytest.mark.slow
@pytest.mark.parametrize("deed", DEEDS)
def test_a_disk_that_breaks_in_any_way_at_any_step_leaves_old_or_new(scratch: Path, deed: str) -> None:
    _faults(scratch, deed, EVERY)


@pytest.mark.parametrize("kind", ["overwrites", "says that it is done", "is done and says no"])
def test_a_store_that_saves_badly_is_caught(scratch: Path, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def in_place(path: Path, data: bytes, **_: object) -> None:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        try:
            os.write(handle, data)
        except OSError as error:
            if kind != "says that it is done":
                raise refusal(path, error) from None
        finally:
            os.close(handle)
        if kind == "is done and says no":
            sync_folder(path.parent)

    model = laid(scratch / "model", lambda desk: filled(desk.store.root, desk.store.root.parent / "backups"))
    monkeypatch.setattr("planner.store.append.save", in_place)
    ways = (Way("die"), Way("die torn")) if kind == "overwrites" else (Way(FULL),)
    with pytest.raises(AssertionError):
        every_fault(by_store(DEEDS["add entries"]), model, scratch, ways=ways)


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
