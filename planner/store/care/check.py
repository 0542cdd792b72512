"""What `planner doctor` looks for: everything in the store that is not as it should be. Changes nothing."""

import stat
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path
from shlex import quote

from planner.codec.toml import BadFile, parse, short
from planner.domain.errors import StoreError
from planner.domain.gear import Build, Gear, Orthotic, Pairing, Shoe
from planner.domain.ids import is_slug
from planner.domain.layer import Layer, Thing
from planner.domain.log import Cleared, Entry, Ran, RedoEntry, ShoeCheck, UndoEntry, Wore
from planner.domain.plan import Plan
from planner.domain.session import SessionKind
from planner.domain.template import Template
from planner.domain.text import one_line
from planner.store import gear, history, log, plans, session, settings, templates, trash, versions
from planner.store.atomic import STATE, TEMPORARY
from planner.store.inside import OUT, leads_out
from planner.store.own_files import EXERCISES, ROUTINES
from planner.store.reading import MOST_REPORTED, SUFFIX, fetch, slugs_in

FOLDERS = ("plans", "templates", "routines", "exercises", "gear", "log")
_BESIDES = ("themes", STATE, f"{STATE}/{trash.FOLDER}", f"{STATE}/{versions.FOLDER}")
"""Folders whose files may have any name."""
_MOST_PAIRINGS = 1_000
_ASIDE = (".sync-conflict-", ".orig", ".rej", ".bak", ".swp", ".swo", "~")


def check_store(root: Path) -> tuple[BadFile, ...]:
    """Return everything that is wrong with the files of a store; one that does not exist is fine."""
    if not root.exists():
        return ()
    if not root.is_dir():
        return (_problem(root, "a file stands where the store's folder should be", "Name a folder with --store DIR."),)
    try:
        found = (*_surroundings(root), *_contents(root))
        return tuple({str(problem): problem for problem in found}.values())  # a link is told by its reader too
    except OSError as error:
        where = Path(str(error.filename or root))
        return (_problem(where, error.strerror or "it cannot be read", "Check the permissions."),)


def _problem(path: Path, why: str, fix: str, key: str = "", line: int | None = None) -> BadFile:
    problem = BadFile(str(path), why, key=key, line=line)
    problem.why = one_line(f"{key}: {why}" if key else why)
    problem.fix = one_line(fix)
    return problem


def _surroundings(root: Path) -> Iterator[BadFile]:
    """Yield what is wrong without a look into the files: modes, links, left-overs, strange names."""
    yield from _mode(root)
    for folder in (root, *(root / name for name in (*FOLDERS, *_BESIDES))):
        if not folder.is_dir() or leads_out(folder / "*"):
            continue
        if folder != root:
            yield from _mode(folder)
        yield from _first(_names(folder, root))


def _names(folder: Path, root: Path) -> Iterator[BadFile]:
    try:
        paths = sorted(folder.iterdir())
    except OSError:
        return  # whoever reads it tells
    for path in paths:
        if path.is_symlink():
            yield from _link(path)
        elif path.is_file() and (folder != root or SUFFIX in path.name):
            yield from _mode(path)
        yield from _name(path, folder, root)


def _mode(path: Path) -> Iterator[BadFile]:
    mode = stat.S_IMODE(path.stat().st_mode)
    if mode & 0o077 and sys.platform != "win32":
        yield _problem(
            path, f"others on this machine can open it (mode {mode:o})", f"Run `chmod go-rwx {quote(str(path))}`."
        )


def _link(path: Path) -> Iterator[BadFile]:
    if not path.exists():
        yield _problem(path, "a link that leads nowhere", "Remove it, or bring back what it led to.")
    elif leads_out(path):
        what = "folder" if path.is_dir() else "file"
        yield _problem(path, OUT, f"Put the {what} itself there, or make the whole store's folder the link.")


def _name(path: Path, folder: Path, root: Path) -> Iterator[BadFile]:
    name = path.name
    if name.endswith(TEMPORARY):
        yield _problem(path, "left over from a save that was cut off; it holds nothing that is needed", "Remove it.")
    elif any(mark in name for mark in _ASIDE) and SUFFIX in name:
        yield _problem(
            path, "a copy that a sync or an editor put aside; it is not read", "Compare the two and keep one."
        )
    elif folder in (root, *(root / name for name in _BESIDES)) or name.startswith("."):
        return
    elif path.is_dir() or not name.endswith(SUFFIX):
        yield _problem(path, "planner has no such file; it is not read", "Move it out of the store.")
    elif not (is_slug(path.stem) if folder.name != log.FOLDER else log.is_month(path.stem)):
        wanted = "2027-03.toml" if folder.name == log.FOLDER else "a-z, 0-9 and - before .toml"
        yield _problem(path, "a name that planner does not read", f"Rename it: {wanted}.")


