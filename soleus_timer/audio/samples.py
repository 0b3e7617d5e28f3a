"""What a sound is made of: samples of one channel, in memory that nobody writes to any more."""

from array import array
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    Sound: TypeAlias = memoryview[float]
else:
    # Before Python 3.14 it cannot be told what it is of.
    Sound = memoryview
"""Samples of one channel, 32-bit floats between -1 and 1; a slice of it copies nothing."""

DEFAULT_RATE = 48_000
"""Frames a second."""

FLOAT_BYTES = 4
"""What a sample takes in memory."""


def sound_of(samples: Iterable[float]) -> Sound:
    """Return samples as a sound."""
    return in_memory(array("f", samples))


def in_memory(values: "array[float] | memoryview[Any]") -> Sound:
    """Return 32-bit floats that lie in memory as a sound, without copying them."""
    return memoryview(values).cast("B").cast("f").toreadonly()
