"""`planner backup`, `planner restore` and `planner doctor --fix` on the command line."""

import json
import subprocess
import sys
from pathlib import Path

import click
import pytest
import time_machine

from planner.cli.completions import backups, store_files
from planner.cli.program import desk_at
from tests.cli.conftest import Planner
from tests.store.deeds import files_of

MONTH = "log/2026-11.toml"


@pytest.fixture
def two_days(spring: Planner, clock: time_machine.Traveller) -> Planner:
    """A store with a plan and two runs, and the daily backup that holds the first."""
    assert spring("log", "run", "5").status == 0
    clock.shift(86400)
    assert spring("log", "run", "6").status == 0
    return spring


def _ask(monkeypatch: pytest.MonkeyPatch, answer: bool) -> list[str]:
    """Have somebody sit there who answers; return what was asked."""
    asked: list[str] = []

    def confirm(text: str, **_: object) -> bool:
        asked.append(text)
        return answer

    monkeypatch.setattr(click, "confirm", confirm)
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    return asked


def test_the_whole_store_goes_into_a_file_and_comes_back(two_days: Planner, store_root: Path, tmp_path: Path) -> None:
    file = str(tmp_path / "b.zip")
    said = two_days("backup", file)
    assert said.status == 0
    assert "for you alone" in said.out.replace("\n", " ")
    assert "--force" in two_days("backup", file).complaint
    before = files_of(store_root)
    two_days("log", "run", "7")
    two_days("plan", "delete", "spring")
    tried = two_days("restore", file, "--dry-run")
    assert tried.status == 0
    assert f"replaced  {MONTH}" in tried.out
    assert "new       plans/spring.toml" in tried.out
    assert "gone      1 of the undo history and trash" in tried.out
    assert "nobody is there to ask" in two_days("restore", file).complaint
    done = two_days("restore", file, "--yes")
    assert done.status == 0
    assert {name: data for name, data in files_of(store_root).items() if not name.endswith(".cache")} == {
        name: data for name, data in before.items() if not name.endswith(".cache")
    }
    back = next(word.strip("`") for word in done.out.split() if word.startswith("before-restore"))
    assert two_days("restore", back, "--yes").status == 0
    assert "no plan yet" in two_days("today").out
    assert "holds the same already" in two_days("restore", back, "--yes").out
    assert max(len(line) for line in (tried.out + done.out).splitlines()) <= 80


def test_a_person_is_asked_and_no_means_nothing(
    two_days: Planner, store_root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = str(tmp_path / "b.zip")
    two_days("backup", file)
    two_days("log", "run", "7")
    before = files_of(store_root)
    asked = _ask(monkeypatch, answer=False)
    assert "Nothing was changed." in two_days("restore", file).out
    assert "Nothing was changed." in two_days("restore", "--only", MONTH).out
    assert len(asked) == 2
    assert files_of(store_root) == before


def test_the_backups_are_listed_with_what_they_hold(two_days: Planner, spring: Planner) -> None:
    said = two_days("restore", "--list").out
    assert "2026-11-22.2  2026-11-22" in said
    assert "1 plan, 1 month" in said
    listed = json.loads(two_days("restore", "--list", "--json").out)
    assert [one["name"] for one in listed["backups"]] == ["2026-11-22.2", "2026-11-21.1"]
    assert listed["backups"][0]["files"] == {"plans": 1, "log": 1, "settings": 1}
    assert spring("restore", "--list").status == 0


def test_an_emptied_month_is_told_everywhere_and_one_command_brings_it_back(
    two_days: Planner, store_root: Path
) -> None:
    path = store_root / MONTH
    wanted = path.read_bytes()
    path.write_bytes(b"")
    how = f"`planner restore --only {MONTH}`"
    assert how in two_days("today").err
    assert how in two_days("log", "run", "9").err
    assert path.read_bytes() == b""
    assert how in two_days("doctor").out.replace("\n  ", " ")
    done = two_days("restore", "--only", MONTH)
    assert "damaged now" in done.out
    assert wanted.startswith(path.read_bytes())
    assert path.read_bytes()
    assert two_days("plan", "undo").status == 0
    assert path.read_bytes() == b""


def test_a_month_and_its_backup_are_kept_both_with_merge(two_days: Planner, store_root: Path) -> None:
    path = store_root / MONTH
    first, _, second = path.read_text().partition("\n[[entry]]")[2].partition("\n[[entry]]")
    path.write_text(f"schema = 1\n\n[[entry]]{second}")
    assert "--merge keeps both" in two_days("restore", "--only", MONTH, "--dry-run").out.replace("\n", " ")
    assert "1 more from the backup" in two_days("restore", "2026-11-22", "--only", MONTH, "--merge", "--dry-run").out
    assert two_days("restore", "2026-11-22", "--only", MONTH, "--merge", "--yes").status == 0
    text = path.read_text()
    assert first.strip() in text
    assert second.strip() in text
    assert "--only" in two_days("restore", "2026-11-22", "--merge").complaint


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "no backup is named"),
        (("nope",), "there is no such file"),
        (("--only", "../x.toml"), "no file of the store is called so"),
        (("--only", "gear/none.toml"), "no daily backup holds it whole"),
        (("2026-11-22", "--only", "gear/none.toml"), "does not hold it"),
        ((__file__,), "no backup"),
    ],
)
def test_what_cannot_be_restored_is_one_line(two_days: Planner, words: tuple[str, ...], said: str) -> None:
    ended = two_days("restore", *words)
    assert ended.status == 1
    assert said in ended.complaint


