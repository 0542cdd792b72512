"""Default layers: section by section what hangs where."""

import random
from datetime import date, timedelta

import pytest

from planner.domain.days import Weekday
from planner.domain.errors import BadValue
from planner.domain.layer import Anchor
from planner.domain.race import RACE_M, Inputs, Level, Phase
from planner.domain.session import SessionKind
from planner.planning.build_up import build_up
from planner.planning.default_layers import LAYER_NAMES, default_layers
from planner.planning.schedule import Schedule, schedule


def _schedule(days: int, long_run_day: Weekday, distance_m: float = RACE_M["half"]) -> Schedule:
    import msgspec

    inputs = Inputs(
        level=Level.INTERMEDIATE,
        weekly_m=45_000,
        longest_m=16_000,
        days=days,
        long_run_day=long_run_day,
        start=date(2026, 12, 28),
    )
    built = build_up(
        id="spring",
        race_name="Spring",
        race_day=date(2027, 4, 18),
        distance_m=distance_m,
        inputs=inputs,
        pick=random.Random(1).choice,
    )
    layers = default_layers(distance_m, long_run_day=long_run_day, days=days, shoe="pegasus", orthotic="insole")
    return schedule(msgspec.structs.replace(built.plan, layers=layers))


def test_all_layers_have_the_ids_that_can_be_chosen() -> None:
    assert [layer.id for layer in default_layers(RACE_M["half"], shoe="a", orthotic="b")] == list(LAYER_NAMES)


def test_gear_hangs_only_when_it_is_given() -> None:
    assert not {"shoe", "orthotic"} & {layer.id for layer in default_layers(RACE_M["half"])}


def test_chosen_keeps_names_and_groups() -> None:
    layers = default_layers(RACE_M["10k"], chosen=("strength", "roll-before"), shoe="a")
    assert [layer.id for layer in layers] == ["roll-before", "hip-strength", "hip-strength-peak"]
    assert default_layers(RACE_M["10k"], chosen=()) == ()


def test_an_unknown_layer_says_which_there_are() -> None:
    with pytest.raises(BadValue, match="roll-before"):
        default_layers(RACE_M["10k"], chosen=("yoga",))


@pytest.mark.parametrize("days", [3, 4, 5, 6])
@pytest.mark.parametrize("long_run_day", [Weekday.SUN, Weekday.SAT, Weekday.WED])
def test_every_run_has_one_thing_before_and_at_most_one_after(days: int, long_run_day: Weekday) -> None:
    made = _schedule(days, long_run_day)
    for planned in made.sessions:
        hung = [item for item in made.hung if item.session == planned.session.id and item.is_routine]
        assert sum(item.anchor is Anchor.BEFORE_RUN for item in hung) == 1
        expected = 0 if planned.session.kind is SessionKind.RACE else 1
        assert sum(item.anchor is Anchor.AFTER_RUN for item in hung) == expected


@pytest.mark.parametrize("days", [3, 4, 5, 6])
@pytest.mark.parametrize("long_run_day", [Weekday.SUN, Weekday.SAT, Weekday.WED])
def test_strength_is_never_within_two_days_before_the_long_run(days: int, long_run_day: Weekday) -> None:
    made = _schedule(days, long_run_day)
    strength = {item.day for item in made.hung if item.what == "hip-strength"}
    long_days = {planned.session.day for planned in made.sessions if planned.session.kind is SessionKind.LONG}
    assert strength
    for day in long_days:
        assert not {day, day - timedelta(days=1), day - timedelta(days=2)} & strength


@pytest.mark.parametrize("days", [3, 4, 5, 6])
def test_the_it_band_routines_stand_once_a_week_on_different_days(days: int) -> None:
    made = _schedule(days, Weekday.SUN)
    week = {date(2027, 2, 1) + timedelta(days=n) for n in range(7)}
    days_of = {
        name: [item.day for item in made.hung if item.layer == name and item.day in week]
        for name in ("it-band-roll", "it-band-seven")
    }
    assert len(days_of["it-band-roll"]) == len(days_of["it-band-seven"]) == 1
    assert days_of["it-band-roll"] != days_of["it-band-seven"]


def test_race_week_has_no_strength_and_no_deep_rolling() -> None:
    made = _schedule(5, Weekday.SUN)
    race_week = {date(2027, 4, 12) + timedelta(days=n) for n in range(7)}
    layers = {item.layer for item in made.hung if item.day in race_week}
    assert layers == {"roll-before", "warm-up-quality", "race-morning", "taper-after", "shoe", "orthotic"}


def test_strength_goes_from_twice_to_once_a_week() -> None:
    made = _schedule(5, Weekday.SUN)
    days = sorted(item.day for item in made.hung if item.what == "hip-strength")
    assert sum(date(2027, 1, 4) <= day < date(2027, 1, 11) for day in days) == 2
    assert sum(date(2027, 3, 29) <= day < date(2027, 4, 5) for day in days) == 1


def test_layers_of_a_plan_without_phases_count_as_build() -> None:
    late = {"taper-after", "hip-strength-peak"}
    for layer in default_layers(RACE_M["half"]):
        assert not layer.phases or (Phase.BUILD in layer.phases) == (layer.id not in late)
