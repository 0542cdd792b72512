"""Two records of one run are known as such, and two runs never are."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.planning.same_run import Recording, alike, is_numbered, same_run

NINE = datetime.fromisoformat("2026-11-14T09:00:07")


def _fixed(seconds: float = 0, km: float | None = 10.0, minutes: float | None = 50, source: str = "fit") -> Recording:
    clock = NINE + timedelta(seconds=seconds)
    return Recording(
        clock=clock,
        at=clock.replace(tzinfo=UTC),
        distance_m=km * 1000 if km else None,
        duration_s=round(minutes * 60) if minutes else None,
        source=source,
    )


def _floating(seconds: float = 0, km: float | None = 10.0, minutes: float | None = 50) -> Recording:
    clock = NINE + timedelta(seconds=seconds)
    return Recording(
        clock=clock,
        distance_m=km * 1000 if km else None,
        duration_s=round(minutes * 60) if minutes else None,
    )


@pytest.mark.parametrize(("other", "same"), [
    (_fixed(0), True),
    (_fixed(20, km=9.0), True),          # begun at once: a distance that was put right later
    (_fixed(120, km=10.2), True),        # the phone in the pocket
    (_fixed(120, km=12.0), False),
    (_fixed(120, km=None), True),        # durations agree
    (_fixed(120, km=None, minutes=30), False),
    (_fixed(600), False),
    (_floating(0), True),
    (_floating(3600), True),             # another zone
    (_floating(-5.75 * 3600), True),     # Nepal
    (_floating(3600, km=10.3), False),
    (_floating(3600, minutes=52), False),
    (_floating(3600, km=None), False),
    (_floating(3700), False),
    (_floating(15 * 3600), False),
    (_fixed(3600), False),               # both zones are known: two runs
])  # fmt: skip
def test_what_is_the_same_run(other: Recording, same: bool) -> None:
    assert same_run(_fixed(), other) is same
    assert same_run(other, _fixed()) is same


def test_repeats_that_are_files_of_their_own_stay_apart() -> None:
    first, second = _fixed(0, km=0.4, minutes=1.4), _fixed(150, km=0.4, minutes=1.4)
    assert not same_run(first, second)


def test_a_programs_own_number_decides() -> None:
    assert same_run(_fixed(source="strava 12"), _fixed(7200, km=3, source="strava 12"))
    assert not is_numbered("fit")
    assert not same_run(_fixed(source="fit"), _fixed(7200, km=3, source="fit"))


def test_alike_needs_something_to_compare() -> None:
    assert alike(_fixed(), _fixed(9999, km=10.1))
    assert not alike(_fixed(), _fixed(km=10.1, minutes=70))
    assert not alike(_fixed(km=None, minutes=None), _fixed())


_RECORDINGS = st.builds(
    lambda fixed, seconds, km, minutes: (_fixed if fixed else _floating)(seconds, km, minutes),
    st.booleans(),
    st.integers(-60_000, 60_000),
    st.none() | st.floats(0.1, 50),
    st.none() | st.floats(1, 300),
)


@given(_RECORDINGS, _RECORDINGS)
def test_it_does_not_matter_which_is_asked_first(one: Recording, other: Recording) -> None:
    assert same_run(one, other) is same_run(other, one)
    assert same_run(one, one)
