"""The score: what is to sound, written by the session's thread and read by the sound's.

It holds due times, not frames: which frame a time is can be known only shortly before.
"""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from threading import Lock

from soleus_timer.core.cues import Tone

LATEST = 300_000_000
"""Nanoseconds after its due time at which a tone is dropped: late, it would mislead."""


@dataclass(frozen=True, slots=True, order=True)
class DueTone:
    """A tone and when it must sound, in nanoseconds of `time.monotonic_ns`."""

    due: int
    tone: Tone


@dataclass(frozen=True, slots=True)
class Reading:
    """What the sound's thread is to do: perhaps take back what it has, then begin these."""

    taken_back: bool
    begin: tuple[DueTone, ...]


_NOTHING = Reading(taken_back=False, begin=())


class Score:
    """What a session wants to be heard; every method may be called from any thread.

    `is_open` tells whether a session wants sound at all, `gain` and `is_muted` how loud.
    """

    def __init__(self, gain: float = 1.0, is_muted: bool = False) -> None:
        self.is_open = False
        self.gain = gain
        self.is_muted = is_muted
        self._lock = Lock()
        self._pending: list[DueTone] = []
        self._taken_back = False

    def add(self, tones: Iterable[DueTone], now: int) -> None:
        """Write tones down, and strike out those whose time went by unheard."""
        with self._lock:
            pending = sorted([*self._pending, *tones])
            del pending[: _count_before(pending, now - LATEST)]
            self._pending = pending

    def take_back(self) -> None:
        """Strike out everything, also what has just begun to sound."""
        with self._lock:
            self._pending = []
            self._taken_back = True

    def read(self, until: int) -> Reading:
        """Return, and strike out, what is due before `until`."""
        with self._lock:
            taken_back = self._taken_back
            if not taken_back and (not self._pending or self._pending[0].due >= until):
                return _NOTHING
            self._taken_back = False
            count = _count_before(self._pending, until)
            begin = tuple(self._pending[:count])
            del self._pending[:count]
            return Reading(taken_back, begin)

    @property
    def is_blank(self) -> bool:
        """Whether nothing is left to be begun or taken back."""
        with self._lock:
            return not self._pending and not self._taken_back


def _count_before(tones: list[DueTone], time: int) -> int:
    return bisect_left(tones, time, key=lambda tone: tone.due)
