"""Keys of the player that make a session shorter before it begins."""

from typing import TYPE_CHECKING

from planner.actions import playing
from planner.app.screens.base import PlannerScreen
from planner.app.sitting import Sitting
from planner.domain.errors import BadValue
from planner.domain.routine import Routine
from planner.playing.state import Phase
from planner.playing.timeline import Timeline

if TYPE_CHECKING:
    from planner.app.forms.form import Form

_BEGUN = "it has begun already"
_FIX = "O leaves a step out, q stops and keeps what was done."


class PlayerShorter(PlannerScreen[None]):
    """What fits into the minutes there are, and the short version of a spot roll."""

    def __init__(self) -> None:
        super().__init__()
        self.sitting: Sitting | None = None
        self._whole: Timeline | None = None

    def action_minutes(self) -> None:
        """Before the start: ask how many minutes there are, and play what matters most in that time."""
        from planner.app.forms.minutes import MinutesForm

        whole = self._whole_of("minutes")
        self._ask(MinutesForm(whole.routine, whole.exercises, whole.usual_s, self._cut_to))

    def action_short(self) -> None:
        """Before the start: take the short version of what is rolled spot by spot, or the whole again."""
        from planner.actions.clear import short_side_s, shortened

        whole = self._whole_of("short version").routine
        short = shortened(self.desk, whole)
        is_short = self.sitting is not None and self.sitting.player.timeline.routine == short
        self._cut_to(whole if is_short else short)
        self.say(
            "Spot by spot again." if is_short else f"The short version: {short_side_s()} s a side. V takes it back."
        )

    def _whole_of(self, what: str) -> Timeline:
        """Return the session as it was before it was cut. Raises `BadValue` once it has begun."""
        if self.sitting is None or self.sitting.player.phase is not Phase.READY:
            raise BadValue(what, _BEGUN, _FIX)
        self._whole = self._whole or self.sitting.player.timeline
        return self._whole

    def _cut_to(self, routine: Routine) -> None:
        if self.sitting is not None:
            shorter = playing.instead(self.desk, self.sitting.session, routine)
            shorter.keeps_later = True
            self.sitting.restart(shorter)
            self._draw()

    def _draw(self) -> None:
        raise NotImplementedError

    def _ask(self, form: "Form") -> None:
        raise NotImplementedError
