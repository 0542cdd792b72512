"""Week, day, whole plan and the narrow list, without Textual."""

from datetime import UTC, date, datetime, timedelta

import pytest

from planner.actions import changes, diary
from planner.actions.desk import Desk
from planner.app.bits import Bit, width_of
from planner.app.calendar import VIEWS, Calendar
from planner.app.signs import NICE
from planner.app.views.day import day_rows
from planner.app.views.rows import Row, offset, shown
from planner.app.views.scene import Scene, main_item
from planner.domain.body import Area, Side
from planner.domain.layer import Anchor, Hung, Thing
from planner.domain.log import Noted, Ran
from planner.domain.session import Session, SessionKind
from planner.domain.units import Span, Unit
from planner.planning.agenda import AgendaDay, HungLine, SessionLine, Status
from planner.planning.schedule import Planned
from tests.app.lines import text_of, texts_of

TODAY = date(2027, 2, 6)
NAUGHTY = ["[/]", "[bold]x", "שלום", "漢字", "a\x1b[31mb", "x" * 300]


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize(("width", "height"), [(40, 10), (59, 20), (80, 22), (120, 38)])
def test_every_view_fits_every_size(demo: Desk, view: str, width: int, height: int) -> None:
    calendar = Calendar(demo)
    calendar.view = view
    for day in (TODAY, TODAY + timedelta(days=3), date(2027, 4, 11), date(2030, 1, 1)):
        calendar.go(day)
        lines = calendar.lines(width, height)
        assert len(lines) <= height
        assert lines


def test_the_week_shows_texts_minutes_and_what_became_of_it(demo: Desk) -> None:
    calendar = Calendar(demo)
    calendar.view = "week"
    text = texts_of(calendar.lines(100, 60))
    assert "1 – 7 February 2027" in text
    assert "5.5 km tempo" in text
    assert "done 5.7 km in 35 min, felt 5 of 10" in text
    assert "10 min easy, 15 min at threshold" in text
    assert "11 min" in text


def test_the_day_says_why_a_routine_is_there_and_what_was_changed(demo: Desk) -> None:
    calendar = Calendar(demo, TODAY + timedelta(days=3))
    item = main_item(calendar.day())
    changes.move(demo, item, TODAY + timedelta(days=5))
    diary.log_pain(demo, Area.KNEE, 3, TODAY, side=Side.LEFT)
    calendar.forget()
    calendar.view = "day"
    calendar.go(TODAY + timedelta(days=5))
    text = texts_of(calendar.lines(100, 38))
    assert "moved here from Tue 9 Feb" in text
    assert "before the run" in text
    assert "Warm-up before quality: before hills, tempo" in text
    assert "Blue daily" in text
    calendar.go(TODAY)
    assert "left knee pain 3 of 10" in texts_of(calendar.lines(100, 38))


def test_the_whole_plan_has_a_row_a_week_with_aligned_figures(demo: Desk) -> None:
    calendar = Calendar(demo)
    calendar.view = "plan"
    lines = calendar.lines(100, 38)
    rows = [text_of(line) for line in lines[1:]]
    assert len(rows) == 21
    points = {row.index(".") for row in rows}
    assert len(points) == 1
    assert "cut-back" in rows[3]
    assert any("cursor" in bit.role for bit in lines[9])


def test_the_narrow_list_has_a_row_a_day(demo: Desk) -> None:
    calendar = Calendar(demo)
    text = texts_of(calendar.lines(50, 60))
    assert "Tue  2  ✓ 5½ tempo" in text
    assert "1 Feb wk 9  build" in text


def test_an_empty_day_says_what_to_do(demo: Desk) -> None:
    calendar = Calendar(demo, date(2029, 1, 1))
    calendar.view = "day"
    assert "a adds a session." in texts_of(calendar.lines(80, 22))


def test_a_long_list_keeps_its_head_and_the_chosen_row_in_sight() -> None:
    rows = [Row((Bit(f"row {n}"),), day=TODAY) for n in range(50)]
    for chosen in range(50):
        lines = shown(rows, chosen, 20, 10, head=1)
        assert len(lines) == 10
        assert text_of(lines[0]).strip() == "row 0"
        assert any(f"row {chosen}" in text_of(line) for line in lines)
        assert offset(rows, chosen, 10, head=1) >= 1


@pytest.mark.parametrize("name", NAUGHTY)
def test_names_of_every_sort_stay_in_their_cells(name: str) -> None:
    session = Session(
        id="s", day=TODAY, kind=SessionKind.EASY, distance=Span.of(8000), title=name, text=name, note=name
    )
    hung = Hung(id="s.l", day=TODAY, layer="l", thing=Thing.ROLL, anchor=Anchor.AFTER_RUN, what="r", session="s")
    at = datetime(2027, 2, 6, tzinfo=UTC)
    day = AgendaDay(
        day=TODAY,
        sessions=(
            SessionLine(
                planned=Planned(session=session, original=None),
                status=Status.DONE,
                entry=Ran(id="r", at=at, day=TODAY, distance_m=8000, note=name),
            ),
        ),
        hung=(HungLine(hung=hung, status=Status.PLANNED),),
        notes=(Noted(id="n", at=at, day=TODAY, text=name),),
    )
    scene = Scene(today=TODAY, cursor=TODAY, unit=Unit.KM, signs=NICE, names=lambda: {"r": name})
    rows = day_rows(scene, day, 80)
    assert not any("\x1b" in bit.text or "\n" in bit.text for row in rows for bit in row.line)
    assert all(width_of(line) <= 80 for line in shown(rows, 2, 80, 40)[2:3])


def test_the_cursor_moves_nothing_in_its_row() -> None:
    rows = [Row((Bit("  9  23 Nov", "label"), Bit("31.0", "strong"))), Row((Bit(" "), Bit("Mon 23")))]
    for n, row in enumerate(rows):
        drawn = shown(rows, n, 40, 5)[n]
        assert "".join(bit.text for bit in drawn).rstrip() == "".join(bit.text for bit in row.line)
