"""What a person does with a store: each action saved at once, said in a sentence, and taken back by undo."""

from datetime import date, timedelta
from pathlib import Path

import msgspec
import pytest

from planner.actions import build_ups, changes, diary, gear, orthotics, undo
from planner.actions.build_ups import Request
from planner.actions.desk import Desk
from planner.domain.body import Area, Side
from planner.domain.errors import BadValue, NotFound
from planner.domain.layer import Anchor, Layer, Thing
from planner.domain.log import Ran
from planner.domain.plan import Plan
from planner.domain.race import RACE_M
from planner.domain.session import Session, SessionKind
from planner.domain.units import Span
from planner.planning.agenda import Status
from planner.planning.build_up import OutOfReach
from planner.store.store import Store
from tests.actions.conftest import NOW, again

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
    return build_ups.make(desk, "spring", SPRING).plan


def first_run(desk: Desk) -> Session:
    return desk.schedule_of(desk.plan_of("spring")).sessions[0].session


def test_a_build_up_that_is_made_is_the_one_the_next_start_opens_on(desk: Desk, plan: Plan) -> None:
    assert again(desk).plan() == plan
    assert plan.race.day == date(2027, 4, 18)
    race = again(desk).days(plan.race.day, plan.race.day)[0]
    assert race.race == plan.race
    assert race.sessions[-1].session.kind is SessionKind.RACE


def test_a_preview_writes_nothing(desk: Desk) -> None:
    build_ups.preview(desk, SPRING)
    assert not desk.store.root.exists()


def test_an_id_that_is_taken_is_refused_and_the_plan_stays(desk: Desk, plan: Plan) -> None:
    with pytest.raises(BadValue, match="already"):
        build_ups.make(desk, "spring", SPRING)
    assert again(desk).plan() == plan


@pytest.mark.parametrize("plan_id", ["../x", "A", "", "con", "a b", "x" * 99])
def test_an_id_that_cannot_name_a_file_is_refused(desk: Desk, plan_id: str) -> None:
    with pytest.raises(BadValue, match="plan id"):
        build_ups.make(desk, plan_id, SPRING)
    assert not desk.store.root.exists()


def test_a_race_that_is_not_ahead_is_refused(desk: Desk) -> None:
    for day in (desk.today, desk.today - timedelta(days=1), date(1999, 1, 1)):
        with pytest.raises(BadValue, match="not ahead"):
            build_ups.preview(desk, msgspec.structs.replace(SPRING, race_day=day))


def test_a_race_too_near_says_from_when_on_it_would_work(desk: Desk) -> None:
    near = msgspec.structs.replace(SPRING, race_day=desk.today + timedelta(days=22), distance_m=RACE_M["marathon"])
    with pytest.raises(OutOfReach) as refused:
        build_ups.preview(desk, near)
    assert refused.value.earliest is not None
    later = build_ups.preview(desk, msgspec.structs.replace(near, race_day=refused.value.earliest))
    assert later.plan.race.day == refused.value.earliest
    assert build_ups.preview(desk, msgspec.structs.replace(near, finish_safely=True)).finish_safely


@pytest.mark.usefixtures("plan")
def test_a_moved_run_is_undone_and_redone_by_later_starts(desk: Desk) -> None:
    run = first_run(desk)
    to = run.day + timedelta(days=1)
    assert "Moved" in changes.move(desk, run.id, to)
    assert first_day(again(desk), run.id) == to
    assert "moved" in undo.undo(again(desk))
    assert first_day(again(desk), run.id) == run.day
    assert "moved" in undo.redo(again(desk))
    assert first_day(again(desk), run.id) == to


def first_day(desk: Desk, session: str) -> date:
    found = desk.schedule_of(desk.plan_of("spring")).find(session)
    assert found is not None
    return found.session.day  # type: ignore[union-attr]


