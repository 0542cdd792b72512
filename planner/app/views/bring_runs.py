"""Recorded runs before they are logged, as lines: what is new, what each was, in which pair, what could not be read."""

from collections.abc import Mapping, Sequence

import msgspec

from planner.actions.run_import.report import MatchedRun, OtherRun, RunReport, UnknownGear
from planner.app.bits import Bit, Line, cut, fit, plain, spread, width_of, wrap
from planner.app.signs import Signs
from planner.app.views.rows import as_cursor
from planner.domain.days import show_day, show_span
from planner.domain.text import counted, one_line
from planner.domain.units import Unit, show_distance

_MOST_BAD = 200
_MOST_LISTED = 1_000
_NAME = 26
_BAR = 40
_ROOMY = 64
"""Cells from which on a row has room for what is only good to know."""


_WIDEST = 84
"""Cells after which the source stands too far from its run to be read with it."""
_ADD = "A pair that you add later (G) gets its runs when you import again."


class Gear(msgspec.Struct, frozen=True, kw_only=True):
    """Names of pairs that are none of the runner's: `chosen` is where the cursor stands, `pairs` what was said.

    `names`: those of the runner's own pairs by id.
    """

    unknown: tuple[UnknownGear, ...] = ()
    chosen: int = 0
    pairs: Mapping[str, str] = {}
    names: Mapping[str, str] = {}


def progress_lines(done: int, of: int | None, signs: Signs, width: int) -> tuple[Line, ...]:
    """Return how far the reading is."""
    if not of:
        return ((Bit(" Looking for runs… esc stops.", "label"),),)
    room = min(_BAR, max(width - 4, 4))
    full = min(done, of) * room // of
    return (
        (Bit(f" Reading {done:,} of {counted(of, 'file')}. esc stops.", "label"),),
        (),
        (Bit(" "), Bit(signs.bar * full, "bar"), Bit(signs.bar_rest * (room - full), "bar-rest")),
    )


def runs_lines(report: RunReport, gear: Gear, signs: Signs, width: int) -> tuple[list[Line], int]:
    """Return what an import of runs would do, and the line on which the cursor stands, -1 without one."""
    lines = _head(report, width)
    at = -1
    if gear.unknown:
        lines += [(), (Bit(" Pairs that are none of yours", "label"),)]
        for n, one in enumerate(gear.unknown):
            row = _gear_row(one, gear, report.unit, signs, width)
            if n == gear.chosen:
                at = len(lines)
            lines.append(as_cursor(row, width) if n == gear.chosen else cut(row, width))
        lines += [(Bit(f" {part}", "dim"),) for part in wrap(_ADD, width - 2)]
    if report.shoes:
        named = ", ".join(f"{one_line(name)} {count}" for name, count in report.shoes if count)
        without = f"; {report.no_shoe} without a pair" if report.no_shoe else ""
        lines += [(), (Bit(" Shoes", "label"),), *_wrapped(f"{named}{without}", width)]
    runs = report.runs[::-1]
    if runs:
        lines += [
            (),
            (Bit(" What they were, the last first" if report.matched else " The runs, the last first", "label"),),
        ]
        lines += [_run_row(one, signs, width, with_plan=bool(report.matched)) for one in runs[:_MOST_LISTED]]
        if (more := len(runs) - _MOST_LISTED) > 0:
            lines.append((Bit(f"   and {more} before them", "dim"),))
    if report.bad:
        lines += [(), (Bit(" Could not be read", "warning"),)]
        for why in report.bad[:_MOST_BAD]:
            lines += _wrapped(f"- {why}", width)
        if (more := len(report.bad) - _MOST_BAD) > 0:
            lines.append((Bit(f"   and {more} more", "dim"),))
    if report.notes:
        lines += [(), (Bit(" To know", "label"),)]
        for note in report.notes:
            lines += _wrapped(f"- {note}", width)
    return lines, at


def kept_words(report: RunReport) -> str:
    """Return what was kept, as a sentence."""
    parts = [f"{counted(report.new, 'run')} logged"] if report.new else []
    parts += [f"{report.filled} completed"] if report.filled else []
    return f"{', '.join(parts) or 'Sessions matched anew'}."


def _head(report: RunReport, width: int) -> list[Line]:
    rows: list[tuple[str, str]] = []
    if report.new:
        span = show_span(report.first, report.last) if report.first and report.last else ""
        amount = f", {show_distance(report.distance_m, report.unit)}" if report.distance_m else ""
        rows.append((f"{counted(report.new, 'new run')}{amount}, {span}.", "good"))
    else:
        rows.append(("No new run." if report.read or report.changes else "There is no run in it.", "strong"))
    if report.filled:
        rows.append(
            (f"{counted(report.filled, 'entry', 'entries')} of your log completed: what you wrote stays.", "text")
        )
    if report.already:
        rows.append((f"{counted(report.already, 'run')} in the log already.", "dim"))
    if report.matched:
        besides = f"; {counted(report.extra, 'run')} besides" if report.extra else ""
        rows.append((f"{counted(len(report.matched), 'planned session')} done{besides}.", "text"))
    if report.left_out:
        named = ", ".join(f"{count} {sort}" for sort, count in report.left_out)
        rows.append((f"Left out, as no runs: {named}.", "dim"))
    return [(Bit(f" {part}", role),) for text, role in rows for part in wrap(text, width - 2)]


def _gear_row(one: UnknownGear, gear: Gear, unit: Unit, signs: Signs, width: int) -> Line:
    pair = gear.pairs.get(one.name, "")
    said = plain(gear.names.get(pair, pair)) if pair else "none of mine"
    amount = f"{counted(one.runs, 'run')}, {show_distance(one.distance_m, unit)}"
    return (
        Bit(f"   {fit(plain(one.name), min(_NAME, width // 3))}", "text"),
        Bit(f" {fit(amount, 18)}" if width >= _ROOMY else "", "dim"),
        Bit(f" {signs.arrow} ", "dim"),
        Bit(said, "good" if pair else "label"),
    )


def _run_row(one: MatchedRun | OtherRun, signs: Signs, width: int, *, with_plan: bool) -> Line:
    """Return a run with what it was; from where it comes where there is room."""
    line = [
        Bit(f"   {show_day(one.day):<12}", "dim"),
        Bit(f"{one.start:<6}" if width >= _ROOMY else "", "dim"),
        Bit(fit(plain(one.ran), 20)),
    ]
    if isinstance(one, MatchedRun):
        line += [Bit(f" {signs.arrow} ", "dim"), Bit(plain(one.planned), "label")]
        line += [Bit("   in place of another run", "dim")] if one.moved else []
    elif with_plan:
        line.append(Bit(f" {signs.arrow} not planned", "dim"))
    width = min(width, _WIDEST)
    source: Line = (Bit(f"  {plain(one.source)}   ", "dim"),) if one.source and width >= _ROOMY else ()
    return spread(tuple(line), source, width) if width_of(line) + width_of(source) <= width else cut(line, width)


def _wrapped(text: str, width: int) -> Sequence[Line]:
    first, *more = wrap(text, max(width - 5, 8))
    return [(Bit(f"   {first}"),), *((Bit(f"     {part}"),) for part in more)]
