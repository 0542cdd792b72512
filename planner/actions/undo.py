"""Undo and redo: the last thing the user did, a change or a log entry, also after a restart."""

from calendar import monthrange
from collections.abc import Callable
from datetime import date
from typing import assert_never

from planner.actions.desk import Desk
from planner.codec.toml import BadFile, short
from planner.domain.change import (
    Accept,
    Add,
    Batch,
    Change,
    Delete,
    Edit,
    Hang,
    Move,
    Off,
    Rebase,
    Redo,
    Restore,
    Shift,
    Swap,
    SwapWeekdays,
    Switch,
    Undo,
)
from planner.domain.days import show_day
from planner.domain.errors import NotFound, PlannerError, StoreError
from planner.domain.ids import HUNG, new_id
from planner.domain.log import Entry, Felt, Noted, Played, Ran, RedoEntry, Skipped, UndoEntry, Wore
from planner.domain.off import OffKind
from planner.domain.plan import Plan
from planner.domain.session import name_of
from planner.domain.text import one_line
from planner.domain.units import show_distance
from planner.store.disk.atomic import ChangedOutside, Refused
from planner.store.log import is_month

_MOST_TOLD = 8
"""Log entries of one action that are turned and told one by one; more than these are told by their number."""


def undo(desk: Desk, *, plan: str | None = None) -> str:
    """Take back the last thing that was done, in `plan` alone if it is given. Raises `NotFound` when there is none."""
    refs = desk.store.last_done(plan)
    if not refs:
        raise NotFound("undo", "there is nothing to take back", "")
    said = _turned(desk, refs, lambda: desk.store.mark_undone(refs), back=True)
    return f"Took back: {said}."


def redo(desk: Desk, *, plan: str | None = None) -> str:
    """Bring back the last thing that was taken back. Raises `NotFound` when there is none."""
    refs = desk.store.last_undone(plan)
    if not refs:
        raise NotFound("redo", "there is nothing to bring back", "")
    said = _turned(desk, refs, lambda: desk.store.mark_redone(refs), back=False)
    return f"Brought back: {said}."


def _turned(desk: Desk, refs: tuple[str, ...], mark: Callable[[], None], *, back: bool) -> str:
    """Turn an action, mark it as turned, and return it in words."""
    try:
        said = _turn_all(desk, refs, back=back)
    except StoreError as error:
        if isinstance(error, BadFile | ChangedOutside) and not isinstance(error, Refused):
            mark()
        raise  # else a disk that was full, or a lock that was held: it can be turned later
    except PlannerError:
        # An action whose plan or entry is gone must not block those before it.
        mark()
        raise
    mark()
    return said


def _turn_all(desk: Desk, refs: tuple[str, ...], *, back: bool) -> str:
    """Turn what belongs to one action, the last first when it is undone, and return it in words."""
    for ref in refs:
        _check(ref)
    if any(ref.startswith("file:") for ref in refs):
        from planner.actions.kept_files import check_turn

        check_turn(desk, refs, back=back)
    ordered = _there(desk, refs[::-1] if back else refs)
    if len(ordered) > _MOST_TOLD and all(ref.startswith("log:") for ref in ordered):
        return _turn_entries(desk, ordered, back=back)
    if len(ordered) == 1:
        return _turn(desk, ordered[0], back=back)
    with desk.as_one():  # all of it or nothing
        sentences = [_turn(desk, ref, back=back) for ref in ordered]
    return "; ".join(dict.fromkeys(filter(None, sentences)))


def _check(ref: str) -> None:
    """Raise `NotFound` for a ref that is none of ours: the history's file may be damaged, or somebody else's."""
    kind, _, rest = ref.partition(":")
    name, _, identity = rest.partition(":")
    is_whole = bool(identity) and ":" not in identity if kind in ("plan", "log") else bool(name)
    if not is_whole or (kind == "log" and not is_month(name)):
        raise _unknown(ref)


def _unknown(ref: str) -> NotFound:
    return NotFound("undo", f"the history holds {short(ref)}, which this version does not know", "It was left out.")


def _turn(desk: Desk, ref: str, *, back: bool) -> str:
    kind, name, *rest = ref.split(":")
    match kind:
        case "plan":
            return _turn_change(desk, name, rest[0], back=back)
        case "log":
            return _turn_entry(desk, name, rest[0], back=back)
        case "new" | "gone":
            if back == (kind == "new"):
                title = desk.plan_of(name).title
                desk.store.delete_plan(name)
            else:
                desk.store.restore_plan(name)
                title = desk.plan_of(name).title
            desk.refresh()
            return f"{'made' if kind == 'new' else 'deleted'} the plan {title}"
        case "template-saved" | "template-gone":
            from planner.actions.templates import turn

            return turn(desk, ref, back=back)
        case "file":
            from planner.actions.kept_files import turn as turn_file

            return turn_file(desk, ref, back=back)
        case "copy":
            from planner.actions.copies_aside import turn as turn_copy

            return turn_copy(desk, ref, back=back)
        case "gear-gone":
            from planner.actions.shoes import turn_gear

            return turn_gear(desk, ref, back=back)
        case _:
            raise _unknown(ref)


