from pathlib import Path

import pytest

from planner.store.caches import derived
from planner.store.caches.derived import keep_derived, read_derived


def test_what_is_kept_is_read_back_and_only_its_owner_can_read_it(tmp_path: Path) -> None:
    assert read_derived(tmp_path, "x", dict[str, int]) is None
    keep_derived(tmp_path, "x", {"ä": 1})
    assert read_derived(tmp_path, "x", dict[str, int]) == {"ä": 1}
    assert (tmp_path / ".state" / "x.cache").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("cut", [0, 5, 20, -1])
def test_a_damaged_file_counts_as_none(tmp_path: Path, cut: int) -> None:
    keep_derived(tmp_path, "x", {"a": 1})
    file = tmp_path / ".state" / "x.cache"
    file.write_bytes(file.read_bytes()[:cut])
    assert read_derived(tmp_path, "x", dict[str, int]) is None


def test_a_value_in_which_a_digit_changed_counts_as_none(tmp_path: Path) -> None:
    keep_derived(tmp_path, "x", {"a": 1})
    file = tmp_path / ".state" / "x.cache"
    file.write_bytes(file.read_bytes().replace(b'{"a":1}', b'{"a":2}'))
    assert b'{"a":2}' in file.read_bytes()
    assert read_derived(tmp_path, "x", dict[str, int]) is None


def test_another_sort_of_value_counts_as_none(tmp_path: Path) -> None:
    keep_derived(tmp_path, "x", ["a"])
    assert read_derived(tmp_path, "x", dict[str, int]) is None


def test_a_store_that_cannot_be_written_to_is_no_harm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from planner.domain.errors import StoreError

    def full(*_: object) -> None:
        raise StoreError("disk", "it is full", "Free some space.")

    monkeypatch.setattr(derived, "replace_loosely", full)
    keep_derived(tmp_path, "x", 1)
    assert read_derived(tmp_path, "x", int) is None
