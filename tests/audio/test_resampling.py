"""Sound at another rate: the same pitch, height and length, and nothing that was not there."""

import numpy as np
import pytest

from soleus_timer.audio.processing import resampled
from tests.audio.arrays import Samples

RATES = [8_000, 16_000, 22_050, 44_100, 48_000, 96_000, 192_000]


def whistle(pitch: float, rate: int, seconds: float = 0.24) -> Samples:
    time = np.arange(round(seconds * rate)) / rate
    return np.asarray(0.5 * np.sin(2 * np.pi * pitch * time), dtype=np.float32)


def at(target: int, samples: Samples, rate: int = 48_000) -> Samples:
    return resampled(samples, rate, target)


@pytest.mark.parametrize("pitch", [100, 1000, 2000])
@pytest.mark.parametrize("target", RATES)
def test_a_pitch_keeps_its_height_and_its_place(pitch: float, target: int) -> None:
    there = at(target, whistle(pitch, 48_000))
    inside = slice(target // 50, -target // 50)
    assert np.abs(there[inside] - whistle(pitch, target)[inside]).max() < 1e-3


@pytest.mark.parametrize("rate", RATES)
@pytest.mark.parametrize("frames", [1, 2, 147, 1000, 4801])
def test_nothing_is_lost_of_the_length(rate: int, frames: int) -> None:
    assert len(at(48_000, np.ones(frames, dtype=np.float32), rate)) == -(-frames * 48_000 // rate)


def test_what_the_new_rate_cannot_hold_is_left_out() -> None:
    inside = at(16_000, whistle(11_000, 48_000))[320:-320]
    assert np.abs(inside).max() < 0.5e-3


def test_what_is_steady_stays_as_high() -> None:
    there = at(44_100, np.full(4800, 0.25, dtype=np.float32))
    # At the edges of a step it rings for 2 ms.
    assert np.allclose(there[100:-100], 0.25, atol=1e-6)


def test_the_same_rate_is_the_same_sound_and_nothing_stays_nothing() -> None:
    sound = whistle(1000, 48_000)
    assert resampled(sound, 48_000, 48_000) is sound
    assert len(resampled(sound[:0], 48_000, 44_100)) == 0