def _turn_change(desk: Desk, plan_id: str, change_id: str, *, back: bool) -> str:
    plan = desk.plan_of(plan_id)
    change = next((one for one in plan.changes if one.id == change_id), None)
    if change is None:  # another window may have made it after this one read the plan
        desk.refresh()
        plan = desk.plan_of(plan_id)
        change = next((one for one in plan.changes if one.id == change_id), None)
    if change is None:
        raise NotFound("undo", f"the change {change_id!r} is not in plan {plan_id!r} any more", "It was left out.")
    # What took a change out, such as days off, is taken back by bringing that change in again.
    takes_out, of = (not back, change.of) if isinstance(change, Undo) else (back, change_id)
    record = (Undo if takes_out else Redo)(id=desk.new_id(), at=desk.now(), of=of)
    sentence = describe(desk, plan, change)
    desk.plan_changed(desk.store.add_changes(plan_id, record))
    return sentence


def _turn_entries(desk: Desk, refs: tuple[str, ...], *, back: bool) -> str:
    """Turn many log entries, such as those of an import, with one save a month, and return it in words."""
    months: dict[str, set[str]] = {}
    for ref in refs:
        _, month, entry_id = ref.split(":")
        months.setdefault(month, set()).add(entry_id)
    found: dict[str, Entry] = {}
    for month, wanted in months.items():
        found |= {f"log:{month}:{one.id}": one for one in _listed(desk, month) if one.id in wanted}
    turned = [found[ref] for ref in refs]
    taken = {one.id for one in turned}
    records: list[Entry] = []
    for entry in turned:
        takes_out, of = (not back, entry.of) if isinstance(entry, UndoEntry) else (back, entry.id)
        made = new_id(desk.pick, taken)
        taken.add(made)
        records.append((UndoEntry if takes_out else RedoEntry)(id=made, at=desk.now(), day=entry.day, of=of))
    desk.store.add_entries(*records)
    desk.log_changed()
    days = sorted(entry.day for entry in turned)
    span = f"from {show_day(days[0], year=True)} to {show_day(days[-1], year=True)}"
    return f"{len(turned)} log entries {span if days[0] != days[-1] else f'on {show_day(days[0], year=True)}'}"


def _there(desk: Desk, refs: tuple[str, ...]) -> tuple[str, ...]:
    """Return the refs of an action without log entries that are not there, if some are: it was cut off on the way."""
    named = [ref for ref in refs if ref.startswith("log:")]
    if len(named) < 2:
        return refs
    months = {ref.split(":")[1] for ref in named}
    there = {f"log:{month}:{one.id}" for month in months for one in _listed(desk, month)}
    return tuple(ref for ref in refs if ref in there or not ref.startswith("log:")) or refs[:1]


def _listed(desk: Desk, month: str) -> tuple[Entry, ...]:
    """Return the log of a month. Raises `Refused` where the system does not let it be read just now."""
    listed, problems = desk.store.entries(*_days_of(month))
    for problem in problems:
        if isinstance(problem, Refused):
            raise problem
    desk.note_problems(problems)
    return listed


def _days_of(month: str) -> tuple[date, date]:
    first = date.fromisoformat(f"{month}-01")
    return first, first.replace(day=monthrange(first.year, first.month)[1])


def _turn_entry(desk: Desk, month: str, entry_id: str, *, back: bool) -> str:
    listed = _listed(desk, month)
    entry = next((one for one in listed if one.id == entry_id), None)
    if entry is None:
        raise NotFound("undo", f"the entry {entry_id!r} is not in the log of {month} any more", "It was left out.")
    # What took an entry out is taken back by bringing that entry in again.
    takes_out, of = (not back, entry.of) if isinstance(entry, UndoEntry) else (back, entry_id)
    record = (UndoEntry if takes_out else RedoEntry)(id=desk.new_id(), at=desk.now(), day=entry.day, of=of)
    desk.store.add_entries(record)
    desk.log_changed()
    return _describe_taking_out(desk, entry, listed) if isinstance(entry, UndoEntry) else describe_entry(desk, entry)


def _describe_taking_out(desk: Desk, taken: UndoEntry, listed: tuple[Entry, ...]) -> str:
    """Return in words what was taken out; of an entry and what it corrected, only the last is named."""
    happened = [one for one in listed if not isinstance(one, UndoEntry | RedoEntry)]
    if any(one.corrects == taken.of for one in happened):
        return ""
    found = next((one for one in happened if one.id == taken.of), None)
    return f"taking out: {describe_entry(desk, found)}" if found else "taking out an entry"


