"""Plans saved as templates, plans made from them, and plans copied."""

from collections import Counter
from datetime import date, timedelta
from itertools import count

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.actions import build_ups, changes, gear, rearrange
from planner.actions.desk import Desk
from planner.actions.templates import (
    delete_template,
    duplicate,
    plan_from_template,
    preview_plan,
    save_template,
    template,
    templates,
)
from planner.actions.undo import redo, undo
from planner.domain.change import Change
from planner.domain.errors import BadValue, NotFound
from planner.domain.layer import Thing
from planner.domain.plan import Plan
from planner.domain.race import RACE_M
from planner.domain.session import Session, SessionKind
from planner.domain.template import plan_from, template_of
from planner.planning.schedule import Schedule, schedule
from tests import strategies
from tests.actions.conftest import NOW, again

RACE_DAY = date(2027, 4, 18)
AUTUMN = date(2027, 9, 26)


@pytest.fixture
def spring(desk: Desk) -> Desk:
    """A desk with the plan `spring`, in shoes."""
    gear.add_shoe(desk, "Red racer", shoe_id="red")
    request = build_ups.Request(
        race_name="Spring Half", race_day=RACE_DAY, distance_m=RACE_M["half"], weekly_m=25_000, longest_m=9_000,
        shoe="red",
    )  # fmt: skip
    build_ups.make(desk, "spring", request)
    return desk


def looks(sessions: Schedule, race: date) -> Counter[object]:
    """Return what stands, by day from the race, without ids, notes and the race's name."""

    def look(session: Session) -> object:
        named = session.kind is not SessionKind.RACE
        return (
            (session.day - race).days, session.kind, session.distance, session.duration_s, named and session.title,
            session.text, session.slot, session.or_kind,
        )  # fmt: skip

    return Counter(look(planned.session) for planned in sessions.sessions)


def made_from(plan: Plan, race_day: date) -> Plan:
    standing = schedule(plan)
    kept = template_of(
        plan, [one.session for one in standing.sessions], standing.layers, template_id="kept", name="Kept"
    )
    ids = count()
    return plan_from(kept, plan_id="made", race_name="Another", race_day=race_day, new_id=lambda: f"new{next(ids):05}")


@given(strategies.plans(), strategies.histories(undoing=True), st.integers(-400, 400))
def test_a_plan_made_from_its_own_template_stands_the_same(plan: Plan, history: tuple[Change, ...], later: int) -> None:
    plan = msgspec.structs.replace(plan, changes=history)
    race_day = plan.race.day + timedelta(days=later)
    made = made_from(plan, race_day)
    was, now = schedule(plan), schedule(made)
    assert looks(now, race_day) == looks(was, plan.race.day)
    worn = (Thing.SHOE, Thing.ORTHOTIC)
    assert now.layers == tuple(layer for layer in was.layers if layer.thing not in worn)
    assert [((week.start - race_day).days, week.phase, week.cut_back, week.target_m) for week in made.weeks] == [
        ((week.start - plan.race.day).days, week.phase, week.cut_back, week.target_m) for week in plan.weeks
    ]
    assert made.changes == ()
    assert now.lost == ()


@given(strategies.plans(), strategies.histories(undoing=True), st.integers(-400, 400))
def test_the_race_is_on_race_day_and_every_session_has_an_id_of_its_own(
    plan: Plan, history: tuple[Change, ...], later: int
) -> None:
    plan = msgspec.structs.replace(plan, changes=history)
    race_day = plan.race.day + timedelta(days=later)
    made = made_from(plan, race_day)
    races = [session for session in made.base if session.id == made.race.session]
    assert [(race.day, race.kind, race.title) for race in races] == [(race_day, SessionKind.RACE, "Another")]
    assert made.race.day == race_day
    assert len({session.id for session in made.base}) == len(made.base)
    assert not {session.id for session in made.base} & {session.id for session in plan.base}
    assert not any(session.note for session in made.base)


def test_a_template_has_the_changes_in_it_and_neither_notes_nor_gear(spring: Desk) -> None:
    plan = spring.plan_of("spring")
    first = plan.base[0]
    changes.move(spring, first.id, first.day + timedelta(days=1), anyway=True)
    noted = plan.base[4].id
    changes.edit(spring, noted, note="with Ada")
    rearrange.delete_all(spring, [plan.base[5].id])
    said = save_template(spring, "spring", "half", "My half")
    assert said.startswith("Saved the template My half: ")
    kept = template(again(spring), "half")
    assert (kept.name, kept.distance_m, len(kept.sessions)) == ("My half", RACE_M["half"], len(plan.base) - 1)
    assert (first.day + timedelta(days=1) - RACE_DAY).days in {session.day for session in kept.sessions}
    text = (spring.store.root / "templates" / "half.toml").read_text(encoding="utf-8")
    assert "Ada" not in text
    assert "red" not in text.split()
    assert all(layer.thing is not Thing.SHOE for layer in kept.layers)
    assert kept.layers


