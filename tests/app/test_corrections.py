"""Correcting what is logged from the day view, by keys."""

from datetime import UTC, date, datetime

import pytest
from textual.pilot import Pilot

from planner.actions import diary
from planner.actions.desk import Desk
from planner.actions.played_before import clear_times
from planner.app.app import PlannerApp
from planner.app.views.logged import logged_item
from planner.app.widgets.dialog import Dialog
from planner.app.widgets.key_line import KeyLine
from planner.domain.body import Area, Side
from planner.domain.log import Feeling, Felt, Happening, Played, Ran, StepDone, When
from planner.planning.agenda import Status
from tests.app.keys import TODAY, calendar_of, fill, shown, toasts
from tests.app.lines import texts_of

FREE = TODAY
"""A rest day of the demo on which nothing is logged yet."""
RAN, STRETCHED = date(2027, 2, 4), date(2027, 2, 5)
"""Days with a run, and with a routine, that are done."""
ROLL = "it-band-foam-roll"


def session(name: str = "heard1", **more: object) -> Played:
    steps = (
        StepDone(exercise=ROLL, side=Side.LEFT, done_s=126.4, time_to_clear_s=90.2),
        StepDone(exercise="glute-bridge", side=Side.BOTH, planned_reps=12, done_reps=12),
        StepDone(exercise="calf-foam-roll", side=Side.LEFT, planned_s=45, skipped=True, why="no time"),
    )
    started = datetime(2027, 2, 6, 7, 0, tzinfo=UTC)
    fields = {"id": name, "at": started, "day": FREE, "routine": "it-band-seven", "seconds": 750.0, "steps": steps}
    return Played(started=started, **{**fields, **more})  # type: ignore[arg-type]  # made from the fields above


def felt(name: str, score: int, when: When, of: str = "heard1") -> Felt:
    moment = datetime(2027, 2, 6, 7, 0, tzinfo=UTC)
    return Felt(
        id=name, at=moment, day=FREE, area=Area.CALF, side=Side.LEFT, score=score, feeling=Feeling.TIGHTNESS,
        when=when, session=of,
    )  # fmt: skip


def on(desk: Desk, day: date = FREE) -> list[Happening]:
    desk.refresh()
    return list(desk.entries(day, day))


def the_session(desk: Desk) -> Played:
    (found,) = (entry for entry in on(desk) if isinstance(entry, Played))
    return found


async def choose(pilot: Pilot[None], entry: Happening, step: int | None = None) -> None:
    """Open the day view with the row of an entry chosen."""
    await pilot.press("3")
    calendar_of(pilot).go(entry.day, logged_item(entry, step))
    pilot.app.screen.moved()  # type: ignore[attr-defined]  # our screen
    await pilot.pause()


async def test_a_played_session_shows_its_minutes_steps_before_and_after_and_its_note(
    demo_app: PlannerApp, demo: Desk
) -> None:
    entry = session(note="slept [/] badly")
    diary.log_played(demo, entry, felt("before", 6, When.BEFORE), felt("after1", 2, When.AFTER))
    async with demo_app.run_test(size=(80, 40)) as pilot:
        await choose(pilot, entry)
        text = shown(pilot)
    assert "IT-band seven in 12 min, not in the plan" in text
    assert "2 of 3 done; left eased after 1:30; calf left 6 → 2" in text
    assert "slept [/] badly" in text
    assert "left calf tightness 6 of 10, before the session" in text
    assert "12 of 12 reps" in text
    assert "left out no time" in text


async def test_the_steps_are_shown_only_while_their_session_is_chosen(demo_app: PlannerApp, demo: Desk) -> None:
    entry = session()
    diary.log_played(demo, entry)
    diary.log_note(demo, "windy", FREE)
    async with demo_app.run_test(size=(80, 40)) as pilot:
        await choose(pilot, entry)
        assert "12 of 12 reps" in shown(pilot)
        await pilot.press("down", "down", "down")
        assert calendar_of(pilot).item == logged_item(entry, 2)
        await pilot.press("down")
        assert "windy" in shown(pilot)
        assert "12 of 12 reps" not in shown(pilot)


async def test_a_sessions_minutes_and_note_are_corrected_and_undone(demo_app: PlannerApp, demo: Desk) -> None:
    entry = session()
    diary.log_played(demo, entry, felt("before", 6, When.BEFORE))
    before = on(demo)
    async with demo_app.run_test(size=(80, 40)) as pilot:
        await choose(pilot, entry)
        await pilot.press("e")
        await pilot.pause()
        await fill(pilot, "20:30", "no", "went on longer")
        now = the_session(demo)
        assert (now.seconds, now.complete, now.note, now.corrects) == (1230, False, "went on longer", entry.id)
        assert now.steps == entry.steps
        assert calendar_of(pilot).item == logged_item(now)
        assert "calf left 6 before" in shown(pilot)
        await pilot.press("u")
        await pilot.pause()
        assert on(demo) == before
        await pilot.press("ctrl+r")
        await pilot.pause()
        assert the_session(demo) == now


