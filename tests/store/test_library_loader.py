import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from planner.codec.toml import BadFile, NewerFile, encode
from planner.domain.dose import Hold
from planner.domain.errors import NotFound
from planner.domain.exercise import Timing
from planner.domain.routine import Do, Routine
from planner.store import library
from planner.store.library import load_chain, load_exercises, load_library, load_routine
from planner.store.routine_names import routine_names

Put = Callable[[str, str], Path]

MINE = encode(Routine(id="mine", name="My own", timing=(Timing.ANY,), steps=(Do(exercise="cat-cow"),)), schema=1)


@pytest.fixture
def put(store_root: Path) -> Put:
    def write(name: str, text: str) -> Path:
        path = store_root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_a_store_that_does_not_exist_gives_the_built_in_library(store_root: Path) -> None:
    found, problems = load_library(store_root)
    assert problems == ()
    assert (len(found.exercises), len(found.routines)) == (71, 15)
    assert not store_root.exists()


def test_a_routine_of_ones_own_stands_beside_the_built_in_ones(store_root: Path, put: Put) -> None:
    put("routines/mine.toml", MINE)
    found, problems = load_library(store_root)
    assert problems == ()
    assert len(found.routines) == 16
    assert found.routines["mine"].name == "My own"
    assert load_routine("mine", store_root) == found.routines["mine"]
    assert routine_names(store_root)["mine"] == "My own"


def test_a_routine_of_ones_own_replaces_the_built_in_one_of_that_id(store_root: Path, put: Put) -> None:
    put("routines/hip-strength.toml", MINE)
    found, _ = load_library(store_root)
    assert len(found.routines) == 15
    assert found.routines["hip-strength"].name == "My own"
    assert found.routines["hip-strength"].id == "hip-strength"
    assert load_routine("hip-strength", store_root).name == "My own"
    assert routine_names(store_root)["hip-strength"] == "My own"
    assert load_routine("hip-strength", None).name == "Hip strength"


def test_an_exercise_of_ones_own_joins_the_library(store_root: Path, put: Put) -> None:
    cat = load_exercises(None)[0]["cat-cow"]
    put("exercises/my-cat.toml", encode(cat, schema=1))
    found, problems = load_exercises(store_root)
    assert problems == ()
    assert found["my-cat"].id == "my-cat"
    assert found["my-cat"].name == cat.name
    assert len(found) == 72


def test_one_bad_file_is_named_and_the_rest_still_loads(store_root: Path, put: Put) -> None:
    put("routines/broken.toml", 'schema = 1\nname = "half')
    put("routines/mine.toml", MINE)
    put("exercises/broken.toml", "schema = 1\nname = 3\n")
    found, problems = load_library(store_root)
    assert "mine" in found.routines
    assert "broken" not in found.routines
    assert sorted(Path(problem.path).parent.name for problem in problems) == ["exercises", "routines"]
    assert {problem.line for problem in problems if problem.path.endswith("routines/broken.toml")} == {2}
    assert "broken" not in routine_names(store_root)
    with pytest.raises(BadFile):
        load_routine("broken", store_root)


def test_a_bad_copy_of_a_built_in_routine_leaves_the_built_in_one(store_root: Path, put: Put) -> None:
    put("routines/hip-strength.toml", "schema = ")
    found, problems = load_library(store_root)
    assert found.routines["hip-strength"].name == "Hip strength"
    assert len(problems) == 1


def test_a_routine_of_a_newer_planner_is_told_apart(store_root: Path, put: Put) -> None:
    put("routines/mine.toml", MINE.replace("schema = 1", "schema = 9"))
    _, problems = load_library(store_root)
    assert [type(problem) for problem in problems] == [NewerFile]


def test_a_routine_with_an_unknown_exercise_is_kept_and_the_exercise_named(store_root: Path, put: Put) -> None:
    put("routines/mine.toml", MINE.replace("cat-cow", "cow-cat"))
    found, problems = load_library(store_root)
    assert "mine" in found.routines
    assert "there is no exercise 'cow-cat'" in str(problems[0])
    assert "mine.toml" in str(problems[0])


