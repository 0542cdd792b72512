"""`planner import`: the report, the questions, and a store that a failed import leaves as it was."""

import sys
from pathlib import Path

import click
import pytest

from tests.cli.conftest import Planner

CLUB = """BEGIN:VCALENDAR
X-WR-CALNAME:Club plan
BEGIN:VEVENT
DTSTART:20270329
DTEND:20270405
SUMMARY:Week of 40 km
END:VEVENT
BEGIN:VEVENT
DTSTART:20270330
SUMMARY:Long run 12
END:VEVENT
BEGIN:VEVENT
DTSTART:20270404
SUMMARY:Town race
END:VEVENT
END:VCALENDAR
"""


@pytest.fixture
def club(tmp_path: Path) -> str:
    file = tmp_path / "club.ics"
    file.write_text(CLUB)
    return str(file)


def test_the_report_says_what_was_understood_what_contradicts_itself_and_what_was_decided(
    planner: Planner, club: str, store_root: Path
) -> None:
    Path(club).write_text(CLUB.replace("Town race", "Town race 10 km"))
    said = planner("import", club, "--dry-run")
    assert said.status == 0, said.err
    assert "Read as a calendar (ICS): 2 sessions in 1 week, 2 of them runs." in said.out.replace("\n", " ")
    assert "Week 1: it states 40 km, its runs add up to 22 km." in said.out
    assert "1 distance has no unit; read in km" in said.out
    assert "Nothing was written." in said.out
    assert not store_root.exists()


def test_an_import_is_one_step_that_undo_takes_back(planner: Planner, club: str) -> None:
    made = planner("import", club, "--race-distance", "10k", "--unit", "mi", "--id", "club")
    assert "Made the plan club." in made.out
    assert "no unit" not in made.out
    shown = planner("plan", "show", "--json").out
    assert '"low": 19312.1' in shown
    assert planner("plan", "undo").status == 0
    assert "club" not in planner("plan", "list").out


def test_an_open_question_names_the_option_and_is_not_asked_without_a_terminal(planner: Planner, club: str) -> None:
    said = planner("import", club)
    assert said.status != 0
    assert "--race-distance half" in said.complaint


def test_on_a_terminal_the_question_is_asked_until_it_is_answered(
    planner: Planner, club: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter(["far", "10k"])
    questions: list[str] = []

    def prompt(text: str, **_: object) -> str:
        questions.append(text)
        return next(answers)

    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setattr(click, "prompt", prompt)
    said = planner("import", club, "--dry-run")
    assert said.status == 0, said.err
    assert len(questions) == 2
    assert questions[0].endswith("The distance of the race")
    assert "'far' is not a race distance" in said.err


def test_the_options_are_read(planner: Planner, club: str) -> None:
    assert "weekday" in planner("import", club, "--weekdays", "tue,foo").complaint
    assert "weekday" in planner("import", club, "--weekdays", ",").complaint
    assert "Use one of: km, mi" in planner("import", club, "--unit", "furlong").complaint
    assert "Use one of: " in planner("import", club, "--format", "odd").complaint


@pytest.mark.parametrize(
    "data", [b"", b"BEGIN:VCALENDAR\nBEGIN:VEVENT", b"\x00\x01", b"PK\x03\x04", CLUB[:80].encode()]
)
def test_a_failed_import_leaves_the_store_as_it_was(
    planner: Planner, tmp_path: Path, store_root: Path, data: bytes
) -> None:
    file = tmp_path / "bad.ics"
    file.write_bytes(data)
    said = planner("import", str(file), "--race-date", "2027-04-18", "--race-distance", "10k")
    assert said.status != 0
    assert "bad.ics" in said.complaint
    assert not store_root.exists()


def test_a_race_that_is_over_is_said(planner: Planner, club: str) -> None:
    Path(club).write_text(CLUB.replace("2027", "2025"))
    said = planner("import", club, "--race-distance", "10k", "--dry-run")
    assert "Its race was on Fri 4 Apr 2025; --race-date moves the plan" in said.out
