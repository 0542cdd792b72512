"""Files of an earlier schema, by a chain that was made up for these tests: no step was ever needed."""

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from planner.actions.backups import find_file, restore_one
from planner.actions.copies_aside import Copy, find_copies, keep_both, keep_theirs
from planner.actions.desk import Desk
from planner.actions.undo import redo, undo
from planner.codec.toml import BadFile, NewerFile
from planner.domain import gear as domain_gear
from planner.domain import log as domain_log
from planner.domain import plan as domain_plan
from planner.domain import settings as domain_settings
from planner.domain import template as domain_template
from planner.domain.errors import StoreError
from planner.store import gear, library, log, own_files, plans, settings, templates
from planner.store.care.backup import kept_in
from planner.store.care.migrations import MIGRATIONS, Tables, migrated
from planner.store.store import Store
from tests.store.deeds import files_of, filled
from tests.store.failing_disk import EVERY, QUICK, Way, by_store, every_fault, laid
from tests.store.records import DAY, move, ran

SCHEMA = 3


def _renamed(old: str, new: str) -> Callable[[Tables], Tables]:
    return lambda tables: {new if key == old else key: value for key, value in tables.items()}


def _metres(tables: Tables) -> Tables:
    """Return a log whose runs say metres."""
    rows = tables["entry"]
    assert isinstance(rows, list)
    for row in rows:
        if "km" in row:
            row["distance_m"] = row.pop("km") * 1000
    return tables


CHAIN: dict[str, dict[int, Callable[[Tables], Tables]]] = {
    "log": {1: _renamed("item", "entry"), 2: _metres},
    "plans": {1: _renamed("run", "base"), 2: lambda tables: tables},
    "templates": {1: lambda tables: tables, 2: _renamed("label", "name")},
    "gear": {1: _renamed("called", "label"), 2: _renamed("label", "name")},
    "routines": {1: _renamed("called", "label"), 2: _renamed("label", "name")},
    "exercises": {1: lambda tables: tables, 2: lambda tables: tables},
    "settings": {1: _renamed("look", "skin"), 2: _renamed("skin", "theme")},
}
BACK = {
    "log/": [("[[entry]]", "[[item]]"), ("distance_m = 8000.0", "km = 8.0")],
    "plans/": [("[[base]]", "[[run]]")],
    "templates/": [("\nname =", "\nlabel =")],
    "gear/": [("\nname =", "\ncalled =")],
    "routines/": [("\nname =", "\ncalled =")],
    "planner.toml": [("theme =", "look =")],
}


