"""What happened to a file, said so that a person knows what to do."""

import pytest

from planner.codec.lines import MOST_TEXT, line_of
from planner.codec.toml import MOST_BYTES, MOST_POINTS, BadFile, parse

LOG = 'schema = 1\n[[entry]]\nid = "a1"\nnote = "Jörg"\n'


def told(data: bytes | str) -> str:
    with pytest.raises(BadFile) as caught:
        parse(data.encode() if isinstance(data, str) else data, "log/2027-03.toml")
    assert "\n" not in str(caught.value)
    return str(caught.value)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_is_named_and_how_to_convert_it(encoding: str) -> None:
    assert told(LOG.encode(encoding)) == (
        "log/2027-03.toml: this is text in UTF-16, as Notepad calls Unicode. "
        "Expected text in UTF-8: open it in a text editor, and save it with that encoding."
    )


def test_utf_32_is_named_and_a_file_of_nuls_is_not_taken_for_either() -> None:
    assert "UTF-32" in told(LOG.encode("utf-32"))
    for nuls in (b"\0" * 4_096, LOG.encode() + b"\0" * 4_096, b"a\0"):
        assert "UTF-16" not in told(nuls)
        assert "NUL" in told(nuls)


@pytest.mark.parametrize("style", ["merge", "diff3"])
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_merge_markers_are_named_as_such_with_their_line(style: str, ends: str) -> None:
    base = '||||||| 1a2b3c4\nnote = "old"\n' if style == "diff3" else ""
    text = f'schema = 1\n<<<<<<< HEAD\nnote = "a"\n{base}=======\nnote = "b"\n>>>>>>> phone\n'
    assert told(text.replace("\n", ends)) == (
        "log/2027-03.toml, line 2: git left both versions here. "
        "`planner store copies` merges the two, or keep one of them in a text editor."
    )


def test_what_only_looks_like_a_marker_inside_a_text_is_no_fault() -> None:
    assert parse(b'a = """\n=======\n<<<<<<< x\n"""\n', "x")


def test_lines_that_end_in_a_carriage_return_alone_are_named() -> None:
    assert "carriage return alone" in told(LOG.replace("\n", "\r"))
    assert "line 2: its lines" in told("schema = 1\nunit = 1\rtheme = 2\n")
    assert parse(LOG.replace("\n", "\r\n").encode(), "x") == parse(LOG.encode(), "x")
    assert parse(b"\xef\xbb\xbf" + LOG.encode(), "x") == parse(LOG.encode(), "x")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a = 1\nb = " + "[" * 10_000, 2),
        ("a = 1\nb = " + "{c=" * 10_000, 2),
        ("a = [\n" + "[\n" * 150 + "]\n" * 150 + "]\n", 101),
        ("a = 1\n[" + ".".join(["a"] * 10_000) + "]\n", 2),
        ("a = 1\n" + ".".join(["a"] * 20_000) + " = 1\n", 2),
    ],
)
def test_what_is_nested_too_deep_is_told_with_its_line(text: str, line: int) -> None:
    assert told(text) == f"log/2027-03.toml, line {line}: nested too deep. Expected at most 100 levels."


def test_a_number_of_thousands_of_digits_is_told_with_its_line() -> None:
    assert told("a = 1\nb = " + "9" * 5_000).startswith("log/2027-03.toml, line 2: a number with too many digits")


def test_very_many_keys_of_many_parts_are_refused_before_they_cost_gigabytes() -> None:
    assert f"at most {MOST_POINTS:,}" in told("".join(f"a{n}.b.c.d.e.f.g = 1\n" for n in range(40_000)))
    assert "at most 5 MB" in told(b"#" * (MOST_BYTES + 1))


def test_a_line_is_told_in_any_file_that_a_person_would_open_and_sought_for_in_no_larger_one() -> None:
    entries = "".join(f'[[entry]]\nid = "a{n}"\n' for n in range(20_000))
    assert line_of(entries, ("entry", 19_999, "id")) == 40_000
    assert line_of("#" * (MOST_TEXT + 1) + "\na = 1\n", ("a",)) is None
