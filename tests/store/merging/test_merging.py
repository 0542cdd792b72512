"""Two versions of a file become one: all of both is in it, whichever side merges, and merging again changes nothing."""

from datetime import date, timedelta
from itertools import permutations

import msgspec
import pytest
import tomli
from hypothesis import given, settings

from planner.codec.layout import block, written
from planner.codec.pieces import blocks, comments, statements
from planner.codec.toml import tables_of
from planner.domain.change import Move
from planner.domain.plan import SCHEMA as PLAN_SCHEMA
from planner.domain.plan import Plan
from planner.planning.schedule import schedule
from planner.store.merging import merge_files
from tests.store.merging.versions import MONTH, PLAN, PlansApart, logs_apart, plans_apart
from tests.store.records import AT, small_plan


def merged(name: str, base: str | None, ours: str, theirs: str) -> str:
    found = merge_files(name, None if base is None else base.encode(), ours.encode(), theirs.encode())
    assert found.is_clean, found
    assert found.data is not None
    return found.data.decode()


def ids(text: str, table: str = "entry") -> list[str]:
    return [row["id"] for row in tomli.loads(text).get(table, ())]


def full_lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip()]


@given(logs_apart())
def test_a_text_is_cut_into_pieces_and_joined_again(log: tuple[str, list[str]]) -> None:
    for text in (log[0], *log[1]):
        assert "".join(block.whole for block in blocks(text)) == text
        assert "".join(statements(text)) == text


@given(logs_apart())
def test_two_logs_become_one_with_the_entries_and_comments_of_both(log: tuple[str, list[str]]) -> None:
    base, (ours, theirs) = log
    text = merged(MONTH, base, ours, theirs)
    assert text == merged(MONTH, base, theirs, ours)
    assert set(ids(text)) == {*ids(ours), *ids(theirs)}
    said = {row["id"]: row for one in (ours, theirs) for row in tomli.loads(one).get("entry", ())}
    assert {row["id"]: row for row in tomli.loads(text).get("entry", ())} == said
    assert sorted(comments(text)) == sorted({*comments(ours), *comments(theirs)})
    for side in (ours, theirs):
        assert [one for one in ids(text) if one in ids(side)] == ids(side)
        assert merged(MONTH, side, text, side) == text
        assert merged(MONTH, base, text, side) == text
        # Without a base, a comment that stands in another place on the other side may stand in both.
        assert set(full_lines(merged(MONTH, None, text, side))) == set(full_lines(text))


@settings(max_examples=25)
@given(logs_apart("abc"))
def test_three_machines_have_the_same_log_in_whatever_order_they_merge(log: tuple[str, list[str]]) -> None:
    base, sides = log
    found = set()
    for one, two, three in permutations(sides):
        text = merged(MONTH, base, merged(MONTH, base, one, two), three)
        found.add(msgspec.json.encode(tomli.loads(text)))
        found.add(msgspec.json.encode(tomli.loads(merged(MONTH, base, three, merged(MONTH, base, two, one)))))
    assert len(found) == 1


@settings(max_examples=40)
@given(plans_apart())
def test_two_plans_become_one_with_the_changes_of_both_and_one_schedule(apart: PlansApart) -> None:
    plan, base, (ours, theirs), own = apart
    text = merged(PLAN, base, ours, theirs)
    assert text == merged(PLAN, base, theirs, ours)
    found = msgspec.convert(tomli.loads(text) | {"id": "spring"}, Plan)
    assert {one.id for one in found.changes} == {one.id for one in (*plan.changes, *own[0], *own[1])}
    assert sorted(comments(text)) == sorted({*comments(ours), *comments(theirs)})
    for one, two in (own, own[::-1]):
        either_way = schedule(msgspec.structs.replace(plan, changes=(*plan.changes, *one, *two)))
        stands = schedule(found)
        assert (stands.sessions, stands.hung, stands.offs) == (either_way.sessions, either_way.hung, either_way.offs)
    for side in (ours, theirs):
        assert merged(PLAN, base, text, side) == text


@settings(max_examples=15)
@given(plans_apart("abc"))
def test_three_machines_have_the_same_schedule_in_whatever_order_they_merge(apart: PlansApart) -> None:
    plan, base, sides, own = apart
    found = []
    for one, two, three in permutations(sides):
        tables = tomli.loads(merged(PLAN, base, merged(PLAN, base, one, two), three))
        found.append(schedule(msgspec.convert(tables | {"id": "spring"}, Plan)))
        assert {row["id"] for row in tables.get("change", ())} == {
            one.id for side in (plan.changes, *own) for one in side
        }
    assert len({msgspec.json.encode((one.sessions, one.hung, one.offs)) for one in found}) == 1


def test_a_session_that_two_machines_moved_apart_is_told_whoever_merges() -> None:
    plan = small_plan()
    text = written(plan, schema=PLAN_SCHEMA).decode()
    made = [
        text + block("change", tables_of(Move(id=name, at=AT + timedelta(hours=hour), session="ab12cd", to=day)))
        for name, hour, day in (("a", 1, date(2027, 4, 14)), ("b", 2, date(2027, 4, 16)))
    ]
    for ours, theirs in (made, made[::-1]):
        found = schedule(msgspec.convert(tomli.loads(merged(PLAN, text, ours, theirs)), Plan))
        assert [(one.change.id, "moved as well" in one.why) for one in found.lost] == [("a", True)]


def test_a_merge_that_would_lose_or_make_up_something_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    def entry(key: str) -> str:
        moment = "at = 2027-03-01 08:00:00+00:00\nday = 2027-03-01"
        return f'\n[[entry]]\nkind = "note"\nid = "{key}"\n{moment}\ntext = "{key}"\n'

    base = "schema = 1\n" + entry("aaaaaa")
    ours, theirs = base + entry("bbbbbb"), base + entry("cccccc")
    assert ids(merged(MONTH, base, ours, theirs)) == ["aaaaaa", "bbbbbb", "cccccc"]
    for wrong in (ours, theirs, base, base + entry("bbbbbb") + entry("cccccc") + entry("dddddd")):
        monkeypatch.setattr("planner.store.merging.files.merged_text", lambda *_, text=wrong, **__: (text, ()))
        found = merge_files(MONTH, base.encode(), ours.encode(), theirs.encode())
        assert found.data is None
        assert found.why


@pytest.mark.parametrize(
    "nothing", [b"", b"\n\n", b"\0" * 300, b"\xef\xbb\xbf"], ids=["empty", "lines", "NULs", "mark"]
)
def test_an_emptied_version_is_damage_and_empties_nothing(nothing: bytes) -> None:
    whole = b'schema = 1\n\n[[entry]]\nkind = "note"\nid = "aaaaaa"\nday = 2027-03-01\ntext = "x"\n'
    for ours, theirs, whose in ((nothing, whole, "ours"), (whole, nothing, "theirs")):
        found = merge_files(MONTH, whole, ours, theirs)
        assert found.data is None
        assert found.why == f"one version is empty, as after a damage ({whose})"
    assert merge_files(MONTH, nothing, whole, whole).data in (whole, None)  # an emptied base takes nothing away


def test_versions_of_different_schemas_are_not_merged() -> None:
    whole = b'schema = 1\n\n[[entry]]\nkind = "note"\nid = "aaaaaa"\nday = 2027-03-01\ntext = "x"\n'
    found = merge_files(MONTH, whole, whole, whole.replace(b"schema = 1", b"schema = 2") + b"new = 1\n")
    assert found.data is None
    assert "different schema numbers" in found.why