@pytest.fixture
def risen(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the program know schema 3 of every kind."""
    for module in (plans, log, gear, settings, templates):
        monkeypatch.setattr(module, "SCHEMA", SCHEMA)
    for domain in (domain_plan, domain_log, domain_gear, domain_settings, domain_template):
        monkeypatch.setattr(domain, "SCHEMA", SCHEMA)
    monkeypatch.setattr(log, "_EMPTY", b"schema = 3\n")
    for name in ("ROUTINES", "EXERCISES"):
        shelf = msgspec.structs.replace(getattr(own_files, name), schema=SCHEMA)
        monkeypatch.setattr(own_files, name, shelf)
    monkeypatch.setattr(library, "ROUTINES", own_files.ROUTINES)
    for kind, steps in CHAIN.items():
        monkeypatch.setitem(MIGRATIONS, kind, steps)


def _age(root: Path) -> None:
    """Write every file of a store in the form of schema 1, with a comment and a key that nobody knows."""
    for name, pairs in BACK.items():
        for path in root.glob(f"{name}*.toml" if name.endswith("/") else name):
            text = path.read_text()
            for new, old in pairs:
                text = text.replace(new, old)
            path.write_text(text.replace("schema = 1\n", "schema = 1\nstrange = 'kept'  # by hand\n"))


@pytest.fixture
def old(store_root: Path, tmp_path: Path, request: pytest.FixtureRequest) -> Store:
    """Return a store whose files are all of schema 1, while the program knows 3."""
    store = filled(store_root, tmp_path / "backups")
    (store_root / "planner.toml").chmod(0o600)
    request.getfixturevalue("risen")
    library._builtin_exercises.cache_clear()
    _age(store_root)
    return store


def test_an_older_file_reads_as_todays_and_reading_writes_nothing(old: Store) -> None:
    before = files_of(old.root)
    (entry,) = old.entries(DAY, DAY)[0]
    assert entry == ran("old1")
    assert len(old.plan("spring").base) > 0
    assert old.plan("spring").changes == (move("mv0001"),)
    assert old.gear_item("pegasus").name == "Pegasus"
    assert old.settings()[0].theme == "dawn"
    assert old.template("kept")[0].name
    assert (old.settings()[1], old.plans()[1], old.gear()[1], old.templates()[1]) == ((), (), (), ())
    assert [str(problem) for problem in old.check()] == []
    assert files_of(old.root) == before


WRITES: dict[str, tuple[str, Callable[[Store], object]]] = {
    "log/2027-03.toml": ("[[entry]]", lambda store: store.add_entries(ran("new1"))),
    "plans/spring.toml": ("[[base]]", lambda store: store.add_changes("spring", move("new1"))),
    "gear/pegasus.toml": (
        'name = "Pegasus"',
        lambda store: store.replace_gear(msgspec.structs.replace(store.gear_item("pegasus"), note="hard")),
    ),
    "planner.toml": ('theme = "dawn"', lambda store: store.save_settings({"unit": "mi"})),
}


@pytest.mark.parametrize("name", WRITES)
def test_the_first_write_migrates_the_file_and_no_other_after_a_backup(old: Store, name: str) -> None:
    told, write = WRITES[name]
    before = files_of(old.root)
    write(old)
    now = files_of(old.root)
    text = now[name].decode()
    assert text.startswith("schema = 3\n") or name == "planner.toml"
    assert "schema = 3\n" in text
    assert told in text
    assert "strange = 'kept'  # by hand" in text
    assert {one for one in now if now[one] != before.get(one) and not one.startswith(".state")} == {name}
    copies = [one for one in kept_in(old.backups) if one.startswith("before-schema-3.")]
    assert len(copies) == 1
    for one, data in before.items():
        if not one.startswith("."):
            assert (old.backups / copies[0] / one).read_bytes() == data
    write_again = WRITES[name][1]
    if name.startswith(("log", "plans")):
        old.add_entries(ran("new2"))
    else:
        write_again(old)
    assert len([one for one in kept_in(old.backups) if one.startswith("before-schema-3.")]) <= 2


def test_an_older_file_that_a_sync_brings_back_is_backed_up_as_it_is_then(old: Store) -> None:
    path = old.root / "log/2027-03.toml"
    first = path.read_bytes()
    old.add_entries(ran("new1"))
    second = first + b"# from another machine\n"
    path.write_bytes(second)
    old.add_entries(ran("new2"))
    copies = [old.backups / one / "log/2027-03.toml" for one in kept_in(old.backups) if one.startswith("before-")]
    assert [one.read_bytes() for one in copies] == [first, second]


def test_own_routines_are_migrated_when_they_are_saved(old: Store) -> None:
    routine = library.load_routine("mine", old.root)
    old.save_routine(msgspec.structs.replace(routine, name="Yours"), was=routine)
    text = (old.root / "routines/mine.toml").read_text()
    assert 'name = "Yours"' in text
    assert "# by hand" in text
    assert text.startswith("schema = 3\n")


def test_a_migrated_file_reads_as_the_one_before_it_and_as_one_made_today(old: Store) -> None:
    before = old.entries(DAY, DAY)[0]
    old.add_entries(ran("new1"))
    assert old.entries(DAY, DAY)[0] == (*before, ran("new1"))
    again = Store(old.root, {"PLANNER_BACKUPS": str(old.backups.parent)})
    again.add_entries(ran("new2"))
    assert [entry.id for entry in again.entries(DAY, DAY)[0]] == ["old1", "new1", "new2"]
    assert (old.root / "log/2027-03.toml").read_text().count("[[entry]]") == 3


def test_undo_of_a_write_that_migrated_gives_the_old_bytes_back_and_redo_the_new_ones(old: Store) -> None:
    path = old.root / "gear/pegasus.toml"
    before = path.read_bytes()
    WRITES["gear/pegasus.toml"][1](old)
    after = path.read_bytes()
    desk = Desk(old)
    undo(desk)
    assert path.read_bytes() == before
    redo(desk)
    assert path.read_bytes() == after


def test_a_backup_of_an_older_file_can_be_restored_and_is_migrated_like_any(old: Store) -> None:
    old.back_up("2027-03-13")
    path = old.root / "log/2027-03.toml"
    wanted = path.read_bytes()
    path.write_bytes(b"")
    restore_one(Desk(old), find_file(Desk(old), "log/2027-03.toml", None))
    assert path.read_bytes() == wanted
    old.add_entries(ran("new1"))
    assert [entry.id for entry in old.entries(DAY, DAY)[0]] == ["old1", "new1"]


def test_without_a_backup_nothing_is_migrated(old: Store, tmp_path: Path) -> None:
    before = files_of(old.root)
    blocked = Store(old.root, {"PLANNER_BACKUPS": str(tmp_path / "file")})
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreError, match="a file stands where a folder should be"):
        blocked.add_entries(ran("new1"))
    assert files_of(old.root) == before


def test_a_step_that_is_missing_or_fails_names_the_file_and_leaves_it(
    old: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = files_of(old.root)
    for steps, said in (({1: CHAIN["log"][1]}, "schema 2, and"), ({1: _metres, 2: _metres}, "not what such a file")):
        monkeypatch.setitem(MIGRATIONS, "log", steps)
        assert said in str(old.entries(DAY, DAY)[1][0])
        with pytest.raises(BadFile, match="log/2027-03"):
            old.add_entries(ran("new1"))
    assert files_of(old.root) == before


@pytest.mark.usefixtures("risen")
def test_steps_are_pure() -> None:
    tables: Tables = {"schema": 1, "item": [{"id": "a", "km": 8.0}], "strange": 1}
    path = Path("store/log/2027-03.toml")
    now = migrated(tables, path, 1, SCHEMA)
    assert tables == {"schema": 1, "item": [{"id": "a", "km": 8.0}], "strange": 1}
    assert now == {"schema": 3, "entry": [{"id": "a", "distance_m": 8000.0}], "strange": 1}
    assert migrated(migrated(tables, path, 1, 2), path, 2, SCHEMA) == now


MIGRATING = ("log/2027-03.toml", "gear/pegasus.toml")


def _break(name: str, way: Way, scratch: Path, request: pytest.FixtureRequest, parts: int) -> None:
    def fill(desk: Desk) -> None:
        filled(desk.store.root, desk.store.root.parent / "backups")
        (desk.store.root / "planner.toml").chmod(0o600)
        _age(desk.store.root)

    model = laid(scratch / "model", fill)
    request.getfixturevalue("risen")
    part = (sum(map(ord, str(way))) % parts, parts)
    every_fault(by_store(lambda store: WRITES[name][1](store)), model, scratch, ways=(way,), part=part)


@pytest.mark.parametrize("way", QUICK, ids=str)
@pytest.mark.parametrize("name", MIGRATING)
def test_a_migration_that_fails_is_old_or_new_and_can_be_repeated(
    scratch: Path, request: pytest.FixtureRequest, name: str, way: Way
) -> None:
    _break(name, way, scratch, request, parts=11)


@pytest.mark.slow
@pytest.mark.parametrize("way", EVERY, ids=str)
@pytest.mark.parametrize("name", MIGRATING)
def test_a_migration_that_fails_anywhere_is_old_or_new_and_can_be_repeated(
    scratch: Path, request: pytest.FixtureRequest, name: str, way: Way
) -> None:
    _break(name, way, scratch, request, parts=1)


HISTORY = ".state/history"
NEWER = b"schema = 99\n"


def _newer(root: Path, name: str) -> Path:
    path = root / name
    path.write_bytes(path.read_bytes().replace(b"schema = 1\n", NEWER))
    return path


COPY = "log/2027-03.sync-conflict-20270301-101112-ABCDEFG.toml"


def _copy(store: Store) -> Copy:
    (found,) = find_copies(Desk(store))
    return found


@pytest.mark.parametrize(
    ("name", "write"),
    [
        ("log/2027-03.toml", lambda store: store.add_entries(ran("new1"))),
        ("plans/spring.toml", lambda store: store.add_changes("spring", move("new1"))),
        ("plans/spring.toml", lambda store: store.delete_plan("spring")),
        ("gear/pegasus.toml", lambda store: WRITES["gear/pegasus.toml"][1](store)),
        ("gear/pegasus.toml", lambda store: store.delete_gear("pegasus")),
        ("gear/pegasus.toml", lambda store: undo(Desk(store))),
        ("planner.toml", lambda store: store.save_settings({"unit": "mi"})),
        ("planner.toml", lambda store: store.save_settings({"health": {"tags": []}}, undoable=True)),
        ("routines/mine.toml", lambda store: store.delete_routine("mine")),
        (
            "routines/mine.toml",
            lambda store: store.save_routine(
                msgspec.structs.replace(library.load_routine("mine", store.root), name="x")
            ),
        ),
        ("templates/kept.toml", lambda store: store.delete_template("kept")),
        ("log/2027-03.toml", lambda store: keep_both(Desk(store), _copy(store), prefer="theirs")),
        ("log/2027-03.toml", lambda store: keep_theirs(Desk(store), _copy(store))),
        ("log/2027-03.toml", lambda store: restore_one(Desk(store), find_file(Desk(store), "log/2027-03.toml", "x"))),
    ],
)
def test_a_file_of_a_newer_planner_is_read_and_never_written_to(
    store_root: Path, tmp_path: Path, name: str, write: Callable[[Store], object]
) -> None:
    store = filled(store_root, tmp_path / "backups")
    store.back_up("x")
    WRITES["gear/pegasus.toml"][1](store)
    (store.root / COPY).write_bytes(b"schema = 1\n")
    path = _newer(store.root, name)
    before = files_of(store.root)
    assert any(name in str(problem) and "newer planner" in str(problem) for problem in store.check())
    with pytest.raises(StoreError):
        write(store)
    now = files_of(store.root)
    assert {one: data for one, data in now.items() if one != HISTORY} == {
        one: data for one, data in before.items() if one != HISTORY
    }
    assert path.exists()


def test_the_refusal_of_a_newer_file_says_what_to_do(store_root: Path, tmp_path: Path) -> None:
    store = filled(store_root, tmp_path / "backups")
    _newer(store.root, "log/2027-03.toml")
    assert [entry.id for entry in store.entries(DAY, DAY)[0]] == ["old1"]
    with pytest.raises(NewerFile, match="Update race-planner") as raised:
        store.add_entries(ran("new1"))
    assert "left read-only" in str(raised.value)
