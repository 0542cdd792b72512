"""What can be typed while a session is played in plain lines: the letters of the player's keys, and words."""

from typing import NamedTuple

from planner.domain.text import one_line


class Word(NamedTuple):
    """A control: the id of the player's command, its letters, its words, what it does. `takes`: text may follow."""

    id: str
    letters: str
    words: tuple[str, ...]
    help: str
    takes: bool = False


class Typed(NamedTuple):
    """What was typed: the id of a control, and the text after it; for a score, the number."""

    id: str
    text: str = ""


WORDS = (
    Word("enter", "", ("enter", "go", "ready", "done"), "ready, set done, spot found, spot eased"),
    Word("pause", " ", ("pause", "space"), "stand still, or go on"),
    Word("next", "n", ("next",), "go on to what is next"),
    Word("previous", "p", ("previous", "back"), "go back to what was before"),
    Word("skip", "s", ("skip",), "leave out the rest of this step; say why after it, such as: s it hurts", takes=True),
    Word("other-side", "x", ("other side", "other"), "do the other side first"),
    Word("jump", "o", ("steps", "jump"), "list the steps; with a number, go to that step", takes=True),
    Word("restart", "r", ("again", "restart"), "begin this step again"),
    Word("redo", "R", ("side again", "redo"), "do this side again"),
    Word("off", "O", ("off",), "leave this step out for today"),
    Word("back-10", ",", ("rewind",), "10 seconds back"),
    Word("on-10", ".", ("forward",), "10 seconds on"),
    Word("shorter", "-", ("shorter",), "10 seconds or a rep less"),
    Word("longer", "+=", ("longer",), "10 seconds or a rep more"),
    Word("rounds-less", "<", ("less rounds",), "a round less of this group"),
    Word("rounds-more", ">", ("more rounds",), "a round more of this group"),
    Word("score", "0123456789", ("10",), "how tight or sore it is now, 0 nothing to 10 unbearable"),
    Word("weight-off", "u", ("weight off", "weight"), "I took weight off the roller"),
    Word("station-back", "", ("up",), "I am nearer to the start of the route"),
    Word("station-on", "", ("down",), "I am nearer to the end of the route"),
    Word("note", "m", ("note",), "keep a note; write it after it, such as: m left is stiff", takes=True),
    Word("how", "i", ("how",), "how this exercise is done"),
    Word("mute", "b", ("mute",), "no sound in this step, or sound again"),
    Word("mute-all", "B", ("mute all",), "no sound at all, or sound again"),
    Word("stop", "q", ("stop", "quit"), "stop here; what was done is kept"),
    Word("help", "?", ("help",), "where I am, and what can be typed"),
)
"""Every control. The keys that move a cursor, hide a page or lock the keyboard have nothing to do here."""


def read(line: str) -> Typed | None:
    """Return what a typed line means, or None. An empty line is enter, a line of blanks is pause."""
    text = one_line(line)
    if not text:
        return Typed("pause" if line.strip("\r\n") else "enter")
    for word in WORDS:
        if (len(text) == 1 and text in word.letters) or text.lower() in word.words:
            return Typed(word.id, text if word.id == "score" else "")
    first, _, rest = text.partition(" ")
    for word in WORDS:
        if word.takes and ((len(first) == 1 and first in word.letters) or first.lower() in word.words):
            return Typed(word.id, rest)
    return None


def key_line() -> str:
    """Return what each letter does, in one line."""
    keys = (f"{_spell(word.letters[0])} {word.words[0]}" for word in WORDS if word.letters.strip("0123456789 "))
    return f"Type, then enter: {', '.join(keys)}, 0 to 10 how it feels. An empty line goes on, a blank pauses."


def unknown_line(line: str) -> str:
    """Return what to say to a line that means nothing."""
    words = ", ".join(word.words[0] for word in WORDS if word.id in _OFTEN)
    return f"I do not know {one_line(line)[:_MOST_SHOWN]!r}. Type {words}, a number from 0 to 10, or ? for all of them."


def help_lines() -> list[str]:
    """Return a line for every control."""
    lines = []
    for word in WORDS:
        letters = {"score": ["0 to 10"], "pause": ["a blank"], "enter": ["an empty line"]}.get(word.id)
        named = [*(letters or map(_spell, word.letters)), *(one for one in word.words if one != "10")]
        lines.append(f"{' or '.join(named)}: {word.help}.")
    return lines


_OFTEN = {"enter", "pause", "next", "previous", "skip", "other-side", "jump", "note", "how", "stop"}
_MOST_SHOWN = 40
_NAMES = {
    ",": "comma", ".": "point", "-": "minus", "+": "plus", "=": "equals", "<": "less-than", ">": "greater-than",
    "?": "question mark",
}  # fmt: skip


def _spell(letter: str) -> str:
    """Return how a letter is called: a screen reader says neither signs nor capitals by itself."""
    return _NAMES.get(letter, f"capital {letter}" if letter.isupper() else letter)
