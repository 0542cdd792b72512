"""A copy is settled whole or not at all, on a disk that breaks at any step."""

from collections.abc import Callable
from pathlib import Path

import pytest

from planner.actions.copies_aside import Copy, find_copies, keep_both, keep_ours, keep_theirs
from planner.actions.desk import Desk
from tests.actions.test_copies_aside import other_version
from tests.store.failing_disk import QUICK, by_desk, every_fault, laid
from tests.store.records import ran


@pytest.mark.parametrize("keep", [keep_both, keep_theirs, keep_ours])
def test_settling_a_copy_is_whole_or_not_done(scratch: Path, keep: Callable[[Desk, Copy], str]) -> None:
    """Killed in between, the file has both already and the copy is still there: settling it again does the rest."""

    def fill(desk: Desk) -> None:
        desk.keep_entries(ran("e1"))
        other_version(desk).chmod(0o600)

    def settle(desk: Desk) -> None:
        for copy in find_copies(desk):
            keep(desk, copy)

    # A disk that becomes read-only in between leaves it as a kill does, and nothing can be remembered of it.
    ways = tuple(way for way in QUICK if not way.on)
    tally = every_fault(by_desk(settle), laid(scratch / "model", fill), scratch, ways=ways, between=True, part=(1, 4))
    assert sum(tally.tries.values()) > 50
