"""Weeks and ranges rearranged by commands; `planner plan undo` takes each back in one step."""

import json

import pytest

from tests.cli.conftest import Planner

TUESDAY, SUNDAY = "2027-01-12", "2027-01-17"


def sessions(planner: Planner, day: str) -> dict[str, str]:
    """Return the days of a week's sessions by id."""
    days = json.loads(planner("week", day, "--json").out)["days"]
    return {session["id"]: one["date"] for one in days for session in one["sessions"]}


COMMANDS = {
    "shift": ("shift", "2027-01-13", "2"),
    "shift back": ("shift", "2027-01-13", "-1", "--until", "2027-01-13"),
    "rest": ("rest", "2027-01-13"),
    "rest --to-race": ("rest", "2027-01-13", "--to-race"),
    "rest --remove": ("rest", "2027-01-11", "--remove"),
    "swap-weekdays": ("swap-weekdays", "wed", "sat", "--since", "2027-01-04"),
    "repeat-week": ("repeat-week", TUESDAY, "--times", "2"),
    "copy": ("copy", "2027-01-11", SUNDAY, "--to", "2027-01-18"),
}


@pytest.mark.parametrize("name", COMMANDS)
def test_each_says_what_it_did_and_is_taken_back_in_one_step(spring: Planner, name: str) -> None:
    before = spring("export", "json").out
    done = spring("plan", *COMMANDS[name])
    assert done.status == 0, done.err
    assert done.out.endswith(".\n")
    assert spring("export", "json").out != before
    assert spring("plan", "undo").out.startswith("Took back: ")
    assert spring("export", "json").out == before


def test_several_are_removed_as_one_and_one_of_them_is_restored(spring: Planner) -> None:
    first, second, *_ = sessions(spring, TUESDAY)
    assert spring("plan", "remove", first, second).out.startswith("Deleted 2 sessions of ")
    assert not {first, second} & set(sessions(spring, TUESDAY))
    assert spring("plan", "restore", first).out.startswith("Brought back ")
    assert first in sessions(spring, TUESDAY)
    assert second not in sessions(spring, TUESDAY)
    spring("plan", "undo")
    spring("plan", "undo")
    assert {first, second} <= set(sessions(spring, TUESDAY))


def test_a_run_comes_to_race_day_with_anyway(spring: Planner) -> None:
    session = next(iter(sessions(spring, TUESDAY)))
    refused = spring("plan", "move", session, "2027-04-18")
    assert refused.status == 1
    assert refused.complaint == ("planner: date: Sun 18 Apr is race day. Choose another day, or move it with --anyway.")
    assert spring("plan", "move", session, "2027-04-18", "--anyway").status == 0


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("shift", TUESDAY, "0"), "not a number of days"),
        (("shift", TUESDAY, "many"), "is not a whole number"),
        (("shift", "2027-04-18", "1"), "the race stays"),
        (("shift", "2027-02-31", "1"), "is not a day"),
        (("rest", "2027-04-18"), "is race day"),
        (("rest", "2027-01-11"), "rest day already"),
        (("rest", "2027-01-13", "--remove"), "is no rest day"),
        (("swap-weekdays", "tue", "tue"), "with itself"),
        (("swap-weekdays", "tue", "someday"), "is not a weekday"),
        (("restore", "nope"), "not among the deleted"),
        (("remove", "nope"), "no such session"),
        (("repeat-week", "2027-04-15"), "race week"),
        (("repeat-week", TUESDAY, "--times", "0"), "is not a whole number"),
        (("copy", SUNDAY, TUESDAY, "--to", "2027-02-08"), "is before"),
        (("copy", "2026-01-01", "2026-01-02", "--to", TUESDAY), "no session to copy"),
    ],
)
def test_what_means_nothing_is_one_line_that_says_why(spring: Planner, words: tuple[str, ...], why: str) -> None:
    before = spring("export", "json").out
    refused = spring("plan", *words)
    assert refused.status == 1
    assert why in refused.complaint
    assert spring("export", "json").out == before
