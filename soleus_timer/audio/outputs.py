"""What the output stream asks of a sound system, whichever it is."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import SignalInstance

from soleus_timer.audio.pcm import Encoding
from soleus_timer.audio.problems import Problem


@dataclass(frozen=True, slots=True)
class Portion:
    """What a device is given when it asks."""

    samples: bytes
    """Whole frames, no more than it asked for."""
    ahead: int = 0
    """So many frames follow for which it need not ask."""
    ahead_samples: bytes = b""
    """What sounds in these; nothing if nothing does."""


Pull = Callable[[int], Portion]
"""Gives at most so many bytes to a device that asks for them now."""


class NoOutputError(Exception):
    """There is nothing to play on now; `problem` tells why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.value)
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Device:
    """An output that the system has."""

    key: str
    """Another one for each output, and for one that went and came back."""
    name: str
    """What it is called, for people."""
    is_chosen: bool
    """Whether a person wants this one; else it is the system's own choice."""


@dataclass(frozen=True, slots=True)
class Form:
    """The form in which a line takes samples, and how many frames it holds back.

    `most_ahead` tells how many frames it takes that it did not ask for; 0 if it must ask for all.
    """

    rate: int
    encoding: Encoding
    channels: int
    buffer_frames: int
    most_ahead: int = 0


class Line(Protocol):
    """The way of samples to one device, from its start until it is stopped or lost."""

    @property
    def changed(self) -> SignalInstance:
        """Tells that `name`, `key` or `is_lost` changed."""

    @property
    def form(self) -> Form:
        """How it wants its samples."""

    @property
    def name(self) -> str:
        """What the output is called that takes the sound; empty until one does."""

    @property
    def key(self) -> str:
        """The key of that output: the system may move a line to another one."""

    @property
    def is_lost(self) -> bool:
        """Whether it takes no more sound, and never will again."""

    def start(self, pull: Pull) -> None:
        """Have samples pulled from now on, in the thread that calls this."""

    def take_back(self, frames: int, before: bytes) -> None:
        """Take back so many of the frames that were given ahead last, and ask for them anew.

        `before` is the frame before them, which is given ahead too and stays.
        """

    def stop(self) -> None:
        """Take no more, at once; what was pulled is not heard any more."""


class Outputs(Protocol):
    """The outputs of a sound system; used by one thread that has an event loop."""

    @property
    def changed(self) -> SignalInstance:
        """Tells that there are others, or that the system wants another one."""

    def names(self) -> list[str]:
        """Return what the outputs are called, each name once."""

    def choose(self, name: str) -> Device:
        """Return the output of that name while it is there, else the system's own choice.

        Raises:
            NoOutputError: there is none.
        """

    def open(self, device: Device) -> Line:
        """Return a line to the device, to be started.

        Raises:
            NoOutputError: it takes no form of sound that we can make.
        """

    def avoid(self, device: Device) -> None:
        """Take note that the device failed: it is not chosen by name before something changes."""

    def close(self) -> None:
        """Let go of the sound system, at the end; every line is stopped."""
