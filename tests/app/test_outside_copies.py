"""Second versions of files are noticed, offered and made one, and nothing of either is lost."""

from pathlib import Path

import pytest
from textual.pilot import Pilot

from planner.actions import changes
from planner.actions.desk import Desk
from planner.app.app import PlannerApp
from planner.app.screens.attention import AttentionScreen
from planner.app.screens.clash import Clash, ClashScreen
from planner.app.screens.findings import FindingsScreen
from planner.app.widgets.key_line import KeyLine
from planner.store.store import Store
from tests.app.keys import TODAY, TUESDAY, is_on, session_of, toasts
from tests.app.lines import texts_of

COPY = "log/2027-02.sync-conflict-20270206-080000-ABCDEFG.toml"
_RUN = """
[[entry]]
kind = "run"
id = "{id}"
at = 2027-02-06T08:00:00Z
day = 2027-02-05
distance_m = 9000.0
note = "{note}"
"""


def copy_aside(root: Path, note: str = "on the other machine", *, identity: str = "other1") -> Path:
    """Put a second version of the log beside it, as Syncthing does, with a run that is there alone."""
    copy = root / COPY
    copy.write_text((root / "log/2027-02.toml").read_text() + _RUN.format(id=identity, note=note))
    return copy


def on_screen(pilot: Pilot[None]) -> str:
    screen = pilot.app.screen
    assert isinstance(screen, AttentionScreen)
    return texts_of(screen._lines(*pilot.app.size))


async def look(app: PlannerApp, pilot: Pilot[None]) -> None:
    for _ in range(2):
        app.outside.look()
    await pilot.pause()


async def test_a_copy_that_was_there_at_the_start_is_offered_once(demo_app: PlannerApp, demo: Desk) -> None:
    copy_aside(demo.store.root)
    async with demo_app.run_test(size=(100, 40)) as pilot:
        await look(demo_app, pilot)
        said = "1 file needs your attention: there is a second version. f9 shows what differs."
        assert toasts(demo_app).count(said) == 1
        await look(demo_app, pilot)
        assert toasts(demo_app).count(said) == 1
        await pilot.press("f9")
        await pilot.pause()
        assert "Only in the other version: 1 thing" in on_screen(pilot)
        assert "Logged 9 km on Fri 5 Feb" in on_screen(pilot)
        assert '+note = "on the other machine"' in on_screen(pilot)


async def test_both_are_kept_and_undo_takes_that_back(demo_app: PlannerApp, demo: Desk) -> None:
    log = demo.store.root / "log/2027-02.toml"
    async with demo_app.run_test(size=(100, 40)) as pilot:
        await look(demo_app, pilot)
        copy = copy_aside(demo.store.root)  # while it runs
        await look(demo_app, pilot)
        assert "needs your attention" in toasts(demo_app)[-1]
        await pilot.press("f9")
        await pilot.pause()
        before, other = log.read_bytes(), copy.read_bytes()
        await pilot.press("b")
        await pilot.pause()
        assert not copy.exists()
        assert "other1" in {entry.id for entry in demo.store.entries(TUESDAY.replace(day=1), TUESDAY)[0]}
        assert toasts(demo_app)[-1] == (
            "Merged log/2027-02.toml: 1 thing came in from the copy. The copy is in the trash. u takes it back."
        )
        assert "Nothing needs your attention" in on_screen(pilot)
        await pilot.press("u")
        await pilot.pause()
        assert (log.read_bytes(), copy.read_bytes()) == (before, other)
        assert "Logged 9 km" in on_screen(pilot)


@pytest.mark.parametrize("key", ["o", "t"])
async def test_one_is_kept_and_the_other_is_in_the_trash(demo_app: PlannerApp, demo: Desk, key: str) -> None:
    log, copy = demo.store.root / "log/2027-02.toml", copy_aside(demo.store.root)
    mine, other = log.read_bytes(), copy.read_bytes()
    async with demo_app.run_test(size=(100, 40)) as pilot:
        await pilot.press("f9")
        await pilot.pause()
        await pilot.press(key)
        await pilot.pause()
        assert log.read_bytes() == (mine if key == "o" else other)
        assert not copy.exists()
        kept = [path.read_bytes() for path in (demo.store.root / ".state").rglob("*") if path.is_file()]
        assert any((other if key == "o" else mine) in data for data in kept)


async def test_later_changes_nothing(demo_app: PlannerApp, demo: Desk) -> None:
    copy = copy_aside(demo.store.root)
    async with demo_app.run_test(size=(100, 40)) as pilot:
        await pilot.press("f9")
        await pilot.pause()
        await pilot.press("down", "pagedown", "pageup", "escape")
        await pilot.pause()
        assert copy.exists()
        assert not isinstance(pilot.app.screen, AttentionScreen)


