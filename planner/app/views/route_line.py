"""The route of a foam roller: from hip to knee, with the tight spots that were found."""

from collections.abc import Mapping

from planner.app.bits import Bit, Line

EASED, STAYED, HELD = "eased", "stayed", "held"
"""What became of a spot: it eased, it was left tight, it is held now."""
_SIGNS = {
    EASED: ("●", "o", "good"),
    STAYED: ("◌", "x", "warning"),
    HELD: ("◉", "@", "primary"),
}


def route_line(stations: int, at: int, spots: Mapping[int, str], *, width: int, ascii_only: bool = False) -> Line:
    """Return `━━━●━━━◉   ·   ·`, spread over `width`: what lies behind is filled, what is ahead is dotted.

    `at` is the station where the roller is, from 0 to `stations`; `spots` says by station what became of a spot.
    """
    gap = max(0, min(6, (width - stations - 1) // stations))
    full = "-" if ascii_only else "━"
    bits: list[Bit] = []
    for station in range(stations + 1):
        behind = station <= at
        if station:
            bits.append(Bit((full if behind else " ") * gap, "bar" if behind else "dim"))
        if station in spots:
            sign, plain_sign, role = _SIGNS[spots[station]]
            bits.append(Bit(plain_sign if ascii_only else sign, role))
        elif station == at:
            bits.append(Bit(">" if ascii_only else "▸", "primary"))
        elif behind:
            bits.append(Bit(full, "bar"))
        else:
            bits.append(Bit("." if ascii_only else "·", "dim"))
    return tuple(bits)
