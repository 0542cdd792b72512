"""Changes of two machines that collide after a merge: one stands, whichever side merged, and the other is told."""

from datetime import datetime, timedelta

import pytest

from planner.domain.change import Batch, Change, Delete, Edit, Move, Restore, Shift, Swap, Switch, Undo
from planner.domain.layer import Anchor, Layer, Thing
from planner.domain.session import Session, SessionKind
from planner.domain.units import Span
from planner.planning.schedule import Planned, Schedule, schedule
from tests.planning.test_amend import START, run, three_weeks
from tests.strategies import AT

EARLY, LATE, AFTERWARDS = AT, AT + timedelta(hours=1), AT + timedelta(hours=2)
TUESDAY, FRIDAY = START + timedelta(days=1), START + timedelta(days=4)


def merged(*changes: Change) -> Schedule:
    layer = Layer(id="roll", name="Roll", thing=Thing.ROLL, anchor=Anchor.BEFORE_RUN, what="roll")
    plan = three_weeks(run("a", START), changes=changes)
    return schedule(
        type(plan)(id="p", race=plan.race, weeks=plan.weeks, base=plan.base, layers=(layer,), changes=changes)
    )


def session(found: Schedule) -> Session:
    planned = found.find("a")
    assert isinstance(planned, Planned)
    return planned.session


def test_of_two_moves_the_later_one_stands_and_the_earlier_one_is_told() -> None:
    early, late = Move(id="m1", at=EARLY, session="a", to=TUESDAY), Move(id="m2", at=LATE, session="a", to=FRIDAY)
    for order in ((early, late), (late, early)):
        assert session(merged(*order)).day == FRIDAY
    told = merged(late, early).lost
    assert [lost.change for lost in told] == [early]
    assert (
        told[0].why
        == "it was moved as well, later (Mon 1 Mar at 08:30), to Fri 26 Mar, which stands: move it again to choose"
    )


def test_what_one_machine_did_after_the_other_is_no_clash() -> None:
    assert merged(Move(id="m1", at=EARLY, session="a", to=TUESDAY), Delete(id="d", at=LATE, session="a")).lost == ()


def test_two_moves_to_the_same_day_are_no_clash() -> None:
    moves = (Move(id="m2", at=LATE, session="a", to=FRIDAY), Move(id="m1", at=EARLY, session="a", to=FRIDAY))
    assert merged(*moves).lost == ()


def test_a_clash_is_settled_by_choosing_once_more_or_by_taking_one_back() -> None:
    moves = (Move(id="m2", at=LATE, session="a", to=FRIDAY), Move(id="m1", at=EARLY, session="a", to=TUESDAY))
    assert merged(*moves, Move(id="m3", at=AFTERWARDS, session="a", to=START)).lost == ()
    assert merged(*moves, Undo(id="u", at=AFTERWARDS, of="m2")).lost == ()
    assert merged(*moves, Edit(id="e", at=AFTERWARDS, session="a", note="x")).lost != ()


@pytest.mark.parametrize("item", ["a", "a.roll"])
def test_a_deletion_made_before_a_move_of_another_machine_stands(item: str) -> None:
    delete, move = Delete(id="d", at=EARLY, session=item), Move(id="m", at=LATE, session=item, to=FRIDAY)
    for order in ((delete, move), (move, delete)):
        found = merged(*order)
        assert found.find(item) is None
        assert [lost.change.id for lost in found.lost] == ["m"]


@pytest.mark.parametrize("item", ["a", "a.roll"])
def test_a_deletion_made_after_a_move_of_another_machine_stands_and_the_move_is_told(item: str) -> None:
    move, delete = Move(id="m", at=EARLY, session=item, to=FRIDAY), Delete(id="d", at=LATE, session=item)
    found = merged(delete, move)
    assert found.find(item) is None
    assert [lost.change.id for lost in found.lost] == ["m"]
    assert "the deletion stands: bring it back" in found.lost[0].why
    assert merged(delete, move, Restore(id="r", at=AFTERWARDS, session=item)).find(item) is not None


def test_two_edits_clash_only_in_what_both_changed() -> None:
    first = Edit(id="e1", at=EARLY, session="a", distance=Span.of(5000), note="mine")
    other = Edit(id="e2", at=LATE, session="a", distance=Span.of(6000), title="theirs")
    found = merged(other, first)
    assert (session(found).distance, session(found).note, session(found).title) == (Span.of(6000), "mine", "theirs")
    assert found.lost[0].why.startswith("its distance was changed as well, later")
    assert merged(Edit(id="e3", at=LATE, session="a", title="t"), first).lost == ()


def test_days_that_both_machines_swapped_are_told_since_they_stand_as_before() -> None:
    swaps = (Swap(id="s2", at=LATE, one=FRIDAY, other=START), Swap(id="s1", at=EARLY, one=START, other=FRIDAY))
    found = merged(*swaps)
    assert session(found).day == START
    assert "swap them once more" in found.lost[0].why


def test_two_shifts_and_two_switches_are_told() -> None:
    shifts = (Shift(id="s2", at=LATE, since=START, by=2), Shift(id="s1", at=EARLY, since=START, by=1))
    assert "both stand: shift it back" in merged(*shifts).lost[0].why
    switches = (Switch(id="w2", at=LATE, layer="roll", on=True), Switch(id="w1", at=EARLY, layer="roll", on=False))
    assert "it was switched on as well" in merged(*switches).lost[0].why


def test_a_part_of_a_batch_clashes_like_a_change_of_its_own() -> None:
    part = Move(id="p", at=EARLY, session="a", to=TUESDAY)
    batch = Batch(id="b", at=EARLY, name="Moved", parts=(part, Edit(id="q", at=EARLY, session="a", note="n")))
    found = merged(Move(id="m2", at=LATE, session="a", to=FRIDAY), batch)
    assert [lost.change for lost in found.lost] == [part]
    assert session(found).day == FRIDAY
    assert session(found).note == "n"


def test_what_a_merge_brought_in_twice_counts_once() -> None:
    swap = Swap(id="s", at=EARLY, one=START, other=FRIDAY)
    found = merged(swap, swap)
    assert (session(found).day, found.lost) == (FRIDAY, ())


def test_an_undo_holds_even_where_it_stands_before_its_change() -> None:
    move = Move(id="m", at=LATE, session="a", to=FRIDAY)
    assert session(merged(Undo(id="u", at=EARLY, of="m"), move)).day == START


def test_a_moment_that_was_written_without_a_zone_counts_as_utc() -> None:
    naive = datetime(2027, 3, 1, 7, 0)  # noqa: DTZ001 - as a person may write it
    moves = (Move(id="m1", at=EARLY, session="a", to=TUESDAY), Move(id="m2", at=naive, session="a", to=FRIDAY))
    assert session(merged(*moves)).day == TUESDAY
    assert session(merged(*moves)).kind is SessionKind.EASY
