"""Whatever stands in a version, merging raises nothing, and what it gives is whole."""

import tomli
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.codec.layout import written
from planner.codec.pieces import blocks, statements
from planner.domain.plan import SCHEMA
from planner.store.merging import merge_files
from planner.store.merging.files import MOST_BYTES
from planner.store.merging.order import by_time, ordered
from planner.store.merging.proof import is_lossless
from tests.store.merging.versions import MONTH, PLAN, logs_apart
from tests.store.records import AT, small_plan

_PLAN = written(small_plan(), schema=SCHEMA)
_JUNK = st.sampled_from(
    [b"[[entry]]\n", b'"""', b"'''", b"[a.b]\n", b"a.b.c = 1\n", b"\0", b"\xff", b"#\n", b"= ", b"\r\n", b"{", b"]",
     b"\n", b'id = "e0"\n', b"<<<<<<< x\n", b"[[base]]\n", b"base = []\n", b"[race]\n",
     b"x = 1979-05-27\n", b"schema = 2\n"]
)  # fmt: skip


@st.composite
def spoilt(draw: st.DrawFn, data: bytes) -> bytes:
    """The bytes cut, flipped, spliced or with junk in."""
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, len(data)))
        match draw(st.integers(0, 3)):
            case 0:
                data = data[:at]
            case 1:
                data = data[:at] + draw(_JUNK) + data[at:]
            case 2:
                data = data[:at] + data[at : at + draw(st.integers(0, 200))] * 2 + data[at:]
            case _:
                data = data[:at] + bytes(draw(st.binary(min_size=1, max_size=1))) + data[at + 1 :]
    return data


@settings(max_examples=200)
@given(st.data(), st.booleans())
def test_spoilt_versions_give_a_whole_file_or_a_reason(data: st.DataObject, with_base: bool) -> None:
    base = _PLAN
    ours, theirs = data.draw(spoilt(base)), data.draw(spoilt(base))
    found = merge_files(PLAN, base if with_base else None, ours, theirs)
    other = merge_files(PLAN, base if with_base else None, theirs, ours)
    assert (found.data is None) == bool(found.why)
    assert bool(found.data) == bool(other.data)
    if found.data is not None:
        tomli.loads(found.data.decode("utf-8-sig"))
        assert {clash.path for clash in found.clashes} == {clash.path for clash in other.clashes}
        if not found.clashes:
            assert found.data == other.data


@settings(max_examples=100)
@given(st.text(alphabet=st.sampled_from("[]{}\"'#=.ab \n\\,1"), max_size=60))
def test_any_text_is_cut_into_pieces_and_joined_again(text: str) -> None:
    assert "".join(statements(text)) == text
    assert "".join(block.whole for block in blocks(text)) == text


@given(logs_apart())
def test_the_second_opinion_misses_nothing_that_is_lost(log: tuple[str, list[str]]) -> None:
    base, (ours, theirs) = log
    merged = merge_files(MONTH, base.encode(), ours.encode(), theirs.encode()).data or b""
    was, left, right, found = (tomli.loads(text) for text in (base, ours, theirs, merged.decode()))
    assert is_lossless(was, left, right, found, ())
    for lost in found.get("entry", ()):
        rest = [row for row in found["entry"] if row is not lost]
        assert not is_lossless(was, left, right, {**found, "entry": rest}, ())
        spoilt_row = {**lost, "note": "something else that nobody wrote"}
        assert not is_lossless(was, left, right, {**found, "entry": [*rest, spoilt_row]}, ())


def test_a_version_that_is_very_large_is_not_merged() -> None:
    large = b"schema = 1\n# " + b"x" * MOST_BYTES + b"\n"
    found = merge_files(MONTH, None, b"schema = 1\n", large)
    assert (found.data, "4 MB" in found.why) == (None, True)


def test_what_a_machine_wrote_after_something_stays_after_it_though_its_clock_was_set_back() -> None:
    moments = {"a": AT.replace(hour=10), "b": AT.replace(hour=8), "c": AT.replace(hour=9), "d": AT.replace(hour=11)}
    assert by_time(["a", "b"], ["c", "d"], moments) == ["c", "a", "b", "d"]
    assert by_time(["c", "d"], ["a", "b"], moments) == ["c", "a", "b", "d"]
    assert by_time(["x", "a"], ["a", "y"], {**moments, "x": None, "y": None}) == ["x", "a", "y"]


def test_orders_that_contradict_each_other_lose_nothing() -> None:
    for first, second in ((["a", "b"], ["b", "a"]), (["a", "b", "c"], ["c", "x", "a"])):
        for order in (ordered(first, second), by_time(first, second, dict.fromkeys("abcx"))):
            assert sorted(order) == sorted({*first, *second})
