"""A store with one of each, in which nothing is wrong."""

from pathlib import Path

import pytest

from planner.store.store import Store
from tests.store.deeds import filled


@pytest.fixture
def full(store_root: Path, tmp_path: Path) -> Store:
    store = filled(store_root, tmp_path / "backups")
    (store_root / "planner.toml").chmod(0o600)
    return store
