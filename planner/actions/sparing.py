"""What is left out of a routine today, and what goes lighter: said before the timer starts."""

from collections.abc import Iterable
from typing import NamedTuple

import msgspec

from planner.actions.body import locks_of
from planner.actions.desk import Desk
from planner.domain.errors import BadValue
from planner.domain.locks import Lock
from planner.domain.routine import Do, Group, Note, Rest, Routine, exercise_ids, flat
from planner.domain.text import one_line

_MOST_NAMES = 3


class Spared(NamedTuple):
    """A routine as it is played today. `left_out`, `lighter`: names of exercises, each with why."""

    routine: Routine
    left_out: tuple[tuple[str, Lock], ...] = ()
    lighter: tuple[tuple[str, Lock], ...] = ()

    def words(self, *, private: bool = False) -> tuple[str, ...]:
        """Return in sentences what is left out and what goes lighter; on a shared screen without the reasons."""
        told = (("Left out today", self.left_out), ("Lighter today", self.lighter))
        return tuple(line for head, listed in told for line in _by_reason(head, listed, private=private))


def spare(desk: Desk, routine: Routine) -> Spared:
    """Return a routine without what is locked today; the same one where nothing is.

    Raises `BadValue` when nothing would be left of its exercises.
    """
    locks = locks_of(desk)
    played = list(dict.fromkeys(step.exercise for step in flat(routine.steps) if isinstance(step, Do)))
    names = {one: one_line(desk.exercises()[one].name) for one in played if one in desk.exercises()}
    left_out = tuple((names[one], locks.locked[one]) for one in played if one in locks.locked)
    lighter = tuple((names[one], locks.lighter[one]) for one in played if one in locks.lighter)
    if not left_out:
        return Spared(routine, (), lighter)
    if len(left_out) == len(played):
        why = "" if desk.settings.private else f": {left_out[0][1].why}"
        place = f"routine {one_line(routine.name) or routine.id!r}"
        raise BadValue(place, f"everything in it is left out today{why}", "`planner body` says why.")
    steps = tuple(_spared(step, locks.locked) for step in routine.steps)
    return Spared(msgspec.structs.replace(routine, steps=steps), left_out, lighter)


def locked_now(desk: Desk, routine: Routine) -> frozenset[str]:
    """Return the exercises of a routine that are locked today, by id."""
    locked = locks_of(desk).locked
    return frozenset(one for one in exercise_ids(routine.steps) if one in locked)


def _spared(step: Do | Rest | Note | Group, locked: dict[str, Lock]) -> Do | Rest | Note | Group:
    match step:
        case Do() if step.exercise in locked:
            return msgspec.structs.replace(step, off=True)
        case Group():
            inside = tuple(_off(one, locked) for one in step.steps)
            return msgspec.structs.replace(step, steps=inside)
        case _:
            return step


def _off(step: Do | Rest | Note, locked: dict[str, Lock]) -> Do | Rest | Note:
    return msgspec.structs.replace(step, off=True) if isinstance(step, Do) and step.exercise in locked else step


def _by_reason(head: str, listed: Iterable[tuple[str, Lock]], *, private: bool) -> list[str]:
    grouped: dict[str, list[str]] = {}
    for name, lock in listed:
        grouped.setdefault("" if private else lock.why, []).append(name)
    return [f"{head}: {_some(names)}{f' ({why})' if why else ''}." for why, names in grouped.items()]


def _some(names: list[str]) -> str:
    """Return a few names and how many more there are, so that the reason behind them is in sight."""
    if len(names) <= _MOST_NAMES:
        return ", ".join(names)
    return f"{', '.join(names[: _MOST_NAMES - 1])} and {len(names) - _MOST_NAMES + 1} more"
