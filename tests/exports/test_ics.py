from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from planner.domain.change import Change, Delete, Edit, Move, Redo, Swap, Switch, Undo
from planner.domain.errors import PlannerError
from planner.domain.plan import Plan
from planner.domain.session import Session, SessionKind
from planner.domain.units import Unit
from planner.exports.ics import to_ics, uid_of
from planner.exports.touches import Touches
from planner.planning.agenda import agenda
from planner.planning.schedule import schedule
from tests.exports.plans import NAMES, a_plan, at, day, days_of
from tests.strategies import changes, plans


def export(plan: Plan, unit: Unit = Unit.KM) -> bytes:
    return to_ics(plan, days_of(plan), unit=unit, names=NAMES)


class Seen(NamedTuple):
    """What a calendar sees of an event."""

    start: date
    end: date
    is_all_day: bool
    stamp: datetime
    sequence: int
    summary: str
    description: str
    status: str
    is_free: bool
    raw: bytes


def _seen(event: Any) -> Seen:
    return Seen(
        start=event["dtstart"].dt,
        end=event["dtend"].dt,
        is_all_day=event["dtstart"].params["VALUE"] == event["dtend"].params["VALUE"] == "DATE",
        stamp=event["dtstamp"].dt,
        sequence=int(event["sequence"]),
        summary=str(event["summary"]),
        description=str(event.get("description", "")),
        status=str(event["status"]),
        is_free=event["transp"] == "TRANSPARENT",
        raw=event.to_ical(),
    )


def events(written: bytes) -> dict[str, Seen]:
    found = list(Calendar.from_ical(written).walk("VEVENT"))
    by_uid = {str(event["uid"]): _seen(event) for event in found}
    assert len(by_uid) == len(found)
    return by_uid


def event_of(plan: Plan, item: str) -> Seen:
    return events(export(plan))[uid_of(item, plan.id)]


def sequence(plan: Plan, item: str) -> int:
    return event_of(plan, item).sequence


def test_every_session_and_routine_is_there_all_day_on_its_day() -> None:
    plan = a_plan()
    found = events(export(plan))
    standing = schedule(plan)
    wanted = {uid_of(planned.session.id, "spring"): planned.session.day for planned in standing.sessions}
    wanted |= {uid_of(item.id, "spring"): item.day for item in standing.hung if item.is_routine}
    for uid, on in wanted.items():
        assert (found[uid].start, found[uid].end) == (on, on + timedelta(days=1))
        assert found[uid].is_all_day
        assert found[uid].is_free


def test_a_second_export_is_the_same_bytes() -> None:
    assert export(a_plan()) == export(a_plan())


def test_lines_are_folded_at_75_octets_and_end_in_crlf() -> None:
    written = export(a_plan())
    lines = written.split(b"\r\n")
    assert lines[-1] == b""
    assert all(len(line) <= 75 and b"\n" not in line and b"\r" not in line for line in lines)
    for line in lines:
        line.decode()


def test_text_reads_back_as_it_was() -> None:
    plan = a_plan()
    written = export(plan)
    assert b"X-WR-CALNAME:Spring\\, half\\; the \\\\ plan [/]\r\n" in written
    assert event_of(plan, "tempo.roll").summary == "Roll after the run: Calves [/] & feet, both; slowly"
    assert event_of(plan, "race").summary == "Race: Frühlings-Halbe 🏃‍♀️ (half)"
    said = event_of(plan, "tempo").description
    assert "3 x 1 km [90s], then *jog*;\nhome \\o/" in said
    assert "Shoe: Blue | “41”" in said
    assert "Moved from Tue 6 Apr." in said


def test_amounts_are_in_the_users_unit() -> None:
    found = events(export(a_plan(), Unit.MI))
    assert found["pair@spring.planner"].summary == "3 mi run | יום ראשון"
    assert found["tempo@spring.planner"].summary == "5 mi tempo"
    assert found["cross@spring.planner"].summary == "45 min cross (PM)"


def test_a_move_keeps_the_uids_and_raises_the_sequence() -> None:
    before = a_plan()
    after = a_plan(Move(id="m", at=at(30), session="pair", to=day(15)))
    old, new = events(export(before)), events(export(after))
    assert old.keys() == new.keys()
    for item in ("pair", "pair.roll"):
        uid = uid_of(item, "spring")
        assert new[uid].start == day(15)
        assert new[uid].sequence > old[uid].sequence
        assert new[uid].stamp == at(30)
    untouched = uid_of("long", "spring")
    assert old[untouched].raw == new[untouched].raw


