"""Before the start: the ready screen, and below it how the areas that will be worked feel now."""

from collections.abc import Mapping

from planner.app.bits import Bit, Line, fit, plain, wrap
from planner.app.views.ratings import Ratings, rating_lines
from planner.app.views.stage import Stage, stage_lines
from planner.domain.exercise import Exercise
from planner.playing.player import Player

_QUESTION = "How does it feel before?"
_LOW = 14
"""In a lower window the ratings take one line."""


def before_ratings(player: Player, exercises: Mapping[str, Exercise]) -> Ratings:
    """Return what can be rated before the start: the first area of each exercise, side by side."""
    return Ratings.of(
        (exercises[beat.exercise].areas[0], beat.side)
        for beat in player.timeline.beats
        if beat.exercise in exercises and beat.step not in player.state.off
    )


def before_lines(
    stage: Stage, ratings: Ratings, width: int, height: int, cautions: tuple[str, ...] = ()
) -> tuple[Line, ...]:
    """Return the ready screen in `height` lines: at its lower end what is left out today, and the ratings.

    How it is done has the room alone.
    """
    if stage.how is not None or not (ratings.rows or cautions):
        return stage_lines(stage, width, height)
    if height < _LOW:
        # The length is said in words too: the caution needs the room of the big number.
        stage = stage._replace(field="8" * width)
    margin = 8 if width >= 74 else 4 if width >= 50 else 1
    room = min(width - margin - 2, 76)
    most = 1 if height < _LOW else 5 if height < 30 else 9
    gap: tuple[Line, ...] = ((),) if most > 1 else ()
    asked = _caution_lines(cautions, room, 1 if height < _LOW else 3)
    if ratings.rows:
        most = max(1, most - len(asked))
        shown = rating_lines(ratings, _QUESTION, room, most, ascii_only=stage.ascii_only, private=stage.private)
        asked = (*asked, *(gap if asked else ()), *shown)
    above = stage_lines(stage, width, height - len(asked) - len(gap))
    above = (*above, *((),) * (height - len(asked) - len(gap) - len(above)))
    return (*above, *((Bit(" " * margin), *line) for line in asked), *gap)


def _caution_lines(cautions: tuple[str, ...], room: int, most: int) -> tuple[Line, ...]:
    """Return what is left out or goes lighter today, in at most so many lines; `…` says that there is more."""
    lines = [part for caution in cautions for part in wrap(plain(caution), room)]
    if len(lines) > most:
        lines = [*lines[: most - 1], fit(" ".join(lines[most - 1 :]), room)]
    return tuple((Bit(line, "warning"),) for line in lines)
