"""Plans out of calendars, those of other programs with their faults and our own."""

import random
from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.actions.exports import Format
from planner.domain.errors import BadValue
from planner.domain.plan import Plan
from planner.domain.session import Session, SessionKind
from planner.domain.units import Span
from planner.imports.notes import Notes
from planner.imports.plans import Answer, Asked, Imported, Missing, read_plan
from planner.imports.plans.ics.events import Event
from planner.imports.plans.ics.repeats import single_days
from tests.imports.own_plans import facts, own_plans, written

RACE = "DTSTART:20270404\nSUMMARY:Riverside Half Marathon"


def asked(**more: object) -> Asked:
    return Asked(pick=random.Random(3).choice, **more)  # type: ignore[arg-type]  # the fields of Asked


def calendar(*events: str, head: str = "VERSION:2.0\n") -> bytes:
    body = "".join(f"BEGIN:VEVENT\n{event}\nEND:VEVENT\n" for event in events)
    return f"BEGIN:VCALENDAR\n{head}{body}END:VCALENDAR\n".encode()


def read(*events: str, head: str = "VERSION:2.0\n", **more: object) -> Imported:
    return read_plan(calendar(*events, head=head), "club.ics", asked(**more))


def first(imported: Imported) -> Session:
    return imported.plan.base[0]


def test_events_become_sessions_on_their_days_and_the_race_is_found() -> None:
    imported = read(
        "UID:1\nDTSTART;VALUE=DATE:20270329\nSUMMARY:8 km easy\nDESCRIPTION:Slow\\, and\\nsteady.", RACE,
        head="X-WR-CALNAME:Riverside\n",
    )  # fmt: skip
    plan, easy = imported.plan, first(imported)
    assert (plan.name, plan.race.day, plan.race.distance_m) == ("Riverside", date(2027, 4, 4), 21_097.5)
    assert (easy.day, easy.kind, easy.distance, easy.text) == (
        date(2027, 3, 29), SessionKind.EASY, Span.of(8_000.0), "Slow, and\nsteady.",
    )  # fmt: skip
    assert imported.format == "a calendar (ICS)"
    assert imported.notes == ()


@pytest.mark.parametrize(
    "start",
    ["DTSTART:20270329", "DTSTART;VALUE=DATE-TIME:20270329", "DTSTART:2027-03-29",
     "DTSTART;VALUE=DATE:20270329\nDTEND:20270329",
     "DTSTART;VALUE=DATE:20270329\nDTEND;VALUE=DATE:20270330", "DTSTART;VALUE=DATE:20270329\nDURATION:P1D",
     "DTSTART:20270329T000000Z\nDTEND:20270330T000000Z", "DTSTAMP:20270101\nDTSTART;VALUE=DATE:20270329",
     "DTSTART;VALUE=DATE:20270329\nDTEND;VALUE=DATE:20270320"],
)  # fmt: skip
def test_a_day_is_read_however_it_is_written(start: str) -> None:
    easy = first(read(f"UID:1\n{start}\nSUMMARY:8 km easy", RACE))
    assert (easy.day, easy.clock, easy.duration_s) == (date(2027, 3, 29), "", None)


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
@pytest.mark.parametrize("fold", [" ", "\t", ""])
def test_folded_lines_are_joined_whatever_ends_them(end: str, fold: str) -> None:
    data = calendar(f"UID:1\nDTSTART:20270329\nSUMMARY:Long run wi\n{fold}th friends 18 km", RACE)
    plan = read_plan(data.replace(b"\n", end.encode()), "x", asked()).plan
    assert (plan.base[0].title, plan.base[0].distance) == ("Long run with friends 18 km", Span.of(18_000.0))


