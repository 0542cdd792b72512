"""Routines checked, trimmed and shared on the command line; exercises of one's own."""

import io
import json
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Planner

STRETCH = '\n[[steps]]\nkind = "exercise"\nexercise = "wall-calf-stretch-straight"\n'
MINE = f'schema = 1\nid = "mine"\nname = "Mine"\ntiming = ["pre"]\n{STRETCH}'


@pytest.fixture
def mine(store_root: Path) -> Path:
    """A routine of one's own that goes against two rules."""
    path = store_root / "routines" / "mine.toml"
    path.parent.mkdir(mode=0o700, parents=True)
    path.write_text(MINE)
    return path


def test_check_names_the_rule_and_where_it_comes_from(planner: Planner, mine: Path) -> None:
    said = planner("routine", "check", "mine")
    assert said.status == 3
    assert "long-hold:wall-calf-stretch-straight" in said.out
    assert "Source: Behm 2016" in said.out
    assert "nothing-moves-after:wall-calf-stretch-straight" in said.out
    listed = json.loads(planner("routine", "check", "mine", "--json").out)
    assert [one["key"] for one in listed["warnings"]] == [
        "long-hold:wall-calf-stretch-straight",
        "nothing-moves-after:wall-calf-stretch-straight",
    ]
    assert planner("routine", "check", str(mine)).out == said.out


def test_what_was_accepted_is_told_but_is_no_problem_any_more(planner: Planner, mine: Path) -> None:
    keys = json.loads(planner("routine", "check", "mine", "--json").out)["warnings"]
    accepted = json.dumps([one["key"] for one in keys])
    mine.write_text(MINE.replace("\n[[steps]]", f"\naccepted = {accepted}\n[[steps]]", 1))
    said = planner("routine", "check", "mine")
    assert said.status == 0
    assert "Mine is fine" in said.out
    assert said.out.count("accepted: ") == 2


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (STRETCH.replace("wall-calf-stretch-straight", "gone"), "line 12: there is no exercise 'gone'"),
        (STRETCH + "dose = { kind = 'hold', seconds = 0 }\n", "steps[1].dose"),
        ('\n[[steps]]\nkind = "group"\nsteps = [{ kind = "group", steps = [] }]\n', "steps[1].steps[0].kind"),
    ],
)
def test_a_routine_that_is_not_whole_is_checked_by_its_id_and_not_played(
    planner: Planner, mine: Path, wrong: str, told: str
) -> None:
    mine.write_text(MINE + wrong)
    said = planner("routine", "check", "mine")
    assert said.status == 3
    assert told in " ".join(said.out.split())
    assert "mine" in planner("routine", "list").out
    assert planner("routine", "show", "mine").status == 0
    refused = planner("play", "mine")
    assert refused.status == 1
    assert "`planner routine check mine`" in refused.err.splitlines()[0]


def test_a_routine_that_cannot_be_read_is_checked_by_its_id(planner: Planner, mine: Path) -> None:
    mine.write_text('schema = 1\nname = "half')
    said = planner("routine", "check", "mine")
    assert said.status == 3
    assert "line 2" in " ".join(said.out.split())


def test_trim_shows_what_fits_and_what_goes(planner: Planner) -> None:
    said = planner("routine", "trim", "post-run-core", "7").out
    assert "7 min" in said.splitlines()[0]
    assert "Left out: " in said
    trimmed = json.loads(planner("routine", "trim", "post-run-core", "7", "--json").out)
    whole = json.loads(planner("routine", "show", "post-run-core", "--json").out)
    assert trimmed["length_s"]["usual_s"] <= 420
    assert 0 < len(trimmed["steps"]) < len(whole["steps"])
    assert "Left out" not in planner("routine", "trim", "post-run-core", "60").out
    assert planner("routine", "trim", "post-run-core", "0").status != 0
    assert planner("routine", "trim", "nope", "5").status == 1


def test_a_routine_goes_out_as_a_text_and_comes_in_again_elsewhere(
    planner: Planner, mine: Path, tmp_path: Path, store_root: Path
) -> None:
    assert planner("exercise", "copy", "cat-cow", "--name", "My cow").status == 0
    mine.write_text(MINE + STRETCH.replace("wall-calf-stretch-straight", "my-cow"))
    text = planner("routine", "export", "mine").out
    file = tmp_path / "mine.txt"
    assert planner("routine", "export", "mine", "-o", str(file)).status == 0
    assert file.read_text() == text
    assert planner("routine", "export", "mine", "-o", str(file)).status == 1
    for path in (mine, store_root / "exercises" / "my-cow.toml"):
        path.unlink()
    tried = planner("routine", "import", str(file), "--dry-run")
    assert tried.status == 0
    assert "Brings the exercise My cow" in tried.out
    assert "Behm 2016" in tried.out
    assert not mine.exists()
    assert planner("routine", "import", str(file)).status == 0
    assert planner("routine", "export", "mine").out == text
    assert "You have this routine already" in planner("routine", "import", str(file)).out
    assert "evening" in planner("routine", "import", str(file), "--name", "Evening").out
    assert len(list(mine.parent.iterdir())) == 2


def test_a_quoted_mail_comes_in_by_a_pipe(planner: Planner, monkeypatch: pytest.MonkeyPatch, store_root: Path) -> None:
    text = planner("routine", "export", "desk-break").out.replace("Desk break", "Chair break")
    mail = "Ann wrote:\n" + "".join(f"> {line}\n" for line in text.splitlines())
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(mail.encode())))
    said = planner("routine", "import", "-")
    assert said.status == 0, said.err
    assert (store_root / "routines" / "chair-break.toml").exists()


def test_every_mistake_of_a_text_is_told_and_nothing_is_written(
    planner: Planner, tmp_path: Path, store_root: Path
) -> None:
    file = tmp_path / "wrong.txt"
    file.write_text(MINE.replace("wall-calf", "wall-cow") + "speed = 3\n")
    refused = planner("routine", "import", str(file))
    assert refused.status == 1
    assert "2 mistakes" in refused.complaint
    told = " ".join(refused.out.split())
    assert "line 8: steps[0].exercise" in told
    assert "line 9: steps[0].speed" in told
    file.write_text(MINE.replace("wall-calf", "wall-cow"))
    assert "line 8: steps[0].exercise: 'wall-cow" in planner("routine", "import", str(file)).complaint
    assert not store_root.exists()


def test_an_exercise_is_copied_changed_and_thrown_away(planner: Planner, store_root: Path) -> None:
    said = planner("exercise", "copy", "cat-cow")
    assert said.status == 0
    (path,) = (store_root / "exercises").iterdir()
    assert path.stem in said.out
    path.write_text(path.read_text().replace("schema = 1", "schema = 1\n# mine"))
    assert "(mine)" in planner("exercise", "show", path.stem).out
    assert planner("doctor").status == 0
    assert planner("exercise", "delete", path.stem).status == 0
    assert not path.exists()
    assert "not one of your own" in planner("exercise", "delete", "cat-cow").complaint
    assert planner("exercise", "copy", "nope").status == 1
    assert planner("exercise", "copy", "cat-cow", "--name", " ").status == 1


def test_rounds_and_the_rest_between_them_are_shown(planner: Planner, mine: Path) -> None:
    group = (
        '\n[[steps]]\nkind = "group"\nrounds = 3\nrest_s = 20\nsteps = [{ kind = "exercise", exercise = "cat-cow" }]\n'
    )
    mine.write_text(MINE + group)
    assert "3 rounds of, 20 s of rest between:" in planner("routine", "show", "mine").out
    assert "once:" in planner("routine", "trim", "mine", "3").out
