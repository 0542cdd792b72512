from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from planner.domain.change import Change, Delete, Edit, Move, Redo, Swap, Switch, Undo
from planner.domain.errors import PlannerError
from planner.domain.layer import Anchor, Layer, Thing
from planner.domain.plan import Plan
from planner.domain.session import Session, SessionKind
from planner.domain.text import clean, localise, one_line
from planner.domain.units import Span, Unit
from planner.domain.workout_reading import read_workout
from planner.exports.ics.calendar import Events, IcsOptions, uid_of
from planner.exports.ics.events import CalEvent
from planner.exports.outgoing import Outgoing
from planner.planning.agenda import agenda
from planner.planning.schedule import schedule
from tests.exports.calendars import to_ics
from tests.exports.plans import a_plan, at, day, days_of, going_out
from tests.strategies import changes, plans


def export(plan: Plan, unit: Unit = Unit.KM) -> bytes:
    return to_ics(going_out(plan, unit))


NASTY = st.text(max_size=60) | st.sampled_from(
    [
        "a\\Nb C:\\New;,\\,\\;\\\\n",
        "x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:y",
        "\nATTACH:file:///etc/passwd\n",
        "\u202eevil\u2028LINE\x85NEL\x0bVT\x00\x1b]52;c;x\x07",
        "🏃🏽‍♀️" * 40,
        "é" * 37 + "\\" * 40,
        "ab^" * 60,
        "יום ראשון\t" * 9,
        "x" * 10_000,
        "\ud800",
    ]
)


class Seen(NamedTuple):
    """What a calendar sees of an event."""

    start: date
    end: date
    is_all_day: bool
    stamp: datetime
    modified: datetime
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
        is_all_day=event["dtstart"].params.get("VALUE") == event["dtend"].params.get("VALUE") == "DATE",
        stamp=event["dtstamp"].dt,
        modified=event["last-modified"].dt,
        sequence=int(event["sequence"]),
        summary=str(event["summary"]),
        description=str(event.get("description", "")),
        status=str(event["status"]),
        is_free=event["transp"] == "TRANSPARENT",
        raw=event.to_ical(),
    )


def events(written: bytes) -> dict[str, Seen]:
    calendar = Calendar.from_ical(written)
    assert not calendar.errors
    found = list(calendar.walk("VEVENT"))
    assert not [event.errors for event in found if event.errors]
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
        assert new[uid].stamp == new[uid].modified == at(30)
        assert new[uid].modified > old[uid].modified
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
    plan = a_plan()
    bare = msgspec.structs.replace(plan, base=plan.base[:-1])
    event = event_of(bare, "race")
    assert (event.start, event.summary) == (day(18), "Race: Frühlings-Halbe 🏃‍♀️ (half)")


def test_two_sessions_with_one_id_are_not_written() -> None:
    plan = a_plan()
    days = days_of(plan)
    with pytest.raises(PlannerError, match="Nothing was saved"):
        to_ics(msgspec.structs.replace(going_out(plan), days=(*days, days[-1])))
    odd = msgspec.structs.replace(plan, base=(*plan.base, Session(id="a;b,c\\d", day=day(6), kind=SessionKind.RUN)))
    assert "a;b,c\\d@spring.planner" in events(export(odd))


@settings(max_examples=20)
@given(plans(), st.data())
def test_any_plan_reads_back_and_sequences_only_rise(plan: Plan, data: st.DataObject) -> None:
    last: dict[str, int] = {}
    for number in range(6):
        days = agenda(plan, (), plan.first_day, plan.last_day, date(2027, 4, 1))
        found = events(to_ics(Outgoing(plan=plan, days=days, unit=Unit.KM, names={})))
        present = {uid_of(line.session.id, plan.id) for one in days for line in one.sessions}
        assert present <= found.keys()
        for uid, event in found.items():
            assert event.sequence >= last.get(uid, 0)
            last[uid] = event.sequence
        change = data.draw(changes(number, undoing=True))
        plan = msgspec.structs.replace(plan, changes=(*plan.changes, change))


def _made(plan: Plan) -> dict[str, CalEvent]:
    """Return all events of a plan, those of its weeks and the cancelled ones with them, by item."""
    days = agenda(plan, (), plan.first_day, plan.last_day, date(2027, 4, 1))
    made = Events(Outgoing(plan=plan, days=days, unit=Unit.KM, names={}), IcsOptions(weekly=True))
    gone = [made.cancelled(one) for on in days for one in (*on.deleted, *on.set_aside)]
    return {event.item: event for event in (*gone, *made.all())}


