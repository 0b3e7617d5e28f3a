"""The mixer: sounds at absolute frames, added up whenever the device asks for more.

A frame is one sample of time; frames count from zero when the mixer is made. What comes out does
not depend on how the device cuts its requests.
"""

from collections.abc import Container
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from soleus_timer.audio.processing import DEFAULT_RATE, Sound

FADE_SECONDS = 0.030
"""How long a sound that is taken back fades, and a gain changes: no click, no delay."""

REWIND_SECONDS = 1.0
"""How far the mixer can go back: further than any device is ahead."""

LIMIT = 0.8
"""Above this the peaks of a sum are bent, ever more, so that none passes 1."""


class Group(StrEnum):
    """Sounds whose gain is set together."""

    TONES = "tones"
    VOICE = "voice"


@dataclass(frozen=True, slots=True)
class _Ramp:
    """A gain that moves evenly from `old` to `new` in `frames`, beginning at frame `begin`."""

    old: float
    new: float
    begin: int
    frames: int

    def is_settled(self, frame: int) -> bool:
        return frame >= self.begin + self.frames

    def at(self, first: int, frames: int) -> NDArray[np.float32]:
        """Return the gain of each frame; counted from `begin`, so that requests join exactly."""
        elapsed = np.arange(first - self.begin, first - self.begin + frames)
        share = np.clip(elapsed / self.frames, 0.0, 1.0)
        return (self.old * (1.0 - share) + self.new * share).astype(np.float32)

    def apply(self, samples: Sound, first: int) -> None:
        """Scale samples that begin at frame `first`, in place."""
        if not self.is_settled(first):
            samples *= self.at(first, len(samples))
        elif self.new != 1.0:
            samples *= np.float32(self.new)


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

    def add_to(self, total: Sound, first: int) -> None:
        """Add what falls in the frames of `total`, which begins at frame `first`."""
        begin, end = max(first, self.begin), min(first + len(total), self.end)
        if begin < end:
            part = self.sound[begin - self.begin : end - self.begin]
            if self.fade is not None:
                part = part * self.fade.at(begin, end - begin)
            total[begin - first : end - first] += part


class Mixer:
    """Adds up sounds; for one thread."""

    def __init__(self, rate: int = DEFAULT_RATE) -> None:
        self._fade_frames = max(1, round(FADE_SECONDS * rate))
        self._rewind_frames = round(REWIND_SECONDS * rate)
        self._playing: list[_Playing] = []
        self._tickets = 0
        self.position = 0
        """The frame that is mixed next."""
        self.ends_at = 0
        """The frame at which the last of the sounds so far ends, or has ended."""
        steady = _Ramp(1.0, 1.0, -self._fade_frames, self._fade_frames)
        self._gains = dict.fromkeys(Group, steady)
        self._mute = steady

    def schedule(self, sound: Sound, frame: int, group: Group = Group.TONES) -> int:
        """Let `sound` begin at `frame`, or at once if that is past; return a ticket for it."""
        self._tickets += 1
        playing = _Playing(self._tickets, sound, max(frame, self.position), group)
        self._playing.append(playing)
        self.ends_at = max(self.ends_at, playing.end)
        return playing.ticket

    def cancel(self, at_frame: int | None = None, spare: Container[int] = ()) -> None:
        """Drop what has not begun at `at_frame` (by default now), and fade out what sounds.

        The sounds whose tickets are in `spare` go on.
        """
        cut = max(self.position, at_frame or 0)
        self._playing = [
            playing for playing in self._playing if playing.ticket in spare or playing.begin < cut
        ]
        for playing in self._playing:
            if playing.ticket not in spare:
                self._fade(playing, cut)
        self._find_end()

    def fade_out(self, ticket: int, frame: int, group: Group) -> None:
        """Let one sound of a group fade out from `frame` on."""
        for playing in self._playing:
            if playing.ticket == ticket and playing.group is group:
                self._fade(playing, max(self.position, frame))
        self._find_end()

    def set_gain(self, gain: float, group: Group = Group.TONES) -> None:
        """Set how loud a group is, 0 to 1, over a short ramp."""
        self._gains[group] = self._towards(self._gains[group], gain)

    def set_muted(self, muted: bool) -> None:
        """Make everything inaudible, or audible again; sounds go on meanwhile."""
        self._mute = self._towards(self._mute, 0.0 if muted else 1.0)

    def go_back(self, frame: int) -> int:
        """Mix anew from `frame` on, or from as near to it as is possible; return from where."""
        self.position = min(self.position, max(frame, self.position - self._rewind_frames, 0))
        return self.position

    def mix(self, frames: int) -> Sound | None:
        """Return the next frames, or None where they are silent, as most are."""
        first = self.position
        self.position = last = first + frames
        oldest = first - self._rewind_frames
        self._playing = [playing for playing in self._playing if playing.end > oldest]
        audible = [
            playing for playing in self._playing if playing.begin < last and playing.end > first
        ]
        if not audible or (self._mute.new == 0.0 and self._mute.is_settled(first)):
            return None
        total = np.zeros(frames, dtype=np.float32)
        for group, gain in self._gains.items():
            part = np.zeros(frames, dtype=np.float32)
            for playing in audible:
                if playing.group is group:
                    playing.add_to(part, first)
            gain.apply(part, first)
            total += part
        self._mute.apply(total, first)
        return _limited(total)

    def _fade(self, playing: _Playing, cut: int) -> None:
        if playing.fade is None or playing.fade.begin > cut:
            playing.fade = _Ramp(1.0, 0.0, cut, self._fade_frames)

    def _find_end(self) -> None:
        self.ends_at = max((playing.end for playing in self._playing), default=self.position)

    def _towards(self, ramp: _Ramp, gain: float) -> _Ramp:
        if gain == ramp.new:
            return ramp
        if self.position == 0:
            return replace(ramp, old=gain, new=gain)
        now = float(ramp.at(self.position, 1)[0])
        return replace(ramp, old=now, new=gain, begin=self.position)


def _limited(mixed: Sound) -> Sound:
    """Bend peaks above `LIMIT` so that they approach 1 and never pass it."""
    height = np.abs(mixed)
    if height.max(initial=0.0) <= LIMIT:
        return mixed
    over = np.maximum(height - LIMIT, 0.0)
    room = 1.0 - LIMIT
    bent = np.copysign(LIMIT + over * room / (over + room), mixed)
    return np.where(height > LIMIT, bent, mixed).astype(np.float32)
