"""Our own CSV and JSON read back: the same sessions on the same days, and everything odd told with its place."""

import csv
import json
import random
from collections.abc import Callable, Iterable
from datetime import date
from io import StringIO
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.domain.errors import BadValue
from planner.domain.plan import Plan
from planner.domain.session import Session, SessionKind
from planner.domain.text import clean, localise, one_line
from planner.domain.units import Span, Unit
from planner.exports.csv import to_csv
from planner.exports.json import to_json
from planner.exports.outgoing import Outgoing
from planner.imports.plans import Answer, Asked, Imported, Missing, detect, read_plan
from planner.planning.agenda import agenda
from planner.planning.schedule import schedule, span_of
from tests.exports.plans import NAMES, TODAY, a_plan, day, going_out
from tests.strategies import histories, plans


def read(data: bytes | str, name: str, race_day: date | None = None, race_m: float | None = None) -> Imported:
    """Read a file as the importer does."""
    raw = data.encode() if isinstance(data, str) else data
    return read_plan(raw, name, Asked(pick=random.Random(7).choice, race_day=race_day, race_m=race_m))


WAYS: dict[str, Callable[[Outgoing], str]] = {"spring.csv": to_csv, "spring.json": to_json}


def seen(sessions: Iterable[Session], unit: Unit, race: str) -> list[tuple[object, ...]]:
    """Return what comes back of sessions: all but their ids, in the words of the runner's unit, to the decimetre."""
    found = []
    for one in sessions:
        span = one.distance and (round(one.distance.low_m, 1), round(one.distance.high_m, 1))
        words = one_line(localise(one.title, unit)), clean(localise(one.text, unit)), clean(localise(one.note, unit))
        kinds = one.kind.value, one.or_kind and one.or_kind.value
        when = one.day, one.slot and one.slot.value, one.clock
        found.append((*when, *kinds, span, one.duration_s, *words, one.id == race))
    return sorted(found, key=repr)


@pytest.mark.parametrize("name", WAYS)
@settings(max_examples=20)
@given(plan=plans(), changes=histories(), unit=st.sampled_from(Unit))
def test_export_then_import_gives_the_same_sessions_weeks_and_race(
    name: str, plan: Plan, changes: Any, unit: Unit
) -> None:
    changed = msgspec.structs.replace(plan, changes=changes)
    standing = schedule(changed)
    first, last = span_of(changed, standing)
    out = Outgoing(plan=changed, days=agenda(changed, (), first, last, TODAY), unit=unit, names=NAMES)
    text = WAYS[name](out)
    imported = read(text, name)
    back = imported.plan
    assert seen(back.base, unit, back.race.session) == seen((one.session for one in standing.sessions), unit, "race")
    assert (back.id, back.weeks) == ("spring", plan.weeks)
    assert (back.race.name, back.race.day, back.race.distance_m) == (
        one_line(plan.race.name) or "Race",
        plan.race.day,
        plan.race.distance_m,
    )
    assert imported.contradictions == ()
    assert not any("left out" in note for note in imported.notes), imported.notes
    again = Outgoing(plan=back, days=agenda(back, (), first, last, TODAY), unit=unit, names=NAMES)
    assert seen(read(WAYS[name](again), name).plan.base, unit, "") == seen(back.base, unit, "")


@pytest.mark.parametrize("name", WAYS)
def test_what_is_not_taken_over_is_told(name: str) -> None:
    notes = read(WAYS[name](going_out(a_plan())), name).notes
    assert any("the usual layers are hung" in note for note in notes)
    assert any("What was done is not taken over" in note for note in notes)
    assert len(notes) == 2


@pytest.mark.parametrize("name", WAYS)
def test_some_days_come_back_with_their_weeks_and_the_race_that_was_not_among_them(name: str) -> None:
    whole = going_out(a_plan())
    some = msgspec.structs.replace(whole, days=tuple(one for one in whole.days if one.day < day(12)))
    if name == "spring.csv":
        with pytest.raises(Missing) as asked:
            read(to_csv(some), name)
        assert asked.value.answer is Answer.RACE_DAY
        with pytest.raises(Missing) as asked:
            read(to_csv(some), name, race_day=day(18))
        assert asked.value.answer is Answer.RACE_DISTANCE
    imported = read(WAYS[name](some), name, race_day=day(18), race_m=21_097.5)
    plan = imported.plan
    assert (plan.race.day, len(plan.weeks), plan.weeks[0].start) == (day(18), 1, day(5))
    assert [one.kind for one in plan.base if one.id == plan.race.session] == [SessionKind.RACE]
    assert any("it was added" in note for note in imported.notes)


@pytest.mark.parametrize("name", WAYS)
def test_a_race_date_moves_all_days(name: str) -> None:
    imported = read(WAYS[name](going_out(a_plan())), name, race_day=date(2027, 5, 2))
    assert imported.plan.race.day == date(2027, 5, 2)
    assert imported.plan.weeks[0].start == day(19)
    assert any("14 days later" in note for note in imported.notes)


