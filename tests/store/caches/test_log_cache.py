"""The whole log, fast the second time; the files always count."""

import os
import stat
import sys
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given

from planner.codec.toml import BadFile
from planner.domain.log import Entry, Noted
from planner.store.caches import log_cache
from planner.store.log import read_month
from planner.store.names import STATE
from planner.store.store import Store
from tests.store.deeds import scratch_store
from tests.store.records import logs, ran

FIRST, LAST = date(1970, 1, 1), date(9998, 12, 31)
OLD_NS = 1_500_000_000 * 10**9


@pytest.fixture(autouse=True)
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files count as settled at once: a test does not wait for two seconds."""
    monkeypatch.setattr("planner.store.caches.file_cache._SETTLED_NS", -(10**12))


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The months that are read from their files."""
    months: list[str] = []

    def counted(root: Path, month: str) -> tuple[tuple[Entry, ...], tuple[BadFile, ...]]:
        months.append(month)
        return read_month(root, month)

    monkeypatch.setattr(log_cache, "read_month", counted)
    return months


def cache_of(store: Store) -> Path:
    return store.root / STATE / "log.cache"


def filled(store: Store) -> Store:
    for month in (1, 2, 3):
        store.add_entries(ran(f"m{month}", date(2027, month, 3)))
    return store


@given(logs())
def test_it_gives_what_the_files_give_from_the_cache_too(entries: tuple[Entry, ...]) -> None:
    with scratch_store() as store:
        store.add_entries(*entries)
        plain = store.entries(FIRST, LAST)
        assert store.all_entries() == plain
        assert store.all_entries() == plain


def test_the_zone_of_a_moment_is_kept(store: Store) -> None:
    at = datetime(2027, 1, 3, 7, 30, tzinfo=timezone(timedelta(hours=5, minutes=30)))
    store.add_entries(Noted(id="n1", at=at, day=at.date(), text="early"))
    for _ in range(2):
        ((entry,), _) = store.all_entries()
        assert entry.at.isoformat() == at.isoformat()


def test_only_the_month_that_changed_is_read_again(store: Store, read: list[str]) -> None:
    filled(store).all_entries()
    assert read == ["2027-01", "2027-02", "2027-03"]
    read.clear()
    store.add_entries(ran("more", date(2027, 2, 9)))
    assert [entry.id for entry in store.all_entries()[0]] == ["m1", "m2", "more", "m3"]
    assert read == ["2027-02"]
    read.clear()
    store.all_entries()
    assert read == []


def test_an_edit_that_keeps_size_and_time_is_seen(store: Store) -> None:
    filled(store).all_entries()
    file = store.root / "log" / "2027-01.toml"
    about = file.stat()
    file.write_bytes(file.read_bytes().replace(b'"m1"', b'"x1"'))
    os.utime(file, ns=(about.st_atime_ns, about.st_mtime_ns))
    assert next(iter(store.all_entries()[0])).id == "x1"


def test_a_month_that_was_changed_a_moment_ago_is_not_kept(
    store: Store, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("planner.store.caches.file_cache._SETTLED_NS", 10**12)
    filled(store).all_entries()
    assert not cache_of(store).exists()
    store.all_entries()
    assert len(read) == 6


def test_a_month_that_is_gone_is_gone(store: Store) -> None:
    filled(store).all_entries()
    (store.root / "log" / "2027-02.toml").unlink()
    assert [entry.id for entry in store.all_entries()[0]] == ["m1", "m3"]


def test_a_month_with_a_problem_tells_it_each_time(store: Store) -> None:
    filled(store)
    (store.root / "log" / "2027-02.toml").write_bytes(b"\xff")
    for _ in range(2):
        entries, problems = store.all_entries()
        assert [entry.id for entry in entries] == ["m1", "m3"]
        assert len(problems) == 1


@pytest.mark.parametrize("damage", ["empty", "torn", "bit", "foreign", "version", "head", "folder"])
def test_a_cache_that_is_no_good_is_passed_over(store: Store, damage: str, read: list[str]) -> None:
    filled(store).all_entries()
    expected = store.entries(FIRST, LAST)
    cache, data = cache_of(store), cache_of(store).read_bytes()
    wrong = {
        "empty": b"",
        "torn": data[: len(data) // 2],
        "bit": data.replace(b'"m2"', b'"m9"'),
        "foreign": b"\x00\xff" * 99,
        "version": data.replace(b"made_by", b"made_up"),
        "head": data[3:],
    }
    cache.unlink()
    cache.mkdir() if damage == "folder" else cache.write_bytes(wrong[damage])
    read.clear()
    assert store.all_entries() == expected
    assert len(read) == 3


def test_a_cache_of_another_version_is_passed_over(
    store: Store, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(store).all_entries()
    monkeypatch.setattr("planner.store.caches.derived.__version__", "0.0.1")
    read.clear()
    store.all_entries()
    assert len(read) == 3


@pytest.mark.skipif(sys.platform == "win32", reason="modes")
def test_a_store_that_may_not_be_written_to_is_read_all_the_same(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(store)

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "no")

    monkeypatch.setattr("planner.store.disk.atomic.os.replace", refuse)
    assert len(store.all_entries()[0]) == 3
    assert not list((store.root / STATE).glob("*.cache"))
    assert not list((store.root / STATE).glob(".*planner-tmp"))


def test_looking_at_a_store_that_is_not_there_makes_nothing(store: Store) -> None:
    assert store.all_entries() == ((), ())
    assert not store.root.exists()


def test_the_cache_is_for_the_runner_alone_and_doctor_passes_over_it(store: Store) -> None:
    filled(store).all_entries()
    assert cache_of(store).is_file()
    assert sys.platform == "win32" or stat.S_IMODE(cache_of(store).stat().st_mode) == 0o600
    cache_of(store).write_bytes(b"\xff")
    assert store.check() == ()
    assert store.back_up("now") is None or not list(Path(store.root.parent).glob("backups/**/*.cache"))
