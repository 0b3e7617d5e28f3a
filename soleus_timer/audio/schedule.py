"""The schedule: what is to be heard and when, and what the scheduler makes of it.

A session's thread writes the cues, the sound's thread reads them. It holds times, not frames: which
frame a time is can be known only shortly before. Times are nanoseconds of `clock.real_ns`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from threading import Lock
from typing import Protocol

from soleus_timer.audio.sound_settings import SoundSettings
from soleus_timer.domain.phrases import Phrase
from soleus_timer.domain.session.events import Cue, CueDue

OUTDATED = 4_000_000_000
"""Nanoseconds after which nothing of a cue could be heard any more."""

SOON = 1_000_000_000
"""Nanoseconds: more than any device is given ahead."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What the sound's thread is to do: perhaps take back what it has, then take these."""

    taken_back: bool
    cues: tuple[CueDue, ...]


class Schedule:
    """What a session wants to be heard; every method may be called from any thread.

    `is_open` tells whether somebody wants sound at all, `settings` and `is_muted` how it sounds.
    """

    def __init__(self, settings: SoundSettings | None = None, is_muted: bool = False) -> None:
        self.settings = settings or SoundSettings()
        self.is_muted = is_muted
        self._is_open = False
        self._is_fresh = False
        self._lock = Lock()
        self._cues: list[CueDue] = []
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

    def add(self, cues: Iterable[CueDue], now: int) -> bool:
        """Write cues down, and strike out those whose time went by unread.

        Return whether one is due so soon that the reader may have gone on past it.
        """
        with self._lock:
            self._cues = [cue for cue in (*self._cues, *cues) if cue.at >= now - OUTDATED]
            return any(cue.at < now + SOON for cue in self._cues)

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


class Repertoire(Protocol):
    """What can be heard now, and how long it takes."""

    def tone_length(self, cue: Cue) -> int:
        """Return how long the cue's tone sounds; 0 where it has none or it is switched off."""

    def unit_lengths(self, said: Phrase) -> tuple[int, ...]:
        """Return how long each unit of a phrase takes; nothing where it cannot be said."""


class _Nothing:
    def tone_length(self, cue: Cue) -> int:  # noqa: ARG002 - the protocol's
        return 0

    def unit_lengths(self, said: Phrase) -> tuple[int, ...]:  # noqa: ARG002
        return ()


NOTHING: Repertoire = _Nothing()
"""What can be heard while there is no output."""


class NotHeard(StrEnum):
    """NotHeard something is not heard."""

    LATE = "late"
    """There was no room for it in time."""

    OFF = "off"
    """It is switched off, or nobody can say it."""


@dataclass(frozen=True, slots=True)
class ToneAt:
    """The cue's tone sounds from `at` on."""

    cue: CueDue
    at: int


@dataclass(frozen=True, slots=True)
class WordsAt:
    """The first `units` of the cue's words are said from `at` on, for `length`."""

    cue: CueDue
    at: int
    units: int
    length: int


@dataclass(frozen=True, slots=True)
class CutShort:
    """The cue's words, which are being said, fade out from `at` on."""

    cue: CueDue
    at: int


@dataclass(frozen=True, slots=True)
class ToneLeft:
    """The cue's tone is not heard."""

    cue: CueDue
    why: NotHeard


@dataclass(frozen=True, slots=True)
class WordsLeft:
    """The cue's words are not heard."""

    cue: CueDue
    why: NotHeard


Outcome = ToneAt | WordsAt | CutShort | ToneLeft | WordsLeft
