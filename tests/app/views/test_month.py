"""The month as a person reads it, without Textual."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.actions.desk import Desk
from planner.app.bits import width_of
from planner.app.calendar import Calendar
from planner.app.signs import NICE, PLAIN
from planner.app.views.cell import day_cell, run_text
from planner.app.views.detail import detail_lines
from planner.app.views.figures import figure
from planner.app.views.month import grid, month_lines, month_on, month_span
from planner.app.views.scene import Scene
from planner.domain.body import Area
from planner.domain.days import Weekday
from planner.domain.log import Felt, Played, Ran
from planner.domain.session import Session, SessionKind
from planner.domain.units import Span, Unit
from planner.planning.agenda import AgendaDay, SessionLine, Status
from planner.planning.schedule import Planned
from tests.app.lines import text_of, texts_of

TODAY = date(2027, 2, 6)
SCENE = Scene(today=TODAY, cursor=TODAY, unit=Unit.KM, signs=NICE)
AT = datetime(2027, 2, 6, 9, tzinfo=UTC)


def a_session(kind: SessionKind = SessionKind.EASY, metres: float = 8000.0, **more: object) -> Session:
    return Session(id="s", day=TODAY, kind=kind, distance=Span.of(metres), **more)  # type: ignore[arg-type]


def a_day(session: Session | None = None, status: Status = Status.PLANNED, **more: object) -> AgendaDay:
    lines = (SessionLine(planned=Planned(session=session, original=session), status=status),) if session else ()
    return AgendaDay(**{"day": TODAY, "sessions": lines, "in_plan": True, **more})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("session", "room", "shown"),
    [
        (a_session(), 8, "8 easy"),
        (a_session(SessionKind.LONG, 14_500), 8, "14½ long"),
        (a_session(SessionKind.LONG, 14_500), 20, "14½ long"),
        (a_session(SessionKind.LONG, 14_300), 8, "14 long"),
        (a_session(SessionKind.LONG, 14_300), 9, "14.3 long"),
        (a_session(SessionKind.STRIDES, 6_000), 8, "6 str."),
        (a_session(SessionKind.INTERVALS, 9_000), 12, "9 intervals"),
        (a_session(SessionKind.RACE, 21_097.5), 8, "★ half"),
        (a_session(SessionKind.EASY, or_kind=SessionKind.REST), 14, "8 easy/rest"),
        (Session(id="s", day=TODAY, kind=SessionKind.EASY, distance=Span(10_000, 12_000)), 8, "~11 easy"),
        (Session(id="s", day=TODAY, kind=SessionKind.EASY, duration_s=2700), 8, "45' easy"),
        (Session(id="s", day=TODAY, kind=SessionKind.EASY), 8, "easy"),
    ],
)
def test_a_run_fits_its_cell_and_stays_true(session: Session, room: int, shown: str) -> None:
    assert run_text(session, SCENE, room) == shown


def test_half_kilometres_are_plain_in_the_ascii_set() -> None:
    plain = Scene(today=TODAY, cursor=TODAY, unit=Unit.KM, signs=PLAIN)
    assert run_text(a_session(metres=6500), plain, 8) == "6.5 easy"


def test_what_became_of_a_run_is_a_sign_and_not_only_a_colour() -> None:
    signs = {
        status: text_of(day_cell(a_day(a_session(), status), SCENE, 12, 3, 2)[2]).strip()
        for status in (Status.DONE, Status.SKIPPED, Status.MISSED, Status.PLANNED)
    }
    assert signs == {Status.DONE: "✓", Status.SKIPPED: "×", Status.MISSED: "·", Status.PLANNED: ""}


def test_today_is_underlined_and_the_cursor_day_is_a_filled_block() -> None:
    here = day_cell(a_day(a_session()), SCENE, 9, 3, 2)
    assert "today" in here[0][0].role
    assert all("cursor" in bit.role for line in here for bit in line[:-1])
    elsewhere = day_cell(a_day(a_session(), day=TODAY + timedelta(days=1)), SCENE, 9, 3, 2)
    assert not any("cursor" in bit.role or "today" in bit.role for line in elsewhere for bit in line)


def test_past_days_recede_and_other_months_are_dim() -> None:
    past = day_cell(a_day(a_session(), day=TODAY - timedelta(days=1)), SCENE, 9, 3, 2)
    assert past[1][0].role == "past"
    other = day_cell(a_day(a_session(), day=date(2027, 3, 1)), SCENE, 9, 3, 2)
    assert other[1][0].role == "other"
    assert text_of(other[0]).startswith("1 Mar")


def test_a_rest_day_a_run_of_ones_own_and_pain_are_shown() -> None:
    assert text_of(day_cell(a_day(), SCENE, 9, 3, 2)[1]).strip() == "rest"
    ran = a_day(extra=(Ran(id="r", at=AT, day=TODAY, distance_m=6200),), in_plan=False)
    assert text_of(day_cell(ran, SCENE, 9, 3, 2)[1]).strip() == "+6.2 run"
    far = a_day(extra=(Ran(id="r", at=AT, day=TODAY, distance_m=10_300),), in_plan=False)
    assert text_of(day_cell(far, SCENE, 9, 3, 2)[1]).strip() == "+10.3"
    assert text_of(day_cell(far, SCENE, 12, 3, 2)[1]).strip() == "+10.3 run"
    hurt = a_day(felt=(Felt(id="f", at=AT, day=TODAY, area=Area.KNEE, score=7),))
    assert any(bit.text == " !" and bit.role.startswith("red") for bit in day_cell(hurt, SCENE, 9, 3, 2)[0])


def test_ratings_of_a_session_and_a_zero_put_no_sign_on_the_day() -> None:
    rated = Felt(id="f", at=AT, day=TODAY, area=Area.KNEE, score=4, session="roll01")
    eased = Felt(id="g", at=AT, day=TODAY, area=Area.KNEE, score=0)
    quiet = day_cell(a_day(felt=(rated, eased)), SCENE, 9, 3, 2)[0]
    assert "!" not in text_of(quiet)


def test_figures_have_their_decimal_point_in_one_place() -> None:
    assert [figure(value) for value in (7, 37.04, 100, 0)] == ["   7.0", "  37.0", " 100.0", "   0.0"]


@given(st.dates(date(1950, 1, 1), date(2150, 1, 1)), st.sampled_from(list(Weekday)))
def test_a_month_shows_whole_weeks_that_hold_it(day: date, first_weekday: Weekday) -> None:
    first, last = month_span(day, first_weekday)
    assert first <= day.replace(day=1) <= day <= last
    assert first.weekday() == first_weekday.number
    assert (last - first).days + 1 in (28, 35, 42)
    assert (last + timedelta(days=1)).month != day.month or (last + timedelta(days=1)).day != last.day + 1


@given(st.dates(date(1950, 1, 1), date(2150, 1, 1)), st.integers(-30, 30))
def test_months_on_keeps_the_day_or_takes_the_last(day: date, months: int) -> None:
    there = month_on(day, months)
    assert there.day == day.day or (there + timedelta(days=1)).day == 1
    assert (there.year * 12 + there.month) - (day.year * 12 + day.month) == months


@given(st.integers(0, 30), st.integers(60, 200), st.integers(10, 60))
def test_a_click_finds_the_day_that_is_drawn_there(place: int, width: int, height: int) -> None:
    laid = grid(width, height, 5)
    x = laid.left + (place % 7) * laid.cell
    y = laid.top + place // 7 * laid.height
    assert laid.place(x, y) == place
    assert laid.place(x + laid.cell - 1, y + laid.height - 1) == place


@pytest.mark.parametrize(("width", "height"), [(60, 12), (80, 22), (120, 38), (200, 60)])
def test_every_line_of_a_month_fits(demo: Desk, width: int, height: int) -> None:
    calendar = Calendar(demo)
    lines = month_lines(calendar.scene(), calendar.days(), width, height)
    assert all(width_of(line) <= width for line in lines)
    assert "February 2027" in text_of(lines[0])


def test_the_week_at_the_right_says_what_is_planned_and_done(demo: Desk) -> None:
    calendar = Calendar(demo)
    text = texts_of(calendar.lines(80, 22))
    assert "wk 9  build" in text
    assert "31.0 km" in text
    assert "cut-back" in text
    assert "▄▄▄▄▁▁▁" in text


def test_the_demo_month_in_ascii_has_only_ascii(demo: Desk) -> None:
    demo.set(ascii=True)
    calendar = Calendar(demo)
    for view in ("month", "week", "day", "plan"):
        calendar.view = view
        text = texts_of(calendar.lines(80, 22)).replace("…", "").replace("↓", "").replace("↑", "")
        assert text.isascii(), view


def test_the_lines_under_the_month_say_what_was_done_besides_the_plan() -> None:
    ran = Ran(id="r", at=AT, day=TODAY, distance_m=6_000.0, note="with [/] Ann")
    played = Played(id="p", at=AT, day=TODAY, routine="desk-break")
    said = texts_of(detail_lines(SCENE, a_day(extra=(ran, played)), 80, 4)).splitlines()
    assert "+ 6 km, not in the plan, with [/] Ann" in said[1]
    assert "desk-break, not in the plan" in said[2]
