"""Which pair for which run, and the rehearsal of the race pair: each rule at its edge."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from msgspec.structs import replace

from planner.actions.rules import rules_of
from planner.domain.gear import Role, Shoe, default_for
from planner.domain.session import SessionKind
from planner.planning.race_shoe import Readiness, readiness
from planner.planning.rotation import deal, roles_for
from planner.planning.shoe_ramp import ShoeRun, Speed
from planner.planning.shoe_rules import ShoeRules, by_race

RULES = rules_of("shoes", ShoeRules)
TODAY = date(2027, 1, 4)
EASY, LONG, TEMPO, RACE = SessionKind.EASY, SessionKind.LONG, SessionKind.TEMPO, SessionKind.RACE
A = Shoe(id="a", name="A", start_m=200_000)
B = Shoe(id="b", name="B", start_m=200_000)


def run(day: int, kind: SessionKind = EASY, km: float = 8, shoe: str = "a", *, done: bool = False) -> ShoeRun:
    return ShoeRun(
        day=TODAY + timedelta(days=day), kind=kind, distance_m=km * 1000, shoe=shoe, done=done, session=f"s{day}"
    )


def dealt(runs: list[ShoeRun], *shoes: Shoe, **more: object) -> dict[str, str]:
    gone = {shoe.id: shoe.start_m for shoe in shoes}
    return {one.run.session: one.shoe for one in deal(runs, shoes, gone, RULES, TODAY, **more)}  # type: ignore[arg-type]


def test_with_one_pair_nothing_is_suggested() -> None:
    runs = [run(n) for n in range(0, 20, 2)]
    assert dealt(runs, A) == {}
    assert dealt(runs, A, replace(B, retired=TODAY)) == {}
    assert dealt(runs, A, replace(B, spare=True)) == {}
    assert dealt(runs, A, replace(B, role=Role.WALK)) == {}


def test_two_everyday_pairs_share_the_running_at_about_60_percent() -> None:
    runs = [run(n) for n in range(0, 28, 2)]
    found = dealt(runs, A, B)
    assert 0.35 <= len(found) / len(runs) <= 0.6


def test_a_suggestion_that_was_taken_leads_to_no_other() -> None:
    runs = [run(n) for n in range(0, 28, 2)]
    found = dealt(runs, A, B)
    taken = [replace(one, shoe=found.get(one.session, one.shoe)) for one in runs]
    assert dealt(taken, A, B) == {}


def test_nothing_is_suggested_beyond_four_weeks_but_for_the_race() -> None:
    runs = [run(28), run(30, TEMPO), run(60, RACE, 21)]
    assert dealt(runs, A, replace(B, role=Role.RACE)) == {"s60": "b"}


def test_roles_decide_and_a_default_of_the_kind_wins() -> None:
    quick = replace(B, role=Role.QUALITY)
    assert dealt([run(1, TEMPO), run(3)], A, quick) == {"s1": "b"}
    own = replace(A, kinds=(TEMPO,))
    assert dealt([run(1, TEMPO)], own, quick) == {}
    assert roles_for(RACE)[0] is Role.RACE
    assert Role.RACE not in roles_for(EASY)


def test_an_overdue_pair_gets_no_runs() -> None:
    worn = replace(A, start_m=805_000)
    assert dealt([run(1), run(3)], worn, B) == {"s1": "b", "s3": "b"}
    assert dealt([run(1)], replace(A, start_m=796_000), B) == {}


@pytest.mark.parametrize(("km", "moved"), [(419, False), (421, True), (69, True), (71, False)])
def test_a_long_run_is_in_a_pair_with_40_to_90_percent_of_its_life_left(km: float, moved: bool) -> None:
    pair = replace(A, start_m=km * 1000)
    assert (dealt([run(1, LONG, 20)], pair, B) == {"s1": "b"}) is moved


def test_a_new_pair_is_dealt_only_what_its_ramp_allows() -> None:
    new = replace(B, id="new", start_m=0, bought=TODAY)
    runs = [run(n, km=4) for n in range(0, 28, 2)] + [run(5, TEMPO), run(7, LONG, 16), run(13, LONG, 16)]
    found = {session: shoe for session, shoe in dealt(runs, A, new).items() if shoe == "new"}
    days = sorted(int(session[1:]) for session in found)
    assert days
    assert not {5, 7, 13} & set(days)
    first = [day for day in days if day < days[0] + 7]
    assert all(later - earlier > 1 for earlier, later in pairwise(first))
    slow = dealt(runs, A, new, speeds={"new": Speed(slow=("x",))})
    assert sum(shoe == "new" for shoe in slow.values()) <= len(found)


def test_why_is_said_in_words() -> None:
    new = replace(B, id="new", start_m=0, bought=TODAY)
    (one, *_) = deal([run(1, LONG, 20, "new")], (A, new), {"a": 200_000, "new": 0}, RULES, TODAY)
    assert (one.shoe, one.was, one.why) == ("a", "new", "which is still new")


def test_the_default_of_a_kind_is_a_pair_in_use_the_newer_one() -> None:
    old = replace(A, kinds=(EASY,), bought=date(2026, 1, 1))
    new = replace(B, kinds=(EASY,), bought=date(2026, 6, 1))
    assert default_for(EASY, [old, new]) == new
    assert default_for(EASY, [old, replace(new, retired=TODAY)]) == old
    assert default_for(EASY, [old, replace(new, spare=True)]) == old
    assert default_for(LONG, [old, new]) is None


# The race pair

RACE_DAY = TODAY + timedelta(days=70)
FAST = Shoe(id="fast", name="Fast", role=Role.RACE, bought=TODAY)
PLAN = [
    *[run(n) for n in range(1, 69, 2)],
    *[run(n, TEMPO) for n in range(2, 60, 7)],
    *[run(n, LONG, 14) for n in range(6, 60, 7)],
]


def ready(*runs: ShoeRun, shoe: Shoe = FAST, km: float = 21.0975) -> Readiness:
    return readiness(shoe, shoe.start_m, runs, RULES, TODAY, race_day=RACE_DAY, race_m=km * 1000)


def in_fast(*days: int) -> list[ShoeRun]:
    return [replace(one, shoe="fast") if (one.day - TODAY).days in days else one for one in PLAN]


def test_a_race_pair_without_runs_lacks_all_and_says_which_runs_would_do() -> None:
    found = ready(*PLAN)
    assert "no hard run of 2 in it" in found.lacks
    assert "no run of 10 km or more in it" in found.lacks
    assert any("0 km on it at the start" in lack for lack in found.lacks)
    after = [replace(one, shoe="fast") if one.session in found.rehearse else one for one in PLAN]
    assert (ready(*after).quality, ready(*after).long) == (2, 1)


@pytest.mark.parametrize(
    ("days", "lacks"), [((23, 30, 27), ""), ((23, 27), "1 hard run of 2"), ((23, 30), "no run of")]
)
def test_two_hard_runs_and_a_long_one_are_a_rehearsal(days: tuple[int, ...], lacks: str) -> None:
    found = ready(*in_fast(*days), shoe=replace(FAST, start_m=20_000))
    assert any(lacks in one for one in found.lacks) if lacks else found.lacks == ()


@pytest.mark.parametrize(("start", "lacks"), [(0, True), (29_999, True), (30_000, False)])
def test_a_pair_with_30_km_from_before_is_known(start: float, lacks: bool) -> None:
    assert bool(ready(*PLAN, shoe=replace(FAST, start_m=start)).lacks) is lacks


def test_a_plan_without_hard_runs_asks_for_none() -> None:
    easy = [run(n, km=12, shoe="fast") for n in range(1, 60, 3)]
    assert ready(*easy, km=5).lacks == ()


@pytest.mark.parametrize(("before", "lacks"), [(13, True), (14, False)])
def test_it_is_first_worn_14_days_before_at_the_latest(before: int, lacks: bool) -> None:
    late = [replace(one, shoe="fast") for one in PLAN if (RACE_DAY - one.day).days <= before]
    first = replace(run(70 - before), shoe="fast")
    found = ready(*PLAN, first, *late)
    assert any("first worn" in one for one in found.lacks) is lacks


def test_a_pair_with_little_life_left_on_race_day_is_minded() -> None:
    assert "37% of its life" in ready(*PLAN, shoe=replace(FAST, start_m=190_000)).minds[0]
    assert ready(*PLAN, shoe=replace(FAST, start_m=180_000)).minds == ()


def test_a_plated_pair_is_fresh_up_to_80_km() -> None:
    plated = replace(FAST, plate=True, start_m=81_000)
    assert "up to 80 km is fresh" in ready(*PLAN, shoe=plated).minds[0]
    assert ready(*PLAN, shoe=replace(plated, start_m=80_000)).minds == ()


def test_the_long_segment_goes_by_the_race() -> None:
    assert by_race(RULES.race.segment_m, 5_000)[0] == 8_000
    assert by_race(RULES.race.segment_m, 21_097.5) == (10_000, 16_000)
    assert by_race(RULES.race.segment_m, 42_195) == (16_000, 24_000)


def test_a_new_race_pair_begins_with_an_easy_run_and_its_hard_runs_come_when_its_ramp_allows() -> None:
    found = ready(*PLAN)
    days = [int(session[1:]) for session in found.rehearse]
    kinds = {one.session: one.kind for one in PLAN}
    first, *rest = found.rehearse
    assert kinds[first] is EASY
    assert all(day - days[0] >= 14 for session, day in zip(rest, days[1:], strict=True) if kinds[session] is TEMPO)
    assert all(day - days[0] >= 21 for session, day in zip(rest, days[1:], strict=True) if kinds[session] is LONG)
