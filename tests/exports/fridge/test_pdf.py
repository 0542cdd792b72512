import getpass
import os
import socket
import sys
from collections.abc import Iterator
from pathlib import Path
from textwrap import wrap

import msgspec
import pypdfium2.raw as pdfium  # type: ignore[import-untyped]  # it has no stubs
import pytest
from hypothesis import given, settings

from planner.domain.errors import PlannerError
from planner.domain.plan import Plan
from planner.exports.fridge import pdf as pdf_module
from planner.exports.fridge.page import Fridge, Paper
from planner.exports.fridge.pdf import to_pdf
from planner.exports.fridge.sheets import to_fridge
from planner.exports.fridge.typesetting import Request
from planner.planning.agenda import agenda
from tests.exports.fridge.printed import check_details, check_edges, check_lines_and_boxes
from tests.exports.fridges import a_build_up, a_hostile_plan, going_out
from tests.exports.paper import SIZES, ink, opened, size_mm, text_of
from tests.exports.plans import TODAY, a_plan
from tests.strategies import plans

GOLDEN = Path(__file__).parents[1] / "golden" / "plan-km.pdf.txt"
SCRIPTS = "Zürich Łódź Ελλάδα Москва سباق חצי दौड़ วิ่ง 馬拉松 マラソン 한국 বাংলা தமிழ் ქართული Հայ አማርኛ 🏃‍♀️💪🏽"
MARKUP = '#panic("ran") $x^2$ *b* _i_ @ref <label> \\u{41} // c #sys.inputs `raw` = h - l'


class Printed:
    """A calendar and its PDF."""

    def __init__(self, fridge: Fridge) -> None:
        self.fridge = fridge
        self.pdf, self.notes = to_pdf(fridge)


@pytest.fixture(scope="module", params=["build-up", "hostile"])
def printed(request: pytest.FixtureRequest) -> Iterator[Printed]:
    """A calm plan on A4 and a hostile one on Letter."""
    if request.param == "build-up":
        yield Printed(to_fridge(going_out(a_build_up())))
    else:
        yield Printed(to_fridge(going_out(a_hostile_plan()), Paper.LETTER))


def named(name: str) -> Fridge:
    """Return the calendar of a short plan with a name."""
    plan = a_build_up(1)
    return to_fridge(going_out(msgspec.structs.replace(plan, name=name, about=name)))


def whole_text(data: bytes) -> str:
    with opened(data) as pdf:
        return "".join(text_of(page) for page in pdf)


def test_four_weeks_stand_on_a_page_and_the_details_behind_them(printed: Printed) -> None:
    assert not printed.notes
    with opened(printed.pdf) as pdf:
        sheets = len(printed.fridge.sheets)
        assert {size_mm(page) for page in pdf} == {SIZES[printed.fridge.paper]}
        texts = [text_of(page) for page in pdf]
        assert texts[sheets].startswith("Details")
        for sheet, text in zip(printed.fridge.sheets, texts, strict=False):
            assert f"{sheet.number}of{sheets}" in text
            for row in sheet.rows:
                assert "".join(f"{row.name}{row.of}".split()) in text


def test_the_pages_of_a_plan_say_what_they_said() -> None:
    data, notes = to_pdf(to_fridge(going_out(a_plan())))
    with opened(data) as pdf:
        pages = [
            f"## page {number}\n" + "\n".join(wrap(text_of(page), 100, break_on_hyphens=False))
            for number, page in enumerate(pdf, 1)
        ]
    made = "\n".join([*pages, *(f"- {note}" for note in notes)]) + "\n"
    if os.environ.get("PLANNER_GOLDEN") == "write":
        GOLDEN.write_text(made, encoding="utf-8")
    assert made == GOLDEN.read_text(encoding="utf-8")


def test_every_line_and_every_box_of_a_week_is_on_its_page(printed: Printed) -> None:
    check_lines_and_boxes(printed.fridge, printed.pdf)


