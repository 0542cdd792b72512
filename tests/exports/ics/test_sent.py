"""What is gone since the last export is cancelled for one state of the plan, and no SEQUENCE ever falls."""

from collections.abc import Mapping
from datetime import date

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.domain.change import Change, Delete, Edit, Move, Rebase, Switch, Undo
from planner.domain.layer import Anchor, Layer, Thing
from planner.domain.plan import Plan, as_made_last
from planner.domain.session import Session, SessionKind
from planner.domain.units import Unit
from planner.exports.ics.calendar import Events
from planner.exports.ics.events import CalEvent, write_calendar
from planner.exports.ics.sent import Scope, Sent, settle
from planner.exports.outgoing import Outgoing
from planner.planning.agenda import agenda
from planner.planning.schedule import schedule, span_of
from tests.exports.plans import NAMES, TODAY, a_plan, at, day
from tests.strategies import changes, plans

ALWAYS = Scope(first=date.min, last=date.max)
Told = Mapping[str, Sent]


def export(plan: Plan, before: Told | None, asked: Scope = ALWAYS) -> tuple[list[CalEvent], dict[str, Sent]]:
    """Export a plan as the program does, to a calendar that was told `before`."""
    made_last = as_made_last(plan)
    standing = schedule(made_last)
    first, last = span_of(made_last, standing)
    low, high = max(asked.first, first), min(asked.last, last)
    days = agenda(made_last, (), low, high, TODAY, standing=standing)
    if asked.layers:
        days = tuple(
            msgspec.structs.replace(one, hung=tuple(line for line in one.hung if line.hung.layer in asked.layers))
            for one in days
        )
    made = Events(Outgoing(plan=made_last, days=days, unit=Unit.KM, names=NAMES))
    events, told = settle(made, made.all(), before, plan=made_last, standing=standing, scope=asked)
    write_calendar("x", events)
    return events, told


def gone(events: list[CalEvent]) -> set[str]:
    return {event.item for event in events if event.is_cancelled}


def first_told(plan: Plan) -> dict[str, Sent]:
    return export(plan, None)[1]


def test_without_a_memory_the_sessions_that_the_plan_knows_as_deleted_are_cancelled() -> None:
    events, told = export(a_plan(), None)
    assert gone(events) == {"gone"}
    assert gone(export(a_plan(), told)[0]) == {"gone"}
    changed = a_plan(Edit(id="x", at=at(30), session="pair", note="new"))
    assert gone(export(changed, told)[0]) == set()


def test_what_is_gone_is_cancelled_until_the_next_change_and_the_same_bytes_are_written_until_then() -> None:
    told = first_told(a_plan())
    after = a_plan(Delete(id="x", at=at(30), session="pair"))
    events, told = export(after, told)
    assert gone(events) == {"pair", "pair.roll"}
    again, same = export(after, told)
    assert write_calendar("x", again) == write_calendar("x", events)
    assert same == told
    later = a_plan(Delete(id="x", at=at(30), session="pair"), Edit(id="y", at=at(31), session="long", note="n"))
    assert gone(export(later, told)[0]) == set()


def test_a_cancelled_event_keeps_name_and_day_and_has_a_higher_sequence() -> None:
    events, told = export(a_plan(), None)
    before = next(event for event in events if event.item == "pair")
    made, _ = export(a_plan(Delete(id="x", at=at(30), session="pair")), told)
    after = next(event for event in made if event.item == "pair")
    assert (after.uid, after.start) == (before.uid, before.start)
    assert after.summary == f"Cancelled: {before.summary}"
    assert after.sequence > before.sequence
    assert after.stamp == at(30)


def test_hung_items_deleted_alone_and_layers_switched_off_are_cancelled() -> None:
    told = first_told(a_plan())
    alone = a_plan(Delete(id="x", at=at(30), session="tempo.roll"))
    assert gone(export(alone, told)[0]) == {"tempo.roll"}
    off = a_plan(Switch(id="x", at=at(30), layer="gym", on=False))
    assert gone(export(off, told)[0]) == {"2027-04-07.gym"}


def test_sessions_of_a_base_that_was_made_again_are_cancelled() -> None:
    plan = a_plan()
    told = first_told(plan)
    base = (Session(id="new", day=day(7), kind=SessionKind.EASY), plan.base[-1])
    again = a_plan(Rebase(id="x", at=at(30), race=plan.race, weeks=plan.weeks, base=base, layers=()))
    events, _ = export(again, told)
    assert {"rest1", "tempo", "tempo.roll", "long", "pair", "cross", "2027-04-07.gym"} <= gone(events)
    assert {event.item for event in events} - gone(events) == {"new", "extra", "race"}


