"""Sessions typed in one line on the command line, and structured runs looked at."""

import json
import re
from pathlib import Path

import pytest

from tests.cli.conftest import Planner
from tests.strategies import NAUGHTY

RUN = "2km easy, 5x(3min 5k, 2min jog), 2km easy # tall"


def first_id(planner: Planner) -> str:
    found = re.search(r" ([2-9a-z]{6})$", planner("week", "2026-11-25").out, re.MULTILINE)
    assert found
    return found[1]


def test_a_session_is_added_on_the_day_given_or_named_or_today(spring: Planner) -> None:
    assert spring("plan", "add", "8 easy", "--date", "2026-12-01").out == "Added 8 km easy on Tue 1 Dec.\n"
    assert spring("plan", "add", "10 tempo +3d: 20min threshold").out == "Added 10 km tempo on Tue 24 Nov.\n"
    assert spring("plan", "add", '"Club night" 8 easy').out == "Added Club night on Sat 21 Nov.\n"
    assert "Took back" in spring("plan", "undo").out


def test_a_session_is_edited_and_moved_by_one_line_and_one_undo(spring: Planner) -> None:
    before = spring("week", "2026-11-25").out
    said = spring("plan", "edit", first_id(spring), "9 recovery am 27 nov # slow")
    assert said.out.endswith("to 9 km recovery on Fri 27 Nov.\n")
    assert "9 km recovery" in spring("week", "2026-11-25").out
    spring("plan", "undo")
    assert spring("week", "2026-11-25").out == before


def test_a_run_is_shown_step_by_step_and_nothing_is_kept(planner: Planner, store_root: Path) -> None:
    assert planner("plan", "workout", RUN).out.splitlines() == [
        "2 km easy",
        "5 x 3 min at 5K effort",
        "    2 min jog",
        "2 km easy",
        "# tall",
        "in all at least 4 km, 25 min",
    ]
    assert not store_root.exists()


def test_a_run_as_json_is_whole(planner: Planner) -> None:
    shown = json.loads(planner("plan", "workout", RUN, "--json").out)
    assert shown["line"] == "2 km easy, 5 x (3 min at 5K effort, 2 min jog), 2 km easy # tall"
    assert len(shown["steps"]) == 3
    assert shown["steps"][1]["times"] == 5
    assert shown["totals"]["metres"] == {"amount": 4000.0, "is_whole": False, "is_exact": True}


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("add", "bananas"), "'bananas' is not a distance, a time, a kind or a day"),
        (("add", "8 easy 31 feb"), "'31 feb' is not a day"),
        (("add", "8 race"), "a plan has one race"),
        (("edit", "nothere", "8 easy"), "has no such session"),
        (("workout", "5x(3min 5k"), "is never closed"),
        (("workout", ""), "something is missing"),
    ],
)
def test_what_cannot_be_read_is_one_line_that_says_why(spring: Planner, words: tuple[str, ...], why: str) -> None:
    said = spring("plan", *words)
    assert said.status != 0
    assert why in said.complaint


@pytest.mark.parametrize("text", [text for text in NAUGHTY if text.strip()])
def test_any_text_as_a_title_is_kept_and_shown_as_text(spring: Planner, text: str) -> None:
    quoted = text.replace("\\", "\\\\").replace('"', '\\"')
    assert spring("plan", "add", f'"{quoted}" 8 easy', "--date", "2026-12-01").status == 0
    assert "\x1b" not in spring("week", "2026-12-01").out
