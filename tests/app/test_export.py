"""`E` on the calendar: a format, the days and what hangs on them, a look at the file, and the file itself."""

import errno
import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
import time_machine
from textual.pilot import Pilot
from textual.widgets import Input

from planner.actions import exports
from planner.actions.desk import Desk
from planner.actions.exports import Choice, Exported, Format
from planner.app.app import PlannerApp
from planner.app.forms.export import OPTIONS, WORDS, groups_of, listed, usual_place, words_of
from planner.app.screens.calendar import CalendarScreen
from planner.app.screens.export import ExportScreen
from planner.app.views.export import format_lines, text_lines
from planner.app.widgets.toggles import Toggles
from planner.cli.root import run
from planner.domain.errors import BadValue, PlannerError
from tests.app.bringing import at_once, settled, shown
from tests.app.conftest import NOW
from tests.app.keys import NAUGHTY, is_on, toasts
from tests.app.lines import texts_of

__all__ = ["at_once"]


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


async def opened(pilot: Pilot[None], form: Format = Format.ICS) -> ExportScreen:
    await pilot.press("E")
    await pilot.pause()
    screen = pilot.app.screen
    assert isinstance(screen, ExportScreen)
    await pilot.press(*["down"] * listed().index(form))
    await settled(pilot)
    return screen


def type_in(screen: ExportScreen, name: str, text: str) -> None:
    next(field for field in screen.query(Input) if field.name == name).value = text


def files_in(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_every_format_has_words_and_every_option_a_question() -> None:
    assert {form.value for form in Format} <= set(WORDS)
    assert all(words.name and words.purpose for words in WORDS.values())
    lines = format_lines(listed(), 0, 42, len(Format), focused=True, ascii_only=False)
    assert "…" not in texts_of(lines)  # at 80 columns every word can be read
    # One session is a matter of the command line: the days from and to say as much here.
    usual = {"format", "plan", "first", "last", "layers", "runs_only", "session"}
    assert set(exports.THEN) == set(Format)
    assert set(Choice.__struct_fields__) - usual == {option.name for option in OPTIONS}
    assert all(form in {one.value for one in Format} for option in OPTIONS for form in option.formats)


@pytest.mark.parametrize("form", list(Format))
async def test_the_file_is_the_one_that_the_command_writes(
    demo_app: PlannerApp, demo: Desk, out: Path, form: Format
) -> None:
    app_place, cli_place = out / "app" / "x", out / "cli" / "x"
    for place in (app_place, cli_place):
        place.parent.mkdir()
    async with demo_app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, form)
        if screen.made is None:
            pytest.skip(shown(demo_app))
        type_in(screen, "file", str(app_place))
        await pilot.press("enter")
        await settled(pilot)
        assert is_on(demo_app, CalendarScreen), shown(demo_app)
        assert str(app_place) in toasts(demo_app)[-1]
        assert toasts(demo_app)[-1].endswith(exports.THEN[form])
    with time_machine.travel(NOW, tick=False):
        assert run(["--store", str(demo.store.root), "export", form.value, "-o", str(cli_place)]) == 0
    written = files_in(app_place.parent)
    assert written
    assert written == files_in(cli_place.parent)
    assert all(path.stat().st_mode & 0o077 == 0 for path in app_place.parent.rglob("*") if path.is_file())


async def test_days_and_what_hangs_are_chosen_by_keys_and_looked_at_before_anything_is_written(
    demo_app: PlannerApp, demo: Desk, out: Path
) -> None:
    async with demo_app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, Format.MARKDOWN)
        plan = demo.plan_of(None)
        assert f"{(plan.last_day - plan.first_day).days + 1} days, " in shown(demo_app)
        assert "Roll:" in shown(demo_app)
        await pilot.press("tab", "tab", *"today", "tab", *"+6d", "tab", "space")
        await settled(pilot)
        assert screen.query_one(Toggles).on == {
            one for group in groups_of(demo, plan.id) if group.word != "roll" for one in group.ids
        }
        assert "7 days, Sat 6 Feb to Fri 12 Feb 2027" in shown(demo_app)
        assert "Roll:" not in shown(demo_app)
        assert "Shoe:" in shown(demo_app)
        await pilot.press("shift+tab", "up")
        await settled(pilot)
        assert "8 days, Sat 6 Feb to Sat 13 Feb 2027" in shown(demo_app)
        assert not files_in(out)


async def test_what_cannot_be_is_said_in_place_and_nothing_is_written(demo_app: PlannerApp, out: Path) -> None:
    async with demo_app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        type_in(screen, "file", str(out / "plan.ics"))
        for name, text, why in (
            ("first", "soon", "'soon' is not a day"),
            ("first", "+500d", "before"),
            ("plan", "winter", "none of them"),
        ):
            type_in(screen, name, text)
            type_in(screen, "last", "today" if text == "+500d" else "")
            await settled(pilot)
            await pilot.press("enter")
            await settled(pilot)
            assert why in shown(demo_app)
            assert is_on(demo_app, ExportScreen)
            type_in(screen, name, "spring" if name == "plan" else "")
        assert not files_in(out)


