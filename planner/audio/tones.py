"""The signals of a session as sound: short WAV files made by arithmetic alone."""

from array import array
from math import cos, exp, pi, sin, tau
from struct import pack
from sys import byteorder

import msgspec

from planner.domain.cues import Profile
from planner.playing.cues import Cue

RATE_HZ = 22_050
"""Samples a second: enough for every overtone here (the highest is 6.3 kHz), and half the bytes of a CD's rate."""
_FULL = 32_767
_SOFT_IN_S = 0.006
_SOFT_OUT_S = 0.03
"""Seconds of rise and fall: a sound that begins or ends at once clicks."""

PEAKS = {Profile.QUIET: 0.09, Profile.NORMAL: 0.32, Profile.LOUD: 0.9}
"""The loudest sample of a signal as a share of full scale: steps of 11 and 9 dB; each about doubles what is heard."""
_OVERTONES = {
    Profile.QUIET: (1.0, 0.08),
    Profile.NORMAL: (1.0, 0.22, 0.06),
    Profile.LOUD: (1.0, 0.5, 0.35),
}
"""Shares of the first, second and third harmonic: soft in the evening, bright enough to stand out from music."""


class Note(msgspec.Struct, frozen=True):
    """One note: its pitch in Hz, when it begins and how long it sounds in seconds, how loud beside the others (to 1).

    `fade_s`: seconds in which it falls to a third, like a struck bar; 0 for one that keeps its level.
    """

    hz: float
    at_s: float
    seconds: float
    level: float = 1.0
    fade_s: float = 0.0


# Pitches in Hz, equal temperament from A4 = 440 Hz. Nothing below 390 Hz: a laptop's speakers do not carry it.
_G4, _A4, _C5, _D5, _E5, _G5, _A5, _B5 = 392.0, 440.0, 523.3, 587.3, 659.3, 784.0, 880.0, 987.8
_C6, _D6, _E6, _G6, _A6 = 1046.5, 1174.7, 1318.5, 1568.0, 1760.0


class Signal(msgspec.Struct, frozen=True):
    """The notes of a signal, and how loud it is beside the other signals of its profile (to 1)."""

    notes: tuple[Note, ...]
    level: float = 1.0

    @property
    def seconds(self) -> float:
        """How long it sounds."""
        return max(note.at_s + note.seconds for note in self.notes)


_COUNT_IN = Signal((Note(_D5, 0.0, 0.11),), 0.8)
_COUNT_DOWN = Signal((Note(_G5, 0.0, 0.11),), 0.8)

SIGNALS = {
    Cue.COUNT_3: _COUNT_IN,
    Cue.COUNT_2: _COUNT_IN,
    Cue.COUNT_1: _COUNT_IN,
    # An octave above the ticks of the count-in, and longer: it has begun.
    Cue.START: Signal((Note(_D6, 0.0, 0.42, fade_s=0.2),)),
    Cue.LAST_3: _COUNT_DOWN,
    Cue.LAST_2: _COUNT_DOWN,
    Cue.LAST_1: _COUNT_DOWN,
    # Twice the same note: neither up nor down, nothing changes.
    Cue.HALF_WAY: Signal((Note(_E5, 0.0, 0.16), Note(_E5, 0.24, 0.3, fade_s=0.15)), 0.8),
    # The only one that climbs in three steps over two octaves: heard with the face in the mat.
    Cue.SWITCH: Signal((Note(_A4, 0.0, 0.17), Note(_A5, 0.17, 0.17), Note(_A6, 0.34, 0.45, fade_s=0.22))),
    # A fifth down: this step is over.
    Cue.STEP_END: Signal((Note(_A5, 0.0, 0.2), Note(_D5, 0.2, 0.55, fade_s=0.28))),
    Cue.SET_END: Signal((Note(_A5, 0.0, 0.3, fade_s=0.14),), 0.9),
    # A slow, low fall: breathe.
    Cue.REST_START: Signal(
        (Note(_E5, 0.0, 0.32, 0.9), Note(_C5, 0.26, 0.32, 0.8), Note(_G4, 0.52, 0.5, fade_s=0.3)), 0.8
    ),
    # A struck bar that fades: a question, not an order.
    Cue.SPOT_CHIME: Signal((Note(_C6, 0.0, 1.0, fade_s=0.25), Note(_G6, 0.0, 0.7, 0.25, fade_s=0.15)), 0.6),
    Cue.SPOT_MOVE_ON: Signal((Note(_C6, 0.0, 0.5, fade_s=0.2), Note(_E6, 0.3, 0.7, fade_s=0.25)), 0.8),
    # A short and a long one a third up: enough, go on if you like.
    Cue.TARGET: Signal((Note(_G5, 0.0, 0.14), Note(_B5, 0.16, 0.45, fade_s=0.25))),
    # A fourth up and left open: it waits for an answer.
    Cue.WAITING: Signal((Note(_G4, 0.0, 0.3, 0.9, fade_s=0.3), Note(_C5, 0.28, 0.6, fade_s=0.4)), 0.8),
    Cue.SESSION_END: Signal(
        (
            Note(_G5, 0.0, 0.16),
            Note(_E5, 0.16, 0.16),
            Note(_G5, 0.32, 0.16),
            Note(_C6, 0.48, 0.68, fade_s=0.3),
            Note(_E5, 0.48, 0.68, 0.4, fade_s=0.3),
        )
    ),
}
"""What each cue sounds like. All end within 1.2 s, the ticks long before the next second."""


def tone(cue: Cue, profile: Profile) -> bytes:
    """Return the signal of a cue as a WAV file: mono, 16 bit, 22.05 kHz. The same bytes each time."""
    signal = SIGNALS[cue]
    wave = [0.0] * round(signal.seconds * RATE_HZ)
    for note in signal.notes:
        _add(wave, note, _OVERTONES[profile])
    loudest = max(abs(sample) for sample in wave)
    scale = _FULL * PEAKS[profile] * signal.level / loudest
    samples = array("h", (round(sample * scale) for sample in wave))
    if byteorder == "big":
        samples.byteswap()
    return _as_wav(samples.tobytes())


def _add(wave: list[float], note: Note, overtones: tuple[float, ...]) -> None:
    first, count = round(note.at_s * RATE_HZ), round(note.seconds * RATE_HZ)
    count = min(count, len(wave) - first)
    rise, fall = round(_SOFT_IN_S * RATE_HZ), round(_SOFT_OUT_S * RATE_HZ)
    turns = [(share, tau * note.hz * (order + 1) / RATE_HZ) for order, share in enumerate(overtones)]
    fading = exp(-1 / (note.fade_s * RATE_HZ)) if note.fade_s else 1.0
    level = note.level
    for at in range(count):
        soft = 1.0
        if at < rise:
            soft = _half_cosine(at / rise)
        if count - at <= fall:
            soft *= _half_cosine((count - at - 1) / fall)
        wave[first + at] += level * soft * sum(share * sin(turn * at) for share, turn in turns)
        level *= fading


def _half_cosine(share: float) -> float:
    """Return 0 to 1 for 0 to 1 along a half cosine, which has no corner at either end."""
    return 0.5 - 0.5 * cos(pi * share)


def _as_wav(samples: bytes) -> bytes:
    """Return 16-bit mono samples with the 44 bytes in front of them that make a WAV file."""
    form = pack("<4sIHHIIHH", b"fmt ", 16, 1, 1, RATE_HZ, RATE_HZ * 2, 2, 16)
    data = pack("<4sI", b"data", len(samples))
    return pack("<4sI4s", b"RIFF", 4 + len(form) + len(data) + len(samples), b"WAVE") + form + data + samples
