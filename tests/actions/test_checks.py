"""Taking a finding as it is: quiet with a reason, told again when it weighs more, and taken back."""

from datetime import date, timedelta

import pytest

from planner.actions import build_ups, changes, checks, undo
from planner.actions.build_ups import Request
from planner.actions.desk import Desk
from planner.domain.errors import BadValue, NotFound
from planner.domain.plan import Plan
from planner.domain.race import RACE_M
from planner.domain.session import SessionKind
from planner.domain.units import Span
from planner.planning.checks import Finding, Weight
from tests.actions.conftest import again

SPRING = Request(
    race_name="Spring Half",
    race_day=date(2027, 4, 18),
    distance_m=RACE_M["half"],
    weekly_m=25_000,
    longest_m=9_000,
    days=4,
)


@pytest.fixture
def spring(desk: Desk) -> Plan:
    """A made half marathon in which one long run was made a third longer."""
    plan = build_ups.make(desk, "spring", SPRING).plan
    stretch(desk, 1.3)
    return plan


def stretch(desk: Desk, by: float) -> None:
    long_runs = [one for one in desk.plan_of("spring").base if one.kind is SessionKind.LONG and one.distance]
    assert long_runs[4].distance
    changes.edit(desk, long_runs[4].id, distance=Span.of(long_runs[4].distance.high_m * by))


def spikes(desk: Desk) -> list[Finding]:
    return [one for one in checks.findings(desk, desk.plan_of("spring")) if one.code == "spike"]


@pytest.mark.usefixtures("spring")
def test_an_accepted_finding_is_quiet_with_its_reason_after_the_next_start_too(desk: Desk) -> None:
    (found,) = spikes(desk)
    assert checks.accept_finding(desk, found.key, "A local race.") == f"Accepted: {found.title}."
    assert spikes(again(desk)) == []
    ((quiet, accept),) = checks.accepted(again(desk), desk.plan_of("spring"))
    assert (quiet.key, accept.why) == (found.key, "A local race.")


@pytest.mark.usefixtures("spring")
def test_what_was_accepted_is_told_again_when_it_weighs_more(desk: Desk) -> None:
    (found,) = spikes(desk)
    assert found.weight is Weight.WARN
    checks.accept_finding(desk, found.key, "A local race.")
    stretch(desk, 2.5)
    assert [one.weight for one in spikes(desk) if one.key == found.key] == [Weight.STRONG]
    stretch(desk, 1.25)
    assert spikes(desk) == []


@pytest.mark.usefixtures("spring")
def test_an_acceptance_that_is_taken_back_has_the_finding_told_again(desk: Desk) -> None:
    (found,) = spikes(desk)
    checks.accept_finding(desk, found.key, "A local race.")
    checks.take_back(desk, found.key)
    assert spikes(desk) == [found]
    with pytest.raises(NotFound, match="not accepted"):
        checks.take_back(desk, found.key)


@pytest.mark.usefixtures("spring")
def test_accepting_can_be_undone_and_redone(desk: Desk) -> None:
    (found,) = spikes(desk)
    checks.accept_finding(desk, found.key, "A local race.")
    undo.undo(desk)
    assert spikes(desk) == [found]
    undo.redo(desk)
    assert spikes(desk) == []


@pytest.mark.usefixtures("spring")
@pytest.mark.parametrize("why", ["", "  \n"])
def test_a_finding_is_not_accepted_without_a_reason(desk: Desk, why: str) -> None:
    with pytest.raises(BadValue, match="reason"):
        checks.accept_finding(desk, spikes(desk)[0].key, why)


@pytest.mark.usefixtures("spring")
def test_what_is_not_found_cannot_be_accepted(desk: Desk) -> None:
    with pytest.raises(NotFound, match="spike:nope"):
        checks.accept_finding(desk, "spike:nope", "Fine.")


def test_only_what_is_found_from_a_day_on_is_told_when_asked_so(desk: Desk, spring: Plan) -> None:
    (found,) = spikes(desk)
    assert found.day
    later = checks.findings(desk, desk.plan_of("spring"), since=found.day + timedelta(days=1))
    same = checks.findings(desk, desk.plan_of("spring"), since=found.day)
    assert found in same
    assert found not in later
    assert {one.day for one in later} <= {None, spring.race.day} | {one.day for one in same}