@pytest.mark.usefixtures("plan")
def test_undo_takes_back_changes_and_log_entries_in_the_order_they_were_made(desk: Desk) -> None:
    run = first_run(desk)
    changes.edit(desk, run.id, distance=Span.of(7_000.0))
    diary.log_pain(desk, Area.KNEE, 3, desk.today, side=Side.LEFT)
    changes.delete(desk, run.id)
    assert "deleted" in undo.undo(desk)
    assert "pain" in undo.undo(desk)
    assert desk.entries(desk.today, desk.today) == ()
    assert "changed" in undo.undo(desk)
    assert first_run(desk) == run
    assert "made the plan" in undo.undo(desk)
    assert desk.plan() is None
    with pytest.raises(NotFound, match="nothing to take back"):
        undo.undo(desk)
    for _ in range(4):
        undo.redo(desk)
    assert again(desk).entries(desk.today, desk.today)
    with pytest.raises(NotFound):
        changes.find(again(desk), run.id)


def test_a_deleted_plan_comes_back_whole(desk: Desk, plan: Plan) -> None:
    build_ups.remove(desk, "spring")
    assert again(desk).plan() is None
    undo.undo(again(desk))
    assert again(desk).plan_of("spring") == plan


@pytest.mark.usefixtures("plan")
def test_done_without_a_distance_takes_the_planned_one_and_says_so(desk: Desk) -> None:
    run = first_run(desk)
    with pytest.raises(BadValue, match="not here yet"):
        diary.done(desk, run.id)
    changes.move(desk, run.id, desk.today)
    run = first_run(desk)
    diary.done(desk, run.id)
    day = again(desk).days(run.day, run.day)[0]
    line = next(line for line in day.sessions if line.session.id == run.id)
    assert line.status is Status.DONE
    assert isinstance(line.entry, Ran)
    assert run.distance is not None
    assert line.entry.distance_m == run.distance.middle_m
    assert line.entry.as_planned


@pytest.mark.usefixtures("plan")
def test_a_skipped_session_keeps_its_reason(desk: Desk) -> None:
    run = first_run(desk)
    diary.skip(desk, run.id, "ice [/] on the road\x1b[2J")
    day = again(desk).days(run.day, run.day)[0]
    assert day.sessions[0].status is Status.SKIPPED
    assert getattr(day.sessions[0].entry, "why", "") == "ice [/] on the road[2J"


def test_the_race_is_neither_moved_nor_deleted_nor_swapped(desk: Desk, plan: Plan) -> None:
    with pytest.raises(BadValue):
        changes.move(desk, plan.race.session, date(2027, 4, 17))
    with pytest.raises(BadValue):
        changes.delete(desk, plan.race.session)
    with pytest.raises(BadValue):
        changes.swap(desk, plan.race.day, date(2027, 4, 17))
    with pytest.raises(BadValue):
        changes.edit(desk, plan.race.session, kind=SessionKind.EASY)
    assert again(desk).plan_of("spring") == plan


@pytest.mark.usefixtures("plan")
def test_a_layer_is_switched_off_and_on_and_back_by_undo(desk: Desk) -> None:
    layer = desk.plan_of("spring").layers[0].id
    before = desk.schedule_of(desk.plan_of("spring")).hung
    changes.switch_layer(desk, layer, on=False)
    off = again(desk).schedule_of(again(desk).plan_of("spring")).hung
    assert off == tuple(item for item in before if item.layer != layer)
    undo.undo(desk)
    assert desk.schedule_of(desk.plan_of("spring")).hung == before


def test_a_run_that_is_logged_answers_for_the_only_planned_run_of_its_day(desk: Desk) -> None:
    from_monday = msgspec.structs.replace(SPRING, start=desk.today - timedelta(days=5))
    build_ups.make(desk, "spring", from_monday)
    run = next(p.session for p in desk.schedule_of(desk.plan_of("spring")).sessions if p.session.day <= desk.today)
    assert "the planned run" in diary.log_run(desk, 5_000, run.day)
    assert again(desk).days(run.day, run.day)[0].sessions[0].status is Status.DONE
    assert "planned" not in diary.log_run(desk, 3_000, run.day)
    assert len(again(desk).days(run.day, run.day)[0].extra) == 1


