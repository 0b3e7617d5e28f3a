"""The score: what is to be heard, written by the session's thread and read by the sound's.

It holds due times, not frames: which frame a time is can be known only shortly before.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from threading import Lock

from soleus_timer.audio.placing import DueCue
from soleus_timer.audio.sound_settings import SoundSettings

OUTDATED = 4_000_000_000
"""Nanoseconds after which nothing of a cue could be heard any more."""

SOON = 1_000_000_000
"""Nanoseconds: more than any device is given ahead."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What the sound's thread is to do: perhaps take back what it has, then take these."""

    taken_back: bool
    cues: tuple[DueCue, ...]


class Score:
    """What a session wants to be heard; every method may be called from any thread.

    `is_open` tells whether somebody wants sound at all, `settings` and `is_muted` how it sounds.
    """

    def __init__(self, settings: SoundSettings | None = None, is_muted: bool = False) -> None:
        self.settings = settings or SoundSettings()
        self.is_muted = is_muted
        self._is_open = False
        self._is_fresh = False
        self._lock = Lock()
        self._cues: list[DueCue] = []
        self._taken_back = False

    @property
    def is_open(self) -> bool:
        """Whether sound is wanted."""
        return self._is_open

    @is_open.setter
    def is_open(self, is_open: bool) -> None:
        self._is_fresh = is_open and (self._is_fresh or not self._is_open)
        self._is_open = is_open

    def take_fresh(self) -> bool:
        """Return whether it was opened since this was last asked."""
        is_fresh, self._is_fresh = self._is_fresh, False
        return is_fresh

    def add(self, cues: Iterable[DueCue], now: int) -> bool:
        """Write cues down, and strike out those whose time went by unread.

        Return whether one is due so soon that the reader may have gone on past it.
        """
        with self._lock:
            self._cues = [cue for cue in (*self._cues, *cues) if cue.due >= now - OUTDATED]
            return any(cue.due < now + SOON for cue in self._cues)

    def take_back(self) -> None:
        """Strike out everything, also what has just begun to sound; the reader must be told."""
        with self._lock:
            self._cues = []
            self._taken_back = True

    def read(self) -> Reading | None:
        """Return, and strike out, what was written since the last time, if anything was."""
        # Most of the time there is nothing; a look without the lock finds it the next time.
        if not self._cues and not self._taken_back:
            return None
        with self._lock:
            reading = Reading(self._taken_back, tuple(self._cues))
            self._cues = []
            self._taken_back = False
            return reading

    @property
    def is_blank(self) -> bool:
        """Whether nothing is left to be read."""
        with self._lock:
            return not self._cues and not self._taken_back
