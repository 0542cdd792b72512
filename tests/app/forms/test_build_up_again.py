"""What the build-up form asks beside the race and the week, and how it opens on a plan that is there."""

from datetime import UTC, date, datetime
from pathlib import Path
from random import Random

import msgspec
import pytest

from planner.actions.build_ups import Request, make
from planner.actions.demo import fill_demo
from planner.actions.desk import Desk
from planner.app.bits import Line
from planner.app.forms.build_up import (
    QUESTIONS,
    Reading,
    likely_answers,
    opening_after,
    opening_again,
    questions,
    read,
)
from planner.app.forms.build_up_answers import answers_of
from planner.app.views.build_up import said
from planner.app.widgets.week_bars import bar_lines, week_rows
from planner.domain.days import Weekday
from planner.domain.errors import BadValue
from planner.domain.race import Priority, RecentRace, TuneUp
from planner.domain.units import Unit
from planner.planning.checks import Finding, Weight
from planner.store.store import Store

NOW = datetime(2027, 2, 6, 9, tzinfo=UTC)
TEN = TuneUp(name="City Ten", day=date(2027, 5, 9), distance_m=10_000.0, priority=Priority.B)


@pytest.fixture
def desk(store_root: Path) -> Desk:
    """The demo, a half marathon in spring, in the middle of its build-up on Saturday 6 February 2027."""
    store = Store(store_root)
    fill_demo(store, NOW)
    return Desk(store, now=lambda: NOW, pick=Random(7).choice)


def reading(desk: Desk, **answers: str) -> Reading:
    return read(desk, {**likely_answers(desk), **answers})


def text_of(lines: tuple[Line, ...]) -> str:
    return " ".join("".join(bit.text for bit in line) for line in lines)


def test_what_limits_the_runner_reaches_the_request(desk: Desk) -> None:
    asked = reading(
        desk,
        recent="10k 48:30",
        minutes="tue 45, wed 0",
        blocked="24-25 mar",
        tune_ups="10k b 9 may 2027 City Ten",
    ).request
    assert asked
    assert asked.recent == RecentRace(distance_m=10_000.0, seconds=2910)
    assert asked.minutes == {Weekday.TUE: 45, Weekday.WED: 0}
    assert asked.blocked == (date(2027, 3, 24), date(2027, 3, 25))
    assert asked.tune_ups == (TEN,)


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("recent", "10k fast", "not a distance and a time"),
        ("minutes", "someday 5", "weekday"),
        ("blocked", "32 apr", "not a day"),
        ("tune_ups", "far b 9 may", "not a race distance"),
        ("tune_ups", "10k b 9 may 2029", "not before the race"),
        ("after", "nowhere", "no such plan"),
    ],
)
def test_what_cannot_be_read_is_said_beside_its_question(desk: Desk, name: str, text: str, words: str) -> None:
    found = reading(desk, **{name: text})
    assert found.made is None
    assert list(found.wrong) == [name]
    question = next(one for one in QUESTIONS if one.name == name)
    assert words in text_of(said(found, question, Unit.KM, 80, 20))


def test_the_plan_to_follow_is_asked_only_where_there_is_another(desk: Desk) -> None:
    plan = desk.plan_of(None)
    assert next(one for one in questions(desk) if one.name == "after").choices == ("", plan.id)
    assert "after" not in [one.name for one in questions(desk, plan.id)]


def test_the_weeks_show_the_races_on_the_way(desk: Desk) -> None:
    found = reading(desk, date="20 jun 2027", tune_ups="10k b 9 may 2027 City Ten; 5k c 2027-04-04")
    assert found.made
    rows = week_rows(found.made.plan)
    assert [race.name for row in rows for race in row.races] == ["5k", "City Ten"]
    lines = ["".join(bit.text for bit in line) for line in bar_lines(rows, 60, Unit.KM)]
    assert sum("B 10k" in line for line in lines) == sum("C 5k" in line for line in lines) == 1
    assert max(map(len, lines)) <= 60


