"""`planner plan compare`, and days off as `today` and `week` tell them."""

import json
from datetime import date, timedelta
from pathlib import Path

import time_machine

from planner.domain.change import Off
from planner.domain.off import Easing, OffKind
from planner.store.store import Store
from tests.cli.conftest import TODAY, Planner


def test_compare_says_original_now_and_done_for_each_week(spring: Planner) -> None:
    said = spring("plan", "compare").out
    assert "original" in said
    assert max(map(len, said.splitlines())) <= 80
    found = json.loads(spring("plan", "compare", "--json").out)
    assert found["plan"] == "spring"
    assert [week["week"] for week in found["weeks"][:2]] == [1, 2]
    assert found["total"]["original_m"] == found["total"]["now_m"] > 0


def test_a_moved_run_is_on_both_days_of_its_week(spring: Planner) -> None:
    week = (TODAY.date() + timedelta(days=14)).isoformat()
    said = spring("plan", "compare", "--week", week, "--json")
    sessions = json.loads(said.out)["sessions"]
    run = next(one["now"]["id"] for one in sessions if one["now"])
    there = next(one["date"] for one in sessions if one["now"] and one["now"]["id"] == run)
    spring("plan", "move", run, "2027-01-02")
    after = json.loads(spring("plan", "compare", "--week", week, "--json").out)["sessions"]
    moved = next(one for one in after if one["date"] == there and one["original"] and one["original"]["id"] == run)
    assert moved["became"] == ["moved"]
    assert moved["moved_to"] == "2027-01-02"
    assert "moved to Sat 2 Jan" in spring("plan", "compare", "--week", week).out


def test_week_and_today_tell_days_off_and_what_they_take(
    spring: Planner, store_root: Path, clock: time_machine.Traveller
) -> None:
    first = date(2026, 12, 15)
    off = Off(
        id="off1", at=TODAY, kind=OffKind.ILLNESS, first=first, last=first + timedelta(days=6),
        back=(Easing(last=first + timedelta(days=13), share=0.5),),
    )  # fmt: skip
    Store(store_root).add_changes("spring", off, action=("plan:spring:off1",))
    week = spring("week", "2026-12-15").out
    assert "ill until Mon 21 Dec; then 7 easier days" in week
    assert "gives way" in week
    assert "lost to days off" in week
    assert max(map(len, week.splitlines())) <= 80
    assert "eased from" in spring("week", "2026-12-23").out
    clock.move_to(TODAY + (first - TODAY.date()))
    today = spring("today").out
    assert "ill until Mon 21 Dec" in today
    assert "gives way" in today or "rest" in today