async def test_the_runs_go_alone_or_with_single_layers(demo_app: PlannerApp, demo: Desk) -> None:
    """Each is what the command line writes for the same."""
    async with demo_app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, Format.MARKDOWN)
        toggles = screen.things
        toggles.focus()
        await pilot.press("o")  # the first kind, rolling, one by one
        rolls = groups_of(demo, "spring")[0].parts
        assert len(rolls) > 1
        assert [word.word for word in toggles.words[: len(rolls)]] == [name for _, name in rolls]
        await pilot.press("space")
        await settled(pilot)
        assert toggles.off == {rolls[0][0]}
        kinds = [group.word for group in groups_of(demo, "spring")[1:]]
        wanted = Choice(format=Format.MARKDOWN, plan="spring", layers=(*(one for one, _ in rolls[1:]), *kinds))
        made = screen.made
        assert made is not None
        assert made.files == exports.export(demo, wanted).files
        await pilot.press("o")  # one word again, that is on in part
        assert toggles.words == toggles.groups
        assert "~ roll" in texts_of(toggles.lines(60, 3))
        for _ in toggles.words:
            await pilot.press("space", "right")
        await settled(pilot)
        made = screen.made
        assert made is not None
        assert made.files == exports.export(demo, Choice(format=Format.MARKDOWN, runs_only=True)).files
        assert b"Shoe" not in made.files[0].data


async def test_what_is_no_text_to_read_is_shown_as_it_will_look(demo_app: PlannerApp) -> None:
    async with demo_app.run_test(size=(120, 40)) as pilot:
        await opened(pilot, Format.ICS)
        assert "Strength: Hip strength" in shown(demo_app)
        assert "BEGIN:" not in shown(demo_app)
        await pilot.press("down")
        await settled(pilot)
        assert "A4 in landscape, 6 sheets:" in shown(demo_app)
        assert "Week 1 of 18, base" in shown(demo_app)


async def test_what_is_there_is_replaced_only_by_a_second_enter(demo_app: PlannerApp, out: Path) -> None:
    file = out / "plan.ics"
    file.write_text("mine")
    async with demo_app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        type_in(screen, "file", str(file))
        await pilot.press("enter")
        await settled(pilot)
        assert "It is there already: enter again replaces it." in shown(demo_app)
        await pilot.press("escape")
        await pilot.pause()
        assert is_on(demo_app, ExportScreen)
        await pilot.press("enter")
        await settled(pilot)
        type_in(screen, "first", "today")  # another answer is asked about anew
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert file.read_text() == "mine"
        await pilot.press("enter")
        await settled(pilot)
        assert is_on(demo_app, CalendarScreen)
        assert file.read_bytes().startswith(b"BEGIN:VCALENDAR")


@pytest.mark.parametrize("kind", ["folder", "link"])
async def test_a_folder_or_a_link_is_never_replaced(demo_app: PlannerApp, out: Path, kind: str) -> None:
    target = out / "plan.ics"
    target.mkdir() if kind == "folder" else target.symlink_to(out / "elsewhere")
    async with demo_app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        type_in(screen, "file", str(target))
        await pilot.press("enter", "enter")
        await settled(pilot)
        assert "a link, a folder or a device is there" in shown(demo_app)
        assert not files_in(out)


async def test_a_full_disk_is_told_in_place_and_the_old_file_stays(
    demo_app: PlannerApp, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = out / "plan.ics"
    file.write_text("mine")
    sync = os.fsync

    def full(handle: int) -> None:
        if str(out) in str(Path(f"/proc/self/fd/{handle}").readlink()):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        sync(handle)

    async with demo_app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        type_in(screen, "file", str(file))
        monkeypatch.setattr(os, "fsync", full)
        await pilot.press("enter", "enter")
        await settled(pilot)
        assert is_on(demo_app, ExportScreen)
        assert "full" in shown(demo_app).lower() or "space" in shown(demo_app).lower()
        assert files_in(out) == {"plan.ics": b"mine"}


async def test_folder_and_format_are_remembered_while_the_program_runs(demo_app: PlannerApp, out: Path) -> None:
    async with demo_app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, Format.JSON)
        type_in(screen, "file", str(out / "mine.json"))
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press("E")
        await settled(pilot)
        screen = demo_app.screen  # type: ignore[assignment]
        assert screen.formats.format is Format.JSON
        assert next(field for field in screen.query(Input) if field.name == "file").value == f"{out}/spring.json"


async def test_without_a_word_it_goes_to_downloads_or_home(demo_app: PlannerApp) -> None:
    async with demo_app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await pilot.press("enter")
        await settled(pilot)
    assert (Path.home() / "spring.ics").is_file()


