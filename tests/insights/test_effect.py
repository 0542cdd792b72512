from hypothesis import given
from hypothesis import strategies as st

from planner.domain.body import Area, Side
from planner.domain.log import Feeling, Felt, Played, When
from planner.insights.effect import Effect, effect, effects
from tests.insights.histories import HOLD, RULES, did, felt, held, history, rolled

LEAST = RULES.effect.least


def rated(session: Played, before: int, after: int, area: Area = Area.CALF) -> list[Felt]:
    tight = Feeling.TIGHTNESS
    return [
        felt(1, before, area, feeling=tight, when=When.BEFORE, session=session.id),
        felt(1, after, area, feeling=tight, when=When.AFTER, session=session.id),
    ]


def of(*entries: Played | Felt) -> list[Effect]:
    return list(effects(history(entries)))


def test_a_pair_is_the_same_place_and_feeling_before_and_after_one_session() -> None:
    session = did(1)
    assert [(one.name, one.count, one.change) for one in of(session, *rated(session, 6, 4))] == [
        ("Post-run reset", 1, -2.0)
    ]


def test_what_does_not_match_is_no_pair() -> None:
    session, other = did(1), did(1)
    before = felt(1, 6, Area.CALF, when=When.BEFORE, session=session.id)
    for after in (
        felt(1, 4, Area.KNEE, session=session.id),
        felt(1, 4, Area.CALF, side=Side.RIGHT, session=session.id),
        felt(1, 4, Area.CALF, feeling=Feeling.TIGHTNESS, session=session.id),
        felt(1, 4, Area.CALF, session=other.id),
        felt(1, 4, Area.CALF),
        felt(1, 4, Area.CALF, when=When.MORNING, session=session.id),
    ):
        assert of(session, other, before, after) == []


def test_scores_during_an_exercise_are_its_own_effect() -> None:
    found = of(rolled(1, 100, 120), did(1, held(HOLD, 30, scores=(6, 5, 3))), did(1, held(HOLD, 30, scores=(6,))))
    assert [(one.name, one.count, one.before, one.after) for one in found] == [
        ("IT-band roll", 2, 5, 2),
        ("Calf stretch", 1, 6, 3),
    ]
    assert not any(one.is_routine for one in found)


def test_what_eased_most_comes_first_and_the_smallest_counts_are_silent() -> None:
    entries: list[Played | Felt] = []
    for routine, count, after in (("little", LEAST, 5), ("much", LEAST, 2), ("seldom", LEAST - 1, 0)):
        for _ in range(count):
            session = did(1, routine=routine)
            entries += [session, *rated(session, 6, after)]
    figure = effect(history(entries), RULES)
    assert figure.rows == (
        ("much", "routine", "5", "6", "2", "-4.0"),
        ("little", "routine", "5", "6", "5", "-1.0"),
    )
    assert figure.says[:3] == (
        "After much: 4.0 lower in the mean (n = 5).",
        "After little: 1.0 lower in the mean (n = 5).",
        "1 other with fewer than 5 pairs: too few to say.",
    )


def test_too_few_says_how_many_there_are() -> None:
    session = did(1)
    assert "the most so far is 1" in effect(history([session, *rated(session, 5, 5)]), RULES).too_few
    assert effect(history(), RULES).too_few


@given(st.lists(st.tuples(st.integers(0, 10), st.integers(0, 10)), min_size=LEAST, max_size=9))
def test_turning_before_and_after_round_turns_the_change_round(scores: list[tuple[int, int]]) -> None:
    def change(pairs: list[tuple[int, int]]) -> float:
        entries: list[Played | Felt] = []
        for before, after in pairs:
            session = did(1)
            entries += [session, *rated(session, before, after)]
        return of(*entries)[0].change

    assert abs(change(scores) + change([pair[::-1] for pair in scores])) < 1e-9
