"""Commands of the insights."""

from functools import partial

from planner.app.commands.command import Command, Context, command

_GROUP = "insights"
_of = partial(command, Context.INSIGHTS)

INSIGHTS = (
    _of("before", "left,shift+tab,h", "figure", "Go to the figure before.", _GROUP, 1, "go(-1)"),
    _of("next", "right,tab,l", "figure", "Go to the next figure.", _GROUP, 1, "go(1)"),
    _of("up", "up,k", "", "Up: the figure before, or a line up in the table.", _GROUP, action="line(-1)"),
    _of("down", "down,j", "", "Down: the next figure, or a line down in the table.", _GROUP, action="line(1)"),
    _of("page-up", "pageup", "", "A page up in the table.", _GROUP, action="page(-1)"),
    _of("page-down", "pagedown,space", "", "A page down in the table.", _GROUP, action="page(1)"),
    Command(
        id="insights.number",
        keys="1,2,3,4,5,6,7,8,9",
        label="number",
        help="Go to a figure by its number.",
        context=Context.INSIGHTS,
        group=_GROUP,
        rank=6,
        each=True,
        palette=False,
    ),
    _of("table", "t", "table", "Show the same as a table of text, or the plot again.", _GROUP, 2),
    _of("shorter", "[,-", "window", "Look at a shorter time.", _GROUP, 4, "window(-1)"),
    _of("longer", "],+", "window", "Look at a longer time.", _GROUP, 4, "window(1)"),
    _of("csv", "c", "CSV", "Write the data to a CSV file.", _GROUP, 3),
    _of("reload", "f5", "", "Read the log again.", _GROUP),
    _of("back", "escape,q,I", "back", "Back to the calendar.", _GROUP, 5),
)
