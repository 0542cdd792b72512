"""The sessions of the demo as they were played: steps with their seconds, spots that clear faster, before and after."""

from collections.abc import Iterator
from random import Random

import msgspec

from planner.actions.demo_story import Story, moment
from planner.actions.desk import Desk
from planner.domain.body import Area, Side
from planner.domain.layer import Hung
from planner.domain.log import Felt, Happening, Played, SpotDone, StepDone, When

SPOT_ROLL = "it-band-spot-roll"
_LED = {"it-band-seven": range(7), "post-run-core": (6,)}
"""Routines that the runner was led through, on these weekdays; the others were ticked off."""
_RATED = {SPOT_ROLL: (Area.IT_BAND, Area.GLUTE_MED), "it-band-seven": (Area.IT_BAND,), "post-run-core": (Area.CALF,)}
"""What was rated before and after, on the left."""
_WORST = (3, 4, 4, 5, 5, 5, 4, 3, 2)
"""How tight it was before a session, a week a number."""


def spot_roll(item: Hung, plan: str, played_id: str, before: int, random: Random) -> Played:
    """Return a played spot roll; its seconds fall with every one of the `before` it, as the protocol expects."""
    steps = []
    for side, count in ((Side.LEFT, 4), (Side.RIGHT, 3)):
        spots = tuple(
            SpotDone(
                seconds=float(round((62 - 4 * min(before, 8)) * random.uniform(0.85, 1.1))),
                station=1 + 2 * n,
                start_score=max(3, 7 - before // 2),
                end_score=2,
            )
            for n in range(count)
        )
        clear = sum(spot.seconds for spot in spots)
        steps.append(
            StepDone(
                exercise="it-band-foam-roll", side=side, planned_s=300.0, done_s=clear + 45, spots=spots,
                time_to_clear_s=clear,
            )
        )  # fmt: skip
    return Played(
        id=played_id,
        at=moment(item.day, 20),
        day=item.day,
        plan=plan,
        item=item.id,
        routine=item.what,
        started=moment(item.day, 20),
        seconds=sum(step.done_s for step in steps),
        steps=tuple(steps),
    )


class Playing:
    """Fills in what was done in the sessions, from the routines of the library."""

    def __init__(self, desk: Desk, story: Story, random: Random) -> None:
        self._desk = desk
        self._story = story
        self._random = random
        self._steps: dict[str, tuple[StepDone, ...]] = {}

    def tell(self, played: Played) -> Iterator[Happening]:
        """Yield a session with its steps, and what was felt before and after it."""
        done = self._led(played) if played.day.weekday() in _LED.get(played.routine, ()) else played
        yield done
        if done.complete and (done.steps or done.routine == SPOT_ROLL):
            yield from self._rated(done)

    def _led(self, played: Played) -> Played:
        planned = self._planned(played.routine)
        reached = len(planned) if played.complete else len(planned) * 2 // 3
        steps = tuple(
            msgspec.structs.replace(step, done_s=self._spent(step), done_reps=step.planned_reps)
            if n < reached
            else msgspec.structs.replace(step, skipped=True, why="not reached")
            for n, step in enumerate(planned)
        )
        seconds = sum(step.done_s for step in steps) + 6.0 * reached
        return msgspec.structs.replace(played, started=played.at, seconds=seconds, steps=steps)

    def _spent(self, step: StepDone) -> float:
        """Return the seconds of a step: a hold runs its time, repetitions take a little more or less."""
        return float(round(step.planned_s * self._random.uniform(0.9, 1.1))) if step.planned_reps else step.planned_s

    def _planned(self, routine: str) -> tuple[StepDone, ...]:
        if routine not in self._steps:
            from planner.playing.timeline import build_timeline

            beats = build_timeline(self._desk.routine(routine), self._desk.exercises()).beats
            self._steps[routine] = tuple(
                StepDone(
                    exercise=beat.exercise, side=beat.side, planned_s=beat.planned_s, planned_reps=beat.planned_reps,
                    set_number=beat.set_number,
                )
                for beat in beats
                if beat.exercise
            )  # fmt: skip
        return self._steps[routine]

    def _rated(self, done: Played) -> Iterator[Felt]:
        week = min((done.day - self._story.start).days // 7, len(_WORST) - 1)
        for area in _RATED.get(done.routine, ()):
            before = max(2, _WORST[week] - (area is Area.GLUTE_MED) + self._random.choice((-1, 0, 0)))
            eased = 1 if done.routine == "post-run-core" else self._random.choice((1, 2, 2))
            for score, when in ((before, When.BEFORE), (max(1, before - eased), When.AFTER)):
                felt = self._story.feel(done.day, done.at.hour, area, Side.LEFT, score, when)
                yield msgspec.structs.replace(felt, session=done.id, run="")
