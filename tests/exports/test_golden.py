"""Every format, byte for byte. `PLANNER_GOLDEN=write` writes the files anew: then look at the diff."""

import os
from pathlib import Path

import pytest

from planner.domain.units import Unit
from planner.exports.csv import to_csv
from planner.exports.ics import to_ics
from planner.exports.json import to_json
from planner.exports.markdown import to_markdown
from planner.exports.outgoing import Outgoing
from tests.exports.plans import NAMES, a_plan, days_of

GOLDEN = Path(__file__).parent / "golden"


def _written() -> dict[str, bytes]:
    plan = a_plan()
    days = days_of(plan)
    made = {}
    for unit in Unit:
        made[f"plan-{unit}.ics"] = to_ics(plan, days, unit=unit, names=NAMES)
        made[f"plan-{unit}.md"] = to_markdown(plan, days, unit, NAMES).encode()
        made[f"plan-{unit}.csv"] = to_csv(Outgoing(plan=plan, days=days, unit=unit, names=NAMES)).encode()
        made[f"plan-{unit}.json"] = to_json(plan, days, unit, NAMES).encode()
    return made


@pytest.mark.parametrize("name", [f"plan-{unit}.{ending}" for unit in Unit for ending in ("ics", "md", "csv", "json")])
def test_an_export_is_byte_for_byte_what_it_was(name: str) -> None:
    made = _written()[name]
    if os.environ.get("PLANNER_GOLDEN") == "write":
        (GOLDEN / name).write_bytes(made)
    assert made == (GOLDEN / name).read_bytes()


@pytest.mark.parametrize("name", [f"plan-km.{ending}" for ending in ("ics", "md", "csv", "json")])
def test_no_export_holds_health_data(name: str) -> None:
    made = _written()[name]
    assert b"secretly" not in made
    assert b"knee" not in made
