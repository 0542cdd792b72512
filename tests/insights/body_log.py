"""Short ways to write what was felt, for tests of the light, the flags and the locks."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import count

from planner.actions.rules import rules_of
from planner.domain.body import Area, Side
from planner.domain.health import Sign
from planner.domain.light import Light
from planner.domain.log import Cleared, Feeling, Felt, Happening, Played, Ran, StepDone, Warned, When, Wore
from planner.insights.flags import FlagRules
from planner.insights.light.light import light
from planner.insights.light.rules import LightRules
from planner.insights.locks import LockRules

TODAY = date(2026, 11, 21)
LIGHT = rules_of("light", LightRules)
FLAGS = rules_of("flags", FlagRules)
LOCKS = rules_of("locks", LockRules)
_NUMBERS = count()


def back(days: int) -> date:
    """Return the day so many days ago."""
    return TODAY - timedelta(days=days)


def at(day: date) -> datetime:
    """Return noon of a day."""
    return datetime.combine(day, time(12), UTC)


def felt(
    score: int,
    ago: int = 0,
    area: Area = Area.CALF,
    *,
    side: Side = Side.LEFT,
    when: When | None = When.AFTER,
    feeling: Feeling = Feeling.PAIN,
    signs: tuple[Sign, ...] = (),
    run: str = "",
    session: str = "",
) -> Felt:
    """Return what was felt so many days ago: by default pain in the left calf after a run."""
    return Felt(
        id=f"f{next(_NUMBERS)}", at=at(back(ago)), day=back(ago), area=area, score=score, side=side, when=when,
        feeling=feeling, signs=signs, run=run, session=session,
    )  # fmt: skip


def morning(score: int, ago: int = 0, area: Area = Area.CALF, *, side: Side = Side.LEFT) -> Felt:
    """Return the score of a morning."""
    return felt(score, ago, area, side=side, when=When.MORNING)


def ran(ago: int, run: str = "", *, session: str = "", orthotic: str = "") -> Ran:
    """Return a run."""
    return Ran(
        id=run or f"r{next(_NUMBERS)}", at=at(back(ago)), day=back(ago), distance_m=5000.0, session=session,
        orthotic=orthotic,
    )  # fmt: skip


def warned(*signs: Sign, ago: int = 0) -> Warned:
    """Return signs of the whole body."""
    return Warned(id=f"w{next(_NUMBERS)}", at=at(back(ago)), day=back(ago), signs=signs)


def wore(sore: int, ago: int) -> Wore:
    """Return hours in orthotics, with how they felt."""
    return Wore(id=f"o{next(_NUMBERS)}", at=at(back(ago)), day=back(ago), orthotic="insole", hours=2.0, sore=sore)


def cleared(of: str, flag: str, ago: int = 0) -> Cleared:
    """Return that a flag was cleared."""
    return Cleared(id=f"c{next(_NUMBERS)}", at=at(back(ago)), day=back(ago), of=of, flag=flag, note="seen by Dr X")


def lit(*entries: Happening, day: date = TODAY) -> Light:
    """Return the light of a day."""
    return light(entries, day, LIGHT, FLAGS)


def rolled(seconds: float, ago: int, side: Side = Side.LEFT) -> Played:
    """Return an IT-band roll of one side that took so long until it eased."""
    step = StepDone(exercise="it-band-foam-roll", side=side, done_s=seconds, time_to_clear_s=seconds)
    return Played(id=f"p{next(_NUMBERS)}", at=at(back(ago)), day=back(ago), routine="it-band-spot-roll", steps=(step,))
