"""`planner suggest`: from the log to a session as text, kept, hung, or played in plain lines."""

import json
from pathlib import Path

from planner.store.store import Store
from tests.cli.conftest import TODAY, Planner, in_process
from tests.cli.test_layers import _loaded


def sore(planner: Planner, *words: str) -> None:
    assert planner("log", "pain", *(words or ("calf", "6", "--side", "left", "--tight"))).status == 0


def test_it_prints_the_session_with_doses_reasons_and_levels(planner: Planner) -> None:
    sore(planner)
    said = planner("suggest", "--minutes", "10").out
    assert said.startswith("Suggested session, ")
    assert "A model to choose exercises by, not a diagnosis." in said
    assert "left 60 s, right 30 s" in said
    assert "You logged the left calf. [logged by you]" in said
    assert "in this model" in said
    assert "Keep an eye on: ankle, Achilles." in said
    assert "cause" not in said
    assert max(map(len, said.splitlines())) <= 80


def test_each_step_has_its_first_reason_and_a_second_one_is_not_said_again(planner: Planner) -> None:
    sore(planner, "it-band", "3", "--tight")
    sore(planner, "knee", "2")
    steps = json.loads(planner("suggest", "--minutes", "20", "--json").out)["steps"]
    said = " ".join(planner("suggest", "--minutes", "20").out.split())
    two_each = sum(len(one["reasons"][:2]) for one in steps)
    assert len(steps) <= said.count("[") < two_each


def test_with_why_every_reason_has_its_source_and_what_speaks_against_it(planner: Planner) -> None:
    sore(planner, "it-band", "5", "--tight")
    said = planner("suggest", "--why").out
    assert "From: IT band, tightness 5 of 10, Sat 21 Nov." in said
    assert "[article claim, study; contradicted]" in said
    assert "Against it: Int J Sports Med 2008;29:579" in said
    assert "Source: " in said


def test_before_a_run_it_is_another_session_and_says_so(planner: Planner) -> None:
    sore(planner)
    found = json.loads(planner("suggest", "--before", "--minutes", "5", "--json").out)
    assert found["timing"] == "pre"
    assert found["routine"]["timing"] == ["pre"]
    assert found["length"]["usual_s"] <= 300
    assert "before a run" in planner("suggest", "--before").out.splitlines()[0]


def test_json_names_steps_reasons_and_what_was_left_out(planner: Planner) -> None:
    sore(planner)
    found = json.loads(planner("suggest", "--minutes", "10", "--json").out)
    assert found["warm"][0]["area"] == "calf"
    assert all(step["reasons"] for step in found["steps"])
    assert {"exercise", "name", "code", "why"} == set(found["dropped"][0])
    assert found["routine"]["id"] == "suggested"


def test_without_entries_it_says_so_and_offers_what_is_there(planner: Planner) -> None:
    said = planner("suggest", "--minutes", "10").out
    assert said.startswith("Calf to glute chain, ")
    assert "Nothing is logged in the last days that asks for more." in " ".join(said.split())


def test_a_red_flag_gives_the_message_and_no_session(planner: Planner, store_root: Path) -> None:
    _swollen(store_root)
    said = planner("suggest")
    assert said.status == 0
    assert said.out.startswith("No session: a red flag stands")
    assert "medical practitioner" in said.out
    assert planner("suggest", "--keep", "x").complaint.startswith("planner: suggestion: a red flag stands")


def test_kept_it_can_be_played_by_its_name(planner: Planner) -> None:
    sore(planner)
    said = planner("suggest", "--minutes", "10", "--keep", "My calf")
    assert said.out == "Kept My calf. `planner play my-calf` plays it.\n"
    assert "My calf" in planner("routine", "list").out


def test_hung_it_is_a_layer_that_one_undo_takes_off(spring: Planner) -> None:
    sore(spring)
    said = spring("suggest", "--minutes", "10", "--hang", "after-run", "--keep", "My calf")
    assert said.out.startswith("Hung My calf on ")
    assert "my-calf" in spring("plan", "layers").out
    spring("plan", "undo")
    assert "my-calf" not in spring("plan", "layers").out
    assert "My calf" in spring("routine", "list").out


def test_on_a_shared_screen_it_does_not_tell_what_was_logged(planner: Planner, store_root: Path) -> None:
    sore(planner, "knee", "5", "--side", "left")
    (store_root / "planner.toml").write_text("schema = 1\nprivate = true\n")
    said = planner("suggest", "--why").out
    assert "It is among what you logged." in said
    for word in ("5 of 10", "You logged", "Keep an eye", "sore", "yellow"):
        assert word not in said, word


def test_what_does_not_go_together_is_one_line(planner: Planner) -> None:
    sore(planner)
    for words in (("--plain",), ("--json", "--play"), ("--keep", "x", "--play"), ("--hang", "moon"), ("--keep", " ")):
        refused = planner("suggest", *words)
        assert refused.status in (1, 2)
        assert refused.complaint
    assert "planner: plan: there is none yet" in planner("suggest", "--hang", "after-run").complaint
    assert "terminal" in planner("suggest", "--play").complaint


def test_it_is_played_in_plain_lines(store_root: Path) -> None:
    assert in_process("log", "pain", "calf", "6", "--tight", store=store_root).returncode == 0
    ended = in_process("suggest", "--minutes", "5", "--play", "--plain", store=store_root, input="-\nq\n")
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.startswith("Suggested session.")


def test_the_text_never_loads_textual(planner: Planner, store_root: Path) -> None:
    sore(planner)
    for words in (("suggest",), ("suggest", "--json"), ("suggest", "--keep", "x")):
        modules = _loaded(*words, store=store_root)
        assert {name.split(".")[0] for name in modules} & {"textual", "rich"} == set()
        assert "planner.planning.chain_session" in modules


def _swollen(root: Path) -> None:
    from planner.actions.desk import Desk
    from planner.actions.diary import log_pain
    from planner.domain.body import Area, Side
    from planner.domain.health import Sign

    desk = Desk(Store(root), now=lambda: TODAY)
    log_pain(desk, Area.CALF, 5, TODAY.date(), side=Side.LEFT, signs=(Sign.SWELLING, Sign.WARM))
