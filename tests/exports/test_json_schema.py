"""Every JSON export is what the schema in the package promises, and the schema lets nothing else through."""

import json
from copy import deepcopy
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator

from planner import resources
from planner.actions.demo import fill_demo
from planner.actions.exports import Choice, Format, export
from planner.domain.change import Change
from planner.domain.layer import Anchor, Thing
from planner.domain.plan import Plan
from planner.domain.race import Phase
from planner.domain.session import SessionKind
from planner.domain.units import Unit
from planner.exports.json import VERSION, to_json
from planner.exports.outgoing import Outgoing
from planner.planning.agenda import Status, agenda
from planner.planning.schedule import schedule, span_of
from planner.store.store import Store
from tests.exports.plans import LOG, NAMES, TODAY, a_plan, going_out
from tests.strategies import histories, plans

SCHEMA = json.loads(resources.read("data", "schemas", "plan.schema.json"))
VALIDATOR = Draft202012Validator(SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER)
GOOD: dict[str, Any] = json.loads(to_json(going_out(a_plan())))


def test_the_schema_is_one_and_names_the_version() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["properties"]["version"]["const"] == VERSION


def test_the_schema_knows_every_word_that_a_plan_can_hold() -> None:
    defs = SCHEMA["$defs"]
    assert defs["kind"]["enum"] == list(SessionKind)
    assert defs["thing"]["enum"] == list(Thing)
    assert defs["phase"]["enum"] == [*Phase, None]
    assert defs["hung"]["properties"]["anchor"]["enum"] == list(Anchor)
    assert defs["session"]["properties"]["status"]["enum"] == list(Status)


@pytest.mark.parametrize("unit", list(Unit))
def test_the_golden_plan_fits_the_schema(unit: Unit) -> None:
    VALIDATOR.validate(json.loads(to_json(going_out(a_plan(), unit))))


def test_the_demo_fits_the_schema(store_root: Path) -> None:
    desk = fill_demo(Store(store_root), datetime(2027, 2, 3, 9, 0).astimezone())
    (file,) = export(desk, Choice(format=Format.JSON)).files
    VALIDATOR.validate(json.loads(file.data))


@settings(max_examples=25)
@given(plans(), histories())
def test_any_plan_fits_the_schema(plan: Plan, changes: tuple[Change, ...]) -> None:
    changed = msgspec.structs.replace(plan, changes=changes)
    first, last = span_of(changed, schedule(changed))
    days = agenda(changed, LOG, first, last, TODAY)
    out = Outgoing(plan=changed, days=days, unit=Unit.MI, names=NAMES)
    VALIDATOR.validate(json.loads(to_json(out)))


def _places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return the path of every table of a JSON value."""
    inside = (
        list(value.items()) if isinstance(value, dict) else list(enumerate(value)) if isinstance(value, list) else []
    )
    here = [path] if isinstance(value, dict) else []
    return [*here, *(place for key, child in inside for place in _places(child, (*path, key)))]


def _at(value: Any, path: tuple[Any, ...]) -> dict[str, Any]:
    for key in path:
        value = value[key]
    assert isinstance(value, dict)
    return value


def _one_of_each_table() -> list[tuple[Any, ...]]:
    """Return a place of each sort of table in the golden plan: with the same keys, one is as good as another."""
    return list({tuple(sorted(_at(GOOD, path))): path for path in _places(GOOD)}.values())


@pytest.mark.parametrize("path", _one_of_each_table(), ids=lambda path: ".".join(map(str, path)) or "whole")
def test_the_schema_refuses_a_missing_key_an_unknown_one_and_a_wrong_type(path: tuple[Any, ...]) -> None:
    for key in _at(GOOD, path):
        less = deepcopy(GOOD)
        del _at(less, path)[key]
        assert not VALIDATOR.is_valid(less), f"without {key}"
        wrongs: tuple[object, ...] = ([[]], {"x": 1}, "2027-13-41?")
        for wrong in wrongs:
            odd = deepcopy(GOOD)
            _at(odd, path)[key] = wrong
            is_text = isinstance(_at(GOOD, path)[key], str) and isinstance(wrong, str)
            assert is_text or not VALIDATOR.is_valid(odd), f"{key}: {wrong}"
    more = deepcopy(GOOD)
    _at(more, path)["feel"] = 3
    assert not VALIDATOR.is_valid(more)


@pytest.mark.parametrize(
    ("key", "value"),
    [("clock", "7:00"), ("clock", "24:00"), ("kind", "sprint"), ("slot", "noon"), ("duration_s", 0), ("status", "")],
)
def test_the_schema_refuses_words_and_numbers_that_no_session_has(key: str, value: object) -> None:
    odd = deepcopy(GOOD)
    session = next(day["sessions"][0] for day in odd["days"] if day["sessions"])
    assert VALIDATOR.is_valid(odd)
    session[key] = value
    assert not VALIDATOR.is_valid(odd)
