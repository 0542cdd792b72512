import json

from hypothesis import given

from planner.domain.plan import Plan
from planner.domain.units import Unit
from planner.exports.days import day_as_dict
from planner.exports.json import to_json
from planner.exports.outgoing import Outgoing
from planner.planning.agenda import agenda
from tests.exports.plans import NAMES, TODAY, a_plan, day, days_of, going_out
from tests.strategies import plans


def test_a_day_says_what_is_planned_and_what_was_done() -> None:
    found = next(one for one in days_of(a_plan()) if one.day == day(8))
    said = json.loads(json.dumps(day_as_dict(found, Unit.KM, NAMES)))
    assert (said["date"], said["weekday"], said["week"], said["phase"]) == ("2027-04-08", "thu", 1, "taper")
    (session,) = said["sessions"]
    assert session["name"] == "8 km tempo"
    assert session["distance_m"] == {"low": 8000.0, "high": 8000.0}
    assert session["original_date"] == "2027-04-06"
    assert session["status"] == "done"
    assert session["done"] == {"distance_m": 8200.0, "duration_s": 3060}
    assert session["shoe"] == {"id": "blue", "name": "Blue | “41”"}
    assert [(one["thing"], one["status"]) for one in said["hung"]] == [("shoe", "planned"), ("roll", "partly")]


def test_what_the_plan_does_not_say_is_null_and_never_0() -> None:
    found = next(one for one in days_of(a_plan()) if one.day == day(15))
    said = day_as_dict(found, Unit.KM, NAMES)
    assert isinstance(said["sessions"], list)
    session = said["sessions"][0]
    assert isinstance(session, dict)
    assert session["distance_m"] is session["distance"] is session["duration_s"] is session["done"] is None
    assert session["added"] is True
    assert isinstance(said["totals"], dict)
    assert said["totals"]["planned_m"] is None
    assert said["totals"]["unknown"] == 1


@given(plans())
def test_any_plan_is_json_with_every_session(plan: Plan) -> None:
    days = agenda(plan, (), plan.first_day, plan.last_day, TODAY)
    said = json.loads(to_json(Outgoing(plan=plan, days=days, unit=Unit.MI, names=NAMES)))
    ids = [session["id"] for one in said["days"] for session in one["sessions"]]
    assert sorted(ids) == sorted(session.id for session in plan.base)
    assert said["days"] == json.loads(json.dumps([day_as_dict(one, Unit.MI, NAMES) for one in days]))
    assert said["race"]["date"] == plan.race.day.isoformat()


def test_a_year_of_more_than_1000_km_has_a_sum() -> None:
    import msgspec

    from planner.domain.units import Span

    plan = a_plan()
    far = msgspec.structs.replace(
        plan, base=tuple(msgspec.structs.replace(one, distance=Span.of(400_000)) for one in plan.base)
    )
    said = json.loads(to_json(going_out(far)))
    assert said["totals"]["planned_m"]["high"] > 1_000_000