def test_what_was_never_exported_is_not_cancelled() -> None:
    told = first_told(a_plan())
    plan = a_plan()
    extra = Delete(id="x", at=at(31), session="extra")
    assert gone(export(a_plan(extra), told)[0]) == {"extra", "extra.roll"}
    told.pop("extra")
    told.pop("extra.roll")
    assert gone(export(a_plan(extra), told)[0]) == set()
    assert plan.id == "spring"


def test_a_part_of_the_plan_cancels_nothing_outside_it_and_the_rest_is_told_later() -> None:
    told = first_told(a_plan())
    after = a_plan(Delete(id="x", at=at(30), session="pair"), Delete(id="y", at=at(31), session="tempo.roll"))
    first_week, told_first = export(after, told, Scope(first=day(5), last=day(11)))
    assert gone(first_week) == {"tempo.roll"}
    whole, _ = export(after, told_first)
    assert gone(whole) == {"tempo.roll", "pair", "pair.roll"}
    strength, told_strength = export(after, told, Scope(first=date.min, last=date.max, layers=frozenset({"gym"})))
    assert gone(strength) == {"pair"}
    assert gone(export(after, told_strength)[0]) == {"tempo.roll", "pair", "pair.roll"}


def test_an_undo_brings_the_event_back_with_a_higher_sequence() -> None:
    told = first_told(a_plan())
    deleted: tuple[Change, ...] = (Delete(id="x", at=at(30), session="pair"),)
    events, told = export(a_plan(*deleted), told)
    was = {event.item: event.sequence for event in events}
    back, _ = export(a_plan(*deleted, Undo(id="y", at=at(31), of="x")), told)
    for event in back:
        assert event.sequence >= was.get(event.item, 0)
        if event.item in gone(events):
            assert not event.is_cancelled
            assert event.sequence > was[event.item]


def test_what_hangs_on_a_rest_day_goes_and_comes_with_the_runs_of_the_day() -> None:
    layer = Layer(id="rest", name="Rest", thing=Thing.STRETCH, anchor=Anchor.REST_DAY, what="calves")
    plan = a_plan()
    plan = msgspec.structs.replace(plan, layers=(*plan.layers, layer))
    numbers = []
    moved = Move(id="x", at=at(30), session="pair", to=day(7))
    for made in ((), (moved,), (moved, Undo(id="y", at=at(31), of="x"))):
        events, _ = export(msgspec.structs.replace(plan, changes=(*plan.changes, *made)), None)
        numbers += [event.sequence for event in events if event.item == "2027-04-07.rest"]
    assert numbers == [0, 2]


@settings(max_examples=40)
@given(plans(), st.data())
def test_no_sequence_falls_and_calendars_end_up_with_what_stands(plan: Plan, data: st.DataObject) -> None:
    """With the memory, and after it was lost at any time, as long as the plan only grows."""
    told: dict[str, Sent] | None = None
    high: dict[str, int] = {}
    calendar: dict[str, tuple[bool, int]] = {}
    was_lost = False
    for number in range(6):
        events, now = export(plan, told)
        again, same = export(plan, now)
        assert again == events
        assert same == now
        for event in events:
            assert event.sequence >= high.get(event.item, -1)
            if event.item in calendar and calendar[event.item][0] != event.is_cancelled:
                assert event.sequence > high[event.item]
            high[event.item] = event.sequence
            calendar[event.item] = (event.is_cancelled, event.sequence)
        if not was_lost:
            stand = {event.item for event in events if not event.is_cancelled}
            assert {item for item, (is_gone, _) in calendar.items() if not is_gone} == stand
        told = data.draw(st.sampled_from([now, now, now, None]))
        was_lost |= told is None
        change = data.draw(changes(number, undoing=True))
        plan = msgspec.structs.replace(plan, changes=(*plan.changes, change))


def test_no_sequence_falls_even_when_the_plan_lost_changes() -> None:
    """An older file of the plan was brought back: it knows fewer changes than calendars were told of."""
    newer = a_plan(Move(id="m", at=at(30), session="long", to=day(9)), Delete(id="x", at=at(31), session="pair"))
    told = export(newer, first_told(newer))[1]
    told = {item: msgspec.structs.replace(sent, sequence=sent.sequence + 5) for item, sent in told.items()}
    told["pair"] = Sent(day=day(13), summary="Run", sequence=7, gone="of an earlier state")
    told["never"] = Sent(day=day(13), summary="Run", sequence=9)
    events = {event.item: event for event in export(a_plan(), told)[0]}
    assert events["long"].sequence == told["long"].sequence
    assert events["pair"].sequence == 8
    assert (events["never"].is_cancelled, events["never"].sequence) == (True, 10)
