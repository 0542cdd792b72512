"""A second of the player comes to the screen when it begins, with every core busy: run with `-m slow`."""

import os
import sys
from pathlib import Path

import pytest

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals of POSIX"),
]
FRAME_MS = 1000 / 30


def test_a_minute_under_load_stays_within_a_frame_of_a_program_that_only_shows_seconds(store_root: Path) -> None:
    from tests.bench.seconds import lateness, measured

    env = {**os.environ, "PLANNER_STORE": str(store_root)}
    mine, theirs = measured(store_root, env, 60.0, os.cpu_count() or 1)
    ours, yardstick = lateness(mine.shown), lateness(theirs.shown)
    assert len(ours.late) >= 59
    assert (ours.skipped, ours.back) == (0, 0)
    # One that drifts is late too: by the end of the minute, against its own beginning.
    assert ours.latest <= yardstick.latest + FRAME_MS
