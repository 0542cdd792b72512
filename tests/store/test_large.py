"""Files that are large, odd or hostile: each command names what is wrong, in seconds and within bounded memory."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from planner.codec.toml import MOST_BYTES
from planner.domain.errors import StoreError
from planner.store.disk import atomic
from planner.store.disk.atomic import read
from planner.store.reading import MOST_REPORTED, fetch
from planner.store.settings import read_settings
from tests.store.deeds import filled
from tests.store.records import DAY, ran

HEAD = "schema = 1\n"
ENTRY = '[[entry]]\nid = "a%06d"\nat = 2027-03-14 07:30:00+00:00\nday = 2027-03-14\nkind = "%s"\n%s\n'
ORTHOTIC = 'kind = "orthotic"\nid = "sole"\nname = "Sole"\n'
ROUTINE = 'name = "Mine"\ntiming = ["any"]\n'


def _entries(kind: str, more: Callable[[int], str], count: int = 40_000) -> str:
    return "".join(ENTRY % (number, kind, more(number)) for number in range(count))


LARGE: dict[str, tuple[str, Callable[[], str]]] = {
    "entries": ("log/2027-03.toml", lambda: _entries("note", lambda _: 'text = "x"')),
    "entries of one id": ("log/2027-03.toml", lambda: (ENTRY % (1, "note", 'text = "x"')) * 40_000),
    "entries that correct each other": (
        "log/2027-03.toml", lambda: _entries("run", lambda n: f'corrects = "a{n - 1:06}"')
    ),
    "entries that undo each other": ("log/2027-03.toml", lambda: _entries("undo", lambda n: f'of = "a{n - 1:06}"')),
    "bad entries": ("log/2027-03.toml", lambda: "[[entry]]\nid = 5\n" * 280_000),
    "bad entries after good ones": (
        "log/2027-03.toml", lambda: _entries("note", lambda _: 'text = "x"') + "[[entry]]\nid = 5\n" * 900
    ),
    "dotted keys": ("log/2027-03.toml", lambda: "".join(f"a{n}.b.c.d.e.f = 1\n" for n in range(39_000))),
    "numbers": ("log/2027-03.toml", lambda: f"a = [{'1,' * 2_400_000}]\n"),
    "pairings": ("gear/sole.toml", lambda: ORTHOTIC + '[[pairing]]\nshoe = "pegasus"\nsince = 2027-01-01\n' * 90_000),
    "steps": ("routines/mine.toml", lambda: ROUTINE + '[[steps]]\nkind = "exercise"\nexercise = "no"\n' * 90_000),
    "keys": ("planner.toml", lambda: "[keys]\n" + "".join(f"k{n} = 1\n" for n in range(300_000))),
    "conditions": ("planner.toml", lambda: f"[health]\ntags = [{'5,' * 2_000_000}]\n"),
    "strange settings": ("planner.toml", lambda: "unit = 5\n" + "".join(f"k{n} = 1\n" for n in range(300_000))),
    "actions": (".state/history", lambda: "planner history 1\ndo a:b\n" + "also log:2027-03:abc\n" * 230_000),
}  # fmt: skip
COMMANDS = (
    ("today",), ("week",), ("body",), ("insights",), ("doctor",), ("plan", "list"), ("routine", "list"),
    ("shoe", "list"), ("log", "run", "5"),
)  # fmt: skip
PROGRAM = """
import resource, sys, time
from pathlib import Path
from planner.cli.root import run
limit = 1_500_000_000
resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
took = []
for words in eval(sys.argv[2]):
    start = time.process_time()
    run(["--store", sys.argv[1], *words])
    took.append((time.process_time() - start, words))
