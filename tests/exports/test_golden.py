"""Every format, byte for byte. `PLANNER_GOLDEN=write` writes the files anew: then look at the diff."""

import os
from pathlib import Path

import pytest

from planner.domain.change import Edit
from planner.domain.units import Unit
from planner.exports.csv import to_csv
from planner.exports.fridge.html import to_html
from planner.exports.fridge.sheets import to_fridge
from planner.exports.ics.calendar import IcsOptions
from planner.exports.json import to_json
from planner.exports.markdown import to_markdown
from planner.exports.toml import flat, shared, to_toml
from tests.exports.calendars import to_ics
from tests.exports.plans import a_plan, at, going_out

GOLDEN = Path(__file__).parent / "golden"


def _written() -> dict[str, bytes]:
    plan = a_plan()
    made = {}
    for unit in Unit:
        made[f"plan-{unit}.ics"] = to_ics(going_out(plan, unit))
        made[f"plan-{unit}.md"] = to_markdown(going_out(plan, unit)).encode()
        made[f"plan-{unit}.csv"] = to_csv(going_out(plan, unit)).encode()
        made[f"plan-{unit}.html"] = to_html(to_fridge(going_out(plan, unit))).encode()
        made[f"plan-{unit}.json"] = to_json(going_out(plan, unit)).encode()
    made["plan.toml"] = to_toml(shared(plan))
    made["plan-flat.toml"] = to_toml(flat(going_out(plan)))
    # Times, and all that has to be asked for.
    timed = a_plan(Edit(id="t1", at=at(30), session="pair", clock="06:30", text="1km easy, 3x(2min 5k, 1min jog)"))
    options = IcsOptions(alarm_min=30, evening="19:00", weekly=True)
    made["timed.ics"] = to_ics(going_out(timed), options)
    made["timed.md"] = to_markdown(going_out(timed)).encode()
    return made


NAMES_OF_ALL = sorted(_written())


@pytest.mark.parametrize("name", NAMES_OF_ALL)
def test_an_export_is_byte_for_byte_what_it_was(name: str) -> None:
    made = _written()[name]
    if os.environ.get("PLANNER_GOLDEN") == "write":
        (GOLDEN / name).write_bytes(made)
    assert made == (GOLDEN / name).read_bytes()


@pytest.mark.parametrize("name", NAMES_OF_ALL)
def test_no_export_holds_health_data(name: str) -> None:
    made = _written()[name]
    assert b"secretly" not in made
    assert b"knee" not in made
