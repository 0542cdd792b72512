"""The picture of the chain: every area in sight at every size, and signs that say the same as the colours."""

from itertools import combinations

import pytest
from rich.cells import cell_len

from planner.app.views.chain_picture import NICE, PLAIN, Shown, area_at, look_of, picture, start_of
from planner.app.views.chain_places import PLACES, beside, spots
from planner.domain.body import Area, Side
from planner.domain.log import Felt
from planner.planning.chain_scores import warm_areas
from tests.app.lines import text_of, texts_of
from tests.planning.chain_data import CHAIN, SORE_AREAS, TODAY, felt

SIZES = [(44, 16), (44, 17), (52, 24), (65, 30), (100, 40)]


def shown(*entries: Felt, **how: object) -> Shown:
    warm = {one.area: one for one in warm_areas(entries, CHAIN, TODAY)}
    return Shown(chain=CHAIN, warm=warm, **how)  # type: ignore[arg-type]  # as given


def test_every_area_that_hurts_has_a_place() -> None:
    assert set(PLACES) == set(SORE_AREAS)


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_every_area_is_in_sight_with_its_number_also_when_all_are_warm(width: int, height: int) -> None:
    hot = shown(*(felt(area, 10) for area in SORE_AREAS))
    lines = picture(hot, width, height)
    assert len(lines) == height
    assert {sum(cell_len(bit.text) for bit in line) for line in lines} == {width}
    text = texts_of(lines)
    for area in SORE_AREAS:
        assert f"{NICE.logged} {area.label} 10" in text, area


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_no_two_labels_lie_over_each_other(width: int, height: int) -> None:
    hot = shown(*(felt(area, 10) for area in SORE_AREAS))
    left = 10 if width >= 56 else 0
    cells: dict[Area, set[tuple[int, int]]] = {}
    for area, spot in spots(width, height, left).items():
        look = look_of(area, hot)
        start = start_of(look, spot, width, left)
        cells[area] = {(x, spot.y) for x in range(start + 1, start + 1 + cell_len(look.text))}
    for one, other in combinations(cells, 2):
        assert not cells[one] & cells[other], (one, other)


def test_logged_upstream_watched_and_quiet_areas_have_signs_of_their_own() -> None:
    calf = shown(felt(Area.CALF, 6))
    looks = {area: look_of(area, calf).text for area in SORE_AREAS}
    assert looks[Area.CALF] == f"{NICE.logged} calf 6"
    assert looks[Area.IT_BAND] == f"{NICE.warm} IT band 2.1"
    assert looks[Area.ANKLE] == f"{NICE.watch} ankle"
    assert looks[Area.QUAD] == f"{NICE.quiet} quad"


def test_the_edge_that_made_an_area_warm_is_drawn_stronger_and_points_on() -> None:
    def roles(view: Shown) -> str:
        return " ".join(bit.role for line in picture(view, 65, 30) for bit in line)

    quiet, calf = shown(), shown(felt(Area.CALF, 6))
    assert "bar-rest" in roles(quiet)
    assert "yellow" not in roles(quiet)
    assert "yellow" in roles(calf)
    assert not set("→↗↑↖←↙↓↘") & set(texts_of(picture(quiet, 65, 30)))
    assert set("→↗↑↖←↙↓↘") & set(texts_of(picture(calf, 65, 30)))
    chosen = shown(felt(Area.CALF, 6), chosen=Area.IT_BAND)
    assert "primary" in roles(chosen)


def test_in_letters_it_is_ascii_throughout() -> None:
    view = shown(felt(Area.CALF, 6), felt(Area.IT_BAND, 3), ascii_only=True, chosen=Area.CALF)
    text = texts_of(picture(view, 80, 30))
    assert text.isascii()
    assert f"{PLAIN.logged} calf 6" in text


def test_on_a_shared_screen_no_score_is_shown_and_what_is_logged_looks_like_the_rest() -> None:
    view = shown(felt(Area.CALF, 6, Side.LEFT), private=True, worked={Area.CALF, Area.TFL})
    text = texts_of(picture(view, 65, 30))
    assert not set("0123456789") & set(text)
    assert look_of(Area.CALF, view).role == look_of(Area.TFL, view).role != look_of(Area.IT_BAND, view).role
    assert NICE.logged not in text


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_a_click_finds_each_area(width: int, height: int) -> None:
    view = shown(felt(Area.CALF, 6))
    for y, line in enumerate(picture(view, width, height)):
        text = text_of(line)
        for area in SORE_AREAS:
            label = look_of(area, view).text
            if f" {label} " in f" {text} ":
                assert area_at(view, text.index(label), y, width, height) is area
    assert area_at(view, 0, 1, width, height) is None


def test_arrows_reach_every_area_and_stop_at_the_rim() -> None:
    seen, new = {Area.IT_BAND}, {Area.IT_BAND}
    while new:
        new = {beside(area, *way) for area in new for way in ((1, 0), (-1, 0), (0, 1), (0, -1))} - seen
        seen |= new
    assert seen == set(SORE_AREAS)
    assert beside(Area.UPPER_BACK, 0, -1) is Area.UPPER_BACK
    assert beside(Area.PLANTAR_FOOT, 0, 1) is Area.PLANTAR_FOOT
    assert PLACES[beside(Area.IT_BAND, 0, 1)][1] > PLACES[Area.IT_BAND][1]
