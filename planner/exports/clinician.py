"""A page or two for a practitioner: complaints over time against load, gear, what was done and how it answered.

The runner asks for it, so health data are in it. It says what was logged, and never what it means.
"""

from collections.abc import Iterator
from datetime import date
from html import escape as html_escape

import msgspec

from planner.domain.days import show_day, show_span
from planner.domain.text import one_line
from planner.domain.units import Unit, show_distance, show_number
from planner.exports.markdown import escape
from planner.insights.complaints import Complaint

NOTICE = "Written down by the runner with planner: training information, not a diagnosis."
_MOST_COMPLAINTS = 4
_MOST_NOTES = 8
_MOST_ROWS = 6
_NOTE_LETTERS = 160


class PageWeek(msgspec.Struct, frozen=True, kw_only=True):
    """A week of the timeline. Metres; scores 0 to 10, None where nothing was logged; minutes of the work beside runs.

    `events`: what changed in that week: days off, a re-flow, a new shoe, a visit.
    """

    start: date
    planned_m: float | None
    done_m: float
    longest_m: float
    worst: int | None
    morning: int | None
    tightness: int | None
    roll_min: float
    stretch_min: float
    strength_min: float
    events: tuple[str, ...] = ()


class PageGear(msgspec.Struct, frozen=True, kw_only=True):
    """A pair that was worn: metres and runs in the period, metres in all; hours besides runs for orthotics."""

    name: str
    about: str
    metres: float
    runs: int
    all_m: float
    hours: float = 0.0


class PageWork(msgspec.Struct, frozen=True, kw_only=True):
    """An exercise that was done: on how many days, and the minutes in all."""

    name: str
    days: int
    minutes: float


class PageAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """How a place answered to sessions: mean scores before and after, over `rated` sessions."""

    place: str
    before: float
    after: float
    rated: int


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that the page says. `conditions` and `light` are there only if the runner wants them on it."""

    first: date
    last: date
    unit: Unit
    goal: str = ""
    complaints: tuple[Complaint, ...] = ()
    weeks: tuple[PageWeek, ...] = ()
    gear: tuple[PageGear, ...] = ()
    work: tuple[PageWork, ...] = ()
    kept: str = ""
    answers: tuple[PageAnswer, ...] = ()
    gait: tuple[str, ...] = ()
    visits: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()


class _Part(msgspec.Struct, frozen=True):
    """A section: sentences, then a table (the first row is its head), then a list."""

    title: str
    says: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    items: tuple[str, ...] = ()


def to_markdown(page: Page) -> str:
    """Return the page as Markdown. Text of the runner is shown as it is, never as markup."""
    lines = [f"# {_title(page)}", "", NOTICE, ""]
    lines += [escape(page.goal), ""] if page.goal else []
    for part in _parts(page):
        lines += [f"## {part.title}", ""]
        for text in part.says:
            lines += [escape(text), ""]
        if part.rows:
            head, *rows = part.rows
            lines += [f"| {' | '.join(head)} |", f"|{' --- |' * len(head)}"]
            lines += [f"| {' | '.join(escape(cell) for cell in row)} |" for row in rows]
            lines.append("")
        lines += [f"- {escape(text)}" for text in part.items]
        lines += [""] if part.items else []
    return "\n".join(lines).rstrip("\n") + "\n"


def to_html(page: Page) -> str:
    """Return the page as one HTML file that prints on A4 or Letter: no script, nothing loaded from elsewhere."""
    body = [f"<h1>{html_escape(_title(page))}</h1>", f"<p class='notice'>{NOTICE}</p>"]
    body += [f"<p>{html_escape(one_line(page.goal))}</p>"] if page.goal else []
    for part in _parts(page):
        body.append(f"<h2>{html_escape(part.title)}</h2>")
        if part.title == _LOAD:
            body.append(_chart(page))
        body += [f"<p>{html_escape(one_line(text))}</p>" for text in part.says]
        if part.rows:
            head, *rows = part.rows
            body.append("<table><tr>" + "".join(f"<th>{html_escape(cell)}</th>" for cell in head) + "</tr>")
            body += ["<tr>" + "".join(f"<td>{html_escape(one_line(c))}</td>" for c in row) + "</tr>" for row in rows]
            body.append("</table>")
        if part.items:
            body.append("<ul>" + "".join(f"<li>{html_escape(one_line(text))}</li>" for text in part.items) + "</ul>")
    return _FRAME.format(title=html_escape(_title(page)), body="\n".join(body))


_LOAD = "Load and complaints, week by week"
_FRAME = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<title>{title}</title>
<style>
@page {{ size: auto; margin: 14mm; }}
body {{ font: 10pt/1.35 sans-serif; color: #111; background: #fff; max-width: 190mm; margin: 0 auto; }}
h1 {{ font-size: 15pt; margin: 0 0 1mm; }}
h2 {{ font-size: 11pt; margin: 4mm 0 1mm; border-bottom: 0.3mm solid #999; break-after: avoid; }}
p, ul {{ margin: 1mm 0; }}
ul {{ padding-left: 5mm; }}
.notice {{ color: #444; }}
table {{ border-collapse: collapse; width: 100%; break-inside: avoid; }}
th, td {{ text-align: left; padding: 0.4mm 2mm 0.4mm 0; border-bottom: 0.1mm solid #ccc; vertical-align: top; }}
svg {{ width: 100%; height: 34mm; }}
</style>
</head>
<body>
{body}
</body>
</html>
"""


