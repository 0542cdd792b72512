"""`planner orthotic` and `planner plan safe-dates` as a person types them."""

import json
from datetime import timedelta

import pytest
import time_machine

from planner.actions.break_ins import rules
from tests.cli.conftest import TODAY, Planner


@pytest.fixture
def shells(spring: Planner) -> Planner:
    """Shells in their first days, in the pair that the plan is run in."""
    assert spring("shoe", "add", "Blue daily", "--id", "blue", "--drop", "8").status == 0
    words = ("orthotic", "add", "Shells", "--build", "custom-soft", "--since", "2026-11-21", "--left", "3 mm lift")
    assert spring(*words).status == 0
    assert spring("orthotic", "pair", "shells", "blue").status == 0
    return spring


def test_a_break_in_is_shown_day_by_day_with_what_was_logged(shells: Planner, clock: time_machine.Traveller) -> None:
    shells("orthotic", "wear", "shells", "1")
    clock.move_to(TODAY + timedelta(days=1))
    said = shells("orthotic", "wear", "shells", "2", "--sore", "6").out
    assert rules().setback.rule["cut"].text.partition(":")[0] in " ".join(said.split())
    assert "Tomorrow: 1 h." in said
    clock.move_to(TODAY + timedelta(days=2))
    shown = shells("orthotic", "break-in", "shells").out
    assert "day 2 of 18, 1 h today" in shown
    assert "worn 2 h, 6 of 10" in shown
    assert "1 h less: discomfort" in shown
    assert max(map(len, shown.splitlines())) <= 80


def test_show_says_what_is_known_and_list_is_for_programs_too(shells: Planner) -> None:
    shown = shells("orthotic", "show", "shells").out
    for words in ("custom, soft", "left: 3 mm lift", "in Blue daily since", "insole out", "run 1 in them"):
        assert words in shown
    (one,) = json.loads(shells("orthotic", "list", "--json").out)
    assert one["pairings"] == [{"shoe": "blue", "since": "2026-11-21", "until": None}]
    assert one["break_in"]["state"] == "walking"
    assert one["break_in"]["first_run"] == "2026-12-08"
    assert one == json.loads(shells("orthotic", "show", "shells", "--json").out)
    assert one["break_in"] == json.loads(shells("orthotic", "break-in", "shells", "--json").out)


def test_today_and_week_say_what_the_break_in_asks_for(shells: Planner) -> None:
    assert "Shells: 1 h, day 1 of 18 of the break-in." in shells("today").out
    assert [one["short"] for one in json.loads(shells("today", "--json").out)["gear"]] == ["1h"]
    week = shells("week", "2026-12-07")
    assert "Shells: run 1 in them: 10 to 15 min" in week.out.replace("\n", " ").replace("  ", " ")
    found = json.loads(shells("week", "2026-12-07", "--json").out)["gear"]
    assert "run 1" in [one["short"] for one in found]
    markdown = shells("export", "md", "--from", "2026-11-23", "--to", "2026-12-09").out
    assert "run 1 in them: 10 to 15 min" in markdown


def test_an_own_sheet_wins_and_needs_its_first_run(shells: Planner) -> None:
    refused = shells("orthotic", "break-in", "shells", "--sheet", "1 2 off 3")
    assert (refused.status, "--first-run" in refused.complaint) == (1, True)
    assert shells("orthotic", "break-in", "shells", "--first-run", "3").status == 1
    assert shells("orthotic", "break-in", "shells", "--sheet", "1 2 off 3", "--first-run", "6").status == 0
    assert "your practitioner's sheet" in shells("orthotic", "break-in", "shells").out
    assert shells("orthotic", "break-in", "shells", "--schedule", "hourly", "--start", "+2d").status == 0
    assert "begins on Mon 23 Nov" in shells("orthotic", "list").out


def test_pairs_are_changed_one_at_a_time(shells: Planner) -> None:
    shells("shoe", "add", "Red", "--id", "red", "--drop", "4")
    refused = shells("orthotic", "pair", "shells", "red")
    assert "cannot be in two pairs at once" in refused.complaint
    assert "out of Blue daily" in shells("orthotic", "pair", "shells", "red", "--date", "+3d", "--move").out
    assert "out of Red after" in shells("orthotic", "unpair", "shells", "--date", "+5d").out
    assert shells("orthotic", "unpair", "shells", "--date", "+9d").status == 1


def test_what_is_known_is_edited_and_cleared(shells: Planner) -> None:
    words = ("orthotic", "edit", "shells", "--name", "Cork", "--due", "600", "--review", "2027-02-01", "--right", "x")
    assert shells(*words).out == "Changed Cork.\n"
    assert shells("orthotic", "edit", "shells", "--clear", "review", "--clear", "build").status == 0
    (one,) = json.loads(shells("orthotic", "list", "--json").out)
    assert (one["name"], one["due_m"], one["review"], one["build"], one["right"]) == ("Cork", 600_000, None, None, "x")
    assert shells("orthotic", "edit", "shells", "--clear", "name").status == 1


def test_retired_ones_leave_the_list_and_stay_for_programs(shells: Planner) -> None:
    assert shells("orthotic", "retire", "shells").status == 0
    assert "You have no orthotics" in shells("orthotic", "list").out
    assert "retired Sat 21 Nov 2026" in shells("orthotic", "list", "--all").out
    assert json.loads(shells("orthotic", "list", "--json").out)[0]["retired"] == "2026-11-21"


def test_orthotics_added_too_late_for_the_race_are_told_at_once(spring: Planner) -> None:
    late = spring("orthotic", "add", "Late", "--since", "2027-03-08").out
    assert "This is late: new orthotics would have been safe until Sun 7 Mar" in " ".join(late.split())
    assert "late" not in spring("orthotic", "add", "Early", "--since", "2027-03-07").out.replace("Later", "")


def test_safe_dates_are_listed_with_their_sources(spring: Planner) -> None:
    shown = spring("plan", "safe-dates").out
    assert "Sun 7 Mar 2027" in shown
    assert shown.count("Source: ") == 6
    assert max(map(len, shown.splitlines())) <= 80
    found = {one["change"]: one for one in json.loads(spring("plan", "safe-dates", "spring", "--json").out)}
    assert found["heavy-rolling"]["date"] == "2027-04-16"
    assert all(not one["is_over"] for one in found.values())
