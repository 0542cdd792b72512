"""Orthotics of a store: fields, pairings with their history, the break-in, and which runs have them on."""

from datetime import date, timedelta
from typing import Any

import pytest

from planner.actions import diary, orthotics, safe_dates
from planner.actions.break_in_words import latest_words, look_due, moved_words, near_words
from planner.actions.break_ins import break_in_of, orthotic_rules, rules
from planner.actions.build_ups import Request, make
from planner.actions.changes import add, hang
from planner.actions.desk import Desk
from planner.actions.gear import add_shoe
from planner.actions.gear_notes import calendar_notes, gear_notes
from planner.domain.errors import BadValue, NotFound
from planner.domain.gear import Build, Orthotic, Schedule, Sheet
from planner.domain.gear_note import GearWord
from planner.domain.layer import Anchor, Layer, Thing
from planner.domain.log import Ran, Wore
from planner.domain.session import Session, SessionKind
from planner.planning.break_in import State
from tests.actions.conftest import again

EVIL = "Cork\x1b[31m [/]"


@pytest.fixture
def cork(desk: Desk) -> Orthotic:
    """Shells that came today, and two pairs of shoes."""
    add_shoe(desk, "Blue", shoe_id="blue", drop_mm=8)
    add_shoe(desk, "Red", shoe_id="red", drop_mm=4)
    return orthotics.add(desk, orthotics.Wish(name=EVIL, since=desk.today), orthotic_id="cork")


def plan(desk: Desk, weeks: int = 20) -> None:
    make(desk, "half", Request(race_name="Half", race_day=desk.today + timedelta(days=7 * weeks), distance_m=21_097.5))


def days(desk: Desk, n: int) -> date:
    return desk.today + timedelta(days=n)


def test_every_field_can_be_given_and_changed_and_comes_back_from_the_file(desk: Desk) -> None:
    wish = orthotics.Wish(
        name="Shells",
        build=Build.CUSTOM_SOFT,
        make="EVA",
        fitted_by="Foot clinic",
        since=desk.today,
        schedule=Schedule.HOURLY,
        start_m=120_000,
        retire_m=600_000,
        review=days(desk, 90),
        left="3 mm lift",
        right="-",
        note="soft",
    )
    made = orthotics.add(desk, wish)
    assert orthotics.wish_of(again(desk).orthotic(made.id)) == wish
    said = orthotics.edit(desk, made.id, orthotics.Wish(name="Shells", left="5 mm\nlift"))
    assert said == "Changed Shells."
    kept = again(desk).orthotic(made.id)
    assert (kept.left, kept.build, kept.retire_m) == ("5 mm lift", None, None)
    assert "as it was" in orthotics.edit(desk, made.id, orthotics.wish_of(kept))


@pytest.mark.parametrize(
    "wish",
    [
        orthotics.Wish(name=" "),
        orthotics.Wish(name="x", start_m=-1),
        orthotics.Wish(name="x", retire_m=0),
        orthotics.Wish(name="x", start_m=float("nan")),
    ],
)
def test_what_cannot_be_is_refused(desk: Desk, wish: orthotics.Wish) -> None:
    with pytest.raises(BadValue):
        orthotics.add(desk, wish)
    assert desk.gear() == ()


def test_a_pairing_begins_and_ends_and_its_history_stays(desk: Desk, cork: Orthotic) -> None:
    assert "is in Blue from Sat 21 Nov on." in orthotics.pair(desk, "cork", "blue", desk.today)
    assert "out of Blue" in orthotics.pair(desk, "cork", "red", days(desk, 5), move=True)
    assert "out of Red after" in orthotics.unpair(desk, "cork", days(desk, 9))
    kept = again(desk).orthotic("cork").pairings
    assert [(one.shoe, one.since, one.until) for one in kept] == [
        ("blue", days(desk, 0), days(desk, 4)),
        ("red", days(desk, 5), days(desk, 9)),
    ]
    assert orthotics.stands_in(desk, desk.orthotic("cork"), days(desk, 4)) == "Blue"
    assert orthotics.stands_in(desk, desk.orthotic("cork"), days(desk, 10)) == ""
    assert cork.name == "Cork[31m [/]"


