"""`planner plan again`: what would change is told as it was and as it is."""

import re

from tests.cli.conftest import Planner

_ROW = re.compile(r"~ +(?P<was>\w+ \d+ \w+)  .*->.*  (?P<is>\w+ \d+ \w+)$")


def test_a_run_that_comes_earlier_is_told_from_the_day_on_which_it_was(spring: Planner) -> None:
    days = [f"2027-01-{day}" for day in range(11, 18)]
    blocked = next(day for day in days if moves(spring, day))
    there = moves(spring, blocked)
    assert spring("plan", "again", "--blocked", blocked, "--accept").status == 0
    back = moves(spring, "2026-11-23")
    assert [(new, old) for old, new in there] == back


def moves(spring: Planner, blocked: str) -> list[tuple[str, str]]:
    """From where to where runs would go with one day blocked alone."""
    rows = [_ROW.match(row.strip()) for row in spring("plan", "again", "--blocked", blocked).out.splitlines()]
    return [(row["was"], row["is"]) for row in rows if row]
