"""A proposal as lines: reasons, sessions and what hangs on them, day by day."""

from datetime import date

import msgspec
import pytest

from planner.actions.proposal import Proposal
from planner.app.signs import signs
from planner.app.views.proposal import proposal_lines
from planner.domain.change import Batch
from planner.domain.layer import Anchor, Hung, Thing
from planner.domain.session import Session, SessionKind
from planner.domain.units import Span, Unit
from planner.planning.differences import Difference, HungDifference, WeekChange
from tests.app.keys import NAUGHTY
from tests.app.lines import texts_of
from tests.strategies import AT

MONDAY = date(2027, 3, 1)


def hung(what: str, item: str = "2027-03-01.l") -> Hung:
    return Hung(id=item, day=MONDAY, layer="l", thing=Thing.ROLL, anchor=Anchor.WEEKLY, what=what)


def easy(km: float, note: str = "") -> Session:
    return Session(id="s", day=MONDAY, kind=SessionKind.EASY, distance=Span.of(km * 1000), note=note)


def proposed(*differences: Difference, things: tuple[HungDifference, ...] = (), **more: object) -> Proposal:
    week = WeekChange(start=MONDAY, number=3, before_m=8000.0, after_m=5600.0, differences=differences, hung=things)
    made = Proposal(
        plan="p", title="t", done="d", change=Batch(id="b", at=AT, name="n", parts=()), weeks=(week,),
        names={"old": "Old roll", "new": "New roll"},
    )  # fmt: skip
    return msgspec.structs.replace(made, **more)


def shown(proposal: Proposal, width: int = 80) -> list[str]:
    return texts_of(proposal_lines(proposal, Unit.KM, signs(ascii_only=False), width)).splitlines()


def test_a_changed_session_is_what_goes_and_what_comes_with_the_reason() -> None:
    lines = shown(proposed(Difference(before=easy(8), after=easy(5.6)), reasons={"s": "30 % less"}))
    assert "   - Mon 1 Mar   8 km easy" in lines
    assert "   + Mon 1 Mar   5.6 km easy   30 % less" in lines


def test_a_session_of_which_only_the_note_differs_is_one_line() -> None:
    lines = shown(proposed(Difference(before=easy(8), after=easy(8, "walk")), reasons={"s": "the stop rule"}))
    assert "   ~ Mon 1 Mar   8 km easy   the stop rule" in lines


@pytest.mark.parametrize(("width", "lines"), [(80, ["   ~ Mon 1 Mar   Old roll → New roll"]), (
    34, ["   - Mon 1 Mar   Old roll", "   + Mon 1 Mar   New roll"],
)])  # fmt: skip
def test_a_routine_in_the_place_of_another_is_one_line_where_it_fits(width: int, lines: list[str]) -> None:
    made = proposed(things=(HungDifference(before=hung("old"), after=hung("new")),))
    assert [line for line in shown(made, width) if "roll" in line] == lines


def test_a_week_in_which_only_something_hangs_otherwise_is_not_folded() -> None:
    made = proposed(things=(HungDifference(before=hung("old")),))
    assert "   - Mon 1 Mar   Old roll" in shown(made)
    assert not any("as before" in line and "Weeks" in line for line in shown(made))


def test_what_is_read_first_stands_first_and_what_it_rests_on_last() -> None:
    lines = shown(proposed(head=("See a doctor.",), why=("Because.",), sources=("A study.",)))
    assert lines[0] == " See a doctor."
    assert lines[1] == " Because."
    assert lines[-1] == "   A study."


def test_names_and_reasons_of_users_are_only_text() -> None:
    made = proposed(
        Difference(before=easy(8), after=easy(5)),
        things=(HungDifference(after=hung("new")),),
        names={"new": f"{NAUGHTY}\n\x1b[2J"},
        reasons={"s": NAUGHTY},
    )
    assert not any("\x1b" in line for line in shown(made))
    assert any("[bold]x" in line for line in shown(made))
