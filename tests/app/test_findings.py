"""The list of findings by keys: going to one, accepting one with a reason, and having a rule explained."""

from datetime import date
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, Label, Static

from planner.actions import changes, checks
from planner.actions.desk import Desk
from planner.app.app import PlannerApp
from planner.app.bits import width_of
from planner.app.screens.findings import FindingsScreen, blocks_of
from planner.app.screens.report import ReportScreen
from planner.app.widgets.dialog import Dialog
from planner.planning.checks import Finding, Weight
from tests.app.keys import NAUGHTY, TUESDAY, session_of, toasts
from tests.app.lines import text_of, texts_of

FRIDAY = date(2027, 2, 12)
"""The day before a long run."""


def found_in(desk: Desk) -> tuple[Finding, ...]:
    return checks.findings(desk, desk.plan_of(None))


@pytest.fixture
def spoilt(demo: Desk) -> tuple[Finding, ...]:
    """What is found after a hard run was put on the day before the long one."""
    long_run = next(
        one.session
        for one in demo.schedule_of(demo.plan_of(None)).sessions
        if one.session.kind.value == "long" and one.session.day > TUESDAY
    )
    hard = session_of(demo, TUESDAY)
    assert hard.kind.is_hard
    changes.move(demo, hard.id, date.fromordinal(long_run.day.toordinal() - 1))
    return found_in(demo)


async def opened(pilot: Pilot[None], findings: tuple[Finding, ...], went: list[Finding | None]) -> FindingsScreen:
    screen = FindingsScreen(findings)
    pilot.app.push_screen(screen, went.append)
    await pilot.pause()
    return screen


def shown(screen: FindingsScreen) -> str:
    return texts_of(screen.board.lines(*screen.board.size))


async def test_enter_goes_to_the_chosen_finding_and_esc_to_none(
    demo_app: PlannerApp, spoilt: tuple[Finding, ...]
) -> None:
    went: list[Finding | None] = []
    async with demo_app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, spoilt, went)
        assert "two hard days in a row" in shown(screen)
        assert "!  warning" in shown(screen)
        await pilot.press("j", "enter")
        await pilot.pause()
        await opened(pilot, spoilt, went)
        await pilot.press("escape")
        await pilot.pause()
    assert went == [spoilt[1 % len(spoilt)], None]


async def test_an_accepted_finding_leaves_the_list_and_undo_tells_it_again(
    demo_app: PlannerApp, demo: Desk, spoilt: tuple[Finding, ...]
) -> None:
    hard = next(n for n, one in enumerate(spoilt) if one.code == "hard-hard")
    async with demo_app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, spoilt, [])
        await pilot.press(*["j"] * hard, "a")
        assert isinstance(demo_app.screen, Dialog)
        demo_app.screen.query_one(Input).value = NAUGHTY
        await pilot.press("enter")
        await pilot.pause()
        assert spoilt[hard] not in screen.board.findings
        assert "two hard days" not in shown(screen)
        assert "u takes it back" in toasts(demo_app)[-1]
        assert [accept.why for _, accept in checks.accepted(demo, demo.plan_of(None))] == [NAUGHTY]
        await pilot.press("escape", "u")
        await pilot.pause()
        assert spoilt[hard] in found_in(demo)


async def test_a_finding_is_not_accepted_without_a_reason(
    demo_app: PlannerApp, demo: Desk, spoilt: tuple[Finding, ...]
) -> None:
    async with demo_app.run_test() as pilot:
        await opened(pilot, spoilt, [])
        await pilot.press("a", "end", "ctrl+u", "enter")
        await pilot.pause()
        assert "reason" in str(demo_app.screen.query_one("#effect", Static).render())
        await pilot.press("escape")
    assert found_in(demo) == spoilt


async def test_a_rule_is_explained_with_its_source(demo_app: PlannerApp, spoilt: tuple[Finding, ...]) -> None:
    async with demo_app.run_test() as pilot:
        screen = await opened(pilot, spoilt, [])
        await pilot.press("i")
        assert isinstance(demo_app.screen, ReportScreen)
        said = " ".join(str(one.render()) for one in demo_app.screen.query(Static))
        assert spoilt[0].source in said
        await pilot.press("escape")
        assert demo_app.screen_stack[-1] == screen


async def test_an_empty_list_says_so_and_no_key_breaks_it(demo_app: PlannerApp) -> None:
    went: list[Finding | None] = []
    async with demo_app.run_test() as pilot:
        screen = await opened(pilot, (), went)
        assert "Nothing to look at" in shown(screen)
        assert "nothing to look at" in str(screen.query_one("#heading", Label).render())
        await pilot.press("j", "k", "a", "i", "enter")
        await pilot.pause()
    assert went == [None]


def many(count: int) -> tuple[Finding, ...]:
    return tuple(
        Finding(
            code="spike",
            key=f"spike:{n}",
            title=f"number {n} {NAUGHTY}",
            weight=list(Weight)[n % 3],
            reason=f"reason {n} that is much longer than one line of a small window can hold, {NAUGHTY}",
            fix="Do.",
            source="Me.",
            day=FRIDAY if n % 2 else None,
        )
        for n in range(count)
    )


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (120, 40)])
async def test_the_chosen_finding_is_in_sight_at_every_size(demo_app: PlannerApp, size: tuple[int, int]) -> None:
    async with demo_app.run_test(size=size) as pilot:
        screen = await opened(pilot, many(30), [])
        for n in range(30):
            assert f"Reason {n} that" in shown(screen)
            await pilot.press("j")
        assert "Reason 0 that" in shown(screen)
        assert screen.query_one("#keys").region.bottom <= size[1]


@pytest.mark.parametrize("width", [20, 40, 70])
def test_reasons_are_wrapped_to_the_width_of_the_list(width: int) -> None:
    for block in blocks_of(many(3), width):
        assert max(width_of(line) for line in block[1:]) <= width
        assert "can hold," in " ".join(text_of(line).strip() for line in block[1:])


def test_how_the_findings_look(demo_app: PlannerApp, spoilt: tuple[Finding, ...], snap_compare: Any) -> None:
    async def settled(pilot: Pilot[None]) -> None:
        await opened(pilot, spoilt, [])

    assert snap_compare(demo_app, terminal_size=(80, 24), run_before=settled)
