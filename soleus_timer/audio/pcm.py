"""From the mixer's float samples to the bytes that a device takes."""

from enum import Enum

import numpy as np

from soleus_timer.audio.tones import Sound


class Encoding(Enum):
    """How a sample is written; the value is its type in memory, in the machine's byte order."""

    INT16 = "=i2"
    INT32 = "=i4"
    FLOAT = "=f4"


_FULL_SCALE = {Encoding.INT16: 2.0**15 - 1, Encoding.INT32: 2.0**31 - 1, Encoding.FLOAT: 1.0}


def encode(sound: Sound, encoding: Encoding, channels: int) -> bytes:
    """Return one channel as the bytes of `channels` that all sound alike."""
    # In double precision: a full-scale 32-bit sample does not fit in the 24 bits of a float.
    scaled = sound.astype(np.float64) * _FULL_SCALE[encoding]
    samples = (scaled if encoding is Encoding.FLOAT else np.rint(scaled)).astype(encoding.value)
    return samples.repeat(channels).tobytes()


def bytes_per_frame(encoding: Encoding, channels: int) -> int:
    """Return how many bytes one moment of all channels takes."""
    return np.dtype(encoding.value).itemsize * channels