def _title(page: Page) -> str:
    return f"Running and complaints, {show_span(page.first, page.last)}"


def _parts(page: Page) -> Iterator[_Part]:
    if page.flags:
        yield _Part("Warning signs that stand", items=page.flags)
    if page.conditions:
        yield _Part("Conditions", items=page.conditions)
    yield _complaints(page)
    yield _Part(_LOAD, rows=tuple(_week_rows(page)))
    if page.gear:
        yield _Part("Shoes and orthotics", rows=tuple(_gear_rows(page)))
    yield _done(page)
    if page.gait:
        yield _Part("Gait notes", items=page.gait[:_MOST_ROWS])
    if page.visits:
        yield _Part("Visits", items=page.visits[-_MOST_ROWS:])
    yield _Part("Questions", items=page.questions[:_MOST_NOTES] or ("(none written down)",))


def _complaints(page: Page) -> _Part:
    if not page.complaints:
        return _Part("Complaints", says=("Nothing was logged in this time.",))
    shown = page.complaints[:_MOST_COMPLAINTS]
    head = ("Where", "Since", "Worst", "Last", "Entries", "What", "When it comes, mean (worst, n)", "Goes along with")
    rows = [head, *(_complaint_row(one, page.unit) for one in shown)]
    more = len(page.complaints) - len(shown)
    says = (f"{more} more place{'s' * (more != 1)} with lower scores.",) if more else ()
    notes = sorted(((day, one.place.label, text) for one in shown for day, text in one.notes), reverse=True)
    items = tuple(f"{show_day(day)}, {place}: {_short(text)}" for day, place, text in notes[:_MOST_NOTES])
    return _Part("Complaints", says=says, rows=tuple(rows), items=items)


def _complaint_row(one: Complaint, unit: Unit) -> tuple[str, ...]:
    moments = "; ".join(
        f"{moment.when or 'no moment said'} {moment.mean:.1f} ({moment.worst}, {moment.count})"
        for moment in one.moments
    )
    came_on = ""
    if one.came_on_m:
        low, high = (show_distance(metres, unit) for metres in one.came_on_m)
        came_on = f"comes on after {low}" + (f" to {high}" if low != high else "")
    along = ", ".join(filter(None, (*(sign.label for sign in one.signs), came_on)))
    return (
        one.place.label,
        show_day(one.first),
        f"{one.worst} on {show_day(one.worst_day)}",
        f"{one.latest} on {show_day(one.last)}",
        str(one.count),
        ", ".join(one.feelings),
        moments,
        along,
    )


