"""A routine while it is being built: each change is a new draft, and every one can be taken back."""

from collections.abc import Mapping
from typing import assert_never

import msgspec

from planner.domain.dose import MOST_SECONDS, MOST_TIMES, Dose, Hold, Open, Reps, Spots, parse_dose
from planner.domain.errors import BadValue
from planner.domain.exercise import Exercise, Sides, Timing
from planner.domain.ids import check_slug
from planner.domain.routine import MOST_ROUNDS, Do, Group, Note, Rest, Routine, SideOrder, Step

MOST_UNDO = 200
"""Steps that a draft remembers; more than anybody takes back."""
_HOLD_STEP_S = 5
_OPEN_STEP_S = 30
_PER_SIDE = (SideOrder.EACH, SideOrder.SORE_FIRST, SideOrder.WEAKER_FIRST, SideOrder.LEFT, SideOrder.RIGHT)


class Row(msgspec.Struct, frozen=True):
    """One line of the builder: a step, a group's head, or a step inside a group. `path` says where it stands."""

    path: tuple[int, ...]
    step: Step

    @property
    def inside(self) -> bool:
        """Whether it stands inside a group."""
        return len(self.path) == 2


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """A routine being built, with what it was before. Rows are counted from 0, a group's head is a row of its own.

    Every change gives a new draft; one that changes nothing gives the same draft back.
    """

    routine: Routine
    saved: Routine
    back: tuple[Routine, ...] = ()
    ahead: tuple[Routine, ...] = ()

    @classmethod
    def new(cls, timing: Timing = Timing.ANY) -> "Draft":
        """Return an empty draft without a name."""
        return cls.of(Routine(id="", name="", timing=(timing,)))

    @classmethod
    def of(cls, routine: Routine) -> "Draft":
        """Return a draft of an existing routine."""
        return cls(routine=routine, saved=routine)

    @property
    def steps(self) -> tuple[Step, ...]:
        """The steps as they stand."""
        return self.routine.steps

    @property
    def is_changed(self) -> bool:
        """Whether something would be lost by leaving it."""
        return self.routine != self.saved

    @property
    def rows(self) -> tuple[Row, ...]:
        """The steps as lines, those of a group after its head."""
        made: list[Row] = []
        for n, step in enumerate(self.steps):
            made.append(Row((n,), step))
            if isinstance(step, Group):
                made += [Row((n, m), inner) for m, inner in enumerate(step.steps)]
        return tuple(made)

    def row(self, number: int) -> Row | None:
        """Return a row, or None when there is no such row."""
        rows = self.rows
        return rows[number] if 0 <= number < len(rows) else None

    def now(self, routine: Routine) -> "Draft":
        """Return the draft with another routine; what was is remembered for undo."""
        if routine == self.routine:
            return self
        return Draft(routine=routine, saved=self.saved, back=(*self.back, self.routine)[-MOST_UNDO:])

    def with_steps(self, steps: tuple[Step, ...]) -> "Draft":
        """Return the draft with other steps. Raises `BadValue` when they would be too many."""
        try:
            return self.now(msgspec.structs.replace(self.routine, steps=steps))
        except ValueError as error:
            raise BadValue("routine", str(error), "Take a step out first.") from None

    def with_row(self, number: int, step: Step) -> "Draft":
        """Return the draft with another step in a row; what stands inside a group is no group."""
        row = self.row(number)
        if row is None:
            return self
        top = row.path[0]
        if not row.inside:
            return self.with_steps((*self.steps[:top], step, *self.steps[top + 1 :]))
        if isinstance(step, Group):
            raise TypeError("a group inside a group")
        group = _group(self, top)
        inner = (*group.steps[: row.path[1]], step, *group.steps[row.path[1] + 1 :])
        return _replaced(self, top, msgspec.structs.replace(group, steps=inner))

    def undo(self) -> "Draft":
        """Take back the last change; the same draft when there is none."""
        if not self.back:
            return self
        return msgspec.structs.replace(
            self, routine=self.back[-1], back=self.back[:-1], ahead=(*self.ahead, self.routine)
        )

    def redo(self) -> "Draft":
        """Bring back what was taken back; the same draft when there is nothing."""
        if not self.ahead:
            return self
        return msgspec.structs.replace(
            self, routine=self.ahead[-1], back=(*self.back, self.routine), ahead=self.ahead[:-1]
        )

    def named(self, name: str, routine_id: str) -> "Draft":
        """Return the draft under another name and id."""
        check_slug(routine_id, "routine id")
        return self.now(msgspec.structs.replace(self.routine, name=name, id=routine_id))

    def opened(self, routine: Routine) -> "Draft":
        """Return the draft of another routine; undo brings back what stood here, so nothing is lost."""
        return Draft(routine=routine, saved=routine, back=(*self.back, self.routine)[-MOST_UNDO:])

    def kept(self, routine: Routine) -> "Draft":
        """Return the draft after `routine` was saved: nothing would be lost now."""
        return msgspec.structs.replace(self, routine=routine, saved=routine)


