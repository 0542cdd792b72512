"""The ramp of a new pair of shoes: each threshold of `[shoes]`, found at its edge and not found beside it."""

from datetime import UTC, date, datetime, timedelta

import pytest
from msgspec.structs import replace

from planner.actions.rules import rules_of
from planner.domain.body import Area
from planner.domain.gear import Build, Orthotic, Shoe
from planner.domain.gear_note import GearNote, GearWord
from planner.domain.log import Feeling, Felt
from planner.domain.session import SessionKind
from planner.planning.shoe_ramp import ShoeRun, Speed, length_days, ramp_notes, ramp_of, speed_of
from planner.planning.shoe_rules import ShoeRules

RULES = rules_of("shoes", ShoeRules)
MONDAY = date(2027, 1, 4)
NEW = Shoe(id="new", name="Swift", bought=date(2027, 1, 1), drop_mm=8, stack_mm=34)
OLD = Shoe(id="old", name="Pegasus", start_m=200_000, drop_mm=8, stack_mm=34)
EASY, LONG, TEMPO = SessionKind.EASY, SessionKind.LONG, SessionKind.TEMPO
SLOW = Speed(slow=("a reason",))


def run(day: int, km: float | None = 5, kind: SessionKind = EASY, shoe: str = "new", *, done: bool = False) -> ShoeRun:
    metres = km * 1000 if km else None
    return ShoeRun(
        day=MONDAY + timedelta(days=day), kind=kind, distance_m=metres, shoe=shoe, done=done, session=f"s{day}"
    )


def notes(*runs: ShoeRun, shoe: Shoe = NEW, today: int = -7, speed: Speed | None = None) -> list[GearNote]:
    return list(ramp_notes(shoe, runs, RULES, MONDAY + timedelta(days=today), speed=speed))


def warned(*runs: ShoeRun, day: int, speed: Speed | None = None) -> str:
    """What is warned of on a day; empty where nothing is."""
    wanted = MONDAY + timedelta(days=day)
    return " ".join(one.text for one in notes(*runs, speed=speed) if one.day == wanted and one.word is GearWord.WARN)


FILL = [run(n, 20, shoe="old") for n in (5, 12, 19)]
"""20 km a week in the old pair."""


def test_the_two_days_before_the_first_run_are_for_walking() -> None:
    walks = [one for one in notes(run(0)) if one.short == "walk"]
    assert [one.day for one in walks] == [MONDAY - timedelta(days=2), MONDAY - timedelta(days=1)]
    assert walks[0].text == "Swift: walk 30-60 min in it."


def test_walks_in_the_past_are_not_told() -> None:
    assert not [one for one in notes(run(0), today=0) if one.short == "walk"]


@pytest.mark.parametrize(("km", "said"), [(5, ""), (5.1, "3-5 km"), (None, "")])
def test_the_first_run_is_at_most_5_km(km: float | None, said: str) -> None:
    found = warned(run(0, km), *FILL, day=0)
    assert said in found if said else not found


def test_the_first_run_is_easy() -> None:
    assert "a hard run in it from Mon 18 Jan on" in warned(run(0, 4, TEMPO), *FILL, day=0)


@pytest.mark.parametrize(("second", "wrong"), [(1, True), (2, False)])
def test_in_the_first_week_there_are_no_two_days_in_a_row(second: int, wrong: bool) -> None:
    found = warned(run(0, 3), run(second, 2), *FILL, day=second)
    assert ("two days in a row" in found) is wrong


def test_two_days_in_a_row_are_fine_in_the_second_week() -> None:
    assert not warned(run(0, 3), run(8, 2), run(9, 2), *FILL, day=9)


@pytest.mark.parametrize(("km", "wrong"), [(3.6, False), (3.8, True)])
def test_in_the_first_week_a_quarter_of_the_running_is_in_it(km: float, wrong: bool) -> None:
    # 20 km in the old pair and 3 km before: 6.6 of 26.6 km is just below a quarter, 6.8 of 26.8 above.
    assert bool(warned(run(0, 3), run(2, km), *FILL, day=2)) is wrong


@pytest.mark.parametrize(("km", "wrong"), [(20, False), (20.5, True)])
def test_in_the_second_week_half_of_the_running_is_in_it(km: float, wrong: bool) -> None:
    found = warned(run(0, 3), run(9, km), *FILL, day=9)
    assert ("50 % would be fine" in found.replace("50%", "50 %")) is wrong