async def test_a_step_is_corrected_by_its_own_line(demo_app: PlannerApp, demo: Desk) -> None:
    entry = session()
    diary.log_played(demo, entry)
    async with demo_app.run_test(size=(80, 40)) as pilot:
        await choose(pilot, entry, 0)
        await pilot.press("enter")
        await pilot.pause()
        await fill(pilot, "3:00", "2:05", "-", "hard")
        first = the_session(demo).steps[0]
        assert (first.done_s, first.time_to_clear_s, first.note, first.skipped) == (180, 125, "hard", False)
        assert calendar_of(pilot).item == logged_item(the_session(demo), 0)
        await pilot.press("down", "e")
        await pilot.pause()
        await fill(pilot, "8")
        assert the_session(demo).steps[1].done_reps == 8
        await pilot.press("down", "e")
        await pilot.pause()
        await fill(pilot, "45", "", "")
        last = the_session(demo).steps[2]
        assert (last.done_s, last.skipped, last.why) == (45, False, "")
    demo.refresh()
    assert clear_times(demo, ROLL, Side.LEFT)[-1:] == (125,)
    assert the_session(demo).steps[0].done_s == 180


async def test_what_is_not_touched_keeps_its_fraction_of_a_second(demo_app: PlannerApp, demo: Desk) -> None:
    entry = session()
    diary.log_played(demo, entry)
    async with demo_app.run_test(size=(80, 40)) as pilot:
        await choose(pilot, entry, 0)
        await pilot.press("e")
        await pilot.pause()
        assert isinstance(pilot.app.screen, Dialog)
        await fill(pilot, "-", "-", "-", "-")
        assert the_session(demo) == entry
        await pilot.press("e")
        await pilot.pause()
        await fill(pilot, "-", "-", "-", "x")
    assert the_session(demo).steps[0].done_s == 126.4
    assert the_session(demo).steps[0].time_to_clear_s == 90.2


async def test_a_run_is_corrected(demo_app: PlannerApp, demo: Desk) -> None:
    diary.log_run(demo, 8000, FREE, duration_s=2880)
    (ran,) = (entry for entry in on(demo) if isinstance(entry, Ran))
    async with demo_app.run_test(size=(80, 40)) as pilot:
        await choose(pilot, ran)
        await pilot.press("e")
        await pilot.pause()
        await fill(pilot, "9.5", "50:30", "-", "7", "windy")
    (now,) = (entry for entry in on(demo) if isinstance(entry, Ran))
    assert (now.distance_m, now.duration_s, now.feel, now.note) == (9500, 3030, 7, "windy")
    assert (now.session, now.plan, now.corrects) == (ran.session, ran.plan, ran.id)


async def test_a_corrected_run_still_answers_for_its_planned_session(demo_app: PlannerApp, demo: Desk) -> None:
    (ran,) = (entry for entry in on(demo, RAN) if isinstance(entry, Ran))
    async with demo_app.run_test(size=(80, 40)) as pilot:
        await choose(pilot, ran)
        await pilot.press("e")
        await pilot.pause()
        await fill(pilot, "3")
    demo.refresh()
    (now,) = (one for one in demo.days(RAN, RAN)[0].sessions if one.session.id == ran.session)
    assert now.status is Status.DONE
    assert isinstance(now.entry, Ran)
    assert (now.entry.distance_m, now.entry.as_planned) == (3000, False)


async def test_what_was_felt_is_corrected(demo_app: PlannerApp, demo: Desk) -> None:
    one = felt("before", 6, When.BEFORE)
    diary.log_played(demo, session(), one)
    async with demo_app.run_test(size=(80, 40)) as pilot:
        await choose(pilot, one)
        await pilot.press("e")
        await pilot.pause()
        await fill(pilot, "-", "right", "4", "pain")
    (now,) = (entry for entry in on(demo) if isinstance(entry, Felt))
    assert (now.side, now.score, now.feeling, now.when, now.session) == (
        Side.RIGHT, 4, Feeling.PAIN, When.BEFORE, "heard1",
    )  # fmt: skip


async def test_hours_worn_and_a_note_are_corrected(demo_app: PlannerApp, demo: Desk) -> None:
    diary.log_wear(demo, "cork", 2, FREE)
    diary.log_note(demo, "windy", FREE)
    wore, noted = on(demo)
    async with demo_app.run_test(size=(80, 40)) as pilot:
        await choose(pilot, wore)
        await pilot.press("e")
        await pilot.pause()
        await fill(pilot, "25")
        assert isinstance(pilot.app.screen, Dialog)
        await fill(pilot, "3.5")
        await choose(pilot, noted)
        await pilot.press("enter")
        await pilot.pause()
        await fill(pilot, "calm")
    assert [getattr(entry, "hours", None) or getattr(entry, "text", "") for entry in on(demo)] == [3.5, "calm"]


