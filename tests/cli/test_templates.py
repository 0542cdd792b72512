"""Templates and copies of plans on the command line."""

import json

import pytest

from tests.cli.conftest import Planner

NEW = ("plan", "template", "new", "autumn", "--template", "half", "--race", "Autumn Half", "--date", "2027-09-26")


def test_a_plan_is_saved_as_a_template_and_another_made_from_it(spring: Planner) -> None:
    assert spring("plan", "template", "list").out.startswith("No template yet.")
    assert spring("plan", "template", "save", "spring", "half", "--name", "My half").status == 0
    listed = json.loads(spring("plan", "template", "list", "--json").out)
    assert [(one["id"], one["name"], one["distance"]) for one in listed] == [("half", "My half", "half")]
    assert "My half" in spring("plan", "template", "list").out
    said = spring(*NEW)
    assert said.status == 0
    assert "to Sun 26 Sep 2027." in said.out
    old, new = (spring("plan", "show", name).out.splitlines() for name in ("spring", "autumn"))
    assert new[0] == "Autumn Half   half, Sun 26 Sep 2027"
    assert "from the template My half" in new
    assert [line.split()[3:] for line in new if "#" in line] == [line.split()[3:] for line in old if "#" in line]
    assert spring("plan", "undo").out == "Took back: made the plan Autumn Half.\n"
    assert spring("plan", "show", "autumn").status != 0


def test_a_template_is_deleted_and_undo_brings_it_back(spring: Planner) -> None:
    spring("plan", "template", "save", "spring", "half")
    assert spring("plan", "template", "delete", "half").out.startswith("Deleted the template half")
    assert "no such template" in spring(*NEW).complaint
    assert spring("plan", "undo").status == 0
    assert spring(*NEW).status == 0


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("save", "nope", "half"), "no such plan"),
        (("save", "spring", "No Slug"), "cannot name a file"),
        (("delete", "nope"), "no such template"),
        (("new", "spring", "--template", "nope", "--race", "R", "--date", "+9w"), "no such template"),
        ((), "missing command"),
    ],
)
def test_what_cannot_be_done_is_one_line(spring: Planner, words: tuple[str, ...], why: str) -> None:
    said = spring("plan", "template", *words)
    assert said.status != 0
    assert why in said.complaint


def test_a_plan_is_duplicated_and_the_copy_changed_alone(spring: Planner) -> None:
    before = spring("plan", "show", "spring", "--json").out
    assert spring("plan", "duplicate", "spring", "other", "--name", "Plan B").status == 0
    week = json.loads(spring("week", "2027-01-20", "--json").out)
    session = next(day["sessions"][0]["id"] for day in week["days"] if day["sessions"])
    assert spring("plan", "remove", session).status == 0
    assert spring("plan", "show", "spring", "--json").out == before
    assert "already" in spring("plan", "duplicate", "spring", "other").complaint
