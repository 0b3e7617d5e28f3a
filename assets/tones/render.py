"""Renders the tones: a file for each tone of each set.

Run from the checkout: `python -m assets.tones.render`. A file is FLAC at 48 kHz, one channel: it
begins with the tone's first sample, and loses nothing that could be heard.
"""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import soundfile

from assets.tones.tone_sets import SETS
from soleus_timer import resources
from soleus_timer.audio.processing import LEVEL, Sound, level
from soleus_timer.domain.session.events import Tone
from soleus_timer.domain.settings import ToneSet

RATE = 48_000


def rendered(tone_set: ToneSet, rate: int = RATE) -> Mapping[Tone, Sound]:
    """Return every tone of a set at `rate` frames a second, all as loud as one another."""
    raw = {tone: make(rate).astype(np.float32) for tone, make in SETS[tone_set].items()}
    return {tone: one * np.float32(LEVEL / level(one, rate)) for tone, one in raw.items()}


def write(path: Path, sound: Sound) -> None:
    """Write a tone to its file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    soundfile.write(path, sound, RATE, format="FLAC", subtype="PCM_16")


def main() -> None:
    """Render all tones."""
    for tone_set in ToneSet:
        for tone, sound in rendered(tone_set).items():
            write(resources.tone(tone_set, tone), sound)


if __name__ == "__main__":
    main()
