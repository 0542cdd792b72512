"""What a file held before and after an action: taken back and brought back byte for byte, or left alone."""

from datetime import date
from hashlib import sha256
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.errors import NotFound
from planner.domain.gear import Gear, Shoe
from planner.domain.health import Health, HealthTag, Practitioner
from planner.store.disk.atomic import ChangedOutside
from planner.store.store import Store
from planner.store.undo.history import MOST_ACTIONS
from tests.store.deeds import files_of, scratch_store
from tests.store.records import gear, ran

BLUE = Shoe(id="blue", name="Blue")
BY_HAND = "# mine\nmy_key = [1]  # and this\n"


def _last(store: Store) -> str:
    action = store.last_done()
    assert action
    return action[-1]


def _versions(store: Store) -> int:
    folder = store.root / ".state/versions"
    return len(list(folder.iterdir())) if folder.exists() else 0


@given(gear, gear, st.sampled_from(["", BY_HAND]), st.booleans())
def test_an_edit_taken_back_is_the_same_bytes_and_brought_back_it_is_the_edit(
    made: Gear, changed: Gear, by_hand: str, crlf: bool
) -> None:
    with scratch_store() as store:
        store.create_gear(made)
        path = store.root / "gear/pegasus.toml"
        text = f"{by_hand}{path.read_text()}"
        path.write_bytes((text.replace("\n", "\r\n") if crlf and "\r" not in text else text).encode())
        before = path.read_bytes()
        store.replace_gear(changed, was=made)
        after = path.read_bytes()
        if after == before:
            return
        ref = _last(store)
        for _ in range(2):
            Store(store.root).turn_file(ref, back=True)
            assert path.read_bytes() == before
            Store(store.root).turn_file(ref, back=False)
            assert path.read_bytes() == after


def test_what_is_turned_already_is_left_as_it_is(store: Store) -> None:
    store.create_gear(BLUE)
    store.replace_gear(msgspec.structs.replace(BLUE, note="soft"))
    ref = _last(store)
    for back in (True, True, False, False):
        store.turn_file(ref, back=back)
        assert store.gear_item("blue").note == ("" if back else "soft")


def test_new_gear_taken_back_is_in_the_trash_and_comes_back_whole(store: Store) -> None:
    store.create_gear(BLUE)
    path = store.root / "gear/blue.toml"
    made = path.read_bytes()
    store.turn_file(_last(store), back=True)
    assert not path.exists()
    assert (store.root / ".state/trash/gear.blue.1").read_bytes() == made
    store.turn_file(_last(store), back=False)
    assert path.read_bytes() == made


@pytest.mark.parametrize("back", [True, False])
@pytest.mark.parametrize("outside", [b"# another's\nkind = 'shoe'\n", None])
def test_a_file_changed_outside_is_named_and_not_overwritten(store: Store, back: bool, outside: bytes | None) -> None:
    store.create_gear(BLUE)
    store.replace_gear(msgspec.structs.replace(BLUE, note="soft"))
    ref = _last(store)
    path = store.root / "gear/blue.toml"
    path.unlink() if outside is None else path.write_bytes(outside)
    before = files_of(store.root)
    for turn in (store.turn_file, lambda one, *, back: store.check_turn((one,), back=back)):
        with pytest.raises(ChangedOutside, match=r"gear/blue\.toml: it .*It was left as it is") as caught:
            turn(ref, back=back)
        assert "\n" not in str(caught.value)
    assert files_of(store.root) == before


ANKLE = Health(tags=(HealthTag.BLOOD_THINNER,), asked=date(2027, 3, 1))


@pytest.mark.parametrize("text", [None, "# mine\n", 'theme = "dawn"  # bright\n', "[health]\ntags = []\n# mine\n"])
def test_health_settings_come_back_byte_for_byte(store: Store, text: str | None) -> None:
    path = store.root / "planner.toml"
    if text is not None:
        store.root.mkdir(parents=True)
        path.write_text(text)
    store.save_settings({"health": ANKLE}, undoable=True)
    after = path.read_bytes()
    store.turn_file(_last(store), back=True)
    assert (path.read_text() if path.exists() else None) == text
    store.turn_file(_last(store), back=False)
    assert path.read_bytes() == after


def test_other_settings_that_were_changed_since_stay(store: Store) -> None:
    store.save_settings({"unit": "mi"})
    store.save_settings({"health": ANKLE}, undoable=True)
    path = store.root / "planner.toml"
    store.save_settings({"theme": "dawn"})
    path.write_text(f"# mine\n{path.read_text()}")
    store.turn_file(_last(store), back=True)
    kept = store.settings()[0]
    assert (kept.health, kept.theme, kept.unit) == (Health(), "dawn", "mi")
    assert path.read_text().startswith("# mine\n")
    store.turn_file(_last(store), back=True)  # as after a kill
    store.turn_file(_last(store), back=False)
    kept = store.settings()[0]
    assert (kept.health, kept.theme) == (ANKLE, "dawn")


def test_health_settings_that_were_changed_outside_are_left(store: Store) -> None:
    store.save_settings({"health": ANKLE}, undoable=True)
    ref = _last(store)
    other = msgspec.structs.replace(ANKLE, practitioner=Practitioner(name="Dr Example"))
    store.save_settings({"health": other})
    with pytest.raises(ChangedOutside, match=r"planner\.toml"):
        store.turn_file(ref, back=True)
    assert store.settings()[0].health == other


def test_what_changes_nothing_is_no_action(store: Store) -> None:
    store.create_gear(BLUE, undoable=False)
    store.replace_gear(BLUE)
    store.save_settings({"theme": "dawn"})
    store.save_settings({"theme": "dawn"}, undoable=True)
    assert store.last_done() is None
    assert _versions(store) == 0


