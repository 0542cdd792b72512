"""What is logged on a day, row by row, so that each entry can be chosen, corrected and taken back."""

from collections.abc import Iterable

from planner.app.bits import Bit, fit, plain, wrap
from planner.app.views.rows import Row
from planner.app.views.scene import Scene
from planner.domain.body import Area, Side
from planner.domain.layer import Thing, called
from planner.domain.log import Felt, Happening, Noted, Played, Ran, Skipped, StepDone, Visit, When, Wore
from planner.domain.units import Unit, show_clock, show_distance, show_duration
from planner.planning.agenda import AgendaDay

_HEAD = "log:"
"""Begins the id of a row that stands for an entry; `log:k3m9qa:2` is the third step of a session."""


def is_logged(item: str) -> bool:
    """Tell whether the id of a row stands for an entry of the log."""
    return item.startswith(_HEAD)


def logged_item(entry: Happening, step: int | None = None) -> str:
    """Return the id of the row of an entry, or of a step of a session."""
    return f"{_HEAD}{entry.id}" + ("" if step is None else f":{step}")


def logged_on(day: AgendaDay) -> tuple[Happening, ...]:
    """Return what is logged on a day: runs, sessions and skips, then what was felt, worn and noted."""
    answers: list[Ran | Played | Skipped] = [line.entry for line in day.sessions if line.entry]
    answers += [line.entry for line in day.hung if line.entry]
    done = sorted((*answers, *day.extra), key=lambda entry: (isinstance(entry, Skipped), isinstance(entry, Played)))
    return (*done, *day.felt, *day.wore, *day.notes, *day.besides)


def logged_items(day: AgendaDay) -> tuple[str, ...]:
    """Return the ids of the rows of everything that is logged on a day, the steps of sessions included."""
    return tuple(
        item
        for entry in logged_on(day)
        for item in (logged_item(entry), *(logged_item(entry, n) for n in range(len(_steps(entry)))))
    )


def find_logged(day: AgendaDay, item: str) -> tuple[Happening, int | None] | None:
    """Return the entry of a row, and the place of the step when the row stands for one."""
    for entry in logged_on(day):
        if item == logged_item(entry):
            return entry, None
        for n in range(len(_steps(entry))):
            if item == logged_item(entry, n):
                return entry, n
    return None


def _steps(entry: Happening) -> tuple[StepDone, ...]:
    return entry.steps if isinstance(entry, Played) else ()


def logged_rows(scene: Scene, day: AgendaDay, width: int) -> list[Row]:
    """Return the rows of what is logged.

    What was felt with a session, and its steps, are shown while the session or one of those rows is chosen.
    """
    rows: list[Row] = []
    sessions = {entry.id for entry in logged_on(day) if isinstance(entry, Played)}
    for entry in logged_on(day):
        if isinstance(entry, Felt) and entry.session in sessions:
            continue
        rows += _entry_rows(scene, day, entry, width, "    ")
        if isinstance(entry, Played):
            rows += [Row((Bit(f"       {part}", "label"),)) for part in _detail(scene, day, entry, width - 8)]
            felt = [one for one in day.felt if one.session == entry.id]
            inside = (logged_item(entry), *map(logged_item, felt))
            if scene.chosen in inside or scene.chosen.startswith(f"{logged_item(entry)}:"):
                rows += [row for one in felt for row in _entry_rows(scene, day, one, width, "       ")]
                rows += _step_rows(scene, day, entry, width)
    return [Row(()), Row((Bit("   logged", "label"),)), *rows] if rows else []


def _entry_rows(scene: Scene, day: AgendaDay, entry: Happening, width: int, indent: str) -> list[Row]:
    """Return an entry in as many rows as it needs; the first can be chosen."""
    sign, role, text = _told(scene, day, entry)
    parts = wrap(text, width - len(indent) - 4)
    lines = [(Bit(" "), Bit(f"{indent}{sign if n == 0 else ' '} ", role), Bit(part)) for n, part in enumerate(parts)]
    return [Row(line, logged_item(entry), day.day) if n == 0 else Row(line) for n, line in enumerate(lines)]


def extra_text(scene: Scene, entry: Ran | Played) -> str:
    """Return in words what was done that the plan did not ask for."""
    if isinstance(entry, Played):
        return f"{_played(scene, entry)}, not in the plan"
    return ", ".join(filter(None, (*_how(scene, entry), "not in the plan", plain(entry.note))))


def _told(scene: Scene, day: AgendaDay, entry: Happening) -> tuple[str, str, str]:
    """Return the sign of an entry, its role, and what it says."""
    signs = scene.signs
    match entry:
        case Ran():
            sign = signs.extra if entry in day.extra else signs.done
            return sign, "done", extra_text(scene, entry) if entry in day.extra else _ran(scene, entry)
        case Played():
            if entry in day.extra:
                return signs.extra, "done", extra_text(scene, entry)
            return signs.done if entry.complete else signs.partly, "done", _played(scene, entry)
        case Skipped():
            name = _skipped_name(scene, day, entry)
            return signs.skipped, "skipped", f"{name} skipped: {plain(entry.why) or 'no reason given'}"
        case Felt():
            return signs.pain, "yellow", _felt(entry, scene.unit)
        case Wore():
            name = plain(called(Thing.ORTHOTIC, entry.orthotic, scene.names()))
            sore = f", sore {entry.sore} of 10" if entry.sore is not None else ""
            return signs.orthotic, "orthotic", f"{name} worn {entry.hours:g} h{sore}"
        case Noted():
            return signs.note, "note", plain(entry.text)
        case _:
            from planner.domain.besides import besides_words

            sign = signs.visit if isinstance(entry, Visit) else signs.note
            return sign, "note", plain(besides_words(entry))


