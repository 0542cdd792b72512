"""Days off and re-aligning on the command line."""

import json
from datetime import timedelta

import pytest
import time_machine

from tests.cli.conftest import TODAY, Planner

FIRST, LAST = "2027-02-08", "2027-02-17"


def seen(planner: Planner) -> str:
    return planner("plan", "show", "--json").out


def off_id(planner: Planner) -> str:
    listed = json.loads(planner("plan", "offs", "--json").out)
    assert len(listed) == 1
    return str(listed[0]["id"])


def test_a_dry_run_says_what_days_off_would_do_and_writes_nothing(spring: Planner) -> None:
    before = seen(spring)
    said = spring("plan", "off", "time-off", FIRST, LAST, "--dry-run")
    assert said.status == 0
    assert said.out.startswith("Nothing was written.\n")
    assert "Mon 8 Feb to Wed 17 Feb, 10 days: " in said.out
    assert "Way back: 50 %" in said.out
    assert seen(spring) == before
    assert spring("plan", "offs").out.startswith("No days off.")


def test_days_off_are_laid_listed_and_taken_out_again(spring: Planner) -> None:
    before = seen(spring)
    said = spring("plan", "off", "illness", FIRST, LAST, "--note", "a cold")
    assert said.out.startswith("Illness: Mon 8 Feb to Wed 17 Feb, ")
    assert "free of fever" in said.out
    assert seen(spring) != before
    listed = spring("plan", "offs").out
    assert "illness" in listed
    assert "a cold" in listed
    out = spring("plan", "on", off_id(spring))
    assert out.out == "Took out illness, Mon 8 Feb to Wed 17 Feb: the plan is there again.\n"
    assert seen(spring) == before
    assert spring("plan", "undo").status == 0
    assert off_id(spring)


def test_one_day_needs_no_last_day_and_choices_are_kept(spring: Planner) -> None:
    said = spring("plan", "off", "unwell", FIRST, "--run", "half", "--back", "at-once")
    assert said.out.startswith("Not feeling 100 %: Mon 8 Feb")
    found = json.loads(spring("plan", "offs", "--json").out)[0]
    assert (found["first"], found["last"], found["running"], found["comeback"]) == (FIRST, FIRST, "half", "at-once")


@pytest.mark.parametrize("kit", ["none", "foam-roller, ball"])
def test_travel_names_what_takes_the_place_of_what_needs_kit(spring: Planner, kit: str) -> None:
    said = spring("plan", "off", "travel", FIRST, LAST, "--kit", kit)
    assert said.status == 0
    assert "Without the kit: " in said.out
    assert "no distance lost" in said.out


@pytest.mark.parametrize(
    ("words", "what"),
    [
        (("off", "holiday", FIRST), "holiday"),
        (("off", "time-off", LAST, FIRST), "before they begin"),
        (("off", "time-off", "2030-01-01"), "do not touch it"),
        (("off", "travel", FIRST, "--kit", "sofa"), "'sofa' is not known"),
        (("on", "nothing"), "planner plan offs"),
    ],
)
def test_what_makes_no_sense_is_one_line_and_writes_nothing(spring: Planner, words: tuple[str, ...], what: str) -> None:
    before = seen(spring)
    said = spring("plan", *words)
    assert said.status != 0
    assert what in said.complaint
    assert seen(spring) == before


def test_where_nothing_was_missed_realign_says_so(spring: Planner) -> None:
    assert spring("plan", "realign").out == "No run was missed.\n"
    told = json.loads(spring("plan", "realign", "--json").out)
    assert told == {"accepted": False, "why": ["No run was missed."], "differences": [], "lost": []}


def test_realign_shows_a_diff_and_changes_only_what_is_accepted(spring: Planner, clock: time_machine.Traveller) -> None:
    first = json.loads(seen(spring))
    assert first
    clock.move_to(TODAY + timedelta(days=40))
    before = seen(spring)
    shown = spring("plan", "realign")
    assert shown.out.startswith("Re-align the plan after ")
    assert "\n  - " in shown.out
    assert "\n  + " in shown.out
    assert shown.out.endswith("Nothing is changed yet: --accept makes it so.\n")
    assert seen(spring) == before
    made = spring("plan", "realign", "--accept")
    assert "\nRe-aligned the plan after " in made.out
    assert seen(spring) != before
    assert spring("plan", "undo").status == 0
    assert seen(spring) == before
    told = json.loads(spring("plan", "realign", "--accept", "--json").out)
    assert told["accepted"]
    assert told["differences"]
