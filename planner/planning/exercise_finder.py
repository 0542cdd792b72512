"""Finding an exercise in the library: by words, kind, area, moment, and what the runner owns."""

from collections.abc import Collection, Iterable
from typing import TypeVar

import msgspec

from planner.domain.body import Area
from planner.domain.equipment import Equipment
from planner.domain.exercise import Exercise, Kind, Timing

MOMENTS = (Timing.PRE, Timing.POST, Timing.REST)
"""The moments that a finder tells apart."""
Choice = TypeVar("Choice", Kind, Area, Timing, Equipment)
FITS = {
    Timing.PRE: {Timing.PRE, Timing.PRE_SHORT, Timing.ANY},
    Timing.POST: {Timing.POST, Timing.POST_EASY, Timing.ANY},
    Timing.REST: {Timing.REST, Timing.POST_EASY, Timing.ANY},
}
"""The moments of an exercise that fit each of them."""


class Finder(msgspec.Struct, frozen=True, kw_only=True):
    """What is looked for. What is not set leaves everything in. `words` must all be found, in any order.

    `needs` is one piece of kit that the exercise cannot do without, or is one of several that do equally well.
    """

    words: str = ""
    kind: Kind | None = None
    area: Area | None = None
    moment: Timing | None = None
    own_kit: bool = False
    needs: Equipment | None = None

    def next_kind(self) -> "Finder":
        """Return the finder for the next kind; after the last one, for all."""
        return msgspec.structs.replace(self, kind=_after(self.kind, tuple(Kind)))

    def next_area(self, exercises: Iterable[Exercise]) -> "Finder":
        """Return the finder for the next area that some exercise works; after the last one, for all."""
        worked = {area for exercise in exercises for area in exercise.areas}
        return msgspec.structs.replace(self, area=_after(self.area, tuple(area for area in Area if area in worked)))

    def next_moment(self) -> "Finder":
        """Return the finder for the next moment; after the last one, for any time."""
        return msgspec.structs.replace(self, moment=_after(self.moment, MOMENTS))

    def next_need(self, exercises: Iterable[Exercise]) -> "Finder":
        """Return the finder for the next piece of kit that some exercise needs; after the last one, for all."""
        needed = {item for exercise in exercises for choice in exercise.equipment for item in choice}
        choices = tuple(item for item in Equipment if item in needed)
        return msgspec.structs.replace(self, needs=_after(self.needs, choices))


def find_exercises(
    exercises: Iterable[Exercise], finder: Finder, owned: Collection[Equipment] | None = None
) -> tuple[Exercise, ...]:
    """Return the exercises that fit, the best first.

    Words in the name come first, then those in the areas, then in the cue, then in steps and cautions.
    `owned` is the runner's kit; None means that they have not said, and nothing is left out for it.
    """
    words = finder.words.lower().split()
    ranked = [
        (rank, exercise)
        for exercise in exercises
        if _fits(exercise, finder, owned) and (rank := _rank(exercise, words)) is not None
    ]
    kinds = tuple(Kind)
    ranked.sort(key=lambda pair: (pair[0], kinds.index(pair[1].kind), pair[1].name.lower()))
    return tuple(exercise for _, exercise in ranked)


def _fits(exercise: Exercise, finder: Finder, owned: Collection[Equipment] | None) -> bool:
    return (
        (finder.kind is None or exercise.kind is finder.kind)
        and (finder.area is None or finder.area in exercise.areas)
        and (finder.moment is None or bool(FITS[finder.moment] & set(exercise.timing)))
        and (finder.needs is None or any(finder.needs in choice for choice in exercise.equipment))
        and (not finder.own_kit or owned is None or exercise.can_be_done_with(frozenset(owned)))
    )


def _rank(exercise: Exercise, words: list[str]) -> int | None:
    """Return where the words stand, the least good of them counting; None when one is nowhere."""
    name, areas = exercise.name.lower(), " ".join(f"{area} {area.label}" for area in exercise.areas).lower()
    rest = " ".join((exercise.id, exercise.cue.lower(), exercise.kind, exercise.position.lower()))
    told = " ".join((*exercise.steps, exercise.stop, exercise.easier, exercise.harder, exercise.evidence)).lower()
    worst = 0
    for word in words:
        if word in name:
            found = 0
        elif word in areas:
            found = 1
        elif word in rest:
            found = 2
        elif word in told:
            found = 3
        else:
            return None
        worst = max(worst, found)
    return worst


def _after(now: Choice | None, choices: tuple[Choice, ...]) -> Choice | None:
    if now is None:
        return choices[0] if choices else None
    place = choices.index(now) + 1 if now in choices else len(choices)
    return choices[place] if place < len(choices) else None
