"""A desk on an empty store, on a fixed day."""

from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest

from planner.actions.desk import Desk
from planner.store.store import Store

NOW = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)


@pytest.fixture
def desk(store_root: Path) -> Desk:
    """A desk on a store that does not exist yet, on Saturday 21 November 2026."""
    return Desk(Store(store_root), now=lambda: NOW, pick=Random(7).choice)


def again(desk: Desk) -> Desk:
    """The same store seen by a program that was just started."""
    return Desk(Store(desk.store.root), now=desk.now)
