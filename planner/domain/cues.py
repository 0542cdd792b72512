"""Which cues a runner wants besides the words on the screen: flashes, sounds, speech; in general and per routine."""

from enum import StrEnum

import msgspec


class CueKind(StrEnum):
    """What a cue tells; each can be switched off by this name."""

    COUNT_IN = "count-in"
    START = "start"
    HALF_WAY = "half-way"
    COUNT_DOWN = "count-down"
    TARGET = "target"
    SWITCH = "switch"
    SET_END = "set-end"
    STEP_END = "step-end"
    REST = "rest"
    SPOT = "spot"
    WAIT = "wait"
    SESSION_END = "session-end"
    NEXT_NAME = "next-name"


class Profile(StrEnum):
    """How much sounds: quiet for stretching in the evening, loud for circuits with music on."""

    QUIET = "quiet"
    NORMAL = "normal"
    LOUD = "loud"


_QUIET = frozenset({CueKind.SWITCH, CueKind.STEP_END, CueKind.SPOT, CueKind.SESSION_END, CueKind.NEXT_NAME})
_NOT_NORMAL = frozenset({CueKind.SET_END})


class Cues(msgspec.Struct, frozen=True, omit_defaults=True):
    """How the player gives cues. A word on the screen is always there.

    `off`: kinds that neither flash, sound nor are said. Which programs play and speak is no setting: the store may
    come from elsewhere, and nothing in it starts a program.
    """

    sound: bool = True
    flash: bool = True
    speech: bool = False
    profile: Profile = Profile.NORMAL
    off: tuple[CueKind, ...] = ()

    def flashes(self, kind: CueKind) -> bool:
        """Tell whether this kind flashes on the screen."""
        return self.flash and kind not in self.off

    def sounds(self, kind: CueKind) -> bool:
        """Tell whether this kind sounds: quiet keeps to what one would miss with closed eyes, loud sounds all."""
        if not self.sound or kind in self.off:
            return False
        match self.profile:
            case Profile.QUIET:
                return kind in _QUIET
            case Profile.NORMAL:
                return kind not in _NOT_NORMAL
            case Profile.LOUD:
                return True

    def speaks(self, kind: CueKind) -> bool:
        """Tell whether this kind is said."""
        return self.speech and kind not in self.off


class RoutineCues(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a routine wants otherwise than the runner's settings; what is not set follows them.

    There is no command in it: a routine may come from somebody else.
    """

    sound: bool | None = None
    flash: bool | None = None
    speech: bool | None = None
    profile: Profile | None = None
    off: tuple[CueKind, ...] | None = None


def cues_for(settings: Cues, routine: RoutineCues | None) -> Cues:
    """Return the cues for a routine: its own wishes over the runner's. Sound that the runner has off stays off."""
    if routine is None:
        return settings
    wishes = {name: value for name, value in msgspec.structs.asdict(routine).items() if value is not None}
    if not settings.sound:
        wishes.pop("sound", None)
    return msgspec.structs.replace(settings, **wishes)
