"""Lets a session be heard: one sound and one sentence at a time, and never a wait for whoever asks."""

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from planner.audio.booth import Booth
from planner.audio.outlets import SOUND_VARIABLE, SPEECH_VARIABLE, Outlet, Which, sound_outlets, speech_outlets
from planner.audio.programs import Lane
from planner.domain.cues import Cues
from planner.domain.errors import PlannerError
from planner.domain.text import one_line
from planner.playing.cues import Cue

PLAYS_S = 4.0
"""A player that is at it for longer hangs: the longest signal takes 1.2 s, and PowerShell 2 s to start."""
SPEAKS_S = 20.0
"""A speaking program that is at it for longer hangs."""
PLAYERS = 5
"""Players at once. With a signal a second, one that hangs is found out before there are so many."""
_MOST_SAID = 300
"""Characters that are said at most: 20 s of speech."""

TELLING = (
    Cue.SESSION_END,
    Cue.SWITCH,
    Cue.STEP_END,
    Cue.WAITING,
    Cue.SPOT_MOVE_ON,
    Cue.SPOT_CHIME,
    Cue.SET_END,
    Cue.REST_START,
    Cue.START,
    Cue.TARGET,
    Cue.HALF_WAY,
    Cue.LAST_1,
    Cue.LAST_2,
    Cue.LAST_3,
    Cue.COUNT_1,
    Cue.COUNT_2,
    Cue.COUNT_3,
)
"""The most telling first: where several cues come at once, one sounds."""


class Announcer:
    """Sounds the cues of a session and says what is to be said, by the programs that this system has.

    `cues`: what this session wants. `bell` rings the terminal's bell: it is called from `announce` itself, in the
    caller's thread, where a sound is wanted and nothing plays it. `which` tells where a program is, `platform` is
    `sys.platform`, `away` whether the runner sits at another machine (by ssh, unless said): then only a command of
    their own is started here. `environ` (that of the process, unless said) names such commands; one that cannot be read
    raises nothing: it is the `problem`.
    """

    def __init__(
        self,
        cues: Cues,
        *,
        bell: Callable[[], None],
        muted: bool = False,
        which: Which | None = None,
        platform: str = sys.platform,
        away: bool | None = None,
        environ: Mapping[str, str] | None = None,
    ) -> None:
        which = which or _which()
        away = "SSH_CONNECTION" in os.environ if away is None else away
        self._cues = cues
        self._bell = bell
        self._muted = muted
        environ = os.environ if environ is None else environ
        player, speaker = (environ.get(name, "").strip() for name in (SOUND_VARIABLE, SPEECH_VARIABLE))
        sounds, no_sound = _found(sound_outlets, player if cues.sound else None, which, platform, away)
        voices, no_speech = _found(speech_outlets, speaker if cues.speech else None, which, platform, away)
        self._sound = Lane(sounds, limit_s=PLAYS_S, at_once=PLAYERS, why=no_sound)
        self._speech = Lane(voices, limit_s=SPEAKS_S, at_once=1, why=no_speech)
        self._booth = Booth(self._sound, self._speech, cues.profile, filter(self._is_wanted, TELLING))

    def announce(self, cues: Sequence[Cue], spoken: str = "") -> None:
        """Sound the most telling of `cues`, then say `spoken`. Returns at once, whatever the programs do.

        What still waits to be heard gives way to what is newer, and newer speech cuts off older speech; only a bare
        number does not cut off a sentence.
        """
        if self._muted:
            return
        cue = next((cue for cue in TELLING if cue in cues and self._is_wanted(cue)), None)
        plays = cue if self._sound.is_open else None
        text = one_line(spoken)[:_MOST_SAID] if self._speech.is_open else ""
        if plays or text:
            self._booth.post(plays, text)
        if cue and not plays:
            self._bell()

    def _is_wanted(self, cue: Cue) -> bool:
        return self._cues.sounds(cue.kind)

    @property
    def muted(self) -> bool:
        """Whether nothing is heard. Setting it ends what is being heard."""
        return self._muted

    @muted.setter
    def muted(self, muted: bool) -> None:
        if muted and not self._muted:
            self._booth.hush()
        self._muted = muted

    @property
    def problem(self) -> PlannerError | None:
        """Why there is no sound or no speech although it is wanted; None while all is well."""
        no_sound = "" if self._sound.is_open else self._sound.why
        no_speech = "" if self._speech.is_open else self._speech.why
        bell = "The terminal's bell is used instead."
        if no_sound and no_speech:
            return PlannerError("no sound and no speech", f"{no_sound}; {no_speech}", bell)
        if no_sound:
            return PlannerError("no sound", no_sound, bell)
        return PlannerError("no speech", no_speech, "The words are on the screen.") if no_speech else None

    def close(self) -> None:
        """End what is heard and take all files away. Waits 0.2 s at most; more than once is fine."""
        self._muted = True
        self._booth.close()


def _which() -> Which:
    import shutil

    return shutil.which


class _Finder(Protocol):
    def __call__(self, command: str, *, which: Which, platform: str) -> tuple[Outlet, ...]: ...


def _found(
    find: _Finder, command: str | None, which: Which, platform: str, away: bool
) -> tuple[tuple[Outlet, ...], str]:
    """Return the programs to try, and why there are none; a `command` of None wants none."""
    if command is None:
        return (), ""
    if away and not command:
        return (
            (),
            "",
        )  # no problem: the terminal's bell rings where they are
    try:
        return find(command, which=which, platform=platform), ""
    except PlannerError as error:
        # A command of their own that is wrong needs its fix; that the system has no player is told briefly.
        return (), (str(error) if command else error.why).rstrip(".")
