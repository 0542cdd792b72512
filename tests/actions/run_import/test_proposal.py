"""Runs from elsewhere come into the log once, beside what was planned and what a person wrote."""

import shlex
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path
from random import Random

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.actions import diary
from planner.actions.desk import Desk
from planner.actions.gear import add_shoe
from planner.actions.run_import.proposal import keep_runs, plan_runs
from planner.actions.run_import.report import add_command
from planner.actions.undo import redo, undo
from planner.domain.activity import Activity, Sport
from planner.domain.body import Area
from planner.domain.errors import StoreError
from planner.domain.log import Felt, Happening, Ran, Surface
from planner.domain.plan import Plan
from planner.domain.race import Race
from planner.domain.session import Session, SessionKind
from planner.domain.units import Span
from planner.store.store import Store
from tests.actions.conftest import NOW, again

DAY = date(2026, 11, 14)


def run(km: float | None = 10.0, start: str = "2026-11-14T08:00:07+00:00", **more: object) -> Activity:
    """Return a run that a watch recorded."""
    fields: dict[str, object] = {"duration_s": 3000, "source": "fit", "place": "a.fit"} | more
    moment = datetime.fromisoformat(start)
    return Activity(start=moment, distance_m=km * 1000 if km else None, **fields)  # type: ignore[arg-type]


def session(key: str, km: float | None, day: date = DAY, kind: SessionKind = SessionKind.EASY) -> Session:
    """Return a planned session."""
    return Session(id=key, day=day, kind=kind, distance=Span.of(km * 1000.0) if km else None)


def planned(desk: Desk, *sessions: Session) -> None:
    """Keep a plan with these sessions."""
    last = session("race99", 21.0975, date(2027, 3, 14), SessionKind.RACE)
    race = Race(name="Spring Half", day=last.day, distance_m=21097.5, session=last.id)
    desk.store.create_plan(Plan(id="spring", race=race, base=(*sessions, last)))
    desk.refresh()


def ran(desk: Desk) -> list[Ran]:
    """Return the runs that stand in the log, by their start."""
    found = [entry for entry in again(desk).whole_log() if isinstance(entry, Ran)]
    return sorted(found, key=lambda entry: (entry.day, entry.start.isoformat() if entry.start else ""))


def test_a_run_is_logged_with_its_start_where_it_came_from_and_its_session(desk: Desk) -> None:
    planned(desk, session("easy01", 10))
    report = keep_runs(desk, [run(10.2, sport=Sport.TRAIL, note="windy\x1b[2J", feel=8)])
    (entry,) = ran(desk)
    assert (entry.session, entry.plan, entry.distance_m, entry.duration_s) == ("easy01", "spring", 10200, 3000)
    assert entry.start == datetime(2026, 11, 14, 8, 0, 7, tzinfo=UTC)
    assert (entry.source, entry.note, entry.feel, entry.surface) == ("fit", "windy[2J", 8, Surface.TRAIL)
    assert (report.new, report.extra, report.kept, len(report.matched)) == (1, 0, True, 1)


def test_a_second_import_adds_nothing(desk: Desk) -> None:
    planned(desk, session("easy01", 10))
    keep_runs(desk, [run(), run(5, "2026-11-14T17:00:00+00:00")])
    before = (desk.store.root / "log" / "2026-11.toml").read_bytes()
    report = keep_runs(again(desk), [run(5, "2026-11-14T17:00:00+00:00"), run()])
    assert (report.new, report.filled, report.already, report.changes) == (0, 0, 2, False)
    assert (desk.store.root / "log" / "2026-11.toml").read_bytes() == before


def test_the_same_run_from_a_watch_a_table_and_a_program_in_local_time_is_one(desk: Desk) -> None:
    runs = [
        run(10.0),
        run(10.03, source="strava 99", shoe="Blue", title="Morning"),
        run(10.0, "2026-11-14T09:00:07", source="garmin connect"),
        run(10.0, "2026-11-14T08:00:30+00:00", source="gpx"),
    ]
    assert keep_runs(desk, runs).new == 1
    (entry,) = ran(desk)
    assert entry.source == "strava 99"
    for one in runs:
        assert not keep_runs(again(desk), [one]).changes


def test_two_short_runs_after_each_other_are_two(desk: Desk) -> None:
    repeats = [run(0.4, f"2026-11-14T08:{minute:02}:00+00:00", duration_s=80) for minute in (0, 2, 4)]
    assert keep_runs(desk, repeats).new == 3