def test_two_pairings_at_once_are_refused_with_the_way_out(desk: Desk, cork: Orthotic) -> None:
    del cork
    orthotics.pair(desk, "cork", "blue", desk.today)
    with pytest.raises(BadValue, match=r"cannot be in two pairs at once.*unpair cork.*--move"):
        orthotics.pair(desk, "cork", "red", days(desk, 1))
    with pytest.raises(BadValue, match="is in Blue since"):
        orthotics.pair(desk, "cork", "blue", days(desk, 1), move=True)
    with pytest.raises(BadValue, match="goes into Blue on"):
        orthotics.pair(desk, "cork", "red", days(desk, -1), move=True)
    with pytest.raises(NotFound):
        orthotics.pair(desk, "cork", "gone", desk.today)
    assert len(desk.orthotic("cork").pairings) == 1


def test_two_orthotics_in_one_pair_are_refused_but_an_add_on_fits(desk: Desk, cork: Orthotic) -> None:
    del cork
    orthotics.pair(desk, "cork", "blue", desk.today)
    orthotics.add(desk, orthotics.Wish(name="Other"), orthotic_id="other")
    orthotics.add(desk, orthotics.Wish(name="Lift", build=Build.ADD_ON), orthotic_id="lift")
    with pytest.raises(BadValue, match="stands in Blue"):
        orthotics.pair(desk, "other", "blue", desk.today)
    assert orthotics.pair(desk, "lift", "blue", desk.today)


def test_moved_on_the_day_it_came_the_first_pairing_never_was(desk: Desk, cork: Orthotic) -> None:
    del cork
    orthotics.pair(desk, "cork", "blue", desk.today)
    orthotics.pair(desk, "cork", "red", desk.today, move=True)
    assert [one.shoe for one in desk.orthotic("cork").pairings] == ["red"]


def test_taking_out_what_stands_nowhere_is_said(desk: Desk, cork: Orthotic) -> None:
    del cork
    with pytest.raises(BadValue, match="stands in no pair"):
        orthotics.unpair(desk, "cork", desk.today)


def test_retiring_ends_the_pairing_and_is_said_once(desk: Desk, cork: Orthotic) -> None:
    del cork
    orthotics.pair(desk, "cork", "blue", desk.today)
    orthotics.retire(desk, "cork", days(desk, 3))
    assert desk.orthotic("cork").pairings[0].until == days(desk, 3)
    with pytest.raises(BadValue, match="was retired"):
        orthotics.retire(desk, "cork", desk.today)
    with pytest.raises(BadValue, match="is retired"):
        orthotics.pair(desk, "cork", "red", days(desk, 4))


@pytest.mark.parametrize("text", ["", "1 two 3", "25", "-2", "1 ٢", "nan"])
def test_a_sheet_that_says_no_hours_is_refused(text: str) -> None:
    with pytest.raises(BadValue):
        orthotics.read_sheet(text, 3)


def test_a_sheet_is_read_and_shown_alike() -> None:
    sheet = orthotics.read_sheet("1, 2 off 3.5h - 5", 9)
    assert sheet == Sheet(hours=(1, 2, 0, 3.5, 0, 5), first_run=9)
    assert orthotics.read_sheet(orthotics.show_sheet(sheet), 9) == sheet


def test_the_break_in_is_begun_chosen_and_begun_anew(desk: Desk, cork: Orthotic) -> None:
    del cork
    assert "hour more" in orthotics.start_break_in(desk, "cork", desk.today, schedule=Schedule.HOURLY)
    assert break_in_of(desk, "cork").broken_in.gate == days(desk, 14)
    with pytest.raises(BadValue, match="own sheet has no hours"):
        orthotics.start_break_in(desk, "cork", desk.today, schedule=Schedule.OWN)
    sheet = Sheet(hours=(1, 2), first_run=4)
    assert "practitioner" in orthotics.start_break_in(desk, "cork", days(desk, 2), sheet=sheet)
    assert break_in_of(desk, "cork").broken_in.gate == days(desk, 5)
    orthotics.start_break_in(desk, "cork", days(desk, 1), schedule=Schedule.CAUTIOUS)
    assert desk.orthotic("cork").sheet is None
    with pytest.raises(BadValue, match="before they came"):
        orthotics.start_break_in(desk, "cork", days(desk, -1))


