"""XML of strangers as a stream: no tree is built, no entity is followed, and depth and counts have limits."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING
from xml.sax import SAXException, SAXParseException
from xml.sax.handler import ContentHandler

from planner.domain.errors import BadValue
from planner.domain.text import clean

if TYPE_CHECKING:
    from xml.sax.xmlreader import AttributesImpl, Locator

MOST_DEPTH = 64
"""Elements inside each other: GPX and TCX with every extension stay below 12."""
MOST_ELEMENTS = 2_000_000
"""Elements in one file: three days of seconds with all that watches say of each."""
MOST_POINTS = 400_000
"""Points in one file: four and a half days of seconds."""
MOST_ACTIVITIES = 1_000
"""Activities, or tracks, in one file: three years of a run a day."""

_MOST_TEXT = 10_000
_PART = 1 << 18
_BOMB = "Planner reads GPX and TCX files of runs: check that this is one."


class Reader(ContentHandler):
    """Calls `opened` and `closed` for every element, by its name in small letters without prefix.

    `path` holds the names of the elements around, outermost first, the present one last.
    """

    place = ""
    _locator: "Locator"

    def __init__(self) -> None:
        super().__init__()
        self.path: list[str] = []
        self._text: list[str] = []
        self._length = 0
        self._count = 0
        self._names: dict[str, str] = {}

    def opened(self, name: str, attributes: "AttributesImpl") -> None:
        """Take the beginning of an element."""

    def closed(self, name: str, text: str) -> None:
        """Take the end of an element, with the text that stood in it last."""

    @property
    def line(self) -> str:
        """The place that is being read, for messages."""
        return f"{self.place}, line {self._locator.getLineNumber()}"

    def startElement(self, name: str, attrs: "AttributesImpl") -> None:  # noqa: N802 - the library's name
        """Take what the parser found."""
        short = self._names.get(name) or self._short(name)
        self.path.append(short)
        self._text.clear()
        self._length = 0
        self._count += 1
        if len(self.path) > MOST_DEPTH:
            raise BadValue(self.line, f"elements stand over {MOST_DEPTH} deep", _BOMB)
        if self._count > MOST_ELEMENTS:
            raise BadValue(self.line, f"it holds over {MOST_ELEMENTS:,} elements", _BOMB)
        self.opened(short, attrs)

    def endElement(self, name: str) -> None:  # noqa: ARG002, N802 - the library's name
        """Take what the parser found."""
        self.closed(self.path[-1], "".join(self._text))
        self.path.pop()
        self._text.clear()

    def characters(self, content: str) -> None:
        """Take what the parser found; a longer text than any title or note is cut."""
        if self._length < _MOST_TEXT:
            self._text.append(content[: _MOST_TEXT - self._length])
            self._length += len(content)

    def _short(self, name: str) -> str:
        short = name.rpartition(":")[2].lower()
        if len(self._names) < 1_000:
            self._names[name] = short
        return short


def read_xml(data: bytes, place: str, reader: Reader) -> None:
    """Send a file through `reader`. Raises `BadValue` with file and line for what is not XML, or hostile."""
    from defusedxml import DefusedXmlException
    from defusedxml.sax import make_parser

    reader.place = place
    parser = make_parser()
    parser.setContentHandler(reader)
    reader.setDocumentLocator(parser)
    # Some exports of Strava begin with blanks, which XML forbids before its declaration.
    begin = len(data) - len(data.lstrip(b" \t\r\n"))
    try:
        for start in range(begin, len(data), _PART):
            parser.feed(data[start : start + _PART])
        parser.close()
    except DefusedXmlException:
        raise BadValue(place, "it defines entities, which can stand for gigabytes or for other files", _BOMB) from None
    except SAXParseException as error:
        said = f"this is not XML: {error.getMessage()}"
        raise BadValue(f"{place}, line {error.getLineNumber()}", said, "Fetch the file again.") from None
    except (SAXException, LookupError, UnicodeError) as error:
        raise BadValue(place, f"this is not XML: {error}", "Fetch the file again.") from None


def moment(text: str) -> datetime | None:
    """Return the moment that a file says, in UTC, which it is without a zone too; None for what is none."""
    stripped = text.strip()
    if not 16 <= len(stripped) <= 40:
        return None
    try:
        found = datetime.fromisoformat(stripped)
        return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def number(text: str) -> float | None:
    """Return the number that a file says; None for what is none, or not finite."""
    try:
        found = float(text)
    except ValueError:
        return None
    return found if abs(found) < 1e12 else None


def words(text: str, most: int = 2_000) -> str:
    """Return a text of a file, cleaned and not longer than `most`."""
    return clean(text).strip()[:most]
