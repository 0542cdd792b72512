"""Text from users and files: what is kept and what is taken out."""

import re
import subprocess
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain import text as rule
from planner.domain.letters import MOST_MARKS
from planner.domain.text import clean, localise, one_line, readable
from tests.hostile import LEGITIMATE, OBEYED, UNSEEN

_LETTERS = st.text(
    st.sampled_from(
        "a1 \n\t\u0301\u05b0\u064b\u0e49\u094d\u0915\u200b\u200c\u200d\ufe0e\ufe0f\u20e3\u202e\u2067\x1b\x9b\x85\r"
        "\ud800☀👩🏽♂🏳🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e007fΩЖשدदก漢"
    )
)


def test_control_characters_and_direction_overrides_are_taken_out() -> None:
    assert clean("a\x1b]52;c;cm0=\x07b\x9b2Jc\u202ed\u2066e\ufefff\x00") == "a]52;c;cm0=b2Jcdef"


def test_lone_surrogates_are_taken_out_so_that_a_save_can_encode() -> None:
    clean("x\ud800y").encode()
    assert clean("x\ud800y") == "xy"


@pytest.mark.parametrize("name", LEGITIMATE)
def test_names_in_the_scripts_of_the_world_stay_as_they_are(name: str) -> None:
    assert clean(name) == name
    assert one_line(name) == name


def test_every_line_end_is_a_newline_so_that_no_two_words_run_together() -> None:
    assert clean("a\r\nb\rc\x0bd\x0ce\x85f\u2028g\u2029h") == "a\nb\nc\nd\ne\nf\ng\nh"


def test_what_nobody_sees_is_taken_out() -> None:
    assert clean("a".join(UNSEEN)) == "a" * (len(UNSEEN) - 1)


def test_tags_that_spell_a_hidden_text_are_taken_out() -> None:
    hidden = "".join(chr(0xE0000 + ord(letter)) for letter in "rm -rf")
    assert clean(f"ok{hidden}\U0001f3f4{hidden}\U000e007f") == "ok\U0001f3f4"


def test_joiners_and_selectors_stay_only_where_they_do_something() -> None:
    assert clean("a\u200db\u200cc\ufe0fd") == "abcd"
    assert clean("👩\u200d\u200d👧") == "👩\u200d👧"
    assert clean("👩\u200d") == "👩"
    assert clean("می\u200cخواهم\u200c\u200c") == "می\u200cخواهم\u200c"


def test_marks_on_a_letter_are_bounded_and_stand_on_a_letter() -> None:
    assert clean("\u0301a") == "a"
    zalgo = clean("Z" + "\u0335\u0316" * 500 + "a" + "\u200c\ufe0f\u0301" * 40)
    assert zalgo == "Z" + "\u0335\u0316" * (MOST_MARKS // 2) + "a" + "\u0301" * MOST_MARKS


def test_a_long_hostile_text_is_cleaned_at_once() -> None:
    import time

    start = time.process_time()
    clean("e\u0301\u200d\U0001f3f4\U000e0067" * 200_000)
    assert time.process_time() - start < 8


@given(_LETTERS)
def test_odd_neighbours_are_cleaned_once_and_for_all(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert not OBEYED.search(once)
    letters = [one for one in text if unicodedata.category(one)[0] in "LNS"]
    assert [one for one in once if unicodedata.category(one)[0] in "LNS"] == letters


def test_brackets_emoji_and_other_scripts_stay() -> None:
    for text in ("[/]", "6x400m [90s]", "👩‍👩‍👧‍👦", "漢字", "שלום", "tab\there", "line\nbreak"):
        assert clean(text) == text


@given(st.text())
def test_cleaning_twice_is_cleaning_once_and_encodes(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    once.encode()


@given(st.text())
def test_one_line_is_one_line(text: str) -> None:
    assert "\n" not in one_line(text)
    assert "\t" not in one_line(text)


def test_an_authors_pair_shows_in_the_users_unit() -> None:
    assert localise("{3:4.8} run, then {10:16}", "km") == "4.8 km run, then 16 km"
    assert localise("{3:4.8} run, then {10:16}", "mi") == "3 mi run, then 10 mi"
    assert localise("{x:y} and {3}", "km") == "{x:y} and {3}"
    assert localise("{8-9:13-14} easy", "km") == "13-14 km easy"
    assert localise("{5:8.0} miles or {1:1.6}k", "km") == "8 km or 1.6 km"


def test_no_letter_that_is_let_through_unseen_is_one_of_those_taken_out_or_looked_at() -> None:
    letters = (chr(number) for number in range(0x110000))
    simple = [one for one in letters if one.isprintable() and rule._is_simple(one)]
    assert {"e", "é", "○", "✓", "★", "…", "–", "→"} <= set(simple)
    for pattern in (rule._UNSAFE, rule._LINE_ENDS, rule._SUSPECT):
        assert not [one for one in simple if re.search(pattern, one)]


def test_what_a_start_shows_of_our_own_needs_no_pattern() -> None:
    code = """
import re
compiled = []
make = re._compile
re._compile = lambda pattern, flags: compiled.append(pattern) or make(pattern, flags)
from planner.domain.text import clean
assert clean("○ 8 km · Käthe’s café – ✓ ★ …") == "○ 8 km · Käthe’s café – ✓ ★ …"
assert not compiled, compiled
assert clean("a\\u202eb") == "ab"
assert compiled
"""
    subprocess.run([sys.executable, "-c", code], check=True)


@given(st.text())
def test_what_is_readable_in_a_small_window_is_left_as_it_is(text: str) -> None:
    line = one_line(text)
    if len(line) <= 100:
        assert readable(text) == line


def test_a_word_or_a_sentence_without_end_is_cut_where_it_is_quoted() -> None:
    assert readable(f"It is {'x' * 9_000}, not a day.", longest=20) == f"It is {'x' * 19}… not a day."
    assert readable("word " * 9_000, most=12) == "word word w…"
    assert readable("a b", longest=3, most=3) == "a b"
