import subprocess
import sys
from pathlib import Path

import pytest

from planner import resources
from planner.domain.errors import StoreError


def test_a_checkout_reads_its_own_data_folder() -> None:
    assert resources.builtin("data") == Path(resources.__file__).parent.parent / "data"


def test_an_installed_package_reads_the_data_inside_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    inside = tmp_path / "planner" / "_builtin" / "data"
    inside.mkdir(parents=True)
    (tmp_path / "data").mkdir()
    monkeypatch.setattr(resources, "_PACKAGE", tmp_path / "planner")
    assert resources.builtin("data") == inside


def test_a_broken_installation_says_what_to_do(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(resources, "_PACKAGE", tmp_path / "planner")
    with pytest.raises(StoreError, match=r"built-in data/: .* Install race-planner again\."):
        resources.builtin("data")


def test_a_missing_file_is_named() -> None:
    with pytest.raises(StoreError, match="built-in data/routines/no-such"):
        resources.read("data", "routines", "no-such.toml")


def test_only_toml_files_are_listed_in_order(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    folder = tmp_path / "data" / "routines"
    folder.mkdir(parents=True)
    for name in ("b.toml", "a.toml", "README.md"):
        (folder / name).touch()
    monkeypatch.setattr(resources, "_PACKAGE", tmp_path / "planner")
    assert [file.name for file in resources.files("data", "routines")] == ["a.toml", "b.toml"]


def test_finding_files_does_not_import_the_resource_machinery() -> None:
    code = "import sys; before = set(sys.modules); import planner.resources; print(*set(sys.modules) - before)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {"importlib.resources", "msgspec", "textual"} & set(loaded)
