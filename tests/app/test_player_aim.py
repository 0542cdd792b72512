"""The next look is aimed so that no second is passed over, however early or late the machine comes to it."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from planner.domain.dose import Hold
from planner.domain.exercise import Timing
from planner.domain.routine import Do, Routine
from planner.playing.view import view
from tests.app.test_sitting import sit

ROUTINE = Routine(
    id="one-hold", name="One hold", timing=(Timing.ANY,), steps=(Do(exercise="glute-bridge", dose=Hold(20)),)
)


@given(st.lists(st.floats(-0.016, 0.2), min_size=1, max_size=20))
@example([-5e-5])  # a clock of coarse steps reads just short of the second
@example([-0.015])
@settings(max_examples=25)
def test_a_look_that_comes_a_hair_early_does_not_pass_over_its_second(
    tmp_path_factory: pytest.TempPathFactory, off_s: list[float]
) -> None:
    sitting, clock = sit(tmp_path_factory.mktemp("aim") / "store", ROUTINE)
    sitting.press(lambda player, now: player.start(now))
    shown = [view(sitting.player, clock.seconds).big]
    looks = 0
    while not sitting.player.is_finished:
        clock.seconds += max(0.001, sitting.until_next_s() + off_s[looks % len(off_s)])
        looks += 1
        sitting.tick()
        if not sitting.player.is_finished:
            shown.append(view(sitting.player, clock.seconds).big)
    shown = [number for number in shown if number]  # 0 stands for a hair before the end
    told = [now for now, next_ in zip(shown, [*shown[1:], None], strict=True) if now != next_]
    assert told == [*range(6, 0, -1), *range(20, 0, -1)]
