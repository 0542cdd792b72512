"""Text from people and files is shown as text, without anything that a terminal would obey."""

import json
import re
from pathlib import Path

import pytest

from tests.cli.conftest import Planner
from tests.strategies import NAUGHTY

_OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028\u2029]")
_ODD = [*NAUGHTY, "[/]", "[red]x", "x" * 3000, "\u0627\u0644\u0633\u0628\u0627\u0642", "a\nb\tc", "\x9b31m!", "café"]


@pytest.mark.parametrize("name", [one for one in _ODD if one.strip()], ids=lambda name: ascii(name[:20]))
def test_odd_names_are_shown_as_text_everywhere(planner: Planner, name: str, tmp_path: Path) -> None:
    made = planner(
        "plan", "new", "odd", "--race", name, "--date", "2027-04-18", "--distance", "half", "--weekly", "25",
        "--longest", "9",
    )  # fmt: skip
    if made.status:
        assert "no name" in made.complaint
        return
    assert planner("shoe", "add", name, "--id", "odd").status == 0
    assert planner("log", "note", name).status == 0
    assert planner("log", "run", "8", "--shoe", "odd", "--note", name).status == 0
    for words in (
        ("today",), ("week",), ("plan", "list"), ("plan", "show"), ("plan", "check"), ("shoe", "list"),
        ("today", "--json"), ("week", "--json"), ("plan", "list", "--json"), ("shoe", "list", "--json"),
        ("export", "md"), ("export", "json"), ("export", "html"),
    ):  # fmt: skip
        said = planner(*words)
        assert said.status in (0, 3), (words, said.err)
        assert said.err == ""
        assert not _OBEYED.search(said.out), (words, said.out)
        if words[-1] == "--json":
            json.loads(said.out)
        elif words[0] in ("today", "week"):
            assert max(map(len, said.out.splitlines())) <= 100
    exported = tmp_path / "out.ics"
    assert planner("export", "ics", "-o", str(exported)).status == 0
    assert not _OBEYED.search(exported.read_text(encoding="utf-8").replace("\r\n", "\n"))


@pytest.mark.parametrize("name", _ODD, ids=lambda name: ascii(name[:20]))
def test_odd_arguments_are_quoted_in_complaints_as_text(planner: Planner, name: str) -> None:
    for words in (
        ("plan", "show", name),
        ("plan", "move", name, "sat"),
        ("routine", "show", name),
        ("exercise", "show", name),
        ("week", name),
        ("log", "pain", name, "3"),
        ("log", "run", name),
        ("import", f"/nonexistent/{name}"),
        ("plan", "new", name, "--race", "R", "--date", "+20w", "--distance", "half"),
        (name,),
        ("plan", name),
    ):
        if any("\x00" in word for word in words):
            continue
        said = planner(*words)
        if said.status == 0:
            continue
        assert not _OBEYED.search(said.complaint), words


def test_a_hostile_plan_file_reaches_no_terminal(spring: Planner, store_root: Path) -> None:
    file = store_root / "plans" / "spring.toml"
    text = file.read_text(encoding="utf-8")
    evil = '"Half \\u001b]52;c;eA==\\u0007 \\u202edone\\u009b2J [/] [@click=app.quit]x"'
    file.write_text(text.replace('"Spring Half"', evil), encoding="utf-8")
    for words in (("today",), ("week",), ("plan", "show"), ("plan", "list"), ("export", "md"), ("export", "json")):
        said = spring(*words)
        assert said.status == 0, said.err
        assert not _OBEYED.search(said.out)
        if words[0] != "export":
            assert "[/] [@click=app.quit]x" in said.out or "…" in said.out
