"""`planner plan compare`, and days off as `today` and `week` tell them."""

import json
from datetime import timedelta

from tests.cli.conftest import TODAY, Planner


def test_compare_says_original_now_and_done_for_each_week(spring: Planner) -> None:
    said = spring("plan", "compare").out
    assert "original" in said
    assert max(map(len, said.splitlines())) <= 80
    found = json.loads(spring("plan", "compare", "--json").out)
    assert found["plan"] == "spring"
    assert [week["week"] for week in found["weeks"][:2]] == [1, 2]
    assert found["total"]["original_m"] == found["total"]["now_m"] > 0


def test_a_moved_run_is_on_both_days_of_its_week(spring: Planner) -> None:
    week = (TODAY.date() + timedelta(days=14)).isoformat()
    said = spring("plan", "compare", "--week", week, "--json")
    sessions = json.loads(said.out)["sessions"]
    run = next(one["now"]["id"] for one in sessions if one["now"])
    there = next(one["date"] for one in sessions if one["now"] and one["now"]["id"] == run)
    spring("plan", "move", run, "2027-01-02")
    after = json.loads(spring("plan", "compare", "--week", week, "--json").out)["sessions"]
    moved = next(one for one in after if one["date"] == there and one["original"] and one["original"]["id"] == run)
    assert moved["became"] == ["moved"]
    assert moved["moved_to"] == "2027-01-02"
    assert "moved to Sat 2 Jan" in spring("plan", "compare", "--week", week).out
