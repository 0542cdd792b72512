"""`planner insights`: what the log says, as a plot in text, as CSV or as JSON."""

import sys
from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

import click

from planner.cli import page
from planner.cli.desk import open_desk, store_option
from planner.cli.values import as_json, name_of, whole_number
from planner.domain.errors import BadValue
from planner.domain.text import one_line

if TYPE_CHECKING:
    from planner.actions.desk import Desk
    from planner.exports.plot.plot import Row
    from planner.insights.figure import Figure

FIGURE = name_of("figures")
_ROWS = 18
_MOST_WEEKS = 5_000
_LOUD = frozenset({"strong", "heading"})
_QUIET = frozenset({"dim", "bar-rest"})
_TINTS = {
    "red": "red", "race": "red", "race-week": "red", "problem": "red",
    "yellow": "yellow", "warning": "yellow", "quality": "yellow", "peak": "yellow", "strength": "yellow",
    "good": "green", "done": "green", "easy": "green", "build": "green", "green": "green", "stretch": "green",
    "bar": "blue", "long": "blue", "base": "blue", "roll": "blue",
}  # fmt: skip
"""The colour of a role on a terminal; signs and words say the same without it."""


@click.command("insights")
@click.argument("figure", type=FIGURE, required=False)
@click.option(
    "--weeks",
    type=whole_number(1, _MOST_WEEKS),
    metavar="N",
    help="Only the last N weeks, and what is ahead, where it goes over days.",
)
@click.option("--table", "as_table", is_flag=True, help="As a table instead of a plot.")
@click.option("--csv", "csv", is_flag=True, help="As CSV, for spreadsheets.")
@as_json
@click.option("-o", "--output", type=click.Path(), metavar="FILE", help="Write FILE instead of the terminal.")
@click.option("--force", is_flag=True, help="Replace FILE if it is there.")
@store_option
def command(
    figure: str | None, weeks: int | None, as_table: bool, csv: bool, json: bool, output: str | None, force: bool
) -> None:
    """Show what the log says; without FIGURE, which figures there are and what each says first.

    Plots are text, so they can be read aloud, piped and kept. In private mode figures of pain are left out.
    """
    from planner.actions import insights

    if figure is None:
        if csv or as_table or output or weeks:
            raise BadValue(
                "figure", "none is named", "Name one: planner insights weekly. Without options it lists them."
            )
        _list(open_desk(), json=json)
        return
    if csv + json + as_table > 1:
        raise BadValue("--csv", "only one of --csv, --json and --table can be shown", "Leave the others out.")
    desk = open_desk()
    made = insights.figure(desk, figure)
    if weeks:
        from planner.exports.plot.plot import within

        made = within(made, desk.today - timedelta(weeks=weeks))
    if csv:
        data = insights.csv_of(made)
    elif json:
        data = _json(made)
    elif output:
        data = ("\n".join(map(page.bare, _page(desk, made, as_table=as_table))) + "\n").encode()
    else:
        page.show(_page(desk, made, as_table=as_table))
        return
    _write(data, made, output, force=force)


def _write(data: bytes, made: "Figure", output: str | None, *, force: bool) -> None:
    if output is None or output == "-":
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        return
    from planner.actions.files import write_file

    write_file(output, data, replace=force)
    page.show([f"Wrote {one_line(output)}: {made.title.lower()}. Only you can read the file."])


def _list(desk: "Desk", *, json: bool) -> None:
    from planner.actions.insight_rules import insight_rules
    from planner.actions.insights import figures, history

    seen = history(desk)
    listed = [(one, one.make(seen, insight_rules())) for one in figures(desk)]
    if json:
        page.show_json(
            [
                {"id": one.id, "title": one.title, "question": one.question, "says": made.says, "too_few": made.too_few}
                for one, made in listed
            ]
        )
        return
    size = max((len(one.id) for one, _ in listed), default=0)
    lines: list[str] = []
    for one, made in listed:
        first = made.too_few or next(iter(made.says), "")
        lines.append(f"{page.loud(one.id.ljust(size))}  {one.question}")
        lines += page.wrapped(first, size + 2)
    lines += ["", page.quiet("planner insights FIGURE shows one as a plot, --table and --csv its data.")]
    page.show(lines)


def _json(made: "Figure") -> bytes:
    import msgspec

    shown: dict[str, object] = {
        "id": made.id,
        "title": made.title,
        "unit": made.unit,
        "says": made.says,
        "too_few": made.too_few,
        "columns": made.columns,
        "rows": made.rows,
        "series": [
            {"name": one.name, "mark": one.mark, "points": [[point.x, point.y] for point in one.points]}
            for one in made.series
        ],
        "guides": [{"label": one.label, "x": one.x, "y": one.y} for one in made.guides],
        "spans": [{"label": one.label, "first": one.first, "last": one.last} for one in made.spans],
    }
    return msgspec.json.format(msgspec.json.encode(shown), indent=2) + b"\n"


def _page(desk: "Desk", made: "Figure", *, as_table: bool) -> Iterator[str]:
    """Yield the heading, the plot or the table, and what it comes to."""
    yield page.loud(made.title)
    yield from (_coloured(row) for row in (_table(made) if as_table else _plot(desk, made)))
    if made.says:
        yield ""
    for sentence in made.says:
        yield from page.wrapped(sentence, 0, 2)


def _plot(desk: "Desk", made: "Figure") -> "tuple[Row, ...]":
    from planner.exports.plot.plot import plot

    ascii_only = desk.settings.ascii or not _knows_signs()
    return plot(made, page.width(), _ROWS, ascii_only=ascii_only, today=desk.today)


def _table(made: "Figure") -> "tuple[Row, ...]":
    from planner.exports.plot.canvas import Piece
    from planner.exports.plot.table import table

    heading, rows = table(made, page.width())
    return (*heading, *rows) or ((Piece(made.too_few or "There is no data yet.", "dim"),),)


def _knows_signs() -> bool:
    """Tell whether what is printed may hold more than ASCII."""
    try:
        "█⠿╌┊".encode(sys.stdout.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def _coloured(row: "Row") -> str:
    made = []
    for text, role in row:
        if role in _QUIET:
            made.append(page.quiet(text))
        elif role in _TINTS:
            made.append(page.tinted(text, _TINTS[role]))
        else:
            made.append(page.loud(text) if role in _LOUD else text)
    return "".join(made)
