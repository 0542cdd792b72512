"""A store of the test's own, with its backups beside it."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from planner.store.store import Store
from tests.store.deeds import scratch_folder


@pytest.fixture
def store(store_root: Path, tmp_path: Path) -> Store:
    return Store(store_root, {"PLANNER_BACKUPS": str(tmp_path / "backups")})


@pytest.fixture
def scratch() -> Iterator[Path]:
    with TemporaryDirectory(prefix="planner-tests-", dir=scratch_folder()) as folder:
        yield Path(folder)
