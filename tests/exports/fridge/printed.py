"""What every print of the fridge calendar promises, whichever program printed it."""

from planner.exports.fridge.page import Fridge, Tick
from tests.exports.fridges import LONG_WORD
from tests.exports.paper import boxes, ink, opened, text_of


def check_lines_and_boxes(fridge: Fridge, pdf: bytes) -> None:
    """Each line of a week is on the page of that week, each run and routine with its box."""
    with opened(pdf) as pages:
        for sheet, page in zip(fridge.sheets, pages, strict=False):
            text = text_of(page)
            items = [item for row in sheet.rows for cell in row.cells for item in cell.items]
            for item in items:
                # A page's text comes in the order of reading, which is the other way round in some scripts.
                if item.text.isascii():
                    assert "".join(item.text.split()) in text
            legend = sum(entry.sign in ("box", "half", "left") for entry in sheet.legend)
            assert boxes(page) == sum(item.tick is not Tick.NONE for item in items) + legend


def check_edges(pdf: bytes) -> None:
    """Nothing is drawn at the edge of a page, and paper stays white."""
    with opened(pdf) as pages:
        for page in pages:
            dark, is_at_edge = ink(page, 5)
            assert not is_at_edge
            assert 0 < dark < 0.2


def check_details(fridge: Fridge, pdf: bytes) -> None:
    """What was shortened is whole on the pages behind the weeks."""
    with opened(pdf) as pages:
        details = "".join(text_of(page) for page in list(pages)[len(fridge.sheets) :])
    for part in (part for detail in fridge.details for part in detail.parts):
        if part.name.isascii():
            assert "".join(part.name.split()) in details
    if fridge.about:
        assert LONG_WORD in details
