"""The player: one is led through a routine from two metres away. The screen only draws; time is the machine's."""

import time
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.timer import Timer

from planner.actions import playing
from planner.actions.clocks import awake_clock
from planner.app.bits import Bit, Line
from planner.app.commands import Context
from planner.app.commands.player import out_of_place
from planner.app.keymap import bindings
from planner.app.read_only import Saves
from planner.app.screens.player_shorter import PlayerShorter
from planner.app.sitting import Control, Sitting
from planner.app.widgets.board import Board
from planner.app.widgets.key_line import KeyLine
from planner.app.widgets.top_line import TopLine
from planner.audio.voice import Voice
from planner.domain.errors import BadValue, PlannerError
from planner.domain.routine import Routine
from planner.playing.cues import Cue
from planner.playing.player import Player
from planner.playing.state import Phase

if TYPE_CHECKING:
    from planner.app.forms.form import Form
    from planner.app.views.ratings import Ratings
    from planner.playing.progress import Progress

_SHOWN_S = 0.05  # by then a second has left for the terminal: a save at once would hold up the thread that writes it
_UNLOCKED = {"lock", "app.show_help", "app.quit", "app.command_palette"}


class PlayerScreen(PlayerShorter):
    """Plays a routine, a hung item or a run's work; with nothing named, goes on with what was not finished.

    `seconds`: the time there is. `short`: the short version of what is rolled spot by spot. `clock` is monotonic and is
    the only thing that moves the session; `awake` goes on while the machine sleeps, and only tells that it did.
    """

    saves = Saves.SOME
    CONTEXT = Context.PLAYER
    CSS_PATH = "player.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-normal"), (100, "-wide")]  # noqa: RUF012 - Textual's own declaration
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Context.PLAYER)]

    def __init__(
        self,
        what: str | Routine = "",
        *,
        seconds: float | None = None,
        short: bool = False,
        clock: Callable[[], float] = time.monotonic,
        awake: Callable[[], float] | None = None,
    ) -> None:
        super().__init__()
        self._what = what
        self._seconds = seconds
        self._short = short
        self._clock = clock
        self._awake = awake_clock() if awake is None and clock is time.monotonic else awake
        self._timer: Timer | None = None
        self._told: PlannerError | None = None

    def compose(self) -> ComposeResult:
        """Lay out the line on top, the stage, what stands beside it, and the keys."""
        yield TopLine(self._top)
        with Horizontal():
            stage = Board(lambda width, height: self.sitting.lines(width, height) if self.sitting else ())
            stage.id = "stage"
            yield stage
            side = Board(lambda width, height: self.sitting.side(width, height) if self.sitting else ())
            side.id = "side"
            yield side
        yield KeyLine(Context.PLAYER)

    async def on_mount(self) -> None:
        """Start, or ask first what becomes of a session that was not finished."""
        self._voice = Voice(self.desk.settings.cues, self.app.bell)
        waiting = playing.unfinished(self.desk)
        if waiting is None or not self._what:
            await self._begin(waiting)
        else:
            from planner.app.screens.unfinished import UnfinishedScreen

            self.app.push_screen(UnfinishedScreen(waiting), self._answered)

    async def _answered(self, answer: str | None) -> None:
        waiting = playing.unfinished(self.desk)
        await (self.program.leave_player() if answer is None else self._begin(waiting))

    async def _begin(self, waiting: "Progress | None") -> None:
        try:
            session = self._session(waiting)
            session.keeps_later = True
        except PlannerError as problem:
            self.program.complain(problem)
            # Not from here: whoever opened this screen waits until it stands, and would wait for ever.
            self.program.call_later(self.program.leave_player)
            return
        self.sitting = Sitting(self.desk, session, self._clock, self._awake)
        self.beat()

    def _session(self, waiting: "Progress | None") -> playing.PlaySession:
        if waiting is not None:
            return playing.go_on(self.desk, waiting, self._clock())
        if isinstance(self._what, Routine):
            return playing.start_routine(self.desk, self._what, seconds=self._seconds)
        return playing.start(self.desk, self._what, self._seconds, short=self._short)

    # Time

    def beat(self) -> None:
        """Ask the machine what time has done, draw it, and aim at the next whole second."""
        if self.sitting is not None:
            self._sound(self.sitting.tick())
            self._draw()

    def _draw(self) -> None:
        sitting = self.sitting
        if sitting is None or not self.is_running:
            return
        self.query_one(TopLine).redraw()
        self.set_class(sitting.summary is not None and not sitting.flash, "-over")
        for board in self.query(Board):
            if board.display:
                board.redraw()
        self.query_one(KeyLine).fit(out_of_place(sitting.player, can_rate=bool(sitting.before.rows)))
        later = partial(self.set_timer, _SHOWN_S) if sitting.session.can_wait else self.call_after_refresh
        later(self._settle)
        if self._timer is not None:
            self._timer.stop()
        over = sitting.player.is_finished and not sitting.flash
        self._timer = None if over else self.set_timer(sitting.until_next_s(), self.beat)

    def _settle(self) -> None:
        """Have on disk what is on the screen: shown first, so that a slow disk holds up no second."""
        if self.sitting is not None:
            self.sitting.session.settle(self._clock())
            self._complain(self.sitting.session.problem)

    def _complain(self, problem: PlannerError | None) -> None:
        if problem is not None and str(problem) != str(self._told or ""):
            self.program.complain(problem)
        self._told = problem

    def _sound(self, cues: tuple[Cue, ...]) -> None:
        if self.sitting is not None:
            self._voice.announce(cues, self.sitting.player, muted=self.sitting.is_silent)
            self.program.tell_once(self._voice.problem)

    def _top(self, width: int) -> Line:
        return self.sitting.top(width) if self.sitting else (Bit(" player", "primary"),)

    def keep(self) -> bool:
        """Keep what was done, down to the second: the program is ended from outside. Raises what hinders it."""
        self._leave()
        if self.sitting is not None and (problem := self.sitting.session.problem):
            raise problem
        return False

    def _leave(self) -> None:
        if self.sitting is not None:
            self.sitting.session.leave(self._clock())

    def on_unmount(self) -> None:
        """Keep where it stands when the program is left in the middle, and fall silent."""
        self._leave()
        if self.sitting is not None:
            self.sitting.session.let_go()
        self._voice.close()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's
        """Let nothing but the lock work while the keys are locked."""
        return self.sitting is None or not self.sitting.is_locked or action in _UNLOCKED

    # Keys

    def _press(self, control: Control) -> None:
        if self.sitting is not None and not self.sitting.player.is_finished:
            self._sound(self.sitting.press(control))
            self._draw()

    async def action_enter(self) -> None:
        """Say what is next; at the end, keep it and close."""
        if self.sitting is not None and self.sitting.summary is not None:
            await self._close()
        else:
            self._press(lambda player, now: player.enter(now))

    def action_pause(self) -> None:
        """Pause or go on."""
        self._press(lambda player, now: player.toggle(now))

    def action_next(self) -> None:
        """Go on to what is next; at the end, show the other steps."""
        if self.sitting is not None and self.sitting.summary is not None:
            self.sitting.summary = self.sitting.summary.turned()
            self._draw()
            return
        self._press(lambda player, now: player.next(now))

    def action_previous(self) -> None:
        """Go back; after a stop, go on where it was."""
        if self.sitting is not None and self.sitting.can_go_on:
            self.sitting.go_on()
            self._draw()
        else:
            self._press(lambda player, now: player.previous(now))

    def action_restart(self) -> None:
        """Begin this step again."""
        self._press(lambda player, now: player.restart_step(now))

    def action_redo(self) -> None:
        """Do this side again."""
        self._press(lambda player, now: player.redo_side(now))

    def action_wind(self, by: int) -> None:
        """Wind 10 s back or on."""
        self._press(lambda player, now: player.on(now) if by > 0 else player.back(now))

    def action_stretch(self, by: int) -> None:
        """Make this step longer or shorter."""
        self._press(lambda player, now: player.longer(now) if by > 0 else player.shorter(now))

    def action_rounds(self, by: int) -> None:
        """Play more or fewer rounds of the group that is played."""
        if self.sitting is None or self.sitting.player.is_finished:
            return
        was = self.sitting.player.timeline
        self._press(lambda player, now: player.rounds(now, by))
        if self.sitting.player.timeline is was:
            raise BadValue(
                "rounds", "there is nothing to change here", "Press it in a group; a round that was begun stays."
            )

    def action_off(self) -> None:
        """Leave this step out for today; the list of steps takes it in again."""
        if self.sitting is not None and self.sitting.player.phase is not Phase.READY:
            name = self.sitting.player.beat.name or "This step"
            self._press(lambda player, now: player.disable_step(now))
            self.say(f"{name} is off today. o takes it in again.")

    def action_other_side(self) -> None:
        """Do the other side first; before the start and at the end, say that an area is sore."""
        if self._rate(lambda ratings: ratings.switch()):
            return
        self._press(lambda player, now: player.other_side(now))

    def action_score(self, score: str) -> None:
        """Tell how it feels."""
        if self._rate(lambda ratings: ratings.score(int(score))):
            return
        self._press(lambda player, now: player.score(now, int(score)))

    def action_station(self, by: int) -> None:
        """Correct where on the route the roller is; before and after, choose an area."""
        if self._rate(lambda ratings: ratings.go(by)):
            return
        self._press(lambda player, now: player.move_station(now, by))

    def _rate(self, change: "Callable[[Ratings], Ratings]") -> bool:
        if self.sitting is None or not self.sitting.rate(change):
            return False
        self._draw()
        return True

    def action_weight_off(self) -> None:
        """Remember that weight was taken off."""
        self._press(lambda player, now: player.weight_off(now))

    def action_how(self) -> None:
        """Show how it is done, or hide it."""
        if self.sitting is not None:
            self.sitting.shows_how = not self.sitting.shows_how
            self._draw()

    def action_back(self) -> None:
        """Hide how it is done."""
        if self.sitting is not None and self.sitting.shows_how:
            self.action_how()

    def before_body(self) -> None:
        """Stand still while something is logged."""
        self._press(lambda player, now: player.pause(now))

    def action_mute(self) -> None:
        """No sound in this step."""
        if self.sitting is not None:
            self.say(self.sitting.mute_step())
            self._draw()

    def action_mute_all(self) -> None:
        """No sound at all."""
        if self.sitting is not None:
            self.sitting.is_mute = not self.sitting.is_mute
            self._draw()

    def action_lock(self) -> None:
        """Lock the keys or unlock them."""
        if self.sitting is not None:
            self.sitting.is_locked = not self.sitting.is_locked
            self._draw()

    async def action_stop(self) -> None:
        """Stop; before the start and after the end, leave."""
        sitting = self.sitting
        if sitting is None or sitting.player.phase is Phase.READY:
            await self.program.leave_player()
        elif sitting.summary is not None:
            await self._close()
        else:
            sitting.stop()
            if sitting.session.is_empty:
                await self._close()
            self._draw()

    async def _close(self) -> None:
        """Log what was done and how it feels, and leave."""
        sitting = self.sitting
        if sitting is None:
            return
        session = sitting.session
        sentence = session.finish(self._clock(), sitting.felt_after())
        stack = self.app.screen_stack
        over_calendar = len(stack) > 1 and getattr(stack[-2], "CONTEXT", None) is Context.CALENDAR
        self.say(sentence, undo=over_calendar and not session.is_empty)
        await self.program.leave_player()

    # Dialogs: the session stands still under them, so that what is told is about what is shown

    def _ask(self, form: "Form") -> None:
        from planner.app.widgets.dialog import Dialog

        if self.sitting is None:
            return
        went_on = not self.sitting.player.is_still
        self._press(lambda player, now: player.pause(now))

        def told(sentence: str | None) -> None:
            if sentence:
                self.say(sentence)
            if went_on:
                self._press(lambda player, now: player.resume(now))
            self._draw()

        self.app.push_screen(Dialog(form), told)

    def action_skip(self) -> None:
        """Ask why, and leave out the rest of this step."""
        from planner.app.forms.playing import LeaveOutForm

        sitting = self.sitting
        if sitting is not None and not sitting.player.is_finished:
            name = sitting.player.beat.name or "this"
            self._ask(LeaveOutForm(name, lambda why: self._press(lambda player, now: player.skip(now, why))))

    def action_note(self) -> None:
        """Ask for a note."""
        from planner.app.forms.playing import RemarkForm

        if self.sitting is not None:
            name = self.sitting.player.beat.name if self.sitting.summary is None else "this session"
            self._ask(RemarkForm(name or "this session", self._remark))

    def _remark(self, text: str) -> None:
        if self.sitting is not None:
            self.sitting.remark(text)
            self._draw()

    def action_jump(self) -> None:
        """Show all steps, and go to the chosen one."""
        from planner.app.screens.steps import StepsScreen

        sitting = self.sitting
        if sitting is None or sitting.player.is_finished:
            return
        went_on = not sitting.player.is_still
        self._press(lambda player, now: player.pause(now))

        def chosen(step: int | None) -> None:
            if step is not None:
                self._press(lambda player, now: player.jump(now, step))
            if went_on or step is not None:
                self._press(lambda player, now: player.resume(now))

        def switched(step: int) -> Player:
            self._press(lambda player, now: player.disable_step(now, step))
            return sitting.player

        self.app.push_screen(StepsScreen(sitting.player, switched), chosen)