def test_times_are_the_persons_own_and_no_zone_is_looked_up() -> None:
    here = timezone(timedelta(hours=2))
    late = "UID:1\nDTSTART:20270329T230000Z\nDTEND:20270330T000000Z\nSUMMARY:Easy run"
    moved = first(read(late, RACE, local=lambda moment: moment.astimezone(here)))
    assert (moved.day, moved.clock, moved.duration_s) == (date(2027, 3, 30), "01:00", 3600)
    for zone in ("W. Europe Standard Time", "../../etc/passwd", "/dev/zero", "Europe/Berlin"):
        imported = read(f"UID:1\nDTSTART;TZID={zone}:20270329T183000\nSUMMARY:8 km", RACE)
        assert (first(imported).day, first(imported).clock) == (date(2027, 3, 29), "18:30")
        assert zone in imported.notes[0]


def test_the_newest_of_events_with_one_uid_counts_and_cancelled_ones_are_told() -> None:
    imported = read(
        "UID:1\nSEQUENCE:2\nDTSTART:20270330\nSUMMARY:10 km easy",
        "UID:1\nSEQUENCE:1\nDTSTART:20270329\nSUMMARY:8 km easy",
        "UID:2\nDTSTART:20270331\nSTATUS:CANCELLED\nSUMMARY:12 km", RACE,
    )  # fmt: skip
    assert [session.day.day for session in imported.plan.base] == [30, 4]
    assert any("came again under the same UID" in note for note in imported.notes)
    assert any("1 cancelled event was left out: “12 km”" in note for note in imported.notes)


def test_repeats_are_written_out_with_moved_and_left_out_ones() -> None:
    imported = read(
        "UID:1\nDTSTART:20270302\nRRULE:FREQ=WEEKLY;BYDAY=TU,TH;COUNT=6\nEXDATE:20270309\nSUMMARY:8 km easy",
        "UID:1\nRECURRENCE-ID:20270311\nDTSTART:20270312\nSUMMARY:9 km easy", RACE,
    )  # fmt: skip
    assert [session.day.day for session in imported.plan.base] == [2, 4, 12, 16, 18, 4]


@pytest.mark.parametrize(
    "rule",
    ["FREQ=SECONDLY", "FREQ=DAILY", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=DAILY;COUNT=2147483647",
     "FREQ=DAILY;INTERVAL=0",
     "FREQ=WEEKLY;BYDAY=XX", "FREQ=MINUTELY;COUNT=99999", "FREQ=DAILY;UNTIL=99991231", "garbage",
     "FREQ=WEEKLY;INTERVAL=99999"],
)  # fmt: skip
def test_a_rule_without_end_stays_within_the_plan(rule: str) -> None:
    imported = read(f"UID:1\nDTSTART:20270301\nRRULE:{rule}\nSUMMARY:5 km easy", RACE, race_day=date(2027, 4, 4))
    assert len(imported.plan.base) <= 401


@given(
    first=st.dates(date(2027, 1, 1), date(2027, 2, 28)),
    freq=st.sampled_from(["DAILY", "WEEKLY"]),
    interval=st.integers(1, 3),
    weekdays=st.sets(st.sampled_from(["MO", "TU", "WE", "TH", "FR", "SA", "SU"]), max_size=3),
    begins=st.sampled_from(["", "MO", "SU", "WE"]),
    end=st.sampled_from(["COUNT=7", "UNTIL=20270401"]),
)
@settings(max_examples=60, deadline=None)
def test_a_rule_gives_the_days_that_dateutil_gives(
    first: date, freq: str, interval: int, weekdays: set[str], begins: str, end: str
) -> None:
    parts = [f"FREQ={freq}", f"INTERVAL={interval}", end]
    parts += [f"BYDAY={','.join(sorted(weekdays))}"] if weekdays else []
    parts += [f"WKST={begins}"] if begins else []
    rule = ";".join(parts)
    event = Event(line=1, uid="1", summary="Run", about="", day=first, last=first, rule=rule)
    known = rrulestr(rule, dtstart=datetime.combine(first, time()))
    assert [one.day for one in single_days((event,), None, Notes())] == [moment.date() for moment in known]


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("FREQ=WEEKLY;UNTIL=20400101", "repeats for over two years"),
        ("FREQ=WEEKLY;COUNT=300", "repeats for over two years"),
        ("FREQ=DAILY;UNTIL=20400101", "repeats over 400 times"),
    ],
)
def test_repeats_that_are_not_followed_to_their_end_are_told(rule: str, said: str) -> None:
    event = Event(line=3, uid="1", summary="Run", about="", day=date(2027, 3, 1), last=date(2027, 3, 1), rule=rule)
    notes = Notes()
    found = single_days((event,), None, notes)
    assert found[-1].day < date(2029, 3, 3)
    assert [said in note for note in notes.all()] == [True]


