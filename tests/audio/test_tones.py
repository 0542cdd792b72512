import io
import math
import wave
from array import array
from itertools import pairwise

import pytest

from planner.audio.tones import PEAKS, RATE_HZ, tone
from planner.domain.cues import CueKind, Profile
from planner.playing.cues import Cue

EACH = [(cue, profile) for cue in Cue for profile in Profile]
TICKS = [cue for cue in Cue if cue.kind in (CueKind.COUNT_IN, CueKind.COUNT_DOWN)]


def heard(cue: Cue, profile: Profile = Profile.NORMAL) -> list[int]:
    """The samples of a tone as another reader of WAV files finds them."""
    with wave.open(io.BytesIO(tone(cue, profile))) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, 22_050)
        frames = file.readframes(file.getnframes())
        assert len(frames) == file.getnframes() * 2, "the header promises what is there"
    return list(array("h", frames))


def seconds(cue: Cue) -> float:
    return len(heard(cue)) / RATE_HZ


def loudness(samples: list[int]) -> float:
    return math.sqrt(sum(sample * sample for sample in samples) / len(samples))


def pitch_hz(samples: list[int]) -> float:
    """About how high it sounds: half the times that it crosses zero in a second."""
    crossings = sum(1 for one, other in pairwise(samples) if (one < 0) is not (other < 0))
    return crossings / 2 / (len(samples) / RATE_HZ)


@pytest.mark.parametrize(("cue", "profile"), EACH)
def test_every_tone_is_a_wav_of_sane_length_and_level(cue: Cue, profile: Profile) -> None:
    samples = heard(cue, profile)
    assert 0.05 <= len(samples) / RATE_HZ < 1.2
    loudest = max(abs(sample) for sample in samples)
    assert 0.5 * PEAKS[profile] * 32_767 < loudest <= PEAKS[profile] * 32_767 + 1
    assert loudest < 32_000, "nothing is clipped"


@pytest.mark.parametrize(("cue", "profile"), EACH)
def test_every_tone_comes_and_goes_softly(cue: Cue, profile: Profile) -> None:
    samples = heard(cue, profile)
    loudest = max(abs(sample) for sample in samples)
    one_ms = RATE_HZ // 1000
    for edge in (samples[:one_ms], samples[-one_ms:]):
        assert max(abs(sample) for sample in edge) < 0.1 * loudest
    assert samples[0] == samples[-1] == 0


@pytest.mark.parametrize("cue", Cue)
def test_quiet_is_well_below_normal_and_normal_below_loud(cue: Cue) -> None:
    quiet, normal, loud = (loudness(heard(cue, profile)) for profile in (Profile.QUIET, Profile.NORMAL, Profile.LOUD))
    assert 2 * quiet < normal
    assert 1.5 * normal < loud


@pytest.mark.parametrize("cue", TICKS)
def test_a_tick_is_over_long_before_the_next_second(cue: Cue) -> None:
    assert seconds(cue) < 0.15


def test_no_two_kinds_of_cue_sound_the_same() -> None:
    sounds = {(cue.kind, tone(cue, Profile.NORMAL)) for cue in Cue}
    by_kind = {kind for kind, _ in sounds}
    assert len({sound for _, sound in sounds}) == len(sounds) >= len(by_kind)


def test_a_change_of_sides_climbs_and_the_end_of_a_step_falls() -> None:
    for cue, goes_up in ((Cue.SWITCH, True), (Cue.STEP_END, False), (Cue.REST_START, False)):
        samples = heard(cue)
        first, last = pitch_hz(samples[: RATE_HZ // 7]), pitch_hz(samples[-RATE_HZ // 4 :])
        assert (last > 1.4 * first) if goes_up else (first > 1.4 * last), (cue, first, last)


def test_the_start_is_an_octave_above_its_ticks() -> None:
    tick, start = pitch_hz(heard(Cue.COUNT_1)), pitch_hz(heard(Cue.START))
    assert 1.9 < start / tick < 2.1


def test_the_same_cue_gives_the_same_bytes() -> None:
    assert tone(Cue.SWITCH, Profile.QUIET) == tone(Cue.SWITCH, Profile.QUIET)
