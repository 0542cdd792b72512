"""Our own TOML: a plan that somebody shared, or the plan file of a store. It is taken as it is, layers and changes too.

At most 4 MB, 4,000 sessions, 5,000 changes, 200 layers, and no day further than ten years from the race. A recurrence
is daily, weekly or monthly: others can cost hours.
"""

import re
from collections.abc import Iterator
from datetime import date, datetime
from itertools import islice
from typing import get_args

import msgspec
from msgspec import inspect

from planner.codec.fault import show_path
from planner.codec.lines import Part, line_of
from planner.codec.strange_keys import strange_keys
from planner.codec.toml import BadFile, NewerFile, check_schema, cleaned, convert, parse
from planner.domain.change import Batch, Change
from planner.domain.days import FIRST_YEAR, LAST_YEAR
from planner.domain.errors import BadValue
from planner.domain.ids import is_slug, slug_of
from planner.domain.layer import Layer
from planner.domain.plan import SCHEMA, Plan, as_made_last
from planner.domain.session import Session
from planner.imports.asked import Asked
from planner.imports.notes import Notes
from planner.imports.plans.imported import Imported
from planner.imports.plans.moving import move
from planner.imports.plans.own.listed import MOST_DAYS, MOST_SESSIONS

MOST_LETTERS = 4_000_000
MOST_CHANGES = 5_000
MOST_LAYERS = 200

_Parts = tuple[Part, ...]
_CHANGES = get_args(Change)
_ID = "Use a-z, 0-9 and -, at most 60 characters."
_DAY = r"(?:[+-]?[1-5])?(?:MO|TU|WE|TH|FR|SA|SU)"
_MONTH_DAY = r"-?(?:3[01]|[12]\d|[1-9])"
_RULE = (
    rf"FREQ=(?:DAILY(?:;INTERVAL=[1-9]\d?)?|WEEKLY(?:;INTERVAL=[1-9]\d?)?(?:;BYDAY={_DAY}(?:,{_DAY})*)?"
    rf"|MONTHLY(?:;INTERVAL=[1-9]\d?)?(?:;BYDAY={_DAY}(?:,{_DAY})*|;BYMONTHDAY={_MONTH_DAY}(?:,{_MONTH_DAY})*)?)"
)


def sniff(head: str, name: str) -> bool:  # noqa: ARG001 - every format is asked alike
    """Tell whether a file is TOML of ours that holds a plan."""
    return bool(
        re.search(r"(?m)^schema[ \t]*=", head) and re.search(r"(?m)^(?:\[race\b|race[ \t]*[=.]|\[\[base\]\])", head)
    )


def read(text: str, name: str, asked: Asked) -> Imported:
    """Return the plan, its race on the asked day if one is asked. Raises `BadValue` naming file and line."""
    if len(text) > MOST_LETTERS:
        raise BadValue(name, f"it is larger than {MOST_LETTERS // 1_000_000} MB", "Keep one plan in one file.")
    notes = Notes()
    try:
        plan = as_made_last(_plan(text, name, notes))
    except BadFile as fault:
        raise BadValue(fault.what, fault.why, fault.fix) from None
    _check(plan, text, name)
    plan = msgspec.structs.replace(plan, id=asked.plan_id or slug_of(plan.id, slug_of(plan.title, "imported")))
    return Imported(plan=move(plan, asked.race_day, notes), notes=notes.all(), keeps_layers=True)


def _plan(text: str, name: str, notes: Notes) -> Plan:
    data = text.encode()
    tables = parse(data, name)
    try:
        check_schema(tables, name, SCHEMA, data)
    except NewerFile as newer:
        newer.why = f"schema {newer.value} was written by a newer planner"
        newer.fix = f"Update race-planner to read it (this one knows schema {SCHEMA})."
        raise
    tables = {"id": "", **cleaned(tables, data)}
    for parts, _ in islice(strange_keys(tables, inspect.type_info(Plan)), 200):
        line = line_of(text, parts)
        notes.say(f"line {line}" if line else "", f"the key {show_path(parts)} is not known and was left out.")
    return convert(tables, Plan, name, text=text)


def _check(plan: Plan, text: str, name: str) -> None:
    """Raise `BadValue`, naming the line, for the first thing that no store would have written."""
    for parts, why, fix in _faults(plan):
        line = line_of(text, parts)
        raise BadValue(f"{name}, line {line}" if line else name, f"{show_path(parts)}: {why}", fix)


def _faults(plan: Plan) -> Iterator[tuple[_Parts, str, str]]:
    """Yield what is wrong with a plan: where, what, and what to do."""
    for key, count, most in (
        ("base", len(plan.base), MOST_SESSIONS),
        ("layer", len(plan.layers), MOST_LAYERS),
        ("change", sum(len(one.parts) if isinstance(one, Batch) else 1 for one in plan.changes), MOST_CHANGES),
    ):
        if count > most:
            yield (key,), f"there are {count}", f"At most {most} are read."
    for key, ids in (("base", [one.id for one in plan.base]), ("layer", [one.id for one in plan.layers])):
        seen: set[str] = set()
        for number, one in enumerate(ids):
            if one in seen:
                yield (key, number, "id"), f"{one[:60]!r} is there twice", "Give each an id of its own."
            seen.add(one)
    if all(session.id != plan.race.session for session in plan.base):
        yield ("race", "session"), f"no session has the id {plan.race.session[:60]!r}", "Name the race in [[base]]."
    if not FIRST_YEAR <= plan.race.day.year <= LAST_YEAR:
        yield ("race", "day"), f"{plan.race.day} cannot be meant", "Correct the year."
    for parts, value in _inside(plan, ()):
        match value:
            case Session(id=one) | Layer(id=one) if not is_slug(one):
                yield (*parts, "id"), f"{one[:60]!r} cannot be an id", _ID
            case msgspec.Struct() if isinstance(value, _CHANGES) and not is_slug(value.id):
                yield (*parts, "id"), f"{value.id[:60]!r} cannot be an id", _ID
            case Layer(rule=rule) if rule and not re.fullmatch(_RULE, rule.upper(), re.ASCII):
                yield (*parts, "rule"), f"{rule[:60]!r} is not read", "Use FREQ=WEEKLY;BYDAY=TU,TH."
            case datetime():
                continue
            case date() if abs((value - plan.race.day).days) > MOST_DAYS:
                yield parts, f"{value} is more than ten years from the race", "Correct the year."


def _inside(value: object, parts: _Parts) -> Iterator[tuple[_Parts, object]]:
    """Yield every value inside another with its key path, as the file calls it."""
    yield parts, value
    if isinstance(value, msgspec.Struct):
        for field in msgspec.structs.fields(value):
            yield from _inside(getattr(value, field.name), (*parts, field.encode_name))
    elif isinstance(value, tuple):
        for number, one in enumerate(value):
            yield from _inside(one, (*parts, number))
