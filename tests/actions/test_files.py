"""Files that a person names are none of the store: what the system refuses of them says so."""

import errno
import os
import time
from pathlib import Path

import pytest

from planner.actions.files import read_regular, refusal, write_file
from planner.domain.errors import BadValue, StoreError


def test_a_folder_that_is_missing_or_a_file_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"x")
    for path, why in (("missing/plan.csv", "no such folder"), ("file/plan.csv", "a file stands where a folder")):
        with pytest.raises(StoreError, match=why):
            write_file(str(tmp_path / path), b"x", replace=True)
    with pytest.raises(StoreError, match="a file stands where a folder"):
        read_regular(str(tmp_path / "file" / "plan.csv"), 10)
    assert [one.name for one in tmp_path.iterdir()] == ["file"]


@pytest.mark.parametrize("name", ["EROFS", "EACCES", "EPERM", "ENOTDIR", "ENOENT", "EIO", "ENOSPC", "ENAMETOOLONG"])
def test_what_to_do_is_not_about_the_store(name: str) -> None:
    number = getattr(errno, name)
    problem = refusal("plan.csv", OSError(number, os.strerror(number)))
    assert problem.what == "plan.csv"
    assert problem.fix
    assert "store" not in problem.fix


@pytest.mark.parametrize(
    "name", ["planner.toml", "plans/spring.toml", "log/2027-03.toml", ".state/lock", ".state/new", ".state/trash/a.b.1"]
)
def test_no_file_of_a_store_is_replaced_by_another_thing(tmp_path: Path, name: str) -> None:
    root = tmp_path / "store"
    for folder in ("plans", "log", ".state/trash"):
        (root / folder).mkdir(parents=True)
    for one in ("planner.toml", "plans/spring.toml", "log/2027-03.toml", ".state/lock"):
        (root / one).write_bytes(b"# mine\n")
    (tmp_path / "link").symlink_to(root)
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    for path in (root / name, tmp_path / "link" / name):
        with pytest.raises(BadValue, match="a file of a store"):
            write_file(str(path), b"x", replace=True)
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before
    for path in (root / "plans/shared.toml", root / "b.zip", tmp_path / "log" / "x.toml"):
        path.parent.mkdir(exist_ok=True)
        write_file(str(path), b"x", replace=True)
        write_file(str(path.with_name("b.zip")), b"x", replace=True)


def test_what_a_killed_export_left_is_cleared_by_the_next_and_nothing_else(tmp_path: Path) -> None:
    old = time.time() - 2 * 3600
    left = [tmp_path / ".plan.ics.0123456789ab.part"]
    kept = [
        tmp_path / name
        for name in (".plan.ics.part", ".other.ics.0123456789ab.part", "plan.ics.bak", ".plan.ics.x.part")
    ]
    for path in (*left, *kept):
        path.write_bytes(b"half")
        os.utime(path, (old, old))
    (fresh := tmp_path / ".plan.ics.ba9876543210.part").write_bytes(b"being written")
    write_file(str(tmp_path / "plan.ics"), b"whole", replace=False)
    assert sorted(tmp_path.iterdir()) == sorted([tmp_path / "plan.ics", fresh, *kept])


@pytest.mark.parametrize("is_there", [True, False])
def test_a_link_is_neither_followed_nor_replaced(tmp_path: Path, is_there: bool) -> None:
    kept, link = tmp_path / "kept", tmp_path / "link"
    if is_there:
        kept.write_bytes(b"mine")
    link.symlink_to(kept)
    for replace in (False, True):
        with pytest.raises(BadValue, match="a link, a folder or a device is there"):
            write_file(str(link), b"x", replace=replace)
    assert link.is_symlink()
    assert kept.exists() is is_there
    assert not is_there or kept.read_bytes() == b"mine"