def test_an_undo_raises_the_sequence_again() -> None:
    moved: tuple[Change, ...] = (Move(id="m", at=at(30), session="pair", to=day(15)),)
    undone = (*moved, Undo(id="u", at=at(31), of="m"))
    redone = (*undone, Redo(id="r", at=at(32), of="m"))
    assert [sequence(a_plan(*made), "pair") for made in ((), moved, undone, redone)] == [0, 1, 2, 3]
    assert event_of(a_plan(*undone), "pair").start == day(13)


@pytest.mark.parametrize(
    ("make", "item"),
    [
        (lambda: Swap(id="x", at=at(30), one=day(13), other=day(15)), "pair"),
        (lambda: Switch(id="x", at=at(30), layer="shoe", on=False), "pair.roll"),
        (lambda: Edit(id="x", at=at(30), session="pair", note="new"), "pair"),
        (lambda: Edit(id="x", at=at(30), session="pair.roll", what="kraft"), "pair.roll"),
    ],
)
def test_every_sort_of_change_counts(make: Callable[[], Change], item: str) -> None:
    change = make()
    changed = a_plan(change)
    expected = 0 if isinstance(change, Switch) else 1
    assert sequence(changed, item) - sequence(a_plan(), item) == expected


def test_a_deleted_session_is_cancelled_so_that_calendars_drop_it() -> None:
    assert event_of(a_plan(), "gone").status == "CANCELLED"
    assert event_of(a_plan(), "pair").status == "CONFIRMED"
    back = a_plan(Undo(id="u", at=at(30), of="c3"))
    assert event_of(back, "gone").status == "CONFIRMED"
    assert sequence(back, "gone") == 2
    gone_race = a_plan(Delete(id="x", at=at(30), session="race"))
    assert event_of(gone_race, "race").status == "CONFIRMED"


def test_a_race_without_a_session_still_has_its_event() -> None:
    import msgspec

    plan = a_plan()
    bare = msgspec.structs.replace(plan, base=plan.base[:-1])
    event = event_of(bare, "race")
    assert (event.start, event.summary) == (day(18), "Race: Frühlings-Halbe 🏃‍♀️ (half)")


def test_two_sessions_with_one_id_are_not_written() -> None:
    import msgspec

    plan = a_plan()
    days = days_of(plan)
    with pytest.raises(PlannerError, match="Nothing was saved"):
        to_ics(plan, (*days, days[-1]), unit=Unit.KM, names=NAMES)
    odd = msgspec.structs.replace(plan, base=(*plan.base, Session(id="a;b,c\\d", day=day(6), kind=SessionKind.RUN)))
    assert "a;b,c\\d@spring.planner" in events(export(odd))


@settings(max_examples=20)
@given(plans(), st.data())
def test_any_plan_reads_back_and_sequences_only_rise(plan: Plan, data: st.DataObject) -> None:
    import msgspec

    last: dict[str, int] = {}
    for number in range(6):
        days = agenda(plan, (), plan.first_day, plan.last_day, date(2027, 4, 1))
        found = events(to_ics(plan, days, unit=Unit.KM, names={}))
        present = {uid_of(line.session.id, plan.id) for one in days for line in one.sessions}
        assert present <= found.keys()
        for uid, event in found.items():
            assert event.sequence >= last.get(uid, 0)
            last[uid] = event.sequence
        change = data.draw(changes(number, undoing=True))
        plan = msgspec.structs.replace(plan, changes=(*plan.changes, change))


@settings(max_examples=20)
@given(plans(), st.data())
def test_what_changed_has_a_higher_sequence(plan: Plan, data: st.DataObject) -> None:
    import msgspec

    made: tuple[Change, ...] = ()
    for number in range(5):
        made = (*made, data.draw(changes(number, undoing=True)))
        before = msgspec.structs.replace(plan, changes=made[:-1])
        after = msgspec.structs.replace(plan, changes=made)
        old = {planned.session.id: planned.session for planned in schedule(before).sessions}
        for planned in schedule(after).sessions:
            session = planned.session
            if session.id in old and old[session.id] != session:
                assert Touches(after).of(session.id)[0] > Touches(before).of(session.id)[0]
