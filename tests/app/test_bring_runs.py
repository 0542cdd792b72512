"""`i` with a folder, an archive or a run: read with a bar, looked at, paired, kept as one thing, taken back as one."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event

import pytest
from textual.pilot import Pilot

from planner.actions.desk import Desk
from planner.actions.run_import import sources
from planner.actions.run_import.report import MatchedRun, OtherRun, RunReport, UnknownGear
from planner.app.app import PlannerApp
from planner.app.screens.bring import BringScreen
from planner.app.screens.bring_runs import BringRunsScreen
from planner.app.screens.calendar import CalendarScreen
from planner.app.screens.first_run import FirstRunScreen
from planner.app.signs import NICE, PLAIN
from planner.app.views.bring_runs import Gear, kept_words, progress_lines, runs_lines
from planner.app.widgets.board import Board
from planner.domain.log import Ran
from planner.domain.units import Unit
from planner.store.store import Store
from tests.app.bringing import at_once, named, settled, shown, whole
from tests.app.conftest import NOW
from tests.app.keys import TODAY, is_on, toasts
from tests.app.lines import texts_of
from tests.imports.run_files import run_tcx

__all__ = ["at_once"]
HEAD = "Activity ID,Activity Date,Activity Name,Activity Type,Elapsed Time,Distance,Activity Gear,Filename\n"
NAUGHTY = "Goat [/] [b]5"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Six runs of this week with a table of them, two files that cannot be read, and a photo."""
    home = tmp_path / "export"
    (home / "activities").mkdir(parents=True)
    rows = [HEAD]
    for n in range(6):
        at = datetime(2027, 2, 6, 6, tzinfo=UTC) - timedelta(days=n)
        metres, seconds, name = 6_000.0 + 500 * n, 2_400 + 60 * n, f"activities/{n}.tcx"
        (home / name).write_bytes(run_tcx(metres, seconds, at))
        gear = ("Blue daily", NAUGHTY, "Old pair")[n % 3]
        when = at.strftime("%b %d, %Y, %I:%M:%S %p")
        rows.append(f'{n},"{when}",Morning [/] run,Run,{seconds},{metres / 1000},{gear},{name}\n')
    (home / "activities.csv").write_text("".join(rows))
    (home / "activities" / "cut\x1b[2J.fit").write_bytes(b"\x0e\x10\x00\x00\xff\xff\x00\x00.FIT")
    (home / "activities" / "empty.gpx").write_bytes(b"")
    return home


def runs(desk: Desk) -> list[Ran]:
    desk.refresh()
    return [entry for entry in desk.whole_log() if isinstance(entry, Ran)]


async def read(pilot: Pilot[None], path: Path) -> BringRunsScreen:
    await named(pilot, path)
    await settled(pilot)
    screen = pilot.app.screen
    assert isinstance(screen, BringRunsScreen)
    return screen


async def test_runs_are_looked_at_kept_and_taken_back_in_one_step(
    demo_app: PlannerApp, demo: Desk, folder: Path
) -> None:
    before, files = runs(demo), whole(demo.store.root)
    async with demo_app.run_test(size=(80, 40)) as pilot:
        screen = await read(pilot, folder)
        seen = shown(demo_app)
        assert screen._proposal is not None
        report = screen._proposal.report
        assert report.new + report.filled + report.already == 6
        assert f"{report.new} new run" in seen
        assert "Pairs that are none of yours" in seen
        assert "activities/empty.gpx: it is empty" in seen
        assert "\x1b" not in seen
        assert whole(demo.store.root) == files
        await pilot.press("enter")
        await settled(pilot)
        assert is_on(demo_app, CalendarScreen)
        assert "u takes it back." in toasts(demo_app)[-1]
        after = runs(demo_app.desk)
        assert after != before
        assert [one for one in after if one.source.startswith("strava")]
        await pilot.press("u")
        await settled(pilot)
        assert sorted(one.id for one in runs(demo_app.desk)) == sorted(one.id for one in before)


async def test_a_second_import_finds_nothing_new_and_has_nothing_to_keep(
    demo_app: PlannerApp, demo: Desk, folder: Path
) -> None:
    async with demo_app.run_test(size=(80, 24)) as pilot:
        await read(pilot, folder)
        await pilot.press("enter")
        await settled(pilot)
        files = whole(demo.store.root)
        await read(pilot, folder)
        assert "No new run." in shown(demo_app)
        assert "6 runs in the log already." in shown(demo_app)
        await pilot.press("enter")
        await settled(pilot)
        assert is_on(demo_app, BringRunsScreen)
        await pilot.press("escape")
        await pilot.pause()
        assert is_on(demo_app, BringScreen)
    assert whole(demo.store.root) == files


