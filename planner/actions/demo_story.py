"""What was felt, worn, seen and noted in the two months of the demo: a tight calf, then a sore outer knee."""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta

from planner.actions.demo_gear import DAILY, INSOLES, SHELLS, SHELLS_AGO
from planner.domain.body import Area, Side
from planner.domain.gear import WearSide
from planner.domain.health import Profession
from planner.domain.ids import Pick, new_id
from planner.domain.log import (
    Feeling,
    Felt,
    Gait,
    GaitSeen,
    GaitSign,
    Happening,
    Noted,
    Question,
    ShoeCheck,
    Surface,
    Visit,
    When,
    Wore,
)

_RUN_DAYS = (1, 2, 3, 6)
"""Tuesday, Wednesday, Thursday and Sunday, as in the plan."""
# A row for each week behind, a score for each of its runs; None says that nothing was logged.
_CALF = (
    (None, None, None, 2), (2, None, None, 3), (3, 4, None, 4), (4, None, 5, 5),
    (5, None, None, 4), (4, None, 3, 3), (3, None, None, 2), (2, None, None, 2), (None, 1, None, 1),
)  # fmt: skip
_RIGHT_CALF = (
    (None, None, None, 1), (None, None, None, 1), (2, None, None, 2), (None, None, None, 2),
    (2, None, None, 1), (None, None, None, 1), (None, None, None, 1), (None,) * 4, (None,) * 4,
)  # fmt: skip
_BAND = (
    (None, None, None, 1), (None, None, None, 2), (2, None, None, 3), (3, None, None, 4),
    (4, 4, None, 5), (4, None, 3, 4), (3, None, None, 3), (None, None, None, 2), (1, None, None, None),
)  # fmt: skip
_KNEE = (
    (None,) * 4, (None,) * 4, (None,) * 4, (None, None, None, 2),
    (1, 1, None, 4), (None, 1, 1, 3), (1, None, 0, 1), (0, None, None, 1), (None,) * 4,
)  # fmt: skip
_CAME_ON_M = {(3, 6): 6_500, (4, 6): 5_000, (5, 6): 7_000, (6, 6): 9_500}
"""How far into the run the knee was felt, by week and weekday."""
_MORNINGS = (
    (), (), ((2, 0), (4, 0)), ((0, 0), (2, 0), (3, 0), (4, 0)),
    ((0, 1), (2, 0), (3, 0), (4, 0)),
    ((0, 1), (1, 0), (2, 0), (3, 0), (4, 0)),
    ((0, 1), (2, 0), (3, 0), (4, 0)),
    ((0, 0), (2, 0), (3, 0), (4, 0)),
    ((0, 0), (2, 0), (3, 0)),
)  # fmt: skip
"""The knee on getting up: weekday and score, a row for each week."""
_HIP = ((2, 3), (3, 3), (4, 4), (5, 3), (6, 2), (7, 1))
"""Week and tightness of the left hip after the long run."""
_NOTES = ((1, "new laces, heel holds better"), (4, "slept badly all week"), (7, "hills feel lighter"))
"""Notes on the last day of a week, counted from 0."""
_SHELL_HOURS = (1, 2, 3, 4, 4.5, 5.5)
_SORE = {0: 2, 1: 2, 2: 1}