def test_soreness_is_logged_with_the_hours_and_hidden_in_private(desk: Desk, cork: Orthotic) -> None:
    del cork
    assert "sore 5 of 10" in diary.log_wear(desk, "cork", 1, desk.today, sore=5)
    desk.set(private=True)
    assert "sore" not in diary.log_wear(desk, "cork", 1, desk.today, sore=5)
    assert {one.sore for one in desk.entries(desk.today, desk.today) if isinstance(one, Wore)} == {5}
    with pytest.raises(BadValue, match="score"):
        diary.log_wear(desk, "cork", 1, desk.today, sore=11)
    with pytest.raises(BadValue, match="hours"):
        diary.log_wear(desk, "cork", 0, desk.today)


def test_a_logged_run_has_on_what_stands_in_its_shoe_once_running_has_begun(desk: Desk, cork: Orthotic) -> None:
    del cork
    orthotics.pair(desk, "cork", "blue", desk.today)
    diary.log_run(desk, 5_000, desk.today, shoe="blue")
    diary.log_run(desk, 5_000, desk.today, shoe="red")
    orthotics.edit(desk, "cork", orthotics.Wish(name="Cork"))
    assert "With Cork, which stands in it." in diary.log_run(desk, 6_000, desk.today, shoe="blue")
    diary.log_run(desk, 7_000, desk.today, shoe="red")
    worn = {one.distance_m: one.orthotic for one in desk.entries(desk.today, desk.today) if isinstance(one, Ran)}
    assert worn == {5_000: "", 6_000: "cork", 7_000: ""}


def test_new_shoes_within_two_weeks_of_the_break_in_are_told_in_both_directions(desk: Desk, cork: Orthotic) -> None:
    del cork
    apart = orthotic_rules().apart.days
    for offset, told in ((-apart, False), (1 - apart, True), (apart - 1, True), (apart, False)):
        shoe = desk.shoe("red")
        from planner.actions.shoes import edit_shoe

        edit_shoe(desk, shoe.id, bought=days(desk, offset))
        assert bool(near_words(desk, desk.today)) is told


def test_moving_to_a_pair_of_another_drop_begins_the_ramp_again(desk: Desk, cork: Orthotic) -> None:
    del cork
    orthotics.pair(desk, "cork", "blue", desk.today)
    assert moved_words(desk, "cork", "red") == ""
    orthotics.edit(desk, "cork", orthotics.Wish(name="Cork", since=days(desk, -200)))
    assert "run 1 of the ramp" in moved_words(desk, "cork", "red")
    add_shoe(desk, "Blue again", shoe_id="blue-2", drop_mm=8)
    assert "run 2 of the ramp" in moved_words(desk, "cork", "blue-2")


def test_in_use_they_begin_the_ramp_with_run_two_in_another_pair(desk: Desk, cork: Orthotic) -> None:
    del cork
    plan(desk)
    orthotics.edit(desk, "cork", orthotics.Wish(name="Cork", since=days(desk, -200)))
    orthotics.pair(desk, "cork", "blue", days(desk, -100))
    assert break_in_of(desk, "cork").runs == ()
    add_shoe(desk, "Blue again", shoe_id="blue-2", drop_mm=8)
    orthotics.pair(desk, "cork", "blue-2", desk.today, move=True)
    found = break_in_of(desk, "cork")
    assert found.broken_in.state is State.IN_USE
    assert [run.number for run in found.runs][:3] == [2, 3, 4]


