"""The tones: how each `Tone` sounds.

They are made beforehand, by `assets/tones/render.py`, to carry across a room from the small
speakers of a laptop, and each has a shape of its own, so that nobody has to look to know which it
was.
"""

from collections.abc import Iterator, Mapping
from math import pi, sin

from soleus_timer import resources
from soleus_timer.audio.resampling import resampled
from soleus_timer.audio.samples import DEFAULT_RATE, Sound, sound_of
from soleus_timer.audio.sndfile import NotReadError, read
from soleus_timer.core.cues import Tone
from soleus_timer.core.preferences import ToneSet

OFTEN = frozenset({Tone.TICK, Tone.UP, Tone.DOWN, Tone.BEAT})
"""Tones that may come each second."""


class Tones(Mapping[Tone, Sound]):
    """The tones of a set, all as loud as one another; each is read when it is first asked for.

    That takes some 1 ms at `DEFAULT_RATE`. At another rate it takes up to 0.1 s, longer than a
    device may wait: there all are read at once. One that cannot be read is a plain beep: a session
    without a decoder is led all the same.
    """

    def __init__(self, rate: int, tone_set: ToneSet, own: Mapping[Tone, Sound]) -> None:
        """`rate` is in frames a second; those in `own` take the place of the set's."""
        self._rate = rate
        self._tone_set = tone_set
        self._read = dict(own)
        if rate != DEFAULT_RATE:
            self._read = dict(self)

    def __getitem__(self, tone: Tone) -> Sound:
        sound = self._read.get(tone)
        if sound is None:
            sound = self._read[tone] = _load(tone, self._tone_set, self._rate)
        return sound

    def __iter__(self) -> Iterator[Tone]:
        return iter(Tone)

    def __len__(self) -> int:
        return len(Tone)


def load_tones(
    rate: int = DEFAULT_RATE,
    tone_set: ToneSet = ToneSet.SOFT,
    own: Mapping[Tone, Sound] | None = None,
) -> Tones:
    """Return every tone of a set at `rate` frames a second, but for a person's own."""
    return Tones(rate, tone_set, own or {})


def _load(tone: Tone, tone_set: ToneSet, rate: int) -> Sound:
    try:
        sound, own_rate = read(resources.tone(tone_set, tone))
    except NotReadError:
        return beep(rate)
    return resampled(sound, own_rate, rate)


def beep(rate: int) -> Sound:
    """Return a tenth of a second at 1 kHz, which comes and goes without a click."""
    frames = rate // 10
    return sound_of(
        0.5 * sin(pi * frame / frames) * sin(2 * pi * 1000 * frame / rate)
        for frame in range(frames)
    )
