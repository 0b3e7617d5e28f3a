"""How loud a sound is, as ears hear it."""

import numpy as np
from numpy.typing import NDArray

from soleus_timer.audio.workshop.samples import Samples

LEVEL = 0.25
"""The level, as `level` measures it, that every tone has."""

_EAR_SECONDS = 0.1
"""The ear adds up sound over about this long."""


def level(sound: Samples, rate: int) -> float:
    """Return how loud a sound is: its loudest tenth of a second, weighted as ears hear."""
    window = round(_EAR_SECONDS * rate)
    padded = np.concatenate([np.zeros(window), sound, np.zeros(window)])
    spectrum = np.fft.rfft(padded)
    weighted = np.fft.irfft(spectrum * _a_weights(len(padded), rate), len(padded))
    power = np.concatenate([[0.0], np.cumsum(weighted**2)])
    return float(np.sqrt(np.max(power[window:] - power[:-window]) / window))


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
