"""The player in plain lines: no redraw, no colour, no cursor; for screen readers, dumb terminals and pipes."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from planner.actions.desk import Desk
from planner.actions.played_summary import areas_of
from planner.actions.playing import PlaySession, describe, discard, go_on, keep_unfinished, start, unfinished
from planner.cli.plain_input import Typing
from planner.cli.plain_summary import summary_lines
from planner.cli.plain_words import Typed, help_lines, key_line, read, unknown_line
from planner.domain.body import Place, Side
from planner.domain.log import Feeling, Felt, When
from planner.domain.routine import Routine
from planner.playing.cues import Cue
from planner.playing.lines import (
    news,
    opening_lines,
    passed,
    told,
    wait_s,
    waits_for_enter,
    where_line,
)
from planner.playing.phrases import step_line
from planner.playing.player import Player, told_beat
from planner.playing.state import Phase
from planner.playing.view import step_lines

Control = Callable[[Player, float], Player]
Announce = Callable[[tuple[Cue, ...], Player], None]

_LOOK_S = 1.0
"""The clock is looked at this often, so that a later look means that the machine slept."""
_SHORTEST_S = 0.001
_SKIPS_ALL = "-"
_CONTROLS: dict[str, Control] = {
    "pause": Player.toggle,
    "next": Player.next,
    "previous": Player.previous,
    "other-side": Player.other_side,
    "restart": Player.restart_step,
    "redo": Player.redo_side,
    "off": Player.disable_step,
    "back-10": Player.back,
    "on-10": Player.on,
    "shorter": Player.shorter,
    "longer": Player.longer,
    "rounds-less": lambda player, now: player.rounds(now, -1),
    "rounds-more": lambda player, now: player.rounds(now, 1),
    "weight-off": Player.weight_off,
    "station-back": lambda player, now: player.move_station(now, -1),
    "station-on": lambda player, now: player.move_station(now, 1),
    # After a pause the empty line only goes on: it must not also end the set that was paused.
    "enter": lambda player, now: player.resume(now) if player.paused else player.enter(now),
}


def _in_silence(_: tuple[Cue, ...], __: Player) -> None:
    return


class Room(NamedTuple):
    """What is around a session. `clock` is monotonic, `wall` goes on while the machine sleeps; both in seconds.

    `announce` sounds cues. `every_s`: what counts up or down says its seconds so often; 0 is a few times only.
    """

    typed: Typing
    say: Callable[[str], None]
    clock: Callable[[], float]
    wall: Callable[[], float]
    announce: Announce = _in_silence
    every_s: float = 0.0


def lead(desk: Desk, what: str | Routine, room: Room, seconds: int | None = None, *, short: bool = False) -> None:
    """Lead through a routine, a hung item or a run's work, to its log entry. `seconds`: the time there is for it.

    `short`: the short version of what is rolled spot by spot.

    However it ends, what was done is kept, in the log or for the next start. Raises as `playing.start`.
    """
    session = _begun(desk, what, room, seconds, short=short)
    if session is not None:
        PlainPlayer(session, room).play()


def _begun(desk: Desk, what: str | Routine, room: Room, seconds: int | None, *, short: bool) -> PlaySession | None:
    """Return the session to play; one that was not finished is asked about first. None: not now."""
    waiting = unfinished(desk)
    while waiting is not None and not room.typed.is_over:
        room.say(f"A session is not finished. {describe(desk, waiting)}")
        room.say("Type go to go on with it, keep to log what was done, discard, or q for later.")
        match (_next_line(room) or "").strip().lower():
            case "go" | "g" | "go on":
                return go_on(desk, waiting, room.clock())
            case "keep" | "k":
                room.say(keep_unfinished(desk, waiting))
                waiting = None
            case "discard" | "d":
                room.say(discard(desk))
                waiting = None
            case "q" | "later":
                room.say("It stays as it is.")
                return None
    return start(desk, what, seconds, short=short)


def _next_line(room: Room) -> str | None:
    """Return the next line, however long it takes, or None when no more will come."""
    while (line := room.typed.read(_LOOK_S)) is None:
        if room.typed.is_over:
            return None
    return line


class PlainPlayer:
    """One session, from the first prompt to the log."""

    def __init__(self, session: PlaySession, room: Room) -> None:
        self.session = session
        self.room = room
        self._mute = False
        self._mute_step = -1
        self._problem = ""

    @property
    def player(self) -> Player:
        """The session as it stands."""
        return self.session.player

    def play(self) -> None:
        """Play it to its end and log it; left in the middle, it is kept for the next start."""
        try:
            self._open()
            while not self.player.is_finished:
                self._step()
            self._close()
        finally:
            self.session.leave(self.room.clock())
            self.session.let_go()

    def _open(self) -> None:
        player, now = self.player, self.room.clock()
        if player.is_finished:
            return
        self._say(*opening_lines(player, now), key_line())
        if player.phase is not Phase.READY:
            self._say(step_line(player, player.state.place), where_line(player, now), "Paused. Press enter to go on.")
            return
        self._say(*self.session.cautions)
        beats = (player.beat_at(place) for place in range(len(player.state.order)))
        self.session.before = tuple(self._rated(((beat.exercise, beat.side) for beat in beats), When.BEFORE))
        self._say("Press enter to start.")

    # Time and keys

    def _step(self) -> None:
        """Wait until something is typed or time has something to say, and deal with it."""
        room = self.room
        if room.typed.is_over and waits_for_enter(self.player):
            self._unasked()
            return
        wait = wait_s(self.player, room.clock(), every_s=room.every_s)
        line = room.typed.read(max(_SHORTEST_S, min(_LOOK_S, _LOOK_S if wait is None else wait)))
        self._tick()
        if line is not None:
            self._obey(line)

    def _unasked(self) -> None:
        """Start without being asked to; in the middle, end where only an answer could lead on."""
        if self.player.phase is Phase.READY:
            self._press(Player.start)
        else:
            self._say("Nothing more can be typed, so it ends here.")
            self._press(Player.stop)

    def _tick(self) -> None:
        now, before = self.room.clock(), self.player
        cues = self.session.tick(now, self.room.wall())
        self._say(*passed(before, self.player, now, every_s=self.room.every_s), *news(before, self.player, now))
        self._sound(cues)

    def _press(self, control: Control) -> None:
        now, before = self.room.clock(), self.player
        cues = self.session.press(control(before, now), now)
        after = self.player
        lines = news(before, after, now) or told(before, after, now)
        self._say(*(lines or (f"That does nothing now. {where_line(after, now)}",)))
        self._sound(cues)

    def _sound(self, cues: tuple[Cue, ...]) -> None:
        if cues and not self._mute and self._mute_step != self.player.beat.step:
            self.room.announce(cues, self.player)

    def _say(self, *lines: str) -> None:
        for line in lines:
            self.room.say(line)
        problem = str(self.session.problem or "")
        if problem and problem != self._problem:
            self.room.say(f"This cannot be kept on disk now. {problem}")
        self._problem = problem

    # What was typed

    def _obey(self, line: str) -> None:
        typed = read(line)
        if typed is None:
            self._say(unknown_line(line))
        elif typed.id in _CONTROLS:
            self._press(_CONTROLS[typed.id])
        else:
            self._tell(typed)

    def _tell(self, typed: Typed) -> None:
        """Do what is more than a key."""
        match typed.id:
            case "score":
                self._press(lambda player, now: player.score(now, int(typed.text)))
            case "skip":
                self._asked("Why? Type it, or enter for no reason.", self._skip, typed.text)
            case "note":
                self._asked("Type the note, or enter for none.", self._note, typed.text)
            case "jump":
                self._jump(typed.text)
            case "how":
                self._say(*self._how())
            case "mute":
                step = self.player.beat.step
                self._mute_step = -1 if self._mute_step == step else step
                self._say("Sound again." if self._mute_step < 0 else "No sound in this step.")
            case "mute-all":
                self._mute = not self._mute
                self._say("No sound." if self._mute else "Sound again.")
            case "stop":
                self._stop()
            case _:
                self._say(where_line(self.player, self.room.clock()), *help_lines())

    def _asked(self, question: str, then: Callable[[str], None], answer: str) -> None:
        """Do something with the answer to a question. The session stands still until it is there."""
        went_on = not self.player.is_still
        place = self.player.state.place
        if not answer:
            self._quietly(Player.pause)
            self._say(question)
            answer = self._answer()
        then(answer)
        if went_on and self.player.paused:
            if self.player.state.place == place:
                self._press(Player.resume)
            else:
                self._quietly(Player.resume)

    def _answer(self) -> str:
        while (line := self.room.typed.read(_LOOK_S)) is None and not self.room.typed.is_over:
            self._look()
        self._look()
        return (line or "").strip()

    def _look(self) -> None:
        """Look at the clocks while nothing runs, so that the time of the answer is no gap."""
        self.session.tick(self.room.clock(), self.room.wall())

    def _quietly(self, control: Control) -> None:
        now = self.room.clock()
        self.session.press(control(self.player, now), now)

    def _skip(self, why: str) -> None:
        self._press(lambda player, now: player.skip(now, why))

    def _note(self, text: str) -> None:
        if text:
            self._press(lambda player, now: player.add_note(now, text))

    def _jump(self, number: str) -> None:
        steps = step_lines(self.player)
        if not number:
            self._say(*(f"{step.number}. {step.name}, {step.dose or 'a note'}, {step.stand}." for step in steps))

        def go(answer: str) -> None:
            found = next((step.step for step in steps if str(step.number) == answer), None)
            if found is not None:
                self._press(lambda player, now: player.jump(now, found))
            elif answer:
                self._say(f"There is no step {answer!r}. Type a number from 1 to {steps[-1].number if steps else 1}.")

        self._asked("Type the number of a step, or enter to stay.", go, number)

    def _how(self) -> Iterable[str]:
        exercise = self.session.desk.exercises().get(told_beat(self.player).exercise)
        if exercise is None:
            return ("There is nothing to explain here.",)
        kit = ", ".join(" or ".join(choice) for choice in exercise.equipment)
        steps = (f"{n}. {step}" for n, step in enumerate(exercise.steps, 1))
        more = (("Needs", kit), ("Position", exercise.position), ("Cue", exercise.cue), ("Easier", exercise.easier),
                ("Harder", exercise.harder), ("Stop", exercise.stop), ("Source", exercise.source))  # fmt: skip
        return (f"{exercise.name}.", *steps, *(f"{word}: {text}" for word, text in more if text))

    def _stop(self) -> None:
        """End here; what was done is kept, and one can still go on."""
        before = self.player.pause(self.room.clock())
        self._press(Player.stop)
        if self.session.is_empty or self.room.typed.is_over:
            return
        self._say("Enter ends it; type p to go on after all.")
        typed = read(self._answer())
        if typed is not None and typed.id == "previous":
            self._quietly(lambda _, now: before.tick(now))
            self._say(where_line(self.player, self.room.clock()), "Paused. Press enter to go on.")

    # Before and after

    def _close(self) -> None:
        """Tell what was done, ask how it feels, and log it."""
        session = self.session
        if session.is_empty:
            self._say(session.finish(self.room.clock()))
            return
        entry = session.entry(self.room.clock())
        self._say(*summary_lines(session.desk, entry))
        worked = ((step.exercise, step.side) for step in entry.steps if not step.skipped)
        felt = self._rated(worked, When.AFTER)
        if not self.room.typed.is_over:
            self._say("A note to this session? Type it, or enter for none.")
            note = self._answer()
            self._quietly(lambda player, now: player.add_note(now, note))
        self._say(session.finish(self.room.clock(), felt))

    def _rated(self, exercises: Iterable[tuple[str, Side]], when: When) -> list[Felt]:
        """Ask how the worked areas feel now."""
        rated: list[Felt] = []
        areas = areas_of(self.session.desk, exercises)
        if areas and not self.room.typed.is_over:
            self._say(
                "How tight is it now? 0 nothing to 9 hardly bearable; 4 pain if it hurts. "
                f"Enter leaves one out, {_SKIPS_ALL} leaves out all."
            )
        for area, side in areas:
            place = Place(area, side)
            while not self.room.typed.is_over:
                self._say(f"{place.start}?")
                answer = self._answer().lower()
                if answer == _SKIPS_ALL:
                    return rated
                score, _, word = answer.partition(" ")
                if score in map(str, range(11)) and word in ("", "pain", "tight", "tightness"):
                    feeling = Feeling.PAIN if word == "pain" else Feeling.TIGHTNESS
                    rated.append(self.session.felt(area, side, int(score), feeling, when))
                    break
                if not answer:
                    break
                self._say(f"Type a number from 0 to 9, enter, or {_SKIPS_ALL}.")
        return rated
