"""Signs of hung work and of what became of it: one cell each, in every common monospaced font, with an ASCII set."""

from planner.app.bits import Bit, Line
from planner.domain.layer import Thing
from planner.domain.session import SessionKind
from planner.planning.agenda import Status


class Signs:
    """The signs of one set. All are one cell wide and in the fonts of Linux, macOS and Windows terminals."""

    def __init__(self, *, ascii_only: bool = False) -> None:
        self.roll = "o" if ascii_only else "○"
        self.stretch = "s" if ascii_only else "≈"
        self.strength = "H" if ascii_only else "↑"
        self.orthotic = "_" if ascii_only else "◊"
        self.note = '"' if ascii_only else "¶"
        self.done = "v" if ascii_only else "✓"
        self.partly = "/" if ascii_only else "~"
        self.skipped = "x" if ascii_only else "×"
        self.missed = "?" if ascii_only else "·"
        self.race = "*" if ascii_only else "★"
        self.moved = ">" if ascii_only else "→"
        self.edited = "+" if ascii_only else "±"
        self.pain = "!"
        self.extra = "+"
        self.bar = "=" if ascii_only else "▄"
        self.bar_rest = "." if ascii_only else "▁"
        self.half = ".5" if ascii_only else "½"
        self.arrow = "->" if ascii_only else "→"
        self.dash = "-" if ascii_only else "–"

    def of(self, thing: Thing) -> str:
        """Return the sign of a hung thing; shoes have a letter of their own instead."""
        match thing:
            case Thing.ROLL:
                return self.roll
            case Thing.STRETCH:
                return self.stretch
            case Thing.STRENGTH:
                return self.strength
            case Thing.ORTHOTIC:
                return self.orthotic
            case Thing.NOTE:
                return self.note
            case Thing.SHOE:
                return "A"

    def status(self, status: Status) -> str:
        """Return the sign of what became of a session, empty while it is planned."""
        return {
            Status.DONE: self.done,
            Status.PARTLY: self.partly,
            Status.SKIPPED: self.skipped,
            Status.MISSED: self.missed,
            Status.PLANNED: "",
        }[status]


PLAIN = Signs(ascii_only=True)
NICE = Signs()


def signs(*, ascii_only: bool) -> Signs:
    """Return the set that the settings ask for."""
    return PLAIN if ascii_only else NICE


_WORDS = {SessionKind.RACE_PACE: "pace"}
_TIGHT = {
    SessionKind.STRIDES: "str.",
    SessionKind.RECOVERY: "rec.",
    SessionKind.RUN_WALK: "r/w",
    SessionKind.INTERVALS: "int.",
    SessionKind.TUNE_UP: "test",
    SessionKind.STRENGTH: "str'gth",
}
_ROLES = {
    SessionKind.EASY: "easy",
    SessionKind.RECOVERY: "easy",
    SessionKind.RUN: "easy",
    SessionKind.RUN_WALK: "easy",
    SessionKind.STRIDES: "strides",
    SessionKind.LONG: "long",
    SessionKind.RACE: "race",
    SessionKind.TUNE_UP: "race",
    SessionKind.CROSS: "cross",
    SessionKind.WALK: "cross",
    SessionKind.STRENGTH: "cross",
    SessionKind.OTHER: "cross",
    SessionKind.REST: "rest",
}


def word_of(kind: SessionKind, *, tight: bool = False) -> str:
    """Return the word of a kind for a cell of the month; `tight` has at most five letters for runs."""
    return (tight and _TIGHT.get(kind)) or _WORDS.get(kind, kind.value)


def role_of(kind: SessionKind) -> str:
    """Return the role that colours a kind."""
    return _ROLES.get(kind, "quality")


def legend(*, ascii_only: bool) -> list[Line]:
    """Return what the signs mean, for the help."""
    own = signs(ascii_only=ascii_only)
    rows = (
        (own.roll, "roll", "foam rolling"),
        (own.stretch, "stretch", "stretching or mobility"),
        (own.strength, "strength", "strength work"),
        ("A B", "shoe", "the shoe: its letter is its place in your gear"),
        (own.orthotic, "orthotic", "orthotics or insoles are worn"),
        (own.note, "note", "a note"),
        (own.done, "done", "done"),
        (own.partly, "done", "partly done"),
        (own.skipped, "skipped", "skipped, with a reason"),
        (own.missed, "missed", "nothing was logged"),
        (own.moved, "text", "moved here from another day"),
        (own.edited, "text", "changed or added by you"),
        (own.pain, "yellow", "pain or tightness was logged"),
        (own.race, "race", "race day"),
    )
    return [(Bit(f"{sign:<5}", role), Bit(meaning)) for sign, role, meaning in rows]
