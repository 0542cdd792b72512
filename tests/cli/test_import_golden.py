"""What `planner import` says of a plan of every format, letter for letter. `PLANNER_GOLDEN=write` writes it anew."""

import os
from pathlib import Path

import pytest

from tests.cli.conftest import Planner
from tests.imports.samples import SAMPLES

GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize("kind", SAMPLES)
def test_the_report_on_a_plan_is_what_it_was(kind: str, planner: Planner, tmp_path: Path) -> None:
    file = tmp_path / "a plan"
    file.write_bytes(SAMPLES[kind])
    said = planner(
        "import", str(file), "--race-date", "2027-04-18", "--race-distance", "half", "--weekdays", "tue,thu,sun",
        "--dry-run",
    )  # fmt: skip
    assert (said.status, said.err) == (0, "")
    shown = said.out.replace(str(file), "FILE")
    golden = GOLDEN / f"import-{kind.replace(' ', '-')}.txt"
    if os.environ.get("PLANNER_GOLDEN") == "write":
        golden.write_text(shown, encoding="utf-8")
    assert shown == golden.read_text(encoding="utf-8")
