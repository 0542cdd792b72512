"""Every sign can be understood by whoever ticks it."""

from planner.app.views.sign_words import WORDS
from planner.domain.health import Sign


def test_every_sign_is_told_in_a_few_words_of_its_own() -> None:
    assert set(WORDS) == set(Sign)
    assert len(set(WORDS.values())) == len(WORDS)
    assert max(map(len, WORDS.values())) <= 52
