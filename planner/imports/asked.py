"""What the person who imports a file says about it, and what to ask them when the file needs more."""

from collections.abc import Callable
from datetime import date, datetime
from enum import StrEnum

import msgspec

from planner.domain.days import Weekday
from planner.domain.errors import BadValue
from planner.domain.ids import Pick
from planner.domain.units import Unit


class Answer(StrEnum):
    """What a file may leave open that only its reader knows."""

    RACE_DAY = "race-date"
    RACE_DISTANCE = "race-distance"
    WEEKDAYS = "weekdays"
    UNIT = "unit"


def _as_it_is(moment: datetime) -> datetime:
    return moment


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What is said beside the file. `weekdays`: those of the runs of a week, for plans that only number them.

    `race_m`: the race's distance in metres. `unit`: what bare numbers are in, where the file does not say; where the
    person does not say it either, `own_unit` is taken, and a note says so. `local` turns an aware moment into the
    person's own clock time. `today` gives the year of dates that are written without one.
    """

    pick: Pick
    format: str | None = None
    plan_id: str | None = None
    race_day: date | None = None
    race_m: float | None = None
    weekdays: tuple[Weekday, ...] = ()
    unit: Unit | None = None
    own_unit: Unit = Unit.KM
    local: Callable[[datetime], datetime] = _as_it_is
    today: date | None = None


class Missing(BadValue):
    """The file can be read once one question is answered: a form asks it, a command names the option."""

    def __init__(self, answer: Answer, why: str, fix: str) -> None:
        super().__init__(answer.value.replace("-", " "), why, fix)
        self.answer = answer
