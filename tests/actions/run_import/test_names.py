"""What a file holds decides what it is taken for, and an error names what the person named."""

import zipfile
from pathlib import Path

import pytest

from planner.actions.run_import.sources import gather, holds_runs
from planner.domain.errors import BadValue
from tests.actions import strava_export
from tests.imports.run_files import run_fit, run_gpx

RUNS = {"fit": run_fit(), "gpx": run_gpx()}


@pytest.mark.parametrize("kind", RUNS)
@pytest.mark.parametrize("name", ["run.csv", "run.txt", "run"])
def test_a_run_file_of_another_name_comes_in(tmp_path: Path, kind: str, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(RUNS[kind])
    assert holds_runs(str(path))
    assert len(gather(str(path)).activities) == 1


@pytest.mark.parametrize("name", ["runs.txt", "runs", "runs.tsv"])
@pytest.mark.parametrize("codec", ["utf-8", "utf-16"])
def test_a_table_of_another_name_comes_in(tmp_path: Path, name: str, codec: str) -> None:
    path = tmp_path / name
    path.write_bytes(strava_export.TABLES["en"].encode(codec))
    assert holds_runs(str(path))
    assert len(gather(str(path)).activities) == 3


def test_a_run_file_called_a_table_comes_in_from_a_folder_and_an_archive(tmp_path: Path) -> None:
    folder = tmp_path / "watch"
    folder.mkdir()
    (folder / "a.csv").write_bytes(RUNS["fit"])
    (folder / "b.csv").write_bytes(RUNS["gpx"])
    packed = tmp_path / "watch.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.write(folder / "a.csv", "a.csv")
        archive.write(folder / "b.csv", "b.csv")
    for path in (folder, packed):
        assert len(gather(str(path)).activities) == 2


def test_the_only_file_of_a_folder_or_an_archive_is_refused_with_the_name_of_both(tmp_path: Path) -> None:
    folder = tmp_path / "watch"
    folder.mkdir()
    (folder / "a.fit").write_bytes(b"no run")
    packed = tmp_path / "watch.zip"
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.gpx", b"<gpx>" + bytes(2_000_000))
    for path, member in ((folder, "a.fit"), (packed, "a.gpx")):
        with pytest.raises(BadValue) as caught:
            gather(str(path))
        assert caught.value.what == f"{path}: {member}"
        assert "The rest" not in caught.value.fix


def test_an_archive_without_files_is_one(tmp_path: Path) -> None:
    path = tmp_path / "none.zip"
    zipfile.ZipFile(path, "w").close()
    assert holds_runs(str(path))
    assert gather(str(path)).activities == ()