def test_what_the_checks_find_is_counted_and_the_worst_is_said(desk: Desk) -> None:
    def found(weight: Weight, reason: str) -> Finding:
        words = {"code": "x", "key": "x:2027-03-07", "title": "", "reason": reason, "fix": "", "source": ""}
        return msgspec.convert({**words, "weight": weight, "day": date(2027, 3, 7)}, Finding)

    made = reading(desk)
    worst = msgspec.structs.replace(
        made, findings=(found(Weight.STRONG, "The week grows by half."), found(Weight.WARN, "A little."))
    )
    told = text_of(said(worst, None, Unit.KM, 70, 20))
    assert "! 2 findings, the worst: Sun 7 Mar: The week grows by half." in told
    assert "A little" not in told
    assert "finding" not in text_of(said(msgspec.structs.replace(made, findings=()), None, Unit.KM, 70, 20))


def test_a_recent_race_gives_paces_and_a_time_for_the_race(desk: Desk) -> None:
    found = reading(desk, recent="10k 48:30", distance="10k")
    told = text_of(said(found, None, Unit.KM, 90, 20))
    assert "Easy " in told
    assert "a km; 10k about 48:30" in told
    desk.set(unit="mi")
    assert "a mi; 10k about 48:30" in text_of(said(found, None, Unit.MI, 90, 20))


def test_findings_are_those_of_the_days_to_come_the_worst_first(desk: Desk) -> None:
    found = reading(desk, weekly="60", longest="8", days="3")
    assert all(one.weight is not Weight.NOTE and (one.day is None or one.day >= desk.today) for one in found.findings)
    weights = [one.weight is Weight.STRONG for one in found.findings]
    assert weights == sorted(weights, reverse=True)


@pytest.mark.parametrize("unit", list(Unit))
def test_a_plan_opened_again_means_just_what_it_was_made_from(desk: Desk, unit: Unit) -> None:
    request = Request(
        race_name="June; [b]Half[/b]",
        race_day=date(2027, 6, 20),
        distance_m=21_097.5,
        weekly_m=23_456.7,
        longest_m=9_876.5,
        days=4,
        easy_pace_s=371,
        minutes={Weekday.TUE: 45},
        blocked=(date(2027, 3, 24),),
        tune_ups=(TEN,),
        recent=RecentRace(distance_m=10_000.0, seconds=2910),
    )
    make(desk, "june", request)
    desk.set(unit=unit.value)
    opening = opening_again(desk, "june")
    found = read(desk, opening.answers, opening=opening)
    assert found.request
    assert found.request.layers is not None
    assert opening.request.layers is not None
    assert tuple(found.request.layers) == tuple(opening.request.layers)
    assert msgspec.structs.replace(found.request, layers=None) == msgspec.structs.replace(opening.request, layers=None)
    changed = read(desk, {**opening.answers, "minutes": "tue 60"}, opening=opening).request
    assert changed
    assert (changed.minutes, changed.weekly_m) == ({Weekday.TUE: 60}, 23_456.7)


@pytest.mark.parametrize("text", ["all", "none", "all -hip-strength", "roll-before shoe"])
def test_layers_are_written_as_they_are_typed(desk: Desk, text: str) -> None:
    asked = reading(desk, layers=text).request
    assert asked
    assert answers_of(desk, asked)["layers"] == text


def test_the_next_race_starts_after_the_plan_with_what_it_had(desk: Desk) -> None:
    plan = desk.plan_of(None)
    assert plan.inputs
    opening = opening_after(desk, plan.id)
    found = read(desk, opening.answers, opening=opening)
    assert found.made
    inputs = found.made.plan.inputs
    assert inputs
    assert inputs.start > plan.last_day
    assert inputs.after == plan.id
    assert (inputs.weekly_m, inputs.longest_m, inputs.level, inputs.days, inputs.long_run_day) == (
        plan.inputs.weekly_m,
        plan.inputs.longest_m,
        plan.inputs.level,
        plan.inputs.days,
        plan.inputs.long_run_day,
    )


def test_a_plan_without_inputs_cannot_be_opened_again_but_followed(desk: Desk) -> None:
    plan = msgspec.structs.replace(desk.plan_of(None), id="paper", inputs=None)
    desk.store.create_plan(plan)
    desk.refresh()
    with pytest.raises(BadValue, match="nothing to make again"):
        opening_again(desk, "paper")
    opening = opening_after(desk, "paper")
    assert read(desk, opening.answers, opening=opening).made
