"""Plots in text: what stands where, at any size, with signs that need no colour."""

from datetime import date, timedelta
from pathlib import Path

import msgspec
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from planner.exports.plot.canvas import cells
from planner.exports.plot.plot import plot, text_of, within
from planner.exports.plot.scale import day_scale, number_scale
from planner.insights.figure import Figure, Guide, Mark, Point, Series
from tests.exports.figures import ALL, MONDAY, NAMED, SIDES, TODAY, WEEKLY, day

GOLDEN = Path(__file__).parents[1] / "golden"


def drawn(figure: Figure, width: int = 78, height: int = 16, *, ascii_only: bool = False) -> list[str]:
    return text_of(plot(figure, width, height, ascii_only=ascii_only, today=TODAY))


@pytest.mark.parametrize("figure", ALL, ids=lambda figure: figure.id)
@pytest.mark.parametrize("kind", ["nice", "ascii"])
def test_a_plot_is_drawn_as_before(figure: Figure, kind: str) -> None:
    text = "\n".join(drawn(figure, ascii_only=kind == "ascii")) + "\n"
    assert text == (GOLDEN / f"plot-{figure.id}-{kind}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("figure", ALL, ids=lambda figure: figure.id)
def test_ascii_is_ascii(figure: Figure) -> None:
    ours = msgspec.structs.replace(figure, series=tuple(one for one in figure.series if one is not NAMED.series[0]))
    text = "".join(drawn(ours, ascii_only=True)).replace("…", "")
    assert text.isascii()


@pytest.mark.parametrize("figure", ALL, ids=lambda figure: figure.id)
@pytest.mark.parametrize("size", [(24, 5), (38, 8), (60, 12), (78, 18), (118, 30), (200, 60)])
def test_a_plot_keeps_to_its_room(figure: Figure, size: tuple[int, int]) -> None:
    lines = drawn(figure, *size)
    assert len(lines) <= size[1] + 2  # legend, axis and one row of plot are the least
    assert all(cells(line) <= size[0] for line in lines)


@given(st.integers(1, 130), st.integers(1, 45), st.sampled_from(ALL), st.booleans())
@settings(max_examples=60, deadline=None)
def test_no_size_is_too_small(width: int, height: int, figure: Figure, ascii_only: bool) -> None:
    assert all(cells(line) <= max(width, 24) for line in drawn(figure, width, height, ascii_only=ascii_only))


_VALUES = st.one_of(st.none(), st.floats(-1e6, 1e6, allow_nan=False))


@given(st.lists(_VALUES, max_size=60), st.sampled_from(Mark), st.integers(1, 900))
@example(values=[5e-324], mark=Mark.BARS, gap=1)
@example(values=[1e6, 1e6 + 1e-9], mark=Mark.LINE, gap=1)
@settings(max_examples=120, deadline=None)
def test_any_data_can_be_drawn(values: list[float | None], mark: Mark, gap: int) -> None:
    points = tuple(Point(MONDAY + timedelta(days=n * gap), value) for n, value in enumerate(values))
    figure = Figure(id="any", title="Any", series=(Series(name="one", mark=mark, points=points),))
    lines = drawn(figure, 60, 12)
    assert all(cells(line) <= 60 for line in lines)
    if all(value is None for value in values):
        assert lines == ["There is nothing to show yet."]


def test_two_series_never_differ_by_colour_alone() -> None:
    marks = tuple(
        Series(name=f"line {n}", mark=mark, role="text", points=(Point(day(0), n), Point(day(1), n)))
        for n, mark in enumerate((Mark.LINE, Mark.LINE, Mark.DOTS, Mark.DOTS, Mark.BARS, Mark.BARS, Mark.STEPS))
    )
    legend = " ".join(drawn(Figure(id="m", title="M", series=marks), 100, 20)[:2])
    signs = [legend.partition(f" line {n}")[0].split()[-1] for n in range(len(marks))]
    assert len(set(signs)) == len(signs)


def test_too_few_says_why() -> None:
    lines = drawn(Figure(id="few", title="Few", too_few="Log five runs first."), 30, 6)
    assert lines == ["Log five runs first."]


def test_an_unknown_value_is_a_gap_and_not_a_zero() -> None:
    def line(*values: float | None) -> Figure:
        points = tuple(Point(day(n), value) for n, value in enumerate(values))
        return Figure(id="g", title="G", y_from=0.0, y_to=4.0, series=(Series(name="", mark=Mark.LINE, points=points),))

    whole, broken = drawn(line(2, 2, 2, 2), 60, 9), drawn(line(2, None, 2, 2), 60, 9)
    strokes = [sum(0x2800 <= ord(sign) < 0x2900 for text in lines for sign in text) for lines in (whole, broken)]
    assert 0 < strokes[1] <= strokes[0] / 2
    assert "●" not in broken[-3]  # the row of 0


def test_the_race_and_today_stand_at_their_days_with_their_words() -> None:
    lines = drawn(WEEKLY)
    assert "today" in lines[1]
    assert "Spring Half" in lines[1]
    without = text_of(plot(WEEKLY, 78, 16, today=None))
    assert not any("today" in line for line in without)


def test_a_bar_is_as_high_as_its_value_to_an_eighth() -> None:
    def top(value: float) -> str:
        bar = Series(name="", mark=Mark.BARS, points=(Point(day(0), value), Point(day(1), 8.0)))
        lines = drawn(Figure(id="b", title="B", y_from=0.0, y_to=8.0, series=(bar,)), 40, 11)
        return "".join(line[5] for line in lines if "│" in line).strip("· ")

    assert top(8.0) == "█" * 9
    assert top(4.0) == "▄████"
    assert top(4.2)[0] == "▆"


def test_more_bars_than_cells_are_shown_by_their_mean_and_it_says_so() -> None:
    points = tuple(Point(day(n), 8.0 if n % 2 else 0.0) for n in range(400))
    figure = Figure(
        id="m", title="M", y_from=0.0, y_to=8.0, series=(Series(name="", mark=Mark.BARS, points=points),)
    )  # fmt: skip
    lines = drawn(figure, 60, 13)
    assert "on average" in lines[0] + lines[1]
    assert all("█" not in line for line in lines[:4])
    assert "on average" not in "".join(drawn(WEEKLY))


def test_words_of_many_lines_down_never_stand_on_each_other() -> None:
    guides = tuple(Guide(label=f"Past Half {n}", x=day(n)) for n in range(0, 18, 2))
    lines = drawn(msgspec.structs.replace(WEEKLY, guides=guides))
    words = "".join(lines[1:3])
    assert 2 <= sum(f"Past Half {n}" in words for n in range(0, 18, 2)) < 9
    assert sum(line.count("┊") for line in lines) > 40


def test_numbers_stand_behind_their_names_and_bars_go_both_ways() -> None:
    lines = drawn(SIDES)
    calf = next(line for line in lines if line.startswith("calf"))
    band = next(line for line in lines if line.startswith("it-band"))
    assert calf.endswith("0.3")
    assert band.endswith("-0.22")
    assert calf.index("█") > band.rindex("█")


def test_names_that_do_not_fit_are_counted() -> None:
    points = tuple(Point(f"area {n}", float(n)) for n in range(30))
    lines = drawn(Figure(id="n", title="N", series=(Series(name="s", mark=Mark.BARS, points=points),)), 60, 12)
    shown = sum(line.startswith("area") for line in lines)
    assert len(lines) <= 12
    assert lines[-1] == f"and {30 - shown} more in the table"


@pytest.mark.parametrize(
    ("low", "high", "labels"),
    [
        (0.0, 31.0, ["0", "10", "20", "30", "40"]),
        (0.0, 10.0, ["0", "2", "4", "6", "8", "10"]),
        (-0.3, 0.3, ["-0.4", "-0.2", "0", "0.2", "0.4"]),
        (5.0, 5.0, ["5", "5.2", "5.4", "5.6", "5.8", "6"]),
        (0.0, 1234.0, ["0", "250", "500", "750", "1000", "1250"]),
    ],
)
def test_numbers_of_an_axis_are_round(low: float, high: float, labels: list[str]) -> None:
    assert [tick.label for tick in number_scale(low, high, 6).ticks] == labels


@pytest.mark.parametrize(
    ("days", "width", "labels"),
    [
        (4, 78, ["7 Dec", "8 Dec", "9 Dec", "10 Dec"]),
        (28, 78, ["7 Dec", "14 Dec", "21 Dec", "28 Dec"]),
        (200, 60, ["2027", "Feb", "Mar", "Apr", "May", "Jun"]),
        (3650, 60, ["2028", "2030", "2032", "2034", "2036"]),
    ],
)
def test_days_of_an_axis_have_the_words_that_fit(days: int, width: int, labels: list[str]) -> None:
    scale = day_scale(MONDAY, MONDAY + timedelta(days=days - 1), width)
    assert [tick.label for tick in scale.ticks] == labels


def test_a_window_leaves_out_what_was_before() -> None:
    cut = within(WEEKLY, date(2027, 1, 4))
    assert cut.series[0].points[0].x == date(2027, 1, 4)
    assert cut.rows[0][0] == "2027-01-04"
    assert [one.label for one in cut.spans] == ["base", "build", "peak", "taper", "race"]
    assert within(WEEKLY, date(2030, 1, 1)) == WEEKLY
    assert within(NAMED, date(2030, 1, 1)) == NAMED


def test_a_text_of_the_user_is_one_line_of_cells() -> None:
    naughty = "a\x1b[31m\nb"
    points = (Point(naughty, 1.0),)
    figure = Figure(
        id="n", title="N", series=(Series(name=naughty, mark=Mark.BARS, points=points),),
        guides=(Guide(label=naughty, y=0.5),),
    )  # fmt: skip
    assert "\x1b" not in "".join(drawn(figure))
    assert "\n" not in "".join(drawn(figure))
