"""Areas, sides and places in words."""

import pytest

from planner.domain.body import Area, Place, Side
from planner.domain.felt_line import read_felt


@pytest.mark.parametrize(
    ("place", "label", "start"),
    [
        (Place(Area.IT_BAND, Side.LEFT), "left IT band", "Left IT band"),
        (Place(Area.TFL), "TFL", "TFL"),
        (Place(Area.LOW_BACK), "low back", "Low back"),
        (Place(Area.ACHILLES, Side.RIGHT), "right Achilles", "Right Achilles"),
        (Place(Area.PLANTAR_FOOT), "plantar foot", "Plantar foot"),
    ],
)
def test_a_place_is_called_what_runners_call_it(place: Place, label: str, start: str) -> None:
    assert (place.label, place.start) == (label, start)


@pytest.mark.parametrize("area", [area for area in Area if area is not Area.CORE])
def test_an_area_is_understood_by_its_words_and_by_its_id(area: Area) -> None:
    assert "-" not in area.label
    assert read_felt(f"{area.label} 3").area is area
    assert read_felt(f"{area.value} 3").area is area
