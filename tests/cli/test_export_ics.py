"""The calendar file as the command writes it: its options, its folder of files, and what counts as an export."""

import json
import stat
from pathlib import Path

import pytest

from planner.domain.errors import StoreError
from tests.cli.conftest import Planner

WEEK = ("--from", "2026-11-23", "--to", "2026-11-29")


def first_run(planner: Planner) -> str:
    days = json.loads(planner("week", "2026-11-24", "--json").out)["days"]
    return next(str(one["id"]) for day in days for one in day["sessions"] if one["kind"] == "easy")


def cancelled(text: str) -> int:
    return text.count("STATUS:CANCELLED")


def test_an_export_to_the_terminal_counts_and_the_next_one_cancels_what_went(spring: Planner) -> None:
    first = spring("export", "ics").out
    assert spring("export", "ics").out == first
    spring("plan", "remove", first_run(spring))
    ended = spring("export", "ics")
    second = ended.out
    assert cancelled(second) >= 2
    assert ended.complaint == f"planner: {cancelled(second)} events are cancelled: the plan has them no more."
    assert spring("export", "ics").out == second
    spring("plan", "layers", "hip-strength", "off")
    assert cancelled(spring("export", "ics").out) > 0
    spring("plan", "undo")
    assert cancelled(spring("export", "ics").out) == 0


def test_an_export_that_is_refused_does_not_count(spring: Planner, tmp_path: Path) -> None:
    taken = tmp_path / "plan.ics"
    assert spring("export", "ics", "-o", str(taken)).status == 0
    run = first_run(spring)
    spring("plan", "remove", run)
    assert spring("export", "ics", "-o", str(taken)).status == 1
    spring("plan", "edit", first_run(spring), "5 easy")
    text = spring("export", "ics").out
    assert f"UID:{run}@spring.planner" in text
    assert cancelled(text) >= 1


def test_without_its_memory_an_export_cancels_what_the_plan_itself_knows(spring: Planner, store_root: Path) -> None:
    spring("export", "ics")
    run = first_run(spring)
    spring("plan", "remove", run)
    with_memory = spring("export", "ics").out
    (store_root / ".state" / "exported-spring.cache").unlink()
    without = spring("export", "ics").out
    assert f"UID:{run}@spring.planner" in without
    assert cancelled(without) == 1 < cancelled(with_memory)
    assert spring("doctor").status == 0


def test_a_store_that_cannot_be_written_to_can_be_exported(spring: Planner, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise StoreError("disk", "it is read-only", "Make it writable.")

    monkeypatch.setattr("planner.store.caches.derived.replace_loosely", refuse)
    assert spring("export", "ics").status == 0


def test_a_folder_gets_a_private_file_for_the_runs_and_one_for_each_layer(spring: Planner, tmp_path: Path) -> None:
    folder = tmp_path / "calendars"
    said = spring("export", "ics", "--per-layer", "-o", str(folder), *WEEK)
    assert said.status == 0, said.err
    names = sorted(file.name for file in folder.iterdir())
    assert "spring-runs.ics" in names
    assert "spring-hip-strength.ics" in names
    assert f"Wrote {len(names)} files into" in said.out
    uids: list[str] = []
    for file in folder.iterdir():
        text = file.read_text(encoding="utf-8")
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        own = [line for line in text.splitlines() if line.startswith("UID:")]
        assert own
        layer = file.stem.removeprefix("spring-")
        assert all((f".{layer}@" in uid) != (layer == "runs") for uid in own)
        uids += own
    one_file = spring("export", "ics", *WEEK).out
    assert sorted(uids) == sorted(line for line in one_file.splitlines() if line.startswith("UID:"))


def test_a_layer_that_is_off_gets_a_file_that_cancels_it(spring: Planner, tmp_path: Path) -> None:
    folder = tmp_path / "calendars"
    spring("export", "ics", "--per-layer", "-o", str(folder))
    spring("plan", "layers", "hip-strength", "off")
    assert spring("export", "ics", "--per-layer", "-o", str(folder), "--force").status == 0
    text = (folder / "spring-hip-strength.ics").read_text(encoding="utf-8")
    assert cancelled(text) == text.count("BEGIN:VEVENT") > 0
    assert cancelled((folder / "spring-runs.ics").read_text(encoding="utf-8")) == 0


def test_a_folder_is_written_whole_or_not_at_all(spring: Planner, tmp_path: Path) -> None:
    folder = tmp_path / "calendars"
    folder.mkdir()
    (folder / "spring-hip-strength.ics").write_text("mine")
    refused = spring("export", "ics", "--per-layer", "-o", str(folder))
    assert "spring-hip-strength.ics: it is there already" in refused.complaint
    assert [file.name for file in folder.iterdir()] == ["spring-hip-strength.ics"]
    file = tmp_path / "file"
    file.write_text("mine")
    assert "a file is there" in spring("export", "ics", "--per-layer", "-o", str(file)).complaint
    assert "Name a folder" in spring("export", "ics", "--per-layer").complaint


def test_the_id_of_a_layer_from_elsewhere_names_no_file_outside_the_folder(
    spring: Planner, store_root: Path, tmp_path: Path
) -> None:
    file = store_root / "plans" / "spring.toml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace('"hip-strength"', '"../../evil"'), encoding="utf-8")
    folder = tmp_path / "in" / "calendars"
    folder.parent.mkdir()
    assert spring("export", "ics", "--per-layer", "-o", str(folder)).status == 0
    assert {path.name for path in tmp_path.rglob("*evil*")} == {"spring-evil.ics"}
    assert (folder / "spring-evil.ics").exists()


def test_alarms_and_weeks_are_options(spring: Planner) -> None:
    plain = spring("export", "ics", *WEEK).out
    assert "VALARM" not in plain
    assert "UID:week-" not in plain
    spring("plan", "add", "8 easy at 7:00", "--date", "2026-11-28")
    more = spring("export", "ics", "--alarm", "90", "--evening", "8pm", "--weekly", *WEEK).out
    assert "TRIGGER:-PT1H30M" in more
    assert "TRIGGER:-PT4H" in more
    assert "UID:week-2026-11-23@spring.planner" in more
    assert "DTSTART:20261128T070000" in more
    assert "not a time of day" in spring("export", "ics", "--evening", "late").complaint
    assert "from 0 to 10080" in spring("export", "ics", "--alarm", "-5").complaint


def test_routines_stand_in_brief_and_the_log_stays_out(spring: Planner) -> None:
    run = first_run(spring)
    before = spring("export", "ics", *WEEK).out
    spring("plan", "done", run, "--note", "knee, secretly")
    spring("log", "pain", "left knee", "4", "--note", "secretly")
    assert spring("export", "ics", *WEEK).out == before
    text = before.replace("\r\n ", "").replace("\n ", "")
    assert "DESCRIPTION:Glute bridge\\; Clamshell\\; " in text
