"""The help of every screen, from the table of commands."""

import pytest

from planner.app.commands import Context
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
