from collections.abc import Iterator

import msgspec
import pytest

from planner.domain.gear import Shoe
from planner.domain.log import Feeling, Felt, Happening, Ran, Surface, When
from planner.domain.session import SessionKind
from planner.insights.gear_pain import orthotic_pain, rated_runs, shoe_pain, surface_pain
from planner.insights.history import History, PlannedRun
from tests.insights.histories import RULES, felt, history, planned, ran

LEAST = RULES.gear_pain.least_runs
CAUSES = ("because", "cause of", "due to", "leads to", "makes", "better shoe", "hurts more")


def score(*entries: Happening) -> list[int | None]:
    return [one.score for one in rated_runs(history(entries))]


def test_the_morning_after_counts_else_after_the_run() -> None:
    run = ran(3)
    assert score(run, felt(3, 5), felt(2, 2, when=When.MORNING)) == [2]
    assert score(run, felt(3, 5)) == [5]
    assert score(run, felt(3, 5, when=When.DURING)) == [None]
    assert score(run, felt(3, 2, when=When.MORNING)) == [None]


def test_no_score_is_unknown_and_a_logged_zero_is_a_zero() -> None:
    assert score(ran(3)) == [None]
    assert score(ran(3), felt(2, 0, when=When.MORNING)) == [0]


def test_the_highest_of_the_places_counts_and_tightness_does_not() -> None:
    assert score(ran(3), felt(3, 2), felt(3, 4), felt(3, 9, feeling=Feeling.TIGHTNESS)) == [4]


def test_what_was_felt_around_a_routine_is_not_the_runs() -> None:
    assert score(ran(3), felt(3, 6, session="p1")) == [None]


def test_an_entry_that_names_its_run_belongs_to_that_one_alone() -> None:
    one, other = ran(3), ran(3, session="s1")
    assert score(one, other, felt(3, 6, run=one.id)) == [6, None]
    assert score(one, other, felt(3, 6, run="s1")) == [None, 6]
    assert score(one, other, felt(3, 6)) == [6, 6]


def many(count: int, pain: int, shoe: str, start: int, orthotic: str = "") -> Iterator[Ran | Felt]:
    for n in range(count):
        yield ran(start + 2 * n, shoe=shoe, orthotic=orthotic)
        yield felt(start + 2 * n, pain)


def with_gear(past: History) -> History:
    gear = (Shoe(id="blue", name="Blue"), Shoe(id="red", name="Red"))
    return msgspec.structs.replace(past, gear=gear)


def test_a_pair_is_shown_from_the_least_count_of_rated_runs_on() -> None:
    past = with_gear(history([*many(LEAST, 2, "blue", 1), *many(LEAST - 1, 6, "red", 50), ran(60, shoe="red")]))
    figure = shoe_pain(past, RULES)
    assert figure.rows == (("Blue", "all runs", "5", "5", "2"),)
    assert "1 pair of shoes has fewer than 5 such runs: not shown." in figure.says
    few = shoe_pain(with_gear(history(many(LEAST - 1, 2, "blue", 1))), RULES)
    assert (
        few.too_few == "It takes 5 runs with a score after them, or the morning after, for one pair of shoes; so far 4."
    )


def test_counts_and_means_are_told_and_never_a_cause() -> None:
    past = with_gear(history([*many(LEAST, 2, "blue", 1), *many(LEAST, 6, "red", 50)]))
    figure = shoe_pain(past, RULES)
    assert [(point.x, point.y) for point in figure.series[0].points] == [("Blue", 2), ("Red", 6)]
    assert "Red: mean 6, from 5 runs with a score, of 5." in figure.says
    assert not any(word in line.lower() for line in figure.says for word in CAUSES)
    assert "nothing of the cause" in figure.says[-1]


def test_with_and_without_an_orthotic_the_same_pair_stands_twice() -> None:
    past = with_gear(history([*many(LEAST, 2, "blue", 1), *many(LEAST, 3, "blue", 50, "cork")]))
    assert [row[0] for row in shoe_pain(past, RULES).rows] == ["Blue", "Blue with cork"]


def test_two_pairs_of_the_same_name_are_told_apart() -> None:
    past = history([*many(LEAST, 2, "blue", 1), *many(LEAST, 6, "new", 50)])
    past = msgspec.structs.replace(past, gear=(Shoe(id="blue", name="Blue"), Shoe(id="new", name="Blue")))
    assert [row[0] for row in shoe_pain(past, RULES).rows] == ["Blue (blue)", "Blue (new)"]


def kinds(*runs: tuple[SessionKind, str, int, int]) -> History:
    entries: list[Ran | Felt] = []
    plans: list[PlannedRun] = []
    day = 1
    for kind, shoe, count, pain in runs:
        for _ in range(count):
            plans.append(planned(day, kind=kind, session=f"s{day}"))
            entries += [ran(day, shoe=shoe, session=f"s{day}"), felt(day, pain)]
            day += 2
    return with_gear(history(entries, planned=plans))


def test_the_same_sort_of_run_is_compared_where_two_pairs_have_enough_of_it() -> None:
    easy, long = SessionKind.EASY, SessionKind.LONG
    figure = shoe_pain(kinds((easy, "blue", 5, 2), (long, "blue", 5, 6), (easy, "red", 5, 3)), RULES)
    assert [(point.x, point.y) for point in figure.series[0].points] == [("Blue", 2), ("Red", 3)]
    assert figure.says[0].startswith("Of easy runs only")
    assert ("Blue", "all runs", "10", "10", "4") in figure.rows
    assert ("Blue", "easy runs", "5", "5", "2") in figure.rows


def test_all_runs_are_compared_where_no_sort_has_two_pairs() -> None:
    easy, long = SessionKind.EASY, SessionKind.LONG
    figure = shoe_pain(kinds((easy, "blue", 5, 2), (long, "red", 5, 6)), RULES)
    assert figure.says[0].startswith("Of all runs, whatever their sort")


def test_without_orthotics_counts_from_the_day_on_which_one_was_first_worn() -> None:
    past = history([*many(LEAST, 2, "blue", 1), *many(1, 3, "blue", 40, "cork"), *many(LEAST, 9, "blue", 50)])
    assert orthotic_pain(past, RULES).rows == (("without", "all runs", "5", "5", "2"),)
    assert orthotic_pain(history(many(LEAST, 2, "blue", 1)), RULES).too_few


@pytest.mark.parametrize("surface", list(Surface))
def test_surfaces_go_by_their_names(surface: Surface) -> None:
    runs = [ran(2 * n + 1, surface=surface) for n in range(LEAST)]
    past = history([*runs, *(felt(2 * n + 1, 3) for n in range(LEAST)), ran(40)])
    assert surface_pain(past, RULES).rows == ((surface.value, "all runs", "5", "5", "3"),)
