"""A plan put elsewhere: all of it on other days, or with ids of its own beside the plan that it was copied from."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

import msgspec

from planner.domain.days import Weekday
from planner.domain.ids import HUNG, Pick, new_id
from planner.domain.plan import Plan
from planner.domain.session import Session

_NAMES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_ISO = r"\d{4}-\d\d-\d\d"
_SIMPLE = r"FREQ=WEEKLY;BYDAY=[A-Z]{2}(?:,[A-Z]{2})*"

Value = TypeVar("Value")
Visit = Callable[[object, str], object]
"""From a value that holds no others and the name of the field in which it stands to what is to stand there."""


def moved_to(plan: Plan, race_day: date) -> Plan:
    """Return a plan with its race on `race_day` and every other day as far from it as before.

    By a number of days that is no whole weeks, weekdays go along: those of layers, of weekly rules, of what was typed
    for the build-up. Rules that are more than some weekdays of every week stay. Raises `OverflowError` at the end of
    the calendar.
    """
    by = (race_day - plan.race.day).days
    if not by:
        return plan
    ahead = timedelta(days=by)
    weekdays = list(Weekday)

    def later(text: str) -> str:
        return (date.fromisoformat(text) + ahead).isoformat()

    def visit(value: object, field: str) -> object:
        match value:
            case datetime():
                return value
            case date():
                return value + ahead
            case Weekday():
                return weekdays[(value.number + by) % 7]
            case str() if field == "rule":
                return _rule(value, by)
            case str() if (field == "session" and HUNG in value) or field == "finding":
                return re.sub(_ISO, lambda found: later(found[0]), value, flags=re.ASCII)
        return value

    return _rebuilt(plan, visit)


def with_new_ids(plan: Plan, pick: Pick) -> Plan:
    """Return a plan whose sessions have new ids, so that the log of the plan it was copied from is not its own."""
    renamed: dict[str, str] = {}
    for session_id in _session_ids(plan):
        renamed[session_id] = new_id(pick, renamed.values())

    def other(text: str, mark: str) -> str:
        host, dot, rest = text.partition(mark)
        return f"{renamed.get(host, host)}{dot}{rest}"

    def visit(value: object, field: str) -> object:
        if isinstance(value, str) and not isinstance(value, Weekday):
            if field in ("session", "session.id", "steps"):
                return other(value, HUNG)
            if field == "finding":
                code, colon, about = value.partition(":")
                return f"{code}{colon}{renamed.get(about, about)}"
        return value

    return _rebuilt(plan, visit)


def _session_ids(plan: Plan) -> dict[str, None]:
    """Return the ids of all sessions that a plan ever had, each once."""
    found: dict[str, None] = {}

    def visit(value: object, field: str) -> object:
        if field == "session.id":
            found[str(value)] = None
        return value

    _rebuilt(plan, visit)
    return found


def _rule(rule: str, by: int) -> str:
    if not re.fullmatch(_SIMPLE, rule):
        return rule
    head, _, names = rule.rpartition("=")
    try:
        days = sorted((_NAMES.index(name) + by) % 7 for name in names.split(","))
    except ValueError:  # no weekday: whoever reads the rule says so
        return rule
    return f"{head}={','.join(_NAMES[day] for day in days)}"


def _rebuilt(value: Value, visit: Visit, field: str = "") -> Value:
    """Return a value with what `visit` makes of everything in it."""
    made: Any = value
    if isinstance(value, msgspec.Struct):
        prefix = "session." if isinstance(value, Session) else ""
        given = {
            name: new
            for name in value.__struct_fields__
            if (new := _rebuilt(old := getattr(value, name), visit, _called(prefix, name))) is not old
        }
        made = msgspec.structs.replace(value, **given) if given else value
    elif isinstance(value, tuple):
        listed = tuple(_rebuilt(one, visit, field) for one in value)
        made = listed if any(new is not old for new, old in zip(listed, value, strict=True)) else value
    elif isinstance(value, Mapping):
        made = {_rebuilt(key, visit, field): _rebuilt(one, visit, field) for key, one in value.items()}
    else:
        made = visit(value, field)
    result: Value = made
    return result


def _called(prefix: str, name: str) -> str:
    return f"{prefix}{name}" if prefix and name == "id" else name
