import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings

from planner.domain.plan import Plan
from planner.domain.text import one_line
from planner.exports.fridge.chart import to_chart
from planner.exports.fridge.html import to_html, to_svg
from planner.exports.fridge.page import Fridge, Paper
from planner.exports.fridge.sheets import to_fridge
from planner.planning.agenda import agenda
from tests.exports.fridge.printed import check_details, check_edges, check_lines_and_boxes
from tests.exports.fridges import HOSTILE, a_build_up, a_hostile_plan, going_out
from tests.exports.paper import DARK, SIZES, browse, opened, size_mm, text_of
from tests.exports.plans import TODAY
from tests.strategies import plans

_TAGS = {
    "html", "head", "meta", "title", "style", "body", "header", "main", "section", "article", "div", "p", "h1", "h2",
    "h3", "h4", "dl", "dt", "dd", "ul", "li", "table", "thead", "tbody", "tr", "th", "td", "span", "b", "bdi",
    "a", "svg", "desc", "defs", "pattern", "rect", "line", "text", "g", "polyline", "circle",
}  # fmt: skip
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"


class Reader(HTMLParser):
    """Gathers the tags, the attributes and the text of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str | None]] = []
        self.text: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def assert_harmless(page: str) -> None:
    read = Reader(page)
    assert read.tags <= _TAGS
    names = {name for name, _ in read.attributes}
    assert not [name for name in names if name.startswith("on") or name in ("src", "style", "xlink:href")]
    assert all(re.fullmatch(r"#day-[\d-]{10}", value or "") for name, value in read.attributes if name == "href")
    assert ("content", _POLICY) in read.attributes
    assert not re.search(r"https?:(?!//www\.w3\.org/2000/svg)", page)
    assert not re.search(r"@import|url\((?!#)", page)


def test_the_page_runs_nothing_and_loads_nothing() -> None:
    page = to_html(to_fridge(going_out(a_hostile_plan())))
    assert_harmless(page)
    assert one_line(HOSTILE) in " ".join(Reader(page).text)
    assert "\u202e" not in page


@settings(max_examples=15, deadline=None)
@given(plans())
def test_nothing_of_any_plan_becomes_markup(plan: Plan) -> None:
    days = agenda(plan, (), plan.first_day, plan.last_day, TODAY)
    page = to_html(to_fridge(going_out(plan, days)))
    assert_harmless(page)
    title = one_line(plan.title) or "Plan"
    assert title in (one_line(text) for text in Reader(page).text)


def test_the_picture_is_told_to_those_who_do_not_see_it() -> None:
    fridge = to_fridge(going_out(a_build_up()))
    page = to_html(fridge)
    chart = to_chart(fridge)
    assert chart
    assert '<title id="top-title">Distance week by week, in km</title>' in page
    assert f'<desc id="top-says">{chart.says}</desc>' in page
    assert 'role="img" aria-label="to do"' in page


def test_signs_are_told_to_those_who_hear_the_page() -> None:
    page = to_html(to_fridge(going_out(a_build_up())))
    assert '<b class="sign" role="img" aria-label="rolling" title="rolling">○</b>' in page
    assert '<b class="mark" role="img" aria-label="Blue | “41”" title="Blue | “41”">A</b>' in page


def test_a_page_for_one_paper_prints_the_same_on_the_other() -> None:
    out = going_out(a_build_up())
    a4, letter = (to_html(to_fridge(out, paper)) for paper in Paper)
    assert a4.replace("size: A4 landscape", "size: letter landscape") == letter


def test_a_day_leads_to_its_details() -> None:
    page = to_html(to_fridge(going_out(a_build_up(1))))
    assert re.findall(r'href="#(.*?)">(.*?)<', page) == [("day-2027-01-07", "steps")]
    assert '<article id="day-2027-01-07">' in page
    whole = to_html(to_fridge(going_out(a_hostile_plan())))
    assert set(re.findall(r'href="#(.*?)"', whole)) == set(re.findall(r'<article id="(.*?)"', whole))
    assert '<article id="day-2027-01-04" class="long">' in whole


def test_the_picture_alone_has_its_colours_in_it() -> None:
    chart = to_chart(to_fridge(going_out(a_build_up())))
    assert chart
    assert "<style>" in to_svg(chart)


def test_each_plan_gives_the_same_bytes_again() -> None:
    assert to_html(to_fridge(going_out(a_build_up()))) == to_html(to_fridge(going_out(a_build_up())))


class Printed:
    """A calendar, and the PDF that the browser made of its page."""

    def __init__(self, fridge: Fridge, folder: Path, *options: str) -> None:
        self.fridge = fridge
        self.page = folder / "page.html"
        self.page.write_text(to_html(fridge), encoding="utf-8")
        pdf = folder / "page.pdf"
        browse(self.page, f"--print-to-pdf={pdf}", "--no-pdf-header-footer", *options)
        self.pdf = pdf.read_bytes()


@pytest.fixture(scope="module", params=["build-up", "hostile"])
def printed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Printed]:
    """A calm plan on A4, printed by a browser in dark mode, and a hostile one on Letter."""
    folder = tmp_path_factory.mktemp(request.param)
    if request.param == "build-up":
        yield Printed(to_fridge(going_out(a_build_up())), folder, DARK)
    else:
        yield Printed(to_fridge(going_out(a_hostile_plan()), Paper.LETTER), folder)


def test_paper_has_four_weeks_a_page_and_then_the_details(printed: Printed) -> None:
    with opened(printed.pdf) as pdf:
        sheets = len(printed.fridge.sheets)
        assert {size_mm(page) for page in pdf} == {SIZES[printed.fridge.paper]}
        texts = [text_of(page) for page in pdf]
        assert ["Details" in text and "Weekof" not in text for text in texts[sheets:]] == [True] * (len(pdf) - sheets)
        assert len(pdf) > sheets
        for sheet, text in zip(printed.fridge.sheets, texts[:sheets], strict=True):
            assert f"{sheet.number}of{sheets}" in text
            for row in sheet.rows:
                assert "".join(f"{row.name}{row.of}".split()) in text


def test_every_line_of_a_week_is_on_the_page_of_that_week_with_its_box(printed: Printed) -> None:
    check_lines_and_boxes(printed.fridge, printed.pdf)


def test_nothing_leaves_the_page_and_paper_stays_white(printed: Printed) -> None:
    check_edges(printed.pdf)


def test_all_that_was_too_long_for_its_day_is_on_the_pages_of_the_details(printed: Printed) -> None:
    check_details(printed.fridge, printed.pdf)


def test_a_screen_in_the_dark_gets_a_dark_page(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(to_html(to_fridge(going_out(a_build_up(1)))), encoding="utf-8")
    taken = []
    for name, options in (("light", ()), ("dark", (DARK,))):
        picture = tmp_path / f"{name}.png"
        browse(page, f"--screenshot={picture}", "--window-size=390,800", *options)
        taken.append(picture.read_bytes())
    assert taken[0][:8] == taken[1][:8] == b"\x89PNG\r\n\x1a\n"
    assert taken[0] != taken[1]
