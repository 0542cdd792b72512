"""What is locked is left out of every routine that is played, with the reason before it starts."""

import re

import pytest

from planner.actions.body import locks_of, set_tags
from planner.actions.desk import Desk
from planner.actions.diary import log_pain
from planner.actions.playing import PlaySession, go_on, instead, start, start_routine, unfinished
from planner.actions.sparing import spare
from planner.domain.body import Area
from planner.domain.errors import BadValue
from planner.domain.health import HealthTag, Sign
from planner.domain.routine import Do, Group, Routine, flat

_CLOT = (Sign.SWELLING, Sign.WARM)


def _exercises(session: PlaySession) -> set[str]:
    off = session.player.state.off
    return {beat.exercise for beat in session.player.timeline.beats if beat.exercise and beat.step not in off}


def test_with_nothing_logged_a_routine_is_played_as_it_is(desk: Desk) -> None:
    routine = desk.routine("calf-to-glute-chain")
    assert spare(desk, routine).routine is routine
    assert start(desk, routine.id).cautions == ()


def test_a_red_flag_leaves_its_place_out_of_every_routine(desk: Desk) -> None:
    log_pain(desk, Area.CALF, 1, desk.today, signs=_CLOT)
    exercises = desk.exercises()
    shortened = 0
    for routine in desk.library().routines.values():
        every = {step.exercise for step in flat(routine.steps) if isinstance(step, Do)}
        locked = every & set(locks_of(desk).locked)
        if locked == every:
            with pytest.raises(BadValue, match="everything in it is left out today"):
                start_routine(desk, routine)
            continue
        session = start_routine(desk, routine)
        assert not any(Area.CALF in exercises[one].areas for one in _exercises(session)), routine.id
        assert bool(locked) == any(line.startswith("Left out today") for line in session.cautions)
        shortened += bool(locked)
    assert shortened > 5


def test_a_routine_of_which_nothing_is_left_is_refused_with_the_reason(desk: Desk) -> None:
    log_pain(desk, Area.CALF, 1, desk.today, signs=_CLOT)
    with pytest.raises(BadValue, match="everything in it is left out today: a red flag stands for calf"):
        start_routine(desk, Routine(id="r", name="R", timing=(), steps=(Do(exercise="calf-foam-roll"),)))
    log_pain(desk, Area.CALF, 1, desk.today, signs=(Sign.CHEST_PAIN,))
    with pytest.raises(BadValue, match="the whole body"):
        start(desk, "desk-break")


def test_the_reason_is_said_before_the_start(desk: Desk) -> None:
    log_pain(desk, Area.CALF, 1, desk.today, signs=_CLOT)
    told = start(desk, "calf-to-glute-chain").cautions
    assert len(told) == 1
    assert told[0].startswith("Left out today: Calf roll, ")
    assert re.search(r"and \d+ more \(a red flag stands for calf", told[0])
    assert told[0].endswith("(a red flag stands for calf: nothing for it until you clear the flag).")


def test_what_goes_lighter_is_said_too(desk: Desk) -> None:
    set_tags(desk, [HealthTag.VARICOSE_VEINS])
    assert any(line.startswith("Lighter today: ") for line in start(desk, "calf-to-glute-chain").cautions)


def test_on_a_shared_screen_the_reasons_are_not_said(desk: Desk) -> None:
    log_pain(desk, Area.CALF, 1, desk.today, signs=_CLOT)
    desk.set(private=True)
    assert not any("flag" in line for line in start(desk, "calf-to-glute-chain").cautions)
    with pytest.raises(BadValue) as refused:
        start_routine(desk, Routine(id="r", name="R", timing=(), steps=(Do(exercise="calf-foam-roll"),)))
    assert "flag" not in str(refused.value)


def test_exercises_inside_rounds_are_left_out_too(desk: Desk) -> None:
    log_pain(desk, Area.CALF, 6, desk.today)
    inside = Group((Do(exercise="calf-foam-roll"), Do(exercise="clamshell")), rounds=2)
    assert _exercises(start_routine(desk, Routine(id="r", name="R", timing=(), steps=(inside,)))) == {"clamshell"}


def test_a_shorter_session_stays_spared(desk: Desk) -> None:
    log_pain(desk, Area.CALF, 6, desk.today)
    session = start(desk, "calf-to-glute-chain")
    shorter = instead(desk, session, session.player.timeline.routine)
    assert _exercises(shorter) == _exercises(session)


def test_what_is_flagged_while_a_session_waits_is_left_out_when_it_goes_on(desk: Desk) -> None:
    session = start(desk, "calf-to-glute-chain")
    session.press(session.player.start(0.0), 0.0)
    session.leave(1.0)
    before = _exercises(session)
    log_pain(desk, Area.CALF, 1, desk.today, signs=_CLOT)
    waiting = unfinished(desk)
    assert waiting is not None
    went_on = go_on(desk, waiting, 2.0)
    assert _exercises(went_on) < before
    assert not any(Area.CALF in desk.exercises()[one].areas for one in _exercises(went_on))
    assert Area.CALF not in desk.exercises()[went_on.player.beat.exercise].areas