print("WORST", *max(took))
status = Path("/proc/self/status").read_text()  # what getrusage tells is that of the parent too
print("PEAK", int(status.partition("VmHWM:")[2].split()[0]) * 1024)
"""


def _write(root: Path, name: str, text: str) -> None:
    (root / name).write_text(text if name.startswith(".state") else HEAD + text)


def _run(root: Path, *commands: tuple[str, ...]) -> tuple[float, int, str]:
    """Run commands in one process; return the seconds of the slowest, the peak memory and what was said."""
    ran = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(root), repr(commands)], capture_output=True, text=True, check=False
    )
    assert "Traceback" not in ran.stderr, ran.stderr[-2000:]
    said = dict(line.split(" ", 1) for line in ran.stdout.splitlines() if line.startswith(("WORST ", "PEAK ")))
    return float(said["WORST"].split()[0]), int(said["PEAK"]), ran.stderr + ran.stdout


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="a system without /proc")
@pytest.mark.parametrize("kind", LARGE)
def test_no_command_takes_long_over_a_large_file_or_much_memory(tmp_path: Path, kind: str) -> None:
    store = filled(tmp_path / "store", tmp_path / "backups")
    name, made = LARGE[kind]
    _write(store.root, name, made())
    assert 500_000 < (store.root / name).stat().st_size <= MOST_BYTES
    worst, peak, said = _run(store.root, *COMMANDS)
    assert worst < 5, said[-500:]
    assert peak < 1_000_000_000


@pytest.mark.parametrize("kind", LARGE)
def test_what_is_wrong_by_the_thousand_is_told_in_a_few_sentences(tmp_path: Path, kind: str) -> None:
    store = filled(tmp_path / "store", tmp_path / "backups")
    name, made = LARGE[kind]
    text = made()
    _write(store.root, name, text[: text.index("\n", 60_000)] if text.count("\n") > 3 else f"{text[:60_000]}1]\n")
    before = (store.root / name).read_bytes()
    (_, told) = store.settings()
    problems = [*told, *store.plans()[1], *store.gear()[1], *store.all_entries()[1], *store.check()]
    assert len(problems) < 5 * MOST_REPORTED
    assert all("\n" not in str(problem) and len(str(problem)) < 500 for problem in problems)
    assert (store.root / name).read_bytes() == before
    assert store.plan("spring").base


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="a system without /proc")
@pytest.mark.parametrize(
    "name", ["planner.toml", "plans/big.toml", "log/2027-03.toml", "gear/big.toml", ".state/log.cache"]
)
def test_a_hundred_megabytes_are_refused_before_they_are_read(tmp_path: Path, name: str) -> None:
    store = filled(tmp_path / "store", tmp_path / "backups")
    with (store.root / name).open("wb") as file:
        file.write(b"schema = 1\n" * 100)
        file.truncate(100_000_000)
    worst, peak, said = _run(store.root, ("today",), ("week",), ("body",), ("insights",))
    if not name.startswith("."):
        assert f"{name}: the file is larger than 5 MB" in " ".join(said.split())
    assert peak < 90_000_000, peak
    assert worst < 3


def test_a_file_that_grows_while_it_is_read_is_not_read_for_ever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.toml"
    path.write_bytes(b"x" * 10)
    monkeypatch.setattr(os, "read", lambda _, count: b"x" * count)
    with pytest.raises(StoreError, match="larger than 20 MB"):
        read(path)


def test_a_file_that_another_program_writes_to_all_the_time_is_read_whole_or_refused(tmp_path: Path) -> None:
    store = filled(tmp_path / "store", tmp_path / "backups")
    path = store.root / "plans/spring.toml"
    done = threading.Event()

    def write() -> None:
        with path.open("ab") as file:
            while not done.is_set():
                file.write(b"# more and more\n")
                file.flush()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for _ in range(20):
            store.plans()
    finally:
        done.set()
        writer.join()


def test_pipes_folders_sockets_devices_and_locked_files_do_not_hang_or_stop_the_rest(tmp_path: Path) -> None:
    import socket

    store = filled(tmp_path / "store", tmp_path / "backups")
    for folder in ("plans", "gear", "routines", "templates", "exercises"):
        (store.root / folder).mkdir(exist_ok=True)
        os.mkfifo(store.root / folder / "pipe.toml")
        (store.root / folder / "folder.toml").mkdir()
        here = Path.cwd()
        os.chdir(store.root / folder)  # the name of a socket is short
        try:
            socket.socket(socket.AF_UNIX).bind("socket.toml")
        finally:
            os.chdir(here)
        (store.root / folder / "device.toml").symlink_to("/dev/zero")
    for name in ("log/2027-04.toml", "log/2027-05.toml"):
        os.mkfifo(store.root / name)
    start = time.monotonic()
    assert [plan.id for plan in store.plans()[0]] == ["spring"]
    for found, problems in (store.plans(), store.gear(), store.templates()):
        assert len(found) == 1
        assert len(problems) == 4
        assert all(problem.path.endswith(".toml") for problem in problems)
    assert len(store.all_entries()[1]) == 2
    assert store.check()
    store.add_entries(ran("new1"))
    assert store.entries(DAY, DAY)[0]
    assert time.monotonic() - start < 5


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_named_with_what_to_do(tmp_path: Path) -> None:
    store = filled(tmp_path / "store", tmp_path / "backups")
    (store.root / "plans/spring.toml").chmod(0)
    (problem,) = store.plans()[1]
    assert "you may not read or write here" in str(problem)
    (store.root / "gear").chmod(0)
    assert "Check the permissions" in str(store.gear()[1][0])
    assert len(store.check()) >= 2
    (store.root / "gear").chmod(0o700)


ODD_NAMES = (
    "a\nb.toml", "a\x1b[2Jb.toml", b"caf\xe9.toml".decode("utf-8", "surrogateescape"), "Spring.toml",
    "sprin\u0301g.toml", "\u202espring.toml", "con.toml", ".toml", ".hidden.toml", "a.toml.toml", "a b.toml",
    "-rf.toml", "~.toml", "x" * 80 + ".toml",
)  # fmt: skip


def test_names_that_are_no_ids_are_named_safely_and_never_read(tmp_path: Path) -> None:
    store = filled(tmp_path / "store", tmp_path / "backups")
    for folder in ("plans", "gear", "log", "routines", "exercises", "templates"):
        (store.root / folder).mkdir(exist_ok=True)
        for name in ODD_NAMES:
            (store.root / folder / name).write_text("schema = 1\nCANARY")
    assert store.plan_ids() == ("spring",)
    assert store.plans()[1] == store.gear()[1] == store.all_entries()[1] == ()
    told = [str(problem) for problem in store.check()]
    assert len(told) >= 6 * (len(ODD_NAMES) - 2)
    assert all("\x1b" not in one and "\n" not in one and "\u202e" not in one and "CANARY" not in one for one in told)
    assert all(one.encode() for one in told)  # no half of a surrogate pair either


def test_thousands_of_strange_files_in_a_folder_cost_a_listing(tmp_path: Path) -> None:
    store = filled(tmp_path / "store", tmp_path / "backups")
    for number in range(5_000):
        (store.root / "plans" / f"Note {number}.txt").touch()
    start = time.process_time()
    assert store.plan_ids() == ("spring",)
    assert time.process_time() - start < 0.5
    assert len([one for one in store.check() if "no such file" in str(one)]) <= MOST_REPORTED


def test_limits_of_reading_are_those_that_messages_state() -> None:
    assert atomic.MOST_BYTES == 20_000_000
    assert MOST_BYTES == 5_000_000
    assert fetch(Path("/nowhere/at/all.toml")) is None
    assert read_settings(Path("/nowhere/at/all"))[1] == ()
