"""Sound and speech beside the plain lines."""

from planner.actions.desk import Desk
from planner.audio.announcer import Announcer
from planner.domain.cues import cues_for
from planner.playing.cues import Cue
from planner.playing.player import Player
from planner.playing.speech import spoken


class Voice:
    """Sounds the cues as the settings and the routine want them.

    Where no program plays sounds there is silence: a bell in the lines would be one more thing for a screen reader
    to say.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._announcer: Announcer | None = None

    def announce(self, cues: tuple[Cue, ...], player: Player) -> None:
        """Sound `cues`; `player` is the session after them."""
        wanted = cues_for(self._desk.settings.cues, player.timeline.routine.cues)
        if self._announcer is None:
            self._announcer = Announcer(wanted, bell=lambda: None)
        self._announcer.announce(cues, spoken(player, cues, wanted.speaks))

    def close(self) -> None:
        """Fall silent."""
        if self._announcer is not None:
            self._announcer.close()
