"""The fridge calendar from the command line."""

from pathlib import Path

import pytest

from tests.cli.conftest import Planner


def test_the_page_is_written_whole_to_a_file_or_to_the_terminal(spring: Planner, tmp_path: Path) -> None:
    shown = spring("export", "html").out
    target = tmp_path / "plan.html"
    ended = spring("export", "html", "-o", str(target))
    assert ended.out.startswith(f"Wrote {target}: Spring Half, ")
    assert target.read_text(encoding="utf-8") == shown
    assert shown.startswith("<!doctype html>")
    assert shown.endswith("</html>\n")
    assert "size: A4 landscape" in shown


def test_paper_days_and_layers_may_be_chosen(spring: Planner) -> None:
    shown = spring(
        "export", "html", "--paper", "letter", "--from", "2026-11-23", "--to", "2026-12-06", "--layer", "strength"
    ).out
    assert "size: letter landscape" in shown
    assert "Week 2<" in shown
    assert "Week 3<" not in shown
    assert "Hip strength" in shown
    assert "Easy-day warm-up" not in shown


@pytest.mark.parametrize("form", ["html", "pdf"])
def test_another_paper_is_a_slip_of_the_finger(spring: Planner, form: str) -> None:
    ended = spring("export", form, "--paper", "a5")
    assert ended.status == 2
    assert "a4" in ended.complaint


def test_a_pdf_goes_to_a_file(spring: Planner, tmp_path: Path) -> None:
    target = tmp_path / "plan.pdf"
    ended = spring("export", "pdf", "--from", "2026-11-23", "--to", "2026-12-06", "-o", str(target))
    assert ended.status == 0
    assert target.read_bytes().startswith(b"%PDF-")


def test_a_pdf_without_typst_is_one_clear_line(spring: Planner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planner.exports.fridge.pdf.find_spec", lambda _: None)
    ended = spring("export", "pdf")
    assert ended.status == 1
    assert ended.complaint.endswith("Run pip install 'race-planner[pdf]'.")
