"""Sounds and numpy's arrays, of which the one has no arithmetic and the other all that tests need.

They share their memory.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from soleus_timer.audio.samples import DEFAULT_RATE, Sound, in_memory
from soleus_timer.audio.tones import load_tones
from soleus_timer.core.cues import Tone
from soleus_timer.core.preferences import ToneSet

Samples = NDArray[np.float32]
"""Samples of one channel, each between -1 and 1."""


def as_sound(samples: NDArray[Any]) -> Sound:
    """Return samples as the program has them."""
    return in_memory(samples.astype(np.float32).data)


def as_array(sound: Sound) -> Samples:
    """Return a sound to reckon with; not to be written to."""
    return np.frombuffer(sound.cast("B"), dtype=np.float32)


def tone_arrays(rate: int = DEFAULT_RATE, tone_set: ToneSet = ToneSet.SOFT) -> dict[Tone, Samples]:
    """Return the tones of a set."""
    return {tone: as_array(sound) for tone, sound in load_tones(rate, tone_set).items()}