def _contents(root: Path) -> Iterator[BadFile]:
    from planner.store.library import load_library

    yield from settings.read_settings(root)[1]
    library, bad_library = load_library(root)
    yield from bad_library
    items, bad_gear = gear.read_gear(root)
    yield from bad_gear
    found, bad_plans = plans.read_plans(root)
    yield from bad_plans
    kept, bad_templates = templates.read_templates(root)
    yield from bad_templates
    yield from _ids(root)
    for plan in found:
        yield from _first(_plan(root, plan, frozenset(library.routines), items))
    for template in kept:
        yield from _first(_template(root, template, frozenset(library.routines), items))
    yield from _first(_orthotics(root, items))
    yield from _first(_shoes(root, items))
    yield from _log(root, items)
    yield from _state(root)


def _first(problems: Iterator[BadFile]) -> Iterator[BadFile]:
    """Yield the first problems of a kind, and whether there are more: nobody reads a thousand."""
    told = list(islice(problems, MOST_REPORTED + 1))
    yield from told[:MOST_REPORTED]
    if len(told) > MOST_REPORTED:
        yield _problem(Path(told[-1].path), "there are more like these", "Correct those first, and look again.")


def _ids(root: Path) -> Iterator[BadFile]:
    for folder in (plans.FOLDER, templates.FOLDER, ROUTINES.folder, EXERCISES.folder, gear.FOLDER):
        try:
            stems = slugs_in(root / folder)
        except BadFile:
            continue  # told already
        for stem in stems:
            path = root / folder / f"{stem}{SUFFIX}"
            try:
                said = parse(fetch(path) or b"", str(path)).get("id", stem)
            except BadFile:
                continue  # told already
            if said != stem:
                yield _problem(path, f"it says {short(said)}; the file's name holds", f'Write id = "{stem}".', "id")


def _plan(root: Path, plan: Plan, routines: frozenset[str], items: tuple[Gear, ...]) -> Iterator[BadFile]:
    path = plans.plan_path(root, plan.id)
    sessions = Counter(session.id for session in plan.base)
    if plan.race.session not in sessions:
        yield _problem(path, f"there is no session {short(plan.race.session)}", "Add it to the base.", "race.session")
    for table, counted in (
        ("base", sessions),
        ("layer", Counter(layer.id for layer in plan.layers)),
        ("change", Counter(change.id for change in plan.changes)),
    ):
        for twice in (one for one, count in counted.items() if count > 1):
            yield _problem(path, f"{short(twice)} stands there more than once", "Remove all but one.", table)
    yield from _layers(path, plan.layers, routines, items)


def _template(root: Path, template: Template, routines: frozenset[str], items: tuple[Gear, ...]) -> Iterator[BadFile]:
    path = templates.template_path(root, template.id)
    races = sum(session.race for session in template.sessions)
    if races != 1:
        why = f"{races} sessions are the race" if races else "no session is the race"
        yield _problem(path, why, "Write race = true at the race, and only there.", "session")
    for twice in (one for one, count in Counter(layer.id for layer in template.layers).items() if count > 1):
        yield _problem(path, f"{short(twice)} stands there more than once", "Remove all but one.", "layer")
    yield from _layers(path, template.layers, routines, items)


def _layers(
    path: Path, layers: tuple[Layer, ...], routines: frozenset[str], items: tuple[Gear, ...]
) -> Iterator[BadFile]:
    for number, layer in enumerate(layers):
        if not _hangs(layer, routines, items):
            why = f"there is no {layer.thing} {short(layer.what)}"
            yield _problem(path, why, "Add it, or change the layer.", f"layer[{number}].what")


