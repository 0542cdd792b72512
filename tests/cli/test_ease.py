"""`planner plan ease` and `because`: what the light asks, accepted or refused, and why it was changed."""

import json

import pytest
import time_machine

from tests.cli.conftest import Planner


@pytest.fixture
def sore(spring: Planner, clock: time_machine.Traveller) -> Planner:
    """The store in the second week of the plan, with a calf that was yellow yesterday."""
    clock.move_to("2026-12-02 08:00Z")
    assert spring("log", "pain", "calf", "5", "--side", "left", "--when", "during", "--date", "yesterday").status == 0
    return spring


def test_green_says_that_the_plan_goes_on(spring: Planner) -> None:
    assert spring("plan", "ease").out == "Nothing is logged that asks for less: the plan goes on as it is.\n"
    spring("log", "pain", "calf", "1")
    assert spring("plan", "ease").out == "The light is green: the plan goes on as it is.\n"
    assert spring("plan", "because").out == "Nothing was changed because of the log yet.\n"
    assert json.loads(spring("plan", "because", "--json").out) == []


def test_ease_shows_a_diff_with_reasons_and_changes_only_what_is_accepted(sore: Planner) -> None:
    before = sore("plan", "show").out
    shown = sore("plan", "ease").out
    assert shown.startswith("Yellow light: ease the plan\n")
    assert "Left calf: pain 5 of 10" in shown
    assert "Nothing is changed yet: --accept makes it so." in shown
    assert "what it rests on" in shown
    assert max(map(len, shown.splitlines())) <= 80
    assert sore("plan", "ease", "--accept", "--dry-run").status == 0
    assert sore("plan", "show").out == before
    assert sore("plan", "ease", "--accept").out.endswith("Eased the plan, yellow light.\n")
    assert sore("plan", "show").out != before
    assert sore("plan", "ease").out == "The light is yellow, and the plan is eased for it already.\n"
    told = sore("plan", "because").out
    assert "Eased the plan, yellow light, Wed 2 Dec to Tue 8 Dec: stands" in told
    assert "After: logged pain 5 of 10, left calf, on Tue 1 Dec." in told
    assert sore("plan", "undo").status == 0
    assert sore("plan", "show").out == before
    assert "taken back" in sore("plan", "because").out


def test_refused_it_stays_as_it_is_and_is_told(sore: Planner) -> None:
    before = sore("plan", "show").out
    assert sore("plan", "ease", "--refuse").out.endswith("Refused: the plan stays as it is.\n")
    assert sore("plan", "show").out == before
    assert "refused" in sore("plan", "because").out


def test_json_says_what_changes_and_why(sore: Planner) -> None:
    told = json.loads(sore("plan", "ease", "--with", "walk", "--days", "3", "--no-gear", "--json").out)
    assert (told["accepted"], told["refused"]) == (False, False)
    assert told["because"]
    changed = [one for week in told["weeks"] for one in week["differences"]]
    assert {one["after"]["kind"] for one in changed if one.get("after")} >= {"run-walk"}
    assert json.loads(sore("plan", "ease", "--accept", "--json").out)["accepted"]
    listed = json.loads(sore("plan", "because", "--json").out)
    assert [one["state"] for one in listed] == ["stands"]
    assert listed[0]["why"]


def test_accept_and_refuse_together_are_complained_of(sore: Planner) -> None:
    assert "accepted or refused, not both" in sore("plan", "ease", "--accept", "--refuse").complaint


def test_without_a_plan_it_says_how_to_make_one(planner: Planner) -> None:
    assert "planner plan new" in planner("plan", "ease").complaint
    assert "planner plan new" in planner("plan", "because").complaint


def test_logging_what_asks_something_of_the_plan_says_so_and_nothing_else_does(
    spring: Planner, clock: time_machine.Traveller
) -> None:
    clock.move_to("2026-12-02 08:00Z")
    assert "plan ease" not in spring("log", "pain", "knee", "2", "--side", "left", "--when", "after").out
    assert "`planner plan ease`" in spring("log", "pain", "knee", "5", "--side", "left", "--when", "after").out
    spring("plan", "ease", "--accept")
    assert "plan ease" not in spring("log", "pain", "calf", "1", "--side", "left", "--when", "after").out
