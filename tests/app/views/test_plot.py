"""The insights' line of tabs: whole titles, the chosen one in sight, signs where there are more."""

from datetime import date

import pytest

from planner.app.bits import width_of
from planner.app.views.plot import Shown, place_in_tabs, tab_line
from planner.insights.figures import FIGURES

MADE = tuple(FIGURES.values())


def shown(chosen: int, *, ascii_only: bool = False) -> Shown:
    return Shown(
        made=MADE, chosen=chosen, figure=None, today=date(2027, 2, 6), window="",
        ascii_only=ascii_only,
    )  # fmt: skip


@pytest.mark.parametrize("width", [40, 60, 80, 100])
@pytest.mark.parametrize("chosen", range(len(MADE)))
def test_tabs_are_whole_titles_with_the_chosen_one_in_sight(chosen: int, width: int) -> None:
    line = tab_line(shown(chosen), width)
    text = "".join(bit.text for bit in line)
    assert width_of(line) == width
    assert "…" not in text
    assert [bit.text.strip().endswith(MADE[chosen].title) for bit in line if "cursor" in bit.role] == [True]
    assert text.startswith("‹") == (MADE[0].title not in text)
    assert text.rstrip().endswith("›") == (MADE[-1].title not in text)


def test_a_click_on_a_tab_finds_its_figure_and_one_on_a_sign_none() -> None:
    looked = shown(5, ascii_only=True)
    text = "".join(bit.text for bit in tab_line(looked, 80))
    assert text[0] == "<"
    assert text[78] == ">"
    assert place_in_tabs(looked, text.index(MADE[5].title), 80) == 5
    assert place_in_tabs(looked, 0, 80) is None
    assert place_in_tabs(looked, 79, 80) is None
