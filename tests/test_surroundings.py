"""What tests stand on: nothing that they do comes out in the home of who runs them."""

import os
from pathlib import Path

import pytest

from planner.store.store import Store


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the backups of a store go that several tests share."""
    return Store(tmp_path_factory.mktemp("shared")).backups


def test_a_store_that_tests_share_has_its_backups_in_a_home_of_theirs(shared: Path) -> None:
    assert shared.is_relative_to(Path.home().parent)


def test_a_test_that_undoes_its_patches_stays_in_its_own_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    home = Path.home()
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    monkeypatch.undo()
    assert Path.home() == home
    assert home.parent.name == "homes0"
    assert Store(tmp_path / "store").backups.is_relative_to(home)
    assert os.environ["TZ"] == "UTC"
