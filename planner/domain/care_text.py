"""What people type about gait and practitioners, read into values."""

from planner.domain.body import Side
from planner.domain.errors import BadValue
from planner.domain.health import Profession
from planner.domain.log import GaitSeen, GaitSign

_OTHER_WORDS = {"doctor": "medical", "gp": "medical"}


def parse_seen(text: str, what: str) -> GaitSeen:
    """Return what was seen from `hip-drop`, `hip-drop:left` or `left hip-drop`. Raises `BadValue` with the choices."""
    words = text.replace(":", " ").lower().split()
    sides = [side for side in Side if side.value in words]
    signs = [sign for sign in GaitSign if sign.value in words]
    if len(signs) != 1 or len(sides) > 1 or len(signs) + len(sides) != len(words):
        raise BadValue(
            what, f"{text!r} is not known", f"Use one of: {', '.join(GaitSign)}; with a side: hip-drop:left."
        )
    return GaitSeen(sign=signs[0], side=sides[0] if sides else Side.BOTH)


def show_seen(seen: GaitSeen) -> str:
    """Return it as it is typed: `hip-drop:left`."""
    return seen.sign.value if seen.side is Side.BOTH else f"{seen.sign}:{seen.side}"


def parse_all_seen(text: str, what: str) -> tuple[GaitSeen, ...]:
    """Return what was seen from a list with commas; nothing is an empty tuple. Raises `BadValue`."""
    return tuple(parse_seen(part, what) for part in text.split(",") if part.strip())


def parse_two(text: str, what: str) -> tuple[float, float]:
    """Return left and right from `9/10.5` or `9 10.5`. Raises `BadValue`."""
    try:
        left, right = (float(part) for part in text.replace("/", " ").split())
    except ValueError:
        raise BadValue(what, f"{text!r} is not two numbers", "Write left and right, such as 9/10.5.") from None
    return left, right


def parse_profession(text: str, what: str) -> Profession:
    """Return a profession from its name or its beginning: `physio`, `doctor`. Raises `BadValue` with the choices."""
    word = text.strip().lower()
    word = _OTHER_WORDS.get(word, word)
    found = [one for one in Profession if word and one.value.startswith(word)]
    if len(found) != 1:
        raise BadValue(what, f"{text!r} is not known", f"Use one of: {', '.join(Profession)}.")
    return found[0]
