"""A plan as one HTML file: a page to read on any screen, and a fridge calendar on paper. No script, nothing loaded."""

from typing import TYPE_CHECKING

from planner.exports.fridge.chart import Chart, to_chart
from planner.exports.fridge.page import Fridge
from planner.resources import read

if TYPE_CHECKING:
    from jinja2 import Environment

_PICTURE = '{% from "chart.svg.j2" import picture with context %}{{ picture("chart") }}'


def to_html(fridge: Fridge) -> str:
    """Return the calendar as an HTML page that holds all it needs; whatever a person wrote is shown as text."""
    known = {
        "meanings": {one.sign: one.text for one in fridge.legend},
        "detailed": {detail.day for detail in fridge.details},
    }
    page = _environment().get_template("fridge.html.j2", globals=known)
    return page.render(fridge=fridge, chart=to_chart(fridge)) + "\n"


def to_svg(chart: Chart) -> str:
    """Return the picture of the weeks alone, in the colours of paper."""
    from markupsafe import Markup

    from_file = _environment().get_template("chart.css").render()
    # What is marked as safe is our own file; the picture's texts are escaped like all others.
    style = Markup(f"<style>{from_file}</style>")  # noqa: S704
    return _environment().from_string(_PICTURE).render(chart=chart, style=style)


def _environment() -> "Environment":
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    return Environment(
        loader=FunctionLoader(lambda name: read("data", "templates", name).decode()),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=False,
    )
