"""Sounds and numpy's arrays: the one has no arithmetic and the other all that tests need."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from soleus_timer.audio.samples import DEFAULT_RATE, FULL, Sound, in_memory
from soleus_timer.audio.tones import load_tones
from soleus_timer.core.cues import Tone
from soleus_timer.core.preferences import ToneSet

Samples = NDArray[np.float32]
"""Samples of one channel, each between -1 and 1."""


def as_sound(samples: NDArray[Any]) -> Sound:
    """Return samples as the program has them: rounded to 16 bits."""
    whole = np.clip(np.rint(FULL * samples), 1 - FULL, FULL - 1)
    return in_memory(whole.astype(np.int16).data)


def as_array(sound: Sound) -> Samples:
    """Return a sound to reckon with."""
    return np.divide(np.frombuffer(sound.cast("B"), np.int16), FULL, dtype=np.float32)


def tone_arrays(rate: int = DEFAULT_RATE, tone_set: ToneSet = ToneSet.SOFT) -> dict[Tone, Samples]:
    """Return the tones of a set."""
    return {tone: as_array(sound) for tone, sound in load_tones(rate, tone_set).items()}