@pytest.mark.parametrize(("day", "wrong"), [(13, True), (14, False)])
def test_a_hard_run_comes_in_the_third_week(day: int, wrong: bool) -> None:
    assert bool(warned(run(0, 3), run(day, 5, TEMPO), *FILL, day=day)) is wrong


@pytest.mark.parametrize(("day", "wrong"), [(20, True), (21, False)])
def test_the_long_run_comes_in_the_fourth_week(day: int, wrong: bool) -> None:
    assert bool(warned(run(0, 3), run(day, 15, LONG), *FILL, day=day)) is wrong


@pytest.mark.parametrize(("day", "kind", "wrong"), [(27, TEMPO, True), (28, TEMPO, False), (41, LONG, True)])
def test_a_slow_ramp_takes_twice_as_long(day: int, kind: SessionKind, wrong: bool) -> None:
    found = warned(
        run(0, 3), run(day, 5, kind), *[run(n, 30, shoe="old") for n in range(5, 45, 7)], day=day, speed=SLOW
    )
    assert bool(found) is wrong


def test_a_pair_built_the_same_may_take_half_of_the_first_week() -> None:
    quick = Speed(quick="it is built as Pegasus")
    runs = (run(0, 3), run(2, 12), *FILL)
    assert warned(*runs, day=2)
    assert not warned(*runs, day=2, speed=quick)
    # What makes it slower wins.
    assert warned(*runs, day=2, speed=Speed(slow=("x",), quick="y"))


def test_a_run_without_a_distance_is_not_judged_by_its_share() -> None:
    assert not warned(run(0, 3), run(2, None), *FILL, day=2)


def test_a_pair_with_30_km_on_it_from_before_is_not_new() -> None:
    assert notes(run(0), shoe=replace(NEW, start_m=29_999))
    assert not notes(run(0), shoe=replace(NEW, start_m=30_000))


def test_nothing_is_made_of_a_pair_of_which_nobody_says_when_it_came() -> None:
    assert not notes(run(0), shoe=replace(NEW, bought=None))


@pytest.mark.parametrize(("days", "new"), [(365, True), (366, False)])
def test_a_pair_that_was_bought_over_a_year_ago_is_no_new_one(days: int, new: bool) -> None:
    old = replace(NEW, bought=MONDAY - timedelta(days=days))
    assert bool(ramp_of(old, [run(0)], RULES, MONDAY)) is new


def test_a_pair_that_no_run_names_has_no_ramp_and_a_retired_one_neither() -> None:
    assert notes(run(0, shoe="old")) == []
    assert notes(run(0), shoe=replace(NEW, retired=MONDAY)) == []


def test_a_pair_first_used_a_month_ago_is_in_use() -> None:
    used = Shoe(id="new", name="x", first_used=MONDAY - timedelta(days=29))
    assert ramp_of(used, [run(0)], RULES, MONDAY) is None
    assert ramp_of(used, [run(0)], RULES, MONDAY - timedelta(days=8)) is not None


def test_done_runs_begin_the_ramp_and_get_no_note() -> None:
    found = notes(run(0, 4, done=True), run(3, 2), *FILL, today=1)
    assert [one.day for one in found] == [MONDAY + timedelta(days=3)]
    assert found[0].short == "new25%"


def test_notes_fit_into_a_cell() -> None:
    found = notes(*[run(n, 3) for n in range(0, 30, 3)], *FILL)
    assert found
    assert all(len(one.short) <= 6 for one in found)


def test_the_usual_ramp_lasts_from_the_first_walk_to_the_fourth_week() -> None:
    assert length_days(RULES) == 23


def slow(shoe: Shoe, *others: Shoe, main: str = "old", **more: object) -> tuple[str, ...]:
    return speed_of(shoe, others or (OLD,), RULES, MONDAY, main=main, **more).slow  # type: ignore[arg-type]


@pytest.mark.parametrize(("drop", "said"), [(4.1, ""), (4, "4 mm lower than in Pegasus"), (12, "4 mm higher")])
def test_a_drop_4_mm_off_makes_it_slower(drop: float, said: str) -> None:
    found = slow(Shoe(id="new", name="x", drop_mm=drop))
    assert said in found[0] if said else not found


