"""`planner shoe`: what is said, as text and as JSON, and what is refused."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Planner

_EVERY = """
--role quality --brand Nike --model Pegasus --version 41 --size 43 --width wide --colour blue --bought 2026-01-02
--used 2026-01-05 --spare --run 12 --due 650 --drop 8 --stack 34 --fore-stack 26 --mass 270 --plate --foam PEBA
--fit narrow --lacing lock --no-insole --hard-use --for tempo,long --note mine
"""


@pytest.fixture
def shod(spring: Planner) -> Planner:
    """The reference plan with two pairs, one of them new, and a logged run."""
    assert spring("shoe", "add", "Blue daily", "--id", "blue", "--run", "310", "--drop", "10").status == 0
    assert spring("plan", "hang", "blue").status == 0
    assert spring("shoe", "add", "Ghost", "--id", "ghost", "--bought", "today", "--drop", "4").status == 0
    assert spring("log", "run", "10", "--shoe", "blue").status == 0
    return spring


def test_every_field_can_be_given_changed_and_emptied(planner: Planner, store_root: Path) -> None:
    words = _EVERY.split()
    assert planner("shoe", "add", "Peg", *words).status == 0
    text = (store_root / "gear/peg.toml").read_text()
    for line in (
        'role = "quality"', 'version = "41"', "first_used = 2026-01-05", "spare = true", "start_m = 12000.0",
        "retire_m = 650000.0", "fore_stack_mm = 26.0", "mass_g = 270.0", "insole = false", "hard_use = true",
        'kinds = ["tempo", "long"]', 'lacing = "lock"', 'note = "mine"',
    ):  # fmt: skip
        assert line in text.replace('[\n    "tempo",\n    "long",\n]', '["tempo", "long"]')
    assert (
        planner("shoe", "edit", "peg", "--no-spare", "--for", "none", "--clear", "drop", "--clear", "due").status == 0
    )
    text = (store_root / "gear/peg.toml").read_text()
    assert not any(word in text for word in ("spare", "kinds", "drop_mm", "retire_m"))
    assert "stack_mm = 34.0" in text
    assert planner("shoe", "edit", "peg").out == "Peg stays as it is.\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("add", "X", "--drop", "40"), "not a number from -10 to 30"),
        (("add", "X", "--for", "rest"), "is not a kind of run"),
        (("add", "X", "--same-as", "nope"), "no such shoe"),
        (("edit", "nope", "--drop", "4"), "no such shoe"),
        (("edit", "blue", "--bought", "2026-10-01", "--due", "0.5km"), "0.5 km is not from 1 to 5000 km"),
        (("use", "blue"), "it is in use"),
        (("check", "blue"), "nothing is said"),
        (("check", "blue", "--sign", "odd"), "is not known"),
        (("check", "blue", "--date", "tomorrow", "--worn", "even"), "not here yet"),
        (("delete", "blue"), "1 logged run, runs of the plan spring name it"),
        (("assign",), "name a pair"),
        (("assign", "ghost", "--logged"), "--from"),
        (("assign", "ghost", "--kinds", "rest"), "is not a kind of run"),
        (("assign", "blue"), "no planned run is among them"),
        (("show", "nope"), "no such shoe"),
        (("forecast", "nope"), "no such shoe"),
    ],
)
def test_what_cannot_be_is_one_line_that_says_what_to_do(shod: Planner, words: tuple[str, ...], said: str) -> None:
    ended = shod("shoe", *words)
    assert ended.status in (1, 2)
    assert said in ended.complaint


def test_list_says_letter_wear_state_and_when_it_is_due(shod: Planner) -> None:
    blue, ghost = shod("shoe", "list").out.splitlines()
    assert blue.split()[:6] == ["blue", "A", "daily", "320", "of", "700"]
    assert blue.endswith("due 25 Feb")
    assert "Ghost" in ghost
    listed = json.loads(shod("shoe", "list", "--json").out)
    assert [(one["id"], one["letter"], one["distance_m"]) for one in listed] == [
        ("blue", "A", 320_000),
        ("ghost", "B", 0),
    ]
    assert listed[0]["forecast"]["due"] == "2027-02-25"
    assert listed[0]["forecast"]["buy_by"] == "2027-02-02"


def test_show_says_everything_about_a_pair(shod: Planner) -> None:
    shod("shoe", "check", "blue", "--worn", "outer-heel", "--sign", "leans", "--note", "right shoe")
    said = shod("shoe", "show", "blue").out
    assert said.startswith("Blue daily   worn out\n")
    assert "320 of 700 km, 1 run, 310 km from before" in said
    assert "worn outer heel; leans; right shoe" in said
    assert max(map(len, said.splitlines())) <= 80
    assert json.loads(shod("shoe", "show", "blue", "--json").out)["status"] == "worn out"


def test_runs_are_given_to_a_pair_and_undo_takes_it_back(shod: Planner) -> None:
    assert "Nothing was written." in shod("shoe", "assign", "ghost", "--kinds", "easy", "--dry-run").out
    assert "Gave " in shod("shoe", "assign", "ghost", "--kinds", "easy").out
    steps = json.loads(shod("shoe", "forecast", "ghost", "--json").out)["steps"]
    assert steps[0]["text"] == "Ghost: walk 30-60 min in it."
    assert any(step["warning"] for step in steps)
    assert "shoe-ramp:ghost" in shod("plan", "check").out
    assert shod("plan", "undo").status == 0
    assert json.loads(shod("shoe", "forecast", "ghost", "--json").out)["steps"] == []


def test_every_change_of_a_pair_is_one_undo(shod: Planner) -> None:
    listed = shod("shoe", "list", "--all").out
    for words in (
        ("add", "Fresh", "--for", "tempo"),
        ("edit", "ghost", "--for", "long", "--note", "soft"),
        ("retire", "ghost"),
    ):
        assert shod("shoe", *words).status == 0
        assert shod("plan", "undo").out.startswith("Took back: ")
        assert shod("shoe", "list", "--all").out == listed
    assert shod("plan", "redo").out.startswith("Brought back: retired Ghost on ")
    assert "retired" in shod("shoe", "show", "ghost").out


def test_logged_runs_are_given_to_a_pair(shod: Planner) -> None:
    said = shod("shoe", "assign", "ghost", "--logged", "--from", "-1w", "--of", "blue").out
    assert said == "1 logged run, 10 km, is in Ghost now.\n"
    assert json.loads(shod("shoe", "show", "ghost", "--json").out)["distance_m"] == 10_000


def test_pairs_are_suggested_and_accepted(shod: Planner) -> None:
    shod("shoe", "add", "Third", "--id", "third", "--run", "200")
    said = shod("shoe", "assign", "--suggest").out
    assert "Third instead of Blue daily" in said
    assert said.endswith("Nothing was written. --accept makes the change.\n")
    assert "Changed the pair of " in shod("shoe", "assign", "--suggest", "--accept").out


def test_a_kind_of_run_has_one_default_and_the_newer_wins(shod: Planner) -> None:
    shod("shoe", "edit", "blue", "--for", "long,tempo")
    said = shod("shoe", "edit", "ghost", "--for", "long").out
    assert "Blue daily is no longer the default for long." in said
    assert "Hung Ghost on " in said


def test_a_run_takes_its_comfort_surface_and_hot_spots(shod: Planner) -> None:
    run = ("log", "run", "5", "--shoe", "ghost", "--comfort", "7", "--surface", "trail", "--hot-spots", "left heel")
    assert shod(*run).status == 0
    said = shod("shoe", "show", "ghost").out
    assert "7 of 10 on Sat 21 Nov" in said
    assert "left heel" in said
    assert "trail 1" in said


def test_a_pair_whose_file_is_gone_is_told_and_nothing_is_lost(shod: Planner, store_root: Path) -> None:
    (store_root / "gear/blue.toml").unlink()
    assert "Unknown shoe blue: 1 run, 10 km. Its file is gone; nothing is lost." in shod("shoe", "list").out
    for words in (("today",), ("week",), ("plan", "show"), ("export", "md"), ("export", "ics"), ("export", "json")):
        assert shod(*words).status == 0
    assert "missing-routine" in shod("plan", "check").out
    assert "there is no gear 'blue'" in shod("doctor").out


def test_a_shared_screen_shows_no_notes_and_no_aches(shod: Planner, store_root: Path) -> None:
    shod("shoe", "edit", "ghost", "--note", "secret")
    shod("log", "pain", "calf", "5")
    assert "secret" in shod("shoe", "show", "ghost").out
    (store_root / "planner.toml").write_text((store_root / "planner.toml").read_text() + "private = true\n")
    said = shod("shoe", "show", "ghost").out
    assert "secret" not in said
    assert "calf" not in said


@pytest.mark.parametrize("words", [("week", "2026-11-25"), ("export", "md"), ("export", "ics")])
def test_a_pair_whose_file_is_gone_is_called_unknown_wherever_it_hangs(
    shod: Planner, store_root: Path, words: tuple[str, ...]
) -> None:
    (store_root / "gear/blue.toml").unlink()
    assert "unknown shoe blue" in shod(*words).out.replace("\r\n ", "")
