"""Scores by the chain: rules 1 to 3 of the selection, at their edges, and every edge of the chain."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from planner.domain.body import Area, Side
from planner.domain.chain import Edge
from planner.domain.exercise import Exercise
from planner.domain.log import Feeling, Felt
from planner.planning.chain_scores import Ranked, Warm, ranked, warm_areas
from planner.planning.chain_words import reason_in_words, reasons_of
from tests.planning.chain_data import CHAIN, EXERCISES, SORE_AREAS, TODAY, entries, felt

CHOICE = CHAIN.selection


def warm_of(area: Area, *some: Felt) -> Warm:
    """How warm an area is; cold without any reason."""
    return next((one for one in warm_areas(some, CHAIN, TODAY) if one.area is area), Warm(area=area))


def test_an_entry_counts_for_as_many_days_as_the_rule_says() -> None:
    assert warm_of(Area.CALF, felt(Area.CALF, 6, ago=CHOICE.days - 1)).score > 0
    assert warm_areas([felt(Area.CALF, 6, ago=CHOICE.days)], CHAIN, TODAY) == ()
    assert warm_areas([felt(Area.CALF, 6, ago=-1)], CHAIN, TODAY) == ()


def test_a_score_is_halved_once_it_is_older_than_the_rule_allows() -> None:
    days = CHOICE.halve_after_days
    assert warm_of(Area.CALF, felt(Area.CALF, 6, ago=days)).score == 6
    assert warm_of(Area.CALF, felt(Area.CALF, 6, ago=days + 1)).score == 3
    # A newer entry keeps the old one up; a 0 is no entry.
    assert warm_of(Area.CALF, felt(Area.CALF, 6, ago=days + 1), felt(Area.CALF, 1)).score == 6
    assert warm_of(Area.CALF, felt(Area.CALF, 6, ago=days + 1), felt(Area.CALF, 0)).score == 3


def test_pain_and_tightness_count_alike_and_the_higher_one_wins() -> None:
    both = felt(Area.CALF, 3, feeling=Feeling.PAIN), felt(Area.CALF, 5)
    assert warm_of(Area.CALF, *both).score == 5
    assert warm_of(Area.CALF, *both).logged == 5


@pytest.mark.parametrize("edge", CHAIN.edges, ids=lambda edge: f"{edge.upstream}-{edge.downstream}")
def test_every_edge_warms_what_is_upstream_and_watches_what_is_downstream(edge: Edge) -> None:
    up = warm_of(edge.upstream, felt(edge.downstream, 8))
    assert up.score == pytest.approx(8 * CHOICE.upstream_one * edge.weight)
    assert up.reasons[0].edges == (edge,)
    told = reasons_of(up)[0]
    assert f"{edge.upstream.label} is often followed by the {edge.downstream.label} in this model" in told.text
    assert edge.reason in told.text
    assert (told.level, told.source) == (edge.known, edge.source)
    down = warm_of(edge.downstream, felt(edge.upstream, 8))
    assert down.watch == pytest.approx(8 * CHOICE.downstream_one * edge.weight)
    watched = next(one for one in down.reasons if one.downstream)
    assert watched.edges == (edge,)
    assert "keep an eye on it" in reason_in_words(down, watched).text


def test_two_edges_upstream_get_the_smaller_share_times_both_weights() -> None:
    # hip-flexor 0.7 to the TFL, 0.8 to the band; by way of the big glute 0.7 and 0.8 as well.
    up = warm_of(Area.HIP_FLEXOR, felt(Area.IT_BAND, 10))
    assert up.score == pytest.approx(10 * CHOICE.upstream_two * 0.7 * 0.8)
    assert up.reasons[0].edges[0].upstream is Area.HIP_FLEXOR
    assert "then the IT band in this model" in reasons_of(up)[0].text


def test_what_is_three_edges_away_stays_cold() -> None:
    assert warm_of(Area.CALF, felt(Area.KNEE, 10)).score > 0  # two: by the ankle
    assert warm_of(Area.CALF, felt(Area.HIP, 10)).score == 0
    assert warm_of(Area.SHIN, felt(Area.IT_BAND, 10)).score == 0


def test_an_area_downstream_alone_is_watched_and_asks_for_nothing() -> None:
    ankle = warm_of(Area.ANKLE, felt(Area.CALF, 8))
    assert (ankle.score, ankle.watch > 0) == (0, True)
    assert not any(area.area is Area.ANKLE for one in _ranked(felt(Area.CALF, 8)) for area, _ in one.areas)


def test_contradicted_edges_say_so_beside_the_reason() -> None:
    told = reasons_of(warm_of(Area.GLUTE_MED, felt(Area.IT_BAND, 5)))[0]
    assert told.level == "article claim, study; contradicted"
    assert "2008;29:579" in told.limits


def test_sides_are_scored_apart_and_passed_on() -> None:
    tfl = warm_of(Area.TFL, felt(Area.IT_BAND, 5, Side.LEFT))
    assert (tfl.left > 0, tfl.right, tfl.side) == (True, 0, Side.LEFT)
    assert warm_of(Area.TFL, felt(Area.IT_BAND, 5)).side is Side.BOTH


def _ranked(*some: Felt) -> tuple[Ranked, ...]:
    return ranked(warm_areas(some, CHAIN, TODAY), EXERCISES, CHAIN)


def test_the_area_named_first_counts_in_full_and_the_others_by_half() -> None:
    by_id = {one.exercise.id: one for one in _ranked(felt(Area.CALF, 6))}
    assert by_id["calf-foam-roll"].score == pytest.approx(6 * CHOICE.first_area)
    # It works the ankle first; the calf is its third area.
    assert by_id["knee-to-wall-ankle-rock"].score == pytest.approx(6 * CHOICE.other_area)
    # It works no calf, but the calf lists it.
    assert by_id["glute-bridge"].score > 6 * CHOICE.other_area


def test_among_equals_the_order_of_the_list_decides() -> None:
    names = [one.exercise.id for one in _ranked(felt(Area.QUAD, 4)) if one.score == 4]
    listed = [name for name in CHAIN.plan_for(Area.QUAD).exercises if name in names]  # type: ignore[union-attr]  # it has one
    assert names == listed


def test_an_own_exercise_counts_where_its_first_area_is_warm() -> None:
    warm = warm_areas([felt(Area.CALF, 6)], CHAIN, TODAY)
    own = {**EXERCISES, "mine": _renamed("calf-foam-roll", "mine"), "other": _renamed("shin-foam-roll", "other")}
    names = {one.exercise.id for one in ranked(warm, own, CHAIN, own_made={"mine", "other"})}
    assert "mine" in names
    assert "other" not in names


def _renamed(name: str, to: str) -> Exercise:
    return replace(EXERCISES[name], id=to)


@given(st.sampled_from(SORE_AREAS), st.integers(1, 9), entries(0))
def test_a_higher_score_never_lowers_an_exercise_of_the_area(area: Area, score: int, others: list[Felt]) -> None:
    """Against what neither works nor lists the area, nor stands upstream of it: the chain lifts those along with it."""
    some = [one for one in others if one.area is not area]
    before, after = (_ranked(*some, felt(area, one)) for one in (score, score + 1))
    reach = {area, *(edge.upstream for edge in CHAIN.into(area))}
    reach |= {far.upstream for near in CHAIN.into(area) for far in CHAIN.into(near.upstream)}
    scores = {one.exercise.id: one.score for one in after}
    places = {one.exercise.id: n for n, one in enumerate(after)}
    touched = {
        one.exercise.id
        for one in before
        if reach & {warm.area for warm, _ in one.areas} or reach & set(one.exercise.areas)
    }
    for n, one in enumerate(before):
        assert scores[one.exercise.id] >= one.score - 1e-9
        if area in {warm.area for warm, _ in one.areas}:
            passed = [other.exercise.id for other in before[n + 1 :] if other.exercise.id not in touched]
            assert all(places[one.exercise.id] < places[other] for other in passed)
