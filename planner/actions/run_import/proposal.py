"""Runs recorded elsewhere, brought into the log: each once, matched to what was planned, undone in one step."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, tzinfo

import msgspec
from msgspec.structs import replace

from planner.actions.desk import Desk
from planner.actions.run_import.days import Calendar, Match, PlannedRun, Shift, decide
from planner.actions.run_import.records import Incoming, Known, incoming
from planner.actions.run_import.report import OTHER, WALK, MatchedRun, OtherRun, RunReport
from planner.actions.run_import.shoes import Shoes
from planner.actions.run_import.sources import Progress, gather
from planner.domain.activity import Activity, Sport
from planner.domain.ids import new_id
from planner.domain.layer import Thing
from planner.domain.log import Happening, Ran, Surface, standing_entries
from planner.domain.session import SessionKind, name_of
from planner.domain.text import clean, counted, one_line
from planner.domain.units import Unit, show_distance, show_duration
from planner.imports.runs.tables import ListedShoe

_SURFACE = {Sport.TRAIL: Surface.TRAIL, Sport.TRACK: Surface.TRACK, Sport.TREADMILL: Surface.TREADMILL}
_LONGEST_NOTE = 10_000


class RunProposal(msgspec.Struct, frozen=True, kw_only=True):
    """What an import would add to the log, and the report of it. `keep_proposal` adds it.

    `stopped`: not everything was read. `seen`: the ids of the log that it goes by.
    """

    entries: tuple[Ran, ...]
    report: RunReport
    stopped: bool = False
    seen: frozenset[str] = frozenset()


def import_runs(
    desk: Desk,
    *paths: str,
    dry_run: bool = False,
    progress: Progress | None = None,
    shoes: Mapping[str, str] | None = None,
    unit: Unit | None = None,
    zone: tzinfo | None = None,
    stop: Callable[[], bool] | None = None,
) -> RunReport:
    """Bring the runs of files, folders and archives into the log, together one thing to undo.

    With `dry_run`, or when `stop` says so before everything is read, nothing is written. Raises what `gather` and
    `plan_runs` raise, and `StoreError`.
    """
    proposal = propose_runs(desk, *paths, progress=progress, shoes=shoes, unit=unit, zone=zone, stop=stop)
    return proposal.report if dry_run or proposal.stopped else keep_proposal(desk, proposal)


def propose_runs(
    desk: Desk,
    *paths: str,
    progress: Progress | None = None,
    shoes: Mapping[str, str] | None = None,
    unit: Unit | None = None,
    zone: tzinfo | None = None,
    stop: Callable[[], bool] | None = None,
) -> RunProposal:
    """Return what the runs of files, folders and archives would add to the log: `keep_proposal` keeps it."""
    found = gather(*paths, unit=unit, progress=progress, stop=stop)
    notes = (*found.notes, "Stopped before everything was read: nothing was written.") if found.stopped else found.notes
    proposal = plan_runs(
        desk,
        found.activities,
        shoes=shoes,
        listed=found.listed,
        zone=zone,
        left_out=found.left_out,
        bad=found.bad,
        notes=notes,
    )
    return replace(proposal, stopped=found.stopped)


def keep_runs(
    desk: Desk, runs: Iterable[Activity], *, shoes: Mapping[str, str] | None = None, zone: tzinfo | None = None
) -> RunReport:
    """Bring runs that are in hand into the log, together one thing to undo. Raises `StoreError`, `NotFound`."""
    return keep_proposal(desk, plan_runs(desk, runs, shoes=shoes, zone=zone))


def keep_proposal(desk: Desk, proposal: RunProposal) -> RunReport:
    """Add to the log what was proposed, together one thing to undo, and return the report of it.

    Raises `StoreError`. Every month that was saved by then is whole, and importing again adds what is missing. Nothing
    is added where the log is not what the proposal goes by: the same runs may have come in meanwhile. The store is
    backed up first; where that fails, it is among the desk's problems.
    """
    if proposal.entries:
        desk.back_up_first("before-import")
        desk.keep_entries(*proposal.entries, seen=proposal.seen)
    return replace(proposal.report, kept=True)


def plan_runs(
    desk: Desk,
    runs: Iterable[Activity],
    *,
    shoes: Mapping[str, str] | None = None,
    listed: Sequence[ListedShoe] = (),
    zone: tzinfo | None = None,
    left_out: Iterable[tuple[str, int]] = (),
    bad: Sequence[str] = (),
    notes: Sequence[str] = (),
) -> RunProposal:
    """Return what runs would add to the log; nothing is written.

    `shoes` maps what another program calls a pair to the id of one of the runner's; `listed` is what that program says
    of its pairs. `zone`: where runs were whose files give only UTC, else the machine's. `bad` and `notes` go into the
    report, and `left_out` too, sports by name. Raises `NotFound` where `shoes` names a pair that does not exist.
    """
    raw, problems = desk.store.all_entries()
    desk.note_problems(problems)
    log = standing_entries(raw)
    table = Shoes(desk, log, shoes or {}, listed)
    had_shoe = {entry.id for entry in raw if isinstance(entry, Ran) and entry.shoe}
    corrects = {entry.id: entry.corrects for entry in raw if isinstance(entry, Ran) and entry.corrects}
    draft = _Draft(desk, table, {entry.id for entry in raw})
    draft.bad += bad
    draft.left_out.update(dict(left_out))
    known = Known(entry for entry in log if isinstance(entry, Ran))
    known.take(draft.readable(runs, zone))
    _decide_days(desk, draft, known.fresh, log)
    for entry, activity in known.twice:
        draft.fill_gaps(entry, activity, _once_had(entry, corrects, had_shoe))
    draft.bad += known.refused()
    return replace(draft.proposal(known.already, notes), seen=frozenset(entry.id for entry in raw))


def _decide_days(desk: Desk, draft: "_Draft", fresh: Iterable[Incoming], log: Iterable[Happening]) -> None:
    by_day: dict[date, list[Incoming]] = {}
    for run in fresh:
        by_day.setdefault(run.activity.day, []).append(run)
    happened: dict[date, list[Happening]] = {}
    for entry in log:
        if entry.day in by_day:
            happened.setdefault(entry.day, []).append(entry)
    if not by_day:
        return
    calendar = Calendar(desk)
    for day in sorted(by_day):
        draft.add_day(calendar, day, by_day[day], happened.get(day, ()))


def _once_had(entry: Ran, corrects: Mapping[str, str], had_shoe: set[str]) -> bool:
    """Tell whether an entry, or one that it corrects, names a pair: what a person took off is not put back."""
    at, seen = entry.id, set[str]()
    while at and at not in seen:
        if at in had_shoe:
            return True
        seen.add(at)
        at = corrects.get(at, "")
    return False


class _Draft:
    """The entries of an import while they are made, and what is counted on the way."""

    def __init__(self, desk: Desk, shoes: Shoes, ids: set[str]) -> None:
        self._desk, self._shoes, self._ids = desk, shoes, ids
        self._at = desk.now()
        self._new: list[Ran] = []
        self._corrections: dict[str, Ran] = {}
        self.left_out: Counter[str] = Counter()
        self._matched: list[MatchedRun] = []
        self._worn: Counter[str] = Counter()
        self._filled = self._same = self._on_skipped = self._gaps_filled = 0
        self.bad: list[str] = []

    def readable(self, runs: Iterable[Activity], zone: tzinfo | None) -> list[Incoming]:
        """Return the runs and walks in local time; other activities are counted, impossible ones reported."""
        found = []
        today = self._desk.today
        for run in runs:
            if run.sport is Sport.OTHER:
                self.left_out[OTHER] += 1
                continue
            try:
                found.append(incoming(run, zone, today))
            except ValueError as error:
                self.bad.append(f"{one_line(run.place) or 'a run'}: {error}.")
        return found

    def add_day(self, calendar: Calendar, day: date, runs: Sequence[Incoming], happened: Sequence[Happening]) -> None:
        """Decide what the runs of a day are, and make their entries."""
        decided = decide(calendar, day, runs, happened)
        self._on_skipped += decided.skipped
        moved = {shift.entry.session for shift in decided.shifts if shift.entry.session}
        for shift in decided.shifts:
            self._shift(shift, moved)
        for match in decided.matches:
            if match.entry:
                self._complete(match.entry, match.run)
            elif match.session or match.run.activity.sport is not Sport.WALK:
                self._add(calendar, match, moved)
            else:
                self.left_out[WALK] += 1

    def fill_gaps(self, entry: Ran, activity: Activity, had_shoe: bool) -> None:
        """Complete a logged run with what it lacks and another record of it says; nothing that stands there changes."""
        was = self._corrections.get(entry.id, entry)
        gaps: dict[str, object] = {}
        if was.distance_m is None and activity.distance_m:
            gaps["distance_m"] = activity.distance_m
        if was.duration_s is None and _seconds(activity):
            gaps["duration_s"] = _seconds(activity)
        if not was.shoe and not had_shoe and activity.shoe:
            shoe = self._shoes.named(activity.shoe)
            self._shoes.note(activity.shoe, shoe, entry.day, was.distance_m or activity.distance_m)
            gaps |= {"shoe": shoe} if shoe else {}
        if gaps:
            self._gaps_filled += entry.id not in self._corrections
            self._correct(entry, replace(was, **gaps))

    def proposal(self, already: int, notes: Sequence[str]) -> RunProposal:
        """Return the entries that would be added, and the report."""
        entries = sorted((*self._new, *self._corrections.values()), key=lambda entry: (entry.day, _clock(entry)))
        days = [entry.day for entry in self._new]
        names = self._desk.gear_names()
        matched_new = {one.session for one in self._matched if one.session}
        others = [entry for entry in self._new if entry.session not in matched_new]
        report = RunReport(
            unit=self._desk.settings.unit,
            new=len(self._new),
            extra=len(others),
            filled=self._filled + self._gaps_filled,
            already=already + self._same - self._gaps_filled,
            left_out=tuple(self.left_out.most_common()),
            bad=tuple(self.bad),
            matched=tuple(sorted(self._matched, key=lambda one: (one.day, one.start))),
            others=tuple(
                OtherRun(day=one.day, ran=self._ran(one), start=_clock(one)[0][:5], source=_program(one))
                for one in sorted(others, key=lambda one: (one.day, _clock(one)))
            ),
            shoes=tuple((names.get(shoe, shoe), count) for shoe, count in self._worn.most_common()),
            no_shoe=sum(not entry.shoe for entry in self._new),
            unknown_gear=self._shoes.unknown(),
            notes=(*notes, *self._shoes.notes(), *self._said()),
            distance_m=sum(entry.distance_m or 0.0 for entry in self._new),
            first=min(days, default=None),
            last=max(days, default=None),
        )
        return RunProposal(entries=tuple(entries), report=report)

    def _said(self) -> list[str]:
        notes = []
        if self._on_skipped:
            what = counted(self._on_skipped, "run")
            notes.append(f"{what} on days with a skipped session: if one was it after all, mark that session done.")
        return notes

    def _add(self, calendar: Calendar, match: Match, moved: set[str]) -> None:
        """Make the entry of a new run."""
        run, planned = match.run.activity, match.session
        hung = calendar.hung_on(planned) if planned else {}
        kind = planned.session.kind if planned else SessionKind.RUN
        shoe = self._shoes.of_run(run.shoe, hung.get(Thing.SHOE, ""), kind, run.day)
        self._shoes.note(run.shoe, shoe, run.day, run.distance_m)
        entry = Ran(
            id=self._new_id(),
            at=self._at,
            day=run.day,
            start=run.start if run.has_clock else None,
            plan=planned.plan if planned else "",
            session=planned.session.id if planned else "",
            distance_m=run.distance_m,
            duration_s=_seconds(run),
            shoe=shoe,
            orthotic=hung.get(Thing.ORTHOTIC, "") or self._stands_in(shoe, run.day),
            feel=run.feel,
            surface=_SURFACE.get(run.sport),
            note=note_of(run),
            source=one_line(run.source) or "file",
        )
        self._new.append(entry)
        self._worn.update([shoe] if shoe else [])
        if planned:
            self._note_match(planned, entry, moved)

    def _complete(self, entry: Ran, run: Incoming) -> None:
        """Complete an entry that was logged by hand: what the person wrote stays, a distance from the plan goes."""
        activity = run.activity
        shoe = entry.shoe or (self._shoes.named(activity.shoe) if activity.shoe else "")
        if activity.shoe and not entry.shoe:
            self._shoes.note(activity.shoe, shoe, entry.day, activity.distance_m)
        from_file = entry.distance_m is None or (entry.as_planned and activity.distance_m is not None)
        from_plan = entry.as_planned and _seconds(activity) is not None
        now = replace(
            entry,
            start=activity.start if activity.has_clock else None,
            distance_m=activity.distance_m if from_file else entry.distance_m,
            as_planned=entry.as_planned and not from_file,
            duration_s=_seconds(activity) if from_plan or entry.duration_s is None else entry.duration_s,
            shoe=shoe,
            feel=entry.feel if entry.feel is not None else activity.feel,
            surface=entry.surface or _SURFACE.get(activity.sport),
            note=entry.note or note_of(activity),
            source=entry.source or one_line(activity.source) or "file",
        )
        if now == entry:
            self._same += 1
            return
        self._filled += 1
        self._correct(entry, now)

    def _shift(self, shift: Shift, moved: set[str]) -> None:
        entry, planned = self._corrections.get(shift.entry.id, shift.entry), shift.session
        now = replace(entry, plan=planned.plan if planned else "", session=planned.session.id if planned else "")
        self._correct(shift.entry, now)
        if planned:
            self._note_match(planned, now, moved)

    def _correct(self, entry: Ran, now: Ran) -> None:
        was = self._corrections.get(entry.id)
        made = was.id if was else self._new_id()
        self._corrections[entry.id] = replace(now, id=made, at=self._at, corrects=entry.id)

    def _note_match(self, planned: PlannedRun, entry: Ran, moved: set[str]) -> None:
        self._matched.append(
            MatchedRun(
                day=entry.day,
                plan=planned.plan,
                session=planned.session.id,
                planned=one_line(name_of(planned.session, self._desk.settings.unit)),
                ran=self._ran(entry),
                start=_clock(entry)[0][:5],
                source=_program(entry),
                moved=planned.session.id in moved,
            )
        )

    def _ran(self, entry: Ran) -> str:
        amount = show_distance(entry.distance_m, self._desk.settings.unit) if entry.distance_m else ""
        lasted = show_duration(entry.duration_s) if entry.duration_s else ""
        return " in ".join(filter(None, (amount, lasted))) or "a run"

    def _stands_in(self, shoe: str, day: date) -> str:
        from planner.actions.orthotics import run_in

        return run_in(self._desk, shoe, day) if shoe else ""

    def _new_id(self) -> str:
        made = new_id(self._desk.pick, self._ids)
        self._ids.add(made)
        return made


def note_of(run: Activity) -> str:
    """Return what the runner wrote to a run elsewhere: its title, where a person gave it, and its description."""
    from planner.imports.runs.words import says_something

    title = one_line(run.title) if run.title and says_something(run.title, run.source) else ""
    return "\n".join(filter(None, (title, clean(run.note).strip())))[:_LONGEST_NOTE]


def _seconds(run: Activity) -> int | None:
    return run.duration_s or run.elapsed_s


def _program(entry: Ran) -> str:
    """Return what recorded a run, without the number that it has there."""
    return entry.source.partition(" ")[0]


def _clock(entry: Ran) -> tuple[str, str]:
    return (entry.start.strftime("%H:%M:%S") if entry.start else "", entry.id)
