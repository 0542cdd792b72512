import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.body import Area, Side
from planner.domain.exercise import Timing
from planner.domain.layer import Anchor
from planner.domain.log import Feeling, Felt, Played, SpotDone, When
from planner.insights.clear import (
    Clear,
    change_since_start,
    clears_of,
    comparable,
    flagged_side,
    indices,
    not_settling,
    of_side,
    rising_with_pain,
    running_median,
    short_version_earned,
    spot_cleared,
    start_of,
)
from planner.insights.history import History
from tests.insights.histories import ROLL, RULES, SPOTS, felt, history, hung, ran, rolled

RULE = RULES.clear


def same(past: History) -> tuple[Clear, ...]:
    return comparable(clears_of(past, RULE), ROLL, RULE)


def left(past: History) -> tuple[Clear, ...]:
    return of_side(same(past), Side.LEFT)


def test_time_to_clear_is_the_sum_of_the_spots_and_the_pass_is_the_whole_side() -> None:
    (one,) = clears_of(history([rolled(1, 200)]), RULE)
    assert (one.seconds, one.pass_s, one.spots, one.worst_score) == (200, 245, 1, 5)


@pytest.mark.parametrize(
    ("start", "end", "eased", "cleared"),
    [
        (7, RULE.comparable.eased_score, False, True),
        (7, RULE.comparable.eased_score + 1, False, True),
        (6, 3, False, True),
        (5, 3, True, False),
        (None, 3, True, True),
        (5, None, False, False),
    ],
)
def test_a_spot_is_cleared_by_its_scores_else_by_the_runners_word(
    start: int | None, end: int | None, eased: bool, cleared: bool
) -> None:
    spot = SpotDone(seconds=30, start_score=start, end_score=end, eased=eased)
    assert spot_cleared(spot, RULE.comparable) is cleared


@pytest.mark.parametrize(
    ("anchor", "timing"),
    [
        (Anchor.BEFORE_RUN, Timing.PRE),
        (Anchor.AFTER_RUN, Timing.POST),
        (Anchor.REST_DAY, Timing.REST),
    ],
)
def test_what_a_session_hangs_on_says_when_it_was(anchor: Anchor, timing: Timing) -> None:
    past = history([rolled(1, 200, item="w1"), ran(1)], work=[hung(1, "w1", anchor=anchor)])
    assert [one.timing for one in clears_of(past, RULE)] == [timing]


def test_a_routine_that_fits_one_time_only_says_when_it_was() -> None:
    past = history([rolled(1, 200), ran(1)], timings={SPOTS: (Timing.PRE,)})
    assert [one.timing for one in clears_of(past, RULE)] == [Timing.PRE]


def test_without_a_plan_the_runs_of_the_day_say_when_it_was() -> None:
    on_rest_day = history([rolled(1, 200), ran(2)])
    after = history([rolled(1, 200, hour=18), ran(1, hour=12)])
    unknown = history([rolled(1, 200, hour=10), ran(1, hour=12)])
    found = [clears_of(past, RULE)[0].timing for past in (on_rest_day, after, unknown)]
    assert found == [Timing.REST, Timing.POST, None]


def test_the_hours_since_the_last_run_are_known_when_it_was_logged_on_its_day() -> None:
    (one,) = clears_of(history([rolled(1, 200, hour=18), ran(1, 10, hour=12)]), RULE)
    assert (one.hours_since_run, one.run_m) == (6.0, 10_000)
    (later,) = clears_of(history([rolled(1, 200, hour=10), ran(1, 10, hour=12)]), RULE)
    assert (later.hours_since_run, later.run_m) == (None, None)


def test_compared_are_whole_sessions_of_the_same_sort_that_were_long_enough() -> None:
    least = RULE.comparable.least_s
    kept = [rolled(9, 300, seconds=least), rolled(8, 290)]
    others = [
        rolled(7, 100, seconds=least - 1),
        rolled(6, 100, complete=False),
        rolled(5, 100, routine="other"),
        rolled(4, 100),
    ]
    past = history([*kept, *others, ran(4, hour=12)])
    assert [one.seconds for one in left(past)] == [300, 290]


def test_of_two_sorts_that_were_used_as_often_the_later_one_is_compared() -> None:
    past = history([rolled(9, 300), rolled(8, 290, routine="other")])
    assert [one.routine for one in same(past)] == ["other"]


