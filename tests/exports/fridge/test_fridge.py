from datetime import date, timedelta

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.domain.layer import Anchor, Layer, Thing
from planner.domain.plan import Plan
from planner.domain.session import Session, SessionKind
from planner.domain.text import capital, one_line
from planner.domain.units import Unit
from planner.exports.fridge import days as fridge_days
from planner.exports.fridge.chart import to_chart
from planner.exports.fridge.page import Fridge, Paper, Role, Size, Tick
from planner.exports.fridge.sheets import to_fridge
from planner.exports.fridge.widths import ELLIPSIS, shorten, width_em, wrap
from planner.exports.phrases import session_words
from planner.planning.agenda import agenda
from tests.exports.fridges import LONG_WORD, a_build_up, a_hostile_plan, going_out
from tests.exports.plans import TODAY, a_plan, day, days_of
from tests.strategies import plans


def cell_of(fridge: Fridge, day: date) -> list[str]:
    cells = {cell.day: cell for row in fridge.rows for cell in row.cells}
    return [item.text for item in cells[day].items]


def full_text(fridge: Fridge, day: date) -> str:
    """Return all that the calendar and its details say about a day."""
    details = [part for detail in fridge.details if detail.day == day for part in detail.parts]
    steps = [step.text for part in details for step in part.steps]
    return " ".join([*cell_of(fridge, day), *(part.name for part in details), *steps])


@pytest.mark.parametrize(("weeks", "sheets"), [(1, 1), (4, 1), (5, 2), (8, 2)])
def test_four_weeks_stand_on_a_sheet(weeks: int, sheets: int) -> None:
    fridge = to_fridge(going_out(a_build_up(weeks)))
    assert len(fridge.sheets) == sheets
    assert [len(row.cells) for row in fridge.rows] == [7] * weeks
    assert [sheet.number for sheet in fridge.sheets] == list(range(1, sheets + 1))


def test_a_week_says_its_number_phase_total_longest_run_and_what_is_to_go() -> None:
    rows = to_fridge(going_out(a_build_up())).rows
    assert (rows[0].name, rows[0].of, rows[0].phase, rows[0].total) == ("Week 1", "of 8", "base", "24 km")
    assert (rows[0].longest, rows[0].to_go) == ("longest 10", "7 weeks to go")
    assert (rows[3].phase, rows[3].is_cut_back) == ("cut-back", True)
    assert (rows[7].to_go, rows[7].is_taper, rows[7].longest) == ("race week", True, "longest 8")


def test_runs_without_a_distance_are_said_beside_the_total() -> None:
    rows = to_fridge(going_out(a_plan(), days_of(a_plan()))).rows
    assert rows[1].unknown == "+ 1 run of open length"


def test_months_and_race_day_cannot_be_missed() -> None:
    cells = [cell for row in to_fridge(going_out(a_build_up())).rows for cell in row.cells]
    assert [cell.label for cell in cells if not cell.label.isdigit()] == ["4 January", "1 February"]
    assert [cell.day for cell in cells if cell.is_race] == [a_build_up().race.day]


def test_a_day_goes_from_before_the_run_to_after_it_with_the_shoe_at_the_run() -> None:
    plan = a_build_up()
    warm = Layer(id="warm", name="W", thing=Thing.STRETCH, anchor=Anchor.BEFORE_RUN, what="kraft")
    plan = msgspec.structs.replace(plan, layers=(*plan.layers, warm))
    cells = {cell.day: cell for row in to_fridge(going_out(plan)).rows for cell in row.cells}
    items = cells[date(2027, 1, 5)].items
    assert [(item.role, item.sign, item.marks) for item in items] == [
        (Role.HUNG, "≈", ()),
        (Role.EASY, "", ("A",)),
        (Role.HUNG, "○", ()),
    ]


def test_shoes_keep_the_letters_they_have_on_the_screen() -> None:
    out = msgspec.structs.replace(going_out(a_build_up()), letters={"red": "A", "blue": "B"})
    fridge = to_fridge(out)
    assert ("B", "Blue | “41”") in [(entry.sign, entry.text) for entry in fridge.sheets[0].legend]


def test_several_orthotics_are_numbered() -> None:
    plan = a_build_up()
    soles = tuple(
        Layer(id=f"sole{n}", name="S", thing=Thing.ORTHOTIC, anchor=Anchor.RUN, what=what, kinds=(kind,))
        for n, (what, kind) in enumerate((("soles", SessionKind.EASY), ("shells", SessionKind.TEMPO)))
    )
    fridge = to_fridge(going_out(msgspec.structs.replace(plan, layers=soles)))
    assert [entry.sign for entry in fridge.legend if "◊" in entry.sign] == ["◊1", "◊2"]


def test_what_gear_says_stands_under_no_other_pairs_sign() -> None:
    out = msgspec.structs.replace(going_out(a_plan(), days_of(a_plan())), gear={day(11): ("Shells: 5 h.",)})
    (said,) = [
        item for row in to_fridge(out).rows for cell in row.cells for item in cell.items if "Shells" in item.text
    ]
    assert (said.text, said.sign, said.tick) == ("Shells: 5 h.", "", Tick.NONE)


def test_what_was_done_is_ticked_and_what_was_missed_stays_open() -> None:
    fridge = to_fridge(going_out(a_plan(), days_of(a_plan())))
    ticks = {(cell.day, item.text): item.tick for row in fridge.rows for cell in row.cells for item in cell.items}
    assert ticks[day(8), "8 km tempo"] is Tick.DONE
    assert ticks[day(8), "Calves [/] & feet, both; slowly"] is Tick.PARTLY
    assert ticks[day(11), "AM 14-16 km long"] is Tick.SKIPPED
    assert ticks[day(13), "PM 45 min cross"] is Tick.OPEN


