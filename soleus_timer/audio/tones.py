"""The tones: how each `Tone` sounds, as mono float32 samples between -1 and 1.

They are made to carry across a room from the small speakers of a laptop: their energy lies between
600 and 3000 Hz, and each has a shape of its own, so that nobody has to look to know which it was.
"""

from collections.abc import Sequence
from math import pi

import numpy as np
from numpy.typing import NDArray

from soleus_timer.core.cues import Tone

Sound = NDArray[np.float32]
"""Samples of one channel, each between -1 and 1."""

DEFAULT_RATE = 48_000
"""Frames a second."""

LEVEL = 0.25
"""The level, as `level` measures it, that every tone has."""

ATTACK = 0.006
RELEASE = 0.040
"""Seconds in which a note comes and goes; shorter than 4 ms would click."""

BRIGHT = (1.0, 0.5, 0.3, 0.15)
ROUND = (1.0, 0.25, 0.08)
SOFT = (1.0, 0.12)
"""Strengths of a note's harmonics, the fundamental first."""

_EAR_SECONDS = 0.1
"""The ear adds up sound over about this long."""


def render_tones(rate: int = DEFAULT_RATE) -> dict[Tone, Sound]:
    """Return every tone at `rate` frames a second, all as loud as one another."""
    makers = {
        Tone.TICK: _tick,
        Tone.WORK: _work,
        Tone.REST: _rest,
        Tone.TURN: _turn,
        Tone.SWITCH: _switch,
        Tone.DONE: _done,
    }
    return {tone: _levelled(make(rate), rate) for tone, make in makers.items()}


def level(sound: Sound, rate: int = DEFAULT_RATE) -> float:
    """Return how loud a sound is: its loudest tenth of a second, weighted as ears hear."""
    window = round(_EAR_SECONDS * rate)
    padded = np.concatenate([np.zeros(window), sound, np.zeros(window)])
    spectrum = np.fft.rfft(padded)
    weighted = np.fft.irfft(spectrum * _a_weights(len(padded), rate), len(padded))
    power = np.concatenate([[0.0], np.cumsum(weighted**2)])
    return float(np.sqrt(np.max(power[window:] - power[:-window]) / window))


def _tick(rate: int) -> NDArray[np.float64]:
    """A short knock, as on wood."""
    return _note([1480], 0.12, rate, harmonics=(1.0, 0.35, 0.2), fade=0.045)


def _work(rate: int) -> NDArray[np.float64]:
    """A bright call that rises a fifth and stays there."""
    return _note([784, 784, 1175, 1175, 1175], 0.42, rate, harmonics=BRIGHT, fade=0.5)


def _rest(rate: int) -> NDArray[np.float64]:
    """A long, soft sigh, an octave down."""
    return _note([1320, 1100, 880, 740, 660], 0.8, rate, harmonics=SOFT, attack=0.04, fade=0.4)


def _turn(rate: int) -> NDArray[np.float64]:
    """A door bell: ding-dong, a major third down."""
    ding = _note([1319], 0.32, rate, harmonics=ROUND, fade=0.16)
    dong = _note([1047], 0.60, rate, harmonics=ROUND, fade=0.20)
    return _sequence([ding, dong], 0.26, rate)


def _switch(rate: int) -> NDArray[np.float64]:
    """Low and high in turn, three times, quickly."""
    low = _note([880], 0.075, rate, harmonics=BRIGHT, fade=0.2, release=0.015)
    high = _note([1760], 0.075, rate, harmonics=ROUND, fade=0.2, release=0.015)
    return _sequence([low, high] * 3, 0.08, rate)


def _done(rate: int) -> NDArray[np.float64]:
    """A small arpeggio upwards, its last note ringing."""
    steps = [_note([pitch], 0.22, rate, harmonics=ROUND, fade=0.12) for pitch in (784, 988, 1175)]
    last = _note([1568], 0.85, rate, harmonics=ROUND, fade=0.28)
    return _sequence([*steps, last], 0.13, rate)


def _note(
    pitches: Sequence[float],
    seconds: float,
    rate: int,
    *,
    harmonics: Sequence[float],
    fade: float,
    attack: float = ATTACK,
    release: float = RELEASE,
) -> NDArray[np.float64]:
    """Return a note that glides evenly through `pitches` (hertz) and dies away.

    `fade` is the time (seconds) in which it falls to about a third.
    """
    frames = round(seconds * rate)
    time = np.arange(frames) / rate
    stops = np.linspace(0.0, seconds, len(pitches))
    phase = 2 * pi * np.cumsum(np.interp(time, stops, pitches)) / rate
    note = np.zeros(frames)
    for number, strength in enumerate(harmonics, start=1):
        # What is higher dies away sooner, as on everything that is struck.
        note += strength * np.sin(number * phase) * np.exp(-time * number**0.5 / fade)
    return note * _edges(frames, round(attack * rate), round(release * rate))


def _edges(frames: int, attack: int, release: int) -> NDArray[np.float64]:
    """Return an envelope that rises from zero and falls to it without a corner."""
    envelope = np.ones(frames)
    envelope[:attack] = 0.5 - 0.5 * np.cos(pi * np.arange(attack) / attack)
    envelope[frames - release :] *= 0.5 + 0.5 * np.cos(pi * np.arange(1, release + 1) / release)
    return envelope


def _sequence(notes: Sequence[NDArray[np.float64]], every: float, rate: int) -> NDArray[np.float64]:
    """Return the notes begun `every` so many seconds; what still rings goes on ringing."""
    starts = [round(every * place * rate) for place in range(len(notes))]
    whole = np.zeros(max(start + len(note) for start, note in zip(starts, notes, strict=True)))
    for start, note in zip(starts, notes, strict=True):
        whole[start : start + len(note)] += note
    return whole


def _levelled(sound: NDArray[np.float64], rate: int) -> Sound:
    raw = sound.astype(np.float32)
    return raw * np.float32(LEVEL / level(raw, rate))


def _a_weights(frames: int, rate: int) -> NDArray[np.float64]:
    """Return the A-weighting of IEC 61672 for each frequency of a transform, 1 at 1 kHz."""
    squared = np.fft.rfftfreq(frames, 1 / rate) ** 2
    weights = (
        (12194.0**2 * squared**2)
        / (squared + 20.6**2)
        / np.sqrt((squared + 107.7**2) * (squared + 737.9**2))
        / (squared + 12194.0**2)
    )
    return np.asarray(weights * 1.2589, dtype=np.float64)