def test_nothing_leaves_the_page(printed: Printed) -> None:
    check_edges(printed.pdf)


def test_what_was_shortened_is_whole_in_the_details(printed: Printed) -> None:
    check_details(printed.fridge, printed.pdf)


def test_every_font_is_in_the_file(printed: Printed) -> None:
    with opened(printed.pdf) as pdf:
        drawn = [one for page in pdf for one in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT], max_depth=8)]
        assert drawn
        assert all(pdfium.FPDFFont_GetIsEmbedded(pdfium.FPDFTextObj_GetFont(one)) == 1 for one in drawn)


def test_the_same_plan_gives_the_same_bytes_that_say_nothing_of_the_machine() -> None:
    fridge = to_fridge(going_out(a_build_up(1)))
    made, again = to_pdf(fridge), to_pdf(fridge)
    assert made == again
    with opened(made[0]) as pdf:
        about = pdf.get_metadata_dict(skip_empty=True)
    assert set(about) <= {"Title", "Creator", "CreationDate", "ModDate"}
    assert about["Title"] == "Spring Half"
    assert about["CreationDate"].startswith("D:20000101")
    for private in (str(Path.home()), str(Path(__file__).parents[3]), f"/{getpass.getuser()}/", socket.gethostname()):
        assert private.encode() not in made[0]


def test_names_in_the_scripts_of_the_world_are_set_with_the_fonts_of_the_extra() -> None:
    data, notes = to_pdf(named(SCRIPTS))
    assert notes == ()
    text = whole_text(data)
    assert all(word in text for word in ("Łódź", "Ελλάδα", "Москва", "馬拉松", "マラソン", "한국", "ქართული"))


def test_letters_that_no_font_has_are_told() -> None:
    (note,) = to_pdf(named("Run \U00013000 on"))[1]
    assert note.startswith("No font here has the letters \U00013000 (U+13000)")


def test_without_the_fonts_of_the_extra_those_of_the_system_are_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_module, "_FONT_PACKAGES", ())
    data, _ = to_pdf(named("Łódź"))
    assert "Łódź" in whole_text(data)


def test_letters_of_private_use_are_no_reason_to_fail() -> None:
    data, _ = to_pdf(named("Club \ue123"))
    assert "Club" in whole_text(data)


def test_what_a_person_wrote_is_never_markup() -> None:
    assert "".join(MARKUP.split()) in whole_text(to_pdf(named(MARKUP))[0])


@settings(max_examples=5, deadline=None)
@given(plans())
def test_any_plan_becomes_a_pdf(plan: Plan) -> None:
    days = agenda(plan, (), plan.first_day, plan.last_day, TODAY)
    fridge = to_fridge(going_out(plan, days))
    with opened(to_pdf(fridge)[0]) as pdf:
        assert len(pdf) > len(fridge.sheets)
        assert not any(ink(page, 5)[1] for page in pdf)


def test_the_compiler_is_not_loaded_into_the_program() -> None:
    to_pdf(named("x"))
    assert "typst" not in sys.modules


def test_without_typst_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_module, "find_spec", lambda _: None)
    with pytest.raises(PlannerError, match=r"pip install 'race-planner\[pdf\]'"):
        to_pdf(named("x"))


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("import time; time.sleep(60)", "did not end within"),
        ("import os; os._exit(3)", "status 3"),
        ("print('nonsense')", "could not be run"),
    ],
)
def test_a_compiler_that_hangs_or_breaks_is_a_clear_error(
    code: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf_module, "LONGEST_S", 1)
    with pytest.raises(PlannerError, match=said) as caught:
        pdf_module._run(Request(document="x", inputs={}, fonts=()), ("-c", code))
    assert "planner export html" in caught.value.fix


def test_what_the_compiler_says_is_passed_on() -> None:
    answer = pdf_module._run(Request(document='#panic("no")', inputs={}, fonts=()))
    assert "panicked" in answer.error
    assert answer.pdf == b""
