"""What a start reads is decoded once: the second start parses nothing, and never shows what the files do not say."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from msgspec import inspect

from planner.codec.toml import parse
from planner.domain.log import Entry, LogMonth, Noted
from planner.domain.plan import Plan
from planner.domain.settings import Settings
from planner.domain.units import Unit
from planner.store.caches import recent, start_cache
from planner.store.log import month_path
from planner.store.names import STATE
from planner.store.store import Store
from tests.store.deeds import scratch_store
from tests.store.records import logs, ran, small_plan

FIRST, LAST = date(2027, 2, 1), date(2027, 3, 31)


def start_anew() -> None:
    """Forget what this process has read, as another one does."""
    recent.forget()
    start_cache.forget()


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that are parsed."""
    paths: list[str] = []

    def counted(data: bytes, path: str) -> dict[str, object]:
        paths.append(Path(path).name)
        return parse(data, path)

    monkeypatch.setattr("planner.store.reading.parse", counted)
    monkeypatch.setattr("planner.store.settings.parse", counted)
    return paths


def filled(store: Store) -> Store:
    store.save_settings({"unit": Unit.MI})
    store.create_plan(small_plan())
    for month in (2, 3):
        store.add_entries(ran(f"m{month}", date(2027, month, 3)))
    return store


def look(store: Store) -> object:
    """Read what a start reads."""
    return store.settings(), store.plans(), store.entries(FIRST, LAST)


def cache_of(store: Store) -> Path:
    return store.root / STATE / f"{start_cache.NAME}.cache"


def test_the_second_start_parses_nothing_and_reads_the_same(store: Store, parsed: list[str]) -> None:
    filled(store)
    start_anew()
    parsed.clear()
    first = look(store)
    assert sorted(parsed) == ["2027-02.toml", "2027-03.toml", "planner.toml", "spring.toml"]
    store.keep_start()
    start_anew()
    parsed.clear()
    assert look(store) == first
    assert parsed == []


@given(logs())
def test_any_log_comes_back_as_it_is_read(entries: tuple[Entry, ...]) -> None:
    with scratch_store() as store:
        store.add_entries(*entries)
        start_anew()
        plain = store.all_entries()
        days = [entry.day for entry in entries] or [FIRST]
        assert store.entries(min(days), max(days)) == plain
        store.keep_start()
        start_anew()
        assert store.entries(min(days), max(days)) == plain


def test_other_bytes_are_read_anew_even_with_the_same_length_and_times(store: Store) -> None:
    filled(store)
    start_anew()
    look(store)
    store.keep_start()
    path = month_path(store.root, "2027-03")
    path.write_bytes(path.read_bytes().replace(b'"m3"', b'"x3"'))
    start_anew()
    assert [entry.id for entry in store.entries(FIRST, LAST)[0]] == ["m2", "x3"]


@pytest.mark.parametrize("damage", [b"", b"\0" * 200, b"planner cache\n00000000\n{}", b"no cache"])
def test_a_damaged_cache_is_passed_over(store: Store, damage: bytes) -> None:
    filled(store)
    plain = look(store)
    store.keep_start()
    cache_of(store).write_bytes(damage)
    start_anew()
    assert look(store) == plain


def test_a_cache_of_another_make_is_not_used(store: Store, parsed: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    filled(store)
    look(store)
    store.keep_start()
    start_anew()
    parsed.clear()
    monkeypatch.setattr("planner.store.caches.derived.__version__", "0.0.0")
    look(store)
    assert len(parsed) == 4


def test_what_cannot_be_read_whole_is_told_each_time(store: Store) -> None:
    filled(store)
    path = month_path(store.root, "2027-03")
    path.write_bytes(path.read_bytes() + b'\n[[entry]]\nkind = "nonsense"\nid = "x"\n')
    for _ in range(2):
        start_anew()
        found, problems = store.entries(FIRST, LAST)
        assert len(problems) == 1
        assert [entry.id for entry in found] == ["m2", "m3"]
        store.keep_start()


def test_only_the_files_read_last_are_kept(store: Store) -> None:
    for year in (2027, 2028):
        for month in range(1, 13):
            store.add_entries(Noted(id=f"n{year}{month}", at=ran("x", FIRST).at, day=date(year, month, 1), text="x"))
    for year in (2027, 2028):
        for month in range(1, 13):
            store.entries(date(year, month, 1), date(year, month, 2))
            store.keep_start()
    whole = msgspec.json.decode(cache_of(store).read_bytes().split(b"\n", 2)[2], type=start_cache._Whole)
    assert sorted(whole.parts) == [f"log/2028-{month:02}.toml" for month in range(1, 13)]


def test_nothing_is_written_when_nothing_is_new(store: Store) -> None:
    store.keep_start()
    assert not (store.root / STATE).exists()
    filled(store)
    look(store)
    store.keep_start()
    before = cache_of(store).stat().st_mtime_ns
    start_anew()
    look(store)
    store.keep_start()
    assert cache_of(store).stat().st_mtime_ns == before


def test_every_struct_that_may_be_kept_is_in_the_signature() -> None:
    found = {kind for root in (Plan, LogMonth, Settings) for kind in _structs(inspect.type_info(root), set())}
    assert found == set(start_cache.kinds())


def _structs(kind: object, seen: set[type]) -> Iterator[type]:
    if isinstance(kind, inspect.StructType):
        if kind.cls in seen:
            return
        seen.add(kind.cls)
        yield kind.cls
        inside: tuple[object, ...] = tuple(field.type for field in kind.fields)
    else:
        named = getattr(kind, "__struct_fields__", ())
        values = [getattr(kind, name) for name in named]
        inside = tuple(one for value in values for one in (value if isinstance(value, tuple) else (value,)))
    for one in inside:
        if isinstance(one, inspect.Type):
            yield from _structs(one, seen)
