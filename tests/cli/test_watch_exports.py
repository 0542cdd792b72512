"""`planner export fit` and `intervals`: files for a watch, and text to paste."""

import json
import os
import stat
from pathlib import Path

from tests.cli.conftest import SPRING, Planner


def _structured(planner: Planner) -> list[tuple[str, str]]:
    """Return the ids and kinds of the runs that the plan gives a structure."""
    days = json.loads(planner("export", "json").out)["days"]
    return [(one["id"], one["kind"]) for day in days for one in day["sessions"] if one["text"]]


def test_each_structured_run_is_a_file_in_the_folder_that_only_its_owner_reads(spring: Planner, tmp_path: Path) -> None:
    os.umask(0)
    folder = tmp_path / "watch"
    said = spring("export", "fit", "-o", str(folder))
    assert said.status == 0, said.err
    files = sorted(folder.iterdir())
    assert len(files) == len(_structured(spring)) > 5
    assert f"Wrote {len(files)} files into " in said.out
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
    assert all(file.read_bytes()[8:12] == b".FIT" for file in files)
    again = spring("export", "fit", "-o", str(folder))
    assert again.status == 1
    assert "--force" in again.complaint or "another" in again.complaint


def test_what_a_watch_cannot_say_is_told(spring: Planner, tmp_path: Path) -> None:
    session, _ = _structured(spring)[0]
    assert spring("plan", "edit", session, "8 easy: 8 km easy z2-3 with 6 x 20 s strides").status == 0
    said = spring("export", "fit", "--session", session, "-o", str(tmp_path / "one.fit"))
    assert "its words say it: 6 x 20 s strides." in " ".join(said.out.split())
    assert (tmp_path / "one.fit").read_bytes()[8:12] == b".FIT"
    text = spring("export", "intervals", "--session", session)
    assert text.out.endswith("Run\n- Easy 8km Z2-Z3 HR\n")
    assert text.err.startswith("planner: ")


def test_all_writes_plain_runs_too_and_days_cut_it(spring: Planner, tmp_path: Path) -> None:
    week = ("--from", "2026-11-23", "--to", "2026-11-29")
    assert spring("export", "fit", *week, "--all", "-o", str(tmp_path / "all")).status == 0
    assert len(list((tmp_path / "all").iterdir())) == 4


def test_paces_come_from_the_recent_race_that_the_plan_was_made_with(planner: Planner) -> None:
    assert planner(*SPRING, "--recent", "10k 48:30").status == 0
    with_paces, without = planner("export", "intervals", "--paces"), planner("export", "intervals")
    assert "/km Pace" in with_paces.out
    assert "/km Pace" not in without.out


def test_no_id_and_no_folder_are_said(spring: Planner) -> None:
    assert "not among these days" in spring("export", "fit", "--session", "nope").complaint
    assert "--recent" in spring("export", "fit", "--paces", "-o", "x").complaint
    assert "Name a folder" in spring("export", "fit").complaint
    rest = ("--from", "2026-11-23", "--to", "2026-11-23")
    assert "--all" in spring("export", "intervals", *rest).complaint


def test_a_day_of_text_stands_under_its_day(spring: Planner) -> None:
    said = spring("export", "intervals")
    assert said.status == 0, said.err
    headings = [line for line in said.out.splitlines() if line.startswith("20")]
    assert len(headings) == len(_structured(spring))


def test_routines_that_hang_on_the_runs_are_files_once_each(spring: Planner, tmp_path: Path) -> None:
    said = spring("export", "fit", "--routines", "-o", str(tmp_path / "watch"))
    assert said.status == 0, said.err
    days = json.loads(spring("export", "json").out)["days"]
    hung = {one["what"] for day in days for one in day["hung"] if one["thing"] in ("roll", "stretch", "strength")}
    assert {file.name for file in (tmp_path / "watch").iterdir()} == {f"routine-{one}.fit" for one in hung}
    before = ("--from", "2026-11-01", "--to", "2026-11-02")
    assert "none hangs" in spring("export", "fit", "--routines", *before, "-o", "x").complaint
