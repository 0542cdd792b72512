from planner.domain.body import Area, Side
from planner.domain.log import Feeling, When
from planner.insights.figure import Figure, Series
from planner.insights.pain import pain
from tests.insights.histories import RULES, felt, history, ran

OWN = RULES.pain


def line(figure: Figure, name: str) -> Series:
    return next(one for one in figure.series if one.name == name)


def test_below_the_least_count_nothing_is_drawn() -> None:
    assert pain(history(felt(n, 2) for n in range(OWN.least - 1)), RULES).too_few
    assert not pain(history(felt(n, 2) for n in range(OWN.least)), RULES).too_few


def test_each_place_has_its_highest_score_of_the_week() -> None:
    figure = pain(history([felt(0, 2), felt(1, 4), felt(8, 3), felt(1, 5, Area.CALF, side=Side.BOTH)]), RULES)
    assert [point.y for point in line(figure, "left knee").points] == [3, 4]
    assert [point.y for point in line(figure, "calf").points] == [None, 5]


def test_a_logged_zero_is_a_zero_and_a_week_without_a_score_a_gap() -> None:
    figure = pain(history([felt(0, 0), felt(14, 3), felt(15, 2)]), RULES)
    assert [point.y for point in line(figure, "left knee").points] == [3, None, 0]


def test_tightness_and_pain_are_told_apart() -> None:
    figure = pain(history([felt(0, 2), felt(1, 6, feeling=Feeling.TIGHTNESS), felt(2, 3, feeling=Feeling.ACHE)]), RULES)
    assert line(figure, "left knee").points[0].y == 3
    assert line(figure, "left knee, tight").points[0].y == 6


def test_the_next_morning_stands_apart() -> None:
    figure = pain(history([felt(0, 2), felt(1, 3), felt(0, 5, when=When.MORNING)]), RULES)
    assert line(figure, "left knee").points[0].y == 3
    assert line(figure, "worst next morning").points[0].y == 5
    assert figure.rows == (("2027-03-08", "", "left knee", "3", "5"),)


def test_the_load_is_drawn_against_the_fullest_week() -> None:
    scores = [felt(0, 2), felt(8, 3), felt(16, 1)]
    figure = pain(history([*scores, ran(0, 10), ran(8, 40)]), RULES)
    assert [point.y for point in line(figure, "distance, fullest week = 10").points] == [None, 10, 2.5]
    assert [row[1] for row in figure.rows] == ["", "40", "10"]


def test_only_the_worst_places_have_a_line_and_all_have_rows() -> None:
    areas = [area for area in Area if area is not Area.CORE][: OWN.most_areas + 1]
    figure = pain(history(felt(0, 1 + n, area) for n, area in enumerate(areas)), RULES)
    names = {one.name for one in figure.series}
    assert len(names) == OWN.most_areas
    assert f"left {areas[0]}" not in names
    assert len(figure.rows) == len(areas)
    assert any(f"left {areas[0]}" in sentence for sentence in figure.says)


def test_old_scores_are_not_shown() -> None:
    days = 7 * (OWN.shown_weeks - 1) + 6
    assert not pain(history(felt(days, 2) for _ in range(3)), RULES).too_few
    assert pain(history(felt(days + 1, 2) for _ in range(3)), RULES).too_few
