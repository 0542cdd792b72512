"""The page for a practitioner: what is on it, that it fits two pages, and that text stays text."""

import os
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.body import Area, Side
from planner.domain.health import Sign
from planner.domain.log import Felt, When
from planner.domain.units import Unit
from planner.exports.clinician import Page, PageAnswer, PageGear, PageWeek, PageWork, to_html, to_markdown
from planner.insights.complaints import complaints
from tests.strategies import NAUGHTY, texts

GOLDEN = Path(__file__).parent / "golden"
MONDAY = date(2027, 1, 4)
AT = datetime(2027, 1, 4, 9, tzinfo=UTC)
_LINES_OF_TWO_PAGES = 130
"""Lines of Markdown that fit two pages of A4 in a small type, tables and blank lines included."""


def felt(n: int, score: int, *, area: Area = Area.KNEE, note: str = "", when: When = When.AFTER) -> Felt:
    signs = (Sign.LIMP,) if score > 5 else ()
    day = MONDAY + timedelta(days=n)
    return Felt(
        id=f"f{n}{area}", at=AT, day=day, area=area, side=Side.LEFT, score=score, when=when, note=note, signs=signs,
        came_on_m=6_000.0 + 500 * n if area is Area.KNEE else None,
    )  # fmt: skip


def page(note: str = "outer side, stairs") -> Page:
    entries = [felt(3, 4, note=note), felt(4, 2, when=When.MORNING), felt(9, 6), felt(5, 3, area=Area.CALF)]
    weeks = [
        PageWeek(
            start=MONDAY + timedelta(weeks=n), planned_m=30_000.0 + 1_000 * n, done_m=28_000.0 if n else 0.0,
            longest_m=11_000.0 if n else 0.0, worst=(4, 6, None)[n % 3], morning=2 if n == 0 else None, tightness=None,
            roll_min=22.4, stretch_min=14.0, strength_min=0.0, events=("new: Blue daily",) if n == 1 else (),
        )
        for n in range(3)
    ]  # fmt: skip
    return Page(
        first=MONDAY,
        last=MONDAY + timedelta(days=20),
        unit=Unit.KM,
        goal="Spring Half in 84 days.",
        complaints=complaints(entries),
        weeks=tuple(weeks),
        gear=(
            PageGear(name="Blue daily", about="a daily trainer, drop 8 mm", metres=56_000.0, runs=7, all_m=412_000.0),
        ),
        work=(PageWork(name="Calf foam roll", days=6, minutes=9.2),),
        kept="17 of 20 planned sessions of this work were done.",
        answers=(PageAnswer(place="left knee", before=4.2, after=2.6, rated=6),),
        gait=("Thu 7 Jan: hip drop left",),
        visits=("Tue 12 Jan 14:30, physiotherapist Ana Ruiz: knee",),
        questions=("May I race at 3 of 10?",),
        flags=(),
        conditions=(),
    )


@pytest.mark.parametrize(("name", "write"), [("clinician.md", to_markdown), ("clinician.html", to_html)])
def test_the_page_is_written_as_it_was_agreed(name: str, write: Callable[[Page], str]) -> None:
    made = write(page()).encode()
    if os.environ.get("PLANNER_GOLDEN") == "write":
        (GOLDEN / name).write_bytes(made)
    assert made == (GOLDEN / name).read_bytes()


def full(note: str) -> Page:
    areas = [area for area in Area if area is not Area.CORE]
    entries = [felt(n % 180, 1 + n % 9, area=areas[n % len(areas)], note=note) for n in range(600)]
    one = page()
    return msgspec.structs.replace(
        one,
        complaints=complaints(entries),
        weeks=tuple(msgspec.structs.replace(one.weeks[0], start=MONDAY + timedelta(weeks=n)) for n in range(26)),
        gear=one.gear * 12,
        work=one.work * 40,
        answers=one.answers * 20,
        gait=one.gait * 30,
        visits=one.visits * 30,
        questions=one.questions * 30,
    )


def test_the_fullest_half_year_fits_two_pages() -> None:
    assert len(to_markdown(full("x" * 2_000)).splitlines()) <= _LINES_OF_TWO_PAGES


@pytest.mark.parametrize("text", [*NAUGHTY, "<script>alert(1)</script>", "![x](http://e.vil/p.png)"])
def test_text_of_the_runner_is_shown_and_never_run(text: str) -> None:
    made = msgspec.structs.replace(page(text), questions=(text,), goal=text, visits=(text,))
    assert "<script" not in to_html(made).lower()
    assert not re.search(r"(?<!\\)!?\[[^\]\\]*\]\(", to_markdown(made))


class _Balance(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        assert not any(name in ("src", "href", "onclick", "onload") for name, _ in attrs)
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@given(texts)
def test_the_html_is_whole_whatever_the_runner_wrote_and_loads_nothing(text: str) -> None:
    check = _Balance()
    check.feed(to_html(msgspec.structs.replace(page(text), questions=(text,))))
    assert not check.open
    assert check.seen <= {
        "html", "head", "meta", "title", "style", "body", "h1", "h2", "p", "table", "tr", "th", "td", "ul", "li", "svg",
        "rect", "circle", "text",
    }  # fmt: skip


def test_what_was_not_logged_stays_empty_and_conditions_only_come_when_asked() -> None:
    bare = Page(first=MONDAY, last=MONDAY, unit=Unit.KM)
    made = to_markdown(bare)
    assert "Nothing was logged in this time." in made
    assert "Conditions" not in made
    asked = to_markdown(msgspec.structs.replace(bare, conditions=("blood thinner",)))
    assert "- blood thinner" in asked


@given(st.integers(1, 26))
def test_every_week_has_its_row(count: int) -> None:
    one = page()
    weeks = tuple(msgspec.structs.replace(one.weeks[1], start=MONDAY + timedelta(weeks=n)) for n in range(count))
    made = to_markdown(msgspec.structs.replace(one, weeks=weeks))
    assert made.count("new: Blue daily") == count
