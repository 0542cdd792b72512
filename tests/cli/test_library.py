"""Routines, exercises, plan check and doctor on the command line."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Planner


def test_every_routine_is_listed_with_its_minutes(planner: Planner) -> None:
    said = planner("routine", "list").out
    listed = json.loads(planner("routine", "list", "--json").out)
    assert len(said.splitlines()) == len(listed) >= 15
    assert all(one["id"] in said for one in listed)
    assert max(map(len, said.splitlines())) <= 80


def test_routines_can_be_chosen_by_when_they_fit(planner: Planner) -> None:
    assert "pre-run-easy" in planner("routine", "list", "--timing", "pre").out
    assert "post-run-core" not in planner("routine", "list", "--timing", "pre").out


def test_every_routine_can_be_shown_and_checked(planner: Planner) -> None:
    for one in json.loads(planner("routine", "list", "--json").out):
        said = planner("routine", "show", one["id"])
        assert said.status == 0
        assert "no such exercise" not in said.out
        assert max(map(len, said.out.splitlines())) <= 80
        assert planner("routine", "check", one["id"]).status == 0, one["id"]


def test_exercises_can_be_chosen_by_area_kind_and_what_is_at_hand(planner: Planner) -> None:
    whole = json.loads(planner("exercise", "list", "--json").out)
    calves = json.loads(planner("exercise", "list", "--area", "calf", "--json").out)
    bare = json.loads(planner("exercise", "list", "--equipment", "none", "--json").out)
    rolls = json.loads(planner("exercise", "list", "--kind", "roll", "--equipment", "foam-roller,mat", "--json").out)
    assert len(whole) > len(calves) > 0
    assert all("calf" in one["areas"] for one in calves)
    assert all(not one.get("equipment") for one in bare)
    assert all(one["kind"] == "roll" for one in rolls)
    assert rolls


def test_every_exercise_can_be_shown(planner: Planner) -> None:
    for one in json.loads(planner("exercise", "list", "--json").out):
        said = planner("exercise", "show", one["id"]).out
        assert one["name"] in said
        assert "stop:" in said


@pytest.mark.parametrize("words", [("list",), ("list", "--area", "calf")])
def test_exercise_lists_fit_80_columns(planner: Planner, words: tuple[str, ...]) -> None:
    assert max(map(len, planner("exercise", *words).out.splitlines())) <= 80


def test_plan_check_is_quiet_about_a_made_plan_and_ends_with_3_after_a_bad_move(spring: Planner) -> None:
    assert spring("plan", "check").status == 0
    days = json.loads(spring("week", "2026-11-26", "--json").out)["days"]
    long_run = next(one["id"] for day in days for one in day["sessions"] if one["kind"] == "long")
    days = json.loads(spring("week", "2027-02-16", "--json").out)["days"]
    tempo = next(one["id"] for day in days for one in day["sessions"] if one["kind"] in ("tempo", "intervals", "hills"))
    assert spring("plan", "move", tempo, "2027-02-20").status == 0
    found = spring("plan", "check", "--sources")
    assert found.status == 3
    assert "hard-hard" in found.out
    assert "Source: " in found.out
    listed = json.loads(spring("plan", "check", "--json").out)["findings"]
    assert {"code", "weight", "reason", "fix", "source"} <= set(listed[0])
    assert long_run


def _bad_move(spring: Planner) -> str:
    """Put a tempo run before the long run, and return the key of what is found."""
    days = json.loads(spring("week", "2027-02-16", "--json").out)["days"]
    tempo = next(one["id"] for day in days for one in day["sessions"] if one["kind"] in ("tempo", "intervals", "hills"))
    assert spring("plan", "move", tempo, "2027-02-20").status == 0
    listed = json.loads(spring("plan", "check", "--json").out)["findings"]
    return next(str(one["key"]) for one in listed if one["code"] == "hard-hard")


def test_what_is_accepted_is_counted_and_listed_with_its_reason_until_it_is_taken_back(spring: Planner) -> None:
    key = _bad_move(spring)
    assert spring("plan", "accept", key, "--why", "Only this once.").status == 0
    said = spring("plan", "check")
    assert said.status == 0
    assert key not in said.out
    assert "1 accepted" in said.out
    listed = spring("plan", "check", "--accepted")
    assert key in listed.out
    assert "Only this once." in listed.out
    data = json.loads(spring("plan", "check", "--json").out)
    assert [(one["key"], one["why"]) for one in data["accepted"]] == [(key, "Only this once.")]
    assert data["counts"]["accepted"] == 1
    assert data["counts"]["warn"] == 0
    assert spring("plan", "accept", key, "--take-back").status == 0
    again = spring("plan", "check")
    assert again.status == 3
    assert "1 warning" in again.out


def test_a_finding_is_not_accepted_without_a_reason(spring: Planner) -> None:
    said = spring("plan", "accept", _bad_move(spring))
    assert said.status != 0
    assert "reason" in said.err


def test_plan_check_explains_a_rule_with_its_numbers_and_source(spring: Planner) -> None:
    said = spring("plan", "check", "--explain", "spike")
    assert said.status == 0
    assert "30 days" in said.out
    assert "Source: Frandsen 2025" in said.out
    assert "5: 42%" in spring("plan", "check", "--explain", "long-share").out
    assert spring("plan", "check", "--explain", "hard-hard:abc").out.startswith("hard-hard: two hard days")
    assert json.loads(spring("plan", "check", "--explain", "spike", "--json").out)["days"] == 30
    wrong = spring("plan", "check", "--explain", "spikes")
    assert wrong.status != 0
    assert "spike" in wrong.err


def test_plan_check_finds_a_layer_that_hangs_on_nothing(spring: Planner, store_root: Path) -> None:
    file = store_root / "plans" / "spring.toml"
    file.write_text(file.read_text().replace('"it-band-seven"', '"it-band-eight"'))
    said = spring("plan", "check")
    assert said.status == 3
    assert "it-band-eight" in said.out
    assert spring("doctor").status == 3


def test_doctor_says_what_is_wrong_where_and_changes_nothing(spring: Planner, store_root: Path) -> None:
    assert spring("doctor").status == 0
    (store_root / "gear").mkdir(mode=0o700, exist_ok=True)
    (store_root / "gear" / "blue.toml").write_text('schema = 1\nkind = "shoe"\nid = "blue"\nname = 5\n')
    before = {path: path.read_bytes() for path in store_root.rglob("*") if path.is_file()}
    said = spring("doctor")
    assert said.status == 3
    assert "gear/blue.toml, line 4" in said.out
    problems = json.loads(spring("doctor", "--json").out)["problems"]
    assert any(one["file"] == "gear/blue.toml" and one["line"] == 4 for one in problems)
    assert {path: path.read_bytes() for path in store_root.rglob("*") if path.is_file()} == before