def test_an_entry_ticked_off_gets_the_watchs_figures_and_keeps_what_the_person_wrote(desk: Desk) -> None:
    planned(desk, session("easy01", 10))
    add_shoe(desk, "Blue", shoe_id="blue")
    add_shoe(desk, "Red", shoe_id="red")
    diary.done(desk, "easy01", shoe="blue", feel=3, surface=Surface.CAMBER, note="stiff calf")
    report = keep_runs(desk, [run(10.4, shoe="Red", feel=9, note="from the watch", sport=Sport.TRACK)])
    (entry,) = ran(desk)
    assert (report.new, report.filled) == (0, 1)
    assert (entry.distance_m, entry.as_planned, entry.duration_s, entry.source) == (10400, False, 3000, "fit")
    assert (entry.note, entry.feel, entry.shoe, entry.surface) == ("stiff calf", 3, "blue", Surface.CAMBER)
    assert not keep_runs(again(desk), [run(10.4, shoe="Red")]).changes


def test_a_distance_that_a_person_typed_stays(desk: Desk) -> None:
    diary.log_run(desk, 10_000, DAY, note="with Jo")
    assert keep_runs(desk, [run(10.5)]).filled == 1
    (entry,) = ran(desk)
    assert (entry.distance_m, entry.duration_s, entry.note) == (10_000, 3000, "with Jo")
    assert not keep_runs(again(desk), [run(10.5)]).changes


def test_a_run_that_is_far_from_what_was_typed_is_another_run(desk: Desk) -> None:
    diary.log_run(desk, 10_000, DAY)
    assert keep_runs(desk, [run(5)]).new == 1


def test_what_was_ticked_off_as_strength_is_not_filled_with_a_run(desk: Desk) -> None:
    planned(desk, session("gym001", None, kind=SessionKind.STRENGTH))
    diary.done(desk, "gym001")
    report = keep_runs(desk, [run()])
    assert (report.new, report.filled) == (1, 0)


def test_a_later_import_gives_the_session_to_the_run_that_is_closer(desk: Desk) -> None:
    planned(desk, session("long01", 12))
    assert keep_runs(desk, [run(5)]).matched[0].session == "long01"
    report = keep_runs(desk, [run(12, "2026-11-14T17:00:00+00:00", duration_s=4000)])
    assert [one.moved for one in report.matched] == [True]
    assert [(entry.distance_m, entry.session) for entry in ran(desk)] == [(5000, ""), (12000, "long01")]


def test_a_skipped_session_stays_skipped_and_the_report_says_so(desk: Desk) -> None:
    planned(desk, session("easy01", 10))
    diary.skip(desk, "easy01", "cold")
    report = keep_runs(desk, [run()])
    assert (report.extra, report.matched) == (1, ())
    assert "skipped session" in " ".join(report.lines())


def test_a_second_recording_of_one_session_stays_a_run_of_its_own(desk: Desk) -> None:
    planned(desk, session("race01", 21, kind=SessionKind.RACE))
    report = keep_runs(desk, [run(2, duration_s=700), run(21.1, "2026-11-14T09:00:00+00:00", duration_s=6300)])
    assert (report.new, report.extra) == (2, 1)
    assert [entry.session for entry in ran(desk)] == ["", "race01"]


def test_walks_are_counted_unless_one_was_planned_and_other_sports_always(desk: Desk) -> None:
    planned(desk, session("walk01", 5, kind=SessionKind.WALK))
    walks = [run(5, sport=Sport.WALK), run(3, "2026-11-13T08:00:00+00:00", sport=Sport.WALK)]
    report = keep_runs(desk, [*walks, run(40, sport=Sport.OTHER)])
    assert (report.new, report.left_out) == (1, (("other activity", 1), ("walk", 1)))
    assert ran(desk)[0].session == "walk01"


def test_the_pair_is_the_one_that_the_file_names_else_what_hangs_else_nothing_unsure(desk: Desk) -> None:
    add_shoe(desk, "Blue Pegasus", shoe_id="blue", bought=date(2026, 6, 1), kinds=(SessionKind.RUN,))
    report = keep_runs(
        desk,
        [
            run(shoe="BLUE  pegasus"),
            run(start="2026-11-13T08:00:00+00:00"),
            run(start="2026-05-13T08:00:00+00:00"),
            run(start="2026-11-12T08:00:00+00:00", shoe="Nimbus 25"),
        ],
    )
    assert [entry.shoe for entry in ran(desk)] == ["", "", "blue", "blue"]
    assert [(one.name, one.runs) for one in report.unknown_gear] == [("Nimbus 25", 1)]
    assert report.unknown_gear[0].command == "planner shoe add 'Nimbus 25'"