def test_a_folder_or_an_empty_store_is_no_backup(planner: Planner, tmp_path: Path) -> None:
    assert "holds nothing yet" in planner("backup", str(tmp_path / "b.zip")).complaint
    assert planner("restore", "--list").out.startswith("No backups yet")
    assert "holds no file of a store" in planner("restore", str(tmp_path), "--yes").complaint


def test_doctor_mends_after_asking_and_shows_what_it_would(
    two_days: Planner, store_root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = store_root / "plans/spring.toml"
    plan.chmod(0o644)
    assert two_days("doctor", "--fix", "--dry-run").status == 3
    said = two_days("doctor", "--fix")
    assert "close it to others on this machine (mode 644 becomes" in said.out
    assert "Nothing was changed. --yes does all of it." in said.out
    assert plan.stat().st_mode & 0o777 == 0o644
    assert "Leave --fix out" in two_days("doctor", "--fix", "--json").complaint
    asked = _ask(monkeypatch, answer=True)
    assert two_days("doctor", "--fix").status == 0
    assert asked == ["  Do it?"]
    assert plan.stat().st_mode & 0o777 == 0o600
    assert "Nothing that is safe to mend by itself." in two_days("doctor", "--fix").out


def test_doctor_says_that_it_can_mend_and_asks_once_for_what_is_alike(
    two_days: Planner, store_root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "--fix" not in two_days("doctor").out
    for folder in ("plans", "log"):
        for path in (store_root / folder).glob("*.toml"):
            path.chmod(0o644)
    count = len([*(store_root / "plans").glob("*.toml"), *(store_root / "log").glob("*.toml")])
    assert count > 1
    said = " ".join(two_days("doctor").out.split())
    assert said.endswith(f"`planner doctor --fix` mends {count} things of it, shown and asked first.")
    asked = _ask(monkeypatch, answer=True)
    mended = two_days("doctor", "--fix")
    assert mended.status == 0
    assert asked == ["  Do it?"]
    assert f"- {count} files and folders: close them to others" in " ".join(mended.out.split())
    assert f"{count} of {count} done." in mended.out


def test_backups_and_the_files_they_hold_complete(two_days: Planner, store_root: Path) -> None:
    assert two_days("today").status == 0
    desk = desk_at(str(store_root))
    assert [name for name, _ in backups(desk, "")] == ["2026-11-22.2", "2026-11-21.1"]
    assert MONTH in dict(store_files(desk, ""))


def test_what_doctor_did_not_tell_is_not_offered_to_be_mended(two_days: Planner, store_root: Path) -> None:
    subprocess.run(["git", "init", "-q", str(store_root)], check=True)
    store_root.chmod(0o700)  # git makes files that others may read: the folder keeps them out
    (store_root / "plans/spring.toml").chmod(0o644)
    (store_root / ".gitignore").write_text(".state\n.*.planner-tmp\n", encoding="utf-8")
    settings = store_root / "planner.toml"
    settings.write_text(settings.read_text(encoding="utf-8") + 'theme = "nope"\n', encoding="utf-8")
    said = two_days("doctor").out
    assert "there is no theme 'nope'" in said
    assert "--fix" not in said
