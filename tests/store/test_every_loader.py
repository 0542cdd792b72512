"""Whatever happened to a file: it is named in one sentence, the rest is usable, and reading changes nothing."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import time_machine
import tomli
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.cli.root import run
from planner.store.disk.atomic import make_folder
from planner.store.names import ALL_FOLDERS, STATE
from planner.store.store import Store
from tests.store.deeds import do_everything, scratch_folder
from tests.store.loaders import (
    NOW,
    ODD,
    READERS,
    damaged,
    is_known,
    kind_of,
    one_of_each,
    places,
    private,
    raised_instead,
    read_everything,
    with_odd,
)

EXAMPLES = int(os.environ.get("PLANNER_FUZZ", "20000"))
"""How many damaged files the long run tries; `PLANNER_FUZZ=100000 pytest -m slow tests/store/test_every_loader.py`."""
COMMANDS = (
    ("today",), ("week",), ("body",), ("insights",), ("doctor",), ("plan", "show", "spring"),
    ("plan", "check", "spring"),
    ("plan", "list"), ("shoe", "list"), ("orthotic", "list"), ("routine", "list"), ("routine", "show", "mine"),
    ("routine", "check", "mine"), ("exercise", "list"), ("ready",), ("suggest",), ("export", "ics", "--plan", "spring"),
    ("export", "csv", "--plan", "spring"), ("export", "toml", "--plan", "spring"), ("plan", "template", "list"),
    ("today", "--json"), ("week", "--json"), ("body", "--json"), ("plan", "compare", "spring"), ("doctor", "--json"),
)  # fmt: skip


def _files(root: Path) -> dict[str, bytes]:
    return {str(path.relative_to(root)): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


class Bench:
    """A sound store, to be damaged one file at a time and mended again."""

    def __init__(self, folder: Path) -> None:
        self.store = one_of_each(folder / "store", folder / "backups")
        self.root = self.store.root
        self.files = _files(self.root)

    def damage(self, name: str, data: bytes) -> None:
        """Put the store back as it was, but for one file."""
        if _files(self.root) != self.files:
            shutil.rmtree(self.root)
            for one, held in self.files.items():
                make_folder((self.root / one).parent)
                private(self.root / one, held)
        private(self.root / name, data)

    def look(self, name: str, data: bytes) -> list[str]:
        """Read everything of a store with a damaged file, look that nothing else came of it; return what was told."""
        self.damage(name, data)
        before = _files(self.root)
        told = read_everything(Store(self.root), name)
        for one in told:
            assert "\n" not in one
            assert len(one) < 1_000
            assert "Error" not in one
        now = _files(self.root)
        now[".state/log.cache"] = before[".state/log.cache"] = b""  # made again at any time
        assert now == before
        return told


@pytest.fixture(scope="module")
def bench() -> Iterator[Bench]:
    with TemporaryDirectory(dir=scratch_folder()) as folder:
        yield Bench(Path(folder))


FILES = (
    "planner.toml", "plans/spring.toml", "templates/kept.toml", "routines/mine.toml", "exercises/wall-lean.toml",
    "gear/pegasus.toml", "gear/sole.toml", "log/2027-03.toml", "themes/mine.toml", ".state/playing.toml",
)  # fmt: skip


# The list of kinds is complete


def test_every_folder_and_every_file_that_any_deed_makes_is_among_those_tested(bench: Bench, tmp_path: Path) -> None:
    assert {kind for kind in READERS if "/" not in kind and "." not in kind} == ALL_FOLDERS - {STATE}
    assert {kind_of(name) for name in bench.files} == set(READERS)
    store = one_of_each(tmp_path / "store", tmp_path / "backups")
    do_everything(store)
    assert [name for name in _files(store.root) if not is_known(name)] == []


def test_a_sound_store_has_nothing_to_tell(bench: Bench) -> None:
    bench.damage("planner.toml", bench.files["planner.toml"])
    assert [text for text in read_everything(bench.store) if "race.session" not in text] == []


# Whatever happens to a file


@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_a_damaged_file_is_told_in_one_sentence_and_the_rest_is_usable(bench: Bench, data: st.DataObject) -> None:
    bench.look(*data.draw(damaged(bench.files)))


DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    "emptied": lambda _: b"",
    "full of NULs": lambda data: b"\0" * max(len(data), 1),
    "no UTF-8": lambda data: data[: len(data) // 2] + b"\xff\xfe" + data[len(data) // 2 :],
    "UTF-16": lambda data: data.decode("latin-1").encode("utf-16"),
    "twice": lambda data: data + data,
    "half": lambda data: data[: len(data) // 2],
    "old Mac": lambda data: data.replace(b"\n", b"\r"),
    "newer": lambda data: data.replace(b"schema = 1", b"schema = 99"),
    "both versions": lambda data: b"<<<<<<< HEAD\n" + data + b"=======\n" + data + b">>>>>>> phone\n",
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_every_kind_of_file_may_be_damaged_in_every_usual_way(bench: Bench, damage: str) -> None:
    for name, held in bench.files.items():
        told = bench.look(name, DAMAGE[damage](held))
        has_schema = b"schema = 1" in held or damage != "newer"
        if name in FILES and name != ".state/playing.toml" and damage not in ("emptied", "half") and has_schema:
            assert any(f"/{name}" in one for one in told), (name, told)


@pytest.mark.slow
@settings(max_examples=EXAMPLES, deadline=None)
@given(data=st.data())
def test_a_damaged_file_is_told_in_one_sentence_for_long(bench: Bench, data: st.DataObject) -> None:
    bench.look(*data.draw(damaged(bench.files)))


@pytest.mark.parametrize("name", FILES)
def test_something_odd_in_any_place_is_told_in_one_sentence(bench: Bench, name: str) -> None:
    whole = bench.files[name]
    found = list(places(tomli.loads(whole.decode())))
    for number, at in enumerate(found[:: max(1, len(found) // 25)]):
        for odd in (None, ODD[number % len(ODD)]):
            bench.look(name, with_odd(whole, at, odd))


@pytest.mark.slow
@pytest.mark.parametrize("name", FILES)
def test_everything_odd_in_every_place_is_told_in_one_sentence(bench: Bench, name: str) -> None:
    whole = bench.files[name]
    for at in places(tomli.loads(whole.decode())):
        for odd in (None, *ODD):
            bench.look(name, with_odd(whole, at, odd))


@pytest.mark.parametrize("name", ["planner.toml", "gear/pegasus.toml", ".state/history"])
def test_a_file_that_is_cut_off_is_told_or_read(bench: Bench, name: str) -> None:
    whole = bench.files[name]
    for length in range(0, len(whole), max(1, len(whole) // 40)):
        bench.look(name, whole[:length])


@pytest.mark.slow
@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_cut_off_after_any_byte_is_told_or_read(bench: Bench, name: str) -> None:
    for length in range(len(bench.files[name])):
        bench.look(name, bench.files[name][:length])


@pytest.mark.parametrize("name", [name for name in FILES if name.startswith(("gear", "routines", "templates"))])
def test_a_bad_file_leaves_the_plan_of_today_as_it_was(bench: Bench, name: str) -> None:
    bench.damage(name, b"schema = 1\nname = [")
    assert [plan.id for plan in bench.store.plans()[0]] == ["spring"]
    assert bench.store.all_entries()[0]


# By command


def _command(bench: Bench, capsys: pytest.CaptureFixture[str], words: tuple[str, ...]) -> None:
    capsys.readouterr()
    before = _files(bench.root)
    with time_machine.travel(NOW, tick=False):
        status = run(["--store", str(bench.root), *words])
    said = capsys.readouterr()
    assert status in (0, 1, 3), (words, said.err)
    assert all(line.startswith("planner: ") for line in said.err.splitlines()), said.err
    assert len(said.err.splitlines()) < 45
    after = _files(bench.root)
    assert {name: held for name, held in after.items() if not name.endswith(".cache")} == {
        name: held for name, held in before.items() if not name.endswith(".cache")
    }


@pytest.fixture
def _no_net(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have a mistake of ours end the test, not in a crash log."""
    monkeypatch.setattr("planner.actions.crash_log.report_crash", raised_instead)


