"""The card before a run: its verdict follows the light, and it names what to wear and what to do first."""

from datetime import timedelta

import pytest

from planner.actions import diary
from planner.actions.desk import Desk
from planner.actions.gear import add_shoe
from planner.actions.orthotics import add_orthotic
from planner.actions.pre_run import Verdict, pre_run, verdict_words
from planner.domain.body import Area, Side
from planner.domain.health import Sign
from planner.domain.layer import Anchor, Layer, Thing
from planner.domain.log import When
from planner.domain.plan import Plan
from planner.domain.race import Race
from planner.domain.session import Session, SessionKind
from planner.domain.units import Span


@pytest.fixture
def planned(desk: Desk) -> Desk:
    """A run of 8 km today, with a warm-up before it, a reset after it, and a pair of shoes."""
    add_shoe(desk, "Blue daily", shoe_id="blue", start_m=310_000.0)
    layers = (
        Layer(id="warm", name="Warm-up", thing=Thing.STRETCH, anchor=Anchor.BEFORE_RUN, what="pre-run-easy"),
        Layer(id="reset", name="Reset", thing=Thing.STRETCH, anchor=Anchor.AFTER_RUN, what="post-run-core"),
        Layer(id="shoe", name="Shoe", thing=Thing.SHOE, anchor=Anchor.RUN, what="blue"),
    )
    run = Session(id="run001", day=desk.today, kind=SessionKind.EASY, distance=Span(8_000.0, 8_000.0))
    race = Race(name="Spring", day=desk.today + timedelta(days=60), distance_m=10_000.0, session="race01")
    plan = Plan(id="spring", race=race, base=(run,), layers=layers)
    desk.store.create_plan(plan)
    desk.refresh()
    return desk


def pain(desk: Desk, score: int, *, ago: int = 0, signs: tuple[Sign, ...] = ()) -> None:
    day = desk.today - timedelta(days=ago)
    diary.log_pain(desk, Area.KNEE, score, day, side=Side.LEFT, when=When.AFTER, signs=signs)


def test_a_green_day_goes_and_one_key_plays_what_comes_first(planned: Desk) -> None:
    card = pre_run(planned)
    assert card.verdict is Verdict.GO
    assert card.run is not None
    assert card.first is not None
    assert card.first.name == planned.routine_names()["pre-run-easy"]
    assert card.first.usual_s
    assert [work.name for work in card.after] == [planned.routine_names()["post-run-core"]]
    assert [(one.name, one.metres) for one in card.worn] == [("Blue daily", 310_000.0)]


@pytest.mark.parametrize(
    ("score", "verdict"), [(3, Verdict.GO), (4, Verdict.EASE), (5, Verdict.EASE), (6, Verdict.NO_RUN)]
)
def test_the_verdict_follows_what_was_felt_yesterday(planned: Desk, score: int, verdict: Verdict) -> None:
    pain(planned, score, ago=1)
    card = pre_run(planned)
    assert card.verdict is verdict
    assert [(one.area, one.score) for one in card.felt] == [(Area.KNEE, score)]
    assert verdict_words(card)


def test_the_morning_after_a_yellow_entry_is_asked_for_until_it_is_answered(planned: Desk) -> None:
    pain(planned, 4, ago=1)
    assert "left knee" in pre_run(planned).morning
    diary.log_pain(planned, Area.KNEE, 1, planned.today, side=Side.LEFT, when=When.MORNING)
    assert pre_run(planned).morning == ""


def test_a_warning_sign_says_no_whatever_the_score(planned: Desk) -> None:
    diary.log_pain(
        planned, Area.SHIN, 1, planned.today, side=Side.LEFT, when=When.AFTER, signs=(Sign.NIGHT, Sign.PINPOINT)
    )
    card = pre_run(planned)
    assert card.verdict is Verdict.SEE
    assert card.light.flags
    assert "until it was looked at" in verdict_words(card)


def test_a_run_that_is_logged_is_waiting_no_more(planned: Desk) -> None:
    diary.done(planned, "run001")
    card = pre_run(planned)
    assert card.verdict is Verdict.REST
    assert card.run is None
    assert card.first is None


def test_only_the_last_entry_of_a_place_is_on_the_card_and_none_older_than_a_week(planned: Desk) -> None:
    pain(planned, 3, ago=8)
    assert pre_run(planned).felt == ()
    pain(planned, 3, ago=2)
    pain(planned, 2, ago=1)
    assert [one.score for one in pre_run(planned).felt] == [2]


def test_a_shoe_whose_file_is_gone_is_named_and_nothing_breaks(planned: Desk) -> None:
    (planned.store.root / "gear" / "blue.toml").unlink()
    planned.refresh()
    assert [one.name for one in pre_run(planned).worn] == ["unknown shoe blue"]


def test_work_that_is_done_is_not_offered_again(planned: Desk) -> None:
    first = pre_run(planned).first
    assert first is not None
    diary.done(planned, first.item)
    card = pre_run(planned)
    assert card.first is None
    assert [work.done for work in card.before] == [True]


def test_an_empty_store_has_a_card_too(desk: Desk) -> None:
    card = pre_run(desk)
    assert card.verdict is Verdict.REST
    assert card.worn == ()


def test_an_orthotic_that_is_worn_in_but_not_on_the_run_is_told_apart(planned: Desk) -> None:
    add_orthotic(planned, "Custom shells", orthotic_id="shells", since=planned.today)
    found = [(one.name, one.on_run) for one in pre_run(planned).worn]
    assert found == [("Blue daily", True), ("Custom shells", False)]
