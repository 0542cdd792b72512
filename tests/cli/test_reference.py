"""The command that the README begins with: made, then seen alike by every other command."""

import json
import os
import re
import stat
from datetime import date, timedelta
from pathlib import Path

import time_machine

from tests.cli.conftest import SPRING, TODAY, Planner


def test_the_reference_build_up_is_made_and_shown_alike_by_every_command(spring: Planner) -> None:
    listed = json.loads(spring("plan", "list", "--json").out)
    assert [(one["id"], one["current"], one["race"]["date"]) for one in listed] == [("spring", True, "2027-04-18")]
    shown = json.loads(spring("plan", "show", "--json").out)
    exported = json.loads(spring("export", "json").out)
    assert shown == exported
    by_day = {day["date"]: day for day in exported["days"]}
    week = json.loads(spring("week", "2027-01-20", "--json").out)
    assert [by_day[day["date"]] for day in week["days"]] == week["days"]
    assert week["totals"]["runs"] == 4


def test_weeks_rise_to_a_peak_and_taper_to_the_race(spring: Planner) -> None:
    table = spring("plan", "show").out
    assert "Spring Half   half, Sun 18 Apr 2027" in table
    assert re.search(r"^ +21 +12 Apr .* then the race", table, re.MULTILINE)
    assert "cut-back" in table
    assert max(map(len, table.splitlines())) <= 80


def test_today_before_the_plan_says_when_it_begins(spring: Planner) -> None:
    said = spring("today").out
    assert "Spring Half in 148 days" in said
    assert "The plan begins on Mon 23 Nov 2026" in said
    assert "next run: " in said


def test_today_shows_the_run_with_what_hangs_on_it(spring: Planner, clock: time_machine.Traveller) -> None:
    clock.move_to(TODAY + timedelta(days=8))
    said = spring("today").out
    assert "9 km long" in said
    assert re.search(r"before  .*, \d+ min +\w+\.roll-before", said)
    assert re.search(r"after   .*, \d+ min +\w+\.roll-after", said)
    assert "planner play ID" in said
    assert max(map(len, said.splitlines())) <= 80


def test_every_id_that_week_shows_can_be_moved(spring: Planner) -> None:
    said = spring("week", "2026-11-25").out
    ids = re.findall(r" ([2-9a-z]{6})$", said, re.MULTILINE)
    assert len(ids) == 4
    for session in ids:
        moved = spring("plan", "move", session, "2026-11-28")
        assert moved.status == 0, moved.err
        assert "to Sat 28 Nov." in moved.out
    assert "4 of 4" not in spring("week", "2026-11-25").out
    assert spring("week", "2026-11-25").out.count("moved from") == 4


def test_undo_and_redo_tell_what_they_did(spring: Planner) -> None:
    session = _sessions(spring, "2026-11-24")[0]
    before = spring("week", "2026-11-24").out
    spring("plan", "move", session, "2026-11-27")
    assert spring("plan", "undo").out.startswith("Took back: ")
    assert spring("week", "2026-11-24").out == before
    assert spring("plan", "redo").out.startswith("Brought back: ")
    assert "moved from" in spring("week", "2026-11-24").out


def test_done_and_skip_show_in_week_and_totals(spring: Planner, clock: time_machine.Traveller) -> None:
    clock.move_to(TODAY + timedelta(days=8))
    tuesday, wednesday = _sessions(spring, "2026-11-24")[0], _sessions(spring, "2026-11-25")[0]
    assert spring("plan", "done", tuesday, "--km", "6.2", "--minutes", "38").status == 0
    assert spring("plan", "skip", wednesday, "--why", "a [cold]").status == 0
    said = spring("week", "2026-11-24").out
    assert "done 6.2 km in 38 min" in said
    assert "skipped: a [cold]" in said
    assert "done 6.2 km, 1 of 4 runs" in said


def test_a_logged_run_counts_as_the_planned_one(spring: Planner, clock: time_machine.Traveller) -> None:
    clock.move_to(TODAY + timedelta(days=3))
    assert "the planned run" in spring("log", "run", "5mi").out
    assert "done 8 km" in spring("today").out


def test_dry_run_writes_nothing(planner: Planner, store_root: Path) -> None:
    said = planner(*SPRING, "--dry-run")
    assert said.status == 0
    assert "Nothing was written." in said.out
    assert "cut-back" in said.out
    assert not store_root.exists()


def test_miles_are_read_and_shown_in_miles(planner: Planner, store_root: Path) -> None:
    store_root.mkdir(mode=0o700)
    (store_root / "planner.toml").write_text('schema = 1\nunit = "mi"\n')
    said = planner(*SPRING[:9], "--weekly", "16", "--longest", "5.6", "--days", "4")
    assert said.status == 0, said.err
    assert re.search(r"week +from +mi ", said.out)
    assert "miles" not in said.out
    assert not re.search(r"\d km\b", planner("week", "2026-11-24").out)


def test_export_to_a_file_is_private_whole_and_never_replaces_by_itself(spring: Planner, tmp_path: Path) -> None:
    os.umask(0)
    file = tmp_path / "plan.ics"
    assert spring("export", "ics", "-o", str(file)).status == 0
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    first = file.read_bytes()
    assert first.startswith(b"BEGIN:VCALENDAR")
    refused = spring("export", "md", "-o", str(file))
    assert refused.status == 1
    assert "--force" in refused.complaint
    assert file.read_bytes() == first
    assert spring("export", "md", "-o", str(file), "--force").status == 0
    assert file.read_text().startswith("# Spring Half")
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_export_never_follows_a_link(spring: Planner, tmp_path: Path) -> None:
    aim, link = tmp_path / "aim", tmp_path / "link"
    aim.write_text("mine")
    link.symlink_to(aim)
    assert spring("export", "md", "-o", str(link), "--force").status == 1
    assert aim.read_text() == "mine"


