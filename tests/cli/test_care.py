"""Gait notes, visits, questions, the card before a run and the page for a practitioner on the command line."""

import json
import stat
from pathlib import Path

import pytest

from tests.cli.conftest import Planner


def ids(planner: Planner, noun: str) -> list[str]:
    return [one["id"] for one in json.loads(planner(noun, "list", "--json").out)]


def test_a_visit_is_written_down_moved_and_closed(planner: Planner) -> None:
    assert (
        "physiotherapist Ana Ruiz: knee"
        in planner(
            "visit", "add", "today", "--with", "physio", "--name", "Ana Ruiz", "--time", "07:30", "--why", "knee"
        ).out
    )
    (visit,) = ids(planner, "visit")
    assert planner("visit", "done", visit, "load it slowly").status == 0
    assert "load it slowly" in planner("visit", "list").out
    assert planner("visit", "add", "+3d").status == 0
    later = ids(planner, "visit")[-1]
    assert "Moved the visit" in planner("visit", "move", later, "+5d", "--time", "10:00").out
    found = json.loads(planner("visit", "list", "--json").out)
    assert [(one["date"], one["time"], one["with"]) for one in found] == [
        ("2026-11-21", "07:30", "physiotherapist"),
        ("2026-11-26", "10:00", "medical practitioner"),
    ]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("visit", "add", "today", "--with", "wizard"), "Use one of: medical practitioner"),
        (("visit", "add", "today", "--time", "25:00"), "00:00 to 23:59"),
        (("visit", "done", "nope", "fine"), "planner visit list"),
        (("gait", "add"), "nothing is said"),
        (("gait", "add", "--seen", "hip-drop:up"), "hip-drop:left"),
        (("gait", "add", "--to-wall", "9"), "left and right"),
        (("gait", "add", "--to-wall", "nan/3"), "0 to 30"),
        (("gait", "add", "--cadence", "90"), "100 to 260"),
        (("question", "add", " "), "it is empty"),
        (("question", "answer", "nope", "yes"), "planner question list"),
        (("clinician", "--weeks", "0"), "1 to 26"),
        (("clinician", "--format", "doc"), "md, html"),
    ],
)
def test_what_cannot_be_is_answered_in_one_line(planner: Planner, words: tuple[str, ...], said: str) -> None:
    ended = planner(*words)
    assert ended.status != 0
    assert said in ended.complaint


def test_a_day_without_a_visit_says_how_one_is_written_down(planner: Planner) -> None:
    assert "planner visit add" in planner("visit", "list").out
    assert "planner question add" in planner("question", "list").out
    assert "Time for a look" in planner("gait", "list").out


def test_gait_is_listed_with_when_it_is_due_again(planner: Planner) -> None:
    planner("gait", "add", "--seen", "hip-drop:left", "--seen", "overstride", "--cadence", "172", "--balance", "31/55")
    said = " ".join(planner("gait", "list").out.split())
    assert "hip drop left, overstride, 172 steps a minute, on one leg 31 and 55 s" in said
    assert "Next: Sat 19 Dec." in said
    assert json.loads(planner("gait", "list", "--json").out)["due"] == "2026-12-19"


def test_a_question_is_open_until_it_is_answered(planner: Planner) -> None:
    planner("question", "add", "May I run on it?", "--to", "doctor")
    (question,) = ids(planner, "question")
    assert "medical practitioner" in planner("question", "list").out
    planner("question", "answer", question, "up to 3 of 10")
    assert "No open questions" in planner("question", "list").out
    assert "up to 3 of 10" in planner("question", "list", "--all").out


def test_a_visit_is_told_on_its_day(spring: Planner) -> None:
    spring("visit", "add", "today", "--with", "podiatrist", "--why", "insoles")
    assert "podiatrist: insoles" in spring("today").out


def test_the_card_says_the_colour_first_and_what_is_next(spring: Planner) -> None:
    assert spring("ready").out.startswith("Green.")
    assert "next: " in spring("ready").out
    spring("log", "pain", "knee", "7", "--side", "left", "--when", "after")
    said = spring("ready").out
    assert said.startswith("Red.")
    assert "left knee" in said
    spring("log", "pain", "calf", "2", "--date", "yesterday")
    assert spring("ready").out.count("  felt") == 1
    card = json.loads(spring("ready", "--json").out)
    assert (card["colour"], card["verdict"]) == ("red", "rest")


def test_the_page_goes_to_a_file_that_only_its_owner_reads_and_nothing_is_replaced(
    planner: Planner, tmp_path: Path
) -> None:
    planner("log", "pain", "knee", "4", "--side", "left", "--note", "stairs")
    planner("body", "tags", "--set", "blood-thinner")
    file = tmp_path / "page.html"
    assert "It holds health data" in planner("clinician", "-o", str(file)).out
    text = file.read_text(encoding="utf-8")
    assert "left knee" in text
    assert "stairs" in text
    assert "blood thinner" not in text
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert "there already" in planner("clinician", "-o", str(file)).complaint
    planner("clinician", "-o", str(file), "--force", "--conditions")
    assert "blood thinner" in file.read_text(encoding="utf-8")


def test_the_page_of_an_empty_store_says_that_nothing_was_logged(planner: Planner) -> None:
    said = planner("clinician").out
    assert "Nothing was logged in this time." in said
    assert "not a diagnosis" in said