def _amount(scene: Scene, entry: Ran) -> str:
    amount = show_distance(entry.distance_m, scene.unit) if entry.distance_m else "a run"
    lasted = f" in {show_duration(entry.duration_s)}" if entry.duration_s else ""
    return f"{amount}{lasted}{f' at {entry.start:%H:%M}' if entry.start else ''}"


def _how(scene: Scene, entry: Ran) -> tuple[str, ...]:
    """Return how far, when, in what, how it felt and what recorded it, empty where it is not known."""
    shoe = f"in {plain(called(Thing.SHOE, entry.shoe, scene.names()))}" if entry.shoe else ""
    orthotic = f"with {plain(called(Thing.ORTHOTIC, entry.orthotic, scene.names()))}" if entry.orthotic else ""
    felt = f"felt {entry.feel} of 10" if entry.feel is not None else ""
    recorded = f"from {plain(entry.source.partition(' ')[0])}" if entry.source else ""
    return _amount(scene, entry), shoe, orthotic, felt, recorded


def _ran(scene: Scene, entry: Ran) -> str:
    return ", ".join(filter(None, (*_how(scene, entry), plain(entry.note))))


def _played(scene: Scene, entry: Played) -> str:
    name = plain(scene.names().get(entry.routine, entry.routine))
    minutes = f" in {show_duration(entry.seconds)}" if entry.seconds else ""
    return f"{name}{minutes}{'' if entry.complete else ', as far as it went'}"


def _skipped_name(scene: Scene, day: AgendaDay, entry: Skipped) -> str:
    run = next((scene.session(line.session) for line in day.sessions if line.session.id == entry.session), "")
    return run or next((scene.name(line.hung) for line in day.hung if line.hung.id == entry.session), "it")


def _felt(felt: Felt, unit: Unit) -> str:
    from planner.domain.felt_words import felt_words

    note = f": {plain(felt.note)}" if felt.note else ""
    return f"{felt_words(felt, unit)}{note}"


def _detail(scene: Scene, day: AgendaDay, entry: Played, width: int) -> list[str]:
    """Return what a session came to: its steps in short, what eased when, before and after, the note."""
    parts = []
    if entry.steps:
        done = sum(1 for step in entry.steps if not step.skipped)
        parts.append(f"{done} of {len(entry.steps)} done")
    for step in entry.steps:
        if step.time_to_clear_s is not None and not step.skipped:
            side = "" if step.side is Side.BOTH else f"{step.side} "
            parts.append(f"{side}eased after {show_clock(step.time_to_clear_s)}")
    parts += _before_after((felt for felt in day.felt if felt.session == entry.id), scene.signs.arrow)
    return [*_flow(parts, width), *(wrap(plain(entry.note), width) if entry.note else [])]


def _flow(parts: Iterable[str], width: int) -> list[str]:
    """Return the parts in lines, none broken that fits in a line."""
    lines: list[str] = []
    for part in parts:
        if lines and len(lines[-1]) + 2 + len(part) <= width:
            lines[-1] += f"; {part}"
        else:
            lines += wrap(part, width)
    return lines


def _before_after(felt: Iterable[Felt], arrow: str) -> list[str]:
    """Return each area with its score before and after: `calf left 6 → 2`."""
    scores: dict[tuple[Area, Side], dict[When | None, int]] = {}
    for one in felt:
        scores.setdefault((one.area, one.side), {})[one.when] = one.score
    parts = []
    for (area, side), found in scores.items():
        name = area.label if side is Side.BOTH else f"{area.label} {side}"
        before, after = found.get(When.BEFORE), found.get(When.AFTER)
        if before is not None and after is not None:
            parts.append(f"{name} {before} {arrow} {after}")
        elif before is not None:
            parts.append(f"{name} {before} before")
        elif after is not None:
            parts.append(f"{name} {after} after")
    return parts


def _step_rows(scene: Scene, day: AgendaDay, entry: Played, width: int) -> list[Row]:
    rows = []
    name_width = max(12, min(34, width - 42))
    names = scene.exercises()
    for n, step in enumerate(entry.steps):
        name = plain(names.get(step.exercise, step.exercise))
        set_ = f" set {step.set_number}" if step.set_number > 1 else ""
        side = "" if step.side is Side.BOTH else step.side.value
        head = (Bit(" "), Bit("        "), Bit(fit(f"{name}{set_}", name_width)), Bit(f" {side:<6} ", "label"))
        rows.append(Row((*head, *_step_told(step)), logged_item(entry, n), day.day))
    return rows


def _step_told(step: StepDone) -> tuple[Bit, ...]:
    note = (Bit(f"  {plain(step.note)}", "dim"),) if step.note else ()
    if step.skipped:
        return (Bit("left out", "skipped"), Bit(f" {plain(step.why)}", "dim"), *note)
    if step.planned_reps or step.done_reps:
        planned = f" of {step.planned_reps}" if step.planned_reps else ""
        return (Bit(f"{step.done_reps}{planned} reps", "done"), *note)
    planned = f" of {show_clock(step.planned_s)}" if step.planned_s else ""
    eased = f", eased after {show_clock(step.time_to_clear_s)}" if step.time_to_clear_s is not None else ""
    return (Bit(f"{show_clock(step.done_s)}{planned}{eased}", "done"), *note)
