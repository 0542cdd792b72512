"""`planner export csv|json|toml` and back in by `planner import`."""

import json
from pathlib import Path

from planner import resources
from tests.cli.conftest import SPRING, Planner


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


def test_a_plan_to_which_everything_was_done_is_the_same_file_after_a_way_through_another_store(
    planner: Planner, tmp_path: Path
) -> None:
    made = planner(
        *SPRING, "--minutes", "tue 60, wed 0", "--blocked", "24-26 dec", "--tune-up", "10k b 28 feb City Ten",
        "--recent", "10k 48:30", "--finish-safely",
    )  # fmt: skip
    assert made.status == 0, made.err
    days = json.loads(planner("plan", "show", "--json").out)["days"]
    moved, gone, edited = [session["id"] for day in days[14:30] for session in day["sessions"]][:3]
    for words in (
        ("move", moved, "+30d", "--anyway"),
        ("remove", gone),
        ("edit", edited, "7 easy at 6:30"),
        ("off", "illness", "2027-01-10", "2027-01-15", "--note", "fever"),
        ("swap-weekdays", "tue", "thu"),
        ("shift", "2027-03-01", "1"),
        ("undo",),
        ("redo",),
        ("layers", "hip-strength", "off"),
        ("again", "--longest", "10", "--accept"),
    ):
        ended = planner("plan", *words)
        assert ended.status == 0, (words, ended.err)
    first, second, other = tmp_path / "1.toml", tmp_path / "2.toml", ("--store", str(tmp_path / "other"))
    assert planner("export", "toml", "-o", str(first)).status == 0
    assert planner("import", str(first), *other).status == 0
    assert [path.name for path in (tmp_path / "other" / "plans").glob("*.toml")] == ["spring.toml"]
    assert planner("export", "toml", "-o", str(second), *other).status == 0
    assert second.read_bytes() == first.read_bytes()
    assert b"fever" not in first.read_bytes()
    for form in ("csv", "json", "md", "html"):
        assert planner("export", form, *other).out == planner("export", form).out
