"""Running in orthotics: which planned run is which of the ramp, and what moving to another pair changes."""

from datetime import UTC, date, datetime, timedelta

import pytest

from planner.actions.break_ins import orthotic_rules, rules
from planner.domain.body import Area
from planner.domain.gear import Orthotic, Pairing, Shoe
from planner.domain.log import Felt, Ran
from planner.domain.session import SessionKind
from planner.planning.break_in import break_in
from planner.planning.orthotic_ramp import Counted, RampRun, RunAhead, counted, moved_since, pairing_on, ramp

START = date(2027, 2, 1)
AT = datetime(2027, 2, 1, 8, 0, tzinfo=UTC)
RULES = rules()
MOST_MM = orthotic_rules().other_pair.mm
CORK = Orthotic(id="cork", name="Cork", started=START, pairings=(Pairing(shoe="a", since=START),))
SHOES = {one.id: one for one in (Shoe(id="a", name="A", drop_mm=8), Shoe(id="b", name="B", drop_mm=8))}
EASY, LONG, TEMPO, RACE = SessionKind.EASY, SessionKind.LONG, SessionKind.TEMPO, SessionKind.RACE


def ran(n: int, shoe: str = "a") -> Ran:
    return Ran(id=f"r{n}", at=AT, day=START + timedelta(days=n), orthotic="cork", shoe=shoe)


def laid(
    *runs: tuple[int, SessionKind], shoe: str = "a", hung: str = "", begun: Counted | None = None
) -> list[RampRun]:
    """What planned runs become, by day from the start, with nothing logged."""
    found = break_in(CORK, (), (), (), START, RULES)
    ahead = [
        RunAhead(day=START + timedelta(days=n), session=f"s{n}", kind=kind, shoe=shoe, orthotic=hung)
        for n, kind in runs
    ]
    return list(ramp(CORK, found, begun or Counted(), ahead, RULES, SHOES, MOST_MM))


def test_the_first_run_comes_with_the_gate_and_each_row_is_as_the_file_says() -> None:
    found = laid(*((n, EASY) for n in range(10, 30)))
    assert [one.number for one in found] == list(range(1, 10))
    assert found[0].day == START + timedelta(days=17)
    for one in found:
        assert RULES.row_of(one.number).text in one.text
    assert [RULES.row_of(n).short for n in range(1, 10)] == [
        "10-15 min", "15-20 min", "25-30 min", "25-30 min", "easy", "easy", "quality", "quality", "long",
    ]  # fmt: skip


def test_quality_waits_for_run_seven_and_long_runs_for_run_nine() -> None:
    assert (RULES.quality_from, RULES.long_from) == (7, 9)
    six, seven = (Counted(ahead={"a": n}, last="a") for n in (6, 7))
    assert laid((20, TEMPO), begun=six) == []
    assert [one.fits for one in laid((20, TEMPO), begun=seven)] == [True]
    eight, nine = (Counted(ahead={"a": n}, last="a") for n in (8, 9))
    assert laid((20, LONG), begun=eight) == []
    assert [one.fits for one in laid((20, LONG), begun=nine)] == [True]


def test_what_the_plan_hangs_them_on_too_early_is_told() -> None:
    (early,) = laid((10, EASY), hung="cork")
    assert (early.fits, early.early) == (False, True)
    (hard,) = laid((20, TEMPO), hung="cork")
    assert not hard.early
    assert "come from run 7 on" in hard.text


def test_runs_in_another_pair_do_not_have_them_on() -> None:
    assert laid((20, EASY), shoe="b") == []
    assert len(laid((20, EASY), shoe="")) == 1


def test_the_ramp_ends_with_its_first_long_run() -> None:
    nine = Counted(ahead={"a": 9}, last="a")
    found = laid((20, EASY), (21, LONG), (22, EASY), (23, LONG), begun=nine)
    assert [(one.day - START).days for one in found] == [20, 21]


@pytest.mark.parametrize(("day", "fits"), [(17 + 21, True), (17 + 20, False)])
def test_a_race_waits_for_three_weeks_of_full_use(day: int, fits: bool) -> None:
    nine = Counted(ahead={"a": 9}, last="a")
    assert laid((20, LONG), (day, RACE), hung="cork", begun=nine)[-1].fits is fits


def test_a_race_waits_for_a_long_run_in_them() -> None:
    assert (
        "a long run in them comes first"
        in laid((50, RACE), hung="cork", begun=Counted(ahead={"a": 5}, last="a"))[-1].text
    )


def count(*runs: Ran, felt: tuple[Felt, ...] = (), shoes: dict[str, Shoe] = SHOES) -> Counted:
    return counted(CORK, runs, felt, RULES, shoes, MOST_MM)


@pytest.mark.parametrize(("score", "number"), [(3, 3), (4, 2)])
@pytest.mark.parametrize("later", [0, 1])
def test_a_run_after_which_it_hurt_more_than_three_is_repeated(score: int, number: int, later: int) -> None:
    hurt = Felt(id="f", at=AT, day=START + timedelta(days=20 + later), area=Area.KNEE, score=score)
    assert count(ran(18), ran(20), felt=(hurt,)).number_in("a", SHOES, RULES, MOST_MM) == number


@pytest.mark.parametrize(("drop", "number"), [(8, 2), (11.9, 2), (4, 1), (12, 1)])
def test_the_first_run_in_another_pair_is_run_two_and_run_one_where_drop_differs(drop: float, number: int) -> None:
    shoes = {**SHOES, "b": Shoe(id="b", name="B", drop_mm=drop)}
    begun = count(*(ran(n) for n in range(18, 24)), shoes=shoes)
    assert begun.number_in("b", shoes, RULES, MOST_MM) == number
    assert begun.number_in("a", shoes, RULES, MOST_MM) == 7


def test_back_in_the_first_pair_it_goes_on_where_it_was() -> None:
    begun = count(ran(18), ran(19), ran(20), ran(21, "b"), ran(22, "b"))
    assert begun.number_in("b", SHOES, RULES, MOST_MM) == 4
    assert begun.number_in("a", SHOES, RULES, MOST_MM) == 4


def test_pairings_hold_from_their_first_day_to_their_last() -> None:
    day = START + timedelta(days=9)
    item = Orthotic(
        id="x",
        name="X",
        pairings=(Pairing(shoe="a", since=START, until=day), Pairing(shoe="b", since=day + timedelta(days=1))),
    )
    assert [getattr(pairing_on(item, START + timedelta(days=n)), "shoe", "") for n in (-1, 0, 9, 10)] == [
        "",
        "a",
        "a",
        "b",
    ]
    moved = moved_since(item, START + timedelta(days=12), 42)
    assert moved
    assert (moved[0].shoe, moved[1].shoe) == ("b", "a")
    assert moved_since(item, START + timedelta(days=60), 42) is None
