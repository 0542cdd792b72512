"""A session typed in one line is one change to the plan, and one undo takes it back."""

from datetime import date, timedelta

import msgspec
import pytest

from planner.actions import build_ups, changes, copies
from planner.actions.build_ups import Request
from planner.actions.desk import Desk
from planner.actions.session_line import add_line, edit_line, effect_of_add, effect_of_edit, paces_of, structure_of
from planner.actions.undo import undo
from planner.domain.change import Batch, Edit, Move
from planner.domain.errors import BadValue, NotFound
from planner.domain.plan import Plan
from planner.domain.race import RACE_M, RecentRace
from planner.domain.session import Session, SessionKind, Slot
from planner.domain.session_line import write_line
from planner.domain.units import Span
from planner.planning.overlay import eased

SPRING = Request(
    race_name="Spring Half",
    race_day=date(2027, 4, 18),
    distance_m=RACE_M["half"],
    weekly_m=25_000,
    longest_m=9_000,
    days=4,
)


@pytest.fixture
def plan(desk: Desk) -> Plan:
    """A half marathon in spring."""
    return build_ups.make(desk, "spring", SPRING).plan


def first(desk: Desk) -> Session:
    return desk.schedule_of(desk.plan_of("spring")).sessions[0].session


def now(desk: Desk, item: str) -> Session:
    found = desk.schedule_of(desk.plan_of("spring")).find(item)
    session = getattr(found, "session", None)
    assert isinstance(session, Session)
    return session


@pytest.mark.usefixtures("plan")
def test_other_contents_are_one_edit_and_one_undo(desk: Desk) -> None:
    before = first(desk)
    said = edit_line(desk, before.id, "10 tempo am: 2km easy, 20min threshold # windy")
    assert said.endswith(" to 10 km tempo.")
    after = now(desk, before.id)
    assert (after.kind, after.distance, after.slot, after.day) == (
        SessionKind.TEMPO,
        Span.of(10_000),
        Slot.AM,
        before.day,
    )
    assert (after.text, after.note) == ("2km easy, 20min threshold", "windy")
    assert [type(change) for change in desk.plan_of("spring").changes] == [Edit]
    undo(desk)
    assert now(desk, before.id) == before


@pytest.mark.usefixtures("plan")
def test_another_day_alone_is_a_move(desk: Desk) -> None:
    before = first(desk)
    to = before.day + timedelta(days=1)
    line = f"{write_line(before, desk.settings.unit)}".partition(":")[0]
    body = write_line(before, desk.settings.unit)[len(line) :]
    assert "Moved" in edit_line(desk, before.id, f"{line} {to.isoformat()}{body}")
    assert [type(change) for change in desk.plan_of("spring").changes] == [Move]
    assert now(desk, before.id).day == to
    undo(desk)
    assert now(desk, before.id) == before


@pytest.mark.usefixtures("plan")
def test_another_day_and_other_contents_are_one_batch_and_one_undo(desk: Desk) -> None:
    before = first(desk)
    to = before.day + timedelta(days=1)
    said = edit_line(desk, before.id, f"9 steady {to.isoformat()}".replace("steady", "recovery"))
    assert "to 9 km recovery on" in said
    assert [type(change) for change in desk.plan_of("spring").changes] == [Batch]
    assert (now(desk, before.id).day, now(desk, before.id).kind) == (to, SessionKind.RECOVERY)
    undo(desk)
    assert now(desk, before.id) == before


@pytest.mark.usefixtures("plan")
def test_the_line_as_it_was_shown_changes_nothing_and_says_so(desk: Desk) -> None:
    for planned in desk.schedule_of(desk.plan_of("spring")).sessions:
        line = write_line(planned.session, desk.settings.unit)
        assert effect_of_edit(desk, planned.session.id, line) == "As it is."
        with pytest.raises(BadValue, match="nothing is changed"):
            edit_line(desk, planned.session.id, line)
    assert desk.plan_of("spring").changes == ()


def test_the_race_stays_on_its_day_and_the_race(desk: Desk, plan: Plan) -> None:
    line = write_line(now(desk, plan.race.session), desk.settings.unit)
    for text, why in ((f"{line} +3d", "the race stays on"), ("8 easy", "it stays the race")):
        with pytest.raises(BadValue, match=why):
            edit_line(desk, plan.race.session, text)
        with pytest.raises(BadValue, match=why):
            effect_of_edit(desk, plan.race.session, text)
    assert desk.plan_of("spring").changes == ()