@settings(max_examples=25)
@given(plans(), st.data())
def test_any_event_that_says_something_else_after_a_change_has_a_higher_sequence(
    plan: Plan, data: st.DataObject
) -> None:
    before = _made(plan)
    for number in range(5):
        change = data.draw(changes(number, undoing=True))
        plan = msgspec.structs.replace(plan, changes=(*plan.changes, change))
        after = _made(plan)
        for item in before.keys() & after.keys():
            old, new = before[item], after[item]
            if msgspec.structs.replace(new, sequence=old.sequence, stamp=old.stamp) != old:
                assert new.sequence > old.sequence
                assert new.stamp >= change.at
        before = after


def local(number: int, clock: str) -> datetime:
    """Return a moment of April 2027 without a zone."""
    return datetime.combine(day(number), time.fromisoformat(clock))


def a_session(**contents: Any) -> Plan:
    plan = a_plan()
    return msgspec.structs.replace(plan, base=(Session(id="s", day=day(6), kind=SessionKind.EASY, **contents),))


@settings(max_examples=60)
@given(NASTY, NASTY, NASTY)
def test_any_text_comes_back_as_it_was_and_none_makes_a_line_of_its_own(title: str, text: str, note: str) -> None:
    plan = msgspec.structs.replace(a_session(title=title, text=text, note=note), name=title, changes=(), layers=())
    written = export(plan)
    seen = events(written)["s@spring.planner"]
    assert (seen.start, seen.end) == (day(6), day(7))
    if one_line(title):
        assert seen.summary.startswith(one_line(localise(title, "km")))
    for said in (localise(text, "km"), localise(note, "km")):
        wanted = clean(said).rstrip().strip("\n")
        assert wanted in seen.description or read_workout(text, Unit.KM)
    lines = written.replace(b"\r\n ", b"").split(b"\r\n")
    names = {line.partition(b":")[0].partition(b";")[0] for line in lines}
    assert names <= {
        b"BEGIN", b"END", b"VERSION", b"PRODID", b"CALSCALE", b"X-WR-CALNAME", b"UID", b"DTSTAMP", b"LAST-MODIFIED",
        b"SEQUENCE", b"DTSTART", b"DTEND", b"SUMMARY", b"DESCRIPTION", b"CATEGORIES", b"STATUS", b"TRANSP", b"",
    }  # fmt: skip
    assert sum(line.startswith(b"BEGIN:") for line in lines) == 3


@settings(max_examples=60)
@given(NASTY, NASTY, st.sampled_from([0, 1, 60, 90, 1440, 1500, 10_080]))
def test_the_library_reads_a_file_and_writes_it_the_same(title: str, text: str, alarm: int) -> None:
    # The library takes a backslash before a large N for a line break, so that is not compared.
    title, text = title.replace("N", "n"), text.replace("N", "n")
    plan = msgspec.structs.replace(a_session(title=title, text=text, clock="07:00"), name=title or "p")
    written = to_ics(going_out(plan), IcsOptions(alarm_min=alarm, evening="19:00", weekly=True))
    assert Calendar.from_ical(written).to_ical(sorted=False) == written


def test_a_session_with_a_time_is_at_that_time_wherever_the_runner_is() -> None:
    cases = {
        (5_000.0, 1_800): 30,  # its duration
        (5_000.0, None): 34,  # its distance at the easy pace of a novice
        (None, None): 60,
    }
    for (metres, seconds), minutes in cases.items():
        plan = a_session(clock="06:45", distance=Span.of(metres) if metres else None, duration_s=seconds)
        seen = event_of(plan, "s")
        begins = local(6, "06:45")
        assert (seen.start, seen.end) == (begins, begins + timedelta(minutes=minutes))
        assert not seen.is_all_day
        assert b"TZID" not in seen.raw
        assert b"DTSTART:20270406T064500\r\n" in seen.raw
    assert event_of(msgspec.structs.replace(a_session(clock="06:45"), layers=()), "s").is_free


def test_a_rest_day_with_a_time_and_a_time_late_at_night() -> None:
    rest = msgspec.structs.replace(a_plan(), base=(Session(id="s", day=day(6), kind=SessionKind.REST, clock="09:00"),))
    assert event_of(rest, "s").is_all_day
    late = a_session(clock="23:50")
    assert event_of(late, "s").end == local(7, "00:50")
    assert event_of(late, "s.roll").start == local(7, "00:50")


