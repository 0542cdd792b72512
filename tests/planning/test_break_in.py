"""The break-in of orthotics: each schedule as its file says, each setback, and laws that hold whatever is logged."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.actions.break_ins import rules
from planner.actions.checks import rules as check_rules
from planner.domain.body import Area
from planner.domain.gear import Orthotic, Schedule, Sheet
from planner.domain.health import Sign
from planner.domain.log import Feeling, Felt, Ran, Wore
from planner.planning.break_in import BreakIn, State, Why, break_in, latest_start, needed_days
from planner.planning.break_in_rules import plan_of

START = date(2027, 2, 1)
AT = datetime(2027, 2, 1, 8, 0, tzinfo=UTC)
RULES = rules()
SHEETS = {Schedule.CLINIC, Schedule.HOURLY, Schedule.CAUTIOUS}


def item(schedule: Schedule = Schedule.CLINIC, sheet: Sheet | None = None, start: date | None = START) -> Orthotic:
    return Orthotic(id="cork", name="Cork", started=start, schedule=schedule, sheet=sheet)


def on(n: int) -> date:
    """The n-th day of the calendar from the start, from 1."""
    return START + timedelta(days=n - 1)


def wore(n: int, hours: float, sore: int | None = None) -> Wore:
    return Wore(id=f"w{n}", at=AT, day=on(n), orthotic="cork", hours=hours, sore=sore)


def felt(n: int, score: int, area: Area = Area.KNEE, **more: Any) -> Felt:
    return Felt(id=f"f{n}{area}", at=AT, day=on(n), area=area, score=score, **more)


def now(
    n: int,
    wears: tuple[Wore, ...] = (),
    hurts: tuple[Felt, ...] = (),
    orthotic: Orthotic | None = None,
    runs: tuple[Ran, ...] = (),
) -> BreakIn:
    return break_in(orthotic or item(), wears, hurts, runs, on(n), RULES)


def hours_of(found: BreakIn, n: int) -> float | None:
    one = found.on(on(n))
    assert one
    return one.hours


@pytest.mark.parametrize("schedule", sorted(SHEETS))
def test_every_row_of_a_schedule_is_laid_out_as_its_file_says(schedule: Schedule) -> None:
    plan = RULES.schedule[schedule]
    found = now(1, orthotic=item(schedule))
    assert [hours_of(found, n) for n in range(1, len(plan.hours) + 1)] == list(plan.hours)
    assert hours_of(found, len(plan.hours) + 1) is None
    assert found.gate == on(plan.run_day)
    assert plan.source


def test_the_schedules_are_those_of_the_clinics() -> None:
    hours = {name: list(plan.hours) for name, plan in RULES.schedule.items()}
    assert hours == {
        "clinic": [1, 2, 0, 3, 5, 0, 7, 9, 0, 10],
        "hourly": [2, 3, 4, 5, 6, 7, 8],
        "cautious": [1, 1, 2, 2, 3, 0, 3, 4, 5, 6, 7, 8, 8],
    }
    assert RULES.schedule["clinic"].run_day == 18


def test_the_checks_know_the_same_first_runs() -> None:
    known = check_rules().rule["break-in"].schedules
    assert {name: plan.first_run for name, plan in RULES.schedule.items()} == known


def test_the_own_sheet_wins_over_every_schedule() -> None:
    sheet = Sheet(hours=(1, 0, 2), first_run=5)
    found = now(1, orthotic=item(Schedule.CAUTIOUS, sheet))
    assert [hours_of(found, n) for n in range(1, 5)] == [1, 0, 2, None]
    assert found.gate == on(5)
    assert now(1, orthotic=item(Schedule.OWN)).state is State.NO_SHEET


def test_a_day_that_was_worn_leads_to_the_next_and_a_missed_one_comes_again() -> None:
    assert hours_of(now(2, (wore(1, 1),)), 2) == 2
    missed = now(3, (wore(1, 1),))
    assert (hours_of(missed, 3), missed.on(on(3)).why) == (2, Why.AGAIN)  # type: ignore[union-attr]
    assert missed.gate == on(19)


@pytest.mark.parametrize(("hours", "number"), [(1.5, 3), (1.4, 2)])
def test_three_quarters_of_the_hours_are_enough(hours: float, number: int) -> None:
    found = now(3, (wore(1, 1), wore(2, hours)))
    assert found.on(on(3)).number == number  # type: ignore[union-attr]


def test_a_day_off_passes_by_itself_and_all_day_wear_needs_no_log() -> None:
    hours = RULES.schedule["clinic"].hours
    wears = tuple(wore(n, h) for n, h in enumerate(hours, 1) if h)
    assert hours_of(now(4, wears[:2]), 4) == 3
    later = now(18, wears)
    assert later.state is State.RUNNING
    assert later.gate == on(18)


def test_a_week_without_them_repeats_two_days() -> None:
    wears = (wore(1, 1), wore(2, 2), wore(4, 3))
    assert now(11, wears).on(on(11)).number == 5  # type: ignore[union-attr]
    back = now(12, wears).on(on(12))
    assert back
    assert (back.number, back.why) == (3, Why.BACK)


def test_discomfort_takes_an_hour_a_day_until_it_settles_and_then_adds_it_again() -> None:
    begun = (wore(1, 1), wore(2, 2), wore(4, 3))
    once = (*begun, wore(5, 5, sore=RULES.setback.most_score + 1))
    assert hours_of(now(6, once), 6) == 4
    twice = (*once, wore(6, 4, sore=6))
    assert hours_of(now(7, twice), 7) == 3
    settled = (*twice, wore(7, 3))
    assert hours_of(now(8, settled), 8) == 4
    assert hours_of(now(9, (*settled, wore(8, 4))), 9) == 5
    assert now(7, twice).advice[0] == "cut"


def test_a_score_at_the_threshold_only_holds_the_hours() -> None:
    begun = (wore(1, 1), wore(2, 2, sore=RULES.setback.most_score))
    found = now(3, begun)
    assert (hours_of(found, 3), found.on(on(3)).why) == (2, Why.HOLD)  # type: ignore[union-attr]


def test_soreness_after_day_one_holds_the_time() -> None:
    assert hours_of(now(2, (wore(1, 1, sore=8),)), 2) == 1


@pytest.mark.parametrize(
    ("area", "score", "cut"),
    [(Area.KNEE, 4, True), (Area.PLANTAR_FOOT, 4, True), (Area.ANKLE, 9, True), (Area.LOW_BACK, 4, True),
     (Area.KNEE, 3, False), (Area.GLUTE_MED, 9, False)],
)  # fmt: skip
def test_what_is_felt_in_foot_ankle_knee_or_back_counts_above_three(area: Area, score: int, cut: bool) -> None:
    found = now(3, (wore(1, 1), wore(2, 2)), (felt(2, score, area),))
    assert (found.on(on(3)).why is Why.CUT) is cut  # type: ignore[union-attr]


def test_tightness_is_no_discomfort() -> None:
    found = now(3, (wore(1, 1), wore(2, 2)), (felt(2, 9, feeling=Feeling.TIGHTNESS),))
    assert found.on(on(3)).why is Why.ON  # type: ignore[union-attr]


@pytest.mark.parametrize("more", [{"feeling": Feeling.SHARP}, {"signs": (Sign.LIMP,)}])
def test_sharp_or_gait_changing_pain_stops_until_it_is_begun_again(more: dict[str, Any]) -> None:
    found = now(3, (wore(1, 1), wore(2, 2)), (felt(2, 2, **more),))
    assert found.state is State.STOPPED
    assert found.advice[0] == "stop"
    assert found.gate is None
    assert found.on(on(4)) is None
    anew = break_in(item(start=on(3)), (wore(1, 1),), (felt(2, 2, **more),), (), on(3), RULES)
    assert anew.state is State.WALKING


def test_sharp_pain_on_a_day_without_them_stops_nothing() -> None:
    assert now(5, (wore(1, 1),), (felt(4, 2, feeling=Feeling.SHARP),)).state is State.WALKING


@pytest.mark.parametrize(("days", "told"), [(4, True), (3, False)])
def test_joint_pain_that_rises_for_more_than_three_days_is_for_the_practitioner(days: int, told: bool) -> None:
    hurts = tuple(felt(n, n) for n in range(1, days + 1))
    assert ("practitioner" in now(days, hurts=hurts).advice) is told


@pytest.mark.parametrize(("today", "told"), [(22, True), (21, False)])
def test_still_uncomfortable_after_three_weeks_is_for_an_adjustment(today: int, told: bool) -> None:
    wears = tuple(wore(n, 1, sore=1) for n in range(1, today + 1))
    assert ("adjust" in now(today, wears).advice) is told


def test_nothing_logged_for_three_weeks_or_long_ago_is_not_followed() -> None:
    silent = RULES.wear.silent_days
    assert now(silent).state is State.WALKING
    assert now(silent + 1).state is State.SILENT
    follow = RULES.wear.follow_days
    assert now(follow + 1, (wore(1, 1),)).state is State.IN_USE
    assert break_in(item(start=None), (), (), (), START, RULES).state is State.NONE


def test_before_its_start_it_lies_ahead() -> None:
    found = break_in(item(), (), (), (), START - timedelta(days=3), RULES)
    assert (found.state, found.gate) == (State.AHEAD, on(18))


logs = st.lists(
    st.tuples(st.sampled_from([0, 1, 2, 3, 5, 8]), st.none() | st.integers(0, 10), st.integers(0, 10)), max_size=40
)


@given(logs, st.sampled_from(sorted(SHEETS)), st.integers(0, 3))
def test_hours_never_rise_after_a_sore_day(
    log: list[tuple[int, int | None, int]], schedule: Schedule, quiet: int
) -> None:
    wears = tuple(wore(n, h, sore) for n, (h, sore, _) in enumerate(log, 1) if h)
    hurts = tuple(felt(n, score) for n, (_, _, score) in enumerate(log, 1) if score)
    found = now(len(log) + 1 + quiet, wears, hurts, item(schedule))
    all_day = RULES.wear.all_day_h
    by_day = {one.day: one for one in found.days}
    for one in found.days:
        after = by_day.get(one.day + timedelta(days=1))
        most = max((w.sore or 0 for w in wears if w.day == one.day), default=0)
        most = max([most, *(f.score for f in hurts if f.day == one.day)])
        if after and one.day < on(len(log) + 1 + quiet) and most > RULES.setback.most_score:
            before = all_day if one.hours is None else one.hours
            assert (all_day if after.hours is None else after.hours) <= before


@given(logs, st.sampled_from(sorted(SHEETS)))
def test_no_log_moves_the_first_run_before_the_day_of_the_schedule(
    log: list[tuple[int, int | None, int]], schedule: Schedule
) -> None:
    wears = tuple(wore(n, h, sore) for n, (h, sore, _) in enumerate(log, 1) if h)
    hurts = tuple(felt(n, score) for n, (_, _, score) in enumerate(log, 1) if score)
    for today in range(1, len(log) + 2):
        mine = tuple(one for one in wears if one.day <= on(today))
        found = now(today, mine, tuple(one for one in hurts if one.day <= on(today)), item(schedule))
        assert found.gate is None or found.gate >= on(RULES.schedule[schedule].run_day)


@given(
    st.sampled_from(sorted(SHEETS)),
    st.integers(0, 300).map(lambda n: date(2027, 1, 1) + timedelta(days=n)),
    st.sampled_from([42, 56]),
)
def test_begun_on_the_latest_start_it_is_in_full_use_by_the_race(schedule: Schedule, race: date, least: int) -> None:
    plan = plan_of(item(schedule), RULES)
    assert plan
    start = latest_start(race, plan, RULES, least)
    found = break_in(item(schedule, start=start), (), (), (), start, RULES)
    assert found.full_use
    assert found.full_use <= race
    assert (race - start).days == max(least, needed_days(plan, RULES))