def describe(desk: Desk, plan: Plan, change: Change) -> str:
    """Return in words what a change did: `moved 8 km tempo to Thu 11 Feb`."""
    match change:
        case Move(session=session, to=to):
            return f"moved {_name(desk, plan, session)} to {show_day(to)}"
        case Edit(session=session):
            return f"changed {_name(desk, plan, session)}"
        case Add(session=added):
            return f"added {name_of(added, desk.settings.unit)} on {show_day(added.day)}"
        case Delete(session=session):
            return f"deleted {_name(desk, plan, session)}"
        case Restore(session=session):
            return f"brought back {_name(desk, plan, session)}"
        case Swap(one=one, other=other):
            return f"swapped {show_day(one)} and {show_day(other)}"
        case SwapWeekdays(one=first, other=second, since=start):
            where = f" from {show_day(start)} on" if start else ""
            return f"swapped every {first.full} and {second.full}{where}"
        case Shift(since=since, by=by, until=until):
            what = f"everything from {show_day(since)}{f' to {show_day(until)}' if until else ' on'}"
            what = show_day(since) if until == since else what
            return f"shifted {what} {abs(by)} day{'s' if abs(by) != 1 else ''} {'later' if by > 0 else 'earlier'}"
        case Off(kind=kind, first=begin, last=end):
            when = show_day(begin) if begin == end else f"{show_day(begin)} to {show_day(end)}"
            words = "not feeling 100 %" if kind is OffKind.UNWELL else kind.value.replace("-", " ")
            return f"laid {words} over {when}"
        case Batch(name=name):
            return name[:1].lower() + name[1:]
        case Rebase(race=race):
            return f"made the build-up to {race.name} again"
        case Accept(finding=finding):
            return f"accepted the finding {_finding(desk, plan, finding)}"
        case Switch(layer=layer, on=on):
            name = next((one.name for one in plan.layers if one.id == layer), layer)
            return f"switched {name} {'on' if on else 'off'}"
        case Hang(layer=layer):
            return f"hung {layer.name}"
        case Undo(of=of) | Redo(of=of):
            found = next((one for one in plan.changes if one.id == of), None)
            return f"taking out: {describe(desk, plan, found)}" if found else of
        case _:
            assert_never(change)


def _name(desk: Desk, plan: Plan, item: str) -> str:
    host, _, layer = item.partition(HUNG)
    parts = _parts(plan)
    if layer:
        layers = [*plan.layers, *(part.layer for part in parts if isinstance(part, Hang))]
        return next((one.name for one in reversed(layers) if one.id == layer), layer)
    known = [*plan.base, *(part.session for part in parts if isinstance(part, Add))]
    for part in parts:
        known += part.base if isinstance(part, Rebase) else ()
    found = next((session for session in known if session.id == host), None)
    if found is None:  # of the base as it was before the build-up was made again
        found = next((session for session in desk.store.plan(plan.id).base if session.id == host), None)
    return name_of(found, desk.settings.unit) if found else host


def _parts(plan: Plan) -> list[Change]:
    """Return every change that was ever made, those inside a batch too."""
    return [part for one in plan.changes for part in (one.parts if isinstance(one, Batch) else (one,))]


def _finding(desk: Desk, plan: Plan, key: str) -> str:
    """Return what the key of a finding names: `week growth, Mon 1 Feb`."""
    code, _, about = key.partition(":")
    words = code.replace("-", " ")
    if not about:
        return words
    try:
        return f"{words}, {show_day(date.fromisoformat(about))}"
    except ValueError:
        return f"{words}, {_name(desk, plan, about)}"


def describe_entry(desk: Desk, entry: Entry) -> str:
    """Return in words what an entry says: `logged 8 km on Thu 11 Feb`."""
    corrected = not isinstance(entry, UndoEntry | RedoEntry) and entry.corrects
    return f"corrected: {_words(desk, entry)}" if corrected else _words(desk, entry)


def _words(desk: Desk, entry: Entry) -> str:
    day = show_day(entry.day)
    match entry:
        case Ran(distance_m=metres):
            return f"logged {show_distance(metres, desk.settings.unit) if metres else 'a session'} on {day}"
        case Played(routine=routine):
            return f"done {desk.routine_names().get(routine, routine)} on {day}"
        case Skipped():
            return f"skipped a session on {day}"
        case Felt() if desk.settings.private:
            return f"logged what was felt on {day}"
        case Felt(place=place, score=score, feeling=feeling):
            return f"logged {feeling} {score} of 10, {place.label}, on {day}"
        case Wore(hours=hours):
            return f"logged {hours:g} h in an orthotic on {day}"
        case Noted():
            return f"noted on {day}"
        case UndoEntry() | RedoEntry():
            return entry.id
        case _ if desk.settings.private:
            return f"noted on {day}"
        case _:
            from planner.domain.besides import besides_words

            return f"{one_line(besides_words(entry))}, {day}"
