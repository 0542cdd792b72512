"""Links in the store: those that lead out of it are named, and nothing is read or written through them."""

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from planner.domain.errors import PlannerError, StoreError
from planner.store.caches.derived import keep_derived, read_derived
from planner.store.disk.atomic import add_line, lock, read, save
from planner.store.disk.inside import root_of
from planner.store.library import load_library
from planner.store.names import ALL_FOLDERS, STATE
from planner.store.reading import fetch, slugs_in
from planner.store.routine_names import routine_names
from planner.store.session_lock import hold_session, is_played_elsewhere, let_session_go
from planner.store.store import Store
from tests.store.deeds import DEEDS, filled
from tests.store.records import DAY, move, ran, small_plan

pytestmark = pytest.mark.skipif(os.name == "nt", reason="links need a right on Windows")

FILES = (
    "planner.toml", "plans/spring.toml", "templates/kept.toml", "gear/pegasus.toml", "routines/mine.toml",
    "log/2027-03.toml", ".state/history", ".state/playing.toml", ".state/lock", ".state/backed-up", ".gitignore",
)  # fmt: skip
INNER = ("plans", "templates", "routines", "gear", "log", ".state", ".state/trash", ".state/versions")


@pytest.fixture
def full(tmp_path: Path) -> Store:
    store = filled(tmp_path / "store", tmp_path / "backups")
    (store.root / ".state/backed-up").write_bytes(b"2027-03-13")
    return store


def _moved_out(root: Path, name: str) -> Path:
    """Move a part of the store out of it, leave a link in its place, and return where it is now."""
    out = root.parent / "outside" / name.replace("/", "-")
    out.parent.mkdir(exist_ok=True)
    (root / name).rename(out)
    (root / name).symlink_to(out)
    return out


