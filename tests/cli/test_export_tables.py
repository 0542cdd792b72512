"""`planner export csv|json|toml` and back in by `planner import`."""

import json
from pathlib import Path

from planner import resources
from tests.cli.conftest import Planner


def test_the_schema_is_printed_without_a_plan(planner: Planner, store_root: Path) -> None:
    shown = planner("export", "json", "--schema")
    assert shown.status == 0
    assert shown.out.encode() == resources.read("data", "schemas", "plan.schema.json")
    assert json.loads(shown.out)["title"] == "A plan of planner"
    assert not store_root.exists()


def test_a_plan_goes_out_and_comes_back_by_each_of_our_own_formats(spring: Planner, tmp_path: Path) -> None:
    before = spring("export", "csv").out
    assert before.startswith("date,weekday,week,")
    columns = before.splitlines()[0].split(",")
    for number, form in enumerate(("toml", "json", "csv"), 2):
        file = tmp_path / f"spring.{form}"
        assert spring("export", form, "--plan", "spring", "-o", str(file)).status == 0
        read = spring("import", str(file))
        assert read.status == 0, read.err
        assert f"Made the plan spring-{number}." in " ".join(read.out.split())
        after = spring("export", "csv", "--plan", f"spring-{number}").out
        wanted = range(columns.index("note") + 1)
        rows = [[line.split(",")[n] for n in wanted] for line in before.splitlines() if '"' not in line]
        back = [[line.split(",")[n] for n in wanted] for line in after.splitlines() if '"' not in line]
        assert back == rows


def test_a_shared_plan_can_be_read_for_another_race_and_looked_at_first(spring: Planner, tmp_path: Path) -> None:
    file = tmp_path / "spring.toml"
    assert spring("export", "toml", "--flat", "-o", str(file)).status == 0
    shown = spring("import", str(file), "--race-date", "2027-10-10", "--dry-run")
    assert "175 days later" in " ".join(shown.out.split())
    assert "Nothing was written." in shown.out
    assert len(spring("plan", "list").out.splitlines()) == 1
