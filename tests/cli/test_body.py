"""`planner body` and what `planner log pain` says when it raises a red flag."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine

from planner.actions.body import lock_rules
from planner.domain.health import HealthTag
from tests.cli.conftest import TODAY, Planner

_SHIN = ("log", "pain", "shin", "1", "--night", "--sign", "pinpoint")


def test_with_nothing_logged_it_says_what_to_do(planner: Planner) -> None:
    said = planner("body").out
    assert "Today is green." in said
    assert "planner log pain AREA SCORE" in said
    assert "not a diagnosis" in said


def test_every_place_has_its_colour_scores_and_reasons(planner: Planner) -> None:
    planner("log", "pain", "calf", "5", "--side", "left", "--when", "after", "--date", "yesterday")
    planner("log", "pain", "knee", "1")
    said = planner("body").out
    assert "Today is yellow." in said
    assert " yellow  left calf  5 of 10  yesterday\n" in said
    assert " green   knee       1 of 10  today\n" in said
    assert "4 to 5 is yellow" in said
    assert "planner log pain calf SCORE --side left --when morning" in said
    assert max(map(len, said.splitlines())) <= 80


def test_logging_what_raises_a_red_flag_prints_the_message_at_once(planner: Planner) -> None:
    said = planner(*_SHIN).out
    assert said.startswith("Logged pain 1 of 10, shin")
    assert "! Stop running now and see a doctor this week." in said
    assert "See a medical practitioner first; a physiotherapist" in said
    assert "!" not in planner("log", "pain", "shin", "1").out


def test_red_flags_stand_on_top_until_they_are_cleared_with_a_note(planner: Planner) -> None:
    planner(*_SHIN)
    assert planner("body").out.startswith("! red flag bone-stress, shin, since Sat 21 Nov 2026\n")
    assert planner("body", "clear", "bone-stress").status == 2
    assert "only with one" in planner("body", "clear", "bone-stress", "--note", " ").complaint
    assert "does not stand" in planner("body", "clear", "clot", "--note", "seen").complaint
    assert planner("body", "clear", "bone-stress", "--note", "Dr X: fine").out.startswith(
        "Cleared bone-stress for shin"
    )
    assert "red flag" not in planner("body").out
    assert planner("plan", "undo").status == 0
    assert "red flag" in planner("body").out


def test_a_flag_of_two_places_asks_which(planner: Planner) -> None:
    planner(*_SHIN, "--side", "left")
    planner(*_SHIN, "--side", "right")
    assert "it stands for left shin, right shin" in planner("body", "clear", "bone-stress", "--note", "x").complaint
    assert planner("body", "clear", "bone-stress", "--note", "x", "--side", "left").status == 0
    assert planner("body").out.startswith("! red flag bone-stress, right shin")


def test_warning_signs_of_the_body_print_what_they_call_for(planner: Planner) -> None:
    said = planner("body", "warn", "chest-pain", "dizzy", "--note", "on the stairs").out
    assert "! Stop now and call the emergency number." in said
    assert "whole body" in planner("body").out
    assert "every exercise" in planner("body").out
    assert "without a place" in planner("body", "warn", "pinpoint").complaint
    assert "is not known" in planner("body", "warn", "tired").complaint


def test_the_same_for_programs(planner: Planner) -> None:
    planner(*_SHIN)
    planner("log", "pain", "calf", "4", "--side", "left")
    told = json.loads(planner("body", "--json").out)
    assert told["colour"] == "red"
    assert [(one["area"], one["side"], one["colour"]) for one in told["areas"]] == [
        ("shin", "both", "red"),
        ("calf", "left", "yellow"),
    ]
    assert told["flags"][0]["flag"] == "bone-stress"
    assert told["who"][0] == "medical practitioner"
    assert "shin-foam-roll" in told["locked"]
    assert "calf-foam-roll" in told["lighter"]
    assert told["pressure"] == 5


def test_pain_is_logged_with_its_kind_signs_and_where_it_came_on(planner: Planner, store_root: Path) -> None:
    run = "log", "pain", "calf", "3", "--kind", "burning", "--limp", "--swelling", "--came-on", "6.5"
    assert planner(*run).status == 0
    file = (store_root / "log" / "2026-11.toml").read_text()
    for line in ('feeling = "burning"', "came_on_m = 6500.0", '"limp",', '"swelling",'):
        assert line in file
    assert "is not known" in planner("log", "pain", "calf", "3", "--kind", "odd").complaint
    assert "tightness 3" in planner("log", "pain", "calf", "3", "--tight").out


def test_pain_belongs_to_a_run_that_there_is(spring: Planner) -> None:
    session = next(day["sessions"][0]["id"] for day in json.loads(spring("week", "2026-11-24", "--json").out)["days"]
                   if day["sessions"])  # fmt: skip
    assert spring("log", "pain", "calf", "3", "--run", session).status == 0
    assert "no run of these days" in spring("log", "pain", "calf", "3", "--run", "zzz").complaint


def test_conditions_are_listed_answered_and_agreed(planner: Planner) -> None:
    listed = planner("body", "tags").out
    assert all(f" {tag} " in listed for tag in HealthTag)
    assert "Not answered yet" in listed
    assert "your list of conditions once" in planner("body").out
    assert planner("body", "tags", "--set", "blood-thinner, disc").out == "Kept: blood thinner, disc.\n"
    assert "Sole on the ball" in planner("body").out
    assert planner("body", "tags", "--agreed", "blood-thinner").out.startswith("Agreed")
    assert "Sole on the ball" not in planner("body").out
    assert " agreed  blood-thinner" in planner("body", "tags").out
    assert "'odd' is not known" in planner("body", "tags", "--set", "odd").complaint
    assert "not among" in planner("body", "tags", "--agreed", "cancer").complaint
    assert planner("body", "tags", "--set", "none").out == "Kept your answers.\n"
    assert "your list of conditions once" not in planner("body").out


def test_the_practitioner_is_named_where_one_is_needed(planner: Planner) -> None:
    assert "Nobody is named yet" in planner("body", "practitioner").out
    said = planner("body", "practitioner", "Dr [X]", "--profession", "physiotherapist", "--phone", "0123")
    assert said.out == "Your physiotherapist: Dr [X], 0123.\n"
    assert planner("body", "practitioner").out == "Dr [X], physiotherapist, 0123.\n"
    assert "Yours: Dr [X], physiotherapist, 0123." in planner(*_SHIN).out
    assert planner("body", "practitioner", "--forget").out == "No practitioner is named now.\n"


@pytest.mark.parametrize("words", [("body",), ("body", "tags"), ("body", "practitioner")])
def test_on_a_shared_screen_health_stays_hidden(words: tuple[str, ...], planner: Planner, store_root: Path) -> None:
    planner(*_SHIN)
    planner("body", "tags", "--set", "disc")
    planner("body", "practitioner", "Dr X")
    file = store_root / "planner.toml"
    file.write_text(f"private = true\n{file.read_text()}")
    said = planner(*words).out
    assert "hidden" in said
    assert not any(word in said for word in ("shin", "bone", "Dr X", "yes"))


def test_a_routine_of_which_everything_is_locked_is_refused(planner: Planner) -> None:
    planner("body", "warn", "chest-pain")
    assert "everything in it is left out today" in planner("play", "desk-break", "--plain").complaint


def test_a_long_list_of_what_is_left_out_is_counted_and_json_names_all_of_it(planner: Planner) -> None:
    planner("log", "pain", "calf", "5", "--side", "left", "--night", "--swelling")
    said = planner("body").out
    locked = json.loads(planner("body", "--json").out)["locked"]
    assert len(locked) > 8
    assert f"Left out: {len(locked)} exercises (a red flag stands for left calf" in said
    assert len(said.splitlines()) <= 24


@pytest.mark.parametrize("typed", ["it-band", "IT band"])
def test_an_area_is_typed_by_its_words_or_its_id_and_told_in_words(planner: Planner, typed: str) -> None:
    assert "left IT band" in planner("log", "pain", typed, "3", "--side", "left").out
    assert '"area": "it-band"' in planner("body", "--json").out


def test_where_nobody_rolls_is_said_with_the_conditions(planner: Planner) -> None:
    assert lock_rules().always in " ".join(planner("body", "tags").out.split())


def test_a_score_too_old_to_count_is_not_shown_as_0(planner: Planner, clock: time_machine.Traveller) -> None:
    planner("log", "pain", "knee", "3", "--side", "left", "--when", "after")
    assert "3 of 10" in planner("body").out
    clock.move_to(TODAY + timedelta(days=10))
    (row,) = [line for line in planner("body").out.splitlines() if "left knee" in line]
    assert "of 10" not in row
    assert "10 days ago" in row
