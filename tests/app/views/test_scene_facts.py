"""What the calendar shows besides runs: days off, findings, selections, filters, plans beside, and nothing private."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from msgspec.structs import replace

from planner.actions import changes, diary
from planner.actions.desk import Desk
from planner.actions.gear_notes import calendar_notes
from planner.app.bits import Bit, width_of
from planner.app.calendar import Calendar
from planner.app.signs import NICE, PLAIN
from planner.app.views.agenda import agenda_rows
from planner.app.views.cell import day_cell
from planner.app.views.compare import compare_rows
from planner.app.views.day import day_rows
from planner.app.views.detail import detail_lines
from planner.app.views.facts import off_text, why_of
from planner.app.views.figures import iso_week
from planner.app.views.month import Weeks, month_lines, month_span
from planner.app.views.scene import Scene
from planner.app.views.week import week_rows
from planner.app.views.whole_plan import whole_plan_rows
from planner.app.widgets.lines import joined
from planner.app.widgets.top_line import top_line
from planner.domain.body import Area
from planner.domain.change import Off
from planner.domain.days import Weekday
from planner.domain.gear_note import GearNote, GearWord
from planner.domain.layer import Anchor, Layer, Thing
from planner.domain.log import Felt, Noted, Ran
from planner.domain.off import Easing, OffKind
from planner.domain.plan import Plan
from planner.domain.race import Phase
from planner.domain.session import Session, SessionKind, Slot
from planner.domain.units import Span, Unit
from planner.planning.agenda import AgendaDay, SessionLine, Status
from planner.planning.checks import Finding, Weight
from planner.planning.compare import originals
from planner.planning.schedule import Planned
from tests.app.lines import text_of, texts_of

TODAY = date(2027, 2, 6)
AT = datetime(2027, 2, 6, 9, tzinfo=UTC)
SCENE = Scene(today=TODAY, cursor=TODAY, unit=Unit.KM, signs=NICE)
DAY = TODAY + timedelta(days=3)
OFF = Off(
    id="off1",
    at=AT,
    kind=OffKind.ILLNESS,
    first=DAY,
    last=DAY + timedelta(days=2),
    back=(Easing(last=DAY + timedelta(days=7), share=0.5),),
    note="a bad cold",
)
FINDING = Finding(
    code="spike",
    key="spike:s",
    title="a run much longer than those before",
    weight=Weight.STRONG,
    reason="that is far",
    fix="Run less.",
    source="x",
    day=DAY,
)


def a_run(kind: SessionKind = SessionKind.EASY, metres: float = 8000.0, **more: object) -> Session:
    return Session(**{"id": "s", "day": DAY, "kind": kind, "distance": Span.of(metres), **more})  # type: ignore[arg-type]


def a_line(session: Session, plan: str = "", full: Session | None = None) -> SessionLine:
    return SessionLine(planned=Planned(session=session, original=session, full=full), status=Status.PLANNED, plan=plan)


def a_day(*sessions: Session, **more: object) -> AgendaDay:
    return AgendaDay(**{"day": DAY, "sessions": tuple(map(a_line, sessions)), "in_plan": True, **more})  # type: ignore[arg-type]


def cell_of(day: AgendaDay, scene: Scene = SCENE, width: int = 9, height: int = 3) -> str:
    return texts_of(day_cell(day, scene, width, height, 2))


@pytest.fixture
def ill(demo: Desk) -> Desk:
    """The demo with three days of illness and an easier week behind them."""
    plan = demo.plan_of(None)
    demo.store.add_changes(plan.id, OFF, action=(f"plan:{plan.id}:off1",))
    demo.refresh()
    return demo


def all_views(desk: Desk, scene_of: Callable[[Scene], Scene] = lambda scene: scene, width: int = 80) -> str:
    """Return every view of the weeks around today as text."""
    calendar = Calendar(desk)
    shown: list[str] = []
    for n in range(-10, 12):
        calendar.go(TODAY + timedelta(days=n))
        scene = scene_of(calendar.scene())
        for view in ("month", "week", "day", "plan"):
            calendar.view = view
            days = calendar.days()
            shown.append(texts_of(month_lines(scene, days, width, 40)) if view == "month" else "")
            shown.append(texts_of(week_rows(scene, days, width)) if view == "week" else "")
            shown.append(texts_of(whole_plan_rows(scene, days, width)) if view == "plan" else "")
            shown.append(texts_of(agenda_rows(scene, days, 50)))
            made = originals(desk.plan_of(None), days[0].day, days[-1].day)
            shown += [texts_of(compare_rows(scene, days, made, width, whole=whole)) for whole in (True, False)]
        day = calendar.day()
        for chosen in (scene, replace(scene, chosen=f"log:{day.extra[0].id}" if day.extra else "")):
            shown += [texts_of(day_rows(chosen, day, width)), texts_of(detail_lines(chosen, day, width, 6))]
    return "\n".join(shown)


def test_a_day_off_says_the_word_and_keeps_the_run_struck() -> None:
    shown = day_cell(a_day(off=OFF, set_aside=(a_run(),)), SCENE, 9, 3, 2)
    assert text_of(shown[0]).strip() == "9 ill"
    assert text_of(shown[1]).strip() == "8 easy"
    assert "struck" in shown[1][0].role
    assert "rest" not in texts_of(shown)


def test_an_eased_run_a_blocked_day_and_a_finding_have_signs() -> None:
    eased = AgendaDay(day=DAY, in_plan=True, sessions=(a_line(a_run(metres=4000), full=a_run()),))
    assert cell_of(eased).startswith("9 ↓")
    assert cell_of(a_day(blocked=True)).splitlines()[1].strip() == "blocked"
    found = replace(SCENE, findings={DAY: (FINDING,)})
    assert cell_of(a_day(a_run()), found).startswith("9 ▲")
    weights = {bit.role for bit in day_cell(a_day(a_run()), found, 9, 3, 2)[0] if "▲" in bit.text}
    assert weights == {"red"}
    note = replace(SCENE, findings={DAY: (replace(FINDING, weight=Weight.NOTE),)})
    assert "▲" not in cell_of(a_day(a_run()), note)


def test_many_signs_stand_close_rather_than_being_cut() -> None:
    felt = (Felt(id="f", at=AT, day=DAY, area=Area.KNEE, score=7),)
    noted = (Noted(id="n", at=AT, day=DAY, text="x"),)
    moved = replace(a_line(a_run()), planned=Planned(session=a_run(), original=a_run(day=TODAY)))
    day = AgendaDay(day=DAY, sessions=(moved,), felt=felt, notes=noted, blocked=True)
    shown = text_of(day_cell(day, replace(SCENE, findings={DAY: (FINDING,)}), 9, 3, 2)[0])
    assert shown.strip() == "9▲!→■¶"


def test_a_selected_range_and_a_drag_target_are_seen_without_colour() -> None:
    selected = replace(SCENE, selected=(DAY + timedelta(days=1), DAY))
    assert cell_of(a_day(a_run()), selected).startswith("[9]")
    assert all("selected" in bit.role for line in day_cell(a_day(a_run()), selected, 9, 3, 2) for bit in line)
    assert cell_of(a_day(a_run(), day=DAY - timedelta(days=1)), selected).startswith("8\n")
    assert cell_of(a_day(a_run()), replace(SCENE, target=DAY)).startswith("9 here")


def test_what_was_searched_for_is_underlined_and_the_rest_is_dim() -> None:
    lit = replace(SCENE, lit=frozenset({"s"}))
    assert day_cell(a_day(a_run()), lit, 9, 3, 2)[1][0].role.endswith("lit")
    other = day_cell(a_day(a_run(id="t")), lit, 9, 3, 2)
    assert other[1][0].role == "other"


def test_two_sessions_of_a_day_say_morning_and_evening() -> None:
    day = a_day(a_run(slot=Slot.AM), a_run(SessionKind.STRENGTH, 6000, id="t", slot=Slot.PM))
    assert cell_of(day, width=12, height=4).splitlines()[1].strip() == "am 8 easy"
    assert cell_of(day, width=9, height=4).splitlines()[1].strip() == "a 8 easy"


def test_a_plan_beside_is_shown_with_its_sign_and_its_race_with_its_name() -> None:
    race = a_run(SessionKind.RACE, 42_195, id="r")
    day = a_day(a_run(), others=(a_line(race, plan="berlin"),))
    assert cell_of(day, width=14, height=4).splitlines()[2].strip() == "¦★ berlin"
    assert cell_of(day).startswith("9 ¦")
    assert "berlin" in texts_of(day_rows(SCENE, day, 80))


def test_the_iso_week_of_a_row_is_that_of_most_of_its_days() -> None:
    assert iso_week(date(2026, 12, 28), year=True) == "2026-W53"
    assert iso_week(date(2027, 1, 4), year=True) == "2027-W01"
    assert iso_week(date(2026, 12, 27), year=True) == "2026-W53"
    assert iso_week(date(2026, 12, 26), year=True) == "2026-W53"
    assert iso_week(date(2027, 1, 2)) == "W01"


@pytest.mark.parametrize("first_weekday", [Weekday.MON, Weekday.SUN, Weekday.SAT])
def test_every_view_follows_the_first_weekday(demo: Desk, first_weekday: Weekday) -> None:
    demo.set(first_weekday=first_weekday.value)
    calendar = Calendar(demo)
    assert texts_of(calendar.lines(80, 22)).split()[0] == first_weekday.full[:3]
    calendar.view = "week"
    assert calendar.days()[0].day.weekday() == first_weekday.number
    assert iso_week(calendar.days()[0].day, year=True) in texts_of(calendar.lines(80, 22))
    calendar.view = "plan"
    assert all(row.day.weekday() == first_weekday.number for row in calendar.rows() if row.day)


def test_days_off_are_told_in_every_view_with_what_they_take(ill: Desk) -> None:
    calendar = Calendar(ill, DAY)
    month = texts_of(calendar.lines(80, 24))
    assert "9 ill" in month
    assert "-22.8" in month
    calendar.view = "week"
    week = texts_of(calendar.lines(80, 24))
    assert "ill until Thu 11 Feb; then 5 easier days: a bad cold" in week
    assert "6.5 km tempo   gives way" in week
    assert "22.8 km lost to days off" in week
    calendar.view = "day"
    day = texts_of(calendar.lines(80, 24))
    assert "ill until Thu 11 Feb" in day
    assert "gives way" in day
    calendar.view = "plan"
    assert "ill 3 days" in texts_of(calendar.lines(80, 24))


def test_a_finding_says_its_reason_and_what_to_do_on_its_day() -> None:
    found = replace(SCENE, findings={DAY: (FINDING,)})
    shown = texts_of(day_rows(found, a_day(a_run()), 80))
    assert "▲ strong: that is far" in shown
    assert "Run less." in shown
    assert "that is far" in texts_of(detail_lines(found, a_day(a_run()), 80, 5))


def test_the_day_shows_a_structured_run_step_by_step() -> None:
    run = a_run(SessionKind.INTERVALS, text="2km easy, 5x(3min 5k, 2min jog), 2km easy")
    shown = texts_of(day_rows(SCENE, a_day(run), 80))
    assert "5 x" in shown
    assert "in all" in shown
    plain_text = texts_of(day_rows(SCENE, a_day(a_run(text="take it slow")), 80))
    assert "take it slow" in plain_text


def test_the_row_of_a_week_and_the_list_of_days_mark_findings_too(demo: Desk) -> None:
    calendar = Calendar(demo)
    calendar.view = "plan"
    scene = replace(calendar.scene(), findings={DAY: (FINDING,)})
    rows = [text_of(row.line) for row in whole_plan_rows(scene, calendar.days(), 120)]
    assert [row.split()[0] for row in rows if "▲" in row] == ["10▲"]
    assert [row.split()[1] for row in rows if " 2027-W14 " in row] == ["race"]
    assert any("▲" in text_of(row.line) for row in agenda_rows(scene, calendar.days(), 50) if row.day == DAY)


SHELLS = GearNote(
    day=DAY, thing=Thing.ORTHOTIC, item="sole", text="Custom shells: 7 h, day 6 of 15 of the break-in.", short="7 h"
)
LOUD = GearNote(
    day=DAY, thing=Thing.SHOE, item="green", text="Green: 43% of that week would be in it, 20% would be fine.",
    word=GearWord.WARN,
)  # fmt: skip


@pytest.mark.parametrize("width", [40, 50, 59])
def test_the_list_of_days_says_what_gear_asks_and_cuts_no_warning(width: int) -> None:
    scene = replace(SCENE, gear_notes={DAY: (SHELLS, LOUD)})
    rows = agenda_rows(scene, (a_day(a_run()),), width)
    told = rows[2:]
    assert all(width_of(row.line) <= width and row.day is None for row in told)  # the cursor goes from day to day
    text = " ".join(text_of(row.line).strip() for row in told)
    assert text.startswith("◊ Custom shells: 7 h")
    assert text.count("◊") == 1
    assert text.endswith("! Green: 43% of that week would be in it, 20% would be fine.")
    dimmed = agenda_rows(replace(scene, lit=frozenset({"other"})), (a_day(a_run()),), width)[2:]
    assert {bit.role for row in dimmed for bit in row.line} == {"other"}
    assert len(agenda_rows(SCENE, (a_day(a_run()),), width)) == 2


def test_the_whole_plan_ends_with_the_last_safe_days(demo: Desk) -> None:
    calendar = Calendar(demo)
    calendar.view = "plan"
    race = demo.plan_of(None).race.day
    assert "Last safe days" not in texts_of(row.line for row in whole_plan_rows(calendar.scene(), calendar.days(), 80))
    notes = calendar_notes(demo, TODAY, TODAY + timedelta(days=400))
    for width in (40, 80, 120):
        rows = whole_plan_rows(replace(calendar.scene(), gear_notes=notes), calendar.days(), width)
        told = [row for row in rows if row.day is None][2:]
        assert text_of(told[0].line).strip() == "Last safe days before the race"
        assert text_of(told[1].line).startswith("  Sun 28 Feb  new orthotics")
        assert len(told) == 5
        assert all(width_of(row.line) <= width for row in told)
    assert all(day <= race for day, found in notes.items() if any(one.last_for for one in found))
    later = replace(calendar.scene(), gear_notes={race + timedelta(days=400): notes[date(2027, 2, 28)]})
    assert all(row.day for row in whole_plan_rows(later, calendar.days(), 80)[1:])


def test_a_deleted_session_can_be_chosen_only_where_it_is_asked_for() -> None:
    day = a_day(deleted=(a_run(id="gone"),))
    assert "can be restored" in texts_of(day_rows(SCENE, day, 80))
    assert [row.day for row in day_rows(SCENE, day, 80) if row.item == "gone"] == [None]
    assert [row.day for row in day_rows(SCENE, day, 80, deleted=True) if row.item == "gone"] == [DAY]


def test_hung_work_says_by_which_rule_it_is_there() -> None:
    after = Layer(
        id="a", name="A", thing=Thing.ROLL, anchor=Anchor.AFTER_RUN, what="x",
        kinds=(SessionKind.TEMPO, SessionKind.LONG), phases=(Phase.BASE,), cut_back=False,
    )  # fmt: skip
    weekly = Layer(
        id="w", name="W", thing=Thing.STRENGTH, anchor=Anchor.WEEKLY, what="x", rule="FREQ=WEEKLY;BYDAY=TU,TH"
    )
    every = Layer(id="e", name="E", thing=Thing.SHOE, anchor=Anchor.RUN, what="x")
    assert why_of(after) == "after tempo and long runs, in base, not in cut-back weeks"
    assert why_of(weekly) == "twice a week (Tue and Thu)"
    assert why_of(every) == "on every run"


def test_a_hidden_layer_is_drawn_nowhere(demo: Desk) -> None:
    layers = {layer.id: layer.name for layer in demo.plan_of(None).layers}
    assert layers["hip-strength"] in all_views(demo)
    hidden = frozenset({"hip-strength", "hip-strength-peak"})
    shown = all_views(demo, lambda scene: replace(scene, hidden=hidden))
    assert "Hip strength" not in shown
    assert "↑" not in shown


def test_on_a_shared_screen_no_view_shows_pain_scores_notes_or_reasons(ill: Desk) -> None:
    secrets = fill_with_secrets(ill)
    open_ = all_views(ill)
    assert [secret for secret in secrets if secret not in open_] == []
    shown = all_views(ill, lambda scene: replace(scene, private=True))
    assert [secret for secret in secrets if secret in shown] == []
    for word in ("!", "¶", " ill ", "felt", "calf tight", "knee", "tightness"):
        assert word not in shown, word
    plan = ill.plan_of(None)
    line = text_of(top_line(plan, TODAY, 100, light="red", private=True))
    assert "private" in line
    assert "red" not in line


def fill_with_secrets(desk: Desk) -> list[str]:
    """Put notes and pain into everything that can hold some, and return what must not be seen."""
    changes.add(desk, a_run(id="secret", day=TODAY + timedelta(days=1), note="SECRETSESSION"))
    diary.log_pain(desk, Area.KNEE, 7, TODAY, note="SECRETPAIN")
    diary.log_note(desk, "SECRETNOTE", TODAY)
    diary.log_run(desk, 5000.0, TODAY, note="SECRETRUN")
    item = next(line.session.id for line in desk.days(TODAY, TODAY + timedelta(days=1))[1].sessions)
    diary.skip(desk, item, "SECRETWHY")
    desk.refresh()
    return ["SECRETSESSION", "SECRETPAIN", "SECRETNOTE", "SECRETRUN", "SECRETWHY", "a bad cold"]


def test_the_line_on_top_says_the_weeks_to_go_where_there_is_room(demo: Desk) -> None:
    plan: Plan = demo.plan_of(None)
    assert "days, 9 weeks to go   week 9 of 18, build" in text_of(top_line(plan, TODAY, 100))
    assert "weeks to go" not in text_of(top_line(plan, TODAY, 60))
    assert "week 9 of 18" in text_of(top_line(plan, TODAY, 60))


def test_only_the_weeks_that_a_selection_touches_are_drawn_again(demo: Desk) -> None:
    calendar = Calendar(demo)
    days, kept = calendar.days(), Weeks()
    scene = calendar.scene()
    month_lines(scene, days, 80, 22, kept)
    before = len(kept)
    month_lines(replace(scene, selected=(date(2027, 2, 9), date(2027, 2, 10))), days, 80, 22, kept)
    assert len(kept) == before + 1
    month_lines(replace(scene, hidden=frozenset({"shoe"})), days, 80, 22, kept)
    assert len(kept) == 2 * before + 1


@pytest.mark.parametrize("width", [60, 80, 120])
def test_every_row_of_a_month_fits_with_all_that_can_be_on_it(ill: Desk, width: int) -> None:
    calendar = Calendar(ill)
    found = {DAY + timedelta(days=n): (FINDING,) for n in range(9)}
    scene = replace(calendar.scene(), findings=found, selected=(DAY, DAY + timedelta(days=9)), target=DAY)
    first, last = month_span(DAY, Weekday.MON)
    lines = month_lines(scene, ill.days(first, last), width, 30)
    assert all(width_of(line) <= width for line in lines)


def test_everything_is_ascii_in_the_ascii_set(ill: Desk) -> None:
    found = {DAY: (FINDING,)}
    shown = all_views(ill, lambda scene: replace(scene, signs=PLAIN, findings=found, selected=(DAY, DAY)))
    assert shown.replace("…", "").isascii()


def test_days_off_are_told_in_words() -> None:
    assert off_text(replace(OFF, note="", back=())) == "ill until Thu 11 Feb"
    assert off_text(OFF) == "ill until Thu 11 Feb; then 5 easier days: a bad cold"


def test_the_ground_of_a_selection_ends_where_it_ends() -> None:
    line = (Bit("a", "other selected"), Bit(" ", "text selected"), Bit(" ", "dim"), Bit("b", "dim"))
    assert [bit.role for bit in joined(line) if bit.text.strip() == "" or "b" in bit.text] == ["text selected", "dim"]
    assert joined((Bit("a", "easy lit"), Bit(" ", "text")))[-1] == Bit(" ", "text")


def test_the_first_of_another_month_leaves_its_name_out_for_a_word() -> None:
    day = a_day(day=date(2027, 3, 1), off=OFF, set_aside=(a_run(),))
    assert cell_of(day).splitlines()[0].strip() == "1 ill"
    assert cell_of(day, width=14).splitlines()[0].strip() == "1 Mar ill"


def test_the_comparison_says_what_became_of_each_run_and_what_was_kept(ill: Desk) -> None:
    calendar = Calendar(ill, DAY)
    calendar.view = "week"
    days = calendar.days()
    made = originals(ill.plan_of(None), days[0].day, days[-1].day)
    rows = [text_of(row.line) for row in compare_rows(calendar.scene(), days, made, 80, whole=False)]
    assert next(row.split() for row in rows if "Tue 9 Feb" in row)[-3:] == ["↓", "gave", "way"]
    assert next(row.split() for row in rows if "Sun 14 Feb" in row)[-2:] == ["↓", "eased"]
    assert max(map(len, rows)) <= 80
    calendar.view = "plan"
    days = calendar.days()
    made = originals(ill.plan_of(None), days[0].day, days[-1].day)
    whole = texts_of(compare_rows(calendar.scene(), days, made, 80, whole=True))
    assert "✓ as planned" in whole
    assert "« less" in whole
    assert "runs  " in whole
    assert "IT-band roll" in whole


def test_the_week_shows_runs_that_were_not_planned_with_where_they_come_from() -> None:
    start = datetime(2027, 2, 9, 6, 15, tzinfo=UTC).replace(tzinfo=None)
    run = Ran(id="r", at=AT, day=DAY, start=start, distance_m=8_000, duration_s=2_640, source="strava 7")
    rest = texts_of([row.line for row in week_rows(SCENE, (a_day(extra=(run,)),), 100)])
    assert "rest" in rest
    assert "+ 8 km in 44 min at 06:15, from strava, not in the plan" in rest
    before = texts_of([row.line for row in week_rows(SCENE, (a_day(extra=(run,), in_plan=False),), 100)])
    assert "+ 8 km" in before
    assert SCENE.signs.dash + " " not in before.splitlines()[-1]
