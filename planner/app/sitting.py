"""A session as the player shows it: the session, its clock, and what only the screen knows. Without Textual."""

from collections.abc import Callable
from datetime import timedelta
from statistics import median

from planner.actions.desk import Desk
from planner.actions.played_before import LastTime, clear_times, last_time
from planner.actions.playing import PlaySession
from planner.app.bits import Bit, Line, cut, fit, plain, spread, width_of
from planner.app.views.before import before_lines, before_ratings
from planner.app.views.flash import FLASH_S, flash_word
from planner.app.views.last_time import last_time_lines
from planner.app.views.ratings import Ratings
from planner.app.views.stage import Stage, how_lines, stage_lines
from planner.app.views.summary import Summary, summary_lines
from planner.domain.body import Side
from planner.domain.cues import Cues, cues_for
from planner.domain.days import show_day
from planner.domain.dose import Hold, Open, Spots
from planner.domain.exercise import Exercise
from planner.domain.log import Felt, When
from planner.domain.routine import Rest
from planner.domain.units import show_clock
from planner.playing.cues import Cue
from planner.playing.player import Player, told_beat
from planner.playing.state import Phase
from planner.playing.view import StepLine, View, step_lines, view

Control = Callable[[Player, float], Player]
"""A key of the player: what it makes of the session at a moment."""

_SAID = {
    Cue.HALF_WAY: "half way",
    Cue.TARGET: "that is enough",
    Cue.SPOT_CHIME: "does it ease?",
    Cue.SPOT_MOVE_ON: "long enough: n goes on",
    Cue.SET_END: "set done",
}
_SAID_S = 4.0
_SIGNS = {"done": ("✓", "v"), "now": ("▸", ">"), "skipped": ("×", "x"), "off": ("○", "o"), "ahead": ("·", ".")}
FIRST_SPOTS_MIN = 10
"""What rolling both legs takes at first, in minutes (S2: ten or more at first, less with use)."""
_LONG_S = 100
"""From here on a number is shown in minutes and seconds."""


