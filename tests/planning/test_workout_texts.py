"""What a build-up writes as the structure of a session is a structured run, in either unit."""

from datetime import date, timedelta
from random import Random

import pytest

from planner.domain.days import Weekday
from planner.domain.race import RACE_M, Inputs, Level
from planner.domain.text import localise
from planner.domain.units import Unit
from planner.domain.workout_reading import parse_workout
from planner.domain.workout_writing import write_workout
from planner.planning.build_up import build_up
from planner.planning.run_walk import LADDER

RACE_DAY = date(2027, 4, 18)


@pytest.mark.parametrize("level", Level)
@pytest.mark.parametrize("distance_m", sorted({*RACE_M.values()}))
def test_every_session_of_a_build_up_is_a_structured_run(level: Level, distance_m: float) -> None:
    inputs = Inputs(
        level=level,
        weekly_m=50_000,
        longest_m=18_000,
        days=5,
        long_run_day=Weekday.SUN,
        start=RACE_DAY - timedelta(weeks=18),
    )
    built = build_up(
        id="spring", race_name="Spring", race_day=RACE_DAY, distance_m=distance_m, inputs=inputs, pick=Random(1).choice
    )
    texts = {session.text for session in built.plan.base if session.text}
    assert texts
    for text in texts:
        for unit in Unit:
            read = parse_workout(text, unit)
            assert parse_workout(write_workout(read), unit) == read
            assert parse_workout(localise(text, unit), unit)


@pytest.mark.parametrize("rung", LADDER)
def test_every_rung_from_walking_to_running_is_a_structured_run(rung: object) -> None:
    text = getattr(rung, "text", "")
    assert text
    assert parse_workout(text, Unit.KM).is_structured
