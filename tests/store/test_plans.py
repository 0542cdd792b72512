"""Plans in files: what is written is read back, and nothing a person wrote is lost."""

import errno
import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import msgspec
import pytest
from hypothesis import given

from planner.codec.toml import BadFile, NewerFile
from planner.domain.change import Change
from planner.domain.errors import NotFound, StoreError
from planner.domain.plan import Plan
from planner.store.store import Store
from tests.store.deeds import scratch_store
from tests.store.records import move, small_plan
from tests.strategies import histories, plans

GOLDEN = Path(__file__).parent / "golden" / "spring.toml"


@given(plans(), histories(undoing=True), histories())
def test_a_plan_and_its_changes_read_back_as_they_were(
    plan: Plan, made_with: tuple[Change, ...], added: tuple[Change, ...]
) -> None:
    added = tuple(msgspec.structs.replace(change, id=f"later-{change.id}") for change in added)
    with scratch_store() as store:
        whole = msgspec.structs.replace(plan, changes=made_with)
        store.create_plan(whole)
        assert store.plan(plan.id) == whole
        for change in added:
            store.add_changes(plan.id, change)
        assert store.plan(plan.id) == msgspec.structs.replace(plan, changes=(*made_with, *added))
        assert store.plans() == ((store.plan(plan.id),), ())


def test_a_plan_file_looks_the_same_in_every_version(store: Store) -> None:
    store.create_plan(msgspec.structs.replace(small_plan(), changes=(move("mv0001"),)))
    store.add_changes("spring", move("mv0002", "ef34gh"))
    assert (store.root / "plans/spring.toml").read_text() == GOLDEN.read_text()


def test_a_change_is_added_and_nothing_else_in_the_file_is_touched(store: Store) -> None:
    store.create_plan(small_plan())
    path = store.root / "plans/spring.toml"
    path.write_text(
        f"# mine\n{path.read_text()}\n[[layer]] # a shoe\nid='a'\nname='x'\nthing='shoe'\n"
        "anchor='run'\nwhat='pegasus'\nmy_key = [1,2]  # kept\n# the end"
    )
    before = path.read_bytes()
    plan = store.add_changes("spring", move("mv0001"), move("mv0002"))
    assert path.read_bytes().startswith(before + b"\n\n[[change]]")
    assert [change.id for change in plan.changes] == ["mv0001", "mv0002"]
    assert plan.layers[0].what == "pegasus"


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("line_end", [b"\n", b"\r\n"])
@pytest.mark.parametrize("last", [b"", b"\n", b"\n\n\n"])
def test_line_ends_byte_order_mark_and_missing_last_line_end_survive(
    store: Store, mark: bytes, line_end: bytes, last: bytes
) -> None:
    store.create_plan(small_plan())
    path = store.root / "plans/spring.toml"
    before = mark + (path.read_bytes().rstrip(b"\n") + last).replace(b"\n", line_end)
    path.write_bytes(before)
    plan = store.add_changes("spring", move("mv0001"))
    after = path.read_bytes()
    assert plan.changes == (move("mv0001"),)
    assert after.startswith(before)
    assert after.count(b"\r\n") == (after.count(b"\n") if line_end == b"\r\n" else 0)


def test_a_plan_is_never_replaced_by_another_of_its_name(store: Store) -> None:
    store.create_plan(small_plan())
    before = (store.root / "plans/spring.toml").read_bytes()
    with pytest.raises(StoreError, match="there is a plan of that name"):
        store.create_plan(msgspec.structs.replace(small_plan(), name="another"))
    assert (store.root / "plans/spring.toml").read_bytes() == before


@pytest.mark.parametrize("odd", ["../../etc/passwd", "con", "A", "", "a/b", "x" * 100, "a\0b"])
def test_an_id_that_cannot_name_a_file_reaches_no_file(store: Store, odd: str) -> None:
    store.create_plan(small_plan())
    for ask in (
        store.plan,
        store.delete_plan,
        store.restore_plan,
        lambda name: store.add_changes(name, move("mv0001")),
    ):
        with pytest.raises(NotFound):
            ask(odd)
    with pytest.raises(Exception, match="cannot name a file"):
        store.create_plan(small_plan(odd))


