"""What a sound is made of: samples of one channel, in memory that nobody writes to any more."""

from array import array
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    Sound: TypeAlias = memoryview[int]
else:
    # Before Python 3.14 it cannot be told what it is of.
    Sound = memoryview
"""Samples of one channel, whole numbers of 16 bits; a slice of it copies nothing.

They are kept at half the size of the floats in which they are mixed.
"""

DEFAULT_RATE = 48_000
"""Frames a second."""

FULL = 2**15
"""What a sample may not reach on either side."""


def sound_of(samples: Iterable[float]) -> Sound:
    """Return samples between -1 and 1 as a sound."""
    return in_memory(array("h", [rounded(FULL * sample) for sample in samples]))


def rounded(height: float) -> int:
    """Return a height (1 is the smallest step) as a sample; what is too high is cut."""
    return max(1 - FULL, min(FULL - 1, round(height)))


def in_memory(values: "array[int] | memoryview[Any]") -> Sound:
    """Return 16-bit numbers that lie in memory as a sound, without copying them."""
    return memoryview(values).cast("B").cast("h").toreadonly()
