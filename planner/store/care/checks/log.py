"""What is wrong with the log: ids twice or unknown, days of other months, corrections that go in a circle."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from planner.codec.toml import BadFile, short
from planner.domain.corrections import rivals_of
from planner.domain.gear import Gear
from planner.domain.ids import HUNG, is_slug
from planner.domain.log import Cleared, Entry, Ran, RedoEntry, ShoeCheck, UndoEntry, Wore
from planner.store import log, plans
from planner.store.care.checks.gear import unread_gear
from planner.store.care.checks.told import first_of, problem
from planner.store.names import SUFFIX
from planner.store.reading import fetch


def check_log(root: Path, items: tuple[Gear, ...]) -> Iterator[BadFile]:
    """Yield what is wrong with the log, month by month, and with what its entries name."""
    known = {item.id for item in items} | unread_gear(root, items)
    try:
        months = [(month, *log.read_month(root, month)) for month in log.log_months(root)]
    except BadFile as bad:
        yield bad
        return
    corrects = {entry.id: getattr(entry, "corrects", "") for _, entries, _ in months for entry in entries}
    circles = _circles(corrects)
    turned = (entry for _, entries, _ in months for entry in entries if isinstance(entry, UndoEntry | RedoEntry))
    gone = {entry.of: isinstance(entry, UndoEntry) for entry in turned}
    rivals = rivals_of([(entry, of) for entry, of in corrects.items() if of and not gone.get(entry)])
    seen: set[str] = set()
    for month, entries, problems in months:
        path = log.month_path(root, month)
        yield from problems
        yield from first_of(_month(path, entries, known, corrects, circles, seen))
        yield from first_of(_rivals(path, entries, rivals, corrects))
        seen |= {entry.id for entry in entries}
    yield from _orphans(root, [entry for _, entries, _ in months for entry in entries])


def _month(
    path: Path,
    entries: tuple[Entry, ...],
    known: set[str],
    corrects: Mapping[str, str],
    circles: set[str],
    seen: set[str],
) -> Iterator[BadFile]:
    for number, entry in enumerate(entries):
        for why, fix in (*_entry(entry, path.stem, known, seen), *_correction(entry, corrects, circles)):
            yield problem(path, why, fix, f"entry[{number}]", _line_of_id(path, entry.id))
        seen.add(entry.id)


def _rivals(
    path: Path, entries: tuple[Entry, ...], rivals: Mapping[str, str], corrects: Mapping[str, str]
) -> Iterator[BadFile]:
    for number, entry in enumerate(entries):
        if other := rivals.get(entry.id):
            why = (
                f"another machine corrected {short(corrects[entry.id])} as well, later, and that stands: {short(other)}"
            )
            fix = "Correct it again to choose; that settles it."
            yield problem(path, why, fix, f"entry[{number}]", _line_of_id(path, entry.id))


def _orphans(root: Path, entries: list[Entry]) -> Iterator[BadFile]:
    """Yield the plans that are there and do not know sessions that the log has of them.

    A plan that was deleted is not told: its runs stay in the log, as they are meant to.
    """
    named: dict[str, set[str]] = {}
    for entry in entries:
        plan = getattr(entry, "plan", "")
        session = (getattr(entry, "session", "") or getattr(entry, "item", "")).partition(HUNG)[0]
        if plan and session and "-" not in session:  # what hangs on a rest day is called by the day
            named.setdefault(plan, set()).add(session)
    for plan in sorted(named):
        path = root / plans.FOLDER / f"{plan}{SUFFIX}"
        try:
            text = fetch(path) if is_slug(plan) else None
        except BadFile:
            continue  # told already
        if not text:
            continue
        missing = sorted(one for one in named[plan] if one.encode() not in text)
        if missing:
            few = ", ".join(missing[:3]) + (" and others" if len(missing) > 3 else "")
            why = f"the log has {len(missing)} of its sessions that it does not: {few}"
            yield problem(path, why, "Nothing is lost; a backup of the plan may hold them.")


def _line_of_id(path: Path, entry_id: str) -> int | None:
    """Return the line on which an id is given; None where that is not the one of its file."""
    lines = (fetch(path) or b"").decode("utf-8-sig", "replace").splitlines()
    found = [number for number, line in enumerate(lines, 1) if line == f'id = "{entry_id}"']
    return found[0] if len(found) == 1 else None


def _correction(entry: Entry, corrects: Mapping[str, str], circles: set[str]) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with what an entry refers to; the other may be of a later month."""
    of = entry.of if isinstance(entry, Cleared) else corrects[entry.id]
    if of and of not in corrects:
        yield f"there is no entry {short(of)}", "Remove it, or correct the id."
    if entry.id in circles:
        yield f"it corrects an entry that corrects {short(entry.id)}, so neither counts", "Take corrects out of one."


def _circles(corrects: Mapping[str, str]) -> set[str]:
    """Return the entries that, by way of others, correct themselves."""
    found: set[str] = set()
    done: set[str] = set()
    for entry in corrects:
        way: dict[str, None] = {}
        of = entry
        while of and of not in done and of not in way:
            way[of] = None
            of = corrects.get(of, "")
        if of in way:
            walked = list(way)
            found.update(walked[walked.index(of) :])
        done.update(way)
    return found


def _entry(entry: Entry, month: str, known: set[str], seen: set[str]) -> Iterator[tuple[str, str]]:
    if entry.id in seen:
        yield f"{short(entry.id)} stands in the log more than once", "Remove all but one."
    if log.month_of(entry.day) != month:
        yield f"{entry.day} is in another month", f"Move it to {log.month_of(entry.day)}.toml."
    match entry:
        case UndoEntry() | RedoEntry() if entry.of not in seen:
            yield f"there is no entry {short(entry.of)} before it", "Remove it, or correct the id."
        case Ran(shoe=shoe, orthotic=orthotic):
            missing = [one for one in (shoe, orthotic) if one and one not in known]
            yield from ((f"there is no gear {short(one)}", "Add it again, or correct the id.") for one in missing)
        case ShoeCheck(shoe=shoe) if shoe not in known:
            yield f"there is no shoe {short(shoe)}", "Add it again, or correct the id."
        case Wore(orthotic=orthotic) if orthotic not in known:
            yield f"there is no orthotic {short(orthotic)}", "Add it again, or correct the id."
        case _:
            return
