"""`planner insights`: plots, tables, CSV and JSON on the command line."""

import csv
import json
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
import time_machine

from planner.domain.log import Noted
from planner.insights.figures import FIGURES
from planner.store.store import Store
from tests.cli.conftest import TODAY, Planner, in_process

GOLDEN = Path(__file__).parent / "golden"


@pytest.fixture
def logged(spring: Planner, clock: time_machine.Traveller) -> Planner:
    """Four weeks of the plan, with three runs each."""
    for n in range(4):
        for weekday, distance in ((2, 5), (4, 6), (7, 8 + n)):
            clock.move_to(TODAY + timedelta(days=1 + 7 * n + weekday))
            assert spring("log", "run", str(distance)).status == 0
    return spring


@pytest.mark.parametrize("figure", ["weekly", "longest-run"])
def test_the_text_and_the_csv_are_as_before(logged: Planner, figure: str) -> None:
    assert logged("insights", figure).out == (GOLDEN / f"insights-{figure}.txt").read_text(encoding="utf-8")
    assert logged("insights", figure, "--csv").out == (GOLDEN / f"insights-{figure}.csv").read_text(encoding="utf-8")


def test_the_list_has_every_figure_with_its_question_and_first_sentence(logged: Planner) -> None:
    said = logged("insights").out
    for made in FIGURES.values():
        assert f"{made.id} " in said
        assert made.question in said
    assert "This week so far" in said
    listed = json.loads(logged("insights", "--json").out)
    assert [one["id"] for one in listed] == list(FIGURES)


def test_every_figure_can_be_had_in_every_form(logged: Planner) -> None:
    for figure in FIGURES:
        for how in ((), ("--csv",), ("--json",), ("--table",), ("--weeks", "2")):
            ended = logged("insights", figure, *how)
            assert ended.status == 0, ended.err
            assert ended.err == ""
            assert max(map(len, ended.out.splitlines()), default=0) <= 100 or how in (("--csv",), ("--json",))


def test_weeks_cut_the_rows(logged: Planner) -> None:
    whole = list(csv.reader(StringIO(logged("insights", "weekly", "--csv").out)))
    cut = list(csv.reader(StringIO(logged("insights", "weekly", "--csv", "--weeks", "2").out)))
    assert cut[0] == whole[0]
    assert 1 < len(cut) < len(whole)
    assert cut[1:] == whole[-len(cut) + 1 :]


def test_json_has_the_series_and_what_it_says(logged: Planner) -> None:
    found = json.loads(logged("insights", "weekly", "--json").out)
    assert found["id"] == "weekly"
    assert found["unit"] == "km"
    assert {one["mark"] for one in found["series"]} == {"bars", "steps"}
    assert found["rows"]


def test_a_file_is_written_and_never_replaced_unasked(logged: Planner, tmp_path: Path) -> None:
    file = tmp_path / "weekly.csv"
    assert "Only you can read the file." in logged("insights", "weekly", "--csv", "-o", str(file)).out
    data = file.read_bytes()
    assert data.startswith(b"week,")
    again = logged("insights", "weekly", "--csv", "-o", str(file))
    assert again.status != 0
    assert "it is there already" in again.complaint
    assert logged("insights", "weekly", "-o", str(file), "--force").status == 0
    assert file.read_text(encoding="utf-8").startswith("Weekly distance\n")


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("nope",), "there is no such figure"),
        (("--csv",), "none is named"),
        (("weekly", "--csv", "--json"), "only one of"),
        (("weekly", "--weeks", "0"), "from 1 to"),
    ],
)
def test_what_cannot_be_shown_is_said_in_one_line(logged: Planner, words: tuple[str, ...], why: str) -> None:
    ended = logged("insights", *words)
    assert ended.status != 0
    assert why in ended.complaint


def test_in_private_pain_stays_out(logged: Planner, store_root: Path) -> None:
    Store(store_root).save_settings({"private": True})
    said = logged("insights").out
    assert "weekly" in said
    assert "pain" not in said
    assert "private mode" in logged("insights", "pain").complaint


def test_an_empty_store_says_what_to_log(planner: Planner, store_root: Path) -> None:
    assert planner("insights").status == 0
    assert "No run is logged" in planner("insights", "weekly").out
    assert not (store_root / "log").exists()


def test_looking_loads_no_textual(store_root: Path) -> None:
    Store(store_root).add_entries(Noted(id="n1", at=TODAY, day=TODAY.date(), text="x"))
    code = "import sys; from planner.cli.root import run; run(['insights', 'weekly']); print('textual' in sys.modules)"
    done = in_process(store=store_root, code=code)
    assert done.stdout.splitlines()[-1] == "False", done.stderr
