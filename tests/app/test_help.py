"""The help of every screen, from the table of commands."""

import pytest

from planner.app.app import PlannerApp
from planner.app.commands import Context
from planner.app.palette import CommandProvider
from planner.app.screens.help import help_lines


@pytest.mark.parametrize("context", list(Context))
def test_the_help_of_every_screen_names_each_group_once_and_keeps_keys_apart(context: Context) -> None:
    lines = help_lines(context, {}, 72)
    headings = [bit.text for line in lines for bit in line if bit.role == "heading"]
    assert len(headings) == len(set(headings))
    for line in lines:
        if line and line[0].role == "key":
            assert "…" not in line[0].text
            assert line[1].text == " "


@pytest.mark.parametrize("key", ["G", "K", "I"])
async def test_the_palette_lists_what_one_looks_for_by_name_and_no_single_steps(demo_app: PlannerApp, key: str) -> None:
    async with demo_app.run_test() as pilot:
        await pilot.press(key)
        await pilot.pause()
        names = [name for name, _, _ in CommandProvider(demo_app.screen)._rows()]
        assert any(name.startswith("back ") for name in names)
        assert any(name.startswith("theme ") for name in names)
        assert not [name for name in names if name.startswith(("up  ", "down  ", "left  ", "right  ", "choose  "))]
