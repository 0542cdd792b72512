"""A store of the test's own, with its backups beside it."""

from pathlib import Path

import pytest

from planner.store.store import Store


@pytest.fixture
def store(store_root: Path, tmp_path: Path) -> Store:
    return Store(store_root, {"PLANNER_BACKUPS": str(tmp_path / "backups")})
