"""A table is read whatever separates its cells; each row knows its line, and what is broken is told with it."""

import contextlib
import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.domain.errors import BadValue
from planner.domain.spreadsheet import unguard
from planner.imports.csv_rows import MOST_ROWS, read_rows, read_table
from planner.imports.notes import Notes


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_the_separator_is_found(separator: str) -> None:
    text = f"Date{separator}Title{separator}km\n2027-01-01{separator}Easy{separator}8\n"
    rows = read_rows(text, "a.csv")
    assert rows.header == ("Date", "Title", "km")
    assert rows.rows[0].cells == ("2027-01-01", "Easy", "8")


def test_a_decimal_comma_and_commas_in_words_do_not_make_columns() -> None:
    rows = read_rows("Date;km;Note\n2027-01-01;8,5;easy, flat, slow\n", "a.csv")
    assert rows.rows[0].cells == ("2027-01-01", "8,5", "easy, flat, slow")


def test_the_line_that_names_the_separator_is_no_row() -> None:
    rows = read_rows("sep=;\nDate;Note\n2027-01-01;a,b,c\n", "a.csv")
    assert (rows.header, rows.header_line, rows.rows[0].line) == (("Date", "Note"), 2, 3)


def test_remarks_do_not_decide_the_separator() -> None:
    table = read_table("// one, two, three\nDate;Note\n2027-01-01;x\n", "a.csv")
    assert table[1].cells == ("Date", "Note")


def test_a_row_after_a_cell_of_several_lines_knows_its_line() -> None:
    rows = read_rows('a,b\r\n"one\r\ntwo\r\nthree",1\r\n\r\nx,2\r\n', "a.csv")
    assert [row.line for row in rows.rows] == [2, 6]
    assert rows.place(rows.rows[1]) == "a.csv, line 6"


def test_a_cell_after_one_of_several_lines_knows_its_own() -> None:
    row = read_rows('a,b,c\n"one\ntwo\n","\nthree",x\n', "a.csv").rows[0]
    assert [row.line_of(column) for column in range(3)] == [2, 5, 5]


def test_columns_go_by_name_wherever_they_stand_and_double_names_are_kept_apart() -> None:
    rows = read_rows("Elapsed Time,distance , Distance,Gear\n60,8.1,8100,Red\n", "a.csv")
    row = rows.rows[0]
    assert row.cell(rows.column("DISTANCE")) == "8.1"
    assert row.cell(rows.column("Distance", nth=1)) == "8100"
    assert row.cell(rows.column("Shoe", "gear")) == "Red"
    assert rows.column("Distance", nth=2) is None
    assert row.cell(rows.column("Shoe")) == ""
    assert rows.columns("distance") == (1, 2)


def test_ragged_rows_are_told_with_their_line_and_read() -> None:
    rows = read_rows("a,b,c\n1,2,3\n1,2\n1,2,3,4\n1,2,3,,\n\n", "a.csv")
    notes = Notes()
    rows.say_ragged(notes)
    assert rows.ragged == (3, 4)
    assert [note.split(":")[0] for note in notes.all()] == ["Line 3", "Line 4"]
    assert rows.rows[1].cell(2) == ""
    assert rows.rows[2].cell(3) == "4"


def test_a_file_that_is_ragged_everywhere_gives_a_count() -> None:
    rows = read_rows("a,b\n" + "1\n" * 40, "a.csv")
    notes = Notes()
    rows.say_ragged(notes)
    assert notes.all()[-1] == "30 more rows of another number of cells than the header."


def test_a_byte_order_mark_is_no_part_of_the_first_name() -> None:
    assert read_rows("\ufeffDate,km\n1,2\n", "a.csv").column("Date") == 0


def test_the_guard_before_a_formula_is_taken_off() -> None:
    row = read_rows("a,b,c,d\n'=1+1,'-5,''@x,'tis easy\n", "a.csv").rows[0]
    assert row.cells == ("=1+1", "-5", "'@x", "'tis easy")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("", "a.csv"),
        ("\n \n", "a.csv"),
        ('a,b\n1,2\n"never closed,3\n4,5\n', "a.csv, line 3"),
        ('a,b\n1,2\n"x"y,3\n', "a.csv, line 3"),
        ("a,b\n1,\x002\n", "a.csv, line 2"),
        ("a,b\n1,2\nx," + "y" * 140_000 + "\n", "a.csv, line 3"),
        ("a,b\n" + "," * 600 + "\n", "a.csv, line 2"),
        ("a,b\n" + "1,2\n" * (MOST_ROWS + 1), f"a.csv, line {MOST_ROWS + 1}"),
        ("a,b\n" + "x" * 20_000_000, "a.csv"),
    ],
    ids=["empty", "blank", "open quote", "after quote", "nul", "long cell", "wide", "long", "large"],
)
def test_what_cannot_be_read_is_told_with_file_and_line(text: str, place: str) -> None:
    with pytest.raises(BadValue) as caught:
        read_rows(text, "a.csv")
    assert caught.value.what == place
    assert caught.value.fix


_CELLS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=8).map(str.strip)
_TABLES = st.lists(st.lists(_CELLS, min_size=2, max_size=2), min_size=1, max_size=5)


@settings(max_examples=60)
@given(_TABLES, st.sampled_from(",;\t"))
def test_what_a_spreadsheet_writes_is_read_back(table: list[list[str]], separator: str) -> None:
    written = io.StringIO()
    csv.writer(written, delimiter=separator, quoting=csv.QUOTE_ALL).writerows([["head", "second"], *table])
    read = read_table(written.getvalue(), "a.csv")
    assert [list(row.cells) for row in read[1:]] == [[unguard(cell) for cell in row] for row in table]


@settings(max_examples=150)
@given(st.text(st.sampled_from("a1\"\n\r,;\t'= \0\ufeff#/é"), max_size=40))
def test_any_text_is_a_table_or_a_bad_value(text: str) -> None:
    with contextlib.suppress(BadValue):
        assert read_rows(text, "a.csv").header
