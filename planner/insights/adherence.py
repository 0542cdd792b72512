"""How much of what was planned was done: the runs and the work of each layer. A share, never a streak."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

import msgspec

from planner.domain.kept import Kept
from planner.domain.log import Played, Ran, Skipped
from planner.domain.text import capital
from planner.insights.figure import Figure, Mark, Point, Series
from planner.insights.history import History
from planner.insights.rules import InsightRules
from planner.insights.weeks import weeks_between
from planner.insights.words import percent

_ID, _TITLE = "adherence", "Planned and done"
_COLUMNS = ("of", "planned", "done", "done in part", "skipped", "missed", "share done")


class Week(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a week's runs and of its hung work."""

    start: date
    runs: Kept
    work: Kept


class Adherence(msgspec.Struct, frozen=True, kw_only=True):
    """What was kept: the runs, each layer's work by its id, and week by week."""

    runs: Kept
    layers: dict[str, Kept]
    weeks: tuple[Week, ...]


def adherence(history: History, weeks: int) -> Adherence:
    """Return what was kept in the last `weeks` weeks; what is still to come, or not yet answered today, is left out."""
    this = history.week_of(history.today)
    first = this - timedelta(weeks=weeks - 1)
    answers = _answers(history)
    runs: defaultdict[date, Kept] = defaultdict(Kept)
    work: defaultdict[date, Kept] = defaultdict(Kept)
    layers: defaultdict[str, Kept] = defaultdict(Kept)
    for session in history.planned:
        if session.kind.is_run and first <= session.day <= history.today:
            runs[history.week_of(session.day)] += _kept(answers.get(session.session), session.day < history.today)
    for item in history.work:
        if first <= item.day <= history.today:
            kept = _kept(answers.get(item.item), item.day < history.today)
            work[history.week_of(item.day)] += kept
            layers[item.layer] += kept
    known = [week for week in (*runs, *work) if runs[week].planned or work[week].planned]
    listed = weeks_between(min(known), max(known), history.first_weekday) if known else ()
    return Adherence(
        runs=sum(runs.values(), Kept()),
        layers={layer: kept for layer, kept in layers.items() if kept.planned},
        weeks=tuple(Week(start=week, runs=runs[week], work=work[week]) for week in listed),
    )


def _answers(history: History) -> dict[str, Played | Ran | Skipped]:
    """Return the last entry that answers for each planned thing, by its id."""
    found: dict[str, Played | Ran | Skipped] = {}
    for entry in history.entries:
        match entry:
            case Played(item=item) if item:
                found[item] = entry
            case Ran(session=session) | Skipped(session=session) if session:
                found[session] = entry
    return found


def _kept(answer: Played | Ran | Skipped | None, is_past: bool) -> Kept:
    match answer:
        case Played(complete=False):
            return Kept(planned=1, partly=1)
        case Played() | Ran():
            return Kept(planned=1, done=1)
        case Skipped():
            return Kept(planned=1, skipped=1)
        case None:
            return Kept(planned=1, missed=1) if is_past else Kept()


def adherence_figure(history: History, rules: InsightRules) -> Figure:
    """Return the figure: of each week's runs and hung work, how many were planned and how many done."""
    own = rules.adherence
    kept = adherence(history, own.weeks)
    if not kept.weeks:
        return Figure(id=_ID, title=_TITLE, too_few="Nothing that was planned is over yet.")
    together = [(week.start, week.runs + week.work) for week in kept.weeks]
    done = tuple(Point(start, float(one.done + one.partly) if one.planned else None) for start, one in together)
    planned = tuple(Point(start, float(one.planned) if one.planned else None) for start, one in together)
    named = [("runs", kept.runs), *((history.layers.get(layer, layer), one) for layer, one in kept.layers.items())]
    return Figure(
        id=_ID,
        title=_TITLE,
        unit="sessions",
        series=(
            Series(name="done", mark=Mark.BARS, points=done, role="bar"),
            Series(name="planned", mark=Mark.STEPS, points=planned, role="label"),
        ),
        y_from=0.0,
        says=tuple(_says(named, own.least, own.weeks)),
        columns=_COLUMNS,
        rows=(
            *(_row(name, one) for name, one in named if one.planned),
            *(_row(f"week of {start}", one) for start, one in together if one.planned),
        ),
    )


def _row(name: str, kept: Kept) -> tuple[str, ...]:
    counts = (kept.planned, kept.done, kept.partly, kept.skipped, kept.missed)
    return (name, *map(str, counts), percent(kept.share) if kept.share is not None else "")


def _says(named: list[tuple[str, Kept]], least: int, weeks: int) -> Iterator[str]:
    yield f"The last {weeks} weeks; what was done in part counts as done, what is not answered today is left out."
    for name, kept in named:
        if not kept.planned:
            continue
        head = f"{capital(name)}: {kept.done + kept.partly} of {kept.planned}"
        parts = [f"{kept.partly} in part"] if kept.partly else []
        parts += [f"{kept.skipped} skipped"] if kept.skipped else []
        parts += [f"{kept.missed} with nothing logged"] if kept.missed else []
        share = f" ({percent(kept.share)})" if kept.share is not None and kept.planned >= least else ""
        yield f"{head}{share}{', ' if parts else ''}{', '.join(parts)}."
