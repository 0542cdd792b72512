"""A change to a file, and its undo and redo, killed at every call to the system: nothing is torn, and it goes on."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from planner.actions.body import set_tags
from planner.actions.desk import Desk
from planner.actions.gear import add_shoe
from planner.actions.shoes import edit_shoe
from planner.actions.undo import redo, undo
from planner.domain.health import HealthTag
from planner.store.store import Store
from tests.actions.conftest import NOW
from tests.actions.test_kept_files import state
from tests.actions.test_playing_killed import Killer, look_over
from tests.store.deeds import scratch_folder

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="fork and SIGKILL of POSIX")


@pytest.fixture
def scratch() -> Iterator[Path]:
    with TemporaryDirectory(prefix="planner-tests-", dir=scratch_folder()) as folder:
        yield Path(folder)


def desk_on(root: Path) -> Desk:
    return Desk(Store(root, {"PLANNER_BACKUPS": str(root.parent / "backups")}), now=lambda: NOW)


def _edit_two(root: Path) -> None:
    desk = desk_on(root)
    with desk.store.as_one():
        edit_shoe(desk, "blue", note="soft")
        edit_shoe(desk, "green", note="hard")


def _answer(root: Path) -> None:
    set_tags(desk_on(root), [HealthTag.STEROIDS])


def _add(root: Path) -> None:
    add_shoe(desk_on(root), "Red", shoe_id="red")


DEEDS: dict[str, Callable[[Path], None]] = {"edit two pairs": _edit_two, "add a pair": _add, "answer": _answer}


def filled(root: Path) -> Desk:
    desk = desk_on(root)
    desk.set(theme="dawn")
    for name in ("blue", "green"):
        add_shoe(desk, name, shoe_id=name)
    for path in ("gear/blue.toml", "gear/green.toml", "planner.toml"):
        (root / path).write_text(f"# mine\n{(root / path).read_text()}")
    return desk_on(root)


def states(root: Path, scratch: Path, deed: Callable[[Path], None]) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """Return the files of a filled store before and after a deed."""
    before = state(filled(root))
    filled(scratch / "model")
    deed(scratch / "model")
    return before, state(desk_on(scratch / "model"))


@pytest.mark.parametrize("deed", DEEDS)
def test_killed_at_any_call_of_a_change_what_it_made_is_whole_and_can_be_taken_back(scratch: Path, deed: str) -> None:
    before, after = states(scratch / "store", scratch, DEEDS[deed])
    known = desk_on(scratch / "store").store.last_done()
    taken_back = []
    for left in Killer(scratch).outcomes(scratch / "store", DEEDS[deed]):
        now = state(desk_on(left))
        assert all(now.get(name) in (before.get(name), after.get(name)) for name in {*now, *before, *after})
        look_over(left)
        if (action := desk_on(left).store.last_done()) != known:
            # A file is saved before the history names it: what is named is taken back whole.
            assert action
            assert undo(desk_on(left))
            named = {Path(ref.split(":")[1]).name for ref in action}
            assert all(state(desk_on(left)).get(name) == before.get(name) for name in named)
        taken_back.append(action != known)
        look_over(left)
    assert set(taken_back) == {False, True}


@pytest.mark.parametrize("deed", DEEDS)
@pytest.mark.parametrize("back", [True, False])
def test_killed_at_any_call_of_undo_or_redo_doing_it_again_ends_it(scratch: Path, deed: str, back: bool) -> None:
    before, after = states(scratch / "store", scratch, DEEDS[deed])
    DEEDS[deed](scratch / "store")
    if not back:
        undo(desk_on(scratch / "store"))
    start, end = (after, before) if back else (before, after)
    turn = undo if back else redo
    known = (desk_on(scratch / "store").store.last_done(), desk_on(scratch / "store").store.last_undone())
    repeated = []
    for left in Killer(scratch).outcomes(scratch / "store", lambda root: turn(desk_on(root))):
        now = state(desk_on(left))
        assert all(now.get(name) in (start.get(name), end.get(name)) for name in {*now, *start, *end})
        look_over(left)
        store = desk_on(left).store
        repeated.append((store.last_done(), store.last_undone()) == known)
        if repeated[-1]:
            turn(desk_on(left))
        assert state(desk_on(left)) == end
        (redo if back else undo)(desk_on(left))
        assert state(desk_on(left)) == start
        look_over(left)
    assert set(repeated) == {False, True}