async def test_a_session_is_taken_back_with_its_ratings_and_one_undo_brings_it_back(
    demo_app: PlannerApp, demo: Desk
) -> None:
    entry = session()
    diary.log_played(demo, entry, felt("before", 6, When.BEFORE))
    diary.correct(demo, entry, session(note="once"))
    diary.log_note(demo, "stays", FREE)
    before = on(demo)
    async with demo_app.run_test(size=(80, 40)) as pilot:
        await choose(pilot, the_session(demo))
        await pilot.press("x")
        await pilot.pause()
        assert [type(one).__name__ for one in on(demo)] == ["Noted"]
        assert any("u takes it back" in told for told in toasts(demo_app))
        await pilot.press("u")
        await pilot.pause()
        assert on(demo) == before
        assert "taking out: corrected: done IT-band seven" in toasts(demo_app)[-1]
        await pilot.press("ctrl+r")
        await pilot.pause()
        assert [type(one).__name__ for one in on(demo)] == ["Noted"]


async def test_a_step_is_not_taken_back_alone(demo_app: PlannerApp, demo: Desk) -> None:
    entry = session()
    diary.log_played(demo, entry)
    async with demo_app.run_test(size=(80, 40)) as pilot:
        await choose(pilot, entry, 1)
        await pilot.press("x")
        await pilot.pause()
        assert the_session(demo) == entry
        assert "part of its session" in toasts(demo_app)[-1]


async def test_e_on_a_done_routine_of_the_plan_corrects_its_session(demo_app: PlannerApp, demo: Desk) -> None:
    hung = next(line.hung for line in demo.days(STRETCHED, STRETCHED)[0].routines)
    async with demo_app.run_test(size=(80, 40)) as pilot:
        await pilot.press("3")
        calendar_of(pilot).go(STRETCHED, hung.id)
        await pilot.press("e")
        await pilot.pause()
        await fill(pilot, "9", "-", "short")
    demo.refresh()
    line = next(line for line in demo.days(STRETCHED, STRETCHED)[0].routines if line.hung.id == hung.id)
    assert isinstance(line.entry, Played)
    assert (line.status, line.entry.seconds, line.entry.note) == (Status.DONE, 540, "short")


@pytest.mark.parametrize(("step", "shown_keys"), [(None, {"e", "x"}), (0, {"e"})])
async def test_the_keys_offer_only_what_works_on_a_logged_row(
    step: int | None, shown_keys: set[str], demo_app: PlannerApp, demo: Desk
) -> None:
    entry = session()
    diary.log_played(demo, entry)
    async with demo_app.run_test(size=(200, 40)) as pilot:
        await choose(pilot, entry, step)
        footer = texts_of(pilot.app.screen.query_one(KeyLine).lines(200, 1))
    assert {key for key, word in (("e", "edit"), ("x", "delete")) if f"{key} {word}" in footer} == shown_keys
    assert "m move" not in footer
    assert "d done" not in footer
    assert "p play" not in footer


async def test_in_the_month_a_key_never_means_a_logged_row(demo_app: PlannerApp, demo: Desk) -> None:
    entry = session()
    diary.log_played(demo, entry)
    async with demo_app.run_test(size=(80, 40)) as pilot:
        await choose(pilot, entry)
        await pilot.press("1")
        assert not calendar_of(pilot).item.startswith("log:")


async def test_a_note_of_several_lines_is_not_flattened_by_looking_at_it(demo_app: PlannerApp, demo: Desk) -> None:
    diary.log_note(demo, "windy\nand cold", FREE)
    (noted,) = on(demo)
    async with demo_app.run_test(size=(80, 40)) as pilot:
        await choose(pilot, noted)
        await pilot.press("e")
        await pilot.pause()
        await fill(pilot, "-")
    assert on(demo) == [noted]


async def test_the_reason_of_a_skip_is_corrected(demo_app: PlannerApp, demo: Desk) -> None:
    day = date(2027, 2, 7)
    run = demo.days(day, day)[0].sessions[0].session.id
    diary.skip(demo, run, "tired")
    (skipped,) = on(demo, day)
    async with demo_app.run_test(size=(80, 40)) as pilot:
        await choose(pilot, skipped)
        assert "skipped: tired" in shown(pilot)
        await pilot.press("e")
        await pilot.pause()
        await fill(pilot, "weather")
    demo.refresh()
    line = demo.days(day, day)[0].sessions[0]
    assert (line.status, getattr(line.entry, "why", "")) == (Status.SKIPPED, "weather")


@pytest.mark.parametrize("bad", ["-5", "1:2:3:4", "abc", "99999:00", "0x10"])
async def test_a_bad_time_is_said_and_nothing_is_saved(bad: str, demo_app: PlannerApp, demo: Desk) -> None:
    entry = session()
    diary.log_played(demo, entry)
    async with demo_app.run_test(size=(80, 40)) as pilot:
        await choose(pilot, entry, 0)
        await pilot.press("e")
        await pilot.pause()
        await fill(pilot, bad)
        assert isinstance(pilot.app.screen, Dialog)
        assert the_session(demo) == entry
