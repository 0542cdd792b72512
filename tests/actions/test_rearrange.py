"""Weeks and ranges rearranged: each one change, said in a sentence, and taken back whole by a program just started."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from random import Random

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.actions import changes, rearrange, undo
from planner.actions.desk import Desk
from planner.domain.change import Batch, Off, Rebase
from planner.domain.days import Weekday
from planner.domain.errors import BadValue, NotFound, PlannerError
from planner.domain.layer import Anchor, Layer, Thing
from planner.domain.off import OffKind, Running
from planner.domain.plan import Plan
from planner.domain.race import Inputs, Level, Race
from planner.domain.session import Session, SessionKind
from planner.domain.units import Span
from planner.domain.week import PlanWeek
from planner.store.store import Store
from tests.actions.conftest import NOW, again

START = date(2026, 11, 30)
"""A Monday; five weeks lead to the race on the Sunday of the fifth, and one of recovery follows."""
RACE_DAY = START + timedelta(days=34)
BLOCKED = START + timedelta(days=9)
_KINDS = {1: SessionKind.TEMPO, 2: SessionKind.EASY, 4: SessionKind.EASY, 6: SessionKind.LONG}


def day(week: int, weekday: int) -> date:
    """Return a day of a week, both counted from 0."""
    return START + timedelta(days=7 * week + weekday)


def winter() -> Plan:
    """Tempo on Tuesday, easy on Wednesday and Friday, long on Sunday; the id says week and weekday."""
    base = [
        Session(id=f"w{week}d{weekday}", day=day(week, weekday), kind=kind, distance=Span.of(5000.0 + 1000 * weekday))
        for week in range(6)
        for weekday, kind in _KINDS.items()
        if day(week, weekday) != RACE_DAY
    ]
    race = Session(id="race", day=RACE_DAY, kind=SessionKind.RACE, distance=Span.of(10_000.0))
    roll = Layer(id="roll", name="Roll before", thing=Thing.ROLL, anchor=Anchor.BEFORE_RUN, what="pre-run-easy")
    rest = Layer(id="core", name="Core", thing=Thing.STRENGTH, anchor=Anchor.REST_DAY, what="post-run-core")
    return Plan(
        id="winter",
        race=Race(name="Ten", day=RACE_DAY, distance_m=10_000.0, session="race"),
        inputs=Inputs(
            level=Level.NOVICE, weekly_m=20_000.0, longest_m=8000.0, days=4, long_run_day=Weekday.SUN, start=START,
            blocked=(BLOCKED,),
        ),
        weeks=tuple(PlanWeek(start=day(week, 0)) for week in range(6)),
        base=(*base, race),
        layers=(roll, rest),
    )  # fmt: skip


@pytest.fixture
def plan(desk: Desk) -> Plan:
    made = msgspec.structs.replace(winter(), inputs=msgspec.structs.replace(winter().inputs, blocked=()))  # type: ignore[type-var]
    desk.store.create_plan(made)
    return made


@pytest.fixture
def blocked(desk: Desk) -> Plan:
    """The same, with a Wednesday blocked on which nothing is run."""
    made = winter()
    made = msgspec.structs.replace(made, base=tuple(one for one in made.base if one.day != BLOCKED))
    desk.store.create_plan(made)
    return made


def days_of(desk: Desk, *items: str) -> list[date | None]:
    """Return where sessions stand in the eyes of a program just started; None for one that does not."""
    other = again(desk)
    stand = {one.session.id: one.session.day for one in other.schedule_of(other.plan_of("winter")).sessions}
    return [stand.get(item) for item in items]


Deed = Callable[[Desk], str]
DEEDS: dict[str, Deed] = {
    "shift": lambda desk: rearrange.shift(desk, day(0, 1), 3),
    "shift some days": lambda desk: rearrange.shift(desk, day(0, 1), 1, until=day(0, 2)),
    "insert a rest day": lambda desk: rearrange.insert_rest(desk, day(1, 1)),
    "insert a rest day up to the race": lambda desk: rearrange.insert_rest(desk, day(1, 1), to_race=True),
    "remove a rest day": lambda desk: rearrange.remove_rest(desk, day(1, 0)),
    "remove a rest day up to the race": lambda desk: rearrange.remove_rest(desk, day(1, 0), to_race=True),
    "swap weekdays": lambda desk: rearrange.swap_weekdays(desk, Weekday.TUE, Weekday.THU),
    "move several": lambda desk: rearrange.move_all(desk, ["w0d1", "w0d2"], 2),
    "delete several": lambda desk: rearrange.delete_all(desk, ["w0d1", "w0d2.roll", "w1d1"]),
    "paste": lambda desk: rearrange.paste(
        desk, rearrange.sessions_between(desk, day(0, 1), day(0, 2)), day(0, 1), day(1, 3)
    ),
    "repeat a week": lambda desk: rearrange.repeat_week(desk, day(0, 3), 2),
}


@pytest.mark.usefixtures("plan")
@pytest.mark.parametrize("name", DEEDS)
def test_each_is_one_step_for_undo_and_redo_of_later_starts(desk: Desk, name: str) -> None:
    before = desk.schedule_of(desk.plan_of("winter"))
    said = DEEDS[name](desk)
    assert said.endswith(".")
    assert len(desk.plan_of("winter").changes) == 1
    after = again(desk).schedule_of(again(desk).plan_of("winter"))
    assert after != before
    assert undo.undo(again(desk)).startswith("Took back: ")
    assert again(desk).schedule_of(again(desk).plan_of("winter")) == before
    assert undo.redo(again(desk)).startswith("Brought back: ")
    assert again(desk).schedule_of(again(desk).plan_of("winter")) == after
    assert after.lost == ()


@pytest.mark.usefixtures("plan")
def test_a_shift_says_what_moves_and_what_falls_out(desk: Desk) -> None:
    assert rearrange.shift(desk, day(0, 1), 2) == (
        "Shifted everything from Tue 1 Dec to the race 2 days later. 18 sessions move."
        " Out of the plan: 9 km easy of Fri 1 Jan."
    )
    assert days_of(desk, "w0d1", "w4d4", "race", "w5d1") == [day(0, 3), None, RACE_DAY, day(5, 1)]
    assert "2 days later" in undo.undo(desk)


@pytest.mark.usefixtures("plan")
def test_a_shift_to_earlier_days_says_what_it_meets(desk: Desk) -> None:
    said = rearrange.shift(desk, day(0, 1), -2)
    assert "2 days earlier" in said
    assert "Before the plan begins: 6 km tempo of Sun 29 Nov." in said
    undo.undo(desk)
    assert "More than one run on Wed 9 Dec." in rearrange.shift(desk, day(1, 4), -2, until=day(1, 4))


@pytest.mark.usefixtures("plan")
def test_a_shift_never_touches_the_race_or_what_follows_it(desk: Desk) -> None:
    said = rearrange.shift(desk, day(4, 1), 1, until=day(5, 6))
    assert "The race and what follows it stay." in said
    assert days_of(desk, "race", "w5d1") == [RACE_DAY, day(5, 1)]


@pytest.mark.parametrize(
    ("since", "by", "until", "why"),
    [
        (day(0, 1), 0, None, "not a number of days"),
        (day(0, 1), 731, None, "not a number of days"),
        (day(0, 1), -720, None, "two years from the race"),
        (RACE_DAY, 1, None, "the race stays"),
        (day(0, 1), 1, day(0, 0), "is before"),
        (day(9, 0), 1, None, "nothing stands there"),
        (day(0, 3), 1, day(0, 3), "nothing stands there"),
    ],
)
@pytest.mark.usefixtures("plan")
def test_a_shift_that_means_nothing_is_refused(desk: Desk, since: date, by: int, until: date | None, why: str) -> None:
    with pytest.raises(BadValue, match=why):
        rearrange.shift(desk, since, by, until=until)
    assert desk.plan_of("winter").changes == ()


@pytest.mark.usefixtures("plan")
def test_an_inserted_rest_day_moves_only_what_stands_before_the_next_one(desk: Desk) -> None:
    assert rearrange.insert_rest(desk, day(1, 1)) == "Made Tue 8 Dec a rest day. 2 sessions move."
    assert days_of(desk, "w1d1", "w1d2", "w1d4", "w2d1") == [day(1, 2), day(1, 3), day(1, 4), day(2, 1)]


@pytest.mark.usefixtures("plan")
def test_a_rest_day_that_is_written_down_changes_places_with_what_passes_on(desk: Desk) -> None:
    changes.add(desk, Session(id="rest", day=day(1, 3), kind=SessionKind.REST))
    rearrange.insert_rest(desk, day(1, 1))
    assert days_of(desk, "rest", "w1d1", "w1d2") == [day(1, 1), day(1, 2), day(1, 3)]
    rearrange.remove_rest(desk, day(1, 1))
    # Friday's run stands right after the others by now, so it comes along.
    assert days_of(desk, "rest", "w1d1", "w1d2", "w1d4") == [day(1, 4), day(1, 1), day(1, 2), day(1, 3)]


@pytest.mark.usefixtures("plan")
def test_an_inserted_rest_day_without_one_before_the_race_drops_the_last_run(desk: Desk) -> None:
    rearrange.move_all(desk, ["w4d4"], 1)
    assert "Out of the plan: 9 km easy of Sat 2 Jan." in rearrange.insert_rest(desk, day(4, 5))
    assert days_of(desk, "w4d4", "race") == [None, RACE_DAY]


@pytest.mark.usefixtures("plan")
def test_a_rest_day_up_to_the_race_moves_everything_before_it(desk: Desk) -> None:
    rearrange.insert_rest(desk, day(0, 1), to_race=True)
    assert days_of(desk, "w0d1", "w4d4", "w5d1") == [day(0, 2), day(4, 5), day(5, 1)]
    rearrange.remove_rest(desk, day(0, 1), to_race=True)
    assert days_of(desk, "w0d1", "w4d4", "w5d1") == [day(0, 1), day(4, 4), day(5, 1)]


@pytest.mark.usefixtures("blocked")
def test_a_blocked_day_takes_no_part_in_a_rest_day_that_comes_or_goes(desk: Desk) -> None:
    rearrange.insert_rest(desk, day(1, 1))
    assert days_of(desk, "w1d1", "w1d4") == [day(1, 3), day(1, 4)]
    rearrange.remove_rest(desk, day(1, 1))
    assert days_of(desk, "w1d1", "w1d4") == [day(1, 1), day(1, 3)]
    with pytest.raises(BadValue, match="blocked"):
        rearrange.remove_rest(desk, BLOCKED)


@pytest.mark.usefixtures("plan")
def test_rest_days_that_mean_nothing_are_refused(desk: Desk) -> None:
    for act, on, why in (
        (rearrange.insert_rest, day(0, 0), "a rest day already"),
        (rearrange.insert_rest, RACE_DAY, "is race day"),
        (rearrange.remove_rest, day(0, 1), "no rest day: 6 km tempo stands on it"),
        (rearrange.remove_rest, day(4, 5), "the day after Sat 2 Jan is race day"),
    ):
        with pytest.raises(BadValue, match=why):
            act(desk, on)
    rearrange.delete_all(desk, ["w0d2"])
    with pytest.raises(BadValue, match="a rest day too"):
        rearrange.remove_rest(desk, day(0, 2))


@pytest.mark.usefixtures("plan")
def test_weekdays_are_swapped_from_a_day_on_and_race_week_keeps_its_sunday(desk: Desk) -> None:
    said = rearrange.swap_weekdays(desk, Weekday.SAT, Weekday.SUN, since=day(1, 0))
    assert said == (
        "Swapped Saturday and Sunday in the weeks from Mon 7 Dec on. 4 sessions move. Race week stays as it is."
    )
    assert days_of(desk, "w0d6", "w1d6", "race", "w5d6") == [day(0, 6), day(1, 5), RACE_DAY, day(5, 5)]
    with pytest.raises(BadValue, match="nothing would be another"):
        rearrange.swap_weekdays(desk, Weekday.MON, Weekday.THU)
    with pytest.raises(BadValue, match="with itself"):
        rearrange.swap_weekdays(desk, Weekday.MON, Weekday.MON)


@pytest.mark.usefixtures("plan")
def test_what_was_deleted_comes_back_sessions_and_hung_work_alike(desk: Desk) -> None:
    changes.delete(desk, "w0d1")
    assert rearrange.restore(desk, "w0d1") == "Brought back 6 km tempo on Tue 1 Dec."
    changes.delete(desk, "w0d1.roll")
    assert rearrange.restore(desk, "w0d1.roll") == "Brought back Roll before."
    found = again(desk).schedule_of(again(desk).plan_of("winter"))
    assert found.find("w0d1")
    assert found.find("w0d1.roll")
    with pytest.raises(BadValue, match="it is in the plan"):
        rearrange.restore(desk, "w0d1")
    for unknown in ("nope", "w0d1.nope"):
        with pytest.raises(NotFound, match="not among the deleted"):
            rearrange.restore(desk, unknown)


@pytest.mark.usefixtures("plan")
def test_several_move_with_what_hangs_on_them_and_the_race_stays(desk: Desk) -> None:
    said = rearrange.move_all(desk, ["w0d1", "w0d1.roll", "w0d2", "race"], 7)
    assert said == (
        "Moved 2 sessions 7 days later, the first to Tue 8 Dec. More than one run on Tue 8 Dec, Wed 9 Dec."
        " The race stays on Sun 3 Jan."
    )
    hung = again(desk).schedule_of(again(desk).plan_of("winter")).find("w0d1.roll")
    assert hung is not None
    assert hung.day == day(1, 1)  # type: ignore[union-attr]
    change = desk.plan_of("winter").changes[-1]
    assert isinstance(change, Batch)
    assert len(change.parts) == 2


@pytest.mark.usefixtures("plan")
def test_several_that_cannot_move_or_be_deleted_are_refused_and_nothing_is_done(desk: Desk) -> None:
    for items, by, why in (
        (["race"], 1, "the race stays"),
        ([], 1, "nothing is chosen"),
        (["w0d1"], 0, "there already"),
        (["w0d1", "w4d4"], 2, "is race day"),
        (["w0d1"], -728, "two years"),
    ):
        with pytest.raises(BadValue, match=why):
            rearrange.move_all(desk, items, by)
    with pytest.raises(NotFound):
        rearrange.move_all(desk, ["w0d1", "gone"], 1)
    with pytest.raises(BadValue, match="the race stays"):
        rearrange.delete_all(desk, ["race"])
    assert desk.plan_of("winter").changes == ()
    assert "to Sun 3 Jan" in rearrange.move_all(desk, ["w4d4"], 2, anyway=True)


@pytest.mark.usefixtures("plan")
def test_copies_have_ids_of_their_own_keep_their_distance_and_a_race_becomes_a_tune_up(desk: Desk) -> None:
    sessions = rearrange.sessions_between(desk, day(4, 4), RACE_DAY)
    assert [session.id for session in sessions] == ["w4d4", "race"]
    rearrange.paste(desk, sessions, day(4, 4), day(2, 2))
    found = rearrange.sessions_between(again(desk), day(2, 2), day(2, 4))
    fresh = [one for one in found if one.id not in {session.id for session in winter().base}]
    assert [(one.kind, one.day) for one in fresh] == [(SessionKind.EASY, day(2, 2)), (SessionKind.TUNE_UP, day(2, 4))]
    assert again(desk).schedule_of(again(desk).plan_of("winter")).find("race")


@pytest.mark.usefixtures("blocked")
def test_copies_for_closed_days_and_race_day_are_left_out_and_named(desk: Desk) -> None:
    sessions = rearrange.sessions_between(desk, day(0, 1), day(0, 2))
    said = rearrange.paste(desk, sessions, day(0, 1), day(1, 1))
    assert "Left out: 7 km easy of Wed 9 Dec (Wed 9 Dec is blocked in this plan)." in said
    with pytest.raises(BadValue, match="is race day"):
        rearrange.paste(desk, sessions[:1], day(0, 1), RACE_DAY)
    assert "Added 1 copied session on Sun 3 Jan" in rearrange.paste(
        desk, sessions[:1], day(0, 1), RACE_DAY, anyway=True
    )
    with pytest.raises(NotFound, match="no session to copy"):
        rearrange.paste(desk, (), day(0, 1), day(1, 1))
    with pytest.raises(BadValue, match="two years"):
        rearrange.paste(desk, sessions, day(0, 1), date(2029, 6, 1))


@pytest.mark.usefixtures("plan")
def test_a_repeated_week_takes_the_place_of_those_after_it_up_to_race_week(desk: Desk) -> None:
    changes.edit(desk, "w2d1", distance=Span.of(12_000.0))
    said = rearrange.repeat_week(desk, day(2, 3), 5)
    assert said == (
        "Repeated week 3 in the week after it. 4 sessions of their own are out of the plan."
        " Race week and what follows it stay as they are."
    )
    found = rearrange.sessions_between(again(desk), day(3, 0), day(3, 6))
    assert [(one.day, one.kind) for one in found] == [(day(3, weekday), kind) for weekday, kind in _KINDS.items()]
    assert found[0].distance == Span.of(12_000.0)
    assert not {one.id for one in found} & {"w3d1", "w2d1"}
    assert days_of(desk, "w4d1", "w5d1") == [day(4, 1), day(5, 1)]
    assert "repeated week 3" in undo.undo(desk)


@pytest.mark.usefixtures("plan")
def test_a_week_that_cannot_be_repeated_is_refused(desk: Desk) -> None:
    for on, times, why in ((day(3, 0), 1, "race week"), (RACE_DAY, 1, "race week"), (day(0, 0), 0, "not a number")):
        with pytest.raises(BadValue, match=why):
            rearrange.repeat_week(desk, on, times)
    with pytest.raises(NotFound, match="nothing is planned"):
        rearrange.repeat_week(desk, START - timedelta(days=30), 1)


@pytest.mark.usefixtures("blocked")
def test_a_run_comes_to_a_blocked_day_only_anyway_and_rolling_comes_to_days_off(desk: Desk) -> None:
    with pytest.raises(changes.Closed, match=r"is blocked in this plan\. Choose another day, or move it anyway"):
        changes.move(desk, "w0d1", BLOCKED)
    assert "Moved" in changes.move(desk, "w0d1", BLOCKED, anyway=True)
    off = Off(id="off", at=NOW, kind=OffKind.ILLNESS, first=day(2, 3), last=day(2, 3), running=Running.NONE)
    desk.plan_changed(desk.store.add_changes("winter", off))
    with pytest.raises(changes.Closed, match="lies in illness without running"):
        changes.move(desk, "w0d2", day(2, 3))
    assert "Moved" in changes.move(desk, "w0d2.roll", day(2, 3))


@pytest.mark.usefixtures("blocked")
def test_a_run_that_is_added_or_swapped_to_a_blocked_day_is_told(desk: Desk) -> None:
    told = "Mind: Wed 9 Dec is blocked in this plan."
    assert told in changes.swap(desk, day(1, 1), BLOCKED)
    assert told not in changes.swap(desk, day(1, 1), BLOCKED), "it is empty again"
    assert told in changes.add(desk, Session(id="more", day=BLOCKED, kind=SessionKind.EASY))


@pytest.mark.usefixtures("plan")
def test_a_run_comes_to_race_day_only_anyway(desk: Desk) -> None:
    with pytest.raises(changes.Closed, match="Sun 3 Jan is race day"):
        changes.move(desk, "w4d4", RACE_DAY)
    assert "Moved" in changes.move(desk, "w4d4", RACE_DAY, anyway=True)


@pytest.mark.usefixtures("plan")
def test_a_change_is_never_older_than_those_before_it_though_the_clock_went_back(desk: Desk) -> None:
    changes.move(desk, "w0d1", day(0, 3))
    behind = Desk(desk.store, now=lambda: NOW - timedelta(hours=3), pick=Random(1).choice)
    changes.move(behind, "w0d1", day(0, 5))
    assert days_of(desk, "w0d1") == [day(0, 5)]
    undo.undo(behind)
    assert days_of(desk, "w0d1") == [day(0, 3)]


def test_undo_names_a_session_of_the_base_before_it_was_made_again(desk: Desk, plan: Plan) -> None:
    changes.move(desk, "w0d1", day(0, 3))
    rebase = Rebase(id="again", at=NOW, race=plan.race, inputs=plan.inputs, weeks=plan.weeks, base=plan.base[1:])
    desk.plan_changed(desk.store.add_changes("winter", rebase))
    assert "moved 6 km tempo" in undo.undo(desk)


def _day(dice: Random) -> date:
    return day(dice.randrange(5), dice.randrange(7))


_ACTS: tuple[Callable[[Desk, Random], str], ...] = (
    lambda desk, dice: rearrange.shift(desk, _day(dice), dice.choice((-7, -1, 1, 3))),
    lambda desk, dice: rearrange.insert_rest(desk, _day(dice), to_race=dice.random() < 0.5),
    lambda desk, dice: rearrange.remove_rest(desk, _day(dice), to_race=dice.random() < 0.5),
    lambda desk, dice: rearrange.swap_weekdays(desk, *dice.sample(list(Weekday), 2)),
    lambda desk, dice: rearrange.restore(desk, _gone(desk, dice)),
    lambda desk, dice: rearrange.move_all(desk, _some(desk, dice), dice.randrange(-5, 6), anyway=dice.random() < 0.5),
    lambda desk, dice: rearrange.delete_all(desk, _some(desk, dice)),
    lambda desk, dice: rearrange.repeat_week(desk, day(dice.randrange(5), 0), dice.randrange(1, 4)),
    lambda desk, dice: rearrange.paste(
        desk, rearrange.sessions_between(desk, day(1, 0), day(1, 3)), day(1, 0), _day(dice)
    ),
    lambda desk, dice: changes.move(desk, _some(desk, dice)[0], _day(dice)),
    lambda desk, dice: changes.edit(desk, _some(desk, dice)[0], distance=Span.of(dice.randrange(3000, 9000))),
    lambda desk, dice: changes.swap(desk, day(0, dice.randrange(7)), day(1, dice.randrange(7))),
    lambda desk, dice: changes.switch_layer(desk, "roll", dice.random() < 0.5),
    lambda desk, _: undo.redo(desk),
)  # fmt: skip


def _some(desk: Desk, dice: Random) -> list[str]:
    found = desk.schedule_of(desk.plan_of("winter"))
    items = [one.session.id for one in found.sessions] + [hung.id for hung in found.hung]
    return dice.sample(items, min(len(items), 3))


def _gone(desk: Desk, dice: Random) -> str:
    found = [session.id for session in desk.schedule_of(desk.plan_of("winter")).deleted]
    return dice.choice(found) if found else "nothing"


@settings(max_examples=25)
@given(st.lists(st.integers(0, len(_ACTS) - 1), max_size=8), st.integers(0, 1000))
def test_any_actions_and_as_many_undos_by_later_starts_leave_plan_and_base_identical(
    tmp_path_factory: pytest.TempPathFactory, acts: list[int], seed: int
) -> None:
    root: Path = tmp_path_factory.mktemp("any") / "store"
    dice = Random(seed)

    def started() -> Desk:
        return Desk(Store(root), now=lambda: NOW, pick=dice.choice)

    Store(root).create_plan(winter())
    desk = started()
    first = desk.schedule_of(desk.plan_of("winter"))
    states = [first]
    for act in acts:
        try:
            _ACTS[act](desk, dice)
        except PlannerError:
            continue  # refused: nothing was done, so there is nothing to take back
        states.append(desk.schedule_of(desk.plan_of("winter")))
    for expected in reversed(states[:-1]):
        undo.undo(started())
        fresh = started()
        assert fresh.schedule_of(fresh.plan_of("winter")) == expected
    with pytest.raises(NotFound, match="nothing to take back"):
        undo.undo(started())
    plan = started().plan_of("winter")
    assert (plan.base, plan.layers, plan.race) == (winter().base, winter().layers, winter().race)
    assert started().schedule_of(plan) == first