@given(strategies.plans(), st.dates(date(2026, 1, 1), date(2028, 12, 31)))
def test_the_nearest_race_leaves_time_for_the_whole_plan_on_its_weekday(plan: Plan, today: date) -> None:
    sessions = [one.session for one in schedule(plan).sessions]
    kept = template_of(plan, sessions, (), template_id="kept", name="Kept")
    day = kept.nearest_race(today)
    made = plan_from(kept, plan_id="made", race_name="R", race_day=day, new_id=iter(map(str, count())).__next__)
    assert day.weekday() == plan.race.day.weekday()
    assert today <= made.first_day < today + timedelta(days=7)


def test_a_plan_from_a_template_is_there_shown_and_taken_back(spring: Desk) -> None:
    save_template(spring, "spring", "half")
    said = plan_from_template(spring, "half", plan_id="autumn", race_name="Autumn\x1b Half", race_day=AUTUMN)
    assert said.startswith("Made Autumn Half. 21 weeks, Mon 3 May 2027 ")
    assert said.endswith("to Sun 26 Sep 2027.")
    fresh = again(spring)
    made = fresh.plan_of(None)
    assert (made.id, made.race.name, made.race.day) == ("autumn", "Autumn Half", AUTUMN)
    assert looks(fresh.schedule_of(made), AUTUMN) == looks(fresh.schedule_of(fresh.plan_of("spring")), RACE_DAY)
    assert undo(fresh) == "Took back: made the plan Autumn Half."
    assert fresh.store.plan_ids() == ("spring",)
    redo(fresh)
    assert fresh.store.plan_ids() == ("autumn", "spring")


@pytest.mark.parametrize(
    ("race_day", "words"),
    [
        (date(2026, 11, 15), "That race is over: 6 days ago."),
        (date(2027, 1, 10), "before today."),
        (date(2027, 9, 25), "The race is on a Saturday, in the template on a Sunday"),
    ],
)
def test_what_one_may_not_expect_is_said_and_not_refused(spring: Desk, race_day: date, words: str) -> None:
    save_template(spring, "spring", "half")
    assert words in plan_from_template(spring, "half", plan_id="other", race_name="Other", race_day=race_day)
    assert spring.plan_of("other").race.day == race_day


def test_what_cannot_be_done_is_refused_and_writes_nothing(spring: Desk) -> None:
    with pytest.raises(NotFound, match="plan template save"):
        template(spring, "half")
    with pytest.raises(NotFound, match="no such plan"):
        save_template(spring, "nope", "half")
    save_template(spring, "spring", "half")
    for wrong in ("half", "../half", "Half", ""):
        with pytest.raises(BadValue, match="template id"):
            save_template(spring, "spring", wrong)
    with pytest.raises(NotFound, match="Templates: half"):
        preview_plan(spring, "nope", plan_id="autumn", race_name="A", race_day=AUTUMN)
    with pytest.raises(BadValue, match="already"):
        plan_from_template(spring, "half", plan_id="spring", race_name="A", race_day=AUTUMN)
    with pytest.raises(BadValue, match="no name"):
        plan_from_template(spring, "half", plan_id="autumn", race_name=" \x1b ", race_day=AUTUMN)
    with pytest.raises(BadValue, match="end of the calendar"):
        plan_from_template(spring, "half", plan_id="autumn", race_name="A", race_day=date.min)
    assert spring.store.plan_ids() == ("spring",)


def test_saving_and_deleting_a_template_are_undone_and_done_again(spring: Desk) -> None:
    def names() -> list[str]:
        return [one.id for one in templates(again(spring))]

    save_template(spring, "spring", "half")
    delete_template(spring, "half")
    assert names() == []
    assert undo(spring) == "Took back: deleted the template half."
    assert names() == ["half"]
    assert undo(spring) == "Took back: saved the template half."
    assert names() == []
    redo(spring)
    assert names() == ["half"]
    redo(spring)
    assert names() == []


def test_a_template_named_as_a_plan_is_not_taken_for_something_about_it(spring: Desk) -> None:
    save_template(spring, "spring", "spring")
    assert undo(spring, plan="spring") == "Took back: made the plan Spring Half."
    assert [one.id for one in templates(spring)] == ["spring"]


def test_a_copy_stands_the_same_and_has_ids_of_its_own(spring: Desk) -> None:
    plan = spring.plan_of("spring")
    changes.edit(spring, plan.base[4].id, note="with Ada")
    rearrange.delete_all(spring, [plan.base[5].id])
    said = duplicate(spring, "spring", "copy")
    assert said == "Copied Spring Half to Spring Half, copy, which the calendar shows now."
    fresh = Desk(spring.store, now=lambda: NOW)
    was, copy = fresh.schedule_of(fresh.plan_of("spring")), fresh.plan_of(None)
    now = fresh.schedule_of(copy)
    assert (copy.id, copy.changes, copy.first_day) == ("copy", (), plan.first_day)
    assert looks(now, RACE_DAY) == looks(was, RACE_DAY)
    assert Counter(one.session.note for one in now.sessions) == Counter(one.session.note for one in was.sessions)
    assert now.layers == was.layers
    assert {one.session.id for one in now.sessions}.isdisjoint(one.session.id for one in was.sessions)
    assert now.find(copy.race.session)
    undo(fresh)
    assert fresh.store.plan_ids() == ("spring",)