def test_a_drop_that_nobody_knows_makes_nothing_slower() -> None:
    assert not slow(Shoe(id="new", name="x"))


def test_a_flat_or_minimal_shoe_is_slower_unless_you_know_the_sort() -> None:
    flat = Shoe(id="new", name="x", drop_mm=0)
    assert "flat or minimal" in slow(flat, main="")[0]
    assert "flat or minimal" in slow(Shoe(id="new", name="x", stack_mm=20), main="")[0]
    assert not slow(Shoe(id="new", name="x", stack_mm=20.5), main="")
    assert not slow(flat, Shoe(id="o", name="o", drop_mm=0, start_m=1), main="")


def test_the_first_pair_with_a_plate_is_slower() -> None:
    plated = Shoe(id="new", name="x", plate=True)
    assert slow(plated) == ("it is your first pair with a plate",)
    second = Shoe(id="p", name="p", plate=True)
    assert slow(plated, second)
    assert not slow(plated, second, used={"p"})


@pytest.mark.parametrize(("days", "wrong"), [(27, True), (28, False)])
def test_first_rigid_orthotics_make_it_slower(days: int, wrong: bool) -> None:
    since = MONDAY - timedelta(days=days)
    rigid = Orthotic(id="o", name="Shells", build=Build.CUSTOM_SEMI_RIGID, since=since)
    assert bool(slow(NEW, orthotics=[rigid])) is wrong
    assert not slow(NEW, orthotics=[Orthotic(id="o", name="x", build=Build.OVER_THE_COUNTER, since=since)])
    earlier = Orthotic(id="e", name="y", build=Build.PREFABRICATED, since=date(2020, 1, 1))
    assert not slow(NEW, orthotics=[rigid, earlier])


@pytest.mark.parametrize(
    ("area", "score", "ago", "feeling", "wrong"),
    [
        (Area.CALF, 3, 13, Feeling.PAIN, True),
        (Area.CALF, 3, 14, Feeling.PAIN, False),
        (Area.CALF, 2, 0, Feeling.PAIN, False),
        (Area.ACHILLES, 3, 0, Feeling.ACHE, True),
        (Area.PLANTAR_FOOT, 9, 0, Feeling.SHARP, True),
        (Area.CALF, 9, 0, Feeling.TIGHTNESS, False),
        (Area.KNEE, 9, 0, Feeling.PAIN, False),
    ],
)
def test_an_ache_of_3_in_calf_tendon_or_sole_makes_it_slower(
    area: Area, score: int, ago: int, feeling: Feeling, wrong: bool
) -> None:
    day = MONDAY - timedelta(days=ago)
    felt = Felt(id="f", at=datetime(2027, 1, 4, tzinfo=UTC), day=day, area=area, score=score, feeling=feeling)
    assert bool(slow(NEW, felt=[felt])) is wrong


def test_what_was_felt_is_not_named_on_a_shared_screen() -> None:
    felt = Felt(id="f", at=datetime(2027, 1, 4, tzinfo=UTC), day=MONDAY, area=Area.CALF, score=5)
    assert slow(NEW, felt=[felt], private=True) == ("something that you logged",)
    assert slow(NEW, felt=[felt]) == ("calf 5 of 10 on Mon 4 Jan",)


@pytest.mark.parametrize(
    ("drop", "stack", "same", "quick"), [(6, 36, "old", True), (5.9, 36, "old", False), (8, 34, "", False)]
)
def test_a_pair_is_quicker_only_in_place_of_one_built_within_2_mm(
    drop: float, stack: float, same: str, quick: bool
) -> None:
    shoe = Shoe(id="new", name="x", drop_mm=drop, stack_mm=stack, same_as=same)
    assert bool(speed_of(shoe, (OLD,), RULES, MONDAY, main="old").quick) is quick


def test_a_pair_of_the_same_make_and_model_counts_as_built_the_same() -> None:
    was = replace(OLD, brand="Nike", model="Pegasus")
    new = replace(NEW, brand="nike", model="pegasus ")
    assert speed_of(new, (was,), RULES, MONDAY, main="old").quick == "it is built as Pegasus"
    assert not speed_of(replace(new, model="Vomero"), (was,), RULES, MONDAY, main="old").quick
    assert not speed_of(replace(new, model=""), (replace(was, model=""),), RULES, MONDAY, main="old").quick
