"""What of the scores stands where there is little room."""

from datetime import UTC, date, datetime

import pytest

from planner.app.views.scene import is_in_short
from planner.domain.body import Area
from planner.domain.log import Felt, When


@pytest.mark.parametrize(
    ("score", "session", "when", "shown"),
    [
        (3, "", When.MORNING, True),
        (0, "", When.MORNING, False),
        (3, "k3m9qa", When.AFTER, True),
        (3, "k3m9qa", When.BEFORE, False),
        (3, "", When.BEFORE, True),
    ],
)
def test_no_0_and_of_a_session_only_how_it_was_afterwards(score: int, session: str, when: When, shown: bool) -> None:
    felt = Felt(
        id="f", at=datetime(2027, 2, 6, tzinfo=UTC), day=date(2027, 2, 6), area=Area.KNEE, score=score, when=when,
        session=session,
    )  # fmt: skip
    assert is_in_short(felt) is shown