def insert(draft: Draft, step: Do | Rest | Note, after: int | None = None) -> tuple[Draft, int]:
    """Put a step after row `after` (at the end without it); return the draft and the new step's row."""
    row = draft.row(after) if after is not None else None
    if row is None:
        made = draft.with_steps((*draft.steps, step))
        return made, len(made.rows) - 1
    top = row.path[0]
    if row.inside:
        group = _group(draft, top)
        inner = _with(group.steps, row.path[1] + 1, step)
        return _replaced(draft, top, msgspec.structs.replace(group, steps=inner)), (after or 0) + 1
    made = draft.with_steps(_with(draft.steps, top + 1, step))
    return made, _row_of(made, (top + 1,))


def insert_before(draft: Draft, step: Do | Rest | Note, before: int) -> tuple[Draft, int]:
    """Put a step before row `before` (at the end when there is none); return the draft and the new step's row."""
    row = draft.row(before)
    if row is None:
        return insert(draft, step)
    top = row.path[0]
    if row.inside:
        group = _group(draft, top)
        made = _replaced(draft, top, msgspec.structs.replace(group, steps=_with(group.steps, row.path[1], step)))
    else:
        made = draft.with_steps(_with(draft.steps, top, step))
    return made, _row_of(made, row.path)


def remove(draft: Draft, number: int) -> Draft:
    """Take a row out; a group goes with everything in it, and a group that is left empty goes too."""
    row = draft.row(number)
    if row is None:
        return draft
    top = row.path[0]
    if not row.inside:
        return draft.with_steps(_without(draft.steps, top))
    group = _group(draft, top)
    left = _without(group.steps, row.path[1])
    if not left:
        return draft.with_steps(_without(draft.steps, top))
    return _replaced(draft, top, msgspec.structs.replace(group, steps=left))


def duplicate(draft: Draft, number: int) -> tuple[Draft, int]:
    """Put a copy of a row after it; return the draft and the copy's row."""
    row = draft.row(number)
    if row is None:
        return draft, number
    if not isinstance(row.step, Group):
        return insert(draft, row.step, number)
    made = draft.with_steps(_with(draft.steps, row.path[0] + 1, row.step))
    return made, _row_of(made, (row.path[0] + 1,))


def move(draft: Draft, number: int, by: int) -> tuple[Draft, int]:
    """Move a row up (`by` -1) or down (1) among its neighbours; at the rim of a group it leaves the group."""
    row = draft.row(number)
    if row is None:
        return draft, number
    top = row.path[0]
    if not row.inside:
        target = top + by
        if not 0 <= target < len(draft.steps):
            return draft, number
        made = draft.with_steps(_swapped(draft.steps, top, target))
        return made, _row_of(made, (target,))
    group, inner = _group(draft, top), row.path[1] + by
    if 0 <= inner < len(group.steps):
        changed = _replaced(draft, top, msgspec.structs.replace(group, steps=_swapped(group.steps, row.path[1], inner)))
        return changed, _row_of(changed, (top, inner))
    return _moved_out(draft, row, by)