async def test_enter_while_it_is_made_writes_it_then_and_esc_takes_that_back(
    demo_app: PlannerApp, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from threading import Event

    go_on, made = Event(), exports.export

    def slow(desk: Desk, choice: Choice) -> Exported:
        assert go_on.wait(10)
        return made(desk, choice)

    monkeypatch.setattr(exports, "export", slow)
    async with demo_app.run_test(size=(80, 24)) as pilot:
        await pilot.press("E")
        await pilot.pause(0.3)
        screen = demo_app.screen
        assert isinstance(screen, ExportScreen)
        type_in(screen, "file", str(out / "one.ics"))
        await pilot.press("enter")
        await pilot.pause()
        assert "then it is written" in shown(demo_app)  # and the screen is alive
        await pilot.press("escape")
        await pilot.pause()
        go_on.set()
        await settled(pilot)
        assert is_on(demo_app, ExportScreen)
        assert not files_in(out)
        go_on.clear()
        await pilot.press("down")
        await pilot.pause(0.3)
        type_in(screen, "file", str(out / "two.md"))
        await pilot.press("enter")
        await pilot.pause()
        go_on.set()
        await settled(pilot)
        await settled(pilot)
        assert set(files_in(out)) == {"two.md"}


async def test_names_that_are_markup_or_escape_sequences_are_only_text(
    demo_app: PlannerApp, demo: Desk, out: Path
) -> None:
    plan = demo.plan_of(None)
    raw = demo.store.root / "plans" / f"{plan.id}.toml"
    text = raw.read_text()
    naughty = NAUGHTY.replace("\\", "\\\\") + "\\u001b[2J\\u202e"
    raw.write_text(text.replace(plan.race.name, naughty))
    demo_app.desk.refresh()
    async with demo_app.run_test(size=(80, 24)) as pilot:
        for form in (Format.ICS, Format.MARKDOWN):
            screen = await opened(pilot, form)
            assert "\x1b" not in shown(demo_app)
            assert "\u202e" not in shown(demo_app)
            type_in(screen, "file", f"{out}/[/] [b]{form.value}\x1b[2J")
            await settled(pilot)
            await pilot.press("enter")
            await settled(pilot)
            if is_on(demo_app, ExportScreen):
                await pilot.press("escape")
        assert "漢字" in demo.plan_of(None).race.name or files_in(out)


@pytest.mark.parametrize("size", [(40, 12), (80, 24)])
async def test_every_question_can_be_reached_at_every_size(demo_app: PlannerApp, size: tuple[int, int]) -> None:
    async with demo_app.run_test(size=size) as pilot:
        screen = await opened(pilot)
        seen = set()
        for _ in range(10):
            focused = screen.focused
            assert focused is not None
            region = focused.region
            assert region.height > 0
            assert 0 < region.y < size[1]
            seen.add(focused.name or type(focused).__name__)
            await pilot.press("tab")
            await pilot.pause()
        assert {"FormatList", "Toggles", "plan", "first", "last", "file"} <= seen


async def test_a_format_is_chosen_with_the_mouse(demo_app: PlannerApp) -> None:
    async with demo_app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await pilot.click(screen.formats, offset=(5, 1))
        await settled(pilot)
        assert screen.formats.format is listed()[1]
        await pilot.click(screen.things, offset=(1, 0))
        await pilot.pause()
        assert screen.things.off == screen.things.words[0].ids


def test_rows_of_a_file_reach_the_terminal_without_what_it_would_obey() -> None:
    rows = text_lines(["  a\x1b[2Jb\u202e", "[/]"], 0, 40, 4, ascii_only=True)
    assert [line.rstrip() for line in texts_of(rows).split("\n")] == [" |   a[2Jb", " | [/]"]


def test_several_files_go_into_a_folder_of_their_own(demo: Desk) -> None:
    from planner.app.forms.export import Answers
    from planner.exports.outgoing import OutFile

    answers = Answers(format=Format.ICS, plan="spring")
    files = (OutFile(name="a", data=b""), OutFile(name="b", data=b""))
    two = Exported(files=files, title="x", first=NOW.date(), last=NOW.date() + timedelta(days=6))
    assert usual_place("~", two, answers) == "~/spring-ics"
    assert usual_place("/", msgspec.structs.replace(two, files=two.files[:1]), answers) == "/a"
    assert usual_place("~/x/", None, answers) == "~/x/spring.ics"
    assert words_of(Format.ICS).name == "Calendar"
    assert demo


def test_how_the_export_looks(snap_compare: Callable[..., bool], demo_app: PlannerApp) -> None:
    async def run_before(pilot: Pilot[None]) -> None:
        await opened(pilot)

    assert snap_compare(demo_app, terminal_size=(120, 40), run_before=run_before)


def test_a_disk_that_refuses_names_the_file(demo: Desk, out: Path) -> None:
    made = exports.export(demo, Choice(format=Format.MARKDOWN))
    with pytest.raises(PlannerError, match="nowhere"):
        exports.keep_export(made, str(out / "nowhere" / "x.md"), replace=False)
    with pytest.raises(BadValue):
        exports.keep_export(made, str(out), replace=True)
