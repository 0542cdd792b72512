"""The route of a foam roller: from hip to knee, with the tight spots that were found."""

from collections.abc import Mapping

from planner.app.bits import Bit, Line, width_of

EASED, STAYED, HELD = "eased", "stayed", "held"
"""What became of a spot: it eased, it was left tight, it is held now."""
_SIGNS = {
    EASED: ("●", "o", "good"),
    STAYED: ("◌", "x", "warning"),
    HELD: ("◉", "@", "primary"),
}


def route_line(
    start: str, end: str, stations: int, at: int, spots: Mapping[int, str], *, width: int, ascii_only: bool = False
) -> Line:
    """Return `hip ━ ● ━ ◉ · · knee`: what lies behind is filled, what is ahead is dotted.

    `at` is the station where the roller is, from 0; `spots` says by station what became of a spot.
    """
    room = width - len(start) - len(end) - 4
    gap = " " * max(0, min(2, room // max(stations, 1) - 1))
    bits: list[Bit] = [Bit(f"{start}  ", "label")]
    for station in range(stations):
        if station:
            bits.append(
                Bit(_filled(gap, ascii_only) if gap and station <= at else gap, "bar" if station <= at else "dim")
            )
        if station in spots:
            sign, plain_sign, role = _SIGNS[spots[station]]
            bits.append(Bit(plain_sign if ascii_only else sign, role))
        elif station < at:
            bits.append(Bit(_filled(" ", ascii_only), "bar"))
        elif station == at:
            bits.append(Bit(">" if ascii_only else "▸", "primary"))
        else:
            bits.append(Bit("." if ascii_only else "·", "dim"))
    bits.append(Bit(f"  {end}", "label"))
    return tuple(bits) if width_of(bits) <= width else (Bit(f"{start} {at + 1}/{stations} {end}", "label"),)


def _filled(gap: str, ascii_only: bool) -> str:
    return ("-" if ascii_only else "━") * len(gap)