def test_the_start_is_the_median_of_the_first_sessions() -> None:
    first = RULE.comparable.start_of
    past = history(rolled(30 - n, seconds) for n, seconds in enumerate([600, 900, 500, 100, 100]))
    assert start_of(left(past), RULE.comparable) == 600
    assert start_of(left(past)[: first - 1], RULE.comparable) is None


def test_the_change_since_the_start_is_told_from_enough_sessions_on() -> None:
    times = [600] * RULE.comparable.start_of + [372] * 3
    past = history(rolled(30 - n, seconds) for n, seconds in enumerate(times))
    assert len(times) == RULE.comparable.enough
    assert change_since_start(left(past), RULE.comparable) == pytest.approx(-0.38)
    assert change_since_start(left(past)[:-1], RULE.comparable) is None


def test_the_running_median_looks_back_only() -> None:
    assert running_median([10, 30, 20, 50, 40, 100], 5) == (10, 20, 20, 25, 30, 40)


@pytest.mark.parametrize(
    ("values", "side"),
    [
        ([0.31, 0.31, 0.31, 0, 0], Side.LEFT),
        ([0.30, 0.31, 0.31, 0, 0], None),
        ([0.31, 0.31, 0, 0, 0], None),
        ([-0.31, 0, -0.4, 0, -1], Side.RIGHT),
        ([0.5, -0.5, 0.5, -0.5, 0], None),
        ([0.5, 0.5, 0.5, 0, 0, 0], None),
    ],
)
def test_a_side_is_flagged_over_the_limit_in_enough_of_the_last_sessions(
    values: list[float], side: Side | None
) -> None:
    assert (RULE.index.most, RULE.index.times, RULE.index.of) == (0.30, 3, 5)
    assert flagged_side(values, RULE.index) is side


pairs = st.lists(st.tuples(st.floats(0, 1_000), st.floats(0, 1_000)), min_size=1, max_size=8)


@given(pairs)
def test_swapping_the_sides_mirrors_the_index(times: list[tuple[float, float]]) -> None:
    one = indices(clears_of(history(rolled(30 - n, *pair) for n, pair in enumerate(times)), RULE))
    other = indices(clears_of(history(rolled(30 - n, *pair[::-1]) for n, pair in enumerate(times)), RULE))
    assert [index.value for index in one] == [-index.value for index in other]
    flagged, mirrored = (flagged_side([index.value for index in some], RULE.index) for some in (one, other))
    assert mirrored == (flagged.other if flagged else None)


# The short version


def quick(count: int, seconds: float, *, eased: bool = True) -> list[Played]:
    return [rolled(40 - n, seconds, seconds / 2, eased=eased) for n in range(count)]


def every(past: History) -> tuple[Clear, ...]:
    return clears_of(past, RULE)


def test_the_short_version_is_earned_by_quick_sessions_of_both_sides() -> None:
    under, count = RULE.short.under_s, RULE.short.sessions
    assert short_version_earned(every(history(quick(count, under - 1))), RULE.short)
    assert not short_version_earned(every(history(quick(count, under))), RULE.short)
    assert not short_version_earned(every(history(quick(count - 1, under - 1))), RULE.short)


def test_one_slow_session_among_the_last_earns_nothing() -> None:
    sessions = [*quick(4, 90), rolled(1, 90, 200)]
    assert not short_version_earned(every(history(sessions)), RULE.short)


def test_spots_that_were_left_before_they_eased_earn_nothing() -> None:
    assert not short_version_earned(every(history(quick(5, 90, eased=False))), RULE.short)


def test_one_side_alone_earns_nothing() -> None:
    assert not short_version_earned(every(history([rolled(20 - n, 90) for n in range(5)])), RULE.short)


def test_the_short_version_is_earned_whenever_one_rolls_and_however_short_the_session_is() -> None:
    short, before, after = rolled(9, 50, 40, seconds=100), rolled(7, 90, 90, hour=9), rolled(5, 90, 90, hour=18)
    past = history([short, before, after, rolled(3, 90, 90, routine="other"), rolled(2, 90, 90), ran(7), ran(5)])
    assert short_version_earned(every(past), RULE.short)


def test_a_stopped_session_neither_earns_nor_spoils() -> None:
    sessions = [*quick(4, 90), rolled(1, 90, 80, complete=False)]
    assert not short_version_earned(every(history(sessions)), RULE.short)
    assert short_version_earned(every(history([*quick(5, 90), rolled(1, 300, complete=False)])), RULE.short)


