from planner.domain.body import Area
from planner.domain.health import Sign
from planner.domain.light import Colour
from planner.domain.log import Warned
from planner.insights.light.light import light_course
from planner.insights.lights import colours_of, lights
from tests.insights.histories import RULES, TODAY, ago, at, felt, history, ran

RED = RULES.light.pain.red
WEEKS = RULES.lights.weeks


def test_the_days_have_the_colours_of_the_light() -> None:
    past = history([felt(30, RED), ran(3), felt(3, 1, Area.CALF), felt(12, 4)])
    first = ago(6 + 7 * (WEEKS - 1))
    assert colours_of(past, RULES) == light_course(past.entries, first, TODAY, RULES.light, RULES.flags)
    assert colours_of(past, RULES)[ago(30)] is Colour.RED


def test_each_week_says_how_many_of_its_days_had_which_colour() -> None:
    figure = lights(history([felt(30, RED)]), RULES)
    colours = colours_of(history([felt(30, RED)]), RULES)
    sums = {line.name: sum(point.y or 0 for point in line.points) for line in figure.series}
    assert sums == {colour.value: sum(one is colour for one in colours.values()) for colour in Colour}
    assert figure.rows[0][0] == "2027-02-08"


def test_a_day_of_which_nothing_is_known_is_not_green() -> None:
    assert lights(history([ran(1)]), RULES).too_few
    figure = lights(history([felt(1, 1)]), RULES)
    assert sum(point.y or 0 for line in figure.series for point in line.points) == 2


def test_a_red_flag_of_long_ago_still_counts_until_it_is_cleared() -> None:
    day = ago(7 * WEEKS + 60)
    flag = Warned(id="w", at=at(day, 9), day=day, signs=(Sign.CHEST_PAIN,))
    assert set(colours_of(history([flag]), RULES).values()) == {Colour.RED}
