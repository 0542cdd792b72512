"""Days off and proposals as screens: what is shown before anything is made, and that u takes it back."""

from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime
from random import Random
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Input

from planner.actions.desk import Desk
from planner.actions.off import OffWish, offs, take_off
from planner.actions.proposal import Proposal
from planner.actions.realign import propose_realign
from planner.app.app import PlannerApp
from planner.app.forms.off import OffForm
from planner.app.screens.offs import OffsScreen
from planner.app.screens.proposal import ProposalScreen
from planner.app.widgets.dialog import Dialog
from planner.domain.off import OffKind
from planner.planning.agenda import AgendaDay
from planner.store.store import Store
from tests.app.keys import NAUGHTY, fill, is_on, toasts
from tests.app.lines import texts_of

FIRST, LAST = date(2027, 2, 8), date(2027, 2, 17)
LATER = datetime(2027, 2, 17, 9, 0, tzinfo=UTC)


@pytest.fixture
def gap_app(demo: Desk) -> PlannerApp:
    """The program eleven days later, with nothing logged since."""
    return PlannerApp(Desk(demo.store, now=lambda: LATER, pick=Random(8).choice))


def whole(desk: Desk) -> tuple[AgendaDay, ...]:
    plan = desk.plan_of(None)
    return desk.days(plan.first_day, plan.last_day)


def proposal_of(app: PlannerApp) -> Proposal:
    found = propose_realign(app.desk)
    assert found is not None
    return found


def pushing(make: Callable[[PlannerApp], Screen[Any]]) -> Callable[[Pilot[None]], Awaitable[None]]:
    """Open a screen before a picture is taken."""

    async def run(pilot: Pilot[None]) -> None:
        assert isinstance(pilot.app, PlannerApp)
        await pilot.app.push_screen(make(pilot.app))
        await pilot.pause()

    return run


async def test_the_form_says_what_is_lost_before_enter_and_u_takes_it_back(demo_app: PlannerApp, demo: Desk) -> None:
    before = whole(demo)
    async with demo_app.run_test(size=(80, 24)) as pilot:
        await demo_app.push_screen(Dialog(OffForm(demo, LAST, FIRST)))
        await pilot.pause()
        effect = str(demo_app.screen.query_one("#effect").render())
        assert effect.startswith("Mon 8 Feb to Wed 17 Feb, 10 days: ")
        assert "Way back: 50 % of each run until Mon 22 Feb" in effect
        assert whole(demo) == before
        await fill(pilot, "travel", "8 feb", "+1d", "-", "-", "-", "-", NAUGHTY)
        assert [(one.off.kind, one.off.first, one.off.last) for one in offs(demo)] == [
            (OffKind.TRAVEL, FIRST, date(2027, 2, 9))
        ]
        await pilot.press("u")
        await pilot.pause()
        assert whole(demo) == before


async def test_a_form_that_makes_no_sense_says_why_and_stays(demo_app: PlannerApp, demo: Desk) -> None:
    async with demo_app.run_test() as pilot:
        await demo_app.push_screen(Dialog(OffForm(demo, FIRST, LAST)))
        await pilot.pause()
        demo_app.screen.query(Input)[2].value = "1 feb 2027"
        await pilot.press("enter")
        await pilot.pause()
        assert is_on(demo_app, Dialog)
        assert offs(demo) == ()


