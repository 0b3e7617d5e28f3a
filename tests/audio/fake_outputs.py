"""A sound system that does what a test wants."""

from PySide6.QtCore import QObject, Signal

from soleus_timer.audio.backends.base import Device, Encoding, Form, NoOutputError, Pull
from soleus_timer.audio.problems import Problem

FORM = Form(48_000, Encoding.FLOAT, channels=2, buffer_frames=7200, is_rewritable=True)
FRAME_BYTES = 8


class FakeLine(QObject):
    """A line that takes sound from when `open_up` is called."""

    changed = Signal()

    def __init__(self, device: Device) -> None:
        super().__init__()
        self.form = FORM
        self.device = device
        self.key = device.key
        self.name = ""
        self.is_lost = False
        self.is_stopped = False
        self.rewritten: list[bytes] = []

    def start(self, pull: Pull) -> None:
        self.pull = pull

    def rewrite(self, samples: bytes) -> None:
        self.rewritten.append(samples)

    def stop(self) -> None:
        self.is_stopped = True

    def ask(self, frames: int) -> bytes:
        return self.pull(frames * FRAME_BYTES)

    def open_up(self) -> None:
        self.name = self.device.name
        self.changed.emit()

    def move_to(self, device: Device) -> None:
        self.key, self.name = device.key, device.name
        self.changed.emit()

    def lose(self) -> None:
        self.is_lost = True
        self.changed.emit()


class FakeOutputs(QObject):
    """Outputs by their names; the first is the system's own choice."""

    changed = Signal()

    def __init__(self, *names: str) -> None:
        super().__init__()
        self.there = list(names)
        self.problem = Problem.NO_DEVICE
        self.refusal: Problem | None = None
        self.avoided: list[str] = []
        self.lines: list[FakeLine] = []

    def device(self, name: str, *, is_chosen: bool = False) -> Device:
        return Device(name.lower(), name, is_chosen)

    def plug(self, *names: str) -> None:
        self.there = list(names)
        self.changed.emit()

    def names(self) -> list[str]:
        return self.there

    def choose(self, name: str) -> Device:
        if not self.there:
            raise NoOutputError(self.problem)
        if name in self.there:
            return self.device(name, is_chosen=True)
        return self.device(self.there[0])

    def open(self, device: Device) -> FakeLine:
        if self.refusal is not None:
            raise NoOutputError(self.refusal)
        self.lines.append(FakeLine(device))
        return self.lines[-1]

    def avoid(self, device: Device) -> None:
        self.avoided.append(device.key)

    def close(self) -> None:
        pass