def test_adding_the_same_change_again_after_an_error_does_not_double_it(store: Store) -> None:
    store.create_plan(small_plan())
    store.add_changes("spring", move("mv0001"))
    before = (store.root / "plans/spring.toml").read_bytes()
    assert store.add_changes("spring", move("mv0001")).changes == (move("mv0001"),)
    assert (store.root / "plans/spring.toml").read_bytes() == before
    assert len(store.add_changes("spring", move("mv0001"), move("mv0002")).changes) == 2
    with pytest.raises(StoreError, match="something else of the same id"):
        store.add_changes("spring", move("mv0001", "race99"))


def test_an_unknown_kind_of_change_is_reported_with_its_place_and_the_rest_applies(store: Store) -> None:
    store.create_plan(small_plan())
    store.add_changes("spring", move("mv0001"))
    path = store.root / "plans/spring.toml"
    line = path.read_text().count("\n") + 3
    path.write_text(path.read_text() + '\n[[change]]\ndo = "teleport"\nid = "mv0002"\n')
    before = path.read_bytes()
    plan, problems = store.plan_with_problems("spring")
    assert plan.changes == (move("mv0001"),)
    assert [(problem.key, problem.line) for problem in problems] == [("change[1].do", line)]
    assert "teleport" in str(problems[0])
    assert str(problems[0]).endswith("this entry is left out and the rest stands.")
    assert path.read_bytes() == before
    assert store.add_changes("spring", move("mv0003")).changes == (move("mv0001"), move("mv0003"))
    assert path.read_bytes().startswith(before)


