"""Notes: what tones are made of, as mono samples in double precision.

`rate` is in frames a second, pitches are in hertz, times in seconds.
"""

from collections.abc import Sequence
from math import pi

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float64]

ATTACK = 0.006
RELEASE = 0.040
"""Seconds in which a note comes and goes; shorter than 1 ms would click."""

WOODEN = ((1.0, 1.0), (2.76, 0.22), (5.40, 0.05))
"""The partials of a free bar, as ratios to the lowest, with their strengths."""

_HIGHEST_PARTIAL = 6500.0
"""Hertz above which a partial would only hiss on small speakers."""


def note(
    pitches: Sequence[float],
    seconds: float,
    rate: int,
    *,
    harmonics: Sequence[float],
    fade: float,
    attack: float = ATTACK,
    release: float = RELEASE,
) -> Samples:
    """Return a note that glides evenly through `pitches` and dies away.

    `harmonics` are the strengths of its partials, the fundamental first; `fade` is the time in
    which it falls to about a third.
    """
    frames = round(seconds * rate)
    time = np.arange(frames) / rate
    stops = np.linspace(0.0, seconds, len(pitches))
    phase = 2 * pi * np.cumsum(np.interp(time, stops, pitches)) / rate
    sound = np.zeros(frames)
    for number, strength in enumerate(harmonics, start=1):
        if number * max(pitches) > _HIGHEST_PARTIAL:
            break
        # What is higher dies away sooner, as on everything that is struck.
        sound += strength * np.sin(number * phase) * np.exp(-time * number**0.5 / fade)
    return sound * edges(frames, round(attack * rate), round(release * rate))


def struck(
    pitch: float,
    seconds: float,
    rate: int,
    *,
    fade: float,
    attack: float = 0.002,
    release: float = 0.030,
) -> Samples:
    """Return one stroke on a wooden bar."""
    frames = round(seconds * rate)
    time = np.arange(frames) / rate
    sound = np.zeros(frames)
    for ratio, strength in WOODEN:
        if ratio * pitch < _HIGHEST_PARTIAL:
            partial = np.sin(2 * pi * ratio * pitch * time)
            sound += strength * partial * np.exp(-time * ratio / fade)
    return sound * edges(frames, round(attack * rate), round(release * rate))


def edges(frames: int, attack: int, release: int) -> Samples:
    """Return an envelope that rises from zero and falls to it without a corner."""
    envelope = np.ones(frames)
    envelope[:attack] = 0.5 - 0.5 * np.cos(pi * np.arange(attack) / attack)
    envelope[frames - release :] *= 0.5 + 0.5 * np.cos(pi * np.arange(1, release + 1) / release)
    return envelope


def sequence(notes: Sequence[Samples], every: float, rate: int) -> Samples:
    """Return the notes begun `every` so many seconds; what still rings goes on ringing."""
    starts = [round(every * place * rate) for place in range(len(notes))]
    whole = np.zeros(max(start + len(one) for start, one in zip(starts, notes, strict=True)))
    for start, one in zip(starts, notes, strict=True):
        whole[start : start + len(one)] += one
    return whole
