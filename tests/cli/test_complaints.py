"""What goes wrong is one line on stderr that says what to do, and the right exit status."""

import os
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest
import time_machine

from planner.domain.errors import StoreError
from planner.store.store import Store
from tests.cli.conftest import SPRING, Planner

NEW = ("plan", "new", "spring", "--race", "Half", "--date", "2027-04-18", "--distance", "half")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((*NEW[:5], "--date", "2026-04-18", "--distance", "half"), "not ahead"),
        ((*NEW[:7], "--distance", "0"), "5k, 10k, half, marathon, 50k"),
        ((*NEW[:7], "--distance", "abc"), "5k, 10k, half, marathon, 50k"),
        ((*NEW[:5], "--date", "18/04/2027", "--distance", "half"), "2027-04-18"),
        ((*NEW[:5], "--date", "2027-02-30", "--distance", "half"), "is not a day"),
        ((*NEW, "--level", "expert"), "first-timer, novice, intermediate, advanced"),
        ((*NEW, "--days", "9"), "from 3 to 6"),
        ((*NEW, "--weekly", "-5"), "--weekly"),
        ((*NEW, "--weekly", "20-30"), "a range"),
        ((*NEW, "--longest", "500", "--weekly", "10"), "longest run"),
        ((*NEW, "--long-run", "someday"), "mon, tue"),
        ((*NEW, "--pace", "fast"), "6:10"),
        ((*NEW, "--pace", "0:10"), "not a running pace"),
        ((*NEW, "--layers", "nope"), "hip-strength"),
        ((*NEW, "--shoe", "blue"), "planner shoe add"),
        ((*NEW, "--start", "2027-05-01"), "start"),
        (("plan", "new", "A b", *NEW[3:]), "a-z"),
        (("plan", "new", "../../x", *NEW[3:]), "a-z"),
        (("plan", "new", "con", *NEW[3:]), "a-z"),
        ((*NEW[:4], " ", *NEW[5:]), "no name"),
        (("plan", "new", "x", "--race", "M", "--date", "+2w", "--distance", "marathon"), "--finish-safely"),
        (("plan", "show"), "planner plan new"),
        (("plan", "show", "nope"), "no such plan"),
        (("plan", "show", "../spring"), "no such plan"),
        (("plan", "check", "nope"), "no such plan"),
        (("plan", "move", "x", "sat"), "planner plan new"),
        (("plan", "undo"), "nothing to take back"),
        (("plan", "redo"), "nothing to bring back"),
        (("plan", "layers", "roll-before"), "on or off"),
        (("week", "31 feb"), "is not a day"),
        (("log", "run", "0"), "above 0"),
        (("log", "run", "6-8"), "a range"),
        (("log", "run", "8", "--date", "tomorrow"), "not here yet"),
        (("log", "run", "8", "--minutes", "soon"), "--minutes"),
        (("log", "pain", "knee", "11"), "from 0 to 10"),
        (("log", "pain", "elbow", "3"), "calf, soleus"),
        (("log", "pain", "core", "3"), "calf, soleus"),
        (("log", "pain", "knee", "3", "--when", "later"), "before, during, after, morning"),
        (("log", "note", " "), "it is empty"),
        (("routine", "show", "nope"), "planner routine list"),
        (("exercise", "show", "nope"), "planner exercise list"),
        (("exercise", "list", "--area", "elbow"), "calf, soleus"),
        (("exercise", "list", "--equipment", "anvil"), "foam-roller"),
        (("play", "nope"), "planner routine list"),
        (("play", "it-band-seven"), "terminal"),
        (("demo",), "terminal"),
        (("import", "/no/such/file"), "no such file"),
        (("import", "/dev/null"), "not a file"),
        (("export", "ics"), "planner plan new"),
        (("shoe", "add", " "), "it is empty"),
        (("shoe", "retire", "x"), "no such shoe"),
        (("shoe", "add", "X", "--id", "../x"), "a-z"),
        (("orthotic", "wear", "x", "1"), "no such orthotic"),
        (("orthotic", "wear", "x", "25"), "from 0.1 to 24"),
        (("completion", "tcsh"), "bash, zsh, fish"),
    ],
)
def test_what_cannot_be_done_is_one_line_and_1(
    planner: Planner, store_root: Path, words: tuple[str, ...], said: str
) -> None:
    ended = planner(*words)
    assert ended.status == 1, ended
    assert said in ended.complaint
    assert ended.out == ""
    assert not store_root.exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("nope",), "nope"),
        (("plan",), "plan: missing command"),
        (("plan", "nope"), "`planner plan --help`"),
        (("today", "--bogus"), "--bogus"),
        (("plan", "new"), "missing argument"),
        (("plan", "new", "x", "--race", "X"), "missing option '--date'"),
        (("plan", "move", "x"), "missing argument"),
        (("log", "run"), "missing argument"),
        (("log", "pain", "knee"), "missing argument"),
        (("plan", "skip"), "missing argument"),
        (("today", "extra"), "extra"),
        (("export",), "missing command"),
    ],
)
def test_wrong_usage_is_one_line_and_2(planner: Planner, words: tuple[str, ...], said: str) -> None:
    ended = planner(*words)
    assert ended.status == 2, ended
    assert said in ended.complaint
    assert "--help` shows how." in ended.complaint


