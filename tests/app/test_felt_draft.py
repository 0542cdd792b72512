"""The entry of what is felt: its likely answers, and that a line says the same."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.actions.rules import rules_of
from planner.app.felt_draft import Draft, Habits, RunChoice, likely, run_choices, side_used
from planner.domain.body import Area, Place, Side
from planner.domain.felt_line import read_felt, show_felt
from planner.domain.health import Sign
from planner.domain.log import Feeling, Felt, Ran, When
from planner.domain.units import Unit

DAY = date(2027, 2, 6)
AT = datetime(2027, 2, 6, 8, 0, tzinfo=UTC)
KNEE = Place(Area.KNEE, Side.LEFT)
HABITS = rules_of("body", Habits)
TODAY_RUN, OLD_RUN = RunChoice("ran002", DAY, "Sat"), RunChoice("ran001", DAY - timedelta(days=2), "Thu")
DRAFTS = st.builds(
    Draft,
    place=st.builds(Place, st.sampled_from([area for area in Area if area is not Area.CORE]), st.sampled_from(Side)),
    score=st.integers(0, 10),
    feeling=st.sampled_from(Feeling),
    when=st.sampled_from(When),
    came_on_m=st.integers(0, 9_999).map(lambda tens: tens * 10.0),
    signs=st.lists(st.sampled_from(Sign), unique=True, max_size=4).map(tuple),
    note=st.sampled_from(["", "outer side", "a: b", "[/]"]),
)


def felt(feeling: Feeling, side: Side, days: int) -> Felt:
    return Felt(
        id=f"f{days}", at=AT, day=DAY - timedelta(days=days), area=Area.KNEE, side=side, score=3, feeling=feeling
    )


@given(DRAFTS)
def test_a_draft_that_is_typed_as_a_line_stays_as_it_is(draft: Draft) -> None:
    assert draft.said(read_felt(show_felt(draft.line))) == draft


@pytest.mark.parametrize(("was", "digit", "now"), [(1, 0, 10), (1, 1, 1), (4, 0, 0), (10, 0, 0), (10, 7, 7)])
def test_a_digit_is_the_score_and_one_and_zero_are_ten(was: int, digit: int, now: int) -> None:
    assert Draft(place=KNEE, score=was).scored(digit).score == now


@given(DRAFTS, st.sampled_from([(OLD_RUN,), (TODAY_RUN, OLD_RUN), ()]))
def test_every_answer_comes_round_again_and_back(draft: Draft, runs: tuple[RunChoice, ...]) -> None:
    assert draft.next_feeling().next_feeling(-1) == draft
    assert draft.next_when().next_when(-1) == draft
    assert draft.next_run(runs).next_run(runs, -1).run == draft.run
    assert draft.other_side().other_side().other_side() == draft
    round_again = draft
    for _ in Feeling:
        round_again = round_again.next_feeling()
    assert round_again == draft


@pytest.mark.parametrize(
    ("runs", "hour", "when", "run"),
    [
        ((TODAY_RUN, OLD_RUN), HABITS.morning_until_hour - 1, When.AFTER, "ran002"),
        ((OLD_RUN,), HABITS.morning_until_hour - 1, When.MORNING, "ran001"),
        ((), HABITS.morning_until_hour - 1, When.MORNING, ""),
        ((OLD_RUN,), HABITS.morning_until_hour, None, ""),
    ],
)
def test_the_likely_moment_is_after_the_run_of_the_day_else_the_morning(
    runs: tuple[RunChoice, ...], hour: int, when: When | None, run: str
) -> None:
    draft = likely(KNEE, 4, (), runs, DAY, hour, HABITS)
    assert (draft.when, draft.run) == (when, run)


def test_the_likely_kind_is_that_of_the_last_entry_of_the_place() -> None:
    past = (felt(Feeling.ACHE, Side.LEFT, 1), felt(Feeling.BURNING, Side.RIGHT, 0), felt(Feeling.SHARP, Side.LEFT, 3))
    assert likely(KNEE, 4, past, (), DAY, 12, HABITS).feeling is Feeling.ACHE
    assert likely(Place(Area.CALF, Side.LEFT), 4, past, (), DAY, 12, HABITS).feeling is Feeling.PAIN
    assert likely(KNEE, 4, (*past, felt(Feeling.NUMB, Side.BOTH, 0)), (), DAY, 12, HABITS).feeling is Feeling.NUMB


def test_an_area_comes_on_the_side_on_which_it_was_logged_last() -> None:
    past = (felt(Feeling.ACHE, Side.LEFT, 5), felt(Feeling.ACHE, Side.RIGHT, 1))
    assert side_used(Area.KNEE, past, Side.LEFT) is Side.RIGHT
    assert side_used(Area.CALF, past, Side.LEFT) is Side.LEFT


def test_the_latest_run_is_offered_first_and_one_without_a_distance_by_its_day() -> None:
    old = Ran(id="ran001", at=AT, day=DAY - timedelta(days=2), distance_m=8046.7)
    new = Ran(id="ran002", at=AT, day=DAY)
    assert [(run.id, run.text) for run in run_choices((old, new), Unit.MI)] == [
        ("ran002", "Sat 6 Feb"),
        ("ran001", "Thu 4 Feb, 5 mi"),
    ]
