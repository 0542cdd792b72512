"""What is wrong with the store's files, on top of the calendar."""

from pathlib import Path

from planner.app.views.problems import problem_lines
from planner.domain.errors import StoreError
from tests.app.lines import texts_of

ROOT = Path("/home/ann/.local/share/planner")
LONG = StoreError(
    f"{ROOT}/gear/blue.toml, line 2", "git left both versions here", "`planner store copies` merges them."
)


def test_a_file_is_named_as_the_store_knows_it_and_cut_to_the_width() -> None:
    (line,) = problem_lines((LONG,), ROOT, 60, 24)
    said = texts_of((line,))
    assert said.startswith(" ! gear/blue.toml, line 2: git left both versions here.")
    assert len(said.rstrip()) <= 60
    assert problem_lines((), ROOT, 60, 24) == ()


def test_a_tall_window_shows_the_whole_sentence_and_how_many_there_are() -> None:
    lines = problem_lines((LONG, LONG, LONG), ROOT, 120, 40)
    assert len(lines) == 2
    said = " ".join(texts_of(lines).split())
    assert said.startswith("! 3 problems, `planner doctor` lists them: gear/blue.toml")
    assert said.endswith("merges them.")
