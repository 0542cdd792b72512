"""The routine builder as lines: the library, the steps, minutes an area, the chosen exercise."""

from collections.abc import Collection, Mapping
from typing import NamedTuple, assert_never

from rich.cells import cell_len, set_cell_size

from planner.app.bits import Bit, Line, cut, fit, plain, spread
from planner.app.signs import Signs
from planner.app.views.rows import window
from planner.domain.dose import Dose, Hold, Open, Reps, Spots
from planner.domain.exercise import Exercise, Kind, Sides, Timing
from planner.domain.length import Length
from planner.domain.routine import Do, Group, Note, Rest, SideOrder
from planner.domain.units import show_clock
from planner.planning.exercise_finder import Finder
from planner.planning.routine_draft import Draft, Row

KINDS = {Kind.ROLL: "roll", Kind.STATIC_STRETCH: "hold", Kind.DYNAMIC: "move", Kind.STRENGTH: "strength"}
_KIND_ROLES = {Kind.ROLL: "roll", Kind.STATIC_STRETCH: "stretch", Kind.DYNAMIC: "easy", Kind.STRENGTH: "strength"}
MOMENTS = {
    Timing.PRE: "before a run",
    Timing.PRE_SHORT: "before a run, 30 s at most",
    Timing.POST: "after a run",
    Timing.POST_EASY: "after an easy run",
    Timing.REST: "rest day",
    Timing.ANY: "any time",
}
_SIDES = {
    SideOrder.EACH: "each",
    SideOrder.SORE_FIRST: "sore 1st",
    SideOrder.WEAKER_FIRST: "weak 1st",
    SideOrder.LEFT: "left",
    SideOrder.RIGHT: "right",
    SideOrder.BOTH: "both",
}


def brief_dose(dose: Dose) -> str:
    """Return a dose in at most ten cells: `45 s`, `30 s x 2`, `12 x 3`, `open`, `spots`."""
    match dose:
        case Hold(seconds, times):
            length = f"{seconds} s" if seconds < 120 else show_clock(seconds)
            return length if times == 1 else f"{length} x {times}"
        case Reps(reps, sets):
            return f"{reps} reps" if sets == 1 else f"{reps} x {sets}"
        case Open(target):
            return f"~{show_clock(target)}" if target else "open"
        case Spots():
            return "spots"
        case _:
            assert_never(dose)


def show_length(length: Length) -> str:
    """Return how long a routine takes: `9:40`, or `9:40 to 12:10, usually 10:50` when something in it is open."""
    usual = show_clock(length.usual_s)
    if not length.is_open:
        return usual
    return f"{show_clock(length.least_s)} to {show_clock(length.most_s)}, usually {usual}"


def builder_top(draft: Draft, length: Length, width: int) -> Line:
    """Return the line on top: the routine, what it is for, and its whole time."""
    routine = draft.routine
    name = plain(routine.name) or "new routine"
    changed = Bit("  not saved" if draft.is_changed else "", "warning")
    when = " or ".join(MOMENTS[moment] for moment in routine.timing)
    profile = routine.cues.profile if routine.cues else None
    sound = Bit(f"   {profile} sound" if profile else "", "label")
    left = (Bit(f" {name}", "primary"), Bit(f"   {when}", "label"), sound, changed)
    return spread(left, (Bit(f"  {show_length(length)} ", "strong"),), width)


def finder_line(finder: Finder, *, kit_known: bool) -> Line:
    """Return the filters: `all kinds   every area   any time   any kit`."""
    kit = ("own kit" if kit_known else "own kit: not set") if finder.own_kit else "any kit"
    if finder.needs:
        kit = f"needs {finder.needs}{', own kit' if finder.own_kit else ''}"
    parts = (
        (KINDS[finder.kind] if finder.kind else "all kinds", finder.kind is not None),
        (finder.area.label if finder.area else "all areas", finder.area is not None),
        (MOMENTS[finder.moment] if finder.moment else "any time", finder.moment is not None),
        (kit, finder.own_kit or finder.needs is not None),
    )
    return tuple(Bit(f"{'  ' if n else ' '}{text}", "strong" if on else "dim") for n, (text, on) in enumerate(parts))


def library_lines(
    found: tuple[Exercise, ...],
    chosen: int,
    width: int,
    height: int,
    *,
    focused: bool,
    own: Collection[str] = (),
    ascii_only: bool = False,
) -> list[Line]:
    """Return the exercises that were found, the chosen one in sight; `own` are the ids of the user's own."""
    if not found:
        return [(Bit(" Nothing fits. esc shows everything again.", "dim"),)]
    start = window(chosen, len(found), height)
    return [
        _marked(
            _library_line(one, width, mark=("* " if one.id in own else "  ") if own else " ", ascii_only=ascii_only),
            n == chosen,
            focused,
            width,
        )
        for n, one in enumerate(found[start : start + height], start)
    ]