def test_a_name_that_two_pairs_have_is_neither(desk: Desk) -> None:
    for colour in ("Blue", "Red"):
        add_shoe(desk, colour, shoe_id=colour.lower(), brand="Nike", model="Pegasus")
    report = keep_runs(desk, [run(shoe="Nike Pegasus"), run(shoe="red", start="2026-11-13T08:00:00+00:00")])
    assert [entry.shoe for entry in ran(desk)] == ["red", ""]
    assert [(one.name, one.may_be) for one in report.unknown_gear] == [("Nike Pegasus", ("blue", "red"))]
    said = " ".join(report.lines())
    assert "Nike Pegasus (1 run, 10 km) may be several pairs of yours: blue, red. Say which, with --shoe" in said
    assert "Add it" not in said
    assert keep_runs(again(desk), [run(shoe="Nike Pegasus")], shoes={"nike pegasus": "blue"}).filled == 1


def test_once_a_pair_is_known_importing_again_puts_its_runs_in_it(desk: Desk) -> None:
    keep_runs(desk, [run(shoe="Nimbus 25")])
    add_shoe(desk, "Nimbus 25", shoe_id="nimbus")
    assert keep_runs(again(desk), [run(shoe="Nimbus 25")]).filled == 1
    assert [entry.shoe for entry in ran(desk)] == ["nimbus"]
    (entry,) = ran(desk)
    diary.correct(again(desk), entry, msgspec.structs.replace(entry, shoe=""))
    # Taken off by a person: it stays off.
    assert not keep_runs(again(desk), [run(shoe="Nimbus 25")]).changes


def test_one_undo_takes_the_whole_import_back_and_one_redo_brings_it_again(desk: Desk) -> None:
    planned(desk, session("easy01", 10))
    diary.done(desk, "easy01")
    runs = [run(), *(run(8, f"2026-{month:02}-05T08:00:00+00:00") for month in range(1, 11))]
    keep_runs(desk, runs)
    whole = ran(desk)
    assert undo(again(desk)) == "Took back: 11 log entries from Mon 5 Jan 2026 to Sat 14 Nov 2026."
    assert [(entry.session, entry.as_planned, entry.start) for entry in ran(desk)] == [("easy01", True, None)]
    redo(again(desk))
    assert ran(desk) == whole


def test_a_run_to_come_or_without_a_calendar_day_is_reported(desk: Desk) -> None:
    report = keep_runs(desk, [run(start="2026-11-25T08:00:00+00:00"), run(start="0001-01-01T00:30:00+00:00"), run()])
    assert report.new == 1
    assert [bad.partition(":")[0] for bad in report.bad] == ["a.fit", "a.fit"]


def test_rows_that_know_only_their_day_find_what_is_there_one_for_one(desk: Desk) -> None:
    keep_runs(desk, [run(10.0)])
    row = run(10.1, "2026-11-14T12:00:00", source="trainingpeaks", has_clock=False)
    assert not keep_runs(again(desk), [row]).changes
    report = keep_runs(again(desk), [row, row])
    assert (report.new, report.already) == (1, 1)
    assert not keep_runs(again(desk), [row, row]).changes


