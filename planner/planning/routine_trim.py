"""A routine made to fit the time there is: what matters least goes first, and both sides always stay."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping

import msgspec

from planner.domain.body import Area
from planner.domain.dose import Dose, Hold, Open, Reps, Spots
from planner.domain.exercise import Exercise, Kind
from planner.domain.routine import Do, Group, Note, Rest, Routine, Step, placed, routine_length

LEAST_HOLD_S = 30
"""Holds and rolls are not cut below this (Behm 2020: 30 to 120 s a go; two holds of 5-30 s: Warneke 2025)."""
LEAST_OPEN_S = 60
"""An open step or a route of spots is not cut below this a side: the short version of the spot roll."""
LEAST_MOVING_S = 60
"""A jog or a walk is not cut below this."""
_HOLD_STEP_S = 5
_PRIORITIES = (3, 2, 1)

Path = tuple[int, ...]
_Inner = tuple[Do | Rest | Note, ...]


class _Cut(msgspec.Struct, frozen=True):
    """How far the steps of one priority are cut: what each may have at most, how many sets and steps are gone."""

    rounds: int | None = None
    sets_gone: int = 0
    seconds: int | None = None
    reps_less: int = 0
    gone: int = 0


class _Ladder:
    """Everything that can be cut, from the routine as it is (rung 0) down to one short exercise.

    Which rung is next never depends on the time there is, so more time never leaves less of the routine.
    """

    def __init__(self, routine: Routine, exercises: Mapping[str, Exercise], usual_s: Mapping[str, float]) -> None:
        self._routine = routine
        self._exercises = exercises
        self._usual_s = usual_s
        self._active = {
            one.path: one.step
            for one in placed(routine.steps)
            if isinstance(one.step, Do) and one.step.exercise in exercises
        }
        self._inside: dict[int, list[Path]] = {}
        for path in self._active:
            self._inside.setdefault(path[0], []).append(path)
        self._groups = {
            top: min(self._active[path].priority for path in self._inside[top])
            for top, step in enumerate(routine.steps)
            if isinstance(step, Group) and top in self._inside
        }
        """The groups with something to do, each with the priority of its most important exercise."""
        self._order = {priority: self._drop_order(priority) for priority in _PRIORITIES}
        self._fewer = {priority: self._sets_order(priority) for priority in _PRIORITIES}
        last = next((self._order[one] for one in reversed(_PRIORITIES) if self._order[one]), None)
        if last:
            last.pop()  # one exercise stays
        self._stages = [stage for priority in _PRIORITIES for stage in self._stages_of(priority)]

    def __len__(self) -> int:
        """Return how many rungs there are below the routine as it is."""
        return sum(len(levels) for _, _, levels in self._stages) + (1 if self._active else 0)

    def rung(self, number: int) -> Routine:
        """Return the routine after `number` cuts."""
        if number == 0:
            return self._routine
        cuts = dict.fromkeys(_PRIORITIES, _Cut())
        left = number
        for priority, field, levels in self._stages:
            if left and levels:
                value = levels[min(left, len(levels)) - 1]
                cuts[priority] = msgspec.structs.replace(cuts[priority], **{field: value})
                left -= min(left, len(levels))
        return msgspec.structs.replace(self._routine, steps=self._steps(cuts, bare=left > 0))

    def _stages_of(self, priority: int) -> list[tuple[int, str, list[int]]]:
        """Return the cuts of one priority in the order they are made, cheapest first."""
        steps = [step for step in self._active.values() if step.priority == priority]
        doses = [dose for step in steps if (dose := self._dose(step))]
        groups = [self._routine.steps[top] for top, most in self._groups.items() if most == priority]
        rounds = max((one.rounds for one in groups if isinstance(one, Group)), default=1)
        longest = max((self._seconds(step) for step in steps), default=0)
        reps = max((dose.reps - _least_reps(dose) for dose in doses if isinstance(dose, Reps)), default=0)
        return [
            (priority, "rounds", list(range(rounds - 1, 0, -1))),
            (priority, "sets_gone", list(range(1, len(self._fewer[priority]) + 1))),
            (priority, "seconds", _caps(longest)),
            (priority, "reps_less", list(range(1, reps + 1))),
            (priority, "gone", list(range(1, len(self._order[priority]) + 1))),
        ]

    def _sets_order(self, priority: int) -> list[tuple[Path, int]]:
        """Return what is cut set by set, with the sets left: of those with most sets one each, from the end."""
        steps = [(path, step) for path, step in reversed(self._active.items()) if step.priority == priority]
        times = {path: _times(self._dose(step)) for path, step in steps}
        most = max((had for had, _ in times.values()), default=1)
        return [
            (path, left)
            for left in range(most - 1, 0, -1)
            for path, (had, least) in times.items()
            if least <= left < had
        ]

    def _drop_order(self, priority: int) -> list[Path]:
        """Return the steps of a priority in the order in which they go.

        First those whose area another step works too, then from the end; strength in a group (a pairing) last.
        """
        left = {path: step for path, step in self._active.items() if step.priority <= priority}
        worked: Counter[Area] = Counter(area for step in left.values() for area in self._areas(step))
        waiting = [path for path, step in left.items() if step.priority == priority]
        order: list[Path] = []
        while waiting:
            path = min(
                waiting, key=lambda one: (self._is_paired(one), worked[self._areas(left[one])[0]] == 1, *_late(one))
            )
            waiting.remove(path)
            worked.subtract(self._areas(left[path]))
            order.append(path)
        return order

    def _is_paired(self, path: Path) -> bool:
        return len(path) == 2 and self._exercises[self._active[path].exercise].kind is Kind.STRENGTH

    def _areas(self, step: Do) -> tuple[Area, ...]:
        return tuple(dict.fromkeys(self._exercises[step.exercise].areas))

    def _dose(self, step: Do) -> Dose:
        return step.dose or self._exercises[step.exercise].dose

    def _seconds(self, step: Do) -> int:
        """Return the seconds of a step that can be cut down to its least; 0 when none can."""
        dose = self._dose(step)
        match dose:
            case Hold(seconds):
                return seconds
            # What this runner usually needs is what it takes, whatever the routine expects.
            case Open(target_s):
                return 0 if step.exercise in self._usual_s else target_s
            case Spots(expected_s=expected_s):
                return 0 if step.exercise in self._usual_s else expected_s
            case _:
                return 0

    def _least_s(self, step: Do) -> int:
        dose, kind = self._dose(step), self._exercises[step.exercise].kind
        if not isinstance(dose, Hold):
            return LEAST_OPEN_S
        return LEAST_MOVING_S if kind is Kind.DYNAMIC else LEAST_HOLD_S

    def _steps(self, cuts: Mapping[int, _Cut], *, bare: bool) -> tuple[Step, ...]:
        gone = {path for priority, cut in cuts.items() for path in self._order[priority][: cut.gone]}
        times = {path: left for one, cut in cuts.items() for path, left in self._fewer[one][: cut.sets_gone]}
        made: list[tuple[Step, bool]] = []
        for top, step in enumerate(self._routine.steps):
            if not isinstance(step, Group):
                made.append((self._cut(step, (top,), cuts, times), (top,) in gone))
                continue
            inner = tuple((self._cut(one, (top, n), cuts, times), (top, n) in gone) for n, one in enumerate(step.steps))
            most = cuts[self._groups[top]].rounds if top in self._groups else None
            kept = _tidied(inner, loops=True, bare=bare)
            rounds = step.rounds if most is None else min(step.rounds, most)
            was_full, is_empty = top in self._groups, gone.issuperset(self._inside.get(top, ()))
            made.append((msgspec.structs.replace(step, steps=kept, rounds=rounds), is_empty and (was_full or bare)))
        return _tidied(tuple(made), loops=False, bare=bare)

    def _cut(
        self, step: Do | Rest | Note, path: Path, cuts: Mapping[int, _Cut], times: Mapping[Path, int]
    ) -> Do | Rest | Note:
        if not isinstance(step, Do) or path not in self._active:
            return step
        cut, was = cuts[step.priority], self._dose(step)
        dose = was
        if path in times:
            dose = _with_times(dose, times[path])
        if cut.seconds is not None and self._seconds(step) > self._least_s(step):
            dose = _with_seconds(dose, max(min(self._seconds(step), cut.seconds), self._least_s(step)))
        if cut.reps_less and isinstance(dose, Reps):
            dose = msgspec.structs.replace(dose, reps=max(_least_reps(dose), dose.reps - cut.reps_less))
        return step if dose == was else msgspec.structs.replace(step, dose=dose)


def trim(
    routine: Routine, exercises: Mapping[str, Exercise], seconds: float, usual_s: Mapping[str, float] | None = None
) -> Routine:
    """Return as much of `routine` as fits into `seconds`; at least one exercise stays, however short the time.

    What has priority 3 is cut first, and of each priority first what costs least: rounds, sets and times, long holds
    down to 30 s and repetitions by a third, then whole steps. Both sides keep the same dose, the order stays, and with
    enough time it is the same routine. `usual_s`: this runner's usual seconds a side for open exercises, by id; such a
    step takes what it takes, so it is left out rather than cut. More time never gives a shorter routine.
    """
    usual = usual_s or {}
    ladder = _Ladder(routine, exercises, usual)

    def fits(number: int) -> bool:
        return routine_length(ladder.rung(number), exercises, usual).usual_s <= seconds

    if fits(0):
        return routine
    return ladder.rung(bisect_left(range(len(ladder)), x=True, key=fits))


def _late(path: Path) -> tuple[int, ...]:
    top, inner = path[0], path[1] if len(path) == 2 else 0
    return (-top, -inner)


def _caps(longest: int) -> list[int]:
    first = (longest - 1) // _HOLD_STEP_S * _HOLD_STEP_S
    return list(range(first, LEAST_HOLD_S - 1, -_HOLD_STEP_S))


def _times(dose: Dose) -> tuple[int, int]:
    """Return the sets or times, and the fewest to cut them to: short holds make up 30 s together."""
    match dose:
        case Hold(seconds, times):
            return times, min(times, -(-LEAST_HOLD_S // seconds))
        case Reps(_, sets):
            return sets, 1
        case _:
            return 1, 1


def _least_reps(dose: Reps) -> int:
    return -(-dose.reps * 2 // 3)


def _with_times(dose: Dose, times: int) -> Dose:
    if isinstance(dose, Hold):
        return msgspec.structs.replace(dose, times=times)
    return msgspec.structs.replace(dose, sets=times) if isinstance(dose, Reps) else dose


def _with_seconds(dose: Dose, seconds: int) -> Dose:
    match dose:
        case Hold():
            return msgspec.structs.replace(dose, seconds=seconds)
        case Open():
            return Open(seconds)
        case Spots():
            return msgspec.structs.replace(dose, expected_s=seconds)
        case _:
            return dose


def _tidied(steps: tuple[tuple[Step, bool], ...], *, loops: bool, bare: bool) -> tuple[Step, ...]:
    """Return the steps without those that are gone, nor the rests and notes that lead to nothing any more.

    A rest goes with the exercise it led to; a note then belongs to the next exercise. `loops`: a rest at the end leads
    to the next round. `bare`: no rest at all.
    """
    out: list[Step] = []
    before: list[Rest | Note] = []
    lost = started = False
    for step, is_gone in steps:
        if isinstance(step, Rest | Note):
            before.append(step)
        elif is_gone:
            before = [one for one in before if isinstance(one, Note)]
            lost = True
        else:
            out += [one for one in before if isinstance(one, Note) or not (bare or (lost and not started))]
            out.append(step)
            before, lost, started = [], False, True
    out += [one for one in before if not lost or (isinstance(one, Rest) and loops and started)]
    return tuple(one for one in out if not (bare and isinstance(one, Rest)))