def test_as_many_texts_are_kept_as_the_history_is_long(store: Store) -> None:
    store.create_gear(BLUE)
    for n in range(6):
        store.replace_gear(msgspec.structs.replace(BLUE, note=f"note {n}"))
    assert _versions(store) == 7
    for _ in range(3):
        store.turn_file(_last(store), back=True)
        store.mark_undone()
    assert _versions(store) == 7
    store.replace_gear(msgspec.structs.replace(BLUE, note="another"))
    store.replace_gear(msgspec.structs.replace(BLUE, note="and another"))
    assert _versions(store) == 6  # those that were undone cannot be redone any more
    path = store.root / ".state/history"
    path.write_text(path.read_text() + "".join(f"do plan:spring:{n}\n" for n in range(MOST_ACTIONS)))
    store.replace_gear(msgspec.structs.replace(BLUE, note="the last"))
    assert _versions(store) == 1


@pytest.mark.parametrize("damage", [b"", b"planner versions 1 1 1\nab", b"\0" * 90, None])
def test_a_text_that_is_not_whole_any_more_is_never_restored(store: Store, damage: bytes | None) -> None:
    store.create_gear(BLUE)
    store.replace_gear(msgspec.structs.replace(BLUE, note="soft"))
    ref = _last(store)
    kept = store.root / ".state/versions" / ref.rpartition(":")[2]
    kept.unlink() if damage is None else kept.write_bytes(damage)
    with pytest.raises(NotFound, match="not kept any more"):
        store.turn_file(ref, back=True)
    assert store.gear_item("blue").note == "soft"


@pytest.mark.parametrize(
    "head", ["", "1", "- ", "a b", "1 2 3", "-5 8", "9 9", "99999 1", "9" * 5000 + " 1", "\u0663 0", "1  2", "- -"]
)
def test_a_text_that_somebody_else_packed_is_passed_over(store: Store, head: str) -> None:
    store.create_gear(BLUE)
    packed = f"planner versions 1 {head}\nabc".encode()
    name = "gear/blue.toml"
    identity = sha256(name.encode() + b"\0" + packed).hexdigest()[:16]  # true, as anybody can work out
    (store.root / ".state/versions" / identity).write_bytes(packed)
    with pytest.raises(NotFound, match="not kept any more"):
        store.turn_file(f"file:{name}:{identity}", back=True)
    assert store.gear_item("blue") == BLUE


@pytest.mark.parametrize(
    "ref",
    ["file:../secret.toml:ab12", "file:plans/spring.toml:ab12", "file:gear/blue.toml:../history", "file:", "file"],
)
def test_a_history_that_names_other_files_touches_none(store: Store, ref: str) -> None:
    store.create_gear(BLUE)
    with pytest.raises(NotFound):
        store.turn_file(ref, back=True)


def test_several_files_and_entries_are_one_action(store: Store) -> None:
    store.remember(("log:2027-03:before",))
    with store.as_one():
        store.create_gear(BLUE)
        with store.as_one():
            store.add_entries(ran("e1"), action=("log:2027-03:e1",))
        store.replace_gear(msgspec.structs.replace(BLUE, note="soft"))
    store.add_entries(ran("e2"), action=("log:2027-03:e2",))
    assert store.last_done() == ("log:2027-03:e2",)
    store.mark_undone()
    action = store.last_done()
    assert action
    assert [ref.partition(":")[0] for ref in action] == ["file", "log", "file"]
    store.mark_undone(action)
    assert store.last_done() == ("log:2027-03:before",)
    assert store.last_undone() == action


def test_what_another_window_did_in_between_is_an_action_of_its_own(store: Store) -> None:
    other = Store(store.root)
    with store.as_one():
        store.create_gear(BLUE)
        other.remember(("log:2027-03:theirs",))
        store.replace_gear(msgspec.structs.replace(BLUE, note="soft"))
        store.remember(("log:2027-03:mine",))
    action = store.last_done()
    assert action is not None
    assert len(action) == 2
    assert action[-1] == "log:2027-03:mine"
    store.mark_undone()
    assert store.last_done() == ("log:2027-03:theirs",)
    store.mark_undone()
    action = store.last_done()
    assert action is not None
    assert len(action) == 1
    assert action[0].startswith("file:gear/blue.toml:")


def _half_done(store: Store) -> None:
    with store.as_one():
        store.create_gear(BLUE)
        store.replace_gear(msgspec.structs.replace(BLUE, note="soft"))
        raise KeyboardInterrupt


def test_an_action_that_is_stopped_half_way_leaves_nothing(store: Store) -> None:
    store.remember(("log:2027-03:first",))
    with pytest.raises(KeyboardInterrupt):
        _half_done(store)
    assert not (store.root / "gear/blue.toml").exists()
    assert store.last_done() == ("log:2027-03:first",)


def test_an_action_that_is_killed_half_way_is_taken_back_as_far_as_it_came(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "_taken_back", lambda *_: ())
    with pytest.raises(KeyboardInterrupt):
        _half_done(store)
    action = store.last_done()
    assert action
    for ref in reversed(action):
        store.turn_file(ref, back=True)
    assert not (store.root / "gear/blue.toml").exists()
    store.remember(("log:2027-03:next",))
    assert store.last_done() == ("log:2027-03:next",)


def test_the_texts_are_for_the_user_alone(store: Store) -> None:
    store.create_gear(BLUE)
    for path in (store.root / ".state/versions").rglob("*"):
        assert path.stat().st_mode & 0o077 == 0
    assert Path(store.root / ".state/versions").stat().st_mode & 0o077 == 0
