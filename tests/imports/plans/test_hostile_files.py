"""Whatever a file holds, an import ends in a plan or in a `BadValue`, soon."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.errors import BadValue
from planner.domain.text import clean
from planner.imports.plans import Imported, detect
from tests.imports.plan_files import RACE_DAY, TEN_K, WALK_JOG, plan_of, read, week

BOMBS = {
    "nothing": b"",
    "deep json": b'{"schedule":' + b"[" * 100_000,
    "deep yaml": b"schedule: " + b"[" * 100_000,
    "indented yaml": b"schedule:\n" + b"".join(b" " * n + b"- \n" for n in range(300)),
    "laughs": b"a: &a [x,x,x,x]\nb: &b [*a,*a,*a,*a]\nschedule: [*b,*b]\n",
    "anchor": b"schedule: &a [1]\n",
    "endless": b"schedule: &a [*a]\n",
    "python": b"schedule: !!python/object/apply:os.system ['true']\n",
    "two documents": b"schedule: []\n---\nschedule: []\n",
    "not utf-8": b"schedule: \xff\xfe",
    "utf-16": "schedule: []".encode("utf-16"),
    "zip": b"PK\x03\x04schedule:",
    "many values": b'{"schedule":[' + b"0," * 200_000 + b"0]}",
    "many yaml values": b"schedule: [" + b"0," * 200_000 + b"0]",
    "too long": b"schedule: [] #" + b"x" * 20_000_000,
    "long yaml": b"schedule: [] #" + b"x" * 1_100_000,
    "quotes": b'{"schedule":"' + b'\\"' * 500_000,
    "blank lines": b"\n " * 500_000,
    "many weeks": b'{"type":"10K","schedule":[' + b'{"workouts":[]},' * 500 + b'{"workouts":[]}]}',
    "wide week": b'{"type":"10K","schedule":[{"workouts":[' + b'"Run",' * 500 + b'"Race"]}]}',
    "list as key": b"? [a]\n: b\nschedule: []\n",
    "doubled key": b'{"schedule":[],"schedule":[]}',
    "calendar": b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n",
    "html": b"<html>schedule</html>",
}  # fmt: skip


@pytest.mark.parametrize("data", BOMBS.values(), ids=BOMBS.keys())
def test_a_bomb_is_refused_with_the_files_name(data: bytes) -> None:
    with pytest.raises(BadValue, match=r"bomb\.yaml") as caught:
        read(data, "bomb.yaml")
    assert caught.value.fix


@pytest.mark.parametrize("number", ["9" * 5000, "NaN", "-1", "1e400", "Infinity", "-0.0", "true"])
def test_a_number_that_is_no_distance_is_said(number: str) -> None:
    workouts = f'[{{"title":"Run","distance":{number}}},{{"title":"Race"}}]'
    imported = read(f'{{"type":"10K","units":"km","schedule":[{{"workouts":{workouts}}}]}}')
    assert imported.plan.base[0].distance is None
    assert any("is not a distance" in note for note in imported.notes)


def test_an_error_names_the_line() -> None:
    with pytest.raises(BadValue, match=r"plan\.yaml, line 3"):
        read("id: x\nschedule:\n- workouts: &a []\n")
    with pytest.raises(BadValue, match=r"plan\.json, line 2"):
        read('{"schedule":\n x}', "plan.json")


def test_a_file_name_with_escapes_is_cleaned() -> None:
    with pytest.raises(BadValue) as caught:
        read("", "\x1b[2J\nplan")
    assert caught.value.what == "[2J plan"


def test_the_format_is_found_by_content() -> None:
    for name in ("plan.yaml", "plan.json", "plan"):
        assert detect(TEN_K.encode(), name) == "calendar-hack"
        assert detect(plan_of(week({"title": "Race"})), name) == "calendar-hack"
    with pytest.raises(BadValue, match="calendar"):
        detect(b"BEGIN:VCALENDAR\r\n", "plan.yaml")


def test_notes_of_a_file_that_is_wrong_everywhere_are_counted() -> None:
    imported = read(plan_of(*[week({"title": "Yoga", "x": "y"})] * 50, week({"title": "Race"})))
    assert len(imported.notes) == 61
    assert imported.notes[-1].startswith("And ")


def _assert_tame(data: bytes) -> None:
    try:
        imported = read(data, "x")
    except BadValue:
        return
    assert isinstance(imported, Imported)
    plan = imported.plan
    race = next(session for session in plan.base if session.id == plan.race.session)
    assert plan.race.day == race.day == RACE_DAY
    for text in (*imported.notes, plan.name, plan.about, *(f"{one.title}{one.text}{one.note}" for one in plan.base)):
        assert clean(text) == text


@given(st.binary(max_size=300))
def test_random_bytes(data: bytes) -> None:
    _assert_tame(data)
    _assert_tame(b"schedule: " + data)


@given(
    st.sampled_from([TEN_K.encode(), WALK_JOG.encode(), plan_of(week({"title": "Run", "distance": ["3", "4"]}))]),
    st.lists(st.tuples(st.integers(0, 3000), st.integers(0, 12), st.binary(max_size=6)), min_size=1, max_size=6),
)
def test_mutated_files(data: bytes, cuts: list[tuple[int, int, bytes]]) -> None:
    for at, length, new in cuts:
        data = data[:at] + new + data[at + length :]
    _assert_tame(data)


_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12) | st.sampled_from(["Race", "5K"]),
    lambda inner: st.lists(inner, max_size=4)
    | st.dictionaries(st.sampled_from(["title", "description", "distance", "tags", "x"]), inner, max_size=4),
    max_leaves=12,
)  # fmt: skip


@given(
    st.dictionaries(st.sampled_from(["id", "name", "type", "units", "source", "description"]), _values),
    st.lists(st.fixed_dictionaries({"workouts": st.lists(_values, max_size=8)}) | _values, max_size=3),
    _values,
)
def test_any_values_in_the_right_places(fields: dict[str, object], weeks: list[object], kind: object) -> None:
    _assert_tame(json.dumps({"type": "10K", **fields, "schedule": weeks}).encode())
    _assert_tame(json.dumps({**fields, "type": kind, "schedule": [*weeks, {"workouts": [kind, "Race"]}]}).encode())
