"""The morning after by shoe, by orthotic and by surface: counts and means, never a cause."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from statistics import fmean

import msgspec

from planner.domain.log import Felt, Ran, When
from planner.domain.session import SessionKind
from planner.domain.text import counted
from planner.domain.units import show_number
from planner.insights.figure import Figure, Mark, Point, Series
from planner.insights.history import History
from planner.insights.places import is_next_morning, is_pain
from planner.insights.rules import InsightRules

Name = Callable[[Ran], str]
"""What a run is grouped by; an empty text leaves it out."""


class Rated(msgspec.Struct, frozen=True, kw_only=True):
    """A run with the highest pain of the morning after, else of after the run; None: nothing was logged, not 0."""

    run: Ran
    kind: SessionKind | None
    score: int | None


class Group(msgspec.Struct, frozen=True, kw_only=True):
    """Runs of one sort: how many, how many with a score, and its mean; None without any. `kind`: None for all kinds."""

    name: str
    kind: SessionKind | None
    runs: int
    rated: int
    mean: float | None


def rated_runs(history: History) -> tuple[Rated, ...]:
    """Return every run with its score. What was felt around a routine is not a run's; tightness is no pain."""
    return history.once("rated runs", lambda: _rated(history))


def _rated(history: History) -> tuple[Rated, ...]:
    morning, after = dict[str, int](), dict[str, int]()
    morning_of, after_of = dict[date, int](), dict[date, int]()
    for felt in history.felt:
        if felt.session or not is_pain(felt):
            continue
        if is_next_morning(felt):
            _keep(morning, morning_of, felt, felt.day - timedelta(days=1))
        elif felt.when is When.AFTER:
            _keep(after, after_of, felt, felt.day)
    return tuple(
        Rated(run=run, kind=history.kind_of(run), score=_score(run, ((morning, morning_of), (after, after_of))))
        for run in history.runs
    )


def _keep(by_run: dict[str, int], by_day: dict[date, int], felt: Felt, day: date) -> None:
    """Keep the highest score of a run where the entry names one, else of the day."""
    if felt.run:
        by_run[felt.run] = max(felt.score, by_run.get(felt.run, 0))
    else:
        by_day[day] = max(felt.score, by_day.get(day, 0))


def _score(run: Ran, found: Iterable[tuple[dict[str, int], dict[date, int]]]) -> int | None:
    for by_run, by_day in found:
        scores = [by_run[one] for one in (run.id, run.session) if one and one in by_run]
        scores += [by_day[run.day]] if run.day in by_day else []
        if scores:
            return max(scores)
    return None


def groups(rated: Iterable[Rated], name: Name, kind: SessionKind | None = None) -> tuple[Group, ...]:
    """Return the runs by name, those of one kind only where one is given, the most rated first."""
    found: defaultdict[str, list[int | None]] = defaultdict(list)
    for one in rated:
        if (kind is None or one.kind is kind) and (word := name(one.run)):
            found[word].append(one.score)
    made = [_group(word, kind, scores) for word, scores in found.items()]
    return tuple(sorted(made, key=lambda one: (-one.rated, one.name)))


def _group(name: str, kind: SessionKind | None, scores: list[int | None]) -> Group:
    known = [score for score in scores if score is not None]
    return Group(name=name, kind=kind, runs=len(scores), rated=len(known), mean=fmean(known) if known else None)


def same_kind(rated: Iterable[Rated], name: Name, least: int) -> SessionKind | None:
    """Return the kind of run in which most names can be compared, then the one with most scores; None: in none two."""
    listed = tuple(rated)
    kinds = {one.kind for one in listed if one.kind is not None and one.score is not None}
    best: tuple[int, int, str] | None = None
    for kind in kinds:
        enough = [one.rated for one in groups(listed, name, kind) if one.rated >= least]
        found = (len(enough), sum(enough), kind.value)
        if len(enough) > 1 and (best is None or found > best):
            best = found
    return SessionKind(best[2]) if best else None


