"""The tones: as loud as one another, without clicks, and told apart by ear."""

from itertools import combinations, pairwise

import numpy as np
import pytest
from numpy.typing import NDArray

from soleus_timer.audio.tones import DEFAULT_RATE, LEVEL, Sound, level, render_tones
from soleus_timer.core.cues import Tone

TONES = render_tones()
EACH_TONE = pytest.mark.parametrize("tone", list(Tone))


def powers(sound: Sound) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the frequencies (hertz) of a sound and the power at each."""
    power = np.abs(np.fft.rfft(sound)).astype(np.float64) ** 2
    return np.fft.rfftfreq(len(sound), 1 / DEFAULT_RATE).astype(np.float64), power


def band_powers(sound: Sound) -> NDArray[np.float64]:
    """Return the shape of a sound: power in third octaves, for each twentieth of a second."""
    edges = 500 * 2 ** (np.arange(11) / 3)
    slice_frames = DEFAULT_RATE // 20
    padded = np.zeros(30 * slice_frames)
    padded[: len(sound)] = sound
    power = np.abs(np.fft.rfft(padded.reshape(30, slice_frames), axis=1)) ** 2
    frequencies = np.fft.rfftfreq(slice_frames, 1 / DEFAULT_RATE)
    bands = [
        power[:, (frequencies >= low) & (frequencies < high)].sum(axis=1)
        for low, high in pairwise(edges)
    ]
    shape = np.sqrt(np.array(bands)).ravel()
    return np.asarray(shape / np.linalg.norm(shape))


@EACH_TONE
@pytest.mark.parametrize("rate", [22_050, 44_100, 48_000, 96_000])
def test_every_tone_has_one_level_and_room_above_it(tone: Tone, rate: int) -> None:
    sound = render_tones(rate)[tone]
    assert sound.dtype == np.float32
    assert abs(20 * np.log10(level(sound, rate) / LEVEL)) < 1
    assert np.abs(sound).max() <= 0.8


@EACH_TONE
def test_no_tone_clicks(tone: Tone) -> None:
    sound = TONES[tone]
    assert abs(sound[0]) < 1e-3
    assert abs(sound[-1]) < 1e-3
    # The steepest that a partial of 3 kHz gets at full scale; a click is steeper.
    assert np.abs(np.diff(sound)).max() < 2 * np.pi * 3000 / DEFAULT_RATE * 0.8
    frequencies, power = powers(sound)
    assert power[frequencies > 8000].sum() < 1e-6 * power.sum()


@EACH_TONE
def test_tones_carry_on_small_speakers(tone: Tone) -> None:
    frequencies, power = powers(TONES[tone])
    assert power[(frequencies > 600) & (frequencies < 3000)].sum() > 0.9 * power.sum()


def test_no_tone_is_like_another() -> None:
    for one, other in combinations(Tone, 2):
        likeness = float(band_powers(TONES[one]) @ band_powers(TONES[other]))
        assert likeness < 0.8, (one, other, likeness)


def test_a_tick_is_short_and_work_rises_and_rest_falls() -> None:
    def pitch(sound: Sound) -> float:
        frequencies, power = powers(sound)
        return float(frequencies[power.argmax()])

    assert len(TONES[Tone.TICK]) < 0.2 * DEFAULT_RATE
    for tone, is_rising in ((Tone.WORK, True), (Tone.REST, False), (Tone.TURN, False)):
        sound = TONES[tone]
        fifth = len(sound) // 5
        assert (pitch(sound[-fifth:]) > pitch(sound[:fifth])) is is_rising
