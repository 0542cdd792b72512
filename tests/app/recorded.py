"""A terminal for tests: a driver that keeps every byte which the program would write, and the cells that these fill."""

import re
from base64 import b64decode

from rich.cells import split_graphemes
from textual.drivers.headless_driver import HeadlessDriver

from tests.hostile import OBEYED

_TOKEN = re.compile(
    r"\x1b\[(?P<look>[0-9;:]*)m"
    r"|\x1b\[(?P<row>[0-9]*)(?:;(?P<column>[0-9]*))?H"
    r"|\x1b\[\?(?P<mode>2026|25|1000|1002|1003|1004|1006|1015|1016|1049|2004|2048)(?:[hl]|\$p)"
    r"|\x1b\]52;c;(?P<copied>[A-Za-z0-9+/=]*)\x07"
    r"|\x1b\]22;[a-z-]+\x07"  # the shape of the mouse pointer
    r"|(?P<end>\r?\n)"
    r"|(?P<text>[^\x00-\x1f\x7f-\x9f]+)"
)
"""All that the program may write: looks, moves, modes, what is copied, ends of lines, and text."""


class Obeyed(AssertionError):
    """Something was written that a terminal obeys and that Textual does not write by itself."""


class Recorder(HeadlessDriver):
    """A driver that says it has a screen, and keeps what is written to it."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # whatever a driver takes
        self.written: list[str] = []

    @property
    def is_headless(self) -> bool:
        """No: then everything is drawn."""
        return False

    def write(self, data: str) -> None:
        """Keep it."""
        self.written.append(data)

    def take(self) -> str:
        """Return what was written since the last time."""
        taken = "".join(self.written)
        self.written.clear()
        return taken


class Terminal:
    """The cells of a screen, filled by what is written; whatever else a terminal would obey raises `Obeyed`."""

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        self.rows = [[" "] * width for _ in range(height)]
        self.copied: list[str] = []
        self.may_copy = False
        self._x = self._y = 0

    def feed(self, stream: str) -> None:
        """Take what was written."""
        place = 0
        while place < len(stream):
            token = _TOKEN.match(stream, place)
            if token is None:
                raise Obeyed(ascii(stream[max(0, place - 60) : place + 60]))
            place = token.end()
            if token["row"] is not None:
                self._y, self._x = int(token["row"] or 1) - 1, int(token["column"] or 1) - 1
            elif token["end"]:
                self._y, self._x = self._y + 1, 0
            elif token["copied"] is not None:
                if not self.may_copy:
                    raise Obeyed("something was put in the clipboard that nobody copied")
                self.copied.append(b64decode(token["copied"]).decode())
            elif token["text"]:
                self._put(token["text"])

    def _put(self, text: str) -> None:
        if found := OBEYED.search(text):
            raise Obeyed(f"{found[0]!a} in {text!a}")
        for start, end, cells in split_graphemes(text)[0]:
            if not 0 <= self._y < self.height or self._x + cells > self.width:
                raise Obeyed(f"text beyond the edge of the screen: {text!a}")
            if cells:
                self.rows[self._y][self._x : self._x + cells] = [text[start:end], *[""] * (cells - 1)]
            self._x += cells

    @property
    def shown(self) -> str:
        """What stands on the screen."""
        return "\n".join("".join(row).rstrip() for row in self.rows)