def test_hours_and_runs_lie_over_the_days_ahead(desk: Desk, cork: Orthotic) -> None:
    del cork
    plan(desk)
    notes = gear_notes(desk, desk.today, days(desk, 60))
    assert [notes[days(desk, n)][0].short for n in range(4)] == ["1h", "2h", "off", "3h"]
    gate = break_in_of(desk, "cork").broken_in.gate
    assert gate
    assert "runs may have them on" in notes[gate][0].text
    runs = [note.short for of_day in notes.values() for note in of_day if note.short.startswith("run ")]
    assert runs[:3] == ["run 1", "run 2", "run 3"]
    assert all(len(note.short) <= 6 for of_day in notes.values() for note in of_day)
    assert gear_notes(desk, days(desk, -30), days(desk, -1)) == {}


def test_a_sore_day_is_told_with_its_reason_but_not_in_private(desk: Desk, cork: Orthotic) -> None:
    del cork
    orthotics.edit(desk, "cork", orthotics.Wish(name="Cork", since=days(desk, -2)))
    diary.log_wear(desk, "cork", 1, days(desk, -2))
    diary.log_wear(desk, "cork", 2, days(desk, -1), sore=6)
    (note,) = gear_notes(desk, desk.today, desk.today)[desk.today]
    assert note.word is GearWord.WARN
    assert "1 h less: discomfort on Fri 20 Nov" in note.text
    (hidden,) = gear_notes(desk, desk.today, desk.today, private=True)[desk.today]
    assert "discomfort" not in hidden.text


