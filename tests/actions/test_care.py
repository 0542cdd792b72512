"""Gait notes, visits and questions: written down, found again, corrected and taken back."""

from datetime import timedelta

import pytest

from planner.actions import care, undo
from planner.actions.desk import Desk
from planner.domain.body import Side
from planner.domain.errors import BadValue, NotFound
from planner.domain.health import Practitioner, Profession
from planner.domain.log import GaitSeen, GaitSign
from tests.actions.conftest import again

DROP = GaitSeen(sign=GaitSign.HIP_DROP, side=Side.LEFT)


def test_gait_is_due_at_once_and_then_every_four_weeks(desk: Desk) -> None:
    assert care.gait_due(desk).is_due
    days = timedelta(days=care.care_rules().gait_days)
    care.log_gait(desk, desk.today - days + timedelta(days=1), seen=(DROP,))
    due = care.gait_due(desk)
    assert not due.is_due
    assert due.due == desk.today + timedelta(days=1)
    care.log_gait(desk, desk.today, cadence_spm=172)
    assert care.gait_due(desk).due == desk.today + days


def test_gait_of_exactly_four_weeks_ago_is_due(desk: Desk) -> None:
    care.log_gait(desk, desk.today - timedelta(days=care.care_rules().gait_days), note="relaxed")
    assert care.gait_due(desk).is_due


@pytest.mark.parametrize(
    ("figures", "said"),
    [
        ({"cadence_spm": 90}, "100 to 260"),
        ({"to_wall_cm": (9.0, 31.0)}, "0 to 30"),
        ({"balance_s": (-1.0, 20.0)}, "0 to 600"),
        ({}, "nothing is said"),
    ],
)
def test_gait_that_cannot_be_is_refused(desk: Desk, figures: dict[str, object], said: str) -> None:
    with pytest.raises(BadValue, match=said):
        care.log_gait(desk, desk.today, **figures)  # type: ignore[arg-type]  # one figure a case
    assert care.gait_notes(again(desk)) == ()


def test_gait_of_a_day_to_come_is_refused(desk: Desk) -> None:
    with pytest.raises(BadValue, match="not here yet"):
        care.log_gait(desk, desk.today + timedelta(days=1), seen=(DROP,))


def test_a_visit_ahead_stands_on_its_day(desk: Desk) -> None:
    day = desk.today + timedelta(days=40)
    said = care.add_visit(desk, day, profession=Profession.PHYSIOTHERAPIST, clock="14:30", why="outer knee")
    assert "14:30" in said
    (found,) = care.visits(again(desk))
    assert found.day == day
    assert desk.days(day, day)[0].besides == (found,)


def test_a_visit_without_a_name_is_with_the_practitioner_of_the_settings(desk: Desk) -> None:
    own = Practitioner(name="Ana Ruiz", profession=Profession.PODIATRIST)
    desk.set(health={"practitioner": own})
    care.add_visit(desk, desk.today)
    care.add_visit(desk, desk.today, profession=Profession.MEDICAL)
    assert [(one.profession, one.name) for one in care.visits(desk)] == [
        (Profession.PODIATRIST, "Ana Ruiz"),
        (Profession.MEDICAL, ""),
    ]


@pytest.mark.parametrize("clock", ["25:00", "1430", "9:30", "٠٩:٣٠"])
def test_a_visit_at_no_time_of_day_is_refused(desk: Desk, clock: str) -> None:
    with pytest.raises(BadValue, match="00:00 to 23:59"):
        care.add_visit(desk, desk.today, clock=clock)


def test_a_moved_visit_stands_once_and_undo_brings_it_back(desk: Desk) -> None:
    was, to = desk.today + timedelta(days=3), desk.today + timedelta(days=45)
    care.add_visit(desk, was, clock="09:00")
    care.move_visit(desk, care.visits(desk)[0].id, to, clock="10:15")
    assert [(one.day, one.clock) for one in care.visits(again(desk))] == [(to, "10:15")]
    undo.undo(desk)
    assert [(one.day, one.clock) for one in care.visits(again(desk))] == [(was, "09:00")]
    undo.redo(desk)
    assert [(one.day, one.clock) for one in care.visits(again(desk))] == [(to, "10:15")]


def test_what_came_of_a_visit_is_written_down_only_once_it_was(desk: Desk) -> None:
    care.add_visit(desk, desk.today + timedelta(days=1))
    care.add_visit(desk, desk.today)
    today, tomorrow = care.visits(desk)
    with pytest.raises(BadValue, match="not here yet"):
        care.close_visit(desk, tomorrow.id, "fine")
    care.close_visit(desk, today.id, "two weeks of hip strength")
    assert [one.outcome for one in care.visits(again(desk))] == ["two weeks of hip strength", ""]


def test_a_question_is_open_until_it_is_answered(desk: Desk) -> None:
    care.ask(desk, "May I run on it?")
    care.ask(desk, "Which shoe?", profession=Profession.PODIATRIST)
    first, second = care.questions(desk)
    care.answer(desk, first.id, "Up to 3 of 10.")
    assert [one.id for one in care.questions(again(desk))] == [second.id]
    assert len(care.questions(desk, answered=True)) == 2


def test_what_does_not_exist_is_named(desk: Desk) -> None:
    with pytest.raises(NotFound, match="visit list"):
        care.move_visit(desk, "nope", desk.today)
    with pytest.raises(NotFound, match="question list"):
        care.answer(desk, "nope", "yes")
    with pytest.raises(BadValue, match="two years"):
        care.add_visit(desk, desk.today + timedelta(days=800))
