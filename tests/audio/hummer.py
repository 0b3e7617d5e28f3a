"""A voice for a rig that listens: each text is a hum that is like no other."""

import os
from functools import cache
from pathlib import Path

import numpy as np
import soundfile

from soleus_timer.audio.processing import LEVEL, Sound
from soleus_timer.domain.phrases import Unit
from tests.audio.arrays import Samples

SECONDS = 0.6


class Hummer:
    """Says every text that begins with `hum`, as a sweep from a pitch that its number gives."""

    def length(self, unit: Unit) -> float | None:
        return SECONDS if unit.words.startswith("hum") else None

    def clip(self, unit: Unit, rate: int) -> Sound | None:
        return hum(unit.words, rate) if unit.words.startswith("hum") else None


@cache
def hum(text: str, rate: int = 48_000) -> Samples:
    """Return `hum 0`, `hum 1` and so on as samples, kept as a real voice keeps its clips."""
    number = int(text.removeprefix("hum"))
    time = np.arange(round(SECONDS * rate)) / rate
    pitch = 300 * 1.25**number
    phase = 2 * np.pi * (pitch * time + 200 * time**2)
    edge = np.minimum(1.0, np.minimum(time, SECONDS - time) / 0.003)
    return np.asarray(LEVEL * edge * np.sin(phase), dtype=np.float32)


def humming_synthesiser(folder: Path, text: str) -> str:
    """Put an espeak-ng (a sh script) in a folder that hums `text`; return the PATH that has it."""
    soundfile.write(folder / "hum.wav", hum(text), 48_000)
    program = folder / "espeak-ng"
    program.write_text(f"#!/bin/sh\nfor last; do :; done\ncp '{folder}/hum.wav' \"$last\"\n")
    program.chmod(0o755)
    return f"{folder}{os.pathsep}{os.environ['PATH']}"
