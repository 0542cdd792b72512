"""The picture in the README: the demo's month, drawn by the program itself. `python -m tests.screenshot` makes it."""

import asyncio
import re
import sys
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from planner.actions.demo import fill_demo
from planner.app.app import PlannerApp
from planner.store.store import Store

PICTURE = Path(__file__).parents[1] / "docs" / "screenshot.svg"
_NOW = datetime(2027, 2, 18, 8, 0, tzinfo=UTC)
_SIZE = (100, 31)
_KEYS = ("right", "right", "right")
"""To the long run of that week."""


async def draw() -> str:
    """Return the demo's month in February 2027 as SVG; the same program gives the same text."""
    with TemporaryDirectory(prefix="planner-picture-") as folder:
        root = Path(folder)
        app = PlannerApp(fill_demo(Store(root / "store", {"PLANNER_BACKUPS": str(root / "backups")}), _NOW))
        async with app.run_test(size=_SIZE) as pilot:
            await pilot.press(*_KEYS)
            await pilot.pause()
            return plain(app.export_screenshot(title="planner"))


def plain(svg: str) -> str:
    """Return an SVG of Textual without its random class names, and without the fonts that it would fetch."""
    without_fonts = re.sub(r"\s*@font-face \{.*?\}", "", svg, flags=re.DOTALL)
    return re.sub(r"terminal-\d+", "terminal", without_fonts).strip() + "\n"


def main() -> int:
    """Write the picture."""
    PICTURE.parent.mkdir(exist_ok=True)
    PICTURE.write_text(asyncio.run(draw()), encoding="utf-8", newline="\n")
    sys.stdout.write(f"wrote {PICTURE}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
