"""Looking at printed pages: a browser that prints, and what stands on a page of a PDF."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]  # it has no stubs
import pypdfium2.raw as pdfium  # type: ignore[import-untyped]  # it has no stubs

from tests.clients import needs

MM = 25.4 / 72
SIZES = {"a4": (297, 210), "letter": (279, 216)}
_QUIET = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--hide-scrollbars",
)  # fmt: skip
DARK = "--blink-settings=preferredColorScheme=0"


def browse(page: Path, *options: str) -> None:
    """Open a page in a browser without a window; nothing of a profile is kept."""
    browser = needs("chromium")
    profile = page.parent / "profile"
    command = [str(browser), *_QUIET, f"--user-data-dir={profile}", *options, page.as_uri()]
    subprocess.run(command, check=True, capture_output=True, timeout=90)


@contextmanager
def opened(data: bytes) -> Iterator[pypdfium2.PdfDocument]:
    """Open a PDF, and close it again."""
    document = pypdfium2.PdfDocument(data)
    try:
        yield document
    finally:
        document.close()


def size_mm(page: pypdfium2.PdfPage) -> tuple[int, int]:
    """Return width and height in whole millimetres."""
    width, height = page.get_size()
    return round(width * MM), round(height * MM)


def text_of(page: pypdfium2.PdfPage) -> str:
    """Return the text of a page without any white space: lines are broken where the layout breaks them."""
    # A PDF holds places to break long words at.
    return "".join(page.get_textpage().get_text_range().replace("\u200b", "").split())


def ink(page: pypdfium2.PdfPage, edge_mm: float) -> tuple[float, bool]:
    """Return the dark share of a page, and whether anything is drawn within `edge_mm` of its edges."""
    bitmap = page.render(scale=1, grayscale=True)
    wide, tall, stride, pixels = bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer)
    rows = [pixels[n * stride : n * stride + wide] for n in range(tall)]
    edge = round(edge_mm / MM)
    dark = sum(sum(value < 128 for value in row) for row in rows) / (wide * tall)
    sides = [*rows[:edge], *rows[-edge:], *(row[:edge] + row[-edge:] for row in rows)]
    return dark, any(min(side) < 250 for side in sides)


def boxes(page: pypdfium2.PdfPage, low_mm: float = 2.1, high_mm: float = 3.5) -> int:
    """Return how many small squares are drawn on a page: the boxes to tick."""
    found = set()
    for drawn in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=8):
        left, low, right, high = (value * MM for value in drawn.get_bounds())
        wide, tall = right - left, high - low
        if low_mm <= wide <= high_mm and abs(wide - tall) < 0.2:
            found.add((round((left + right) / 2), round((low + high) / 2)))
    return len(found)