def test_routines_stand_around_a_session_with_a_time_one_after_the_other() -> None:
    before = [
        Layer(id=name, name=name, thing=Thing.STRETCH, anchor=Anchor.BEFORE_RUN, what=what)
        for name, what in (("one", "kraft"), ("two", "calves"))
    ]
    plan = msgspec.structs.replace(
        a_session(clock="07:00", duration_s=1_800), layers=(*before, *a_plan().layers[:1]), changes=()
    )
    found = {uid.partition("@")[0]: event for uid, event in events(export(plan)).items()}
    times = {item: f"{found[item].start:%H:%M}-{found[item].end:%H:%M}" for item in ("s.one", "s.two", "s", "s.roll")}
    # `kraft` has no known length, so it takes ten minutes; `calves` takes 7 min 20 s.
    assert times == {"s.one": "06:43-06:53", "s.two": "06:53-07:00", "s": "07:00-07:30", "s.roll": "07:30-07:37"}
    moved = msgspec.structs.replace(plan, changes=(Move(id="m", at=at(9), session="s.roll", to=day(7)),))
    assert event_of(moved, "s.roll").is_all_day


def test_alarms_ring_only_where_they_are_asked_for_and_never_on_rest_or_routines() -> None:
    plan = a_plan(Edit(id="t", at=at(30), session="pair", clock="06:30"))
    assert b"VALARM" not in export(plan)

    def rings(options: IcsOptions) -> dict[str, timedelta]:
        found: list[Any] = Calendar.from_ical(to_ics(going_out(plan), options)).walk("VEVENT")
        pairs = [(str(event["uid"]), alarm) for event in found for alarm in event.walk("VALARM")]
        return {uid.partition("@")[0]: alarm["trigger"].dt for uid, alarm in pairs}

    assert rings(IcsOptions(alarm_min=45)) == {"pair": timedelta(minutes=-45)}
    evening = rings(IcsOptions(evening="20:30"))
    assert set(evening) == {"tempo", "long", "cross", "extra", "race"}
    assert set(evening.values()) == {timedelta(minutes=-210)}


def test_a_weekly_event_says_the_distance_of_whole_weeks() -> None:
    plan = a_plan()
    out = going_out(plan)
    found = events(to_ics(out, IcsOptions(weekly=True)))
    first, second = found["week-2027-04-05@spring.planner"], found["week-2027-04-12@spring.planner"]
    assert (first.start, first.end, first.summary) == (day(5), day(12), "Week 1 of 2, taper: 22-24 km")
    assert "1 run without a distance" in second.description
    cut = msgspec.structs.replace(out, days=out.days[3:])
    assert "week-2027-04-05@spring.planner" not in events(to_ics(cut, IcsOptions(weekly=True)))
    moved = events(
        to_ics(going_out(a_plan(Move(id="m", at=at(30), session="pair", to=day(8)))), IcsOptions(weekly=True))
    )
    assert moved["week-2027-04-05@spring.planner"].sequence > first.sequence


def test_what_hangs_there_changes_what_the_session_says_and_counts_for_it() -> None:
    before, after = a_plan(), a_plan(Switch(id="x", at=at(30), layer="shoe", on=False))
    assert "Shoe: " in event_of(before, "pair").description
    assert "Shoe: " not in event_of(after, "pair").description
    assert sequence(after, "pair") > sequence(before, "pair")
    gone = a_plan(Delete(id="x", at=at(30), session="pair.roll"))
    assert sequence(gone, "pair") > sequence(before, "pair")


def test_a_structured_run_is_told_step_by_step_with_its_routines_in_brief() -> None:
    plan = a_session(text="2km easy, 3x(8min threshold, 2min jog) # flat", note="bring water")
    assert event_of(plan, "s").description.splitlines()[:6] == [
        "2 km easy", "3 x 8 min at threshold", "    2 min jog", "# flat", "bring water", "Shoe: Blue | “41”",
    ]  # fmt: skip
    assert (
        "Roll after the run: Calves [/] & feet, both; slowly (Calf roll, both; Calf stretch)"
        in event_of(plan, "s").description
    )
    assert event_of(plan, "s.roll").description.startswith("Calf roll, both; Calf stretch\n")
