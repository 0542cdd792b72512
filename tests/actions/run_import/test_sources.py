"""Folders, archives and tables bring runs in, whatever lies beside them."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from planner.actions.desk import Desk
from planner.actions.gear import add_shoe
from planner.actions.run_import.proposal import import_runs, keep_proposal, propose_runs
from planner.actions.run_import.sources import gather, holds_runs
from planner.actions.undo import redo, undo
from planner.domain.errors import BadValue, NotFound, PlannerError, StoreError
from planner.imports.asked import Missing
from planner.store.disk import atomic
from planner.store.store import Store
from tests.actions import strava_export
from tests.actions.conftest import again
from tests.actions.run_import.test_proposal import ran
from tests.imports.run_files import run_fit, run_gpx, run_tcx
from tests.store.faults import Faults, Killed, Step


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("packed", [False, True])
def test_a_bulk_export_comes_in_whole(desk: Desk, tmp_path: Path, language: str, packed: bool) -> None:
    made = strava_export.as_zip if packed else strava_export.as_folder
    path = made(tmp_path / ("export.zip" if packed else "export"), language)
    add_shoe(desk, "Blue Pegasus", shoe_id="blue")
    report = import_runs(desk, str(path))
    assert [(run.distance_m, run.source, run.shoe) for run in ran(desk)] == [
        (8000.0, "strava 904", ""),
        (10023.0, "strava 901", "blue"),
        (5000.0, "strava 902", ""),
        (pytest.approx(1800, abs=2), "gpx", ""),
    ]
    assert (report.new, report.bad) == (4, ())
    assert report.left_out == (("Ride" if language == "en" else "Radfahrt", 1),)
    assert [one.command for one in report.unknown_gear] == ["planner shoe add 'Nimbus 25' --brand Asics --model Nimbus"]
    assert "1 other file is neither" in " ".join(report.notes)


def test_the_export_twice_or_its_files_one_by_one_change_nothing_more(desk: Desk, tmp_path: Path) -> None:
    import_runs(desk, str(strava_export.as_folder(tmp_path / "export")))
    before = [run.id for run in ran(desk)]
    watch = tmp_path / "watch.fit"
    watch.write_bytes(strava_export.fit_of_first())
    paths = [strava_export.as_zip(tmp_path / "x.zip", "de"), tmp_path / "export" / "activities" / "905.gpx", watch]
    assert not import_runs(again(desk), *map(str, paths)).changes
    assert [run.id for run in ran(desk)] == before


def test_one_bad_file_of_each_sort_does_not_stop_the_rest(desk: Desk, tmp_path: Path) -> None:
    good = run_fit()
    bad = {
        "a-empty.fit": b"", "b-cut.fit": good[: len(good) // 3], "c-text.gpx": b"not a track",
        "d-cut.gpx": run_gpx()[:200], "e-cut.tcx": run_tcx()[:150], "f-gzip.fit.gz": b"\x1f\x8b\x08\x00rubbish",
        "g-bomb.gpx": b'<?xml version="1.0"?><!DOCTYPE g [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><gpx>&b;</gpx>',
        "h-table.csv": b"a,b\n1,2\n", "i-zeros.csv": b"Activity ID,Activity Date\n\0",
    }  # fmt: skip
    for name, data in bad.items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "z-good.fit").write_bytes(strava_export.fit_of_first())
    report = import_runs(desk, str(tmp_path))
    assert report.new == 1
    assert all(any(line.startswith(name) for line in report.bad) for name in bad if name != "h-table.csv")
    assert all(len(line) < 400 for line in report.bad)


def test_the_unit_of_a_garmin_table_is_asked_and_then_taken(desk: Desk, tmp_path: Path) -> None:
    table = tmp_path / "Activities.csv"
    table.write_text(
        "Activity Type,Date,Favorite,Title,Distance,Calories,Time\n"
        "Running,2026-11-10 06:00:05,false,Run,6.23,600,00:50:00\n"
    )
    with pytest.raises(Missing):
        import_runs(desk, str(table))
    from planner.domain.units import Unit

    assert import_runs(desk, str(table), unit=Unit.MI).new == 1
    assert ran(desk)[0].distance_m == pytest.approx(10026.2, abs=0.1)


def test_a_file_alone_that_is_no_run_says_why(desk: Desk, tmp_path: Path) -> None:
    for name, data in (("a.csv", b"x,y\n1,2\n"), ("b.gpx", b"nothing"), ("c.txt", b"hello")):
        (tmp_path / name).write_bytes(data)
        with pytest.raises(BadValue):
            import_runs(desk, str(tmp_path / name))
    with pytest.raises(NotFound):
        import_runs(desk, str(tmp_path / "none"))


def test_progress_counts_files_and_stopping_writes_nothing(desk: Desk, tmp_path: Path) -> None:
    strava_export.as_folder(tmp_path)
    seen: list[tuple[int, int | None]] = []
    report = import_runs(desk, str(tmp_path), progress=lambda at, of: seen.append((at, of)), stop=lambda: len(seen) > 1)
    assert seen[0] == (0, 4)
    assert not report.kept
    assert "Stopped" in report.lines()[-1]
    assert ran(desk) == []
    import_runs(desk, str(tmp_path), progress=lambda at, of: seen.append((at, of)))
    assert seen[-1] == (4, 4)


def test_what_is_for_this_import(tmp_path: Path) -> None:
    strava_export.as_folder(tmp_path / "export")
    (tmp_path / "plan.csv").write_text("Week,Mon\n1,5 km\n")
    (tmp_path / "plan.yaml").write_text("title: x\n")
    yes = [tmp_path / "export", strava_export.as_zip(tmp_path / "x.zip"), *(tmp_path / "export").glob("activities*")]
    yes.append(tmp_path / "export" / "activities" / "905.gpx")
    assert all(holds_runs(str(path)) for path in yes)
    assert not any(
        holds_runs(str(path))
        for path in (tmp_path / "plan.csv", tmp_path / "plan.yaml", tmp_path / "none", "/dev/zero", "a\0b")
    )


def _nine_months(tmp_path: Path) -> str:
    table = tmp_path / "activities.csv"
    rows = "".join(f"{n},2026-{n:02}-05 06:00:00,Run,3000,10\n" for n in range(1, 10))
    table.write_text(f"Activity ID,Activity Date,Activity Type,Elapsed Time,Distance\n{rows}")
    return str(table)


def _breaking(how: BaseException) -> Callable[..., None]:
    saves, save = [], atomic.save

    def fails(path: Path, *more: object, **fields: object) -> None:
        saves.append(path)
        if len(saves) == 5:
            raise how
        save(path, *more, **fields)  # type: ignore[arg-type]

    return fails


def test_refused_in_the_middle_nothing_of_it_stays_and_importing_again_brings_all(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table, last = _nine_months(tmp_path), desk.store.last_done()
    monkeypatch.setattr("planner.store.append.save", _breaking(OSError(28, "No space left on device")))
    with pytest.raises(StoreError, match="the disk is full"):
        import_runs(desk, table)
    monkeypatch.undo()
    assert ran(desk) == []
    assert (desk.store.log_months(), desk.store.last_done()) == ((), last)
    assert import_runs(again(desk), table).new == 9


@pytest.mark.parametrize("at", range(1, 10))
def test_killed_in_the_middle_what_is_kept_is_whole_and_done_again_it_is_one_import(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    table, last = _nine_months(tmp_path), desk.store.last_done()
    seen: list[Step] = []
    killer = Faults(0, "die", below=desk.store.root, after=lambda step: _kill_at(killer, step, seen, at))
    killer.install(monkeypatch.setattr)
    with pytest.raises(Killed):
        import_runs(desk, table)
    monkeypatch.undo()
    kept = len(ran(again(desk)))
    assert kept in (at - 1, at)
    assert desk.store.check() == ()
    # Taken back as it is, nothing of it is left.
    shutil.copytree(desk.store.root, tmp_path / "other")
    other = Desk(Store(tmp_path / "other"), now=desk.now)
    if kept:
        undo(other)
    assert ran(other) == []
    # Done again it is whole, and one action.
    assert import_runs(again(desk), table).new == 9 - kept
    assert len({run.source for run in ran(desk)}) == len(ran(desk)) == 9
    undo(again(desk))
    assert ran(again(desk)) == []
    assert desk.store.last_done() == last
    redo(again(desk))
    assert len(ran(again(desk))) == 9


def _kill_at(killer: Faults, step: Step, seen: list[Step], at: int) -> None:
    """Kill the import before the sync of the folder of its `at`-th month: that one stands there, or after it."""
    seen += [step] if step.name == "replace" and "/log/" in step.place else []
    if len(seen) == at and killer.at == 0:
        killer.at = killer.step + 1


def test_only_planner_errors_come_out_of_a_folder_of_noise(tmp_path: Path) -> None:
    names = ("a\nb.fit", "=cmd.csv", "\x1b[31m.gpx", "activities.csv", "x" * 200 + ".tcx")
    for n, name in enumerate(names):
        (tmp_path / name).write_bytes(bytes((n * 37 + k * 91) % 256 for k in range(3000)))
    try:
        found = gather(str(tmp_path))
    except PlannerError:
        return
    assert found.activities == ()
    assert not any(letter in "".join(found.bad) for letter in "\x1b\n")


SUMMARY = (
    "Title,WorkoutType,WorkoutDescription,PlannedDuration,PlannedDistanceInMeters,WorkoutDay,CoachComments,"
    "DistanceInMeters,TimeTotalInHours,AthleteComments,Rpe,Feeling\n"
    "Easy,Run,,,,2026-11-10,,8100,0.77,good,4,\nSwim,Swim,,,,2026-11-12,,1500,0.5,,4,\n"
)


def test_a_summary_of_done_workouts_is_runs_and_one_with_a_plan_is_a_plan(desk: Desk, tmp_path: Path) -> None:
    done, plan = tmp_path / "done.csv", tmp_path / "plan.csv"
    done.write_text(SUMMARY)
    plan.write_text(SUMMARY + "Half,Race,,,21097.5,2027-04-18,,,,,,\n")
    assert holds_runs(str(done))
    assert not holds_runs(str(plan))
    report = import_runs(desk, str(done))
    assert (report.new, report.left_out) == (1, (("other activity", 1),))
    (entry,) = ran(desk)
    assert (entry.start, entry.distance_m, entry.source) == (None, 8100.0, "trainingpeaks")
    # In a folder its done workouts are taken, which are there already, and the rest is told.
    report = import_runs(again(desk), str(tmp_path))
    assert (report.changes, report.already) == (False, 2)
    assert "import it by itself" in " ".join(report.notes)


def test_a_log_that_changed_meanwhile_is_not_added_to(desk: Desk, tmp_path: Path) -> None:
    strava_export.as_folder(tmp_path)
    proposal = propose_runs(desk, str(tmp_path))
    import_runs(again(desk), str(tmp_path))
    with pytest.raises(StoreError, match="changed meanwhile"):
        keep_proposal(again(desk), proposal)
    assert len(ran(desk)) == 4


def test_a_table_of_thousands_of_runs_on_one_day_is_done_and_told(desk: Desk, tmp_path: Path) -> None:
    table = tmp_path / "activities.csv"
    rows = "".join(f"{n},2026-11-10 06:{n // 60 % 60:02}:{n % 60:02},Run,1,0.00{n % 9 + 1}\n" for n in range(3000))
    table.write_text(f"Activity ID,Activity Date,Activity Type,Elapsed Time,Distance\n{rows}")
    report = import_runs(desk, str(table))
    assert report.new <= 100
    assert "over the 100 that one day may have" in report.bad[-1]