def test_a_taken_id_is_refused_and_nothing_changes(spring: Planner, store_root: Path) -> None:
    before = (store_root / "plans" / "spring.toml").read_bytes()
    assert "there is a plan 'spring' already" in spring(*SPRING).complaint
    assert (store_root / "plans" / "spring.toml").read_bytes() == before


def test_the_race_does_not_move(spring: Planner) -> None:
    found = [line.split()[-1] for line in spring("week", "2027-04-18").out.splitlines() if "RACE: " in line]
    assert "the race stays on Sun 18 Apr" in spring("plan", "move", found[0], "2027-04-17").complaint


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (b"schema = 1\n[race]\nname = ", "line 3"),
        (b'schema = 1\nid = "\xff\xfe"\n', "UTF-8"),
        (b"schema = 99\n", "newer planner"),
        (b'schema = 1\nid = "spring"\nrace = 5\n', "a table"),
        (b"", "the file is empty"),
        (b"a = " + b"[" * 5000, "nested too deep"),
    ],
)
def test_a_plan_file_that_cannot_be_read_is_named_and_left_alone(
    planner: Planner, store_root: Path, text: bytes, said: str
) -> None:
    file = store_root / "plans" / "spring.toml"
    file.parent.mkdir(parents=True, mode=0o700)
    file.write_bytes(text)
    for words in (
        ("today",),
        ("week",),
        ("plan", "show"),
        ("plan", "show", "spring"),
        ("plan", "list"),
        ("export", "md"),
    ):
        ended = planner(*words)
        assert ended.status == 1, (words, ended)
        assert str(file) in ended.complaint
        assert said in ended.complaint
    assert planner("doctor").status == 3
    assert said in " ".join(planner("doctor").out.split())
    assert file.read_bytes() == text


def test_a_change_that_cannot_be_read_does_not_hide_what_is_wrong_with_a_command(
    spring: Planner, store_root: Path
) -> None:
    file = store_root / "plans" / "spring.toml"
    file.write_text(file.read_text() + '\n[[change]]\ndo = "teleport"\nid = "ccccc2"\n')
    ended = spring("plan", "move", "nonono", "+1d")
    assert ended.status == 1
    left_out, missing = ended.err.splitlines()
    assert "'teleport'" in left_out
    assert "this entry is left out and the rest stands." in left_out
    assert "session 'nonono': plan 'spring' has no such session" in missing


def test_one_bad_file_does_not_hide_the_rest(spring: Planner, store_root: Path) -> None:
    (store_root / "plans" / "broken.toml").write_text("schema = ")
    (store_root / "planner.toml").write_text('schema = 1\nplan = "spring"\nunit = "furlong"\n')
    ended = spring("week", "2026-11-24")
    assert ended.status == 0
    assert "5.5 km" in ended.out
    assert "unit" in ended.complaint
    assert "km, mi" in ended.complaint or "km or mi" in ended.complaint


