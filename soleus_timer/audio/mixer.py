"""The mixer: sounds at absolute frames, added up whenever the device asks for more.

A frame is one sample of time; frames count from zero when the mixer is made. What comes out does
not depend on how the device cuts its requests: each frame is reckoned for itself, in double
precision, and rounded once.

Plain lists are enough for that: most of the time nothing sounds, and then nothing is reckoned.
"""

from array import array
from collections.abc import Container, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import reduce
from itertools import pairwise
from math import copysign
from operator import add, mul
from threading import Lock
from typing import TYPE_CHECKING, TypeAlias

from soleus_timer.audio.samples import DEFAULT_RATE, FULL, Sound

if TYPE_CHECKING:
    Mix: TypeAlias = array[float]
else:
    Mix = array
"""Samples of one channel, 32-bit floats between -1 and 1."""

FADE_SECONDS = 0.030
"""How fast a sound that is taken back dies away, and gains change: no click, no delay."""

_PIECE_FRAMES = 1024
"""So many are reckoned at a time: as Python's numbers they take 32 bytes each, and a device may ask
for two seconds at once."""

LIMIT = 0.8
"""Above this the peaks of a sum are bent, ever more, so that none passes 1; no sound alone does."""


class Group(StrEnum):
    """Sounds whose gain is set together."""

    TONES = "tones"
    VOICE = "voice"


@dataclass(frozen=True, slots=True)
class _Ramp:
    """A gain that moves evenly from `old` to `new`, beginning at frame `begin`."""

    old: float
    new: float
    begin: int
    frames: int

    def settled(self, frame: int) -> bool:
        return frame >= self.begin + self.frames

    def at(self, frame: int) -> float:
        return self.values(frame, 1)[0]

    def values(self, first: int, frames: int) -> list[float]:
        """Return the gain for each frame; counted from `begin`, so that chunks join exactly."""
        elapsed = range(first - self.begin, first - self.begin + frames)
        shares = [min(1.0, max(0.0, frame / self.frames)) for frame in elapsed]
        return [self.old * (1.0 - share) + self.new * share for share in shares]

    def over(self, samples: Sequence[float], first: int, unit: float = 1.0) -> Sequence[float]:
        """Return samples that begin at frame `first`, with this gain times `unit`.

        That is a power of two, so that it is the same before or after.
        """
        if not self.settled(first):
            gains = [unit * gain for gain in self.values(first, len(samples))]
            return list(map(mul, samples, gains))
        gain = unit * self.new
        return samples if gain == 1.0 else [gain * sample for sample in samples]


@dataclass(slots=True)
class _Playing:
    ticket: int
    sound: Sound
    begin: int
    group: Group
    fade: _Ramp | None = None

    @property
    def end(self) -> int:
        end = self.begin + len(self.sound)
        return min(end, self.fade.begin + self.fade.frames) if self.fade else end

    def heard(self, first: int, end: int) -> Sequence[float]:
        """Return what falls in the frames from `first` to `end`, none of which lies outside.

        Nothing is copied where it does not fade.
        """
        samples: Sequence[float] = self.sound[first - self.begin : end - self.begin]
        return samples if self.fade is None else self.fade.over(samples, first)


