"""The data of a figure as a table and as CSV."""

import csv
from io import StringIO

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.exports.plot.canvas import cells
from planner.exports.plot.plot import text_of
from planner.exports.plot.table import harmless, table, to_csv
from planner.insights.figure import Figure
from tests.exports.figures import WEEKLY


@pytest.mark.parametrize("cell", ["=1+1", "+cmd", "-x", "@sum", "\t=1", "\r=1", "＝1", '=HYPERLINK("x")', "-5 =x"])
def test_no_text_is_a_formula(cell: str) -> None:
    assert harmless(cell).startswith("'")


@pytest.mark.parametrize("cell", ["", "5", "-5", "+0.25", "2026-12-07", "4:05", "103 %", "-12 %", "Hip strength"])
def test_numbers_and_days_stay_as_they_are(cell: str) -> None:
    assert harmless(cell) == cell


@given(st.text())
def test_whatever_a_cell_holds_no_formula_comes_out(cell: str) -> None:
    made = harmless(cell)
    assert "\n" not in made
    if made[:1] in {"=", "@", "＝", "＋", "－", "＠", "\t", "\r"}:
        raise AssertionError(made)
    if made[:1] in {"+", "-"}:
        assert made.strip("+-0123456789.,:% ") == ""


def test_csv_holds_the_whole_data() -> None:
    rows = list(csv.reader(StringIO(to_csv(WEEKLY))))
    assert rows[0] == list(WEEKLY.columns)
    assert [tuple(row) for row in rows[1:]] == list(WEEKLY.rows)


@pytest.mark.parametrize("width", [20, 40, 78])
def test_a_table_fits_and_its_numbers_stand_below_each_other(width: int) -> None:
    heading, rows = table(WEEKLY, width)
    lines = text_of((*heading, *rows))
    assert all(cells(line) <= width for line in lines)
    assert len(rows) == len(WEEKLY.rows)
    ends = {len(line) for line in text_of(rows)[:9]}
    assert len(ends) == 1


def test_a_long_heading_takes_more_lines() -> None:
    figure = msgspec.structs.replace(WEEKLY, columns=("week", "planned before the days off", "done"))
    heading, _ = table(figure, 40)
    assert len(heading) > 1
    assert set(" ".join(text_of(heading)).split()) == {"week", "planned", "before", "the", "days", "off", "done"}


def test_long_texts_give_way_before_the_words_of_a_heading_are_broken() -> None:
    long = Figure(
        id="l",
        title="L",
        columns=("of", "planned", "skipped", "missed"),
        rows=(("Roll and stretch after quality and long runs of the week", "12", "0", "1"),),
    )
    heading, (row,) = table(long, 62)
    words = "".join(piece.text for line in heading for piece in line).split()
    assert words == ["of", "planned", "skipped", "missed"]
    assert row[0].text.startswith("Roll and stretch after quality")


def test_a_figure_without_data_has_no_table() -> None:
    assert table(Figure(id="e", title="E"), 40) == ((), ())
