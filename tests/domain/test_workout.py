"""A structured run in one line: what people type is understood, written back, and added up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.errors import BadValue
from planner.domain.units import Unit
from planner.domain.workout import (
    Effort,
    Exertion,
    Heart,
    Length,
    Pace,
    Part,
    Place,
    Repeat,
    Scale,
    Step,
    Target,
    Time,
    Until,
    Workout,
)
from planner.domain.workout_reading import parse_workout, read_workout
from planner.domain.workout_totals import show_totals, totals
from planner.domain.workout_writing import show_workout, write_workout

PACES = {"easy": 360.0, "marathon": 300.0, "threshold": 280.0, "interval": 250.0, "repetition": 235.0}

TYPED = {
    "8": "8 km",
    "8 easy": "8 km easy",
    "8km easy": "8 km easy",
    "8-10 easy": "8-10 km easy",
    "1,5 km easy": "1.5 km easy",
    "10 km steady.": "10 km steady",
    "45min easy": "45 min easy",
    "40-50 min easy": "40-50 min easy",
    "1h20 steady": "1 h 20 min steady",
    "1:30:00 easy": "1 h 30 min easy",
    "10' easy": "10 min easy",
    "3'30\" hard": "3 min 30 s hard",
    '20" sprint': "20 s sprint",
    "400": "400 m",
    "6 x 60 s": "6 x 1 min",
    "2km easy, 5x(3min 5k, 2min jog), 2km easy": "2 km easy, 5 x (3 min at 5K effort, 2 min jog), 2 km easy",
    "6 x 3 min at 5K effort, 2 min jog": "6 x 3 min at 5K effort, 2 min jog",
    "3x8min threshold, 2min jog": "3 x 8 min at threshold, 2 min jog",
    "3 times 1 km threshold, 400 m jog": "3 x 1 km at threshold, 400 m jog",
    "10 x 400 m at 3K effort, 200 m jog": "10 x 400 m at 3K effort, 200 m jog",
    "5x1km @ 3:40/km, 90s rest": "5 x 1 km @ 3:40/km, 90 s rest",
    "5 km at 4:30": "5 km @ 4:30/km",
    "5 km @ 4:35-4:20/km": "5 km @ 4:20-4:35/km",
    "5 x 3:00 @ 4:00/km, 2:00 jog": "5 x 3 min @ 4:00/km, 2 min jog",
    "4x(800m 5k + 400m jog)": "4 x (800 m at 5K effort, 400 m jog)",
    "2x(4x400m, 1min jog), 3min jog between": "2 x (4 x 400 m, 1 min jog), 3 min jog between",
    "3x(10min threshold) 2min jog between": "3 x 10 min at threshold, 2 min jog",
    "8x400m w/ 200m float": "8 x 400 m, 200 m jog",
    "8 x 30 s / 30 s jog": "8 x 30 s, 30 s jog",
    "5 x 1 km threshold with 1 min walk": "5 x 1 km at threshold, 1 min walk",
    "5x3min on, 2min off": "5 x 3 min hard, 2 min jog",
    "8km easy with 6x20s strides": "8 km easy with (6 x 20 s strides)",
    "8 km easy, with 6 strides": "8 km easy with (6 x open strides)",
    "40min easy w/ 4x15s strides": "40 min easy with (4 x 15 s strides)",
    "20 easy with the last 5 at half marathon pace": "20 km easy with (the last 5 km at half marathon pace)",
    "6 x 45 s uphill, back down": "6 x 45 s uphill, back",
    "8x1min hill, jog back": "8 x 1 min uphill, jog back",
    "warm-up 2km, 20min tempo, cool-down 2km": "warm-up 2 km, 20 min at threshold, cool-down 2 km",
    "15 min wu; 20 min lt; 10 min cd": "warm-up 15 min, 20 min at threshold, cool-down 10 min",
    "w/u 3 km then 2 km race pace": "warm-up 3 km, 2 km at race pace",
    "10km easy 140-150bpm": "10 km easy 140-150 bpm",
    "8 easy z2": "8 km easy z2",
    "8 easy @ 75% hrmax": "8 km easy 75% hrmax",
    "8 easy rpe 3-4": "8 km easy rpe 3-4",
    "open easy": "open easy",
    "until lap jog": "open jog",
    "10 x (1 min run, 1 min walk)": "10 x (1 min run, 1 min walk)",
    '1 km "relaxed" easy': '1 km easy "relaxed"',
    "8 easy # windy [b]": "8 km easy # windy [b]",
    "{5:8} easy": "8 km easy",
    "{3-4:5-6} km easy": "5-6 km easy",
}

REFUSED = {
    "": "something is missing at the end",
    "bananas": "'bananas', letter 1, cannot be read",
    "8 easy, bananas": "'bananas', letter 9, cannot be read",
    "5x(3min 5k": "'(', letter 3, is never closed",
    "5x)": "')', letter 3, cannot be read",
    "8 easy steady": "is a second effort for one step, after easy",
    "5 km 6 km": "is a second amount for one step",
    "100x1km": "is not a number of repeats from 1 to 99",
    "3m": "for minutes write 3 min",
    "8 x 30/30": "write 30 s / 30 s",
    "5 km @ 1:10/km": "is not a running pace",
    "rpe 11": "goes from 1 to 10",
    "z9": "zone goes from 1 to 7",
    "8 easy 300 bpm": "bpm goes from 30 to 250",
    "8 easy 75%": "is a share of what?",
    '8 "a" "b"': "is a second note",
    "2x(2x(2x(2x(2x(1km)))))": "too deep",
    "1 km, " * 1000 + "1 km": "longer than 4000 letters",
}


@pytest.mark.parametrize(("typed", "meant"), TYPED.items())
def test_what_people_type_is_understood_and_said_back(typed: str, meant: str) -> None:
    read = parse_workout(typed, Unit.KM)
    assert show_workout(read, Unit.KM) == meant
    assert parse_workout(write_workout(read), Unit.MI) == read


@pytest.mark.parametrize(("typed", "why"), REFUSED.items())
def test_what_cannot_be_read_is_named_and_an_example_given(typed: str, why: str) -> None:
    with pytest.raises(BadValue) as problem:
        parse_workout(typed, Unit.KM)
    assert why in str(problem.value)
    assert "5x(3min 5k, 2min jog)" in str(problem.value) or "longer" in why
    assert read_workout(typed, Unit.KM) is None


def test_a_bare_number_is_in_the_readers_unit_and_steps_are_shown_in_it() -> None:
    read = parse_workout("5 easy, 4 x 400, 2 min jog", Unit.MI)
    assert show_workout(read, Unit.MI) == "5 mi easy, 4 x 400 m, 2 min jog"
    assert show_workout(read, Unit.KM) == "8 km easy, 4 x 400 m, 2 min jog"


@pytest.mark.parametrize(
    ("line", "alone", "with_paces"),
    [
        ("2km easy, 5x(3min 5k, 2min jog), 2km easy", "at least 4 km, 25 min", "about 9 km, 49 min"),
        ("6 x 3 min at 5K effort, 2 min jog", "28 min", "about 5.7 km, 28 min"),
        ("10 x 400 m at 3K effort, 200 m jog", "5.8 km", "5.8 km, about 30 min"),
        ("8km easy with 6x20s strides", "8 km", "8 km, about 48 min"),
        ("3 x (1 km at threshold, 90 s rest)", "3 km, at least 4 min", "3 km, about 18 min"),
        ("2x(4x400m, 1min jog), 3min jog between", "at least 3.2 km, 9 min", ""),
        ("5-6 km easy", "about 5.5 km", "about 5.5 km, 33 min"),
        ("open easy", "", ""),
    ],
)
def test_totals_say_what_is_exact_what_is_about_and_what_is_at_least(line: str, alone: str, with_paces: str) -> None:
    read = parse_workout(line, Unit.KM)
    assert show_totals(totals(read, Unit.KM), Unit.KM) == alone
    if with_paces:
        assert show_totals(totals(read, Unit.KM, PACES), Unit.KM) == with_paces


def test_one_plain_stretch_is_no_structure() -> None:
    assert not parse_workout("8 easy", Unit.KM).is_structured
    assert parse_workout("8 easy with 6 strides", Unit.KM).is_structured
    assert parse_workout("6 x 1 km", Unit.KM).is_structured


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Length(low=2, high=1, unit="km"),
        lambda: Length(low=1, high=1, unit="furlong"),
        lambda: Time(low_s=0, high_s=0),
        lambda: Pace(low_s=60, high_s=60, unit="km"),
        lambda: Heart(low=10, high=20, scale=Scale.BPM),
        lambda: Exertion(low=0, high=3),
        lambda: Repeat(times=0, steps=(Step(),)),
        lambda: Repeat(times=2, steps=()),
    ],
)
def test_values_that_no_run_has_cannot_be_made(wrong: object) -> None:
    assert callable(wrong)
    with pytest.raises(ValueError, match=r"."):
        wrong()


notes = st.text("ab \\\"'é,;()#xX1", min_size=1, max_size=10).map(lambda text: " ".join(text.split())).filter(bool)
sizes = st.sampled_from([0.5, 1, 1.25, 3, 12, 42.195])
lengths = st.builds(
    lambda low, more, unit: Length(low=low, high=low + more, unit=unit),
    sizes,
    st.sampled_from([0, 0, 2]),
    st.sampled_from(["km", "mi"]),
) | st.builds(lambda metres: Length(low=metres, high=metres, unit="m"), st.sampled_from([60, 200.0, 400.0, 1500.0]))
pairs = st.builds(lambda miles: Length(low=miles, high=miles, unit="mi", km=(round(miles * 1.5, 3),) * 2), sizes)
times = st.integers(1, 20_000).map(lambda s: Time(low_s=s, high_s=s)) | st.builds(
    lambda low, more: Time(low_s=low, high_s=low + more), st.integers(1, 4_000), st.integers(1, 900)
)
targets = st.builds(
    Target,
    effort=st.none() | st.sampled_from(Effort),
    uphill=st.booleans(),
    pace=st.none()
    | st.builds(
        lambda low, more, unit: Pace(low_s=low, high_s=low + more, unit=unit),
        st.integers(230, 600),
        st.integers(0, 60),
        st.sampled_from(["km", "mi"]),
    ),
    heart=st.none()
    | st.sampled_from([Heart(low=140, high=150, scale=Scale.BPM), Heart(low=2, high=2, scale=Scale.ZONE)]),
    rpe=st.none() | st.builds(lambda n: Exertion(low=n, high=n), st.integers(1, 10)),
)
plain_steps = st.builds(
    Step,
    amount=lengths | pairs | times | st.just(Until.LAP),
    target=targets,
    part=st.none() | st.sampled_from(Part),
    place=st.none() | st.sampled_from(Place),
    note=st.just("") | notes,
)
parts = st.recursive(
    plain_steps,
    lambda inner: st.builds(
        Repeat,
        times=st.integers(1, 99),
        steps=st.lists(inner, min_size=1, max_size=3).map(tuple),
        between=st.none() | plain_steps,
    ),
    max_leaves=6,
)


@st.composite
def workouts(draw: st.DrawFn) -> Workout:
    """Any run of steps and repeats, no deeper than a line takes."""
    steps = draw(st.lists(parts.filter(lambda part: depth_of(part) <= 3), min_size=1, max_size=4))
    if draw(st.booleans()):
        inside = draw(st.lists(plain_steps, min_size=1, max_size=2))
        steps.append(Step(amount=draw(lengths | times), target=draw(targets), inside=tuple(inside)))
    return Workout(steps=tuple(steps), note=draw(st.just("") | notes))


def depth_of(part: Step | Repeat) -> int:
    return 0 if isinstance(part, Step) else 1 + max(depth_of(step) for step in part.steps)


@pytest.mark.parametrize(
    "line",
    ['UPHILL,BACK""AT2:00', "5 min uphill, back @ 150 bpm", "back uphill", "5 min, easy back", "open, back @ 5:00"],
)
def test_the_way_back_is_read_back_with_its_pace(line: str) -> None:
    read = parse_workout(line, Unit.KM)
    assert parse_workout(write_workout(read), Unit.KM) == read


@given(workouts())
def test_a_run_is_read_back_as_it_was_written(workout: Workout) -> None:
    line = write_workout(workout)
    assert parse_workout(line, Unit.KM) == workout
    assert parse_workout(line, Unit.MI) == workout


@given(st.text(max_size=60) | st.lists(st.sampled_from([*TYPED, *REFUSED][:-1]), max_size=3).map(" ".join))
def test_any_line_is_refused_or_read_and_what_is_read_can_be_kept(line: str) -> None:
    try:
        read = parse_workout(line, Unit.KM)
    except BadValue:
        return
    assert parse_workout(write_workout(read), Unit.KM) == read
    show_totals(totals(read, Unit.KM, PACES), Unit.KM)