# Rolling alone is not settling it


def is_stuck(
    times: tuple[float, ...] = (300, 302, 299, 301), first: int = RULE.stuck.days, pain: Felt | None = None
) -> bool:
    recent = [rolled(20 - 5 * n, seconds) for n, seconds in enumerate(times)]
    past = history([rolled(first, 300), *recent, pain or felt(2, RULE.stuck.score + 1)])
    return not_settling(left(past), past, ROLL, Side.LEFT, RULE)


def test_flat_for_weeks_with_pain_is_not_settling() -> None:
    assert is_stuck()


def test_a_flat_time_is_no_matter_while_the_pain_is_low() -> None:
    assert not is_stuck(pain=felt(2, RULE.stuck.score))


def test_the_latest_day_with_a_score_decides() -> None:
    recent = [rolled(28, 300), *(rolled(20 - 5 * n, 300) for n in range(4))]
    past = history([*recent, felt(10, 9), felt(2, 1)])
    assert not not_settling(left(past), past, ROLL, Side.LEFT, RULE)


@pytest.mark.parametrize(
    "elsewhere",
    [felt(2, 8, Area.ANKLE), felt(2, 8, side=Side.RIGHT), felt(2, 8, feeling=Feeling.TIGHTNESS), felt(28, 8)],
)
def test_pain_elsewhere_and_tightness_do_not_count(elsewhere: Felt) -> None:
    assert not is_stuck(pain=elsewhere)


def test_it_takes_weeks_of_sessions_to_say_that_it_is_flat() -> None:
    assert not is_stuck(first=RULE.stuck.days - 1)
    assert not is_stuck(times=(300, 301, 302, 303)[: RULE.stuck.least - 1])


@pytest.mark.parametrize("times", [(300, 280, 260, 240), (300, 320, 340, 370)])
def test_what_falls_or_rises_is_not_flat(times: tuple[float, ...]) -> None:
    assert not is_stuck(times=times)


# Rising together with the pain of the runs


def rising(times: tuple[float, ...], scores: tuple[int, ...], when: When = When.AFTER) -> bool:
    sessions = [rolled(9 - 3 * n, seconds) for n, seconds in enumerate(times)]
    runs = [ran(10 - 3 * n) for n in range(len(scores))]
    later = 1 if when is When.MORNING else 0
    pains = [felt(10 - 3 * n - later, score, when=when) for n, score in enumerate(scores)]
    past = history([*sessions, *runs, *pains])
    assert RULE.rising.sessions == RULE.rising.runs == 3
    return rising_with_pain(left(past), past, ROLL, Side.LEFT, RULE)


@pytest.mark.parametrize("when", [When.AFTER, When.DURING, When.MORNING])
def test_longer_times_with_more_pain_after_runs_are_told(when: When) -> None:
    assert rising((200, 210, 230), (2, 2, 3), when)


@pytest.mark.parametrize(
    ("times", "scores"),
    [
        ((200, 203, 230), (2, 3, 4)),  # a rise of 1.5 % is flat
        ((230, 210, 200), (2, 3, 4)),
        ((200, 210), (2, 3, 4)),
        ((200, 210, 230), (3, 3, 3)),
        ((200, 210, 230), (3, 4, 2)),
        ((200, 210, 230), (2, 3)),
    ],
)
def test_nothing_is_told_where_one_of_them_does_not_rise(times: tuple[float, ...], scores: tuple[int, ...]) -> None:
    assert not rising(times, scores)


def test_what_hurt_around_a_routine_is_not_the_runs() -> None:
    sessions = [rolled(9 - 3 * n, 200 + 20 * n) for n in range(3)]
    runs = [ran(9 - 3 * n) for n in range(3)]
    pains = [felt(9 - 3 * n, 2 + n, session="p1") for n in range(3)]
    past = history([*sessions, *runs, *pains])
    assert not rising_with_pain(left(past), past, ROLL, Side.LEFT, RULE)


def test_a_week_of_hand_written_seconds_does_not_break_the_clock() -> None:
    entry = rolled(1, 200)
    odd = Played(id="x", at=entry.at, day=entry.day, routine=SPOTS, seconds=1e18, steps=entry.steps)
    assert clears_of(history([odd, ran(1)]), RULE)[0].day == entry.day