@pytest.mark.parametrize(("name", "form"), [("spring.csv", "planner-csv"), ("spring.json", "planner-json")])
def test_the_format_is_found_by_what_is_in_the_file(name: str, form: str) -> None:
    assert detect(WAYS[name](going_out(a_plan())).encode(), "x") == form


# CSV as spreadsheets and people leave it

HEAD = (
    "date,kind,distance_km,distance_low_m,distance_high_m,duration_min,duration_s,title,text,clock,race,race_m,weekday"
)


def table(*rows: str, head: str = HEAD) -> str:
    """Return a table that ends in a race on 18 April 2027."""
    return "\n".join([head, *rows, "2027-04-18,race,,10000,10000,,,,,,Town Ten,10000,sun"]) + "\n"


def only(imported: Imported) -> Session:
    (found,) = [one for one in imported.plan.base if one.id != imported.plan.race.session]
    return found


def test_a_table_that_a_spreadsheet_saved_with_semicolons_and_commas_is_read() -> None:
    rows = list(csv.DictReader(StringIO(to_csv(going_out(a_plan())), newline="")))
    file = StringIO()
    writer = csv.DictWriter(file, [*reversed(rows[0])], delimiter=";", quoting=csv.QUOTE_ALL)
    writer.writerow({name: name.upper() for name in rows[0]})
    for row in rows:
        writer.writerow(
            {key: cell.replace(".", ",") if key.endswith(("_m", "_km", "_min")) else cell for key, cell in row.items()}
        )
    back = read("\ufeff" + file.getvalue(), "spring.csv")
    assert seen(back.plan.base, Unit.KM, "") == seen(
        read(to_csv(going_out(a_plan())), "spring.csv").plan.base, Unit.KM, ""
    )
    assert back.contradictions == ()


def test_a_figure_that_was_changed_counts_and_the_contradiction_is_told() -> None:
    imported = read(table("2027-04-08,easy,10,8000,8000,60,3000,,,,,,"), "t.csv")
    assert (only(imported).distance, only(imported).duration_s) == (Span.of(10_000), 3_600)
    assert imported.contradictions == (
        "Line 2: it is 10 km and 8000 m; the 10 km count.",
        "Line 2: it takes 60 min and 3000 s; the minutes count.",
    )
    wrong_day = read(table("2027-04-08,easy,8,,,,,,,,,,fri"), "t.csv")
    assert wrong_day.contradictions == ("Line 2: 2027-04-08 is a Thursday, the row says “fri”; the date counts.",)


