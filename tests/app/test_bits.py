"""Pieces of lines keep to their cells, whatever a person writes."""

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from planner.app.bits import Bit, cut, fit, plain, spread, width_of, wrap, wrap_path

NAUGHTY = [
    "[/]",
    "[bold]x",
    "漢字漢字",
    "שלום עולם",
    "a\x1b[31mb\x07",
    "\u202eabc",
    "👩‍👩‍👧",
    "x" * 99,
    "\n\t",
    "é\u0301",
]


@given(st.text(max_size=60) | st.sampled_from(NAUGHTY), st.integers(1, 40))
def test_fitted_text_fills_its_cells_exactly(text: str, width: int) -> None:
    assert cell_len(fit(plain(text), width)) == width
    assert cell_len(fit(plain(text), width, right=True)) == width


@given(st.lists(st.text(max_size=20) | st.sampled_from(NAUGHTY), max_size=8), st.integers(1, 80))
def test_a_cut_line_fills_its_cells_exactly(texts: list[str], width: int) -> None:
    line = cut([Bit(plain(text)) for text in texts], width)
    assert width_of(line) == width
    assert all(bit.text for bit in line)


@given(st.text(max_size=200) | st.sampled_from(NAUGHTY), st.integers(2, 40))
def test_wrapped_text_stays_within_its_width(text: str, width: int) -> None:
    assert all(cell_len(line) <= width for line in wrap(text, width))


@given(st.text(alphabet="ab/é走 ", max_size=60), st.integers(2, 20))
def test_a_path_is_broken_behind_its_folders_and_nothing_of_it_is_lost(text: str, width: int) -> None:
    lines = wrap_path(text, width)
    assert all(cell_len(line) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert wrap_path("see /tmp/one/two/three.gpx now", 12) == ["see", "/tmp/one/", "two/", "three.gpx", "now"]


def test_plain_text_has_no_control_characters_and_one_line() -> None:
    assert plain("a\x1b[31m\nb\u202e") == "a[31m b"


def test_the_right_part_of_a_spread_line_stays() -> None:
    line = spread((Bit("a long left part"),), (Bit(" right"),), 14)
    assert "".join(bit.text for bit in line).endswith(" right")
    assert width_of(line) == 14
