"""Private mode on the command line: what is nobody else's business is not printed for people to read."""

from pathlib import Path

import pytest

from tests.cli.conftest import SPRING, Planner

SECRET = "Lindqvist"


@pytest.fixture
def filled(planner: Planner, store_root: Path) -> Planner:
    """A plan, and of everything private something, with a word in it that must not be seen."""
    said = (
        SPRING,
        ("log", "pain", "knee", "7", "--side", "left", "--note", SECRET),
        ("log", "run", "5", "--note", SECRET),
        ("log", "note", SECRET),
        ("visit", "add", "today", "--name", SECRET, "--why", "outer knee"),
        ("question", "add", f"Is {SECRET} in? My knee"),
        ("gait", "add", "--seen", "hip-drop:left", "--note", SECRET),
    )
    for words in said:
        assert planner(*words).status == 0
    path = store_root / "planner.toml"
    path.write_text("private = true\n" + (path.read_text() if path.exists() else ""))
    return planner


@pytest.mark.parametrize(
    "command",
    [("today",), ("week",), ("ready",), ("visit", "list"), ("question", "list"), ("gait", "list")],
)
def test_lists_and_days_tell_no_pain_no_notes_and_no_visits(filled: Planner, command: tuple[str, ...]) -> None:
    ended = filled(*command)
    assert ended.status == 0, ended.err
    for hidden in (SECRET, "knee", "7 of 10", "hip drop"):
        assert hidden not in ended.out.lower() + ended.out


def test_what_is_done_is_said_without_it(filled: Planner) -> None:
    said = filled("visit", "add", "tomorrow", "--name", SECRET, "--why", "outer knee").out
    assert said == "Visit on Sun 22 Nov.\n"


def test_the_same_lists_tell_it_when_nothing_is_private(filled: Planner, store_root: Path) -> None:
    path = store_root / "planner.toml"
    path.write_text(path.read_text().replace("private = true\n", ""))
    for command in (("today",), ("week",), ("visit", "list"), ("question", "list"), ("gait", "list")):
        assert SECRET in filled(*command).out
    assert "Left knee: pain 7 of 10" in filled("ready").out