def test_words_and_numbers_that_are_not_understood_are_told_and_kept_where_they_can_be() -> None:
    imported = read(
        table("2027-04-08,Yoga,,about 5,,,,,,7:05:00,,,", "2027-04-09,Race Pace,8,,,,,'=1+1,,25:00,,,"), "t.csv"
    )
    yoga, pace = (one for one in imported.plan.base if one.id != imported.plan.race.session)
    assert (yoga.kind, yoga.title, yoga.clock) == (SessionKind.OTHER, "Yoga", "07:05")
    assert (pace.kind, pace.title, pace.clock) == (SessionKind.RACE_PACE, "=1+1", "")
    assert imported.notes == (
        "Line 2: distance_low_m is “about 5”, which is no number; it was left out.",
        "Line 2: planner knows no kind “Yoga”; it is kept as “other”.",
        "Line 3: the time is “25:00”, not 00:00 to 23:59; it was left out.",
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (table("08.04.2027,easy,8,,,,,,,,,,"), r"t\.csv, line 2: the date is “08\.04\.2027”"),
        (table("2027-02-30,easy,8,,,,,,,,,,"), r"line 2: the date is “2027-02-30”"),
        (table('2027-04-08,easy,8,,,,,"two\nlines",,,,,', "x,easy,8,,,,,,,,,,"), r"line 4: the date is “x”"),
        (table("2027-04-08,easy,8,,,,,,,,,,,one too many"), r"line 2: it has 14 cells, the heading 13"),
        (table("2027-04-08,easy,2000,,,,,,,,,,"), r"line 2: a distance must be below 1000 km"),
        (table("2027-04-08,easy,,,,9999,,,,,,,"), r"line 2: a duration must be"),
        (table("0001-01-01,easy,8,,,,,,,,,,"), r"more than ten years from the race"),
        (table('2027-04-08,easy,8,,,,,"never closed,,,,,', "2027-04-09,easy,9,,,,,,,,,,"), r"line 2: a quote .* never"),
        (table(head=HEAD.replace("duration_s", "kind")), r"line 1: the column “kind” is there twice"),
        (table('2027-04-08,easy,8,,,,,"' + "x" * 140_000 + '",,,,,'), r"line 2: a cell has over 131,072 letters"),
        (HEAD + "\n2027-04-18,race,,,,,,,,,Dash,100,sun\n", r"race: it is 0\.1 km"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_with_its_line(text: str, said: str) -> None:
    with pytest.raises(BadValue, match=said) as caught:
        read(text, "t.csv")
    assert caught.value.fix


def test_a_column_that_is_not_known_is_told() -> None:
    assert (
        "Line 1: the column “mood” is not known and was left out."
        in read(table(head=HEAD.replace("text", "mood")), "t.csv").notes
    )


def test_without_a_named_race_the_last_race_is_the_plans() -> None:
    head = "date,kind,distance_km,title"
    text = f"{head}\n2027-04-04,race,5,Park Five\n2027-04-18,race,10,Town Ten\n2027-04-20,easy,5,\n"
    plan = read(text, "t.csv").plan
    assert (plan.race.name, plan.race.day, plan.race.distance_m) == ("Town Ten", day(18), 10_000)


# JSON

GOOD = json.loads(to_json(going_out(a_plan())))


def _changed(*path: Any, to: object) -> str:
    whole = json.loads(json.dumps(GOOD))
    place = whole
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = to
    return json.dumps(whole)


def _session(key: str, to: object) -> str:
    return _changed("days", 3, "sessions", 0, key, to=to)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (_changed("version", to=2), r"p\.json: version 2 was written by a newer planner\. Update"),
        (_session("kind", to="sprint"), r"p\.json, days\[3\]\.sessions\[0\]\.kind: invalid enum"),
        (_session("duration_s", to="long"), r"days\[3\]\.sessions\[0\]\.duration_s: expected"),
        (_session("clock", to="25:00"), r"days\[3\]\.sessions\[0\]: a time is 00:00"),
        (_session("distance_m", to={"low": -1, "high": 2}), r"sessions\[0\]: a distance must"),
        (_changed("days", 3, "date", to="9027-04-08"), r"more than ten years from the race"),
        (_changed("race", "distance_m", to=5), r"race: it is 0\.005 km"),
        (json.dumps(GOOD)[:-9], "this is not JSON"),
    ],
)  # fmt: skip
def test_json_that_cannot_be_a_plan_is_refused_with_its_place(text: str, said: str) -> None:
    with pytest.raises(BadValue, match=said) as caught:
        read(text, "p.json")
    assert caught.value.fix


def test_json_with_a_key_that_is_not_known_is_read_and_the_key_is_told() -> None:
    imported = read(_session("pace", to="5:00"), "p.json")
    assert "The key days.3.sessions.0.pace is not known and was left out." in imported.notes


def test_escapes_in_json_are_no_escapes_any_more() -> None:
    imported = read(_session("title", to="a\x1b]52;c;x\x07\u202e\nb"), "p.json")
    assert "a]52;c;x b" in {one.title for one in imported.plan.base}


# Whatever comes

CUTS = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 40), st.binary(max_size=6)), min_size=1, max_size=5)


@pytest.mark.parametrize(("name", "form"), [("spring.csv", "planner-csv"), ("spring.json", "planner-json")])
@settings(max_examples=50)
@given(cuts=CUTS)
def test_a_damaged_file_is_a_plan_or_an_error(name: str, form: str, cuts: list[tuple[float, int, bytes]]) -> None:
    data = WAYS[name](going_out(a_plan())).encode()
    for share, length, new in cuts:
        at = int(share * len(data))
        data = data[:at] + new + data[at + length :]
    try:
        imported = read_plan(data, "x", Asked(pick=random.Random(7).choice, format=form))
    except BadValue:
        return
    plan = imported.plan
    assert any(one.id == plan.race.session and one.day == plan.race.day for one in plan.base)
    for text in (*imported.notes, *imported.contradictions, *(f"{one.title}{one.text}{one.note}" for one in plan.base)):
        assert clean(text) == text
    schedule(plan)


@pytest.mark.parametrize("form", ["planner-csv", "planner-json", "planner"])
@pytest.mark.parametrize(
    "data",
    [b"", b"\n" * 100_000, b"[" * 100_000, b'{"format":"planner","version":1,"days":' + b"[" * 100_000, b'"' * 200_000,
     b"date,kind\n" + b"2027-04-08,easy\n" * 5_000, b"date,kind\n" + b"," * 1_000_000,
     b"schema = 1\nrace = " + b"[" * 50_000,
     b"schema = 1\n" + b"a." * 20_000 + b"a = 1\n[race]", b'{"format": "planner", "version": ' + b"9" * 5_000 + b"}"],
    ids=range(10),
)  # fmt: skip
def test_a_bomb_is_refused_with_the_files_name(form: str, data: bytes) -> None:
    with pytest.raises(BadValue, match="bomb") as caught:
        read_plan(data, "bomb", Asked(pick=random.Random(7).choice, format=form, race_day=day(18), race_m=10_000))
    assert caught.value.fix