def _moved_out(draft: Draft, row: Row, by: int) -> tuple[Draft, int]:
    top, group = row.path[0], _group(draft, row.path[0])
    left = _without(group.steps, row.path[1])
    rest: tuple[Step, ...] = (msgspec.structs.replace(group, steps=left),) if left else ()
    between: tuple[Step, ...] = (row.step, *rest) if by < 0 else (*rest, row.step)
    made = draft.with_steps((*draft.steps[:top], *between, *draft.steps[top + 1 :]))
    return made, _row_of(made, (top if by < 0 else top + len(rest),))


def change_dose(draft: Draft, number: int, by: int, exercises: Mapping[str, Exercise]) -> Draft:
    """Make a row shorter (`by` -1) or longer (1): 5 s of a hold or rest, a repetition, a round, 30 s of an open one."""
    row = draft.row(number)
    match row and row.step:
        case Do() as step:
            own = step.dose or _own_dose(step, exercises)
            return draft.with_row(number, _with_dose(step, _nudged(own, by), exercises)) if own else draft
        case Rest(seconds):
            return draft.with_row(number, Rest(_within(seconds + by * _HOLD_STEP_S, _HOLD_STEP_S, MOST_SECONDS)))
        case Group(rounds=rounds) as group:
            changed = msgspec.structs.replace(group, rounds=_within(rounds + by, 1, MOST_ROUNDS))
            return draft.with_row(number, changed)
        case _:
            return draft


def type_dose(draft: Draft, number: int, text: str, exercises: Mapping[str, Exercise]) -> Draft:
    """Give a row the dose that a person typed. Raises `BadValue` for one that cannot be read."""
    row = draft.row(number)
    match row and row.step:
        case Do() as step:
            dose = _typed(parse_dose(text), step.dose or _own_dose(step, exercises))
            return draft.with_row(number, _with_dose(step, dose, exercises))
        case Rest():
            typed = parse_dose(text)
            if not isinstance(typed, Hold) or typed.times != 1:
                raise BadValue("rest", f"{text!r} is not a time", "Write 30 s.")
            return draft.with_row(number, Rest(typed.seconds))
        case _:
            raise BadValue("dose", "this row has none", "Choose an exercise or a rest.")


def change_sides(draft: Draft, number: int, exercises: Mapping[str, Exercise]) -> Draft:
    """Give a step the next order of sides: each, sore first, weaker first, left, right. Both legs at once stay so."""
    row = draft.row(number)
    if row is None or not isinstance(row.step, Do):
        return draft
    exercise = exercises.get(row.step.exercise)
    if exercise is None or exercise.sides is not Sides.PER_SIDE:
        return draft
    now = row.step.sides or SideOrder.EACH
    following = _PER_SIDE[(_PER_SIDE.index(now) + 1) % len(_PER_SIDE)] if now in _PER_SIDE else SideOrder.EACH
    sides = None if following is SideOrder.EACH else following
    return draft.with_row(number, msgspec.structs.replace(row.step, sides=sides))


def switch_off(draft: Draft, number: int) -> Draft:
    """Leave a step out without taking it away, or take it in again."""
    row = draft.row(number)
    if row is None or not isinstance(row.step, Do):
        return draft
    return draft.with_row(number, msgspec.structs.replace(row.step, off=not row.step.off))


def group(draft: Draft, number: int) -> tuple[Draft, int]:
    """Play a step in rounds with the one before it: it joins that one's group, or both make a new one of 2 rounds."""
    row = draft.row(number)
    if row is None or row.inside or isinstance(row.step, Group) or row.path[0] == 0:
        return draft, number
    top = row.path[0]
    before = draft.steps[top - 1]
    inside: tuple[Do | Rest | Note, ...]
    if isinstance(before, Group):
        joined, inside = before, (*before.steps, row.step)
    else:
        joined, inside = Group(steps=(before,), rounds=2), (before, row.step)
    changed = msgspec.structs.replace(joined, steps=inside)
    made = draft.with_steps((*draft.steps[: top - 1], changed, *draft.steps[top + 1 :]))
    return made, _row_of(made, (top - 1, len(inside) - 1))