def test_health_data_stay_at_home() -> None:
    said = repr(to_fridge(going_out(a_plan(), days_of(a_plan()))))
    assert "secretly" not in said
    assert "knee" not in said


def test_a_calm_sheet_is_in_large_letters_and_a_full_one_in_small_ones() -> None:
    calm = msgspec.structs.replace(a_build_up(4), layers=())
    assert to_fridge(going_out(calm)).sheets[0].size is Size.LARGE
    assert to_fridge(going_out(a_hostile_plan())).sheets[0].size is Size.SMALL


def test_the_steps_of_a_structured_run_stand_in_the_details() -> None:
    (detail, *_) = to_fridge(going_out(a_build_up())).details
    assert (detail.label, detail.parts[0].name) == ("Thu 7 Jan 2027", "8 km tempo")
    assert [(step.lead.strip(), step.text) for step in detail.parts[0].steps] == [
        ("", "2 km easy"),
        ("3 x", "8 min at threshold"),
        ("", "2 min jog"),
        ("", "2 km easy"),
    ]


def test_what_does_not_fit_in_its_day_stands_in_full_in_the_details() -> None:
    fridge = to_fridge(going_out(a_hostile_plan()))
    cells = [cell for row in fridge.rows for cell in row.cells if cell.is_short]
    assert cells
    assert all(ELLIPSIS in " ".join(cell_of(fridge, cell.day)) or cell.items[-1].role is Role.MORE for cell in cells)
    assert LONG_WORD in full_text(fridge, date(2027, 1, 5))
    assert any(entry.text == "in full in the details" for entry in fridge.sheets[0].legend)


@settings(max_examples=20, deadline=None)
@given(plans(), st.sampled_from(Unit))
def test_every_session_of_any_plan_stands_on_its_day(plan: Plan, unit: Unit) -> None:
    days = agenda(plan, (), plan.first_day, plan.last_day, TODAY)
    fridge = to_fridge(going_out(plan, days, unit))
    for one in days:
        said = full_text(fridge, one.day)
        for line in one.sessions:
            words = one_line(session_words(line.session, plan, unit))
            assert words in said or capital(words) in said
            assert one_line(line.session.note) in said or not line.session.note


@settings(max_examples=20, deadline=None)
@given(plans())
def test_what_stands_on_a_day_is_not_higher_than_its_cell(plan: Plan) -> None:
    days = agenda(plan, (), plan.first_day, plan.last_day, TODAY)
    for sheet in to_fridge(going_out(plan, days)).sheets:
        letters = fridge_days._LETTERS[sheet.size]
        for cell in (cell for row in sheet.rows for cell in row.cells):
            assert sum(fridge_days._height(item, letters) for item in cell.items) <= fridge_days._HEIGHT_MM


@given(st.text(max_size=120), st.floats(4, 30), st.integers(1, 4))
def test_a_shortened_text_keeps_to_its_lines_and_says_that_it_is_one(text: str, width: float, most: int) -> None:
    cut = shorten(text, width, most)
    assert len(wrap(cut, width)) <= most
    assert all(width_em(line) <= width or len(line) == 1 for line in wrap(cut, width))
    assert cut == one_line(text) or cut.endswith(ELLIPSIS)
    assert one_line(text).startswith(cut.removesuffix(ELLIPSIS)), "what is left is as it was written"


def test_only_the_days_asked_for_are_filled() -> None:
    plan = a_build_up()
    first = plan.first_day + timedelta(days=3)
    fridge = to_fridge(going_out(plan, agenda(plan, (), first, first + timedelta(days=3), TODAY)))
    (row,) = fridge.rows
    assert [cell.inside for cell in row.cells] == [False] * 3 + [True] * 4
    assert fridge.span == "Thu 7 Jan to Sun 10 Jan 2027"


def test_rows_begin_as_the_weeks_of_the_plan_do() -> None:
    plan = a_build_up(2)
    later = tuple(msgspec.structs.replace(week, start=week.start + timedelta(days=2)) for week in plan.weeks)
    assert to_fridge(going_out(msgspec.structs.replace(plan, weeks=later))).weekdays[0] == "Wednesday"


def test_miles_are_printed_on_letter_and_kilometres_on_a4() -> None:
    assert to_fridge(going_out(a_build_up(), unit=Unit.MI)).paper is Paper.LETTER
    assert to_fridge(going_out(a_build_up())).paper is Paper.A4
    assert to_fridge(going_out(a_build_up()), Paper.LETTER).paper is Paper.LETTER


def test_the_picture_shows_cut_back_taper_race_and_longest_runs() -> None:
    chart = to_chart(to_fridge(going_out(a_build_up())))
    assert chart
    assert [bar.kind for bar in chart.bars] == ["build"] * 3 + ["cut-back"] + ["build"] * 2 + ["taper"] * 2
    assert [bool(bar.race_height) for bar in chart.bars] == [False] * 7 + [True]
    assert [band.label for band in chart.bands] == ["base", "build", "taper", "race"]
    tall = [bar.height for bar in chart.bars]
    assert tall[1] / tall[0] == pytest.approx(25 / 24, abs=0.02)
    assert all(0 <= bar.y <= chart.base and bar.x + bar.width <= chart.right for bar in chart.bars)
    assert "Cut-back weeks: 4." in chart.says
    assert "Longest training run: 16 km." in chart.says


def test_a_plan_without_distances_has_no_picture() -> None:
    plan = a_build_up(1)
    walk = (Session(id="w", day=plan.first_day, kind=plan.base[0].kind), *plan.base[1:1])
    days = agenda(msgspec.structs.replace(plan, base=walk), (), plan.first_day, plan.first_day, TODAY)
    assert to_chart(to_fridge(going_out(plan, days))) is None
