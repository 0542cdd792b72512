from planner.domain.kept import Kept
from planner.domain.log import Happening, Skipped
from planner.domain.session import SessionKind
from planner.insights.adherence import adherence, adherence_figure
from tests.insights.histories import RULES, ago, at, did, felt, history, hung, planned, ran

OWN = RULES.adherence


def skipped(days: int, session: str) -> Skipped:
    return Skipped(id=f"k{session}", at=at(ago(days), 20), day=ago(days), plan="spring", session=session)


def test_work_is_done_done_in_part_skipped_or_missed() -> None:
    work = [hung(days, f"w{days}") for days in (1, 2, 3, 4)]
    entries: list[Happening] = [did(1, item="w1"), did(2, item="w2", complete=False), skipped(3, "w3"), felt(4, 3)]
    kept = adherence(history(entries, work=work), OWN.weeks)
    assert kept.layers == {"after": Kept(planned=4, done=1, partly=1, skipped=1, missed=1)}
    assert kept.runs == Kept()


def test_what_is_to_come_or_not_answered_today_is_left_out() -> None:
    past = history([did(0, item="done")], work=[hung(0, "done"), hung(0, "open"), hung(-1, "ahead")])
    assert adherence(past, OWN.weeks).layers == {"after": Kept(planned=1, done=1)}


def test_the_last_entry_counts_and_may_come_on_another_day() -> None:
    past = history([skipped(3, "w1"), did(1, item="w1")], work=[hung(3, "w1")])
    assert adherence(past, OWN.weeks).layers["after"] == Kept(planned=1, done=1)


def test_runs_are_counted_and_other_sessions_are_not() -> None:
    sessions = [planned(2, session="a"), planned(1, session="b"), planned(1, kind=SessionKind.CROSS, session="c")]
    kept = adherence(history([ran(2, session="a"), ran(1, session="c")], planned=sessions), OWN.weeks)
    assert kept.runs == Kept(planned=2, done=1, missed=1)


def test_only_the_last_weeks_count() -> None:
    days = 7 * (OWN.weeks - 1) + 6
    assert adherence(history(work=[hung(days, "w")]), OWN.weeks).layers
    assert not adherence(history(work=[hung(days + 1, "w")]), OWN.weeks).layers


def test_the_share_is_told_from_enough_planned_things_on() -> None:
    def says(count: int) -> str:
        work = [hung(days + 1, f"w{days}") for days in range(count)]
        return adherence_figure(history([did(1, item="w0")], work=work), RULES).says[1]

    assert says(OWN.least) == "Roll after runs: 1 of 5 (20 %), 4 with nothing logged."
    assert says(OWN.least - 1) == "Roll after runs: 1 of 4, 3 with nothing logged."


def test_the_figure_has_the_weeks_and_a_row_each() -> None:
    past = history([did(8, item="w8"), ran(1, session="a")], work=[hung(8, "w8")], planned=[planned(1, session="a")])
    figure = adherence_figure(past, RULES)
    assert [[point.y for point in line.points] for line in figure.series] == [[1, 1], [1, 1]]
    assert [row[0] for row in figure.rows] == ["runs", "Roll after runs", "week of 2027-03-01", "week of 2027-03-08"]


def test_a_week_without_a_plan_is_a_gap_and_no_zero() -> None:
    past = history([did(15, item="w1"), did(1, item="w2")], work=[hung(15, "w1"), hung(1, "w2")])
    assert [point.y for point in adherence_figure(past, RULES).series[1].points] == [1, None, 1]


def test_nothing_is_said_of_streaks() -> None:
    work = [hung(days, f"w{days}") for days in range(1, 9)]
    figure = adherence_figure(history([did(days, item=f"w{days}") for days in range(1, 9)], work=work), RULES)
    assert not any("streak" in line or "in a row" in line for line in figure.says)
