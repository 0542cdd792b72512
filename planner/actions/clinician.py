"""The page for a practitioner, put together from the log of the last weeks. Health data leave the store only by it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from statistics import fmean

from planner.actions.care import care_rules, questions, visit_words, visits
from planner.actions.desk import Desk
from planner.actions.files import write_file
from planner.actions.gear import worn
from planner.actions.insights import history
from planner.domain.besides import besides_words
from planner.domain.body import Place
from planner.domain.change import Batch, standing_records
from planner.domain.days import show_day, week_start
from planner.domain.errors import BadValue
from planner.domain.exercise import Kind
from planner.domain.gear import Gear, Orthotic
from planner.domain.kept import Kept
from planner.domain.log import Feeling, Felt, Gait, Happening, Ran, ShoeCheck, When, Wore
from planner.domain.session import Session
from planner.domain.text import one_line
from planner.exports.clinician import Page, PageAnswer, PageGear, PageWeek, PageWork, to_html, to_markdown
from planner.insights.complaints import complaints
from planner.insights.effect import Pair, rated
from planner.insights.history import History
from planner.insights.worked import seconds_of
from planner.planning.adherence import adherence
from planner.planning.agenda import countdown

_MOST_WEEKS = 26
_STRETCHES = (Kind.STATIC_STRETCH, Kind.DYNAMIC)


def clinician_page(desk: Desk, *, weeks: int | None = None, conditions: bool = False) -> Page:
    """Return the page about the last `weeks` (eight if not given), up to today. Raises `BadValue` for 0 or over 26.

    `conditions`: with the health tags of the settings.
    """
    count = care_rules().page_weeks if weeks is None else weeks
    if not 1 <= count <= _MOST_WEEKS:
        raise BadValue("weeks", f"{count} is not from 1 to {_MOST_WEEKS}", "Two months fit on two pages.")
    last = desk.today
    first = week_start(last) - timedelta(weeks=count - 1)
    entries, known = desk.entries(first, last), history(desk)
    plan = desk.plan()
    tags = desk.settings.health.tags if conditions else ()
    return Page(
        first=first,
        last=last,
        unit=desk.settings.unit,
        goal=f"{one_line(countdown(plan, desk.today))}." if plan else "",
        complaints=complaints(one for one in entries if isinstance(one, Felt) and not one.session),
        weeks=tuple(_weeks(desk, known, entries, first, count)),
        gear=tuple(_gear(desk, entries)),
        work=tuple(_work(known, first)),
        kept=_kept(desk, first, last),
        answers=tuple(_answers(entries)),
        gait=tuple(_gait(desk, entries)),
        visits=tuple(_visits(desk, first)),
        questions=tuple(_questions(desk)),
        flags=tuple(_flags(desk)),
        conditions=tuple(tag.label for tag in tags),
    )


def write_page(page: Page, file: str, *, form: str | None = None, replace: bool = False) -> None:
    """Write the page as HTML or Markdown, by `form` or by the ending of the file; only its owner can read it.

    Raises `BadValue` when something is there already, unless `replace`.
    """
    is_html = form == "html" if form else file.lower().endswith((".html", ".htm"))
    write_file(file, (to_html(page) if is_html else to_markdown(page)).encode(), replace=replace)


def _weeks(desk: Desk, known: History, entries: Sequence[Happening], first: date, count: int) -> Iterable[PageWeek]:
    plan = desk.plan()
    planned: dict[date, list[Session]] = defaultdict(list)
    for one in desk.schedule_of(plan).sessions if plan else ():
        planned[week_start(one.session.day)].append(one.session)
    minutes = _minutes(known, first)
    for n in range(count):
        start = first + timedelta(weeks=n)
        mine = [one for one in entries if start <= one.day < start + timedelta(days=7)]
        ran = [one.distance_m or 0.0 for one in mine if isinstance(one, Ran)]
        felt = [one for one in mine if isinstance(one, Felt) and not one.session]
        runs = [one for one in planned[start] if one.kind.is_run and one.distance]
        work = minutes[start]
        yield PageWeek(
            start=start,
            planned_m=sum(one.distance.middle_m for one in runs if one.distance) if runs else None,
            done_m=sum(ran),
            longest_m=max(ran, default=0.0),
            worst=_most(
                one.score for one in felt if one.feeling is not Feeling.TIGHTNESS and one.when is not When.MORNING
            ),
            morning=_most(one.score for one in felt if one.when is When.MORNING),
            tightness=_most(one.score for one in felt if one.feeling is Feeling.TIGHTNESS),
            roll_min=work[Kind.ROLL],
            stretch_min=sum(work[kind] for kind in _STRETCHES),
            strength_min=work[Kind.STRENGTH],
            events=tuple(_events(desk, mine, start)),
        )


def _most(scores: Iterable[int]) -> int | None:
    return max(scores, default=None)


def _minutes(known: History, first: date) -> dict[date, dict[Kind, float]]:
    """Return minutes of work by week and kind; what was ticked off counts with the time that it usually takes."""
    found: dict[date, dict[Kind, float]] = defaultdict(lambda: defaultdict(float))
    for entry in known.played:
        for exercise, seconds in seconds_of(entry, known) if entry.day >= first else ():
            if exercise in known.exercises:
                found[week_start(entry.day)][known.exercises[exercise].kind] += seconds / 60
    return found


def _events(desk: Desk, mine: Sequence[Happening], start: date) -> Iterable[str]:
    """Yield what changed in a week: days off and accepted re-flows of the plan, gear that came, checks, visits."""
    end = start + timedelta(days=6)
    plan = desk.plan()
    if plan:
        for off in desk.schedule_of(plan).offs:
            if off.first <= end and off.last >= start:
                yield f"{off.kind.value.replace('-', ' ')} from {show_day(off.first)}"
        for change in standing_records(plan.changes):
            if isinstance(change, Batch) and change.why and start <= change.at.date() <= end:
                yield one_line(change.name)
    for item in desk.gear():
        came = item.since if isinstance(item, Orthotic) else item.bought
        if came and start <= came <= end:
            yield f"new: {one_line(item.name)}"
    yield from (besides_words(one) for one in mine if isinstance(one, ShoeCheck))


def _gear(desk: Desk, entries: Sequence[Happening]) -> Iterable[PageGear]:
    """Yield what was worn, the most used first."""
    metres: dict[str, float] = defaultdict(float)
    runs: dict[str, int] = defaultdict(int)
    hours: dict[str, float] = defaultdict(float)
    for entry in entries:
        if isinstance(entry, Ran):
            for item in filter(None, (entry.shoe, entry.orthotic)):
                metres[item] += entry.distance_m or 0.0
                runs[item] += 1
        elif isinstance(entry, Wore):
            hours[entry.orthotic] += entry.hours
    whole = worn(desk)
    known = {item.id: item for item in desk.gear()}
    for item in sorted({*runs, *hours}, key=lambda one: (-metres[one], one)):
        own = known.get(item)
        before = own.start_m if own else 0.0
        yield PageGear(
            name=one_line(own.name) if own else f"unknown gear {item}",
            about=_about(own) if own else "",
            metres=metres[item],
            runs=runs[item],
            all_m=before + (whole[item].distance_m if item in whole else metres[item]),
            hours=hours[item],
        )


def _about(item: Gear) -> str:
    if isinstance(item, Orthotic):
        parts = ["orthotics", item.build.value.replace("-", " ") if item.build else "", item.make, item.fitted_by]
        since = item.started or item.since
        return one_line(", ".join(filter(None, (*parts, f"since {show_day(since, year=True)}" if since else ""))))
    drop = f"drop {item.drop_mm:g} mm" if item.drop_mm is not None else ""
    return one_line(
        ", ".join(filter(None, (f"{item.brand} {item.model}".strip(), drop, "plate" if item.plate else "")))
    )


def _work(known: History, first: date) -> Iterable[PageWork]:
    """Yield the exercises that were done, those of the most days first."""
    days: dict[str, set[date]] = defaultdict(set)
    seconds: dict[str, float] = defaultdict(float)
    for entry in known.played:
        for exercise, took in seconds_of(entry, known) if entry.day >= first else ():
            days[exercise].add(entry.day)
            seconds[exercise] += took
    for one in sorted(days, key=lambda one: (-len(days[one]), one)):
        name = known.exercises[one].name if one in known.exercises else one
        yield PageWork(name=one_line(name), days=len(days[one]), minutes=seconds[one] / 60)


def _kept(desk: Desk, first: date, last: date) -> str:
    layers = adherence(desk.days(first, last)).layers.values() if desk.plan() else ()
    kept = sum(layers, Kept())
    return (
        f"{kept.done + kept.partly} of {kept.planned} planned sessions of this work were done." if kept.planned else ""
    )


def _answers(entries: Iterable[Happening]) -> Iterable[PageAnswer]:
    """Yield how places answered to sessions: mean scores before and after, where both were rated."""
    pairs: dict[Place, list[Pair]] = defaultdict(list)
    for places in rated(one for one in entries if isinstance(one, Felt)).values():
        for (place, _), pair in places.items():
            pairs[place].append(pair)
    for place, mine in sorted(pairs.items(), key=lambda one: (-len(one[1]), one[0].label)):
        if len(mine) >= care_rules().page_least_runs:
            before, after = (fmean(pair[n] for pair in mine) for n in (0, 1))
            yield PageAnswer(place=place.label, before=before, after=after, rated=len(mine))


def _gait(desk: Desk, entries: Iterable[Happening]) -> Iterable[str]:
    names = desk.gear_names()
    for entry in sorted(
        (one for one in entries if isinstance(one, Gait | ShoeCheck)), key=lambda one: one.day, reverse=True
    ):
        shoe = f"{one_line(names.get(entry.shoe, entry.shoe))}, " if isinstance(entry, ShoeCheck) else ""
        yield f"{show_day(entry.day)}: {shoe}{one_line(besides_words(entry))}"


def _visits(desk: Desk, first: date) -> Iterable[str]:
    for one in visits(desk):
        if one.day >= first:
            said = f": {one_line(one.outcome)}" if one.outcome else ""
            yield f"{show_day(one.day)} {one.clock}".rstrip() + f", {visit_words(one)}{said}"


def _questions(desk: Desk) -> Iterable[str]:
    for one in questions(desk):
        yield f"{one.text} (to {one.profession})" if one.profession else one.text


def _flags(desk: Desk) -> Iterable[str]:
    from planner.actions.body import light_of

    for flag in light_of(desk).flags:
        where = f"{flag.place.label}: " if flag.place else ""
        yield f"{show_day(flag.day)}, {where}{flag.worry}"