BROKEN: dict[str, tuple[Callable[[str], str], str]] = {
    "cut off": (lambda text: text[: len(text) // 2 + 7], ""),
    "not UTF-8": (lambda text: text.replace("Spring Half", "Spring \udcff"), "not UTF-8"),
    "wrong type": (lambda text: text.replace("distance_m = 21097.5", "distance_m = 'far'"), "race.distance_m"),
    "emptied": (lambda _: "", "planner restore --only plans/spring.toml"),
    "zeros": (lambda text: "\0" * len(text), "NUL"),
    "conflict marks": (lambda text: text.replace("[race]", "<<<<<<< mine\n[race]"), "line "),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_plan_is_named_and_left_alone_and_the_others_work(store: Store, name: str) -> None:
    damage, said = BROKEN[name]
    store.create_plan(small_plan("autumn"))
    store.create_plan(small_plan())
    path = store.root / "plans/spring.toml"
    path.write_bytes(damage(path.read_text()).encode(errors="surrogateescape"))
    before = path.read_bytes()
    found, problems = store.plans()
    assert [plan.id for plan in found] == ["autumn"]
    assert len(problems) == 1
    assert "spring.toml" in str(problems[0])
    assert said in str(problems[0])
    with pytest.raises(BadFile):
        store.plan("spring")
    with pytest.raises(BadFile):
        store.add_changes("spring", move("mv0001"))
    assert path.read_bytes() == before
    assert store.add_changes("autumn", move("mv0001")).changes


def test_a_newer_planners_file_is_read_as_far_as_it_is_understood_and_never_written(store: Store) -> None:
    store.create_plan(small_plan())
    path = store.root / "plans/spring.toml"
    path.write_text(path.read_text().replace("schema = 1", "schema = 2"))
    before = path.read_bytes()
    plan, problems = store.plan_with_problems("spring")
    assert plan.base == small_plan().base
    assert [type(problem) for problem in problems] == [NewerFile]
    assert problems[0].line == 1
    with pytest.raises(NewerFile):
        store.add_changes("spring", move("mv0001"))
    path.write_text(path.read_text().replace("distance_m", "distance_furlongs"))
    with pytest.raises(NewerFile):
        store.plan("spring")
    path.write_bytes(before)
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "end", ["change = []\n", 'note = """\n', "note = '''\n", "[change]\n", "x = [\n", '[["a"\n', "change = 1"]
)
def test_an_end_that_nothing_can_be_added_to_is_refused(store: Store, end: str) -> None:
    store.create_plan(msgspec.structs.replace(small_plan(), base=()))
    path = store.root / "plans/spring.toml"
    path.write_text(
        f'schema = 1\nid = "spring"\nrace = {{name="a", day=2027-04-18, distance_m=5000.0, session="a"}}\n{end}'
    )
    before = path.read_bytes()
    tricky = msgspec.structs.replace(move("mv0001"), session="''' # \"\"\"")
    with pytest.raises(StoreError):
        store.add_changes("spring", tricky)
    assert path.read_bytes() == before


def test_a_deleted_plan_comes_back_byte_for_byte(store: Store) -> None:
    store.create_plan(small_plan())
    path = store.root / "plans/spring.toml"
    path.write_text("# mine\n" + path.read_text())
    before = path.read_bytes()
    first = store.delete_plan("spring")
    assert store.plan_ids() == ()
    assert not path.exists()
    store.create_plan(small_plan())
    with pytest.raises(StoreError, match="again"):
        store.restore(first)
    second = store.delete_plan("spring")
    assert first != second
    store.restore(first)
    assert path.read_bytes() == before
    with pytest.raises(NotFound):
        store.restore(first)
    with pytest.raises(NotFound):
        store.delete_plan("winter")


def test_a_plan_that_cannot_be_read_can_be_deleted_and_restored(store: Store) -> None:
    store.create_plan(small_plan())
    path = store.root / "plans/spring.toml"
    path.write_bytes(b"\xff\xff")
    store.delete_plan("spring")
    store.restore_plan("spring")
    assert path.read_bytes() == b"\xff\xff"


def test_a_copied_plan_file_is_a_plan_of_its_own(store: Store) -> None:
    store.create_plan(small_plan())
    (store.root / "plans/second.toml").write_bytes((store.root / "plans/spring.toml").read_bytes())
    store.add_changes("second", move("mv0001"))
    assert [(plan.id, len(plan.changes)) for plan in store.plans()[0]] == [("second", 1), ("spring", 0)]


@pytest.mark.parametrize(
    "name", ["spring.sync-conflict-20270314-101010-ABC.toml", ".spring.toml", "spring.toml~", "B.toml"]
)
def test_what_a_sync_or_an_editor_put_aside_is_not_read(store: Store, name: str) -> None:
    store.create_plan(small_plan())
    (store.root / "plans" / name).write_bytes((store.root / "plans/spring.toml").read_bytes())
    assert store.plan_ids() == ("spring",)


def test_a_plan_that_is_a_pipe_or_a_folder_is_reported_and_waits_for_nothing(store: Store) -> None:
    import os

    store.create_plan(small_plan())
    os.mkfifo(store.root / "plans/pipe.toml")
    (store.root / "plans/folder.toml").mkdir()
    found, problems = store.plans()
    assert [plan.id for plan in found] == ["spring"]
    assert len(problems) == 2
    assert store.plan("spring").first_day == date(2027, 4, 12)


def test_a_plan_edited_outside_between_two_changes_of_one_window_is_read_again(store: Store) -> None:
    store.create_plan(small_plan())
    path = store.root / "plans/spring.toml"
    for number in range(3):
        store.add_changes("spring", move(f"mv{number:04}"))
    path.write_text(path.read_text().replace("mv0001", "by-me1"))
    plan = store.add_changes("spring", move("mv0003"))
    assert [change.id for change in plan.changes] == ["mv0000", "by-me1", "mv0002", "mv0003"]
    assert plan == store.plan("spring")


@pytest.mark.parametrize("can_link", [True, False])
def test_a_plan_that_was_deleted_never_comes_back_over_a_new_one(
    store: Store, monkeypatch: pytest.MonkeyPatch, can_link: bool
) -> None:
    store.create_plan(small_plan())
    store.delete_plan("spring")
    trash = store.root / ".state/trash/plans.spring.1"
    old = trash.read_bytes()
    store.create_plan(small_plan())
    store.add_changes("spring", move("mv0001"))
    new = (store.root / "plans/spring.toml").read_bytes()
    if not can_link:

        def refuse(*_: object, **__: object) -> None:
            raise OSError(errno.EPERM, "")

        monkeypatch.setattr(os, "link", refuse)
    with pytest.raises(StoreError, match="there is such a file again"):
        store.restore_plan("spring")
    assert (store.root / "plans/spring.toml").read_bytes() == new
    assert trash.read_bytes() == old


@pytest.mark.parametrize(
    "name", ["../playing.toml", "playing.toml", "a", "../../planner.toml", "plans.spring", "plans/x"]
)
def test_only_what_was_deleted_is_brought_back_by_its_name_in_the_trash(store: Store, name: str) -> None:
    store.create_plan(small_plan())
    store.delete_plan("spring")
    store.save_playing(b"schema = 1\n")
    store.save_settings({"theme": "dusk"})
    for odd in ("a", "plans.spring", "playing.toml"):
        (store.root / ".state/trash" / odd).write_bytes(b"odd")
    before = {path: path.read_bytes() for path in store.root.rglob("*") if path.is_file()}
    with pytest.raises(NotFound):
        store.restore(name)
    assert {path: path.read_bytes() for path in store.root.rglob("*") if path.is_file()} == before
