"""A day as a JSON-ready dict: what `today --json`, `week --json` and the JSON export share.

A day is
`{date, weekday, week, phase, cut_back, rest, race, sessions, hung, extra, totals}` with

- `week`: number of the plan week from 1, null outside the plan; `phase`: null where the plan does not say;
- `race`: `{name, date, distance_m, distance, session}` on race day, else null;
- `sessions`: `{id, kind, or_kind, name, title, distance_m, distance, duration_s, text, note, slot, clock, status,
  original_date, added, shoe, orthotic, done}`. `distance_m` is `{low, high}`; `distance` is the same for people;
  what the plan does not say is null. `clock` is the local time it starts at, `"07:00"`. `original_date` is null
  unless it was moved. `shoe` and `orthotic` are `{id, name}`. `done` is `{distance_m, duration_s}` once a run was
  logged;
- `hung`: `{id, thing, anchor, what, name, session, layer, status, original_date}`;
- `extra`: what was done and not planned, `{kind, distance_m, duration_s}` for a run or `{kind, routine, name}`;
- `totals`: see `totals_as_dict`.

Pain, notes of the log and reasons for skipping are left out: they are health data, and this is shared.
"""

from collections.abc import Iterable, Mapping

from planner.domain.days import Weekday
from planner.domain.layer import Thing
from planner.domain.log import Played, Ran
from planner.domain.race import Race, show_race_distance
from planner.domain.session import name_of
from planner.domain.text import clean, localise, one_line
from planner.domain.units import Span, Unit, show_distance
from planner.exports.phrases import hung_name
from planner.planning.agenda import AgendaDay, HungLine, SessionLine
from planner.planning.totals import totals

Json = str | int | float | bool | None | list["Json"] | dict[str, "Json"]
"""A value that JSON can say."""


def day_as_dict(day: AgendaDay, unit: Unit, names: Mapping[str, str]) -> dict[str, Json]:
    """Return a day as a dict that JSON can say; `names` are those of routines, shoes and orthotics by id."""
    return {
        "date": day.day.isoformat(),
        "weekday": Weekday.of(day.day).value,
        "week": day.week_number or None,
        "phase": day.week.phase.value if day.week and day.week.phase else None,
        "cut_back": bool(day.week and day.week.cut_back),
        "rest": day.is_rest,
        "race": race_as_dict(day.race, unit) if day.race else None,
        "sessions": [_session(line, day, unit, names) for line in day.sessions],
        "hung": [_hung(line, names) for line in day.hung],
        "extra": [_extra(entry, names) for entry in day.extra],
        "totals": totals_as_dict((day,)),
    }


def race_as_dict(race: Race, unit: Unit) -> dict[str, Json]:
    """Return the race as a dict: `{name, date, distance_m, distance, session}`, the last one its session's id."""
    return {
        "name": one_line(race.name),
        "date": race.day.isoformat(),
        "distance_m": _metres(race.distance_m),
        "distance": show_race_distance(race.distance_m, unit),
        "session": race.session,
    }


def totals_as_dict(days: Iterable[AgendaDay]) -> dict[str, Json]:
    """Return `{planned_m: {low, high} or null, done_m, longest_m, runs, runs_done, unknown}` of some days.

    `unknown` counts runs whose distance the plan does not say: they are not in `planned_m`.
    """
    sums = totals(days)
    return {
        "planned_m": _span(sums.planned),
        "done_m": _metres(sums.done_m),
        "longest_m": _metres(sums.longest_m) or None,
        "runs": sums.runs,
        "runs_done": sums.runs_done,
        "unknown": sums.unknown,
    }


def _session(line: SessionLine, day: AgendaDay, unit: Unit, names: Mapping[str, str]) -> dict[str, Json]:
    session, original = line.session, line.planned.original
    done = line.entry if isinstance(line.entry, Ran) else None
    return {
        "id": session.id,
        "kind": session.kind.value,
        "or_kind": session.or_kind.value if session.or_kind else None,
        "name": one_line(name_of(session, unit)),
        "title": one_line(localise(session.title, unit)),
        "distance_m": _span(session.distance),
        "distance": show_distance(session.distance, unit) if session.distance else None,
        "duration_s": session.duration_s,
        "text": clean(localise(session.text, unit)),
        "note": clean(localise(session.note, unit)),
        "slot": session.slot.value if session.slot else None,
        "clock": session.clock or None,
        "status": line.status.value,
        "original_date": original.day.isoformat() if original and original.day != session.day else None,
        "added": original is None,
        "shoe": _gear(day.gear_of(session.id, Thing.SHOE), names),
        "orthotic": _gear(day.gear_of(session.id, Thing.ORTHOTIC), names),
        "done": {"distance_m": done.distance_m, "duration_s": done.duration_s} if done else None,
    }


def _hung(line: HungLine, names: Mapping[str, str]) -> dict[str, Json]:
    hung = line.hung
    return {
        "id": hung.id,
        "thing": hung.thing.value,
        "anchor": hung.anchor.value,
        "what": one_line(hung.what),
        "name": hung_name(hung, names),
        "session": hung.session or None,
        "layer": hung.layer,
        "status": line.status.value,
        "original_date": hung.original_day.isoformat() if hung.original_day else None,
    }


def _extra(entry: Ran | Played, names: Mapping[str, str]) -> dict[str, Json]:
    if isinstance(entry, Ran):
        return {"kind": "run", "distance_m": entry.distance_m, "duration_s": entry.duration_s}
    return {"kind": "routine", "routine": entry.routine, "name": one_line(names.get(entry.routine, entry.routine))}


def _gear(item: str, names: Mapping[str, str]) -> dict[str, Json] | None:
    return {"id": item, "name": one_line(names.get(item, item))} if item else None


def _span(span: Span | None) -> dict[str, Json] | None:
    return {"low": _metres(span.low_m), "high": _metres(span.high_m)} if span else None


def _metres(metres: float) -> float:
    """Return metres to the decimetre: no calendar needs more, and 4828.032000000001 helps nobody."""
    return round(metres, 1)
