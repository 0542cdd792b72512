"""What a start must not do twice, or at all: it would hold the first paint back."""

import subprocess
import sys
from collections import Counter

import pytest
from textual.css.parse import parse

from planner.app.app import PlannerApp
from planner.app.calendar import Calendar


async def test_a_start_reads_each_style_sheet_once_and_with_the_theme(
    demo_app: PlannerApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: Counter[object] = Counter()

    def counted(scope: str, css: str, read_from: tuple[str, str], **how: object) -> object:
        read[read_from] += 1
        return parse(scope, css, read_from, **how)  # type: ignore[arg-type]

    monkeypatch.setattr("textual.css.stylesheet.parse", counted)
    async with demo_app.run_test(size=(120, 40)):
        assert read
        assert set(read.values()) == {1}
        assert demo_app.screen.styles.background.hex.lower() == demo_app.theme_variables["background"].lower()


async def test_the_first_screen_is_drawn_at_once(demo_app: PlannerApp, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[tuple[int, int]] = []
    lines = Calendar.lines

    def counted(calendar: Calendar, width: int, height: int) -> object:
        made.append((width, height))
        # Held back, it would be drawn for nothing and once more.
        assert demo_app._batch_count == 0
        return lines(calendar, width, height)

    monkeypatch.setattr(Calendar, "lines", counted)
    async with demo_app.run_test(size=(120, 40)):
        assert set(made) == {(120, 38)}


async def test_the_first_calendar_can_be_left_and_entered_again(demo_app: PlannerApp) -> None:
    async with demo_app.run_test(size=(120, 40)):
        first = demo_app.screen
        await demo_app.switch_mode("builder")
        await demo_app.show_calendar()
        assert demo_app.screen is first


def test_the_program_starts_without_encryption_and_leaves_it_to_who_needs_it() -> None:
    code = """
import sys
from planner.app import without_encryption
without_encryption()
import planner.app.app
assert "ssl" not in sys.modules, "the start loads ssl"
import ssl
ssl.create_default_context()
"""
    subprocess.run([sys.executable, "-c", code], check=True)


def test_the_calendar_waits_for_nothing_of_the_player_the_library_or_the_forms() -> None:
    code = """
import sys
import planner.actions.lengths, planner.app.app, planner.app.screens.calendar, planner.app.views.day
late = "playing", "domain.routine", "domain.exercise", "store.library", "planning.checks", "app.forms", "app.commands.p"
print(*[name for name in sys.modules if name.startswith(tuple(f"planner.{one}" for one in late))])
"""
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.split() == []


def test_the_program_starts_without_a_toml_reader_and_statistics() -> None:
    code = """
import sys
import planner.app.app, planner.app.screens.calendar
print(*sorted({"tomli", "tomllib", "statistics"} & sys.modules.keys()))
"""
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.split() == []
