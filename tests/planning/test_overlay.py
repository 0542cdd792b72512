"""Days off laid over a plan: what gives way, what stands, and that taking them out restores exactly."""

from datetime import date, timedelta

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.change import Add, Batch, Change, Delete, Edit, Move, Off, Undo
from planner.domain.layer import Anchor, Layer, Thing
from planner.domain.off import Comeback, Easing, OffKind, Running
from planner.domain.plan import Plan
from planner.domain.session import Session, SessionKind
from planner.domain.units import Span
from planner.planning.schedule import Planned, Schedule, schedule
from tests.planning.test_schedule import MONDAY, ROLL, week_plan, with_changes
from tests.strategies import AT, any_days, histories, plans

SUNDAY = MONDAY + timedelta(days=6)


@st.composite
def days_off(draw: st.DrawFn, identity: str = "off") -> Off:
    first = draw(any_days)
    last = first + timedelta(days=draw(st.integers(0, 12)))
    steps = []
    end = last
    for _ in range(draw(st.integers(0, 3))):
        end += timedelta(days=draw(st.integers(1, 6)))
        steps.append(Easing(last=end, share=draw(st.floats(0.1, 1.0)), less_m=draw(st.sampled_from([0.0, 1609.344]))))
    return Off(
        id=identity,
        at=AT,
        kind=draw(st.sampled_from(OffKind)),
        first=first,
        last=last,
        running=draw(st.sampled_from(Running)),
        comeback=draw(st.sampled_from(Comeback)),
        back=tuple(steps),
        routines=draw(st.sampled_from([{}, {"a": "b"}, {"pre-run-easy": ""}])),
        work=draw(st.booleans()),
    )


def off(running: Running, first: date = MONDAY, last: date = SUNDAY, **more: object) -> Off:
    made = Off(id="off", at=AT, kind=OffKind.TIME_OFF, first=first, last=last, running=running)
    return msgspec.structs.replace(made, **more)


def found(standing: Schedule, session: str) -> Session:
    item = standing.find(session)
    assert isinstance(item, Planned)
    return item.session


@given(plans(), histories(), days_off(), st.booleans())
def test_days_off_taken_out_restore_exactly_also_out_of_a_batch(
    plan: Plan, changes: tuple[Change, ...], laid: Off, batched: bool
) -> None:
    made: Change = Batch(id="b", at=AT, name="Days off", parts=(laid,)) if batched else laid
    gone = Undo(id="u", at=AT, of=made.id)
    assert schedule(with_changes(plan, (*changes, made, gone))) == schedule(with_changes(plan, changes))


@given(plans(), histories(), st.lists(st.integers(0, 99).flatmap(lambda n: days_off(f"o{n}")), max_size=3))
def test_days_off_never_touch_the_race_nor_lose_or_lengthen_a_session(
    plan: Plan, changes: tuple[Change, ...], laid: list[Off]
) -> None:
    changes = tuple(change for change in changes if not isinstance(change, Off | Batch))
    before = schedule(with_changes(plan, changes))
    after = schedule(with_changes(plan, (*changes, *laid)))
    assert after.find("race") == before.find("race")
    standing = {one.session.id for one in after.sessions} | {one.session.id for one in after.set_aside}
    assert standing == {one.session.id for one in before.sessions}
    for one in after.sessions:
        old = found(before, one.session.id)
        if one.session.distance:
            assert old.distance
            assert one.session.distance.high_m <= old.distance.high_m + 1e-6


@given(plans(), days_off())
def test_what_hangs_on_a_run_hangs_on_its_day_and_on_no_run_that_gives_way(plan: Plan, laid: Off) -> None:
    standing = schedule(with_changes(plan, (laid,)))
    days = {one.session.id: one.session.day for one in standing.sessions}
    assert all(item.day == days[item.session] for item in standing.hung if item.session)


def test_the_race_keeps_all_that_hangs_on_it_on_days_off() -> None:
    standing = schedule(with_changes(week_plan(layers=(ROLL,)), (off(Running.NONE, work=False),)))
    assert [item.id for item in standing.hung] == ["race.roll"]


def test_each_choice_of_running_leaves_what_it_says() -> None:
    def kinds(running: Running) -> list[tuple[str, str, float]]:
        standing = schedule(with_changes(week_plan(), (off(running),)))
        sessions = (one.session for one in standing.sessions if one.session.id != "race")
        return [(one.id, one.kind.value, one.distance.high_m if one.distance else 0.0) for one in sessions]

    assert kinds(Running.NONE) == []
    assert kinds(Running.HALF) == [("a", "easy", 2500), ("b", "easy", 4000)]
    assert kinds(Running.EASY) == [("a", "easy", 5000), ("b", "easy", 8000)]
    assert kinds(Running.EASY_AND_LONG) == [("a", "easy", 5000)]
    assert kinds(Running.SHORT_EASY) == [("a", "easy", 2500)]
    assert kinds(Running.AS_PLANNED) == [("a", "easy", 5000), ("b", "tempo", 8000)]


