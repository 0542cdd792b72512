"""A plan sent as TOML and kept in another store, or in the same one beside the plan that it was made of."""

from datetime import date, timedelta
from pathlib import Path
from random import Random

import msgspec
import pytest

from planner.actions.desk import Desk
from planner.actions.exports import Choice, Format, export
from planner.actions.imports import import_plan
from planner.actions.undo import undo
from planner.codec.layout import written
from planner.domain.change import Delete, Move, Off
from planner.domain.off import OffKind
from planner.domain.plan import Plan
from planner.store.store import Store
from tests.actions.conftest import NOW, again
from tests.exports.plans import a_plan, at, day


def _sent(desk: Desk, **choice: object) -> bytes:
    (file,) = export(desk, Choice(format=Format.TOML, **choice)).files  # type: ignore[arg-type]
    return file.data


@pytest.fixture
def theirs(tmp_path: Path) -> Desk:
    """The desk of whoever sends the plan."""
    desk = Desk(Store(tmp_path / "theirs"), now=lambda: NOW, pick=Random(3).choice)
    plan = a_plan(
        Move(id="c5", at=at(5), session="gone", to=day(9)),
        Delete(id="c6", at=at(6), session="tempo.roll"),
        Off(id="c7", at=at(7), kind=OffKind.ILLNESS, first=day(12), last=day(13), note="a cold"),
    )
    import_plan(desk, written(plan, schema=1), "spring.toml")
    return desk


def _seen(desk: Desk, plan: Plan) -> object:
    standing = desk.schedule_of(plan)
    sessions = [msgspec.structs.replace(one.session, id="") for one in standing.sessions]
    return sessions, [(item.day, item.layer, item.thing, item.what) for item in standing.hung]


def test_whoever_gets_the_file_sees_the_same_days_with_the_same_things_on_them(desk: Desk, theirs: Desk) -> None:
    report = import_plan(desk, _sent(theirs), "spring.toml")
    plan = again(desk).plan_of("spring")
    assert report.plan == plan
    assert _seen(desk, plan) == _seen(theirs, theirs.plan_of("spring"))
    assert plan.layers == theirs.plan_of("spring").layers
    undo(again(desk))
    assert again(desk).store.plan_ids() == ()


def test_what_the_plan_hangs_and_the_store_does_not_have_is_told(desk: Desk, theirs: Desk) -> None:
    said = import_plan(desk, _sent(theirs), "spring.toml", dry_run=True).notes
    assert any("“Roll, after” hangs the routine calves, which you do not have" in note for note in said)
    assert any("“Shoes” puts the shoe blue on, which you do not have" in note for note in said)
    assert not any("Look | at the" in note for note in said)


def test_beside_the_plan_it_was_made_of_a_copy_gets_ids_of_its_own(theirs: Desk) -> None:
    before = theirs.plan_of("spring")
    copy = import_plan(theirs, _sent(theirs), "spring.toml").plan
    assert copy.id == "spring-2"
    assert not {one.id for one in copy.base} & {one.id for one in before.base}
    assert copy.race.session in {one.id for one in copy.base}
    assert _seen(theirs, copy) == _seen(theirs, before)


def test_once_the_plan_is_gone_its_file_brings_it_back_with_its_ids(theirs: Desk) -> None:
    data = _sent(theirs)
    before = theirs.plan_of("spring")
    theirs.store.delete_plan("spring")
    back = import_plan(Desk(theirs.store, now=theirs.now, pick=theirs.pick), data, "spring.toml").plan
    assert back.id == "spring"
    assert [one.id for one in back.base] == [one.id for one in before.base]


def test_a_race_date_moves_the_whole_plan_and_a_past_race_is_told(desk: Desk, theirs: Desk) -> None:
    data = _sent(theirs)
    moved = import_plan(desk, data, "spring.toml", race_day=date(2027, 10, 10), dry_run=True)
    assert moved.plan.race.day == date(2027, 10, 10)
    assert "175 days later" in moved.notes[0]
    late = Desk(desk.store, now=lambda: NOW + timedelta(days=365), pick=desk.pick)
    assert any("was on Sun 18 Apr 2027" in note for note in import_plan(late, data, "x.toml", dry_run=True).notes)


def test_flat_or_cut_to_days_it_holds_no_history(theirs: Desk) -> None:
    assert b'do = "off"' in _sent(theirs)
    assert b'do = "off"' not in _sent(theirs, flat=True)
    part = _sent(theirs, first=day(5), last=day(8)).decode()
    assert 'id = "tempo"' in part
    assert 'id = "race"' in part
    assert 'id = "cross"' not in part


def test_with_a_layer_only_that_layer_leaves(theirs: Desk) -> None:
    for some in ("shoe", "strength"):
        assert _sent(theirs, layers=(some,)).count(b"[[layer]]") == 1
