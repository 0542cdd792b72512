"""Where the store is."""

from pathlib import Path

import pytest

from planner.store.place import find_store


def test_the_option_wins_over_the_variable_and_that_over_the_platforms_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert find_store("here", {"PLANNER_STORE": "/there"}) == tmp_path / "here"
    assert find_store(None, {"PLANNER_STORE": "/there"}) == Path("/there")
    assert find_store("~/runs", {}) == Path.home() / "runs"
    assert find_store(None, {"PLANNER_STORE": ""}).name == "planner"
