"""Runs of a plan as FIT workouts, which Garmin's and many other watches take: a file a run; and hung routines.

A pace is a range of speeds; one that is no range gets `PACE_S` seconds a kilometre to either side, a heart rate
`BEATS` beats or `SHARE` per cent. An effort without a figure stays open, with its word as the step's name. What a step
cannot say stands in its note. The same plan gives the same bytes, and a changed run the same serial number, so that a
watch replaces it.
"""

from collections.abc import Mapping
from datetime import UTC, datetime, time
from hashlib import sha256
from typing import NamedTuple

from planner.domain.days import show_day
from planner.domain.errors import BadValue, PlannerError
from planner.domain.exercise import Exercise
from planner.domain.ids import slug_of
from planner.domain.routine import Routine
from planner.domain.text import one_line
from planner.domain.workout import Heart, Pace, Scale, Target
from planner.domain.workout_totals import Paces
from planner.exports.outgoing import OutFile, Outgoing
from planner.exports.watch.routine import is_strength, watch_routine
from planner.exports.watch.run import Role, WatchRepeat, WatchRun, WatchStep, gathered, watch_runs

DEPTH = 2
"""Repeats inside each other: a repeat in a repeat is what Garmin's own programs make."""
PACE_S = 5
"""Seconds a kilometre to either side of a pace that is no range."""
BEATS = 5
"""Beats a minute to either side of a heart rate that is no range."""
SHARE = 2
"""Per cent to either side of a share of the highest heart rate that is no range."""

_SUB_SPORTS = {True: "strength_training", False: "flexibility_training"}
_NAME_BYTES = 48
_NOTE_BYTES = 240
_BPM = 100
"""FIT says per cent of the highest heart rate below 100 and beats a minute from 100 on, with 100 added."""


def to_fit(
    out: Outgoing, *, everything: bool = False, session: str = "", paces: Paces | None = None
) -> tuple[tuple[OutFile, ...], tuple[str, ...]]:
    """Return a FIT workout for every run with steps (every run, or one), and what could not be said in them.

    Raises `BadValue` when there is none, and `PlannerError` if what was written does not read back.
    """
    files: list[OutFile] = []
    told: list[tuple[WatchRun, str]] = []
    names: dict[str, int] = {}
    for run in watch_runs(out, depth=DEPTH, everything=everything, session=session, paces=paces):
        base = f"{run.session.day.isoformat()}-{slug_of(run.session.kind.value, 'run')}"
        names[base] = names.get(base, 0) + 1
        name = base if names[base] == 1 else f"{base}-{names[base]}"
        created = datetime.combine(out.plan.first_day, time(), UTC)
        data, lost = fit_workout(run, serial=_serial(run.session.id, out.plan.id), created=created)
        files.append(OutFile(name=f"{name}.fit", data=data))
        told += [(run, what) for what in (*run.told, *lost)]
    return tuple(files), gathered(told)


def to_fit_routines(
    out: Outgoing, routines: Mapping[str, Routine], exercises: Mapping[str, Exercise]
) -> tuple[tuple[OutFile, ...], tuple[str, ...]]:
    """Return a FIT workout for every routine that hangs on the days, once each, and which of them do not exist.

    Raises `BadValue` when none hangs, and `PlannerError` if what was written does not read back.
    """
    hung = dict.fromkeys(line.hung.what for day in out.days for line in day.hung if line.hung.is_routine)
    files: list[OutFile] = []
    for routine in (routines[one] for one in hung if one in routines):
        data, _ = _file(
            Headline(routine.name, routine.about, "training", _SUB_SPORTS[is_strength(routine, exercises)]),
            watch_routine(routine, exercises),
            serial=_serial(f"routine {routine.id}", out.plan.id),
            created=datetime.combine(out.plan.first_day, time(), UTC),
        )
        files.append(OutFile(name=f"routine-{slug_of(routine.id, 'routine')}.fit", data=data))
    if not files:
        raise BadValue("routines", "none hangs on these days", "Give other days, or leave --routines out.")
    return tuple(files), tuple(f"The routine {one} does not exist any more." for one in hung if one not in routines)


class Headline(NamedTuple):
    """What a workout says of itself."""

    name: str
    about: str
    sport: str = "running"
    sub_sport: str = "generic"


def fit_workout(run: WatchRun, *, serial: int, created: datetime) -> tuple[bytes, list[str]]:
    """Return one run as a FIT file, and what was left out of its steps' targets."""
    headline = Headline(f"{show_day(run.session.day)} {run.name}", run.about)
    return _file(headline, run.steps, serial=serial, created=created)