def test_a_setting_of_the_wrong_type_is_named_with_its_line(spring: Planner, store_root: Path) -> None:
    (store_root / "planner.toml").write_text("schema = 1\nascii = 3\n")
    assert "line 2" in spring("today").complaint


def test_a_store_that_is_a_file_is_named(planner: Planner, store_root: Path) -> None:
    store_root.write_text("x")
    for words in (("today",), ("plan", "list"), SPRING, ("doctor",)):
        ended = planner(*words)
        assert ended.status == 1
        assert "this is a file, not a folder" in ended.complaint
        assert str(store_root) in ended.complaint


def test_a_missing_store_is_an_empty_one(planner: Planner, store_root: Path) -> None:
    ended = planner("today")
    assert ended.status == 0
    assert "planner plan new" in ended.out
    assert planner("week").status == 0
    assert planner("shoe", "list").out.startswith("You have no shoes")
    assert planner("doctor").status == 0
    assert not store_root.exists()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_store_can_be_read_and_says_why_it_cannot_be_changed(spring: Planner, store_root: Path) -> None:
    folders = [store_root, *(path for path in store_root.rglob("*") if path.is_dir())]
    try:
        for folder in folders:
            folder.chmod(0o500)
        assert spring("week").status == 0
        ended = spring("log", "run", "8")
        assert ended.status == 1
        assert "may not" in ended.complaint
    finally:
        for folder in folders:
            folder.chmod(0o700)


def test_a_pipe_in_place_of_a_file_is_refused_not_waited_for(planner: Planner, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for words in (("import", str(tmp_path / "pipe")), ("routine", "check", str(tmp_path / "pipe"))):
        assert "not a file" in planner(*words).complaint


def test_a_routine_file_with_mistakes_ends_with_3(planner: Planner, tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text('schema = 1\nname = "Mine"\ntiming = ["pre"]\n[[steps]]\nkind = "exercise"\nexercise = "nope"\n')
    ended = planner("routine", "check", str(file))
    assert ended.status == 3
    assert "there is no exercise 'nope'" in ended.out
    file.write_text('schema = 1\nname = "Mine"\ntiming = ["sometimes"]\n')
    ended = planner("routine", "check", str(file))
    assert ended.status == 3
    assert "line 3" in " ".join(ended.out.split())
    assert planner("routine", "check", "it-band-seven").status == 0


def test_doctor_says_that_nothing_can_be_saved_and_why(
    spring: Planner, store_root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert spring("doctor").status == 0
    why = StoreError(str(store_root), "the disk is read-only", "Make the disk writable.")
    monkeypatch.setattr("planner.store.place.why_read_only", lambda _: why)
    found = spring("doctor")
    assert found.status == 3
    assert "nothing can be saved, since the disk is read-only" in " ".join(found.out.split())


def test_doctor_names_a_theme_and_a_key_that_do_not_exist(planner: Planner, store_root: Path) -> None:
    store_root.mkdir(mode=0o700)
    file = store_root / "planner.toml"
    file.write_text('schema = 1\ntheme = "nope"\n[keys]\n"calendar.mov" = "m"\n"calendar.move" = "kontrol+m"\n')
    file.chmod(0o600)
    found = planner("doctor")
    assert found.status == 3
    said = " ".join(found.out.split())
    assert "3 things to look at" in said
    for name in ("nope", "calendar.mov", "kontrol+m"):
        assert name in said


def test_a_run_of_a_month_that_cannot_be_read_is_not_said_to_be_missing(
    spring: Planner, store_root: Path, clock: time_machine.Traveller
) -> None:
    day = Store(store_root).plan("spring").base[0].day
    month = store_root / "log" / f"{day:%Y-%m}.toml"
    clock.move_to(datetime.combine(day, time(8), UTC) + timedelta(days=7))
    assert "not logged" in spring("week", day.isoformat()).out
    month.parent.mkdir(exist_ok=True, mode=0o700)
    month.write_bytes(b"")
    shown = spring("week", day.isoformat())
    assert "not logged" not in shown.out
    assert "unknown: this month's log cannot be read whole" in " ".join(shown.out.split())
    assert "the file is empty" in shown.complaint
