"""The quick reader of our own layout gives what the TOML reader gives, or leaves the text to it."""

import re

import pytest
import tomli
from hypothesis import example, given, settings
from hypothesis import strategies as st

from planner.codec.layout import written
from planner.codec.plain import plain_tables
from planner.domain.log import SCHEMA, Entry, LogMonth
from tests.store.records import logs

SAMPLE = """schema = 1
ids = []

[[entry]]
id = "ab12cd"
kind = "session"
at = 2027-03-09 18:05:00+01:00
began = 2027-03-09T18:05:00.250000
day = 2027-03-09
metres = 5000.0
less = -0.5
seconds = 1800
complete = true
note = "café, [x] = # no comment"
scores = [
    3,
    -2,
]
words = [
    "one",
    "two, three",
]

[[entry.steps]]
exercise = "roll"

[[entry.steps.spots]]
seconds = 35.0

[[entry.steps.spots]]
seconds = 40.0

[[entry.steps]]
exercise = "hold"

[[entry]]
id = "ef34gh"
complete = false
"""
_PIECES = (
    "\n", "\r\n", " ", "\t", "[", "]", "[[entry]]\n", "[entry]\n", "[[entry.id]]\n", "[[entry.scores]]\n", "[a.b]\n",
    "[[a.b]]\n", "[[ entry ]]\n", '"', '"""', "'", "\\", "\\n", "=", " = ", ".", ",", "#", "# x\n", "{ a = 1 }", "0",
    "00", "1_000", "+1", "-0", "1e5", "inf", "nan", "0x1f", "1.", ".5", "-", "2027-02-30", "2027-03-09", "07:30:00",
    "2027-03-09 24:00:00", "2027-03-09 18:05:60", "2027-03-09 18:05:00Z", "2027-03-09 18:05:00+24:00",
    "2027-03-09 18:05:00.1", "id = 1\n", "id.x = 1\n", '"id" = 1\n', "a-b_c = true\n", "\ufeff", "\x00", "\x7f",
    "\u2028", "\u00a0", "é", "x = [\n    1,\n]\n", "x = [1, 2]\n", "    1,\n", "9" * 19, "1." + "0" * 21, "0000-01-01",
)  # fmt: skip


def same_as_toml(text: str) -> None:
    """Look that the quick reader gives up, or gives the very same."""
    found = plain_tables(text)
    if found is not None:
        assert repr(found) == repr(tomli.loads(text)), text


def test_it_reads_our_layout() -> None:
    found = plain_tables(SAMPLE)
    assert found is not None
    assert repr(found) == repr(tomli.loads(SAMPLE))


@given(logs())
def test_a_log_as_we_write_it_is_read_by_it(entries: tuple[Entry, ...]) -> None:
    text = written(LogMonth(entries=entries), schema=SCHEMA).decode()
    same_as_toml(text)
    if "\\" not in text and "".join(text.split("\n")).isprintable() and not re.search(r"= \{|e[-+]|\d\.\d{21}", text):
        assert plain_tables(text) is not None, text


@settings(max_examples=400)
@given(st.lists(st.tuples(st.integers(0, len(SAMPLE)), st.sampled_from(_PIECES), st.integers(0, 12)), max_size=3))
@example([(0, "[[entry.id]]\n", 0)])
def test_whatever_is_done_to_a_text_it_never_says_anything_else(edits: list[tuple[int, str, int]]) -> None:
    text = SAMPLE
    for at, piece, gone in edits:
        text = text[:at] + piece + text[at + gone :]
    same_as_toml(text)


@settings(max_examples=200)
@given(st.lists(st.sampled_from([*SAMPLE.splitlines(keepends=True), *_PIECES]), max_size=12).map("".join))
def test_lines_in_any_order_are_read_as_toml_or_not_at_all(text: str) -> None:
    same_as_toml(text)


@pytest.mark.parametrize("piece", _PIECES)
def test_any_value_is_read_as_toml_or_not_at_all(piece: str) -> None:
    for text in (f"x = {piece}\n", f"x = {piece}", f"[[a]]\n{piece}", f"x = [\n    {piece},\n]\n", f"{piece} = 1\n"):
        same_as_toml(text)