def test_the_day_is_the_day_where_the_runner_was(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    import time

    monkeypatch.setenv("TZ", "America/New_York")
    time.tzset()
    keep_runs(desk, [run(start="2026-07-02T02:30:00+00:00"), run(start="2026-01-02T04:30:00+00:00")])
    assert [entry.start.isoformat() for entry in ran(desk) if entry.start] == [
        "2026-01-01T23:30:00-05:00",
        "2026-07-01T22:30:00-04:00",
    ]
    assert [entry.day for entry in ran(desk)] == [date(2026, 1, 1), date(2026, 7, 1)]


def test_nothing_is_written_by_a_proposal(desk: Desk) -> None:
    proposal = plan_runs(desk, [run()])
    assert (proposal.report.new, proposal.report.kept) == (1, False)
    assert not desk.store.log_months()


# The law: the same runs, however they come, give the same log.

_FORMATS = (
    lambda one: one,
    lambda one: msgspec.structs.replace(one, source=f"strava {one.start:%d%H%M}", title="Run", elapsed_s=3100),
    lambda one: msgspec.structs.replace(one, start=one.start.replace(tzinfo=None), source="garmin connect"),
    lambda one: msgspec.structs.replace(one, start=one.start + timedelta(seconds=20), source="gpx"),
)


@st.composite
def _records(draw: st.DrawFn) -> tuple[list[Activity], list[Activity]]:
    starts = draw(st.lists(st.tuples(st.integers(1, 6), st.integers(5, 20)), min_size=1, max_size=6, unique=True))
    truth = [
        run(
            draw(st.sampled_from([3.0, 5.0, 8.0, 8.1, 12.0])),
            f"2026-11-{day:02}T{hour:02}:{draw(st.integers(0, 59)):02}:00+00:00",
            duration_s=60 * draw(st.integers(15, 45)),
        )
        for day, hour in starts
    ]
    seen = [draw(st.sampled_from(_FORMATS))(one) for one in truth for _ in range(draw(st.integers(1, 3)))]
    return truth, draw(st.permutations(seen))


_FOLDERS = count()


def _fresh(tmp_path: Path) -> Desk:
    found = Desk(Store(tmp_path / f"store{next(_FOLDERS)}"), now=lambda: NOW, pick=Random(7).choice)
    planned(found, session("aaaaaa", 8, date(2026, 11, 2)), session("bbbbbb", 5, date(2026, 11, 3)))
    return found


def _told(entries: list[Ran]) -> list[tuple[object, ...]]:
    return [(entry.day, round((entry.distance_m or 0) / 100), entry.session) for entry in entries]


@settings(max_examples=25)
@given(_records(), st.data())
def test_any_order_any_split_any_mix_and_twice_is_the_same_as_once(
    tmp_path: Path, records: tuple[list[Activity], list[Activity]], data: st.DataObject
) -> None:
    _, seen = records
    once, split = _fresh(tmp_path), _fresh(tmp_path)
    keep_runs(once, seen)
    at = data.draw(st.integers(0, len(seen)))
    keep_runs(split, seen[at:])
    keep_runs(again(split), seen[:at])
    assert sorted(_told(ran(split)), key=str) == sorted(_told(ran(once)), key=str)
    report = keep_runs(again(split), list(reversed(seen)))
    assert not report.changes


@settings(max_examples=25)
@given(st.lists(st.builds(
    lambda km, hour, minute, floating, minutes: run(
        km, f"2026-11-{10 + hour // 24}T{hour % 24:02}:{minute:02}:00{'' if floating else '+00:00'}",
        duration_s=minutes * 60,
    ),
    st.sampled_from([None, 5.0, 5.1, 10.0]), st.integers(0, 47), st.integers(0, 59), st.booleans(), st.integers(1, 90),
), max_size=12))  # fmt: skip
def test_twice_is_once_whatever_the_runs(tmp_path: Path, runs: list[Activity]) -> None:
    desk = _fresh(tmp_path)
    keep_runs(desk, runs)
    before: list[Happening] = list(again(desk).whole_log())
    assert not keep_runs(again(desk), runs[::-1]).changes
    assert list(again(desk).whole_log()) == before


def test_pain_that_belongs_to_a_run_stays_with_it(desk: Desk) -> None:
    diary.log_run(desk, 10_000, DAY)
    (entry,) = ran(desk)
    diary.log_pain(desk, Area.CALF, 4, DAY, run=entry.id)
    keep_runs(desk, [run(10.1)])
    (entry,) = ran(desk)
    (felt,) = [one for one in again(desk).whole_log() if isinstance(one, Felt)]
    assert entry.source
    assert felt.run == entry.id


@settings(max_examples=25)
@given(
    st.lists(st.sampled_from([3.0, 5.0, 8.0, 10.0]), min_size=1, max_size=3),
    st.lists(st.tuples(st.sampled_from([3.0, 5.1, 8.3, 10.0, 15.0]), st.integers(5, 20)), max_size=4,
             unique_by=lambda one: one[1]),
    st.booleans(),
    st.randoms(use_true_random=False),
)  # fmt: skip
def test_nothing_that_a_person_logged_is_lost_and_no_run_is_there_twice(
    tmp_path: Path, typed: list[float], recorded: list[tuple[float, int]], ticks_off: bool, random: Random
) -> None:
    desk = _fresh(tmp_path)
    day = date(2026, 11, 2)
    if ticks_off:
        diary.done(desk, "aaaaaa", note="ticked", feel=5)
    for n, km in enumerate(typed):
        diary.log_run(desk, km * 1000, day, note=f"note {n}")
    runs = [run(km, f"2026-11-02T{hour:02}:00:00+00:00", duration_s=1200) for km, hour in recorded]
    random.shuffle(runs)
    keep_runs(desk, runs)
    entries = ran(desk)
    mine = [entry for entry in entries if entry.note]
    assert sorted(entry.note for entry in mine) == sorted(
        [f"note {n}" for n in range(len(typed))] + ["ticked"] * ticks_off
    )
    assert {entry.note: entry.distance_m for entry in mine if entry.note != "ticked"} == {
        f"note {n}": km * 1000 for n, km in enumerate(typed)
    }
    starts = [entry.start for entry in entries if entry.start]
    assert sorted(starts) == sorted({one.start for one in runs})
    assert len([entry for entry in entries if entry.session == "aaaaaa"]) <= 1
    assert not keep_runs(again(desk), runs).changes


def test_a_run_with_the_same_number_is_one_even_where_its_time_was_put_right(desk: Desk) -> None:
    runs = [run(source="strava 99"), run(3, "2026-11-14T19:00:00+00:00", duration_s=900, source="strava 99")]
    assert keep_runs(desk, runs).new == 1


def test_of_two_records_the_one_that_knows_its_zone_counts_whichever_comes_first(tmp_path: Path) -> None:
    floating, fixed = run(start="2026-11-14T08:00:07", source="garmin connect"), run(10.01, shoe="Blue")
    for runs in ([floating, fixed], [fixed, floating]):
        desk = _fresh(tmp_path)
        keep_runs(desk, runs)
        (entry,) = ran(desk)
        assert (entry.source, entry.distance_m) == ("fit", 10_010)
        assert entry.start
        assert entry.start.utcoffset() == timedelta(0)


@pytest.mark.parametrize(("name", "words"), [
    ("Blue", ["Blue", "--brand", "Nike"]),
    ("$(rm -rf ~); `x`\n\x1b[2J", ["$(rm -rf ~); `x` [2J", "--brand", "Nike"]),
    ("--help", ["--brand", "Nike", "--", "--help"]),
])  # fmt: skip
def test_the_command_that_adds_a_pair_is_safe_in_a_shell(name: str, words: list[str]) -> None:
    assert shlex.split(add_command(name, "Nike")) == ["planner", "shoe", "add", *words]


def test_distance_that_may_be_on_a_pair_twice_and_names_that_no_run_has_are_told(desk: Desk) -> None:
    add_shoe(desk, "Blue", shoe_id="blue", start_m=300_000.0)
    report = keep_runs(desk, [run(shoe="My Blues")], shoes={"my blues": "blue", "Reds": "blue"})
    assert [entry.shoe for entry in ran(desk)] == ["blue"]
    assert report.notes[0] == "No run names the pair Reds."
    assert "Blue had 300 km on it before the log, and 10 km of these runs" in report.notes[1]


def test_the_store_is_backed_up_before_runs_come_in(desk: Desk) -> None:
    diary.log_run(desk, 5000, DAY)
    before = {path.name: path.read_bytes() for path in desk.store.root.rglob("2*.toml")}
    for number in range(7):
        keep_runs(desk, [run(start=f"2026-11-0{number + 1}T08:00:00+00:00")])
        keep_runs(desk, [run(start=f"2026-11-0{number + 1}T08:00:00+00:00")])  # known: nothing comes in
        made = sorted(desk.store.backups.glob("before-import.*"))
        assert len(made) == min(number + 1, 5)
        if not number:
            assert {path.name: path.read_bytes() for path in made[0].rglob("2*.toml")} == before
    assert not desk.problems


def test_runs_come_in_where_no_backup_can_be_made_and_that_is_told(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    diary.log_run(desk, 5000, DAY)

    def refuse(*_: object) -> None:
        raise StoreError("backups", "the disk is full", "Free some space.")

    monkeypatch.setattr("planner.store.care.backup.back_up", refuse)
    keep_runs(desk, [run(start="2026-11-01T08:00:00+00:00")])
    assert len(ran(desk)) == 2
    assert ["no backup could be made, since the disk is full" in str(one) for one in desk.problems] == [True]