class Story:
    """Tells it day by day; only days before `today` are told.

    `start`: the Monday of the first week. `runs`: the ids of the planned runs that were done, by day.
    """

    def __init__(self, today: date, start: date, runs: Mapping[date, str], pick: Pick) -> None:
        self.today = today
        self.start = start
        self._runs = runs
        self._pick = pick

    def new_id(self) -> str:
        """Return the id of a new entry."""
        return new_id(self._pick)

    def day(self, week: int, weekday: int) -> date:
        """Return a day by its week, counted from 0, and its weekday, 0 for Monday."""
        return self.start + timedelta(weeks=week, days=weekday)

    def tell(self) -> Iterator[Happening]:
        """Yield all of it, in no order."""
        told = (*self._felt(), *self._mornings(), *self._seen())
        yield from (one for one in told if one.day < self.today)
        yield from self._worn()
        yield from self._ahead()
        for week, text in _NOTES:
            day = self.day(week, 6)
            yield Noted(id=self.new_id(), at=moment(day, 21), day=day, text=text)

    def feel(
        self, day: date, hour: int, area: Area, side: Side, score: int, when: When, *, came_on_m: float | None = None
    ) -> Felt:
        """Return what was felt: pain in the knee, tightness elsewhere."""
        return Felt(
            id=self.new_id(), at=moment(day, hour), day=day, area=area, side=side, score=score, when=when,
            feeling=Feeling.PAIN if area is Area.KNEE else Feeling.TIGHTNESS, came_on_m=came_on_m,
            run="" if when is When.MORNING else self._runs.get(day, ""),
        )  # fmt: skip

    def _felt(self) -> Iterator[Happening]:
        for rows, area, side, when in (
            (_CALF, Area.CALF, Side.LEFT, When.AFTER),
            (_RIGHT_CALF, Area.CALF, Side.RIGHT, When.AFTER),
            (_BAND, Area.IT_BAND, Side.LEFT, When.AFTER),
            (_KNEE, Area.KNEE, Side.LEFT, When.DURING),
        ):
            for week, row in enumerate(rows):
                for weekday, score in zip(_RUN_DAYS, row, strict=True):
                    if score is not None and self.day(week, weekday) in self._runs:
                        came_on_m = _CAME_ON_M.get((week, weekday)) if area is Area.KNEE and score else None
                        yield self.feel(
                            self.day(week, weekday), 19, area, side, score, when,
                            came_on_m=None if came_on_m is None else float(came_on_m),
                        )  # fmt: skip
        for week, score in _HIP:
            yield self.feel(self.day(week, 6), 20, Area.GLUTE_MED, Side.LEFT, score, When.AFTER)

    def _mornings(self) -> Iterator[Happening]:
        for week, row in enumerate(_MORNINGS):
            for weekday, score in row:
                yield self.feel(self.day(week, weekday), 7, Area.KNEE, Side.LEFT, score, When.MORNING)

    def _seen(self) -> Iterator[Happening]:
        left = (GaitSeen(sign=GaitSign.HIP_DROP, side=Side.LEFT),)
        both = (*left, GaitSeen(sign=GaitSign.CROSSES_MIDLINE, side=Side.LEFT))
        for week, seen, cadence, wall, balance, squat in (
            (1, both, 162, (8.0, 10.5), (14.0, 31.0), "left knee goes in from the second on"),
            (4, both, 164, (8.5, 10.5), (19.0, 33.0), "left knee goes in from the third on"),
            (7, left, 170, (9.5, 10.5), (28.0, 35.0), "steady, a little wobble left"),
        ):
            day = self.day(week, 5)
            yield Gait(
                id=self.new_id(), at=moment(day, 10), day=day, seen=seen, cadence_spm=cadence, to_wall_cm=wall,
                balance_s=balance, squat=squat, surface=Surface.TREADMILL,
            )  # fmt: skip
        day = self.day(5, 5)
        note = "left heel more than the right"
        yield ShoeCheck(id=self.new_id(), at=moment(day, 11), day=day, shoe=DAILY, wear=WearSide.OUTER_HEEL, note=note)
        day = self.day(5, 4)
        yield Visit(
            id=self.new_id(), at=moment(day, 18), day=day, profession=Profession.PODIATRIST, name="R. Lindqvist",
            clock="16:30", why="outer knee on long runs", outcome="shells made; hip strength twice a week",
        )  # fmt: skip

    def _worn(self) -> Iterator[Happening]:
        """Yield the hours in the insoles on workdays, fewer once the shells take their place bit by bit."""
        for number in range((self.today - self.start).days):
            day = self.start + timedelta(days=number)
            place = SHELLS_AGO - (self.today - day).days
            shell = _SHELL_HOURS[place] if 0 <= place < len(_SHELL_HOURS) else 0.0
            if shell:
                yield Wore(
                    id=self.new_id(), at=moment(day, 21), day=day, orthotic=SHELLS, hours=float(shell),
                    sore=_SORE.get(place, 0),
                )  # fmt: skip
            if day.weekday() < 5 and shell < 5:
                hours = 5.0 + (number * 5 % 7) / 2 - shell
                yield Wore(id=self.new_id(), at=moment(day, 21), day=day, orthotic=INSOLES, hours=hours)

    def _ahead(self) -> Iterator[Happening]:
        day = self.today - timedelta(days=1)
        text = "May the shells go into the racer before race day?"
        yield Question(id=self.new_id(), at=moment(day, 20), day=day, text=text, profession=Profession.PODIATRIST)
        at = moment(day, 20)
        day = self.today + timedelta(days=9)
        yield Visit(
            id=self.new_id(), at=at, day=day, profession=Profession.PODIATRIST, name="R. Lindqvist", clock="16:30",
            why="look at the shells",
        )  # fmt: skip


def moment(day: date, hour: int) -> datetime:
    """Return a moment of a day."""
    return datetime.combine(day, time(hour, 5), tzinfo=UTC)