def test_an_event_over_a_week_is_its_total_and_a_contradiction_is_told() -> None:
    imported = read(
        "UID:w\nDTSTART:20270329\nDTEND:20270405\nSUMMARY:Week 3 of 12: 40 km",
        "UID:1\nDTSTART:20270330\nSUMMARY:8 km easy", "UID:2\nDTSTART:20270401\nSUMMARY:6 km easy",
        "UID:3\nDTSTART:20270404\nSUMMARY:Race 10 km", "UID:c\nDTSTART:20270320\nDTEND:20270323\nSUMMARY:Training camp",
    )  # fmt: skip
    assert [week.target_m for week in imported.plan.weeks] == [40_000.0]
    assert imported.contradictions == ("Week 1: it states 40 km, its runs add up to 24 km.",)
    assert any("“Training camp” goes over 3 days" in note for note in imported.notes)


def test_a_bad_event_does_not_cost_the_others_and_is_named_with_its_line() -> None:
    imported = read(
        "UID:1\nSUMMARY:no day", "UID:2\nDTSTART:99999999\nSUMMARY:when", "UID:3\nDTSTART:20270329\nSUMMARY:8 km", RACE
    )
    assert len(imported.plan.base) == 2
    assert imported.notes[0] == "Line 3: the event “no day” has no day as its start; it was left out."
    assert imported.notes[1].startswith("Line 7: the event “when” has “99999999” as its start")


def test_alarms_attachments_and_links_are_told_once_and_a_cut_off_event_is_read() -> None:
    event = (
        "UID:1\nDTSTART:20270329\nSUMMARY:8 km\nURL:http://a\nATTACH:http://b\nBEGIN:VALARM\nSUMMARY:Beep\nEND:VALARM"
    )
    imported = read_plan(calendar(event, RACE).rpartition(b"END:VEVENT")[0], "x", asked())
    assert first(imported).title == ""
    assert imported.notes[0] == "Line 13: the event there is cut off; it was read as far as it goes."
    assert imported.notes[1] == "Left out and never opened: 1 attachment, 1 link, 1 alarm."


def test_places_and_comments_are_kept_and_fields_that_no_session_has_are_told() -> None:
    imported = read(
        "UID:1\nDTSTART:20270329\nSUMMARY:Easy\nLOCATION:Lake\\, 10 km loop\nCOMMENT:Bring water.\nX-ODD:1\n"
        "DTSTAMP:20270101T000000Z\nCLASS:PRIVATE\nORGANIZER:mailto:a@example.org\nATTENDEE:mailto:b@example.org\n"
        "ATTENDEE:mailto:c@example.org",
        RACE,
    )
    assert (first(imported).note, first(imported).distance) == ("Lake, 10 km loop\nBring water.", None)
    assert imported.notes == ("Fields of events that no session has were left out: ATTENDEE (2), ORGANIZER (1).",)


