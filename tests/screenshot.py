"""The pictures in the README, drawn by the program itself on the demo. `python -m tests.screenshot` makes them."""

import asyncio
import re
import sys
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from textual.pilot import Pilot

from planner.actions import diary
from planner.actions.demo import fill_demo
from planner.actions.desk import Desk
from planner.app.app import PlannerApp
from planner.app.screens.export import ExportScreen
from planner.domain.body import Area, Side
from planner.domain.log import Feeling, When
from planner.store.store import Store

DOCS = Path(__file__).parents[1] / "docs"
PICTURE, BODY_PICTURE, INSIGHTS_PICTURE = DOCS / "screenshot.svg", DOCS / "body.svg", DOCS / "insights.svg"
EXPORT_PICTURE = DOCS / "export.svg"
_NOW = datetime(2027, 2, 18, 8, 0, tzinfo=UTC)
_SIZE = (100, 31)
_KEYS = ("right", "right", "right")
"""To the long run of that week."""
_BODY_SIZE = (100, 24)
_BODY_KEYS = ("exclamation_mark", "k")
_INSIGHTS_SIZE = (112, 30)
_INSIGHTS_KEYS = ("I", "7")
"""To the time to clear."""
_EXPORT_SIZE = (100, 28)
_EXPORT_KEYS = ("E",)


async def draw() -> str:
    """Return the demo's month in February 2027 as SVG; the same program gives the same text."""
    return await _drawn(_SIZE, _KEYS)


async def draw_body() -> str:
    """Return the body screen of a runner with a sore knee as SVG."""
    return await _drawn(_BODY_SIZE, _BODY_KEYS, _hurt)


async def draw_insights() -> str:
    """Return a figure of the insights as SVG."""
    return await _drawn(_INSIGHTS_SIZE, _INSIGHTS_KEYS)


async def draw_export() -> str:
    """Return what is asked and shown before a calendar is written as SVG."""
    return await _drawn(_EXPORT_SIZE, _EXPORT_KEYS, wait=_until_made)


async def _until_made(app: PlannerApp, pilot: Pilot[None]) -> None:
    """Wait until the file is made: a pause in typing begins it."""
    assert isinstance(app.screen, ExportScreen)
    while app.screen.made is None:
        await pilot.pause(0.05)


async def _drawn(
    size: tuple[int, int],
    keys: tuple[str, ...],
    prepare: Callable[[Desk], None] | None = None,
    wait: Callable[[PlannerApp, Pilot[None]], Awaitable[None]] | None = None,
) -> str:
    with TemporaryDirectory(prefix="planner-picture-") as folder:
        root = Path(folder)
        desk = fill_demo(Store(root / "store", {"PLANNER_BACKUPS": str(root / "backups")}), _NOW)
        if prepare:
            prepare(desk)
        app = PlannerApp(desk)
        app.answered["export.folder"] = "~"
        async with app.run_test(size=size) as pilot:
            await pilot.press(*keys)
            await pilot.pause()
            if wait:
                await wait(app, pilot)
            await app.workers.wait_for_complete()
            await pilot.pause()
            return plain(app.export_screenshot(title="planner"))


def _hurt(desk: Desk) -> None:
    """Log a knee that comes and goes, and a tight IT band on its side."""
    for days, score in ((40, 2), (33, 3), (26, 5), (19, 4), (12, 3), (9, 2), (5, 3), (2, 4)):
        day = desk.today - timedelta(days=days)
        diary.log_pain(desk, Area.KNEE, score, day, side=Side.LEFT, when=When.AFTER)
    day = desk.today - timedelta(days=2)
    diary.log_pain(desk, Area.IT_BAND, 6, day, side=Side.LEFT, feeling=Feeling.TIGHTNESS, when=When.AFTER)


def plain(svg: str) -> str:
    """Return an SVG of Textual without its random class names, and without the fonts that it would fetch."""
    without_fonts = re.sub(r"\s*@font-face \{.*?\}", "", svg, flags=re.DOTALL)
    return re.sub(r"terminal-\d+", "terminal", without_fonts).strip() + "\n"


def main() -> int:
    """Write the pictures."""
    DOCS.mkdir(exist_ok=True)
    for picture, drawing in (
        (PICTURE, draw),
        (BODY_PICTURE, draw_body),
        (INSIGHTS_PICTURE, draw_insights),
        (EXPORT_PICTURE, draw_export),
    ):
        picture.write_text(asyncio.run(drawing()), encoding="utf-8", newline="\n")
        sys.stdout.write(f"wrote {picture}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
