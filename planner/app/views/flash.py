"""The flash: what a cue says for a moment, huge and inverted, so that it is seen from the corner of an eye."""

from collections.abc import Iterable

from planner.app.views.big_digits import FACES, big_digits
from planner.domain.cues import Cues
from planner.playing.cues import Cue

FLASH_S = 1.2
"""Seconds that a flash stays: long enough to look up, shorter than anything that must be read meanwhile."""
_WORDS = {
    Cue.SESSION_END: "DONE",
    Cue.SWITCH: "SWITCH",
    Cue.WAITING: "READY?",
    Cue.REST_START: "REST",
    Cue.STEP_END: "NEXT",
    Cue.SET_END: "SET",
    Cue.SPOT_MOVE_ON: "MOVE ON",
    Cue.SPOT_CHIME: "EASES?",
    Cue.TARGET: "ENOUGH",
    Cue.HALF_WAY: "HALF",
    Cue.START: "GO",
}
"""The most telling first: of several cues at once only one can be seen."""


def flash_word(cues: Iterable[Cue], wanted: Cues) -> str:
    """Return the word that these cues flash, empty when the runner wants none."""
    now = {cue for cue in cues if wanted.flashes(cue.kind)}
    return next((word for cue, word in _WORDS.items() if cue in now), "")


def word_rows(word: str, width: int, height: int, *, ascii_only: bool = False) -> tuple[str, ...]:
    """Return a word in block letters, in exactly `height` rows of one width, the first and the last of them blank.

    Inverted letters need ground above and below. Returns nothing when the word does not fit.
    """
    face = next((face for face in FACES if face.rows + 2 <= height and face.width(word) <= width), None)
    if face is None or not word:
        return ()
    rows = big_digits(word, face, ascii_only=ascii_only)
    blank = " " * face.width(word)
    above = (height - face.rows) // 2
    return (*(blank,) * above, *rows, *(blank,) * (height - face.rows - above))
