"""Restores by real processes that are killed at random: the store is never less than whole files, and ends restored."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from planner.actions.backups import make_backup
from planner.actions.desk import Desk
from planner.store.care.restore import is_unfinished
from planner.store.kinds import problems_in
from planner.store.store import Store
from tests.store.deeds import filled
from tests.store.failing_disk import all_files, lasting
from tests.store.records import ran, small_plan

HERE = Path(__file__).parents[3]


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is of POSIX")
def test_a_restore_killed_at_random_is_finished_by_the_next_start(scratch: Path) -> None:
    environ = os.environ | {"PLANNER_BACKUPS": str(scratch / "backups")}
    model = filled(scratch / "model", scratch / "backups")
    desk = Desk(model)
    make_backup(desk, str(scratch / "b.zip"), replace=False)
    wanted = lasting(all_files(model.root))
    for number in range(40):
        model.create_plan(small_plan(f"p{number}"))
    model.add_entries(*(ran(f"r{number}") for number in range(300)))
    before = lasting(all_files(model.root))
    chance = random.Random(7)
    seen = {"old": 0, "between": 0, "new": 0}
    for number in range(60):
        root = scratch / "store"
        shutil.rmtree(root, ignore_errors=True)
        shutil.copytree(scratch / "model", root)
        words = [sys.executable, "-m", "planner", "--store", str(root), "restore", str(scratch / "b.zip"), "--yes"]
        process = subprocess.Popen(words, cwd=HERE, env=environ, stdout=subprocess.DEVNULL)
        if number % 2:  # at any time, or once it has begun to replace files
            time.sleep(chance.uniform(0.05, 0.40))
        else:
            while process.poll() is None and not is_unfinished(root):
                time.sleep(0.001)
            time.sleep(chance.uniform(0, 0.02))
        process.send_signal(signal.SIGKILL)
        process.wait()
        now = lasting(all_files(root))
        assert all(now[name] in (before.get(name), wanted.get(name)) for name in now)
        assert [name for name in now if name.endswith(".toml") and problems_in(root / name, now[name])] == []
        was_begun = is_unfinished(root)
        seen["new" if now == wanted else "old" if now == before else "between"] += 1
        assert now in (before, wanted) or was_begun
        Store(root, environ).remember(("log:2027-03:x",))
        assert lasting(all_files(root)) == (wanted if was_begun or now == wanted else before)
        assert not is_unfinished(root)
    assert seen["between"] > 5
