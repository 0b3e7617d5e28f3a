"""Samples as numpy has them, and at another rate."""

from math import gcd

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float32]
"""Samples of one channel, each between -1 and 1."""


def resampled(sound: Samples, rate: int, target: int) -> Samples:
    """Return sound at `target` frames a second; its spectrum is kept up to the lower limit."""
    if rate == target or not len(sound):
        return sound
    # The transform takes the end for what comes before the beginning: silence keeps them apart.
    unit = rate // gcd(rate, target)
    before = unit * -(-rate // (100 * unit))
    frames = unit * -(-(len(sound) + 2 * before) // unit)
    padded = np.zeros(frames)
    padded[before : before + len(sound)] = sound
    wanted = frames * target // rate
    spectrum = np.fft.rfft(padded)
    kept = np.zeros(wanted // 2 + 1, dtype=complex)
    bins = min(len(spectrum), len(kept))
    kept[:bins] = spectrum[:bins]
    if rate > target:
        kept[-1] = 0.0
    whole = np.fft.irfft(kept, wanted) * (target / rate)
    first = before * target // rate
    length = -(-len(sound) * target // rate)
    return whole[first : first + length].astype(np.float32)
