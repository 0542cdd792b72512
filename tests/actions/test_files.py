"""Files that a person names are none of the store: what the system refuses of them says so."""

import errno
import os
import time
from pathlib import Path

import pytest

from planner.actions.files import read_regular, refusal, write_file
from planner.domain.errors import StoreError


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
