"""The route of a step that is rolled spot by spot: where the runner is, and the spots so far."""

import msgspec

from planner.domain.dose import Spots
from planner.playing.player import Player
from planner.playing.state import Phase


class SpotSeen(msgspec.Struct, frozen=True, kw_only=True):
    """A spot of this side; `is_now`: it is held right now."""

    station: int
    seconds: float
    start_score: int | None = None
    end_score: int | None = None
    weight_off: bool = False
    eased: bool = False
    is_now: bool = False


class Route(msgspec.Struct, frozen=True, kw_only=True):
    """The route of a spots step: its ends, stations 0 to `stations`, where the runner is, and the spots so far."""

    start: str
    end: str
    stations: int
    station: int
    spots: tuple[SpotSeen, ...] = ()


def route_of(player: Player, now: float) -> Route | None:
    """Return the route while a spots step is begun, rolled or held; None else. `now`: seconds of the clock."""
    part = player.beat.part
    if not isinstance(part, Spots) or player.phase not in (Phase.COUNT_IN, Phase.ROLLING, Phase.HOLDING):
        return None
    spots = [
        SpotSeen(
            station=spot.station,
            seconds=spot.seconds,
            start_score=spot.start_score,
            end_score=spot.end_score,
            weight_off=spot.weight_off,
            eased=spot.eased,
        )
        for spot in player.tally_at(player.state.place).spots
    ]
    if held := player.state.spot:
        spots.append(
            SpotSeen(
                station=held.station,
                seconds=player.position(now),
                start_score=held.start_score,
                end_score=held.end_score,
                weight_off=held.weight_off,
                is_now=True,
            )
        )
    station = 0 if player.phase is Phase.COUNT_IN else player.station(now)
    return Route(start=part.start, end=part.end, stations=part.stations, station=station, spots=tuple(spots))
