"""Two windows that import the same runs at once add them once."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from planner.actions.desk import Desk
from planner.actions.run_import.proposal import keep_proposal, plan_runs
from planner.domain.errors import StoreError
from planner.store import store
from planner.store.disk import atomic
from tests.actions.conftest import again
from tests.actions.run_import.test_proposal import ran, run


def test_what_another_window_imports_between_the_look_and_the_lock_does_not_come_in_twice(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = again(desk)
    mine, theirs = plan_runs(desk, [run()]), plan_runs(other, [run()])
    hold = atomic.lock

    @contextmanager
    def lock(root: Path) -> Iterator[None]:
        monkeypatch.setattr(store, "lock", hold)
        keep_proposal(other, theirs)
        with hold(root):
            yield

    monkeypatch.setattr(store, "lock", lock)
    with pytest.raises(StoreError, match="changed meanwhile"):
        keep_proposal(desk, mine)
    assert len(ran(desk)) == 1
    assert plan_runs(again(desk), [run()]).report.already == 1