def test_export_can_be_cut_to_days_and_layers(spring: Planner) -> None:
    whole = json.loads(
        spring("export", "json", "--from", "2026-11-23", "--to", "2026-11-29", "--layer", "strength").out
    )
    assert [day["date"] for day in whole["days"]] == [
        (date(2026, 11, 23) + timedelta(days=n)).isoformat() for n in range(7)
    ]
    things = {hung["thing"] for day in whole["days"] for hung in day["hung"]}
    assert things == {"strength"}
    unknown = spring("export", "ics", "--layer", "nope")
    assert unknown.status == 1
    assert "roll-before" in unknown.complaint


def test_layers_switch_off_what_hangs(spring: Planner) -> None:
    assert "hip-strength" in spring("plan", "layers").out
    assert spring("plan", "layers", "hip-strength", "off").status == 0
    days = json.loads(spring("week", "2026-11-24", "--json").out)["days"]
    assert "hip-strength" not in {hung["layer"] for day in days for hung in day["hung"]}


def test_a_deleted_plan_comes_back(spring: Planner) -> None:
    before = spring("plan", "show").out
    assert spring("plan", "delete", "spring").status == 0
    assert "no plan yet" in spring("today").out
    assert spring("plan", "undo").status == 0
    assert spring("plan", "show").out == before


def test_shoes_gather_the_runs_in_them(planner: Planner) -> None:
    assert planner("shoe", "add", "Blue daily", "--id", "blue", "--run", "310", "--drop", "8").status == 0
    assert planner(*SPRING, "--shoe", "blue").status == 0
    assert planner("log", "run", "10", "--shoe", "blue").status == 0
    assert "320 of 700 km" in planner("shoe", "list").out
    assert planner("shoe", "retire", "blue").status == 0
    assert "blue" not in planner("shoe", "list").out
    assert json.loads(planner("shoe", "list", "--json").out)[0]["retired"] == "2026-11-21"


def test_orthotics_gather_their_hours(planner: Planner) -> None:
    assert planner("orthotic", "add", "Cork", "--since", "2026-10-01").status == 0
    assert planner("orthotic", "wear", "cork", "1.5").status == 0
    assert "1.5 h besides" in planner("orthotic", "list").out


def test_an_imported_plan_is_shown_with_what_was_not_understood(planner: Planner, tmp_path: Path) -> None:
    file = tmp_path / "two-weeks.yaml"
    file.write_text(_CALENDAR_HACK)
    tried = planner("import", str(file), "--race-date", "2027-04-18", "--dry-run")
    assert (tried.status, planner("plan", "list", "--json").out) == (0, "[]\n"), tried.err
    made = planner("import", str(file), "--race-date", "2027-04-18", "--id", "theirs")
    assert made.status == 0, made.err
    assert "Made the plan theirs" in made.out
    assert planner("export", "json", "--plan", "theirs").status == 0
    again = planner("import", str(file), "--race-date", "2027-04-18", "--id", "theirs")
    assert "there is a plan" in again.complaint


def _sessions(planner: Planner, day: str) -> list[str]:
    days = json.loads(planner("week", day, "--json").out)["days"]
    return [session["id"] for one in days if one["date"] == day for session in one["sessions"]]


_CALENDAR_HACK = """
id: two_weeks
name: Two weeks
description: A short one
units: mi
type: Half Marathon
schedule:
  - description: First
    workouts:
      - title: Rest
        description: ""
      - title: Run {3:4.8}
        distance: 3
      - title: Run {3:4.8}
        distance: 3
      - title: Rest
      - title: Run {4:6.4}
        distance: 4
      - title: Rest
      - title: Long {6:9.7}
        distance: 6
  - description: Second
    workouts:
      - title: Rest
      - title: Run {3:4.8}
        distance: 3
      - title: Rest
      - title: Run {3:4.8}
        distance: 3
      - title: Rest
      - title: Rest
      - title: Race
        distance: 13.1
"""


def test_a_shoe_is_hung_on_some_kinds_of_run_and_taken_off_by_undo(spring: Planner) -> None:
    spring("shoe", "add", "Red racer", "--id", "red")
    hung = spring("plan", "hang", "red", "--kinds", "tempo,race-pace,race")
    assert hung.status == 0
    assert "Red racer" in hung.out
    assert "Red racer" in spring("week", "2027-04-18").out
    assert "red-racer" in spring("plan", "layers").out
    spring("plan", "undo")
    assert "red-racer" not in spring("plan", "layers").out


def test_what_cannot_hang_is_one_line_that_lists_what_can(spring: Planner) -> None:
    for words in (("nope",), ("hip-strength", "--where", "moon"), ("note",), ("note", "--kinds", "swim")):
        refused = spring("plan", "hang", *words)
        assert refused.status == 1
        assert refused.complaint


def test_a_run_moved_before_the_plan_begins_is_in_every_listing_and_export(spring: Planner) -> None:
    session = json.loads(spring("week", "2026-11-24", "--json").out)["days"][1]["sessions"][0]["id"]
    assert spring("plan", "move", session, "2026-11-22").status == 0
    assert "5.5 km strides" in spring("week", "2026-11-22").out
    exported = json.loads(spring("export", "json").out)
    assert next(day["date"] for day in exported["days"] if day["sessions"]) == "2026-11-22"
    assert "DTSTART;VALUE=DATE:20261122" in spring("export", "ics").out
