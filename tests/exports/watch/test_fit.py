"""FIT workouts: two decoders read from them what the plan says."""

import io
import os
import re
from datetime import UTC, datetime
from pathlib import Path

import fitdecode  # type: ignore[import-untyped]  # it has no types
import pytest
from garmin_fit_sdk import Decoder, Stream
from hypothesis import given

from planner.domain.units import Unit
from planner.domain.workout import Heart, Pace, Scale, Workout
from planner.exports.outgoing import OutFile
from planner.exports.watch.fit import DEPTH, beats, fit_workout, speeds, to_fit
from planner.exports.watch.run import watch_run
from tests.domain.test_workout import workouts
from tests.exports.watches import LINES, going_out, session_of, sums, usual, with_text

GOLDEN = Path(__file__).parents[1] / "golden" / "workouts-fit.txt"
AT = datetime(2027, 3, 1, tzinfo=UTC)
Fields = dict[str, object]


def decoded(data: bytes) -> dict[str, list[Fields]]:
    """Return the messages of a file, read by Garmin's decoder."""
    assert Decoder(Stream.from_byte_array(bytearray(data))).check_integrity()
    messages, errors = Decoder(Stream.from_byte_array(bytearray(data))).read()
    assert errors == []
    return {str(name): [dict(one) for one in found] for name, found in messages.items()}  # type: ignore[attr-defined]


def steps_of(data: bytes) -> list[Fields]:
    """Return the steps of a file."""
    return decoded(data)["workout_step_mesgs"]


def run(text: str) -> list[Fields]:
    """Return the steps that a text becomes on a watch."""
    data, _ = fit_workout(watch_run(session_of(text), Unit.KM, DEPTH), serial=7, created=AT)
    return steps_of(data)


def executed(steps: list[Fields]) -> tuple[float, float]:
    """Return the metres and seconds of a workout as a watch goes through it: a repeat jumps back so many times."""
    metres = seconds = 0.0
    totals: list[tuple[float, float]] = []
    for step in steps:
        if step["duration_type"] == "repeat_until_steps_cmplt":
            first, times = step["duration_step"], step["repeat_steps"]
            assert isinstance(first, int)
            assert isinstance(times, int)
            inner = totals[first:]
            far, long = sum(one[0] for one in inner) * times, sum(one[1] for one in inner) * times
            # What was repeated is in the repeat from here on.
            totals[first:] = [(0.0, 0.0)] * len(inner)
            totals.append((far, long))
        else:
            totals.append((float(str(step.get("duration_distance", 0))), float(str(step.get("duration_time", 0)))))
    for far, long in totals:
        metres, seconds = metres + far, seconds + long
    return metres, seconds


def shown(files: tuple[OutFile, ...]) -> str:
    """Return what files hold, to compare: the header's number changes with the library, this does not."""
    lines: list[str] = []
    for file in files:
        lines.append(f"## {file.name}, {len(file.data)} bytes")
        for name, messages in decoded(file.data).items():
            lines += [f"{name}: {one}" for one in messages]
    return "\n".join(lines) + "\n"


def test_the_workouts_of_a_plan_are_what_they_were() -> None:
    files, told = to_fit(usual(), everything=True)
    made = shown(files) + "".join(f"- {one}\n" for one in told)
    if os.environ.get("PLANNER_GOLDEN") == "write":
        GOLDEN.write_text(made)
    assert made == GOLDEN.read_text()


def test_the_same_plan_gives_the_same_bytes_and_each_run_its_own_number() -> None:
    files, _ = to_fit(usual())
    assert to_fit(usual())[0] == files
    numbers = [decoded(file.data)["file_id_mesgs"][0]["serial_number"] for file in files]
    assert len(set(numbers)) == len(files) == 8
    changed = to_fit(going_out([session_of("1 km hard, 2 km easy")]))[0]
    assert decoded(changed[0].data)["file_id_mesgs"] == decoded(files[0].data)["file_id_mesgs"]