def ungroup(draft: Draft, number: int) -> tuple[Draft, int]:
    """Take a group apart; its steps stay once each."""
    row = draft.row(number)
    if row is None or not isinstance(draft.steps[row.path[0]], Group):
        return draft, number
    top = row.path[0]
    made = draft.with_steps((*draft.steps[:top], *_group(draft, top).steps, *draft.steps[top + 1 :]))
    return made, _row_of(made, (top + (row.path[1] if row.inside else 0),))


def change_timing(draft: Draft) -> Draft:
    """Say that the routine is for the next moment: before a run, after, a rest day, any time."""
    moments = (Timing.PRE, Timing.POST, Timing.REST, Timing.ANY)
    now = draft.routine.timing[0] if draft.routine.timing else Timing.ANY
    following = moments[(moments.index(now) + 1) % len(moments)] if now in moments else Timing.PRE
    return draft.now(msgspec.structs.replace(draft.routine, timing=(following,)))


def _own_dose(step: Do, exercises: Mapping[str, Exercise]) -> Dose | None:
    exercise = exercises.get(step.exercise)
    return exercise.dose if exercise else None


def _with_dose(step: Do, dose: Dose, exercises: Mapping[str, Exercise]) -> Do:
    # The library's own dose is left out, so that the file says only what differs.
    return msgspec.structs.replace(step, dose=None if dose == _own_dose(step, exercises) else dose)


def _typed(typed: Dose, now: Dose | None) -> Dose:
    """Return what was typed; the ends of a route, which cannot be typed, stay."""
    if isinstance(typed, Spots) and isinstance(now, Spots):
        return msgspec.structs.replace(typed, start=now.start, end=now.end)
    return typed


def _nudged(dose: Dose, by: int) -> Dose:
    match dose:
        case Hold(seconds):
            longer = _within(seconds + by * _HOLD_STEP_S, _HOLD_STEP_S, MOST_SECONDS)
            return msgspec.structs.replace(dose, seconds=longer)
        case Reps(reps):
            return msgspec.structs.replace(dose, reps=_within(reps + by, 1, MOST_TIMES))
        case Open(target):
            return Open(_within(target + by * _OPEN_STEP_S, 0, MOST_SECONDS))
        case Spots(expected_s=expected):
            usual = _within(expected + by * _OPEN_STEP_S, _OPEN_STEP_S, MOST_SECONDS)
            return msgspec.structs.replace(dose, expected_s=usual)
        case _:
            assert_never(dose)


def _within(value: int, least: int, most: int) -> int:
    return min(max(value, least), most)


def _replaced(draft: Draft, top: int, step: Step) -> Draft:
    return draft.with_steps((*draft.steps[:top], step, *draft.steps[top + 1 :]))


def _group(draft: Draft, top: int) -> Group:
    found = draft.steps[top]
    if not isinstance(found, Group):  # rows and steps are made together, so this is a mistake of ours
        raise TypeError(f"step {top} is not a group")
    return found


def _row_of(draft: Draft, path: tuple[int, ...]) -> int:
    return next((n for n, row in enumerate(draft.rows) if row.path == path), 0)


def _with(steps: tuple[Step, ...], at: int, step: Step) -> tuple[Step, ...]:
    return (*steps[:at], step, *steps[at:])


def _without(steps: tuple[Step, ...], at: int) -> tuple[Step, ...]:
    return (*steps[:at], *steps[at + 1 :])


def _swapped(steps: tuple[Step, ...], one: int, other: int) -> tuple[Step, ...]:
    listed = list(steps)
    listed[one], listed[other] = listed[other], listed[one]
    return tuple(listed)
