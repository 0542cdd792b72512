"""What the player draws, without Textual: every size, every routine, from the start to the end."""

from pathlib import Path
from random import Random

import pytest
from rich.cells import cell_len

from planner.actions import playing
from planner.actions.desk import Desk
from planner.app.bits import Line, width_of
from planner.app.sitting import Sitting
from planner.app.views.big_digits import FACES, big_digits, face_for
from planner.app.views.route_line import EASED, HELD, STAYED, route_line
from planner.domain.routine import Do, Note, Rest, Routine
from planner.playing.state import Phase
from planner.store.store import Store
from tests.app.hand_clock import NOW, Clock

SIZES = [(80, 22), (120, 38), (78, 38), (40, 10), (60, 14), (20, 4), (200, 58)]


def sit(store_root: Path, what: str | Routine) -> tuple[Sitting, Clock]:
    desk, clock = Desk(Store(store_root), now=lambda: NOW, pick=Random(5).choice), Clock()
    session = playing.start_routine(desk, what) if isinstance(what, Routine) else playing.start(desk, what)
    return Sitting(desk, session, clock), clock


def text_of(lines: tuple[Line, ...]) -> str:
    return "\n".join("".join(bit.text for bit in line).rstrip() for line in lines)


@pytest.mark.parametrize("routine", ["it-band-spot-roll", "calf-to-glute-chain", "race-morning"])
def test_every_moment_of_a_routine_fits_every_size(routine: str, store_root: Path) -> None:
    sitting, clock = sit(store_root, routine)
    sitting.press(lambda player, now: player.enter(now))
    for _ in range(400):
        clock.seconds += 3
        sitting.tick()
        if sitting.player.phase in (Phase.RUNNING, Phase.WAITING, Phase.HOLDING) or clock.seconds % 40 == 0:
            sitting.press(lambda player, now: player.enter(now))
        if clock.seconds % 300 == 0:
            sitting.press(lambda player, now: player.next(now))
        for width, height in SIZES:
            assert len(sitting.lines(width, height)) <= height
            assert width_of(sitting.top(width)) <= width
        sitting.side(42, 38)
    if sitting.player.is_finished:
        assert "in all" in text_of(sitting.lines(80, 22))


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_the_number_is_seen_in_every_size_that_holds_it(width: int, height: int, store_root: Path) -> None:
    sitting, clock = sit(store_root, "post-run-core")
    sitting.press(lambda player, now: player.enter(now))
    clock.seconds += 5
    sitting.tick()
    shown = text_of(sitting.lines(width, height))
    assert "█" in shown
    assert "LEFT" in shown


def test_the_words_for_a_side_stand_beside_the_number_and_in_the_headline(store_root: Path) -> None:
    sitting, _ = sit(store_root, "post-run-core")
    sitting.press(lambda player, now: player.enter(now))
    assert "GET READY  LEFT leg" in text_of(sitting.lines(80, 22))
    assert "then RIGHT leg, 45 s" in text_of(sitting.lines(80, 22))


def test_when_to_stop_is_read_before_the_first_second_of_an_exercise(store_root: Path) -> None:
    sitting, _ = sit(store_root, "post-run-core")
    assert "Careful. A warm, red or swollen calf" in text_of(sitting.lines(80, 22))
    sitting.press(lambda player, now: player.enter(now))
    assert "Careful. A warm, red or swollen calf" in text_of(sitting.lines(80, 22))


def test_how_it_is_done_covers_the_lower_half_and_leaves_the_number(store_root: Path) -> None:
    sitting, _ = sit(store_root, "post-run-core")
    sitting.press(lambda player, now: player.enter(now))
    sitting.shows_how = True
    shown = text_of(sitting.lines(80, 22))
    assert "1 Sit with the roller" in shown
    assert "█" in shown


def test_a_text_with_brackets_and_wide_letters_is_shown_as_it_is(store_root: Path) -> None:
    routine = Routine(
        id="mine",
        name="[/] 漢字 routine",
        timing=(),
        steps=(Note("breathe [bold] 漢字"), Rest(20), Do(exercise="calf-foam-roll")),
    )
    sitting, _ = sit(store_root, routine)
    sitting.press(lambda player, now: player.enter(now))
    assert "breathe [bold] 漢字" in text_of(sitting.lines(80, 22))
    assert width_of(sitting.top(80)) == 80


def test_ascii_only_has_no_other_signs(store_root: Path) -> None:
    sitting, clock = sit(store_root, "it-band-spot-roll")
    sitting.desk.set(ascii=True)
    sitting.press(lambda player, now: player.enter(now))
    clock.seconds += 4
    sitting.tick()
    sitting.press(lambda player, now: player.enter(now))
    sitting.press(lambda player, now: player.enter(now))
    for lines in (sitting.lines(80, 22), sitting.side(42, 38)):
        assert text_of(lines).replace("…", "").isascii()


def test_the_next_look_is_aimed_at_the_next_whole_second(store_root: Path) -> None:
    sitting, clock = sit(store_root, "post-run-core")
    sitting.press(lambda player, now: player.enter(now))
    assert sitting.until_next_s() == pytest.approx(1.0)
    clock.seconds += 0.3
    sitting.tick()
    assert sitting.until_next_s() == pytest.approx(0.7)
    clock.seconds += 4.9
    sitting.tick()
    assert sitting.until_next_s() == pytest.approx(0.8)


def test_digits_take_the_largest_size_that_fits() -> None:
    assert face_for("88", 80, 14) is FACES[0]
    assert face_for("8:88", 60, 7) is FACES[1]
    assert face_for("88", 20, 5) is FACES[2]
    assert face_for("88", 8, 5) is FACES[3]
    assert face_for("88", 3, 5) is None
    for face in FACES:
        rows = big_digits("12:45", face)
        assert len(rows) == face.rows
        assert {cell_len(row) for row in rows} == {face.width("12:45")}


def test_the_route_says_by_sign_what_became_of_a_spot() -> None:
    line = route_line(10, 5, {2: EASED, 4: STAYED, 5: HELD}, width=60)
    signs = "".join(bit.text for bit in line if len(bit.text) == 1)
    assert signs == "━━●━◌◉·····"
    assert width_of(line) <= 60
    plain = "".join(bit.text for bit in route_line(10, 5, {2: EASED, 4: STAYED}, width=60, ascii_only=True))
    assert plain.isascii()
