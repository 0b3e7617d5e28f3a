"""What the window's thread hands to the sound's thread: cues, settings, whether sound is wanted.

The queue holds times, not frames: which frame a time is can be known only shortly before. Times are
nanoseconds of `clock.real_ns`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from threading import Lock

from soleus_timer.domain.session.events import CueDue, Tone
from soleus_timer.domain.settings import Settings, ToneSet

OUTDATED = 4_000_000_000
"""Nanoseconds after which nothing of a cue could be heard any more."""

SOON = 1_000_000_000
"""Nanoseconds: more than any device is given ahead."""

LOUDNESS_EXPONENT = 5 / 3
"""Half as loud to the ear is 10 dB less: loudness goes with the 0.6th power of the amplitude."""


@dataclass(frozen=True, slots=True)
class SoundSettings:
    """Where, how loud and which; volumes in per cent of perceived loudness."""

    device: str = ""
    """The output's description; empty is the system's own choice."""
    volume: int = 100
    voice_volume: int = 100
    tone_volume: int = 100
    voice: bool = True
    voice_speed: float = 1.0
    """The speed that the voice was set to. When it changes, lengths are asked for anew."""
    countdown_ticks: bool = True
    tone_set: ToneSet = ToneSet.SOFT
    sounds: tuple[tuple[Tone, str], ...] = ()
    """The paths of the person's own sound files, each with the tone that it replaces."""

    @classmethod
    def of(cls, settings: Settings) -> "SoundSettings":
        """Return the sound's part of the program's settings."""
        return cls(
            device=settings.device,
            volume=settings.volume,
            voice_volume=settings.voice_volume,
            tone_volume=settings.tone_volume,
            voice=settings.voice,
            voice_speed=settings.voice_pace,
            countdown_ticks=settings.countdown_ticks,
            tone_set=settings.tone_set,
            sounds=tuple(sorted(settings.sounds.items())),
        )

    @property
    def tone_gain(self) -> float:
        """The gain of tones, 0 to 1."""
        return gain_of(self.volume) * gain_of(self.tone_volume)

    @property
    def voice_gain(self) -> float:
        """The gain of words, 0 to 1."""
        return gain_of(self.volume) * gain_of(self.voice_volume) if self.voice else 0.0


def gain_of(percent: int) -> float:
    """Return the gain, 0 to 1, that seems `percent` as loud as full volume."""
    return float((max(0, min(100, percent)) / 100) ** LOUDNESS_EXPONENT)


@dataclass(frozen=True, slots=True)
class Changes:
    """What was written since the last read."""

    cancelled: bool
    """Whether everything read before is dropped."""
    cues: tuple[CueDue, ...]


class CueQueue:
    """Cues on their way to the sound's thread; every method may be called from any thread.

    `is_open` is whether sound is wanted at all.
    """

    def __init__(self, settings: SoundSettings | None = None, is_muted: bool = False) -> None:
        self.settings = settings or SoundSettings()
        self.is_muted = is_muted
        self._is_open = False
        self._is_fresh = False
        self._lock = Lock()
        self._cues: list[CueDue] = []
        self._cancelled = False

    @property
    def is_open(self) -> bool:
        """Whether sound is wanted."""
        return self._is_open

    @is_open.setter
    def is_open(self, is_open: bool) -> None:
        self._is_fresh = is_open and (self._is_fresh or not self._is_open)
        self._is_open = is_open

    def take_fresh(self) -> bool:
        """Return whether it was opened since this was last called."""
        is_fresh, self._is_fresh = self._is_fresh, False
        return is_fresh

    def add(self, cues: Iterable[CueDue], now: int) -> bool:
        """Add cues, and drop those that went unread until they were outdated.

        Return whether one is due so soon that the reader may have gone past it.
        """
        with self._lock:
            self._cues = [cue for cue in (*self._cues, *cues) if cue.at >= now - OUTDATED]
            return any(cue.at < now + SOON for cue in self._cues)

    def cancel(self) -> None:
        """Drop everything, also what was read and has just begun to sound."""
        with self._lock:
            self._cues = []
            self._cancelled = True

    def read(self) -> Changes | None:
        """Return and clear what was written since the last read; None if nothing was."""
        # Mostly there is nothing; what this look without the lock misses, the next one finds.
        if not self._cues and not self._cancelled:
            return None
        with self._lock:
            changes = Changes(self._cancelled, tuple(self._cues))
            self._cues = []
            self._cancelled = False
            return changes

    @property
    def is_blank(self) -> bool:
        """Whether nothing is left to be read."""
        with self._lock:
            return not self._cues and not self._cancelled
