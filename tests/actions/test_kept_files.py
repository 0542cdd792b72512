"""Gear and health settings: every change is taken back and brought back byte for byte, also after a restart."""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planner.actions import diary, orthotics
from planner.actions.body import agree_tags, set_practitioner, set_tags
from planner.actions.build_ups import Request, make
from planner.actions.desk import Desk
from planner.actions.gear import add_shoe, retire_shoe
from planner.actions.shoes import edit_shoe, hang_kinds, take_kinds, use_shoe
from planner.actions.undo import redo, undo
from planner.domain.errors import BadValue, NotFound
from planner.domain.gear import Schedule, Sheet
from planner.domain.health import HealthTag
from planner.domain.race import RACE_M, Level
from planner.domain.session import SessionKind
from planner.store.disk.atomic import ChangedOutside
from tests.actions.conftest import again

LONG = SessionKind.LONG


def filled(desk: Desk) -> Desk:
    """Shoes and orthotics that a person has written in, and settings with a comment."""
    add_shoe(desk, "Blue daily", shoe_id="blue")
    add_shoe(desk, "Green", shoe_id="green", kinds=(LONG,))
    add_shoe(desk, "Red", shoe_id="red", spare=True)
    retire_shoe(desk, "green", desk.today - timedelta(days=3))
    orthotics.add(desk, orthotics.Wish(name="Sole", since=desk.today), orthotic_id="sole")
    orthotics.add(desk, orthotics.Wish(name="Cork"), orthotic_id="cork")
    orthotics.pair(desk, "cork", "blue", desk.today - timedelta(days=9))
    set_tags(desk, [HealthTag.BLOOD_THINNER])
    for path in files(desk):
        path.write_text(f"# mine\n{path.read_text()}")
    desk.refresh()
    return desk


def files(desk: Desk) -> tuple[Path, ...]:
    return (*sorted((desk.store.root / "gear").glob("[a-z]*")), desk.store.root / "planner.toml")


def state(desk: Desk) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in files(desk) if path.exists()}


def _answer(desk: Desk) -> None:
    with desk.store.as_one():
        set_tags(desk, [HealthTag.STEROIDS])
        agree_tags(desk, [HealthTag.STEROIDS])


DEEDS: dict[str, tuple[Callable[[Desk], object], str]] = {
    "add a shoe": (lambda desk: add_shoe(desk, "New"), "added New"),
    "edit a shoe": (lambda desk: edit_shoe(desk, "blue", name="Sky", note="soft"), "changed Sky"),
    "retire a shoe": (lambda desk: retire_shoe(desk, "blue", desk.today), "retired Blue daily on Sat 21 Nov 2026"),
    "use a retired shoe": (lambda desk: use_shoe(desk, "green"), "took Green into use"),
    "use a spare shoe": (lambda desk: use_shoe(desk, "red"), "took Red into use"),
    "add an orthotic": (lambda desk: orthotics.add(desk, orthotics.Wish(name="Gel")), "added Gel"),
    "edit an orthotic": (
        lambda desk: orthotics.edit(desk, "cork", orthotics.Wish(name="Cork", left="3 mm")),
        "changed Cork",
    ),
    "pair": (lambda desk: orthotics.pair(desk, "sole", "red", desk.today), "changed which pair Sole stands in"),
    "unpair": (lambda desk: orthotics.unpair(desk, "cork", desk.today), "changed which pair Cork stands in"),
    "move": (
        lambda desk: orthotics.pair(desk, "cork", "red", desk.today, move=True),
        "changed which pair Cork stands in",
    ),
    "start a break-in": (
        lambda desk: orthotics.start_break_in(desk, "sole", desk.today + timedelta(days=2), schedule=Schedule.HOURLY),
        "changed the break-in of Sole",
    ),
    "own sheet": (
        lambda desk: orthotics.start_break_in(desk, "sole", desk.today, sheet=Sheet(hours=(1, 2), first_run=9)),
        "changed the break-in of Sole",
    ),
    "retire an orthotic": (
        lambda desk: orthotics.retire(desk, "cork", desk.today),
        "retired Cork on Sat 21 Nov 2026",
    ),
    "conditions": (lambda desk: set_tags(desk, [HealthTag.STEROIDS]), "answered the list of conditions"),
    "agreed": (lambda desk: agree_tags(desk, [HealthTag.BLOOD_THINNER]), "answered the list of conditions"),
    "conditions and who agreed": (_answer, "answered the list of conditions"),
    "practitioner": (lambda desk: set_practitioner(desk, "Dr Example"), "changed who your practitioner is"),
}