def test_without_a_race_its_day_is_asked_for_and_then_its_distance() -> None:
    events = ("UID:1\nDTSTART:20270329\nSUMMARY:8 km easy", "UID:2\nDTSTART:20270404\nSUMMARY:10 km easy")
    with pytest.raises(Missing, match="--race-date") as caught:
        read(*events)
    assert caught.value.answer is Answer.RACE_DAY
    with pytest.raises(Missing, match="--race-distance") as caught:
        read(*events, race_day=date(2027, 4, 5))
    assert caught.value.answer is Answer.RACE_DISTANCE
    imported = read(*events, race_day=date(2027, 4, 4), race_m=10_000.0)
    assert [(session.day.day, session.kind.value) for session in imported.plan.base] == [(29, "easy"), (4, "race")]


def test_a_race_date_beyond_the_weeks_is_a_contradiction() -> None:
    imported = read("UID:1\nDTSTART:20270329\nSUMMARY:8 km easy", race_day=date(2027, 4, 18), race_m=10_000.0)
    assert imported.contradictions == (
        "It starts on Mon 29 Mar 2027 and has 1 week, to Sun 4 Apr 2027; the race is on Sun 18 Apr 2027.",
    )


def test_events_too_far_apart_or_none_are_refused() -> None:
    with pytest.raises(BadValue, match="at most 200 weeks"):
        read("UID:1\nDTSTART:19900101\nSUMMARY:8 km", RACE)
    with pytest.raises(BadValue, match="no events"):
        read_plan(b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VEVENT\nEND:VCALENDAR\n", "x", asked())


@settings(max_examples=40)
@given(own_plans())
def test_our_own_calendar_reads_back_with_day_kind_distance_and_title(plan: Plan) -> None:
    data = written(plan, Format.ICS)
    back = read_plan(data, "own.ics", asked(today=date(2027, 1, 1))).plan
    assert (back.id, back.race.name, back.race.day, back.race.distance_m) == (
        "town",
        "Town Ten",
        plan.race.day,
        10_000.0,
    )
    assert facts(back) == facts(plan)


def test_what_hangs_on_runs_in_our_own_calendar_is_left_out_and_told() -> None:
    imported = read(
        "UID:a1@town.planner\nDTSTART:20270329\nSUMMARY:8 km easy\nCATEGORIES:Run,easy\n"
        "DESCRIPTION:Keep it slow.\\nShoe: Blue\\nWeek 1 of 2: Town.\\nAdded to the plan.",
        "UID:a1.roll@town.planner\nDTSTART:20270329\nSUMMARY:Roll after the run: Calves\nCATEGORIES:Roll",
        "UID:race@town.planner\nDTSTART:20270404\nSUMMARY:Race: Town Ten (10k)\nCATEGORIES:Race,race",
    )
    assert [(session.kind.value, session.text) for session in imported.plan.base] == [
        ("easy", "Keep it slow."),
        ("race", ""),
    ]
    assert any("1 event of routines, shoes and notes" in note for note in imported.notes)


def test_ten_thousand_events_are_read_in_one_go() -> None:
    start = datetime(2020, 1, 1, tzinfo=UTC)
    events = (f"UID:{n}\nDTSTART:{start + timedelta(days=n // 4):%Y%m%d}\nSUMMARY:5 km easy" for n in range(4000))
    imported = read(*events, race_day=date(2022, 9, 27), race_m=10_000.0)
    assert len(imported.plan.base) == 4_001


def test_the_kinds_of_our_own_calendar_stand_where_those_of_others_are_taken_from_the_weekend() -> None:
    def kinds(domain: str, sort: str) -> list[str]:
        imported = read(
            f"UID:a{domain}\nDTSTART:20270330\nSUMMARY:5 km easy{sort}",
            f"UID:b{domain}\nDTSTART:20270404\nSUMMARY:15 km easy{sort}",
            "UID:c\nDTSTART:20270411\nSUMMARY:Race 10 km",
        )  # fmt: skip
        return [session.kind.value for session in imported.plan.base]

    assert kinds("@town.planner", "\nCATEGORIES:Run,easy") == ["easy", "easy", "race"]
    assert kinds("@club", "") == ["easy", "long", "race"]
