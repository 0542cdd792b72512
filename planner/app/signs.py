"""Signs of hung work and of what became of it: one cell each, in every common monospaced font, with an ASCII set."""

from planner.app.bits import Bit, Line
from planner.domain.layer import Thing
from planner.domain.off import OffKind
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
        self.visit = "@"
        self.done = "v" if ascii_only else "✓"
        self.partly = "/" if ascii_only else "~"
        self.skipped = "x" if ascii_only else "×"
        self.missed = "?" if ascii_only else "·"
        self.race = "*" if ascii_only else "★"
        self.moved = ">" if ascii_only else "→"
        self.edited = "+" if ascii_only else "±"
        self.pain = "!"
        self.light = "*" if ascii_only else "●"
        self.extra = "+"
        self.finding = "^" if ascii_only else "▲"
        self.eased = "-" if ascii_only else "↓"
        self.blocked = "#" if ascii_only else "■"
        self.beside = "|" if ascii_only else "¦"
        self.more = ">" if ascii_only else "»"
        self.less = "<" if ascii_only else "«"
        self.bar = "=" if ascii_only else "▄"
        self.bar_rest = "." if ascii_only else "▁"
        self.bar_lost = "x" if ascii_only else "·"
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
        """Return the sign of what became of a session, empty while it is planned, or not known."""
        return {
            Status.DONE: self.done,
            Status.PARTLY: self.partly,
            Status.SKIPPED: self.skipped,
            Status.MISSED: self.missed,
            Status.PLANNED: "",
            Status.UNKNOWN: "",
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
    SessionKind.CROSS: "x-tr",
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


_OFF_WORDS = {
    OffKind.TIME_OFF: "off",
    OffKind.TRAVEL: "away",
    OffKind.ILLNESS: "ill",
    OffKind.INJURY: "hurt",
    OffKind.UNWELL: "weak",
}


def word_of_off(kind: OffKind) -> str:
    """Return the word of days off, at most four letters: `off`, `away`, `ill`."""
    return _OFF_WORDS[kind]


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
        (own.visit, "note", "a visit to a practitioner"),
        (own.done, "done", "done"),
        (own.partly, "done", "partly done"),
        (own.skipped, "skipped", "skipped, with a reason"),
        (own.missed, "missed", "nothing was logged"),
        (own.moved, "text", "moved here from another day"),
        (own.edited, "text", "changed or added by you"),
        (own.eased, "off", "less than the plan says, because of days off"),
        (own.blocked, "dim", "a day without time to run"),
        (own.beside, "dim", "of another plan that is shown beside"),
        (own.finding, "yellow", "the checks found something; in red what weighs most"),
        (own.pain, "yellow", "pain or tightness was logged"),
        (own.race, "race", "race day"),
        *_lights(own),
    )
    return [(Bit(f"{sign:<5}", role), Bit(meaning)) for sign, role, meaning in rows]


def _lights(own: Signs) -> tuple[tuple[str, str, str], ...]:
    return (
        (own.light, "green", "light green: run as planned"),
        (own.light, "yellow", "light yellow: easy and short; ! says why"),
        (own.light, "red", "light red: no run now; ! says why and whom to see"),
    )


def body_legend(*, ascii_only: bool) -> list[Line]:
    """Return what stands on the body map, for the help."""
    own = signs(ascii_only=ascii_only)
    rows = (
        ("k4", "strong", "the key of an area, and its last score"),
        ("", "text", "its ground is the colour of its light; grey is an area where nothing counts now"),
        ("", "text", "from the front, your right is at the left, as in a photograph"),
        *_lights(own),
    )
    return [(Bit(f"{sign:<5}", role), Bit(meaning)) for sign, role, meaning in rows]