@pytest.mark.parametrize("deed", DEEDS)
def test_every_change_is_taken_back_and_brought_back_byte_for_byte_after_a_restart(desk: Desk, deed: str) -> None:
    do, words = DEEDS[deed]
    before = state(filled(desk))
    do(desk)
    after = state(desk)
    assert after != before
    assert undo(again(desk)) == f"Took back: {words}."
    assert state(desk) == before
    assert redo(again(desk)) == f"Brought back: {words}."
    assert state(desk) == after
    undo(desk)
    assert state(desk) == before
    assert desk.store.check() == ()


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.sampled_from([*DEEDS, "log", "undo", "redo"]), min_size=1, max_size=10))
def test_actions_go_back_and_forth_in_the_order_in_which_they_were_made(
    tmp_path_factory: pytest.TempPathFactory, desk: Desk, steps: list[str]
) -> None:
    from planner.store.store import Store

    root = tmp_path_factory.mktemp("steps")
    own = filled(Desk(Store(root / "store", {"PLANNER_BACKUPS": str(root / "backups")}), now=desk.now))

    def seen() -> object:
        return state(own), own.whole_log()

    past: list[object] = []
    future: list[object] = []
    present = seen()
    for step in steps:
        own = again(own)
        if step == "undo" and past:
            undo(own)
            future.append(present)
            present = past.pop()
        elif step == "redo" and future:
            redo(own)
            past.append(present)
            present = future.pop()
        elif step not in ("undo", "redo"):
            with suppress(BadValue):  # such as retiring what is retired: nothing is done
                diary.log_run(own, 8_000, own.today) if step == "log" else DEEDS[step][0](own)
            if (now := seen()) != present:
                past, present, future = [*past, present], now, []
        assert seen() == present


def build_up(desk: Desk) -> None:
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
        ),
    )


def test_a_pair_added_with_what_it_takes_over_is_one_undo(desk: Desk) -> None:
    filled(desk)
    use_shoe(desk, "green")
    build_up(desk)
    hang_kinds(desk, "green")
    before, changes = state(desk), desk.plan_of("half").changes
    with desk.store.as_one():
        add_shoe(desk, "New", shoe_id="new", kinds=(LONG,))
        take_kinds(desk, "new")
        hang_kinds(desk, "new")
    assert any(item.what == "new" for item in desk.schedule_of(desk.plan_of("half")).hung)
    said = undo(again(desk))
    assert "added New" in said
    assert "changed Green" in said
    assert state(desk) == before
    now = again(desk)
    assert not any(item.what == "new" for item in now.schedule_of(now.plan_of("half")).hung)
    assert len(now.plan_of("half").changes) > len(changes)  # the plan is only added to
    redo(now)
    assert now.shoe("new").kinds == (LONG,)
    assert now.shoe("green").kinds == ()


def test_new_gear_that_something_was_logged_in_stays(desk: Desk) -> None:
    add_shoe(desk, "Blue", shoe_id="blue")
    orthotics.add(desk, orthotics.Wish(name="Sole"), orthotic_id="sole")
    # By hand, so that no later action stands before them.
    path = desk.store.root / "log/2026-11.toml"
    path.parent.mkdir()
    path.write_text(
        'schema = 1\n\n[[entry]]\nkind = "run"\nid = "r1"\nat = 2026-11-21T08:00:00Z\nday = 2026-11-21\nshoe = "blue"\n'
        '\n[[entry]]\nkind = "wear"\nid = "w1"\nat = 2026-11-21T08:00:00Z\nday = 2026-11-21\north'
        'otic = "sole"\nhours = 2.0\n'
    )
    before = state(desk)
    with pytest.raises(BadValue, match=r"1 day of wear names it.*planner orthotic retire sole"):
        undo(again(desk))
    with pytest.raises(BadValue, match=r"1 logged run names it.*planner shoe retire blue"):
        undo(again(desk))
    assert state(desk) == before
    with pytest.raises(NotFound, match="nothing to take back"):
        undo(again(desk))
    redo(again(desk))  # it is there all the same
    assert state(desk) == before


def test_a_file_changed_outside_is_left_and_what_was_done_before_can_be_taken_back(desk: Desk) -> None:
    add_shoe(desk, "Blue", shoe_id="blue")
    diary.log_run(desk, 8_000, desk.today)
    with desk.store.as_one():
        diary.log_run(desk, 5_000, desk.today)
        edit_shoe(desk, "blue", note="soft")
    path = desk.store.root / "gear/blue.toml"
    path.write_text(f"{path.read_text()}# by hand\n")
    by_hand, logged = path.read_text(), again(desk).whole_log()
    with pytest.raises(ChangedOutside, match=r"gear/blue\.toml: it was changed outside meanwhile"):
        undo(again(desk))
    assert path.read_text() == by_hand
    assert again(desk).whole_log() == logged  # of one action all is taken back, or nothing
    assert "8 km" in undo(again(desk))


def test_on_a_shared_screen_undo_does_not_say_what_was_kept(desk: Desk) -> None:
    set_tags(desk, [HealthTag.BLOOD_THINNER])
    set_practitioner(desk, "Dr Example")
    desk.set(private=True)
    for _ in range(2):
        assert undo(again(desk)) == "Took back: changed health settings."
    assert again(desk).settings.health.asked is None
    assert again(desk).settings.private


def test_deleting_and_editing_a_pair_go_back_in_order(desk: Desk) -> None:
    from planner.actions.shoes import delete_shoe

    add_shoe(desk, "Blue", shoe_id="blue")
    edit_shoe(desk, "blue", note="soft")
    delete_shoe(desk, "blue")
    for note in ("soft", ""):
        undo(again(desk))
        assert again(desk).shoe("blue").note == note
    undo(again(desk))
    assert again(desk).gear() == ()
    for note in ("", "soft"):
        redo(again(desk))
        assert again(desk).shoe("blue").note == note
    redo(again(desk))
    assert again(desk).gear() == ()
