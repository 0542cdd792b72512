"""A plan as CSV, a row a session, for spreadsheets: UTF-8, a heading, commas, CRLF as in RFC 4180.

Every day has a row: one with two sessions has two, one without a session has one whose `kind` is empty. In order:

- `date` (ISO), `weekday` (`mon`), `week` (number from 1, empty outside the plan's weeks), `phase`, `cut_back` (`yes`);
- `slot` (`am`, `pm`), `clock` (`07:00`), `kind`, `or_kind`: the other half of "rest or easy";
- `name`: the session in a few words, for people; `title`: its own title, where it has one;
- `distance_km` or `distance_mi`, in the runner's unit: the middle of a range; `distance_low_m` and `distance_high_m`,
  in metres, the same number unless it is a range; `duration_min` and `duration_s`;
- `text`: its structure; `note`: the plan's note on it;
- `roll`, `stretch`, `strength`, `shoe`, `orthotic`, `reminder`: what hangs on it, by name, with when; what hangs on
  none of the sessions, as on a rest day, stands with the first of the day. `gear`: what shoes and orthotics say;
- `status` (`planned`, `done`, `skipped`, `missed`, `unknown`); `done_m` and `done_s`: what was run;
- `race`: the race's name, in the row of the race; `race_m`: how far it is; `id`: the session's.

What the plan does not say is an empty cell, never 0. Numbers have a decimal point and nothing else, whatever the
system's language. A text that a spreadsheet would compute has a ' before it (`planner.domain.spreadsheet`).
Pain, notes of the log and reasons for skipping are left out.
"""

from collections.abc import Iterator, Mapping, Sequence

from planner.domain.days import Weekday
from planner.domain.layer import Thing
from planner.domain.log import Ran
from planner.domain.session import Session
from planner.domain.spreadsheet import guard
from planner.domain.text import clean, localise, one_line
from planner.domain.units import Unit
from planner.exports.outgoing import Outgoing
from planner.exports.phrases import hung_name, session_words, when_words
from planner.planning.agenda import AgendaDay, HungLine, SessionLine

HUNG_COLUMNS = {
    Thing.ROLL: "roll",
    Thing.STRETCH: "stretch",
    Thing.STRENGTH: "strength",
    Thing.SHOE: "shoe",
    Thing.ORTHOTIC: "orthotic",
    Thing.NOTE: "reminder",
}
"""The column of each thing that hangs on a session or a day."""

Cell = str | float | None


def columns(unit: Unit) -> tuple[str, ...]:
    """Return the heading: the columns in their order."""
    return (
        "date", "weekday", "week", "phase", "cut_back", "slot", "clock", "kind", "or_kind", "name", "title",
        f"distance_{unit}", "distance_low_m", "distance_high_m", "duration_min", "duration_s", "text", "note",
        *HUNG_COLUMNS.values(), "gear", "status", "done_m", "done_s", "race", "race_m", "id",
    )  # fmt: skip


def to_csv(out: Outgoing) -> str:
    """Return the days of a plan as CSV."""
    import csv
    from io import StringIO

    file = StringIO()
    heading = columns(out.unit)
    writer = csv.DictWriter(file, heading, restval="", lineterminator="\r\n")
    writer.writeheader()
    for row in (row for day in out.days for row in _rows(day, out)):
        writer.writerow({name: _cell(value) for name, value in row.items()})
    return file.getvalue()


def _cell(value: Cell) -> str:
    """Return a cell: texts guarded, numbers as they are, without a needless `.0`."""
    if value is None:
        return ""
    if isinstance(value, str):
        return guard(value)
    return str(int(value)) if value == int(value) else str(value)


def _rows(day: AgendaDay, out: Outgoing) -> Iterator[Mapping[str, Cell]]:
    present = {line.session.id for line in day.sessions}
    loose = [line for line in day.hung if line.hung.session not in present]
    said = "; ".join(one_line(text) for text in out.gear.get(day.day, ()))
    if not day.sessions:
        yield {**_of_day(day), **_hung(loose, out), "gear": said}
    for number, line in enumerate(day.sessions):
        mine = [one for one in day.hung if one.hung.session == line.session.id]
        yield {
            **_of_day(day),
            **_session(line, out),
            **_hung([*mine, *(loose if number == 0 else [])], out),
            "gear": said if number == 0 else "",
        }


def _of_day(day: AgendaDay) -> dict[str, Cell]:
    return {
        "date": day.day.isoformat(),
        "weekday": Weekday.of(day.day).value,
        "week": day.week_number or None,
        "phase": day.week.phase.value if day.week and day.week.phase else "",
        "cut_back": "yes" if day.week and day.week.cut_back else "",
    }


def _session(line: SessionLine, out: Outgoing) -> dict[str, Cell]:
    session, unit = line.session, out.unit
    done = line.entry if isinstance(line.entry, Ran) else None
    is_race = session.id == out.plan.race.session
    return {
        "slot": session.slot.value if session.slot else "",
        "clock": session.clock,
        "kind": session.kind.value,
        "or_kind": session.or_kind.value if session.or_kind else "",
        "name": session_words(session, out.plan, unit),
        "title": one_line(localise(session.title, unit)),
        **_amounts(session, unit),
        "text": clean(localise(session.text, unit)),
        "note": clean(localise(session.note, unit)),
        "status": line.status.value,
        "done_m": round(done.distance_m, 1) if done and done.distance_m is not None else None,
        "done_s": done.duration_s if done else None,
        "race": one_line(out.plan.race.name) if is_race else "",
        "race_m": round(out.plan.race.distance_m, 1) if is_race else None,
        "id": session.id,
    }


def _amounts(session: Session, unit: Unit) -> dict[str, Cell]:
    span, seconds = session.distance, session.duration_s
    return {
        f"distance_{unit}": round(span.middle_m / unit.metres, 2) if span else None,
        "distance_low_m": round(span.low_m, 1) if span else None,
        "distance_high_m": round(span.high_m, 1) if span else None,
        "duration_min": round(seconds / 60, 1) if seconds else None,
        "duration_s": seconds,
    }


def _hung(lines: Sequence[HungLine], out: Outgoing) -> dict[str, Cell]:
    found: dict[Thing, list[str]] = {}
    for line in lines:
        when, name = when_words(line.hung), hung_name(line.hung, out.names)
        found.setdefault(line.hung.thing, []).append(f"{when}: {name}" if when else name)
    return {HUNG_COLUMNS[thing]: "; ".join(names) for thing, names in found.items()}