def test_the_last_made_of_two_days_off_counts_and_days_off_go_before_a_way_back() -> None:
    none = off(Running.NONE)
    later = msgspec.structs.replace(off(Running.AS_PLANNED), id="later")
    assert found(schedule(with_changes(week_plan(), (none, later))), "b").kind is SessionKind.TEMPO
    easing = off(Running.NONE, last=MONDAY, back=(Easing(last=SUNDAY, share=0.5),))
    wednesday = msgspec.structs.replace(
        none, id="wed", first=MONDAY + timedelta(days=2), last=MONDAY + timedelta(days=2)
    )
    for order in ((easing, wednesday), (wednesday, easing)):
        assert schedule(with_changes(week_plan(), order)).find("b") is None


def test_an_edit_on_days_off_keeps_what_was_typed_and_stays_as_easy_as_it_was_seen() -> None:
    laid = off(Running.HALF)
    noted = schedule(with_changes(week_plan(), (laid, Edit(id="e", at=AT, session="b", note="with Anna"))))
    assert (found(noted, "b").kind, found(noted, "b").distance) == (SessionKind.EASY, Span.of(4000))
    assert found(noted, "b").note == "with Anna"
    typed = schedule(with_changes(week_plan(), (laid, Edit(id="e", at=AT, session="b", distance=Span.of(6000)))))
    assert (found(typed, "b").kind, found(typed, "b").distance) == (SessionKind.EASY, Span.of(6000))


def test_an_eased_run_that_is_moved_on_the_days_stays_eased_and_one_put_there_stands_as_it_is() -> None:
    laid = off(Running.HALF, last=MONDAY + timedelta(days=3))
    moved = schedule(with_changes(week_plan(), (laid, Move(id="m", at=AT, session="b", to=MONDAY))))
    assert found(moved, "b").distance == Span.of(4000)
    late = off(Running.NONE, last=MONDAY)
    put = schedule(with_changes(week_plan(), (late, Move(id="m", at=AT, session="b", to=MONDAY))))
    assert found(put, "b").kind is SessionKind.TEMPO
    own = Session(id="own", day=MONDAY, kind=SessionKind.EASY, distance=Span.of(3000))
    added = schedule(with_changes(week_plan(), (late, Add(id="add", at=AT, session=own))))
    assert found(added, "own") == own


def test_a_change_of_hung_work_is_not_lost_while_its_run_is_eased_or_gives_way() -> None:
    quality = msgspec.structs.replace(ROLL, kinds=(SessionKind.TEMPO,))
    gone = Delete(id="d", at=AT, session="b.roll")
    for running in (Running.NONE, Running.HALF):
        standing = schedule(with_changes(week_plan(layers=(quality,)), (gone, off(running))))
        assert standing.lost == ()


def test_routines_are_replaced_once_a_day_and_rest_days_hang_nothing_without_work() -> None:
    after = Layer(id="after", name="After", thing=Thing.ROLL, anchor=Anchor.AFTER_RUN, what="post-run-core")
    rest = Layer(id="rest", name="Rest", thing=Thing.ROLL, anchor=Anchor.REST_DAY, what="rest-day-roll")
    swaps = {"pre-run-easy": "no-kit-travel", "post-run-core": "no-kit-travel"}
    plan = week_plan(layers=(ROLL, after, rest))
    travel = schedule(with_changes(plan, (off(Running.AS_PLANNED, routines=swaps),)))
    assert [item.what for item in travel.hung if item.day == MONDAY] == ["no-kit-travel"]
    bare = schedule(with_changes(plan, (off(Running.AS_PLANNED, work=False),)))
    assert all(item.session for item in bare.hung)


def test_a_run_with_a_number_in_its_title_loses_it_when_it_is_shorter() -> None:
    edit = Edit(id="e", at=AT, session="a", title="5 km round the lake")
    standing = schedule(with_changes(week_plan(), (edit, off(Running.HALF))))
    assert found(standing, "a").title == ""


def test_a_long_run_that_is_eased_stays_a_long_run_only_shorter() -> None:
    edit = Edit(id="e", at=AT, session="b", kind=SessionKind.LONG)
    standing = schedule(with_changes(week_plan(), (edit, off(Running.HALF))))
    assert (found(standing, "b").kind, found(standing, "b").distance) == (SessionKind.LONG, Span.of(4000))
