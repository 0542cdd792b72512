"""Runs find their planned session: the best of all pairings, whatever the order."""

from datetime import date, datetime
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.activity import Activity, Sport
from planner.domain.session import Session, SessionKind, Slot
from planner.domain.units import Span
from planner.planning.match_runs import Place, assign, cost, place_of

DAY = date(2026, 11, 14)


def _run(km: float, hour: int = 8, **more: object) -> Activity:
    return Activity(start=datetime.fromisoformat(f"2026-11-14T{hour:02}:00"), distance_m=km * 1000, **more)  # type: ignore[arg-type]


def _place(key: str, km: float | None, **more: object) -> Place:
    return Place(key=key, distance=Span.of(km * 1000) if km else None, **more)  # type: ignore[arg-type]


def test_the_session_goes_to_the_closest_run_not_to_the_first() -> None:
    assert assign([_run(3, 7), _run(11.8, 18)], [_place("long", 12)]) == {1: "long"}


def test_no_run_takes_what_is_closer_to_another_when_together_they_fit_better() -> None:
    # One by one, 9 km would take the 8 km and leave 4 km with 10 km planned.
    assert assign([_run(9), _run(4)], [_place("a", 8), _place("b", 10)]) == {0: "b", 1: "a"}


def test_two_sessions_of_the_same_length_go_by_the_time_of_day() -> None:
    places = [_place("pm", 8, slot=Slot.PM), _place("am", 8, slot=Slot.AM)]
    assert assign([_run(8, 18), _run(8, 6)], places) == {0: "pm", 1: "am"}
    clocks = [_place("early", 8, clock="06:00"), _place("late", 8, clock="19:00")]
    assert assign([_run(8, 18), _run(8, 7)], clocks) == {0: "late", 1: "early"}


def test_a_run_far_from_what_was_planned_is_none_of_it() -> None:
    assert assign([_run(3)], [_place("long", 20)]) == {}


def test_a_duration_is_compared_where_the_plan_has_no_distance() -> None:
    places = [_place("hour", None, duration_s=3600), _place("half", None, duration_s=1800)]
    assert assign([_run(6, duration_s=1900), _run(11, duration_s=3500)], places) == {0: "half", 1: "hour"}


def test_a_range_holds_every_distance_in_it() -> None:
    assert cost(_run(7), Place(key="x", distance=Span(6000, 8000))) == cost(_run(8), _place("y", 8))


@pytest.mark.parametrize(("sport", "kind", "fits"), [
    (Sport.TREADMILL, SessionKind.TEMPO, True),
    (Sport.TRAIL, SessionKind.LONG, True),
    (Sport.WALK, SessionKind.WALK, True),
    (Sport.WALK, SessionKind.EASY, False),
    (Sport.RUN, SessionKind.WALK, False),
    (Sport.OTHER, SessionKind.RUN, False),
])  # fmt: skip
def test_kinds_of_activity_go_to_kinds_of_session(sport: Sport, kind: SessionKind, fits: bool) -> None:
    place = place_of(Session(id="s", day=DAY, kind=kind, distance=Span.of(5000)))
    assert place is not None
    assert bool(assign([_run(5, sport=sport)], [place])) is fits


@pytest.mark.parametrize("kind", [SessionKind.REST, SessionKind.STRENGTH, SessionKind.CROSS])
def test_what_is_no_run_has_no_place_for_one(kind: SessionKind) -> None:
    assert place_of(Session(id="s", day=DAY, kind=kind)) is None


def test_rest_or_a_run_may_be_a_run() -> None:
    assert place_of(Session(id="s", day=DAY, kind=SessionKind.REST, or_kind=SessionKind.EASY))


def test_what_a_person_typed_is_only_completed_by_about_that_distance() -> None:
    typed = [_place("typed", 10, by_hand=True, is_typed=True)]
    assert assign([_run(10.5)], typed) == {0: "typed"}
    assert assign([_run(12)], typed) == {}


def test_a_settled_run_takes_no_entry_by_hand() -> None:
    assert assign([_run(10)], [_place("typed", 10, by_hand=True, is_typed=True)], {0}) == {}


_KM = st.floats(1, 40).map(lambda km: round(km, 1))


@given(st.lists(_KM, max_size=4, unique=True), st.lists(_KM, max_size=4))
def test_the_pairing_is_the_best_of_all(runs: list[float], planned: list[float]) -> None:
    activities = [_run(km) for km in runs]
    places = [_place(str(n), km) for n, km in enumerate(planned)]
    found = assign(activities, places)
    by_key = {place.key: place for place in places}

    def worth(pairs: dict[int, str]) -> tuple[int, float]:
        return -len(pairs), sum(cost(activities[row], by_key[key]) for row, key in pairs.items())

    slots = [*by_key, *[""] * len(runs)]
    best = min(
        worth(pairs)
        for order in set(permutations(slots, len(runs)))
        if all(cost(activities[row], by_key[key]) < 100 for row, key in enumerate(order) if key)
        for pairs in [{row: key for row, key in enumerate(order) if key}]
    )
    assert worth(found) == pytest.approx(best)


def test_a_table_with_thousands_of_runs_on_one_day_is_done_at_once() -> None:
    places = [_place(str(n), 5 + n) for n in range(12)]
    assert len(assign([_run(5 + n / 1000) for n in range(3000)], places)) == 8