@pytest.mark.usefixtures("_no_net")
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_a_command_on_a_damaged_store_ends_in_order_and_changes_nothing(
    bench: Bench, capsys: pytest.CaptureFixture[str], data: st.DataObject
) -> None:
    name, held = data.draw(damaged(bench.files))
    bench.damage(name, held)
    for words in data.draw(st.lists(st.sampled_from(COMMANDS), min_size=2, max_size=4, unique=True)):
        _command(bench, capsys, words)


@pytest.mark.slow
@pytest.mark.usefixtures("_no_net")
@settings(max_examples=EXAMPLES // 10, deadline=None)
@given(data=st.data())
def test_every_command_on_a_damaged_store_ends_in_order_for_long(
    bench: Bench, capsys: pytest.CaptureFixture[str], data: st.DataObject
) -> None:
    name, held = data.draw(damaged(bench.files))
    bench.damage(name, held)
    for words in COMMANDS:
        _command(bench, capsys, words)


@pytest.mark.usefixtures("_no_net")
@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_every_command_works_beside_a_file_that_cannot_be_read(
    bench: Bench, capsys: pytest.CaptureFixture[str], words: tuple[str, ...]
) -> None:
    for name in FILES:
        bench.damage(name, b"<<<<<<< HEAD\nschema = 1\n=======\nschema = 1\n>>>>>>> phone\n")
        _command(bench, capsys, words)