class Sitting:
    """What is on the player's screen.

    `clock` is monotonic. `awake` goes on while the machine sleeps; the desk's time of day without it.
    """

    def __init__(
        self, desk: Desk, session: PlaySession, clock: Callable[[], float], awake: Callable[[], float] | None = None
    ) -> None:
        self.desk = desk
        self.session = session
        self.clock = clock
        self._awake = awake or (lambda: desk.now().timestamp())
        self.is_locked = False
        self.is_mute = False
        self.shows_how = False
        self.summary: Summary | None = None
        self._mute_step = -1
        self._said: tuple[str, float, Phase] = ("", 0.0, Phase.READY)
        self._before_stop: Player | None = None
        self._flash: tuple[str, float] = ("", 0.0)
        self._told: dict[tuple[str, Side], tuple[str, ...]] = {}
        self._last: dict[str, LastTime | None] = {}
        self._short_earned: bool | None = None
        self.before = before_ratings(session.player, desk.exercises())

    @property
    def player(self) -> Player:
        """The session as it stands."""
        return self.session.player

    @property
    def exercise(self) -> Exercise | None:
        """The exercise that is played or comes next."""
        return self.desk.exercises().get(told_beat(self.player).exercise)

    def tick(self) -> tuple[Cue, ...]:
        """Let time pass up to now, and return the cues to sound."""
        now = self.clock()
        return self._heard(self.session.tick(now, self._awake()))

    def press(self, control: Control) -> tuple[Cue, ...]:
        """Do what a key does, and return the cues to sound."""
        now = self.clock()
        heard = self._heard(self.session.tick(now, self._awake()))
        return heard + self._heard(self.session.press(control(self.player, now), now), by_key=True)

    def _heard(self, cues: tuple[Cue, ...], *, by_key: bool = False) -> tuple[Cue, ...]:
        for cue in cues:
            if cue in _SAID:
                self._said = (_SAID[cue], self.clock() + _SAID_S, self.player.phase)
        # Whoever ends it with a key is looking, and wants the summary.
        word = "" if by_key and self.player.is_finished else flash_word(cues, self.cues)
        if word:
            self._flash = (word, self.clock() + FLASH_S)
        if self.player.is_finished and self.summary is None:
            self.summary = Summary.of(self.desk, self.session.entry(self.clock()), self.session.before)
        return cues

    def rate(self, change: Callable[[Ratings], Ratings]) -> bool:
        """Change the ratings before the start or at the end; False while there is nothing to rate."""
        if self.summary is not None:
            self.summary = self.summary.rated(change(self.summary.ratings))
            return True
        if self.player.phase is not Phase.READY or not self.before.rows:
            return False
        self.before = change(self.before)
        self.session.before = self._felt(self.before, When.BEFORE)
        return True

    def felt_after(self) -> tuple[Felt, ...]:
        """Return what was rated at the end, to be logged."""
        return self._felt(self.summary.ratings, When.AFTER) if self.summary else ()

    def _felt(self, ratings: Ratings, when: When) -> tuple[Felt, ...]:
        return tuple(
            self.session.felt(row.area, row.side, row.score, row.feeling, when)
            for row in ratings.scored
            if row.score is not None
        )

    @property
    def is_silent(self) -> bool:
        """Whether no cue may sound now."""
        return self.is_mute or self._mute_step == self.player.beat.step

    @property
    def cues(self) -> Cues:
        """The cues of this session: the runner's settings, and what the routine wants otherwise."""
        return cues_for(self.desk.settings.cues, self.player.timeline.routine.cues)

    @property
    def flash(self) -> str:
        """The word that flashes now; empty most of the time."""
        word, until = self._flash
        return word if self.clock() < until - 1e-6 else ""

    def mute_step(self) -> str:
        """Sound no cue in this step, or sound them again; return what to say."""
        step = self.player.beat.step
        self._mute_step = -1 if self._mute_step == step else step
        return "No sound in this step." if self._mute_step == step else "Sound again."

    def restart(self, session: PlaySession) -> None:
        """Take another session that has not begun, such as a shorter one; what was rated of its areas stays."""
        self.session = session
        self.before = before_ratings(session.player, self.desk.exercises()).keeping(self.before)
        session.before = self._felt(self.before, When.BEFORE)

    def stop(self) -> None:
        """End here; what was done is kept, and one can still go on."""
        self._before_stop = self.player.pause(self.clock())
        self.press(lambda player, now: player.stop(now))

    @property
    def can_go_on(self) -> bool:
        """Whether the session was stopped just now, so that it can still go on."""
        return self._before_stop is not None

    def go_on(self) -> None:
        """Take back the stop: paused where it was."""
        if self._before_stop is not None:
            now = self.clock()
            self.session.press(self._before_stop.tick(now), now)
            self._before_stop = self.summary = None

    def remark(self, text: str) -> None:
        """Keep a note: to the exercise, or to the session before its start and after its end."""
        now = self.clock()
        self.session.press(self.player.add_note(now, text), now)
        if self.summary is not None:
            self.summary = self.summary.noted(self.player.state.note)

    def until_next_s(self) -> float:
        """Return the seconds until the number changes."""
        player, now = self.player, self.clock()
        flash_s = max(0.005, self._flash[1] - now) if self.flash else 1.0
        if player.is_still:
            return flash_s
        position = player.position(now)
        left = int(position + 1e-6) + 1 - position  # no more than what the number on the screen is rounded by
        ends = player.left_s()
        return min(flash_s, max(0.005, min(left, ends - (now - player.since)) if ends is not None else left))

    # What is drawn

    def lines(self, width: int, height: int) -> tuple[Line, ...]:
        """Return the stage, or the summary at the end."""
        if self.summary is not None and not self.flash:
            settings = self.desk.settings
            return summary_lines(
                self.summary,
                width,
                height,
                can_go_on=self.can_go_on,
                ascii_only=settings.ascii,
                private=settings.private,
            )
        if self.player.phase is Phase.READY:
            return before_lines(self._stage(), self.before, width, height, self.session.cautions)
        return stage_lines(self._stage(), width, height)

    def _stage(self) -> Stage:
        seen = view(self.player, self.clock(), private=self.desk.settings.private)
        said, until, phase = self._said
        still = phase is self.player.phase and (said != _SAID[Cue.HALF_WAY] or self.clock() < until)
        return Stage(
            view=seen,
            field=self._field(),
            said=said if still else "",
            flash=self.flash,
            told=self._expected(seen),
            how=self.exercise if self.shows_how else None,
            ascii_only=self.desk.settings.ascii,
            private=self.desk.settings.private,
        )

    def _field(self) -> str:
        """Return the widest number of this step, so that its digits keep their place."""
        player = self.player
        if player.phase is Phase.READY:
            return "88"
        match player.beat.part:
            case Hold() | Rest():
                longest = player.planned_s(player.state.place)
            case Open() | Spots():
                longest = max(_LONG_S, self.player.tally_at(player.state.place).done_s + player.position(self.clock()))
            case _:
                return "88"
        return "88" if longest < _LONG_S else "8:88" if longest < 600 else "88:88"

    def _expected(self, seen: View) -> tuple[str, ...]:
        """Return what rolling this side took the last times, and what to expect of both."""
        if not isinstance(self.player.beat.part, Spots):
            return ()
        if self.player.phase is Phase.READY and self._is_short_earned():
            return ("V: the short version",)
        key = seen.exercise, seen.side
        if key not in self._told:
            times = {
                side: clear_times(self.desk, seen.exercise, side, without=self.session.identity.id)
                for side in {seen.side, seen.side.other}
            }
            last = "   ".join(show_clock(seconds) for seconds in times[seen.side])
            usual = sum(median(some) for some in times.values() if some)
            first = f"first sessions {FIRST_SPOTS_MIN} min or more"
            known = all(times.values())
            self._told[key] = (
                *([f"the last times {last}"] if last else []),
                f"yours {show_clock(usual)}, {first}" if known else f"{first} for both legs",
            )
        return self._told[key]

    def _is_short_earned(self) -> bool:
        """Whether the short version is offered; looked up once."""
        if self._short_earned is None:
            from planner.actions.clear import short_is_earned

            self._short_earned = short_is_earned(self.desk, self.player.timeline.routine)
        return self._short_earned

    def top(self, width: int) -> Line:
        """Return the line on top: where in the session, what is behind and what is left."""
        seen = view(self.player, self.clock())
        step = f"step {seen.number} of {seen.numbers}"
        if self.summary is not None:
            return spread(
                (Bit(f" {plain(seen.routine)}", "primary"),),
                (Bit(f"{show_clock(seen.elapsed_s)} done ", "label"),),
                width,
            )
        about = "about " if seen.remaining.is_open else ""
        left = f"{about}{show_clock(seen.remaining.usual_s)} left"
        right = Bit(" keys locked: L ", "cursor") if self.is_locked else Bit("")
        mute = Bit(" no sound", "dim") if self.is_silent else Bit("")
        if seen.remaining.is_open and width >= 100:
            left += f" ({show_clock(seen.remaining.least_s)} to {show_clock(seen.remaining.most_s)})"
        if width < 60:
            return spread((Bit(f" {step}", "primary"), right), (Bit(f"{left} ", "label"),), width)
        ends = (self.desk.now() + timedelta(seconds=seen.finish_in_s)).strftime("%H:%M")
        done: Line = (Bit(f"  {show_clock(seen.elapsed_s)} done   {left}   ends {ends} ", "label"),)
        told: Line = (Bit(f"   {step}  ", "label"), mute, right)
        name = fit(plain(seen.routine), max(8, min(len(seen.routine), width - width_of(done) - width_of(told) - 1)))
        return spread((Bit(f" {name}", "primary"), *told), done, width)

    def side(self, width: int, height: int) -> tuple[Line, ...]:
        """Return what stands beside the stage in a wide window: the steps, and how this one is done."""
        steps = step_lines(self.player)
        room = max(4, min(len(steps), height // 2 - 2))
        lines: list[Line] = [(), (Bit("Steps", "heading"),)]
        lines += steps_window(steps, width, room, ascii_only=self.desk.settings.ascii)
        if self.exercise is not None and self.summary is None:
            lines += self._last_lines(self.exercise.id, width)
            lines += [(), (Bit("How it is done", "heading"),), *how_lines(self.exercise, width - 1)]
        return tuple(lines[:height])

    def _last_lines(self, exercise: str, width: int) -> list[Line]:
        """Return what was done of an exercise the last time, side by side with how it felt."""
        if exercise not in self._last:
            self._last[exercise] = last_time(self.desk, exercise, without=self.session.identity.id)
        last = self._last[exercise]
        if last is None:
            return []
        told = last_time_lines(last, width, private=self.desk.settings.private)
        return [(), (Bit(f"Last time, {show_day(last.day)}", "heading"),), *told]


def steps_window(steps: tuple[StepLine, ...], width: int, height: int, *, ascii_only: bool = False) -> list[Line]:
    """Return the lines of the steps around the one that is played, as many as fit."""
    now = next((n for n, step in enumerate(steps) if step.stand == "now"), 0)
    start = min(max(0, now - height // 2), max(0, len(steps) - height))
    return [step_line(step, width, ascii_only=ascii_only) for step in steps[start : start + height]]


def step_line(step: StepLine, width: int, *, ascii_only: bool = False) -> Line:
    """Return a step with its stand: `✓ 1 Calf roll  45 s`."""
    sign = _SIGNS[step.stand][ascii_only]
    role = {"now": "primary", "ahead": "text"}.get(step.stand, "dim")
    dose = "spots" if step.dose.startswith("each spot") else step.dose.partition(",")[0]
    dose_width = min(13, width // 3)
    name = fit(plain(step.name), max(4, width - dose_width - 7))
    return cut(
        (Bit(f"{sign} {step.number:>2} ", role), Bit(f"{name} ", role), Bit(fit(dose, dose_width), "label")), width
    )
