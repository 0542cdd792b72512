"""Every rule of the checks: a plan in which it finds something, and the same plan put right, in which it does not."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from time import perf_counter

import msgspec
import pytest

from planner.actions.break_ins import orthotic_rules
from planner.actions.break_ins import rules as break_in_rules
from planner.actions.checks import rules
from planner.domain.change import Move
from planner.domain.days import Weekday
from planner.domain.gear import Gear, Orthotic, Schedule, Shoe
from planner.domain.layer import Anchor, Layer, Thing
from planner.domain.log import Ran
from planner.domain.plan import Plan
from planner.domain.race import Inputs, Level, Phase, Priority, Race, TuneUp
from planner.domain.session import Session, SessionKind
from planner.domain.units import Span, Unit
from planner.domain.week import PlanWeek
from planner.planning.checks import CHECKS, Finding, Weight, check_plan, looks_of, tables_of
from planner.planning.orthotic_ramp import RampRun

MONDAY = date(2027, 1, 4)
AT = datetime(2027, 1, 1, tzinfo=UTC)
INPUTS = Inputs(level=Level.NOVICE, weekly_m=20_000, longest_m=8_000, days=3, long_run_day=Weekday.SUN, start=MONDAY)

Runs = Mapping[int, tuple[SessionKind, float]]
EASY, LONG, TEMPO, TUNE_UP = SessionKind.EASY, SessionKind.LONG, SessionKind.TEMPO, SessionKind.TUNE_UP


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """A plan for the checks: weeks of weekday -> kind and km, what it is made from, and what stands beside it."""

    weeks: tuple[Runs, ...]
    race_km: float = 10
    recovery: tuple[Runs, ...] = ()
    inputs: Inputs | None = None
    gear: tuple[Gear, ...] = ()
    layers: tuple[Layer, ...] = ()
    moved: tuple[str, ...] = ()
    seconds: dict[str, float] = {}
    ran: tuple[Ran, ...] = ()
    ramps: dict[str, tuple[RampRun, ...]] = {}

    def plan(self) -> Plan:
        """Return the plan; the race is on the last Sunday before the recovery weeks."""
        every = (*self.weeks, *self.recovery)
        race_day = MONDAY + timedelta(days=7 * len(self.weeks) - 1)
        base = tuple(
            Session(id=f"w{n}d{day}", day=MONDAY + timedelta(days=7 * n + day), kind=kind, distance=Span.of(km * 1000))
            for n, week in enumerate(every)
            for day, (kind, km) in week.items()
        )
        race = Session(id="race", day=race_day, kind=SessionKind.RACE, distance=Span.of(self.race_km * 1000))
        phases = [Phase.BUILD] * (len(self.weeks) - 1) + [Phase.RACE] + [Phase.RECOVERY] * len(self.recovery)
        return Plan(
            id="p",
            race=Race(name="Race", day=race_day, distance_m=self.race_km * 1000, session="race"),
            inputs=self.inputs,
            weeks=tuple(PlanWeek(start=MONDAY + timedelta(days=7 * n), phase=phase) for n, phase in enumerate(phases)),
            base=(*base, race),
            layers=self.layers,
            changes=tuple(Move(id=f"m{n}", at=AT, session=one, to=MONDAY) for n, one in enumerate(self.moved)),
        )

    def found(self, code: str) -> list[Finding]:
        """Return what a rule finds in it."""
        known = {Thing.SHOE: {item.id for item in self.gear}}
        listed = check_plan(
            self.plan(),
            rules(),
            unit=Unit.KM,
            known=known,
            gear=self.gear,
            seconds=self.seconds,
            ran=self.ran,
            ramps=self.ramps,
        )
        return [one for one in listed if one.code == code]


STEADY: Runs = {1: (EASY, 6), 3: (EASY, 6), 6: (LONG, 8)}
LOW: Runs = {1: (EASY, 4), 3: (EASY, 4), 6: (EASY, 6)}
SHORT: Runs = {0: (EASY, 4), 2: (EASY, 4)}
CALM = Case(weeks=(STEADY, STEADY, STEADY, LOW, STEADY, STEADY, SHORT))
RACE_DAY = CALM.plan().race.day


def but(base: Case = CALM, week: int = 2, runs: Runs | None = None, **more: object) -> Case:
    """Return a case with some runs of a week, and whatever else, put otherwise."""
    weeks = list(base.weeks)
    weeks[week] = {**weeks[week], **(runs or {})}
    return msgspec.structs.replace(base, weeks=tuple(weeks), **more)


def inputs(**more: object) -> Inputs:
    return msgspec.structs.replace(INPUTS, **more)


def hung(thing: Thing, what: str, anchor: Anchor = Anchor.RUN, *kinds: SessionKind) -> tuple[Layer, ...]:
    return (Layer(id="l", name="L", thing=thing, anchor=anchor, what=what, kinds=kinds),)


def in_shoe(**more: object) -> Case:
    shoe = msgspec.structs.replace(Shoe(id="blue", name="Blue"), **more)
    return but(gear=(shoe,), layers=hung(Thing.SHOE, "blue"))


def in_orthotic(days: int, schedule: Schedule = Schedule.OWN) -> Case:
    item = Orthotic(id="shell", name="Shell", since=RACE_DAY - timedelta(days=days), schedule=schedule)
    return but(gear=(item,), layers=hung(Thing.ORTHOTIC, "shell"))


def both_new(days: int) -> Case:
    shoe = Shoe(id="blue", name="Blue", bought=MONDAY, start_m=30_000)
    shell = Orthotic(id="shell", name="Shell", since=MONDAY + timedelta(days=days), schedule=Schedule.OWN)
    on_runs = msgspec.structs.replace(hung(Thing.ORTHOTIC, "shell")[0], id="o")
    return but(gear=(shoe, shell), layers=(*hung(Thing.SHOE, "blue"), on_runs))


def plated(*kinds: SessionKind) -> Case:
    shoe = Shoe(id="fast", name="Fast", plate=True)
    return but(gear=(shoe,), layers=hung(Thing.SHOE, "fast", Anchor.RUN, SessionKind.RACE, *kinds))


def in_ramp(session: str, number: int, *, fits: bool, week: int = 2) -> Case:
    """Orthotics on a run of the plan, as the run of that number in them."""
    day = but(week=week).plan()
    planned = next(one for one in day.base if one.id == session)
    run = RampRun(day=planned.day, session=session, number=number, fits=fits, text="race without them", hung=True)
    tempo: Runs = {3: (TEMPO, 6)}
    return but(week=week, runs=tempo if session.endswith("d3") else {6: (LONG, 9)}, ramps={"shell": (run,)})


MARATHON: Runs = {1: (EASY, 12), 2: (EASY, 12), 4: (EASY, 12), 6: (LONG, 24)}
LONGER: Runs = {6: (LONG, 27)}
WITH_TUNE_UP: Runs = {6: (TUNE_UP, 8)}
GONE = Layer(id="l", name="L", thing=Thing.SHOE, anchor=Anchor.RUN, what="gone")
FULL = tuple(dict.fromkeys(range(7), (EASY, 3.0)) for _ in range(3))

CASES: dict[str, tuple[Case, Case]] = {
    "spike": (but(runs={6: (LONG, 9)}), but(runs={6: (LONG, 8.7)})),
    "week-growth": (but(runs={5: (EASY, 5)}), but(runs={5: (EASY, 1)})),
    "long-share": (but(runs={1: (EASY, 3), 3: (EASY, 3)}), CALM),
    "long-time": (
        but(runs={6: (LONG, 26)}, inputs=inputs(easy_pace_s=360)),
        but(runs={6: (LONG, 25)}, inputs=inputs(easy_pace_s=360)),
    ),
    "long-long": (
        Case(weeks=(MARATHON, {**MARATHON, **LONGER}, {**MARATHON, **LONGER}, SHORT), race_km=42.195),
        Case(weeks=({**MARATHON, **LONGER}, MARATHON, {**MARATHON, **LONGER}, SHORT), race_km=42.195),
    ),
    "no-cut-back": (Case(weeks=(*[STEADY] * 5, SHORT)), Case(weeks=(*[STEADY] * 4, LOW, STEADY, STEADY, SHORT))),
    "hard-hard": (but(runs={5: (TEMPO, 3)}), but(runs={4: (TEMPO, 3)})),
    "no-rest": (Case(weeks=(*FULL, SHORT)), Case(weeks=(dict.fromkeys(range(6), (EASY, 3.0)), SHORT))),
    "much-quality": (
        but(runs={1: (TEMPO, 6), 3: (TEMPO, 6)}, inputs=INPUTS),
        but(runs={1: (TEMPO, 6), 3: (TEMPO, 6)}, inputs=inputs(level=Level.INTERMEDIATE)),
    ),
    "blocked-day": (
        but(inputs=inputs(blocked=(MONDAY + timedelta(days=1),))),
        but(inputs=inputs(blocked=(MONDAY + timedelta(days=2),))),
    ),
    "full-day": (
        but(inputs=inputs(easy_pace_s=360, minutes={Weekday.SUN: 40})),
        but(inputs=inputs(easy_pace_s=360, minutes={Weekday.SUN: 45})),
    ),
    "few-weeks": (
        Case(weeks=(STEADY, STEADY, STEADY, SHORT), inputs=INPUTS),
        Case(weeks=(STEADY, STEADY, STEADY, STEADY, SHORT), inputs=INPUTS),
    ),
    "start": (
        but(race_km=21.0975, inputs=inputs(weekly_m=14_000)),
        but(race_km=21.0975, inputs=inputs(weekly_m=16_000)),
    ),
    "longest-run": (
        but(race_km=21.0975, week=5, runs={6: (LONG, 9)}),
        but(race_km=21.0975, week=4, runs={6: (LONG, 9)}),
    ),
    "tune-up": (but(week=5, runs={6: (TUNE_UP, 8)}), but(week=4, runs={6: (TUNE_UP, 8)})),
    "taper": (but(week=6, runs={0: (EASY, 6), 2: (EASY, 6)}), CALM),
    "near-race": (but(week=6, runs={4: (TEMPO, 3)}), but(week=6, runs={3: (TEMPO, 3)})),
    "after-race": (but(recovery=({5: (TEMPO, 3)},)), but(recovery=({6: (EASY, 3)}, {0: (TEMPO, 3)}))),
    "race-jump": (CALM, but(race_km=8)),
    "new-shoe": (
        in_shoe(bought=RACE_DAY - timedelta(days=13)),
        in_shoe(bought=RACE_DAY - timedelta(days=14)),
    ),
    "plated-shoe": (plated(), plated(LONG)),
    "new-orthotic": (in_orthotic(41), in_orthotic(42)),
    "break-in": (in_orthotic(27, Schedule.HOURLY), in_orthotic(27)),
    "break-in-quality": (in_ramp("w2d3", 6, fits=False), in_ramp("w2d3", 7, fits=True)),
    "break-in-long": (in_ramp("w2d1", 1, fits=True), in_ramp("w2d1", 2, fits=True)),
    "full-use": (in_ramp("race", 9, fits=False), in_ramp("race", 10, fits=True)),
    "retired": (in_shoe(retired=RACE_DAY - timedelta(days=1)), in_shoe(retired=RACE_DAY)),
    "shoe-ramp": (in_shoe(bought=MONDAY), in_shoe(bought=MONDAY, start_m=30_000)),
    "race-shoe": (
        but(gear=(Shoe(id="blue", name="Blue"),), layers=hung(Thing.SHOE, "blue", Anchor.RUN, SessionKind.RACE)),
        in_shoe(),
    ),
    "shoe-due": (in_shoe(start_m=585_000), in_shoe(start_m=570_000)),
    "new-both": (both_new(13), both_new(14)),
    "missing-routine": (but(layers=(GONE,)), but(layers=(msgspec.structs.replace(GONE, on=False),))),
    "lost-change": (but(moved=("nowhere",)), but(moved=("w0d1",))),
}


def test_every_rule_has_its_check_and_its_case() -> None:
    assert rules().rule.keys() == CHECKS.keys() == CASES.keys()


@pytest.mark.parametrize("code", CASES)
def test_a_rule_finds_what_is_wrong(code: str) -> None:
    found = CASES[code][0].found(code)
    assert found
    assert len({one.key for one in found}) == len(found)
    for one in found:
        assert one.key.startswith(f"{code}:")
        assert not one.reason.endswith(".")
        assert one.title == rules().rule[code].title


@pytest.mark.parametrize("code", CASES)
def test_a_rule_is_quiet_about_what_was_put_right(code: str) -> None:
    assert CASES[code][1].found(code) == []


@pytest.mark.parametrize("code", CASES)
def test_a_rule_can_be_explained_with_its_numbers(code: str) -> None:
    said = looks_of(rules().rule[code], Unit.KM)
    assert said.endswith(".")
    assert "{" not in said
    assert all(line.endswith(".") for line in tables_of(rules().rule[code], Unit.KM))


def weights(case: Case, code: str) -> list[Weight]:
    return [one.weight for one in case.found(code)]


def test_a_run_over_150_minutes_weighs_more_the_longer_it_takes_and_a_guessed_pace_is_a_note() -> None:
    known, guessed = inputs(easy_pace_s=360), INPUTS
    assert weights(but(runs={6: (LONG, 30)}, inputs=known), "long-time") == [Weight.WARN]
    assert weights(but(runs={6: (LONG, 36)}, inputs=known), "long-time") == [Weight.STRONG]
    assert weights(but(runs={5: (LONG, 32), 6: (LONG, 36)}, inputs=guessed), "long-time") == [Weight.NOTE]


def test_a_race_that_is_trained_through_is_only_a_note() -> None:
    day = MONDAY + timedelta(days=7 * 5 + 6)
    through = inputs(tune_ups=(TuneUp(name="Park", day=day, distance_m=8_000, priority=Priority.C),))
    assert weights(but(week=5, runs=WITH_TUNE_UP), "tune-up") == [Weight.WARN]
    assert weights(but(week=5, runs=WITH_TUNE_UP, inputs=through), "tune-up") == [Weight.NOTE]


def test_a_race_longer_than_the_main_one_is_too_long_on_the_way() -> None:
    (found,) = but(week=3, runs={6: (TUNE_UP, 12)}).found("tune-up")
    assert "10 km would be fine" in found.reason


def test_work_around_a_run_that_fills_the_day_is_only_a_note() -> None:
    case = but(
        inputs=inputs(easy_pace_s=360, minutes={Weekday.SUN: 50}),
        layers=hung(Thing.ROLL, "slow", Anchor.AFTER_RUN),
        seconds={"slow": 1200.0},
    )
    found = case.found("full-day")
    assert {one.weight for one in found} == {Weight.NOTE}
    assert "48 min of running and 20 min of other work; you have 50 min" in found[0].reason


def test_a_plan_to_finish_safely_is_told_of_its_few_weeks_as_a_note() -> None:
    assert weights(Case(weeks=(STEADY, SHORT), inputs=inputs(finish_safely=True)), "few-weeks") == [Weight.NOTE]


def test_seven_days_in_a_row_are_a_note_and_two_weeks_a_finding() -> None:
    week: Runs = dict.fromkeys(range(7), (EASY, 3.0))
    assert weights(Case(weeks=(week, {3: (EASY, 3)})), "no-rest") == [Weight.NOTE]
    assert weights(Case(weeks=(week, week, {3: (EASY, 3)})), "no-rest") == [Weight.WARN]


@pytest.mark.parametrize(
    ("week", "found"),
    [
        ({}, 1),
        ({1: (EASY, 5.5)}, 1),
        ({1: (EASY, 5), 3: (EASY, 5)}, 0),
        ({1: (EASY, 6.3), 3: (EASY, 6.3), 6: (LONG, 6.4)}, 0),
        ({1: (EASY, 6), 3: (EASY, 6), 6: (LONG, 7)}, 1),
    ],
)
def test_a_cut_back_week_is_lower_by_a_twelfth_or_has_a_long_run_a_fifth_shorter(week: Runs, found: int) -> None:
    case = but(Case(weeks=(*[STEADY] * 6, SHORT)), week=2, runs=week)
    assert len(case.found("no-cut-back")) == found


def test_another_race_is_no_hard_run_too_many_and_no_long_run_of_its_week() -> None:
    beginner = inputs(level=Level.FIRST_TIMER)
    case = but(week=2, runs={1: (EASY, 3), 3: (EASY, 3), 6: (TUNE_UP, 8)}, inputs=beginner)
    assert case.found("much-quality") == []
    assert case.found("long-share") == []
    assert but(case, week=2, runs={3: (TEMPO, 3)}).found("much-quality")


def test_a_last_long_run_before_another_race_is_only_a_note() -> None:
    early = but(week=2, runs={6: (LONG, 9)}, race_km=21.0975)
    assert weights(early, "longest-run") == [Weight.WARN]
    assert weights(but(early, week=4, runs={6: (TUNE_UP, 8)}), "longest-run") == [Weight.NOTE]


def test_another_race_does_not_have_to_fit_the_minutes_of_its_weekday() -> None:
    little = inputs(easy_pace_s=360, minutes={Weekday.SUN: 40})
    weeks = tuple({**week, 6: (TUNE_UP, 8.0)} if 6 in week else week for week in CALM.weeks)
    assert msgspec.structs.replace(CALM, weeks=weeks, inputs=little).found("full-day") == []


def test_what_is_new_or_retired_is_told_as_long_as_a_run_in_it_is_ahead() -> None:
    late = RACE_DAY - timedelta(days=5)
    for code, case in (
        ("new-shoe", in_shoe(bought=late)),
        ("new-orthotic", in_orthotic(5)),
        ("retired", in_shoe(retired=MONDAY)),
    ):
        assert [one.day for one in case.found(code)] == [RACE_DAY]


def test_plated_shoes_that_were_run_in_before_are_fine() -> None:
    worn = tuple(Ran(id=f"r{n}", at=AT, day=MONDAY, distance_m=5_000, shoe="fast") for n in range(3))
    assert msgspec.structs.replace(plated(), ran=worn).found("plated-shoe") == []


@pytest.mark.parametrize(("schedule", "day"), [(Schedule.CLINIC, 10), (Schedule.HOURLY, 15), (Schedule.CAUTIOUS, 28)])
def test_orthotics_may_run_from_the_day_of_their_schedule_on(schedule: Schedule, day: int) -> None:
    def worn(on: int) -> Case:
        item = Orthotic(id="shell", name="Shell", since=MONDAY - timedelta(days=on - 2), schedule=schedule)
        return but(gear=(item,), layers=hung(Thing.ORTHOTIC, "shell"))

    assert worn(day - 1).found("break-in")
    assert worn(day).found("break-in") == []


def test_the_numbers_of_orthotics_are_those_of_their_break_in() -> None:
    known = break_in_rules()
    assert (rules().rule["break-in-quality"].runs, rules().rule["break-in-quality"].most) == (
        known.quality_from,
        known.long_from,
    )
    assert rules().rule["full-use"].days == known.running.full_use_days
    assert rules().rule["new-both"].days == orthotic_rules().apart.days


def fastest(work: Callable[[], object]) -> float:
    spans = []
    for _ in range(5):
        begun = perf_counter()
        work()
        spans.append(perf_counter() - begun)
    return min(spans)


def test_a_plan_of_eighteen_weeks_is_checked_in_the_blink_of_an_eye() -> None:
    week: Runs = dict.fromkeys((0, 1, 3, 4), (EASY, 8.0)) | {6: (LONG, 16)}
    plan = Case(weeks=(week,) * 17 + (SHORT,), inputs=INPUTS).plan()
    assert fastest(lambda: check_plan(plan, rules(), unit=Unit.KM)) < 0.05
