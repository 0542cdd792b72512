"""More or fewer rounds of a group while it is played: another timeline, and the session carried over to it."""

from collections.abc import Iterable, Mapping
from typing import TypeVar

import msgspec

from planner.domain.routine import MOST_ROUNDS, Group, Routine, placed
from planner.playing.course import Course
from planner.playing.state import State
from planner.playing.timeline import Timeline, build_timeline

C = TypeVar("C", bound=Course)
Key = tuple[tuple[int, ...], int, int]
"""What tells a beat apart in both timelines: the step's path, the round, and which beat of those it is."""


def with_rounds(course: C, by: int) -> C:
    """Return the course with `by` more (or fewer) rounds of the group that is played; the same when it cannot be.

    A round that was begun stays. What was done, the sides that were swapped and the steps left out are carried over.
    """
    beat = course.beat
    group = _group_of(course.timeline.routine, beat.path)
    rounds = group.rounds + by if group else 0
    if group is None or not max(1, beat.round) <= rounds <= MOST_ROUNDS or _begun(course, beat.path[0], rounds):
        return course
    try:
        timeline = _regrown(course.timeline, beat.path[0], msgspec.structs.replace(group, rounds=rounds))
    except ValueError:  # more steps than a routine may play
        return course
    return _carried(course, timeline)


def _group_of(routine: Routine, path: tuple[int, ...]) -> Group | None:
    step = routine.steps[path[0]] if path and path[0] < len(routine.steps) else None
    return step if isinstance(step, Group) else None


def _begun(course: Course, top: int, rounds: int) -> bool:
    """Tell whether anything was done in a round after `rounds`."""
    beats = course.timeline.beats
    return any(
        beats[tally.beat].path[:1] == (top,) and beats[tally.beat].round > rounds and (tally.done_s or tally.skipped)
        for tally in course.state.tallies
    )


def _regrown(timeline: Timeline, top: int, group: Group) -> Timeline:
    steps = (*timeline.routine.steps[:top], group, *timeline.routine.steps[top + 1 :])
    routine = msgspec.structs.replace(timeline.routine, steps=steps)
    places = _places(timeline.routine, routine)
    return build_timeline(
        routine,
        timeline.exercises,
        first=timeline.first,
        weaker=timeline.weaker,
        skip=_moved(timeline.skip, places),
        usual_s=timeline.usual_s,
    )


def _places(old: Routine, new: Routine) -> dict[int, int]:
    """Return where each place of the flattened old routine is in the new one."""
    there = {(one.path, one.round): place for place, one in enumerate(placed(new.steps))}
    keys = ((place, (one.path, one.round)) for place, one in enumerate(placed(old.steps)))
    return {place: there[key] for place, key in keys if key in there}


def _moved(numbers: Iterable[int], new: Mapping[int, int]) -> tuple[int, ...]:
    return tuple(sorted(new[number] for number in numbers if number in new))


def _carried(course: C, timeline: Timeline) -> C:
    old, state = course.timeline, course.state
    there = {key: index for index, key in enumerate(_keys(timeline))}
    beats = {index: there[key] for index, key in enumerate(_keys(old)) if key in there}
    order = _order(state.order, beats, len(timeline.beats))
    place = next((at for at in range(state.place, len(state.order)) if state.order[at] in beats), None)
    tallies = (msgspec.structs.replace(one, beat=beats[one.beat]) for one in state.tallies if one.beat in beats)
    carried: State = msgspec.structs.replace(
        state,
        order=order,
        place=len(order) - 1 if place is None else order.index(beats[state.order[place]]),
        tallies=tuple(sorted(tallies, key=lambda tally: tally.beat)),
        off=_moved(state.off, _places(old.routine, timeline.routine)),
    )
    made = course.with_(timeline=timeline, state=carried)
    if place == state.place:
        return made
    # The rest before the round that is gone is gone too.
    return made.ended() if place is None else made.at_place(carried.place)


def _keys(timeline: Timeline) -> list[Key]:
    seen: dict[tuple[tuple[int, ...], int], int] = {}
    keys: list[Key] = []
    for beat in timeline.beats:
        step = (beat.path, beat.round)
        keys.append((*step, seen.setdefault(step, 0)))
        seen[step] += 1
    return keys


def _order(old: tuple[int, ...], beats: Mapping[int, int], count: int) -> tuple[int, ...]:
    """Return the playing order of the new beats: the old one with swapped sides, and what is new in its place."""
    order = [beats[index] for index in old if index in beats]
    for index in sorted(set(range(count)) - set(order)):
        after = max((at for at, one in enumerate(order) if one < index), default=-1)
        order.insert(after + 1, index)
    return tuple(order)
