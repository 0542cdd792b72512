"""The text of a file, whatever program wrote it; what is no text is named."""

import pytest

from planner.domain.errors import BadValue
from planner.imports.decoding import MOST_BYTES, decode, file_name
from planner.imports.plans import detect


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_text_is_read_in_the_encoding_that_its_mark_says(encoding: str) -> None:
    mark = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}.get(encoding, b"")
    decoded = decode(mark + "Läufe 8 km ☀\r\nzwei".encode(encoding), "plan.csv")
    assert (decoded.text, decoded.notes) == ("Läufe 8 km ☀\nzwei", ())


def test_windows_text_is_read_and_said() -> None:
    decoded = decode("Jours – 8 km à l’aise".encode("cp1252"), "plan.csv")
    assert decoded.text == "Jours – 8 km à l’aise"
    assert decoded.notes == (
        "This file is not UTF-8; it was read as Windows text. Look whether its letters are right.",
    )


def test_escape_sequences_and_overrides_do_not_come_in() -> None:
    assert decode("a\x1b[2J\u202eb\u009bc".encode(), "x").text == "a[2Jbc"


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"PK\x03\x04rest", "a zip archive"),
        (b"\x1f\x8b\x08", "a gzip archive"),
        (b"%PDF-1.7", "a PDF"),
        (b"\x0e\x20\x00\x00\x00\x00\x00\x00.FIT", "a FIT file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old spreadsheet"),
        (b"a,b\0c", "byte 4 is zero"),
        (b"\xff\xfea\0\0\xd8", "UTF-16, and it is not"),
        (b"\x80\x81\x02\x03", "byte 1 is not UTF-8"),
        (b"x" * (MOST_BYTES + 1), "larger than 20 MB"),
    ],
    ids=lambda value: value[:12] if isinstance(value, str) else "",
)
def test_what_is_no_text_is_named_with_the_file(data: bytes, what: str) -> None:
    with pytest.raises(BadValue, match=what) as caught:
        decode(data, "my file")
    assert caught.value.what == "my file"
    assert caught.value.fix


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "it is empty"),
        (b"<?xml version='1.0'?><gpx></gpx>", "recorded runs"),
        (b"Activity ID,Activity Date,Activity Name,Distance\n1,2,3,4\n", "table of recorded runs"),
        (b"<html></html>", "XML or HTML"),
        (b'{"a": 1}', "this is JSON"),
        (b"a,b,c\n1,2,3\n", "columns are not known: “a,b,c”"),
        (b"# Recipes\n\n- eggs\n", "Markdown without weeks"),
        (b"hello", "no weeks and no days"),
    ],
    ids=lambda value: value[:12] if isinstance(value, str) else "",
)
def test_an_unknown_file_is_told_what_it_looks_like_and_what_is_read(data: bytes, what: str) -> None:
    with pytest.raises(BadValue, match=what) as caught:
        detect(data, "file")
    assert "runs" in caught.value.fix or "Calendar Hack" in caught.value.fix


def test_a_files_name_is_shown_short_and_on_one_line() -> None:
    assert file_name("\x1b[2J\nplan") == "[2J plan"
    assert file_name("") == "the file"
    assert len(file_name("x" * 500)) == 120