async def test_a_name_that_is_nobodys_is_given_a_pair_by_keys(demo_app: PlannerApp, folder: Path) -> None:
    async with demo_app.run_test(size=(80, 24)) as pilot:
        screen = await read(pilot, folder)
        names = [one.name for one in screen._gear.unknown]
        assert set(names) == {NAUGHTY, "Old pair"}
        ids = list(screen._gear.names)
        await pilot.press("right")
        await settled(pilot)
        assert screen._gear.names[ids[0]] in shown(demo_app)
        await pilot.press("tab", "left", "tab")
        await settled(pilot)
        assert dict(screen._gear.pairs) == {names[0]: ids[0], names[1]: ids[-1]}
        await pilot.press("left")  # none of mine again
        await settled(pilot)
        assert dict(screen._gear.pairs) == {names[1]: ids[-1]}
        assert screen._proposal is not None
        worn = [entry.shoe for entry in screen._proposal.entries if entry.shoe]
        assert ids[-1] in worn
        await pilot.press("enter")
        await settled(pilot)
        assert ids[-1] in [one.shoe for one in runs(demo_app.desk) if one.source.startswith("strava")]


async def test_a_pair_is_chosen_with_the_mouse(demo_app: PlannerApp, folder: Path) -> None:
    async with demo_app.run_test(size=(80, 24)) as pilot:
        screen = await read(pilot, folder)
        other = screen._cursor_line() + 1
        await pilot.click(Board, offset=(6, other))
        await pilot.pause()
        assert screen._gear.chosen == 1
        await pilot.click(Board, offset=(6, other))
        await settled(pilot)
        assert list(screen._gear.pairs) == [screen._gear.unknown[1].name]


