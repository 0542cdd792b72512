"""The weeks of a build-up as bars."""

from datetime import date
from random import Random

import pytest

from planner.app.bits import Line, width_of
from planner.app.widgets.week_bars import WeekRow, bar_lines, week_rows
from planner.domain.plan import Plan
from planner.domain.race import RACE_M, Level
from planner.domain.units import Unit
from planner.planning.build_up import build_up, default_inputs

ROWS = (
    WeekRow(1, 20_000, 8_000, "base", "base"),
    WeekRow(2, 25_400, 10_000, "base", "base"),
    WeekRow(3, 18_000, 7_000, "cut-back", "cut-back"),
    WeekRow(4, 30_000, 15_000, "base", "base"),
    WeekRow(5, 14_500, 0, "race", "race-week"),
)


def texts(lines: tuple[Line, ...]) -> list[str]:
    return ["".join(bit.text for bit in line) for line in lines]


@pytest.fixture(scope="module")
def plan() -> Plan:
    """A half marathon build-up of eighteen weeks and what follows."""
    inputs = default_inputs(RACE_M["half"], Level.NOVICE, date(2026, 11, 23))
    made = build_up(
        id="spring", race_name="Spring", race_day=date(2027, 3, 28), distance_m=RACE_M["half"], inputs=inputs,
        pick=Random(1).choice,
    )  # fmt: skip
    return made.plan


def test_a_row_a_week_with_the_distance_of_its_runs_but_not_the_race(plan: Plan) -> None:
    rows = week_rows(plan)
    assert len(rows) == len(plan.weeks)
    before_race = [session for session in plan.base if session.distance and session.kind.value != "race"]
    assert sum(row.week_m for row in rows) == sum(s.distance.middle_m for s in before_race if s.distance)
    assert max(row.long_m for row in rows) == max(s.distance.middle_m for s in before_race if s.distance)
    assert [row.word for row in rows].count("race") == 1


def test_the_longest_bar_fills_the_room_and_the_others_are_in_proportion() -> None:
    lines = texts(bar_lines(ROWS, 48, Unit.KM))
    lengths = [line.count("█") + line.count("▒") for line in lines[1:]]
    assert lengths == [13, 17, 12, 20, 10]
    assert lines[4].count("█") == 10


def test_numbers_stand_below_each_other_on_the_decimal_point() -> None:
    lines = texts(bar_lines(ROWS, 60, Unit.KM))[1:]
    points = [[n for n, sign in enumerate(line) if sign == "."] for line in lines]
    assert len({found[0] for found in points}) == 1
    assert len({found[1] for found in points if len(found) > 1}) == 1


def test_whole_kilometres_need_no_decimals() -> None:
    assert "." not in "".join(texts(bar_lines(ROWS[:1], 60, Unit.KM)))


def test_a_phase_is_named_where_it_changes() -> None:
    words = [line.rsplit("  ", 1)[1] for line in texts(bar_lines(ROWS, 60, Unit.KM))[1:]]
    assert words == ["base", "", "cut-back", "", "race"]


def test_miles_are_shown_to_who_counts_in_miles() -> None:
    lines = texts(bar_lines(ROWS, 60, Unit.MI))
    assert "mi" in lines[0]
    assert "12.4" in lines[1]


@pytest.mark.parametrize("width", [1, 20, 33, 40, 63, 200])
def test_no_row_is_wider_than_it_need_be(width: int, plan: Plan) -> None:
    lines = bar_lines(week_rows(plan), width, Unit.KM)
    assert max(width_of(line) for line in lines) <= max(width, 34)
    assert max(width_of(line) for line in lines) <= 80


def test_ascii_only_uses_ascii() -> None:
    assert all(line.isascii() for line in texts(bar_lines(ROWS, 60, Unit.KM, ascii_only=True)))


def test_weeks_that_do_not_stand_for_the_answers_are_quiet() -> None:
    roles = {bit.role for line in bar_lines(ROWS, 60, Unit.KM, faded=True) for bit in line if bit.text.strip()}
    assert roles == {"dim", "bar-rest"}


def test_no_weeks_no_lines() -> None:
    assert bar_lines((), 40, Unit.KM) == ()