def _held(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


READERS: dict[str, Callable[[Store], object]] = {
    "settings": lambda store: store.settings(),
    "plans": lambda store: store.plans(),
    "a plan": lambda store: store.plan_with_problems("spring"),
    "templates": lambda store: store.templates(),
    "a template": lambda store: store.template("kept"),
    "the log": lambda store: store.entries(DAY, DAY),
    "the whole log": lambda store: store.all_entries(),
    "gear": lambda store: store.gear(),
    "a shoe": lambda store: store.gear_item("pegasus"),
    "the library": lambda store: load_library(store.root),
    "names of routines": lambda store: routine_names(store.root),
    "the session in play": lambda store: store.playing(),
    "the history": lambda store: store.last_done(),
    "a version": lambda store: store.file_version(_ref(store)),
    "what is derived": lambda store: read_derived(store.root, "x", int),
    "doctor": lambda store: store.check(),
}


def _ref(store: Store) -> str:
    return next(
        (ref for action in (store.last_done(), store.last_undone()) for ref in action or () if ref[:4] == "file"), "-"
    )


@pytest.mark.parametrize("name", [*FILES, *INNER])
def test_whatever_leads_out_nothing_is_read_through_it(full: Store, name: str) -> None:
    out = _moved_out(full.root, name)
    told: list[str] = []
    for path in [out] if out.is_file() else [one for one in out.rglob("*") if one.is_file()]:
        path.write_bytes(path.read_bytes() + b"# CANARY\n")
    for reader in READERS.values():
        try:
            told.append(repr(reader(full)))
        except PlannerError as error:
            told.append(str(error))
    assert "CANARY" not in "".join(told)
    links = [str(problem) for problem in full.check() if "a link that leads out of the store" in str(problem)]
    assert len(links) == 1, links
    assert links[0].startswith(f"{full.root / name}: ")
    assert "Put the " in links[0]
    assert "the whole store's folder the link" in links[0]


@pytest.mark.parametrize("name", [*FILES, *INNER])
@pytest.mark.parametrize("deed", [deed for deed in DEEDS if deed != "back up"])  # which writes there by itself
def test_whatever_leads_out_nothing_is_written_or_removed_through_it(full: Store, name: str, deed: str) -> None:
    _moved_out(full.root, name)
    before = _held(full.root.parent / "outside")
    with suppress(PlannerError):
        DEEDS[deed](full)
    assert _held(full.root.parent / "outside") == before


def test_each_reader_says_what_to_do_and_the_rest_still_works(full: Store) -> None:
    _moved_out(full.root, "plans/spring.toml")
    full.create_plan(small_plan("autumn"))
    plans, problems = full.plans()
    assert [plan.id for plan in plans] == ["autumn"]
    (problem,) = problems
    assert str(problem) == (
        f"{full.root}/plans/spring.toml: a link that leads out of the store, so it is not followed. "
        "Put the file itself there, or make the whole store's folder the link."
    )
    with pytest.raises(StoreError, match="leads out"):
        full.plan("spring")
    assert full.entries(DAY, DAY)[0]


def test_a_folder_that_leads_out_is_named_once_and_the_rest_still_works(full: Store) -> None:
    _moved_out(full.root, "plans")
    plans, (problem,) = full.plans()
    assert plans == ()
    assert str(problem).startswith(f"{full.root}/plans: a link that leads out of the store")
    assert "Put the folder itself there" in str(problem)
    assert full.gear()[0]
    full.add_entries(ran("new1"))


def test_texts_kept_for_undo_are_not_tidied_away_in_somebody_elses_folder(full: Store, tmp_path: Path) -> None:
    mine = tmp_path / "documents"
    mine.mkdir()
    (mine / "thesis.odt").write_text("years of work")
    _moved_out(full.root, ".state/versions")
    (full.root / ".state/versions").unlink()
    (full.root / ".state/versions").symlink_to(mine)
    with pytest.raises(StoreError, match="leads out"):
        full.save_settings({"unit": "mi"}, undoable=True)
    assert (mine / "thesis.odt").read_text() == "years of work"
    assert list(mine.iterdir()) == [mine / "thesis.odt"]


def test_links_inside_the_store_are_followed_and_stay(full: Store) -> None:
    root = full.root
    (root / "shared").mkdir()
    (root / "plans/spring.toml").rename(root / "shared/spring.toml")
    (root / "plans/spring.toml").symlink_to("../shared/spring.toml")
    (root / "gear").rename(root / "shared/gear")
    (root / "gear").symlink_to("shared/gear")
    full.add_changes("spring", move("mv0002"))
    assert (root / "plans/spring.toml").is_symlink()
    assert "mv0002" in (root / "shared/spring.toml").read_text()
    assert full.gear()[0]
    assert full.plans()[1] == full.gear()[1] == ()
    assert not any("leads out" in str(problem) for problem in full.check())


def test_a_link_that_leads_nowhere_or_in_a_circle_is_named(full: Store, tmp_path: Path) -> None:
    (full.root / "plans/gone.toml").symlink_to(tmp_path / "gone.toml")
    (full.root / "plans/round.toml").symlink_to("round.toml")
    _, problems = full.plans()
    assert [problem.path.rpartition("/")[2] for problem in problems] == ["gone.toml", "round.toml"]
    with pytest.raises(StoreError, match="leads out"):
        save(full.root / "plans/gone.toml", b"x", was=None)
    assert not (tmp_path / "gone.toml").exists()


@pytest.mark.parametrize("name", sorted(ALL_FOLDERS))
def test_a_store_that_is_a_link_and_called_like_a_folder_of_a_store_works(tmp_path: Path, name: str) -> None:
    filled(tmp_path / "real" / "store", tmp_path / "backups")
    (tmp_path / name).symlink_to(tmp_path / "real/store")
    store = Store(tmp_path / name, {"PLANNER_BACKUPS": str(tmp_path / "backups")})
    assert store.settings()[0].theme == "dawn"
    assert store.settings()[1] == store.plans()[1] == store.gear()[1] == store.all_entries()[1] == ()
    store.save_settings({"theme": "paper"}, undoable=True)
    store.add_entries(ran("new1"))
    assert store.check() == ()


def test_settings_that_pass_for_a_plan_are_not_read_through_a_linked_folder(full: Store, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/planner.toml").write_text("CANARY")
    (full.root / "plans").rename(tmp_path / "old")
    (full.root / "plans").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(StoreError, match="leads out"):
        full.plan("planner")


def test_the_store_of_a_file_is_told_by_where_it_stands() -> None:
    root = Path("/home/me/runs")
    for name in ("planner.toml", ".gitignore", "plans/a.toml", ".state/lock", ".state/trash/plans.a.1", "log/x.toml"):
        assert root_of(root / name) == root


def test_a_backup_holds_nothing_of_what_a_link_leads_to(full: Store) -> None:
    _moved_out(full.root, "routines/mine.toml")
    _moved_out(full.root, "gear")
    made = full.back_up("2027-05-01")
    assert made
    kept = {str(path.relative_to(made)) for path in made.rglob("*.toml")}
    assert "plans/spring.toml" in kept
    assert not any(name.startswith(("routines", "gear")) for name in kept)


def test_a_folder_that_becomes_a_link_after_it_was_listed_is_not_read_through(full: Store) -> None:
    assert slugs_in(full.root / "plans") == ("spring",)
    _moved_out(full.root, "plans")
    with pytest.raises(StoreError, match="leads out"):
        fetch(full.root / "plans/spring.toml")


def test_a_usual_read_costs_one_look_more_for_the_folder(full: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[str] = []

    def counted(name: str) -> Callable[..., object]:
        real = getattr(os, name)

        def call(*words: object, **more: object) -> object:
            calls.append(name)
            return real(*words, **more)

        return call

    for name in ("open", "lstat", "stat", "readlink"):
        monkeypatch.setattr(os, name, counted(name))
    read(full.root / "planner.toml")
    assert calls == ["open"]
    calls.clear()
    read(full.root / "plans/spring.toml")
    assert calls == ["open", "lstat"]


@pytest.mark.parametrize("name", ["lock", "history"])
def test_a_pipe_in_the_state_folder_does_not_hang(full: Store, name: str) -> None:
    (full.root / STATE / name).unlink()
    os.mkfifo(full.root / STATE / name)
    with suppress(StoreError):
        full.add_entries(ran("new1"))
    with suppress(StoreError), lock(full.root):
        add_line(full.root / STATE / "history", b"do log:x\n")


def test_caches_are_not_kept_through_a_link(full: Store) -> None:
    out = _moved_out(full.root, ".state")
    before = _held(out)
    keep_derived(full.root, "x", 1)
    assert read_derived(full.root, "x", int) is None
    assert _held(out) == before


@pytest.mark.parametrize("to", ["../log/2027-03.toml", "{tmp}/outside.txt"])
def test_a_lock_that_is_a_link_writes_its_number_into_no_other_file(full: Store, tmp_path: Path, to: str) -> None:
    (tmp_path / "outside.txt").write_text("somebody's own words\n", encoding="utf-8")
    for name in ("lock", "playing.lock"):
        (full.root / STATE / name).unlink(missing_ok=True)
        (full.root / STATE / name).symlink_to(to.format(tmp=tmp_path))
    before = _held(tmp_path)
    with pytest.raises(StoreError, match="a link"):
        full.add_entries(ran("new1"))
    hold_session(full.root)
    assert not is_played_elsewhere(full.root)
    let_session_go(full.root)
    assert _held(tmp_path) == before


def test_no_session_is_held_through_a_state_folder_that_leads_out(full: Store) -> None:
    out = _moved_out(full.root, ".state")
    before = _held(out)
    hold_session(full.root)
    let_session_go(full.root)
    assert _held(out) == before


@pytest.mark.parametrize("name", ["history", "playing.toml", "backed-up", "versions/x", "drafts/x.json"])
def test_what_belongs_to_this_machine_replaces_no_file_of_the_runners_by_a_link(full: Store, name: str) -> None:
    path = full.root / STATE / name
    path.parent.mkdir(exist_ok=True)
    path.unlink(missing_ok=True)
    path.symlink_to(full.root / "log/2027-03.toml")
    before = (full.root / "log/2027-03.toml").read_bytes()
    with pytest.raises(StoreError, match="not followed"):
        save(path, b"of this machine", was=before)
    with pytest.raises(StoreError, match="not followed"):
        read(path)
    with suppress(PlannerError):
        full.save_playing(b"playing")
    with suppress(PlannerError):
        full.save_settings({"unit": "mi"}, undoable=True)
    with suppress(PlannerError):
        full.add_entries(ran("new1"))
    assert (full.root / "log/2027-03.toml").read_bytes().startswith(before)
