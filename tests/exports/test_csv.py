"""The CSV of a plan: a row a session, numbers as numbers, nothing that a spreadsheet computes."""

import csv
from io import StringIO

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.plan import Plan
from planner.domain.session import Session, SessionKind
from planner.domain.spreadsheet import guard, unguard
from planner.domain.units import Span, Unit
from planner.exports.csv import columns, to_csv
from planner.exports.outgoing import Outgoing
from planner.planning.agenda import agenda
from tests.exports.plans import NAMES, TODAY, a_plan, day, days_of
from tests.strategies import plans

FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\0", "＝", "＋", "－", "＠")


def outgoing(plan: Plan, unit: Unit = Unit.KM) -> Outgoing:
    """Return a plan on its way out, with the log of the golden plan."""
    return Outgoing(plan=plan, days=days_of(plan), unit=unit, names=NAMES, gear={day(8): ("First day in blue.",)})


def read(text: str) -> list[dict[str, str]]:
    """Return the rows as any reader of CSV gives them."""
    return list(csv.DictReader(StringIO(text, newline=""), strict=True))


def test_every_session_has_a_row_and_every_day_has_one() -> None:
    rows = read(to_csv(outgoing(a_plan())))
    assert [row["date"] for row in rows if row["date"] == "2027-04-13"] == ["2027-04-13"] * 2
    assert {row["date"] for row in rows} == {f"2027-04-{number:02}" for number in range(5, 19)}
    tempo = next(row for row in rows if row["id"] == "tempo")
    assert (tempo["date"], tempo["weekday"], tempo["week"], tempo["phase"]) == ("2027-04-08", "thu", "1", "taper")
    assert (tempo["distance_km"], tempo["distance_low_m"], tempo["duration_min"]) == ("8", "8000", "50")
    assert (tempo["shoe"], tempo["roll"]) == ("Blue | “41”", "after the run: Calves [/] & feet, both; slowly")
    assert (tempo["status"], tempo["done_m"], tempo["done_s"]) == ("done", "8200", "3060")
    assert tempo["gear"] == "First day in blue."


def test_a_day_without_a_session_says_what_hangs_on_it_and_has_no_kind() -> None:
    (row,) = [row for row in read(to_csv(outgoing(a_plan()))) if row["date"] == "2027-04-07"]
    assert (row["kind"], row["strength"], row["id"]) == ("", "Kräftigung 💪🏽", "")


def test_a_range_keeps_both_ends_and_sums_by_its_middle() -> None:
    (row,) = [row for row in read(to_csv(outgoing(a_plan(), Unit.MI))) if row["id"] == "long"]
    assert (row["distance_low_m"], row["distance_high_m"], row["distance_mi"]) == ("14000", "16000", "9.32")


def test_what_the_plan_does_not_say_is_an_empty_cell() -> None:
    (row,) = [row for row in read(to_csv(outgoing(a_plan()))) if row["id"] == "extra"]
    assert row["distance_km"] == row["distance_low_m"] == row["duration_s"] == row["done_m"] == ""


def test_the_race_says_its_name_and_how_far_it_is() -> None:
    rows = read(to_csv(outgoing(a_plan())))
    assert [(row["date"], row["race"], row["race_m"]) for row in rows if row["race"]] == [
        ("2027-04-18", "Frühlings-Halbe 🏃‍♀️", "21097.5")
    ]


def test_lines_end_as_rfc_4180_says_and_numbers_are_not_quoted() -> None:
    text = to_csv(outgoing(a_plan()))
    heading, _, rest = text.partition("\r\n")
    assert heading == ",".join(columns(Unit.KM))
    assert rest.endswith("\r\n")
    assert ",8,8000,8000,50,3000," in rest


@given(plans(), st.sampled_from(Unit))
def test_no_cell_of_any_plan_is_a_formula_and_every_number_is_one(plan: Plan, unit: Unit) -> None:
    days = agenda(plan, (), plan.first_day, plan.last_day, TODAY)
    rows = read(to_csv(Outgoing(plan=plan, days=days, unit=unit, names=NAMES)))
    assert sorted(row["id"] for row in rows if row["kind"]) == sorted(one.id for one in plan.base)
    for row in rows:
        assert set(row) == set(columns(unit))
        for name, cell in row.items():
            assert not cell.lstrip(" \n").startswith(FORMULAS), (name, cell)
            if name.endswith(("_m", "_s", "_min", "_km", "_mi")) and cell:
                float(cell)


@pytest.mark.parametrize("text", ["=1+1", "+49 30", "-x", "@home", "＝1", "\t=1", "'=1", "''@x", " =1", "\n-1"])
def test_what_a_spreadsheet_would_compute_is_guarded_and_comes_back(text: str) -> None:
    assert guard(text) == f"'{text}"
    assert unguard(guard(text)) == text


@pytest.mark.parametrize("text", ["", "'", "'n roll", "5 km", "it's = 5", "“=”"])
def test_any_other_text_stays_as_it_is(text: str) -> None:
    assert guard(text) == text
    assert unguard(text) == text


@given(st.text(alphabet="'=+-@＝ \t\nx5") | st.text())
def test_every_guarded_text_comes_back(text: str) -> None:
    assert unguard(guard(text)) == text


def test_a_negative_or_tiny_number_is_a_number() -> None:
    short = Session(id="sprint", day=day(6), kind=SessionKind.RUN, distance=Span.of(60.04))
    plan = msgspec.structs.replace(a_plan(), base=(*a_plan().base, short))
    (row,) = [row for row in read(to_csv(outgoing(plan))) if row["id"] == "sprint"]
    assert (row["distance_km"], row["distance_low_m"]) == ("0.06", "60")
