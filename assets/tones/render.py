"""Renders the tones: a file for each tone of each set.

Run from the checkout: `python -m assets.tones.render`. A file is FLAC at 48 kHz, one channel: it
begins with the tone's first sample, and loses nothing that could be heard.

The three sets have the same meanings on three instruments. In each the countdown is a short knock,
work calls upwards, rest sighs downwards, a turn is two falling notes, a switch goes to and fro, the
end climbs. Up and down are one gesture and its mirror image; the beat is shorter and higher than
all others.
"""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np
import soundfile

from assets.tones.notes import Samples, note, sequence, struck
from soleus_timer import resources
from soleus_timer.audio.processing import LEVEL, Sound, level
from soleus_timer.domain.session.events import Tone
from soleus_timer.domain.settings import ToneSet

RATE = 48_000

Maker = Callable[[int], Samples]
"""Makes a tone at a rate (frames a second)."""

WARM = (1.0, 0.5, 0.3, 0.15)
ROUND = (1.0, 0.25, 0.08)
PURE = (1.0, 0.12)
REEDY = (1.0, 0.0, 0.28, 0.0, 0.1)
"""Strengths of harmonics, the fundamental first; the last has the odd ones, like a beeper."""


def _knock(rate: int) -> Samples:
    return note([1480], 0.12, rate, harmonics=(1.0, 0.35, 0.2), fade=0.045)


def _call(rate: int) -> Samples:
    """A call that rises a fifth and stays there."""
    return note([784, 784, 1175, 1175, 1175], 0.40, rate, harmonics=WARM, fade=0.5)


def _sigh(rate: int) -> Samples:
    """An octave down, long and soft."""
    return note([1320, 1100, 880, 740, 660], 0.8, rate, harmonics=PURE, attack=0.04, fade=0.4)


def _door_bell(rate: int) -> Samples:
    """Ding-dong, a major third down."""
    ding = note([1319], 0.24, rate, harmonics=ROUND, fade=0.14)
    dong = note([1047], 0.34, rate, harmonics=ROUND, fade=0.16)
    return sequence([ding, dong], 0.18, rate)


def _to_and_fro(rate: int) -> Samples:
    """Low and high in turn, three times, quickly."""
    low = note([880], 0.075, rate, harmonics=WARM, fade=0.2, release=0.015)
    high = note([1760], 0.075, rate, harmonics=ROUND, fade=0.2, release=0.015)
    return sequence([low, high] * 3, 0.08, rate)


def _climb(rate: int) -> Samples:
    """A small arpeggio upwards, its last note ringing."""
    steps = [note([pitch], 0.22, rate, harmonics=ROUND, fade=0.12) for pitch in (784, 988, 1175)]
    last = note([1568], 0.85, rate, harmonics=ROUND, fade=0.28)
    return sequence([*steps, last], 0.13, rate)


def _glide(*pitches: float) -> Maker:
    def make(rate: int) -> Samples:
        return note(pitches, 0.20, rate, harmonics=PURE, fade=0.3, release=0.05)

    return make


def _click(rate: int) -> Samples:
    return note([2350], 0.06, rate, harmonics=PURE, fade=0.05, attack=0.0015, release=0.025)


def _pips(pitches: Sequence[float], seconds: float, every: float, last: float) -> Maker:
    """Return a maker of beeps of `seconds`, one `every` so often, the last of its own length."""

    def make(rate: int) -> Samples:
        lengths = [seconds] * (len(pitches) - 1) + [last]
        beeps = [
            note([pitch], length, rate, harmonics=REEDY, fade=1.0, attack=0.003, release=0.02)
            for pitch, length in zip(pitches, lengths, strict=True)
        ]
        return sequence(beeps, every, rate)

    return make


def _strokes(pitches: Sequence[float], every: float, fade: float = 0.14) -> Maker:
    """Return a maker of strokes on wooden bars, one `every` so many seconds."""

    def make(rate: int) -> Samples:
        bars = [struck(pitch, 3 * fade, rate, fade=fade) for pitch in pitches]
        return sequence(bars, every, rate)

    return make


def _block(pitch: float, seconds: float, fade: float) -> Maker:
    def make(rate: int) -> Samples:
        return struck(pitch, seconds, rate, fade=fade, attack=0.0015, release=seconds / 3)

    return make


SETS: Mapping[ToneSet, Mapping[Tone, Maker]] = {
    ToneSet.SOFT: {
        Tone.TICK: _knock,
        Tone.WORK: _call,
        Tone.REST: _sigh,
        Tone.TURN: _door_bell,
        Tone.SWITCH: _to_and_fro,
        Tone.DONE: _climb,
        Tone.UP: _glide(740, 1480),
        Tone.DOWN: _glide(1480, 740),
        Tone.BEAT: _click,
    },
    ToneSet.BRIGHT: {
        Tone.TICK: _pips([1397], 0.09, 0.1, 0.09),
        Tone.WORK: _pips([1047, 1047, 1568], 0.06, 0.08, 0.24),
        Tone.REST: _pips([1245, 932, 698], 0.18, 0.2, 0.4),
        Tone.TURN: _pips([1568, 1047], 0.22, 0.25, 0.25),
        Tone.SWITCH: _pips([784, 1661] * 3, 0.06, 0.075, 0.06),
        Tone.DONE: _pips([1047, 1319, 1568, 2093], 0.11, 0.13, 0.6),
        Tone.UP: _pips([784, 1175, 1760], 0.05, 0.055, 0.07),
        Tone.DOWN: _pips([1760, 1175, 784], 0.05, 0.055, 0.07),
        Tone.BEAT: _pips([2489], 0.045, 0.05, 0.045),
    },
    ToneSet.WOOD: {
        Tone.TICK: _block(1319, 0.11, 0.06),
        Tone.WORK: _strokes([784, 1175, 1175], 0.10, fade=0.066),
        Tone.REST: _strokes([1175, 880, 659], 0.24, fade=0.18),
        Tone.TURN: _strokes([1568, 1047], 0.2, fade=0.1),
        Tone.SWITCH: _strokes([740, 1480] * 3, 0.085, fade=0.06),
        Tone.DONE: _strokes([784, 988, 1175, 1568], 0.14, fade=0.2),
        Tone.UP: _strokes([740, 1480], 0.09, fade=0.06),
        Tone.DOWN: _strokes([1480, 740], 0.09, fade=0.06),
        Tone.BEAT: _block(2217, 0.07, 0.05),
    },
}


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