@pytest.mark.parametrize(
    "name",
    [".hidden.toml", "mine.sync-conflict-20270314-063000-ABCDEFG.toml", "mine.toml~", "mine.txt", ".toml", "con.toml"],
)
def test_files_of_other_programs_are_left_alone(store_root: Path, put: Put, name: str) -> None:
    put(f"routines/{name}", "not ours")
    found, problems = load_library(store_root)
    assert (len(found.routines), problems) == (15, ())


@pytest.mark.skipif(os.name == "nt", reason="links need a right on Windows")
def test_a_link_out_of_the_store_is_not_followed(store_root: Path, put: Put, tmp_path: Path) -> None:
    put("routines/mine.toml", MINE)
    (tmp_path / "secret.toml").write_text(MINE.replace("My own", "Secret"))
    (store_root / "routines/other.toml").symlink_to(tmp_path / "secret.toml")
    (store_root / "routines/same.toml").symlink_to("mine.toml")
    found, problems = load_library(store_root)
    assert "other" not in found.routines
    assert found.routines["same"].name == "My own"
    assert ["other.toml" in problem.path for problem in problems] == [True]
    assert "Secret" not in routine_names(store_root).values()


@pytest.mark.skipif(os.name == "nt", reason="links need a right on Windows")
def test_a_store_that_is_itself_a_link_works(store_root: Path, put: Put, tmp_path: Path) -> None:
    put("routines/mine.toml", MINE)
    (tmp_path / "link").symlink_to(store_root)
    assert load_library(tmp_path / "link")[1] == ()
    assert routine_names(tmp_path / "link")["mine"] == "My own"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes on this system")
def test_a_pipe_a_folder_and_a_huge_file_do_not_stop_the_rest(store_root: Path, put: Put) -> None:
    huge = put("routines/huge.toml", "")
    os.truncate(huge, 21_000_000)
    (store_root / "routines/folder.toml").mkdir()
    os.mkfifo(store_root / "routines/pipe.toml")
    found, problems = load_library(store_root)
    assert len(found.routines) == 15
    assert len(problems) == 3
    assert len(routine_names(store_root)) == 15


def test_a_file_where_the_folder_should_be_is_no_crash(store_root: Path, put: Put) -> None:
    put("routines", "hello")
    assert len(load_library(store_root)[0].routines) == 15


@pytest.mark.parametrize("name", ["no-such", "../../etc/passwd", "", "a\x00b", "x" * 300, "Hip-Strength", "\x1b[2J"])
def test_a_routine_that_does_not_exist_says_how_to_list_them(store_root: Path, name: str) -> None:
    with pytest.raises(NotFound, match="planner routine list") as caught:
        load_routine(name, store_root)
    assert "\x1b" not in str(caught.value)


def test_a_single_routine_is_read_without_the_exercises(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(library, "_builtin_exercises", lambda: pytest.fail("read the exercises"))
    (step, *_) = load_routine("rest-day-roll", None).steps
    assert isinstance(step, Do)
    assert step.dose == Hold(150)


def test_what_is_handed_out_can_be_changed_without_harm() -> None:
    load_exercises(None)[0].clear()
    assert len(load_exercises(None)[0]) == 71
    assert load_chain() is load_chain()


def test_names_are_read_without_parsing_exercises_or_the_chain() -> None:
    code = (
        "import sys; from planner.store.routine_names import routine_names; routine_names(None); "
        "print(*[name for name in sys.modules if name in ('planner.domain.chain', 'planner.domain.routine', "
        "'planner.domain.exercise', 'planner.store.library', 'tomli_w', "
        "'tomlkit', 'textual', 'planner.codec.fault', 'planner.codec.lines')])"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == ""


def test_all_exercises_are_read_in_a_blink() -> None:
    took = []
    for _ in range(5):
        library._builtin_exercises.cache_clear()
        start = time.process_time()
        load_exercises(None)
        took.append(time.process_time() - start)
    assert min(took) < 0.03