def shoe_pain(history: History, rules: InsightRules) -> Figure:
    """Return the figure by pair of shoes, with and without orthotics apart."""
    names = _names(history)

    def name(run: Ran) -> str:
        shoe = names.get(run.shoe, run.shoe)
        return f"{shoe} with {names.get(run.orthotic, run.orthotic)}" if shoe and run.orthotic else shoe

    return _figure("shoe-pain", "The morning after, by shoe", history, rules, name, "pair of shoes")


def orthotic_pain(history: History, rules: InsightRules) -> Figure:
    """Return the figure by orthotic, and without any; runs before the first one was worn are not compared."""
    names = _names(history)
    first = next((run.day for run in history.runs if run.orthotic), None)

    def name(run: Ran) -> str:
        if first is None or run.day < first:
            return ""
        return names.get(run.orthotic, run.orthotic) or "without"

    return _figure("orthotic-pain", "The morning after, by orthotic", history, rules, name, "orthotic")


def _names(history: History) -> dict[str, str]:
    """Return the name of each shoe and orthotic; two of the same name are told apart by their ids."""
    times = Counter(item.name for item in history.gear)
    return {item.id: item.name if times[item.name] == 1 else f"{item.name} ({item.id})" for item in history.gear}


def surface_pain(history: History, rules: InsightRules) -> Figure:
    """Return the figure by surface."""
    return _figure(
        "surface-pain",
        "The morning after, by surface",
        history,
        rules,
        lambda run: run.surface.value if run.surface else "",
        "surface",
    )


def _figure(id_: str, title: str, history: History, rules: InsightRules, name: Name, what: str) -> Figure:
    least = rules.gear_pain.least_runs
    rated = rated_runs(history)
    kind = same_kind(rated, name, least)
    every = groups(rated, name)
    shown = [one for one in groups(rated, name, kind) if one.rated >= least]
    if not shown:
        most = max((one.rated for one in every), default=0)
        few = f"It takes {least} runs with a score after them, or the morning after, for one {what}; so far {most}."
        return Figure(id=id_, title=title, too_few=few)
    kinds = dict.fromkeys((None, kind))
    told = [one for each in kinds for one in groups(rated, name, each) if one.rated >= least]
    points = tuple(Point(one.name, round(one.mean or 0.0, 2)) for one in shown)
    return Figure(
        id=id_,
        title=title,
        unit="mean of 10",
        series=(Series(name=f"mean score, {_kind(kind)}", mark=Mark.BARS, points=points, role="bar"),),
        y_from=0.0,
        says=tuple(_says(shown, every, kind, least, what)),
        columns=(what, "runs compared", "runs", "with a score", "mean score"),
        rows=tuple(
            (one.name, _kind(one.kind), str(one.runs), str(one.rated), show_number(one.mean or 0.0)) for one in told
        ),
    )


def _kind(kind: SessionKind | None) -> str:
    return f"{kind.value} runs" if kind else "all runs"


def _says(
    shown: list[Group], every: tuple[Group, ...], kind: SessionKind | None, least: int, what: str
) -> Iterator[str]:
    where = f"Of {_kind(kind)} only, so that like is compared with like" if kind else "Of all runs, whatever their sort"
    yield f"{where}. Pain of the morning after, else after the run; tightness is left out."
    for one in shown:
        rated = f"{counted(one.rated, 'run')} with a score, of {one.runs}"
        yield f"{one.name}: mean {show_number(one.mean or 0.0)}, from {rated}."
    few = [one for one in every if one.name not in {other.name for other in shown}]
    if few:
        yield f"{counted(len(few), what + ' has', _plural(what) + ' have')} fewer than {least} such runs: not shown."
    yield "Counts and means only: the runs differ in more than this, so it says nothing of the cause."


def _plural(what: str) -> str:
    return what.replace("pair ", "pairs ") if what.startswith("pair ") else f"{what}s"