def test_without_anything_new_nothing_is_read_and_nothing_said(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    add_shoe(desk, "Blue", shoe_id="blue")
    orthotics.add(desk, orthotics.Wish(name="Old", since=days(desk, -300)))
    monkeypatch.setattr(Desk, "entries", lambda *_: pytest.fail("the log is read"))
    assert gear_notes(desk, desk.today, days(desk, 30)) == {}


def test_the_ramp_of_a_new_pair_stands_beside_the_break_in(desk: Desk) -> None:
    plan(desk)
    add_shoe(desk, "Blue", shoe_id="blue", bought=desk.today)
    hang(desk, Layer(id="b", name="Blue", thing=Thing.SHOE, anchor=Anchor.RUN, what="blue"))
    notes = gear_notes(desk, desk.today, days(desk, 60))
    assert {note.thing for of_day in notes.values() for note in of_day} == {Thing.SHOE}
    orthotics.add(desk, orthotics.Wish(name="Cork", since=desk.today))
    notes = gear_notes(desk, desk.today, days(desk, 60))
    assert {note.thing for of_day in notes.values() for note in of_day} == {Thing.SHOE, Thing.ORTHOTIC}


def test_a_pair_whose_ramp_is_over_is_not_looked_up_in_the_whole_log(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan(desk)
    add_shoe(desk, "Blue", shoe_id="blue", bought=days(desk, -100), first_used=days(desk, -90))
    monkeypatch.setattr("planner.actions.shoe_facts.shoe_notes", lambda _: pytest.fail("the whole log is read"))
    assert gear_notes(desk, desk.today, days(desk, 60)) == {}


def test_a_pair_that_another_orthotic_comes_into_later_is_refused_for_now_too(desk: Desk, cork: Orthotic) -> None:
    orthotics.add(desk, orthotics.Wish(name="Shells", since=desk.today), orthotic_id="shells")
    orthotics.pair(desk, cork.id, "blue", days(desk, 5))
    with pytest.raises(BadValue, match="stands in Blue"):
        orthotics.pair(desk, "shells", "blue", desk.today)
    orthotics.unpair(desk, "cork", days(desk, 8))
    orthotics.pair(desk, "shells", "blue", days(desk, 9))


def test_one_orthotic_in_two_pairs_on_a_day_is_told(desk: Desk, cork: Orthotic) -> None:
    del cork
    plan(desk)
    hang(desk, Layer(id="c", name="Cork", thing=Thing.ORTHOTIC, anchor=Anchor.RUN, what="cork"))
    for n, (shoe, kind) in enumerate((("blue", SessionKind.EASY), ("red", SessionKind.TEMPO))):
        add(desk, Session(id=f"own{n}", day=days(desk, 30), kind=kind))
        hang(desk, Layer(id=shoe, name=shoe, thing=Thing.SHOE, anchor=Anchor.RUN, what=shoe, kinds=(kind,)))
    notes = gear_notes(desk, desk.today, days(desk, 60))
    assert [day for day, of_day in notes.items() if any(note.short == "twice" for note in of_day)] == [days(desk, 30)]


def test_the_last_safe_days_stand_on_the_calendar(desk: Desk) -> None:
    plan(desk)
    race = desk.plan_of(None).race
    found = {one.code: one for one in safe_dates.dates_of(desk, desk.plan_of(None))}
    assert found["new-orthotic"].day == race.day - timedelta(days=42)
    assert found["heavy-rolling"].day == race.day - timedelta(days=2)
    notes = calendar_notes(desk, desk.today, race.day)
    assert {note.item for of_day in notes.values() for note in of_day} == set(found)
    assert all(one.source and one.text for one in found.values())


def test_a_waiting_orthotic_with_a_slow_schedule_has_a_date_of_its_own(desk: Desk) -> None:
    plan(desk)
    wish = orthotics.Wish(name="Shells", since=days(desk, 5), schedule=Schedule.CAUTIOUS)
    orthotics.add(desk, wish)
    found = [one for one in safe_dates.dates_of(desk, desk.plan_of(None)) if "Shells" in one.title]
    assert [one.days for one in found] == [27 + rules().running.full_use_days]


@pytest.mark.parametrize(("before", "late"), [(42, False), (41, True)])
def test_what_is_new_after_the_safe_day_is_told_when_it_is_added(desk: Desk, before: int, late: bool) -> None:
    plan(desk)
    day = desk.plan_of(None).race.day - timedelta(days=before)
    assert bool(safe_dates.late_orthotic(desk, day)) is late
    assert bool(safe_dates.late_shoe(desk, day)) is late


@pytest.mark.parametrize(
    ("more", "late"),
    [({}, True), ({"same_as": "old"}, False), ({"start_m": 40_000.0}, False), ({"spare": True}, False)],
)
def test_a_new_pair_is_late_unless_its_model_is_known_it_was_run_in_or_waits(
    desk: Desk, more: dict[str, Any], late: bool
) -> None:
    plan(desk)
    add_shoe(desk, "Old", shoe_id="old")
    day = desk.plan_of(None).race.day - timedelta(days=20)
    assert bool(safe_dates.late_pair(desk, add_shoe(desk, "New", bought=day, **more))) is late


def test_the_latest_start_is_told_before_and_after_it(desk: Desk, cork: Orthotic) -> None:
    del cork
    assert latest_words(break_in_of(desk, "cork")) == ""
    plan(desk)
    assert "begins in time" in latest_words(break_in_of(desk, "cork"))
    orthotics.edit(desk, "cork", orthotics.Wish(name="Cork"))
    assert "The last day to begin" in latest_words(break_in_of(desk, "cork"))


def test_a_look_is_due_by_review_year_or_distance(desk: Desk) -> None:
    look = orthotic_rules().look
    item = Orthotic(id="x", name="X", since=desk.today)
    assert look_due(item, days(desk, look.days - 1), 0) == ""
    assert "a year" in look_due(item, days(desk, look.days), 0)
    assert look_due(item, desk.today, look.metres - 1) == ""
    assert "far in use" in look_due(item, desk.today, look.metres)
    review = Orthotic(id="x", name="X", since=days(desk, -900), review=days(desk, 2))
    assert look_due(review, days(desk, 1), 0) == ""
    assert "review" in look_due(review, days(desk, 2), 0)


def test_a_year_that_cannot_be_meant_is_refused_wherever_a_day_is_given(desk: Desk, cork: Orthotic) -> None:
    for day in (date.min, date.max):
        for refused in (
            lambda day=day: orthotics.add(desk, orthotics.Wish(name="Far", since=day)),
            lambda day=day: orthotics.edit(desk, cork.id, orthotics.Wish(name="Far", review=day)),
            lambda day=day: orthotics.retire(desk, cork.id, day),
        ):
            with pytest.raises(BadValue, match="not from 1900 to 2199"):
                refused()
    assert again(desk).orthotic(cork.id) == cork