def test_what_has_not_happened_cannot_be_logged(desk: Desk) -> None:
    with pytest.raises(BadValue, match="not here yet"):
        diary.log_run(desk, 5_000, desk.today + timedelta(days=1))
    with pytest.raises(BadValue, match="0 to 10"):
        diary.log_pain(desk, Area.KNEE, 11, desk.today)
    with pytest.raises(BadValue, match="core"):
        diary.log_pain(desk, Area.CORE, 3, desk.today)
    with pytest.raises(BadValue, match="not a run"):
        diary.log_run(desk, 0, desk.today)
    assert not desk.store.root.exists()


def test_shoes_and_orthotics_gather_what_the_log_says(desk: Desk) -> None:
    gear.add_shoe(desk, "Blue [/] daily", shoe_id="blue")
    orthotics.add_orthotic(desk, "Cork", orthotic_id="cork")
    diary.log_run(desk, 5_000, desk.today, shoe="blue", orthotic="cork")
    diary.log_wear(desk, "cork", 2.5, desk.today)
    worn = gear.worn(again(desk))
    assert worn["blue"].distance_m == 5_000
    assert (worn["cork"].distance_m, worn["cork"].runs, worn["cork"].hours) == (5_000, 1, 2.5)
    gear.retire_shoe(desk, "blue", desk.today)
    assert again(desk).shoe("blue").retired == desk.today
    with pytest.raises(NotFound, match="Shoes: blue"):
        diary.log_run(desk, 5_000, desk.today, shoe="red")


@pytest.mark.usefixtures("plan")
def test_a_shoe_is_hung_on_some_kinds_of_session_and_taken_off_by_undo(desk: Desk) -> None:
    gear.add_shoe(desk, "Red racer", shoe_id="red")
    kinds = (SessionKind.TEMPO, SessionKind.RACE_PACE, SessionKind.RACE)
    layer = Layer(id="red", name="Red racer", thing=Thing.SHOE, anchor=Anchor.RUN, what="red", kinds=kinds)
    before = desk.schedule_of(desk.plan_of("spring")).hung
    changes.hang(desk, layer)
    found = again(desk).schedule_of(again(desk).plan_of("spring"))
    wearing = {item.session for item in found.hung if item.what == "red"}
    assert wearing == {planned.session.id for planned in found.sessions if planned.session.kind in kinds}
    undo.undo(desk)
    assert desk.schedule_of(desk.plan_of("spring")).hung == before
    with pytest.raises(NotFound, match="Shoes: red"):
        changes.hang(desk, msgspec.structs.replace(layer, what="green"))


def test_a_runner_in_miles_reads_refusals_and_warnings_in_miles(desk: Desk) -> None:
    desk.set(unit="mi")
    marathon = msgspec.structs.replace(SPRING, distance_m=RACE_M["marathon"], weekly_m=16_000, longest_m=6_400)
    with pytest.raises(OutOfReach) as refused:
        build_ups.preview(desk, marathon)
    said = [refused.value.why, *build_ups.preview(desk, msgspec.structs.replace(marathon, finish_safely=True)).warnings]
    assert "26.2 mi" in refused.value.why
    assert not any("{" in text or " km" in text for text in said)


def test_a_backup_that_cannot_be_made_is_said_and_stops_nothing(store_root: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    diary.log_run(Desk(Store(store_root), now=lambda: NOW), 4_000.0, NOW.date())
    (store_root / ".state" / "backed-up").unlink()  # as on the next day
    desk = Desk(Store(store_root, {"PLANNER_BACKUPS": str(tmp_path / "file")}), now=lambda: NOW)
    diary.log_run(desk, 5_000.0, desk.today)
    assert len(again(desk).entries(desk.today, desk.today)) == 2
    assert any("file" in str(problem) for problem in desk.problems)
