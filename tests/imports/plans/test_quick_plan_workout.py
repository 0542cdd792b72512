"""The workout notation of quick-plan, rule by rule, and a law: what a generator writes is read as what it meant."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.domain.errors import BadValue
from planner.domain.units import Unit
from planner.domain.workout import (
    Effort,
    Heart,
    Length,
    Pace,
    Part,
    Repeat,
    Scale,
    Step,
    Target,
    Time,
    Until,
    Workout,
)
from planner.domain.workout_reading import read_workout
from planner.domain.workout_totals import totals
from planner.domain.workout_writing import write_workout
from planner.imports.plans.quick_plan.workout import MOST_STEPS, Definition, heading_of, read_definition

RECOVERY = Target(effort=Effort.RECOVERY)


def defined(text: str, unit: Unit = Unit.KM) -> Definition:
    return read_definition(text, 1, unit, "plan.csv")


def step(line: str, unit: Unit = Unit.KM) -> Step | Repeat:
    workout = defined(f"running: x\n{line}", unit).workout
    assert workout is not None
    return workout.steps[0]


def km(size: float) -> Length:
    return Length(low=size, high=size, unit="km")


def seconds(count: int) -> Time:
    return Time(low_s=count, high_s=count)


@pytest.mark.parametrize(
    ("heading", "sport", "name"),
    [
        ("running: 15k, 3x3.2k @HMP", "running", "15k, 3x3.2k @HMP"),
        ("cycling: spin", "cycling", "spin"),
        ("custom: core", "custom", "core"),
        ("workout: of old", "workout", "of old"),
        ("running:no blank", "running", "no blank"),
        (": by its steps\n- run: 1km", "", "by its steps"),
        ("running: ünïcode", "running", "ünïcode"),
    ],
)
def test_a_heading_gives_sport_and_name(heading: str, sport: str, name: str) -> None:
    found = heading_of(heading)
    assert found is not None
    assert (found.sport, found.name) == (sport, name)


@pytest.mark.parametrize("words", ["", "running", "running !", "running run-fast", "note: bring water", ": alone"])
def test_plain_words_are_no_heading(words: str) -> None:
    assert heading_of(words) is None


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("- run: 5km", Step(amount=km(5))),
        ("- go: 1.5 km", Step(amount=km(1.5))),
        ("- bike: 2mi", Step(amount=Length(low=2, high=2, unit="mi"))),
        ("- run: 800m", Step(amount=Length(low=800, high=800, unit="m"))),
        ("- warmup: 10:00", Step(amount=seconds(600), part=Part.WARM_UP)),
        ("- cooldown: lap-button", Step(part=Part.COOL_DOWN)),
        ("- recover: 01:30", Step(amount=seconds(90), target=RECOVERY)),
        ("- run: 300:00", Step(amount=seconds(18_000))),
        ("-   RUN :  5km", Step(amount=km(5))),
    ],
)
def test_a_step_has_a_kind_and_an_amount(line: str, meant: Step) -> None:
    assert step(line) == meant


@pytest.mark.parametrize(
    ("said", "target"),
    [
        ("@ z2", Target(heart=Heart(low=2, high=2, scale=Scale.ZONE))),
        ("@z2", Target(heart=Heart(low=2, high=2, scale=Scale.ZONE))),
        ("@ 130-150 bpm", Target(heart=Heart(low=130, high=150, scale=Scale.BPM))),
        ("@ 5:10-4:40", Target(pace=Pace(low_s=280, high_s=310, unit="km"))),
        ("@ 4:20 - 05:30 mpk", Target(pace=Pace(low_s=260, high_s=330, unit="km"))),
        ("@ 8:20-9:30 mpm", Target(pace=Pace(low_s=500, high_s=570, unit="mi"))),
        ("@ 10.0-12kph", Target(pace=Pace(low_s=300, high_s=360, unit="km"))),
        ("@ 6-7.5 mph", Target(pace=Pace(low_s=480, high_s=600, unit="mi"))),
    ],
)
def test_a_target_is_a_zone_a_heart_rate_a_pace_or_a_speed(said: str, target: Target) -> None:
    assert step(f"- run: 5km {said}") == Step(amount=km(5), target=target)


@pytest.mark.parametrize("said", ["230-250 W", "80-90 rpm"])
def test_power_and_cadence_are_kept_as_a_note(said: str) -> None:
    assert step(f"- run: 5km @ {said}") == Step(amount=km(5), note=said)


@pytest.mark.parametrize("said", ["z9", "z0", "0:30-0:40", "40-60 kph", "0-12 kph", "10-20 bpm"])
def test_a_target_that_no_runner_could_keep_is_kept_as_it_stands(said: str) -> None:
    assert step(f"- run: 5km @ {said}") == Step(amount=km(5), note=f"@ {said}")


def test_a_pace_without_a_unit_is_in_the_unit_asked_for() -> None:
    text = "running: x\n- run: 1mi @ 8:00-9:00"
    assert defined(text, Unit.MI).workout == Workout(
        steps=(
            Step(amount=Length(low=1, high=1, unit="mi"), target=Target(pace=Pace(low_s=480, high_s=540, unit="mi"))),
        )
    )
    assert defined(text).has_bare_pace
    assert not defined(f"{text} mpm").has_bare_pace


def test_repeats_stand_in_repeats() -> None:
    text = (
        "running: nested\n- warmup: 20:00\n- repeat: 2\n  - repeat: 4\n    - run: 0.6km\n    - recover: 1:00\n"
        "  - recover: 05:00\n- cooldown: lap-button"
    )
    inner = Repeat(times=4, steps=(Step(amount=km(0.6)), Step(amount=seconds(60), target=RECOVERY)))
    assert defined(text).workout == Workout(
        steps=(
            Step(amount=seconds(1200), part=Part.WARM_UP),
            Repeat(times=2, steps=(inner, Step(amount=seconds(300), target=RECOVERY))),
            Step(amount=Until.LAP, part=Part.COOL_DOWN),
        )
    )


@pytest.mark.parametrize("indent", [" ", "  ", "    ", "\t"])
def test_any_deeper_indent_stands_in_the_repeat(indent: str) -> None:
    assert step(f"- repeat: 3\n{indent}- run: 1km\n\n{indent}- recover: 200m") == Repeat(
        times=3, steps=(Step(amount=km(1)), Step(amount=Length(low=200, high=200, unit="m"), target=RECOVERY))
    )


@pytest.mark.parametrize(
    ("heading", "sport"),
    [
        ("workout: x\n- go: 5km", "running"),
        (": x\n- go: 5km\n- run: 1km", "running"),
        (": x\n- bike: 5km", "cycling"),
        (": x\n- go: 5:00", "custom"),
    ],
)
def test_the_sport_is_that_of_the_heading_or_of_the_steps(heading: str, sport: str) -> None:
    assert defined(heading).sport == sport


def test_what_is_no_run_keeps_its_steps_as_words() -> None:
    found = defined("cycling: spin\n- bike: 15 km @ 20.0-100kph\n- cooldown: lap-button")
    assert found.workout is None
    assert found.steps == "- bike: 15 km @ 20.0-100kph\n- cooldown: lap-button"


@pytest.mark.parametrize(
    ("text", "line", "why"),
    [
        ("running: \n- run: 5km", 1, "no name"),
        ("running: x", 1, "no steps"),
        ("running: x\nhm", 2, "is no step"),
        ("running: x\n- run 5km", 2, "is no step"),
        ("running: x\n- run: 1km\n- and: 5km", 3, "no kind of step"),
        ("running: x\n- run: 5km 2+2", 2, "neither a distance"),
        ("running: x\n- run: 5", 2, "neither a distance"),
        ("running: x\n- run: 0:00", 2, "more than 0"),
        ("running: x\n- run: 3m", 2, "10 m or longer"),
        ("running: x\n- run: 2000km", 2, "shorter than 1000 km"),
        ("running: x\n- run: 10km @ 20x", 2, "is no target"),
        ("running: x\n- run: 10:00\n  - run: 1km", 3, "only repeat"),
        ("running: x\n- repeat: 3", 2, "has no steps"),
        ("running: x\n- repeat: 3\n- run: 1km", 2, "has no steps"),
        ("running: x\n- repeat: 0\n  - run: 1km", 2, "is no count"),
        ("running: x\n- repeat: 100\n  - run: 1km", 2, "is no count"),
        ("running: x\n- repeat: many\n  - run: 1km", 2, "is no count"),
        ("running: x\n" + "".join(" " * n + "- repeat: 2\n" for n in range(5)) + "      - run: 1km", 6, "deep"),
        ("running: x\n" + "- run: 1km\n" * (MOST_STEPS + 1), MOST_STEPS + 2, "steps"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_line(text: str, line: int, why: str) -> None:
    with pytest.raises(BadValue) as caught:
        defined(text)
    assert caught.value.what == f"plan.csv, line {line}"
    assert why in caught.value.why
    assert caught.value.fix


_AMOUNTS = st.one_of(
    st.integers(1, 999 * 60).map(lambda s: (f"{s // 60}:{s % 60:02}", seconds(s))),
    st.tuples(st.integers(1, 400), st.sampled_from(["km", "mi"])).map(
        lambda pair: (f"{pair[0] / 10:g} {pair[1]}", Length(low=pair[0] / 10, high=pair[0] / 10, unit=pair[1]))
    ),
    st.integers(10, 9_999).map(lambda m: (f"{m}m", Length(low=m, high=m, unit="m"))),
    st.just(("lap-button", Until.LAP)),
)
_TARGETS = st.one_of(
    st.just(("", Target(), "")),
    st.integers(1, 7).map(lambda z: (f" @ z{z}", Target(heart=Heart(low=z, high=z, scale=Scale.ZONE)), "")),
    st.tuples(st.integers(200, 600), st.integers(200, 600)).map(
        lambda pair: (
            f" @ {pair[0] // 60}:{pair[0] % 60:02}-{pair[1] // 60}:{pair[1] % 60:02}",
            Target(pace=Pace(low_s=min(pair), high_s=max(pair), unit="km")),
            "",
        )
    ),
    st.tuples(st.integers(90, 140), st.integers(141, 190)).map(
        lambda pair: (
            f" @ {pair[0]}-{pair[1]} bpm",
            Target(heart=Heart(low=pair[0], high=pair[1], scale=Scale.BPM)),
            "",
        )
    ),
    st.integers(100, 300).map(lambda w: (f" @ {w}-{w + 20} W", Target(), f"{w}-{w + 20} W")),
)
_KINDS = {
    "warmup": Step(part=Part.WARM_UP),
    "run": Step(),
    "go": Step(),
    "recover": Step(target=RECOVERY),
    "cooldown": Step(part=Part.COOL_DOWN),
}


@st.composite
def written_steps(draw: st.DrawFn, depth: int = 0) -> tuple[str, tuple[Step | Repeat, ...]]:
    """Return steps as quick-plan has them, and what they mean."""
    lines: list[str] = []
    meant: list[Step | Repeat] = []
    for _ in range(draw(st.integers(1, 3))):
        indent = "  " * depth
        if depth < 3 and draw(st.integers(0, 3)) == 0:
            times = draw(st.integers(1, 99))
            text, inner = draw(written_steps(depth + 1))
            lines += [f"{indent}- repeat: {times}", text]
            meant.append(Repeat(times=times, steps=inner))
            continue
        kind = draw(st.sampled_from(sorted(_KINDS)))
        amount, size = draw(_AMOUNTS)
        said, target, note = draw(_TARGETS)
        effort = _KINDS[kind].target.effort
        lines.append(f"{indent}- {kind}: {amount}{said}")
        aimed = Target(effort=effort, pace=target.pace, heart=target.heart)
        meant.append(Step(amount=size, target=aimed, part=_KINDS[kind].part, note=note))
    return "\n".join(lines), tuple(meant)


@settings(max_examples=120, deadline=None)
@given(written_steps())
def test_what_is_written_is_read_as_it_was_meant_and_kept_as_text_that_reads_back(
    written: tuple[str, tuple[Step | Repeat, ...]],
) -> None:
    text, steps = written
    found = defined(f"running: drawn\n{text}").workout
    assert found == Workout(steps=steps)
    line = write_workout(found)
    if len(line) <= 4_000:
        back = read_workout(line, Unit.MI)
        assert back == found
        assert totals(back, Unit.KM) == totals(Workout(steps=steps), Unit.KM)
