"""The entry of what is felt while it is made: a row for each answer, with the key that changes it."""

from planner.app.bits import Bit, Line, cut, fit, plain
from planner.app.felt_draft import OWN_KEYS, Draft, RunChoice
from planner.domain.health import Sign
from planner.domain.units import Unit, show_number

_LABEL = 12
_NONE = "-"
ROWS = ("side", "kind", "when", "run", "came-on", "limp", "night", "swelling", "signs", "note")
"""The answers in their order, by the names of their commands."""
_SIGNS = dict(zip(("limp", "night", "swelling"), OWN_KEYS, strict=True))
_LABELS = {"came-on": "came on", "night": "night pain", "signs": "more signs"}
SIGNS_OF_ROWS: dict[str, Sign] = _SIGNS
"""The rows that are a sign, with it."""


def felt_rows(
    draft: Draft, runs: tuple[RunChoice, ...], keys: dict[str, str], chosen: int, unit: Unit, width: int
) -> list[Line]:
    """Return a line for each of `ROWS`; `keys` has the key of each, and the chosen one is a filled block."""
    made: list[Line] = []
    for n, name in enumerate(ROWS):
        text = _told(draft, runs, name, unit)
        block = " cursor" if n == chosen else ""
        role = "strong" if text not in (_NONE, "no") else "dim"
        made.append(
            cut(
                (
                    Bit(f" {keys.get(name, ' ')} ", f"key{block}"),
                    Bit(fit(_LABELS.get(name, name), _LABEL), f"label{block}"),
                    Bit(text, f"{role}{block}"),
                ),
                width,
                f"text{block}",
            )
        )
    return made


def _told(draft: Draft, runs: tuple[RunChoice, ...], name: str, unit: Unit) -> str:
    if name in _SIGNS:
        return "yes" if _SIGNS[name] in draft.signs else "no"
    match name:
        case "side":
            return draft.place.side.value
        case "kind":
            return draft.feeling.value
        case "when":
            return draft.when.value if draft.when else _NONE
        case "run":
            return next((run.text for run in runs if run.id == draft.run), _NONE)
        case "came-on":
            metres = draft.came_on_m
            return _NONE if metres is None else f"at {show_number(metres / unit.metres)} {unit}"
        case "signs":
            return ", ".join(sign.label for sign in draft.more_signs) or _NONE
        case _:
            return plain(draft.note) or _NONE


def score_line(draft: Draft) -> Line:
    """Return the score, loud, with what it is and a scale of ten."""
    return (
        Bit(f" {draft.score:>2} ", "cursor bold"),
        Bit(" of 10  ", "label"),
        Bit(draft.feeling.value, "strong"),
    )