class Mixer:
    """Adds up sounds; every method may be called from any thread."""

    def __init__(self, rate: int = DEFAULT_RATE) -> None:
        self._lock = Lock()
        self._fade_frames = max(1, round(FADE_SECONDS * rate))
        self._playing: list[_Playing] = []
        self._tickets = 0
        self._position = 0
        self._ends_at = 0
        steady = _Ramp(1.0, 1.0, -self._fade_frames, self._fade_frames)
        self._gains = dict.fromkeys(Group, steady)
        self._mute = steady

    @property
    def position(self) -> int:
        """The frame that is mixed next."""
        return self._position

    @property
    def ends_at(self) -> int:
        """The frame at which the last of the sounds so far ends, or has ended."""
        return self._ends_at

    def schedule(self, sound: Sound, frame: int, group: Group = Group.TONES) -> int:
        """Let `sound` begin at `frame`, or at once if that is past; return a ticket for it."""
        with self._lock:
            self._tickets += 1
            playing = _Playing(self._tickets, sound, max(frame, self._position), group)
            self._playing.append(playing)
            self._ends_at = max(self._ends_at, playing.end)
            return playing.ticket

    def take_back(self, at_frame: int | None = None, spare: Container[int] = ()) -> None:
        """Drop what has not begun at `at_frame` (now, unless told), and fade out what sounds.

        The sounds whose tickets are in `spare` go on.
        """
        with self._lock:
            cut = max(self._position, at_frame or 0)
            kept = []
            for playing in self._playing:
                if playing.ticket in spare:
                    kept.append(playing)
                elif playing.begin < cut:
                    self._fade(playing, cut)
                    kept.append(playing)
            self._playing = kept
            self._ends_at = max((playing.end for playing in kept), default=self._position)

    def fade_out(self, ticket: int, frame: int, group: Group) -> None:
        """Let one sound of a group fade out from `frame` on."""
        with self._lock:
            for playing in self._playing:
                if playing.ticket == ticket and playing.group is group:
                    self._fade(playing, max(self._position, frame))
            self._ends_at = max((playing.end for playing in self._playing), default=self._position)

    def set_gain(self, gain: float, group: Group = Group.TONES) -> None:
        """Set how loud a group is, 0 to 1, over a short ramp."""
        with self._lock:
            self._gains[group] = self._towards(self._gains[group], gain)

    def set_muted(self, muted: bool) -> None:
        """Make everything inaudible, or audible again; sounds go on meanwhile."""
        with self._lock:
            self._mute = self._towards(self._mute, 0.0 if muted else 1.0)

    def go_back(self, frames: int) -> None:
        """Mix so many frames anew: at most those that were mixed last, in one piece."""
        with self._lock:
            self._position -= frames

    def mix(self, frames: int) -> Mix | None:
        """Return the next frames, or None for so many frames of silence.

        Silence is most of what there is, and whoever asks has its bytes made before.
        """
        with self._lock:
            first = self._position
            self._position = first + frames
            # Not what ends in these frames: they may be mixed anew.
            self._playing = [playing for playing in self._playing if playing.end > first]
            if not self._playing or not frames:
                return None
            is_mute = self._mute.new == 0.0 and self._mute.settled(first)
            return None if is_mute else self._mixed(first, frames)

    def _mixed(self, first: int, frames: int) -> Mix | None:
        """Return what sounds in these frames; None if nothing does."""
        last = first + frames
        audible = [
            playing
            for playing in self._playing
            if first < playing.end and playing.begin < min(last, playing.end)
        ]
        if not audible:
            return None
        whole = array("f", [0.0]) * frames
        edges = {edge for playing in audible for edge in (playing.begin, playing.end)}
        edges.update(range(first, last, _PIECE_FRAMES))
        inner = [edge for edge in sorted(edges) if first < edge < last]
        for begin, end in pairwise([first, *inner, last]):
            together = [playing for playing in audible if playing.begin <= begin < playing.end]
            if together:
                samples = array("f", self._add_up(together, begin, end))
                whole[begin - first : end - first] = samples
        return whole

    def _add_up(self, together: Sequence[_Playing], first: int, end: int) -> Sequence[float]:
        """Return the sum of sounds from frame `first` to `end`, in all of which each sounds."""
        groups = []
        for group, gain in self._gains.items():
            parts = [playing.heard(first, end) for playing in together if playing.group is group]
            if parts:
                groups.append(gain.over(reduce(_sum, parts), first, 1 / FULL))
        samples = self._mute.over(reduce(_sum, groups), first)
        return samples if len(together) == 1 else _limited(samples)

    def _fade(self, playing: _Playing, cut: int) -> None:
        if playing.fade is None or playing.fade.begin > cut:
            playing.fade = _Ramp(1.0, 0.0, cut, self._fade_frames)

    def _towards(self, ramp: _Ramp, gain: float) -> _Ramp:
        if gain == ramp.new:
            return ramp
        if self._position == 0:
            return replace(ramp, old=gain, new=gain)
        return replace(ramp, old=ramp.at(self._position), new=gain, begin=self._position)


def _sum(one: Sequence[float], other: Sequence[float]) -> Sequence[float]:
    return list(map(add, one, other))


def _limited(mixed: Sequence[float]) -> Sequence[float]:
    """Bend what is above `LIMIT` so that it comes near 1 and never passes it."""
    if max(mixed) > LIMIT or min(mixed) < -LIMIT:
        return [_bent(sample) for sample in mixed]
    return mixed


def _bent(sample: float) -> float:
    over = abs(sample) - LIMIT
    if over <= 0.0:
        return sample
    room = 1.0 - LIMIT
    return copysign(LIMIT + over * room / (over + room), sample)
