import html
import re

import msgspec
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from planner.domain.change import Edit
from planner.domain.plan import Plan
from planner.domain.text import one_line
from planner.domain.units import Unit
from planner.exports.markdown import escape, to_markdown
from planner.exports.outgoing import Outgoing
from planner.planning.agenda import agenda
from tests.exports.plans import NAMES, TODAY, a_plan, at, days_of, going_out
from tests.strategies import NAUGHTY, plans

_READER = MarkdownIt("commonmark").enable("table")
_HARMLESS = {"h1", "h2", "p", "table", "thead", "tbody", "tr", "th", "td"}

_texts = st.one_of(
    st.sampled_from(NAUGHTY), st.text(max_size=30), st.text(alphabet="|\\`*_[]()!#<>- +=1.~&x\n", max_size=30)
)


def tags_of(rendered: str) -> set[str]:
    return set(re.findall(r"<([a-z0-9]+)", rendered))


def test_nothing_from_the_user_becomes_markup() -> None:
    rendered = _READER.render(to_markdown(going_out(a_plan())))
    assert tags_of(rendered) <= _HARMLESS
    assert "# Not a heading" in rendered
    assert "![x](http://example.org/p.png)" in rendered
    assert "Spring, half; the \\ plan [/]" in rendered
    assert "1. Look | at the [gait](x)" in rendered


@given(_texts)
@example("1. first")
@example("2) second")
@example("- a")
def test_escaped_text_shows_itself(text: str) -> None:
    shown = one_line(text)
    rendered = _READER.render(f"| a | b |\n| --- | --- |\n| {escape(text)} | end |\n")
    cells = re.findall(r"<td>(.*?)</td>", rendered, re.DOTALL)
    assert [html.unescape(cell) for cell in cells] == [shown, "end"]
    paragraph = _READER.render(f"{escape(text)}\n")
    assert html.unescape(paragraph) == (f"<p>{shown}</p>\n" if shown else "")


@given(plans())
def test_any_plan_is_a_table_a_week_with_four_cells_a_row(plan: Plan) -> None:
    days = agenda(plan, (), plan.first_day, plan.last_day, TODAY)
    written = to_markdown(Outgoing(plan=plan, days=days, unit=Unit.MI, names=NAMES))
    rendered = _READER.render(written)
    assert tags_of(rendered) <= _HARMLESS
    assert all(
        row.count("<td>") == 4 for row in re.findall(r"<tr>(.*?)</tr>", rendered, re.DOTALL)[1:] if "<td>" in row
    )
    assert written.endswith("\n")
    assert "\r" not in written


def test_runs_without_a_distance_are_said_beside_the_sum() -> None:
    written = to_markdown(going_out(a_plan()))
    assert "Planned: 22-24 km\n" in written
    assert "Planned: 25.9 km and 1 run without a distance" in written


@given(_texts)
def test_what_gear_says_stands_with_its_day_as_text(text: str) -> None:
    days = days_of(a_plan())
    day = next(one.day for one in days if one.sessions)
    said = f"Shells: 3 h, {text}day 4."
    rendered = _READER.render(to_markdown(msgspec.structs.replace(going_out(a_plan()), days=days, gear={day: [said]})))
    assert tags_of(rendered) <= _HARMLESS
    assert one_line(said).removesuffix(".") in html.unescape(rendered)


def test_a_time_stands_with_the_day_in_place_of_the_half_of_it() -> None:
    plan = a_plan(Edit(id="t", at=at(30), session="long", clock="07:30"))
    written = to_markdown(going_out(plan))
    assert "| Sun 11 Apr 07:30 | 14-16 km long" in written
    assert "| Tue 13 Apr PM | 45 min cross" in written
