"""Importing a plan that somebody else wrote, and saving routines of one's own."""

from datetime import date, timedelta

import msgspec
import pytest

from planner.actions.desk import Desk
from planner.actions.imports import import_plan
from planner.actions.routines import save_own
from planner.actions.undo import undo
from planner.codec.layout import written
from planner.domain.dose import Hold
from planner.domain.errors import BadValue
from planner.domain.exercise import Timing
from planner.domain.routine import Do, Routine, routine_length
from tests.actions.conftest import again
from tests.exports.plans import a_plan

RACE_DAY = date(2027, 4, 18)
WEEK = """- workouts:
  - title: Rest
  - title: '{3:4.8} run'
    distance: 3.0
  - title: 30 min cross
  - title: Easy [4-5]
    distance: [4.0, 5.0]
  - title: Rest or Easy Run
  - title: Rest
  - title: LAST
    distance: LENGTH
"""
PLAN = (
    "id: our_ten\nname: Ours\ndescription: Ours.\nunits: mi\nsource: none\ntype: 10K\nschedule:\n"
    + WEEK.replace("LAST", "'{5:8} run'").replace("LENGTH", "5.0")
    + WEEK.replace("LAST", "10-K Race").replace("LENGTH", "6.2")
).encode()


def test_an_imported_plan_races_on_race_day_with_the_default_layers_hung_on_its_runs(desk: Desk) -> None:
    report = import_plan(desk, PLAN, "ours.yaml", race_day=RACE_DAY)
    plan = again(desk).plan()
    assert plan == report.plan
    assert plan is not None
    assert plan.race.day == RACE_DAY
    assert len(plan.base) == 14
    schedule = again(desk).schedule_of(plan)
    runs = {planned.session.id for planned in schedule.sessions if planned.session.kind.is_run}
    hung = {item.session for item in schedule.hung if item.session}
    assert runs == hung
    rolled_before = {item.session for item in schedule.hung if item.anchor == "before-run"}
    assert runs == rolled_before


@pytest.mark.parametrize(
    ("title", "far", "there"),
    [("Race", "distance: 6.2", "6.2 mi"), ("10K race", "tags: []", "6.2 mi"), ("Half Marathon", "tags: []", "half")],
)
def test_a_race_that_is_as_long_as_the_person_says_although_the_file_says_otherwise_is_told(
    desk: Desk, title: str, far: str, there: str
) -> None:
    data = PLAN.replace(b"10-K Race", title.encode()).replace(b"distance: 6.2", far.encode())
    report = import_plan(desk, data, "ours.yaml", race_day=RACE_DAY, race_m=5_000.0, dry_run=True)
    assert report.plan.race.distance_m == 5_000.0
    assert f"Week 2, Sunday: the race is {there} there; 5k was given, and counts." in report.notes
    right = 21_097.5 if there == "half" else 10_000.0
    agreed = import_plan(desk, data, "ours.yaml", race_day=RACE_DAY, race_m=right, dry_run=True)
    assert not any("was given" in note for note in agreed.notes)


def test_a_distance_beside_a_file_of_our_own_is_left_out_and_told(desk: Desk) -> None:
    data = written(a_plan(), schema=1)
    agreed = import_plan(desk, data, "ours.toml", race_m=21_097.5, dry_run=True)
    assert not any("The file says how far" in note for note in agreed.notes)
    report = import_plan(desk, data, "ours.toml", race_m=10_000.0, dry_run=True)
    assert report.plan.race.distance_m == 21_097.5
    said = "The file says how far its race is, half; 10k, which was given"
    assert any(note.startswith(said) for note in report.notes)


def test_a_dry_run_of_an_import_writes_nothing(desk: Desk) -> None:
    report = import_plan(desk, PLAN, "ours.yaml", race_day=RACE_DAY, dry_run=True)
    assert not report.kept
    assert not desk.store.root.exists()


def test_a_second_import_gets_an_id_of_its_own_and_undo_takes_it_out(desk: Desk) -> None:
    first = import_plan(desk, PLAN, "ours.yaml", race_day=RACE_DAY).plan.id
    second = import_plan(desk, PLAN, "ours.yaml", race_day=RACE_DAY).plan.id
    assert first != second
    undo(again(desk))
    assert again(desk).store.plan_ids() == (first,)


def test_a_race_that_is_not_ahead_or_a_file_of_no_known_format_changes_nothing(desk: Desk) -> None:
    with pytest.raises(BadValue, match="not ahead"):
        import_plan(desk, PLAN, "ours.yaml", race_day=desk.today - timedelta(days=1))
    for data in (b"", b"\xff\xfe", b"BEGIN:VCALENDAR", PLAN[:90], b"[" * 5000):
        with pytest.raises(BadValue):
            import_plan(desk, data, "x.yaml", race_day=RACE_DAY)
    assert not desk.store.root.exists()


OWN = Routine(
    id="",
    name="My [/] after-run",
    timing=(Timing.POST,),
    steps=(Do(exercise="calf-foam-roll"), Do(exercise="wall-calf-stretch-straight", dose=Hold(45))),
)


def test_an_own_routine_is_there_at_the_next_start_with_its_length(desk: Desk) -> None:
    saved = save_own(desk, OWN)
    assert saved.id == "my-after-run"
    found = again(desk).routine("my-after-run")
    assert found == saved
    assert routine_length(found, desk.exercises()).usual_s == 2 * (60 + 6) + 2 * (45 + 6)
    assert again(desk).routine_names()["my-after-run"] == "My [/] after-run"


def test_a_second_routine_of_that_name_does_not_replace_the_first(desk: Desk) -> None:
    first = save_own(desk, OWN)
    second = save_own(desk, msgspec.structs.replace(OWN, steps=OWN.steps[:1]))
    assert first.id != second.id
    assert again(desk).routine(first.id) == first


def test_a_routine_without_a_name_an_exercise_or_with_an_unknown_one_is_refused(desk: Desk) -> None:
    for wrong in (
        msgspec.structs.replace(OWN, name=" \x1b"),
        msgspec.structs.replace(OWN, steps=()),
        msgspec.structs.replace(OWN, steps=(Do(exercise="no-such-thing"),)),
    ):
        with pytest.raises(BadValue):
            save_own(desk, wrong)
    assert not desk.store.root.exists()
