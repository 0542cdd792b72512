"""`planner import` of runs: what it says, what it writes, how it ends."""

import json
import os
from pathlib import Path

import pytest

from tests.actions import strava_export
from tests.cli.conftest import Planner

GOLDEN = Path(__file__).parent / "golden" / "import-runs.txt"


def test_the_summary_of_a_bulk_export(planner: Planner, tmp_path: Path) -> None:
    from planner.actions.desk import Desk
    from planner.store.store import Store
    from tests.actions.run_import.test_proposal import DAY, planned, session

    root = tmp_path / "store"
    planned(Desk(Store(root)), session("aaaaaa", 10, DAY.replace(day=10)), session("bbbbbb", 6, DAY.replace(day=12)))
    planner("shoe", "add", "Blue Pegasus", "--id", "blue")
    folder = strava_export.as_folder(tmp_path / "export")
    (folder / "activities" / "906.fit").write_bytes(b"cut off")
    first, second = planner("import", str(folder)), planner("import", str(folder))
    assert (first.status, first.err) == (0, "")
    said = f"{first.out}\n---- again\n\n{second.out}"
    # PLANNER_GOLDEN=write renews the file, when the words change on purpose.
    if os.environ.get("PLANNER_GOLDEN") == "write":
        GOLDEN.write_text(said, encoding="utf-8")
    assert said == GOLDEN.read_text(encoding="utf-8")


def test_a_dry_run_writes_nothing_and_json_says_it_for_programs(planner: Planner, tmp_path: Path) -> None:
    path = strava_export.as_zip(tmp_path / "export.zip")
    assert planner("import", str(path), "--dry-run").out.endswith("Nothing was written.\n")
    said = json.loads(planner("import", str(path), "--dry-run", "--json").out)
    assert (said["new"], said["kept"], said["unit"], said["first"]) == (4, False, "km", "2026-11-09")
    assert not (tmp_path / "store" / "log").exists()


def test_runs_are_listed_one_by_one_the_last_ones_unless_all_are_asked_for(planner: Planner, tmp_path: Path) -> None:
    rows = "".join(f'\n{day},"Nov {day}, 2025, 6:00:00 AM",Run,{day}.0,3600' for day in range(1, 16))
    file = tmp_path / "activities.csv"
    file.write_text(f"Activity ID,Activity Date,Activity Type,Distance,Moving Time{rows}\n")
    said = planner("import", str(file), "--dry-run").out
    assert "The last 12 of 15 (--all lists every one):\n  - Tue 4 Nov 06:00: 4 km in 1 h, strava\n" in said
    assert "planned" not in said
    said = planner("import", str(file), "--dry-run", "--all").out
    assert said.count("\n  - ") == 15
    assert "- Sat 1 Nov 06:00: 1 km in 1 h, strava" in said


def test_shoes_are_named_and_one_undo_takes_all_back(spring: Planner, tmp_path: Path) -> None:
    path = strava_export.as_zip(tmp_path / "export.zip")
    spring("shoe", "add", "Old ones", "--id", "old")
    spring("import", str(path), "--shoe", "nimbus 25=old")
    assert "8 of" in spring("shoe", "list").out or "8 km" in spring("shoe", "list").out
    assert spring("plan", "undo").status == 0
    assert spring("import", str(path)).out.startswith("4 new runs")


@pytest.mark.parametrize(("words", "why"), [
    (("--shoe", "x"), "names no pair"),
    (("--shoe", "x=none"), "no such shoe"),
])  # fmt: skip
def test_wrong_pairs_are_told_and_nothing_is_written(
    planner: Planner, tmp_path: Path, words: tuple[str, ...], why: str
) -> None:
    ended = planner("import", str(strava_export.as_zip(tmp_path / "export.zip")), *words)
    assert ended.status in (1, 2)
    assert why in ended.complaint


def test_a_folder_of_nothing_but_bad_files_ends_with_1(planner: Planner, tmp_path: Path) -> None:
    folder = tmp_path / "runs"
    folder.mkdir()
    for name in ("a.fit", "b.gpx"):
        (folder / name).write_bytes(b"rubbish")
    ended = planner("import", str(folder))
    assert ended.status == 1
    assert "2 files or rows could not be read" in ended.out


def test_runs_and_a_plan_together_are_refused(planner: Planner, tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text("title: x\n")
    ended = planner("import", str(strava_export.as_zip(tmp_path / "x.zip")), str(tmp_path / "plan.yaml"))
    assert "Import it by itself" in ended.complaint


def test_done_workouts_in_a_plan_file_come_into_the_log_with_it(planner: Planner, tmp_path: Path) -> None:
    file = tmp_path / "workouts.csv"
    file.write_text(
        "Title,WorkoutType,WorkoutDescription,PlannedDuration,PlannedDistanceInMeters,WorkoutDay,DistanceInMeters,"
        "TimeTotalInHours\nEasy,Run,,0.75,8000,2026-11-10,8100,0.77\nHalf,Race,,,21097.5,2027-04-18,,\n"
    )
    assert "1 activity is done in it and comes into the log" in planner("import", str(file), "--dry-run").out
    said = planner("import", str(file)).out
    assert "1 planned session done.\n" in said
    assert "- Tue 10 Nov: 8.1 km in 46 min, trainingpeaks; planned: Easy" in said
    assert planner("plan", "undo").out.startswith("Took back: logged 8.1 km")


def test_a_bar_is_drawn_on_a_terminal_only(planner: Planner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = str(strava_export.as_folder(tmp_path / "export"))
    assert planner("import", path, "--dry-run").err == ""
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    assert "Reading" in planner("import", path, "--dry-run").err
