"""What a session sounds like: its cues by the runner's settings and the routine's own wishes."""

from collections.abc import Callable, Sequence

from planner.audio.announcer import Announcer
from planner.domain.cues import CueKind, Cues, cues_for
from planner.domain.errors import PlannerError
from planner.playing.cues import Cue
from planner.playing.player import Player
from planner.playing.speech import said_beat, spoken
from planner.playing.state import Phase


class Voice:
    """Sounds and says the cues of one session. `bell` stands in where no program plays sounds.

    Programs are looked for at the first cue, so a session that is only looked at costs nothing.
    """

    def __init__(self, settings: Cues, bell: Callable[[], None]) -> None:
        self._settings = settings
        self._bell = bell
        self._announcer: Announcer | None = None
        self._step = -1

    def announce(self, cues: Sequence[Cue], player: Player, *, muted: bool = False) -> None:
        """Sound `cues`; `player` is the session after them. Returns at once.

        A step that begins without a cue, at the start or because the runner went there, is said by its name.
        """
        wanted = cues_for(self._settings, player.timeline.routine.cues)
        said = spoken(player, cues, wanted.speaks)
        begins = player.phase is Phase.COUNT_IN and player.beat.step != self._step
        if begins and not said and wanted.speaks(CueKind.NEXT_NAME):
            said = said_beat(player, player.state.place)
        self._step = self._step if player.phase is Phase.READY else player.beat.step
        if not cues and not said:
            return
        if self._announcer is None:
            self._announcer = Announcer(wanted, bell=self._bell)
        self._announcer.muted = muted
        self._announcer.announce(cues, said)

    @property
    def problem(self) -> PlannerError | None:
        """Why something is not heard although it is wanted; None while all is well."""
        return self._announcer.problem if self._announcer else None

    def close(self) -> None:
        """Fall silent. More than once is fine."""
        if self._announcer is not None:
            self._announcer.close()