async def test_the_list_goes_to_days_off_adds_some_and_takes_them_out(demo_app: PlannerApp, demo: Desk) -> None:
    before = whole(demo)
    gone_to: list[date | None] = []
    async with demo_app.run_test(size=(80, 24)) as pilot:
        await demo_app.push_screen(OffsScreen(), gone_to.append)
        await pilot.pause()
        assert "No days off yet" in rows(demo_app)
        await pilot.press("enter", "x", "down")
        await pilot.press("a")
        await pilot.pause()
        await fill(pilot, "injury", "8 feb", "17 feb", "-", "-", "-", "-", NAUGHTY)
        assert "Mon 8 Feb to Wed 17 Feb" in rows(demo_app)
        take_off(demo, OffWish(kind=OffKind.UNWELL, first=LAST, last=LAST))
        await pilot.press("a", "escape", "escape")
        await demo_app.push_screen(OffsScreen(), gone_to.append)
        await pilot.pause()
        assert "not feeling 100 %" in rows(demo_app)
        await pilot.press("down", "x")
        await pilot.pause()
        assert [one.off.kind for one in offs(demo)] == [OffKind.INJURY]
        assert toasts(demo_app)[-1].endswith("u brings it back.")
        await pilot.press("enter")
        await pilot.pause()
        assert gone_to[-1] == FIRST
        await demo_app.push_screen(OffsScreen())
        await pilot.press("x")
        await pilot.pause()
        assert "No days off yet" in rows(demo_app)
    assert whole(demo) == before


def rows(app: PlannerApp) -> str:
    board = app.screen.query_one("#rows")
    return texts_of(board.lines(*board.size))  # type: ignore[attr-defined]


def diff(app: PlannerApp) -> str:
    board = app.screen.query_one("#diff")
    return texts_of(board.lines(*board.size))  # type: ignore[attr-defined]


async def test_a_proposal_scrolls_from_its_reasons_to_its_last_week_and_back(gap_app: PlannerApp) -> None:
    async with gap_app.run_test(size=(80, 24)) as pilot:
        await gap_app.push_screen(ProposalScreen(proposal_of(gap_app)))
        await pilot.pause()
        assert "12 days without running" in diff(gap_app)
        await pilot.press("G")
        assert "as before" in diff(gap_app).splitlines()[-1]
        await pilot.press("down", "down")
        assert "as before" in diff(gap_app).splitlines()[-1]
        await pilot.press("g")
        assert "12 days without running" in diff(gap_app).splitlines()[0]


async def test_a_refused_proposal_changes_nothing_and_an_accepted_one_is_taken_back_with_u(
    gap_app: PlannerApp,
) -> None:
    desk, answers = gap_app.desk, list[bool | None]()
    before = whole(desk)
    async with gap_app.run_test(size=(80, 24)) as pilot:
        await gap_app.push_screen(ProposalScreen(proposal_of(gap_app)), answers.append)
        await pilot.press("escape")
        await pilot.pause()
        assert whole(desk) == before
        await gap_app.push_screen(ProposalScreen(proposal_of(gap_app)), answers.append)
        await pilot.press("enter")
        await pilot.pause()
        assert answers == [False, True]
        assert whole(desk) != before
        assert toasts(gap_app)[-1] == "Re-aligned the plan after 6 missed runs. u takes it back."
        await pilot.press("u")
        await pilot.pause()
    assert whole(Desk(Store(desk.store.root), now=lambda: LATER)) == before


@pytest.mark.parametrize("size", [(40, 12), (200, 60)])
async def test_screens_of_days_off_open_in_any_window(gap_app: PlannerApp, size: tuple[int, int]) -> None:
    take_off(gap_app.desk, OffWish(kind=OffKind.UNWELL, first=FIRST, last=LAST, note=NAUGHTY))
    async with gap_app.run_test(size=size) as pilot:
        for screen in (OffsScreen(), Dialog(OffForm(gap_app.desk, FIRST, LAST))):
            await gap_app.push_screen(screen)
            await pilot.pause()
            await pilot.press("escape")
    take = offs(gap_app.desk)
    assert len(take) == 1


def test_how_the_form_looks(snap_compare: Callable[..., bool], demo_app: PlannerApp, demo: Desk) -> None:
    show = pushing(lambda _: Dialog(OffForm(demo, FIRST, LAST)))
    assert snap_compare(demo_app, terminal_size=(80, 24), run_before=show)


def test_how_a_proposal_looks(snap_compare: Callable[..., bool], gap_app: PlannerApp) -> None:
    show = pushing(lambda app: ProposalScreen(proposal_of(app)))
    assert snap_compare(gap_app, terminal_size=(80, 24), run_before=show)
