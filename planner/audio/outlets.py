"""Which program plays a sound and which one says a text: what the system has, or what the runner named."""

from collections.abc import Callable
from enum import StrEnum

import msgspec

from planner.domain.errors import BadValue, NotFound
from planner.domain.text import one_line

SOUND_VARIABLE = "PLANNER_SOUND_COMMAND"
"""The environment variable with the runner's own command that plays a WAV file."""
SPEECH_VARIABLE = "PLANNER_SPEECH_COMMAND"
"""The environment variable with the runner's own command that says a text.

Both are set on the machine itself, never in the store: a store that is synced or shared must not start a program.
"""


class Slot(StrEnum):
    """What stands in a command for the path of the WAV file, and for the text that is said."""

    FILE = "{file}"
    TEXT = "{text}"


Which = Callable[[str], str | None]
"""Tells where a program is, or None when it is not here: `shutil.which`."""


class Outlet(msgspec.Struct, frozen=True, kw_only=True):
    """A program with its words; `slot` stands where the sound or the text goes.

    `surroundings`: environment variables that the program gets besides, with the slot in them too.
    """

    words: tuple[str, ...]
    slot: Slot
    surroundings: tuple[tuple[str, str], ...] = ()

    @property
    def program(self) -> str:
        """What it is called, for people."""
        return one_line(self.words[0])

    def command(self, what: str) -> list[str]:
        """Return the words to start the program with, to be handed over as they are, never through a shell."""
        return [self._filled(word, what) for word in self.words]

    def environment(self, what: str) -> dict[str, str]:
        """Return the environment variables that it gets besides."""
        return {name: value.replace(self.slot, what) for name, value in self.surroundings}

    def _filled(self, word: str, what: str) -> str:
        filled = word.replace(self.slot, what)
        # What begins with a dash would be read as an option; no voice says a blank.
        return f" {filled}" if word.startswith(self.slot) and filled.startswith("-") else filled


# The path goes in by the environment: PowerShell would read it as part of its program, quotes of any kind included.
_POWERSHELL = Outlet(
    words=(
        "powershell",
        "-NoProfile",
        "-NonInteractive",
        "-Command",
        "(New-Object Media.SoundPlayer $env:PLANNER_TONE).PlaySync()",
    ),
    slot=Slot.FILE,
    surroundings=(("PLANNER_TONE", Slot.FILE),),
)
_PW_PLAY = Outlet(words=("pw-play", Slot.FILE), slot=Slot.FILE)
_PAPLAY = Outlet(words=("paplay", Slot.FILE), slot=Slot.FILE)
_APLAY = Outlet(words=("aplay", "-q", Slot.FILE), slot=Slot.FILE)
_AFPLAY = Outlet(words=("afplay", Slot.FILE), slot=Slot.FILE)
_SAY = Outlet(words=("say", Slot.TEXT), slot=Slot.TEXT)
# A text of priority `text` cuts off the one before it; waiting for its end tells us that it is still being said.
_SPD_SAY = Outlet(words=("spd-say", "--priority", "text", "--wait", Slot.TEXT), slot=Slot.TEXT)
_ESPEAK = Outlet(words=("espeak-ng", Slot.TEXT), slot=Slot.TEXT)


def sound_outlets(command: str, *, which: Which, platform: str) -> tuple[Outlet, ...]:
    """Return the programs that play a WAV file, the best first; the runner's own command alone, if there is one.

    `platform` is `sys.platform`. Raises `BadValue` for a command that cannot be read, `NotFound` when no program is
    here.
    """
    match platform:
        case "win32":
            usual: tuple[Outlet, ...] = (_POWERSHELL,)
        case "darwin":
            usual = (_AFPLAY, _PW_PLAY, _PAPLAY)
        case _:
            usual = (_PW_PLAY, _PAPLAY, _APLAY)
    return _found(SOUND_VARIABLE, command, usual, which, platform)


def speech_outlets(command: str, *, which: Which, platform: str) -> tuple[Outlet, ...]:
    """Return the programs that say a text, the best first; the runner's own command alone, if there is one.

    `platform` is `sys.platform`. Raises `BadValue` for a command that cannot be read, `NotFound` when no program is
    here.
    """
    # Elsewhere `say` is another program: it belongs to macOS and GNUstep.
    usual = (_SAY, _ESPEAK) if platform == "darwin" else (_SPD_SAY, _ESPEAK, _SAY)
    return _found(SPEECH_VARIABLE, command, usual, which, platform)


def own_outlet(setting: str, command: str, slot: Slot, *, platform: str) -> Outlet:
    """Return the outlet that a runner's command asks for; what is played comes last where no word has the slot.

    Raises `BadValue`, naming the variable, when it is not a program with its words.
    """
    fix = f"Write a program and its words, such as {setting}='{_EXAMPLES[slot]}'; {slot} comes last if left out."
    try:
        words = _split(command, platform)
    except ValueError:
        raise BadValue(setting, f"a quote or a backslash is left open in {one_line(command)!r}", fix) from None
    if not words or not words[0].strip():
        raise BadValue(setting, "it names no program", fix)
    if slot in words[0]:
        raise BadValue(setting, f"{slot} stands where the program should", fix)
    if "\0" in command:
        raise BadValue(setting, "it has a NUL character in it", fix)
    if not any(slot in word for word in words):
        words = [*words, slot]
    return Outlet(words=tuple(words), slot=slot)


_EXAMPLES = {Slot.FILE: "mpv --really-quiet {file}", Slot.TEXT: "espeak-ng -s 150 {text}"}


def _split(command: str, platform: str) -> list[str]:
    """Return the words of a command as a shell would part them; on Windows a backslash is a part of a path."""
    import shlex

    if platform != "win32":
        return shlex.split(command)
    return [_unquoted(word) for word in shlex.split(command, posix=False)]


def _unquoted(word: str) -> str:
    return word[1:-1] if len(word) > 1 and word[0] == word[-1] and word[0] in "\"'" else word


def _found(setting: str, command: str, usual: tuple[Outlet, ...], which: Which, platform: str) -> tuple[Outlet, ...]:
    if command:
        own = own_outlet(setting, command, usual[0].slot, platform=platform)
        found_at = which(own.words[0])
        if found_at is None:
            raise NotFound(setting, f"there is no program {own.program!r} here", "Install it, or name another.")
        if platform == "win32" and own.slot is Slot.TEXT and found_at.lower().endswith((".bat", ".cmd")):
            # Windows hands batch files to its shell, which would run what stands in the name of an exercise.
            raise BadValue(setting, f"{own.program!r} is a batch file, which is not safe here", "Name an .exe.")
        return (own,)
    found = tuple(outlet for outlet in usual if which(outlet.words[0]))
    if not found:
        names = ", ".join(outlet.program for outlet in usual)
        raise NotFound(setting, f"none of {names} is installed", f"Install one, or name a program in {setting}.")
    return found
