"""Decimal numbers as programs write them into tables: no sign, no exponent, no mark between thousands."""

import re

_POINT = re.compile(r"\d{0,9}(?:\.\d{1,20})?", re.ASCII)
_POINT_OR_COMMA = re.compile(r"\d{0,9}(?:[.,]\d{1,20})?", re.ASCII)


def decimal(text: str, *, comma: bool = False) -> float | None:
    """Return the number of a cell such as `12`, `12.50` or `.5`; None for anything else.

    At most nine digits stand before the point and twenty after it. `comma`: the mark may be a comma, as spreadsheets
    of many countries write it.
    """
    said = text.strip()
    if not said or not (_POINT_OR_COMMA if comma else _POINT).fullmatch(said):
        return None
    return float(said.replace(",", "."))
