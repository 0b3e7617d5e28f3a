"""What is asked of the arrangement and what it answers; times in nanoseconds of one clock."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from soleus_timer.core.cues import Cue, Priority
from soleus_timer.core.phrases import Phrase


@dataclass(frozen=True, slots=True)
class DueCue:
    """A cue and when it is due."""

    due: int
    cue: Cue

    @property
    def is_tick(self) -> bool:
        """Whether this counts down with a tone: nobody speaks over it."""
        return self.cue.priority is Priority.COUNTDOWN and self.cue.tone is not None


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


class Why(StrEnum):
    """Why something is not heard."""

    LATE = "late"
    """There was no room for it in time."""

    OFF = "off"
    """It is switched off, or nobody can say it."""


@dataclass(frozen=True, slots=True)
class ToneAt:
    """The cue's tone sounds from `at` on."""

    cue: DueCue
    at: int


@dataclass(frozen=True, slots=True)
class WordsAt:
    """The first `units` of the cue's words are said from `at` on, for `length`."""

    cue: DueCue
    at: int
    units: int
    length: int


@dataclass(frozen=True, slots=True)
class CutShort:
    """The cue's words, which are being said, fade out from `at` on."""

    cue: DueCue
    at: int


@dataclass(frozen=True, slots=True)
class ToneLeft:
    """The cue's tone is not heard."""

    cue: DueCue
    why: Why


@dataclass(frozen=True, slots=True)
class WordsLeft:
    """The cue's words are not heard."""

    cue: DueCue
    why: Why


Outcome = ToneAt | WordsAt | CutShort | ToneLeft | WordsLeft
