"""Every command that writes, on a disk that breaks at any step: old or new, told in a sentence, and done again.

What each one is tried with is in `writing.py`; how, in `tests/store/failing_disk.py`. `-m slow` tries every step in
every way.
"""

from pathlib import Path

import pytest

from tests.cli.writing import BEFORE, ELSEWHERE, READERS, WRITERS, Words, all_commands, put
from tests.store.failing_disk import EVERY, QUICK, Deed, all_files, by_command, every_fault, lasting

TRIES = [(name, words) for name, lines in WRITERS.items() for words in lines]
LOOKS = [(name, words) for name, lines in READERS.items() for words in lines]
BETWEEN = {
    "plan new": "the plan, then which one the calendar shows",
    "plan template new": "as plan new",
    "plan duplicate": "as plan new",
    "plan delete": "it is in the trash before it leaves its folder, and then no plan is shown beside",
    "plan template delete": "as plan delete",
    "exercise delete": "as plan delete",
    "shoe delete": "as plan delete",
    "shoe add": "the pair, then the runs that it hangs on",
    "suggest": "the routine, then what hangs on the plan",
    "visit move": "the visit on its new day, then it is gone from the old one",
    "restore": "file by file, after a copy of all of it",
    "import": "runs month by month; a plan, then which one the calendar shows",
}
"""Commands that write more than one file: killed on the way only the first may be new, and that is sound."""
SHARE = 16
"""The quick suite tries one step in so many of each command: another one for each."""


def _deed(model: Path, name: str, words: Words) -> Deed:
    if name in BEFORE:
        told = by_command(*put(BEFORE[name], model))(model, 5)
        assert not told.failed, told.text
    meant = (word.replace(str(model), "{folder}") for word in put(words, model))
    return by_command(*name.split(), *meant)


def _id(one: tuple[str, Words]) -> str:
    return " ".join((one[0], *one[1]))[:60]


def test_every_command_is_one_that_writes_or_one_that_is_shown_to_change_nothing() -> None:
    assert set(WRITERS) | set(READERS) | set(ELSEWHERE) == all_commands()


@pytest.mark.parametrize(("name", "words"), TRIES, ids=map(_id, TRIES))
def test_a_command_on_a_disk_that_breaks_leaves_old_or_new_says_why_and_can_be_given_again(
    model: Path, scratch: Path, name: str, words: Words
) -> None:
    part = (TRIES.index((name, words)) % SHARE, SHARE)
    deed = _deed(model, name, words)
    tally = every_fault(
        deed, model, scratch, ways=QUICK, part=part, between=name in BETWEEN, idempotent=name == "restore"
    )
    assert sum(tally.tries.values()) > 3


@pytest.mark.slow
@pytest.mark.parametrize(("name", "words"), TRIES, ids=map(_id, TRIES))
def test_a_command_on_a_disk_that_breaks_at_any_step_in_any_way(
    model: Path, scratch: Path, name: str, words: Words
) -> None:
    deed = _deed(model, name, words)
    every_fault(deed, model, scratch, ways=EVERY, between=name in BETWEEN, idempotent=name == "restore")


@pytest.mark.parametrize(("name", "words"), TRIES, ids=map(_id, TRIES))
def test_a_command_of_the_writing_ones_writes(model: Path, name: str, words: Words) -> None:
    deed = _deed(model, name, words)
    before = lasting(all_files(model / "store"))
    told = deed(model, 1)
    assert not told.failed, told.text
    assert lasting(all_files(model / "store")) != before


@pytest.mark.parametrize(("name", "words"), LOOKS, ids=map(_id, LOOKS))
def test_a_command_that_shows_something_changes_no_byte_of_the_store(model: Path, name: str, words: Words) -> None:
    before = all_files(model / "store")
    told = by_command(*name.split(), *put(words, model))(model, 1)
    assert not told.failed, told.text
    after = all_files(model / "store")
    own = (".state/",)  # caches, and what was handed to a calendar program
    changed = {one for one in {*before, *after} if before.get(one) != after.get(one)}
    assert not {one for one in changed if not one.startswith(own) or one == ".state/history"}
