"""The body map: every area can be seen, pointed at and walked to, in every set of signs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.app.bits import Line, width_of
from planner.app.views.body_figure import KEYS, ROWS, WIDTH, Spot, View, full_cells, neighbour, place_at, spot_of, spots
from planner.app.views.body_map import BOTH_WIDTH, GAP, HEIGHT, MARGIN, BodyMap, Known, list_area_at, list_lines
from planner.domain.body import Area, Place, Side
from planner.domain.light import Colour
from tests.app.lines import text_of, texts_of

LEFT_KNEE = Place(Area.KNEE, Side.LEFT)
LOGGABLE = frozenset(Area) - {Area.CORE}


def a_map(**what: object) -> BodyMap:
    return BodyMap(**{"chosen": spot_of(Area.KNEE, Side.LEFT, View.FRONT), "side": Side.LEFT, **what})  # type: ignore[arg-type]


def roles_of(lines: tuple[Line, ...], spot: Spot) -> set[str]:
    """The roles of the cells that a place fills."""
    aside = MARGIN + (0 if spot.view is View.FRONT else WIDTH + GAP)
    cells = [[bit.role for bit in line for _ in bit.text] for line in lines]
    return {cells[y][x + aside] for y, columns in full_cells(spot).items() for x in columns}


def test_every_loggable_area_has_a_key_of_its_own_and_both_sides_on_the_figure() -> None:
    assert set(KEYS) == LOGGABLE
    assert len(set(KEYS.values())) == len(KEYS)
    assert all(key in area.value for area, key in KEYS.items())
    drawn = {spot.place for spot in spots()}
    assert drawn == {Place(area, side) for area in LOGGABLE for side in (Side.LEFT, Side.RIGHT)}


def test_every_place_has_a_cell_for_its_key() -> None:
    made = a_map().lines()
    for spot in spots():
        assert full_cells(spot), spot
    assert {key for key in KEYS.values() if key not in texts_of(made)} == set()


def test_from_the_front_right_and_left_are_mirrored() -> None:
    front, back = spot_of(Area.KNEE, Side.LEFT, View.FRONT), spot_of(Area.KNEE, Side.LEFT, View.BACK)
    assert min(full_cells(front)[next(iter(full_cells(front)))]) >= WIDTH // 2
    assert max(full_cells(back)[next(iter(full_cells(back)))]) < WIDTH // 2
    words = text_of(a_map().lines()[-1]).split()
    assert words == ["right", "front", "left", "left", "back", "right"]


def test_both_views_are_one_the_mirror_of_the_other_in_their_outline() -> None:
    for view in View:
        for y in range(ROWS):
            places = [place_at(view, x, y) for x in range(WIDTH)]
            assert [place and place.area for place in places] == [place and place.area for place in places[::-1]]


@pytest.mark.parametrize("ascii_only", [False, True])
@pytest.mark.parametrize("alone", [False, True])
def test_the_map_fits_its_box(ascii_only: bool, alone: bool) -> None:
    known = {Place(area, side): Known(colour=Colour.RED, score=10) for area in KEYS for side in (Side.LEFT, Side.RIGHT)}
    lines = a_map(known=known, ascii_only=ascii_only, alone=alone).lines()
    assert len(lines) == HEIGHT
    assert {width_of(line) for line in lines} == {MARGIN + WIDTH if alone else BOTH_WIDTH}
    assert not ascii_only or texts_of(lines).isascii()


def test_a_cell_of_the_map_is_the_place_that_is_drawn_there() -> None:
    body = a_map()
    for spot in spots():
        aside = MARGIN + (0 if spot.view is View.FRONT else WIDTH + GAP)
        for y, columns in full_cells(spot).items():
            assert {body.spot_at(x + aside, y) for x in columns} == {spot}
    assert body.spot_at(0, 0) is None
    assert body.spot_at(MARGIN + WIDTH + 1, 5) is None
    assert body.spot_at(500, 500) is None


def test_the_chosen_place_is_a_filled_block_on_both_views() -> None:
    lines = a_map().lines()
    for view in View:
        assert roles_of(lines, Spot(view, LEFT_KNEE)) == {"ink-body-chosen-ink bold on-body-chosen"}
        assert "on-body-chosen" not in " ".join(roles_of(lines, Spot(view, Place(Area.KNEE, Side.RIGHT))))
    both = a_map(side=Side.BOTH).lines()
    assert "on-body-chosen" in " ".join(roles_of(both, Spot(View.BACK, Place(Area.KNEE, Side.RIGHT))))


def test_a_place_has_the_colour_of_its_light_and_its_last_score_beside_its_key() -> None:
    calf = Place(Area.CALF, Side.RIGHT)
    lines = a_map(known={calf: Known(colour=Colour.YELLOW, score=5)}).lines()
    assert roles_of(lines, Spot(View.BACK, calf)) == {"ink-light-ink bold on-light-yellow"}
    assert "c5" in texts_of(lines)


@given(st.sampled_from(sorted(KEYS)), st.sampled_from([Side.LEFT, Side.RIGHT]), st.integers(1, 10))
def test_whatever_the_score_it_can_be_read(area: Area, side: Side, score: int) -> None:
    lines = a_map(known={Place(area, side): Known(score=score)}).lines()
    assert set(str(score)) <= set(texts_of(lines))


def test_the_arrows_reach_every_place_from_every_place() -> None:
    ways = {spot: {neighbour(spot, *step) for step in ((1, 0), (-1, 0), (0, 1), (0, -1))} for spot in spots()}
    for start in spots():
        seen, todo = {start}, [start]
        while todo:
            new = ways[todo.pop()] - seen
            seen |= new
            todo += new
        assert seen == set(spots()), start


@pytest.mark.parametrize(
    ("view", "area", "side", "step", "to"),
    [
        (View.FRONT, Area.KNEE, Side.LEFT, (-1, 0), (View.FRONT, Area.KNEE, Side.RIGHT)),
        (View.FRONT, Area.KNEE, Side.LEFT, (0, 1), (View.FRONT, Area.SHIN, Side.LEFT)),
        (View.FRONT, Area.KNEE, Side.LEFT, (0, -1), (View.FRONT, Area.QUAD, Side.LEFT)),
        (View.FRONT, Area.KNEE, Side.LEFT, (1, 0), (View.BACK, Area.KNEE, Side.LEFT)),
        (View.BACK, Area.CALF, Side.RIGHT, (0, 1), (View.BACK, Area.SOLEUS, Side.RIGHT)),
        (View.BACK, Area.UPPER_BACK, Side.LEFT, (0, 1), (View.BACK, Area.LOW_BACK, Side.LEFT)),
        (View.BACK, Area.UPPER_BACK, Side.LEFT, (0, -1), (View.BACK, Area.UPPER_BACK, Side.LEFT)),
    ],
)
def test_an_arrow_goes_to_the_neighbour(
    view: View, area: Area, side: Side, step: tuple[int, int], to: tuple[View, Area, Side]
) -> None:
    assert neighbour(Spot(view, Place(area, side)), *step) == Spot(to[0], Place(to[1], to[2]))


@pytest.mark.parametrize(("width", "height"), [(40, 4), (38, 10), (59, 7), (20, 1)])
@given(area=st.sampled_from(sorted(KEYS)))
def test_the_list_holds_the_chosen_area(width: int, height: int, area: Area) -> None:
    body = a_map(chosen=spot_of(area, Side.LEFT, View.FRONT), known={LEFT_KNEE: Known(colour=Colour.RED, score=7)})
    lines = list_lines(body, width, height)
    assert len(lines) <= height
    assert all(width_of(line) <= width for line in lines)
    assert [bit.text.split()[0] for line in lines for bit in line if bit.role == "text cursor"] == [KEYS[area]]
    for y, line in enumerate(lines):
        for x, letter in enumerate(text_of(line)):
            at = list_area_at(body, width, height, x, y)
            assert letter == " " or (at and KEYS[at] in text_of(line).split())


def test_the_list_has_the_last_score_of_left_and_right() -> None:
    body = a_map(known={LEFT_KNEE: Known(colour=Colour.RED, score=7)})
    assert "k knee" in texts_of(list_lines(body, 40, 20))
    assert "7/-" in texts_of(list_lines(body, 40, 20))


def test_a_line_tells_two_areas_of_one_light_apart() -> None:
    knee, shin = Place(Area.KNEE, Side.RIGHT), Place(Area.SHIN, Side.RIGHT)
    red = Known(colour=Colour.RED, score=6)
    alone, both = a_map(known={knee: red}).lines(), a_map(known={knee: red, shin: red}).lines()
    spot = Spot(View.FRONT, knee)
    assert "underline" not in " ".join(roles_of(alone, spot))
    assert roles_of(both, spot) == {"ink-light-ink bold on-light-red underline"}
