"""What was felt, in words."""

from datetime import UTC, date, datetime

import pytest
from msgspec.structs import replace

from planner.domain.body import Area, Side
from planner.domain.felt_words import felt_words
from planner.domain.health import Sign
from planner.domain.log import Feeling, Felt, When
from planner.domain.units import Unit

KNEE = Felt(
    id="f",
    at=datetime(2026, 11, 21, 9, tzinfo=UTC),
    day=date(2026, 11, 21),
    area=Area.KNEE,
    side=Side.LEFT,
    score=4,
    when=When.AFTER,
)


@pytest.mark.parametrize(
    ("felt", "words"),
    [
        (KNEE, "left knee pain 4 of 10, after the run"),
        (replace(KNEE, session="p"), "left knee pain 4 of 10, after the session"),
        (replace(KNEE, when=When.MORNING), "left knee pain 4 of 10, in the morning"),
        (replace(KNEE, when=None, side=Side.BOTH, feeling=Feeling.ACHE), "knee ache 4 of 10"),
        (
            replace(KNEE, came_on_m=5000.0, signs=(Sign.LIMP,)),
            "left knee pain 4 of 10, after the run, came on at 5 km, limp",
        ),
    ],
)
def test_an_entry_names_place_score_moment_and_signs(felt: Felt, words: str) -> None:
    assert felt_words(felt, Unit.KM) == words
    assert felt_words(felt, Unit.KM, dated=True) == f"{words}, Sat 21 Nov"