async def test_where_both_changed_the_same_thing_one_is_asked_whose_counts(demo_app: PlannerApp, demo: Desk) -> None:
    root = demo.store.root
    plan = root / "plans/spring.toml"
    copy = root / "plans/spring (conflicted copy 2027-02-06 080000).toml"
    copy.write_text(plan.read_text().replace('name = "Spring Half"', 'name = "Elsewhere Half"', 1))
    item = session_of(demo, TUESDAY).id
    changes.move(demo, item, TUESDAY.replace(day=10), plan="spring", anyway=True)
    async with demo_app.run_test(size=(100, 40)) as pilot:
        await pilot.press("f9")
        await pilot.pause()
        assert "Both changed, each in its own way" in on_screen(pilot)
        assert "Only in this one: 1 thing" in on_screen(pilot)
        await pilot.press("b")
        await pilot.pause()
        assert isinstance(pilot.app.screen, ClashScreen)
        await pilot.press("escape")
        await pilot.pause()
        assert copy.exists()
        await pilot.press("b", "f")
        await pilot.pause()
        merged = Store(root).plan("spring")
        assert merged.race.name == "Elsewhere Half"
        assert merged.changes[-1].session == item  # type: ignore[union-attr]
        assert not copy.exists()


async def test_markers_of_a_merge_are_offered_and_nothing_is_written_to_the_file(
    demo_app: PlannerApp, demo: Desk
) -> None:
    log = demo.store.root / "log/2027-02.toml"
    text = log.read_text()
    async with demo_app.run_test(size=(100, 40)) as pilot:
        await look(demo_app, pilot)
        ours, theirs = _RUN.format(id="ours01", note="ours"), _RUN.format(id="their1", note="theirs")
        log.write_text(f"{text}<<<<<<< HEAD{ours}======={theirs}>>>>>>> x\n")
        demo_app.outside.look()
        demo_app.outside.look()
        clock = demo_app.outside.watch._clock
        demo_app.outside.watch._clock = lambda: clock() + 10
        await look(demo_app, pilot)
        assert any("needs your attention" in toast for toast in toasts(demo_app))
        await pilot.press("f9")
        await pilot.pause()
        assert "between merge markers" in on_screen(pilot)
        await pilot.press("b")
        await pilot.pause()
        assert {"ours01", "their1"} <= {entry.id for entry in demo.store.entries(TODAY.replace(day=1), TODAY)[0]}
        assert demo.store.check() == ()


async def test_nothing_private_is_shown_on_a_shared_screen(demo_app: PlannerApp, demo: Desk) -> None:
    copy_aside(demo.store.root, "sore and sad")
    demo.set(private=True)
    async with demo_app.run_test(size=(100, 40)) as pilot:
        await pilot.press("f9")
        await pilot.pause()
        assert "sore and sad" not in on_screen(pilot)


async def test_hostile_names_and_texts_are_shown_as_text(demo_app: PlannerApp, demo: Desk) -> None:
    copy_aside(demo.store.root, "[/] [bold]x \\\\u001b]52;c;eA \\u202e", identity="other1")
    async with demo_app.run_test(size=(60, 20)) as pilot:
        await pilot.press("f9")
        await pilot.pause()
        assert "\x1b" not in on_screen(pilot)
        assert "\u202e" not in on_screen(pilot)


async def test_the_list_of_findings_leads_there_too(demo_app: PlannerApp, demo: Desk) -> None:
    copy_aside(demo.store.root)
    async with demo_app.run_test(size=(100, 40)) as pilot:
        await look(demo_app, pilot)
        await pilot.press("F")
        await pilot.pause()
        assert is_on(demo_app, FindingsScreen)
        assert "f9 1 file with two versions" in str(pilot.app.screen.query_one("#keys").render())
        await pilot.press("f9")
        await pilot.pause()
        await pilot.pause()
        assert is_on(demo_app, AttentionScreen)


async def test_a_theme_that_the_other_version_names_is_shown_at_once(demo_app: PlannerApp, demo: Desk) -> None:
    settings = demo.store.root / "planner.toml"
    before = settings.read_text(encoding="utf-8")
    settings.with_name("planner (conflicted copy 2027-02-06 080000).toml").write_text(before + 'theme = "daylight"\n')
    async with demo_app.run_test(size=(100, 40)) as pilot:
        assert demo_app.theme != "daylight"
        await pilot.press("f9", "b")
        await pilot.pause()
        assert demo_app.theme == "daylight"
        await pilot.press("u")
        await pilot.pause()
        assert demo_app.theme != "daylight"


async def test_copies_are_told_apart_and_an_empty_list_says_what_comes_there(demo_app: PlannerApp, demo: Desk) -> None:
    first = copy_aside(demo.store.root)
    second = first.with_name(first.name.replace("ABCDEFG", "HIJKLMN"))
    second.write_bytes(first.read_bytes())
    async with demo_app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f9")
        await pilot.pause()
        for name in ("ABCDEFG", "HIJKLMN"):
            assert f"log/2027-02.toml   sync-conflict-20270206-080000-{name}.toml" in on_screen(pilot)
        await pilot.press("o", "o")
        await pilot.pause()
        assert "`planner doctor`" in on_screen(pilot)
        assert "back" in texts_of(pilot.app.screen.query_one(KeyLine).lines(80, 1))


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (120, 40)])
async def test_the_keys_of_the_question_are_on_the_screen_whatever_its_size(
    demo_app: PlannerApp, size: tuple[int, int]
) -> None:
    clashes = tuple(Clash(label=f"key{n}", mine="one way " * 3, theirs="another way") for n in range(9))
    async with demo_app.run_test(size=size) as pilot:
        demo_app.push_screen(ClashScreen(clashes, title="Both changed, each in its own way"))
        await pilot.pause()
        await pilot.pause()
        keys = pilot.app.screen.query_one("#keys").region
        assert keys.height >= 1
        assert keys.bottom < size[1]
        assert pilot.app.screen.query_one("#sides").region.height >= 2
