"""Every format on a hostile store whose text is not even cleaned where it is read: nothing in a file is obeyed."""

import csv
import io
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path
from random import Random

import pytest
import tomli
from markdown_it import MarkdownIt

from planner.actions.clinician import clinician_page, write_page
from planner.actions.desk import Desk
from planner.actions.exports import Choice, Format, export
from planner.actions.insights import csv_of, figure, figures
from planner.store.store import Store
from tests.hostile import OBEYED, HostileStore, read_as_it_is

NOW = datetime(2027, 2, 6, 9, 0, tzinfo=UTC)
TURNS = (0, 13)
_ACTIVE = frozenset({
    "script", "img", "iframe", "object", "embed", "link", "base", "form", "input", "button", "video", "audio", "source",
    "foreignobject", "image", "use", "animate", "set", "math", "template",
})  # fmt: skip
"""Tags that run, fetch or ask for something: none belongs on a page for paper."""


@pytest.fixture(params=TURNS)
def desk(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A desk on a hostile store, read as it is."""
    root = HostileStore(tmp_path / "store", NOW, request.param).root
    read_as_it_is(monkeypatch)
    return Desk(Store(root), now=lambda: NOW, pick=Random(5).choice)


def _files(desk: Desk, form: Format) -> Iterator[bytes]:
    for choice in (Choice(format=form), Choice(format=form, flat=True), Choice(format=form, routines=True)):
        yield from (file.data for file in export(desk, choice).files)


class _Page(HTMLParser):
    """The tags and links of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.names: set[str] = set()
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Remember them."""
        self.tags.add(tag)
        self.names |= {name for name, _ in attrs}
        self.links += [value or "" for name, value in attrs if name.endswith("href")]


def _check_html(text: str) -> None:
    page = _Page()
    page.feed(text)
    assert not page.tags & _ACTIVE
    assert not any(name.startswith("on") or name in ("src", "srcset", "action") for name in page.names)
    assert all(link.startswith("#") for link in page.links)
    assert "default-src 'none'" in text


def _check_csv(text: str) -> None:
    for row in csv.reader(io.StringIO(text)):
        for cell in row:
            if cell[:1] in ("=", "+", "-", "@", "\t", "\r", "＝"):
                float(cell.replace("+", "", 1))


def _check_markdown(text: str) -> None:
    blocks = MarkdownIt("commonmark").enable("table").parse(text)
    found = [token for block in blocks for token in (block, *(block.children or ()))]
    assert not {token.type for token in found} & {"html_block", "html_inline", "link_open", "image"}


@pytest.mark.parametrize("form", Format)
def test_no_export_holds_anything_that_is_obeyed(desk: Desk, form: Format) -> None:
    for data in _files(desk, form):
        match form:
            case Format.PDF:
                import pypdfium2  # type: ignore[import-untyped]

                document = pypdfium2.PdfDocument(data)
                text = "".join(page.get_textpage().get_text_range() for page in document)
                assert document.get_metadata_dict().get("Author", "") == ""
                text = text.replace("\ufffe", "").replace("\u200b", "")  # where a long word may be broken
            case Format.FIT:
                import fitdecode  # type: ignore[import-untyped]

                with fitdecode.FitReader(io.BytesIO(data)) as reader:
                    values = [
                        str(field.value)
                        for frame in reader
                        if isinstance(frame, fitdecode.FitDataMessage)
                        for field in frame.fields
                    ]
                text = " ".join(values)
            case _:
                text = data.decode()
        found = OBEYED.search(text.replace("\r\n", "\n"))
        assert not found, (form, ascii(text[max(0, found.start() - 50) : found.end() + 30]))
        match form:
            case Format.HTML:
                _check_html(text)
            case Format.CSV:
                _check_csv(text)
            case Format.MARKDOWN:
                _check_markdown(text)
            case Format.JSON:
                json.loads(text)
            case Format.TOML:
                tomli.loads(text)


@pytest.mark.parametrize("ending", ["html", "md"])
def test_the_page_for_a_practitioner_holds_nothing_that_is_obeyed(desk: Desk, ending: str, tmp_path: Path) -> None:
    file = tmp_path / f"page.{ending}"
    write_page(clinician_page(desk, conditions=True), str(file))
    text = file.read_text(encoding="utf-8")
    assert not OBEYED.search(text)
    if ending == "html":
        _check_html(text)
    else:
        _check_markdown(text)


def test_the_plots_and_their_tables_hold_nothing_that_is_obeyed(desk: Desk) -> None:
    for one in figures(desk):
        made = figure(desk, one.id)
        text = csv_of(made).decode()
        _check_csv(text)
        assert not OBEYED.search(text.replace("\r\n", "\n"))