def _hangs(layer: Layer, routines: frozenset[str], items: tuple[Gear, ...]) -> bool:
    match layer.thing:
        case Thing.NOTE:
            return True
        case Thing.SHOE:
            return any(isinstance(item, Shoe) and item.id == layer.what for item in items)
        case Thing.ORTHOTIC:
            return any(isinstance(item, Orthotic) and item.id == layer.what for item in items)
        case _:
            return layer.what in routines


def _orthotics(root: Path, items: tuple[Gear, ...]) -> Iterator[BadFile]:
    shoes = {item.id for item in items if isinstance(item, Shoe)}
    stood: list[tuple[Orthotic, Pairing]] = []
    for item in (one for one in items if isinstance(one, Orthotic)):
        path = root / gear.FOLDER / f"{item.id}{SUFFIX}"
        if item.retired and item.since and item.retired < item.since:
            yield _problem(path, f"{item.retired}, before since, {item.since}", "Correct one of the two.", "retired")
        if len(item.pairings) > _MOST_PAIRINGS:
            why = f"over {_MOST_PAIRINGS:,} pairings: whether two of them contradict each other was not looked at"
            yield _problem(path, why, "Take out those that are over.", "pairing")
        for number, pairing in enumerate(item.pairings):
            key = f"pairing[{number}]"
            if pairing.shoe not in shoes:
                fix = "Add it, or correct the id."
                yield _problem(path, f"there is no shoe {short(pairing.shoe)}", fix, f"{key}.shoe")
            if pairing.until and pairing.until < pairing.since:
                why = f"{pairing.until}, before since, {pairing.since}"
                yield _problem(path, why, "Correct one of the two.", f"{key}.until")
            for other, there in stood:
                if clash := _clash(item, pairing, other, there):
                    yield _problem(path, clash, "Write until in the earlier one.", key)
            stood += [(item, pairing)] if len(item.pairings) <= _MOST_PAIRINGS else []


def _clash(item: Orthotic, pairing: Pairing, other: Orthotic, there: Pairing) -> str:
    """Return what two pairings cannot both be, from which day on; empty if they can."""
    first = max(pairing.since, there.since)
    if any(one.until and one.until < first for one in (pairing, there)):
        return ""
    if item.id == other.id:
        return f"it stands in {short(there.shoe)} too on {first}; it can be in one pair at a time"
    if pairing.shoe == there.shoe and Build.ADD_ON not in (item.build, other.build):
        return f"{short(other.id)} stands in {short(there.shoe)} too on {first}"
    return ""


def _shoes(root: Path, items: tuple[Gear, ...]) -> Iterator[BadFile]:
    shoes = [item for item in items if isinstance(item, Shoe)]
    known = {shoe.id for shoe in shoes}
    told: dict[SessionKind, str] = {}
    for shoe in shoes:
        path = root / gear.FOLDER / f"{shoe.id}{SUFFIX}"
        if shoe.same_as and shoe.same_as not in known:
            yield _problem(
                path, f"there is no shoe {short(shoe.same_as)}", "Correct the id, or take it out.", "same_as"
            )
        for kind in shoe.kinds if not (shoe.retired or shoe.spare) else ():
            if kind in told:
                why = f"{kind} is a default of {short(told[kind])} too"
                yield _problem(path, why, "Take it out of one; until then the newer pair is taken.", "kinds")
            told[kind] = shoe.id


def _log(root: Path, items: tuple[Gear, ...]) -> Iterator[BadFile]:
    known = {item.id for item in items}
    try:
        months = [(month, *log.read_month(root, month)) for month in log.log_months(root)]
    except BadFile as problem:
        yield problem
        return
    corrects = {entry.id: getattr(entry, "corrects", "") for _, entries, _ in months for entry in entries}
    circles = _circles(corrects)
    seen: set[str] = set()
    for month, entries, problems in months:
        yield from problems
        yield from _first(_month(log.month_path(root, month), entries, known, corrects, circles, seen))
        seen |= {entry.id for entry in entries}


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
            yield _problem(path, why, fix, f"entry[{number}]", _line_of_id(path, entry.id))
        seen.add(entry.id)


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


def _state(root: Path) -> Iterator[BadFile]:
    damaged = history.read_history(root)[1]
    if damaged:
        yield damaged
    path = root / STATE / session.FILE
    try:
        data = session.read_playing(root)
        if data is not None:
            parse(data, str(path))
    except BadFile as problem:
        yield problem
    except StoreError as error:
        yield _problem(Path(error.what), error.why, error.fix)