def test_names_of_files_are_days_and_kinds_and_never_meet() -> None:
    sessions = [session_of(text, n).__class__(id=f"x{n}", day=session_of("").day, kind=kind, text=text)
                for n, (kind, text) in enumerate(LINES)]  # fmt: skip
    names = [file.name for file in to_fit(going_out(sessions))[0]]
    assert len(set(names)) == len(names) == 8
    assert all(re.fullmatch(r"2027-03-01-[a-z-]+(-\d)?\.fit", name) for name in names)


def test_targets() -> None:
    pace, heart, share, zone, zones, both, plain = run(
        "1 km @ 4:00-5:00/km, 1 km 140-150 bpm, 1 km 75% hrmax, 1 km z3, 1 km z2-3, 1 km @ 5:00/km z4, 1 km hard"
    )
    assert (pace["target_type"], pace["custom_target_speed_low"], pace["custom_target_speed_high"]) == (
        "speed", 3.333, 4.167,
    )  # fmt: skip
    assert (heart["target_type"], heart["custom_target_value_low"], heart["custom_target_value_high"]) == (
        "heart_rate", 240, 250,
    )  # fmt: skip
    assert (share["custom_target_value_low"], share["custom_target_value_high"]) == (73, 77)
    assert (zone["target_type"], zone["target_hr_zone"]) == ("heart_rate", 3)
    assert zones["target_type"] == plain["target_type"] == "open"
    assert both["target_type"] == "speed"
    assert "z4" in str(both["notes"])
    assert plain["wkt_step_name"] == "hard"


def test_a_pace_or_a_pulse_that_is_no_range_gets_room() -> None:
    low, high = speeds(Pace(low_s=300, high_s=300, unit="km"))
    assert (low, high) == (round(1e6 / 305), round(1e6 / 295))
    assert speeds(Pace(low_s=480, high_s=540, unit="mi")) == (2980, 3353)
    assert beats(Heart(low=150, high=150, scale=Scale.BPM)) == (245, 255)
    assert beats(Heart(low=99, high=99, scale=Scale.MAX)) == (97, 100)


def test_texts_are_cut_between_letters_and_cleaned() -> None:
    long = session_of("5 km hard # " + "ü" * 400)
    data, _ = fit_workout(watch_run(long, Unit.KM, DEPTH), serial=1, created=AT)
    about = str(decoded(data)["workout_mesgs"][0]["wkt_description"])
    assert about.endswith("ü…")
    assert len(about.encode()) <= 240
    assert "\x1b" not in shown((OutFile(name="x", data=data),))


def test_no_name_place_or_machine_is_in_a_workout() -> None:
    data, _ = fit_workout(watch_run(session_of("1 km hard"), Unit.KM, DEPTH), serial=1, created=AT)
    assert set(decoded(data)) == {"file_id_mesgs", "workout_mesgs", "workout_step_mesgs"}
    fields = set(decoded(data)["file_id_mesgs"][0])
    assert fields <= {"type", "manufacturer", "product", "serial_number", "time_created"}


def _second_opinion(data: bytes) -> list[Fields]:
    with fitdecode.FitReader(io.BytesIO(data), check_crc=fitdecode.CrcCheck.RAISE) as reader:
        frames = [frame for frame in reader if isinstance(frame, fitdecode.FitDataMessage)]
    return [{field.name: field.value for field in one.fields} for one in frames if one.name == "workout_step"]


@given(workouts())
def test_two_decoders_read_what_the_steps_say(workout: Workout) -> None:
    planned = watch_run(with_text(workout), Unit.KM, DEPTH)
    data, _ = fit_workout(planned, serial=7, created=AT)
    steps, again = steps_of(data), _second_opinion(data)
    assert executed(steps) == pytest.approx(sums(planned.steps), abs=0.006 * 99**2 * len(steps), rel=1e-3)
    assert [one["wkt_step_name"] for one in steps if "notes" in one] == [
        one["wkt_step_name"] for one in again if one.get("notes")
    ]
    for one, other in zip(steps, again, strict=True):
        for name in (
            "message_index",
            "duration_type",
            "target_type",
            "duration_distance",
            "duration_time",
            "intensity",
        ):
            assert one.get(name) == other.get(name), name
        assert one.get("repeat_steps") == other.get("repeat_steps")
