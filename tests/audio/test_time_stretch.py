"""Speech at another pace: as long as asked, at the same pitch, without a click."""

import numpy as np
import pytest

from soleus_timer.audio.processing import Sound, onset
from soleus_timer.audio.time_stretch import stretched
from soleus_timer.domain.settings import VOICE_SPEEDS, Settings

RATE = 48_000


def hum(hertz: float, seconds: float = 1.5) -> Sound:
    """Return a sound with overtones, as a voice has; it begins and ends softly."""
    time = np.arange(round(seconds * RATE)) / RATE
    parts = sum(np.sin(2 * np.pi * number * hertz * time) / number for number in (1, 2, 3, 5, 8))
    envelope = np.minimum(1.0, np.minimum(time, seconds - time) / 0.02)
    return (0.2 * parts * envelope).astype(np.float32)


def pitch(sound: Sound) -> float:
    spectrum = np.abs(np.fft.rfft(sound * np.hanning(len(sound)), 8 * len(sound)))
    return float(np.argmax(spectrum)) / len(spectrum) * RATE / 2


@pytest.mark.parametrize("speed", VOICE_SPEEDS)
@pytest.mark.parametrize("hertz", [110.0, 203.0, 310.0])
def test_only_the_pace_changes(hertz: float, speed: float) -> None:
    sound = hum(hertz)
    made = stretched(sound, speed, RATE)
    assert made.dtype == np.float32
    assert len(made) == round(len(sound) / speed)
    assert pitch(made) == pytest.approx(hertz, rel=0.01)
    assert np.abs(made).max() < 1.02 * np.abs(sound).max()
    steepest = np.abs(np.diff(sound)).max()
    assert np.abs(np.diff(made)).max() < 1.1 * steepest, "a seam would click"


@pytest.mark.parametrize("speed", VOICE_SPEEDS)
def test_its_beginning_stays_where_it_was(speed: float) -> None:
    sound = np.concatenate([np.zeros(200, np.float32), hum(203.0)])
    assert onset(stretched(sound, speed, RATE), RATE) == onset(sound, RATE)


@pytest.mark.parametrize("speed", VOICE_SPEEDS)
@pytest.mark.parametrize("seconds", [0.2, 0.333, 0.5, 0.777, 1.0])
def test_its_end_is_not_cut(seconds: float, speed: float) -> None:
    sound = np.concatenate([hum(203.0, seconds), hum(150.0, 0.04)])
    made = stretched(sound, speed, RATE)
    end, last = sound[-round(0.012 * RATE) :], made[-round(0.03 * RATE) :]
    differences = np.lib.stride_tricks.sliding_window_view(last, len(end)) - end
    assert np.abs(differences).max(axis=1).min() < 1e-3, "it is there as it was"
    assert made[-1] == pytest.approx(0.0, abs=1e-3)


@pytest.mark.parametrize("frames", [0, 1, 2000, 3600, 5001])
def test_the_shortest_sounds_are_as_long_as_asked(frames: int) -> None:
    sound = np.ones(frames, np.float32)
    assert [len(stretched(sound, speed, RATE)) for speed in (0.9, 1.0, 1.1)] == [
        round(frames / 0.9),
        frames,
        round(frames / 1.1),
    ]


@pytest.mark.parametrize(
    ("stored", "pace"), [(0.5, 0.9), (0.9, 0.9), (0.97, 1.0), (1.0, 1.0), (1.25, 1.1), (2.0, 1.1)]
)
def test_a_speed_of_an_earlier_version_is_the_nearest_pace(stored: float, pace: float) -> None:
    assert Settings(voice_speed=stored).voice_pace == pace
