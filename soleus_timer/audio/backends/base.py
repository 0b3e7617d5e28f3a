"""The interface of a sound system: outputs, and lines that carry samples to them."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Protocol

import numpy as np
from PySide6.QtCore import SignalInstance

from soleus_timer.audio.problems import Problem
from soleus_timer.audio.processing import Sound

Pull = Callable[[int], bytes]
"""Returns at most that many bytes, in whole frames, for a device that requests them now."""


class Encoding(Enum):
    """How a sample is written; the value is its type as numpy names it."""

    FLOAT = "f4"
    INT16 = "i2"
    INT32 = "i4"


class NoOutputError(Exception):
    """There is nothing to play on now, because of `problem`."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.value)
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Device:
    """An output that the system has."""

    key: str
    """Unique to each output, and new for one that went and came back."""
    name: str
    """Its name for people."""
    is_chosen: bool
    """Whether the person chose it; else the system did."""


@dataclass(frozen=True, slots=True)
class Form:
    """The form in which a line takes samples."""

    rate: int
    encoding: Encoding
    channels: int
    buffer_frames: int
    """How many frames lie between what is written and what is heard."""
    is_rewritable: bool = False
    """Whether samples may be replaced while they wait in the buffer."""

    @property
    def frame_bytes(self) -> int:
        """How many bytes one moment of all channels takes."""
        return np.dtype(self.encoding.value).itemsize * self.channels

    def encode(self, sound: Sound) -> bytes:
        """Return one channel as the bytes of all channels, which sound alike."""
        if self.encoding is Encoding.FLOAT:
            return np.repeat(sound, self.channels).tobytes()
        full = np.iinfo(self.encoding.value).max
        # In doubles: floats do not hold the whole range of 32-bit samples.
        scaled = np.rint(sound.astype(np.float64) * full).astype(self.encoding.value)
        return np.repeat(scaled, self.channels).tobytes()


class Line(Protocol):
    """Carries samples to one device, from its start until it is stopped or lost."""

    @property
    def changed(self) -> SignalInstance:
        """Emitted when `name`, `key` or `is_lost` changed."""

    @property
    def form(self) -> Form:
        """The form of its samples."""

    @property
    def name(self) -> str:
        """The name of the output that takes the sound; empty until one does."""

    @property
    def key(self) -> str:
        """The key of that output: the system may move a line to another one."""

    @property
    def is_lost(self) -> bool:
        """Whether it takes no more sound, and never will again."""

    def start(self, pull: Pull) -> None:
        """Have samples pulled from now on, in the thread that calls this."""

    def rewrite(self, samples: bytes) -> None:
        """Replace the samples that were pulled last by as many others, where the form allows it."""

    def stop(self) -> None:
        """Take no more, at once; what was pulled is not heard any more."""


class Outputs(Protocol):
    """The outputs of a sound system; used by one thread that has an event loop."""

    @property
    def changed(self) -> SignalInstance:
        """Emitted when outputs came or went, or the system chooses another one."""

    def names(self) -> list[str]:
        """Return the outputs' names, each once."""

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
        """Do not choose this device by name before something changes: it failed."""

    def close(self) -> None:
        """Release the sound system, at the end; every line is stopped."""
