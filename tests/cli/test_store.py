"""`planner store`: the store in git and with Syncthing, by the commands that the documentation names."""

import json
import os
import re
import stat
import subprocess
from pathlib import Path

import pytest

from planner.actions import repository as actions
from planner.cli import store_git
from planner.cli.root import run
from planner.store.outside import repository
from tests.cli.conftest import Planner
from tests.store.merging.machines import PROGRAM, commit, git, needs_git

COPY = "log/2026-11.sync-conflict-20261121-101112-ABCDEFG.toml"
LOG = "log/2026-11.toml"


@pytest.fixture(autouse=True)
def _as_git_calls_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store_git, "program", lambda: PROGRAM)
    for name, value in (("NAME", "R"), ("EMAIL", "r@example.org")):
        monkeypatch.setenv(f"GIT_AUTHOR_{name}", value)
        monkeypatch.setenv(f"GIT_COMMITTER_{name}", value)


@pytest.fixture
def second(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> "Planner":
    """The command on a second store, which need not exist."""

    def command(*words: str) -> object:
        capsys.readouterr()
        status = run(["--store", str(tmp_path / "second"), *words])
        return status, capsys.readouterr().out

    return command  # type: ignore[return-value]


def words_of(text: str) -> str:
    return " ".join(text.split())


@needs_git
def test_the_two_machines_of_the_documentation(
    planner: Planner, second: Planner, store_root: Path, tmp_path: Path
) -> None:
    other = tmp_path / "second"
    planner("log", "run", "8")
    said = planner("store", "init-git", "--commit")
    assert said.status == 0, said.err
    assert "Committed what is there." in said.out
    assert git(store_root, "status", "--porcelain") == ""
    assert ".state" not in git(store_root, "ls-files")
    git(tmp_path, "clone", "-q", str(store_root), str(other))
    assert second("store", "init-git")[0] == 0  # type: ignore[index]
    assert git(other, "status", "--porcelain") == ""
    assert stat.S_IMODE(other.stat().st_mode) == 0o700
    planner("log", "run", "5", "--note", "from here")
    second("log", "run", "6", "--note", "from there")
    commit(store_root)
    commit(other)
    git(other, "pull", "-q", "--no-rebase", "--no-edit")
    git(store_root, "pull", "-q", str(other), "HEAD")
    assert (store_root / LOG).read_bytes() == (other / LOG).read_bytes()
    assert sorted(re.findall(r"distance_m = (\d+)", (other / LOG).read_text())) == ["5000", "6000", "8000"]
    assert planner("doctor").status == 0
    assert second("doctor")[0] == 0  # type: ignore[index]


@needs_git
def test_init_git_twice_does_nothing_and_keeps_what_stands_in_gits_files(planner: Planner, store_root: Path) -> None:
    planner("log", "run", "8")
    (store_root / ".gitignore").write_text("mine\n.state/")
    (store_root / ".gitattributes").write_text("*.toml diff=toml\n")
    planner("store", "init-git")
    written = [(store_root / name).read_text() for name in (".gitignore", ".gitattributes", ".git/config")]
    assert written[0].startswith("mine\n.state/\n# ")
    assert written[0].count(".state/") == 1
    assert written[1].startswith("*.toml diff=toml\n")
    assert "already" in planner("store", "init-git").out
    assert [(store_root / name).read_text() for name in (".gitignore", ".gitattributes", ".git/config")] == written


@needs_git
def test_a_store_inside_a_larger_repository_equips_that(planner: Planner, store_root: Path) -> None:
    planner("log", "run", "8")
    git(store_root.parent, "init", "-q")
    said = planner("store", "init-git")
    assert "a part of the repository" in said.out
    assert not (store_root / ".git").exists()
    assert "merge=planner" in git(store_root, "check-attr", "merge", LOG).replace(": merge: planner", " merge=planner")
    assert planner("store", "init-git", "--here").status == 0
    assert (store_root / ".git").is_dir()


@needs_git
def test_a_program_with_an_odd_path_merges_all_the_same(planner: Planner, store_root: Path, tmp_path: Path) -> None:
    odd = tmp_path / 'it\'s 100%P "odd" $HOME'
    odd.mkdir()
    (odd / "planner").write_text(f'#!/bin/sh\nexec {" ".join(PROGRAM)} "$@"\n')
    (odd / "planner").chmod(0o700)
    planner("log", "run", "8")
    planner("store", "init-git", "--commit")
    repository.equip(store_root, (str(odd / "planner"),))
    git(store_root, "checkout", "-q", "-b", "side")
    planner("log", "run", "6")
    commit(store_root)
    git(store_root, "checkout", "-q", "-")
    planner("log", "run", "7")
    commit(store_root)
    git(store_root, "merge", "-q", "-m", "m", "side")
    assert (store_root / LOG).read_text().count("[[entry]]") == 3


@needs_git
def test_a_clash_in_git_is_named_listed_and_settled_by_one_command(planner: Planner, store_root: Path) -> None:
    planner("log", "run", "8", "--note", "first")
    planner("store", "init-git", "--commit")
    git(store_root, "checkout", "-q", "-b", "side")
    log = store_root / LOG
    text = log.read_text()
    log.write_text(text.replace("first", "theirs"))
    planner("log", "run", "6")
    commit(store_root)
    git(store_root, "checkout", "-q", "-")
    log.write_text(text.replace("first", "ours"))
    commit(store_root)
    said = git(store_root, "merge", "side", fails=True)
    assert re.search(r"planner: log/2026-11.toml: both sides changed entry \w{6}.note, each in its own way", said)
    named = words_of(planner("doctor").out)
    assert f"{LOG}, line " in named
    assert "`planner store copies`" in named
    assert planner("plan", "list").status == 0
    (listed,) = json.loads(planner("store", "copies", "--json").out)
    assert (listed["file"], listed["way"], listed["merges"]) == (LOG, "markers", False)
    assert [(one["ours"], one["theirs"]) for one in listed["clashes"]] == [('note = "ours"\n', 'note = "theirs"\n')]
    assert planner("store", "copies", "--merge").status == 1
    settled = planner("store", "copies", LOG, "--merge", "--prefer", "ours")
    assert settled.status == 0
    assert f"`git add {LOG}`" in settled.out
    assert log.read_text().count("[[entry]]") == 2
    assert 'note = "ours"' in log.read_text()
    commit(store_root)
    assert "no second versions" in planner("store", "copies").out


@needs_git
def test_what_git_kept_of_one_side_alone_is_listed_and_merged(planner: Planner, store_root: Path) -> None:
    planner("log", "run", "8")
    planner("store", "init-git", "--commit")
    git(store_root, "config", repository.DRIVER, "false")  # as where the program is gone, set by an earlier version
    git(store_root, "checkout", "-q", "-b", "side")
    planner("log", "run", "6")
    commit(store_root)
    git(store_root, "checkout", "-q", "-")
    planner("log", "run", "7")
    commit(store_root)
    git(store_root, "merge", "side", fails=True)
    assert "<<<" not in (store_root / LOG).read_text()
    assert "not merged" in words_of(planner("doctor").out)
    assert planner("store", "copies", "--merge").status == 0
    assert (store_root / LOG).read_text().count("[[entry]]") == 3
    assert "no second versions" in planner("store", "copies").out


@needs_git
def test_a_clone_that_does_not_merge_yet_is_named_by_doctor(planner: Planner, store_root: Path) -> None:
    planner("log", "run", "8")
    planner("store", "init-git")
    assert planner("doctor").status == 0
    git(store_root, "config", "--unset", repository.DRIVER)
    assert "`planner store init-git`" in words_of(planner("doctor").out)


def test_without_git_one_line_says_so_and_copies_are_listed_all_the_same(
    planner: Planner, store_root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    planner("log", "run", "8")
    (store_root / COPY).write_bytes((store_root / LOG).read_bytes())
    (store_root / ".git").mkdir()
    (store_root / ".git/HEAD").write_text("ref: refs/heads/main\n")
    monkeypatch.setenv("PATH", "/nowhere")
    assert planner("store", "init-git").complaint.startswith("planner: git: it is not installed")
    listed = planner("store", "copies")
    assert COPY in listed.out
    assert "git: it is not installed" in listed.complaint


@needs_git
def test_what_git_refuses_is_passed_on_in_its_words(
    planner: Planner, store_root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As where the repository is somebody else's: the test may not make it so."""
    planner("log", "run", "8")
    git(store_root, "init", "-q")
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    refused = planner("store", "init-git").complaint
    assert "dubious ownership" in refused
    assert "safe.directory" in refused
    assert "dubious ownership" in words_of(planner("doctor").out)


def test_nothing_of_a_store_is_given_to_a_shell(planner: Planner, monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[tuple[object, object]] = []
    real = subprocess.run

    def noted(command: object, **options: object) -> object:
        called.append((command, options.get("shell")))
        return real(command, **options)  # type: ignore[call-overload]

    planner("log", "run", "8")
    monkeypatch.setattr(subprocess, "run", noted)
    planner("store", "init-git", "--commit")
    assert called
    assert all(isinstance(command, list) and not shell for command, shell in called)


def test_copies_are_listed_merged_and_taken_back(planner: Planner, store_root: Path) -> None:
    assert "no second versions" in planner("store", "copies").out
    planner("log", "run", "8")
    before = (store_root / LOG).read_bytes()
    planner("log", "run", "9")
    (store_root / COPY).write_bytes((store_root / LOG).read_bytes())
    (store_root / LOG).write_bytes(before)
    listed = planner("store", "copies")
    assert listed.status == 0
    assert COPY in listed.out
    assert "brings 1 thing in" in words_of(listed.out)
    assert max(map(len, listed.out.splitlines())) <= 80
    merged = planner("store", "copies", "--merge")
    assert (merged.status, merged.err) == (0, "")
    assert (store_root / LOG).read_text().count("[[entry]]") == 2
    assert planner("plan", "undo").status == 0
    assert (store_root / LOG).read_bytes() == before
    assert planner("store", "copies", COPY, "--keep-ours").status == 0
    assert not (store_root / COPY).exists()
    assert "nothing to merge" in planner("store", "copies", "--merge").out


def test_a_copy_that_cannot_be_read_hides_none_of_the_others(planner: Planner, store_root: Path) -> None:
    planner("log", "run", "8")
    (store_root / COPY).write_bytes((store_root / LOG).read_bytes())
    (store_root / f"{LOG}.bak").write_bytes(b"#" * 20_000_001)
    for words in ((), ("--json",)):
        listed = planner("store", "copies", *words)
        assert listed.status == 0
        assert COPY in listed.out
        assert "larger than 20 MB" in words_of(listed.out)


@needs_git
def test_a_repository_that_was_cut_off_while_it_was_made_is_no_fault_and_can_be_made_again(
    planner: Planner, store_root: Path
) -> None:
    planner("log", "run", "8")
    (store_root / ".git").mkdir(mode=0o700)
    (store_root / ".git/description").touch()  # as where the disk was full
    assert planner("doctor").status == 0
    assert planner("store", "init-git", "--commit").status == 0
    assert git(store_root, "log", "--oneline")
    assert planner("doctor").status == 0


@pytest.mark.parametrize(
    "words",
    [("--keep-ours",), ("--prefer", "ours"), ("nope",), ("--merge", "--prefer", "mine"), ("--json", "--merge")],
)
def test_what_cannot_be_meant_is_one_line(planner: Planner, words: tuple[str, ...]) -> None:
    assert planner("store", "copies", *words).complaint


def test_a_private_screen_shows_no_value_that_clashes(planner: Planner, store_root: Path) -> None:
    planner("log", "run", "8", "--note", "secret")
    (store_root / COPY).write_text((store_root / LOG).read_text().replace("secret", "hidden"))
    assert "secret" in planner("store", "copies").out
    (store_root / "planner.toml").write_text("schema = 1\nprivate = true\n")
    said = planner("store", "copies").out
    assert "secret" not in said
    assert "hidden" not in said
    assert ".note" in said


def test_syncthing_is_told_once_what_belongs_to_this_machine(planner: Planner, store_root: Path) -> None:
    planner("log", "run", "8")
    (store_root / ".stignore").write_text("mine\n")
    assert "Wrote" in planner("store", "init-syncthing").out
    written = (store_root / ".stignore").read_text()
    assert written.splitlines() == [
        "mine",
        "// What belongs to this machine only:",
        "/.state",
        "/.git",
        "(?d).*.planner-tmp",
    ]
    assert "already" in planner("store", "init-syncthing").out
    assert (store_root / ".stignore").read_text() == written


def test_a_store_inside_a_folder_of_syncthing_is_told_there(planner: Planner, store_root: Path) -> None:
    planner("log", "run", "8")
    (store_root.parent / ".stfolder").mkdir()
    planner("store", "init-syncthing")
    assert "/store/.state" in (store_root.parent / ".stignore").read_text().splitlines()


def test_the_program_is_named_so_that_git_finds_it_from_anywhere(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.undo()
    (tmp_path / "planner").write_text("#!/bin/sh\n")
    (tmp_path / "planner").chmod(0o700)
    monkeypatch.setattr("sys.argv", [str(tmp_path / "planner"), "store"])
    assert store_git.program() == (str(tmp_path / "planner"),)
    monkeypatch.setattr("sys.argv", [os.fspath(tmp_path / "__main__.py")])
    assert store_git.program() == PROGRAM
    assert actions.init_git.__doc__


@needs_git
def test_init_git_adds_all_that_a_persons_gitignore_lacks(planner: Planner, store_root: Path) -> None:
    planner("log", "run", "8")
    (store_root / ".gitignore").write_text("mine\n")
    assert planner("store", "init-git", "--commit").status == 0
    lines = (store_root / ".gitignore").read_text().splitlines()
    assert lines[0] == "mine"
    for name in (".state/", ".*.planner-tmp", "*.sync-conflict-*", "*.toml~", "*.toml.orig", ".*.swp"):
        assert name in lines
    assert ".state" not in git(store_root, "ls-files")
