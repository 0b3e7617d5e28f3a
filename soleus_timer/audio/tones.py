"""The tones: how each `Tone` sounds, as mono float32 samples between -1 and 1.

They are made to carry across a room from the small speakers of a laptop: their energy lies between
600 and 3000 Hz, and each has a shape of its own, so that nobody has to look to know which it was.
"""

import numpy as np
from numpy.typing import NDArray

from soleus_timer.audio.tone_sets import SETS
from soleus_timer.core.cues import Tone
from soleus_timer.core.preferences import ToneSet

Sound = NDArray[np.float32]
"""Samples of one channel, each between -1 and 1."""

DEFAULT_RATE = 48_000
"""Frames a second."""

LEVEL = 0.25
"""The level, as `level` measures it, that every tone has."""

_EAR_SECONDS = 0.1
"""The ear adds up sound over about this long."""


def render_tones(rate: int = DEFAULT_RATE, tone_set: ToneSet = ToneSet.SOFT) -> dict[Tone, Sound]:
    """Return every tone of a set at `rate` frames a second, all as loud as one another."""
    return {tone: _levelled(make(rate), rate) for tone, make in SETS[tone_set].items()}


def level(sound: Sound, rate: int = DEFAULT_RATE) -> float:
    """Return how loud a sound is: its loudest tenth of a second, weighted as ears hear."""
    window = round(_EAR_SECONDS * rate)
    padded = np.concatenate([np.zeros(window), sound, np.zeros(window)])
    spectrum = np.fft.rfft(padded)
    weighted = np.fft.irfft(spectrum * _a_weights(len(padded), rate), len(padded))
    power = np.concatenate([[0.0], np.cumsum(weighted**2)])
    return float(np.sqrt(np.max(power[window:] - power[:-window]) / window))


def _levelled(sound: NDArray[np.float64], rate: int) -> Sound:
    raw = sound.astype(np.float32)
    return raw * np.float32(LEVEL / level(raw, rate))


def _a_weights(frames: int, rate: int) -> NDArray[np.float64]:
    """Return the A-weighting of IEC 61672 for each frequency of a transform, 1 at 1 kHz."""
    squared = np.fft.rfftfreq(frames, 1 / rate) ** 2
    weights = (
        (12194.0**2 * squared**2)
        / (squared + 20.6**2)
        / np.sqrt((squared + 107.7**2) * (squared + 737.9**2))
        / (squared + 12194.0**2)
    )
    return np.asarray(weights * 1.2589, dtype=np.float64)
