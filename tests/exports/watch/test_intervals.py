"""The text for intervals.icu, read back by a reader of its own that knows only the rules of that text."""

import os
import re
from pathlib import Path

import msgspec
import pytest
from hypothesis import given

from planner.domain.units import Unit
from planner.domain.workout import Workout
from planner.exports.watch.intervals import DEPTH, OPEN_IN_REPEAT_S, OPEN_S, cue_of, far, long, to_intervals
from planner.exports.watch.run import WatchRepeat, WatchStep, watch_run
from tests.domain.test_workout import workouts
from tests.exports.watches import going_out, session_of, sums, usual, with_text

GOLDEN = Path(__file__).parents[1] / "golden" / "workouts-intervals.txt"
_AMOUNT = re.compile(r"(?<![\w.:/-])(?:(\d+(?:\.\d+)?)(km|mi|mtr)|((?:\d+h)?(?:\d+m)?(?:\d+s)?))(?![\w:/%-])", re.ASCII)
_UNITS = {"km": 1000.0, "mi": 1609.344, "mtr": 1.0}
_TARGET = re.compile(
    r"(?:\d+:\d\d(?:-\d+:\d\d)?/(?:km|mi) Pace|Z[1-7](?:-Z[1-7])? HR|\d{2,3}(?:-\d{2,3})?% HR)?", re.ASCII
)


class Line(msgspec.Struct, frozen=True):
    """One step as the reader understands it."""

    cue: str
    metres: float
    seconds: float
    target: str
    press_lap: bool


def read(text: str) -> list[tuple[int, list[Line]]]:
    """Return the blocks of a text: how many times, and its steps. A blank line ends a block."""
    blocks: list[tuple[int, list[Line]]] = []
    for block in re.split(r"\n\s*\n", text.strip("\n")):
        blocks.append((1, []))
        for line in block.splitlines():
            if line.startswith("- "):
                blocks[-1][1].append(_line(line[2:]))
                continue
            assert not line.startswith("-"), line
            found = re.search(r"(?:^|\s)(\d+)x$", line)
            blocks.append((int(found[1]) if found else 1, []))
    return [one for one in blocks if one[1]]


def _line(text: str) -> Line:
    found = next((one for one in _AMOUNT.finditer(text) if one[0]), None)
    assert found, text
    far, unit, long = found.groups()
    seconds = sum(int(n) * {"h": 3600, "m": 60, "s": 1}[unit] for n, unit in re.findall(r"(\d+)([hms])", long or ""))
    cue, target = text[: found.start()].strip(), text[found.end() :].strip()
    assert _TARGET.fullmatch(target), text
    return Line(
        cue=cue.removesuffix("press lap").strip(),
        metres=float(far) * _UNITS[unit] if far else 0.0,
        seconds=float(seconds),
        target=target,
        press_lap=cue.endswith("press lap"),
    )


def one(text: str) -> list[tuple[int, list[Line]]]:
    """Return the blocks that a run becomes."""
    return read(to_intervals(going_out([session_of(text)]), session="s0")[0])


def test_the_text_of_a_plan_is_what_it_was() -> None:
    text, told = to_intervals(usual(), everything=True)
    made = text + "".join(f"- {what}\n" for what in told)
    if os.environ.get("PLANNER_GOLDEN") == "write":
        GOLDEN.write_text(made)
    assert made == GOLDEN.read_text()


def test_minutes_are_m_and_metres_are_mtr() -> None:
    assert [long(60), long(600), long(5_400), long(90), long(150), long(3_661)] == [
        "1m", "10m", "1h30m", "90s", "2m30s", "1h1m1s",
    ]  # fmt: skip
    assert [far(400), far(2_000), far(1_500), far(1_609.344), far(42_195)] == [
        "400mtr", "2km", "1.5km", "1609mtr", "42195mtr",
    ]  # fmt: skip


def test_a_repeat_stands_between_blank_lines() -> None:
    text, _ = to_intervals(
        going_out([session_of("warm-up 10 min, 3 x (400 m hard, 1 min jog), 1 km easy")]), session="s0"
    )
    assert text == (
        "warm-up 10 min, 3 × (400 m hard, 1 min jog), 1 km easy =1+1 [2J\n\n"
        "Warm-up\n- Warm-up 10m\n\n3x\n- Hard 400mtr\n- Jog 1m\n\nRun\n- Easy 1km\n"
    )


def test_repeats_in_repeats_are_written_out() -> None:
    assert [(times, len(lines)) for times, lines in one("2 x (3 x (200 m hard, 200 m jog), 1 min walk)")] == [(2, 7)]


def test_targets_are_written_as_the_builder_reads_them() -> None:
    ((_, lines),) = one("1 km @ 4:00-4:10/km, 1 mi @ 8:00/mi, 1 km z2, 1 km z2-3, 1 km 70-75% hrmax, 1 km 150 bpm")
    assert [line.target for line in lines] == [
        "4:10-4:00/km Pace", "8:00/mi Pace", "Z2 HR", "Z2-Z3 HR", "70-75% HR", "",
    ]  # fmt: skip


def test_what_has_no_word_there_is_told() -> None:
    _, told = to_intervals(going_out([session_of("open easy rpe 3, 1 km 150 bpm, 1 km @ 5:00/km z2")]))
    said = " ".join(told)
    assert all(word in said for word in ("press lap and 10m", "rpe", " 150 bpm", "heart rate is no target"))


@pytest.mark.parametrize(
    ("name", "cue"),
    [("5K effort", "Five k effort"), ("10K effort", "Ten k effort"), ("uphill steady", "Uphill steady"),
     ("6x400 m [x]", "X m x"), ("", "")],
)  # fmt: skip
def test_a_cue_holds_no_figure(name: str, cue: str) -> None:
    assert cue_of(name) == cue


def test_a_name_with_a_repeat_in_it_is_no_repeat() -> None:
    session = msgspec.structs.replace(session_of("1 km hard, 1 km easy"), title="6x400 or 3 x")
    text, _ = to_intervals(going_out([session]))
    assert [times for times, _ in read(text)] == [1]


@given(workouts())
def test_the_text_comes_to_what_the_steps_come_to(workout: Workout) -> None:
    session = with_text(workout)
    for unit in Unit:
        run = watch_run(session, unit, DEPTH)
        text, _ = to_intervals(going_out([session], unit), session=session.id)
        blocks = read(text)
        far = sum(times * line.metres for times, lines in blocks for line in lines)
        long = sum(times * line.seconds for times, lines in blocks for line in lines)
        metres, seconds = sums(tuple(_ended(step) for step in run.steps))
        count = sum(times * len(lines) for times, lines in blocks)
        assert far == pytest.approx(metres, abs=0.51 * count)
        assert long == pytest.approx(seconds, abs=0.51 * count)


def _ended(step: WatchStep | WatchRepeat, stand_in: float = 0.0) -> WatchStep | WatchRepeat:
    """Return a step with what stands in for an open end."""
    if isinstance(step, WatchRepeat):
        return msgspec.structs.replace(step, steps=tuple(_ended(one, OPEN_IN_REPEAT_S) for one in step.steps))
    is_open = step.metres is None and step.seconds is None
    return msgspec.structs.replace(step, seconds=stand_in or OPEN_S[step.role]) if is_open else step
