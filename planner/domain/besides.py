"""What is logged besides training, in words."""

from planner.domain.body import Side
from planner.domain.log import Besides, Cleared, Gait, Question, ShoeCheck, Visit, Warned


def besides_words(entry: Besides) -> str:
    """Return in a few words what an entry says: `hip drop left, 172 steps a minute`. Health is in it: mind privacy."""
    match entry:
        case Warned(signs=signs, note=note):
            return _with("warning signs: " + ", ".join(sign.label for sign in signs), note)
        case Cleared(note=note):
            return _with("red flag cleared", note)
        case ShoeCheck():
            found = [entry.wear.value.replace("-", " ")] if entry.wear else []
            found += [sign.value.replace("-", " ") for sign in entry.signs]
            return _with(f"shoes looked at: {', '.join(found) or 'nothing found'}", entry.note)
        case Gait():
            return _with(", ".join(_gait(entry)) or "gait looked at", entry.note)
        case Visit():
            head = " ".join(filter(None, (entry.clock, entry.profession.value, entry.name)))
            return ": ".join(filter(None, (head, entry.why, entry.outcome, entry.note)))
        case Question():
            return f"{entry.text} {entry.answer}".strip()


def _gait(entry: Gait) -> list[str]:
    parts = [f"{one.sign.label} {'' if one.side is Side.BOTH else one.side}".strip() for one in entry.seen]
    parts += [f"{entry.cadence_spm} steps a minute"] if entry.cadence_spm else []
    if entry.to_wall_cm:
        parts.append(f"toe to wall {entry.to_wall_cm[0]:g} and {entry.to_wall_cm[1]:g} cm")
    if entry.balance_s:
        parts.append(f"on one leg {entry.balance_s[0]:g} and {entry.balance_s[1]:g} s")
    return parts + ([entry.squat] if entry.squat else [])


def _with(text: str, note: str) -> str:
    return f"{text}: {note}" if note else text
