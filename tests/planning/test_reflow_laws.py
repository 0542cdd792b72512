"""Laws of the re-flow, over any plan and any light."""

from datetime import timedelta

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.domain.body import Area
from planner.domain.change import Change, Undo
from planner.domain.light import Colour
from planner.domain.log import Felt
from planner.domain.plan import Plan
from planner.domain.session import Session
from planner.planning.reflow import Reflow, reflow
from planner.planning.reflow_case import Ease, Wish
from planner.planning.reflow_runs import last_level
from planner.planning.regain import start_of_week
from planner.planning.schedule import schedule
from tests.planning.reflow_cases import AT, accepted, case, felt, light, sessions_of
from tests.strategies import histories, plan_days, plans

areas = st.sampled_from([Area.CALF, Area.KNEE, Area.HIP, Area.UPPER_BACK])
colours = st.sampled_from([Colour.YELLOW, Colour.RED])
wishes = st.builds(
    Wish, ease=st.none() | st.sampled_from(Ease), routines=st.booleans(), gear=st.booleans(),
    days=st.none() | st.integers(1, 14),
)  # fmt: skip


@st.composite
def situations(draw: st.DrawFn) -> tuple[Plan, Colour, Felt, Wish, frozenset[str]]:
    """A plan with a history, a light that is not green, the entry it goes back to, and what was logged."""
    plan = draw(plans())
    plan = msgspec.structs.replace(plan, changes=draw(histories()))
    names = [one.session.id for one in schedule(plan).sessions]
    logged = frozenset(draw(st.lists(st.sampled_from(names), max_size=4))) if names else frozenset()
    entry = felt(7, draw(plan_days), draw(areas))
    return plan, draw(colours), entry, draw(wishes), logged


def proposed(plan: Plan, colour: Colour, entry: Felt, wish: Wish, logged: frozenset[str]) -> Reflow | None:
    """What the light of a situation asks of its plan."""
    return reflow(case(plan, light(colour, entry.area, day=entry.day), entry, wish=wish, answered=logged))


@settings(max_examples=40, deadline=None)
@given(situations())
def test_the_race_stays_nothing_past_or_logged_changes_and_no_run_gets_longer(
    found: tuple[Plan, Colour, Felt, Wish, frozenset[str]],
) -> None:
    plan, colour, entry, wish, logged = found
    made = proposed(plan, colour, entry, wish, logged)
    if made is None:
        return
    before, after = sessions_of(plan), sessions_of(accepted(plan, made))
    race = plan.race.session
    assert (after[race].day, after[race].kind, after[race].distance) == (
        before[race].day,
        before[race].kind,
        before[race].distance,
    )
    for name, was in before.items():
        if was.day < entry.day or name in logged:
            assert after[name] == was
        now = after.get(name)
        if now and now.kind.is_run and now.distance and was.distance:
            assert now.distance.high_m <= was.distance.high_m + 1e-6


@settings(max_examples=40, deadline=None)
@given(situations())
def test_accepted_and_taken_back_the_schedule_is_the_same(
    found: tuple[Plan, Colour, Felt, Wish, frozenset[str]],
) -> None:
    plan, colour, entry, wish, logged = found
    made = proposed(plan, colour, entry, wish, logged)
    if made is None:
        return
    after = accepted(plan, made)
    undo: Change = Undo(id="undo", at=AT, of=after.changes[-1].id)
    assert schedule(msgspec.structs.replace(after, changes=(*after.changes, undo))) == schedule(plan)


@settings(max_examples=40, deadline=None)
@given(situations())
def test_asked_again_right_after_accepting_nothing_is_proposed(
    found: tuple[Plan, Colour, Felt, Wish, frozenset[str]],
) -> None:
    plan, colour, entry, wish, logged = found
    looked = case(plan, light(colour, entry.area, day=entry.day), entry, wish=wish, answered=logged)
    made = reflow(looked)
    if made is None:
        return
    after = accepted(plan, made)
    again = msgspec.structs.replace(looked, plan=after, standing=schedule(after))
    assert reflow(again) is None


@settings(max_examples=40, deadline=None)
@given(situations())
def test_no_change_of_a_proposal_is_lost(found: tuple[Plan, Colour, Felt, Wish, frozenset[str]]) -> None:
    plan, colour, entry, wish, logged = found
    made = proposed(plan, colour, entry, wish, logged)
    if made is None:
        return
    own = {part.id for part in made.parts}
    assert not [one for one in schedule(accepted(plan, made)).lost if one.change.id in own]


@settings(max_examples=40, deadline=None)
@given(situations())
def test_up_to_its_last_day_no_held_week_is_above_the_last_level(
    found: tuple[Plan, Colour, Felt, Wish, frozenset[str]],
) -> None:
    plan, _, entry, wish, _ = found
    looked = case(plan, light(Colour.YELLOW, entry.area, day=entry.day), entry, wish=wish)
    made = reflow(looked)
    level = last_level(looked).week_m
    if made is None or not level or entry.day == plan.race.day:
        return
    before, after = sessions_of(plan), sessions_of(accepted(plan, made))
    for week in plan.weeks:
        if week.start + timedelta(days=6) < entry.day or week.start > made.eased.last:
            continue
        total, past = (
            sum(
                _metres(one)
                for one in which
                if start_of_week(plan, one.day) == week.start and one.day <= made.eased.last
            )
            for which in (
                [one for one in after.values() if one.id != plan.race.session],
                [one for one in before.values() if one.day < entry.day and one.id != plan.race.session],
            )
        )
        ahead = total - past
        assert total <= level + 1e-6 or ahead <= 1e-6 or past >= level


def _metres(session: Session) -> float:
    return session.distance.middle_m if session.kind.is_run and session.distance else 0.0
