"""Tables of activities that are odd in a figure, in their digits or in their rows: told and not guessed."""

from datetime import UTC, datetime

import pytest

from planner.domain.units import Unit
from planner.imports.runs.file import read_run_file
from planner.imports.runs.notation import Notation
from planner.imports.runs.table_rows import RunTable
from planner.imports.runs.tables import read_run_table
from tests.imports.run_files import run_tcx

STRAVA = (
    "Activity ID,Activity Date,Activity Name,Activity Type,Elapsed Time,Distance,Filename\n"
    "1,2018-09-12 15:02:23,Evening,Run,3100,10.02,\n"
    "2,2018-09-13 15:02:23,Evening,Run,TIME,FAR,\n"
)
GARMIN = (
    "Activity Type,Date,Favorite,Title,Distance,Calories,Time,Avg HR\n"
    "Running,2018-09-12 15:02:23,false,Evening,10.02,700,00:55:01,150\n"
    "Running,2018-09-13 15:02:23,false,Evening,FAR,700,TIME,150\n"
)
INTERVALS = (
    "id,start_date_local,type,name,distance,moving_time\n"
    "i1,2018-09-12T15:02:23,Run,Evening,10020,3100\n"
    "i2,2018-09-13T15:02:23,Run,Evening,FAR,TIME\n"
)
every_table = pytest.mark.parametrize("table", [STRAVA, GARMIN, INTERVALS], ids=["strava", "garmin", "intervals"])


def read(text: str) -> RunTable:
    """Return what a table holds."""
    return read_run_table(text, "runs.csv", unit=Unit.KM)


@every_table
@pytest.mark.parametrize("far", ["nan", "inf", "-10", "1e308", "ten"])
def test_a_distance_or_a_time_of_no_run_is_told_with_its_line(table: str, far: str) -> None:
    for text, what in (
        (table.replace("FAR", far).replace("TIME", "3000"), "distance"),
        (table.replace("FAR", "10").replace("TIME", far), "time"),
    ):
        found = read(text)
        assert len(found.activities) == 2
        assert [note for note in found.notes if "ine 3: " in note and f"the {what} “{far[:40]}”" in note]


@every_table
@pytest.mark.parametrize("none", ["", "0", "0.0", "--"])
def test_no_distance_and_no_time_are_nothing_to_tell(table: str, none: str) -> None:
    found = read(table.replace("FAR", none).replace("TIME", none))
    assert (found.activities[1].distance_m, found.activities[1].duration_s) == (None, None)
    assert not [note for note in found.notes if "left out" in note]


@every_table
def test_the_header_again_is_no_activity(table: str) -> None:
    text = table.replace("FAR", "10").replace("TIME", "3000")
    found = read(text + text)
    assert (len(found.activities), found.left_out, found.bad) == (4, (), ())


def test_digits_of_other_scripts_are_read_whole() -> None:
    reading = Notation()
    assert reading.moment("Nov ١2, 2026, 6:0٥:00 AM") == datetime(2026, 11, 12, 6, 5)  # noqa: DTZ001
    assert reading.number("١0.5") == 10.5
    assert reading.seconds("0:1٠:00") == 600
    assert reading.moment("2026-11-١2T06:00:00Z") == datetime(2026, 11, 12, 6, tzinfo=UTC)


@pytest.mark.parametrize("odd", ["nan", "-5", "1e999", "ten"])
def test_a_lap_of_no_distance_or_time_warns(odd: str) -> None:
    for was in ("10000.0", "3600.0"):
        (run,) = read_run_file(run_tcx().decode().replace(was, odd).encode(), "x")
        assert "left out" in run.warning
    (run,) = read_run_file(run_tcx(), "x")
    assert not run.warning
