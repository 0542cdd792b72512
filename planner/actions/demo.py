"""The demo: a throw-away store with a half marathon build-up in its ninth week, and what a runner has logged so far."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from random import Random

from msgspec.structs import replace

from planner.actions import changes
from planner.actions.build_ups import Request, preview
from planner.actions.demo_gear import DAILY, INSOLES, LONG, add_gear, shoe_of
from planner.actions.demo_sessions import SPOT_ROLL, Playing, spot_roll
from planner.actions.demo_story import Story, moment
from planner.actions.desk import Desk
from planner.actions.shoes import kinds_layer
from planner.domain.days import week_start
from planner.domain.log import Happening, Played, Ran, Skipped, Surface
from planner.domain.plan import Plan
from planner.domain.race import RACE_M, Level, Phase
from planner.domain.session import Session, SessionKind
from planner.store.store import Store

_SEED = 26_2
_WEEKS_BEHIND = 8
_WEEKS = 18
_WHY = ("work ran late", "a cold coming", "ice on the road", "visitors")
_CUT_SHORT = 21
"""The run of the plan, counted from 0, that ended early."""
_EASY_PACE_S = 372
_SORE_WEEKS = (4, 5)
"""The weeks, counted from 0, in which the knee was sore: the runs felt worse."""
_EASY_ON = (Surface.ROAD, Surface.PATH, Surface.ROAD, Surface.CAMBER)
_SURFACES = {
    SessionKind.STRIDES: Surface.TRACK,
    SessionKind.HILLS: Surface.HILLS,
    SessionKind.TEMPO: Surface.ROAD,
    SessionKind.LONG: Surface.PATH,
}


def fill_demo(store: Store, now: datetime) -> Desk:
    """Fill an empty store with the demo as seen at `now` and return its desk. The same day gives the same demo."""
    random = Random(_SEED)  # noqa: S311 - nothing secret in a demo
    desk = Desk(store, now=lambda: now, pick=random.choice)
    start = week_start(desk.today) - timedelta(weeks=_WEEKS_BEHIND)
    add_gear(store, desk.today, start)
    request = Request(
        race_name="Spring Half",
        race_day=start + timedelta(days=7 * _WEEKS - 1),
        distance_m=RACE_M["half"],
        level=Level.NOVICE,
        weekly_m=25_000.0,
        longest_m=9_000.0,
        days=4,
        start=start,
        shoe=DAILY,
        orthotic=INSOLES,
    )
    plan = preview(desk, request, "spring").plan
    # The pair came in during base, and the long runs there were done in the other one.
    later = tuple(phase for phase in Phase if phase is not Phase.BASE)
    plan = replace(plan, layers=(*plan.layers, replace(kinds_layer(desk.shoe(LONG)), phases=later)))
    # Not by way of `keep`: `u` in the demo must not take the demo itself back.
    store.create_plan(plan)
    desk.set(plan=plan.id)
    store.add_entries(*_history(desk, plan, random))
    desk.refresh()
    _move_one(desk)
    return desk


def _history(desk: Desk, plan: Plan, random: Random) -> Iterator[Happening]:
    """Yield what was logged before today: runs, skips, played routines, what was felt, seen, worn and noted."""
    schedule = desk.schedule_of(plan)
    # What was felt and how it was played has chances of its own: a word more there leaves plan and runs as they are.
    luck_of_story = Random(_SEED + 1)  # noqa: S311
    skipped: dict[str, Skipped] = {}
    runs: dict[date, str] = {}
    for number, planned in enumerate(schedule.sessions):
        session = planned.session
        if session.day >= desk.today:
            continue
        if number % 11 == 7 and session.kind is SessionKind.EASY:
            skipped[session.id] = _skip(desk, plan, session.id, session.day, _WHY[number // 11 % len(_WHY)])
            yield skipped[session.id]
        else:
            runs[session.day] = session.id
            yield _run(desk, plan, session, random, number)
    story = Story(desk.today, plan.weeks[0].start, runs, luck_of_story.choice)
    playing = Playing(desk, story, luck_of_story)
    rolls = 0
    for item in schedule.hung:
        if item.day >= desk.today or not item.is_routine:
            continue
        if item.session in skipped:
            yield _skip(desk, plan, item.id, item.day, skipped[item.session].why)
        elif item.what == SPOT_ROLL:
            yield from playing.tell(spot_roll(item, plan.id, desk.new_id(), rolls, random))
            rolls += 1
        elif (luck := random.random()) < 0.86:
            yield from playing.tell(
                Played(
                    id=desk.new_id(), at=moment(item.day, 19), day=item.day, plan=plan.id, item=item.id,
                    routine=item.what, complete=luck < 0.8,
                )
            )  # fmt: skip
    yield from story.tell()


def _skip(desk: Desk, plan: Plan, item: str, day: date, why: str) -> Skipped:
    return Skipped(id=desk.new_id(), at=moment(day, 20), day=day, plan=plan.id, session=item, why=why)


def _run(desk: Desk, plan: Plan, session: Session, random: Random, number: int) -> Ran:
    share = 0.6 if number == _CUT_SHORT else 1.0
    planned_m = session.distance.middle_m if session.distance else 5_000.0
    distance_m = round(planned_m * random.uniform(0.97, 1.04) * share, -2)
    run_id = desk.new_id()
    duration_s = round(distance_m / 1000 * _EASY_PACE_S * random.uniform(0.96, 1.03))
    week = (session.day - plan.weeks[0].start).days // 7
    feel = random.randint(5, 8) - 2 * (week in _SORE_WEEKS) if share == 1.0 else 3
    shoe = shoe_of(session.kind, week, session.day.weekday())
    return Ran(
        id=run_id,
        at=moment(session.day, 18),
        day=session.day,
        plan=plan.id,
        session=session.id,
        distance_m=distance_m,
        duration_s=duration_s,
        shoe=shoe,
        orthotic=INSOLES if shoe == DAILY else "",
        feel=feel,
        surface=_SURFACES.get(session.kind, _EASY_ON[number % len(_EASY_ON)]),
        comfort=_comfort(shoe, week, number),
        hot_spots="left little toe" if number == _CUT_SHORT + 1 else "",
        note="" if share == 1.0 else "calf tight, walked home",
    )


def _comfort(shoe: str, week: int, number: int) -> int:
    """Return how the shoes felt: the daily pair less and less so, the new one well."""
    return (8 - week // 3 if shoe == DAILY else 9 if shoe == LONG else 7) - (number % 3 == 0)


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