def _week_rows(page: Page) -> Iterator[tuple[str, ...]]:
    unit = page.unit
    yield (
        "Week of", f"Planned {unit}", f"Run {unit}", "Longest", "Worst pain", "Next morning", "Tightness", "Roll min",
        "Stretch min", "Strength min", "What changed",
    )  # fmt: skip
    for week in page.weeks:
        yield (
            show_day(week.start),
            "" if week.planned_m is None else _amount(week.planned_m, unit),
            _amount(week.done_m, unit),
            _amount(week.longest_m, unit),
            *("" if score is None else str(score) for score in (week.worst, week.morning, week.tightness)),
            *(f"{minutes:.0f}" if minutes else "" for minutes in (week.roll_min, week.stretch_min, week.strength_min)),
            "; ".join(week.events),
        )


def _gear_rows(page: Page) -> Iterator[tuple[str, ...]]:
    yield ("Pair", "What it is", "Runs", "In this time", "In all", "Worn besides")
    for one in page.gear[:_MOST_ROWS]:
        yield (
            one.name,
            one.about,
            str(one.runs),
            show_distance(one.metres, page.unit),
            show_distance(one.all_m, page.unit),
            f"{one.hours:g} h" if one.hours else "",
        )


def _done(page: Page) -> _Part:
    rows: list[tuple[str, ...]] = []
    if page.work:
        rows = [("Exercise", "Days", "Minutes")]
        rows += [(one.name, str(one.days), f"{one.minutes:.0f}") for one in page.work[: _MOST_ROWS + 2]]
    items = tuple(
        f"{one.place}: {one.before:.1f} before, {one.after:.1f} after, over {one.rated} sessions"
        for one in page.answers[:_MOST_ROWS]
    )
    says = (page.kept,) if page.kept else ("No stretching, rolling or strength work was logged.",)
    return _Part("Stretching, rolling and strength, and how it answered", says=says, rows=tuple(rows), items=items)


def _short(text: str) -> str:
    line = one_line(text)
    return line if len(line) <= _NOTE_LETTERS else line[: _NOTE_LETTERS - 1] + "…"


def _amount(metres: float, unit: Unit) -> str:
    return show_number(metres / unit.metres, 1) if metres else ""


def _chart(page: Page) -> str:
    """Return bars for what was run and dots for the worst score of each week, as an SVG that prints."""
    if not page.weeks:
        return ""
    most = max([week.done_m for week in page.weeks] + [week.planned_m or 0.0 for week in page.weeks]) or 1.0
    step = 700 / len(page.weeks)
    marks = "".join(_chart_week(week, 10 + n * step, step, most) for n, week in enumerate(page.weeks))
    legend = (
        f"light bar: planned, dark bar: run (most {most / page.unit.metres:.0f} {page.unit}); "
        "dot: worst score of the week, 0 to 10"
    )
    head = "<svg viewBox='0 0 720 130' role='img' aria-label='Distance a week as bars, the worst score as dots'>"
    return f"{head}{marks}<text x='10' y='11' font-size='11'>{legend}</text></svg>"


def _chart_week(week: PageWeek, x: float, step: float, most: float) -> str:
    parts = []
    for metres, fill, width in ((week.planned_m or 0.0, "#ddd", 0.8 * step), (week.done_m, "#888", 0.5 * step)):
        left, height = x + (step - width) / 2, 90 * metres / most
        place = f"x='{left:.1f}' y='{105 - height:.1f}' width='{width:.1f}' height='{height:.1f}'"
        parts.append(f"<rect {place} fill='{fill}'/>")
    middle = x + step / 2
    if week.worst is not None:
        y = 105 - 9 * week.worst
        parts.append(f"<circle cx='{middle:.1f}' cy='{y:.1f}' r='4' fill='#000'/>")
        parts.append(f"<text x='{middle + 7:.1f}' y='{y + 4:.1f}' font-size='11'>{week.worst}</text>")
    day = show_day(week.start)[4:]
    parts.append(f"<text x='{middle:.1f}' y='122' font-size='11' text-anchor='middle'>{day}</text>")
    return "".join(parts)