@pytest.mark.usefixtures("plan")
def test_a_session_is_added_where_the_line_says(desk: Desk) -> None:
    day = date(2027, 1, 6)
    text = "10 intervals: 2km easy, 5 x 3 min at 5K effort, 2 min jog, 2km easy"
    assert effect_of_add(desk, day, text) == "Wed 6 Jan: 10 km intervals. Structure: at least 4 km, 23 min."
    assert add_line(desk, day, text) == "Added 10 km intervals on Wed 6 Jan."
    assert add_line(desk, day, "8 easy 7 jan 2027") == "Added 8 km easy on Thu 7 Jan."
    kinds = [line.session.kind for one in desk.days(day, date(2027, 1, 7)) for line in one.sessions]
    assert {SessionKind.INTERVALS, SessionKind.EASY} <= set(kinds)


@pytest.mark.usefixtures("plan")
def test_effects_write_nothing_and_say_what_moves(desk: Desk) -> None:
    before = first(desk)
    to = before.day + timedelta(days=1)
    effect = effect_of_edit(desk, before.id, f"9 hills {to.isoformat()}: 6 x 60 s uphill, 90 s jog")
    assert "→ 9 km hills; " in effect
    assert effect.endswith("Structure: 14 min.")
    effect_of_add(desk, before.day, "8 easy")
    assert desk.plan_of("spring").changes == ()


@pytest.mark.usefixtures("plan")
@pytest.mark.parametrize("text", ["", "bananas", "8 easy 31 feb", "8 race"])
def test_what_cannot_be_read_changes_nothing(desk: Desk, text: str) -> None:
    with pytest.raises(BadValue):
        edit_line(desk, first(desk).id, text)
    with pytest.raises(BadValue):
        add_line(desk, date(2027, 1, 6), text)
    assert desk.plan_of("spring").changes == ()


@pytest.mark.usefixtures("plan")
def test_only_sessions_are_typed_as_a_line(desk: Desk) -> None:
    hung = desk.schedule_of(desk.plan_of("spring")).hung[0]
    with pytest.raises(BadValue, match="only sessions"):
        edit_line(desk, hung.id, "8 easy")
    with pytest.raises(NotFound):
        edit_line(desk, "nothere", "8 easy")


def test_a_line_moves_no_run_to_race_day(desk: Desk, plan: Plan) -> None:
    for act in (edit_line, effect_of_edit):
        with pytest.raises(BadValue, match="is race day"):
            act(desk, first(desk).id, f"9 recovery {plan.race.day.isoformat()}")
    assert desk.plan_of("spring").changes == ()


def test_a_recent_race_says_how_long_each_step_takes(desk: Desk) -> None:
    recent = RecentRace(distance_m=10_000.0, seconds=50 * 60)
    made = build_ups.preview(desk, SPRING, "spring").plan
    assert made.inputs
    inputs = msgspec.structs.replace(made.inputs, recent=recent)
    build_ups.keep(desk, msgspec.structs.replace(made, inputs=inputs))
    known = paces_of(desk)
    assert known["5k"] < known["10k"] < known["half"] < known["marathon"] < known["easy"]
    assert known["10k"] == 300
    assert structure_of(desk, "2km easy, 5 km at 10k effort").startswith(" Structure: 7 km, about ")
    assert structure_of(desk, "coffee with Ann") == ""


@pytest.mark.usefixtures("plan")
def test_a_time_stays_with_its_session_wherever_it_goes(desk: Desk) -> None:
    runs = [one.session for one in desk.schedule_of(desk.plan_of("spring")).sessions if one.session.kind.is_run]
    run, later = runs[0], runs[5]
    edit_line(desk, run.id, "8 easy at 6:45")
    assert now(desk, run.id).clock == "06:45"
    changes.move(desk, run.id, run.day + timedelta(days=1), anyway=True)
    assert now(desk, run.id).clock == "06:45"
    changes.swap(desk, run.day + timedelta(days=1), later.day)
    moved = now(desk, run.id)
    assert (moved.day, moved.clock) == (later.day, "06:45")
    copies.paste(desk, [moved], moved.day, moved.day + timedelta(days=1), anyway=True)
    pasted = desk.days(moved.day + timedelta(days=1), moved.day + timedelta(days=1))[0].sessions
    assert [line.session.clock for line in pasted if line.session.title == moved.title].count("06:45") == 1
    assert eased(moved, 0.7, hard=False).clock == "06:45"
    edit_line(desk, run.id, "8 easy any time")
    assert now(desk, run.id).clock == ""
    undo(desk)
    assert now(desk, run.id).clock == "06:45"
