"""Text from users and files: what is kept and what is taken out."""

from hypothesis import given
from hypothesis import strategies as st

from planner.domain.text import clean, localise, one_line


def test_control_characters_and_direction_overrides_are_taken_out() -> None:
    assert clean("a\x1b]52;c;cm0=\x07b\x9b2Jc\u202ed\u2066e\ufefff\x00") == "a]52;c;cm0=b2Jcdef"


def test_lone_surrogates_are_taken_out_so_that_a_save_can_encode() -> None:
    clean("x\ud800y").encode()
    assert clean("x\ud800y") == "xy"


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
