"""What was typed and not confirmed: kept for the user alone, until it is dropped or old."""

import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from planner.domain.errors import StoreError
from planner.store.care.check import check_store
from planner.store.drafts import KEPT_DAYS, MOST, Draft, drafts, drop_draft, keep_draft

NOW = datetime(2027, 2, 6, 9, 0, tzinfo=UTC)


def _draft(text: str = "left knee", kind: str = "NoteForm", at: datetime = NOW) -> Draft:
    return Draft(kind=kind, title="Note", at=at, values={"note": text})


def test_they_come_back_as_they_were_the_newest_first(store_root: Path) -> None:
    keep_draft(store_root, _draft("one", at=NOW - timedelta(hours=1)))
    keep_draft(store_root, _draft("two\n漢字 \ud800".encode(errors="replace").decode()))
    keep_draft(store_root, _draft("other", kind="GoForm"))
    assert [one.values["note"][:3] for one in drafts(store_root, "NoteForm")] == ["two", "one"]
    assert len(drafts(store_root)) == 3


def test_they_are_private_and_no_fault_of_the_store(store_root: Path) -> None:
    name = keep_draft(store_root, _draft())
    file = store_root / ".state" / "drafts" / f"{name}.json"
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.parent.stat().st_mode & 0o777 == 0o700
    assert check_store(store_root) == ()


def test_one_that_is_dropped_is_gone_and_dropping_it_twice_is_no_harm(store_root: Path) -> None:
    name = keep_draft(store_root, _draft())
    drop_draft(store_root, name)
    drop_draft(store_root, name)
    assert drafts(store_root) == ()


def test_only_so_many_and_only_for_so_long(store_root: Path) -> None:
    old = keep_draft(store_root, _draft("old", at=NOW - timedelta(days=KEPT_DAYS + 1)))
    for minute in range(MOST + 2):
        keep_draft(store_root, _draft(str(minute), at=NOW + timedelta(minutes=minute)))
    kept = drafts(store_root)
    assert [one.values["note"] for one in kept] == [str(minute) for minute in reversed(range(2, MOST + 2))]
    assert old not in [one.name for one in kept]


@pytest.mark.parametrize("data", [b"", b"\0" * 80, b"[1]", b"[" * 100_000, b'{"kind":"x"}', b'{"at":"2027-02-06"}'])
def test_a_damaged_one_is_passed_over(store_root: Path, data: bytes) -> None:
    name = keep_draft(store_root, _draft())
    (store_root / ".state" / "drafts" / "20270206-100000-aaaa.json").write_bytes(data)
    assert [one.name for one in drafts(store_root)] == [name]


def test_where_they_cannot_be_kept_that_is_told(store_root: Path) -> None:
    store_root.mkdir()
    (store_root / ".state").write_text("a file")
    with pytest.raises(StoreError):
        keep_draft(store_root, _draft())
    assert drafts(store_root) == ()


@pytest.mark.skipif(sys.platform == "win32", reason="processes of POSIX")
def test_one_that_is_typed_on_in_another_window_is_not_offered_until_that_has_ended(store_root: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as other:
        keep_draft(store_root, replace(_draft(), process=other.pid))
        assert drafts(store_root) == ()
        other.communicate(b"")
    assert len(drafts(store_root)) == 1


def test_one_of_a_process_that_cannot_be_is_offered(store_root: Path) -> None:
    keep_draft(store_root, replace(_draft(), process=10**12))
    assert len(drafts(store_root)) == 1


@pytest.mark.parametrize("loosely", [True, False])
def test_one_that_is_typed_on_replaces_itself(store_root: Path, loosely: bool) -> None:
    store_root.mkdir()  # without a store nothing is kept loosely: it may have been moved away
    name = keep_draft(store_root, _draft("o"), loosely=loosely)
    assert keep_draft(store_root, _draft("one"), name=name, loosely=loosely) == name
    assert [one.values["note"] for one in drafts(store_root)] == ["one"]
    assert (store_root / ".state" / "drafts" / f"{name}.json").stat().st_mode & 0o777 == 0o600


def test_one_that_says_it_is_typed_on_in_no_possible_process_is_offered(store_root: Path) -> None:
    keep_draft(store_root, replace(_draft(), process=2**70))
    assert [one.values["note"] for one in drafts(store_root)] == ["left knee"]


def test_with_a_clock_that_was_set_back_the_one_just_kept_is_not_the_one_that_goes(store_root: Path) -> None:
    for minute in range(MOST):
        keep_draft(store_root, _draft(str(minute), at=NOW + timedelta(minutes=minute)))
    name = keep_draft(store_root, _draft("now", at=NOW - timedelta(days=2)))
    assert name in [one.name for one in drafts(store_root)]
    assert len(drafts(store_root)) == MOST
