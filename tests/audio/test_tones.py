"""The tones: as loud as one another, without clicks, and told apart by ear."""

from functools import cache
from itertools import combinations, pairwise

import numpy as np
import pytest
from numpy.typing import NDArray

from soleus_timer.audio.processing import DEFAULT_RATE, LEVEL, level
from soleus_timer.domain.session.events import Tone
from soleus_timer.domain.settings import ToneSet
from tests.audio.arrays import Samples, tone_arrays

SETS = {tone_set: tone_arrays(tone_set=tone_set) for tone_set in ToneSet}
tones_at = cache(tone_arrays)
EACH_SET = pytest.mark.parametrize("tone_set", list(ToneSet))
EACH_TONE = pytest.mark.parametrize("tone", list(Tone))


def powers(sound: Samples) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the frequencies (hertz) of a sound and the power at each."""
    power = np.abs(np.fft.rfft(sound)).astype(np.float64) ** 2
    return np.fft.rfftfreq(len(sound), 1 / DEFAULT_RATE).astype(np.float64), power


def band_powers(sound: Samples) -> NDArray[np.float64]:
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


def pitches(sound: Samples) -> tuple[float, float]:
    """Return the strongest pitch (hertz) of a sound's first third and of its last."""
    third = len(sound) // 3

    def pitch(part: Samples) -> float:
        padded = np.zeros(DEFAULT_RATE, dtype=np.float32)
        padded[: len(part)] = part
        frequencies, power = powers(padded)
        return float(frequencies[power.argmax()])

    return pitch(sound[:third]), pitch(sound[-third:])


@EACH_SET
@EACH_TONE
@pytest.mark.parametrize("rate", [22_050, 44_100, 48_000, 96_000])
def test_every_tone_has_one_level_and_room_above_it(
    tone: Tone, rate: int, tone_set: ToneSet
) -> None:
    sound = tones_at(rate, tone_set)[tone]
    assert sound.dtype == np.float32
    assert abs(20 * np.log10(level(sound, rate) / LEVEL)) < 1
    assert np.abs(sound).max() <= 0.8


@EACH_SET
@EACH_TONE
def test_no_tone_clicks(tone: Tone, tone_set: ToneSet) -> None:
    sound = SETS[tone_set][tone]
    assert abs(sound[0]) < 1e-3
    assert abs(sound[-1]) < 1e-3
    # The steepest that a partial of 3 kHz gets at full scale; a click is steeper.
    assert np.abs(np.diff(sound)).max() < 2 * np.pi * 3000 / DEFAULT_RATE * 0.8
    frequencies, power = powers(sound)
    assert power[frequencies > 8000].sum() < 1e-6 * power.sum()


@EACH_SET
@EACH_TONE
def test_tones_carry_on_small_speakers(tone: Tone, tone_set: ToneSet) -> None:
    frequencies, power = powers(SETS[tone_set][tone])
    assert power[(frequencies > 600) & (frequencies < 3000)].sum() > 0.9 * power.sum()


@EACH_SET
def test_no_tone_is_like_another(tone_set: ToneSet) -> None:
    tones = SETS[tone_set]
    for one, other in combinations(Tone, 2):
        likeness = float(band_powers(tones[one]) @ band_powers(tones[other]))
        assert likeness < 0.8, (one, other, likeness)


@EACH_TONE
def test_no_set_is_like_another(tone: Tone) -> None:
    for one, other in combinations(ToneSet, 2):
        assert not np.array_equal(SETS[one][tone], SETS[other][tone])


@EACH_SET
def test_work_and_up_rise_and_rest_turn_and_down_fall(tone_set: ToneSet) -> None:
    for tone in (Tone.WORK, Tone.UP, Tone.DONE):
        first, last = pitches(SETS[tone_set][tone])
        assert last > 1.15 * first, tone
    for tone in (Tone.REST, Tone.TURN, Tone.DOWN):
        first, last = pitches(SETS[tone_set][tone])
        assert first > 1.15 * last, tone


@EACH_SET
def test_what_comes_often_is_short(tone_set: ToneSet) -> None:
    tones = SETS[tone_set]
    assert len(tones[Tone.TICK]) < 0.15 * DEFAULT_RATE
    assert len(tones[Tone.UP]) < 0.3 * DEFAULT_RATE
    assert len(tones[Tone.DOWN]) < 0.3 * DEFAULT_RATE
    # At 208 beats a minute, one comes each 0.29 s.
    assert len(tones[Tone.BEAT]) < 0.1 * DEFAULT_RATE


@EACH_SET
def test_a_beat_is_sharp(tone_set: ToneSet) -> None:
    beat = np.abs(SETS[tone_set][Tone.BEAT])
    assert beat[: round(0.003 * DEFAULT_RATE)].max() > 0.8 * beat.max()