def _file(
    headline: Headline, steps: tuple[WatchStep | WatchRepeat, ...], *, serial: int, created: datetime
) -> tuple[bytes, list[str]]:
    from garmin_fit_sdk import Encoder, Profile

    numbers = Profile["mesg_num"]
    writer = _Writer()
    writer.add(steps)
    encoder = Encoder()
    # Each message names its fields in the same order, since a definition is kept for all that look like it.
    encoder.write_mesg(
        {
            "mesg_num": numbers["FILE_ID"],
            "type": "workout",
            "manufacturer": "development",
            "product": 1,
            "serial_number": serial,
            "time_created": created,
        }
    )
    about = {"wkt_description": _cut(headline.about, _NOTE_BYTES)} if headline.about.strip() else {}
    encoder.write_mesg(
        {
            "mesg_num": numbers["WORKOUT"],
            "wkt_name": _cut(headline.name, _NAME_BYTES),
            "sport": headline.sport,
            "sub_sport": headline.sub_sport,
            "num_valid_steps": len(writer.steps),
            **about,
        }
    )
    for step in writer.steps:
        encoder.write_mesg({"mesg_num": numbers["WORKOUT_STEP"], **step})
    data = bytes(encoder.close())
    _check(data, len(writer.steps), headline.name)
    return data, writer.lost


class _Writer:
    """Numbers steps and repeats as FIT does: a repeat stands after its steps and points back at the first."""

    def __init__(self) -> None:
        self.steps: list[dict[str, object]] = []
        self.lost: list[str] = []

    def add(self, steps: tuple[WatchStep | WatchRepeat, ...]) -> None:
        """Add steps in their order."""
        for step in steps:
            if isinstance(step, WatchStep):
                self._step(step)
                continue
            first = len(self.steps)
            self.add(step.steps)
            self.steps.append(
                {
                    "message_index": len(self.steps),
                    "duration_type": "repeat_until_steps_cmplt",
                    "duration_value": first,
                    "target_type": "open",
                    "target_value": step.times,
                }
            )

    def _step(self, step: WatchStep) -> None:
        kind, value = "open", 0
        if step.metres is not None:
            kind, value = "distance", round(step.metres * 100)
        elif step.seconds is not None:
            kind, value = "time", round(step.seconds * 1000)
        elif step.reps is not None:
            kind, value = "reps", step.reps
        self.steps.append(
            {
                "message_index": len(self.steps),
                "wkt_step_name": _cut(step.name, _NAME_BYTES),
                "duration_type": kind,
                "duration_value": value,
                **self._target(step.target),
                "intensity": _INTENSITY[step.role],
                "notes": _cut(step.words, _NOTE_BYTES),
            }
        )

    def _target(self, target: Target) -> dict[str, object]:
        if target.pace:
            low, high = speeds(target.pace)
            if target.heart:
                self.lost.append("a step has a pace and a heart rate; the watch keeps to the pace, the note says both")
            return _aim("speed", 0, low, high)
        if target.heart is None:
            return _aim("open", 0, 0, 0)
        if target.heart.scale is not Scale.ZONE:
            return _aim("heart_rate", 0, *beats(target.heart))
        if target.heart.low == target.heart.high:
            return _aim("heart_rate", target.heart.low, 0, 0)
        self.lost.append("a watch takes one heart rate zone a step; a range of zones stands in its note")
        return _aim("open", 0, 0, 0)


_INTENSITY = {
    Role.WARM_UP: "warmup",
    Role.COOL_DOWN: "cooldown",
    Role.ACTIVE: "active",
    Role.RECOVERY: "recovery",
    Role.REST: "rest",
}


def _aim(kind: str, value: int, low: int, high: int) -> dict[str, object]:
    return {
        "target_type": kind,
        "target_value": value,
        "custom_target_value_low": low,
        "custom_target_value_high": high,
    }


def speeds(pace: Pace) -> tuple[int, int]:
    """Return the slowest and the fastest of a pace in millimetres a second."""
    fast, slow = pace.per_km(pace.low_s), pace.per_km(pace.high_s)
    if pace.low_s == pace.high_s:
        fast, slow = fast - PACE_S, slow + PACE_S
    return round(1_000_000 / slow), round(1_000_000 / fast)


def beats(heart: Heart) -> tuple[int, int]:
    """Return the lowest and the highest of a heart rate as FIT counts it."""
    is_share = heart.scale is Scale.MAX
    more = 0 if heart.low != heart.high else SHARE if is_share else BEATS
    low, high = heart.low - more, heart.high + more
    return (low, min(high, 100)) if is_share else (low + _BPM, high + _BPM)


def _serial(session: str, plan: str) -> int:
    """Return the serial number of a run: made of ids alone, never 0, which means none."""
    return int.from_bytes(sha256(f"{session}@{plan}".encode()).digest()[:4], "big") or 1


def _cut(text: str, most: int) -> str:
    """Return a text on one line, of at most so many bytes, cut between letters."""
    line = one_line(text)
    if len(line.encode()) <= most:
        return line
    return line.encode()[: most - 3].decode(errors="ignore").rstrip() + "…"


def _check(data: bytes, count: int, name: str) -> None:
    """Read back what was written. Raises `PlannerError` when it is not whole."""
    from garmin_fit_sdk import Decoder, Stream

    decoder = Decoder(Stream.from_byte_array(bytearray(data)))
    is_whole = decoder.check_integrity()
    messages, errors = Decoder(Stream.from_byte_array(bytearray(data))).read()
    steps = messages.get("workout_step_mesgs", [])
    if not is_whole or errors or len(steps) != count:
        raise PlannerError(f"workout {name}", "what was written does not read back", "Nothing was saved.")
