"""From the mixer's float samples to the bytes that a device takes."""

from array import array
from enum import Enum
from typing import Any

from soleus_timer.audio.mixer import Mix


class Encoding(Enum):
    """How a sample is written; the value is its type in memory, as `array` and `struct` name it.

    Of floats nothing needs to be converted.
    """

    FLOAT = "f"
    INT16 = "h"
    INT32 = "i"


_FULL_SCALE = {Encoding.INT16: 2**15 - 1, Encoding.INT32: 2**31 - 1}


def encode(mixed: Mix, encoding: Encoding, channels: int) -> bytes:
    """Return one channel as the bytes of `channels` that all sound alike."""
    one = _written(mixed, encoding)
    if channels == 1:
        return one.tobytes()
    # Any array that is large enough: all of it is written to.
    woven = one * channels
    for channel in range(channels):
        woven[channel::channels] = one
    return woven.tobytes()


def bytes_per_frame(encoding: Encoding, channels: int) -> int:
    """Return how many bytes one moment of all channels takes."""
    return array(encoding.value).itemsize * channels


def _written(mixed: Mix, encoding: Encoding) -> "array[Any]":
    if encoding is Encoding.FLOAT:
        return mixed
    full = _FULL_SCALE[encoding]
    return array(encoding.value, [round(full * sample) for sample in mixed])