def short_name(name: str, width: int) -> str:
    """Return a name in exactly `width` cells; what follows its comma stays, since it tells two of a kind apart."""
    whole = plain(name)
    head, _, tail = whole.partition(", ")
    if cell_len(whole) <= width or not tail or width < 12:
        return fit(whole, width)
    kept = tail[: max(width // 2, width - cell_len(head) - 1)]
    return fit(f"{set_cell_size(head, width - 1 - cell_len(kept)).rstrip()}…{kept}", width)


def _marked(line: Line, chosen: bool, focused: bool, width: int) -> Line:
    if not chosen:
        return (Bit("  "), *line)
    if not focused:
        return (Bit("> ", "key"), *line)
    return cut((Bit("> ", "cursor"), *(Bit(bit.text, f"{bit.role} cursor") for bit in line)), width, "cursor")


def _library_line(exercise: Exercise, width: int, *, mark: str, ascii_only: bool) -> Line:
    role = _KIND_ROLES[exercise.kind]
    wide = width >= 50
    kind = (
        Bit(fit(KINDS[exercise.kind], 9), role)
        if wide
        else Bit(f"{_sign(exercise.kind, ascii_only=ascii_only)} ", role)
    )
    sides = Bit(" each" if exercise.sides is Sides.PER_SIDE else "     ", "label")
    name_width = max(8, width - 2 - 10 - len(kind.text) - len(sides.text))
    name = Bit(short_name(exercise.name, name_width - len(mark)))
    own = Bit(mark, "key")
    dose = Bit(fit(brief_dose(exercise.dose), 10), "label")
    return (name, own, kind, dose, sides) if wide else (kind, name, own, dose, sides)


def _sign(kind: Kind, *, ascii_only: bool) -> str:
    signs = Signs(ascii_only=ascii_only)
    return {Kind.ROLL: signs.roll, Kind.STATIC_STRETCH: signs.stretch, Kind.STRENGTH: signs.strength}.get(kind, "~")


def steps_lines(
    rows: tuple[Row, ...], exercises: Mapping[str, Exercise], chosen: int, width: int, height: int, *, focused: bool
) -> list[Line]:
    """Return the steps of the routine, the chosen one in sight."""
    if not rows:
        return [(), (Bit("  Empty. enter in the library adds", "dim"),), (Bit("  the chosen exercise here.", "dim"),)]
    numbers = _numbers(rows)
    marks_width = 3 if any(_marks(row) for row in rows) else 0
    columns = _Columns(1 + max(len(_sides(row, exercises)) for row in rows), marks_width)
    lines: list[Line] = []
    at = last = 0
    for n, row in enumerate(rows):
        at = len(lines) if n == chosen else at
        lines.append(_marked(_step_line(row, exercises, numbers[n], width, columns), n == chosen, focused, width))
        if isinstance(row.step, Do) and row.step.note:
            note = f"     {'  ' if row.inside else ''}{plain(row.step.note)}"
            lines.append((Bit(fit(note, width), "dim"),))
        last = len(lines) - 1 if n == chosen else last
    start = min(at, window(last, len(lines), height))
    return lines[start : start + height]


def _numbers(rows: tuple[Row, ...]) -> list[str]:
    numbers: list[str] = []
    count = 0
    for row in rows:
        is_counted = isinstance(row.step, Do | Note)
        count += is_counted
        numbers.append(str(count) if is_counted else "")
    return numbers


class _Columns(NamedTuple):
    """The widths at the right of the steps: what the widest row needs."""

    sides: int
    marks: int


def _sides(row: Row, exercises: Mapping[str, Exercise]) -> str:
    if not isinstance(row.step, Do):
        return ""
    exercise = exercises.get(row.step.exercise)
    own = SideOrder.EACH if exercise and exercise.sides is Sides.PER_SIDE else SideOrder.BOTH
    return "off" if row.step.off else _SIDES[row.step.sides or own]


def _marks(row: Row) -> str:
    """Return the letters of a step's marks, each that of its key: W it waits, 1 is kept longest, 3 goes first."""
    if not isinstance(row.step, Do):
        return ""
    priority = "" if row.step.priority == 2 else str(row.step.priority)
    return f"{'W' if row.step.wait else ''}{priority}"


def _step_line(row: Row, exercises: Mapping[str, Exercise], number: str, width: int, columns: _Columns) -> Line:
    head = Bit(f"{number:>2} {'  ' if row.inside else ''}", "label")
    left = width - 2 - len(head.text)
    name_width = max(6, left - 11 - columns.sides - columns.marks)
    match row.step:
        case Do() as step:
            sides = Bit(fit(_sides(row, exercises), columns.sides), "label")
            return (head, *_exercise_bits(step, exercises, name_width), sides, Bit(_marks(row), "key"))
        case Rest(seconds):
            return (head, Bit(f"{fit('rest', name_width)} ", "dim"), Bit(f"{seconds} s", "label"))
        case Note(text):
            return (head, Bit(fit(f"“{plain(text)}”", left), "note"))
        case Group(rounds=rounds, rest_s=rest_s):
            rest = f", {rest_s} s between" if rest_s else ""
            return (head, Bit(f"{rounds} round{'' if rounds == 1 else 's'} of", "heading"), Bit(rest, "label"))
        case _:
            assert_never(row.step)


def _exercise_bits(step: Do, exercises: Mapping[str, Exercise], name_width: int) -> Line:
    exercise = exercises.get(step.exercise)
    name = plain(exercise.name if exercise else step.exercise)
    dose = step.dose or (exercise.dose if exercise else None)
    role = "struck" if step.off else "text" if exercise else "problem"
    text = brief_dose(dose) if dose else "not there"
    return (
        Bit(f"{short_name(name, name_width)} ", role),
        Bit(fit(text, 10), "label"),
    )
