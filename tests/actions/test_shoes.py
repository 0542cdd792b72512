"""Pairs of shoes: changing, defaults by kind, many runs at once, looks at them, deleting, and what stays unknown."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from planner.actions import changes, diary, undo
from planner.actions.build_ups import Request, make
from planner.actions.checks import findings
from planner.actions.desk import Desk
from planner.actions.gear import ShoeFields, add_shoe, retire_shoe
from planner.actions.orthotics import add_orthotic
from planner.actions.shoe_assign import (
    Wish,
    assign_logged,
    assign_planned,
    logged_runs,
    planned_runs,
    propose_rotation,
    race_readiness,
    why_no_rotation,
)
from planner.actions.shoe_facts import shoe_facts, shoe_notes
from planner.actions.shoes import check_shoe, delete_shoe, edit_shoe, hang_kinds, take_kinds, use_shoe
from planner.domain.body import Area
from planner.domain.errors import BadValue, NotFound
from planner.domain.gear import Orthotic, Pairing, Role, Shoe, WearSide, WearSign
from planner.domain.gear_note import GearWord
from planner.domain.layer import Thing
from planner.domain.log import Ran, ShoeCheck
from planner.domain.race import RACE_M, Level
from planner.domain.session import SessionKind
from tests.actions.conftest import again

EASY, LONG, TEMPO = SessionKind.EASY, SessionKind.LONG, SessionKind.TEMPO


def build_up(desk: Desk, shoe: str = "") -> None:
    make(
        desk,
        "half",
        Request(
            race_name="Half",
            race_day=desk.today + timedelta(days=7 * 14 + 1),
            distance_m=RACE_M["half"],
            level=Level.INTERMEDIATE,
            weekly_m=40_000.0,
            longest_m=12_000.0,
            days=4,
            start=desk.today,
            shoe=shoe,
        ),
    )


def hung_by_kind(desk: Desk) -> dict[SessionKind, set[str]]:
    plan = desk.plan_of("half")
    standing = desk.schedule_of(plan)
    kinds = {one.session.id: one.session.kind for one in standing.sessions}
    found: dict[SessionKind, set[str]] = {}
    for item in standing.hung:
        if item.thing is Thing.SHOE:
            found.setdefault(kinds[item.session], set()).add(item.what)
    return found


def run(desk: Desk, km: float = 8, ago: int = 1, shoe: str = "") -> str:
    return diary.log_run(desk, km * 1000, desk.today - timedelta(days=ago), shoe=shoe)


def shoes_of_log(desk: Desk) -> list[str]:
    entries = desk.entries(date(2020, 1, 1), desk.today)
    return [one.shoe for one in entries if isinstance(one, Ran)]


EVERYTHING = ShoeFields(
    role=Role.QUALITY,
    brand="Nike",
    model="Pegasus",
    version="41",
    size="43",
    width="wide",
    colour="blue",
    bought=date(2026, 1, 2),
    first_used=date(2026, 1, 5),
    spare=True,
    start_m=12_000.0,
    retire_m=650_000.0,
    drop_mm=8.0,
    stack_mm=34.0,
    fore_stack_mm=26.0,
    mass_g=270.0,
    plate=True,
    foam="PEBA",
    fit="narrow heel",
    lacing="lock",
    insole=False,
    hard_use=True,
    kinds=(TEMPO,),
    note="a note",
)


def test_every_field_can_be_given_and_changed_and_comes_back_from_the_file(desk: Desk) -> None:
    add_shoe(desk, "Old", shoe_id="old")
    add_shoe(desk, "Peg", shoe_id="peg", **EVERYTHING)
    edit_shoe(desk, "peg", same_as="old")
    kept = again(desk).shoe("peg")
    for name, value in EVERYTHING.items():
        assert getattr(kept, name) == value
    assert kept.same_as == "old"
    said = edit_shoe(desk, "peg", name="Peg two", drop_mm=None, retire_m=None, insole=None, kinds=(), same_as="")
    assert said == "Changed Peg two."
    kept = again(desk).shoe("peg")
    assert (kept.name, kept.drop_mm, kept.retire_m, kept.insole, kept.kinds) == ("Peg two", None, None, None, ())
    assert kept.foam == "PEBA"
    assert edit_shoe(desk, "peg", foam="PEBA") == "Peg two stays as it is."


@pytest.mark.parametrize(
    ("fields", "what", "why"),
    [
        (ShoeFields(start_m=-1_000), "run already", "-1 km is not from 0 to 5000 km"),
        (ShoeFields(retire_m=0), "retire", "0 km is not from 1 to 5000 km"),
        (ShoeFields(drop_mm=31), "drop", "31 mm is not from -10 to 30 mm"),
        (ShoeFields(mass_g=3), "mass", "3 g is not from 30 to 2000 g"),
        (ShoeFields(bought=date(2026, 3, 1), retired=date(2026, 2, 1)), "shoe", "before bought"),
        (ShoeFields(first_used=date(2026, 3, 1), retired=date(2026, 2, 1)), "shoe", "before first used"),
        (ShoeFields(kinds=(SessionKind.REST,)), "kinds", "'rest' is not a run"),
        (ShoeFields(same_as="peg"), "same as", "does not replace itself"),
    ],
)
def test_what_no_pair_is_like_is_refused_and_nothing_changes(
    desk: Desk, fields: ShoeFields, what: str, why: str
) -> None:
    shoe = add_shoe(desk, "Peg", shoe_id="peg")
    with pytest.raises(BadValue) as refused:
        edit_shoe(desk, "peg", **fields)
    assert refused.value.what == what
    assert why in refused.value.why
    assert again(desk).shoe("peg") == shoe


def test_a_pair_cannot_replace_one_that_does_not_exist(desk: Desk) -> None:
    with pytest.raises(NotFound):
        add_shoe(desk, "Peg", same_as="nowhere")
    assert desk.gear() == ()


def test_a_retired_pair_can_be_taken_into_use_again(desk: Desk) -> None:
    add_shoe(desk, "Peg", shoe_id="peg")
    retire_shoe(desk, "peg", desk.today)
    assert again(desk).shoe("peg").retired == desk.today
    assert use_shoe(desk, "peg") == "Peg is in use again."
    assert again(desk).shoe("peg").retired is None
    with pytest.raises(BadValue, match="it is in use"):
        use_shoe(desk, "peg")


def test_retiring_before_it_was_bought_is_refused(desk: Desk) -> None:
    add_shoe(desk, "Peg", shoe_id="peg", bought=desk.today)
    with pytest.raises(BadValue, match="before bought"):
        retire_shoe(desk, "peg", desk.today - timedelta(days=1))


# Defaults by kind


def test_a_run_without_a_pair_takes_the_default_of_its_kind_and_says_so(desk: Desk) -> None:
    add_shoe(desk, "Peg", shoe_id="peg", kinds=(SessionKind.RUN,))
    assert run(desk).endswith("In Peg, your default for run.")
    assert shoes_of_log(desk) == ["peg"]


def test_a_named_pair_wins_and_nothing_more_is_said(desk: Desk) -> None:
    add_shoe(desk, "Peg", shoe_id="peg", kinds=(SessionKind.RUN,))
    add_shoe(desk, "Fast", shoe_id="fast")
    assert "default" not in run(desk, shoe="fast")
    assert shoes_of_log(desk) == ["fast"]


@pytest.mark.parametrize("state", ["retired", "spare"])
def test_a_pair_out_of_use_is_no_default(desk: Desk, state: str) -> None:
    add_shoe(desk, "Peg", shoe_id="peg", kinds=(SessionKind.RUN,))
    edit_shoe(desk, "peg", **(ShoeFields(spare=True) if state == "spare" else ShoeFields(retired=desk.today)))
    run(desk)
    assert shoes_of_log(desk) == [""]


def test_done_takes_what_hangs_before_any_default(desk: Desk) -> None:
    add_shoe(desk, "Peg", shoe_id="peg")
    add_shoe(desk, "Fast", shoe_id="fast", kinds=tuple(kind for kind in SessionKind if kind.is_run))
    build_up(desk, "peg")
    session = next(one.session for one in desk.schedule_of(desk.plan_of("half")).sessions if one.session.kind.is_run)
    late = Desk(desk.store, now=lambda: desk.now() + timedelta(days=(session.day - desk.today).days))
    assert "default" not in diary.done(late, session.id)
    assert shoes_of_log(late) == ["peg"]


def test_done_takes_the_default_where_nothing_hangs(desk: Desk) -> None:
    add_shoe(desk, "Fast", shoe_id="fast", kinds=tuple(kind for kind in SessionKind if kind.is_run))
    build_up(desk)
    session = next(one.session for one in desk.schedule_of(desk.plan_of("half")).sessions if one.session.kind.is_run)
    late = Desk(desk.store, now=lambda: desk.now() + timedelta(days=(session.day - desk.today).days))
    assert f"In Fast, your default for {session.kind}." in diary.done(late, session.id)
    assert shoes_of_log(late) == ["fast"]


def test_the_newer_default_of_a_kind_wins_and_says_so(desk: Desk) -> None:
    add_shoe(desk, "Peg", shoe_id="peg", kinds=(EASY, TEMPO))
    add_shoe(desk, "Fast", shoe_id="fast", kinds=(TEMPO,))
    assert take_kinds(desk, "fast") == "Peg is no longer the default for tempo."
    assert again(desk).shoe("peg").kinds == (EASY,)
    assert take_kinds(desk, "fast") == ""


def test_kinds_hang_in_the_plan_as_one_layer_that_undo_takes_off(desk: Desk) -> None:
    add_shoe(desk, "Peg", shoe_id="peg")
    add_shoe(desk, "Fast", shoe_id="fast", kinds=(LONG,))
    assert hang_kinds(desk, "fast") == ""
    build_up(desk, "peg")
    assert hang_kinds(desk, "fast").startswith("Hung Fast on ")
    found = hung_by_kind(desk)
    assert found[LONG] == {"fast"}
    assert found[EASY] == {"peg"}
    assert hang_kinds(desk, "fast") == ""
    undo.undo(desk)
    assert hung_by_kind(desk)[LONG] == {"peg"}


def test_without_kinds_the_layer_of_a_pair_is_switched_off(desk: Desk) -> None:
    add_shoe(desk, "Fast", shoe_id="fast", kinds=(LONG,))
    build_up(desk)
    hang_kinds(desk, "fast")
    edit_shoe(desk, "fast", kinds=())
    assert hang_kinds(desk, "fast") == "Fast is off."
    assert hung_by_kind(desk) == {}


# Many runs at once


def test_logged_runs_go_to_another_pair_and_one_undo_brings_them_all_back(desk: Desk) -> None:
    for name in ("peg", "fast"):
        add_shoe(desk, name, shoe_id=name)
    for ago in (40, 20, 5, 1):
        run(desk, 10, ago, "peg")
    before = desk.entries(date(2020, 1, 1), desk.today)
    wish = Wish(shoe="fast", since=desk.today - timedelta(days=20))
    assert len(logged_runs(desk, wish)) == 3
    assert assign_logged(desk, wish) == "3 logged runs, 30 km, are in fast now."
    assert shoes_of_log(desk) == ["peg", "fast", "fast", "fast"]
    undo.undo(desk)
    assert desk.entries(date(2020, 1, 1), desk.today) == before


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    runs=st.lists(st.tuples(st.integers(0, 60), st.sampled_from(["", "a", "b"])), min_size=1, max_size=6),
    since=st.integers(0, 60),
    of=st.sampled_from([None, "", "a"]),
)
def test_giving_runs_to_a_pair_and_taking_it_back_leaves_the_log_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, desk: Desk, runs: list[tuple[int, str]], since: int, of: str | None
) -> None:
    from planner.store.store import Store

    own = Desk(Store(tmp_path_factory.mktemp("store")), now=desk.now, pick=desk.pick)
    for name in ("a", "b", "c"):
        add_shoe(own, name, shoe_id=name)
    for ago, shoe in runs:
        run(own, 5, ago, shoe)
    before = own.entries(date(2020, 1, 1), own.today)
    wish = Wish(shoe="c", since=own.today - timedelta(days=since), of=of)
    taken = logged_runs(own, wish)
    if not taken:
        with pytest.raises(BadValue):
            assign_logged(own, wish)
        return
    assign_logged(own, wish)
    after = own.entries(date(2020, 1, 1), own.today)
    assert sum(isinstance(one, Ran) and one.shoe == "c" for one in after) == len(taken)
    undo.undo(own)
    assert own.entries(date(2020, 1, 1), own.today) == before


def test_only_runs_of_some_kinds_and_out_of_one_pair_are_given(desk: Desk) -> None:
    for name in ("peg", "fast"):
        add_shoe(desk, name, shoe_id=name)
    run(desk, 10, 3, "peg")
    run(desk, 10, 2)
    since = desk.today - timedelta(days=9)
    assert [one.shoe for one in logged_runs(desk, Wish(shoe="fast", since=since, of=""))] == [""]
    assert logged_runs(desk, Wish(shoe="fast", since=since, kinds=(LONG,))) == ()
    assert len(logged_runs(desk, Wish(shoe="fast", since=since, kinds=(SessionKind.RUN,)))) == 2


def test_no_run_among_them_is_said(desk: Desk) -> None:
    add_shoe(desk, "Peg", shoe_id="peg")
    with pytest.raises(BadValue, match="no logged run"):
        assign_logged(desk, Wish(shoe="peg", since=desk.today))
    with pytest.raises(NotFound):
        logged_runs(desk, Wish(shoe="nope", since=desk.today))


def test_planned_runs_go_to_another_pair_as_one_change(desk: Desk) -> None:
    for name in ("peg", "fast"):
        add_shoe(desk, name, shoe_id=name)
    build_up(desk, "peg")
    before = desk.schedule_of(desk.plan_of("half")).hung
    wish = Wish(shoe="fast", since=desk.today, kinds=(LONG,))
    count = len(planned_runs(desk, wish))
    assert count > 5
    assert assign_planned(desk, wish) == f"Gave {count} runs to fast."
    found = hung_by_kind(desk)
    assert found[LONG] == {"fast"}
    assert found[EASY] == {"peg"}
    undo.undo(desk)
    assert desk.schedule_of(desk.plan_of("half")).hung == before


def test_planned_runs_on_which_nothing_hangs_get_a_layer_that_reaches_no_other_run(desk: Desk) -> None:
    add_shoe(desk, "fast", shoe_id="fast")
    build_up(desk)
    standing = desk.schedule_of(desk.plan_of("half"))
    longs = [one.session for one in standing.sessions if one.session.kind is LONG]
    wish = Wish(shoe="fast", since=longs[2].day, kinds=(LONG,))
    assign_planned(desk, wish)
    hung = desk.schedule_of(desk.plan_of("half")).hung
    assert {item.session for item in hung if item.thing is Thing.SHOE} == {one.id for one in longs[2:]}
    assert desk.schedule_of(desk.plan_of("half")).lost == ()


def test_a_retired_pair_gets_no_planned_runs(desk: Desk) -> None:
    add_shoe(desk, "fast", shoe_id="fast")
    build_up(desk)
    retire_shoe(desk, "fast", desk.today)
    with pytest.raises(BadValue, match="retired"):
        assign_planned(desk, Wish(shoe="fast", since=desk.today))


# The rotation


def test_a_rotation_is_proposed_as_one_change_and_brings_the_share_of_the_main_pair_down(desk: Desk) -> None:
    for name in ("peg", "ghost"):
        add_shoe(desk, name, shoe_id=name, start_m=100_000)
    build_up(desk, "peg")
    before = desk.schedule_of(desk.plan_of("half")).hung
    proposal = propose_rotation(desk)
    assert proposal is not None
    assert any("ghost instead of peg" in line for line in proposal.why)
    from planner.actions.proposal import accept

    accept(desk, proposal)
    ahead = [run for run in shoe_facts(desk).planned if run.day < desk.today + timedelta(weeks=4)]
    sums = {name: sum(run.distance_m or 0 for run in ahead if run.shoe == name) for name in ("peg", "ghost")}
    assert max(sums.values()) / sum(sums.values()) < 0.75
    undo.undo(desk)
    assert desk.schedule_of(desk.plan_of("half")).hung == before


def test_with_one_pair_nothing_is_proposed_but_a_second_one_in_a_long_plan(desk: Desk) -> None:
    add_shoe(desk, "peg", shoe_id="peg")
    build_up(desk, "peg")
    assert propose_rotation(desk) is None
    assert why_no_rotation(shoe_facts(desk)) == (
        "There is one pair in use. A second one would be good: the plan is 15 weeks long."
    )


def test_the_race_pair_gets_its_rehearsals(desk: Desk) -> None:
    add_shoe(desk, "peg", shoe_id="peg", start_m=100_000)
    add_shoe(desk, "fly", shoe_id="fly", role=Role.RACE, bought=desk.today)
    build_up(desk, "peg")
    found = race_readiness(shoe_facts(desk))
    assert found is not None
    assert found.shoe == "fly"
    assert "no hard run of 2 in it" in found.lacks
    proposal = propose_rotation(desk)
    assert proposal is not None
    from planner.actions.proposal import accept

    accept(desk, proposal)
    after = race_readiness(shoe_facts(desk))
    assert after is not None
    assert (after.quality >= 2, after.long >= 1, after.is_ready) == (True, True, True)


# Looks, deleting, unknown pairs


def test_a_look_at_a_pair_is_logged_and_undone(desk: Desk) -> None:
    add_shoe(desk, "Peg", shoe_id="peg")
    said = check_shoe(desk, "peg", desk.today, wear=WearSide.OUTER_HEEL, signs=[WearSign.LEANS, WearSign.LEANS])
    assert said == "Looked at Peg on Sat 21 Nov: 1 sign of wear. A new pair is worth having."
    (check,) = shoe_facts(desk).checks("peg")
    assert (check.wear, check.signs) == (WearSide.OUTER_HEEL, (WearSign.LEANS,))
    undo.undo(desk)
    assert shoe_facts(desk).checks("peg") == ()


def test_an_empty_look_and_one_to_come_are_refused(desk: Desk) -> None:
    add_shoe(desk, "Peg", shoe_id="peg")
    with pytest.raises(BadValue, match="nothing is said"):
        check_shoe(desk, "peg", desk.today)
    with pytest.raises(BadValue, match="not here yet"):
        check_shoe(desk, "peg", desk.today + timedelta(days=1), wear=WearSide.EVEN)


def test_a_pair_that_nothing_names_can_be_deleted_and_undo_brings_it_back(desk: Desk) -> None:
    shoe = add_shoe(desk, "Peg", shoe_id="peg", note="mine")
    assert delete_shoe(desk, "peg") == "Deleted Peg, which nothing named."
    assert again(desk).gear() == ()
    assert undo.undo(desk) == "Took back: deleted peg."
    assert again(desk).gear() == (shoe,)
    undo.redo(desk)
    assert again(desk).gear() == ()


def _logged(desk: Desk) -> None:
    run(desk, shoe="peg")


def _checked(desk: Desk) -> None:
    check_shoe(desk, "peg", desk.today, wear=WearSide.EVEN)


def _paired(desk: Desk) -> None:
    item = add_orthotic(desk, "Sole", orthotic_id="sole")
    pairing = Pairing(shoe="peg", since=desk.today)
    desk.store.replace_gear(replace(item, pairings=(pairing,)))
    desk.gear_changed()


def _planned(desk: Desk) -> None:
    build_up(desk, "peg")


@pytest.mark.parametrize(
    ("name", "said"),
    [(_logged, "1 logged run"), (_checked, "1 check"), (_paired, "pairings of sole"), (_planned, "runs of the plan")],
)
def test_a_pair_that_something_names_is_not_deleted(desk: Desk, name: Callable[[Desk], None], said: str) -> None:
    add_shoe(desk, "Peg", shoe_id="peg")
    name(desk)
    with pytest.raises(BadValue, match=said) as refused:
        delete_shoe(desk, "peg")
    assert "retire" in refused.value.fix
    assert isinstance(again(desk).shoe("peg"), Shoe)


def test_when_a_file_is_gone_its_runs_keep_their_distance_and_nothing_breaks(desk: Desk) -> None:
    add_shoe(desk, "Peg", shoe_id="peg")
    build_up(desk, "peg")
    run(desk, 8, 2, "peg")
    check_shoe(desk, "peg", desk.today, wear=WearSide.EVEN)
    (desk.store.root / "gear/peg.toml").unlink()
    fresh = again(desk)
    facts = shoe_facts(fresh)
    assert facts.shoes == ()
    assert facts.wear["peg"].total_m == 8_000
    assert facts.notes() == ()
    assert race_readiness(facts) is None
    assert shoes_of_log(fresh) == ["peg"]
    assert undo.undo(fresh) == "Took back: shoes looked at: even, Sat 21 Nov."
    assert isinstance(fresh.entries(desk.today, desk.today), tuple)
    # It can be given to another pair.
    add_shoe(fresh, "New", shoe_id="new")
    assign_logged(fresh, Wish(shoe="new", since=desk.today - timedelta(days=9), of="peg"))
    assert shoes_of_log(fresh) == ["new"]


def test_a_file_with_a_slip_of_the_hand_is_named_and_left_as_it_is(desk: Desk) -> None:
    add_shoe(desk, "Peg", shoe_id="peg")
    path = desk.store.root / "gear/peg.toml"
    path.write_text(path.read_text() + "drop_mm = 80\n")
    fresh = again(desk)
    assert fresh.gear() == ()
    (problem,) = [one for one in fresh.store.check() if "peg.toml" in str(one)]
    assert "drop_mm goes from -10 to 30, got 80" in str(problem)
    assert "drop_mm = 80" in path.read_text()


def test_what_a_new_pair_may_do_is_laid_over_the_plan(desk: Desk) -> None:
    add_shoe(desk, "Peg", shoe_id="peg", start_m=200_000, drop_mm=8)
    add_shoe(desk, "Flat", shoe_id="flat", bought=desk.today, drop_mm=2)
    build_up(desk, "peg")
    for name, kind in (("flat", EASY),):
        assign_planned(desk, Wish(shoe=name, since=desk.today, kinds=(kind,)))
    run(desk, 8, 3, "peg")
    facts = shoe_facts(desk)
    assert facts.ramps.keys() == {"flat"}
    assert facts.ramps["flat"].factor == 2
    assert facts.ramps["flat"].speed.slow == ("the drop is 6 mm lower than in Peg",)
    assert facts.notes()[0].day >= desk.today


def test_entries_of_checks_are_of_their_own_kind(desk: Desk) -> None:
    add_shoe(desk, "Peg", shoe_id="peg")
    _checked(desk)
    assert [type(one) for one in desk.entries(desk.today, desk.today)] == [ShoeCheck]


def test_hung_pairs_that_were_edited_are_given_on_again(desk: Desk) -> None:
    for name in ("peg", "fast", "third"):
        add_shoe(desk, name, shoe_id=name)
    build_up(desk, "peg")
    assign_planned(desk, Wish(shoe="fast", since=desk.today))
    assign_planned(desk, Wish(shoe="third", since=desk.today, kinds=(LONG,), of="fast"))
    found = hung_by_kind(desk)
    assert (found[LONG], found[EASY]) == ({"third"}, {"fast"})
    assert changes.find(desk, desk.plan_of("half").race.session)


def test_orthotics_are_left_alone(desk: Desk) -> None:
    add_orthotic(desk, "Sole", orthotic_id="sole")
    with pytest.raises(NotFound):
        delete_shoe(desk, "sole")
    assert isinstance(desk.gear()[0], Orthotic)


def test_a_retired_pair_takes_no_more_runs_and_that_is_said(desk: Desk) -> None:
    add_shoe(desk, "Peg", shoe_id="peg")
    build_up(desk, "peg")
    session = next(one.session for one in desk.schedule_of(desk.plan_of("half")).sessions if one.session.kind.is_run)
    retire_shoe(desk, "peg", session.day - timedelta(days=1))
    late = Desk(desk.store, now=lambda: desk.now() + timedelta(days=(session.day - desk.today).days))
    assert diary.done(late, session.id).endswith("Peg is retired. No pair is named.")
    assert shoes_of_log(late) == [""]
    undo.undo(late)
    add_shoe(late, "Fast", shoe_id="fast", kinds=tuple(kind for kind in SessionKind if kind.is_run))
    assert "Peg is retired. In Fast, your default for" in diary.done(late, session.id)


def test_a_logged_run_that_answers_for_a_planned_one_is_in_the_pair_that_hangs_there(desk: Desk) -> None:
    add_shoe(desk, "Peg", shoe_id="peg")
    build_up(desk, "peg")
    session = next(one.session for one in desk.schedule_of(desk.plan_of("half")).sessions if one.session.kind.is_run)
    late = Desk(desk.store, now=lambda: desk.now() + timedelta(days=(session.day - desk.today).days))
    said = diary.log_run(late, 8_000, session.day)
    assert said.endswith("the planned run. In Peg, which hangs on it.")
    assert shoes_of_log(late) == ["peg"]


def test_notes_of_new_pairs_read_only_the_months_that_they_need(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    add_shoe(desk, "Peg", shoe_id="peg", start_m=100_000)
    build_up(desk, "peg")
    asked: list[date] = []
    entries = Desk.entries

    def noted(own: Desk, first: date, last: date) -> object:
        asked.append(first)
        return entries(own, first, last)

    run(desk, 8, 200, "peg")
    monkeypatch.setattr(Desk, "entries", noted)
    assert shoe_notes(desk) == ()
    assert asked == []
    add_shoe(desk, "Flat", shoe_id="flat", bought=desk.today)
    assign_planned(desk, Wish(shoe="flat", since=desk.today, kinds=(EASY,)))
    asked.clear()
    assert shoe_notes(desk)
    assert min(asked) > desk.today - timedelta(days=60)
    assert shoe_notes(desk) == shoe_facts(desk).notes()


@pytest.mark.parametrize("private", [False, True])
@pytest.mark.parametrize("score", [0, 2, 3, 8])
def test_the_check_of_a_new_pair_knows_the_aches_that_the_notes_and_the_gear_screen_know(
    desk: Desk, score: int, private: bool
) -> None:
    add_shoe(desk, "Old", shoe_id="old", start_m=200_000)
    add_shoe(desk, "New", shoe_id="new", bought=desk.today)
    build_up(desk, shoe="new")
    diary.log_run(desk, 8_000, desk.today - timedelta(days=2), shoe="old")
    if score:
        diary.log_pain(desk, Area.ACHILLES, score, desk.today - timedelta(days=1))
    desk.set(private=private)
    desk = again(desk)
    facts = shoe_facts(desk)
    assert bool(facts.ramps["new"].speed.slow) is (score >= facts.rules.slow.score)
    warned = [note for note in shoe_notes(desk) if note.word is GearWord.WARN]
    (found,) = [one for one in findings(desk, desk.plan_of("half")) if one.code == "shoe-ramp"]
    assert found.day == warned[0].day
    assert found.reason.endswith(f"; {len(warned) - 1} more runs")
    first = warned[0].text.partition(": ")[2].partition(";")[0].rstrip(".")
    assert first in found.reason
    assert "Achilles" not in found.reason


def test_an_ache_makes_more_runs_of_a_new_pair_too_early_for_the_check(desk: Desk) -> None:
    add_shoe(desk, "Old", shoe_id="old", start_m=200_000)
    add_shoe(desk, "New", shoe_id="new", bought=desk.today)
    build_up(desk, shoe="new")
    (before,) = [one for one in findings(desk, desk.plan_of("half")) if one.code == "shoe-ramp"]
    diary.log_pain(desk, Area.CALF, 5, desk.today)
    (after,) = [one for one in findings(desk, desk.plan_of("half")) if one.code == "shoe-ramp"]
    counts = [int(one.reason.rpartition("; ")[2].split()[0]) for one in (before, after)]
    assert counts[1] > counts[0]
