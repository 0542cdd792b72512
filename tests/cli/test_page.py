"""The columns of what commands print: what a terminal takes for them, whatever the script."""

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from planner.cli import page
from planner.domain.text import clean, escaped, one_line
from tests.hostile import LEGITIMATE, OBEYED, PAYLOADS


@pytest.mark.parametrize("name", LEGITIMATE)
def test_a_name_takes_the_columns_that_the_screens_give_it(name: str) -> None:
    assert page.cells(name) == cell_len(name)


@given(st.text(st.characters(max_codepoint=0x2FFF, categories=["L", "N", "P", "Mn", "Zs"]), max_size=30).map(one_line))
def test_columns_are_those_of_the_screens(text: str) -> None:
    assert page.cells(text) == cell_len(text)


@pytest.mark.parametrize("text", [*LEGITIMATE, *map(one_line, PAYLOADS)])
def test_what_is_cut_fits_and_keeps_its_letters_whole(text: str) -> None:
    for columns in range(2, 12):
        cut = page.shortened(text, columns)
        assert page.cells(cut) <= columns
        assert cut == text or cut.endswith("…")
        assert clean(cut) == cut, "no joiner without its partner"


def test_a_very_long_name_is_cut_at_once() -> None:
    start = time.process_time()
    page.shortened("漢é" * 50_000, 40)
    assert time.process_time() - start < 2


@given(st.text(st.sampled_from("ab 漢字ก็👩🏽é\u0301"), max_size=200))
def test_wrapped_lines_fit_and_lose_no_word(text: str) -> None:
    lines = page.wrapped(text, indent=2, hanging=2)
    assert all(page.cells(line) <= page.width() for line in lines)
    assert "".join("".join(lines).split()) == "".join(clean(text).split())


def test_a_table_keeps_its_columns(capsys: pytest.CaptureFixture[str]) -> None:
    page.show(page.table([(name, "x") for name in LEGITIMATE]))
    assert len({cell_len(line) for line in capsys.readouterr().out.splitlines()}) == 1


def test_nothing_that_a_terminal_obeys_leaves_a_page(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page, "colourful", lambda: True)
    page.show([page.loud(payload) + page.tinted(payload, "red") + payload for payload in PAYLOADS])
    out = capsys.readouterr().out
    assert page.loud("10k [tempo]") in out
    for code in ("0", "1", "31"):
        out = out.replace(f"\x1b[{code}m", "")
    assert not OBEYED.search(out)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_json_is_escaped_and_loses_nothing(text: str) -> None:
    shown = escaped(json.dumps({text: text}, ensure_ascii=False))
    assert not OBEYED.search(shown)
    assert json.loads(shown) == {text: text}
