"""Where the store is, and whether it can be written."""

import errno
import os
import subprocess
import sys
from pathlib import Path
from shlex import quote

import pytest

from planner.store.place import find_store, why_not_trusted, why_read_only
from planner.store.store import Store
from tests.powers import NO_POWERS


def test_the_option_wins_over_the_variable_and_that_over_the_platforms_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert find_store("here", {"PLANNER_STORE": "/there"}) == tmp_path / "here"
    assert find_store(None, {"PLANNER_STORE": "/there"}) == Path("/there")
    assert find_store("~/runs", {}) == Path.home() / "runs"
    assert find_store(None, {"PLANNER_STORE": ""}).name == "planner"


def _as_anybody(store: Path, code: str) -> str:
    """Run Python in a process that may do only what the permissions say, and return what it printed."""
    words = [sys.executable, "-c", f"{NO_POWERS}\n{code}", str(store)]
    return subprocess.run(words, capture_output=True, text=True, check=True, timeout=60).stdout.strip()


_WHY = (
    "import sys; from pathlib import Path; from planner.store.place import why_read_only\n"
    "print(why_read_only(Path(sys.argv[1])))"
)
_SAVE = (
    "import sys; from pathlib import Path; from planner.store.store import Store\n"
    "from planner.domain.errors import StoreError\n"
    "try: Store(Path(sys.argv[1])).save_settings({'theme': 'dusk'}); print('saved')\n"
    "except StoreError: print('refused')"
)


@pytest.fixture
def made(store_root: Path) -> Path:
    """A store with a lock in it."""
    with Store(store_root).writing():
        pass
    return store_root


def test_a_store_that_can_be_written_and_one_that_does_not_exist_yet_are_not_read_only(made: Path) -> None:
    assert why_read_only(made) is None
    assert why_read_only(made.parent / "not" / "yet") is None


def test_to_look_leaves_nothing_behind(store_root: Path) -> None:
    why_read_only(store_root)
    assert not store_root.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="permissions of POSIX")
@pytest.mark.parametrize("place", [".", ".state", ".state/lock"])
def test_what_every_save_needs_and_may_not_be_written_is_named(made: Path, place: str) -> None:
    path = made / place
    usual = path.stat().st_mode
    path.chmod(0o500 if path.is_dir() else 0o400)
    try:
        said = _as_anybody(made, _WHY)
        saved = _as_anybody(made, _SAVE)
    finally:
        path.chmod(usual)
    assert said.startswith(f"{path}: you may not read or write here.")
    assert saved == ("saved" if place == ".state" else "refused")  # settings alone need nothing else in there
    assert (_as_anybody(made, _WHY), _as_anybody(made, _SAVE)) == ("None", "saved")


@pytest.mark.skipif(sys.platform == "win32", reason="permissions of POSIX")
def test_a_store_that_could_not_be_made_is_read_only(tmp_path: Path) -> None:
    above = tmp_path / "above"
    above.mkdir(mode=0o500)
    assert _as_anybody(above / "store", _WHY).startswith(f"{above}: you may not read or write here.")


def test_a_file_in_the_way_and_a_disk_that_is_read_only_say_so(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (made / "planner.toml").touch()
    assert "a file stands where a folder should be" in str(why_read_only(made / "planner.toml"))
    monkeypatch.setattr("planner.store.place._may", lambda *_: False)
    monkeypatch.setattr("planner.store.place._cause", lambda _: errno.EROFS)
    assert str(why_read_only(made)).startswith(f"{made}: the disk is read-only.")


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps folders of a user to the user")
def test_a_store_that_others_can_put_files_into_is_told_with_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "it's mine"
    assert why_not_trusted(root) is None
    root.mkdir(0o700)
    assert why_not_trusted(root) is None
    root.chmod(0o777)
    told = why_not_trusted(root)
    assert told
    assert "everybody on this machine can put files into the folder" in str(told)
    assert told.fix == f"Run `chmod go-rwx {quote(str(root))}`."
    assert [str(one) for one in Store(root).check()] == [str(told)]
    root.chmod(0o700)
    monkeypatch.setattr(os, "geteuid", lambda: root.stat().st_uid + 1)
    assert "belongs to another user" in str(why_not_trusted(root))
