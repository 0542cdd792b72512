"""Runs become steps as watches take them: nothing is run twice, nothing is lost without a word."""

import pytest
from hypothesis import given

from planner.domain.errors import BadValue
from planner.domain.session import SessionKind
from planner.domain.units import Unit
from planner.domain.workout import Workout
from planner.domain.workout_reading import parse_workout
from planner.domain.workout_totals import totals
from planner.exports.watch.run import MOST_STEPS, Role, WatchRepeat, WatchStep, gathered, watch_run, watch_runs
from tests.domain.test_workout import workouts
from tests.exports.watches import flat, going_out, session_of, sums, usual, with_text, without_paces


def shape(text: str, depth: int = 2) -> list[object]:
    """Return a run as lists: a step as its words, a repeat as its times and its steps."""

    def of(steps: tuple[WatchStep | WatchRepeat, ...]) -> list[object]:
        return [(one.times, of(one.steps)) if isinstance(one, WatchRepeat) else said(one) for one in steps]

    def said(step: WatchStep) -> str:
        amount = f"{step.metres:g} m" if step.metres else f"{step.seconds:g} s" if step.seconds else "lap"
        return f"{step.name} {amount}"

    return of(watch_run(session_of(text), Unit.KM, depth).steps)


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("6-8 km easy", ["easy 7000 m"]),
        ("warm-up 10-15 min, cool-down open", ["warm-up 750 s", "cool-down lap"]),
        ("3 x 1 km, 2 min jog", [(2, ["run 1000 m", "jog 120 s"]), "run 1000 m"]),
        ("3 x (1 km, 2 min jog)", [(3, ["run 1000 m", "jog 120 s"])]),
        ("2 x 1 km, 2 min jog", ["run 1000 m", "jog 120 s", "run 1000 m"]),
        ("6 x 45 s uphill, jog back", [(5, ["uphill 45 s", "jog back lap"]), "uphill 45 s"]),
        ("10 km easy with the last 2 km at 10K effort", ["easy 8000 m", "10K effort 2000 m"]),
        ("10 km easy with the first 2 km steady", ["steady 2000 m", "easy 8000 m"]),
        ("10 km easy with 2 km steady in the middle", ["easy 4000 m", "steady 2000 m", "easy 4000 m"]),
        ("40 min easy with 4 x 15 s strides", ["easy 2340 s", (4, ["strides 15 s"])]),
        ("8 km easy with 6 x 20 s strides", ["easy 8000 m"]),
        ("2 km easy with the last 5 km hard", ["easy 2000 m"]),
        ("open easy with 4 x 20 s strides", ["easy lap", (4, ["strides 20 s"])]),
        ("2 x (3 x (200 m hard, 200 m jog), 1 min walk)", [(2, [(3, ["hard 200 m", "jog 200 m"]), "walk 60 s"])]),
    ],
)
def test_steps(text: str, steps: list[object]) -> None:
    assert shape(text) == steps


def test_repeats_deeper_than_the_watch_takes_are_written_out_and_told() -> None:
    text = "2 x (3 x (200 m hard, 200 m jog), 1 min walk)"
    inner = ["hard 200 m", "jog 200 m"] * 3
    assert shape(text, depth=1) == [(2, [*inner, "walk 60 s"])]
    assert shape(text, depth=0) == [*inner, "walk 60 s"] * 2
    assert "more than 1 deep" in watch_run(session_of(text), Unit.KM, 1).told[0]


def test_what_cannot_be_cut_out_of_a_step_stays_in_its_words_and_is_told() -> None:
    run = watch_run(session_of("8 km easy with 6 x 20 s strides"), Unit.KM, 2)
    assert flat(run.steps)[0].words == "8 km easy with 6 x 20 s strides"
    assert "6 x 20 s strides" in run.told[0]


def test_what_cannot_be_read_as_steps_is_one_step_with_the_text_and_is_told() -> None:
    run = watch_run(session_of("by feel: {3:5} km hard"), Unit.KM, 2)
    (step,) = flat(run.steps)
    assert (step.words, step.metres) == ("by feel: 5 km hard", 9_000)
    assert "one step with its words" in run.told[0]


def test_roles_are_those_of_watches() -> None:
    text = "warm-up 1 km, 1 km hard, 1 min jog, 1 min rest, 1 km recovery, cool-down 1 km"
    roles = [step.role for step in flat(watch_run(session_of(text), Unit.KM, 2).steps)]
    assert roles == [Role.WARM_UP, Role.ACTIVE, Role.RECOVERY, Role.REST, Role.RECOVERY, Role.COOL_DOWN]


def test_efforts_get_paces_only_where_they_are_given_and_can_be_kept() -> None:
    text = (
        "1 km easy, 1 km at 5K effort, 1 km @ 4:00/km, 1 km hard z4, 100 m hard, 30 s hard, 2 min uphill hard, 1 km jog"
    )
    paces = {"easy": 360.0, "interval": 250.0, "repetition": 235.0}
    steps = flat(watch_run(session_of(text), Unit.KM, 2, paces).steps)
    found = [(step.target.pace.low_s, step.target.pace.high_s) if step.target.pace else None for step in steps]
    assert found == [(340, 380), (250, 250), (240, 240), None, None, None, None, None]
    assert not any(step.target.pace for step in flat(watch_run(session_of("1 km easy"), Unit.KM, 2).steps))
    (step,) = flat(watch_run(session_of("1 km easy"), Unit.KM, 2, {"easy": 9_000.0}).steps)
    assert step.target.pace is None


def test_only_runs_with_steps_are_written_unless_all_are_asked_for() -> None:
    ids = [run.session.id for run in watch_runs(usual(), depth=2)]
    assert ids == ["s0", "s1", "s2", "s3", "s4", "s5", "s6", "s7"]
    every = [run.session.id for run in watch_runs(usual(), depth=2, everything=True)]
    assert every == [*ids, "s8", "s9", "race"]
    assert [run.session.id for run in watch_runs(usual(), depth=2, session="s9")] == ["s9"]


@pytest.mark.parametrize(("session", "why"), [("nope", "not among these days"), ("s10", "not a run")])
def test_a_session_that_is_no_run_is_refused(session: str, why: str) -> None:
    with pytest.raises(BadValue, match=why):
        watch_runs(usual(), depth=2, session=session)


def test_a_plan_without_steps_says_what_to_do() -> None:
    with pytest.raises(BadValue, match="--all"):
        watch_runs(going_out([session_of("", kind=SessionKind.EASY)]), depth=2)


def test_a_run_without_end_is_one_step() -> None:
    run = watch_run(session_of("9 x (99 x (9 x (1 km, 1 min jog)))"), Unit.KM, 1)
    assert len(run.steps) == 1
    assert f"{MOST_STEPS:,}" in run.told[0]


def test_what_is_told_of_many_runs_is_said_once() -> None:
    runs = watch_runs(usual(), depth=2)
    assert gathered((run, "x") for run in runs[:3]) == ("Mon 1 Mar, 8-10 km tempo and 2 more runs: x.",)
    assert gathered([(runs[0], "x"), (runs[0], "x")]) == ("Mon 1 Mar, 8-10 km tempo: x.",)


@given(workouts())
def test_steps_come_to_what_the_run_comes_to(workout: Workout) -> None:
    session = with_text(without_paces(workout))
    for unit in Unit:
        whole = totals(parse_workout(session.text, unit), unit)
        for depth in (2, 1):
            run = watch_run(session, unit, depth)
            if not any("over 1,000 steps" in one for one in run.told):
                assert sums(run.steps) == pytest.approx((whole.metres.amount, whole.seconds.amount))
