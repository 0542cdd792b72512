"""The demo: a throw-away store with a half marathon build-up in its ninth week, and what a runner has logged so far."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from planner.actions import changes
from planner.actions.build_ups import Request, preview
from planner.actions.desk import Desk
from planner.actions.gear import add_shoe
from planner.actions.orthotics import add_orthotic
from planner.domain.body import Area, Side
from planner.domain.days import week_start
from planner.domain.gear import Role
from planner.domain.layer import Hung
from planner.domain.log import Feeling, Felt, Happening, Noted, Played, Ran, Skipped, SpotDone, StepDone, When, Wore
from planner.domain.plan import Plan
from planner.domain.race import RACE_M, Level
from planner.domain.session import Session, SessionKind
from planner.store.store import Store

_SEED = 26_2
_WEEKS_BEHIND = 8
_WEEKS = 18
_WHY = ("work ran late", "a cold coming", "ice on the road", "visitors")
_CUT_SHORT = 21
"""The run of the plan, counted from 0, that ended early."""
_NOTES = ((1, "new laces, heel holds better"), (4, "slept badly all week"), (7, "hills feel lighter"))
"""Notes on the last day of a week, counted from 0."""
_EASY_PACE_S = 372
_SPOT_ROLL = "it-band-spot-roll"


def fill_demo(store: Store, now: datetime) -> Desk:
    """Fill an empty store with the demo as seen at `now` and return its desk. The same day gives the same demo."""
    random = Random(_SEED)  # noqa: S311 - nothing secret in a demo
    desk = Desk(store, now=lambda: now, pick=random.choice)
    add_shoe(desk, "Blue daily", shoe_id="blue", model="a daily trainer", start_m=190_000.0)
    add_shoe(desk, "Red racer", shoe_id="red", role=Role.RACE, model="a light racer", start_m=40_000.0)
    add_orthotic(desk, "Cork insoles", orthotic_id="cork", make="semi-rigid", since=desk.today - timedelta(days=200))
    start = week_start(desk.today) - timedelta(weeks=_WEEKS_BEHIND)
    request = Request(
        race_name="Spring Half",
        race_day=start + timedelta(days=7 * _WEEKS - 1),
        distance_m=RACE_M["half"],
        level=Level.NOVICE,
        weekly_m=25_000.0,
        longest_m=9_000.0,
        days=4,
        start=start,
        shoe="blue",
        orthotic="cork",
    )
    plan = preview(desk, request, "spring").plan
    # Not by way of `keep`: `u` in the demo must not take the demo itself back.
    store.create_plan(plan)
    desk.set(plan=plan.id)
    store.add_entries(*_history(desk, plan, random))
    desk.refresh()
    _move_one(desk)
    return desk


def _history(desk: Desk, plan: Plan, random: Random) -> Iterator[Happening]:
    """Yield what was logged before today: runs, skips, played routines, what was felt, worn and noted."""
    schedule = desk.schedule_of(plan)
    skipped: dict[str, Skipped] = {}
    for number, planned in enumerate(schedule.sessions):
        session = planned.session
        if session.day >= desk.today:
            continue
        if number % 11 == 7 and session.kind is SessionKind.EASY:
            skipped[session.id] = _skip(desk, plan, session.id, session.day, _WHY[number // 11 % len(_WHY)])
            yield skipped[session.id]
        else:
            yield _run(desk, plan, session, random, share=0.6 if number == _CUT_SHORT else 1.0)
    rolls = 0
    for item in schedule.hung:
        if item.day >= desk.today or not item.is_routine:
            continue
        if item.session in skipped:
            yield _skip(desk, plan, item.id, item.day, skipped[item.session].why)
        elif item.what == _SPOT_ROLL:
            yield _spot_roll(desk, plan, item, rolls, random)
            rolls += 1
        elif (luck := random.random()) < 0.86:
            yield Played(
                id=desk.new_id(), at=_at(item.day, 19), day=item.day, plan=plan.id, item=item.id, routine=item.what,
                complete=luck < 0.8,
            )  # fmt: skip
    yield from _feelings(desk)
    yield from _days(desk, plan, random)


def _skip(desk: Desk, plan: Plan, item: str, day: date, why: str) -> Skipped:
    return Skipped(id=desk.new_id(), at=_at(day, 20), day=day, plan=plan.id, session=item, why=why)


def _days(desk: Desk, plan: Plan, random: Random) -> Iterator[Happening]:
    """Yield what belongs to days: hours in the insoles on workdays, a note now and then."""
    for ago in range(14, 0, -1):
        day = desk.today - timedelta(days=ago)
        if day.weekday() < 5:
            hours = float(random.randint(5, 8))
            yield Wore(id=desk.new_id(), at=_at(day, 21), day=day, orthotic="cork", hours=hours)
    for week, text in _NOTES:
        day = plan.weeks[week].start + timedelta(days=6)
        yield Noted(id=desk.new_id(), at=_at(day, 21), day=day, text=text)


def _run(desk: Desk, plan: Plan, session: Session, random: Random, *, share: float) -> Ran:
    planned_m = session.distance.middle_m if session.distance else 5_000.0
    distance_m = round(planned_m * random.uniform(0.97, 1.04) * share, -2)
    return Ran(
        id=desk.new_id(),
        at=_at(session.day, 18),
        day=session.day,
        plan=plan.id,
        session=session.id,
        distance_m=distance_m,
        duration_s=round(distance_m / 1000 * _EASY_PACE_S * random.uniform(0.96, 1.03)),
        shoe="blue",
        orthotic="cork",
        feel=random.randint(5, 8) if share == 1.0 else 3,
        note="" if share == 1.0 else "calf tight, walked home",
    )


def _spot_roll(desk: Desk, plan: Plan, item: Hung, before: int, random: Random) -> Played:
    """Return a played spot roll; its seconds fall with every one before it, as the protocol expects."""
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
        id=desk.new_id(),
        at=_at(item.day, 20),
        day=item.day,
        plan=plan.id,
        item=item.id,
        routine=item.what,
        started=_at(item.day, 20),
        seconds=sum(step.done_s for step in steps),
        steps=tuple(steps),
    )


def _feelings(desk: Desk) -> Iterator[Felt]:
    for days_ago, area, side, score, feeling in (
        (41, Area.CALF, Side.LEFT, 5, Feeling.TIGHTNESS),
        (27, Area.IT_BAND, Side.LEFT, 5, Feeling.TIGHTNESS),
        (18, Area.KNEE, Side.LEFT, 2, Feeling.PAIN),
        (12, Area.IT_BAND, Side.LEFT, 4, Feeling.TIGHTNESS),
        (4, Area.CALF, Side.RIGHT, 3, Feeling.TIGHTNESS),
    ):
        day = desk.today - timedelta(days=days_ago)
        yield Felt(
            id=desk.new_id(), at=_at(day, 21), day=day, area=area, side=side, score=score, feeling=feeling,
            when=When.AFTER,
        )  # fmt: skip


def _move_one(desk: Desk) -> None:
    """Move one run of the coming days to a free day next to it, so that the demo shows a change."""
    plan = desk.plan_of("spring")
    sessions = desk.schedule_of(plan).sessions
    busy = {planned.session.day for planned in sessions}
    for planned in sessions:
        to = planned.session.day + timedelta(days=1)
        if planned.session.kind is SessionKind.EASY and planned.session.day > desk.today and to not in busy:
            changes.move(desk, planned.session.id, to)
            return


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour, 5), tzinfo=UTC)