async def test_the_bar_moves_and_esc_stops_the_reading_with_nothing_kept(
    demo_app: PlannerApp, demo: Desk, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files, went, ended = whole(demo.store.root), Event(), Event()

    def slow(_: str, *, progress: Callable[[int, int], None], stop: Callable[[], bool], unit: object) -> object:
        assert unit is None
        progress(3, 12)
        assert went.wait(10)
        assert stop()
        ended.set()
        return sources.Gathered(activities=(), stopped=True)

    monkeypatch.setattr(sources, "gather", slow)
    async with demo_app.run_test(size=(80, 24)) as pilot:
        await pilot.press("i")
        await pilot.pause()
        screen = demo_app.screen
        assert isinstance(screen, BringScreen)
        screen.field.value = str(folder)
        await pilot.press("enter")
        for _ in range(1_000):
            await pilot.pause(0.01)
            if "Reading" in shown(demo_app):
                break
        assert "Reading 3 of 12 files. esc stops." in shown(demo_app)
        await pilot.press("enter", "right", "tab", "down")  # nothing to keep yet, nothing to choose
        await pilot.press("escape")
        await pilot.pause()
        assert is_on(demo_app, BringScreen)
        went.set()
        await settled(pilot)
        assert ended.is_set()
    assert whole(demo.store.root) == files


async def test_esc_after_looking_leaves_every_byte_of_the_store(demo_app: PlannerApp, demo: Desk, folder: Path) -> None:
    files = whole(demo.store.root)
    async with demo_app.run_test(size=(80, 24)) as pilot:
        await read(pilot, folder)
        await pilot.press("right", "escape", "escape")
        await settled(pilot)
        assert is_on(demo_app, CalendarScreen)
    assert whole(demo.store.root) == files


async def test_a_table_that_does_not_say_its_unit_asks_for_it(
    demo_app: PlannerApp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from planner.imports.plans import Answer, Missing

    asked: list[Unit | None] = []

    def gather(_: str, *, unit: Unit | None, **__: object) -> object:
        asked.append(unit)
        if unit is None:
            raise Missing(Answer.UNIT, "the table does not say its unit", "Give --unit.")
        return sources.Gathered(activities=())

    monkeypatch.setattr(sources, "gather", gather)
    async with demo_app.run_test(size=(80, 24)) as pilot:
        await read(pilot, tmp_path)
        assert "What are its distances in? « km »" in shown(demo_app)
        await pilot.press("right", "enter")
        await settled(pilot)
        assert asked == [None, Unit.MI]
        assert "There is no run in it." in shown(demo_app)


async def test_what_cannot_be_read_is_said_in_place(demo_app: PlannerApp, tmp_path: Path) -> None:
    file = tmp_path / "broken.gpx"
    file.write_text("<gpx")
    async with demo_app.run_test(size=(80, 24)) as pilot:
        await read(pilot, file)
        assert "broken.gpx" in shown(demo_app)
        await pilot.press("enter")
        await settled(pilot)
        assert is_on(demo_app, BringRunsScreen)


async def test_runs_come_in_before_there_is_a_plan(store_root: Path, folder: Path) -> None:
    app = PlannerApp(Desk(Store(store_root), now=lambda: NOW))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await read(pilot, folder)
        await pilot.press("enter")
        await settled(pilot)
        assert is_on(app, FirstRunScreen)
        assert toasts(app)[-1] == "6 runs logged. `planner plan undo` takes it back."
        assert len(runs(app.desk)) == 6
        seen = shown(app)
        assert "Your log: 6 runs, " in seen
        assert "The calendar shows them once there is a plan." in seen
        assert "km in" in seen


@pytest.mark.parametrize("size", [(40, 12), (80, 24)])
async def test_it_fits_every_size_in_ascii(demo_app: PlannerApp, folder: Path, size: tuple[int, int]) -> None:
    demo_app.desk.set(ascii=True, private=True)
    async with demo_app.run_test(size=size) as pilot:
        await read(pilot, folder)
        for key in ("down", "pagedown", "pageup", "up", "tab", "shift+tab", "right"):
            await pilot.press(key)
            await settled(pilot)
            assert shown(demo_app).replace("…", "").isascii()


def test_every_part_of_a_report_has_its_lines() -> None:
    was = MatchedRun(
        day=TODAY, plan="p", session="s", planned="8 km easy", ran="8.2 km in 50 min", start="07:05", source="fit",
        moved=True,
    )  # fmt: skip
    other = OtherRun(day=TODAY + timedelta(days=1), ran="3.8 km in 20 min", start="18:30", source="gpx")
    report = RunReport(
        new=2,
        extra=1,
        filled=1,
        already=3,
        left_out=(("walks", 2),),
        bad=("a.fit: it is cut off.",),
        matched=(was,),
        others=(other,),
        shoes=(("Blue", 2), ("", 0)),
        no_shoe=1,
        notes=("Look at this.",),
        distance_m=12_000.0,
        first=TODAY,
        last=TODAY + timedelta(days=1),
        unknown_gear=(UnknownGear(name="x", runs=1, distance_m=1.0, command="c"),),
    )
    lines, at = runs_lines(report, Gear(unknown=report.unknown_gear), PLAIN, 84)
    text = texts_of(lines)
    for part in (
        "2 new runs, 12 km, Sat 6 Feb to Sun 7 Feb 2027.",
        "1 entry of your log completed",
        "3 runs in the log already.",
        "1 planned session done; 1 run besides.",
        "Left out, as no runs: 2 walks.",
        "Sat 6 Feb   07:05 8.2 km in 50 min     -> 8 km easy   in place of another run",
        "Sun 7 Feb   18:30 3.8 km in 20 min     -> not planned",
        "Blue 2; 1 without a pair",
        "- a.fit: it is cut off.",
        "- Look at this.",
    ):
        assert part in text
    assert "none of mine" in texts_of(lines[at : at + 1])
    assert text.index("Sun 7 Feb   18") < text.index("Sat 6 Feb   07")  # the last first
    narrow = texts_of(runs_lines(report, Gear(), PLAIN, 40)[0])
    assert "18:30" not in narrow
    assert "not planned" not in texts_of(runs_lines(RunReport(new=1, others=(other,)), Gear(), PLAIN, 78)[0])
    assert kept_words(report) == "2 runs logged, 1 completed."
    assert kept_words(RunReport()) == "Sessions matched anew."
    assert "esc stops" in texts_of(progress_lines(0, None, NICE, 80))
    assert texts_of(progress_lines(6, 12, PLAIN, 80)).count("=") == 20


def test_how_the_preview_of_runs_looks(snap_compare: Callable[..., bool], demo_app: PlannerApp, folder: Path) -> None:
    async def run_before(pilot: Pilot[None]) -> None:
        await read(pilot, folder)
        await pilot.press("right")
        await settled(pilot)

    assert snap_compare(demo_app, terminal_size=(120, 40), run_before=run_before)


async def test_runs_in_a_plan_file_are_shown_once_the_plan_is_kept(store_root: Path, tmp_path: Path) -> None:
    file = tmp_path / "workouts.csv"
    file.write_text(
        "Title,WorkoutType,WorkoutDescription,PlannedDuration,PlannedDistanceInMeters,WorkoutDay,CoachComments,"
        "DistanceInMeters,TimeTotalInHours,AthleteComments,Rpe,Feeling\n"
        "Easy,Run,,0.75,,2027-02-02,,7010,0.74,,,\n"
        "River half,Race,,,21097.5,2027-04-18,,,,,,\n"
    )
    app = PlannerApp(Desk(Store(store_root), now=lambda: NOW))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await named(pilot, file)
        assert "It holds 1 recorded run too: shown once it is kept." in shown(app)
        await pilot.press("enter")
        await settled(pilot)
        assert is_on(app, BringRunsScreen)
        assert "1 new run, 7 km, Tue 2 Feb 2027." in shown(app)
        assert "1 planned session done." in shown(app)
        await pilot.press("enter")
        await settled(pilot)
        assert is_on(app, CalendarScreen)
        assert toasts(app)[-1].startswith("Imported River half. 1 run logged.")
        assert [run.distance_m for run in runs(app.desk)] == [7010.0]


async def test_a_log_that_changed_meanwhile_is_looked_at_again_before_anything_is_kept(
    demo_app: PlannerApp, demo: Desk, folder: Path
) -> None:
    from planner.actions.diary import log_note

    async with demo_app.run_test(size=(80, 24)) as pilot:
        await read(pilot, folder)
        log_note(demo, "from another window", TODAY)
        before = runs(demo)
        await pilot.press("enter")
        await settled(pilot)
        assert is_on(demo_app, BringRunsScreen)
        assert "changed meanwhile" in toasts(demo_app)[-1]
        assert runs(demo) == before
        await pilot.press("enter")
        await settled(pilot)
        assert is_on(demo_app, CalendarScreen)
        assert runs(demo) != before
